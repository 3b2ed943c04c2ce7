//! Schemas that are meant by the letter of JSON Schema: those that name its dialect by `$schema` (JSON Schema 2020-12, core, section
//! 8.1.1), and what stands in them.
//!
//! Authors of descriptions who write `properties` mean an object, and elsewhere get a struct and a check that refuses anything else. JSON
//! Schema itself says nothing of values that are no objects; whoever names its dialect is taken at the word.

use super::context::Context;
use super::view::{self, Schema};
use crate::pointer::Pointer;

/// Whether nothing is guessed of this schema.
pub(super) fn by_letter<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    if cx.letter.is_none() {
        let named = view::holders(cx.tree, &["$schema"]).into_iter().filter(|schema| names_json_schema(schema));
        cx.letter = Some(named.map(|schema| schema.at).collect());
    }
    cx.letter.iter().flatten().any(|holder| holds(holder, &schema.at))
}

fn names_json_schema(schema: &Schema<'_>) -> bool {
    schema.text("$schema").is_some_and(|dialect| dialect.contains("json-schema.org/"))
}

fn holds(holder: &Pointer, at: &Pointer) -> bool {
    at.as_str().strip_prefix(holder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
