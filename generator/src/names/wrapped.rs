//! Components that only wrap a schema without a name (`allOf` of one, `oneOf` of one and null). They are the type of that schema.
//! Earlier versions gave it a type of its own, `AOption1`, and made the component another name of it; who has that name keeps it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::likeness::{self, Within};
use super::lock::{Aspect, Entry, Key, Lock, Place, Presence};
use super::namesakes::component;
use super::parts::Keys;
use crate::ir::{self, Origin, Shape};
use crate::part::{Part, Parts, Role};
use crate::pointer::Pointer;

/// What an earlier run made of a component, in which a schema had a type of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Another name of that type, or a list or map of it.
    Alias,
    /// A union.
    Union,
}

/// What earlier runs made of component schemas, and which of these stand in another one, by their keys.
#[derive(Clone, Debug, Default)]
pub struct Wrapped {
    made: BTreeMap<String, Made>,
    /// Where each part stands.
    parts: BTreeMap<String, String>,
    /// The parts that references lead to, and whose members had no names of their own at the last run.
    reached: BTreeSet<String>,
}

impl Wrapped {
    /// What a lock says of the components of a run, some of which stand elsewhere.
    pub fn of(parts: &Parts, lock: &Lock) -> Self {
        let own = lock.iter().filter(|(key, _)| key.aspect == Aspect::Type && key.place.steps().count() == 4);
        let own = own.filter_map(|(key, _)| component(key).filter(|(section, _)| *section == "schemas"));
        // A component may have very many branches.
        let own: BTreeSet<String> = own.map(|(_, key)| key).collect();
        let own = own.into_iter().filter(|key| parts.get("schemas", key).is_none_or(|part| part.role == Role::Named));
        let own = own.map(|key| (Place::of(&["schemas", &key]), key));
        let moved = parts.iter().filter(|(section, _, _)| *section == "schemas");
        let moved = moved.flat_map(|(_, key, part)| places(part).map(|place| (place, key.to_owned())));
        let made = own.chain(moved).filter_map(|(place, key)| Some((key, made(lock, &place)?.0))).collect();
        let schemas = || parts.iter().filter(|(section, _, _)| *section == "schemas");
        let has_members = |part: &Part| {
            lock.at(&Place::of(&["schemas", &part.id()])).any(|(key, entry)| is_there(entry) && likeness::tells(key))
        };
        let reached = schemas().filter(|(_, _, part)| part.role == Role::Moved && !has_members(part));
        Self {
            made,
            parts: schemas().map(|(_, key, part)| (key.to_owned(), part.id())).collect(),
            reached: reached.map(|(_, key, _)| key.to_owned()).collect(),
        }
    }

    /// Whether a reference made the component `inner` of what stands in the component `outer`.
    pub fn is_inside(&self, outer: &str, inner: &str) -> bool {
        let outer = self
            .parts
            .get(outer)
            .cloned()
            .unwrap_or_else(|| format!("#{}", Pointer::root().child("schemas").child(outer).as_str()));
        let inner = self.parts.get(inner).filter(|_| self.reached.contains(inner));
        inner.is_some_and(|inner| inner.strip_prefix(&outer).is_some_and(|rest| rest.starts_with('/')))
    }

    /// How far a part is inside of others, compared with those; nothing of what the main document has itself.
    pub fn depth(&self, key: &str) -> usize {
        self.parts.get(key).map_or(0, String::len)
    }

    /// What an earlier run made of the component `key`, if something in it had a type of its own that was there at the last run.
    pub fn get(&self, key: &str) -> Option<Made> {
        self.made.get(key).copied()
    }
}

/// Where the lock may know a part.
fn places(part: &Part) -> [Place; 2] {
    let definition: Vec<_> = Pointer::from_text(part.definition.trim_start_matches('#')).tokens().map(Cow::into_owned).collect();
    let definition = match definition.as_slice() {
        [section, name] if part.definition.starts_with('#') => Place::of(&[section, name]),
        [..] => Place::of(&["schemas", &part.definition]),
    };
    [Place::of(&["schemas", &part.id()]), part.inside.iter().fold(definition, |place, step| place.child(step))]
}

/// What was made of what has a place, and the places of its branches that have types.
fn made(lock: &Lock, place: &Place) -> Option<(Made, Vec<Place>)> {
    let branches = place.child("branches");
    let is_branch = |key: &Key| key.place.steps().count() == branches.steps().count() + 1;
    let types = lock.below(&branches).filter(|(key, entry)| key.aspect == Aspect::Type && is_there(entry) && is_branch(key));
    let types: Vec<_> = types.map(|(key, _)| key.place.clone()).collect();
    let is_union = lock.at(place).any(|(key, entry)| key.aspect == Aspect::Variant && is_there(entry));
    (!types.is_empty()).then_some((if is_union { Made::Union } else { Made::Alias }, types))
}

fn is_there(entry: &Entry) -> bool {
    entry.presence == Presence::There
}

/// The lock with the names of what components wrapped at the last run, and are themselves now, at the places of the components. The
/// name of the type that this was is kept from others.
pub fn unwrapped(api: &ir::Api, keys: &Keys, mut lock: Lock) -> Lock {
    let inside = likeness::inside(api);
    let within = Within { inside: &inside, keys };
    for (id, definition) in api.types.iter() {
        let (Origin::Component(name), Some(aspect)) = (&definition.origin, of_members(&definition.shape)) else { continue };
        let place = keys.place("schemas", name);
        let Some((Made::Alias, branches)) = made(&lock, &place) else { continue };
        let (held, own) = (likeness::held(api, within, id), likeness::own_at(&lock, &place));
        let is_it = |branch: &&Place| {
            let has_such = lock.at(branch).any(|(key, entry)| key.aspect == aspect && is_there(entry));
            // A struct that has what its branches hold has had names of its own for it.
            let is_new = aspect == Aspect::Variant || !likeness::own_at(&lock, branch).is_subset(&own);
            has_such && is_new && !held.is_disjoint(&likeness::at(&lock, branch).there)
        };
        if let Some(branch) = branches.iter().find(is_it) {
            lock = moved(lock, branch, &place);
        }
    }
    lock
}

/// What the members of a definition have their names by.
pub fn of_members(shape: &Shape) -> Option<Aspect> {
    match shape {
        Shape::Struct(_) => Some(Aspect::Field),
        Shape::Enumeration(_) => Some(Aspect::Value),
        Shape::Union(_) => Some(Aspect::Variant),
        Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
    }
}

fn moved(mut lock: Lock, from: &Place, to: &Place) -> Lock {
    let is_name = |key: &Key| matches!(key.aspect, Aspect::Type | Aspect::File | Aspect::Validator) && !key.is_former();
    let names: Vec<_> = lock.at(from).filter(|(key, _)| is_name(key)).map(|(key, entry)| (key.clone(), entry.clone())).collect();
    lock = lock.without(|key| key.place == *from && is_name(key));
    lock.move_place(from, to, &[]);
    for (key, entry) in names {
        lock.insert(Key { place: to.clone(), ..key }.giving_up(&entry.name), entry);
    }
    lock
}
