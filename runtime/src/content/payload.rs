//! Bodies on the wire: whole, or as they come.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::HeaderValue;
use http_body::{Body, Frame, SizeHint};

use super::resume::Resume;
use crate::redact::{Short, Size};

/// A body broke off; its source says why.
pub struct BodyError(Box<dyn std::error::Error + Send + Sync>);

impl BodyError {
    /// A body that broke off for this reason.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let source = source.into();
        match source.downcast::<Self>() {
            Ok(error) => *error,
            Err(source) => Self(source),
        }
    }

    /// The reason.
    pub fn into_source(self) -> Box<dyn std::error::Error + Send + Sync> {
        self.0
    }
}

impl fmt::Debug for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BodyError").field(&Short(&self.0)).finish()
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body broke off")
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.0.as_ref())
    }
}

/// The body of a request or a response. It is read once, so it cannot be cloned.
pub enum Payload {
    /// All of it.
    Whole(Bytes),
    /// What is still on its way.
    Stream(ByteStream),
}

/// Bytes that come, or are made, while they are read: nothing holds all of them.
///
/// The one who reads sets the pace. Dropping it ends the transfer.
pub struct ByteStream {
    /// Never locked: it makes the whole `Sync`, which transports ask for, although the body is read from one place only.
    body: Mutex<Pin<Box<dyn Body<Data = Bytes, Error = BodyError> + Send>>>,
    media_type: Option<HeaderValue>,
    /// How the transfer is begun again when it ends.
    resume: Option<Box<dyn Resume>>,
}

impl Payload {
    /// No bytes.
    pub const fn empty() -> Self {
        Self::Whole(Bytes::new())
    }

    /// How many bytes there are, where that is known before they are read.
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream(stream) => stream.length(),
        }
    }

    /// The body as a stream.
    pub fn into_stream(self) -> ByteStream {
        match self {
            Self::Whole(bytes) => ByteStream::from(bytes),
            Self::Stream(stream) => stream,
        }
    }

    /// All bytes; `None` when they are more than `limit`, of which no more is read then.
    ///
    /// # Errors
    /// When the body breaks off.
    pub async fn collect(self, limit: usize) -> Result<Option<Bytes>, BodyError> {
        match self {
            Self::Whole(bytes) => Ok((bytes.len() <= limit).then_some(bytes)),
            Self::Stream(stream) => stream.collect(limit).await,
        }
    }
}

impl ByteStream {
    /// What this body gives.
    pub fn new<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self { body: Mutex::new(Box::pin(Boxed(Box::pin(body)))), media_type: None, resume: None }
    }

    /// The same as the bytes of a media type, such as `image/png`. It is sent where the description leaves the media type open
    /// (`image/*`).
    #[must_use]
    pub fn with_media_type(self, media_type: HeaderValue) -> Self {
        Self { media_type: Some(media_type), ..self }
    }

    /// The `Content-Type` with which it came, or with which it will be sent.
    pub fn media_type(&self) -> Option<&HeaderValue> {
        self.media_type.as_ref()
    }

    /// The same, which can be begun again. The one who knows what came already does so.
    #[cfg(feature = "client")]
    pub(crate) fn with_resume(self, resume: Box<dyn Resume>) -> Self {
        Self { resume: Some(resume), ..self }
    }

    pub(super) fn take_resume(&mut self) -> Option<Box<dyn Resume>> {
        self.resume.take()
    }

    /// How many bytes are left, where that is known.
    pub fn length(&self) -> Option<u64> {
        self.body.lock().unwrap_or_else(PoisonError::into_inner).size_hint().exact()
    }

    /// The next bytes, never none; `None` at the end.
    ///
    /// # Errors
    /// When the body breaks off.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, BodyError> {
        while let Some(frame) = poll_fn(|cx| self.poll(cx)).await {
            if let Ok(data) = frame?.into_data()
                && !data.is_empty()
            {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }

    /// All bytes; `None` when they are more than `limit`, of which no more is read then.
    ///
    /// # Errors
    /// When the body breaks off.
    pub async fn collect(mut self, limit: usize) -> Result<Option<Bytes>, BodyError> {
        let most = u64::try_from(limit).unwrap_or(u64::MAX);
        if self.length().is_some_and(|length| length > most) {
            return Ok(None);
        }
        let Some(first) = self.chunk().await? else { return Ok(Some(Bytes::new())) };
        let mut collected: Vec<u8> = Vec::new();
        let mut next = Some(first);
        while let Some(chunk) = next {
            if collected.len() + chunk.len() > limit {
                return Ok(None);
            }
            next = self.chunk().await?;
            // What comes in one piece is not copied.
            if next.is_none() && collected.is_empty() {
                return Ok(Some(chunk));
            }
            collected.extend_from_slice(&chunk);
        }
        Ok(Some(Bytes::from(collected)))
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        self.body.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().poll_frame(cx)
    }
}

/// A body whose errors are boxed.
struct Boxed<B>(Pin<Box<B>>);

impl<B> Body for Boxed<B>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        self.0.as_mut().poll_frame(cx).map(|frame| frame.map(|frame| frame.map_err(BodyError::new)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }
}

impl From<ByteStream> for Payload {
    fn from(stream: ByteStream) -> Self {
        Self::Stream(stream)
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self::new(Whole(Some(bytes).filter(|bytes| !bytes.is_empty())))
    }
}

impl From<Vec<u8>> for ByteStream {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(Bytes::from(bytes))
    }
}

impl From<String> for ByteStream {
    fn from(text: String) -> Self {
        Self::from(Bytes::from(text))
    }
}

impl From<&'static [u8]> for ByteStream {
    fn from(bytes: &'static [u8]) -> Self {
        Self::from(Bytes::from_static(bytes))
    }
}

impl From<&'static str> for ByteStream {
    fn from(text: &'static str) -> Self {
        Self::from(Bytes::from_static(text.as_bytes()))
    }
}

/// One chunk.
struct Whole(Option<Bytes>);

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.0.as_ref().map_or(0, Bytes::len);
        u64::try_from(length).map_or_else(|_| SizeHint::default(), SizeHint::with_exact)
    }
}

impl Body for ByteStream {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        self.poll(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.lock().unwrap_or_else(PoisonError::into_inner).is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.lock().unwrap_or_else(PoisonError::into_inner).size_hint()
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(bytes) => f.debug_tuple("Whole").field(&Size(bytes.len())).finish(),
            Self::Stream(stream) => f.debug_tuple("Stream").field(stream).finish(),
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("media_type", &self.media_type).field("length", &self.length()).finish()
    }
}
