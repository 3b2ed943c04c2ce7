//! Finds what refers in a tree. All versions of OpenAPI 3 at once, since the shape is checked later; what stands elsewhere
//! (examples, defaults, extensions) is data, and a `$ref` in it is no reference.

use super::wholes::is_copied;
use crate::node::{Node, Value};
use crate::standard::walk::{self, Keys};
use crate::standard::{self, Id, Inside, Object, Version};

/// What a reference is expected to lead to, and so how its text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// `$ref`, where such an object is expected.
    Object(Id),
    /// A value of `discriminator.mapping`: the name of a schema or a reference to one.
    Mapping,
    /// `$dynamicRef`: what it leads to by itself must be there; what it means is settled later.
    Dynamic,
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
pub(super) fn references<'n>(
    node: &'n Node,
    version: Version,
    described: &'static Object,
    found: &mut dyn FnMut(&'n Node, Place),
) {
    if let Some(text) = reference(node)
        && let Some(place) = place(version, described)
    {
        found(text, place);
    }
    if described.id == Id::Schema
        && let Some(text) = node.get("$dynamicRef").filter(|text| text.as_str().is_some())
    {
        found(text, Place::Dynamic);
    }
    if described.id == Id::Discriminator {
        let values = node.get("mapping").map(Node::entries).unwrap_or_default();
        values.iter().for_each(|entry| found(&entry.value, Place::Mapping));
        node.get("defaultMapping").into_iter().for_each(|value| found(value, Place::Mapping));
    }
    for member in walk::members(node, described, Keys::Written) {
        let value = &member.entry.value;
        if let Some(text) = reference(value).filter(|_| matches!(member.kind.inside(), Inside::Members(_)))
            && member.kind.holds().is_some_and(standard::leads)
        {
            found(text, Place::Misplaced);
        }
        walk::parts(value, member.kind, &mut |part| references(part.node, version, part.described, found));
    }
}

/// What a `$ref` in such an object is; `None` in one that has to do with no reference, where the key is as unknown as any other.
pub(super) fn place(version: Version, described: &'static Object) -> Option<Place> {
    match is_copied(described.id) || standard::section(version, described.id).is_some() {
        true => Some(Place::Object(described.id)),
        false => standard::leads(described).then_some(Place::Misplaced),
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
pub(super) fn rewrite(node: &mut Node, version: Version, described: &'static Object, change: &mut dyn FnMut(&mut Node, Place)) {
    walk::change(node, described, &mut |node, described| {
        if described.id == Id::Discriminator {
            mapping(node, change);
        }
        if reference(node).is_some()
            && let Some(place) = place(version, described)
        {
            change(node, place);
        }
    });
}

fn mapping(discriminator: &mut Node, change: &mut dyn FnMut(&mut Node, Place)) {
    for entry in discriminator.entries_mut().into_iter().flatten() {
        match entry.key.as_str() {
            "mapping" => {
                entry.value.entries_mut().into_iter().flatten().for_each(|entry| change(&mut entry.value, Place::Mapping))
            }
            "defaultMapping" => change(&mut entry.value, Place::Mapping),
            _ => {}
        }
    }
}
