//! Keys of a mapping are unique, and not endless; this finds those that are not.

use std::collections::HashMap;

use super::Entry;
use crate::diagnostic::{Diagnostic, codes::reading};

/// Below this many members every pair is compared, which is faster than hashing.
const FEW: usize = 12;

/// The most bytes of a key. Each thing in a mapping is known by the keys that lead to it, so a long one is held as often as there are
/// things below it. Those of real descriptions have some hundred bytes at most.
const LONGEST: usize = 8 * 1024;

/// What is left of a key that is too long. What names it elsewhere is cut alike, so that it is found, and nothing is told of that.
pub(crate) fn cut(key: &str) -> &str {
    key.get(..key.floor_char_boundary(LONGEST)).unwrap_or(key)
}

/// Reports each key that an earlier member already has, and drops the later member; and each that is too long, and cuts it.
pub(super) fn keys(entries: &mut Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) {
    repeated(entries, diagnostics);
    let mut is_cut = false;
    for entry in entries.iter_mut().filter(|entry| entry.key.len() > LONGEST) {
        let message = format!("this key has {} bytes, more than the limit of {LONGEST}", entry.key.len());
        diagnostics
            .push(Diagnostic::error(reading::LONG_KEY, entry.key_span, message).help("a description has its place in a value"));
        entry.key.truncate(cut(&entry.key).len());
        is_cut = true;
    }
    if is_cut {
        // What two have in common is told of each already.
        repeated(entries, &mut Vec::new());
    }
}

fn repeated(entries: &mut Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) {
    let repeated = if entries.len() <= FEW { repeated_few(entries) } else { repeated_many(entries) };
    for (index, first) in repeated.iter().rev() {
        let again = entries.remove(*index);
        if let Some(first) = entries.get(*first) {
            diagnostics.push(
                Diagnostic::error(
                    reading::DUPLICATE_KEY,
                    again.key_span,
                    format!("the key `{}` is there twice", cut(&again.key)),
                )
                .label("the second time")
                .related(first.key_span, "the first time")
                .help("remove one of the two, or rename it"),
            );
        }
    }
}

fn repeated_few(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut repeated = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let first = entries.iter().take(index).position(|earlier| earlier.key == entry.key);
        repeated.extend(first.map(|first| (index, first)));
    }
    repeated
}

fn repeated_many(entries: &[Entry]) -> Vec<(usize, usize)> {
    let mut first = HashMap::with_capacity(entries.len());
    let mut repeated = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match first.get(entry.key.as_str()) {
            Some(first) => repeated.push((index, *first)),
            None => {
                first.insert(entry.key.as_str(), index);
            }
        }
    }
    repeated
}
