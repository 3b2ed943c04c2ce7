//! How a call fails.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::TransportError;
use crate::codec::DecodeError;
use crate::problem::Faults;
use crate::redact::{Head, Headers, Short};

/// A response, whole. Its `Debug` shows a head of the body, and no cookies.
#[derive(Clone, PartialEq)]
pub struct RawResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, no larger than the limit of the client.
    pub body: Bytes,
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RawResponse");
        shown.field("status", &self.status).field("headers", &Headers(&self.headers)).field("body", &Head(&self.body)).finish()
    }
}

/// How a call fails. `E` is what the operation documents. `Debug` shows a head of what is long, and no credential.
pub enum Error<E> {
    /// A failure that the description documents.
    Documented {
        /// The failure.
        error: Box<E>,
        /// The response. Its body is empty where the failure itself holds it as a stream.
        response: Box<RawResponse>,
    },
    /// A response whose status or media type the description does not document.
    Undocumented(Box<RawResponse>),
    /// A documented response whose headers or body are not what the description says.
    Decode {
        /// What is wrong with it.
        error: DecodeError,
        /// The response.
        response: Box<RawResponse>,
    },
    /// The request is not what the description asks for, or cannot be sent. Nothing was sent.
    Invalid(Faults),
    /// A header of this call cannot be sent. Nothing was sent.
    Header {
        /// Its name.
        name: String,
    },
    /// The call has no URL that a request can be sent to. Nothing was sent.
    Address {
        /// What is wrong with the URL. It is not repeated: it may hold a password.
        reason: &'static str,
    },
    /// The client has not all credentials of any alternative. Nothing was sent.
    MissingCredential {
        /// The operation.
        operation: &'static str,
        /// The names of the schemes: alternatives, of which one must hold in full.
        schemes: Vec<Vec<&'static str>>,
    },
    /// The credential does not suit its scheme or holds characters that cannot be sent. Nothing was sent.
    Credential {
        /// The scheme.
        scheme: &'static str,
    },
    /// No response, or half of one.
    Transport(TransportError),
    /// The call took longer than this in all.
    Timeout(Duration),
    /// The body of the response is larger than the limit.
    TooLarge {
        /// The status that came.
        status: StatusCode,
        /// The limit in bytes.
        limit: usize,
    },
}

/// [`Error`] without what is documented, so that it is no generic type.
pub(super) enum Failure {
    Invalid(Faults),
    Header { name: String },
    Address { reason: &'static str },
    MissingCredential { operation: &'static str, schemes: Vec<Vec<&'static str>> },
    Credential { scheme: &'static str },
    Transport(TransportError),
    Timeout(Duration),
    TooLarge { status: StatusCode, limit: usize },
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(faults) => Self::Invalid(faults),
            Failure::Header { name } => Self::Header { name },
            Failure::Address { reason } => Self::Address { reason },
            Failure::MissingCredential { operation, schemes } => Self::MissingCredential { operation, schemes },
            Failure::Credential { scheme } => Self::Credential { scheme },
            Failure::Transport(error) => Self::Transport(error),
            Failure::Timeout(duration) => Self::Timeout(duration),
            Failure::TooLarge { status, limit } => Self::TooLarge { status, limit },
        }
    }
}

impl<E> Error<E> {
    /// The response that the failure is about, where one came whole.
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Documented { response, .. } | Self::Undocumented(response) | Self::Decode { response, .. } => Some(response),
            Self::Invalid(_)
            | Self::Header { .. }
            | Self::Address { .. }
            | Self::MissingCredential { .. }
            | Self::Credential { .. }
            | Self::Transport(_)
            | Self::Timeout(_)
            | Self::TooLarge { .. } => None,
        }
    }

    /// The documented failure, if it is one.
    pub fn documented(&self) -> Option<&E> {
        if let Self::Documented { error, .. } = self { Some(error) } else { None }
    }

    /// The documented failure by itself, or the error as it was.
    ///
    /// # Errors
    /// Any other error.
    pub fn into_documented(self) -> Result<E, Self> {
        if let Self::Documented { error, .. } = self { Ok(*error) } else { Err(self) }
    }

    /// Whether time ran out: in all, while connecting or in a pause.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Transport(error) => error.is_timeout(),
            Self::Documented { .. }
            | Self::Undocumented(_)
            | Self::Decode { .. }
            | Self::Invalid(_)
            | Self::Header { .. }
            | Self::Address { .. }
            | Self::MissingCredential { .. }
            | Self::Credential { .. }
            | Self::TooLarge { .. } => false,
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented { error, response } => {
                f.debug_struct("Documented").field("error", &Short(error)).field("response", response).finish()
            }
            Self::Undocumented(response) => f.debug_tuple("Undocumented").field(response).finish(),
            Self::Decode { error, response } => {
                f.debug_struct("Decode").field("error", error).field("response", response).finish()
            }
            Self::Invalid(faults) => f.debug_tuple("Invalid").field(faults).finish(),
            Self::Header { name } => f.debug_struct("Header").field("name", &Head(name.as_bytes())).finish(),
            Self::Address { reason } => f.debug_struct("Address").field("reason", reason).finish(),
            Self::MissingCredential { operation, schemes } => {
                f.debug_struct("MissingCredential").field("operation", operation).field("schemes", schemes).finish()
            }
            Self::Credential { scheme } => f.debug_struct("Credential").field("scheme", scheme).finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(error).finish(),
            Self::Timeout(duration) => f.debug_tuple("Timeout").field(duration).finish(),
            Self::TooLarge { status, limit } => f.debug_struct("TooLarge").field("status", status).field("limit", limit).finish(),
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented { error, .. } => error.fmt(f),
            Self::Undocumented(response) => write!(f, "undocumented response: {}", response.status),
            Self::Decode { error, response } => {
                write!(f, "response {} is not what its description says: {error}", response.status)
            }
            Self::Invalid(faults) => write!(f, "invalid request: {faults}"),
            Self::Header { name } => write!(f, "header `{}` cannot be sent", Head(name.as_bytes()).to_string().escape_debug()),
            Self::Address { reason } => write!(f, "the URL of the call {reason}"),
            Self::MissingCredential { operation, schemes } => {
                let alternatives: Vec<String> = schemes.iter().map(|names| names.join(" and ")).collect();
                write!(f, "{operation} needs credentials: {}", alternatives.join(", or "))
            }
            Self::Credential { scheme } => write!(f, "the credential of `{scheme}` cannot be sent"),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(duration) => write!(f, "no whole response within {duration:?}"),
            Self::TooLarge { status, limit } => write!(f, "the body of response {status} is larger than {limit} bytes"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Documented { error, .. } => error.source(),
            Self::Decode { error, .. } => Some(error),
            Self::Invalid(faults) => Some(faults),
            Self::Transport(error) => error.source(),
            Self::Undocumented(_)
            | Self::Header { .. }
            | Self::Address { .. }
            | Self::MissingCredential { .. }
            | Self::Credential { .. }
            | Self::Timeout(_)
            | Self::TooLarge { .. } => None,
        }
    }
}
