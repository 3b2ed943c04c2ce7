//! What generated code calls.

mod check;
#[cfg(feature = "client")]
pub mod client;
mod codec;
mod enumeration;
mod format;
pub mod json;
pub mod media_type;
mod object;
pub mod operation;
pub mod parameter;
pub mod path;
mod pointer;
pub mod problem;
pub mod security;
#[cfg(feature = "server")]
pub mod server;
mod text;
mod union;
mod validation;

pub use bytes::Bytes;
pub use check::{Bound, Check, Kind, MemberRule, Pattern, Rule, Validate, Violation, Violations, violations};
pub use codec::{Decode, DecodeError, Decoder, Direction, Encode, Mismatch, from_json, from_json_text, to_json_text};
pub use enumeration::UnlistedValue;
pub use format::Format;
pub use http::{Method, StatusCode};
pub use json::{EncodeError, Json, JsonError, Number};
pub use operation::{
    Body, IntoStatus, NoDocumentedError, Operation, Outcome, RequestReader, RequestWriter, ResponseReader, ResponseWriter, Status,
    Validation, describe,
};
pub use parameter::{Location, Parameter, ParameterKind, Style};
pub use problem::{Fault, Faults, ProblemDetails};
#[cfg(any(feature = "client", feature = "server"))]
pub use security::Secret;
pub use security::{Requirement, Security, SecurityScheme};
pub use serde_json::{Map, Value};
pub use text::{Base64, Date, DateTime, Decimal, Duration, Password, TextError, Time, Uuid};

/// What the macros expand to; no part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub use crate::codec::{deserialize, serialize, string};
    pub use crate::enumeration::{listed_integer, listed_string};
    pub use crate::object::{ObjectReader, ObjectWriter};
    pub use crate::union::{Branch, choose, closed_tagged, closed_untagged, tag, tagged};
}
