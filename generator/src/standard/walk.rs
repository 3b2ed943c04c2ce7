//! The walk: what stands in an object of a tree, as the table says. Who walks keeps what is known of a place, and goes on from
//! there.

use super::table::{Inside, Kind, Object};
use super::{Field, plain_key};
use crate::node::{Entry, Node, Value};

/// How the keys of a tree are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// As a description has them.
    Written,
    /// As the canonical form has them: newer fields under reserved keys.
    Canonical,
}

/// A member of an object that holds something of the standard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member<'n> {
    pub(crate) entry: &'n Entry,
    /// The field; `None` for a member with a patterned key.
    pub(crate) field: Option<&'static Field>,
    pub(crate) kind: &'static Kind,
}

/// An object of the standard in the value of a member.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'n> {
    pub(crate) node: &'n Node,
    pub(crate) described: &'static Object,
    pub(crate) step: Step<'n>,
}

/// What leads from the value of a member to an object in it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'n> {
    /// It is the value.
    Whole,
    /// An element of the list.
    Element(usize),
    /// A member of the mapping with free keys.
    Member(&'n Entry),
}

/// The members of an object that may hold objects, in the order of the tree. Versions make no difference: what is of another
/// one was reported, or will be.
pub(crate) fn members<'n>(node: &'n Node, described: &'static Object, keys: Keys) -> impl Iterator<Item = Member<'n>> {
    let entries = node.entries().iter().filter(|entry| is_collection(&entry.value));
    entries.filter_map(move |entry| member(entry, described, keys))
}

fn member<'n>(entry: &'n Entry, described: &'static Object, keys: Keys) -> Option<Member<'n>> {
    let key = match keys {
        Keys::Written => entry.key.as_str(),
        Keys::Canonical => plain_key(&entry.key),
    };
    let field = described.field(key);
    let kind = match field {
        Some(field) => Some(&field.kind),
        None => described.member(&entry.key),
    };
    Some(Member { entry, field, kind: kind? })
}

/// The objects of a value. What has another shape than the table says, which a tree may have before it is checked, holds none.
pub(crate) fn parts<'n>(value: &'n Node, kind: &'static Kind, found: &mut dyn FnMut(Part<'n>)) {
    match (kind.inside(), &value.value) {
        (Inside::Object(described, _), Value::Mapping(_)) => found(Part { node: value, described, step: Step::Whole }),
        (Inside::Elements(part), Value::Sequence(elements)) => {
            for (index, element) in elements.iter().enumerate() {
                parts(element, part, &mut |part| found(Part { step: Step::Element(index), ..part }));
            }
        }
        (Inside::Members(part), Value::Mapping(entries)) => {
            for entry in entries {
                parts(&entry.value, part, &mut |part| found(Part { step: Step::Member(entry), ..part }));
            }
        }
        (Inside::Object(..) | Inside::Elements(_) | Inside::Members(_) | Inside::Nothing, _) => {}
    }
}

/// The objects in the members of an object.
pub(crate) fn children<'n>(node: &'n Node, described: &'static Object, keys: Keys, found: &mut dyn FnMut(Member<'n>, Part<'n>)) {
    for member in members(node, described, keys) {
        parts(&member.entry.value, member.kind, &mut |part| found(member, part));
    }
}

/// Hands each object of a tree as a description has it to `change`, inner ones first.
pub(crate) fn change(node: &mut Node, described: &'static Object, change_one: &mut dyn FnMut(&mut Node, &'static Object)) {
    let Value::Mapping(entries) = &mut node.value else { return };
    for entry in entries.iter_mut().filter(|entry| is_collection(&entry.value)) {
        if let Some(kind) = described.member(&entry.key) {
            change_parts(&mut entry.value, kind, change_one);
        }
    }
    change_one(node, described);
}

fn change_parts(value: &mut Node, kind: &'static Kind, change_one: &mut dyn FnMut(&mut Node, &'static Object)) {
    match (kind.inside(), &mut value.value) {
        (Inside::Object(described, _), Value::Mapping(_)) => change(value, described, change_one),
        (Inside::Elements(part), Value::Sequence(elements)) => {
            elements.iter_mut().for_each(|element| change_parts(element, part, change_one));
        }
        (Inside::Members(part), Value::Mapping(entries)) => {
            entries.iter_mut().for_each(|entry| change_parts(&mut entry.value, part, change_one));
        }
        (Inside::Object(..) | Inside::Elements(_) | Inside::Members(_) | Inside::Nothing, _) => {}
    }
}

fn is_collection(node: &Node) -> bool {
    matches!(node.value, Value::Sequence(_) | Value::Mapping(_))
}
