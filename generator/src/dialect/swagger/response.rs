//! Responses: schema and examples become content, once for each media type.

use super::super::shape::Walk;
use super::{mapping, operation};
use crate::node::{Entry, Node, Value};

/// Rewrites a response; `types` are the media types that apply to it.
pub(super) fn rewrite(walk: &mut Walk<'_>, node: &mut Node, types: &[Node]) {
    if node.get("$ref").is_some() {
        return;
    }
    let examples = node.take("examples");
    let Some(schema) = node.take("schema") else {
        if let Some(examples) = examples {
            node.set("x-canonical-examples", examples.key_span, examples.value.value);
        }
        return;
    };
    let is_file = super::is(&schema.value, "format", "binary");
    let types = operation::limited(walk, &schema.value, types);
    let types = match (types.is_empty(), is_file) {
        (true, true) => vec![Node::made(schema.key_span, super::text("application/octet-stream"))],
        (_, _) => operation::or_json(walk, types, "produces", schema.key_span),
    };
    let media = Value::Mapping(vec![schema.clone()]);
    let mut content = Node::made(schema.key_span, operation::content(schema.key_span, &types, &media));
    for example in examples.map(|entry| entry.value.entries().to_vec()).unwrap_or_default() {
        place(node, &mut content, example);
    }
    node.set("content", schema.key_span, content.value);
}

/// An example belongs to its media type; one for a media type that is not produced is kept apart.
fn place(node: &mut Node, content: &mut Node, example: Entry) {
    match content.entry_mut(&example.key) {
        Some(media) => media.value.set("example", example.value.span, example.value.value),
        None => {
            let mut kept = node.take("x-canonical-examples").map_or_else(|| mapping(example.key_span), |entry| entry.value);
            kept.set(&example.key, example.value.span, example.value.value);
            node.set("x-canonical-examples", kept.span, kept.value);
        }
    }
}
