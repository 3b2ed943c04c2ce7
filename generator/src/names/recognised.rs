//! Operations, tags and security schemes that are written in another way, and are what they were.
//!
//! An operation without `operationId` is known by its path; with other names for the variables it has the same requests. One of a
//! callback is known by its expression, which may be edited. The name of a tag or a security scheme may get other letters.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Entry, Key, Lock, Place, Presence};
use super::parts::Keys;
use super::register::Finding;
use super::{escape, own, place};
use crate::ir::{self, Group, OperationPlace};
use crate::pointer::Pointer;

/// What is known although it is written in another way.
pub struct Recognised {
    /// The lock, in which it is known by how it is written now.
    pub lock: Lock,
    /// The paths that operations had, by their places.
    pub paths: BTreeMap<Place, String>,
    /// What may be something else.
    pub findings: Vec<Finding>,
}

/// Finds what is written in another way.
pub fn recognised<'a>(api: &'a ir::Api, keys: &Keys, mut lock: Lock) -> Recognised {
    let (mut paths, mut findings) = (BTreeMap::new(), Vec::new());
    // Those of a callback stand where its owner stands by now.
    let mut found = operations(api, keys, &lock);
    while !found.is_empty() {
        for (from, to) in found {
            if let Some((path, _)) = of_path(&from) {
                paths.insert(to.clone(), path);
            }
            findings.extend(edited(api, keys, &lock, (&from, &to)));
            lock.move_place(&from, &to, &[]);
        }
        found = operations(api, keys, &lock);
    }
    let tags = api.tags.iter().filter(|tag| tag.group == Group::Tag && !tag.name.is_empty());
    let tags: Vec<Place> = tags.map(|tag| Place::of(&["tags", &tag.name])).collect();
    let by_place = |it: &'a ir::SecurityScheme| (Place::of(&["securitySchemes", &it.name]), it);
    let described: BTreeMap<Place, &ir::SecurityScheme> = api.security_schemes.iter().map(by_place).collect();
    let schemes = described.keys().cloned().collect();
    for (section, aspect, now) in [("tags", Aspect::Module, tags), ("securitySchemes", Aspect::Scheme, schemes)] {
        for (from, to) in recased(&lock, section, aspect, &now) {
            findings.extend(described.get(&to).and_then(|scheme| replaced(&lock, scheme, &from, &to)));
            lock.move_place(&from, &to, &[]);
        }
    }
    Recognised { lock, paths, findings }
}

/// A scheme says how a client sends a credential, and the lock does not: it may be another one, which takes the same argument.
fn replaced(lock: &Lock, scheme: &ir::SecurityScheme, from: &Place, to: &Place) -> Option<Finding> {
    if scheme.docs.rust_name.is_some() {
        return None;
    }
    let name = lock.get(&from.key(Aspect::Scheme))?.name.clone();
    let before = from.steps().last().and_then(escape::plain).unwrap_or_default();
    let at = Pointer::from_text("/components/securitySchemes").child(&scheme.name);
    Some(Finding::TakenFor { key: to.key(Aspect::Scheme), at, name, lost: before, gained: scheme.name.clone() })
}

/// An operation of a callback by another expression may be another one, which goes to another address.
fn edited(api: &ir::Api, keys: &Keys, lock: &Lock, (from, to): (&Place, &Place)) -> Option<Finding> {
    let expression = |place: &Place| of_callback(place).and_then(|(_, expression)| escape::plain(&expression));
    let (lost, gained) = (expression(from)?, expression(to)?);
    let at = api.operations().find(|operation| place::operation(keys, operation) == *to)?.pointer.clone();
    let name = lock.get(&from.key(Aspect::Method))?.name.clone();
    Some(Finding::TakenFor { key: to.key(Aspect::Method), at, name, lost, gained })
}

/// The operations that have no line, with the only one that is gone and is the same but for what says nothing of it.
fn operations(api: &ir::Api, keys: &Keys, lock: &Lock) -> Vec<(Place, Place)> {
    let all = || api.operations().map(|operation| (operation, place::operation(keys, operation)));
    let is_new = |(operation, place): &(&ir::Operation, Place)| operation.operation_id.is_none() && !lock.knows(place);
    let new: Vec<Place> = all().filter(is_new).filter(|(it, _)| is_alike(it)).map(|(_, place)| place).collect();
    if new.is_empty() {
        return Vec::new();
    }
    let now: BTreeSet<Place> = all().map(|(_, place)| place).collect();
    let was_there = |(key, entry): &(&Key, &Entry)| {
        key.aspect == Aspect::Method && !key.is_former() && entry.presence == Presence::There && !now.contains(&key.place)
    };
    let gone = lock.iter().filter(was_there).map(|(key, _)| key.place.clone());
    only(gone, new, |place| {
        of_path(place).map(|(path, method)| path_shape(&path) + &method).or_else(|| of_callback(place).map(|(rest, _)| rest))
    })
}

fn is_alike(operation: &ir::Operation) -> bool {
    match operation.key.place {
        OperationPlace::Path(_) | OperationPlace::Callback(_) => true,
        OperationPlace::Webhook(_) => false,
    }
}

/// The path and the method in the place of an operation without `operationId`.
fn of_path(place: &Place) -> Option<(String, String)> {
    let mut steps = place.steps();
    let (section, path, method, none) = (steps.next()?, steps.next()?, steps.next()?, steps.next());
    (section == "paths" && none.is_none()).then(|| Some((escape::plain(path)?, method.to_owned())))?
}

/// The path without the names of its variables.
pub fn path_shape(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "{" + part.split_once('}').map_or(part, |(_, behind)| behind))
}

/// The place of an operation of a callback without its expression, and that.
fn of_callback(place: &Place) -> Option<(String, String)> {
    let steps: Vec<&str> = place.steps().collect();
    let [around @ .., word, name, expression, method] = steps.as_slice() else { return None };
    (*word == "callbacks").then(|| (format!("{} {name} {method}", around.join("/")), (*expression).to_owned()))
}

/// The tags or security schemes that have no line, with the only one that is gone and has the same name in other letters.
fn recased(lock: &Lock, section: &str, aspect: Aspect, now: &[Place]) -> Vec<(Place, Place)> {
    let new: Vec<Place> = now.iter().filter(|place| lock.get(&place.key(aspect)).is_none()).cloned().collect();
    if new.is_empty() {
        return Vec::new();
    }
    let (section, now) = (Place::of(&[section]), now.iter().collect::<BTreeSet<_>>());
    let lines = lock.below(&section).filter(|(key, _)| key.aspect == aspect && !key.is_former());
    let gone: Vec<Place> = lines.map(|(key, _)| key.place.clone()).filter(|place| !now.contains(place)).collect();
    only(gone, new, |place| own::names(&place.key(aspect)).into_iter().next())
}

/// Of what is gone and what is new, the pairs that are alike by a word, if nothing else is.
fn only(
    gone: impl IntoIterator<Item = Place>,
    new: impl IntoIterator<Item = Place>,
    word: impl Fn(&Place) -> Option<String>,
) -> Vec<(Place, Place)> {
    let mut found: BTreeMap<String, (Vec<Place>, Vec<Place>)> = BTreeMap::new();
    for (word, place) in gone.into_iter().filter_map(|place| Some((word(&place)?, place))) {
        found.entry(word).or_default().0.push(place);
    }
    for (word, place) in new.into_iter().filter_map(|place| Some((word(&place)?, place))) {
        found.entry(word).or_default().1.push(place);
    }
    let pair = |(_, (gone, new)): (String, (Vec<Place>, Vec<Place>))| match (gone.as_slice(), new.as_slice()) {
        ([gone], [new]) => Some((gone.clone(), new.clone())),
        ([..], [..]) => None,
    };
    found.into_iter().filter_map(pair).collect()
}
