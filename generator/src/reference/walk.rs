//! Walks a tree along the standard's objects and finds what refers.

use super::kind::{Holds, Kind};
use crate::node::{Node, Value};

/// What a reference is expected to lead to, and so how its text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// `$ref`, where such an object is expected.
    Object(Kind),
    /// A value of `discriminator.mapping`: the name of a schema or a reference to one.
    Mapping,
    /// `$ref` where the standard has no references.
    Misplaced,
}

/// Whether a reference out of the document may stand somewhere in the tree: a cheap look that errs on the safe side.
pub(super) fn leads_out(node: &Node) -> bool {
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
        Value::Sequence(elements) => elements.iter().any(leads_out),
        Value::Mapping(entries) => entries.iter().any(|entry| match (entry.key.as_str(), &entry.value.value) {
            ("$ref", Value::String(text)) => !text.starts_with('#'),
            ("defaultMapping", Value::String(text)) => names_a_place(text),
            ("mapping", Value::Mapping(values)) => values.iter().any(|value| value.value.as_str().is_some_and(names_a_place)),
            (_, _) => leads_out(&entry.value),
        }),
    }
}

/// Whether the value of a mapping looks like a reference to another document.
pub(super) fn names_a_place(text: &str) -> bool {
    let file = [".yaml", ".yml", ".json"].iter().any(|extension| text.to_ascii_lowercase().ends_with(extension));
    !text.starts_with('#') && (file || text.contains(['/', '#']))
}

/// Calls `found` for each reference with the text's node, in the order of the document.
pub(super) fn references<'n>(node: &'n Node, kind: Kind, found: &mut dyn FnMut(&'n Node, Place)) {
    if let Some(text) = reference(node) {
        found(text, place(kind));
    }
    node.elements().iter().for_each(|element| references(element, kind, found));
    for entry in node.entries() {
        match kind.member(&entry.key) {
            Holds::Data => {}
            Holds::One(kind) => references(&entry.value, kind, found),
            Holds::Map(kind) => members(&entry.value, kind, found),
        }
        if kind == Kind::Schema && entry.key == "discriminator" {
            let values = entry.value.get("mapping").map(Node::entries).unwrap_or_default();
            values.iter().for_each(|entry| found(&entry.value, Place::Mapping));
            entry.value.get("defaultMapping").into_iter().for_each(|value| found(value, Place::Mapping));
        }
    }
}

fn members<'n>(node: &'n Node, kind: Kind, found: &mut dyn FnMut(&'n Node, Place)) {
    if let Some(text) = reference(node) {
        found(text, Place::Misplaced);
    }
    node.entries().iter().for_each(|entry| references(&entry.value, kind, found));
}

fn place(kind: Kind) -> Place {
    match kind.section() {
        Some(_) => Place::Object(kind),
        None => Place::Misplaced,
    }
}

/// The text of `$ref`.
pub(super) fn reference(node: &Node) -> Option<&Node> {
    node.get("$ref").filter(|text| text.as_str().is_some())
}

/// The text of `$ref`, if nothing stands beside it.
pub(super) fn bare(node: &Node) -> Option<&Node> {
    reference(node).filter(|_| node.entries().len() == 1)
}

/// Hands each object with a `$ref`, and each value of a mapping, to `change`; inner ones first.
pub(super) fn rewrite(node: &mut Node, kind: Kind, change: &mut dyn FnMut(&mut Node, Place)) {
    objects(node, kind, &mut |node, kind| {
        if kind == Kind::Schema {
            mapping(node, change);
        }
        if reference(node).is_some() {
            change(node, place(kind));
        }
    });
}

fn mapping(schema: &mut Node, change: &mut dyn FnMut(&mut Node, Place)) {
    let Some(discriminator) = schema.entry_mut("discriminator") else { return };
    for entry in discriminator.value.entries_mut().into_iter().flatten() {
        match entry.key.as_str() {
            "mapping" => {
                entry.value.entries_mut().into_iter().flatten().for_each(|entry| change(&mut entry.value, Place::Mapping))
            }
            "defaultMapping" => change(&mut entry.value, Place::Mapping),
            _ => {}
        }
    }
}

/// Hands each object of the standard to `change`; inner ones first.
pub(super) fn objects(node: &mut Node, kind: Kind, change: &mut dyn FnMut(&mut Node, Kind)) {
    match &mut node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        Value::Sequence(elements) => elements.iter_mut().for_each(|element| objects(element, kind, change)),
        Value::Mapping(entries) => {
            for entry in entries {
                match kind.member(&entry.key) {
                    Holds::Data => {}
                    Holds::One(kind) => objects(&mut entry.value, kind, change),
                    Holds::Map(kind) => {
                        entry.value.entries_mut().into_iter().flatten().for_each(|entry| objects(&mut entry.value, kind, change));
                    }
                }
            }
            change(node, kind);
        }
    }
}
