//! The headers of a response that gets another status keep their names.
//!
//! The type of an outcome is called after its operation, so code that reads a header of `ListOk` compiles on when 200 becomes 201. The lock
//! does not know the headers there. It does at the status that is gone.

use std::collections::{BTreeMap, BTreeSet};

use super::carried::{self, Takes};
use super::crossed::Moved;
use super::lock::{Aspect, Lock, Place};
use super::operations::is_success;
use super::parts::Keys;
use super::place;
use crate::ir::{self, Status};

/// The lock with the names of headers that responses of another status had, and which responses these may have been.
pub fn carried(api: &ir::Api, keys: &Keys, mut lock: Lock, moved: &mut Moved) -> Lock {
    let mut all = Vec::new();
    for operation in api.operations() {
        let place = place::operation(keys, operation);
        for response in operation.responses.iter().filter(|it| !it.headers.is_empty()) {
            let at = place::response(&place, response.status);
            let words: BTreeSet<String> =
                response.headers.iter().map(|it| at.member(Aspect::Header, &[&it.name]).member).collect();
            let (known, mut gone) = (held(&lock, &at), gone(&lock, operation, &place, response.status));
            // Each failure has a variant of its own, so that code says which one it means.
            gone.retain(|(fit, _)| *fit == Fit::Success || known.is_empty());
            if gone.is_empty() {
                continue;
            }
            if words.iter().any(|word| !known.contains(&word.to_ascii_lowercase())) {
                let from = best(&lock, &gone, &words);
                let added = (&mut all, &mut moved.copied);
                carried::copy(&lock, (&from, Takes::All), (Aspect::Header, &at), &words, added);
            }
            let is_there = |member: &str| words.iter().any(|word| word.eq_ignore_ascii_case(member));
            let lines = lock.at(&at).map(|(key, _)| key).filter(|key| key.aspect == Aspect::Header && is_there(&key.member));
            moved.there.extend(lines.cloned());
            moved.there.extend(response.headers.iter().map(|it| at.member(Aspect::Header, &[&it.name])));
            moved.before.entry((Aspect::Header, at)).or_default().extend(gone.into_iter().map(|(_, place)| place));
        }
    }
    all.into_iter().for_each(|(key, entry)| lock.insert(key, entry));
    lock
}

/// The headers that the lock knows at a response. Nothing depends on their letter case.
fn held(lock: &Lock, response: &Place) -> BTreeSet<String> {
    let headers = lock.at(response).filter(|(key, _)| key.aspect == Aspect::Header && !key.is_former());
    headers.map(|(key, _)| key.member.to_ascii_lowercase()).collect()
}

/// The responses with headers that are gone, and that one may have been.
fn gone(lock: &Lock, operation: &ir::Operation, place: &Place, now: Status) -> Vec<(Fit, Place)> {
    let one = |from: Place| {
        let before = Status::of(from.as_str().rsplit('/').next()?)?;
        let is_gone = operation.responses.iter().all(|it| it.status != before) && !held(lock, &from).is_empty();
        Some((fit(operation, now, before).filter(|_| is_gone)?, from))
    };
    carried::children(lock, &place.child("responses")).into_iter().filter_map(one).collect()
}

/// Of the gone responses that had most of the headers, the ones with most lines, since what moved before has the lines of all that
/// it was.
fn best(lock: &Lock, gone: &[(Fit, Place)], words: &BTreeSet<String>) -> Vec<Place> {
    let words: BTreeSet<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let mut found: BTreeMap<(Fit, usize, usize), Vec<Place>> = BTreeMap::new();
    for (fit, from) in gone {
        let had = held(lock, from);
        found.entry((*fit, had.intersection(&words).count(), had.len())).or_default().push(from.clone());
    }
    found.into_values().next_back().unwrap_or_default()
}

/// As what two statuses are one outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Both are a failure.
    Failure,
    /// Both are a success.
    Success,
}

/// How a status can have been another one. Where no other response is a success, `default` is one, too.
fn fit(operation: &ir::Operation, now: Status, before: Status) -> Option<Fit> {
    let is_only = operation.responses.iter().all(|it| it.status == now || !is_success(it.status));
    let succeeds = |status| is_success(status) || is_only && status == Status::Default;
    match (succeeds(now) && succeeds(before), is_success(now) || is_success(before)) {
        (true, _) => Some(Fit::Success),
        (false, false) => Some(Fit::Failure),
        (false, true) => None,
    }
}
