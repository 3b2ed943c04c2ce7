//! Schemas that are meant by the letter of JSON Schema: those that name its dialect by `$schema` (JSON Schema 2020-12, core, section
//! 8.1.1), and what stands in them.
//!
//! Authors of descriptions who write `properties` mean an object, and elsewhere get a struct and a check that refuses anything else. JSON
//! Schema itself says nothing of values that are no objects; whoever names its dialect is taken at the word.

use super::context::Context;
use super::view::{self, Schema};

/// Whether nothing is guessed of this schema.
pub(super) fn by_letter<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    let tree = cx.tree;
    let holders = cx.letter.get_or_insert_with(|| {
        let named = view::holders(tree, &["$schema"]).into_iter().filter(names_json_schema);
        named.map(|schema| schema.at.as_str().to_owned()).collect()
    });
    if holders.is_empty() {
        return false;
    }
    let at = schema.at.as_str();
    let ends = at.match_indices('/').map(|(end, _)| end).chain([at.len()]);
    ends.filter_map(|end| at.get(..end)).any(|around| holders.contains(around))
}

fn names_json_schema(schema: &Schema<'_>) -> bool {
    schema.text("$schema").is_some_and(|dialect| dialect.contains("json-schema.org/"))
}

/// Whether a string holds bytes as base64. By the letter `contentEncoding` is a note that nobody checks (2020-12 validation, section 8.1).
pub(super) fn is_base64<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    let named = schema.text("contentEncoding").is_some_and(|name| name.eq_ignore_ascii_case("base64"));
    named && !by_letter(cx, schema)
}
