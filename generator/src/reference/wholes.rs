//! `$ref` for a whole that the standard has no reference for, as teams write trees of files: an operation, a section of `components`, all
//! paths, the responses of an operation.
//!
//! A whole of parts becomes a reference to each part, so that a schema is one type however it is reached. An operation is copied to where it is
//! used, as a path item is: what stands inside of it has its place there.

use std::collections::HashSet;

use super::complaints;
use super::gather::{self, Graph, Spot, Target};
use super::merge;
use super::uri;
use super::walk;
use crate::diagnostic::Diagnostic;
use crate::node::{Entry, Node, Value};
use crate::source::Span;
use crate::standard::{self, Id, Inside, Kind, Object, Version};

/// Wholes inside of each other, and chains of references to them.
const DEEPEST: usize = 8;

/// What is known of wholes in a run.
#[derive(Default)]
pub(super) struct Wholes {
    /// Those that were read, by the text of their references.
    read: Vec<Span>,
    /// The texts and the keys of those that cannot be read, which was reported.
    pub(super) refused: HashSet<Span>,
    /// What was put into their places weighs.
    weight: usize,
}

impl Wholes {
    /// Notes one that is read.
    pub(super) fn note(&mut self, span: Span) {
        self.read.push(span);
    }

    /// One message for all of them.
    pub(super) fn told(&self) -> Option<Diagnostic> {
        let first = *self.read.first()?;
        Some(complaints::whole(first, self.read.len() - 1))
    }
}

/// Something that a reference of the standard cannot replace.
#[derive(Clone, Copy)]
enum Whole {
    Object(&'static Object),
    Map(&'static Kind),
}

/// Puts what they lead to into the place of such references in a target.
pub(super) fn fill(graph: &mut Graph<'_>, target: &Target) {
    for _ in 0..DEEPEST {
        let Some(mut node) =
            graph.documents.list.get_mut(target.spot.document).map(|it| it.descend(&target.spot.tokens).0.clone())
        else {
            return;
        };
        let Some(described) = standard::object(graph.version, target.kind) else { return };
        let mut filled = false;
        visit(&mut node, Whole::Object(described), graph.version, &mut |node, whole| {
            filled |= fill_one(graph, target, node, whole).is_some();
        });
        if !filled {
            return;
        }
        if let Some(document) = graph.documents.list.get_mut(target.spot.document) {
            document.replace(&target.spot.tokens, node);
        }
    }
}

/// Hands each reference in the place of a whole to `fill_one`, outer ones first.
fn visit(node: &mut Node, whole: Whole, version: Version, fill_one: &mut dyn FnMut(&mut Node, Whole)) {
    if walk::reference(node).is_some() && is_misplaced(version, whole) {
        fill_one(node, whole);
    }
    for entry in node.entries_mut().into_iter().flatten() {
        if let Some(kind) = whole.member(&entry.key) {
            inside(&mut entry.value, kind, version, fill_one);
        }
    }
}

fn inside(value: &mut Node, kind: &'static Kind, version: Version, fill_one: &mut dyn FnMut(&mut Node, Whole)) {
    match (kind.inside(), &mut value.value) {
        (Inside::Object(described, _), Value::Mapping(_)) => visit(value, Whole::Object(described), version, fill_one),
        (Inside::Members(part), Value::Mapping(_)) => visit(value, Whole::Map(part), version, fill_one),
        (Inside::Elements(part), Value::Sequence(elements)) => {
            elements.iter_mut().for_each(|element| inside(element, part, version, fill_one));
        }
        (Inside::Object(..) | Inside::Elements(_) | Inside::Members(_) | Inside::Nothing, _) => {}
    }
}

fn is_misplaced(version: Version, whole: Whole) -> bool {
    match whole {
        Whole::Object(described) => walk::place(version, described) == Some(walk::Place::Misplaced),
        Whole::Map(kind) => kind.holds().is_some_and(standard::leads),
    }
}

impl Whole {
    fn member(self, key: &str) -> Option<&'static Kind> {
        match self {
            Self::Object(described) => described.member(key),
            Self::Map(kind) => Some(kind),
        }
    }
}

/// Replaces one reference by the members of what it leads to; members beside it win.
fn fill_one(graph: &mut Graph<'_>, target: &Target, node: &mut Node, whole: Whole) -> Option<()> {
    let reference = walk::reference(node)?;
    let (text, span) = (reference.as_str()?.to_owned(), reference.span);
    let key = node.entry("$ref").map(|entry| entry.key_span);
    if graph.wholes.refused.contains(&span) {
        return None;
    }
    let members = members(graph, target, &text, span, whole);
    if members.is_none() {
        graph.wholes.refused.extend(key.into_iter().chain([span]));
    }
    let members = members?;
    graph.wholes.note(span);
    let entries = node.entries_mut()?;
    entries.retain(|entry| entry.key != "$ref");
    let own: HashSet<String> = entries.iter().map(|own| own.key.clone()).collect();
    entries.extend(members.into_iter().filter(|member| !own.contains(&member.key)));
    Some(())
}

/// The members of a whole, each as a reference where it is a part that one may stand for.
fn members(graph: &mut Graph<'_>, target: &Target, text: &str, span: Span, whole: Whole) -> Option<Vec<Entry>> {
    let base = graph.documents.list.get(target.spot.document)?.location.clone();
    let (mut from, mut text) = (target.spot.document, text.to_owned());
    let mut all: Vec<Entry> = Vec::new();
    for _ in 0..DEEPEST {
        let spot = gather::land(graph, from, &text, span, gather::LONGEST_WAY)?;
        let document = graph.documents.list.get_mut(spot.document)?;
        let address = uri::from(&base, &document.location);
        let (found, _) = document.descend(&spot.tokens);
        let next = walk::reference(found).and_then(Node::as_str).map(str::to_owned);
        let Value::Mapping(entries) = &found.value else {
            graph.documents.diagnostics.push(complaints::misplaced(span));
            return None;
        };
        let known: HashSet<String> = all.iter().map(|known| known.key.clone()).collect();
        let fresh = entries.iter().filter(|entry| !known.contains(&entry.key) && (next.is_none() || entry.key != "$ref"));
        all.extend(fresh.map(|entry| member(entry, &address, &spot, whole)));
        graph.wholes.weight += all.iter().map(|entry| merge::weight(&entry.value)).sum::<usize>();
        if graph.wholes.weight > merge::HEAVIEST {
            graph.documents.diagnostics.push(complaints::copied_too_often(span));
            return None;
        }
        let Some(next) = next else { return Some(all) };
        (from, text) = (spot.document, next);
    }
    graph.documents.diagnostics.push(complaints::endless(span));
    None
}

fn member(entry: &Entry, address: &str, spot: &Spot, whole: Whole) -> Entry {
    let kind = whole.member(&entry.key).filter(|_| matches!(entry.value.value, Value::Mapping(_)));
    let Some(Inside::Object(..) | Inside::Members(_)) = kind.map(Kind::inside) else { return entry.clone() };
    let tokens: Vec<String> = spot.tokens.iter().cloned().chain([entry.key.clone()]).collect();
    let text = Node::made(entry.value.span, Value::String(address.to_owned() + &uri::fragment(&tokens)));
    let reference = Entry { key: "$ref".to_owned(), key_span: entry.key_span, value: text };
    Entry { value: Node::made(entry.value.span, Value::Mapping(vec![reference])), ..entry.clone() }
}

/// Whether an object is copied to where a reference to it stands.
pub(super) fn is_copied(kind: Id) -> bool {
    matches!(kind, Id::PathItem | Id::Operation)
}
