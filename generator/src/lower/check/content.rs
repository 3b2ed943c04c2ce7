//! `contentMediaType` and `contentSchema`: JSON in a string.

use super::super::context::Context;
use super::super::letter;
use super::super::view::Schema;
use super::check;
use crate::ir::{Check, Encoding, Keyword};

/// What a string holds, where that is JSON. A schema that is meant by the letter of JSON Schema only notes it (2020-12 validation,
/// section 8.1).
pub(super) fn keyword<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Keyword> {
    let media_type = schema.text("contentMediaType")?.split(';').next()?.trim().to_ascii_lowercase();
    let is_json = media_type == "application/json" || media_type.ends_with("+json");
    let encoding = match schema.text("contentEncoding").map(str::to_ascii_lowercase).as_deref() {
        None | Some("7bit" | "8bit" | "binary") => Encoding::Plain,
        Some("base64" | "base64url") => Encoding::Base64,
        Some(_) => return None,
    };
    if !is_json || letter::by_letter(cx, schema) {
        return None;
    }
    let check = schema.child("contentSchema").map_or(Check::default(), |content| check(cx, &content));
    Some(Keyword::Content { encoding, check })
}
