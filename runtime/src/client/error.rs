//! How a call fails.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::{TransportError, said};
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
    /// A response that the description does not document.
    Undocumented {
        /// What of it is not documented.
        unexpected: Unexpected,
        /// The response.
        response: Box<RawResponse>,
    },
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
    Transport {
        /// What happened.
        error: TransportError,
        /// The response whose body broke off, without it.
        response: Option<Box<RawResponse>>,
    },
    /// The call took longer than it may in all.
    Timeout {
        /// How long it may take.
        limit: Duration,
        /// The response whose body took too long, without it.
        response: Option<Box<RawResponse>>,
    },
    /// The body of the response is larger than the limit.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// The response, without its body.
        response: Box<RawResponse>,
    },
}

/// What of a response the description does not document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unexpected {
    /// The status.
    Status,
    /// The media type, or that there is a body without one.
    MediaType {
        /// Those that the status has.
        documented: Vec<&'static str>,
    },
    /// The content coding, such as `gzip`: nobody asked for it, or nothing here can undo it.
    Coding(String),
}

/// [`Error`] without what is documented, so that it is no generic type.
pub(super) enum Failure {
    Invalid(Faults),
    Header { name: String },
    Address { reason: &'static str },
    MissingCredential { operation: &'static str, schemes: Vec<Vec<&'static str>> },
    Credential { scheme: &'static str },
    Transport { error: TransportError, response: Option<Box<RawResponse>> },
    Timeout { limit: Duration, response: Option<Box<RawResponse>> },
    TooLarge { limit: usize, response: Box<RawResponse> },
    Coding { coding: String, response: Box<RawResponse> },
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Invalid(faults) => Self::Invalid(faults),
            Failure::Header { name } => Self::Header { name },
            Failure::Address { reason } => Self::Address { reason },
            Failure::MissingCredential { operation, schemes } => Self::MissingCredential { operation, schemes },
            Failure::Credential { scheme } => Self::Credential { scheme },
            Failure::Transport { error, response } => Self::Transport { error, response },
            Failure::Timeout { limit, response } => Self::Timeout { limit, response },
            Failure::TooLarge { limit, response } => Self::TooLarge { limit, response },
            Failure::Coding { coding, response } => Self::Undocumented { unexpected: Unexpected::Coding(coding), response },
        }
    }
}

impl<E> Error<E> {
    /// The response that the failure is about, where one came: its status, its headers, and its body unless that is a stream,
    /// broke off or is too large.
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Documented { response, .. }
            | Self::Undocumented { response, .. }
            | Self::Decode { response, .. }
            | Self::TooLarge { response, .. } => Some(response),
            Self::Transport { response, .. } | Self::Timeout { response, .. } => response.as_deref(),
            Self::Invalid(_)
            | Self::Header { .. }
            | Self::Address { .. }
            | Self::MissingCredential { .. }
            | Self::Credential { .. } => None,
        }
    }

    /// The status that came.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(|response| response.status)
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
            Self::Timeout { .. } => true,
            Self::Transport { error, .. } => error.is_timeout(),
            Self::Documented { .. }
            | Self::Undocumented { .. }
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
            Self::Undocumented { unexpected, response } => {
                f.debug_struct("Undocumented").field("unexpected", &Short(unexpected)).field("response", response).finish()
            }
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
            Self::Transport { error, response } => {
                f.debug_struct("Transport").field("error", error).field("response", response).finish()
            }
            Self::Timeout { limit, response } => {
                f.debug_struct("Timeout").field("limit", limit).field("response", response).finish()
            }
            Self::TooLarge { limit, response } => {
                f.debug_struct("TooLarge").field("limit", limit).field("response", response).finish()
            }
        }
    }
}

/// One sentence with all that is known, and so no [`source`](std::error::Error::source): what one of these errors is made of is in
/// its fields.
impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented { error, response } => {
                error.fmt(f)?;
                said::write(f, response)
            }
            Self::Undocumented { unexpected, response } => {
                unexpected.write(f, response)?;
                said::write(f, response)
            }
            Self::Decode { error, response } => {
                write!(f, "response {} is not what its description says: {error}", response.status)
            }
            Self::Invalid(faults) => write!(f, "invalid request: {faults}"),
            Self::Header { name } => write!(f, "header `{}` cannot be sent", Head(name.as_bytes())),
            Self::Address { reason } => write!(f, "the URL of the call {reason}"),
            Self::MissingCredential { operation, schemes } => {
                let alternatives: Vec<String> = schemes.iter().map(|names| names.join(" and ")).collect();
                write!(f, "{operation} needs credentials: {}", alternatives.join(", or "))
            }
            Self::Credential { scheme } => write!(f, "the credential of `{scheme}` cannot be sent"),
            Self::Transport { error, response: None } => error.fmt(f),
            Self::Transport { error, response: Some(response) } => {
                write!(f, "the body of response {} broke off: {error}", response.status)
            }
            Self::Timeout { limit, response: None } => write!(f, "no response within {limit:?}"),
            Self::Timeout { limit, response: Some(response) } => {
                write!(f, "the body of response {} was not whole within {limit:?}", response.status)
            }
            Self::TooLarge { limit, response } => {
                write!(f, "the body of response {} is larger than {limit} bytes", response.status)
            }
        }
    }
}

impl Unexpected {
    fn write(&self, f: &mut fmt::Formatter<'_>, response: &RawResponse) -> fmt::Result {
        match self {
            Self::Status => write!(f, "undocumented response: {}", response.status),
            Self::MediaType { documented } => {
                let named = response.headers.get(CONTENT_TYPE).map(|named| format!("`{}`", Head(named.as_bytes())));
                let named = named.unwrap_or_else(|| "no media type".to_owned());
                let documented = match documented.as_slice() {
                    [] => "no body".to_owned(),
                    some => format!("`{}`", Head(some.join("`, `").as_bytes())),
                };
                write!(f, "undocumented response: {} has {named}, described is {documented}", response.status)
            }
            Self::Coding(coding) => {
                let coding = Head(coding.as_bytes());
                write!(f, "response {} has the content coding `{coding}`, which nobody asked for", response.status)
            }
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {}
