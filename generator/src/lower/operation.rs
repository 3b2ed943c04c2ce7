//! An operation.

use openapiv3::PathItem;

use super::context::Context;
use super::{callback, content, docs, key, parameter, path, response, security, server};
use crate::ir::{Docs, Operation};
use crate::pointer::Pointer;

/// Lowers the operation that stands at `member` of `item` (which stands at `item_at`).
pub(super) fn lower(
    cx: &mut Context<'_>,
    (template, member): (&str, &str),
    item: &PathItem,
    operation: &openapiv3::Operation,
    item_at: &Pointer,
) -> Operation {
    let at = item_at.child(member);
    let words = docs::typed(operation.summary.as_ref(), operation.description.as_ref(), operation.external_docs.as_ref());
    let parameters = parameter::all(cx, template, item, operation, item_at, &at);
    let lowered = Operation {
        route: super::route::of_operation(template),
        operation_id: operation.operation_id.clone(),
        docs: Docs { deprecated: operation.deprecated, rust_name: docs::chosen_at(cx, &at), ..words },
        parameters,
        request_body: operation.request_body.as_ref().and_then(|body| content::request_body(cx, body, &at.child("requestBody"))),
        responses: response::all(cx, member, &operation.responses, &at.child("responses")),
        security: security::requirements(cx, operation, &at),
        servers: server::of_operation(cx, (item, item_at), (operation, &at)),
        asked_by: Vec::new(),
        key: key::at(cx.tree, &at).unwrap_or_else(|| path::key(template, member)),
        pointer: at,
    };
    callback::of_operation(cx, operation, &lowered);
    lowered
}
