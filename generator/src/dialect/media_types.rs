//! References to media types (3.2), which the typed document cannot hold: the members of the target are copied in. A schema
//! of the target is referred to, so that it is one type wherever it is used.

use std::collections::HashMap;

use super::copies::Copies;
use super::reference::{Target, target};
use super::table::Version;
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// A chain of media types that is longer leads nowhere.
const LONGEST_CHAIN: usize = 16;

/// Copies referenced media types to where they are used: under `content` anywhere in the document. A reference that leads
/// nowhere stays for the check of references.
pub(super) fn inline(root: &mut Node, copies: &mut Copies) {
    let components: HashMap<String, Node> = root
        .get("components")
        .and_then(|components| components.get("mediaTypes"))
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .map(|entry| (entry.key.clone(), entry.value.clone()))
        .collect();
    if !components.is_empty() {
        within(root, &components, copies);
    }
}

fn within(node: &mut Node, components: &HashMap<String, Node>, copies: &mut Copies) {
    match &mut node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                if entry.key == "content" {
                    entry
                        .value
                        .entries_mut()
                        .into_iter()
                        .flatten()
                        .for_each(|media| replace(&mut media.value, components, copies));
                }
                within(&mut entry.value, components, copies);
            }
        }
        Value::Sequence(elements) => elements.iter_mut().for_each(|element| within(element, components, copies)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn replace(media: &mut Node, components: &HashMap<String, Node>, copies: &mut Copies) {
    let mut next = name(media);
    for _ in 0..LONGEST_CHAIN {
        let Some((key, span)) = next else { return };
        let Some(found) = components.get(&key) else { return };
        next = name(found);
        if next.is_none() && copies.allow(found, 1) {
            media.value = Value::Mapping(found.entries().iter().map(|entry| member(entry, &key, span)).collect());
        }
    }
}

/// The component that a media type refers to, and where it says so.
fn name(media: &Node) -> Option<(String, Span)> {
    let reference = media.get("$ref")?;
    match target(Version::V32, reference.as_str()?) {
        Target::Component(kind, name) if kind == "mediaTypes" => Some((name, reference.span)),
        Target::Component(..) | Target::Place(_) | Target::Anchor | Target::External | Target::Malformed => None,
    }
}

fn member(entry: &Entry, name: &str, span: Span) -> Entry {
    let is_schema = matches!(entry.key.as_str(), "schema" | "itemSchema");
    let inline = is_schema && matches!(entry.value.value, Value::Mapping(_)) && entry.value.get("$ref").is_none();
    if !inline {
        return entry.clone();
    }
    let escaped = name.replace('~', "~0").replace('/', "~1").replace('%', "%25");
    let text = Value::String(format!("#/components/mediaTypes/{escaped}/{}", entry.key));
    let reference = Entry { key: "$ref".to_owned(), key_span: span, value: Node::made(span, text) };
    Entry { value: Node::made(span, Value::Mapping(vec![reference])), ..entry.clone() }
}
