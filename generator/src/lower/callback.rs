//! Webhooks and callbacks: operations that the described side calls (OpenAPI 3.1.1, sections 4.8.1 and 4.8.18).

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
pub(super) struct Callbacks(IndexMap<Pointer, Callback>);

#[derive(Default)]
struct Callback {
    /// The operations that ask for it.
    asked_by: Vec<OperationKey>,
    operations: Vec<Operation>,
}

impl Callbacks {
    /// The operations in the order in which they were first asked for.
    pub(super) fn operations(self) -> Vec<Operation> {
        let with_askers = |callback: Callback| {
            let asked_by = callback.asked_by;
            callback.operations.into_iter().map(move |operation| Operation { asked_by: asked_by.clone(), ..operation })
        };
        self.0.into_values().flat_map(with_askers).collect()
    }
}

/// The document's webhooks, in order.
pub(super) fn webhooks(cx: &mut Context<'_>) -> Vec<Operation> {
    let at = Pointer::root().child(key::WEBHOOKS);
    let entries = cx.node(&at).map_or(&[][..], Node::entries);
    entries.iter().filter(|entry| !is_extension(entry)).flat_map(|entry| item(cx, entry, &at.child(&entry.key))).collect()
}

/// Lowers the callbacks that an operation asks for. Those of `components` are lowered once, whoever asks.
pub(super) fn of_operation(cx: &mut Context<'_>, operation: &openapiv3::Operation, asking: &Operation) {
    for name in operation.callbacks.keys() {
        let Some((callback, at)) = callback(cx, asking.pointer.child("callbacks").child(name)) else { continue };
        for entry in callback.entries().iter().filter(|entry| !is_extension(entry)) {
            let at = at.child(&entry.key);
            let known = cx.callbacks.0.contains_key(&at);
            let asked_by = &mut cx.callbacks.0.entry(at.clone()).or_default().asked_by;
            if !asked_by.contains(&asking.key) {
                asked_by.push(asking.key.clone());
            }
            if !known {
                let operations = item(cx, entry, &at);
                cx.callbacks.0.entry(at).or_default().operations = operations;
            }
        }
    }
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

fn item(cx: &mut Context<'_>, entry: &Entry, at: &Pointer) -> Vec<Operation> {
    match document::part(&entry.value) {
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
