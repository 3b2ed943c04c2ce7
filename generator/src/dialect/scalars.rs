//! Scalars: the type that the standard asks for, and the few ways of writing them that leave no doubt.

use letterpress_runtime::Number;

use super::complaints::{Expected, helped, not_allowed, quoted, section, wrong_type};
use super::mends;
use super::shape::Walk;
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Node, Value};
use crate::standard::Since;

/// A string. A number or boolean is taken as the text that stands in the file.
pub(super) fn text(walk: &mut Walk<'_>, node: &mut Node) {
    match &node.value {
        Value::String(_) => {}
        Value::Number(_) | Value::Bool(_) => {
            let written = walk.sources.text(node.span).to_owned();
            let who = walk.subject.name(walk.sources);
            walk.diagnostics.push(
                Diagnostic::warning(dialect::READ_AS_TEXT, node.span, format!("{who} must be a string, found {}", node.words()))
                    .note(format!("it is read as the text `{written}`"))
                    .help("quote it"),
            );
            node.value = Value::String(written);
        }
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => complain(walk, Expected::Text, node),
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
    let found = not_allowed(walk, node, written, words);
    walk.diagnostics.push(found);
}

fn complain(walk: &mut Walk<'_>, expected: Expected, node: &Node) {
    let found = wrong_type(walk, expected, node);
    walk.diagnostics.push(found);
}

/// `true` or `false`; also as a string.
pub(super) fn boolean(walk: &mut Walk<'_>, node: &mut Node) {
    let value = match &node.value {
        Value::Bool(_) => return,
        Value::String(text) if text == "true" => true,
        Value::String(text) if text == "false" => false,
        Value::String(_) | Value::Null | Value::Number(_) | Value::Sequence(_) | Value::Mapping(_) => {
            complain(walk, Expected::Boolean, node);
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
            complain(walk, Expected::Number, node);
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
        | crate::node::scalar::Scalar::String => complain(walk, Expected::Number, node),
    }
}

/// A whole number that is not negative, written in any way: `1.0` and `1e3` are whole.
pub(super) fn count(walk: &mut Walk<'_>, node: &mut Node) {
    number(walk, node);
    let Some(written) = node.as_number() else { return };
    match Number::parse(written).map(|number| count_of(&number)) {
        Ok(Some(whole)) => node.value = Value::Number(whole),
        Ok(None) | Err(_) => {
            let who = walk.subject.name(walk.sources);
            let message = format!("{who} must be a whole number that is not negative, found `{written}`");
            let note = section(walk.version, walk.subject.owner);
            let found = Diagnostic::error(dialect::OUT_OF_RANGE, node.span, message).note(note);
            walk.diagnostics.push(found.help("write a whole number from 0 on, or remove it"));
        }
    }
}

/// The number without fraction and exponent if it is a count; one beyond 64 bits as it is written.
fn count_of(number: &Number<'_>) -> Option<String> {
    let count = number.is_integer() && *number >= Number::from(0_u64);
    count.then(|| number.to_u64().map_or_else(|| number.text().into_owned(), |count| count.to_string()))
}

/// A number above zero. One that cannot be compared is far from it.
pub(super) fn step(walk: &mut Walk<'_>, node: &mut Node) {
    number(walk, node);
    let Some(written) = node.as_number() else { return };
    if Number::parse(written).is_ok_and(|number| number <= Number::from(0_u64)) {
        let who = walk.subject.name(walk.sources);
        let message = format!("{who} must be above zero, found `{written}`");
        let note = section(walk.version, walk.subject.owner);
        let found = Diagnostic::error(dialect::OUT_OF_RANGE, node.span, message).note(note);
        walk.diagnostics.push(found.help(mends::step(written)));
    }
}

fn read_from_text(walk: &mut Walk<'_>, node: &Node, expected: &str) {
    let who = walk.subject.name(walk.sources);
    walk.diagnostics.push(
        Diagnostic::warning(dialect::READ_FROM_TEXT, node.span, format!("{who} must be {expected}, found a string"))
            .note("it is read as what its text says")
            .help("remove the quotes"),
    );
}

/// The types of JSON Schema.
pub(super) const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "array", "object", "null"];

/// `type` of a schema.
pub(super) fn types(walk: &mut Walk<'_>, node: &mut Node) {
    match &mut node.value {
        Value::Sequence(elements) if walk.version.has_json_schema() => {
            let mut elements = std::mem::take(elements);
            elements.iter_mut().for_each(|element| type_name(walk, element));
            if elements.is_empty() {
                walk.diagnostics.push(
                    Diagnostic::error(dialect::EMPTY_LIST, node.span, "a list of types must not be empty")
                        .help("write the types, or remove `type`: a schema without it admits any value"),
                );
            }
            node.value = Value::Sequence(elements);
        }
        Value::Sequence(_) => complain(walk, Expected::Type, node),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_) => type_name(walk, node),
    }
}

fn type_name(walk: &mut Walk<'_>, node: &mut Node) {
    let is_null = matches!(node.value, Value::Null);
    if is_null {
        complain(walk, Expected::Type, node);
        return;
    }
    text(walk, node);
    let Some(written) = node.as_str() else { return };
    let known = TYPES.contains(&written) && (written != "null" || walk.version.has_json_schema());
    if known {
        return;
    }
    let types = TYPES.into_iter().filter(|name| *name != "null" || walk.version.has_json_schema());
    let note = format!("{}: {}", section(walk.version, walk.subject.owner), quoted(types.clone()));
    let diagnostic = Diagnostic::error(dialect::UNKNOWN_TYPE, node.span, format!("there is no type `{written}`")).note(note);
    walk.diagnostics.push(helped(diagnostic, mends::type_name(walk.version, written, types)));
}
