//! What becomes of a request body while it is sent: when it was last asked for more, so that a long upload is not taken for a silent
//! server, and why it broke off, which not every version of HTTP hands back.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Request;
use http_body::{Body, Frame, SizeHint};
use tokio::time::Instant;

use super::TransportError;
use crate::content::{BodyError, ByteStream, Payload};

/// How far a request is.
#[derive(Clone)]
pub(super) struct Progress(Arc<Mutex<State>>);

struct State {
    /// The last time that a part was sent.
    last: Instant,
    broken: Option<BodyError>,
}

impl Progress {
    /// The progress of a request, which begins now; its stream, if it has one, moves it on.
    pub(super) fn of(request: Request<Payload>) -> (Request<Payload>, Self) {
        let progress = Self(Arc::new(Mutex::new(State { last: Instant::now(), broken: None })));
        let request = request.map(|payload| match payload {
            Payload::Whole(bytes) => Payload::Whole(bytes),
            Payload::Stream(stream) => Payload::Stream(ByteStream::new(Noted { stream, progress: progress.clone() })),
        });
        (request, progress)
    }

    pub(super) fn last(&self) -> Instant {
        self.state().last
    }

    /// Why there is no response: what the transport says, or why the request broke off.
    pub(super) fn explain(&self, error: TransportError) -> TransportError {
        self.state().broken.take().map_or(error, |broken| TransportError::new(Unsent(broken.into_source())))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The body of the request broke off.
#[derive(Debug)]
struct Unsent(Box<dyn std::error::Error + Send + Sync>);

impl fmt::Display for Unsent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body of the request broke off")
    }
}

impl std::error::Error for Unsent {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.as_ref())
    }
}

/// A stream that tells when it moves, and keeps why it breaks off.
struct Noted {
    stream: ByteStream,
    progress: Progress,
}

impl Body for Noted {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let polled = Pin::new(&mut self.stream).poll_frame(cx);
        if polled.is_pending() {
            return polled;
        }
        let mut state = self.progress.state();
        state.last = Instant::now();
        match polled {
            Poll::Ready(Some(Err(error))) => {
                state.broken = Some(error);
                Poll::Ready(Some(Err(BodyError::new("the request is given up"))))
            }
            Poll::Ready(Some(Ok(_)) | None) | Poll::Pending => polled,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.stream.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.stream.size_hint()
    }
}
