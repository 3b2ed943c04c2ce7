//! One tree from many files: the second pass.

use std::collections::{HashMap, HashSet};

use super::documents::{DocumentId, ENTRY};
use super::gather::{Graph, Target};
use super::names::{self, Names};
use super::walk::{self, Place};
use super::wholes::is_copied;
use super::{Assembled, complaints, mapping, uri};
use crate::diagnostic::Diagnostic;
use crate::dialect;
use crate::node::{Entry, Node, Value};
use crate::source::{SourceId, Span};
use crate::standard::{self, Id, Object, Reads, Version, walk as along};

/// Path items inside each other, by callbacks.
const DEEPEST: usize = 8;

/// What copies beyond the first of each may weigh together, in values.
pub(super) const HEAVIEST: usize = 1_000_000;

/// What the second pass knows and collects.
struct Merge<'g> {
    graph: &'g Graph<'g>,
    names: &'g Names,
    /// All targets; those inside another follow it.
    ordered: Vec<&'g Target>,
    /// The path items that are being copied in, the outermost first.
    inside: Vec<Target>,
    /// Path items that were copied in.
    copied: HashSet<Target>,
    /// What further copies of them weigh.
    weight: usize,
    unresolved: HashSet<Span>,
    found: Vec<Diagnostic>,
    /// Where the components of each kind stand in their section of the entry document.
    positions: HashMap<Id, HashMap<String, usize>>,
}

/// The entry document with all that it refers to.
pub(super) fn assembled(graph: &Graph<'_>, names: &Names) -> (Assembled, Vec<Diagnostic>) {
    let mut ordered: Vec<&Target> = graph.targets.iter().collect();
    ordered.sort_unstable();
    let mut cx = Merge {
        graph,
        names,
        ordered,
        inside: Vec::new(),
        copied: HashSet::new(),
        weight: 0,
        unresolved: graph.wholes.refused.clone(),
        found: Vec::new(),
        positions: HashMap::new(),
    };
    let nothing = || Node::made(Span::of(SourceId(0), 0, 0), Value::Null);
    let mut root = graph.documents.list.first().map_or_else(nothing, |entry| entry.node.clone());
    let parts: Vec<(&Target, Node)> = graph
        .targets
        .iter()
        .filter(|target| names.names.contains_key(target))
        .filter_map(|target| Some((target, content(&mut cx, target)?)))
        .collect();
    rewrite(&mut cx, ENTRY, &mut root, standard::root(graph.version));
    for (target, part) in parts {
        store(&mut cx, &mut root, target, part);
    }
    mapping::complete(graph, names, &mut root);
    (Assembled { tree: root, unresolved: cx.unresolved, parts: names::parts(graph, names) }, cx.found)
}

fn rewrite(cx: &mut Merge<'_>, document: DocumentId, node: &mut Node, described: &'static Object) {
    walk::rewrite(node, cx.graph.version, described, &mut |node, place| change(cx, document, node, place));
}

/// Rewrites an object with a reference, or the value of a mapping.
fn change(cx: &mut Merge<'_>, document: DocumentId, node: &mut Node, place: Place) {
    let text = match place {
        Place::Mapping => Some(&*node),
        Place::Object(_) | Place::Misplaced => walk::reference(node),
        Place::Dynamic => None,
    };
    let Some((text, span)) = text.and_then(|text| Some((text.as_str()?.to_owned(), text.span))) else { return };
    let target = match cx.graph.leads.get(&(document, text, place)) {
        Some(Some(target)) => target,
        Some(None) => {
            cx.unresolved.insert(span);
            // An object that has no such field is complained of at its key.
            cx.unresolved.extend(node.entry("$ref").map(|entry| entry.key_span));
            return;
        }
        None => return,
    };
    if is_copied(target.kind) && target.spot.document != ENTRY {
        copy_in(cx, node, target, span);
        return;
    }
    let Some(address) = address(cx, target) else { return };
    match place {
        Place::Mapping => node.value = Value::String(address),
        Place::Object(_) | Place::Misplaced | Place::Dynamic => node.set("$ref", span, Value::String(address)),
    }
}

/// The local reference to a target.
fn address(cx: &Merge<'_>, target: &Target) -> Option<String> {
    if target.spot.document == ENTRY {
        return Some(uri::fragment(&target.spot.tokens));
    }
    component(cx, target).map(|tokens| uri::fragment(&tokens))
}

/// Where a target stands among the components, as reference tokens.
fn component(cx: &Merge<'_>, target: &Target) -> Option<Vec<String>> {
    names::home(cx.graph.version, target.kind, cx.names.names.get(target)?)
}

/// A copy of a target, its references rewritten; parts of it that are targets themselves are referred to.
fn content(cx: &mut Merge<'_>, target: &Target) -> Option<Node> {
    let mut node = cx.graph.parts.get(target)?.clone();
    let first = cx.ordered.partition_point(|other| *other <= target);
    let mut inner: Vec<&Target> = cx.ordered.iter().skip(first).copied().take_while(|other| starts_with(other, target)).collect();
    inner.retain(|other| other.spot.tokens.len() > target.spot.tokens.len());
    inner.sort_by_key(|other| other.spot.tokens.len());
    for other in inner {
        let Some(address) = address(cx, other) else { continue };
        let rest = other.spot.tokens.get(target.spot.tokens.len()..).unwrap_or_default();
        carve(&mut node, rest, address);
    }
    if target.kind == Id::Schema && target.spot.tokens.is_empty() {
        strip_file(&mut node, cx.graph.version);
    } else if target.kind == Id::Schema && cx.graph.version > Version::V30 {
        keep_dialect(cx, target, &mut node);
    }
    let described = standard::object(cx.graph.version, target.kind)?;
    along::change(&mut node, described, &mut strip_identifiers);
    if target.kind == Id::Schema && dialect::is_dynamic(&node) {
        let location = cx.graph.documents.list.get(target.spot.document).map_or("", |document| document.location.text());
        node.set("$id", node.span, Value::String(dialect::part_id(location)));
    }
    rewrite(cx, target.spot.document, &mut node, described);
    Some(node)
}

/// The dialect that a schema around a part names by `$schema` is the part's, too.
fn keep_dialect(cx: &Merge<'_>, target: &Target, part: &mut Node) {
    let Some(document) = cx.graph.documents.list.get(target.spot.document) else { return };
    let mut around = Vec::new();
    let mut node = Some(&document.node);
    for token in &target.spot.tokens {
        around.extend(node.and_then(|node| node.entry("$schema")).filter(|entry| entry.value.as_str().is_some()));
        node = node.and_then(|node| node.get(token).or_else(|| node.elements().get(token.parse::<usize>().ok()?)));
    }
    if let Some(Entry { key, key_span, value }) = around.pop()
        && matches!(part.value, Value::Mapping(_))
        && part.get(key).is_none()
    {
        part.set(key, *key_span, value.value.clone());
    }
}

fn starts_with(inner: &Target, outer: &Target) -> bool {
    inner.spot.document == outer.spot.document && inner.spot.tokens.starts_with(&outer.spot.tokens)
}

/// Puts a reference in the place of a part that became a component. What only stood in a list of definitions leaves it.
fn carve(node: &mut Node, tokens: &[String], address: String) {
    if let [list, name] = tokens
        && is_list(list)
    {
        let Some(entry) = node.entry_mut(list) else { return };
        entry.value.take(name);
        if entry.value.entries().is_empty() {
            node.take(list);
        }
        return;
    }
    if let Some(part) = node.at_mut(tokens) {
        let span = part.span;
        let value = Node::made(span, Value::String(address));
        part.value = Value::Mapping(vec![Entry { key: "$ref".to_owned(), key_span: span, value }]);
    }
}

/// Whether JSON Schema keeps definitions under this key, which mean nothing by themselves.
fn is_list(key: &str) -> bool {
    standard::SCHEMA.field(key).is_some_and(|field| field.reads == Reads::Parts)
}

/// A file that is one schema says things about itself that a schema inside a description cannot say before 3.1. They have
/// done their work: the references of the file are resolved.
fn strip_file(node: &mut Node, version: Version) {
    let Some(entries) = node.entries_mut().filter(|_| version <= Version::V30) else { return };
    entries.retain(|entry| match entry.key.as_str() {
        "$schema" | "$id" | "id" | "$comment" => entry.value.as_str().is_none(),
        key => !is_list(key),
    });
}

/// Other documents are referred to by pointers from here on. Left in place, an `$id` would change what they mean, and an
/// `$anchor` could be taken for one of the entry document.
fn strip_identifiers(node: &mut Node, described: &'static Object) {
    let Some(entries) = node.entries_mut().filter(|_| described.id == Id::Schema) else { return };
    entries.retain(|entry| !matches!(entry.key.as_str(), "$id" | "$anchor") || entry.value.as_str().is_none());
}

/// Copies a path item to where it is used; members beside `$ref` win.
fn copy_in(cx: &mut Merge<'_>, node: &mut Node, target: &Target, span: Span) {
    if !cx.copied.insert(target.clone()) {
        cx.weight += cx.graph.parts.get(target).map_or(0, weight);
    }
    let problem = match cx.inside.len() >= DEEPEST || cx.inside.contains(target) {
        true => Some(complaints::inside_itself(span)),
        false => (cx.weight > HEAVIEST).then(|| complaints::copied_too_often(span)),
    };
    if let Some(problem) = problem {
        if cx.unresolved.insert(span) {
            cx.found.push(problem);
        }
        return;
    }
    cx.inside.push(target.clone());
    let copy = content(cx, target);
    cx.inside.pop();
    let (Some(copy), Value::Mapping(entries)) = (copy, &mut node.value) else { return };
    let Value::Mapping(members) = copy.value else {
        *node = copy;
        return;
    };
    entries.retain(|entry| entry.key != "$ref");
    for member in members {
        match entries.iter().find(|own| own.key == member.key) {
            Some(own) => cx.found.extend(dialect::hidden(own, &member)),
            None => entries.push(member),
        }
    }
}

/// Values, and long text as several.
pub(super) fn weight(node: &Node) -> usize {
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => 1 + text.len() / 64,
        Value::Sequence(elements) => 1 + elements.iter().map(weight).sum::<usize>(),
        Value::Mapping(entries) => 1 + entries.iter().map(|entry| 1 + entry.key.len() / 64 + weight(&entry.value)).sum::<usize>(),
    }
}

/// Puts a part among the components of the entry document, or in the place of the component that only refers to it.
fn store(cx: &mut Merge<'_>, root: &mut Node, target: &Target, part: Node) {
    let Some(tokens) = component(cx, target) else { return };
    let Some((name, section)) = tokens.split_last() else { return };
    let span = part.span;
    let mut node = root;
    for token in section {
        if node.get(token).is_none() {
            node.set(token, span, Value::Mapping(Vec::new()));
        }
        let Some(entry) = node.entry_mut(token) else { return };
        node = &mut entry.value;
    }
    let Some(entries) = node.entries_mut() else { return };
    if cx.names.placed.contains(target) {
        let positions = cx
            .positions
            .entry(target.kind)
            .or_insert_with(|| entries.iter().enumerate().map(|(position, entry)| (entry.key.clone(), position)).collect());
        if let Some(entry) = positions.get(name).and_then(|position| entries.get_mut(*position)) {
            entry.value = part;
        }
    } else {
        entries.push(Entry { key: name.clone(), key_span: span, value: part });
    }
}
