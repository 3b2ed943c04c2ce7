//! Update: how one value is merged into another (Overlay Specification, Action Object).

use super::{Version, kind};
use crate::diagnostic::{Diagnostic, codes::overlay as codes};
use crate::node::{Node, Value};

/// Updates a node that a target selects; says whether it was changed. What cannot be combined goes to `diagnostics`.
pub(super) fn update(version: Version, target: &mut Node, new: &Node, diagnostics: &mut Vec<Diagnostic>) -> bool {
    if let Value::Sequence(elements) = &mut target.value {
        let is_element = match version {
            Version::V10 => true,
            Version::V11 => !matches!(new.value, Value::Sequence(_)),
        };
        if is_element {
            elements.push(new.clone());
            return true;
        }
    }
    merge(target, new, diagnostics)
}

/// Mappings are merged member by member, lists are appended, scalars are replaced; there is no other combination.
fn merge(target: &mut Node, new: &Node, diagnostics: &mut Vec<Diagnostic>) -> bool {
    match (&mut target.value, &new.value) {
        (Value::Mapping(entries), Value::Mapping(added)) => {
            let mut changed = false;
            for entry in added {
                changed |= match entries.iter_mut().find(|old| old.key == entry.key) {
                    Some(old) => merge(&mut old.value, &entry.value, diagnostics),
                    None => {
                        entries.push(entry.clone());
                        true
                    }
                };
            }
            changed
        }
        (Value::Sequence(elements), Value::Sequence(added)) => {
            elements.extend_from_slice(added);
            !added.is_empty()
        }
        (old, value) if is_scalar(old) && is_scalar(value) => {
            let changed = old != value;
            if changed {
                *target = new.clone();
            }
            changed
        }
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_), _) => {
            refuse(target, new, diagnostics);
            false
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
        Diagnostic::error(codes::INCOMPATIBLE, new.span, format!("{} cannot be updated with {}", kind(target), kind(new)))
            .label(kind(new))
            .related(target.span, format!("{} in the document", kind(target)))
            .note("Overlay Specification, Action Object: mappings are merged, lists appended, other values replaced")
            .help("remove the old value with an action of its own first, and add the new one after"),
    );
}
