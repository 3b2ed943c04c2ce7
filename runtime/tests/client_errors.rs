//! What the errors of a client say, and what they keep.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code, reason = "shared with another test")]
mod library;

use std::error::Error as _;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{Method, Request, Response, StatusCode};
use letterpress_runtime::client::{self, BoxFuture, Error, Transport, TransportError, Unexpected};
use letterpress_runtime::{
    ByteStream, Bytes, Media, NoDocumentedError, Operation, Payload, RequestBody, RequestReader, RequestWriter, responses,
};
use library::client::Client;
use library::models::Book;
use library::operations::CreateBookError;

/// Answers every request with a response that it makes.
struct Answers(Arc<dyn Fn() -> Response<Payload> + Send + Sync>);

impl Transport for Answers {
    fn send(&self, _: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        let response = (self.0)();
        Box::pin(async move { Ok(response) })
    }
}

fn client(answer: impl Fn() -> Response<Payload> + Send + Sync + 'static) -> Client {
    let builder = client::Client::builder("http://library").body_limit(200).transport(Answers(Arc::new(answer)));
    Client::from_parts(builder.build().unwrap()).with_bearer_auth("t")
}

async fn error(status: u16, headers: &[(&str, &str)], body: &str) -> Error<CreateBookError> {
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    let (parts, ()) = builder.body(()).unwrap().into_parts();
    let body = Bytes::from(body.to_owned());
    let client = client(move || Response::from_parts(parts.clone(), Payload::Whole(body.clone())));
    let error = client.create_book(Book { title: "Emma".to_owned(), pages: None }).await.unwrap_err();
    assert!(error.source().is_none(), "the sentence says all, so a chain would say it twice: {error}");
    error
}

const JSON: (&str, &str) = ("Content-Type", "application/json");
const PROBLEM: (&str, &str) = ("Content-Type", "application/problem+json");
const LOCATION: (&str, &str) = ("Location", "/books/1");

/// Documents all successes as one thing, and a header.
#[derive(Debug)]
struct Probe;

#[derive(Debug)]
struct ProbeOk {
    status: StatusCode,
    age: Option<i64>,
    body: String,
}

impl Operation for Probe {
    const ID: &'static str = "probe";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/probe";
    type Ok = ProbeOk;
    type Error = NoDocumentedError;

    const BODY: RequestBody = RequestBody::NONE;

    fn write_request(self, _: &mut RequestWriter) {}

    fn read_request(_: &mut RequestReader<'_>) -> Self {
        Self
    }

    responses! {
        success => Ok(ProbeOk { status, age, body }) {
            status: status,
            age: optional_header "X-Age",
            body: bodies [Media::json("application/json"), Media::text("text/plain")],
        },
    }
}

async fn probe(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Result<ProbeOk, String> {
    let mut builder = Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    let (parts, ()) = builder.body(()).unwrap().into_parts();
    let answers =
        Answers(Arc::new(move || Response::from_parts(parts.clone(), Payload::Whole(Bytes::from_static(body.as_bytes())))));
    let client = client::Client::builder("http://library").transport(answers).build().unwrap();
    client.call(Probe).await.map_err(|error| error.to_string())
}

#[tokio::test]
async fn what_cannot_have_a_body_is_not_read_as_one() {
    let read = probe(201, &[JSON, ("X-Age", "3")], "\"a\"").await.unwrap();
    assert_eq!((read.status.as_u16(), read.age, read.body.as_str()), (201, Some(3), "a"));
    let several = "no media type, described is `application/json`, `text/plain`";
    assert_eq!(probe(204, &[], "").await.unwrap_err(), format!("undocumented response: 204 No Content has {several}"));
    // Which of several forms it has, nothing tells.
    assert_eq!(probe(200, &[], "\"a\"").await.unwrap_err(), format!("undocumented response: 200 OK has {several}: a"));
}

#[tokio::test]
async fn a_header_that_is_wrong_is_named() {
    let wrong = probe(200, &[JSON, ("X-Age", "old")], "\"a\"").await.unwrap_err();
    assert!(wrong.contains("header `X-Age`: expected an integer"), "{wrong}");
}

#[tokio::test]
async fn a_documented_failure_says_what_its_body_says() {
    let failure = error(500, &[PROBLEM], r#"{"title":"Out of shelves","detail":"The last one is full."}"#).await;
    assert_eq!(failure.to_string(), "createBook failed: 500 Internal Server Error: Out of shelves: The last one is full.");
    assert!(failure.documented().is_some());
    let response = failure.response().unwrap();
    assert_eq!((response.status.as_u16(), response.body.len()), (500, 59));
    // What the status line says is not said again.
    let failure = error(500, &[PROBLEM], r#"{"title":"internal server error","detail":"x"}"#).await;
    assert_eq!(failure.to_string(), "createBook failed: 500 Internal Server Error: x");
}

#[tokio::test]
async fn an_undocumented_response_says_what_is_unexpected() {
    let html = error(201, &[LOCATION, ("Content-Type", "text/html")], "<p>").await;
    assert_eq!(html.to_string(), "undocumented response: 201 Created has `text/html`, described is `application/json`");
    let Error::Undocumented { unexpected: Unexpected::MediaType { documented }, response } = html else { panic!("{html}") };
    assert_eq!((documented, &response.body[..]), (vec!["application/json"], &b"<p>"[..]));

    let coded = error(201, &[LOCATION, JSON, ("Content-Encoding", "br")], "???").await;
    assert_eq!(coded.to_string(), "response 201 Created has the content coding `br`, which nobody asked for");
    assert_eq!(coded.response().unwrap().body, "???");
}

#[tokio::test]
async fn what_is_too_large_or_breaks_off_keeps_status_and_headers() {
    let large = error(201, &[LOCATION, JSON], &"x".repeat(201)).await;
    assert_eq!(large.to_string(), "the body of response 201 Created is larger than 200 bytes");
    assert_eq!(large.response().unwrap().headers["location"], "/books/1");

    let broken = || Response::builder().status(201).header("Location", "/x").body(Payload::Stream(ByteStream::new(Cut))).unwrap();
    let broken = client(broken).create_book(Book { title: "Emma".to_owned(), pages: None }).await.unwrap_err();
    assert_eq!(broken.to_string(), "the body of response 201 Created broke off: the transport failed: cable cut");
    assert_eq!(broken.status().unwrap(), 201);
}

#[tokio::test]
async fn a_transport_says_its_cause_once() {
    let closed = client::Client::new("http://127.0.0.1:1").unwrap();
    let error = Client::from_parts(closed).with_bearer_auth("t").lend().await.unwrap_err();
    let text = error.to_string();
    assert_eq!(text.matches("Connection refused").count(), 1, "{text}");
    assert!(error.source().is_none());

    let nowhere = client::Client::new("http://no-such-host.invalid").unwrap();
    let text = Client::from_parts(nowhere).with_bearer_auth("t").lend().await.unwrap_err().to_string();
    assert!(text.contains("dns error"), "{text}");

    let never = client::Client::builder("http://library").transport(Never).build().unwrap();
    let call = Client::from_parts(never).with_bearer_auth("t");
    let error = call.lend().timeout(Duration::from_millis(10)).await.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.is_timeout()), ("no response within 10ms", true));
}

/// A body that breaks off.
struct Cut;

impl http_body::Body for Cut {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::Error::other("cable cut"))))
    }
}

struct Never;

impl Transport for Never {
    fn send(&self, _: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        Box::pin(std::future::pending())
    }
}
