//! Parameters and headers: the keywords of their type become a schema, `collectionFormat` becomes `style` and `explode`.

use super::super::rewrite::{schema, serialization};
use super::super::shape::Walk;
use super::{file_schema, is, mapping, text};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};

/// The keywords that make a schema.
const TYPE: [&str; 17] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
];

/// A parameter; the operation goes on with bodies and fields of a form.
pub(super) fn rewrite(walk: &mut Walk<'_>, node: &mut Node) {
    if is(node, "in", "body") {
        return;
    }
    if let Some(schema) = node.take("schema") {
        node.set("x-canonical-schema", schema.key_span, schema.value.value);
    }
    let location = node.get("in").and_then(Node::as_str).unwrap_or_default().to_owned();
    separators(walk, node, &location);
    typed(walk, node);
    if location != "formData" {
        serialization::parameter(node);
    }
}

/// The items of an array in a parameter or header.
pub(super) fn items(walk: &mut Walk<'_>, node: &mut Node) {
    if let Some(format) = node.entry("collectionFormat").filter(|_| is(node, "type", "array")) {
        let message = "an array within an array cannot be written in a parameter";
        walk.diagnostics.push(Diagnostic::error(dialect::COLLECTION_FORMAT, format.key_span, message));
    }
    node.rename("collectionFormat", "x-canonical-collectionFormat");
    schema::rewrite(walk, node);
}

/// A header of a response.
pub(super) fn header(walk: &mut Walk<'_>, node: &mut Node) {
    separators(walk, node, "header");
    typed(walk, node);
    serialization::header(node);
}

/// Moves the keywords of the type into a schema.
fn typed(walk: &mut Walk<'_>, node: &mut Node) {
    let mut made = mapping(node.span);
    let Some(entries) = node.entries_mut() else { return };
    let (inner, outer): (Vec<Entry>, Vec<Entry>) =
        std::mem::take(entries).into_iter().partition(|entry| TYPE.contains(&entry.key.as_str()));
    *entries = outer;
    made.value = Value::Mapping(inner);
    file_schema(&mut made);
    schema::rewrite(walk, &mut made);
    node.set("schema", made.span, made.value);
}

/// `style` and `explode` of an array. OpenAPI 3 has no style with tabs, and those with spaces and bars in queries and forms only: where it
/// has none, the nearest stands in its place, and the style under a reserved key.
fn separators(walk: &mut Walk<'_>, node: &mut Node, location: &str) {
    let format = node.take("collectionFormat");
    if !is(node, "type", "array") {
        if let Some(format) = format {
            node.set("x-canonical-collectionFormat", format.key_span, format.value.value);
        }
        return;
    }
    let span = format.as_ref().map_or(node.span, |format| format.value.span);
    let name = format.as_ref().and_then(|format| format.value.as_str()).unwrap_or("csv");
    let is_pair = matches!(location, "query" | "formData");
    let plain = if is_pair { "form" } else { "simple" };
    let delimited = match name {
        "csv" => plain,
        "multi" if is_pair => plain,
        "multi" => {
            let message = format!("an array in the {location} cannot be written as `multi`");
            walk.diagnostics.push(
                Diagnostic::error(dialect::COLLECTION_FORMAT, span, message)
                    .note("only a parameter of a query or a form is given more than once (section Parameter Object)")
                    .help("use `collectionFormat: csv`"),
            );
            return;
        }
        "ssv" => "spaceDelimited",
        "tsv" => "tabDelimited",
        "pipes" => "pipeDelimited",
        // Reported already: no such format.
        _ => return,
    };
    let is_typed = delimited == plain || is_pair && name != "tsv";
    node.set("style", span, text(if is_typed { delimited } else { plain }));
    node.set("explode", span, Value::Bool(name == "multi"));
    if !is_typed {
        node.set("x-canonical-style", span, text(delimited));
    }
}
