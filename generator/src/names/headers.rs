//! The headers of a response that gets another status keep their names.
//!
//! The type of an outcome is called after its operation, so code that reads a header of `ListOk` compiles on when 200 becomes 201. The lock
//! does not know the headers there. It does at the status that is gone.

use std::collections::{BTreeMap, BTreeSet};

use super::carried::{self, Takes};
use super::lock::{Aspect, Lock, Place};
use super::operations::is_success;
use super::parts::Keys;
use super::place;
use crate::ir::{self, Status};

/// The lock with the names of the headers of responses whose status is new.
pub fn carried(api: &ir::Api, keys: &Keys, mut lock: Lock) -> Lock {
    let mut all = Vec::new();
    for operation in api.operations() {
        let place = place::operation(keys, operation);
        for response in operation.responses.iter().filter(|it| !it.headers.is_empty()) {
            let at = place::response(&place, response.status);
            if held(&lock, &at).is_empty() {
                let words = response.headers.iter().map(|it| at.member(Aspect::Header, &[&it.name]).member).collect();
                let from = origins(&lock, operation, &place, response.status, &words);
                all.extend(carried::names(&lock, (&from, Takes::All), (Aspect::Header, &at), &words));
            }
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

/// The places of the gone responses that one may have been: of those that had most of its headers, the ones with most lines, since what
/// moved before has the lines of all that it was.
fn origins(lock: &Lock, operation: &ir::Operation, place: &Place, now: Status, words: &BTreeSet<String>) -> Vec<Place> {
    let words: BTreeSet<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let mut found: BTreeMap<(Fit, usize, usize), Vec<Place>> = BTreeMap::new();
    for from in carried::children(lock, &place.child("responses")) {
        let status = from.as_str().rsplit('/').next().and_then(Status::of);
        let gone = status.filter(|before| operation.responses.iter().all(|it| it.status != *before));
        let had = held(lock, &from);
        if let Some(fit) = gone.and_then(|before| fit(operation, now, before)).filter(|_| !had.is_empty()) {
            found.entry((fit, had.intersection(&words).count(), had.len())).or_default().push(from);
        }
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
