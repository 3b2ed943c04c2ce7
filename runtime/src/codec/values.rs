//! Rust's own types.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Decode, Decoder, Encode};
use crate::json::{Json, Number, from_value, to_value};

impl Encode for bool {
    fn encode(&self) -> Json<'_> {
        Json::Bool(*self)
    }
}

impl Decode for bool {
    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        json.as_bool().unwrap_or_else(|| {
            decoder.expected("a boolean", json);
            false
        })
    }
}

/// How a mistake starts that is no wrong type, but a number that the type cannot hold.
pub(crate) const OUT_OF_RANGE: &str = "the number does not fit in ";

/// The number that `convert` makes of it; else an error that names the type.
fn number<T: Default>(json: &Json<'_>, decoder: &mut Decoder, expected: &str, convert: fn(&Number<'_>) -> Option<T>) -> T {
    match json.as_number().map(convert) {
        Some(Some(value)) => return value,
        Some(None) => decoder.error(format!("{OUT_OF_RANGE}{expected}")),
        None => decoder.expected(expected, json),
    }
    T::default()
}

macro_rules! numbers {
    ($($type:ty as $encode:expr, $expected:literal, $convert:expr;)*) => {$(
        impl Encode for $type {
            fn encode(&self) -> Json<'_> {
                $encode(*self)
            }
        }

        impl Decode for $type {
            fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
                number(json, decoder, $expected, $convert)
            }
        }
    )*};
}

numbers! {
    i32 as |value| Json::from(i64::from(value)), "an integer of 32 bits", |number| number.to_i64()?.try_into().ok();
    i64 as Json::from, "an integer of 64 bits", |number| number.to_i64();
    i128 as Json::from, "an integer of 128 bits", |number| number.to_i128();
    u32 as |value| Json::from(u64::from(value)), "an integer from 0 of 32 bits", |number| number.to_u64()?.try_into().ok();
    u64 as Json::from, "an integer from 0 of 64 bits", |number| number.to_u64();
    f32 as |value| shortened(Json::from(value)), "a 32-bit float", |number| number.to_f32();
    f64 as |value| shortened(Json::from(value)), "a 64-bit float", |number| number.to_f64();
}

/// `1` stays `1`: a float does not tell whether it was written with a fraction, and most are not.
fn shortened(json: Json<'_>) -> Json<'_> {
    match json {
        Json::Number(number) => Json::Number(number.shortened()),
        Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) | Json::Invalid(_) => json,
    }
}

impl Encode for str {
    fn encode(&self) -> Json<'_> {
        Json::String(Cow::Borrowed(self))
    }
}

impl Encode for String {
    fn encode(&self) -> Json<'_> {
        Json::String(Cow::Borrowed(self))
    }
}

impl Decode for String {
    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        string(json, decoder).to_owned()
    }
}

/// The string; else an error and an empty one.
pub fn string<'j>(json: &'j Json<'_>, decoder: &mut Decoder) -> &'j str {
    json.as_str().unwrap_or_else(|| {
        decoder.expected("a string", json);
        ""
    })
}

/// A member that must be null.
impl Encode for () {
    fn encode(&self) -> Json<'_> {
        Json::Null
    }
}

impl Decode for () {
    const NULLABLE: bool = true;

    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        if !json.is_null() {
            decoder.expected("null", json);
        }
    }
}

/// Null, or the value. That an optional member is absent is known to [`crate::object!`], not to this.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self) -> Json<'_> {
        self.as_ref().map_or(Json::Null, T::encode)
    }
}

impl<T: Decode> Decode for Option<T> {
    const NULLABLE: bool = true;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn declares(name: &str, json: &Json<'_>) -> bool {
        T::declares(name, json)
    }

    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        if json.is_null() { None } else { Some(T::decode(json, decoder)) }
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self) -> Json<'_> {
        T::encode(self)
    }
}

impl<T: Decode> Decode for Box<T> {
    const NULLABLE: bool = T::NULLABLE;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn declares(name: &str, json: &Json<'_>) -> bool {
        T::declares(name, json)
    }

    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        Self::new(T::decode(json, decoder))
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self) -> Json<'_> {
        T::encode(self)
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self) -> Json<'_> {
        Json::Array(self.iter().map(T::encode).collect())
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self) -> Json<'_> {
        self.as_slice().encode()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        let Some(items) = json.as_array() else {
            decoder.expected("an array", json);
            return Self::new();
        };
        let item = |(index, item): (usize, &Json<'_>)| decoder.inside(&index.to_string(), |decoder| T::decode(item, decoder));
        items.iter().enumerate().map(item).collect()
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self) -> Json<'_> {
        Json::Object(self.iter().map(|(name, value)| (Cow::Borrowed(name.as_str()), value.encode())).collect())
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        let Some(members) = json.as_object() else {
            decoder.expected("an object", json);
            return Self::new();
        };
        let member = |(name, value): &(Cow<'_, str>, Json<'_>)| {
            (name.clone().into_owned(), decoder.inside(name, |decoder| T::decode(value, decoder)))
        };
        members.iter().map(member).collect()
    }
}

/// Any JSON. A number that is no `i64` or `u64` becomes the nearest `f64`; beyond its range it is an error.
impl Encode for Value {
    fn encode(&self) -> Json<'_> {
        from_value(self)
    }
}

impl Decode for Value {
    const NULLABLE: bool = true;

    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        to_value(json).unwrap_or_else(|message| {
            tell(json, &message, decoder);
            Self::Null
        })
    }
}

/// Tells where free JSON has what has no value.
fn tell(json: &Json<'_>, message: &str, decoder: &mut Decoder) {
    match json {
        Json::Number(number) if number.to_f64().is_none() => decoder.error(message),
        Json::Invalid(reason) => decoder.error(reason.clone().into_owned()),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        Json::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| decoder.inside(&index.to_string(), |decoder| tell(item, message, decoder))),
        Json::Object(members) => {
            members.iter().for_each(|(name, value)| decoder.inside(name, |decoder| tell(value, message, decoder)));
        }
    }
}

/// Any JSON object.
impl Encode for Map<String, Value> {
    fn encode(&self) -> Json<'_> {
        Json::Object(self.iter().map(|(name, value)| (Cow::Borrowed(name.as_str()), from_value(value))).collect())
    }
}

impl Decode for Map<String, Value> {
    fn decode(json: &Json<'_>, decoder: &mut Decoder) -> Self {
        if !matches!(json, Json::Object(_)) {
            decoder.expected("an object", json);
            return Self::new();
        }
        match Value::decode(json, decoder) {
            Value::Object(members) => members,
            // What could not be read has been told.
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Self::new(),
        }
    }
}
