//! The objects of a document with where they stand and which base URI applies to them.

use std::collections::HashMap;

use super::uri;
use crate::node::Node;
use crate::source::Span;
use crate::standard::walk::{self, Keys, Step};
use crate::standard::{self, Id, Object, Version};

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
    /// The URI of each schema with an `$id`, by its place. Parts of a file have one together.
    pub(super) homes: HashMap<Vec<String>, String>,
    /// By the URI of the resource, and the name.
    pub(super) anchors: HashMap<(String, String), Anchor>,
    /// The places of dynamic anchors, by name.
    pub(super) dynamic: HashMap<String, Vec<Span>>,
}

/// What is known about a tree before its shape is checked.
#[derive(Clone, Copy, PartialEq, Eq)]
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
    let mut index = Index {
        base: base.clone(),
        resources: HashMap::new(),
        homes: HashMap::new(),
        anchors: HashMap::new(),
        dynamic: HashMap::new(),
    };
    index.resources.insert(base.clone(), Vec::new());
    each(root, shape, &base, &mut |node, place| {
        if !place.is_schema {
            return;
        }
        if node.get("$id").is_some_and(|id| id.as_str().is_some()) {
            index.resources.insert(place.base.clone(), place.tokens.clone());
            index.homes.insert(place.tokens.clone(), place.base.clone());
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
        Shape::Description => object(root, standard::root(Version::V32), &mut place, visit),
        Shape::File => anything(root, &mut place, visit),
    }
}

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
    let members = node.entries().iter().filter(|entry| !standard::holds_data(&entry.key) && !entry.key.starts_with("x-"));
    for entry in members {
        below(entry.key.clone(), place, &mut |place| match standard::names_schemas(&entry.key) {
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
    place.is_schema = described.id == Id::Schema;
    if place.is_schema
        && let Some(id) = node.get("$id").and_then(Node::as_str)
    {
        place.base = uri::resolve(&before, id).0;
    }
    visit(node, place);
    walk::children(node, described, Keys::Written, &mut |member, part| {
        let length = place.tokens.len();
        place.tokens.push(member.entry.key.clone());
        match part.step {
            Step::Whole => {}
            Step::Element(index) => place.tokens.push(index.to_string()),
            Step::Member(entry) => place.tokens.push(entry.key.clone()),
        }
        object(part.node, part.described, place, visit);
        place.tokens.truncate(length);
    });
    place.base = before;
}
