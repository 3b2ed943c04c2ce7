//! References between path items, which the typed document cannot hold: the members of the target are copied in.

use std::collections::HashMap;

use super::copies::Copies;
use super::hoist::object_at;
use super::reference::{Target, target};
use crate::diagnostic::{Diagnostic, codes::dialect, codes::references};
use crate::node::{Entry, Index, Node, Value};
use crate::pointer::Pointer;
use crate::standard::walk::Keys;
use crate::standard::{self, Id, Object, Version, walk};

/// A chain of path items that is longer leads nowhere.
const LONGEST_CHAIN: usize = 16;

/// Copies referenced path items to where they are used, wherever one may stand. Members beside `$ref` win.
pub(super) fn inline(root: &mut Node, version: Version, copies: &mut Copies, diagnostics: &mut Vec<Diagnostic>) {
    // What is copied may hold callbacks that refer to others.
    for _ in 0..LONGEST_CHAIN {
        let mut found = HashMap::new();
        let tree = Tree { root, index: Index::default(), version };
        visit(root, standard::root(version), &mut |item| {
            if let Some(reference) = item.get("$ref")
                && let Some(members) = copied(&tree, reference, copies, diagnostics)
            {
                found.insert(reference.span, members);
            }
        });
        if found.is_empty() {
            return;
        }
        walk::change(root, standard::root(version), &mut |node, described| {
            let copy = node.get("$ref").filter(|_| described.id == Id::PathItem).and_then(|reference| found.get(&reference.span));
            if let Some(copy) = copy {
                merge(node, copy.clone(), diagnostics);
            }
        });
    }
}

/// A tree in which path items are looked for.
struct Tree<'n> {
    root: &'n Node,
    index: Index<'n>,
    version: Version,
}

/// Hands each path item of a tree to `visit_one`; none stands in a schema.
fn visit(node: &Node, described: &'static Object, visit_one: &mut dyn FnMut(&Node)) {
    if described.id == Id::Schema {
        return;
    }
    if described.id == Id::PathItem {
        visit_one(node);
    }
    walk::children(node, described, Keys::Written, &mut |_, part| visit(part.node, part.described, visit_one));
}

/// The members of the path item that a reference leads to; `None` if it is a bad one.
fn copied(tree: &Tree<'_>, reference: &Node, copies: &mut Copies, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Entry>> {
    let mut members: Vec<Entry> = Vec::new();
    let mut next = Some(reference);
    for _ in 0..LONGEST_CHAIN {
        let Some(text) = next.map(Node::as_str) else { return Some(members) };
        let Some(found) = text.and_then(|text| follow(tree, text)) else {
            diagnostics.extend(text.and_then(|text| dangling(tree.version, text, reference)));
            return None;
        };
        if !copies.allow(found, 1) {
            return None;
        }
        let fresh = found.entries().iter().filter(|entry| entry.key != "$ref").filter(|entry| !has(&members, &entry.key));
        let fresh: Vec<Entry> = fresh.cloned().collect();
        members.extend(fresh);
        next = found.get("$ref");
    }
    diagnostics.push(Diagnostic::error(references::CYCLE, reference.span, "this chain of path items does not end"));
    None
}

fn has(members: &[Entry], key: &str) -> bool {
    members.iter().any(|member| member.key == key)
}

fn follow<'n>(tree: &Tree<'n>, text: &str) -> Option<&'n Node> {
    let tokens = match target(tree.version, text) {
        Target::Component(kind, name) => vec!["components".to_owned(), kind, name],
        Target::Place(tokens) => tokens,
        Target::Anchor | Target::External | Target::Malformed => return None,
    };
    let is_path = matches!(tokens.as_slice(), [owner, _] if owner == "paths");
    let is_item = is_path || object_at(standard::root(tree.version), &tokens).is_some_and(|object| object.id == Id::PathItem);
    let pointer = tokens.iter().fold(Pointer::root(), |pointer, token| pointer.child(token));
    is_item.then(|| tree.index.at(tree.root, &pointer)).flatten()
}

/// What the walk does not say: since 3.0 it checks references to path items like all others.
fn dangling(version: Version, text: &str, reference: &Node) -> Option<Diagnostic> {
    let nothing = || Diagnostic::error(references::DANGLING, reference.span, format!("there is no path item at `{text}`"));
    match (version, target(version, text)) {
        (Version::V30 | Version::V31 | Version::V32, _) => None,
        (Version::V20, Target::External) => Some(super::reference::external(reference.span, text)),
        (Version::V20, Target::Component(..) | Target::Place(_) | Target::Anchor | Target::Malformed) => Some(nothing()),
    }
}

fn merge(item: &mut Node, copy: Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) {
    let Value::Mapping(entries) = &mut item.value else { return };
    entries.retain(|entry| entry.key != "$ref");
    for entry in copy {
        match entries.iter().find(|own| own.key == entry.key) {
            Some(own) => diagnostics.extend(hidden(own, &entry)),
            None => entries.push(entry),
        }
    }
}

/// Says that a field beside `$ref` hides one of the object that it leads to. Documentation is meant to be replaced.
pub(crate) fn hidden(own: &Entry, other: &Entry) -> Option<Diagnostic> {
    let is_documentation = matches!(own.key.as_str(), "summary" | "description") || own.key.starts_with("x-");
    let message = format!("what `$ref` leads to has `{}`, too", own.key);
    (!is_documentation).then(|| {
        Diagnostic::warning(dialect::HIDDEN_FIELD, own.key_span, message)
            .related(other.key_span, "not used here")
            .note("the standard leaves open which of the two counts")
            .help("keep one of them")
    })
}
