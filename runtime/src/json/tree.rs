//! A JSON value in memory, part by part: what is made of something else than a JSON text, and what is changed before it is written.

use std::borrow::Cow;

use super::{EncodeError, Json, JsonWriter, Kind, Number, View};

/// A JSON value (RFC 8259) that is put together by hand. What is read from a text is a [`Tape`](super::Tape), and what a Rust value is written
/// as never stands in memory.
///
/// Equality is that of JSON Schema: `1` equals `1.0`, and the order of members is irrelevant.
#[derive(Clone, Debug)]
pub enum Tree<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with its exact text.
    Number(Number<'a>),
    /// A string, unescaped.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Tree<'a>>),
    /// An object: its members in order. Parsed objects hold each name once.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
    /// What a Rust value has no JSON for (NaN, infinities, a member twice), with the reason. Parsing never gives it, writing
    /// it is an error, and no schema accepts it. Without a reason it stands for what could not be read, and that was told.
    Invalid(Cow<'static, str>),
}

impl<'a> Tree<'a> {
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
    pub fn as_array(&self) -> Option<&[Tree<'a>]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The members in order, if it is an object.
    pub fn as_object(&self) -> Option<&[(Cow<'a, str>, Tree<'a>)]> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// The member of this name, if it is an object that has one.
    pub fn get(&self, name: &str) -> Option<&Tree<'a>> {
        self.as_object()?.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The same value, owning all its text.
    pub fn into_owned(self) -> Tree<'static> {
        match self {
            Self::Null => Tree::Null,
            Self::Bool(value) => Tree::Bool(value),
            Self::Number(value) => Tree::Number(value.into_owned()),
            Self::String(value) => Tree::String(Cow::Owned(value.into_owned())),
            Self::Array(items) => Tree::Array(items.into_iter().map(Tree::into_owned).collect()),
            Self::Object(members) => Tree::Object(
                members.into_iter().map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_owned())).collect(),
            ),
            Self::Invalid(reason) => Tree::Invalid(reason),
        }
    }

    /// Compact JSON text.
    ///
    /// # Errors
    ///
    /// When the tree holds [`Tree::Invalid`], such as a NaN.
    pub fn to_text(&self) -> Result<String, EncodeError> {
        let mut out = JsonWriter::default();
        self.write(&mut out);
        out.into_text()
    }

    /// Writes the value.
    pub(crate) fn write(&self, out: &mut JsonWriter) {
        match self {
            Self::Null => out.null(),
            Self::Bool(value) => out.bool(*value),
            Self::Number(number) => out.number(number),
            Self::String(text) => out.string(text),
            Self::Array(items) => {
                out.begin_array();
                for item in items {
                    out.element();
                    item.write(out);
                }
                out.end_array();
            }
            Self::Object(members) => {
                out.begin_object();
                for (name, value) in members {
                    out.key(name);
                    value.write(out);
                }
                out.end_object();
            }
            Self::Invalid(reason) => out.refuse(reason.clone()),
        }
    }
}

impl<'j> From<Json<'j>> for Tree<'j> {
    fn from(json: Json<'j>) -> Self {
        match json.view() {
            View::Null => Self::Null,
            View::Bool(value) => Self::Bool(value),
            View::Number(number) => Self::Number(number),
            View::String(text) => Self::String(Cow::Borrowed(text)),
            View::Array(items) => Self::Array(items.map(Self::from).collect()),
            View::Object(members) => {
                Self::Object(members.map(|(name, value)| (Cow::Borrowed(name), Self::from(value))).collect())
            }
            View::Invalid(reason) => Self::Invalid(Cow::Owned(reason.to_owned())),
        }
    }
}

/// A float as a number; NaN and the infinities have no JSON and give [`Tree::Invalid`].
impl From<f64> for Tree<'_> {
    fn from(value: f64) -> Self {
        match Number::from_f64(value) {
            Some(number) => Self::Number(number),
            None => Self::Invalid(Cow::Owned(format!("{value} is not a JSON number"))),
        }
    }
}

/// A float by its shortest text, which is not that of the same value as `f64`; NaN and the infinities give [`Tree::Invalid`].
impl From<f32> for Tree<'_> {
    fn from(value: f32) -> Self {
        match Number::from_f32(value) {
            Some(number) => Self::Number(number),
            None => Self::Invalid(Cow::Owned(format!("{value} is not a JSON number"))),
        }
    }
}

impl From<i64> for Tree<'_> {
    fn from(value: i64) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<i128> for Tree<'_> {
    fn from(value: i128) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<u64> for Tree<'_> {
    fn from(value: u64) -> Self {
        Self::Number(Number::from(value))
    }
}

impl From<bool> for Tree<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl<'a> From<&'a str> for Tree<'a> {
    fn from(value: &'a str) -> Self {
        Self::String(Cow::Borrowed(value))
    }
}

impl From<String> for Tree<'_> {
    fn from(value: String) -> Self {
        Self::String(Cow::Owned(value))
    }
}
