//! References to media types (3.2), which the typed document cannot hold: the members of the target are copied in. A schema
//! of the target is referred to, so that it is one type wherever it is used.

use std::collections::HashMap;

use super::copies::Copies;
use super::reference::{Target, target};
use crate::node::{Entry, Node, Value};
use crate::source::Span;
use crate::standard::{self, Id, Kind, Object, Version, walk};

/// A chain of media types that is longer leads nowhere.
const LONGEST_CHAIN: usize = 16;

/// Copies referenced media types to where they are used. A reference that leads nowhere stays for the check of references.
pub(super) fn inline(root: &mut Node, copies: &mut Copies) {
    let shared = root.get("components").and_then(|components| components.get("mediaTypes")).map(Node::entries);
    let components: HashMap<String, Node> =
        shared.unwrap_or_default().iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    if components.is_empty() {
        return;
    }
    // What is copied may refer to others, even to itself.
    for _ in 0..LONGEST_CHAIN {
        let mut replaced = false;
        walk::change(root, standard::root(Version::V32), &mut |node, described| {
            replaced |= described.id == Id::MediaType && replace(node, described, &components, copies);
        });
        if !replaced {
            return;
        }
    }
}

/// Whether the place of a reference was taken by what it leads to.
fn replace(media: &mut Node, described: &'static Object, components: &HashMap<String, Node>, copies: &mut Copies) -> bool {
    let mut next = name(media);
    for _ in 0..LONGEST_CHAIN {
        let Some((key, span)) = next else { return false };
        let Some(found) = components.get(&key) else { return false };
        next = name(found);
        if next.is_none() && copies.allow(found, 1) {
            media.value = Value::Mapping(found.entries().iter().map(|entry| member(entry, described, &key, span)).collect());
            return true;
        }
    }
    false
}

/// The component that a media type refers to, and where it says so.
fn name(media: &Node) -> Option<(String, Span)> {
    let reference = media.get("$ref")?;
    match target(Version::V32, reference.as_str()?) {
        Target::Component(kind, name) if kind == "mediaTypes" => Some((name, reference.span)),
        Target::Component(..) | Target::Place(_) | Target::Anchor | Target::External | Target::Malformed => None,
    }
}

fn member(entry: &Entry, described: &'static Object, name: &str, span: Span) -> Entry {
    let is_schema = described.member(&entry.key).and_then(Kind::refers).is_some_and(|object| object.id == Id::Schema);
    let inline = is_schema && matches!(entry.value.value, Value::Mapping(_)) && entry.value.get("$ref").is_none();
    if !inline {
        return entry.clone();
    }
    let escaped = name.replace('~', "~0").replace('/', "~1").replace('%', "%25");
    let text = Value::String(format!("#/components/mediaTypes/{escaped}/{}", entry.key));
    let reference = Entry { key: "$ref".to_owned(), key_span: span, value: Node::made(span, text) };
    Entry { value: Node::made(span, Value::Mapping(vec![reference])), ..entry.clone() }
}
