//! A reference that leads to another component than before: `order.address.customer_id` is a member of the other one then.
//!
//! Code that names no type compiles on where both have the name. That matters where it is two names on the wire, as where one component has
//! `customer_id` and another one `customerId`. Such names are rare in an API, so the lock says where a reference leads only if what it leads
//! to has one: `schemas/Order/properties/address leads = schemas/Address`.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Entry, Key, Lock, Place};
use super::operations::is_success;
use super::parts::Keys;
use super::register::{Finding, Register};
use super::types::Places;
use super::{carried, legal, place, whose};
use crate::ir::{self, Content, Rest, Shape, Status, TypeRef};
use crate::pointer::Pointer;

/// The name on the wire of each member of a place, by its name.
type Words<'a> = BTreeMap<String, &'a str>;

/// The members of each component.
type Members<'a> = BTreeMap<&'a str, Words<'a>>;

/// How many references are followed behind the first one.
const DEPTH: usize = 4;

/// How many names a component has at most with those behind its members.
const MOST: usize = 1_000;

/// Writes where references lead, and tells of those that lead to something else, in which a name has another meaning. Everything has its name.
pub fn references(register: &mut Register, (api, keys, places): (&ir::Api, &Keys, &Places), lock: &Lock) {
    let uses = uses(api, keys, places);
    let Compared { lines, moved, findings } = compared(register.given(), lock, &uses);
    let gone = uses.iter().map(|it| it.at.key(Aspect::Leads)).chain(moved).filter(|key| !lines.contains_key(key));
    gone.collect::<Vec<_>>().into_iter().for_each(|key| register.drop(key));
    lines.into_iter().for_each(|(key, line)| register.keep(key, line));
    findings.into_iter().for_each(|finding| register.tell(finding));
}

#[derive(Default)]
struct Compared {
    lines: BTreeMap<Key, String>,
    /// The lines of responses that have another status by now.
    moved: Vec<Key>,
    findings: Vec<Finding>,
}

fn compared(now: &Lock, lock: &Lock, uses: &[Use<'_>]) -> Compared {
    let (mut before, mut after) = (members(lock), members(now));
    let unsaid = if whose::is_told(lock) { unsaid(&before) } else { BTreeMap::new() };
    let new: BTreeSet<&str> = after.keys().filter(|place| !before.contains_key(*place)).copied().collect();
    followed([(&mut before, &references_then(lock)), (&mut after, &references_now(uses))]);
    let ambiguous = ambiguous(before.values().chain(after.values()));
    let mut compared = Compared::default();
    for it in uses {
        let key = it.at.key(Aspect::Leads);
        let then = lock.get(&key).or_else(|| {
            let (key, entry) = moved(lock, it)?;
            compared.moved.push(key.clone());
            Some(entry)
        });
        let then = then.map(|entry| entry.name.as_str());
        let Some(words) = after.get(it.to.as_str()).filter(|words| words.keys().any(|name| ambiguous.contains(name.as_str())))
        else {
            // It may lead from here to another one that has such a name.
            compared.lines.extend(then.filter(|then| *then != it.to.as_str()).map(|then| (key, then.to_owned())));
            continue;
        };
        let other = match then {
            Some(then) => before.get(then).filter(|_| then != it.to.as_str()).and_then(|before| {
                let differs =
                    |(name, word): (&String, &&str)| before.get(name).filter(|then| *then != word).map(|_| name.clone());
                Some((words.iter().find_map(differs)?, then))
            }),
            None if new.contains(it.to.as_str()) && it.known.as_ref().is_some_and(|known| lock.get(known).is_some()) => {
                words.iter().find_map(|(name, word)| {
                    let (_, then) = unsaid.get(name.as_str())?.iter().find(|(then, _)| *then != word)?;
                    Some((name.clone(), *then))
                })
            }
            None => None,
        };
        if let Some((name, then)) = other {
            let (at, [before, now]) = (it.pointer.clone(), [then, it.to.as_str()].map(str::to_owned));
            compared.findings.push(Finding::Leads { key: key.clone(), at, name, before, now });
        }
        compared.lines.insert(key, it.to.as_str().to_owned());
    }
    compared
}

/// The line of the one success of an operation when it had another status, if that was the only one to lead anywhere.
fn moved<'l>(lock: &'l Lock, it: &Use<'_>) -> Option<(&'l Key, &'l Entry)> {
    let (responses, status) = it.success.as_ref()?;
    let start = responses.as_str().len() + 1;
    let place = |at: &'l str| at.get(start..).map(|at| at.split_once('/').unwrap_or((at, "")));
    let steps = it.at.as_str().get(start..)?.split_once('/').map_or("", |(_, steps)| steps);
    let is_success = |at: &str| Status::of(at).is_some_and(|other| is_success(other) && other != *status);
    let lines = lock.below(responses).filter(|(key, _)| key.aspect == Aspect::Leads && !key.is_former());
    let mut lines = lines.filter(|(key, _)| place(key.place.as_str()).is_some_and(|(at, rest)| is_success(at) && rest == steps));
    lines.next().filter(|_| lines.next().is_none())
}

/// A member that refers to a component.
struct Edge<'a> {
    of: &'a str,
    /// Its name, with the steps to the elements of lists and maps.
    name: String,
    to: &'a str,
}

/// The references of an API, by where they stand.
fn references_now<'a>(uses: &'a [Use<'a>]) -> Vec<(&'a str, &'a str)> {
    uses.iter().map(|it| (it.at.as_str(), it.to.as_str())).collect()
}

/// Those of which a lock tells.
fn references_then(lock: &Lock) -> Vec<(&str, &str)> {
    let lines = lock.iter().filter(|(key, _)| key.aspect == Aspect::Leads && !key.is_former());
    lines.map(|(key, entry)| (key.place.as_str(), entry.name.as_str())).collect()
}

/// What a reference at a place is, if that is in a component.
fn edge<'a>(all: &Members<'a>, (at, to): (&'a str, &'a str)) -> Option<Edge<'a>> {
    let (end, _) = at.match_indices('/').nth(1).filter(|_| at.starts_with("schemas/"))?;
    let (of, rest) = (at.get(..end)?, at.get(end + 1..)?);
    let Some(member) = rest.strip_prefix("properties/") else { return Some(Edge { of, name: rest.to_owned(), to }) };
    let word = member.split('/').next().unwrap_or_default();
    let (name, _) = all.get(of)?.iter().find(|(_, it)| **it == word)?;
    Some(Edge { of, name: format!("{name}{}", member.get(word.len()..).unwrap_or_default()), to })
}

/// Adds what stands behind the members: `geo.customer_id` of a component is what `customer_id` is in that to which its `geo` refers.
/// What is one thing on the wire wherever a name leads stays so behind other names, and is not looked at.
fn followed<'a>(sides: [(&mut Members<'a>, &[(&'a str, &'a str)]); 2]) {
    let mut sides = sides.map(|(all, references)| {
        let edges: Vec<_> = references.iter().filter_map(|it| edge(all, *it)).collect();
        (all, edges)
    });
    for depth in 0..DEPTH {
        let [(before, _), (after, _)] = &sides;
        let ambiguous = ambiguous(before.values().chain(after.values())).into_iter().map(str::to_owned);
        let ambiguous: BTreeSet<String> = ambiguous.filter(|name| name.matches('.').count() == depth).collect();
        for (all, edges) in &mut sides {
            for edge in edges.iter() {
                let words = all.get(edge.to).into_iter().flatten().filter(|(name, _)| ambiguous.contains(*name));
                let behind: Words<'a> = words.map(|(name, word)| (format!("{}.{name}", edge.name), *word)).collect();
                let known = all.entry(edge.of).or_default();
                let most = MOST.saturating_sub(known.len());
                known.extend(behind.into_iter().take(most));
            }
        }
    }
}

/// The members of each component.
fn members(lock: &Lock) -> Members<'_> {
    let mut all = Members::new();
    for (key, entry) in lock.iter().filter(|(key, _)| key.aspect == Aspect::Field && !key.is_former()) {
        if key.place.key(Aspect::Type).is_component() {
            all.entry(key.place.as_str()).or_default().insert(legal::folded(&entry.name), &key.member);
        }
    }
    all
}

/// The names that are several on the wire.
fn ambiguous<'w>(all: impl Iterator<Item = &'w Words<'w>>) -> BTreeSet<&'w str> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    all.flatten().filter(|(name, word)| *first.entry(name).or_insert(word) != **word).map(|(name, _)| name.as_str()).collect()
}

/// The members of those components to which a reference could lead without a line, by their names: those on the wire, each with a component.
fn unsaid<'l>(before: &Members<'l>) -> BTreeMap<String, BTreeMap<&'l str, &'l str>> {
    let ambiguous = ambiguous(before.values());
    let mut all: BTreeMap<String, BTreeMap<&str, &str>> = BTreeMap::new();
    for (place, words) in before.iter().filter(|(_, words)| !words.keys().any(|name| ambiguous.contains(name.as_str()))) {
        for (name, word) in words {
            all.entry(name.clone()).or_default().entry(word).or_insert(place);
        }
    }
    all
}

/// A reference to a component.
struct Use<'a> {
    /// Where a type would stand that is written there.
    at: Place,
    /// What has a line once there is something; `None` where nothing tells.
    known: Option<Key>,
    /// The component that is meant.
    to: &'a Place,
    pointer: Pointer,
    /// Of the one success of an operation: the place of its responses, and the status.
    success: Option<(Place, Status)>,
}

fn uses<'a>(api: &ir::Api, keys: &Keys, places: &'a Places) -> Vec<Use<'a>> {
    let mut all = Vec::new();
    let mut add = |at: Place, known: Option<Key>, ty: &TypeRef, pointer: Pointer| {
        all.extend(target(api, places, at, ty).map(|(at, to)| Use { at, known, to, pointer, success: None }));
    };
    for (id, definition) in api.types.iter() {
        let Some(place) = places.get(&id) else { continue };
        match &definition.shape {
            Shape::Struct(object) => {
                let at = definition.pointer.child("properties");
                for field in &object.fields {
                    let known = place.member(Aspect::Field, &[&field.name]);
                    add(place.child("properties").child(&field.name), Some(known), &field.ty, at.child(&field.name));
                }
                if let Rest::Kept(ty) = &object.rest {
                    add(place.child(place::VALUES), Some(place.key(Aspect::Rest)), ty, definition.pointer.clone());
                }
            }
            Shape::Alias(ty) => add(place.clone(), Some(place.key(Aspect::Type)), ty, definition.pointer.clone()),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Contents(_) => {}
        }
    }
    api.operations().for_each(|operation| of_operation(&mut all, (api, keys, places), operation));
    all
}

fn of_operation<'a>(all: &mut Vec<Use<'a>>, (api, keys, places): (&ir::Api, &Keys, &'a Places), operation: &ir::Operation) {
    let place = place::operation(keys, operation);
    for it in &operation.parameters {
        let location = it.location.name();
        let at = place.child("parameters").child(location).child(&it.name);
        let (known, pointer) = (place.member(Aspect::Parameter, &[location, &it.name]), operation.pointer.child("parameters"));
        let target = target(api, places, at, &it.ty);
        all.extend(target.map(|(at, to)| Use { at, known: Some(known), to, pointer, success: None }));
    }
    let mut add = |at: Place, known: Option<Key>, content: &Content, pointer: Pointer, success: Option<(Place, Status)>| {
        for (at, ty, is_whole) in values(api, at, content) {
            let (known, pointer, success) = (known.clone().filter(|_| is_whole), pointer.clone(), success.clone());
            all.extend(target(api, places, at, ty).map(|(at, to)| Use { at, known, to, pointer, success }));
        }
    };
    if let Some(body) = &operation.request_body {
        let known = Some(place.key(Aspect::Body));
        add(place.child("requestBody"), known, &body.content, operation.pointer.child("requestBody"), None);
    }
    let is_only = operation.responses.iter().filter(|it| is_success(it.status)).count() == 1;
    for it in &operation.responses {
        let Some(content) = &it.content else { continue };
        let known = Some(place.key(Aspect::Method)).filter(|_| is_success(it.status));
        let success = Some((place.child("responses"), it.status)).filter(|_| is_only && is_success(it.status));
        add(place::response(&place, it.status), known, content, operation.pointer.child("responses"), success);
    }
}

/// The component to which a type leads, and where it would stand; also where a component that is a list or map lies between.
fn target<'a>(api: &ir::Api, places: &'a Places, at: Place, ty: &TypeRef) -> Option<(Place, &'a Place)> {
    let (mut at, mut id) = carried::named(at, ty);
    while let Shape::Alias(inner) = &api.types.get(id?)?.shape {
        (at, id) = carried::named(at, inner);
    }
    let to = places.get(&id?).filter(|to| to.key(Aspect::Type).is_component() && **to != at)?;
    Some((at, to))
}

/// The types of a body with their places, and whether one is all of it: each of several contents has the first of its media types.
fn values<'a>(api: &'a ir::Api, at: Place, content: &'a Content) -> Vec<(Place, &'a TypeRef, bool)> {
    let Some(ty) = content.ty() else { return Vec::new() };
    let definition = if let TypeRef::Named(id) = ty { api.types.get(*id) } else { None };
    let Some(Shape::Contents(all)) = definition.map(|it| &it.shape) else { return vec![(at, ty, true)] };
    let place = |content: &Content| Some(at.child("content").child(&content.media.first()?.name));
    all.iter().filter_map(|it| Some((place(&it.content)?, it.content.ty()?, false))).collect()
}
