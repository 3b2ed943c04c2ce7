//! The line that says the order of an operation's arguments: `query/from (query/via) body`, those in parentheses gone.

use crate::names::escape;

/// The word of an argument, whether it is gone or not.
pub fn word(written: &str) -> &str {
    written.strip_prefix('(').and_then(|word| word.strip_suffix(')')).unwrap_or(written)
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
    let words: Vec<&str> = text.split(' ').map(word).collect();
    let is_one = |word: &&str| {
        let parameter = word.split_once('/').filter(|(location, _)| ["path", "query", "header", "cookie"].contains(location));
        *word == "body" || parameter.is_some_and(|(_, name)| !name.contains('/') && escape::plain(name).is_some())
    };
    let is_order =
        words.iter().all(is_one) && (1..words.len()).all(|at| !words.iter().skip(at).any(|word| words.get(at - 1) == Some(word)));
    (!is_order).then(|| "it is no order of arguments, such as `query/from query/to body`".to_owned())
}

/// The order where two branches of a repository have one each: that of the first, then what only the second has.
pub fn merged(first: &str, second: &str) -> String {
    let known: Vec<&str> = first.split(' ').map(word).collect();
    let more = second.split(' ').filter(|written| !known.contains(&word(written)));
    first.split(' ').chain(more).collect::<Vec<_>>().join(" ")
}
