//! Values in a multipart body whose parts have headers of their own.

use std::borrow::Cow;
use std::fmt;

use http::header::HeaderMap;

use crate::codec::{Decode, Decoder, Encode};
use crate::json::{Json, JsonWriter};
use crate::redact::PartHeaders;

/// A value in a multipart body, and the headers of its part, where the description names some.
#[derive(Clone, Default, PartialEq)]
pub struct FieldPart<T> {
    /// The value.
    pub value: T,
    /// The headers of the part. `Content-Disposition` and `Content-Type` follow from the description.
    pub headers: HeaderMap,
}

impl<T> FieldPart<T> {
    /// A value without headers.
    pub fn new(value: T) -> Self {
        Self { value, headers: HeaderMap::new() }
    }
}

impl<T> From<T> for FieldPart<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for FieldPart<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldPart").field("value", &self.value).field("headers", &PartHeaders(&self.headers)).finish()
    }
}

/// The JSON form is that of the value: headers travel beside the tree.
impl<T: Encode> Encode for FieldPart<T> {
    fn encode(&self, out: &mut JsonWriter) {
        self.value.encode(out);
    }
}

impl<T: Decode> Decode for FieldPart<T> {
    const NULLABLE: bool = T::NULLABLE;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        Self::new(T::decode(json, decoder))
    }
}

/// The headers of parts by the names of their members, part by part.
#[doc(hidden)]
pub type Heads = Vec<(Cow<'static, str>, Vec<HeaderMap>)>;

/// A field whose parts have headers.
#[doc(hidden)]
pub trait HeadedField: Sized {
    /// The headers of each part.
    fn heads(&self) -> Vec<HeaderMap>;

    /// Takes the headers of each part.
    fn set(&mut self, heads: &mut dyn Iterator<Item = HeaderMap>);

    /// The field with those of its member, out of all.
    fn with(mut self, heads: &mut Heads, name: &str) -> Self {
        if let Some((_, heads)) = heads.iter_mut().find(|(known, _)| known == name) {
            self.set(&mut heads.drain(..));
        }
        self
    }
}

impl<T> HeadedField for FieldPart<T> {
    fn heads(&self) -> Vec<HeaderMap> {
        vec![self.headers.clone()]
    }

    fn set(&mut self, heads: &mut dyn Iterator<Item = HeaderMap>) {
        self.headers = heads.next().unwrap_or_default();
    }
}

impl<F: HeadedField> HeadedField for Option<F> {
    fn heads(&self) -> Vec<HeaderMap> {
        self.as_ref().map(HeadedField::heads).unwrap_or_default()
    }

    fn set(&mut self, heads: &mut dyn Iterator<Item = HeaderMap>) {
        if let Some(field) = self {
            field.set(heads);
        }
    }
}

impl<T> HeadedField for Vec<FieldPart<T>> {
    fn heads(&self) -> Vec<HeaderMap> {
        self.iter().map(|part| part.headers.clone()).collect()
    }

    fn set(&mut self, heads: &mut dyn Iterator<Item = HeaderMap>) {
        for (part, headers) in self.iter_mut().zip(heads) {
            part.headers = headers;
        }
    }
}
