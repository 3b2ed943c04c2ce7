//! The order of the arguments that a caller gives by their position: those of an operation, and of `new` of a model. It stays, whatever order the description has: two arguments of one
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
use crate::pointer::Pointer;

/// The word for the body.
const BODY: &str = "body";

/// The location of a variable of a path, as words begin with it.
const PATH: &str = "path/";

/// The locations of parameters.
const LOCATIONS: [&str; 4] = [PATH, "query/", "header/", "cookie/"];

/// What is called with arguments.
struct Called<'a> {
    /// Where it stands in the lock.
    place: &'a Place,
    /// What it is called where it is told.
    name: String,
    /// The arguments where no line says them.
    implied: Vec<String>,
}

/// An argument.
struct Asked<T> {
    /// Its word in the line.
    word: String,
    key: Key,
    at: Pointer,
    argument: T,
}

/// The arguments of an operation in their order: those that the lock knows as they were, then newcomers, the body last. `keys` are
/// those of the parameters.
pub fn of_operation(register: &mut Register, operation: &ir::Operation, place: &Place, keys: &[Key]) -> Vec<Argument> {
    let parameters = operation.parameters.iter().zip(keys).enumerate().filter(|(_, (parameter, _))| parameter.required);
    let parameters = parameters.map(|(index, (_, key))| Asked {
        word: key.member.clone(),
        key: key.clone(),
        at: operation.pointer.child("parameters"),
        argument: Argument::Parameter(index),
    });
    let body = operation.request_body.iter().filter(|body| body.required).map(|_| Asked {
        word: BODY.to_owned(),
        key: place.key(Aspect::Body),
        at: operation.pointer.child("requestBody"),
        argument: Argument::Body,
    });
    let now: Vec<_> = parameters.chain(body).collect();
    let name = operation.operation_id.clone().unwrap_or_else(|| operation.key.to_string());
    let lines = lines(register, place);
    // Earlier versions wrote no line at all. A variable of a path always is an argument, so that the line of an operation that had one was lost.
    let is_lost = !register.says_orders() || lines.iter().any(|word| word.starts_with(PATH));
    if is_lost && line(register, place).is_none() && now.iter().filter(|asked| lines.contains(&asked.word)).count() > 1 {
        register.unordered(&operation.pointer, name.clone());
    }
    let changed = register.changed(place).unwrap_or_default();
    variables(register, operation, &name, &changed);
    ordered(register, &Called { place, name, implied: implied(&lines) }, now)
}

/// The fields that `new` of a struct asks for, by their indexes, in the order that stays. `keys` are those of all fields.
pub fn of_struct(
    register: &mut Register,
    (object, at): (&ir::Struct, &Pointer),
    ident: &str,
    place: &Place,
    keys: &[Key],
) -> Vec<usize> {
    let asked = object.fields.iter().zip(keys).enumerate().filter(|(_, (field, _))| field.is_asked());
    let now: Vec<_> = asked
        .map(|(index, (field, key))| Asked {
            word: argument::of_field(&key.member),
            key: key.clone(),
            at: at.child("properties").child(&field.name),
            argument: index,
        })
        .collect();
    // Without a line nothing was asked for: no version had a `new` and wrote none.
    ordered(register, &Called { place, name: format!("{ident}::new"), implied: Vec::new() }, now)
}

/// The arguments in the order that stays.
fn ordered<T>(register: &mut Register, called: &Called<'_>, mut now: Vec<Asked<T>>) -> Vec<T> {
    let line = line(register, called.place);
    let is_there = |word: &str| now.iter().any(|asked| asked.word == word);
    let (known, before): (Vec<String>, Vec<String>) = match &line {
        Some(line) => {
            let known: Vec<String> = line.split(' ').map(str::to_owned).collect();
            (known.clone(), known.into_iter().filter(|known| !argument::is_gone(known)).collect())
        }
        None => (called.implied.iter().filter(|word| !is_there(word)).cloned().collect(), called.implied.clone()),
    };
    let heirs = heirs(&known, &now);
    let positions: BTreeMap<&str, usize> = known.iter().enumerate().map(|(at, known)| (argument::word(known), at)).collect();
    let gone: BTreeMap<&str, &str> = heirs.iter().map(|(gone, heir)| (heir.as_str(), gone.as_str())).collect();
    let position = |word: &str| positions.get(gone.get(word).copied().unwrap_or(word)).copied().unwrap_or(known.len());
    now.sort_by_key(|asked| (asked.word == BODY, position(&asked.word)));
    told(register, called, &before, &now);
    let words: Vec<String> = now.iter().map(|asked| asked.word.clone()).collect();
    let text = text(&known, &words, &heirs);
    if !text.is_empty() {
        register.keep(called.place.key(Aspect::Arguments), text);
    }
    now.into_iter().map(|asked| asked.argument).collect()
}

fn line(register: &Register, place: &Place) -> Option<String> {
    let key = place.key(Aspect::Arguments);
    register.known(&key.namespace()).iter().find(|(known, _, _)| *known == key).map(|(_, entry, _)| entry.name.clone())
}

/// Where as many arguments came as went in a run, those that went with those that get their positions: most likely they have other names
/// only, such as variables of the path, and calls go on to mean what they meant. That they may be others is told. Those of one location
/// go together first.
fn heirs<T>(known: &[String], now: &[Asked<T>]) -> BTreeMap<String, String> {
    let there: BTreeSet<&str> = now.iter().map(|asked| asked.word.as_str()).collect();
    let old: BTreeSet<&str> = known.iter().map(|known| argument::word(known)).collect();
    let went = known.iter().filter(|known| !argument::is_gone(known)).map(String::as_str);
    let mut went: Vec<&str> = went.filter(|word| *word != BODY && !there.contains(word)).collect();
    let came = now.iter().map(|asked| asked.word.as_str());
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
    let path: Vec<_> = lines.iter().filter(|line| line.starts_with(PATH)).cloned().collect();
    if path.len() == 1 { path } else { Vec::new() }
}

/// Tells of arguments that are others by now, as many as at an earlier time: callers may compile on. Keeps the earlier orders that have
/// another length.
fn told<T>(register: &mut Register, called: &Called<'_>, before: &[String], now: &[Asked<T>]) {
    let key = called.place.key(Aspect::Arguments);
    let known = register.known(&key.namespace()).iter();
    let former: Vec<String> =
        known.filter(|(known, _, _)| known.is_former() && known.is_of(&key)).map(|(_, entry, _)| entry.name.clone()).collect();
    let before = Some(before.join(" ")).filter(|before| !before.is_empty());
    // Where variables have other names by now, callers know the order by the old ones.
    let plain = |order: String| Order { then: order.clone(), kept: order };
    let changed = register.changed(called.place).and_then(|changed| changed.order);
    let before = changed.or(before.map(plain));
    let mut others = Vec::new();
    for Order { then, kept: order } in before.into_iter().chain(former.into_iter().map(plain)) {
        let words: Vec<&str> = then.split(' ').collect();
        if words.len() != now.len() {
            register.keep(key.giving_up(&order), order);
        } else {
            register.drop(key.giving_up(&order));
            others.extend(words.iter().zip(now).find(|(one, other)| **one != other.word).map(|(_, asked)| (then.clone(), asked)));
        }
    }
    let Some((_, Asked { key, at, .. })) = others.first() else { return };
    let before = others.iter().map(|(order, _)| order.clone()).collect();
    let words: Vec<&str> = now.iter().map(|asked| asked.word.as_str()).collect();
    let (key, at, of) = (key.clone(), at.clone(), called.name.clone());
    register.tell(Finding::Arguments { key, at, of, before, now: words.join(" ") });
}

/// Tells of variables of the path that may have become others.
fn variables(register: &mut Register, operation: &ir::Operation, name: &str, changed: &Changed) {
    for key in &changed.unsure {
        register.tell(Finding::Variable {
            key: key.clone(),
            at: operation.pointer.child("parameters"),
            operation: name.to_owned(),
            before: changed.path.clone(),
            now: operation.route.template.clone(),
        });
    }
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
