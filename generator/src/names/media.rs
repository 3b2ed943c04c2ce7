//! Media types: those of one body that have one schema are a group, which is known by each of them.
//!
//! A group has the names that most of its media types had, under the one of them by which the lock knew these first. So no name depends
//! on which media types stand beside one another, or in which order. Neither letter case nor parameters tell media types apart, unless
//! a description has both forms.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Key, Lock, Place};
use super::parts::{self, Keys};
use super::{escape, place};
use crate::ir::{self, OperationPart, Origin, SharedPlace};
use crate::pointer::Pointer;

/// What the media types of all bodies are known by.
#[derive(Clone, Debug, Default)]
pub struct Media {
    /// By the pointer of a `content` and a media type in it.
    known: BTreeMap<(Pointer, String), String>,
    /// The lines that say so where it is another media type.
    pub lines: Vec<(Key, String)>,
}

impl Media {
    /// The media type that the lock knows one of a `content` by.
    pub fn known<'a>(&'a self, content: &Pointer, name: &'a str) -> &'a str {
        self.known.get(&(content.clone(), name.to_owned())).map_or(name, String::as_str)
    }
}

/// Finds what the media types of an API are known by.
pub fn media(api: &ir::Api, keys: &Keys, lock: &Lock) -> Media {
    let mut media = Media::default();
    let mut seen = BTreeSet::new();
    let of_types = api.types.iter().filter_map(|(_, definition)| body(api, keys, definition));
    let reached = keys.bodies().map(|(content, body)| (content.clone(), body.clone()));
    for (content, body) in of_types.chain(reached) {
        let Some(groups) = api.bodies.get(&content).filter(|_| seen.insert(content.clone())) else { continue };
        for (group, known) in groups.iter().zip(groups_known(lock, &body, groups)) {
            for name in group {
                let line = body.member(Aspect::Media, &[name]);
                if *name != known || lock.get(&line).is_some() {
                    media.lines.push((line, escape::step(&known)));
                }
                media.known.insert((content.clone(), name.clone()), known.clone());
            }
        }
    }
    media
}

/// The `content` that a definition stands in, and the place of what has it.
fn body(api: &ir::Api, keys: &Keys, definition: &ir::Type) -> Option<(Pointer, Place)> {
    let content = content(definition)?;
    let place = match &definition.origin {
        Origin::Operation { operation, part } => {
            let operation = api.operations().find(|other| other.key == *operation)?;
            place::part_of(&place::operation(keys, operation), whole(part))
        }
        Origin::Shared { place, name } => place::shared(keys, shared_whole(place), name, &definition.pointer),
        Origin::Component(_) | Origin::Inside { .. } => return None,
    };
    Some((content, place))
}

/// The pointer of the `content` that a definition is, or is of a media type of.
pub fn content(definition: &ir::Type) -> Option<Pointer> {
    let tokens: Vec<_> = definition.pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(|token| token.as_ref()).collect();
    let length = crate::standard::schema_length(&tokens);
    let is_contents = matches!(definition.shape, ir::Shape::Contents(_));
    let content = if is_contents { tokens.as_slice() } else { tokens.get(..length.checked_sub(2)?)? };
    Some(content.iter().fold(Pointer::root(), |at, token| at.child(token))).filter(|_| content.last() == Some(&"content"))
}

fn whole(part: &OperationPart) -> &OperationPart {
    match part {
        OperationPart::Media(part, _) | OperationPart::Contents(part) => part,
        OperationPart::Parameter(..) | OperationPart::RequestBody | OperationPart::Response(_) | OperationPart::Header(..) => {
            part
        }
    }
}

fn shared_whole(place: &SharedPlace) -> &SharedPlace {
    match place {
        SharedPlace::Media(place, _) | SharedPlace::Contents(place) => place,
        SharedPlace::Parameter
        | SharedPlace::PathItem(..)
        | SharedPlace::RequestBody
        | SharedPlace::Response
        | SharedPlace::ResponseHeader(_)
        | SharedPlace::Header
        | SharedPlace::Elsewhere => place,
    }
}

/// The media type that the lock knows one of a `content` by; `of` is the pointer of that, and the place of what has it.
pub fn known_at(api: &ir::Api, lock: &Lock, of: (&Pointer, &Place), name: &str) -> Option<String> {
    let groups = api.bodies.get(of.0)?;
    let mut all = groups.iter().zip(groups_known(lock, of.1, groups));
    all.find(|(group, _)| group.iter().any(|other| other == name)).map(|(_, known)| known)
}

/// The media type that each group of a body is known by; no two by one.
fn groups_known(lock: &Lock, body: &Place, groups: &[Vec<String>]) -> Vec<String> {
    let present: BTreeSet<&str> = groups.iter().flatten().map(String::as_str).collect();
    let old = old(lock, body);
    let mut votes: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for known in group.iter().filter_map(|name| one_known(name, &old, &present)) {
            *votes.entry((at, known)).or_default() += 1;
        }
    }
    let is_own = |at: usize, known: &str| groups.get(at).is_some_and(|group| group.iter().any(|name| name == known));
    let mut votes: Vec<_> = votes.into_iter().map(|((at, known), count)| (count, is_own(at, known), known, at)).collect();
    votes.sort_unstable_by_key(|(count, own, known, at)| (std::cmp::Reverse((*count, *own)), *known, *at));
    let mut chosen: BTreeMap<usize, String> = BTreeMap::new();
    for (_, _, known, at) in votes {
        if !chosen.contains_key(&at) && !chosen.values().any(|used| used == known) {
            chosen.insert(at, known.to_owned());
        }
    }
    let mut used: BTreeSet<String> = chosen.values().cloned().chain(old.values().cloned()).collect();
    let mut all = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let first = first(group);
        let numbered = || (2..).map(|number| format!("{first} {number}")).find(|name| !used.contains(name));
        let fresh = || if used.contains(first) { numbered().unwrap_or_default() } else { first.to_owned() };
        let known = chosen.remove(&at).unwrap_or_else(fresh);
        used.insert(known.clone());
        all.push(known);
    }
    all
}

/// The media types that the lock knows of a body, as it spells them, with those that it knows them by.
fn old(lock: &Lock, body: &Place) -> BTreeMap<String, String> {
    let content = body.child("content");
    let mut old = BTreeMap::new();
    let mut add = |step: &str| {
        if let Some(name) = escape::plain(step) {
            old.insert(name.clone(), name);
        }
    };
    let has_type = |place: &Place| lock.at(place).any(|(key, _)| key.aspect == Aspect::Type);
    if has_type(body) || lock.knows(&body.child("patternProperties")) {
        add(JSON);
    }
    for (key, _) in lock.below(&content) {
        let below = key.place.as_str().get(content.as_str().len() + 1..).unwrap_or_default();
        add(below.split('/').next().unwrap_or_default());
    }
    let variants = lock.at(&content).filter(|(key, _)| key.aspect == Aspect::Variant);
    variants.for_each(|(key, _)| add(&key.member));
    let lines = lock.at(body).filter(|(key, _)| key.aspect == Aspect::Media);
    let lines: Vec<_> =
        lines.filter_map(|(key, entry)| Some((escape::plain(&key.member)?, escape::plain(&entry.name)?))).collect();
    // By what a group is known may have left it, and is known by something else then.
    old.extend(lines.iter().map(|(_, known)| (known.clone(), known.clone())));
    old.extend(lines);
    old
}

/// What a media type was known by: itself, or one that is the same but for letter case and parameters and that no other one is.
fn one_known<'a>(name: &str, old: &'a BTreeMap<String, String>, present: &BTreeSet<&str>) -> Option<&'a str> {
    let alike = || old.iter().find(|(other, _)| !present.contains(other.as_str()) && essence(other) == essence(name));
    old.get(name).or_else(|| alike().map(|(_, known)| known)).map(String::as_str)
}

/// A media type without its parameters, in lower case.
fn essence(name: &str) -> String {
    letterpress_runtime::media_type::essence(name).to_ascii_lowercase()
}

/// The media type that stands for a group: JSON by its plainest name, or the first by the alphabet.
pub fn first(group: &[String]) -> &str {
    group.iter().map(String::as_str).min_by_key(|name| order(name)).unwrap_or_default()
}

/// The order in which media types stand for a group.
pub fn order(name: &str) -> (bool, &str) {
    (name != JSON, name)
}

const JSON: &str = "application/json";

/// The place of the schema of a media type that the lock knows.
pub fn place(body: &Place, known: &str) -> Place {
    parts::body(body.clone(), known)
}
