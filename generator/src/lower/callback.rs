//! Webhooks and callbacks: operations that the described side calls (OpenAPI 3.1.1, sections 4.8.1 and 4.8.18).

use indexmap::IndexMap;

use super::context::Context;
use super::{key, path};
use crate::document;
use crate::ir::{Operation, OperationKey};
use crate::node::{Entry, Node};
use crate::pointer::Pointer;

/// References between callbacks that lead no further than this.
const LONGEST_CHAIN: usize = 16;

/// The path items of callbacks, by where they stand.
#[derive(Default)]
pub(super) struct Callbacks {
    all: IndexMap<Pointer, Callback>,
    /// How many of them are lowered.
    lowered: usize,
}

#[derive(Default)]
struct Callback {
    /// The operations that ask for it.
    asked_by: Vec<OperationKey>,
    operations: Vec<Operation>,
}

impl Callbacks {
    /// The operations in the order in which they were first asked for.
    fn operations(self) -> Vec<Operation> {
        let with_askers = |callback: Callback| {
            let asked_by = callback.asked_by;
            callback.operations.into_iter().map(move |operation| Operation { asked_by: asked_by.clone(), ..operation })
        };
        self.all.into_values().flat_map(with_askers).collect()
    }
}

/// The document's webhooks, in order.
pub(super) fn webhooks(cx: &mut Context<'_>) -> Vec<Operation> {
    let at = Pointer::root().child(key::WEBHOOKS);
    let entries = cx.node(&at).map_or(&[][..], Node::entries);
    entries.iter().filter(|entry| !is_extension(entry)).flat_map(|entry| item(cx, &entry.value, &at.child(&entry.key))).collect()
}

/// Notes the callbacks that an operation asks for.
pub(super) fn of_operation(cx: &mut Context<'_>, operation: &openapiv3::Operation, asking: &Operation) {
    for name in operation.callbacks.keys() {
        let Some((callback, at)) = callback(cx, asking.pointer.child("callbacks").child(name)) else { continue };
        for entry in callback.entries().iter().filter(|entry| !is_extension(entry)) {
            let at = at.child(&entry.key);
            let asked_by = &mut cx.callbacks.all.entry(at).or_default().asked_by;
            if asked_by.last() != Some(&asking.key) {
                asked_by.push(asking.key.clone());
            }
        }
    }
}

/// Lowers the callbacks that operations ask for: each once, whoever asks, and one after the other, since each may lead to the next.
pub(super) fn all(cx: &mut Context<'_>) -> Vec<Operation> {
    while let Some((at, _)) = cx.callbacks.all.get_index(cx.callbacks.lowered) {
        let at = at.clone();
        let operations = cx.node(&at).map(|node| item(cx, node, &at)).unwrap_or_default();
        if let Some((_, callback)) = cx.callbacks.all.get_index_mut(cx.callbacks.lowered) {
            callback.operations = operations;
        }
        cx.callbacks.lowered += 1;
    }
    std::mem::take(&mut cx.callbacks).operations()
}

/// The callback at a place, or that a reference there leads to. In the canonical form a reference looks like a path item.
fn callback<'a>(cx: &Context<'a>, mut at: Pointer) -> Option<(&'a Node, Pointer)> {
    for _ in 0..LONGEST_CHAIN {
        let node = cx.node(&at)?;
        let reference = node.get("$ref").or_else(|| node.get("x-canonical-ref")?.get("x-canonical-ref"));
        let Some(reference) = reference else { return Some((node, at)) };
        at = cx.target(reference.as_str()?)?.at;
    }
    None
}

fn is_extension(entry: &Entry) -> bool {
    entry.key.starts_with("x-")
}

fn item(cx: &mut Context<'_>, node: &Node, at: &Pointer) -> Vec<Operation> {
    match document::part(node) {
        Ok(item) => path::operations_of(cx, "", &item, at).into_iter().map(|(_, operation)| operation).collect(),
        Err(diagnostic) => {
            cx.tell(diagnostic);
            Vec::new()
        }
    }
}
