//! An API of files: a stream in, a stream out.
#![allow(dead_code, reason = "each test uses a part")]

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use http_body::{Frame, SizeHint};
use letterpress_runtime::client::Client;
use letterpress_runtime::server::{Handled, NoAuthentication, RequestContext, Routes, ServerOptions};
use letterpress_runtime::{
    ByteStream, Bytes, Media, Method, NoDocumentedError, Operation, Parameter, ParameterKind, documented_error, request,
    responses,
};

/// Counts what it is sent.
#[derive(Debug)]
pub struct Upload {
    pub body: ByteStream,
}

#[derive(Clone, Debug, PartialEq)]
pub enum UploadError {
    TooLarge(String),
}

documented_error!(Upload => UploadError);

impl Operation for Upload {
    const ID: &'static str = "upload";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/files";
    type Ok = String;
    type Error = UploadError;

    request! {
        body: body Media::stream("image/*"),
    }

    responses! {
        200 => Ok(body) { body: body Media::text("text/plain") },
        413 => Err(UploadError::TooLarge(body)) { body: body Media::text("application/problem+json") },
    }
}

/// Sends as much as it is asked for.
#[derive(Debug)]
pub struct Download {
    pub bytes: i64,
}

impl Operation for Download {
    const ID: &'static str = "download";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/files";
    type Ok = ByteStream;
    type Error = NoDocumentedError;

    request! {
        bytes: required Parameter::query("bytes").kind(ParameterKind::Integer),
    }

    responses! {
        200 => Ok(body) { body: body Media::stream("application/octet-stream") },
    }
}

const CHUNK: usize = 64 * 1024;

/// So many bytes, one chunk at a time; without an announced length where that is odd.
pub struct Zeros(pub u64);

impl http_body::Body for Zeros {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        static ZEROS: [u8; CHUNK] = [0; CHUNK];
        let next = self.0.min(CHUNK as u64);
        self.0 -= next;
        Poll::Ready((next > 0).then(|| Ok(Frame::data(Bytes::from_static(&ZEROS[..next as usize])))))
    }

    fn size_hint(&self) -> SizeHint {
        if self.0.is_multiple_of(2) { SizeHint::with_exact(self.0) } else { SizeHint::default() }
    }
}

/// A body that gives some bytes, lets them go, and then does this.
pub struct Then(Option<Bytes>, bool, fn() -> Option<Result<Frame<Bytes>, std::io::Error>>);

impl http_body::Body for Then {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match (self.0.take(), self.1) {
            (Some(bytes), _) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            (None, false) => {
                self.1 = true;
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            (None, true) => Poll::Ready((self.2)()),
        }
    }
}

#[derive(Clone, Default)]
pub struct Told(pub Arc<Mutex<Vec<String>>>);

async fn upload(mut request: Upload) -> Handled<Upload> {
    let media_type = request.body.media_type().map_or("none", |media_type| media_type.to_str().unwrap()).to_owned();
    let mut bytes = 0;
    while let Some(chunk) = request.body.chunk().await? {
        bytes += chunk.len();
    }
    Ok(format!("{bytes} of {media_type}"))
}

async fn download(request: Download) -> Handled<Download> {
    Ok(match request.bytes {
        -1 => ByteStream::new(Then(Some(Bytes::from_static(b"half")), false, || panic!("a broken pipe"))),
        -2 => ByteStream::new(Then(Some(Bytes::from_static(b"half")), false, || Some(Err(std::io::Error::other("a bad disk"))))),
        bytes => ByteStream::new(Zeros(bytes.unsigned_abs())),
    })
}

pub fn router(told: &Told, options: ServerOptions) -> axum::Router {
    let log = told.clone();
    let mut routes = Routes::<(), ()>::new(());
    routes.add(|_, _: RequestContext<()>, request: Upload| upload(request));
    routes.add(|_, _: RequestContext<()>, request: Download| download(request));
    let options = options.on_error(move |operation, error| {
        let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        log.0.lock().unwrap().push(format!("{operation}: {error}: {source}"));
    });
    routes.into_router(NoAuthentication, options)
}

pub async fn serve(told: &Told, options: ServerOptions) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = router(told, options);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Client::new(&base).unwrap()
}
