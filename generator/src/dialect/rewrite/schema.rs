//! Rewrites of the Schema Object: from JSON Schema 2020-12 to the dialect of OpenAPI 3.0 with reserved keys.

use super::super::shape::Walk;
use super::{bounds, document, numbers};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Node, Value};
use crate::standard::Version;

/// Rewrites a schema whose sub-schemas are canonical already.
pub(in crate::dialect) fn rewrite(walk: &mut Walk<'_>, node: &mut Node) {
    if walk.version.has_json_schema() {
        nullable_31(walk, node);
        types(node);
        bounds::exclusive(node, "exclusiveMinimum", "minimum");
        bounds::exclusive(node, "exclusiveMaximum", "maximum");
        examples(walk, node);
        if let Some(named) = node.get("$schema") {
            schema_dialect(walk, named);
        }
    }
    if walk.version == Version::V20 {
        super::super::swagger::schema(walk, node);
    }
    document::lost_discriminator(walk, node);
    numbers::bounds(node);
    numbers::values(node);
    node.rename("xml", "x-canonical-xml");
}

/// `nullable` was removed in 3.1; whoever writes it means it.
fn nullable_31(walk: &mut Walk<'_>, node: &Node) {
    if let Some(entry) = node.entry("nullable").filter(|entry| entry.value.value == Value::Bool(true)) {
        walk.diagnostics.push(
            Diagnostic::warning(
                dialect::NULLABLE_31,
                entry.key_span,
                format!("`nullable` does not exist in {}", walk.version.name()),
            )
            .note("it is read as if null were allowed")
            .help(match node.get("type").is_some() {
                true => "write `type: [..., 'null']`",
                false => "write `anyOf: [{ ... }, { type: 'null' }]`, with the `$ref` or the other keywords in the first branch",
            }),
        );
    }
}

/// A list of types: null becomes `nullable`; one other type stays a type; several go to a reserved key.
fn types(node: &mut Node) {
    let Some(entry) = node.entry("type") else { return };
    let span = entry.value.span;
    let mut names: Vec<Node> = match &entry.value.value {
        Value::Sequence(names) => names.clone(),
        Value::String(name) if name == "null" => vec![entry.value.clone()],
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_) => return,
    };
    let nullable = names.iter().any(is_null);
    if names.iter().any(|name| !is_null(name)) {
        names.retain(|name| !is_null(name));
        if nullable {
            node.set("nullable", span, Value::Bool(true));
        }
    }
    let mut distinct: Vec<Node> = Vec::new();
    for name in names {
        if distinct.iter().all(|known| known.as_str() != name.as_str()) {
            distinct.push(name);
        }
    }
    match (distinct.len(), distinct.iter().position(|name| !is_null(name))) {
        (1, Some(only)) => node.set("type", span, distinct.swap_remove(only).value),
        (_, _) => {
            node.set("type", span, Value::Sequence(distinct));
            node.rename("type", "x-canonical-types");
        }
    }
}

fn is_null(name: &Node) -> bool {
    name.as_str() == Some("null")
}

/// The list of examples is kept; its first is `example` if there is none.
fn examples(walk: &mut Walk<'_>, node: &mut Node) {
    if let Some(examples) = node.get("examples").filter(|examples| !matches!(examples.value, Value::Sequence(_))) {
        let ignored = Diagnostic::warning(dialect::IGNORED_KEY, examples.span, "`examples` of a schema is a list of values");
        walk.diagnostics.push(ignored.note("these are ignored").help("write the values alone, as a list"));
    }
    let first = node.get("examples").and_then(|examples| examples.elements().first()).cloned();
    if let Some(first) = first.filter(|_| node.get("example").is_none()) {
        node.set("example", first.span, first.value);
    }
    node.rename("examples", "x-canonical-examples");
}

/// The base of what OpenAPI and JSON Schema call their own dialects.
const DIALECTS: [&str; 2] = ["https://spec.openapis.org/oas/3.", "https://json-schema.org/draft/2020-12/"];

/// `jsonSchemaDialect` and `$schema`: schemas are read as JSON Schema 2020-12, whatever they name.
pub(super) fn schema_dialect(walk: &mut Walk<'_>, named: &Node) {
    let Some(name) = named.as_str().filter(|name| !DIALECTS.iter().any(|known| name.starts_with(known))) else { return };
    walk.diagnostics.push(
        Diagnostic::warning(
            dialect::OTHER_SCHEMA_DIALECT,
            named.span,
            format!("`{name}` is no dialect of JSON Schema that is known"),
        )
        .note("the schemas are read as JSON Schema 2020-12"),
    );
}
