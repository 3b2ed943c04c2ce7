//! The document's own objects: info, tags, and what is not generated.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::context::Context;
use super::docs;
use super::{path, server};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Api, Docs, Operation, Tag, Types};
use crate::pointer::Pointer;

/// Everything but the types, which are still being made while operations are lowered.
pub(super) fn lower(cx: &mut Context<'_>) -> Api {
    let document = cx.document;
    let info = &document.info;
    let summary =
        cx.tree.get("info").and_then(|info| info.get("x-canonical-summary")).and_then(|node| node.as_str()).map(str::to_owned);
    webhooks(cx);
    let operations = path::operations(cx);
    Api {
        title: info.title.clone(),
        version: info.version.clone(),
        docs: docs::typed(summary.as_ref(), info.description.as_ref(), document.external_docs.as_ref()),
        servers: server::servers(cx),
        types: Types::default(),
        tags: tags(cx, operations),
        security_schemes: std::mem::take(&mut cx.security_schemes),
        xml: BTreeMap::new(),
        answers: BTreeMap::new(),
    }
}

/// Operations by their first tag: those of `tags` first, then as they are used.
fn tags(cx: &Context<'_>, operations: Vec<(String, Operation)>) -> Vec<Tag> {
    let mut tags: IndexMap<String, Tag> = IndexMap::new();
    for (index, tag) in cx.document.tags.iter().enumerate() {
        let rust_name = docs::chosen_at(cx, &Pointer::root().child("tags").index(index));
        let docs = Docs { rust_name, ..docs::typed(None, tag.description.as_ref(), tag.external_docs.as_ref()) };
        tags.entry(tag.name.clone()).or_insert_with(|| Tag { name: tag.name.clone(), docs, operations: Vec::new() });
    }
    for (name, operation) in operations {
        let tag = tags.entry(name.clone()).or_insert_with(|| Tag { name, docs: Docs::default(), operations: Vec::new() });
        tag.operations.push(operation);
    }
    let mut tags: Vec<Tag> = tags.into_values().collect();
    tags.retain(|tag| !tag.operations.is_empty());
    tags
}

fn webhooks(cx: &mut Context<'_>) {
    let at = Pointer::root().child("x-canonical-webhooks");
    if cx.tree.at(&at).is_some_and(|node| !node.entries().is_empty()) {
        let span = cx.key_span(&at);
        not_generated(cx, span, "webhooks");
    }
}

/// Tells that a construct is read and nothing is made of it.
pub(super) fn not_generated(cx: &mut Context<'_>, span: crate::source::Span, what: &str) {
    cx.tell(
        Diagnostic::warning(lowering::NOT_GENERATED, span, format!("{what} are not generated"))
            .note("the schemas that they refer to are; the rest of this part is documentation only"),
    );
}
