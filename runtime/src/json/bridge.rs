//! Between JSON, serde and `serde_json::Value`.
//!
//! serde has no number of any precision. A number goes through it as `i64`, `u64` or `f64`; one that none of them holds with
//! its exact value is an error when serialising. Text read by a serde deserialiser has been rounded to `f64` before it
//! arrives here: use [`crate::from_json_text`] where that matters.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::{Json, JsonWriter, Number, Tape, Tree, View};
use crate::codec::OUT_OF_RANGE;

/// A borrowed tree of a value.
fn from_value(value: &Value) -> Tree<'_> {
    match value {
        Value::Null => Tree::Null,
        Value::Bool(value) => Tree::Bool(*value),
        Value::Number(number) => Tree::Number(from_number(number)),
        Value::String(text) => Tree::String(Cow::Borrowed(text)),
        Value::Array(items) => Tree::Array(items.iter().map(from_value).collect()),
        Value::Object(members) => {
            Tree::Object(members.iter().map(|(name, value)| (Cow::Borrowed(name.as_str()), from_value(value))).collect())
        }
    }
}

/// Writes a value.
pub(crate) fn write_value(value: &Value, out: &mut JsonWriter) {
    match value {
        Value::Null => out.null(),
        Value::Bool(value) => out.bool(*value),
        Value::Number(number) => out.number(&from_number(number)),
        Value::String(text) => out.string(text),
        Value::Array(items) => {
            out.begin_array();
            for item in items {
                out.element();
                write_value(item, out);
            }
            out.end_array();
        }
        Value::Object(members) => write_members(members, out),
    }
}

/// Writes an object.
pub(crate) fn write_members(members: &Map<String, Value>, out: &mut JsonWriter) {
    out.begin_object();
    for (name, value) in members {
        out.key(name);
        write_value(value, out);
    }
    out.end_object();
}

fn from_number(number: &serde_json::Number) -> Number<'static> {
    let float = || number.as_f64().and_then(Number::from_f64);
    let integer = || number.as_i64().map(Number::from).or_else(|| number.as_u64().map(Number::from));
    integer().or_else(float).unwrap_or_else(|| Number::from(0_u64))
}

/// The same value. A number that is no `i64` or `u64` becomes the nearest `f64`, as when serde_json reads it.
///
/// # Errors
///
/// When a number is beyond the largest `f64`, or it holds what is no JSON.
pub(crate) fn to_value(json: Json<'_>) -> Result<Value, String> {
    Ok(match json.view() {
        View::Null => Value::Null,
        View::Bool(value) => Value::Bool(value),
        View::Number(number) => Value::Number(to_number(&number)?),
        View::String(text) => Value::String(text.to_owned()),
        View::Array(items) => Value::Array(items.map(to_value).collect::<Result<_, _>>()?),
        View::Object(members) => {
            let entries = members.map(|(name, value)| Ok((name.to_owned(), to_value(value)?)));
            Value::Object(entries.collect::<Result<_, String>>()?)
        }
        View::Invalid(reason) => return Err(reason.to_owned()),
    })
}

fn to_number(number: &Number<'_>) -> Result<serde_json::Number, String> {
    // A float such as 1.0 stays one, so that a value taken from JSON is written as it was.
    let plain = !number.text().contains(['.', 'e', 'E']);
    let integer = || number.to_i64().map(Into::into).or_else(|| number.to_u64().map(Into::into));
    let float = || number.to_f64().and_then(serde_json::Number::from_f64);
    let converted = if plain { integer().or_else(float) } else { float() };
    converted.ok_or_else(|| format!("{OUT_OF_RANGE}a 64-bit float"))
}

impl From<&Value> for Tree<'static> {
    fn from(value: &Value) -> Self {
        from_value(value).into_owned()
    }
}

/// Fails when a number is beyond the largest `f64`, or the value holds what is no JSON. A number that is no `i64` or `u64`
/// becomes the nearest `f64`.
impl TryFrom<Json<'_>> for Value {
    type Error = String;

    fn try_from(json: Json<'_>) -> Result<Self, String> {
        to_value(json)
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.view() {
            View::Null => serializer.serialize_unit(),
            View::Bool(value) => serializer.serialize_bool(value),
            View::Number(number) => number.serialize(serializer),
            View::String(text) => serializer.serialize_str(text),
            View::Array(items) => serializer.collect_seq(items),
            View::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, &value)?;
                }
                map.end()
            }
            View::Invalid(reason) => Err(S::Error::custom(reason)),
        }
    }
}

impl Serialize for Tape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.root().serialize(serializer)
    }
}

impl Serialize for Number<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plain = !self.text().contains(['.', 'e', 'E']);
        if let Some(value) = self.to_i64().filter(|_| plain) {
            return serializer.serialize_i64(value);
        }
        if let Some(value) = self.to_u64().filter(|_| plain) {
            return serializer.serialize_u64(value);
        }
        match self.to_f64().filter(|value| Number::from_f64(*value).is_some_and(|float| float == *self)) {
            Some(value) => serializer.serialize_f64(value),
            None => Err(S::Error::custom("no float has the exact value of the number; `to_json_text` writes it")),
        }
    }
}

impl<'de> Deserialize<'de> for Tape<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Tree::deserialize(deserializer).map(|tree| Self::from(&tree))
    }
}

impl<'de> Deserialize<'de> for Tree<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Grower)
    }
}

struct Grower;

impl<'de> Visitor<'de> for Grower {
    type Value = Tree<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Tree::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Tree::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        Number::from_f64(value).map(Tree::Number).ok_or_else(|| E::custom("NaN and infinities are no JSON numbers"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Tree::from(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Tree::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Tree::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        let mut names = std::collections::HashSet::new();
        while let Some((name, value)) = map.next_entry::<String, Tree<'static>>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom("a member is there twice"));
            }
            members.push((Cow::Owned(name), value));
        }
        Ok(Tree::Object(members))
    }
}
