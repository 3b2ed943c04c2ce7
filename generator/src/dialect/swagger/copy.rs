//! Before the walk: shared parameters and responses whose canonical form depends on the operation are copied into it.
//!
//! Fields of a form become one body together; a body and a response have the media types of their operation.

use super::super::copies::Copies;
use super::super::reference::{Target, target};
use super::{Facts, is};
use crate::node::{Node, Value};
use crate::standard::{self, Version};

/// Copies into every operation of the document.
pub(super) fn shared(root: &mut Node, facts: &Facts, copies: &mut Copies) {
    let parameters = root.get("parameters").cloned();
    let responses = root.get("responses").cloned();
    let items = root.entry_mut("paths").and_then(|paths| paths.value.entries_mut()).into_iter().flatten();
    for item in items {
        let inherited = inherited(&mut item.value, parameters.as_ref());
        for method in standard::methods(Version::V20) {
            let Some(operation) = item.value.entry_mut(method).map(|entry| &mut entry.value) else { continue };
            inherit(operation, &inherited, parameters.as_ref(), copies);
            fields(operation, parameters.as_ref(), facts, copies);
            if operation.get("produces").is_some_and(|own| !same(own, &facts.produces)) {
                copy_responses(operation, responses.as_ref(), copies);
            }
        }
    }
}

/// Takes the body and the fields of a form out of the parameters of a path item.
fn inherited(item: &mut Node, shared: Option<&Node>) -> Vec<Node> {
    let Some(Value::Sequence(elements)) = item.entry_mut("parameters").map(|entry| &mut entry.value.value) else {
        return Vec::new();
    };
    let (taken, kept) = std::mem::take(elements).into_iter().partition(|node| is_content(followed(node, "parameters", shared)));
    *elements = kept;
    taken
}

fn inherit(operation: &mut Node, inherited: &[Node], shared: Option<&Node>, copies: &mut Copies) {
    let own = operation.get("parameters").map(Node::elements).unwrap_or_default();
    let identity = |node: &Node| {
        let node = followed(node, "parameters", shared);
        let name = node.get("name").filter(|_| !is(node, "in", "body")).and_then(Node::as_str).map(str::to_owned);
        (node.get("in").and_then(Node::as_str).map(str::to_owned), name)
    };
    let known: Vec<_> = own.iter().map(identity).collect();
    let fresh: Vec<Node> = inherited.iter().filter(|node| !known.contains(&identity(node))).cloned().collect();
    if fresh.is_empty() || !fresh.iter().all(|node| copies.allow(node, 1)) {
        return;
    }
    match operation.entry_mut("parameters").map(|entry| &mut entry.value.value) {
        Some(Value::Sequence(elements)) => elements.extend(fresh),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_)) => {}
        None => operation.set("parameters", operation.span, Value::Sequence(fresh)),
    }
}

/// Fields of a form are always copied; a body only where the operation has media types of its own.
fn fields(operation: &mut Node, shared: Option<&Node>, facts: &Facts, copies: &mut Copies) {
    let own_types = operation.get("consumes").is_some_and(|own| !same(own, &facts.consumes));
    let parameters = operation.entry_mut("parameters").map(|entry| &mut entry.value.value);
    let Some(Value::Sequence(elements)) = parameters else { return };
    for element in elements {
        let found = followed(element, "parameters", shared);
        let depends = is(found, "in", "formData") || own_types && is(found, "in", "body");
        if depends && element.get("$ref").is_some() && copies.allow(found, 1) {
            *element = found.clone();
        }
    }
}

fn copy_responses(operation: &mut Node, shared: Option<&Node>, copies: &mut Copies) {
    let responses = operation.entry_mut("responses").and_then(|entry| entry.value.entries_mut());
    for response in responses.into_iter().flatten() {
        let found = followed(&response.value, "responses", shared);
        if response.value.get("$ref").is_some() && copies.allow(found, 1) {
            response.value = found.clone();
        }
    }
}

fn same(own: &Node, shared: &[Node]) -> bool {
    own.elements().iter().map(Node::as_str).eq(shared.iter().map(Node::as_str))
}

fn is_content(parameter: &Node) -> bool {
    is(parameter, "in", "body") || is(parameter, "in", "formData")
}

/// A chain of references that is longer leads nowhere.
const LONGEST_CHAIN: usize = 64;

/// What a chain of references leads to, or the node itself.
pub(super) fn followed<'n>(node: &'n Node, kind: &str, shared: Option<&'n Node>) -> &'n Node {
    let step = |node: &&'n Node| match target(Version::V20, node.get("$ref")?.as_str()?) {
        Target::Component(found, name) if found == kind => shared?.get(&name),
        Target::Component(..) | Target::Place(_) | Target::Anchor | Target::External | Target::Malformed => None,
    };
    std::iter::successors(Some(node), step).take(LONGEST_CHAIN).last().unwrap_or(node)
}
