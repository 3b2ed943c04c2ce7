//! An element of a tuple is known by its position: `point.0`, `Point(1.0, 2.0)`. One that comes before others moves them, as it does on the
//! wire, and code that means another one compiles on where the types fit. So the lock has a line of what each element says.

use super::lock::{Aspect, Place};
use super::register::{Finding, Register};
use super::types::Places;
use super::{again, case, said};
use crate::ir::{Check, Element, Keyword, Tuple, Type};

/// Writes what the elements of a tuple are, and tells where one of them has another position.
pub fn of_tuple(register: &mut Register, (definition, ident): (&Type, &str), tuple: &Tuple, (place, places): (&Place, &Places)) {
    let checks = definition
        .check
        .0
        .iter()
        .find_map(|keyword| if let Keyword::PrefixItems(first, _) = keyword { Some(first.as_slice()) } else { None });
    let check = |at: usize| checks.and_then(|checks| checks.get(at));
    let now: Vec<String> =
        tuple.elements.iter().enumerate().map(|(at, element)| word((place, places), element, check(at))).collect();
    let key = place.key(Aspect::Elements);
    let before =
        register.known(&key.namespace()).iter().find(|(known, _, _)| *known == key).map(|(_, entry, _)| entry.name.clone());
    let before: Vec<&str> = before.iter().flat_map(|before| before.split(' ')).collect();
    if let Some((then, position)) = moved(&before, &now) {
        let (of, at) = (ident.to_owned(), definition.pointer.child("prefixItems"));
        register.tell(Finding::Elements { key: key.clone(), at, of, before: then, now: position });
    }
    if !now.is_empty() {
        register.keep(key, now.join(" "));
    }
}

/// What an element says: its text, its type and its check. What refers to the tuple itself, or to what is written in it, says so, whatever that is called.
fn word((tuple, places): (&Place, &Places), element: &Element, check: Option<&Check>) -> String {
    let (text, places) = said::element(places, element, check).numbered(None);
    let inside = |place: String| match place.strip_prefix(tuple.as_str()) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => format!(".{}", again::without_marks(rest)),
        _ => place,
    };
    let places: Vec<String> = places.into_iter().map(inside).collect();
    format!("x{:016x}", case::hash(&format!("{text} {}", places.join(" "))))
}

/// The first element that has another position, where another one has its own: both positions.
fn moved(before: &[&str], now: &[String]) -> Option<(usize, usize)> {
    let is_same = |at: usize| before.get(at).is_some_and(|then| now.get(at).is_some_and(|now| then == now));
    let others = |word: &str| now.iter().enumerate().position(|(at, now)| now == word && !is_same(at));
    before.iter().enumerate().filter(|(at, _)| !is_same(*at)).find_map(|(at, word)| Some((at, others(word)?)))
}

/// Why a text says nothing of elements.
pub fn objection(text: &str) -> Option<String> {
    let is_hash =
        |word: &str| word.strip_prefix('x').is_some_and(|hash| hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()));
    (!text.split(' ').all(is_hash)).then(|| "it says nothing of elements, such as `x0a5e0b5cc419b888`".to_owned())
}
