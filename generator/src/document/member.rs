//! Members of an object: there or not, of the expected type or refused.

use std::borrow::Borrow;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::tree::Tree;
use super::{Read, unfit, value};
use crate::node::{Entry, Node, Value};

/// What a member is read with when it is there and not null.
pub(super) fn optional<T>(node: &Node, key: &str, read: impl FnOnce(&Node) -> Read<T>) -> Read<Option<T>> {
    match node.get(key) {
        Some(member) if !matches!(member.value, Value::Null) => read(member).map(Some),
        Some(_) | None => Ok(None),
    }
}

/// A member that must be there.
pub(super) fn needed<T>(node: &Node, key: &str, read: impl FnOnce(&Node) -> Read<T>) -> Read<T> {
    match node.get(key) {
        Some(member) => read(member),
        None => Err(unfit(node.span, format!("`{key}` is missing")).into()),
    }
}

/// A member that is a list; absent, it is empty.
pub(super) fn list<T>(node: &Node, key: &str, read: impl FnMut(&Node) -> Read<T>) -> Read<Vec<T>> {
    Ok(optional(node, key, |member| elements(member, read))?.unwrap_or_default())
}

/// The elements of a list.
pub(super) fn elements<T>(node: &Node, mut read: impl FnMut(&Node) -> Read<T>) -> Read<Vec<T>> {
    match &node.value {
        Value::Sequence(elements) => {
            // A typed schema takes a kilobyte, so there is no room for more than there are.
            let mut list = Vec::with_capacity(elements.len());
            for element in elements {
                list.push(read(element)?);
            }
            Ok(list)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_) => {
            Err(unfit(node.span, "expected a list").into())
        }
    }
}

/// A member that maps names to values; absent, it is empty.
pub(super) fn map<T>(node: &Node, key: &str, read: impl FnMut(&Node) -> Read<T>) -> Read<IndexMap<String, T>> {
    Ok(optional(node, key, |member| members(member, read))?.unwrap_or_default())
}

/// The values of a mapping by their names, with no room for more than there are.
pub(super) fn members<T>(tree: impl Tree, mut read: impl FnMut(&Node) -> Read<T>) -> Read<IndexMap<String, T>> {
    let entries = tree.members()?.into_iter();
    let mut members = IndexMap::with_capacity(entries.len());
    for entry in entries {
        let entry = entry.borrow();
        members.insert(entry.key.clone(), read(&entry.value)?);
    }
    Ok(members)
}

/// The members of a mapping.
pub(super) fn mapping(node: &Node) -> Read<&[Entry]> {
    match &node.value {
        Value::Mapping(entries) => Ok(entries),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) => {
            Err(unfit(node.span, "expected a mapping").into())
        }
    }
}

/// A string.
pub(super) fn string(node: &Node) -> Read<String> {
    match &node.value {
        Value::String(text) => Ok(text.clone()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Sequence(_) | Value::Mapping(_) => {
            Err(unfit(node.span, "expected a string").into())
        }
    }
}

/// `true` or `false`.
pub(super) fn boolean(node: &Node) -> Read<bool> {
    match &node.value {
        Value::Bool(value) => Ok(*value),
        Value::Null | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_) => {
            Err(unfit(node.span, "expected `true` or `false`").into())
        }
    }
}

/// A number that its type can hold.
pub(super) fn number<T: std::str::FromStr>(node: &Node) -> Read<T> {
    let parsed = node.as_number().and_then(|text| text.parse().ok());
    parsed.ok_or_else(|| unfit(node.span, "expected a number that the typed document can hold").into())
}

/// A member that is a string.
pub(super) fn text(node: &Node, key: &str) -> Read<Option<String>> {
    optional(node, key, string)
}

/// A member that is `true` or `false`; absent, it is false.
pub(super) fn flag(node: &Node, key: &str) -> Read<bool> {
    Ok(optional(node, key, boolean)?.unwrap_or_default())
}

/// A member that is any JSON.
pub(super) fn any(node: &Node, key: &str) -> Option<serde_json::Value> {
    node.get(key).filter(|member| !matches!(member.value, Value::Null)).map(value::json)
}

/// Members whose keys begin with `x-`.
pub(super) fn extensions(node: &Node) -> IndexMap<String, serde_json::Value> {
    let extensions = node.entries().iter().filter(|entry| entry.key.starts_with("x-"));
    extensions.map(|entry| (entry.key.clone(), value::json(&entry.value))).collect()
}

/// A reference, or the object itself.
pub(super) fn or_reference<T>(node: &Node, read: impl FnOnce(&Node) -> Read<T>) -> Read<ReferenceOr<T>> {
    mapping(node)?;
    match node.get("$ref").and_then(Node::as_str) {
        Some(reference) => Ok(ReferenceOr::Reference { reference: reference.to_owned() }),
        None => read(node).map(ReferenceOr::Item),
    }
}
