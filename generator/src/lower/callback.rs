//! Webhooks and callbacks: operations that the described side calls (OpenAPI 3.1.1, sections 4.8.1 and 4.8.18).

use std::collections::HashSet;

use indexmap::IndexMap;

use super::context::Context;
use super::{key, path};
use crate::diagnostic::{Diagnostic, codes::lowering};
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
    /// What operations ask for that are lowered: where it stands, and who asks.
    asked: Vec<(Pointer, OperationKey)>,
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
    let mut known = HashSet::new();
    for name in operation.callbacks.keys() {
        let Some((callback, at)) = callback(cx, asking.pointer.child("callbacks").child(name)) else { continue };
        let places = callback.entries().iter().filter(|entry| !is_extension(entry)).map(|entry| at.child(&entry.key));
        let fresh = places.filter(|at| known.insert(at.clone()));
        cx.callbacks.asked.extend(fresh.map(|at| (at, asking.key.clone())));
    }
}

/// Lowers the callbacks that operations ask for: each once, whoever asks, followed by those that its operations ask for. They lead from one
/// to the next as far as they like.
pub(super) fn all(cx: &mut Context<'_>) -> Vec<Operation> {
    let mut rest = std::mem::take(&mut cx.callbacks.asked);
    rest.reverse();
    while let Some((at, asking)) = rest.pop() {
        let known = cx.callbacks.all.contains_key(&at);
        cx.callbacks.all.entry(at.clone()).or_default().asked_by.push(asking);
        if !known && let Some(node) = cx.node(&at) {
            let operations = item(cx, node, &at);
            cx.callbacks.all.entry(at).or_default().operations = operations;
            rest.extend(std::mem::take(&mut cx.callbacks.asked).into_iter().rev());
        }
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
        Ok(item) => {
            let operations = path::operations_of(cx, "", &item, at).into_iter();
            let operations: Vec<_> = operations.map(|(_, operation)| Operation { servers: Vec::new(), ..operation }).collect();
            tell_servers(cx, at);
            operations.iter().for_each(|operation| tell_servers(cx, &operation.pointer));
            operations
        }
        Err(diagnostic) => {
            cx.tell(diagnostic);
            Vec::new()
        }
    }
}

/// Tells the servers of a path item or an operation that is sent to a URL.
fn tell_servers(cx: &mut Context<'_>, at: &Pointer) {
    let at = at.child("servers");
    if cx.node(&at).is_some() {
        let span = cx.key_span(&at);
        cx.tell(
            Diagnostic::warning(lowering::NO_PATH, span, "what is sent to a URL of its own has no servers")
                .note("a webhook or a callback is sent to a URL that comes whole, so these are not used")
                .help("remove `servers`"),
        );
    }
}
