//! A JSON tree that borrows from its text and keeps every number exactly as written.

use std::borrow::Cow;
use std::fmt;

mod bridge;
mod compare;
mod number;
mod parse;
mod shown;
mod write;

pub use number::{Number, NumberError};
pub use parse::{DEPTH, JsonError, MAX_DEPTH, parse, parse_bytes, parse_with_depth};
pub use write::EncodeError;

pub(crate) use bridge::{from_value, to_value};
pub(crate) use compare::canonical;
pub(crate) use shown::Shown;

/// A JSON value (RFC 8259).
///
/// Equality is that of JSON Schema: `1` equals `1.0`, and the order of members is irrelevant.
#[derive(Clone, Debug)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with its exact text.
    Number(Number<'a>),
    /// A string, unescaped.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Json<'a>>),
    /// An object: its members in order. Parsed objects hold each name once.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
    /// What a Rust value has no JSON for (NaN, infinities, a member twice), with the reason. Parsing never gives it, writing
    /// it is an error, and no schema accepts it. Without a reason it stands for what could not be read, and that was told.
    Invalid(Cow<'static, str>),
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `object`
    Object,
    /// `array`
    Array,
    /// `number`
    Number,
    /// `integer`: a number without fractional part, such as `1`, `1.0` or `1e3`.
    Integer,
    /// `string`
    String,
}

impl Kind {
    /// Every type.
    pub const ALL: [Self; 7] = [Self::Null, Self::Boolean, Self::Object, Self::Array, Self::Number, Self::Integer, Self::String];

    /// The type of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name that the standard gives it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::String => "string",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<'a> Json<'a> {
    /// Whether the value is of this type.
    pub fn is(&self, kind: Kind) -> bool {
        match (self, kind) {
            (Self::Null, Kind::Null)
            | (Self::Bool(_), Kind::Boolean)
            | (Self::Number(_), Kind::Number)
            | (Self::String(_), Kind::String)
            | (Self::Array(_), Kind::Array)
            | (Self::Object(_), Kind::Object) => true,
            (Self::Number(number), Kind::Integer) => number.is_integer(),
            _ => false,
        }
    }

    /// What the value is, for messages: the name of its JSON type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::String(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
            Self::Invalid(_) => "no JSON",
        }
    }

    /// What stands for a value that could not be read: it is there, and the check has nothing more to say about it.
    pub(crate) const UNREAD: Self = Self::Invalid(Cow::Borrowed(""));

    pub(crate) fn is_unread(&self) -> bool {
        matches!(self, Self::Invalid(reason) if reason.is_empty())
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number<'a>> {
        if let Self::Number(value) = self { Some(value) } else { None }
    }

    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(value) = self { Some(value) } else { None }
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[Json<'a>]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The members in order, if it is an object.
    pub fn as_object(&self) -> Option<&[(Cow<'a, str>, Json<'a>)]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The member of this name, if it is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.as_object()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The same value, owning all its text.
    pub fn into_owned(self) -> Json<'static> {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Number(value) => Json::Number(value.into_owned()),
            Self::String(value) => Json::String(Cow::Owned(value.into_owned())),
            Self::Array(items) => Json::Array(items.into_iter().map(Json::into_owned).collect()),
            Self::Object(members) => Json::Object(
                members.into_iter().map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned())).collect(),
            ),
            Self::Invalid(reason) => Json::Invalid(reason),
        }
    }

    /// A text that two values share exactly when they are equal: for sets of values. It is no JSON.
    pub fn canonical(&self) -> String {
        compare::canonical(self)
    }

    /// Compact JSON text.
    ///
    /// # Errors
    ///
    /// When the tree holds [`Json::Invalid`], such as a NaN.
    pub fn to_text(&self) -> Result<String, EncodeError> {
        write::to_text(self)
    }
}

/// A float as a number; NaN and the infinities have no JSON and give [`Json::Invalid`].
impl From<f64> for Json<'_> {
    fn from(value: f64) -> Self {
        match Number::from_f64(value) {
            Some(number) => Self::Number(number),
            None => Self::Invalid(Cow::Owned(format!("{value} is not a JSON number"))),
        }
    }
}

/// A float by its shortest text, which is not that of the same value as `f64`; NaN and the infinities give [`Json::Invalid`].
impl From<f32> for Json<'_> {
    fn from(value: f32) -> Self {
        match Number::from_f32(value) {
            Some(number) => Self::Number(number),
            None => Self::Invalid(Cow::Owned(format!("{value} is not a JSON number"))),
        }
    }
}

impl From<i64> for Json<'_> {
    fn from(value: i64) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<i128> for Json<'_> {
    fn from(value: i128) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<u64> for Json<'_> {
    fn from(value: u64) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<bool> for Json<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(value: &'a str) -> Self {
        Self::String(Cow::Borrowed(value))
    }
}

impl From<String> for Json<'_> {
    fn from(value: String) -> Self {
        Self::String(Cow::Owned(value))
    }
}
