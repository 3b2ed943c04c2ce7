//! A multipart body on its way out: the parts one after the other, streams as they come.

use std::collections::VecDeque;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderValue};
use http_body::{Body, Frame, SizeHint};

use super::disposition;
use crate::content::{BodyError, ByteStream, Payload, Written};

/// A part on its way out.
pub(super) struct Outgoing {
    pub(super) name: Option<String>,
    pub(super) file_name: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) headers: HeaderMap,
    pub(super) content: Payload,
}

/// The body, with a boundary that nobody can guess; why it cannot be written.
pub(super) fn written(media_type: &str, parts: Vec<Outgoing>) -> Result<Written, String> {
    let boundary = boundary();
    let kind = if media_type.eq_ignore_ascii_case("multipart/form-data") { "form-data" } else { "attachment" };
    let mut pieces = VecDeque::new();
    for part in parts {
        pieces.push_back(Payload::Whole(Bytes::from(head(&boundary, kind, &part)?)));
        pieces.push_back(part.content);
        pieces.push_back(Payload::Whole(Bytes::from_static(b"\r\n")));
    }
    pieces.push_back(Payload::Whole(Bytes::from(format!("--{boundary}--\r\n"))));
    let named = HeaderValue::from_str(&format!("{media_type}; boundary={boundary}"));
    let named = named.map_err(|_| format!("the media type `{media_type}` cannot be sent"))?;
    Ok(Written { payload: payload(pieces), media_type: Some(named) })
}

/// One piece where everything is there, else a stream.
fn payload(pieces: VecDeque<Payload>) -> Payload {
    let mut whole = Vec::new();
    for piece in &pieces {
        match piece {
            Payload::Whole(bytes) => whole.extend_from_slice(bytes),
            Payload::Stream(_) => return Payload::Stream(ByteStream::new(Pieces(pieces))),
        }
    }
    Payload::Whole(Bytes::from(whole))
}

fn head(boundary: &str, kind: &str, part: &Outgoing) -> Result<Vec<u8>, String> {
    let mut head = format!("--{boundary}\r\n").into_bytes();
    let mut line = |name: &[u8], value: &[u8]| {
        for bytes in [name, b": ", value, b"\r\n"] {
            head.extend_from_slice(bytes);
        }
    };
    if part.name.is_some() || part.file_name.is_some() {
        let value = disposition::write(kind, part.name.as_deref(), part.file_name.as_deref());
        let value = value.ok_or("the name of a part cannot be sent")?;
        line(CONTENT_DISPOSITION.as_str().as_bytes(), value.as_bytes());
    }
    if let Some(media_type) = &part.media_type {
        let value = HeaderValue::from_str(media_type).map_err(|_| format!("the media type `{media_type}` cannot be sent"))?;
        line(CONTENT_TYPE.as_str().as_bytes(), value.as_bytes());
    }
    for (name, value) in part.headers.iter().filter(|(name, _)| **name != CONTENT_DISPOSITION && **name != CONTENT_TYPE) {
        line(name.as_str().as_bytes(), value.as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    Ok(head)
}

/// 128 bits that nobody can guess, from the keys of a hash table.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

struct Pieces(VecDeque<Payload>);

impl Body for Pieces {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        loop {
            match self.0.front_mut() {
                None => return Poll::Ready(None),
                Some(Payload::Whole(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.0.pop_front();
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(Frame::data(bytes))));
                    }
                }
                Some(Payload::Stream(stream)) => match Pin::new(stream).poll_frame(cx) {
                    Poll::Ready(None) => drop(self.0.pop_front()),
                    Poll::Ready(Some(Ok(frame))) if !frame.is_data() => {}
                    polled @ (Poll::Ready(Some(_)) | Poll::Pending) => return polled,
                },
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let lengths: Option<u64> = self.0.iter().map(Payload::length).sum();
        lengths.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
