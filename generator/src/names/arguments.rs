//! The order of the arguments that a caller gives by their position. It stays, whatever order the description has: two arguments of one
//! type that changed places would compile with each other's values.

use std::collections::BTreeSet;

use super::Argument;
use super::lock::{Aspect, Key, Members, Namespace, Place, argument};
use super::register::{Finding, Register};
use crate::ir;

/// The word for the body.
const BODY: &str = "body";

/// The arguments of an operation in their order: those that the lock knows as they were, then newcomers, the body last. `keys` are
/// those of the parameters.
pub fn arguments(register: &mut Register, operation: &ir::Operation, place: &Place, keys: &[Key]) -> Vec<Argument> {
    let parameters = operation.parameters.iter().zip(keys).enumerate().filter(|(_, (parameter, _))| parameter.required);
    let parameters = parameters.map(|(index, (_, key))| (key.member.clone(), Argument::Parameter(index)));
    let body = operation.request_body.iter().filter(|body| body.required).map(|_| (BODY.to_owned(), Argument::Body));
    let mut now: Vec<(String, Argument)> = parameters.chain(body).collect();
    let key = place.key(Aspect::Arguments);
    let line =
        register.known(&key.namespace()).iter().find(|(known, _, _)| *known == key).map(|(_, entry, _)| entry.name.clone());
    let known: Vec<&str> = line.iter().flat_map(|line| line.split(' ')).collect();
    let heir = heir(&known, &now);
    let position = |word: &str| {
        let word = heir.as_ref().filter(|(_, heir)| heir == word).map_or(word, |(gone, _)| gone);
        known.iter().position(|known| argument::word(known) == word).unwrap_or(known.len())
    };
    now.sort_by_key(|(word, argument)| (*argument == Argument::Body, position(word)));
    let words: Vec<String> = now.iter().map(|(word, _)| word.clone()).collect();
    let mut lines = lines(register, place);
    let before = match &line {
        Some(_) => known.iter().filter(|known| !argument::is_gone(known)).map(|known| (*known).to_owned()).collect(),
        None => implied(&lines),
    };
    replaced(register, operation, (place, keys), &before, &words);
    lines.extend(keys.iter().map(|key| key.member.clone()));
    lines.extend(operation.request_body.iter().map(|_| BODY.to_owned()));
    if line.is_some() || !words.is_empty() && words != implied(&lines) {
        register.keep(key, text(&known, &words, heir.as_ref()));
    }
    now.into_iter().map(|(_, argument)| argument).collect()
}

/// Of one argument that went and one that came in the same run, the one that went and the one that gets its position: most likely it
/// has another name only, such as a variable of the path, and calls go on to mean what they meant. That it may be another one is told.
fn heir(known: &[&str], now: &[(String, Argument)]) -> Option<(String, String)> {
    let is_there = |word: &str| now.iter().any(|(known, _)| known == word);
    let mut gone = known.iter().filter(|known| !argument::is_gone(known) && **known != BODY && !is_there(known));
    let is_known = |word: &str| known.iter().any(|known| argument::word(known) == word);
    let mut came = now.iter().map(|(word, _)| word).filter(|word| *word != BODY && !is_known(word));
    match (gone.next(), gone.next(), came.next(), came.next()) {
        (Some(gone), None, Some(came), None) => Some(((*gone).to_owned(), came.clone())),
        _ => None,
    }
}

/// What the lock says that a request has: parameters and a body.
fn lines(register: &Register, place: &Place) -> BTreeSet<String> {
    let known = register.known(&Namespace::Members(place.clone(), Members::Request)).iter();
    let known = known.map(|(key, _, _)| key).filter(|key| !key.is_former());
    known.map(|key| if key.aspect == Aspect::Body { BODY.to_owned() } else { key.member.clone() }).collect()
}

/// The arguments where no line says them: a parameter of the path is always one, so that the only one needs no line; nor does a body alone.
fn implied(lines: &BTreeSet<String>) -> Vec<String> {
    let path: Vec<_> = lines.iter().filter(|line| line.starts_with("path/")).cloned().collect();
    match path.len() {
        0 => lines.get(BODY).into_iter().cloned().collect(),
        1 => path,
        _ => Vec::new(),
    }
}

/// Tells of arguments that are others by now, as many as before: callers may compile on.
fn replaced(
    register: &mut Register,
    operation: &ir::Operation,
    (place, keys): (&Place, &[Key]),
    before: &[String],
    now: &[String],
) {
    let Some(newcomer) = now.iter().find(|word| !before.contains(word)).filter(|_| before.len() == now.len()) else { return };
    let parameter = keys.iter().find(|key| key.member == *newcomer).cloned();
    let at = operation.pointer.child(if parameter.is_some() { "parameters" } else { "requestBody" });
    let key = parameter.unwrap_or_else(|| place.key(Aspect::Body));
    let name = operation.operation_id.clone().unwrap_or_else(|| operation.key.to_string());
    register.tell(Finding::Arguments { key, at, operation: name, before: before.join(" "), now: now.join(" ") });
}

/// The line: what is gone keeps its place in it, with its heir behind it.
fn text(known: &[&str], now: &[String], heir: Option<&(String, String)>) -> String {
    let mark = |known: &&str| {
        let word = argument::word(known).to_owned();
        if now.contains(&word) { word } else { argument::gone(&word) }
    };
    let mut words: Vec<String> = known.iter().map(mark).collect();
    if let Some((gone, heir)) = heir
        && let Some(at) = words.iter().position(|word| argument::word(word) == gone)
    {
        words.insert(at + 1, heir.clone());
    }
    let is_heir = |word: &str| heir.is_some_and(|(_, heir)| heir == word);
    words.extend(
        now.iter()
            .filter(|word| !is_heir(word))
            .filter(|word| !known.iter().any(|known| argument::word(known) == **word))
            .cloned(),
    );
    words.sort_by_key(|word| argument::word(word) == BODY);
    words.join(" ")
}
