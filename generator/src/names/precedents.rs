//! What a name means elsewhere in an API, it means in a new place.
//!
//! A type that moves (an inline schema becomes a component, a response gets another status) has members that the lock does not know
//! there. If `customer_id` was `customerId` at the old place, code that was written for that compiles on at the new one; so it must
//! not be the member that happens to be spelled like that. Of those that could have a name, the one with more precedents goes first,
//! then the one that spells it exactly.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::allocate::{Claim, LAST, Rules, own};
use super::legal;
use super::lock::{Aspect, Key, Lock};
use super::register::Register;
use super::taken::Taken;

/// How often the lock gives which name to a word, anywhere.
#[derive(Clone, Debug, Default)]
pub struct Precedents(BTreeMap<(Members, String), BTreeMap<String, usize>>);

/// Members whose names mean the same to those who use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Members {
    /// Fields of types, of requests and of headers.
    Fields,
    /// Variants of enumerations.
    Values,
    /// Variants of unions.
    Variants,
}

impl Precedents {
    /// Those of a lock. A name that was given up is none.
    pub fn of(lock: &Lock) -> Self {
        let mut all: BTreeMap<(Members, String), BTreeMap<String, usize>> = BTreeMap::new();
        for (key, entry) in lock.iter().filter(|(key, _)| !key.is_former()) {
            if let Some((members, word)) = word(key) {
                *all.entry((members, word.to_owned())).or_default().entry(legal::folded(&entry.name)).or_default() += 1;
            }
        }
        Self(all)
    }

    fn count(&self, key: &Key, name: &str) -> usize {
        let names = word(key).and_then(|(members, word)| self.0.get(&(members, word.to_owned())));
        names.and_then(|names| names.get(&legal::folded(name))).copied().unwrap_or_default()
    }
}

/// What a member is called on the wire, wherever it stands.
fn word(key: &Key) -> Option<(Members, &str)> {
    let last = key.member.rsplit('/').next().unwrap_or_default();
    match key.aspect {
        Aspect::Field | Aspect::Header | Aspect::Parameter => Some((Members::Fields, last)),
        Aspect::Value => Some((Members::Values, &key.member)),
        Aspect::Variant => Some((Members::Variants, &key.member)),
        Aspect::Arguments
        | Aspect::Body
        | Aspect::Error
        | Aspect::File
        | Aspect::Media
        | Aspect::Path
        | Aspect::Elements
        | Aspect::Tags
        | Aspect::Leads
        | Aspect::Result
        | Aspect::Title
        | Aspect::Method
        | Aspect::Module
        | Aspect::Ok
        | Aspect::Refers
        | Aspect::Rest
        | Aspect::Scheme
        | Aspect::Trait
        | Aspect::Type
        | Aspect::Validator => None,
    }
}

/// Gives names that several claims could get to those who have them elsewhere. Where nothing tells two of them apart, neither gets it here.
pub fn settle(register: &Register, rules: Rules, claims: &[Claim], names: &mut [Option<String>], taken: &mut Taken) {
    let precedents = register.precedents();
    if precedents.0.is_empty() {
        return;
    }
    let mut rivals: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut wishes: Vec<(usize, String)> = Vec::new();
    for (at, claim) in claims.iter().enumerate().filter(|(at, _)| names.get(*at).is_some_and(Option::is_none)) {
        for wish in own(rules, claim) {
            rivals.entry(legal::folded(&wish)).or_default().insert(at);
            wishes.push((at, wish));
        }
    }
    let told = |(at, wish): (usize, String)| {
        let claim = claims.get(at)?;
        let count = precedents.count(claim.of.as_ref()?, &wish);
        let is_contested = rivals.get(&legal::folded(&wish)).is_some_and(|rivals| rivals.len() > 1);
        let is_exact = own(rules, claim).first() == Some(&wish);
        (count > 0 && is_contested).then_some(((Reverse(count), if is_exact { claim.rank } else { LAST }, wish), at))
    };
    let mut found: BTreeMap<_, BTreeSet<usize>> = BTreeMap::new();
    for (order, at) in wishes.into_iter().filter_map(told) {
        found.entry(order).or_default().insert(at);
    }
    for ((_, _, wish), all) in found {
        let mut all = all.into_iter().filter(|at| names.get(*at).is_some_and(Option::is_none));
        if let (Some(at), None) = (all.next(), all.next())
            && let Some((slot, claim)) = names.get_mut(at).zip(claims.get(at))
            && taken.is_free(&wish)
        {
            taken.give(&wish, claim.of.as_ref());
            *slot = Some(wish);
        }
    }
}
