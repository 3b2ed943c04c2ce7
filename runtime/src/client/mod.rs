//! The HTTP client that generated clients wrap.
//!
//! ```no_run
//! use std::time::Duration;
//! use letterpress_runtime::client::Client;
//!
//! # fn main() -> Result<(), letterpress_runtime::client::ConfigError> {
//! let client = Client::builder("https://api.example.com/v1")
//!     .timeout(Duration::from_secs(10))
//!     .user_agent("shop/1.0")
//!     .build()?;
//! # let _ = client; Ok(()) }
//! ```

mod builder;
mod call;
mod credential;
mod error;
#[cfg(feature = "server")]
mod in_process;
mod progress;
mod reconnect;
mod reqwest_transport;
mod said;
mod sender;
mod target;
mod transport;
mod url;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::operation::{Operation, Validation};
use crate::security::SecurityScheme;

pub use crate::operation::{Server, ServerError, ServerVariable};
pub use builder::{ClientBuilder, ConfigError};
pub use call::{Call, WithResponse};
pub use credential::Credential;
pub use error::{Error, RawResponse, Unexpected};
#[cfg(feature = "server")]
pub use in_process::InProcess;
pub use reconnect::Reconnect;
pub use reqwest_transport::ReqwestTransport;
pub use sender::Sender;
pub use transport::{BoxFuture, Transport, TransportError};

/// Sends operations to one base URL. Cheap to clone.
#[derive(Clone)]
pub struct Client(Arc<Config>);

#[derive(Clone)]
struct Config {
    /// Where operations without servers of their own go; a sender has none.
    base: Option<url::BaseUrl>,
    /// The servers that the description names for operations without servers of their own.
    described: &'static [Server],
    /// Where the user sends operations with these servers, by their URLs as the description has them.
    servers: Vec<(String, url::BaseUrl)>,
    transport: Arc<dyn Transport>,
    credentials: Vec<(&'static str, Credential)>,
    headers: HeaderMap,
    timeout: Duration,
    body_limit: usize,
    validation: Validation,
}

impl Client {
    /// A client with the default limits and timeouts.
    ///
    /// # Errors
    /// When `base_url` is not an absolute `http` or `https` URL, or holds a query, a fragment or a password.
    pub fn new(base_url: &str) -> Result<Self, ConfigError> {
        Self::builder(base_url).build()
    }

    /// A client with limits, timeouts or a transport of one's own.
    pub fn builder(base_url: &str) -> ClientBuilder {
        ClientBuilder::new(base_url)
    }

    /// Sends this credential where an operation requires the scheme.
    #[must_use]
    pub fn with_credential(mut self, scheme: &SecurityScheme, credential: Credential) -> Self {
        let config = Arc::make_mut(&mut self.0);
        config.credentials.retain(|(name, _)| *name != scheme.name);
        config.credentials.push((scheme.name, credential));
        self
    }

    /// Tells the client which servers the description names. If the base URL is one of them, operations with servers of their
    /// own go there; any other base, such as that of a test server or a proxy, gets them, too: see [`Call`].
    #[must_use]
    pub fn described(mut self, servers: &'static [Server]) -> Self {
        Arc::make_mut(&mut self.0).described = servers;
        self
    }

    /// A call, sent when it is awaited.
    pub fn call<O: Operation>(&self, request: O) -> Call<'_, O> {
        Call::new(self, request)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self.0.credentials.iter().map(|(name, _)| *name).collect();
        let base = self.0.base.as_ref().map(url::BaseUrl::as_str).unwrap_or_default();
        f.debug_struct("Client").field("base_url", &base).field("credentials", &schemes).finish_non_exhaustive()
    }
}
