//! Names that follow from others, and are written only where they do not.
//!
//! A request type is called like its method, its outcomes like the request type, a file like its type. What the names of such
//! things could be is settled by the name that they follow, so an entry for that one keeps all of them.

use std::collections::BTreeSet;

use super::{Aspect, Entry, Key, Lock, Origin};
use crate::names::derived;

/// What the name of `key` says about the names of other things of its place. One that was given up says which ones they had then.
fn implied(key: &Key, name: &str) -> Vec<(Key, String)> {
    let mut implied = beside(key, name);
    for (other, name) in implied.iter_mut().filter(|_| key.is_former()) {
        other.former.clone_from(name);
    }
    implied
}

fn beside(key: &Key, name: &str) -> Vec<(Key, String)> {
    let beside = |aspect| key.place.key(aspect);
    match key.aspect {
        Aspect::Method => vec![(beside(Aspect::Type), derived::request(name))],
        Aspect::Type if is_operation(key) => {
            vec![(beside(Aspect::Ok), derived::success(name)), (beside(Aspect::Error), derived::failure(name))]
        }
        Aspect::Type => {
            vec![(beside(Aspect::File), derived::file(name)), (beside(Aspect::Validator), derived::validator(name))]
        }
        Aspect::Module => vec![(beside(Aspect::Trait), derived::handlers(name))],
        Aspect::Arguments
        | Aspect::Body
        | Aspect::Error
        | Aspect::Field
        | Aspect::File
        | Aspect::Header
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
        | Aspect::Validator
        | Aspect::Value
        | Aspect::Variant => Vec::new(),
    }
}

/// Whether a place is an operation itself: `operations/<id>`, `paths/<path>/<method>`, `webhooks/<name>/<method>`,
/// `callbacks/<name>/<expression>/<method>`, or the last behind one of these.
fn is_operation(key: &Key) -> bool {
    let steps: Vec<_> = key.place.steps().collect();
    is_operation_at(&steps)
}

fn is_operation_at(steps: &[&str]) -> bool {
    match steps {
        ["operations", _] | ["paths" | "webhooks", _, _] | ["callbacks", _, _, _] => true,
        [owner @ .., "callbacks", _, _, _] => is_operation_at(owner),
        _ => false,
    }
}

/// What follows from one name.
pub(in crate::names) fn following(key: &Key, name: &str) -> Vec<(Key, String)> {
    unwritten(&Lock::default(), key, name)
}

/// What follows from one name and has no entry of its own.
pub(super) fn unwritten(lock: &Lock, key: &Key, name: &str) -> Vec<(Key, String)> {
    let direct = implied(key, name).into_iter().filter(|(key, _)| lock.get(key).is_none());
    direct.flat_map(|(key, name)| [vec![(key.clone(), name.clone())], unwritten(lock, &key, &name)].concat()).collect()
}

/// The entries, and what follows from them where nothing is written.
pub(super) fn closure(lock: &Lock) -> Vec<(Key, Entry, Origin)> {
    let mut all: Vec<_> = lock.iter().map(|(key, entry)| (key.clone(), entry.clone(), Origin::Written)).collect();
    let mut following: Vec<(Key, Entry)> = lock.iter().map(|(key, entry)| (key.clone(), entry.clone())).collect();
    let mut known = BTreeSet::new();
    while let Some((key, entry)) = following.pop() {
        for (other, name) in implied(&key, &entry.name) {
            if lock.get(&other).is_none() && known.insert(other.clone()) {
                let entry = Entry { name, ..entry.clone() };
                following.push((other.clone(), entry.clone()));
                all.push((other, entry, Origin::Implied));
            }
        }
    }
    all
}

/// The lock without the entries that follow from others.
pub(super) fn reduced(lock: Lock) -> Lock {
    let mut needless = Vec::new();
    for (key, entry) in lock.iter() {
        let follows = implied(key, &entry.name).into_iter();
        needless
            .extend(follows.filter(|(other, name)| lock.get(other).is_some_and(|entry| entry.name == *name)).map(|(key, _)| key));
    }
    let Lock(mut entries) = lock;
    for key in needless {
        entries.remove(&key);
    }
    Lock(entries)
}
