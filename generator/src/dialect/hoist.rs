//! References to places inside other definitions (`#/paths/~1a/get/.../schema`): the target moves to `components` under a
//! name made from where it stands, and both places refer to it there. So one definition is one type.

use std::collections::{BTreeMap, HashSet};

use super::reference::{self, Components, Target, home, target};
use super::schema_table;
use super::table::{Kind, Object, Others, Version};
use crate::diagnostic::{Diagnostic, codes::references};
use crate::node::{Entry, Node, Value};
use crate::source::Span;

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
        let kind = object_at(components.root(), &tokens)?.component?;
        if Some(kind) != expected.component {
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
        kind = match kind {
            Kind::Object(object) | Kind::OrReference(object) => member(object, token)?,
            Kind::SchemaOrBoolean | Kind::SchemaOrFile => member(&schema_table::SCHEMA, token)?,
            Kind::List(element) => token.parse::<usize>().ok().map(|_| *element)?,
            Kind::Map(member) | Kind::Named(_, member, _) => *member,
            Kind::Any
            | Kind::Text
            | Kind::Word(_)
            | Kind::DatedWord(_)
            | Kind::Discriminator
            | Kind::Boolean
            | Kind::Count
            | Kind::Number
            | Kind::Types
            | Kind::ExclusiveBound => {
                return None;
            }
        };
    }
    match kind {
        Kind::OrReference(object) => Some(object),
        Kind::SchemaOrBoolean | Kind::SchemaOrFile => Some(&schema_table::SCHEMA),
        Kind::Any
        | Kind::Text
        | Kind::Word(_)
        | Kind::DatedWord(_)
        | Kind::Discriminator
        | Kind::Named(..)
        | Kind::Boolean
        | Kind::Count
        | Kind::Number
        | Kind::List(_)
        | Kind::Map(_)
        | Kind::Object(_)
        | Kind::Types
        | Kind::ExclusiveBound => None,
    }
}

fn member(object: &'static Object, token: &str) -> Option<Kind> {
    match (object.field(token), &object.others) {
        (Some(field), _) => Some(field.kind),
        (None, Others::Patterned(_, kind)) => Some(*kind),
        (None, Others::Unknown | Others::Annotations) => None,
    }
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
pub(super) fn apply(root: &mut Node, version: Version, hoists: Hoists, diagnostics: &mut Vec<Diagnostic>) {
    let mut hoists: Vec<_> = hoists.places.into_iter().collect();
    hoists.sort_by_key(|(tokens, _)| std::cmp::Reverse(tokens.len()));
    for (tokens, hoist) in hoists {
        let found = actual(root, version, &tokens).and_then(|tokens| place(root, &tokens));
        match found.filter(|node| matches!(node.value, Value::Mapping(_))) {
            Some(node) => {
                let target = if node.get("$ref").is_some() { node.clone() } else { replaced(node, version, &hoist) };
                store(root, version, hoist, target);
            }
            None => diagnostics.push(
                Diagnostic::error(references::DANGLING, hoist.span, "this reference leads to nothing")
                    .help(format!("move the target to `{}/<Name>` and refer to it there", home(version, hoist.kind))),
            ),
        }
    }
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
fn actual(root: &Node, version: Version, tokens: &[String]) -> Option<Vec<String>> {
    let mut tokens = tokens.to_vec();
    for _ in 0..LONGEST_WAY {
        let Some((at, reference)) = crossed(root, &tokens) else { return Some(tokens) };
        let Target::Component(kind, name) = target(version, &reference) else { return None };
        let rest = tokens.split_off(at);
        let home = home(version, &kind).split('/').skip(1).map(str::to_owned).collect::<Vec<_>>();
        tokens = home.into_iter().chain([name]).chain(rest).collect();
    }
    None
}

/// The first reference that stands on the way, and how many tokens lead to it.
fn crossed(root: &Node, tokens: &[String]) -> Option<(usize, String)> {
    let mut node = root;
    for (at, token) in tokens.iter().enumerate() {
        node = match step(node, token) {
            Some(next) => next,
            None => return Some((at, node.get("$ref")?.as_str()?.to_owned())),
        };
    }
    None
}

fn step<'n>(node: &'n Node, token: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Mapping(entries) => entries.iter().find(|entry| is(entry, token)).map(|entry| &entry.value),
        Value::Sequence(elements) => elements.get(token.parse::<usize>().ok()? + inserted(elements)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// How many elements the rewrites put before those that the description has: a `$ref` with siblings is the first branch of
/// `allOf`.
fn inserted(elements: &[Node]) -> usize {
    usize::from(elements.first().is_some_and(reference::is_first_branch))
}

/// Keywords may have moved to their reserved keys.
fn is(entry: &Entry, token: &str) -> bool {
    entry.key == token || entry.key.strip_prefix("x-canonical-") == Some(token)
}

/// The node at a place, to change it.
fn place<'n>(root: &'n mut Node, tokens: &[String]) -> Option<&'n mut Node> {
    tokens.iter().try_fold(root, |node, token| match &mut node.value {
        Value::Mapping(entries) => entries.iter_mut().find(|entry| is(entry, token)).map(|entry| &mut entry.value),
        Value::Sequence(elements) => {
            let before = inserted(elements);
            elements.get_mut(token.parse::<usize>().ok()? + before)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
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
