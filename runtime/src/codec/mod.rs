//! Between Rust values and JSON.
//!
//! Both directions are total: encoding writes a text and notes what has no JSON, decoding gives a value and records what
//! was wrong. So code for one type is a list of calls without an early exit, which is cheap to compile, and every mistake is
//! reported at once. The functions here check for mistakes at the end.

use std::fmt;

use serde::de::Error as _;

use crate::json::{self, EncodeError, Json, JsonError, JsonWriter, Tape};
use crate::pointer;
use crate::redact::{Head, Sentence, Short};

mod decoder;
mod responding;
mod values;

pub(crate) use decoder::Mark;
pub use decoder::{Decoder, Direction};
pub(crate) use responding::{is_responding, responding};
pub(crate) use values::OUT_OF_RANGE;
pub use values::string;

/// A value that has a JSON form.
pub trait Encode {
    /// Writes the JSON form, one value. What has none is [refused](JsonWriter::refuse).
    fn encode(&self, out: &mut JsonWriter);
}

/// A value that can be read from JSON.
pub trait Decode: Sized {
    /// Whether `null` is a value of the type.
    const NULLABLE: bool = false;

    /// The names of the declared members; empty for what is not an object.
    const MEMBERS: &'static [&'static str] = &[];

    /// Whether the type declares a member of this name in such an object. Of a union that depends on the tag.
    #[doc(hidden)]
    fn declares(name: &str, _json: Json<'_>) -> bool {
        Self::MEMBERS.contains(&name)
    }

    /// Reads the value. On a mismatch it records an error in the decoder and returns a placeholder, which the caller throws
    /// away when [`Decoder::finish`] finds errors.
    ///
    /// Reading is tolerant: it ignores unknown members and does not check formats. Checking is the part of [`crate::Validate`].
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self;
}

/// One value that did not fit its type.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Where: a JSON Pointer (RFC 6901), or that of a value around the place where it would take more than 512 bytes.
    pub pointer: String,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pointer, message) = (Head(self.pointer.as_bytes()), Head(self.message.as_bytes()));
        f.debug_struct("Mismatch").field("pointer", &pointer).field("message", &message).finish()
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pointer::write_located(f, &self.pointer, &self.message)
    }
}

/// Why a JSON text is no value of a type.
#[derive(Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// It is not JSON.
    Syntax(JsonError),
    /// It has not the form of another media type, such as UTF-8 or a form.
    Malformed(String),
    /// The JSON does not fit the type.
    Mismatch {
        /// The first mismatches, at most [`Decoder::CAPACITY`].
        errors: Vec<Mismatch>,
        /// How many more there are.
        more: usize,
    },
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => f.debug_tuple("Syntax").field(error).finish(),
            Self::Malformed(detail) => f.debug_tuple("Malformed").field(&Head(detail.as_bytes())).finish(),
            Self::Mismatch { errors, more } => {
                f.debug_struct("Mismatch").field("errors", &Short(errors)).field("more", more).finish()
            }
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Malformed(detail) => Sentence(detail).fmt(f),
            Self::Mismatch { errors, more } => write_list(f, errors, *more),
        }
    }
}

impl std::error::Error for DecodeError {}

impl From<JsonError> for DecodeError {
    fn from(error: JsonError) -> Self {
        Self::Syntax(error)
    }
}

/// Bytes after which the items of a list are counted only.
const LIST: usize = 8 * 1024;

/// `a; b; and 3 more`
pub(crate) fn write_list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T], more: usize) -> fmt::Result {
    let mut length = 0;
    for (index, item) in items.iter().enumerate() {
        if length > LIST {
            return write!(f, "; and {} more", items.len() - index + more);
        }
        let separator = if index == 0 { "" } else { "; " };
        let item = item.to_string();
        length += item.len();
        write!(f, "{separator}{item}")?;
    }
    if more > 0 { write!(f, "; and {more} more") } else { Ok(()) }
}

/// Reads a value from JSON.
///
/// # Errors
///
/// When the JSON does not fit the type.
pub fn from_json<T: Decode>(json: Json<'_>, direction: Direction) -> Result<T, DecodeError> {
    let mut decoder = Decoder::new(direction);
    let value = T::decode(json, &mut decoder);
    decoder.finish(json).map(|()| value)
}

/// Reads a value from JSON text, which is no request and no response.
///
/// # Errors
///
/// When the text is not JSON or does not fit the type.
pub fn from_json_text<T: Decode>(text: &str) -> Result<T, DecodeError> {
    from_json(json::parse(text)?.root(), Direction::Nowhere)
}

/// Writes a value as compact JSON text.
///
/// # Errors
///
/// When the value has no JSON: it holds a NaN, an infinity, or a member twice.
pub fn to_json_text<T: Encode + ?Sized>(value: &T) -> Result<String, EncodeError> {
    written(value).into_text()
}

/// Whether two values have the same JSON.
pub(crate) fn same<T: Encode + ?Sized>(left: &T, right: &T) -> bool {
    let (left, right) = (written(left), written(right));
    left.is_same_text(&right) || left.into_tape() == right.into_tape()
}

/// The JSON form of a value, to be looked at. What has none is in it as [`View::Invalid`](json::View), with the reason.
pub fn to_json<T: Encode + ?Sized>(value: &T) -> Tape<'static> {
    written(value).into_tape()
}

fn written<T: Encode + ?Sized>(value: &T) -> JsonWriter {
    /// Bytes for which there is room at once.
    const ROOM: usize = 128;
    let mut out = JsonWriter::with_capacity(ROOM);
    value.encode(&mut out);
    out
}

/// What the macros make `serde::Serialize` of.
#[doc(hidden)]
pub fn serialize<T: Encode + ?Sized, S: serde::Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serde::Serialize::serialize(&to_json(value), serializer)
}

/// What the macros make `serde::Deserialize` of.
#[doc(hidden)]
pub fn deserialize<'de, T: Decode, D: serde::Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tape = <Tape<'static> as serde::Deserialize>::deserialize(deserializer)?;
    from_json(tape.root(), Direction::Nowhere).map_err(D::Error::custom)
}

/// Both serde traits for a generated type, if the feature `serde` asks for them: two generic functions for each type take their time.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ty) => {};
}

#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ty) => {
        $crate::__by_serde!($name);
    };
}

/// Both serde traits, by way of JSON.
#[doc(hidden)]
#[macro_export]
macro_rules! __by_serde {
    ($name:ty) => {
        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<<S as $crate::__private::Serializer>::Ok, <S as $crate::__private::Serializer>::Error>
            {
                $crate::__private::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, <D as $crate::__private::Deserializer<'de>>::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}
