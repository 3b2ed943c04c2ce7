//! What moved and would be called as before keeps the name of its type.
//!
//! The type of `order.ship` is `OrderShip`; a component `OrderShip` that is made of it is the same type, and so is a component whose name
//! gets other letters, or that comes to stand in another file. The line of the old place gives way to the one of the new place.

use std::collections::BTreeSet;

use super::allocate::Claim;
use super::lock::{Aspect, Key, Lock, Place};
use super::parts::Keys;
use super::types::{self, Places};
use super::{again, derived, legal, place};
use crate::ir::{self, Origin, TypeId};

/// The lock in which types that moved have the names that they had, where they would be called so. With each type the places that it may
/// have had.
pub fn types(api: &ir::Api, keys: &Keys, places: &Places, mut moved: Vec<(TypeId, Vec<Place>)>, mut lock: Lock) -> Lock {
    let present: BTreeSet<&Place> = if moved.is_empty() { BTreeSet::new() } else { places.values().collect() };
    // What stands in another type is called after it.
    moved.sort_by_key(|(id, _)| places.get(id).map_or(0, |place| place.steps().count()));
    for (id, from) in moved {
        let Some(place) = places.get(&id).filter(|place| lock.get(&place.key(Aspect::Type)).is_none()) else { continue };
        let wishes = wishes(api, keys, places, &lock, id);
        let is_wish = |name: &str| wishes.iter().any(|wish| legal::folded(wish) == legal::folded(name));
        let had = |from: &&Place| lock.get(&from.key(Aspect::Type)).is_some_and(|entry| is_wish(&entry.name));
        let is_it = |from: &&Place| !present.contains(from) && !has_other_tag(from, place) && had(from);
        let Some(from) = from.iter().find(is_it) else { continue };
        let is_name = |key: &Key| matches!(key.aspect, Aspect::Type | Aspect::File | Aspect::Validator) && !key.is_former();
        for (key, entry) in lock.take(from) {
            let at = if is_name(&key) { place.clone() } else { key.place.clone() };
            lock.insert(Key { place: at, ..key }, entry);
        }
    }
    lock
}

/// Whether both are, or stand in, branches of a union by values of its tag that are not the same: such a branch sends something else.
fn has_other_tag(from: &Place, to: &Place) -> bool {
    let is_tag = |step: &str| again::number(step).is_none();
    let branch = |place: &'_ Place| place::branch(place).filter(|step| is_tag(step)).map(str::to_owned);
    branch(from).zip(branch(to)).is_some_and(|(from, to)| from != to)
}

/// The names that a type would have, as far as the lock tells.
fn wishes(api: &ir::Api, keys: &Keys, places: &Places, lock: &Lock, id: TypeId) -> Vec<String> {
    let named = |place: &Place| lock.get(&place.key(Aspect::Type)).map(|entry| entry.name.clone());
    let Some(definition) = api.types.get(id) else { return Vec::new() };
    let made = match &definition.origin {
        Origin::Component(name) => {
            let words = keys.words("schemas", name);
            return words.iter().filter_map(|word| Claim::word(types::TYPES, word).wishes.into_iter().next()).collect();
        }
        Origin::Inside { owner, step } => {
            let owner = places.get(owner).and_then(named);
            owner.map(|owner| format!("{owner}{}", types::step_name(step, places.get(&id))))
        }
        Origin::Operation { operation, part } => {
            let operation = api.operations().find(|it| it.key == *operation);
            let place = operation.map(|it| place::operation(keys, it));
            let method = |place: &Place| lock.get(&place.key(Aspect::Method)).map(|entry| derived::request(&entry.name));
            let request = place.and_then(|place| named(&place).or_else(|| method(&place)));
            request.map(|request| format!("{request}{}", types::part_name(operation, part)))
        }
        Origin::Shared { .. } => None,
    };
    made.into_iter().collect()
}
