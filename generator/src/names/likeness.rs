//! What things hold: things that nothing names are known again by it.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Entry, Key, Lock, Place, Presence};
use super::parts::Keys;
use super::register::Finding;
use super::{escape, place};
use crate::ir::{self, EnumerationValues, Origin, Shape, TypeId, VariantName};

/// What stands where, as far as that is known before anything has a place.
#[derive(Clone, Copy, Debug)]
pub struct Within<'a> {
    /// The types that stand in each type.
    pub inside: &'a BTreeMap<TypeId, Vec<TypeId>>,
    /// The components.
    pub keys: &'a Keys,
}

/// The members of a thing and of the types written inside it, as the lock calls them, each with the way to it. Branches are no step of
/// the way, since they may have moved.
pub type Held = BTreeSet<String>;

/// What the lock knows of a thing.
#[derive(Debug, Default)]
pub struct Known {
    /// What it held at the last run; nothing if it was gone.
    pub there: Held,
    /// All that it ever held.
    pub ever: Held,
    /// Whether anything of it was there at the last run.
    pub was_there: bool,
    /// Whether it has a name; what gave way in a merge has none.
    pub has_name: bool,
}

/// What has one of two in common with the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Common {
    /// How much both have: more is better.
    pub shared: std::cmp::Reverse<usize>,
    /// How much only one of them has: less is better.
    pub others: usize,
}

/// The types that stand in each type.
pub fn inside(api: &ir::Api) -> BTreeMap<TypeId, Vec<TypeId>> {
    let mut inside: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    for (id, definition) in api.types.iter() {
        if let Origin::Inside { owner, .. } = &definition.origin {
            inside.entry(*owner).or_default().push(id);
        }
    }
    inside
}

/// What a type holds now.
pub fn held(api: &ir::Api, within: Within<'_>, id: TypeId) -> Held {
    held_behind(api, within, id, String::new())
}

/// What a branch holds now, seen from its union: a pattern that leads to it is part of the way, as it is part of its place.
pub fn held_of_branch(api: &ir::Api, within: Within<'_>, id: TypeId) -> Held {
    held_behind(api, within, id, api.types.get(id).map(|definition| step(api, definition)).unwrap_or_default())
}

fn held_behind(api: &ir::Api, within: Within<'_>, id: TypeId, way: String) -> Held {
    let mut held = Held::new();
    let mut waiting = vec![(id, way)];
    while let Some((id, way)) = waiting.pop() {
        for inner in within.inside.get(&id).into_iter().flatten() {
            waiting.extend(api.types.get(*inner).map(|definition| (*inner, format!("{way}{}", step(api, definition)))));
        }
        held.extend(own(api, within.keys, id).into_iter().map(|member| format!("{way}{member}")));
    }
    held
}

/// What a type that is a branch, or inside of one, holds now, as the branch holds it; `place` leads from the branch to it.
pub fn held_along(api: &ir::Api, within: Within<'_>, place: &Place, id: TypeId) -> Held {
    let way = way(place.steps().skip(1));
    held(api, within, id).into_iter().map(|member| format!("{way}{member}")).collect()
}

/// What a type holds itself, without the types that stand in it.
pub fn own(api: &ir::Api, keys: &Keys, id: TypeId) -> Held {
    api.types.get(id).map(|definition| members(api, keys, &definition.shape)).unwrap_or_default().into_iter().collect()
}

/// What the lock knows that a place held itself.
pub fn own_at(lock: &Lock, place: &Place) -> Held {
    lock.at(place).filter_map(|(key, _)| member(key)).collect()
}

/// What the lock knows of a place, without what shares it.
pub fn at(lock: &Lock, place: &Place) -> Known {
    let mut known = Known::default();
    for (key, entry) in lock.at(place).chain(lock.below(place)) {
        let mut steps = key.place.as_str().get(place.as_str().len()..).unwrap_or_default().split('/').skip(1);
        if !steps.clone().next().is_some_and(Place::is_sharing) {
            known.add(key, entry, &mut steps);
        }
    }
    known
}

/// What the lock knows of each step below a place.
pub fn below<'a>(lock: &'a Lock, place: &Place) -> BTreeMap<&'a str, Known> {
    let mut known: BTreeMap<&str, Known> = BTreeMap::new();
    for (key, entry) in lock.below(place) {
        let mut steps = key.place.as_str().get(place.as_str().len() + 1..).unwrap_or_default().split('/');
        if let Some(step) = steps.next() {
            known.entry(step).or_default().add(key, entry, steps);
        }
    }
    known
}

/// The things that nothing names and that were edited so that neither what they held nor what they hold is all of the other.
pub fn changed(api: &ir::Api, keys: &Keys, places: &BTreeMap<TypeId, Place>, lock: &Lock) -> Vec<Finding> {
    let types_inside = inside(api);
    let within = Within { inside: &types_inside, keys };
    // What a reference reaches is a component, and is held all the same.
    let reached = api.types.iter().filter(|(_, definition)| matches!(definition.origin, Origin::Component(_)));
    let reached: BTreeMap<&str, TypeId> = reached.filter_map(|(id, _)| Some((places.get(&id)?.as_str(), id))).collect();
    let held_below = |place: &Place| {
        let start = format!("{}/", place.as_str());
        let below = reached.range(start.as_str()..).map_while(|(at, id)| Some((at.strip_prefix(&start)?, *id)));
        let held = below.flat_map(|(rest, id)| held_behind(api, within, id, way(rest.split('/'))));
        held.collect::<Held>()
    };
    let found = api.types.iter().filter_map(|(id, definition)| {
        let place = places.get(&id).filter(|place| place.is_unnamed())?;
        let name = lock.get(&place.key(Aspect::Type))?.name.clone();
        let (before, mut now) = (at(lock, place).there, held(api, within, id));
        now.extend(held_below(place));
        let (lost, gained) = (before.difference(&now).next()?.clone(), now.difference(&before).next()?.clone());
        Some(Finding::TakenFor { key: place.key(Aspect::Type), at: definition.pointer.clone(), name, lost, gained })
    });
    found.collect()
}

/// Whether one holds all of the other; what holds nothing is like what holds nothing.
pub fn is_alike(one: &Held, other: &Held) -> bool {
    one.is_empty() == other.is_empty() && (one.is_subset(other) || one.is_superset(other))
}

/// What the own members of a thing are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Fields.
    Fields,
    /// Values of an enumeration.
    Values,
    /// Variants.
    Variants,
    /// It has none that the lock knows.
    None,
}

/// Which kind of thing holds that.
pub fn nature(held: &Held) -> Nature {
    let own = held.iter().find(|member| !member.contains('/'));
    own.map_or(Nature::None, |member| match member.split_once(' ') {
        Some(("value", _)) => Nature::Values,
        Some(_) => Nature::Variants,
        None => Nature::Fields,
    })
}

/// What two have in common.
pub fn common(one: &Held, other: &Held) -> Common {
    let shared = one.intersection(other).count();
    Common { shared: std::cmp::Reverse(shared), others: one.len() + other.len() - 2 * shared }
}

impl Known {
    /// Adds an entry; `steps` lead from the thing to its place.
    pub fn add<'a>(&mut self, key: &Key, entry: &Entry, steps: impl Iterator<Item = &'a str>) {
        let there = entry.presence == Presence::There;
        self.was_there |= there;
        self.has_name |= key.aspect == Aspect::Type && !key.is_former();
        if let Some(member) = member(key) {
            let member = format!("{}{member}", way(steps));
            self.there.extend(there.then(|| member.clone()));
            self.ever.insert(member);
        }
    }

    /// What it holds as far as is known: at the last run, or, if it was gone then, ever.
    pub fn held(&self) -> &Held {
        if self.was_there { &self.there } else { &self.ever }
    }
}

/// The way that steps of a place lead: names of properties and the like, without branches, and without what tells apart types that share
/// a place.
fn way<'a>(mut steps: impl Iterator<Item = &'a str>) -> String {
    let mut way = String::new();
    while let Some(step) = steps.next() {
        match step {
            "properties" | "patternProperties" | "$defs" | "definitions" => {
                way.push_str(&format!("{step}/{}/", steps.next().unwrap_or_default()))
            }
            "items" | "additionalProperties" => way.push_str(&format!("{step}/")),
            "branches" | Place::OTHERS => drop(steps.next()),
            _ => {}
        }
    }
    way
}

/// The way from a type to one that stands in it.
fn step(api: &ir::Api, definition: &ir::Type) -> String {
    let Origin::Inside { step, .. } = &definition.origin else { return String::new() };
    let start = Place::of(&["here"]);
    let place = place::inside(api, &start, step, None, definition);
    way(place.steps().skip(1))
}

/// What an entry says that its place holds. A variant counts by its kind or its component; that of an inline type counts by what is
/// in that.
fn member(key: &Key) -> Option<String> {
    if key.is_former() {
        return None;
    }
    match key.aspect {
        Aspect::Field => Some(key.member.clone()),
        Aspect::Value => Some(value(&key.member)),
        Aspect::Variant => {
            let plain = kind_of(&key.member);
            let component = plain.strip_prefix("schemas~1").is_some_and(|name| !name.contains("~1"));
            (component || !plain.contains("~1")).then(|| variant(plain))
        }
        Aspect::Arguments
        | Aspect::Body
        | Aspect::Error
        | Aspect::File
        | Aspect::Header
        | Aspect::Method
        | Aspect::Module
        | Aspect::Ok
        | Aspect::Parameter
        | Aspect::Path
        | Aspect::Elements
        | Aspect::Tags
        | Aspect::Leads
        | Aspect::Result
        | Aspect::Title
        | Aspect::Media
        | Aspect::Refers
        | Aspect::Rest
        | Aspect::Scheme
        | Aspect::Trait
        | Aspect::Type
        | Aspect::Validator => None,
    }
}

/// Whether an entry says what its place holds.
pub fn tells(key: &Key) -> bool {
    member(key).is_some()
}

/// A value, apart from a field or a variant of the same name.
pub fn value(member: &str) -> String {
    format!("value {member}")
}

/// A variant, apart from a field or a value of the same name.
fn variant(member: &str) -> String {
    format!("variant {member}")
}

/// The kind of a variant, or the place of its type: the first step of its key. Earlier versions wrote the hash that tells it from
/// another one of its kind, and the number of one that says the same, into the same step; that is read only behind the
/// generator's own words for kinds, since a place may end like that itself.
pub fn kind_of(member: &str) -> &str {
    if let Some((kind, _)) = member.split_once('/') {
        return kind;
    }
    if member.contains("~1") {
        return member;
    }
    let hash = |text: &str| text.len() >= 4 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '_');
    let bare = member.rsplit_once("_x").filter(|(_, after)| hash(after)).map_or(member, |(before, _)| before);
    let count = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    bare.rsplit_once('_').filter(|(_, after)| count(after)).map_or(bare, |(before, _)| before)
}

/// What a definition holds itself.
fn members(api: &ir::Api, keys: &Keys, shape: &Shape) -> Vec<String> {
    match shape {
        Shape::Struct(object) => object.fields.iter().map(|field| escape::step(&field.name)).collect(),
        Shape::Enumeration(enumeration) => match &enumeration.values {
            EnumerationValues::Strings(values) => values.iter().map(|text| value(&escape::step(text))).collect(),
            EnumerationValues::Integers(values) => values.iter().map(|number| value(&number.to_string())).collect(),
        },
        Shape::Union(union) => union.variants.iter().filter_map(|it| kind(api, keys, &it.step)).collect(),
        Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => Vec::new(),
    }
}

fn kind(api: &ir::Api, keys: &Keys, step: &VariantName) -> Option<String> {
    let member = match step {
        VariantName::Word(word) => escape::step(word),
        VariantName::Type(id) => match &api.types.get(*id)?.origin {
            // What is inside of a definition counts by what it holds.
            Origin::Component(name) if keys.branch(name).is_none() && keys.place("schemas", name).steps().count() == 2 => {
                escape::step(keys.place("schemas", name).as_str())
            }
            Origin::Component(_) => return None,
            Origin::Inside { .. } | Origin::Operation { .. } | Origin::Shared { .. } => return None,
        },
    };
    Some(variant(&member))
}
