//! Rewrites of the Schema Object: from JSON Schema 2020-12 to the dialect of OpenAPI 3.0 with reserved keys.

use super::super::shape::Walk;
use super::super::table::Version;
use super::{bounds, numbers};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Node, Value};

/// Keywords that 3.0 lacks: kept under a reserved key with the same value.
const KEPT: [&str; 27] = [
    "const",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "$defs",
    "definitions",
    "dependencies",
    "$id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$dynamicRef",
    "$vocabulary",
    "$comment",
];

/// Rewrites a schema whose sub-schemas are canonical already.
pub(super) fn rewrite(walk: &mut Walk<'_>, node: &mut Node) {
    if walk.version == Version::V31 {
        nullable_31(walk, node);
        types(node);
        bounds::exclusive(node, "exclusiveMinimum", "minimum");
        bounds::exclusive(node, "exclusiveMaximum", "maximum");
        examples(walk, node);
    }
    numbers::bounds(node);
    numbers::values(node);
    let entries = node.entries_mut().into_iter().flatten();
    for entry in entries {
        let kept = entry.key == "xml" || walk.version == Version::V31 && KEPT.contains(&entry.key.as_str());
        if kept {
            entry.key.insert_str(0, "x-canonical-");
        }
    }
}

/// `nullable` was removed in 3.1; whoever writes it means it.
fn nullable_31(walk: &mut Walk<'_>, node: &Node) {
    if let Some(entry) = node.entry("nullable").filter(|entry| entry.value.value == Value::Bool(true)) {
        walk.diagnostics.push(
            Diagnostic::warning(dialect::NULLABLE_31, entry.key_span, "`nullable` does not exist in OpenAPI 3.1")
                .note("it is read as if null were allowed")
                .help("write `type: [..., 'null']`"),
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
        walk.diagnostics.push(ignored.note("these are ignored"));
    }
    let first = node.get("examples").and_then(|examples| examples.elements().first()).cloned();
    if let Some(first) = first.filter(|_| node.get("example").is_none()) {
        node.set("example", first.span, first.value);
    }
    node.rename("examples", "x-canonical-examples");
}
