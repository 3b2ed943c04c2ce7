//! Limits, timeouts and the transport of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::reqwest_transport::{Protocol, ReqwestTransport};
use super::url::BaseUrl;
use super::{Client, Config, Sender, Transport};
use crate::operation::Validation;
use crate::redact::{Head, Short};

/// Makes a [`Client`].
///
/// Defaults: connect 5 s, idle 30 s, total 60 s; 8 MiB of response body after decompression; redirects are not followed;
/// requests are validated before they are sent.
pub struct ClientBuilder {
    base_url: String,
    servers: Vec<(String, String)>,
    transport: Option<Arc<dyn Transport>>,
    protocol: Protocol,
    connect_timeout: Duration,
    idle_timeout: Duration,
    timeout: Duration,
    body_limit: usize,
    validation: Validation,
    headers: Vec<(String, String)>,
}

/// Why no client can be made.
pub enum ConfigError {
    /// The base URL is not an absolute `http` or `https` URL of scheme, host and path only.
    BaseUrl {
        /// What is wrong with it. The URL is not repeated: it may hold a password.
        reason: &'static str,
    },
    /// A header cannot be sent.
    Header {
        /// Its name.
        name: String,
    },
    /// The default transport does not start.
    Transport(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { reason } => f.debug_struct("BaseUrl").field("reason", reason).finish(),
            Self::Header { name } => f.debug_struct("Header").field("name", &Head(name.as_bytes())).finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(&Short(error)).finish(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { reason } => write!(f, "the base URL {reason}"),
            Self::Header { name } => write!(f, "header `{}` cannot be sent", Head(name.as_bytes())),
            Self::Transport(_) => f.write_str("the HTTP transport does not start"),
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::BaseUrl { .. } | Self::Header { .. } => None,
            Self::Transport(error) => Some(error.as_ref()),
        }
    }
}

impl ClientBuilder {
    pub(super) fn new(base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            servers: Vec::new(),
            transport: None,
            protocol: Protocol::Negotiated,
            connect_timeout: Duration::from_secs(5),
            idle_timeout: Duration::from_secs(30),
            timeout: Duration::from_secs(60),
            body_limit: 8 * 1024 * 1024,
            validation: Validation::On,
            headers: Vec::new(),
        }
    }

    /// Sends operations that have this server of their own to `base_url`. `url` is the server's URL as the description has it, with its
    /// variables in braces: `builder.server("https://{area}.uploads.example", "http://localhost:8080")`.
    #[must_use]
    pub fn server(mut self, url: &str, base_url: &str) -> Self {
        self.servers.push((url.to_owned(), base_url.to_owned()));
        self
    }

    /// Sends with this instead of reqwest. Connect and idle timeouts are then its own affair.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Speaks HTTP/2 from the first byte, without asking whether the server can: for `http://` servers that are known to. With TLS
    /// it is not needed: there both sides agree on the version.
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http2_prior_knowledge(mut self) -> Self {
        self.protocol = Protocol::Http2;
        self
    }

    /// How long connecting may take.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a response may pause.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// How long a call may take in all, its response body included; for streams see [`Call::timeout`](super::Call::timeout).
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many bytes a response body may have, after decompression.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Whether requests are checked against their schemas before they are sent.
    #[must_use]
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Sends a header with every call.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Replaces the `User-Agent`.
    #[must_use]
    pub fn user_agent(self, value: &str) -> Self {
        self.header(USER_AGENT.as_str(), value)
    }

    /// The client.
    ///
    /// # Errors
    /// When the base URL or a header cannot be used, or the default transport does not start.
    pub fn build(self) -> Result<Client, ConfigError> {
        let base = BaseUrl::parse(&self.base_url).map_err(wrong)?;
        self.finish(Some(base))
    }

    /// A sender with these settings, which needs no base URL.
    ///
    /// # Errors
    /// As [`build`](Self::build).
    pub fn build_sender(self) -> Result<Sender, ConfigError> {
        self.finish(None).map(Sender::new_with)
    }

    fn finish(self, base: Option<BaseUrl>) -> Result<Client, ConfigError> {
        let parse = |(url, base): &(String, String)| Ok((url.clone(), BaseUrl::parse(base).map_err(wrong)?));
        let servers = self.servers.iter().map(parse).collect::<Result<_, ConfigError>>()?;
        let headers = headers(&self.headers)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(ReqwestTransport::with(self.protocol, self.connect_timeout, self.idle_timeout)?),
        };
        let (credentials, timeout, body_limit, validation) = (Vec::new(), self.timeout, self.body_limit, self.validation);
        let described = &[];
        Ok(Client(Arc::new(Config {
            base,
            described,
            servers,
            transport,
            credentials,
            headers,
            timeout,
            body_limit,
            validation,
        })))
    }
}

fn wrong(reason: &'static str) -> ConfigError {
    ConfigError::BaseUrl { reason }
}

fn headers(pairs: &[(String, String)]) -> Result<HeaderMap, ConfigError> {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, HeaderValue::from_static(concat!("letterpress/", env!("CARGO_PKG_VERSION"))));
    for (name, value) in pairs {
        let (name, value) = header(name, value).ok_or_else(|| ConfigError::Header { name: name.clone() })?;
        headers.insert(name, value);
    }
    Ok(headers)
}

/// A header from text, when it can be sent.
pub(super) fn header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value).ok()?))
}
