//! The line that says the order of the arguments of an operation, `query/from (query/via) body`, or of `new` of a struct,
//! `field/company field/name`; those in parentheses are gone.

use std::collections::BTreeSet;

use crate::names::escape;

/// The word of an argument, whether it is gone or not.
pub fn word(written: &str) -> &str {
    written.strip_prefix('(').and_then(|word| word.strip_suffix(')')).unwrap_or(written)
}

/// The word of a field, by its name as the lock writes it.
pub fn of_field(name: &str) -> String {
    format!("field/{name}")
}

/// Whether there was no such argument at the last run.
pub fn is_gone(written: &str) -> bool {
    word(written).len() < written.len()
}

/// The word as it is written once the argument is gone.
pub fn gone(word: &str) -> String {
    format!("({word})")
}

/// Why a text is no order of arguments.
pub fn objection(text: &str) -> Option<String> {
    let is_one = |word: &str| {
        let parameter =
            word.split_once('/').filter(|(location, _)| ["path", "query", "header", "cookie", "field"].contains(location));
        word == "body" || parameter.is_some_and(|(_, name)| !name.contains('/') && escape::plain(name).is_some())
    };
    let mut known = BTreeSet::new();
    let is_order = text.split(' ').map(word).all(|word| is_one(word) && known.insert(word));
    (!is_order).then(|| "it is no order of arguments, such as `query/from query/to body`".to_owned())
}

/// The positions where two branches of a repository have an order each: those of the first, then what only the second has. All are
/// marked, since nobody had this order.
pub fn merged(first: &str, second: &str) -> String {
    let known: BTreeSet<&str> = first.split(' ').map(word).collect();
    let more = second.split(' ').map(word).filter(|word| !known.contains(word));
    first.split(' ').map(word).chain(more).map(gone).collect::<Vec<_>>().join(" ")
}

/// The arguments that there were at the last run, in their order.
pub fn there(text: &str) -> String {
    text.split(' ').filter(|written| !is_gone(written)).collect::<Vec<_>>().join(" ")
}
