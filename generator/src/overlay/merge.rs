//! Update: how one value is merged into another (Overlay Specification, Action Object).

use serde_json::{Map, Value as Json};

use super::Version;
use super::subject::{Target, mirror};
use crate::diagnostic::{Diagnostic, codes::overlay as codes};
use crate::node::{Entry, Node, Value};

/// Updates a node that a target selects, in both forms; says whether it was changed. What cannot be combined goes to
/// `diagnostics`.
pub(super) fn update(version: Version, target: Target<'_>, new: &Node, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let appends_one = match version {
        Version::V10 => true,
        Version::V11 => !matches!(new.value, Value::Sequence(_)),
    };
    match (&mut target.node.value, target.image.as_array_mut()) {
        (Value::Sequence(elements), Some(images)) if appends_one => {
            elements.push(new.clone());
            images.push(mirror(new));
            true
        }
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_), _) => {
            merge(target, new, diagnostics)
        }
    }
}

/// Mappings are merged member by member, lists are appended, scalars are replaced; there is no other combination.
fn merge(target: Target<'_>, new: &Node, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let Target { node, image } = target;
    match (&mut node.value, &new.value) {
        (Value::Mapping(entries), Value::Mapping(added)) => {
            let Some(images) = image.as_object_mut() else { return false };
            let mut changed = false;
            for entry in added {
                changed |= member(entries, images, entry, diagnostics);
            }
            changed
        }
        (Value::Sequence(elements), Value::Sequence(added)) => {
            let Some(images) = image.as_array_mut() else { return false };
            elements.extend_from_slice(added);
            images.extend(added.iter().map(mirror));
            !added.is_empty()
        }
        (old, value) if is_scalar(old) && is_scalar(value) => {
            let changed = old != value;
            if changed {
                *image = mirror(new);
                *node = new.clone();
            }
            changed
        }
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_), _) => {
            refuse(node, new, diagnostics);
            false
        }
    }
}

/// Merges one member into a mapping, or adds it.
fn member(entries: &mut Vec<Entry>, images: &mut Map<String, Json>, new: &Entry, diagnostics: &mut Vec<Diagnostic>) -> bool {
    match (entries.iter_mut().find(|old| old.key == new.key), images.get_mut(&new.key)) {
        (Some(old), Some(image)) => merge(Target { node: &mut old.value, image }, &new.value, diagnostics),
        (Some(_) | None, _) => {
            images.insert(new.key.clone(), mirror(&new.value));
            entries.push(new.clone());
            true
        }
    }
}

pub(super) fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
        Value::Sequence(_) | Value::Mapping(_) => false,
    }
}

/// One diagnostic for each part of an update, however many targets it does not fit.
fn refuse(target: &Node, new: &Node, diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.iter().any(|known| known.code == codes::INCOMPATIBLE && known.span == Some(new.span)) {
        return;
    }
    diagnostics.push(
        Diagnostic::error(codes::INCOMPATIBLE, new.span, format!("{} cannot be updated with {}", target.words(), new.words()))
            .label(new.words())
            .related(target.span, format!("{} in the document", target.words()))
            .note("Overlay Specification, Action Object: mappings are merged, lists appended, other values replaced")
            .help("remove the old value with an action of its own first, and add the new one after"),
    );
}
