//! Small objects of the typed document: the types' own `Deserialize`, straight from the tree.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::diagnostic::Diagnostic;
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// Reads a value whose type derives [`serde::Deserialize`].
///
/// # Errors
/// One diagnostic, at the innermost place that is known.
pub(super) fn read<T: de::DeserializeOwned>(node: &Node) -> Result<T, Box<Diagnostic>> {
    T::deserialize(Reader(node)).map_err(|error| super::unfit(error.span.unwrap_or(node.span), error.message).into())
}

/// What does not fit, and the innermost place where that is known.
#[derive(Debug)]
struct Error {
    message: String,
    span: Option<Span>,
}

impl Error {
    /// Adds the place unless an inner one is known.
    fn at(self, span: Span) -> Self {
        Self { span: self.span.or(Some(span)), ..self }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None }
    }
}

/// A node to read from.
#[derive(Clone, Copy)]
struct Reader<'de>(&'de Node);

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let outcome = match &self.0.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(text) => number(text, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Sequence(elements) => visitor.visit_seq(Elements(elements.iter())),
            Value::Mapping(entries) => visitor.visit_map(Members { entries: entries.iter(), value: None }),
        };
        outcome.map_err(|error| error.at(self.0.span))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.0.value {
            Value::Null => visitor.visit_none(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_) => {
                visitor.visit_some(self)
            }
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let outcome = match &self.0.value {
            Value::String(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Value::Mapping(entries) => {
                let members = Members { entries: entries.iter(), value: None };
                de::value::MapAccessDeserializer::new(members).deserialize_enum(name, variants, visitor)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Sequence(_) => Err(de::Error::custom("expected a string")),
        };
        outcome.map_err(|error| error.at(self.0.span))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}

/// The exact text goes on living in the tree; here a number beyond 64 bits becomes the nearest floating-point number.
fn number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Error> {
    if let Ok(value) = text.parse::<u64>() {
        return visitor.visit_u64(value);
    }
    if let Ok(value) = text.parse::<i64>() {
        return visitor.visit_i64(value);
    }
    match text.parse::<f64>() {
        Ok(value) => visitor.visit_f64(value),
        Err(error) => Err(de::Error::custom(error)),
    }
}

struct Elements<'de>(std::slice::Iter<'de, Node>);

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|node| seed.deserialize(Reader(node))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Members<'de> {
    entries: std::slice::Iter<'de, Entry>,
    value: Option<&'de Node>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.value = Some(&entry.value);
        let key = de::value::BorrowedStrDeserializer::new(&entry.key);
        seed.deserialize(key).map(Some).map_err(|error: Error| error.at(entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(node) => seed.deserialize(Reader(node)).map_err(|error| error.at(node.span)),
            None => Err(de::Error::custom("a value before its key")),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}
