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
mod server;
mod transport;
mod url;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::operation::{Operation, Validation};
use crate::security::SecurityScheme;

pub use builder::{ClientBuilder, ConfigError};
pub use call::{Call, WithResponse};
pub use credential::Credential;
pub use error::{Error, RawResponse, Unexpected};
#[cfg(feature = "server")]
pub use in_process::InProcess;
pub use reconnect::Reconnect;
pub use reqwest_transport::ReqwestTransport;
pub use server::{Server, ServerError, ServerVariable};
pub use transport::{BoxFuture, Transport, TransportError};

/// Sends operations to one base URL. Cheap to clone.
#[derive(Clone)]
pub struct Client(Arc<Config>);

#[derive(Clone)]
struct Config {
    base: url::BaseUrl,
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

    /// A call, sent when it is awaited.
    pub fn call<O: Operation>(&self, request: O) -> Call<'_, O> {
        Call::new(self, request)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self.0.credentials.iter().map(|(name, _)| *name).collect();
        f.debug_struct("Client").field("base_url", &self.0.base.as_str()).field("credentials", &schemes).finish_non_exhaustive()
    }
}
