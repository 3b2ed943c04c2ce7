//! What several of the programs need.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame};
use letterpress::source::{Source, Sources};

/// A text as the one file of a description.
pub fn description(text: &str) -> (Sources, letterpress::source::SourceId) {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "openapi.yaml".to_owned(), text: text.to_owned() });
    (sources, main)
}

/// The bytes up to the first `separator`, and what follows it.
pub fn split(data: &[u8], separator: u8) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == separator) {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}

/// Bytes as a body that has come whole.
pub fn whole(data: &[u8]) -> Bytes {
    Bytes::copy_from_slice(data)
}

/// A body that comes in these chunks.
pub struct Chunks(VecDeque<Bytes>);

impl Chunks {
    /// The bytes in pieces of lengths that `seed` says.
    pub fn of(data: &[u8], seed: u8) -> Self {
        let mut chunks = VecDeque::new();
        let (mut rest, mut length) = (data, usize::from(seed));
        while !rest.is_empty() {
            length = (length * 7 + 3) % 23 + 1;
            let (chunk, after) = rest.split_at(length.min(rest.len()));
            chunks.push_back(Bytes::copy_from_slice(chunk));
            rest = after;
        }
        Self(chunks)
    }
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|chunk| Ok(Frame::data(chunk))))
    }
}
