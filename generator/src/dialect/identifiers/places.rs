//! The objects of a document with where they stand and which base URI applies to them.

use std::collections::HashMap;

use super::super::standard::OPENAPI;
use super::super::table::{Inside, Kind, Object, Others, Role};
use super::uri;
use crate::node::Node;
use crate::source::Span;

/// Where an object stands.
pub(super) struct Place {
    /// The reference tokens that lead to it.
    pub(super) tokens: Vec<String>,
    /// The base URI, without fragment; relative where nothing says more.
    pub(super) base: String,
    /// Whether it is a schema.
    pub(super) is_schema: bool,
}

/// A schema that an anchor names.
pub(super) struct Anchor {
    pub(super) tokens: Vec<String>,
    /// It is a `$dynamicAnchor`.
    pub(super) dynamic: bool,
}

/// What the identifiers of a document lead to.
pub(super) struct Index {
    /// The base URI of the document itself.
    pub(super) base: String,
    /// Schemas with an `$id`, and the document, by URI.
    pub(super) resources: HashMap<String, Vec<String>>,
    /// By the URI of the resource, and the name.
    pub(super) anchors: HashMap<(String, String), Anchor>,
    /// The places of dynamic anchors, by name.
    pub(super) dynamic: HashMap<String, Vec<Span>>,
}

/// What is known about a tree before its shape is checked.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// It is a whole description.
    Description,
    /// It is a file that a description refers to: a schema, or definitions under any keys.
    File,
}

/// Lists the identifiers of a document that lies at `location`.
pub(super) fn index(root: &Node, shape: Shape, location: &str) -> Index {
    let own = root.get("$self").and_then(Node::as_str).unwrap_or_default();
    let base = uri::resolve(location, own).0;
    let mut index = Index { base: base.clone(), resources: HashMap::new(), anchors: HashMap::new(), dynamic: HashMap::new() };
    index.resources.insert(base.clone(), Vec::new());
    each(root, shape, &base, &mut |node, place| {
        if !place.is_schema {
            return;
        }
        if node.get("$id").is_some_and(|id| id.as_str().is_some()) {
            index.resources.insert(place.base.clone(), place.tokens.clone());
        }
        for (key, dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            let Some(anchor) = node.get(key) else { continue };
            let Some(name) = anchor.as_str() else { continue };
            index.anchors.insert((place.base.clone(), name.to_owned()), Anchor { tokens: place.tokens.clone(), dynamic });
            if dynamic {
                index.dynamic.entry(name.to_owned()).or_default().push(anchor.span);
            }
        }
    });
    index
}

/// Visits every object of the standard in a document, outer ones first.
pub(super) fn each<'n>(root: &'n Node, shape: Shape, base: &str, visit: &mut dyn FnMut(&'n Node, &Place)) {
    let mut place = Place { tokens: Vec::new(), base: base.to_owned(), is_schema: false };
    match shape {
        Shape::Description => object(root, &OPENAPI, &mut place, visit),
        Shape::File => anything(root, &mut place, visit),
    }
}

/// Keys under which any value may stand, also one that looks like a schema.
const DATA: [&str; 7] = ["enum", "const", "default", "example", "examples", "value", "dataValue"];

/// Keys under which authors name what they define.
const NAMES: [&str; 6] = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions", "schemas"];

/// Every mapping counts as a schema, unless it is data or a list of names.
fn anything<'n>(node: &'n Node, place: &mut Place, visit: &mut dyn FnMut(&'n Node, &Place)) {
    let before = place.base.clone();
    place.is_schema = true;
    if let Some(id) = node.get("$id").and_then(Node::as_str) {
        place.base = uri::resolve(&before, id).0;
    }
    visit(node, place);
    for (index, node) in node.elements().iter().enumerate() {
        below(index.to_string(), place, &mut |place| anything(node, place, visit));
    }
    let members = node.entries().iter().filter(|entry| !DATA.contains(&entry.key.as_str()) && !entry.key.starts_with("x-"));
    for entry in members {
        below(entry.key.clone(), place, &mut |place| match NAMES.contains(&entry.key.as_str()) {
            true => entry.value.entries().iter().for_each(|named| {
                below(named.key.clone(), place, &mut |place| anything(&named.value, place, visit));
            }),
            false => anything(&entry.value, place, visit),
        });
    }
    place.base = before;
}

fn below(token: String, place: &mut Place, inner: &mut dyn FnMut(&mut Place)) {
    place.tokens.push(token);
    inner(place);
    place.tokens.pop();
}

fn object<'n>(node: &'n Node, described: &'static Object, place: &mut Place, visit: &mut dyn FnMut(&'n Node, &Place)) {
    let before = place.base.clone();
    place.is_schema = described.role == Role::Schema;
    if place.is_schema
        && let Some(id) = node.get("$id").and_then(Node::as_str)
    {
        place.base = uri::resolve(&before, id).0;
    }
    visit(node, place);
    for entry in node.entries() {
        let kind = match (described.field(&entry.key), &described.others) {
            (Some(field), _) => field.kind,
            (None, Others::Patterned(_, kind)) if !entry.key.starts_with("x-") => *kind,
            (None, Others::Patterned(..) | Others::Unknown | Others::Annotations) => continue,
        };
        place.tokens.push(entry.key.clone());
        value(&entry.value, &kind, place, visit);
        place.tokens.pop();
    }
    place.base = before;
}

fn value<'n>(node: &'n Node, kind: &Kind, place: &mut Place, visit: &mut dyn FnMut(&'n Node, &Place)) {
    match kind.inside() {
        Inside::Object(described) => object(node, described, place, visit),
        Inside::Elements(element) => {
            for (index, node) in node.elements().iter().enumerate() {
                place.tokens.push(index.to_string());
                value(node, element, place, visit);
                place.tokens.pop();
            }
        }
        Inside::Members(member) => {
            for entry in node.entries() {
                place.tokens.push(entry.key.clone());
                value(&entry.value, member, place, visit);
                place.tokens.pop();
            }
        }
        Inside::Nothing => {}
    }
}
