//! References to places inside other definitions (`#/paths/~1a/get/.../schema`): the target moves to `components` under a
//! name made from where it stands, and both places refer to it there. So one definition is one type.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::reference::{self, Components, Target, home, target};
use crate::diagnostic::{Diagnostic, codes::references};
use crate::node::{Entry, Node, Value};
use crate::part::{self, Part, Parts};
use crate::source::Span;
use crate::standard::{self, Inside, Kind, Object, Version};

/// The targets that were referred to, by their reference tokens.
#[derive(Default)]
pub(super) struct Hoists {
    places: BTreeMap<Vec<String>, Hoist>,
    names: HashSet<String>,
}

struct Hoist {
    kind: &'static str,
    name: String,
    /// The first reference to it.
    span: Span,
}

impl Hoists {
    /// The name under which the target will be found; `None` if the standard has no such object at that place.
    pub(super) fn name(&mut self, tokens: Vec<String>, expected: &Object, components: &Components, span: Span) -> Option<String> {
        let kind = object_at(components.root(), &tokens)?.section()?;
        if Some(kind) != expected.section() {
            return None;
        }
        if let Some(known) = self.places.get(&tokens) {
            return Some(known.name.clone());
        }
        let free = |name: &String| !components.has(kind, name) && !self.names.contains(name);
        let short = short_name(&tokens);
        let long = joined(tokens.iter().map(String::as_str));
        let counted = (2u32..).map(|count| format!("{long}_{count}"));
        let name = [short, long.clone()].into_iter().chain(counted).find(free)?;
        self.names.insert(name.clone());
        self.places.insert(tokens, Hoist { kind, name: name.clone(), span });
        Some(name)
    }
}

/// The object that the standard describes at a place, if a reference may stand there.
pub(super) fn object_at(root: &'static Object, tokens: &[String]) -> Option<&'static Object> {
    let mut kind = Kind::Object(root);
    for token in tokens {
        kind = match kind.inside() {
            Inside::Object(object, _) => *object.member(token)?,
            Inside::Elements(element) => token.parse::<usize>().ok().map(|_| *element)?,
            Inside::Members(member) => *member,
            Inside::Nothing => return None,
        };
    }
    kind.refers()
}

/// Words of the standard that say nothing about what a thing is.
const STRUCTURE: [&str; 9] =
    ["components", "definitions", "schemas", "paths", "properties", "content", "schema", "responses", "items"];

fn short_name(tokens: &[String]) -> String {
    let mut before = "";
    let telling = tokens.iter().map(String::as_str).filter(|token| {
        let media_type = std::mem::replace(&mut before, token) == "content";
        !media_type && !STRUCTURE.contains(token)
    });
    joined(telling)
}

fn joined<'t>(tokens: impl Iterator<Item = &'t str>) -> String {
    let words = tokens.flat_map(|token| token.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

/// Moves the targets of a canonical tree, inner ones first.
pub(super) fn apply(root: &mut Node, version: Version, hoists: Hoists, parts: &mut Parts, diagnostics: &mut Vec<Diagnostic>) {
    let mut hoists: Vec<_> = hoists.places.into_iter().collect();
    hoists.sort_by_key(|(tokens, _)| std::cmp::Reverse(tokens.len()));
    let mut positions = Positions::default();
    let ways = ways(root, version, &hoists, &mut positions);
    let told: Vec<Part> = ways.iter().map(|tokens| described(root, version, tokens, parts, &mut positions)).collect();
    for ((_, hoist), part) in hoists.iter().zip(told) {
        parts.add(hoist.kind, &hoist.name, part);
    }
    for (tokens, hoist) in hoists {
        let way = actual(root, version, &tokens, &mut positions);
        let dialect = way.as_ref().and_then(|way| dialect_around(root, way, &mut positions)).cloned();
        let twins = way.as_ref().map(|way| twins(root, way, &mut positions)).unwrap_or_default();
        let found = way.and_then(|tokens| place(root, &tokens, &mut positions));
        match found.filter(|node| matches!(node.value, Value::Mapping(_))) {
            Some(node) => {
                let mut target = if node.get("$ref").is_some() { node.clone() } else { replaced(node, version, &hoist) };
                if let Some(Entry { key, key_span, value }) = dialect.filter(|_| hoist.kind == "schemas")
                    && target.get("$ref").is_none()
                    && target.get(&key).is_none()
                {
                    target.set(&key, key_span, value.value);
                }
                for twin in twins {
                    if let Some(node) = place(root, &twin, &mut positions).filter(|node| node.get("$ref").is_none()) {
                        replaced(node, version, &hoist);
                    }
                }
                store(root, version, hoist, target);
            }
            None => diagnostics.push(
                Diagnostic::error(references::DANGLING, hoist.span, "this reference leads to nothing")
                    .help(format!("move the target to `{}/<Name>` and refer to it there", home(version, hoist.kind))),
            ),
        }
    }
}

/// Where each target stands, as its part is known: where its pointer leads, for one of those that lead to the same.
fn ways(root: &Node, version: Version, hoists: &[(Vec<String>, Hoist)], positions: &mut Positions) -> Vec<Vec<String>> {
    let mut seen: HashSet<Vec<String>> = hoists.iter().map(|(tokens, _)| tokens.clone()).collect();
    let mut ways = Vec::new();
    for (tokens, _) in hoists {
        let way = actual(root, version, tokens, positions).filter(|way| way == tokens || seen.insert(way.clone()));
        ways.push(way.unwrap_or_else(|| tokens.clone()));
    }
    ways
}

/// The same places of other media types of a body with an equal schema. Together they are one type, also when a reference leads into
/// one of them.
fn twins(root: &Node, tokens: &[String], positions: &mut Positions) -> Vec<Vec<String>> {
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let is_form = |name: &str| name.to_ascii_lowercase().starts_with("multipart/");
    let (to_schema, rest) = tokens.split_at(standard::schema_length(&words).min(tokens.len()));
    let [content @ .., media_type, key] = to_schema else { return Vec::new() };
    if content.last().is_none_or(|last| last != "content") || is_form(media_type) {
        return Vec::new();
    }
    let Some(node) = at(root, content, positions) else { return Vec::new() };
    fn schema<'n>(media_type: &'n Entry, key: &str) -> Option<&'n Node> {
        media_type.value.entries().iter().find(|member| is(member, key)).map(|member| &member.value)
    }
    let Some(own) = node.entry(media_type).and_then(|entry| schema(entry, key)) else { return Vec::new() };
    let others = node.entries().iter().filter(|entry| entry.key != *media_type && !is_form(&entry.key));
    let twins = others.filter(|entry| schema(entry, key).is_some_and(|other| own.is_same(other)));
    twins.map(|entry| [content, &[entry.key.clone(), key.clone()], rest].concat()).collect()
}

/// The node at a place.
fn at<'n>(root: &'n Node, tokens: &[String], positions: &mut Positions) -> Option<&'n Node> {
    tokens.iter().enumerate().try_fold(root, |node, (length, token)| {
        let position = positions.of(node, tokens.get(..length)?, token)?;
        node.entries().get(position).map(|entry| &entry.value).or_else(|| node.elements().get(position))
    })
}

/// The dialect that a schema is written in because one around it names it by `$schema`. A target that moves takes it along.
fn dialect_around<'n>(root: &'n Node, tokens: &[String], positions: &mut Positions) -> Option<&'n Entry> {
    (0..tokens.len()).rev().find_map(|length| {
        let around = at(root, tokens.get(..length)?, positions)?;
        around.entries().iter().find(|entry| is(entry, "$schema") && entry.value.as_str().is_some())
    })
}

/// What a target is, in words that do not depend on where its siblings stand.
fn described(root: &Node, version: Version, tokens: &[String], parts: &Parts, positions: &mut Positions) -> Part {
    let mut node = Some(root);
    let mut steps = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let position = node.and_then(|node| positions.of(node, tokens.get(..at).unwrap_or_default(), token));
        let next = node.zip(position).and_then(|(node, position)| match &node.value {
            Value::Sequence(elements) => Some((part::element(elements, position, parts), elements.get(position))),
            Value::Mapping(entries) => Some((token.clone(), entries.get(position).map(|entry| &entry.value))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        });
        // An element without a word has the position that the description gives it.
        let step = next.as_ref().map_or(token, |(step, _)| step);
        steps.push(if step.parse::<usize>().is_ok() { token.clone() } else { step.clone() });
        node = next.and_then(|(_, node)| node);
    }
    let long = joined(steps.iter().map(String::as_str));
    // All versions say it in the same words.
    let kind = tokens.first().and_then(|key| if version == Version::V20 { reference::section_of_20(key) } else { None });
    let inside = match (steps.split_first(), kind) {
        (Some((_, rest)), Some(kind)) => std::iter::once(kind.to_owned()).chain(rest.iter().cloned()).collect(),
        (Some((components, rest)), None) if components == "components" => rest.to_vec(),
        (_, _) => steps,
    };
    parts.local(&inside, long)
}

fn replaced(node: &mut Node, version: Version, hoist: &Hoist) -> Node {
    let span = node.span;
    let text = Value::String(format!("{}/{}", home(version, hoist.kind), hoist.name));
    let reference = Entry { key: "$ref".to_owned(), key_span: span, value: Node::made(span, text) };
    std::mem::replace(node, Node::made(span, Value::Mapping(vec![reference])))
}

/// More references on the way of a pointer lead nowhere.
const LONGEST_WAY: usize = 64;

/// Where a pointer leads when it is followed through references to components, as many tools do.
fn actual(root: &Node, version: Version, tokens: &[String], positions: &mut Positions) -> Option<Vec<String>> {
    let mut tokens = tokens.to_vec();
    for _ in 0..LONGEST_WAY {
        let Some((at, reference)) = crossed(root, &tokens, positions) else { return Some(tokens) };
        let Target::Component(kind, name) = target(version, &reference) else { return None };
        let rest = tokens.split_off(at);
        let home = home(version, &kind).split('/').skip(1).map(str::to_owned).collect::<Vec<_>>();
        tokens = home.into_iter().chain([name]).chain(rest).collect();
    }
    None
}

/// The first reference that stands on the way, and how many tokens lead to it.
fn crossed(root: &Node, tokens: &[String], positions: &mut Positions) -> Option<(usize, String)> {
    let mut node = root;
    for (at, token) in tokens.iter().enumerate() {
        let position = positions.of(node, tokens.get(..at).unwrap_or_default(), token);
        node = match (&node.value, position) {
            (Value::Mapping(entries), Some(position)) => &entries.get(position)?.value,
            (Value::Sequence(elements), Some(position)) => elements.get(position)?,
            (_, _) => return Some((at, node.get("$ref")?.as_str()?.to_owned())),
        };
    }
    None
}

/// Where members of wide mappings stood when they were looked for: many targets stand in the same ones.
#[derive(Default)]
struct Positions(HashMap<Vec<String>, HashMap<String, usize>>);

/// Mappings with more members are looked up in a table.
const SCANNED: usize = 32;

impl Positions {
    /// The position of a member or an element of a node; `way` leads to the node.
    fn of(&mut self, node: &Node, way: &[String], token: &str) -> Option<usize> {
        let entries = match &node.value {
            Value::Mapping(entries) => entries,
            Value::Sequence(elements) => {
                let position = token.parse::<usize>().ok()? + inserted(elements);
                return Some(position).filter(|position| *position < elements.len());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
        let scan = || entries.iter().position(|entry| is(entry, token));
        if entries.len() <= SCANNED {
            return scan();
        }
        if !self.0.contains_key(way) {
            let table = entries.iter().enumerate().rev().map(|(position, entry)| (entry.key.clone(), position));
            self.0.insert(way.to_vec(), table.collect());
        }
        let known = self.0.get(way).and_then(|table| table.get(token)).copied();
        // Members are added meanwhile, and replaced, but none moves.
        known.filter(|position| entries.get(*position).is_some_and(|entry| entry.key == token)).or_else(scan)
    }
}

/// How many elements the rewrites put before those that the description has: a `$ref` with siblings is the first branch of
/// `allOf`.
fn inserted(elements: &[Node]) -> usize {
    usize::from(elements.first().is_some_and(reference::is_first_branch))
}

/// Keywords may have moved to their reserved keys.
fn is(entry: &Entry, token: &str) -> bool {
    entry.key == token || standard::plain_key(&entry.key) == token
}

/// The node at a place, to change it.
fn place<'n>(root: &'n mut Node, tokens: &[String], positions: &mut Positions) -> Option<&'n mut Node> {
    tokens.iter().enumerate().try_fold(root, |node, (at, token)| {
        let position = positions.of(node, tokens.get(..at)?, token)?;
        match &mut node.value {
            Value::Mapping(entries) => entries.get_mut(position).map(|entry| &mut entry.value),
            Value::Sequence(elements) => elements.get_mut(position),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    })
}

fn store(root: &mut Node, version: Version, hoist: Hoist, target: Node) {
    let span = target.span;
    let home = home(version, hoist.kind);
    let owner = home.split('/').skip(1).try_fold(root, |node, key| member_mut(node, key, span));
    if let Some(entries) = owner.and_then(Node::entries_mut) {
        entries.push(Entry { key: hoist.name, key_span: span, value: target });
    }
}

fn member_mut<'n>(node: &'n mut Node, key: &str, span: Span) -> Option<&'n mut Node> {
    if node.get(key).is_none() {
        node.set(key, span, Value::Mapping(Vec::new()));
    }
    node.entry_mut(key).map(|entry| &mut entry.value)
}
