//! Streams from and to files, sockets and whatever else can be read and written.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};

use super::payload::{BodyError, ByteStream};

/// Bytes that are read at once.
const CHUNK: usize = 64 * 1024;

impl ByteStream {
    /// What this reader gives, up to its end. The length is unknown, so HTTP/1.1 sends it in chunks.
    pub fn from_reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::new(Reading { reader: Box::pin(reader), left: None, buffer: vec![0; CHUNK] })
    }

    /// The file at this path, with its length.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let file = File::open(path).await?;
        let length = file.metadata().await?.len();
        Ok(Self::new(Reading { reader: Box::pin(file), left: Some(length), buffer: vec![0; CHUNK] }))
    }

    /// Writes all bytes; how many there were. The writer is flushed, and not shut down.
    ///
    /// # Errors
    /// When the body breaks off, or the writer fails.
    pub async fn write_to(mut self, writer: &mut (impl AsyncWrite + Unpin)) -> Result<u64, BodyError> {
        let mut written = 0;
        while let Some(chunk) = self.chunk().await? {
            writer.write_all(&chunk).await.map_err(BodyError::new)?;
            written += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        }
        writer.flush().await.map_err(BodyError::new)?;
        Ok(written)
    }
}

/// A reader as a body.
struct Reading<R: ?Sized> {
    /// Bytes that must still come; `None` where the end tells.
    left: Option<u64>,
    buffer: Vec<u8>,
    reader: Pin<Box<R>>,
}

impl<R: AsyncRead + ?Sized> Body for Reading<R> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let this = &mut *self;
        if this.left == Some(0) {
            return Poll::Ready(None);
        }
        let most = this.left.and_then(|left| usize::try_from(left).ok()).map_or(CHUNK, |left| left.min(CHUNK));
        let mut buffer = ReadBuf::new(this.buffer.get_mut(..most).unwrap_or_default());
        if let Err(error) = ready!(this.reader.as_mut().poll_read(cx, &mut buffer)) {
            return Poll::Ready(Some(Err(error)));
        }
        let bytes = BytesMut::from(buffer.filled()).freeze();
        match (bytes.is_empty(), &mut this.left) {
            (true, None) => Poll::Ready(None),
            // Its length was announced, so the other side would wait for the rest.
            (true, Some(_)) => Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
            (false, left) => {
                *left = left.map(|left| left.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX)));
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
