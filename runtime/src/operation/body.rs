//! Request bodies: media type and codec.

use std::borrow::Cow;

use bytes::Bytes;

use crate::Rule;
use crate::json::{self, Json};
use crate::parameter::query::{Pair, query};
use crate::parameter::{Parameter, read, scalar, write};

/// A documented request body.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    pub(crate) media_type: &'static str,
    pub(crate) codec: Codec,
    pub(crate) rule: Option<Rule>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Codec {
    Json,
    Form(&'static [Parameter]),
    Text,
    Binary,
}

impl Body {
    /// JSON, with the validator of its schema.
    pub const fn json(media_type: &'static str, rule: Rule) -> Self {
        Self { media_type, codec: Codec::Json, rule: Some(rule) }
    }

    /// Any JSON.
    pub const fn any_json(media_type: &'static str) -> Self {
        Self { media_type, codec: Codec::Json, rule: None }
    }

    /// `application/x-www-form-urlencoded`: each property is written like a query parameter; its style, `explode` and
    /// kind come from the schema and from the encoding object.
    pub const fn form(media_type: &'static str, rule: Rule, properties: &'static [Parameter]) -> Self {
        Self { media_type, codec: Codec::Form(properties), rule: Some(rule) }
    }

    /// UTF-8 text.
    pub const fn text(media_type: &'static str, rule: Rule) -> Self {
        Self { media_type, codec: Codec::Text, rule: Some(rule) }
    }

    /// Bytes as they are: for `binary` of the writer and reader.
    pub const fn binary(media_type: &'static str) -> Self {
        Self { media_type, codec: Codec::Binary, rule: None }
    }

    /// The media type that is sent: of a range such as `text/*` its plainest member.
    pub(crate) fn content_type(&self) -> &'static str {
        match (self.media_type.contains('*'), self.codec) {
            (false, _) => self.media_type,
            (true, Codec::Json) => "application/json",
            (true, Codec::Form(_)) => "application/x-www-form-urlencoded",
            (true, Codec::Text) => "text/plain",
            (true, Codec::Binary) => "application/octet-stream",
        }
    }

    pub(crate) fn write(&self, value: &Json<'_>) -> Result<Bytes, String> {
        match self.codec {
            Codec::Json => value.to_text().map(Bytes::from).map_err(|error| error.to_string()),
            Codec::Form(properties) => write_form(properties, value).map(Bytes::from),
            Codec::Text => scalar::text(value).map(|text| Bytes::from(text.into_owned())).map_err(str::to_owned),
            Codec::Binary => Err("a body of bytes has no JSON form".to_owned()),
        }
    }

    /// Reads bytes as the tree of the body.
    pub(crate) fn read<'a>(&self, bytes: &'a [u8]) -> Result<Json<'a>, String> {
        match self.codec {
            Codec::Json => json::parse_bytes(bytes).map_err(|error| error.to_string()),
            Codec::Form(properties) => read_form(properties, bytes),
            Codec::Text => utf8(bytes).map(|text| Json::String(Cow::Borrowed(text))),
            Codec::Binary => Err("a body of bytes has no JSON form".to_owned()),
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| "the body is not UTF-8".to_owned())
}

fn write_form(properties: &[Parameter], value: &Json<'_>) -> Result<String, String> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object().ok_or("a form body must be an object")? {
        match properties.iter().find(|property| property.name == name) {
            Some(_) if value.is_null() => {}
            Some(property) => pairs.extend(write::pairs(property, value).map_err(|detail| format!("`{name}` {detail}"))?),
            None => return Err(format!("`{name}` is not declared, so a form cannot hold it")),
        }
    }
    Ok(pairs.join("&"))
}

fn read_form(properties: &[Parameter], bytes: &[u8]) -> Result<Json<'static>, String> {
    let pairs: Vec<Pair> = query(utf8(bytes)?).map_err(|_| "the form is not UTF-8 after decoding".to_owned())?;
    let mut members = Vec::new();
    for property in properties {
        let value =
            read::query(property, &pairs).map_err(|error| format!("`{}{}` {}", property.name, error.pointer, error.detail))?;
        members.extend(value.map(|value| (Cow::Borrowed(property.name), value)));
    }
    Ok(Json::Object(members))
}
