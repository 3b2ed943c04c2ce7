//! Scalars: the type that the standard asks for, and the few ways of writing them that leave no doubt.

use super::complaints::{found, wrong_type};
use super::shape::Walk;
use super::table::{Since, Version};
use crate::diagnostic::{Diagnostic, codes::dialect, suggest};
use crate::node::{Node, Value};

/// A string. A number or boolean is taken as the text that stands in the file.
pub(super) fn text(walk: &mut Walk<'_>, node: &mut Node) {
    match &node.value {
        Value::String(_) => {}
        Value::Number(_) | Value::Bool(_) => {
            let written = walk.sources.text(node.span).to_owned();
            walk.diagnostics.push(
                Diagnostic::warning(dialect::READ_AS_TEXT, node.span, format!("expected a string, found {}", found(node)))
                    .note(format!("it is read as the text `{written}`"))
                    .help("quote it"),
            );
            node.value = Value::String(written);
        }
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => walk.diagnostics.push(wrong_type("a string", node)),
    }
}

/// One of several strings, each in some versions.
pub(super) fn dated_word(walk: &mut Walk<'_>, node: &mut Node, words: &'static [(&'static str, Since)]) {
    let known: Vec<_> = words.iter().filter(|(_, since)| since.covers(walk.version)).map(|(word, _)| *word).collect();
    word(walk, node, &known);
}

/// One of several strings.
pub(super) fn word(walk: &mut Walk<'_>, node: &mut Node, words: &[&'static str]) {
    text(walk, node);
    let Some(written) = node.as_str() else { return };
    if words.contains(&written) {
        return;
    }
    let list: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    let diagnostic = Diagnostic::error(dialect::NOT_ALLOWED, node.span, format!("`{written}` is not allowed here"))
        .note(format!("the standard allows {}", list.join(", ")));
    walk.diagnostics.push(match suggest::nearest(written, words.iter().copied()) {
        Some(word) => diagnostic.help(format!("did you mean `{word}`?")),
        None => diagnostic,
    });
}

/// `true` or `false`; also as a string.
pub(super) fn boolean(walk: &mut Walk<'_>, node: &mut Node) {
    let value = match &node.value {
        Value::Bool(_) => return,
        Value::String(text) if text == "true" => true,
        Value::String(text) if text == "false" => false,
        Value::String(_) | Value::Null | Value::Number(_) | Value::Sequence(_) | Value::Mapping(_) => {
            walk.diagnostics.push(wrong_type("`true` or `false`", node));
            return;
        }
    };
    read_from_text(walk, node, "a boolean");
    node.value = Value::Bool(value);
}

/// A number; also as a string.
pub(super) fn number(walk: &mut Walk<'_>, node: &mut Node) {
    let parsed = match &node.value {
        Value::Number(_) => return,
        Value::String(text) => crate::node::scalar::resolve(text),
        Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => {
            walk.diagnostics.push(wrong_type("a number", node));
            return;
        }
    };
    match parsed {
        crate::node::scalar::Scalar::Number(number) => {
            read_from_text(walk, node, "a number");
            node.value = Value::Number(number);
        }
        crate::node::scalar::Scalar::Null
        | crate::node::scalar::Scalar::Bool(_)
        | crate::node::scalar::Scalar::NotFinite
        | crate::node::scalar::Scalar::String => walk.diagnostics.push(wrong_type("a number", node)),
    }
}

/// A whole number that is not negative, written in any way: `1.0` and `1e3` are whole.
pub(super) fn count(walk: &mut Walk<'_>, node: &mut Node) {
    number(walk, node);
    let Some(written) = node.as_number() else { return };
    match super::decimal::whole(written) {
        Some(whole) if !whole.starts_with('-') => node.value = Value::Number(whole),
        Some(_) | None => walk.diagnostics.push(Diagnostic::error(
            dialect::OUT_OF_RANGE,
            node.span,
            format!("expected a whole number that is not negative, found `{written}`"),
        )),
    }
}

fn read_from_text(walk: &mut Walk<'_>, node: &Node, expected: &str) {
    walk.diagnostics.push(
        Diagnostic::warning(dialect::READ_FROM_TEXT, node.span, format!("expected {expected}, found a string"))
            .note("it is read as what its text says")
            .help("remove the quotes"),
    );
}

const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "array", "object", "null"];

/// `type` of a schema.
pub(super) fn types(walk: &mut Walk<'_>, node: &mut Node) {
    match &mut node.value {
        Value::Sequence(elements) if walk.version.has_json_schema() => {
            let mut elements = std::mem::take(elements);
            elements.iter_mut().for_each(|element| type_name(walk, element));
            if elements.is_empty() {
                walk.diagnostics.push(Diagnostic::error(dialect::EMPTY_LIST, node.span, "a list of types must not be empty"));
            }
            node.value = Value::Sequence(elements);
        }
        Value::Sequence(_) => walk.diagnostics.push(
            wrong_type("one type", node).note("a list of types is part of OpenAPI since 3.1").help(match walk.version {
                Version::V20 => "write one type, and `x-nullable: true` for null",
                Version::V30 | Version::V31 | Version::V32 => "write `nullable: true` for null, and `oneOf` for several types",
            }),
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_) => type_name(walk, node),
    }
}

fn type_name(walk: &mut Walk<'_>, node: &mut Node) {
    let is_null = matches!(node.value, Value::Null);
    if is_null {
        walk.diagnostics.push(wrong_type("the name of a type", node).help("write `'null'` in quotes"));
        return;
    }
    text(walk, node);
    let Some(written) = node.as_str() else { return };
    let known = TYPES.contains(&written) && (written != "null" || walk.version.has_json_schema());
    if known {
        return;
    }
    let diagnostic = Diagnostic::error(dialect::UNKNOWN_TYPE, node.span, format!("there is no type `{written}`"));
    walk.diagnostics.push(match (written, suggest::nearest(written, TYPES)) {
        ("null", _) if walk.version == Version::V20 => {
            diagnostic.note("it exists since OpenAPI 3.1").help("write `x-nullable: true` beside another type")
        }
        ("null", _) => diagnostic.note("it exists since OpenAPI 3.1").help("write `nullable: true` beside another type"),
        ("file", _) if walk.version == Version::V20 => diagnostic.note("files are parameters in `formData`, or whole responses"),
        ("file", _) => diagnostic.help("write `type: string` with `format: binary`"),
        (_, Some(name)) => diagnostic.help(format!("did you mean `{name}`?")),
        (_, None) => diagnostic,
    });
}
