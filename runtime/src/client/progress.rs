//! When a request body was last asked for more, so that a long upload is not taken for a silent server.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Request;
use http_body::{Body, Frame, SizeHint};
use tokio::time::Instant;

use crate::content::{BodyError, ByteStream, Payload};

/// The last time that a part of a request was sent.
#[derive(Clone)]
pub(super) struct Progress(Arc<Mutex<Instant>>);

impl Progress {
    /// The progress of a request, which begins now; its stream, if it has one, moves it on.
    pub(super) fn of(request: Request<Payload>) -> (Request<Payload>, Self) {
        let progress = Self(Arc::new(Mutex::new(Instant::now())));
        let request = request.map(|payload| match payload {
            Payload::Whole(bytes) => Payload::Whole(bytes),
            Payload::Stream(stream) => Payload::Stream(ByteStream::new(Noted { stream, progress: progress.clone() })),
        });
        (request, progress)
    }

    pub(super) fn last(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }
}

/// A stream that tells when it moves.
struct Noted {
    stream: ByteStream,
    progress: Progress,
}

impl Body for Noted {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = Pin::new(&mut self.stream).poll_frame(cx);
        if polled.is_ready() {
            self.progress.note();
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
