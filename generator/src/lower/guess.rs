//! Schemas that lead to a guess of types (`lower/admit.rs`): below a condition, which no type is made of, none counts.

use super::admit;
use super::context::Context;
use super::leading::leading;
use super::view::{self, Schema};

/// Keywords whose schemas are tried, or hold only where something else does.
const CONDITIONS: [&str; 7] = ["not", "if", "then", "else", "contains", "propertyNames", "dependentSchemas"];

/// Keywords that hold one schema.
const ONE: [&str; 11] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "items",
    "additionalProperties",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];

/// Whether the check of a schema that a condition leads to asks for types that nobody says.
pub(super) fn within<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    if cx.guessing.is_none() {
        let open = view::holders(cx.tree, &CONDITIONS);
        cx.guessing = Some(leading(open, admit::guesses, |schema| inside(cx, schema)));
    }
    cx.guessing.as_ref().is_some_and(|guessing| guessing.contains(&schema.at))
}

/// The schemas that a schema holds, or the one that it refers to.
fn inside<'a>(cx: &Context<'a>, schema: &Schema<'a>) -> Vec<Schema<'a>> {
    if let Some(reference) = schema.reference() {
        return Vec::from_iter(cx.target(reference));
    }
    let maps = ["properties", "patternProperties", "dependentSchemas"].into_iter();
    let mut found: Vec<_> = maps.flat_map(|keyword| schema.map(keyword)).map(|(_, inner)| inner).collect();
    found.extend(["allOf", "anyOf", "oneOf", "prefixItems"].iter().flat_map(|keyword| schema.list(keyword)));
    found.extend(ONE.iter().filter_map(|keyword| schema.child(keyword)));
    found
}
