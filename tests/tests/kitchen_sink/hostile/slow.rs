//! Servers that take their time. The limits are short here; that they are kept is seen by the error, not by a clock.

use std::time::Duration;

use letterpress_runtime::{ByteStream, Bytes};
use letterpress_tests::kitchen_sink::operations::*;

use super::server::{Hostile, Then};
use super::{client, client_with, ends, told};

const SHORT: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_call_ends_with_its_time() {
    let json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    let body = format!("{json}Content-Length: 60000\r\n\r\n");
    let chunked = format!("{json}Transfer-Encoding: chunked\r\n\r\n");
    for (first, then, expected) in [
        ("", Then::Hang, "timeout: no response within 200ms"),
        ("HTTP/1.1 200 OK\r\n", Then::Hang, "timeout: no response within 200ms"),
        ("HTTP/1.1 200 OK\r\n", Then::Drip("X: a\r\n"), "timeout: no response within 200ms"),
        ("HTTP/1.1 200 ", Then::Drip("O"), "timeout: no response within 200ms"),
        (&body, Then::Hang, "timeout 200: the body of response 200 OK was not whole within 200ms"),
        (&body, Then::Drip(" "), "timeout 200: the body of response 200 OK was not whole within 200ms"),
        (&chunked, Then::Drip("1\r\n \r\n"), "timeout 200: the body of response 200 OK was not whole within 200ms"),
    ] {
        let server = Hostile::listen(first, then).await;
        let outcome = ends(client(&server.url).call(GetLatestJob::new()).timeout(SHORT)).await;
        assert!(outcome.as_ref().is_err_and(|error| error.is_timeout()), "{outcome:?}");
        let outcome = told(outcome);
        // Headers that come one by one may be too many before they are too late.
        assert!(outcome.starts_with(expected), "{first}: {outcome}");
    }
}

#[tokio::test]
async fn a_pause_ends_a_call_and_a_stream() {
    let short = |url: &str| client_with(url, |builder| builder.idle_timeout(SHORT));
    let server = Hostile::listen("", Then::Hang).await;
    let outcome = ends(short(&server.url).call(GetLatestJob::new())).await;
    assert!(outcome.is_err_and(|error| error.is_timeout()));

    let server = Hostile::listen("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\nhalf", Then::Hang).await;
    let body = ByteStream::from("x").with_media_type("image/png".parse().unwrap());
    let answer = ends(short(&server.url).call(KeepPlate::new("7", body))).await.unwrap();
    let error = ends(answer.body.collect(1_000)).await.unwrap_err();
    assert!(error.into_source().to_string().contains("timed out"));

    let server = Hostile::listen("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\ndata", Then::Hang).await;
    let mut events = ends(short(&server.url).call(WatchPress::new(1))).await.unwrap();
    assert!(ends(events.next()).await.unwrap().is_ok());
    assert!(ends(events.next()).await.unwrap().is_err());
}

#[tokio::test]
async fn an_upload_that_nobody_takes_ends() {
    let server = Hostile::listen("", Then::Hang).await;
    let body = ByteStream::from(Bytes::from(vec![0; 64 << 20])).with_media_type("image/png".parse().unwrap());
    let outcome = ends(client(&server.url).call(KeepPlate::new("7", body)).timeout(SHORT)).await;
    assert!(outcome.is_err_and(|error| error.is_timeout()));
}
