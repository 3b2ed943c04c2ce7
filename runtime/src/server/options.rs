//! Limits and hooks of a server.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::Rejection;

type RejectHook = Arc<dyn Fn(&Rejection) -> Option<Response<Bytes>> + Send + Sync>;
type ErrorHook = Arc<dyn Fn(&'static str, &(dyn Error + Send + Sync + 'static)) + Send + Sync>;

/// Limits and hooks. Defaults: 2 MiB of request body, 30 s to receive it, no limit for a body that is a stream, whose parts may be
/// 30 s apart; problem details for rejected requests; unexpected errors on standard error.
#[derive(Clone)]
pub struct ServerOptions {
    pub(super) body_limit: usize,
    pub(super) stream_limit: u64,
    pub(super) read_timeout: Duration,
    pub(super) host: bool,
    pub(super) reject: Option<RejectHook>,
    pub(super) error: ErrorHook,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            body_limit: 2 * 1024 * 1024,
            stream_limit: u64::MAX,
            read_timeout: Duration::from_secs(30),
            host: false,
            reject: None,
            error: Arc::new(print),
        }
    }
}

fn print(operation: &'static str, error: &(dyn Error + Send + Sync + 'static)) {
    let mut line = format!("{operation}: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        line.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    eprintln!("{line}");
}

impl ServerOptions {
    /// How many bytes a request body may have that is received whole (413).
    #[must_use]
    pub fn body_limit(self, bytes: usize) -> Self {
        Self { body_limit: bytes, ..self }
    }

    /// How many bytes a request body may have that is a stream: more of them are an error of the stream, and 413 where the request
    /// announces them.
    #[must_use]
    pub fn stream_limit(self, bytes: u64) -> Self {
        Self { stream_limit: bytes, ..self }
    }

    /// How long a whole request body may take to arrive (408), and the next part of one that is a stream.
    #[must_use]
    pub fn read_timeout(self, timeout: Duration) -> Self {
        Self { read_timeout: timeout, ..self }
    }

    /// Refuses requests of HTTP/1.1 without `Host` (400), as RFC 9112, section 3.2, asks of servers: for a router that is reached over a
    /// network. Without it they are taken, since requests that are made in the same process, such as those of tests, have none.
    #[must_use]
    pub fn require_host(self) -> Self {
        Self { host: true, ..self }
    }

    /// Answers rejected requests, and unexpected errors, with a body of one's own. `None` keeps the problem details. The
    /// status and the headers that the standard asks for (`Allow`, `WWW-Authenticate`) are added where they are missing.
    #[must_use]
    pub fn reject_with(self, hook: impl Fn(&Rejection) -> Option<Response<Bytes>> + Send + Sync + 'static) -> Self {
        Self { reject: Some(Arc::new(hook)), ..self }
    }

    /// Hears of unexpected errors and panics: the operation and the error.
    #[must_use]
    pub fn on_error(self, hook: impl Fn(&'static str, &(dyn Error + Send + Sync + 'static)) + Send + Sync + 'static) -> Self {
        Self { error: Arc::new(hook), ..self }
    }
}

impl fmt::Debug for ServerOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut options = f.debug_struct("ServerOptions");
        options.field("body_limit", &self.body_limit).field("read_timeout", &self.read_timeout).finish_non_exhaustive()
    }
}
