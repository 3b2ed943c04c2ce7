//! What generated code calls: small, hand-written, the same for every API.
//!
//! A generated type has a JSON form ([`Encode`], [`Decode`]; both are declared by [`object!`], [`enumeration!`], [`integers!`],
//! [`tuple!`] and [`union!`]) and, if requests can hold it, a check of its JSON ([`Validate`]) that is exactly what the schema demands.
//! Reading is tolerant, checking is strict, and each reports every mistake with its place.
//!
//! ```
//! use letterpress_runtime::{Check, Validate, from_json_text, json, object, to_json_text, violations};
//!
//! #[derive(Clone)]
//! struct Customer {
//!     name: String,
//!     discount: Option<f64>,
//! }
//!
//! object! {
//!     Customer {
//!         name: required "name",
//!         discount: optional "discount",
//!     }
//! }
//!
//! impl Validate for Customer {
//!     fn validate(check: Check<'_>) -> Check<'_> {
//!         check.object().required(&["name"]).members(|name, value| match name {
//!             "name" => value.string().min_length(1).max_length(80),
//!             "discount" => value.number().maximum(1).multiple_of("0.01"),
//!             _ => value,
//!         })
//!     }
//! }
//!
//! let customer: Customer = from_json_text(r#"{"name": "Ada", "discount": 0.07}"#)?;
//! assert_eq!(to_json_text(&customer)?, r#"{"name":"Ada","discount":0.07}"#);
//!
//! let tape = json::parse(r#"{"name": "", "discount": 0.075}"#)?;
//! let found = violations(tape.root(), Customer::validate);
//! assert_eq!(found.entries()[0].pointer, "/name");
//! assert_eq!(found.entries()[1].message, "expected a multiple of 0.01, found 0.075");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod answer;
mod check;
#[cfg(feature = "client")]
pub mod client;
mod codec;
pub mod content;
mod enumeration;
pub mod expression;
mod extra;
mod format;
pub mod json;
pub mod media_type;
mod object;
pub mod operation;
pub mod parameter;
pub mod path;
mod pointer;
pub mod problem;
mod redact;
pub mod security;
#[cfg(feature = "server")]
pub mod server;
mod text;
mod tuple;
mod union;
mod validation;

pub use answer::Answer;
pub use bytes::Bytes;
pub use check::{
    Bound, Check, Encoding, Engine, Kind, Limit, MemberRule, NotCompiled, Pattern, Rule, Validate, Violation, Violations,
    violations,
};
pub use codec::{Decode, DecodeError, Decoder, Direction, Encode, Mismatch, from_json, from_json_text, to_json, to_json_text};
pub use content::{
    ByteStream, Content, Event, Events, FieldPart, FilePart, ItemError, Items, Markup, Media, Part, PartHeader, Parts, Payload,
    Xml, XmlContent, XmlScalar,
};
pub use enumeration::UnlistedValue;
pub use extra::WithExtra;
pub use format::Format;
pub use http::{Method, StatusCode};
pub use json::{EncodeError, Json, JsonError, JsonWriter, Number};
pub use object::Patterned;
pub use operation::{
    Documented, DocumentedError, IntoStatus, NoDocumentedError, Operation, Outcome, RequestBody, RequestReader, RequestWriter,
    ResponseReader, ResponseWriter, Server, ServerError, ServerVariable, Status, Validation,
};
pub use parameter::{Fields, Location, Parameter, ParameterKind, Style};
pub use path::Mark;
pub use problem::{Fault, Faults, ProblemDetails};
#[cfg(any(feature = "client", feature = "server"))]
pub use security::Secret;
pub use security::{Requirement, Security, SecurityScheme};
pub use serde_json::{Map, Value};
pub use text::{Base64, Date, DateTime, Decimal, Duration, Password, Quoted, TextError, Time, Uuid};

/// Cargo builds this anew for each checkout that shares a target folder, see `.cargo/config.toml`.
const _CHECKOUT: Option<&str> = option_env!("LETTERPRESS_CHECKOUT");

/// What the macros expand to; no part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub use crate::codec::{deserialize, serialize, string};
    pub use crate::content::multipart::{Beside, FileField, HeadedField, read as read_parts, write as write_parts};
    pub use crate::enumeration::{listed_integer, listed_string};
    pub use crate::object::{ObjectReader, ObjectWriter, constant, debug, equal};
    pub use crate::operation::{Side, describe};
    pub use crate::tuple::{TupleReader, TupleWriter};
    pub use crate::union::{Branch, closed_tagged, closed_untagged, found_tag, open_untagged, tag, tagged};
}
