//! Under which name each part of another file becomes a component of the entry document.
//!
//! A name is made from where the part stands, and depends on which other parts there are, never on their order: when two of
//! them would have the same name, neither gets it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::documents::{DocumentId, ENTRY};
use super::gather::{Graph, Spot, Target};
use super::uri::Location;
use super::walk::{self, Place};
use super::wholes::is_copied;
use crate::names::Namesakes;
use crate::node::Node;
use crate::part::{self, Part, Parts, Role};
use crate::standard::{self, Id, Version};

/// The names of all targets that become components.
#[derive(Default)]
pub(super) struct Names {
    /// Name by target.
    pub(super) names: HashMap<Target, String>,
    /// Targets that take the place of a component of the entry document which only refers to them.
    pub(super) placed: HashSet<Target>,
}

/// Names every target.
pub(super) fn choose(graph: &Graph<'_>, namesakes: &Namesakes<'_>) -> Names {
    let mut names = Names::default();
    for kind in graph.targets.iter().map(|target| target.kind).collect::<BTreeSet<_>>() {
        if !is_copied(kind) {
            of_kind(graph, namesakes, kind, &mut names);
        }
    }
    names
}

/// What the components are that got these names.
pub(super) fn parts(graph: &Graph<'_>, names: &Names) -> Parts {
    let mut parts = Parts::default();
    for (target, name) in &names.names {
        let role = if names.placed.contains(target) { Role::Named } else { Role::Moved };
        let Some(part) = part(graph, target, role) else { continue };
        for section in sections(graph.version, target.kind) {
            parts.add(section, name, part.clone());
        }
    }
    items(graph, &mut parts);
    parts
}

/// Takes down where the entry document uses path items of other files.
fn items(graph: &Graph<'_>, parts: &mut Parts) {
    let Some(entry) = graph.documents.list.first() else { return };
    for section in ["paths", "webhooks"] {
        for item in entry.node.get(section).map(Node::entries).unwrap_or_default() {
            let text = walk::reference(&item.value).and_then(Node::as_str);
            let key = text.map(|text| (ENTRY, text.to_owned(), Place::Object(Id::PathItem)));
            let target = key.and_then(|key| graph.leads.get(&key)).and_then(Option::as_ref);
            if let Some(part) = target.and_then(|target| part(graph, target, Role::Moved)) {
                parts.add_item(&part, section, &item.key);
            }
        }
    }
}

fn part(graph: &Graph<'_>, target: &Target, role: Role) -> Option<Part> {
    let main = graph.documents.list.first()?.location.text();
    let file = match &graph.documents.list.get(target.spot.document)?.location {
        Location::File(path) => part::relative(main, path),
        Location::Remote(address) => address.clone(),
    };
    let steps = graph.steps.get(&target.spot).unwrap_or(&target.spot.tokens);
    Some(Part::of(&file, steps, role, with_path(graph, &target.spot)))
}

/// The sections of the canonical form in which a component of a kind may end: a parameter of 2.0 may be a body.
fn sections(version: Version, kind: Id) -> impl Iterator<Item = &'static str> {
    let body = (version == Version::V20 && kind == Id::Parameter).then_some(Id::RequestBody);
    [Some(kind), body].into_iter().flatten().filter_map(|kind| standard::section(Version::V32, kind))
}

/// The components of the entry document of a kind.
pub(super) fn components(entry: &Node, version: Version, kind: Id) -> Option<&Node> {
    let owner = if version == Version::V20 { entry } else { entry.get("components")? };
    owner.get(standard::section(version, kind)?)
}

/// The reference tokens that lead to a component of a kind; `None` if the version has none of that kind.
pub(super) fn home(version: Version, kind: Id, name: &str) -> Option<Vec<String>> {
    let components = (version != Version::V20).then_some("components");
    let section = standard::section(version, kind)?;
    Some(components.into_iter().chain([section, name]).map(str::to_owned).collect())
}

fn of_kind(graph: &Graph<'_>, namesakes: &Namesakes<'_>, kind: Id, names: &mut Names) {
    let entry = graph.documents.list.first();
    let own = entry.and_then(|entry| components(&entry.node, graph.version, kind)).map(Node::entries).unwrap_or_default();
    let mut taken: HashSet<String> = own.iter().map(|entry| entry.key.clone()).collect();
    let mut referring: HashMap<&Target, Vec<&str>> = HashMap::new();
    for entry in own {
        let text = walk::bare(&entry.value).and_then(Node::as_str);
        let key = text.map(|text| (ENTRY, text.to_owned(), Place::Object(kind)));
        let target = key.and_then(|key| graph.leads.get(&key)).and_then(Option::as_ref);
        if let Some(target) = target.filter(|target| target.spot.document != ENTRY) {
            referring.entry(target).or_default().push(&entry.key);
        }
    }
    for (target, components) in referring {
        let chosen = sections(graph.version, kind).next().zip(part(graph, target, Role::Named));
        let chosen = chosen.and_then(|(section, part)| namesakes.choose(section, &part.id(), &components));
        if let Some(chosen) = chosen {
            names.placed.insert(target.clone());
            names.names.insert(target.clone(), chosen.to_owned());
        }
    }
    let mut open: Vec<&Target> =
        graph.targets.iter().filter(|target| target.kind == kind && !names.placed.contains(target)).collect();
    for proposal in [allowed, with_stem, with_path] {
        open = proposed(graph, open, proposal, &mut taken, names);
    }
    counted(graph, open, &mut taken, names);
}

/// Gives each target the name that is proposed for it, if no other wants it; returns those that got none.
fn proposed<'t>(
    graph: &Graph<'_>,
    open: Vec<&'t Target>,
    proposal: fn(&Graph<'_>, &Spot) -> String,
    taken: &mut HashSet<String>,
    names: &mut Names,
) -> Vec<&'t Target> {
    let mut claims: BTreeMap<String, Vec<&Target>> = BTreeMap::new();
    for target in open {
        claims.entry(proposal(graph, &target.spot)).or_default().push(target);
    }
    let mut left = Vec::new();
    for (name, targets) in claims {
        match targets.as_slice() {
            [target] if !name.is_empty() && !taken.contains(&name) => {
                names.names.insert((*target).clone(), name.clone());
                taken.insert(name);
            }
            _ => left.extend(targets),
        }
    }
    left
}

/// The rest: paths that only differ in characters that a name cannot have.
fn counted(graph: &Graph<'_>, mut open: Vec<&Target>, taken: &mut HashSet<String>, names: &mut Names) {
    let location = |document: DocumentId| graph.documents.list.get(document).map(|document| &document.location);
    open.sort_by_key(|target| (location(target.spot.document), &target.spot.tokens));
    for target in open {
        let name = with_path(graph, &target.spot);
        let free = (2u32..).map(|count| format!("{name}_{count}")).find(|name| !taken.contains(name));
        if let Some(free) = free {
            taken.insert(free.clone());
            names.names.insert(target.clone(), free);
        }
    }
}

/// The name that the part has in its own file: its key, if it stands in a list of definitions; the file's stem, if it is all
/// of it.
pub(super) fn short(graph: &Graph<'_>, spot: &Spot) -> String {
    match spot.tokens.as_slice() {
        [] => stem(graph, spot),
        [name] => name.clone(),
        [section, name] if part::DEFINITIONS.contains(&section.as_str()) => name.clone(),
        [components, _, name] if components == "components" => name.clone(),
        tokens => joined([stem(graph, spot).as_str()], tokens),
    }
}

/// Words of the standard that say nothing about what a thing is.
const STRUCTURE: [&str; 9] =
    ["components", "schemas", "definitions", "$defs", "paths", "properties", "content", "schema", "items"];

fn stem(graph: &Graph<'_>, spot: &Spot) -> String {
    let name = graph.documents.list.get(spot.document).map_or("", |document| document.location.file_name());
    plain(name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem }))
}

fn with_stem(graph: &Graph<'_>, spot: &Spot) -> String {
    match spot.tokens.as_slice() {
        [] => with_path(graph, spot),
        tokens => joined([stem(graph, spot).as_str()], tokens),
    }
}

fn with_path(graph: &Graph<'_>, spot: &Spot) -> String {
    let path = graph.documents.list.get(spot.document).map_or("", |document| document.location.text());
    let path = path.strip_suffix(path.rsplit_once('/').map_or(path, |(_, name)| name)).unwrap_or_default();
    let stem = stem(graph, spot);
    joined(path.split('/').filter(|folder| !folder.is_empty()).chain([stem.as_str()]), &spot.tokens)
}

fn joined<'p>(before: impl IntoIterator<Item = &'p str>, tokens: &[String]) -> String {
    let telling = tokens.iter().map(String::as_str).filter(|token| !STRUCTURE.contains(token));
    let words: Vec<String> = before.into_iter().map(plain).chain(telling.map(plain)).collect();
    words.join("_")
}

/// With characters that the name of a component may have (OpenAPI 3.1.2 section 4.8.7.1). Where nothing would be left, letters
/// beyond ASCII stay: some languages have no others.
fn plain(text: &str) -> String {
    let with = |letter: fn(char) -> bool| -> String {
        let plain = |c: char| if letter(c) || matches!(c, '.' | '-' | '_') { c } else { '_' };
        text.chars().map(plain).collect()
    };
    let ascii = with(|c| c.is_ascii_alphanumeric());
    if ascii.contains(|c: char| c.is_ascii_alphanumeric()) { ascii } else { with(char::is_alphanumeric) }
}

/// The same name as far as possible: that of a definition in Swagger 2.0 may have any characters.
fn allowed(graph: &Graph<'_>, spot: &Spot) -> String {
    let name = short(graph, spot);
    if graph.version == Version::V20 { name } else { plain(&name) }
}
