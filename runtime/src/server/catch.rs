//! Panics as values, so that one request cannot end a connection that others share.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::BoxFuture;
use crate::content::{BodyError, ByteStream};

/// Runs a future to its end or to its panic, whose message is the error.
pub(super) async fn catch<T>(future: BoxFuture<'_, T>) -> Result<T, String> {
    Catch(future).await
}

struct Catch<'a, T>(BoxFuture<'a, T>);

impl<T> Future for Catch<'_, T> {
    type Output = Result<T, String>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // The future is not polled again after a panic, so nothing sees what the panic left half done in it.
        match catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(cx))) {
            Ok(poll) => poll.map(Ok),
            Err(payload) => Poll::Ready(Err(message(payload.as_ref()))),
        }
    }
}

/// The stream of an answer, whose panic or error ends this answer and is reported.
pub(super) struct Watched<R> {
    stream: ByteStream,
    report: R,
}

impl<R: Fn(&(dyn std::error::Error + Send + Sync + 'static))> Watched<R> {
    pub(super) fn new(stream: ByteStream, report: R) -> Self {
        Self { stream, report }
    }
}

impl<R: Fn(&(dyn std::error::Error + Send + Sync + 'static)) + Unpin> Body for Watched<R> {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        // The connection drops a body that gave an error, so nothing sees what a panic left half done in it.
        let polled = catch_unwind(AssertUnwindSafe(|| Pin::new(&mut self.stream).poll_frame(cx)));
        let polled = polled.unwrap_or_else(|payload| Poll::Ready(Some(Err(BodyError::new(message(payload.as_ref()))))));
        if let Poll::Ready(Some(Err(error))) = &polled {
            (self.report)(error);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.stream.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.stream.size_hint()
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", text.unwrap_or("without a message"))
}
