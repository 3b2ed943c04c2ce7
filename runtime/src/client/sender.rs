//! Requests to URLs that others give: webhooks and callbacks.

use std::fmt;

use super::{Call, Client, ClientBuilder, ConfigError, Credential};
use crate::operation::Operation;
use crate::security::SecurityScheme;

/// Sends operations to URLs that come with each call: webhooks and callbacks have no path and no server. Cheap to clone.
///
/// The URL is data of whoever registered it. It must be an `http` or `https` URL without user name, password and fragment; redirects are
/// not followed. Whether an address may be reached at all (one inside of your own network, say) is to be decided before it is
/// stored, or by a [`Transport`](super::Transport) of your own.
#[derive(Clone)]
pub struct Sender(Client);

impl Sender {
    /// A sender with the default limits and timeouts.
    ///
    /// # Errors
    /// When the default transport does not start.
    pub fn new() -> Result<Self, ConfigError> {
        Self::builder().build_sender()
    }

    /// Limits, timeouts or a transport of one's own; end it with [`ClientBuilder::build_sender`].
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new("")
    }

    pub(super) fn new_with(client: Client) -> Self {
        Self(client)
    }

    /// Sends this credential where an operation requires the scheme, whatever the URL.
    #[must_use]
    pub fn with_credential(self, scheme: &SecurityScheme, credential: Credential) -> Self {
        Self(self.0.with_credential(scheme, credential))
    }

    /// A call to this URL, sent when it is awaited. Parameters in the query are added to those that the URL has.
    pub fn call<O: Operation>(&self, url: &str, request: O) -> Call<'_, O> {
        Call::to_url(&self.0, url, request)
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self.0.0.credentials.iter().map(|(name, _)| *name).collect();
        f.debug_struct("Sender").field("credentials", &schemes).finish_non_exhaustive()
    }
}
