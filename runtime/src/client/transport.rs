//! What carries requests.

use std::fmt;
use std::pin::Pin;

use http::{Request, Response};

use crate::content::{BodyError, Payload};
use crate::redact::{Head, Short};

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

    /// What the transport says, such as an [`std::io::Error`] among its sources.
    pub fn cause(&self) -> &(dyn std::error::Error + 'static) {
        self.source.as_ref()
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

/// What happened, down to its cause, each thing once. So it has no [`source`](std::error::Error::source): that is
/// [`TransportError::cause`].
impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.timeout { "the transport timed out" } else { "the transport failed" })?;
        let (mut told, mut next) = (String::new(), Some(self.cause()));
        while let Some(error) = next.filter(|_| told.len() < TOLD) {
            let text = error.to_string();
            // Some errors end with what their cause says.
            if !told.contains(&text) {
                let separator = if told.is_empty() { "" } else { ": " };
                told = format!("{told}{separator}{}", Head(text.as_bytes()));
            }
            next = error.source();
        }
        write!(f, ": {}", told.escape_debug())
    }
}

/// Bytes of causes after which deeper ones are left out.
const TOLD: usize = 2048;

impl std::error::Error for TransportError {}
