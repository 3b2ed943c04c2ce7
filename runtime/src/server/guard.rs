//! The limits of a request body that is a stream.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::time::Sleep;

/// A request body that ends with an error when it has too many bytes or pauses for too long.
pub(super) struct Guarded {
    body: Body,
    left: u64,
    pause: Duration,
    /// Runs while the handler waits for more; `None` while it does not ask.
    waiting: Option<Pin<Box<Sleep>>>,
}

/// Why a stream was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamError {
    /// It has more bytes than the server takes.
    TooLarge,
    /// Nothing came for too long.
    TimedOut,
    /// The connection ended before the body did, or its framing is wrong.
    BrokenOff,
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the body has more bytes than the server takes",
            Self::TimedOut => "the body paused for too long",
            Self::BrokenOff => "the body did not arrive whole",
        })
    }
}

impl std::error::Error for StreamError {}

impl Guarded {
    pub(super) fn new(body: Body, most: u64, pause: Duration) -> Self {
        Self { body, left: most, pause, waiting: None }
    }

    /// A frame that came: within the limit, or the end.
    fn within(&mut self, frame: Frame<Bytes>) -> Result<Frame<Bytes>, StreamError> {
        let length = frame.data_ref().map_or(0, |data| u64::try_from(data.len()).unwrap_or(u64::MAX));
        self.left = self.left.checked_sub(length).ok_or(StreamError::TooLarge)?;
        Ok(frame)
    }
}

impl http_body::Body for Guarded {
    type Data = Bytes;
    type Error = StreamError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, StreamError>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(cx) {
            self.waiting = None;
            return Poll::Ready(frame.map(|frame| self.within(frame.map_err(|_| StreamError::BrokenOff)?)));
        }
        let pause = self.pause;
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        waiting.as_mut().poll(cx).map(|()| Some(Err(StreamError::TimedOut)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
