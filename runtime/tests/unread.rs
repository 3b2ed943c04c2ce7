//! Large uploads that nobody reads, and requests without `Host`, over HTTP/1.1 byte by byte.
#![cfg(feature = "server")]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use letterpress_runtime::server::{Handled, NoAuthentication, RequestContext, Routes, ServerOptions};
use letterpress_runtime::{ByteStream, Media, Method, NoDocumentedError, Operation, request, responses};

/// Takes a file, and does not look at it.
#[derive(Debug)]
struct Glance {
    body: ByteStream,
}

impl Operation for Glance {
    const ID: &'static str = "glance";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/files";
    type Ok = ();
    type Error = NoDocumentedError;

    request! {
        body: body Media::stream("image/*"),
    }

    responses! {
        204 => Ok(()) {},
    }
}

async fn serve(options: ServerOptions) -> String {
    let mut routes = Routes::new(());
    routes.add(|_, _: RequestContext<()>, request: Glance| async move {
        drop(request.body);
        let answer: Handled<Glance> = Ok(());
        answer
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let router = routes.into_router(NoAuthentication, options);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// The head of the answer to a client that writes all before it reads.
fn ask(address: &str, head: &str, body: &[u8]) -> Result<String, std::io::Error> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.set_write_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(format!("{head}\r\n\r\n").as_bytes())?;
    stream.write_all(body)?;
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    while !answer.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut buffer)? {
            0 => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            count => answer.extend_from_slice(&buffer[..count]),
        }
    }
    Ok(String::from_utf8(answer).unwrap().to_ascii_lowercase())
}

async fn asked(address: &str, head: String, body: Vec<u8>) -> Result<String, std::io::Error> {
    let address = address.to_owned();
    tokio::task::spawn_blocking(move || ask(&address, &head, &body)).await.unwrap()
}

const SIZE: usize = 10 << 20;

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_much_that_nobody_reads_gets_the_answer() {
    let address = serve(ServerOptions::default()).await;
    let chunked = [format!("{SIZE:x}\r\n").as_bytes(), &vec![b'x'; SIZE], b"\r\n0\r\n\r\n"].concat();
    for (line, media_type, status) in [
        ("POST /nowhere", "image/png", 404),
        ("PUT /files", "image/png", 405),
        ("POST /files", "text/plain", 415),
        ("POST /files", "image/png", 204),
    ] {
        let head = format!("{line} HTTP/1.1\r\nHost: x\r\nContent-Type: {media_type}");
        for (framing, body) in
            [(format!("Content-Length: {SIZE}"), vec![b'x'; SIZE]), ("Transfer-Encoding: chunked".to_owned(), chunked.clone())]
        {
            for _ in 0..3 {
                let answer = asked(&address, format!("{head}\r\n{framing}"), body.clone()).await;
                let answer = answer.unwrap_or_else(|error| panic!("{line} {framing}: {error}"));
                assert!(answer.starts_with(&format!("http/1.1 {status} ")), "{line} {framing}: {answer}");
                let closes = answer.contains("connection: close");
                assert_eq!(closes, framing.starts_with('T'), "whether the end is near is known by the length: {answer}");
            }
        }
        let next = asked(&address, "GET /nowhere HTTP/1.1\r\nHost: x".to_owned(), Vec::new()).await.unwrap();
        assert!(next.starts_with("http/1.1 404 "), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_to_be_thrown_away_closes_the_connection() {
    let address = serve(ServerOptions::default()).await;
    let head = "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000".to_owned();
    let answer = asked(&address, head.clone(), Vec::new()).await.unwrap();
    assert!(answer.starts_with("http/1.1 404 ") && answer.contains("connection: close"), "{answer}");
    let waiting = asked(&address, format!("{head}\r\nExpect: 100-continue"), Vec::new()).await.unwrap();
    assert!(waiting.starts_with("http/1.1 404 "), "nobody is told to go on: {waiting}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_is_asked_for_where_the_options_say_so() {
    let strict = serve(ServerOptions::default().require_host()).await;
    let status = async |address: &str, head: &str| {
        let answer = asked(address, head.to_owned(), Vec::new()).await.unwrap();
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    assert_eq!(status(&strict, "GET /nowhere HTTP/1.1\r\nX: y").await, "400");
    assert_eq!(status(&strict, "GET /files HTTP/1.1\r\nX: y").await, "400", "also instead of 405");
    assert_eq!(status(&strict, "GET /nowhere HTTP/1.1\r\nHost: ").await, "404", "an empty one is allowed");
    assert_eq!(status(&strict, "GET /nowhere HTTP/1.0\r\nX: y").await, "404", "HTTP/1.0 has none");
    let tolerant = serve(ServerOptions::default()).await;
    assert_eq!(status(&tolerant, "GET /nowhere HTTP/1.1\r\nX: y").await, "404");
}
