//! `contentMediaType` and `contentSchema`: JSON in a string.

use super::super::context::Context;
use super::super::letter;
use super::super::view::Schema;
use super::check;
use crate::ir::{Check, Encoding, Keyword};

/// What a string holds, where that is JSON. A schema that is meant by the letter of JSON Schema only notes it (2020-12 validation,
/// section 8.1).
pub(super) fn keyword<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Keyword> {
    let encoding = encoding(schema.text("contentMediaType")?, schema.text("contentEncoding"))?;
    if letter::by_letter(cx, schema) {
        return None;
    }
    let check = schema.child("contentSchema").map_or(Check::default(), |content| check(cx, &content));
    Some(Keyword::Content { encoding, check })
}

/// How JSON is written in a string of a media type; `None` if it is no JSON, or in a way that is not read.
pub(in crate::lower) fn encoding(media_type: &str, encoding: Option<&str>) -> Option<Encoding> {
    let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if media_type != "application/json" && !media_type.ends_with("+json") {
        return None;
    }
    match encoding.map(str::to_ascii_lowercase).as_deref() {
        None | Some("7bit" | "8bit" | "binary") => Some(Encoding::Plain),
        Some("base64" | "base64url") => Some(Encoding::Base64),
        Some(_) => None,
    }
}
