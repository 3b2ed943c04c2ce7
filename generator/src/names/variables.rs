//! Variables of paths are known by the segment that they stand in.
//!
//! A variable has no name on the wire: `/pets/{id}` may become `/pets/{petId}`, and in `/orgs/{id}/pets/{petId}` `id` is another one. Code that
//! reads `request.id` compiles on. So the lock says the path of an operation, `operations/getPet path = ~1pets~1{id}`, and what stands
//! behind the same words of it keeps its name, whatever it is called by then.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Aspect, Entry, Key, Lock, Namespace, Place, Presence, argument};
use super::parts::Keys;
use super::{escape, place, whose};
use crate::ir::{self, Location, OperationPlace};

/// What became of the variables of an operation's path.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The order of its arguments at the last run, if some of them have other names.
    pub order: Option<Order>,
    /// Its path then.
    pub path: String,
    /// Those that may have become others, as the lock knows them.
    pub unsure: Vec<Key>,
}

/// An order of arguments.
#[derive(Clone, Debug)]
pub struct Order {
    /// As it was.
    pub then: String,
    /// As it is kept, once it is in use no more.
    pub kept: String,
}

/// The lock in which variables that have other names by now are known by those, and what became of the variables of operations whose path
/// changed. Of those that the lock knows by their path, `before` says the one that they had.
pub fn renamed(api: &ir::Api, keys: &Keys, mut lock: Lock, before: &BTreeMap<Place, String>) -> (Lock, BTreeMap<Place, Changed>) {
    let mut all = BTreeMap::new();
    for operation in api.operations() {
        let Some((place, now)) = path(keys, operation) else { continue };
        let said = lock.get(&place.key(Aspect::Path)).and_then(|entry| escape::plain(&entry.name));
        let then = said.or_else(|| before.get(&place).cloned()).filter(|then| *then != now);
        let changed = match then {
            Some(then) => followed(&mut lock, operation, &place, (then, &now)),
            None if before.contains_key(&place) => Changed::default(),
            None => Changed { unsure: unknown(&lock, operation, &place), ..Changed::default() },
        };
        if changed.order.is_some() || !changed.unsure.is_empty() {
            all.insert(place, changed);
        }
    }
    (lock, all)
}

/// The lines that say the paths of operations. One without variables keeps the line of when it had some.
pub fn lines(api: &ir::Api, keys: &Keys, lock: &Lock) -> Vec<(Key, String)> {
    let line = |operation: &ir::Operation| {
        let (place, path) = path(keys, operation).filter(|_| operation.operation_id.is_some())?;
        let key = place.key(Aspect::Path);
        let has_variables = operation.parameters.iter().any(|it| it.location == Location::Path);
        let text = if has_variables { Some(escape::step(&path)) } else { lock.get(&key).map(|entry| entry.name.clone()) };
        text.map(|text| (key, text))
    };
    api.operations().filter_map(line).collect()
}

/// The place of an operation, and its path. What has no `operationId` is known by its path itself.
fn path(keys: &Keys, operation: &ir::Operation) -> Option<(Place, String)> {
    let is_path = matches!(operation.key.place, OperationPlace::Path(_));
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

/// What two paths tell of their variables.
struct Matched {
    /// Those that are one by where they stand: the names then and now.
    pairs: BTreeMap<String, String>,
    /// Those by now of which nothing tells what they were, and that have the name of one then, or of an earlier time.
    unsure: Vec<String>,
}

fn matched(before: &str, now: &str, is_known: impl Fn(&String) -> bool) -> Matched {
    let (before, now) = (variables(before), variables(now));
    let place = |it: &Variable| (it.behind.clone(), it.at, it.of);
    let only = |all: &[Variable], wanted: &Variable| {
        let mut same = all.iter().filter(|it| place(it) == place(wanted)).map(|it| it.name.clone());
        same.next().filter(|_| same.next().is_none())
    };
    let by_place: Vec<(&Variable, String, String)> =
        before.iter().filter_map(|it| Some((it, only(&before, it)?, only(&now, it)?))).collect();
    // Of those with no words between them, nothing but the name tells which is which.
    let is_beside = |it: &Variable, name: &String| {
        before.iter().any(|other| other.behind == it.behind && other.name == *name && it.name != *name)
    };
    // One that was there at an earlier time may have come back, wherever it stood then.
    let is_back = |name: &String| is_known(name) && !before.iter().any(|it| it.name == *name);
    let sure = by_place.into_iter().filter(|(it, _, now)| !is_back(now) && !is_beside(it, now));
    let mut pairs: BTreeMap<String, String> = sure.map(|(_, then, now)| (then, now)).collect();
    // What ends a path may get others behind it. Where a path has the same words twice, the name must stand behind the same ones of them.
    let which = |all: &[Variable], it: &Variable| {
        all.iter().filter(|other| (&other.behind, other.at) == (&it.behind, it.at)).position(|other| other.name == it.name)
    };
    let stays = |it: &&Variable| which(&now, it).is_some_and(|at| which(&before, it) == Some(at));
    for it in before.iter().filter(stays) {
        if !pairs.contains_key(&it.name) && !pairs.values().any(|name| *name == it.name) {
            pairs.insert(it.name.clone(), it.name.clone());
        }
    }
    let old: Vec<&String> = before.iter().map(|it| &it.name).filter(|name| !pairs.contains_key(*name)).collect();
    let new = now.iter().map(|it| &it.name).filter(|name| pairs.values().all(|other| other != *name));
    let new: Vec<&String> = new.collect();
    // Where other words stand before one, and it is counted neither from the start nor from the end as it was, it may be another one.
    let counted = |all: &[Variable], name: &String| all.iter().position(|it| it.name == *name).map(|at| (at, all.len() - at));
    let has_moved = |name: &String| {
        let places = counted(&before, name).zip(counted(&now, name));
        places.is_some_and(|(then, now)| then.0 != now.0 && then.1 != now.1)
    };
    let is_unsure = |name: &&&String| old.contains(*name) && (old != new || has_moved(name)) || is_back(name);
    let unsure = new.iter().filter(is_unsure).map(|name| (*name).clone()).collect();
    Matched { pairs, unsure }
}

/// Gives the names of variables to those that stand where they stood.
fn followed(lock: &mut Lock, operation: &ir::Operation, place: &Place, (before, now): (String, &str)) -> Changed {
    let key = |name: &String| place.member(Aspect::Parameter, &[Location::Path.name(), name]);
    let Matched { pairs, unsure } = matched(&before, now, |name| lock.get(&key(name)).is_some());
    let unsure = unsure.iter().map(key).collect();
    let declared = |name: &String| operation.parameters.iter().any(|it| it.location == Location::Path && it.name == *name);
    let moves: BTreeMap<Key, Key> =
        pairs.iter().filter(|(from, to)| from != to && declared(to)).map(|(from, to)| (key(from), key(to))).collect();
    let others = others(lock, operation, place, &moves);
    let order = lock.get(&place.key(Aspect::Arguments)).map(|entry| argument::there(&entry.name));
    let order = order.filter(|order| !moves.is_empty() && !order.is_empty());
    let order = order.map(|then| Order { kept: former(&others, &then), then });
    translate(lock, place, &moves, &others);
    Changed { order, path: before, unsure }
}

/// Where the lock does not say the path: the variables that have others beside them by now, if it is of an earlier version; else its line was
/// lost, since each operation that had a variable has one.
fn unknown(lock: &Lock, operation: &ir::Operation, place: &Place) -> Vec<Key> {
    if operation.operation_id.is_none() || lock.get(&place.key(Aspect::Path)).is_some() {
        return Vec::new();
    }
    let order = lock.get(&place.key(Aspect::Arguments)).map(|entry| argument::there(&entry.name)).unwrap_or_default();
    let then: BTreeSet<&str> = order.split(' ').filter(|word| word.starts_with("path/")).collect();
    let variables = operation.parameters.iter().filter(|it| it.location == Location::Path);
    let now: Vec<Key> = variables.map(|it| place.member(Aspect::Parameter, &[Location::Path.name(), &it.name])).collect();
    if whose::is_told(lock) {
        return now.into_iter().filter(|key| lock.get(key).is_some()).collect();
    }
    let is_same = now.len() == then.len() && now.iter().all(|key| then.contains(key.member.as_str()));
    now.into_iter().filter(|key| !is_same && then.contains(key.member.as_str())).collect()
}

/// The words of variables that others had, or have: one that is there already, or one that has gone under another word since.
fn others(lock: &Lock, operation: &ir::Operation, place: &Place, moves: &BTreeMap<Key, Key>) -> BTreeSet<String> {
    let is_known = |key: &Key| lock.get(key).is_some();
    let variables = operation.parameters.iter().filter(|it| it.location == Location::Path);
    let now = variables.map(|it| place.member(Aspect::Parameter, &[Location::Path.name(), &it.name]));
    let is_other = |key: &Key| match moves.values().any(|to| to == key) {
        true => is_known(key),
        false => !is_known(key) || moves.contains_key(key),
    };
    now.filter(is_other).map(|key| key.member).collect()
}

/// An order of arguments that is in use no more. Its words are of then; one that another variable has by now is marked.
fn former(others: &BTreeSet<String>, order: &str) -> String {
    let word = |written: &str| if others.contains(written) { argument::gone(written) } else { written.to_owned() };
    order.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The order in use, in the words of now. What went has no position any more where another variable has its word. A word that is in use no
/// more stays before the one that took its place, since another branch of the repository may have it still.
fn order(moves: &BTreeMap<Key, Key>, others: &BTreeSet<String>, order: &str) -> String {
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut add = |word: &str, gone: bool| match words.iter_mut().find(|(known, _)| known == word) {
        Some((_, is_gone)) => *is_gone &= gone,
        None => words.push((word.to_owned(), gone)),
    };
    for written in order.split(' ') {
        let (word, is_gone) = (argument::word(written), argument::is_gone(written));
        match moved(moves, word) {
            Moved::To(new) => {
                if !others.contains(word) {
                    add(word, true);
                }
                add(&new, is_gone);
            }
            Moved::Away if others.contains(word) => {}
            Moved::Away | Moved::No => add(word, is_gone),
        }
    }
    words.into_iter().map(|(word, gone)| if gone { argument::gone(&word) } else { word }).collect::<Vec<_>>().join(" ")
}

/// What becomes of the word of a variable.
enum Moved {
    /// It is another one.
    To(String),
    /// Another variable has it.
    Away,
    /// Nothing.
    No,
}

fn moved(moves: &BTreeMap<Key, Key>, word: &str) -> Moved {
    match moves.iter().find(|(from, _)| from.member == word) {
        Some((_, to)) => Moved::To(to.member.clone()),
        None if moves.values().any(|to| to.member == word) => Moved::Away,
        None => Moved::No,
    }
}

/// The lock in which the variables of an operation have other names.
fn translate(lock: &mut Lock, place: &Place, moves: &BTreeMap<Key, Key>, others: &BTreeSet<String>) {
    if moves.is_empty() && others.is_empty() {
        return;
    }
    for (key, entry) in lock.take(place) {
        let (key, entry) = match (key.aspect, moved(moves, &key.member)) {
            (Aspect::Arguments, _) if key.is_former() => {
                let name = former(others, &entry.name);
                (Key { former: name.clone(), ..key }, Entry { name, ..entry })
            }
            (Aspect::Arguments, _) => (key, Entry { name: order(moves, others, &entry.name), ..entry }),
            (Aspect::Parameter, Moved::To(member)) => (Key { member, ..key }, entry),
            // It is gone, and what has its name on the wire now is another one.
            (Aspect::Parameter, Moved::Away) if !key.is_former() => {
                (key.giving_up(&entry.name), Entry { presence: Presence::Gone, ..entry })
            }
            _ => (key, entry),
        };
        if !entry.name.is_empty() {
            lock.insert(key, entry);
        }
    }
    types_translated(lock, place, moves);
}

/// Moves what the lock knows of the types of variables.
fn types_translated(lock: &mut Lock, place: &Place, moves: &BTreeMap<Key, Key>) {
    let types = |key: &Key| key.member.split('/').fold(place.child("parameters"), |place, step| place.written(step));
    let away = |key: &Key| types(key).child("");
    let known: Vec<_> = moves.iter().filter(|(from, _)| lock.knows(&types(from))).collect();
    // Of what is gone and would have the same place, the names of types are kept from others.
    for gone in
        moves.values().filter(|to| !moves.contains_key(*to)).map(types).filter(|place| lock.knows(place)).collect::<Vec<_>>()
    {
        let below = format!("{}/", gone.as_str());
        let is_member = |key: &Key| {
            let is_in = key.place == gone || key.place.as_str().starts_with(&below);
            is_in && key.namespace() != Namespace::Types
        };
        *lock = std::mem::take(lock).given_up(&gone).without(is_member);
    }
    known.iter().for_each(|(from, _)| lock.move_place(&types(from), &away(from), &[]));
    known.iter().for_each(|(from, to)| lock.move_place(&away(from), &types(to), &[]));
}
