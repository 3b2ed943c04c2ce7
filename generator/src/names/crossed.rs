//! A name keeps its meaning where something moved to.
//!
//! What stood at another place before had names there, and code that says no type compiles on with them. The lines of that place still
//! tell. So no newcomer gets a name that something else had there. Where a line gives it already, as when one branch of a
//! repository changed a line and another one moved what it is about, that is told at the line.

use std::collections::{BTreeMap, BTreeSet};

use super::carried::{self, MOST_HOLDERS};
use super::lock::{Aspect, Entry, Key, Lock, Place};
use super::operations::is_success;
use super::parts::Keys;
use super::register::{Finding, Own};
use super::{legal, own, place};
use crate::ir::{self, Status};
use crate::source::Span;

/// Where what has members now may have stood before: places that have none of the kind any more.
pub type Before = BTreeMap<(Aspect, Place), BTreeSet<Place>>;

/// What may have moved.
#[derive(Debug, Default)]
pub struct Moved {
    /// Where it was by its uses, or came back from by its names.
    pub before: Before,
    /// Where it was by names of which some are others now.
    pub alike: Before,
    /// The members that are in the description, of all places that something may have had before.
    pub there: BTreeSet<Key>,
    /// What has its name from a line at another place.
    pub copied: BTreeMap<Key, Span>,
    /// The failures that are gone. Code says which one it means, so that what it says of these means nothing any more.
    pub failures: BTreeSet<Place>,
}

impl Moved {
    /// Adds the operations that have an `operationId`, and lines from before they had one: of a conflict both sides count.
    pub fn identified(&mut self, api: &ir::Api, keys: &Keys, lock: &Lock) {
        for operation in api.operations().filter(|it| it.operation_id.is_some()) {
            let (from, place) = (place::unidentified(keys, operation), place::operation(keys, operation));
            if members(lock, Aspect::Parameter, &from).next().is_some() {
                let member = |it: &ir::Parameter| place.member(Aspect::Parameter, &[it.location.name(), &it.name]);
                self.there.extend(operation.parameters.iter().map(member));
                self.before.entry((Aspect::Parameter, place)).or_default().insert(from);
            }
        }
    }

    /// The names that something else had where things stood before, by where these are now. What is there and has no line yet may have
    /// any name that it had.
    pub fn kept(&self, lock: &Lock) -> Own {
        let mut kept = Own::new();
        for ((aspect, place), from) in &self.before {
            for (key, entry) in from.iter().flat_map(|from| lock.at(from)).filter(|(key, _)| key.aspect == *aspect) {
                let here = Key { place: place.clone(), former: String::new(), ..key.clone() };
                let is_same = |now: &Entry| legal::folded(&now.name) == legal::folded(&entry.name);
                if lock.get(&here).map_or(!self.there.contains(&here), |now| !is_same(now)) {
                    kept.entry(here.namespace()).or_default().push((entry.name.clone(), key.clone()));
                }
            }
        }
        kept
    }

    /// The names that lines give to something that is there, and gave to something else where that stood before: what is told of each.
    pub fn crossed(&self, lock: &Lock) -> Vec<Finding> {
        let mut found = BTreeMap::new();
        let before = self.before.iter().map(|it| (it, Told::Each)).chain(self.alike.iter().map(|it| (it, Told::Chosen)));
        for (((aspect, place), from), told) in before {
            let here = members(lock, *aspect, place).filter(|(key, _)| self.there.contains(*key));
            let here: BTreeMap<String, (&Key, &Entry)> = here.map(|it| (legal::folded(&it.1.name), it)).collect();
            let from = from.iter().filter(|from| !self.is_failure(from));
            for (key, entry) in from.flat_map(|from| members(lock, *aspect, from)) {
                let is_other = |(holder, now): &&(&Key, &Entry)| {
                    holder.member != key.member && (told == Told::Each || [(key, entry), (*holder, *now)].iter().any(is_chosen))
                };
                let holder = here.get(&legal::folded(&entry.name)).filter(is_other);
                // What came here from one place, and was at another one before that, has no line yet.
                if let Some((holder, now)) = holder
                    && let Some(then) = entry.span
                {
                    let line = now.span.unwrap_or(then);
                    let (key, before, name) = ((*holder).clone(), key.clone(), entry.name.clone());
                    found.insert((line, then), Finding::Crossed { key, before, name, line, then });
                }
            }
        }
        found.into_values().collect()
    }

    /// Whether a place is in a failure that is gone.
    fn is_failure(&self, place: &Place) -> bool {
        let text = place.as_str();
        let ends = text.match_indices('/').map(|(end, _)| end).chain([text.len()]);
        !self.failures.is_empty() && ends.filter_map(|end| text.get(..end)).any(|around| self.failures.contains(around))
    }
}

/// What is told of something that may have been elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Each name that means something else.
    Each,
    /// Those that a person chose for one of the two: where both have names of their own, both may have been there all along.
    Chosen,
}

/// Whether a name is none that its thing would have by itself.
fn is_chosen((key, entry): &(&Key, &Entry)) -> bool {
    let own = own::names(key);
    !own.is_empty() && own.iter().all(|own| legal::folded(own) != legal::folded(&entry.name))
}

/// The failures of operations that the lock knows, and that are gone.
pub fn failures(api: &ir::Api, keys: &Keys, lock: &Lock) -> BTreeSet<Place> {
    let mut failures = BTreeSet::new();
    for operation in api.operations() {
        let known = carried::children(lock, &place::operation(keys, operation).child("responses"));
        let status = |place: &Place| Status::of(place.as_str().rsplit('/').next()?);
        let is_gone = |status: Status| {
            status != Status::Default && !is_success(status) && operation.responses.iter().all(|it| it.status != status)
        };
        failures.extend(known.into_iter().filter(|place| status(place).is_some_and(is_gone)));
    }
    failures
}

/// The places in which much of one that is gone has other names than there, among them one that was something else's: a component that
/// one branch of a repository renamed, while another one changed its lines.
pub fn alike(lock: &Lock, present: &BTreeSet<(Aspect, &Place)>) -> Before {
    let known = || lock.iter().filter(|(key, _)| matches!(key.aspect, Aspect::Field | Aspect::Value) && !key.is_former());
    let is_present = |key: &Key| present.contains(&(key.aspect, &key.place));
    let gone: BTreeSet<(Aspect, &Place)> =
        known().filter(|(key, _)| !is_present(key)).map(|(key, _)| (key.aspect, &key.place)).collect();
    let lines = gone.iter().flat_map(|(aspect, from)| members(lock, *aspect, from));
    let mut holders: BTreeMap<(Aspect, String), BTreeMap<&str, Vec<&Place>>> =
        lines.map(|(key, entry)| ((key.aspect, legal::folded(&entry.name)), BTreeMap::new())).collect();
    for (key, entry) in known().filter(|(key, _)| !gone.is_empty() && is_present(key)) {
        if let Some(of_name) = holders.get_mut(&(key.aspect, legal::folded(&entry.name))) {
            of_name.entry(&key.member).or_default().push(&key.place);
        }
    }
    let mut before = Before::new();
    for (aspect, from) in gone {
        let mut compared: BTreeMap<&Place, bool> = BTreeMap::new();
        for (key, entry) in members(lock, aspect, from) {
            let of_name = holders.get(&(aspect, legal::folded(&entry.name))).into_iter().flatten();
            let others = of_name.filter(|(member, _)| **member != key.member).flat_map(|(_, places)| places).copied();
            let has_it = |place: &&Place| lock.get(&Key { place: (*place).clone(), ..key.clone() }).is_some();
            for place in others.take(MOST_HOLDERS).filter(has_it) {
                compared.entry(place).or_insert_with(|| has_most(lock, aspect, from, place));
            }
        }
        for place in compared.into_iter().filter_map(|(place, has_most)| has_most.then_some(place)) {
            before.entry((aspect, place.clone())).or_default().insert(from.clone());
        }
    }
    before
}

/// Whether a place has lines for most of what another one has.
fn has_most(lock: &Lock, aspect: Aspect, from: &Place, place: &Place) -> bool {
    let is_here = |(key, _): (&Key, &Entry)| lock.get(&Key { place: place.clone(), ..key.clone() }).is_some();
    let here: Vec<bool> = members(lock, aspect, from).map(is_here).collect();
    2 * here.iter().filter(|is_here| **is_here).count() > here.len()
}

/// What has a name among the members of a place, and none that it gave up.
fn members<'l>(lock: &'l Lock, aspect: Aspect, place: &'l Place) -> impl Iterator<Item = (&'l Key, &'l Entry)> {
    lock.at(place).filter(move |(key, _)| key.aspect == aspect && !key.is_former())
}
