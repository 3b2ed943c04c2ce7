//! A connection over which one request follows the other, byte by byte.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::super::shop::Shop;
use super::super::wire::Raw;

/// A connection to a shop.
pub struct Connection {
    stream: TcpStream,
    /// Bytes that came behind the last answer.
    rest: Vec<u8>,
    /// The server has ended it.
    pub closed: bool,
}

impl Connection {
    pub async fn open(shop: &Shop) -> Self {
        Self { stream: TcpStream::connect(&shop.address).await.unwrap(), rest: Vec::new(), closed: false }
    }

    /// The answer to a request; `None` where the server closes without one.
    pub async fn ask(&mut self, request: &[u8]) -> Option<Raw> {
        // A server that has seen enough may close while the request is still being written.
        let _ = self.stream.write_all(request).await;
        self.answer(request).await
    }

    /// The same, and there will be nothing more.
    pub async fn ask_last(&mut self, request: &[u8]) -> Option<Raw> {
        let _ = self.stream.write_all(request).await;
        let _ = self.stream.shutdown().await;
        self.answer(request).await
    }

    async fn answer(&mut self, request: &[u8]) -> Option<Raw> {
        let end = loop {
            match self.rest.windows(4).position(|window| window == b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => self.read().await?,
            }
        };
        let head = String::from_utf8(self.rest.drain(..end).collect()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let answer = Raw { status, head, body: String::new() };
        self.closed |= answer.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        let length = answer
            .header("content-length")
            .filter(|_| !request.starts_with(b"HEAD "))
            .map_or(0, |length| length.parse().unwrap());
        while self.rest.len() < length {
            self.read().await?;
        }
        let body = String::from_utf8(self.rest.drain(..length).collect()).unwrap();
        Some(Raw { body, ..answer })
    }

    async fn read(&mut self) -> Option<()> {
        let mut buffer = [0; 4096];
        // A server that waits for more than there is gives no answer.
        match timeout(Duration::from_secs(10), self.stream.read(&mut buffer)).await.unwrap_or(Ok(0)) {
            Ok(0) | Err(_) => {
                self.closed = true;
                None
            }
            Ok(count) => {
                self.rest.extend_from_slice(&buffer[..count]);
                Some(())
            }
        }
    }
}
