//! A reference that leads to another component than before: `order.address.customer_id` is a member of the other one then.
//!
//! Code that names no type compiles on where both have the name. That matters where it is two names on the wire, as where one component has
//! `customer_id` and another one `customerId`. Such names are rare in an API, so the lock says where a reference leads only if what it leads
//! to has one: `schemas/Order/properties/address leads = schemas/Address`.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Key, Lock, Place};
use super::operations::is_success;
use super::parts::Keys;
use super::register::{Finding, Register};
use super::types::Places;
use super::{carried, legal, place, whose};
use crate::ir::{self, Content, Holds, Rest, Shape, TypeRef};
use crate::pointer::Pointer;

/// The name on the wire of each member of a place, by its name.
type Words<'a> = BTreeMap<String, &'a str>;

/// Writes where references lead, and tells of those that lead to something else, in which a name has another meaning. Everything has its name.
pub fn references(register: &mut Register, (api, keys, places): (&ir::Api, &Keys, &Places), lock: &Lock) {
    let uses = uses(api, keys, places);
    let Compared { lines, findings } = compared(register.given(), lock, &uses);
    for key in uses.iter().map(|it| it.at.key(Aspect::Leads)).filter(|key| !lines.contains_key(key)) {
        register.drop(key);
    }
    lines.into_iter().for_each(|(key, line)| register.keep(key, line));
    findings.into_iter().for_each(|finding| register.tell(finding));
}

#[derive(Default)]
struct Compared {
    lines: BTreeMap<Key, String>,
    findings: Vec<Finding>,
}

fn compared(now: &Lock, lock: &Lock, uses: &[Use<'_>]) -> Compared {
    let (before, after) = (members(lock), members(now));
    let ambiguous = ambiguous(before.values().chain(after.values()));
    let unsaid = if whose::is_told(lock) { unsaid(&before) } else { BTreeMap::new() };
    let mut compared = Compared::default();
    for it in uses {
        let Some(words) = after.get(it.to.as_str()).filter(|words| words.keys().any(|name| ambiguous.contains(name.as_str())))
        else {
            continue;
        };
        let key = it.at.key(Aspect::Leads);
        let is_new = !before.contains_key(it.to.as_str());
        let other = match lock.get(&key).map(|entry| entry.name.as_str()) {
            Some(then) => before.get(then).filter(|_| then != it.to.as_str()).and_then(|before| {
                let differs =
                    |(name, word): (&String, &&str)| before.get(name).filter(|then| *then != word).map(|_| name.clone());
                Some((words.iter().find_map(differs)?, then))
            }),
            None if is_new && it.known.as_ref().is_some_and(|known| lock.get(known).is_some()) => {
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

/// The members of each component.
fn members(lock: &Lock) -> BTreeMap<&str, Words<'_>> {
    let mut all: BTreeMap<&str, Words<'_>> = BTreeMap::new();
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
fn unsaid<'l>(before: &'l BTreeMap<&str, Words<'l>>) -> BTreeMap<&'l str, BTreeMap<&'l str, &'l str>> {
    let ambiguous = ambiguous(before.values());
    let mut all: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (place, words) in before.iter().filter(|(_, words)| !words.keys().any(|name| ambiguous.contains(name.as_str()))) {
        for (name, word) in words {
            all.entry(name).or_default().entry(word).or_insert(place);
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
}

fn uses<'a>(api: &ir::Api, keys: &Keys, places: &'a Places) -> Vec<Use<'a>> {
    let mut all = Vec::new();
    let mut add = |at: Place, known: Option<Key>, ty: &TypeRef, pointer: Pointer| {
        let (at, id) = carried::named(at, ty);
        let meant = id.and_then(|id| api.types.meant(&TypeRef::Named(id)));
        let to = meant.and_then(|(id, _)| places.get(&id)).filter(|to| to.key(Aspect::Type).is_component() && **to != at);
        all.extend(to.map(|to| Use { at, known, to, pointer }));
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
    for operation in api.operations() {
        let place = place::operation(keys, operation);
        for it in &operation.parameters {
            let location = it.location.name();
            let at = place.child("parameters").child(location).child(&it.name);
            add(at, Some(place.member(Aspect::Parameter, &[location, &it.name])), &it.ty, operation.pointer.child("parameters"));
        }
        if let Some((body, ty)) = operation.request_body.as_ref().and_then(|body| Some((body, value(&body.content)?))) {
            let at = operation.pointer.child("requestBody");
            add(place.child("requestBody"), Some(place.key(Aspect::Body)).filter(|_| body.required), ty, at);
        }
        for it in &operation.responses {
            let Some(ty) = it.content.as_ref().and_then(value) else { continue };
            let known = Some(place.key(Aspect::Method)).filter(|_| is_success(it.status));
            add(place::response(&place, it.status), known, ty, operation.pointer.child("responses"));
        }
    }
    all
}

/// What a body holds, or each of its items.
fn value(content: &Content) -> Option<&TypeRef> {
    match &content.holds {
        Holds::Value(ty) | Holds::Items(ty) | Holds::Events(ty) => Some(ty),
        Holds::Stream | Holds::Bytes | Holds::Parts => None,
    }
}
