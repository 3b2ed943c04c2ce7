//! Rust's own types.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Decode, Decoder, Encode};
use crate::json::{Json, JsonWriter, Number, View, to_value, write_members, write_value};

impl Encode for bool {
    fn encode(&self, out: &mut JsonWriter) {
        out.bool(*self);
    }
}

impl Decode for bool {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        json.as_bool().unwrap_or_else(|| {
            decoder.expected("a boolean", json);
            false
        })
    }
}

/// How a mistake starts that is no wrong type, but a number that the type cannot hold.
pub(crate) const OUT_OF_RANGE: &str = "the number does not fit in ";

/// The number that `convert` makes of it; else an error that names the type.
fn number<T: Default>(json: Json<'_>, decoder: &mut Decoder, expected: &str, convert: fn(&Number<'_>) -> Option<T>) -> T {
    match json.as_number().map(|number| convert(&number)) {
        Some(Some(value)) => return value,
        Some(None) => decoder.error(json, format!("{OUT_OF_RANGE}{expected}")),
        None => decoder.expected(expected, json),
    }
    T::default()
}

macro_rules! numbers {
    ($($type:ty as $encode:expr, $expected:literal, $convert:expr;)*) => {$(
        impl Encode for $type {
            #[inline]
            fn encode(&self, out: &mut JsonWriter) {
                $encode(out, *self);
            }
        }

        impl Decode for $type {
            fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
                number(json, decoder, $expected, $convert)
            }
        }
    )*};
}

numbers! {
    i32 as |out: &mut JsonWriter, value| out.i64(i64::from(value)), "an integer of 32 bits", |number| number.to_i64()?.try_into().ok();
    i64 as JsonWriter::i64, "an integer of 64 bits", |number| number.to_i64();
    i128 as |out: &mut JsonWriter, value| out.number(&Number::from(value)), "an integer of 128 bits", |number| number.to_i128();
    u32 as |out: &mut JsonWriter, value| out.u64(u64::from(value)), "an integer from 0 of 32 bits", |number| number.to_u64()?.try_into().ok();
    u64 as JsonWriter::u64, "an integer from 0 of 64 bits", |number| number.to_u64();
    f32 as JsonWriter::f32, "a 32-bit float", |number| number.to_f32();
    f64 as JsonWriter::f64, "a 64-bit float", |number| number.to_f64();
}

impl Encode for str {
    fn encode(&self, out: &mut JsonWriter) {
        out.string(self);
    }
}

impl Encode for String {
    fn encode(&self, out: &mut JsonWriter) {
        out.string(self);
    }
}

impl Decode for String {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        string(json, decoder).to_owned()
    }
}

/// The string; else an error and an empty one.
pub fn string<'j>(json: Json<'j>, decoder: &mut Decoder) -> &'j str {
    json.as_str().unwrap_or_else(|| {
        decoder.expected("a string", json);
        ""
    })
}

/// A member that must be null.
impl Encode for () {
    fn encode(&self, out: &mut JsonWriter) {
        out.null();
    }
}

impl Decode for () {
    const NULLABLE: bool = true;

    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        if !json.is_null() {
            decoder.expected("null", json);
        }
    }
}

/// Null, or the value. That an optional member is absent is known to [`crate::object!`], not to this.
impl<T: Encode> Encode for Option<T> {
    fn encode(&self, out: &mut JsonWriter) {
        match self {
            Some(value) => value.encode(out),
            None => out.null(),
        }
    }
}

impl<T: Decode> Decode for Option<T> {
    const NULLABLE: bool = true;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn declares(name: &str, json: Json<'_>) -> bool {
        T::declares(name, json)
    }

    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        if json.is_null() { None } else { Some(T::decode(json, decoder)) }
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, out: &mut JsonWriter) {
        T::encode(self, out);
    }
}

impl<T: Decode> Decode for Box<T> {
    const NULLABLE: bool = T::NULLABLE;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn declares(name: &str, json: Json<'_>) -> bool {
        T::declares(name, json)
    }

    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        Self::new(T::decode(json, decoder))
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, out: &mut JsonWriter) {
        T::encode(self, out);
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, out: &mut JsonWriter) {
        out.begin_array();
        for item in self {
            out.element();
            item.encode(out);
        }
        out.end_array();
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, out: &mut JsonWriter) {
        self.as_slice().encode(out);
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        let Some(items) = json.as_array() else {
            decoder.expected("an array", json);
            return Self::new();
        };
        items.map(|item| T::decode(item, decoder)).collect()
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, out: &mut JsonWriter) {
        out.begin_object();
        for (name, value) in self {
            out.key(name);
            value.encode(out);
        }
        out.end_object();
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        let Some(members) = json.as_object() else {
            decoder.expected("an object", json);
            return Self::new();
        };
        members.map(|(name, value)| (name.to_owned(), T::decode(value, decoder))).collect()
    }
}

/// Any JSON. A number that is no `i64` or `u64` becomes the nearest `f64`; beyond its range it is an error.
impl Encode for Value {
    fn encode(&self, out: &mut JsonWriter) {
        write_value(self, out);
    }
}

impl Decode for Value {
    const NULLABLE: bool = true;

    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        to_value(json).unwrap_or_else(|message| {
            tell(json, &message, decoder);
            Self::Null
        })
    }
}

/// Tells where free JSON has what has no value.
fn tell(json: Json<'_>, message: &str, decoder: &mut Decoder) {
    match json.view() {
        View::Number(number) if number.to_f64().is_none() => decoder.error(json, message),
        View::Invalid(reason) => decoder.error(json, reason),
        View::Null | View::Bool(_) | View::Number(_) | View::String(_) => {}
        View::Array(items) => items.for_each(|item| tell(item, message, decoder)),
        View::Object(members) => members.for_each(|(_, value)| tell(value, message, decoder)),
    }
}

/// Any JSON object.
impl Encode for Map<String, Value> {
    fn encode(&self, out: &mut JsonWriter) {
        write_members(self, out);
    }
}

impl Decode for Map<String, Value> {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        if !json.is_object() {
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
