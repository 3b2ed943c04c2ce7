//! The order of the arguments that a caller gives by their position. It stays, whatever order the description has: two arguments of one
//! type that changed places would compile with each other's values.
//!
//! A call of an earlier order compiles on as soon as there are as many arguments again. So the last order of each other length is kept,
//! too, until one of its length is in use.

use std::collections::{BTreeMap, BTreeSet};

use super::Argument;
use super::lock::{Aspect, Key, Members, Namespace, Place, argument};
use super::register::{Finding, Register};
use super::variables::{Changed, Order};
use crate::ir;

/// The word for the body.
const BODY: &str = "body";

/// The locations of parameters, as words begin with them.
const LOCATIONS: [&str; 4] = ["path/", "query/", "header/", "cookie/"];

/// The arguments of an operation in their order: those that the lock knows as they were, then newcomers, the body last. `keys` are
/// those of the parameters.
pub fn arguments(register: &mut Register, operation: &ir::Operation, place: &Place, keys: &[Key]) -> Vec<Argument> {
    let mut now = required(operation, keys);
    let key = place.key(Aspect::Arguments);
    let line =
        register.known(&key.namespace()).iter().find(|(known, _, _)| *known == key).map(|(_, entry, _)| entry.name.clone());
    let lines = lines(register, place);
    let is_there = |word: &str| now.iter().any(|(known, _)| known == word);
    let (known, before): (Vec<String>, Vec<String>) = match &line {
        Some(line) => {
            let known: Vec<String> = line.split(' ').map(str::to_owned).collect();
            (known.clone(), known.into_iter().filter(|known| !argument::is_gone(known)).collect())
        }
        None => (implied(&lines).into_iter().filter(|word| !is_there(word)).collect(), implied(&lines)),
    };
    let heirs = heirs(&known, &now);
    let positions: BTreeMap<&str, usize> = known.iter().enumerate().map(|(at, known)| (argument::word(known), at)).collect();
    let gone: BTreeMap<&str, &str> = heirs.iter().map(|(gone, heir)| (heir.as_str(), gone.as_str())).collect();
    let position = |word: &str| positions.get(gone.get(word).copied().unwrap_or(word)).copied().unwrap_or(known.len());
    now.sort_by_key(|(word, argument)| (*argument == Argument::Body, position(word)));
    let words: Vec<String> = now.iter().map(|(word, _)| word.clone()).collect();
    if line.is_none() && words.iter().filter(|word| lines.contains(*word)).count() > 1 {
        register.unordered(&operation.pointer, called(operation));
    }
    told(register, operation, (place, keys), &before, &words);
    let text = text(&known, &words, &heirs);
    if !text.is_empty() {
        register.keep(key, text);
    }
    now.into_iter().map(|(_, argument)| argument).collect()
}

/// The arguments with their words, in the order of the description.
fn required(operation: &ir::Operation, keys: &[Key]) -> Vec<(String, Argument)> {
    let parameters = operation.parameters.iter().zip(keys).enumerate().filter(|(_, (parameter, _))| parameter.required);
    let parameters = parameters.map(|(index, (_, key))| (key.member.clone(), Argument::Parameter(index)));
    let body = operation.request_body.iter().filter(|body| body.required).map(|_| (BODY.to_owned(), Argument::Body));
    parameters.chain(body).collect()
}

/// Where as many arguments came as went in a run, those that went with those that get their positions: most likely they have other names
/// only, such as variables of the path, and calls go on to mean what they meant. That they may be others is told. Those of one location
/// go together first.
fn heirs(known: &[String], now: &[(String, Argument)]) -> BTreeMap<String, String> {
    let there: BTreeSet<&str> = now.iter().map(|(word, _)| word.as_str()).collect();
    let old: BTreeSet<&str> = known.iter().map(|known| argument::word(known)).collect();
    let went = known.iter().filter(|known| !argument::is_gone(known)).map(String::as_str);
    let mut went: Vec<&str> = went.filter(|word| *word != BODY && !there.contains(word)).collect();
    let came = now.iter().map(|(word, _)| word.as_str());
    let mut came: Vec<&str> = came.filter(|word| *word != BODY && !old.contains(word)).collect();
    let mut heirs = BTreeMap::new();
    for location in LOCATIONS.into_iter().chain([""]) {
        let of = |words: &[&str]| words.iter().filter(|word| word.starts_with(location)).count();
        if of(&went) == of(&came) {
            let take =
                |words: &mut Vec<&str>| words.extract_if(.., |word| word.starts_with(location)).map(str::to_owned).collect();
            let (went, came): (Vec<String>, Vec<String>) = (take(&mut went), take(&mut came));
            heirs.extend(went.into_iter().zip(came));
        }
    }
    heirs
}

/// What the lock says that a request has: parameters and a body.
fn lines(register: &Register, place: &Place) -> BTreeSet<String> {
    let known = register.known(&Namespace::Members(place.clone(), Members::Request)).iter();
    let known = known.map(|(key, _, _)| key).filter(|key| !key.is_former());
    known.map(|key| if key.aspect == Aspect::Body { BODY.to_owned() } else { key.member.clone() }).collect()
}

/// The arguments where no line says them, in a lock of an earlier version: the only parameter of the path is always one.
fn implied(lines: &BTreeSet<String>) -> Vec<String> {
    let path: Vec<_> = lines.iter().filter(|line| line.starts_with("path/")).cloned().collect();
    if path.len() == 1 { path } else { Vec::new() }
}

/// Tells of arguments that are others by now, as many as at an earlier time: callers may compile on. Keeps the earlier orders that have
/// another length.
fn told(register: &mut Register, operation: &ir::Operation, (place, keys): (&Place, &[Key]), before: &[String], now: &[String]) {
    let key = place.key(Aspect::Arguments);
    let known = register.known(&key.namespace()).iter();
    let former: Vec<String> =
        known.filter(|(known, _, _)| known.is_former() && known.is_of(&key)).map(|(_, entry, _)| entry.name.clone()).collect();
    let before = Some(before.join(" ")).filter(|before| !before.is_empty());
    let changed = register.changed(place).unwrap_or_default();
    variables(register, operation, &changed);
    // Where variables have other names by now, callers know the order by the old ones.
    let plain = |order: String| Order { then: order.clone(), kept: order };
    let before = changed.order.or(before.map(plain));
    let mut others = Vec::new();
    for Order { then, kept: order } in before.into_iter().chain(former.into_iter().map(plain)) {
        let words: Vec<&str> = then.split(' ').collect();
        if words.len() != now.len() {
            register.keep(key.giving_up(&order), order);
        } else {
            register.drop(key.giving_up(&order));
            others.extend(words.iter().zip(now).find(|(one, other)| one != other).map(|(_, word)| (then.clone(), word)));
        }
    }
    let Some((_, changed)) = others.first() else { return };
    let parameter = keys.iter().find(|key| key.member == **changed).cloned();
    let at = operation.pointer.child(if parameter.is_some() { "parameters" } else { "requestBody" });
    let key = parameter.unwrap_or_else(|| place.key(Aspect::Body));
    let before = others.into_iter().map(|(order, _)| order).collect();
    register.tell(Finding::Arguments { key, at, operation: called(operation), before, now: now.join(" ") });
}

/// Tells of variables of the path that may have become others.
fn variables(register: &mut Register, operation: &ir::Operation, changed: &Changed) {
    for key in &changed.unsure {
        register.tell(Finding::Variable {
            key: key.clone(),
            at: operation.pointer.child("parameters"),
            operation: called(operation),
            before: changed.path.clone(),
            now: operation.route.template.clone(),
        });
    }
}

/// What the description calls an operation.
fn called(operation: &ir::Operation) -> String {
    operation.operation_id.clone().unwrap_or_else(|| operation.key.to_string())
}

/// The line: what is gone keeps its place in it, with its heir behind it.
fn text(known: &[String], now: &[String], heirs: &BTreeMap<String, String>) -> String {
    let there: BTreeSet<&str> = now.iter().map(String::as_str).collect();
    let mut words: Vec<String> = Vec::new();
    let mut written: BTreeSet<&str> = BTreeSet::new();
    for known in known {
        let word = argument::word(known);
        written.insert(word);
        words.push(if there.contains(word) { word.to_owned() } else { argument::gone(word) });
        if let Some(heir) = heirs.get(word) {
            written.insert(heir);
            words.push(heir.clone());
        }
    }
    words.extend(now.iter().filter(|word| !written.contains(word.as_str())).cloned());
    words.sort_by_key(|word| argument::word(word) == BODY);
    words.join(" ")
}
