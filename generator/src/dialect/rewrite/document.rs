//! Rewrites of the document around its schemas.

use super::super::reference;
use super::super::shape::Walk;
use super::tags;
use crate::diagnostic::{Diagnostic, codes::references};
use crate::node::{Entry, Node, Value};

/// Absent `paths` (3.1) are empty.
pub(super) fn root(walk: &mut Walk<'_>, node: &mut Node) {
    tags::check(walk, node);
    if let Some(named) = node.get("jsonSchemaDialect") {
        super::schema::schema_dialect(walk, named);
    }
    if node.get("paths").is_none() {
        node.set("paths", node.span, Value::Mapping(Vec::new()));
    }
}

/// An absent `description` (3.2) is the summary, or empty.
pub(super) fn response(node: &mut Node) {
    if node.get("description").is_none() {
        let (span, text) = match node.get("summary") {
            Some(summary) => (summary.span, summary.value.clone()),
            None => (node.span, Value::String(String::new())),
        };
        node.set("description", span, text);
    }
}

/// Absent `responses` (3.1) are empty.
pub(super) fn operation(node: &mut Node) {
    if node.get("responses").is_none() {
        node.set("responses", node.span, Value::Mapping(Vec::new()));
    }
    let callbacks = node.entry_mut("callbacks").and_then(|entry| entry.value.entries_mut());
    callbacks.into_iter().flatten().for_each(|entry| referenced_callback(&mut entry.value));
}

/// The typed document reads every member of a callback as a path item, so a reference has to look like one.
fn referenced_callback(node: &mut Node) {
    let Some(reference) = node.take("$ref") else { return };
    let key = "x-canonical-ref".to_owned();
    let inner = Entry { key: key.clone(), key_span: reference.key_span, value: reference.value };
    let outer = Node::made(inner.value.span, Value::Mapping(vec![inner]));
    node.value = Value::Mapping(vec![Entry { key, key_span: reference.key_span, value: outer }]);
}

/// Extensions of a callback, for the same reason.
pub(super) fn callback(node: &mut Node) {
    let extensions = node.entries_mut().into_iter().flatten().filter(|entry| entry.key.starts_with("x-"));
    for entry in extensions {
        let value = std::mem::replace(&mut entry.value, Node::made(entry.key_span, Value::Null));
        let span = value.span;
        let inner = Entry { key: "x-canonical-value".to_owned(), key_span: entry.key_span, value };
        entry.value = Node::made(span, Value::Mapping(vec![inner]));
    }
}

/// `mutualTLS` (3.1) is a type that the typed document does not know.
pub(super) fn security_scheme(node: &mut Node) {
    let Some(kind) = node.get("type").filter(|kind| kind.as_str() == Some("mutualTLS")) else { return };
    let span = kind.span;
    let text = |text: &str| Value::String(text.to_owned());
    node.set("type", span, text("http"));
    node.set("scheme", span, text("mutualTLS"));
    node.set("x-canonical-type", span, text("mutualTLS"));
}

/// Values of `mapping` and `defaultMapping` are written as plain references; those that lead nowhere are dropped.
pub(super) fn discriminator(walk: &mut Walk<'_>, node: &mut Node) {
    if let Some(text) = node.get("defaultMapping").and_then(Node::as_str) {
        match reference::mapping(&walk.components, text) {
            Some(plain) => node.set("defaultMapping", node.span, Value::String(plain)),
            None => {
                let dropped = node.take("defaultMapping");
                walk.diagnostics.extend(dropped.map(|entry| lost_mapping(&entry, "every value that is not listed is refused")));
            }
        }
    }
    let Some(entries) = node.entry_mut("mapping").and_then(|entry| entry.value.entries_mut()) else { return };
    let leads = |entry: &Entry| entry.value.as_str().is_none_or(|text| reference::mapping(&walk.components, text).is_some());
    if !entries.is_empty() && !entries.iter().any(leads) {
        node.rename("mapping", LOST);
        return;
    }
    entries.retain_mut(|entry| {
        let Some(text) = entry.value.as_str() else { return true };
        match reference::mapping(&walk.components, text) {
            Some(plain) => {
                entry.value.value = Value::String(plain);
                true
            }
            None => {
                walk.diagnostics.push(lost_value(entry));
                false
            }
        }
    });
}

/// A mapping of which no value leads to a schema.
const LOST: &str = "x-canonical-lost";

/// A discriminator that lost its whole mapping tells no branches apart that have no names: what they hold does.
pub(super) fn lost_discriminator(walk: &mut Walk<'_>, schema: &mut Node) {
    let Some(discriminator) = schema.entry_mut("discriminator") else { return };
    let Some(lost) = discriminator.value.take(LOST) else { return };
    let branches = ["oneOf", "anyOf"].into_iter().filter_map(|keyword| schema.get(keyword)).flat_map(Node::elements);
    let inline = branches.filter(|branch| branch.get("$ref").is_none()).count();
    if inline == 0 {
        walk.diagnostics.extend(lost.value.entries().iter().map(lost_value));
        return;
    }
    schema.take("discriminator");
    let told = Diagnostic::warning(references::MAPPING, lost.key_span, "no value of this mapping leads to a schema");
    walk.diagnostics.push(
        told.note("the discriminator is dropped: its branches are told apart by what they hold")
            .help("remove the discriminator, or make its branches components and map to these"),
    );
}

fn lost_value(entry: &Entry) -> Diagnostic {
    lost_mapping(entry, &format!("`{}` is treated like a value that is not listed", entry.key))
}

fn lost_mapping(entry: &Entry, consequence: &str) -> Diagnostic {
    let text = entry.value.as_str().unwrap_or_default();
    Diagnostic::warning(references::MAPPING, entry.value.span, format!("there is no schema `{text}`"))
        .note(format!("the entry is dropped: {consequence}"))
        .help("name one of the branches, or remove it")
}
