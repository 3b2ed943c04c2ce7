//! Bodies that are streams: what ends them, and what time they have.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod files;

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use files::{Download, Told, Upload, UploadError, Zeros, router, serve};
use http_body::Frame;
use letterpress_runtime::client::{Client, Error, InProcess};
use letterpress_runtime::server::ServerOptions;
use letterpress_runtime::{ByteStream, Bytes, Media, Method, NoDocumentedError, Operation, request, responses};

fn image(stream: ByteStream) -> Upload {
    Upload { body: stream.with_media_type("image/png".parse().unwrap()) }
}

#[tokio::test]
async fn files_go_in_and_out() {
    let client = serve(&Told::default(), ServerOptions::default()).await;
    let folder = std::env::temp_dir().join(format!("letterpress-streams-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (one, other) = (folder.join("one"), folder.join("other"));
    std::fs::write(&one, vec![7; 200_000]).unwrap();
    let stream = ByteStream::open(&one).await.unwrap();
    assert_eq!(stream.length(), Some(200_000));
    assert_eq!(client.call(image(stream)).await.unwrap(), "200000 of image/png");
    let stream = ByteStream::from_reader(tokio::fs::File::open(&one).await.unwrap());
    assert_eq!(stream.length(), None);
    assert_eq!(client.call(image(stream)).await.unwrap(), "200000 of image/png");
    let stream = client.call(Download { bytes: 150_001 }).await.unwrap();
    let mut file = tokio::fs::File::create(&other).await.unwrap();
    assert_eq!(stream.write_to(&mut file).await.unwrap(), 150_001);
    assert_eq!(std::fs::read(&other).unwrap(), vec![0; 150_001]);
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(ByteStream::open(&one).await.is_err());
}

#[tokio::test]
async fn a_stream_of_an_answer_that_panics_or_fails_ends_that_answer_alone() {
    let told = Told::default();
    let client = serve(&told, ServerOptions::default()).await;
    for (bytes, why) in [(-1, "panic: a broken pipe"), (-2, "a bad disk")] {
        let mut stream = client.call(Download { bytes }).await.unwrap();
        assert_eq!(stream.chunk().await.unwrap(), Some(Bytes::from_static(b"half")));
        let error = stream.chunk().await.unwrap_err();
        assert!(std::error::Error::source(&error).is_some(), "{error}");
        let whole = client.call(Download { bytes: 10 }).await.unwrap().collect(100).await.unwrap().unwrap();
        assert_eq!(whole.len(), 10);
        assert_eq!(told.0.lock().unwrap().pop().unwrap(), format!("download: the body broke off: {why}"));
    }
}

#[tokio::test]
async fn a_stream_has_a_limit_where_one_is_set() {
    let options = || ServerOptions::default().stream_limit(1000);
    for bytes in [1001, 1002] {
        let client = serve(&Told::default(), options()).await;
        let error = client.call(image(ByteStream::new(Zeros(bytes)))).await.unwrap_err();
        assert!(matches!(error.documented(), Some(UploadError::TooLarge(_))), "{error}");
    }
    let client = serve(&Told::default(), options()).await;
    assert!(client.call(image(ByteStream::new(Zeros(1000)))).await.is_ok());
    let stream = client.call(Download { bytes: 1001 }).await.unwrap();
    assert_eq!(stream.collect(1000).await.unwrap(), None);
}

/// A body that sends a byte every 40 ms.
struct Slow(u32, Pin<Box<tokio::time::Sleep>>);

impl http_body::Body for Slow {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        std::task::ready!(self.1.as_mut().poll(cx));
        self.1 = Box::pin(tokio::time::sleep(Duration::from_millis(40)));
        match self.0.checked_sub(1) {
            Some(left) => {
                self.0 = left;
                Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
            }
            None => Poll::Ready(None),
        }
    }
}

fn slow(bytes: u32) -> ByteStream {
    ByteStream::new(Slow(bytes, Box::pin(tokio::time::sleep(Duration::ZERO))))
}

#[tokio::test(start_paused = true)]
async fn the_time_of_a_call_does_not_count_what_streams() {
    let router = router(&Told::default(), ServerOptions::default());
    let builder = Client::builder("http://files").transport(InProcess::new(router)).timeout(Duration::from_millis(100));
    let client = builder.build().unwrap();
    assert_eq!(client.call(image(slow(50))).await.unwrap(), "50 of image/png");
    let stuck = ByteStream::new(Slow(1, Box::pin(tokio::time::sleep(Duration::from_millis(101)))));
    assert!(matches!(client.call(image(stuck)).await, Err(Error::Timeout { .. })));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_pauses_for_too_long_is_ended() {
    let router = router(&Told::default(), ServerOptions::default().read_timeout(Duration::from_millis(50)));
    let client = Client::builder("http://files").transport(InProcess::new(router)).build().unwrap();
    assert!(client.call(image(slow(50))).await.is_ok(), "many short pauses");
    let stuck = ByteStream::new(Slow(1, Box::pin(tokio::time::sleep(Duration::from_millis(60)))));
    let error = client.call(image(stuck)).await.unwrap_err();
    assert_eq!(error.response().unwrap().status, 408, "{error}");
}

#[tokio::test]
async fn a_media_type_that_the_description_leaves_open_has_to_be_said() {
    let client = serve(&Told::default(), ServerOptions::default()).await;
    let error = client.call(Upload { body: ByteStream::from("x") }).await.unwrap_err();
    assert!(matches!(&error, Error::Invalid(_)) && error.to_string().contains("with_media_type"), "{error}");
    let other = ByteStream::from("x").with_media_type("text/plain".parse().unwrap());
    assert!(matches!(client.call(Upload { body: other }).await.unwrap_err(), Error::Invalid(_)));
}

/// A stream with a header that must be there.
#[derive(Debug)]
struct Named;

#[derive(Debug)]
struct NamedOk {
    name: String,
    body: ByteStream,
}

impl Operation for Named {
    const ID: &'static str = "named";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/named";
    type Ok = NamedOk;
    type Error = NoDocumentedError;

    request! {}

    responses! {
        200 => Ok(NamedOk { name, body }) { name: header "X-Name", body: body Media::stream("*/*") },
    }
}

#[tokio::test]
async fn a_missing_header_is_told_and_does_not_lose_the_body() {
    let answer = |named: bool| {
        move || async move {
            let mut response = http::Response::new(axum::body::Body::from("a body"));
            if named {
                response.headers_mut().insert("X-Name", "a".parse().unwrap());
            }
            response
        }
    };
    let client = |named: bool| {
        let router = axum::Router::new().route("/named", axum::routing::get(answer(named)));
        Client::builder("http://files").transport(InProcess::new(router)).build().unwrap()
    };
    let told = client(true).call(Named).await.unwrap();
    assert_eq!((told.name.as_str(), told.body.collect(10).await.unwrap().unwrap()), ("a", Bytes::from_static(b"a body")));
    let error = client(false).call(Named).await.unwrap_err();
    assert!(error.to_string().contains("X-Name"), "{error}");
    assert_eq!(error.response().unwrap().body, Bytes::from_static(b"a body"));
}
