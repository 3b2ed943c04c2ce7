//! An operation.

use openapiv3::PathItem;

use super::context::Context;
use super::{api, content, docs, parameter, response, security};
use crate::ir::{Docs, Operation};
use crate::pointer::Pointer;

/// Lowers the operation that stands at `member` of `item` (which stands at `item_at`).
pub(super) fn lower(
    cx: &mut Context<'_>,
    (path, member): (&str, &str),
    item: &PathItem,
    operation: &openapiv3::Operation,
    item_at: &Pointer,
) -> Operation {
    let at = item_at.child(member);
    super::path::refuse_servers(cx, &operation.servers, &at);
    if !operation.callbacks.is_empty() {
        let span = cx.key_span(&at.child("callbacks"));
        api::not_generated(cx, span, "callbacks");
    }
    let words = docs::typed(operation.summary.as_ref(), operation.description.as_ref(), operation.external_docs.as_ref());
    let parameters = parameter::all(cx, path, item, operation, item_at, &at);
    Operation {
        route: super::route::of_operation(cx, path, &parameters),
        operation_id: operation.operation_id.clone(),
        docs: Docs { deprecated: operation.deprecated, rust_name: docs::chosen_at(cx, &at), ..words },
        parameters,
        request_body: operation.request_body.as_ref().and_then(|body| content::request_body(cx, body, &at.child("requestBody"))),
        responses: response::all(cx, &operation.responses, &at.child("responses")),
        security: security::requirements(cx, operation, &at),
        pointer: at,
        key: super::path::key(path, member),
    }
}
