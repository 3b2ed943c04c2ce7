//! Paths: from path items to operations.

use std::collections::HashMap;

use openapiv3::{PathItem, ReferenceOr};

use super::context::Context;
use super::{operation, route};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::document;
use crate::ir::{Operation, OperationKey};
use crate::pointer::Pointer;
use crate::source::Span;
use crate::standard::{self, RESERVED};

/// Every operation with its first tag, in the order of the document.
pub(super) fn operations(cx: &mut Context<'_>) -> Vec<(String, Operation)> {
    let document = cx.document;
    let mut all = Vec::new();
    for (path, item) in &document.paths.paths {
        let at = Pointer::from_text("/paths").child(path);
        if template(cx, path, &at) {
            all.extend(path_item(cx, path, item, &at));
        }
    }
    route::tell_apart(cx, &mut all);
    all
}

/// Whether a path key is a template that can be routed.
fn template(cx: &mut Context<'_>, path: &str, at: &Pointer) -> bool {
    let span = cx.key_span(at);
    let path = route::read(path).template;
    let balanced = path.split('/').all(|segment| {
        let mut open = false;
        let ok = segment.chars().all(|c| match c {
            '{' => !std::mem::replace(&mut open, true),
            '}' => std::mem::replace(&mut open, false),
            _ => true,
        });
        ok && !open
    });
    if !balanced {
        let message = format!("the braces of `{path}` do not match");
        cx.tell(
            Diagnostic::error(lowering::PATH_TEMPLATE, span, message).help("write each variable as `{name}`, and no other brace"),
        );
    }
    balanced
}

fn path_item(cx: &mut Context<'_>, path: &str, item: &ReferenceOr<PathItem>, at: &Pointer) -> Vec<(String, Operation)> {
    let Some((item, at)) = cx.resolve(item, at) else { return Vec::new() };
    operations_of(cx, path, &item, &at)
}

/// The operations of a path item that stands at a place, with their first tags; `path` is its key in `paths`.
pub(super) fn operations_of(cx: &mut Context<'_>, path: &str, item: &PathItem, at: &Pointer) -> Vec<(String, Operation)> {
    let order: Vec<String> =
        cx.node(at).map_or(Vec::new(), |node| node.entries().iter().map(|entry| entry.key.clone()).collect());
    let mut methods: Vec<_> = item.iter().collect();
    methods.sort_by_key(|(method, _)| order.iter().position(|key| key == method));
    let mut operations = Vec::new();
    for (method, operation) in methods {
        operations.push(tagged(cx, (path, method), item, operation, at));
    }
    operations.extend(standard::reserved_methods().filter_map(|method| newer(cx, (path, method), item, at)));
    operations
}

fn tagged(
    cx: &mut Context<'_>,
    (path, member): (&str, &str),
    item: &PathItem,
    operation: &openapiv3::Operation,
    at: &Pointer,
) -> (String, Operation) {
    let tag = operation.tags.first().cloned().unwrap_or_default();
    (tag, operation::lower(cx, (path, member), item, operation, at))
}

/// A method that 3.0 lacks, such as QUERY, for which the typed document has no field.
fn newer(cx: &mut Context<'_>, (path, method): (&str, &str), item: &PathItem, at: &Pointer) -> Option<(String, Operation)> {
    let member = format!("{RESERVED}{method}");
    match document::part::<openapiv3::Operation>(cx.node(&at.child(&member))?) {
        Ok(operation) => Some(tagged(cx, (path, &member), item, &operation, at)),
        Err(diagnostic) => {
            cx.tell(diagnostic);
            None
        }
    }
}

/// The method and path that a member of a path item stands for.
pub(super) fn key(path: &str, member: &str) -> OperationKey {
    let method = standard::plain_key(member).to_uppercase();
    OperationKey::path(method, path)
}

/// Tells of operations that have the `operationId` of another.
pub(super) fn unique_ids<'o>(cx: &mut Context<'_>, operations: impl Iterator<Item = &'o Operation>) {
    let mut seen: HashMap<&str, &OperationKey> = HashMap::new();
    for operation in operations {
        let Some(id) = &operation.operation_id else { continue };
        if let Some(other) = seen.insert(id, &operation.key) {
            let span: Span = cx.span(&operation.pointer.child("operationId"));
            cx.tell(
                Diagnostic::error(lowering::DUPLICATE_OPERATION_ID, span, format!("`{id}` is the operationId of two operations"))
                    .note(format!("`{other}` and `{}`", operation.key))
                    .help("give each operation its own"),
            );
        }
    }
}
