//! The document's own objects: info, tags, and what is not generated.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::context::Context;
use super::docs;
use super::{callback, path, server};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Api, Docs, Group, Operation, Tag, Types};
use crate::pointer::Pointer;

/// Everything but the types, which are still being made while operations are lowered.
pub(super) fn lower(cx: &mut Context<'_>) -> Api {
    let document = cx.document;
    let info = &document.info;
    let summary =
        cx.tree.get("info").and_then(|info| info.get("x-canonical-summary")).and_then(|node| node.as_str()).map(str::to_owned);
    let operations = path::operations(cx);
    let webhooks = callback::webhooks(cx);
    let callbacks = callback::all(cx);
    let all = operations.iter().map(|(_, operation)| operation).chain(&webhooks).chain(&callbacks);
    path::unique_ids(cx, all);
    let groups = [(Group::Webhooks, webhooks), (Group::Callbacks, callbacks)];
    Api {
        title: info.title.clone(),
        version: info.version.clone(),
        docs: docs::typed(summary.as_ref(), info.description.as_ref(), document.external_docs.as_ref()),
        servers: server::servers(cx, &document.servers, &Pointer::from_text("/servers")),
        types: Types::default(),
        tags: tags(cx, operations, groups),
        security_schemes: std::mem::take(&mut cx.security_schemes),
        xml: BTreeMap::new(),
        fields: BTreeMap::new(),
        answers: BTreeMap::new(),
        bodies: std::mem::take(&mut cx.bodies),
        wrapped: BTreeSet::new(),
        runtime_features: BTreeSet::new(),
    }
}

/// Operations by their first tag: those of `tags` first, then as they are used; then the groups that are no tags.
fn tags(cx: &Context<'_>, operations: Vec<(String, Operation)>, groups: [(Group, Vec<Operation>); 2]) -> Vec<Tag> {
    let mut tags: IndexMap<String, Tag> = IndexMap::new();
    for (index, tag) in cx.document.tags.iter().enumerate() {
        let rust_name = docs::chosen_at(cx, &Pointer::root().child("tags").index(index));
        let docs = Docs { rust_name, ..docs::typed(None, tag.description.as_ref(), tag.external_docs.as_ref()) };
        tags.entry(tag.name.clone()).or_insert_with(|| Tag { name: tag.name.clone(), docs, ..Tag::default() });
    }
    for (name, operation) in operations {
        let tag = tags.entry(name.clone()).or_insert_with(|| Tag { name, ..Tag::default() });
        tag.operations.push(operation);
    }
    let mut tags: Vec<Tag> = tags.into_values().collect();
    tags.extend(groups.map(|(group, operations)| Tag { group, operations, ..Tag::default() }));
    tags.retain(|tag| !tag.operations.is_empty());
    tags
}

/// Tells that a construct is read and nothing is made of it.
pub(super) fn not_generated(cx: &mut Context<'_>, span: crate::source::Span, what: &str) {
    cx.tell(
        Diagnostic::warning(lowering::NOT_GENERATED, span, format!("{what} are not generated"))
            .note("the schemas that they refer to are; the rest of this part is documentation only"),
    );
}
