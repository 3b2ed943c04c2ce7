//! What carries requests.

use std::fmt;
use std::pin::Pin;

use http::{Request, Response};

use crate::content::{BodyError, Payload};
use crate::redact::Short;

/// A future in a box.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests as they are: no redirects, no retries, no change of the URL.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The future ends when the headers of the response are there; its body is decompressed while it is read.
    /// An error of the body that is a [`TransportError`] keeps what it says.
    ///
    /// Headers with credentials are marked sensitive. The `Debug` of an [`http::Request`] shows its URL, whose query may hold an API
    /// key: it does not belong into logs.
    fn send(&self, request: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>>;
}

/// Why there is no response, or no whole one.
pub struct TransportError {
    source: Box<dyn std::error::Error + Send + Sync>,
    timeout: bool,
}

impl TransportError {
    /// A failure to connect, to send or to receive.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), timeout: false }
    }

    /// Connecting or a pause took too long.
    pub fn timed_out(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { source: source.into(), timeout: true }
    }

    /// A body that broke off.
    pub(super) fn of_body(error: BodyError) -> Self {
        match error.into_source().downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => Self::new(error),
        }
    }

    /// Whether connecting or a pause took too long.
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError").field("source", &Short(&self.source)).field("timeout", &self.timeout).finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.timeout { "the transport timed out" } else { "the transport failed" })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
