//! What is left of a request body when it is answered.
//!
//! Over HTTP/1 a server that closes a connection on which bytes still come resets it, and the client, which may still be writing, never
//! reads the answer (RFC 9112, section 9.6). So what nobody reads is read and thrown away beside the answer, up to a limit.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, EXPECT, HOST, HeaderValue};
use http::request::Parts;
use http::{HeaderMap, Version};
use http_body::{Body as _, Frame, SizeHint};
use tokio::runtime::Handle;
use tokio::time::timeout;

use crate::content::ByteStream;

/// How many bytes are thrown away. Who sends more finds the connection closed.
const MOST: usize = 16 << 20;

/// How long that may take.
const LONGEST: Duration = Duration::from_secs(30);

/// A body of which the rest is thrown away when it is dropped.
struct Lingering {
    body: Body,
    ended: bool,
    left: Arc<AtomicBool>,
}

/// Whether a body was dropped before its end, and whether the end may be too far to be reached.
#[derive(Clone, Default)]
pub(super) struct Unread {
    left: Arc<AtomicBool>,
    endless: bool,
}

impl Unread {
    /// Says so in the answer where the connection cannot be used for another request.
    pub(super) fn tell(&self, answer: &mut HeaderMap) {
        if self.endless && self.left.load(Ordering::Relaxed) {
            answer.insert(CONNECTION, HeaderValue::from_static("close"));
        }
    }
}

/// The same body, whose rest is thrown away once nobody reads it. HTTP/2 ends a stream without that, and requests that never were on a wire,
/// which have no `Host`, have no connection to be closed.
pub(super) fn lingering(parts: &Parts, body: Body) -> (Body, Unread) {
    // Reading would tell a client that waits to go on (RFC 9110, section 10.1.1).
    let waits = parts.headers.contains_key(EXPECT);
    if parts.version > Version::HTTP_11 || waits || !parts.headers.contains_key(HOST) || body.is_end_stream() {
        return (body, Unread::default());
    }
    let unread = Unread { left: Arc::default(), endless: announced(&parts.headers).is_none_or(|length| length > MOST) };
    (Body::new(Lingering { body, ended: false, left: Arc::clone(&unread.left) }), unread)
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Reads to the end, to where the stream breaks off, or to the limit: nobody waits for it.
async fn discarded(mut rest: ByteStream) {
    let mut left = MOST;
    while let Ok(Some(chunk)) = rest.chunk().await {
        match left.checked_sub(chunk.len()) {
            Some(less) => left = less,
            None => return,
        }
    }
}

impl Drop for Lingering {
    fn drop(&mut self) {
        if self.ended || self.body.is_end_stream() {
            return;
        }
        self.left.store(true, Ordering::Relaxed);
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(timeout(LONGEST, discarded(ByteStream::new(std::mem::take(&mut self.body)))));
        }
    }
}

impl http_body::Body for Lingering {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        self.ended |= matches!(polled, Poll::Ready(None | Some(Err(_))));
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
