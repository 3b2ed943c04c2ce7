//! Operations: described once, for the client and for the server.

mod request_reader;
mod request_writer;
mod response_reader;
mod response_writer;
mod server;
mod spec;
mod tables;

use std::fmt;

use http::{Method, StatusCode};

use crate::path::{FixedPair, Mark};
use crate::security::Security;

pub use request_reader::{Incoming, Refusal, RequestReader, RequestSource};
pub use request_writer::{RequestWriter, Validation, WrittenRequest};
pub use response_reader::{HeaderSource, Reading, ResponseReader, ResponseSource};
pub use response_writer::{IntoStatus, ResponseWriter};
pub use server::{Server, ServerError, ServerVariable};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use spec::is_bodiless;
pub use spec::{Documented, RequestBody, Side, Spec, Status};

/// An operation of an API. The type is its request: parameters and body.
///
/// The functions are total. Mistakes are recorded in the writer or reader, and the client and the server look there
/// once. Requests and outcomes are written by value, because a body may be a stream, which is read once.
pub trait Operation: Sized + Send + 'static {
    /// `operationId`, or what stands for it.
    const ID: &'static str;
    /// The method.
    const METHOD: Method;
    /// The path template; empty for webhooks and callbacks, whose URL comes with each call.
    const PATH: &'static str = "";
    /// Pairs that the query of every request has, encoded: those that the path key itself has. A name with the empty value is
    /// sent alone.
    const FIXED_QUERY: &'static [FixedPair] = &[];
    /// Required parameters that tell its requests from those of other operations with this method, path and fixed query.
    const MARKS: &'static [Mark] = &[];
    /// Whether the server passes its requests to another operation, which matches the same and is written before it.
    const YIELDS: bool = false;
    /// The servers of its own, which take the place of those of the description; empty where it has none.
    const SERVERS: &'static [Server] = &[];
    /// Who may call it.
    const SECURITY: Security = &[];
    /// The body of its requests.
    const BODY: RequestBody;
    /// The documented responses: exact statuses, ranges, `default`.
    const RESPONSES: &'static [Documented];
    /// Success.
    type Ok: Send + 'static;
    /// Documented failure; [`NoDocumentedError`] if there is none.
    type Error: DocumentedError;

    /// Writes parameters and body.
    fn write_request(self, request: &mut RequestWriter);

    /// Reads parameters and body. Worthless when the reader has recorded a mistake.
    fn read_request(request: &mut RequestReader<'_>) -> Self;

    /// Writes a documented response.
    fn write_response(outcome: Outcome<Self>, response: &mut ResponseWriter);

    /// Reads a documented response; `None` when its status is not documented.
    fn read_response(response: &mut ResponseReader<'_>) -> Option<Outcome<Self>>;

    /// The status of an outcome, or why it is none that a status line can have.
    fn status(outcome: Result<&Self::Ok, &Self::Error>) -> Option<StatusCode>;
}

/// What an operation documents as its results.
pub type Outcome<O> = Result<<O as Operation>::Ok, <O as Operation>::Error>;

/// What an operation documents as a failure.
pub trait DocumentedError: std::error::Error + Send + Sync + 'static {
    /// The operation.
    fn operation(&self) -> &'static str;

    /// Its status; `None` where a handler chose one that no status line can have.
    fn status(&self) -> Option<StatusCode>;
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

impl DocumentedError for NoDocumentedError {
    fn operation(&self) -> &'static str {
        match *self {}
    }

    fn status(&self) -> Option<StatusCode> {
        match *self {}
    }
}

/// Writes `createCustomer failed: 400 Bad Request`. For [`documented_error!`](crate::documented_error).
#[doc(hidden)]
pub fn describe(error: &impl DocumentedError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match error.status() {
        Some(status) => write!(f, "{} failed: {status}", error.operation()),
        None => write!(f, "{} failed", error.operation()),
    }
}

/// Makes the documented failures of an operation an error: `documented_error!(GetPet => GetPetError);`
#[macro_export]
macro_rules! documented_error {
    ($operation:ty => $error:ty) => {
        impl ::std::fmt::Display for $error {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::describe(self, f)
            }
        }

        impl ::std::error::Error for $error {}

        impl $crate::DocumentedError for $error {
            #[inline]
            fn operation(&self) -> &'static str {
                <$operation as $crate::Operation>::ID
            }

            #[inline]
            fn status(&self) -> ::core::option::Option<$crate::StatusCode> {
                <$operation as $crate::Operation>::status(::core::result::Result::Err(self))
            }
        }
    };
}
