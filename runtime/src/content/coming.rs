//! Items on their way in: from bytes to the text of one item after the other.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::Body;

use super::framing::{Framing, Record};
use super::item_error::ItemError;
use super::media::Media;
use super::payload::{BodyError, ByteStream};
use super::resume::Resumed;
use crate::codec::Direction;

/// A stream of which one item after the other is taken.
pub(super) struct Coming {
    stream: ByteStream,
    framing: Framing,
    pub(super) media: Media,
    pub(super) direction: Direction,
    pub(super) limit: usize,
    /// What came and is not read yet.
    chunk: Bytes,
    count: u64,
    /// Whether it was told of the item that is coming that it is too large: its end may never come.
    told: bool,
    state: State,
}

enum State {
    Open,
    /// The transfer ended, and another one is to begin.
    Resuming(Pin<Box<dyn Future<Output = Resumed> + Send>>),
    Over,
}

impl Coming {
    pub(super) fn new(stream: ByteStream, framing: Framing, media: Media, direction: Direction, limit: usize) -> Self {
        Self { stream, framing, media, direction, limit, chunk: Bytes::new(), count: 0, told: false, state: State::Open }
    }

    pub(super) fn set_limit(&mut self, bytes: usize) {
        self.limit = bytes;
        self.framing.set_limit(bytes);
    }

    /// How many items came.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// The next item.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Record, ItemError>>> {
        loop {
            if let Some(record) = self.framing.take(&mut self.chunk) {
                if std::mem::take(&mut self.told) {
                    continue;
                }
                self.count += 1;
                return Poll::Ready(Some(Ok(record)));
            }
            if let Some(record) = self.framing.overflow().filter(|_| !self.told) {
                (self.told, self.count) = (true, self.count + 1);
                return Poll::Ready(Some(Ok(record)));
            }
            let ended = match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Open => match ready!(Pin::new(&mut self.stream).poll_frame(cx)) {
                    Some(Ok(frame)) => {
                        self.chunk = frame.into_data().unwrap_or_default();
                        continue;
                    }
                    Some(Err(error)) => Some(error),
                    None => None,
                },
                State::Resuming(resuming) => match ready!(resuming.as_mut().poll(cx)) {
                    Resumed::Again(stream) => {
                        (self.stream, self.state) = (stream, State::Open);
                        continue;
                    }
                    Resumed::Over(error) => error,
                },
            };
            match self.stream.take_resume() {
                Some(resume) => {
                    self.framing.restart();
                    self.told = false;
                    self.state = State::Resuming(resume.resume(self.framing.position(self.count), ended));
                }
                None => {
                    self.state = State::Over;
                    return Poll::Ready(self.last(ended));
                }
            }
        }
    }

    /// What is left at the end.
    fn last(&mut self, error: Option<BodyError>) -> Option<Result<Record, ItemError>> {
        if let Some(error) = error {
            return Some(Err(ItemError::broken_off(self.count, self.direction, error)));
        }
        let record = self.framing.end().filter(|_| !self.told)?;
        self.count += 1;
        Some(Ok(record))
    }
}
