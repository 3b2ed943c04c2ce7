//! The wire: requests written byte by byte, and a server that records what it is sent and answers what it is told.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A response as it came.
#[derive(Debug)]
pub struct Raw {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Raw {
    /// The value of a header, the name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        header(&self.head, name)
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The pointers and keywords of the violations that the problem details name, in order.
    pub fn violations(&self) -> Vec<(String, String)> {
        let problem = self.json();
        let errors = problem["errors"].as_array().unwrap_or_else(|| panic!("no errors in {problem}")).clone();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        errors
            .iter()
            .map(|error| {
                let place = if error["parameter"].is_null() {
                    text(&error["pointer"])
                } else {
                    format!("{} {}{}", text(&error["in"]), text(&error["parameter"]), text(&error["pointer"]))
                };
                (place, text(&error["keyword"]))
            })
            .collect()
    }

    /// The same in one line: `query limit minimum; /title minLength`.
    pub fn places(&self) -> String {
        let places: Vec<_> =
            self.violations().into_iter().map(|(place, keyword)| format!("{place} {keyword}").trim_start().to_owned()).collect();
        places.join("; ")
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = head.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.eq_ignore_ascii_case(name))?;
    Some(value.trim())
}

/// Sends a request exactly as it is written and reads the response to its end.
pub async fn send(address: &str, line: &str, headers: &[&str], body: &str) -> Raw {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut request = format!("{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for header in headers {
        request += &format!("{header}\r\n");
    }
    if !body.is_empty() {
        request += &format!("Content-Length: {}\r\n", body.len());
    }
    stream.write_all(format!("{request}\r\n{body}").as_bytes()).await.unwrap();
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.unwrap();
    let response = String::from_utf8(response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Raw { status, head: head.to_owned(), body: body.to_owned() }
}

/// A server for one request: answers with `response`, and gives the request's head and body back.
pub async fn canned(response: &str) -> (String, JoinHandle<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let response = response.to_owned();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read_request(&mut stream).await;
        stream.write_all(response.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        request
    });
    (address, task)
}

/// The text of a response with a body of a media type.
pub fn response(status: u16, headers: &str, media_type: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status} Status\r\n{headers}Content-Type: {media_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

async fn read_request(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = header(head, "content-length").map_or(0, |length| length.parse().unwrap());
            if body.len() >= length {
                return (head.to_owned(), body.to_owned());
            }
        }
        let count = stream.read(&mut buffer).await.unwrap();
        assert_ne!(count, 0, "the request ended early: {text}");
        bytes.extend_from_slice(&buffer[..count]);
    }
}
