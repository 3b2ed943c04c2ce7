//! The numbers of branches that have no name: a branch keeps its number wherever it moves, since the lock tells it by what it holds.

use std::collections::{BTreeMap, BTreeSet};

use super::escape;
use super::lock::{Aspect, Key, Lock, Place};
use super::parts::Keys;
use crate::ir::{self, EnumerationValues, Origin, Shape, Step, TypeId, VariantName};

/// The branches of each type that are types themselves.
pub type Parts = BTreeMap<TypeId, Vec<TypeId>>;

/// The branches of each type.
pub fn parts(api: &ir::Api) -> Parts {
    let mut parts = Parts::new();
    for (id, definition) in api.types.iter() {
        if let Origin::Inside { owner, step: Step::Branch { .. } | Step::Base } = &definition.origin {
            parts.entry(*owner).or_default().push(id);
        }
    }
    parts
}

/// Whether branches are numbered whose union has no place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Orphans {
    /// It may get one, and has other branches.
    Waiting,
    /// It is not in use: only a reference leads to the branch.
    Numbered,
}

/// The number of each branch among `waiting` that has no name and whose union has a place.
pub fn numbers(
    api: &ir::Api,
    lock: &Lock,
    (parts, keys): (&Parts, &Keys),
    waiting: &[TypeId],
    places: &BTreeMap<TypeId, Place>,
    orphans: Orphans,
) -> BTreeMap<TypeId, usize> {
    let settled: BTreeSet<&Place> = places.values().collect();
    let mut of_union: BTreeMap<&Place, Vec<(TypeId, usize)>> = BTreeMap::new();
    for id in waiting {
        match api.types.get(*id).map(|ty| &ty.origin) {
            Some(Origin::Inside { owner, step: Step::Branch { index, name: None } }) => {
                let place = places.get(owner);
                place.into_iter().for_each(|place| of_union.entry(place).or_default().push((*id, *index)));
            }
            Some(Origin::Component(name)) => {
                // Those that a reference leads to are components; their numbers are the union's all the same.
                let branch = keys.branch(name).filter(|(union, _)| orphans == Orphans::Numbered || settled.contains(union));
                branch.into_iter().for_each(|(union, index)| of_union.entry(union).or_default().push((*id, *index)));
            }
            Some(Origin::Inside { .. } | Origin::Operation { .. } | Origin::Shared { .. }) | None => {}
        }
    }
    let of = |(union, branches): (&Place, Vec<(TypeId, usize)>)| {
        let held: Vec<_> = branches.iter().map(|(id, index)| (*index, held(api, parts, keys, *id))).collect();
        let numbers = numbered(&held, &known(lock, &union.child("branches")));
        branches.into_iter().map(|(id, _)| id).zip(numbers).collect::<Vec<_>>()
    };
    of_union.into_iter().flat_map(of).collect()
}

/// What a branch holds, as the lock calls it.
pub type Held = BTreeSet<String>;

/// How many branches are compared one by one with old ones that nothing tells apart; of more than these only those are
/// known again that hold exactly the same.
const MOST_PAIRS: usize = 100_000;

/// The number of each branch, given with its index. First by what no other old branch held, so that a newcomer does not pass for one
/// that is gone because of what all have; then, where an old branch held nothing of its own, by what the two have in common,
/// if one holds all of the other.
pub fn numbered(branches: &[(usize, Held)], old: &BTreeMap<usize, Held>) -> Vec<usize> {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut used = BTreeSet::new();
    choose(own(branches, old), &mut numbers, &mut used);
    let left = (branches.len() - numbers.len()).saturating_mul(old.len() - used.len());
    let exact = left > MOST_PAIRS;
    let pairs = if exact { equal(branches, old, &numbers, &used) } else { similar(branches, old, &numbers, &used) };
    choose(pairs, &mut numbers, &mut used);
    used.extend(old.keys());
    let mut free = 0..;
    let mut all = Vec::new();
    for (at, (index, _)) in branches.iter().enumerate() {
        let number = numbers.get(&at).copied().unwrap_or_else(|| match used.contains(index) {
            false => *index,
            true => free.find(|number| !used.contains(number)).unwrap_or(*index),
        });
        used.insert(number);
        all.push(number);
    }
    all
}

/// A branch that may be an old one, best first: how much is the old one's own, how much else both have, how much only one of them, how
/// far it moved, the number, the position.
type Pair = (std::cmp::Reverse<usize>, std::cmp::Reverse<usize>, usize, usize, usize, usize);

fn choose(mut pairs: Vec<Pair>, numbers: &mut BTreeMap<usize, usize>, used: &mut BTreeSet<usize>) {
    pairs.sort_unstable();
    for (_, _, _, _, number, at) in pairs {
        if !numbers.contains_key(&at) && used.insert(number) {
            numbers.insert(at, number);
        }
    }
}

fn pair(own: usize, branch: (usize, &(usize, Held)), number: usize, known: &Held) -> Pair {
    let (at, (index, held)) = branch;
    let shared = held.intersection(known).count();
    let others = held.len() + known.len() - 2 * shared;
    (std::cmp::Reverse(own), std::cmp::Reverse(shared), others, number.abs_diff(*index), number, at)
}

/// Branches and old ones that have something in common which no other old one held.
fn own(branches: &[(usize, Held)], old: &BTreeMap<usize, Held>) -> Vec<Pair> {
    let mut holders: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for (number, known) in old {
        for member in known {
            holders.entry(member).and_modify(|holder| *holder = None).or_insert(Some(*number));
        }
    }
    let mut pairs = Vec::new();
    for branch in branches.iter().enumerate() {
        let mut own: BTreeMap<usize, usize> = BTreeMap::new();
        for number in branch.1.1.iter().filter_map(|member| *holders.get(member.as_str())?) {
            *own.entry(number).or_default() += 1;
        }
        pairs.extend(own.iter().filter_map(|(number, own)| Some(pair(*own, branch, *number, old.get(number)?))));
    }
    pairs
}

/// What is left, where one holds all of the other.
fn similar(
    branches: &[(usize, Held)],
    old: &BTreeMap<usize, Held>,
    numbers: &BTreeMap<usize, usize>,
    used: &BTreeSet<usize>,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for branch in branches.iter().enumerate().filter(|(at, _)| !numbers.contains_key(at)) {
        let held = &branch.1.1;
        for (number, known) in old.iter().filter(|(number, _)| !used.contains(number)) {
            let alike = held.is_empty() == known.is_empty() && (held.is_subset(known) || held.is_superset(known));
            pairs.extend(alike.then(|| pair(0, branch, *number, known)));
        }
    }
    pairs
}

/// What is left and holds the same, in order.
fn equal(
    branches: &[(usize, Held)],
    old: &BTreeMap<usize, Held>,
    numbers: &BTreeMap<usize, usize>,
    used: &BTreeSet<usize>,
) -> Vec<Pair> {
    let mut same: BTreeMap<&Held, Vec<usize>> = BTreeMap::new();
    for (number, known) in old.iter().filter(|(number, _)| !used.contains(number)).rev() {
        same.entry(known).or_default().push(*number);
    }
    let mut pairs = Vec::new();
    for branch in branches.iter().enumerate().filter(|(at, _)| !numbers.contains_key(at)) {
        let held = &branch.1.1;
        pairs.extend(same.get_mut(held).and_then(Vec::pop).map(|number| pair(0, branch, number, held)));
    }
    pairs
}

/// The branches that the lock knows at a place, each with what it knows of them and of their own branches.
fn known(lock: &Lock, place: &Place) -> BTreeMap<usize, Held> {
    let mut known: BTreeMap<usize, Held> = BTreeMap::new();
    for (key, _) in lock.below(place) {
        let rest = key.place.as_str().get(place.as_str().len() + 1..).unwrap_or_default();
        let mut steps = rest.split('/');
        let Some(Ok(number)) = steps.next().map(str::parse::<usize>) else { continue };
        let held = known.entry(number).or_default();
        held.extend(held_by(key, steps));
    }
    known
}

/// What an entry says of the branch from which `steps` lead to its place.
pub fn held_by<'a>(key: &Key, steps: impl Iterator<Item = &'a str>) -> Option<String> {
    if is_branch(steps) { member(key) } else { None }
}

/// Whether steps lead from a branch to itself or to a branch of it.
fn is_branch<'a>(mut steps: impl Iterator<Item = &'a str>) -> bool {
    while let Some(step) = steps.next() {
        let deeper = step == "base" || step == "branches" && steps.next().is_some();
        if !deeper {
            return false;
        }
    }
    true
}

/// What an entry says that its place holds. A variant counts by its kind or its component; that of an inline type counts by what is
/// in that.
fn member(key: &Key) -> Option<String> {
    match key.aspect {
        Aspect::Field | Aspect::Value => Some(key.member.clone()),
        Aspect::Variant => {
            let plain = without_hash(&key.member);
            let component = plain.strip_prefix("schemas~1").is_some_and(|name| !name.contains("~1"));
            (component || !plain.contains("~1")).then(|| variant(plain))
        }
        Aspect::Body
        | Aspect::Error
        | Aspect::File
        | Aspect::Header
        | Aspect::Method
        | Aspect::Module
        | Aspect::Ok
        | Aspect::Parameter
        | Aspect::Refers
        | Aspect::Rest
        | Aspect::Scheme
        | Aspect::Trait
        | Aspect::Type
        | Aspect::Validator => None,
    }
}

/// A variant, apart from a field or a value of the same name.
fn variant(member: &str) -> String {
    format!("variant {member}")
}

/// The key of a variant without the hash that tells it from another one of its kind.
fn without_hash(member: &str) -> &str {
    let hash = |text: &str| text.len() >= 4 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '_');
    member.rsplit_once("_x").filter(|(_, after)| hash(after)).map_or(member, |(before, _)| before)
}

/// What a branch holds now, with what its own branches hold.
pub fn held(api: &ir::Api, parts: &Parts, keys: &Keys, id: TypeId) -> Held {
    let mut held = Held::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        waiting.extend(parts.get(&id).into_iter().flatten());
        match api.types.get(id).map(|definition| &definition.shape) {
            Some(Shape::Struct(object)) => held.extend(object.fields.iter().map(|field| escape::step(&field.name))),
            Some(Shape::Enumeration(enumeration)) => match &enumeration.values {
                EnumerationValues::Strings(values) => held.extend(values.iter().map(|value| escape::step(value))),
                EnumerationValues::Integers(values) => held.extend(values.iter().map(i64::to_string)),
            },
            Some(Shape::Union(union)) => held.extend(union.variants.iter().filter_map(|it| step(api, keys, &it.step))),
            Some(Shape::Alias(_) | Shape::Contents(_)) | None => {}
        }
    }
    held
}

fn step(api: &ir::Api, keys: &Keys, step: &VariantName) -> Option<String> {
    let member = match step {
        VariantName::Word(word) => return Some(variant(without_hash(&escape::step(word)))),
        VariantName::Type(id) => match &api.types.get(*id)?.origin {
            Origin::Component(name) => Some(keys.place("schemas", name)).filter(|place| place.steps().count() == 2)?,
            Origin::Inside { .. } | Origin::Operation { .. } | Origin::Shared { .. } => return None,
        },
    };
    Some(variant(without_hash(&escape::step(member.as_str()))))
}
