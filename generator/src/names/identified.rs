//! Operations that get an `operationId`: what the lock knew by a path it knows by that.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Entry, Key, Lock, Namespace, Place, Presence};
use super::parts::Keys;
use super::{escape, legal, place};
use crate::ir::{self, OperationPlace, RustName};

/// The lock with the names of operations that have an `operationId` now, and had none, under that. An operation that the lock knows by
/// its `operationId` is that one, unless that was gone at the last run, and what stands here was there, or the description chooses names that what
/// stands here had: then the names of what had the id are kept from others.
pub fn identified(api: &ir::Api, keys: &Keys, lock: &Lock) -> Lock {
    let mut lock = lock.clone();
    for it in api.operations().filter(|it| it.operation_id.is_some()) {
        let (before, now) = (place::unidentified(keys, it), place::operation(keys, it));
        let presence = |place: &Place| lock.get(&place.key(Aspect::Method)).map(|entry| entry.presence);
        match (presence(&before), presence(&now)) {
            (Some(_), None) if !lock.knows(&now) => lock.move_place(&before, &now, &[]),
            (Some(Presence::There), Some(Presence::Gone)) => lock = replaced(lock, &before, &now),
            (Some(_), Some(_)) if is_said(api, it, &lock, (&before, &now)) => lock = replaced(lock, &before, &now),
            (Some(_) | None, Some(_) | None) => continue,
        }
        // It was known by its path, which then needed no line.
        if matches!(it.key.place, OperationPlace::Path(_)) {
            let name = escape::step(&it.route.template);
            lock.insert(now.key(Aspect::Path), Entry { name, span: None, presence: Presence::There });
        }
    }
    lock
}

/// The lock with what is at one place at another one, of which the names are given up. What was reached by these alone, such as its parameters, keeps no
/// name that has another meaning there now: nothing else may have had two.
fn replaced(lock: Lock, before: &Place, now: &Place) -> Lock {
    let lock = lock.given_up(now);
    let old: BTreeMap<Key, Entry> =
        lock.at(now).chain(lock.below(now)).map(|(key, entry)| (key.clone(), entry.clone())).collect();
    let mut lock = lock.without(|key| old.contains_key(key));
    lock.move_place(before, now, &[]);
    let scope = |(key, entry): (&Key, &Entry)| (key.namespace(), legal::folded(&entry.name));
    let taken: BTreeSet<(Namespace, String)> = lock.at(now).chain(lock.below(now)).map(scope).collect();
    for (key, entry) in old.into_iter().filter(|(key, entry)| !taken.contains(&scope((key, entry)))) {
        lock.insert(key, entry);
    }
    lock
}

/// Whether the description chooses a name that something at the first place had, and that is no name of the same at the second one.
fn is_said(api: &ir::Api, it: &ir::Operation, lock: &Lock, (before, now): (&Place, &Place)) -> bool {
    let chosen = |key: fn(&Place, &str) -> Key, member: &str, name: Option<&RustName>| {
        let has = |place: &Place, name: &RustName| {
            lock.get(&key(place, member)).is_some_and(|entry| legal::folded(&entry.name) == legal::folded(&name.text))
        };
        name.is_some_and(|name| has(before, name) && !has(now, name))
    };
    let method = |place: &Place, _: &str| place.key(Aspect::Method);
    let parameters = it.parameters.iter().any(|parameter| {
        let key = |place: &Place, member: &str| {
            let (location, name) = member.split_once('/').unwrap_or_default();
            place.member(Aspect::Parameter, &[location, name])
        };
        chosen(key, &format!("{}/{}", parameter.location.name(), parameter.name), parameter.docs.rust_name.as_ref())
    });
    let inside = format!("{}/", it.pointer.as_str());
    let types = api.types.iter().filter(|(_, definition)| definition.pointer.as_str().starts_with(&inside));
    let mut names = types.filter_map(|(_, definition)| definition.docs.rust_name.as_ref());
    let is_type = |name: &str| {
        lock.below(before).any(|(key, entry)| key.aspect == Aspect::Type && legal::folded(&entry.name) == legal::folded(name))
    };
    chosen(method, "", it.docs.rust_name.as_ref()) || parameters || names.any(|name| is_type(&name.text))
}
