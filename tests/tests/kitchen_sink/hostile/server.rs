//! Servers that are none: they read the head of a request and then write what they like.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What is done behind the text that a server writes first.
#[derive(Clone, Copy)]
pub enum Then {
    /// The connection is closed.
    Close,
    /// It stays, and nothing comes.
    Hang,
    /// This comes again and again, as often as the client takes it, but not more than [`PLENTY`] bytes.
    Repeat(&'static str),
    /// This comes again and again, a piece each few milliseconds.
    Drip(&'static str),
}

/// More than any client may take.
pub const PLENTY: usize = 256 << 20;

/// A server at an address.
pub struct Hostile {
    pub url: String,
    connections: Arc<AtomicUsize>,
    written: Arc<AtomicUsize>,
}

impl Hostile {
    /// Answers every connection alike.
    pub async fn listen(first: impl Into<Vec<u8>>, then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (connections, written) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (counter, total) = (Arc::clone(&connections), Arc::clone(&written));
        let first: Arc<[u8]> = first.into().into();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer(stream, Arc::clone(&first), then, Arc::clone(&total)));
            }
        });
        Self { url, connections, written }
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many bytes went out: those that a client took, and those that the sockets hold.
    pub fn written(&self) -> usize {
        self.written.load(Ordering::SeqCst)
    }
}

async fn answer(mut stream: TcpStream, first: Arc<[u8]>, then: Then, written: Arc<AtomicUsize>) {
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    // The preface of HTTP/2 ends so, too.
    while !seen.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(count) => seen.extend_from_slice(&buffer[..count]),
        }
    }
    if stream.write_all(&first).await.is_err() {
        return;
    }
    match then {
        Then::Close => {
            // Reading on keeps the answer from being lost with what the client still sends.
            let _ = stream.shutdown().await;
            while stream.read(&mut buffer).await.is_ok_and(|count| count > 0) {}
        }
        Then::Hang => std::future::pending().await,
        Then::Repeat(text) => {
            let piece = text.repeat(1 + (64 << 10) / text.len());
            while written.load(Ordering::SeqCst) < PLENTY && stream.write_all(piece.as_bytes()).await.is_ok() {
                written.fetch_add(piece.len(), Ordering::SeqCst);
            }
        }
        Then::Drip(text) => {
            while stream.write_all(text.as_bytes()).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}
