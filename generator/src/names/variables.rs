//! Variables of paths are known by the segment that they stand in.
//!
//! A variable has no name on the wire: `/pets/{id}` may become `/pets/{petId}`, and in `/orgs/{id}/pets/{petId}` `id` is another one. Code that
//! reads `request.id` compiles on. So the lock says the path of an operation, `operations/getPet path = ~1pets~1{id}`, and what stands
//! behind the same words of it keeps its name, whatever it is called by then.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Entry, Key, Lock, Place, Presence, argument};
use super::parts::Keys;
use super::{escape, place};
use crate::ir::{self, Location, OperationPlace};

/// What became of the variables of an operation's path.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The order of its arguments at the last run, if some of them have other names.
    pub before: Option<String>,
    /// Its path then.
    pub path: String,
    /// Those that may have become others, as the lock knows them.
    pub unsure: Vec<Key>,
}

/// The lock in which variables that have other names by now are known by those, and what became of the variables of operations whose path
/// changed.
pub fn renamed(api: &ir::Api, keys: &Keys, mut lock: Lock) -> (Lock, BTreeMap<Place, Changed>) {
    let mut all = BTreeMap::new();
    for operation in api.operations() {
        let Some((place, now)) = path(keys, operation) else { continue };
        let before = lock.get(&place.key(Aspect::Path)).and_then(|entry| escape::plain(&entry.name));
        let before = before.filter(|before| *before != now);
        let changed = match before {
            Some(before) => followed(&mut lock, operation, &place, (before, &now)),
            None => Changed { unsure: unknown(&lock, operation, &place), ..Changed::default() },
        };
        if changed.before.is_some() || !changed.unsure.is_empty() {
            all.insert(place, changed);
        }
    }
    (lock, all)
}

/// The lines that say the paths of operations. One without variables keeps the line of when it had some.
pub fn lines(api: &ir::Api, keys: &Keys, lock: &Lock) -> Vec<(Key, String)> {
    let line = |operation: &ir::Operation| {
        let (place, path) = path(keys, operation)?;
        let key = place.key(Aspect::Path);
        let has_variables = operation.parameters.iter().any(|it| it.location == Location::Path);
        let text = if has_variables { Some(escape::step(&path)) } else { lock.get(&key).map(|entry| entry.name.clone()) };
        text.map(|text| (key, text))
    };
    api.operations().filter_map(line).collect()
}

/// The place of an operation that is known by its `operationId`, and its path. What has none is known by its path itself.
fn path(keys: &Keys, operation: &ir::Operation) -> Option<(Place, String)> {
    let is_path = matches!(operation.key.place, OperationPlace::Path(_)) && operation.operation_id.is_some();
    is_path.then(|| (place::operation(keys, operation), operation.route.template.clone()))
}

/// A variable of a path, with what tells it from others: the words before it, how many variables stand between, and how many
/// stand behind these words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Variable {
    behind: String,
    at: usize,
    of: usize,
    name: String,
}

fn variables(path: &str) -> Vec<Variable> {
    let mut all: Vec<Variable> = Vec::new();
    let mut rest = path;
    while let Some((words, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else { break };
        let words = words.trim_matches('/').rsplit('/').next().unwrap_or_default();
        let new = match all.last() {
            Some(last) if words.is_empty() => {
                Variable { at: last.at + 1, of: 0, name: name.to_owned(), behind: last.behind.clone() }
            }
            _ => Variable { behind: words.to_owned(), at: 0, of: 0, name: name.to_owned() },
        };
        all.push(new);
        rest = behind;
    }
    let mut of = 0;
    for variable in all.iter_mut().rev() {
        of = of.max(variable.at + 1);
        variable.of = of;
        of = if variable.at == 0 { 0 } else { of };
    }
    all
}

/// The variables of two paths that are one by where they stand, by their names then and now, and those of both that nothing tells of.
fn matched(before: &str, now: &str) -> (BTreeMap<String, String>, [Vec<String>; 2]) {
    let (before, now) = (variables(before), variables(now));
    let place = |it: &Variable| (it.behind.clone(), it.at, it.of);
    let only = |all: &[Variable], wanted: &Variable| {
        let mut same = all.iter().filter(|it| place(it) == place(wanted)).map(|it| it.name.clone());
        same.next().filter(|_| same.next().is_none())
    };
    let pair = |it: &Variable| Some((only(&before, it)?, only(&now, it)?));
    let pairs: BTreeMap<String, String> = before.iter().filter_map(pair).collect();
    let taken: BTreeSet<&String> = pairs.values().collect();
    let old = before.iter().map(|it| &it.name).filter(|name| !pairs.contains_key(*name)).cloned().collect();
    let new = now.iter().map(|it| &it.name).filter(|name| !taken.contains(name)).cloned().collect();
    (pairs.clone(), [old, new])
}

/// Gives the names of variables to those that stand where they stood.
fn followed(lock: &mut Lock, operation: &ir::Operation, place: &Place, (before, now): (String, &str)) -> Changed {
    let (pairs, [old, new]) = matched(&before, now);
    let key = |name: &String| place.member(Aspect::Parameter, &[Location::Path.name(), name]);
    let declared = |name: &String| operation.parameters.iter().any(|it| it.location == Location::Path && it.name == *name);
    let moves: BTreeMap<Key, Key> =
        pairs.iter().filter(|(from, to)| from != to && declared(to)).map(|(from, to)| (key(from), key(to))).collect();
    let order = lock.get(&place.key(Aspect::Arguments)).map(|entry| argument::there(&entry.name));
    if !moves.is_empty() {
        translate(lock, place, &moves);
    }
    let is_same = old == new;
    let unsure = new.iter().filter(|name| !is_same && old.contains(name)).map(key).collect();
    Changed { before: order.filter(|_| !moves.is_empty()), path: before, unsure }
}

/// Where a lock of an earlier version does not say the path: the variables that have others beside them by now.
fn unknown(lock: &Lock, operation: &ir::Operation, place: &Place) -> Vec<Key> {
    if lock.get(&place.key(Aspect::Path)).is_some() {
        return Vec::new();
    }
    let order = lock.get(&place.key(Aspect::Arguments)).map(|entry| argument::there(&entry.name)).unwrap_or_default();
    let then: BTreeSet<&str> = order.split(' ').filter(|word| word.starts_with("path/")).collect();
    let variables = operation.parameters.iter().filter(|it| it.location == Location::Path);
    let now: Vec<Key> = variables.map(|it| place.member(Aspect::Parameter, &[Location::Path.name(), &it.name])).collect();
    let is_same = now.len() == then.len() && now.iter().all(|key| then.contains(key.member.as_str()));
    now.into_iter().filter(|key| !is_same && then.contains(key.member.as_str())).collect()
}

/// The lock in which the variables of an operation have other names.
fn translate(lock: &mut Lock, place: &Place, moves: &BTreeMap<Key, Key>) {
    let words: BTreeMap<&str, &str> = moves.iter().map(|(from, to)| (from.member.as_str(), to.member.as_str())).collect();
    let order = |text: &str| {
        let word = |written: &str| {
            let new = words.get(argument::word(written)).copied().unwrap_or(argument::word(written));
            if argument::is_gone(written) { argument::gone(new) } else { new.to_owned() }
        };
        text.split(' ').map(word).collect::<Vec<_>>().join(" ")
    };
    let taken: BTreeSet<&str> = words.values().copied().collect();
    for (key, entry) in lock.take(place) {
        let (key, entry) = match (key.aspect, words.get(key.member.as_str())) {
            (Aspect::Arguments, _) => {
                let former = if key.is_former() { order(&key.former) } else { String::new() };
                (Key { former, ..key }, Entry { name: order(&entry.name), ..entry })
            }
            (Aspect::Parameter, Some(member)) => (Key { member: (*member).to_owned(), ..key }, entry),
            // It is gone, and what has its name on the wire now is another one.
            (Aspect::Parameter, None) if taken.contains(key.member.as_str()) && !key.is_former() => {
                (key.giving_up(&entry.name), Entry { presence: Presence::Gone, ..entry })
            }
            _ => (key, entry),
        };
        lock.insert(key, entry);
    }
    let types = |key: &Key| key.member.split('/').fold(place.child("parameters"), |place, step| place.written(step));
    let away = |key: &Key| types(key).child("");
    let moved: Vec<_> = moves.iter().filter(|(from, _)| lock.knows(&types(from))).collect();
    moved.iter().for_each(|(from, _)| lock.move_place(&types(from), &away(from), &[]));
    moved.iter().for_each(|(from, to)| lock.move_place(&away(from), &types(to), &[]));
}
