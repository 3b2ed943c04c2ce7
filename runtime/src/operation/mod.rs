//! Operations: described once, for the client and for the server.

mod body;
mod request_reader;
mod request_writer;
mod response_reader;
mod response_writer;
mod tables;

use std::fmt;

use http::{Method, StatusCode};

use crate::path::{FixedPair, Mark};
use crate::security::Security;

pub use body::Body;
pub use request_reader::{Refusal, RequestReader, RequestSource};
pub use request_writer::{RequestWriter, Validation, WrittenRequest};
pub use response_reader::{HeaderSource, Reading, ResponseReader};
pub use response_writer::{IntoStatus, ResponseWriter};

/// An operation of an API. The type is its request: parameters and body.
///
/// The four functions are total. Mistakes are recorded in the writer or reader, and the client and the server look there
/// once.
pub trait Operation: Sized + Send + 'static {
    /// `operationId`, or what stands for it.
    const ID: &'static str;
    /// The method.
    const METHOD: Method;
    /// The path template.
    const PATH: &'static str;
    /// Pairs that the query of every request has, encoded: those that the path key itself has. A name with the empty value is
    /// sent alone.
    const FIXED_QUERY: &'static [FixedPair] = &[];
    /// Required parameters that tell its requests from those of other operations with this method, path and fixed query.
    const MARKS: &'static [Mark] = &[];
    /// Whether the server passes its requests to another operation, which matches the same and is written before it.
    const YIELDS: bool = false;
    /// Who may call it.
    const SECURITY: Security = &[];
    /// The documented statuses, in spec order.
    const STATUSES: &'static [Status];
    /// The media types of documented responses, in spec order and each once: what `Accept` lists.
    const MEDIA_TYPES: &'static [&'static str] = &[];
    /// Success.
    type Ok: Send + 'static;
    /// Documented failure; [`NoDocumentedError`] if there is none.
    type Error: std::error::Error + Send + Sync + 'static;

    /// Writes parameters and body.
    fn write_request(&self, request: &mut RequestWriter);

    /// Reads parameters and body. Worthless when the reader has recorded a mistake.
    fn read_request(request: &mut RequestReader<'_>) -> Self;

    /// Writes a documented response.
    fn write_response(outcome: &Outcome<Self>, response: &mut ResponseWriter);

    /// Reads a documented response; `None` when its status is not documented.
    fn read_response(response: &mut ResponseReader<'_>) -> Option<Outcome<Self>>;
}

/// What an operation documents as its results.
pub type Outcome<O> = Result<<O as Operation>::Ok, <O as Operation>::Error>;

/// A key of the `responses` of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One status, such as `404`.
    Exact(u16),
    /// `4XX` is `Range(4)`.
    Range(u16),
    /// `default`: all others.
    Default,
}

impl Status {
    /// Whether this key covers a status.
    pub fn covers(self, status: StatusCode) -> bool {
        match self {
            Self::Exact(code) => status.as_u16() == code,
            Self::Range(hundred) => status.as_u16() / 100 == hundred,
            Self::Default => true,
        }
    }
}

/// The failure of an operation that documents none: there is no such value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDocumentedError {}

impl fmt::Display for NoDocumentedError {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for NoDocumentedError {}

/// Writes `createCustomer failed: 400 Bad Request`. For [`documented_error!`](crate::documented_error).
#[doc(hidden)]
pub fn describe<O: Operation>(error: O::Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut response = ResponseWriter::default();
    O::write_response(&Err(error), &mut response);
    write!(f, "{} failed: {}", O::ID, response.status_code())
}

/// Makes the documented failures of an operation an error: `documented_error!(GetPet => GetPetError);`
#[macro_export]
macro_rules! documented_error {
    ($operation:ty => $error:ty) => {
        impl ::std::fmt::Display for $error {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::describe::<$operation>(::std::clone::Clone::clone(self), f)
            }
        }

        impl ::std::error::Error for $error {}
    };
}
