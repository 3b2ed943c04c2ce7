//! Where every reference of a run leads: the first pass, which loads what it meets.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::complaints;
use super::documents::{self, DocumentId, Documents, ENTRY};
use super::names;
use super::uri::{self, Location};
use super::walk::{self, Place};
use super::wholes::{self, Wholes, is_copied};
use crate::diagnostic::suggest::Search;
use crate::node::{Node, Value};
use crate::part::{self, Parts};
use crate::pointer::Pointer;
use crate::source::Span;
use crate::standard::{self, Id, Version};

/// A place in a document, as reference tokens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Spot {
    pub(super) document: DocumentId,
    pub(super) tokens: Vec<String>,
}

/// A place, and the kind of object that is expected there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Target {
    pub(super) spot: Spot,
    pub(super) kind: Id,
}

/// What the first pass finds out.
pub(super) struct Graph<'a> {
    pub(super) documents: Documents<'a>,
    /// The version that the entry document follows.
    pub(super) version: Version,
    /// Where the references of each document lead, by their text.
    pub(super) leads: HashMap<(DocumentId, String, Place), Option<Target>>,
    /// The targets outside of the entry document, in the order in which they are met.
    pub(super) targets: Vec<Target>,
    /// What stands there.
    pub(super) parts: HashMap<Target, Node>,
    /// The steps to targets inside of lists, without the positions that can be told otherwise.
    pub(super) steps: HashMap<Spot, Vec<String>>,
    /// Where chains of bare references end.
    ends: HashMap<Spot, Option<Spot>>,
    /// References to schemas of the entry document by their `$id` lead to no file; the dialect stage follows them.
    ids: Ids,
    /// Cycles that were reported, by their members.
    cycles: HashSet<Spot>,
    search: Search,
    /// References in the place of what the standard has none for.
    pub(super) wholes: Wholes,
}

/// The identifiers that a document gives itself and its schemas.
#[derive(Default)]
struct Ids {
    /// As they are written, and resolved.
    texts: HashSet<String>,
    /// What relative references may be relative to.
    bases: BTreeSet<Location>,
}

/// References on the way of a pointer beyond this many lead nowhere.
pub(super) const LONGEST_WAY: usize = 64;

/// Follows all references of the entry document, and of what they lead to.
pub(super) fn gather(documents: Documents<'_>) -> Graph<'_> {
    let mut graph = Graph {
        documents,
        version: Version::V32,
        leads: HashMap::new(),
        targets: Vec::new(),
        parts: HashMap::new(),
        steps: HashMap::new(),
        ends: HashMap::new(),
        ids: Ids::default(),
        cycles: HashSet::new(),
        search: Search::default(),
        wholes: Wholes::default(),
    };
    let Some(entry) = graph.documents.list.first() else { return graph };
    graph.version = entry.version.as_ref().map_or(Version::V32, documents::followed);
    let root = standard::root(graph.version).id;
    identifiers(&entry.node, &entry.location, &mut graph.ids);
    let mut met = HashSet::new();
    let mut open = VecDeque::from([Target { spot: Spot { document: ENTRY, tokens: Vec::new() }, kind: root }]);
    while let Some(target) = open.pop_front() {
        let mut references = found(&mut graph, &target);
        if references.iter().any(|(_, _, place)| *place == Place::Misplaced) {
            wholes::fill(&mut graph, &target);
            references = found(&mut graph, &target);
        }
        for (text, span, place) in references {
            let Some(lead) = lead(&mut graph, target.spot.document, text, span, place) else { continue };
            if lead.kind == Id::Operation {
                graph.wholes.note(span);
            }
            if lead.spot.document != ENTRY && met.insert(lead.clone()) {
                told(&mut graph, &lead.spot);
                graph.targets.push(lead.clone());
                open.push_back(lead);
            }
        }
    }
    graph.documents.diagnostics.extend(graph.wholes.told());
    graph
}

/// Takes down the steps to a place, if it is inside of a list.
fn told(graph: &mut Graph<'_>, spot: &Spot) {
    let is_number = |token: &String| token.parse::<usize>().is_ok();
    let Some(document) = graph.documents.list.get_mut(spot.document).filter(|_| spot.tokens.iter().any(is_number)) else {
        return;
    };
    let mut steps = Vec::new();
    for (at, token) in spot.tokens.iter().enumerate() {
        let (before, _) = document.descend(spot.tokens.get(..at).unwrap_or_default());
        steps.push(match (&before.value, token.parse::<usize>()) {
            (Value::Sequence(list), Ok(position)) => part::element(list, position, &Parts::default()),
            (_, _) => token.clone(),
        });
    }
    graph.steps.insert(spot.clone(), steps);
}

fn identifiers(node: &Node, base: &Location, ids: &mut Ids) {
    let own = ["$id", "$self"].into_iter().find_map(|key| node.get(key)?.as_str()).and_then(|id| id.split('#').next());
    let resolved = own.and_then(|id| uri::resolve(base, id).ok()).filter(|own| matches!(own, Location::Remote(_)));
    ids.texts.extend(own.filter(|id| !id.is_empty()).map(str::to_owned));
    if let Some(resolved) = &resolved {
        ids.texts.insert(resolved.text().to_owned());
        ids.bases.insert(resolved.clone());
    }
    let base = resolved.as_ref().unwrap_or(base);
    node.elements().iter().for_each(|element| identifiers(element, base, ids));
    node.entries().iter().for_each(|entry| identifiers(&entry.value, base, ids));
}

impl Ids {
    fn name(&self, address: &str) -> bool {
        // Descriptions with more bases than a few are made by tools, which write whole addresses.
        let mut resolved = self.bases.iter().take(MOST_BASES).filter_map(|base| uri::resolve(base, address).ok());
        !address.is_empty() && (self.texts.contains(address) || resolved.any(|location| self.texts.contains(location.text())))
    }
}

/// Bases that a relative reference is tried against.
const MOST_BASES: usize = 16;

/// The references inside a target, each text once.
fn found(graph: &mut Graph<'_>, target: &Target) -> Vec<(String, Span, Place)> {
    let mut found = Vec::new();
    let Some(document) = graph.documents.list.get_mut(target.spot.document) else { return found };
    let (node, _) = document.descend(&target.spot.tokens);
    let Some(described) = standard::object(graph.version, target.kind) else { return found };
    let mut seen = HashSet::new();
    walk::references(node, graph.version, described, &mut |text, place| {
        if let Some(words) = text.as_str().filter(|words| seen.insert((*words, place))) {
            found.push((words.to_owned(), text.span, place));
        }
    });
    if target.spot.document != ENTRY {
        graph.parts.insert(target.clone(), node.clone());
    }
    found
}

/// Where a reference leads; `None` if it stays as it is, or leads nowhere, which is reported.
fn lead(graph: &mut Graph<'_>, from: DocumentId, text: String, span: Span, place: Place) -> Option<Target> {
    if from == ENTRY && stays(graph, &text, place) {
        return None;
    }
    let key = (from, text, place);
    if let Some(known) = graph.leads.get(&key) {
        return known.clone();
    }
    let target = match place {
        Place::Object(kind) => object(graph, from, &key.1, span, kind),
        Place::Mapping => {
            let told = graph.documents.diagnostics.len();
            let Some(found) = mapping(graph, from, &key.1, span) else {
                // A value of a mapping that leads nowhere is dropped with a warning, wherever that is; see the dialect stage.
                let of_value: Vec<_> = graph.documents.diagnostics.drain(told..).filter(|it| it.span != Some(span)).collect();
                graph.documents.diagnostics.extend(of_value);
                return None;
            };
            Some(found)
        }
        // In the entry document it is told later what leads nowhere.
        Place::Dynamic if from == ENTRY => None,
        Place::Dynamic => object(graph, from, &key.1, span, Id::Schema),
        Place::Misplaced => {
            // Why it is not read was reported, unless these references do not end.
            if !graph.wholes.refused.contains(&span) {
                graph.documents.diagnostics.push(complaints::endless(span));
            }
            None
        }
    };
    graph.leads.insert(key, target.clone());
    target
}

/// Whether a reference of the entry document needs nothing from this stage.
fn stays(graph: &mut Graph<'_>, text: &str, place: Place) -> bool {
    if graph.ids.name(text.split('#').next().unwrap_or_default()) {
        return true;
    }
    match (text.strip_prefix('#'), place) {
        (Some(fragment), Place::Object(_)) => {
            let Some(tokens) = tokens(fragment) else { return true };
            let Some(document) = graph.documents.list.get_mut(ENTRY) else { return true };
            let (_, used) = document.descend(&tokens);
            used == tokens.len() || document.reference(tokens.get(..used).unwrap_or_default()).is_none()
        }
        (None, Place::Object(_)) => false,
        (Some(_), Place::Mapping | Place::Misplaced) | (_, Place::Dynamic) => true,
        (None, Place::Misplaced) => false,
        (None, Place::Mapping) => !walk::names_a_place(text) || has_schema(graph, ENTRY, text),
    }
}

/// The reference tokens of a fragment; `None` if it is no JSON Pointer.
fn tokens(fragment: &str) -> Option<Vec<String>> {
    let pointer = uri::decoded(fragment)?;
    (pointer.is_empty() || pointer.starts_with('/')).then(|| Pointer::from_text(pointer).tokens().map(Cow::into_owned).collect())
}

fn has_schema(graph: &mut Graph<'_>, document: DocumentId, name: &str) -> bool {
    schema(graph, document, name).is_some()
}

/// The component schema of that name.
fn schema(graph: &mut Graph<'_>, document: DocumentId, name: &str) -> Option<Spot> {
    let found = graph.documents.list.get_mut(document)?;
    let places = [Version::V32, Version::V20].into_iter().filter_map(|version| names::home(version, Id::Schema, name));
    places.into_iter().find(|tokens| found.descend(tokens).1 == tokens.len()).map(|tokens| Spot { document, tokens })
}

/// A bare name is that of a schema of the entry document (OpenAPI 3.1.2 section 4.8.25.4), else of the document in which
/// it stands; what remains is a reference.
fn mapping(graph: &mut Graph<'_>, from: DocumentId, text: &str, span: Span) -> Option<Target> {
    let is_name = !text.contains(['/', '#']);
    let named = if is_name { schema(graph, ENTRY, text).or_else(|| schema(graph, from, text)) } else { None };
    let spot = match named {
        Some(spot) => Some(end(graph, spot, span)?),
        None if walk::names_a_place(text) || text.starts_with('#') => return object(graph, from, text, span, Id::Schema),
        None => None,
    };
    spot.map(|spot| Target { spot, kind: Id::Schema })
}

fn object(graph: &mut Graph<'_>, from: DocumentId, text: &str, span: Span, kind: Id) -> Option<Target> {
    let landed = land(graph, from, text, span, LONGEST_WAY)?;
    let spot = end(graph, landed, span)?;
    if spot.document != ENTRY {
        fits(graph, &spot, kind, span)?;
    }
    Some(Target { spot, kind })
}

/// Whether a place in another document may hold what is expected; reports it if not.
fn fits(graph: &mut Graph<'_>, spot: &Spot, kind: Id, span: Span) -> Option<()> {
    let problem = {
        let entry = graph.documents.list.first().and_then(|entry| entry.version.as_ref());
        let document = graph.documents.list.get(spot.document)?;
        let section = standard::section(graph.version, kind);
        match (&document.version, entry) {
            (Some(other), Some(entry)) if (other.0, &other.1) != (entry.0, &entry.1) => {
                Some(complaints::other_version(span, &document.location, entry, other))
            }
            (Some(_), _) if spot.tokens.is_empty() => Some(complaints::whole_description(span, &document.location, kind)),
            (Some(_), _) => {
                of_component(&spot.tokens).filter(|found| *found != kind).map(|found| complaints::wrong_kind(span, kind, found))
            }
            (None, _) if section.is_none() && !is_copied(kind) => Some(complaints::misplaced(span)),
            (None, _) => None,
        }
    };
    match problem {
        Some(problem) => {
            graph.documents.diagnostics.push(problem);
            None
        }
        None => Some(()),
    }
}

/// The kind of object that a pointer into a description leads to, if it leads to a component.
fn of_component(tokens: &[String]) -> Option<Id> {
    match tokens {
        [components, section, _] if components == "components" => standard::in_section(Version::V32, section),
        [section, _] => standard::in_section(Version::V20, section),
        [..] => None,
    }
}

/// The place that the text of a reference names, found through references on its way.
pub(super) fn land(graph: &mut Graph<'_>, from: DocumentId, text: &str, span: Span, left: usize) -> Option<Spot> {
    let Some(left) = left.checked_sub(1) else {
        graph.documents.diagnostics.push(complaints::endless(span));
        return None;
    };
    let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
    let document = match address {
        "" if text.starts_with('#') => Ok(from),
        _ => graph.documents.from(from, address),
    };
    let document = match document {
        Ok(document) => document,
        Err(lost) => {
            let near = meant(graph, from, text);
            graph.documents.diagnostics.extend(complaints::lost(span, text, &lost, near));
            return None;
        }
    };
    let Some(tokens) = tokens(fragment) else { return anchored(graph, document, fragment, span) };
    let found = graph.documents.list.get_mut(document)?;
    let location = found.location.clone();
    let (_, used) = found.descend(&tokens);
    if used == tokens.len() {
        return Some(Spot { document, tokens });
    }
    let inner = found.reference(tokens.get(..used).unwrap_or_default());
    let Some((inner, inner_span)) = inner.and_then(|text| Some((text.as_str()?.to_owned(), text.span))) else {
        let (node, _) = found.descend(&tokens);
        let problem = complaints::dangling(span, &location, node, (&tokens, used), &graph.search);
        graph.documents.diagnostics.push(problem);
        return None;
    };
    let mut spot = land(graph, document, &inner, inner_span, left)?;
    spot.tokens.extend(tokens.into_iter().skip(used));
    let text = uri::fragment(&spot.tokens);
    land(graph, spot.document, &text, span, left)
}

/// What is meant by a text that lacks the beginning of a pointer into the same document: only what is there.
fn meant(graph: &mut Graph<'_>, document: DocumentId, text: &str) -> Option<String> {
    let found = graph.documents.list.get_mut(document)?;
    let mut near = complaints::local(text).into_iter();
    near.find(|near| near.strip_prefix('#').and_then(tokens).is_some_and(|tokens| found.descend(&tokens).1 == tokens.len()))
}

/// The schema that declares a plain-name fragment (JSON Schema 2020-12 section 8.2.2).
fn anchored(graph: &mut Graph<'_>, document: DocumentId, fragment: &str, span: Span) -> Option<Spot> {
    let name = uri::decoded(fragment)?;
    let found = graph.documents.list.get(document)?;
    let mut tokens = Vec::new();
    if anchor(&found.node, &name, &mut tokens) {
        return Some(Spot { document, tokens });
    }
    let location = found.location.clone();
    let problem = complaints::no_anchor(span, &location, &name, meant(graph, document, &name));
    graph.documents.diagnostics.push(problem);
    None
}

/// Finds the schema with that anchor; `tokens` lead to it.
fn anchor(node: &Node, name: &str, tokens: &mut Vec<String>) -> bool {
    if ["$anchor", "$dynamicAnchor"].iter().any(|key| node.get(key).and_then(Node::as_str) == Some(name)) {
        return true;
    }
    let children: Vec<(String, &Node)> = match &node.value {
        Value::Sequence(elements) => elements.iter().enumerate().map(|(at, element)| (at.to_string(), element)).collect(),
        Value::Mapping(entries) => entries.iter().map(|entry| (entry.key.clone(), &entry.value)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    children.into_iter().any(|(token, child)| {
        tokens.push(token);
        let found = anchor(child, name, tokens);
        if !found {
            tokens.pop();
        }
        found
    })
}

/// The end of a chain of bare references: its first place in the entry document, else the definition. `None` if the chain
/// leads nowhere or comes back to itself, which is reported.
fn end(graph: &mut Graph<'_>, spot: Spot, span: Span) -> Option<Spot> {
    let mut way: Vec<Spot> = Vec::new();
    let mut on_way = HashSet::new();
    let mut next = spot;
    let end = loop {
        if let Some(known) = graph.ends.get(&next) {
            break known.clone();
        }
        if !on_way.insert(next.clone()) {
            cycle(graph, &way, &next, span);
            break None;
        }
        way.push(next.clone());
        let Some(document) = graph.documents.list.get_mut(next.document) else { break None };
        let (node, _) = document.descend(&next.tokens);
        let Some((text, at)) = walk::bare(node).and_then(|text| Some((text.as_str()?.to_owned(), text.span))) else {
            break Some(next);
        };
        match land(graph, next.document, &text, at, LONGEST_WAY) {
            Some(landed) => next = landed,
            None => break None,
        }
    };
    let mut end = end;
    for spot in way.into_iter().rev() {
        if spot.document == ENTRY && end.is_some() {
            end = Some(spot.clone());
        }
        graph.ends.insert(spot, end.clone());
    }
    end
}

/// Reports a cycle once, by its members.
fn cycle(graph: &mut Graph<'_>, way: &[Spot], back: &Spot, span: Span) {
    let members: Vec<&Spot> = way.iter().skip_while(|spot| *spot != back).collect();
    if members.iter().any(|spot| graph.cycles.contains(*spot)) {
        return;
    }
    let name = |spot: &Spot| {
        let location = graph.documents.list.get(spot.document).map_or("", |document| document.location.text());
        let fragment = if spot.tokens.is_empty() { String::new() } else { uri::fragment(&spot.tokens) };
        format!("{location}{fragment}")
    };
    let mut names: Vec<String> = members.iter().map(|spot| name(spot)).collect();
    names.push(name(back));
    let problem = complaints::cycle(span, &names);
    graph.cycles.extend(members.into_iter().cloned());
    graph.documents.diagnostics.push(problem);
}
