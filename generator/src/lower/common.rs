//! Enumerations that must all hold: what they have in common.

use std::collections::HashSet;
use std::hash::Hash;

use super::classify::{Class, in_the_end};
use super::context::Context;
use crate::ir::EnumerationValues;

/// What several schemas of one value leave.
pub(super) enum Common {
    /// The values of the one with this index.
    One(usize),
    /// Fewer than any of them lists.
    Fewer(EnumerationValues),
}

/// What is left where at least two of the classes list values; `None` if nothing is, which is told as a contradiction.
pub(super) fn values<'a>(cx: &mut Context<'a>, classes: &[Class<'a>]) -> Option<Common> {
    let mut listed: Vec<(usize, EnumerationValues)> = Vec::new();
    for (index, class) in classes.iter().enumerate() {
        if let Some(Class::Enumeration(enumeration)) = in_the_end(cx, class.clone())
            && !enumeration.open
        {
            listed.push((index, enumeration.values));
        }
    }
    let (_, first) = listed.first().filter(|_| listed.len() > 1)?;
    let left = listed.iter().skip(1).try_fold(first.clone(), |left, (_, values)| meet(&left, values))?;
    let narrowest = listed.iter().find(|(_, values)| count(values) == count(&left));
    Some(narrowest.map_or(Common::Fewer(left), |(index, _)| Common::One(*index)))
}

fn meet(one: &EnumerationValues, other: &EnumerationValues) -> Option<EnumerationValues> {
    match (one, other) {
        (EnumerationValues::Strings(one), EnumerationValues::Strings(other)) => both(one, other).map(EnumerationValues::Strings),
        (EnumerationValues::Integers(one), EnumerationValues::Integers(other)) => {
            both(one, other).map(EnumerationValues::Integers)
        }
        (EnumerationValues::Strings(_), EnumerationValues::Integers(_))
        | (EnumerationValues::Integers(_), EnumerationValues::Strings(_)) => None,
    }
}

fn both<T: Clone + Eq + Hash>(one: &[T], other: &[T]) -> Option<Vec<T>> {
    let known: HashSet<&T> = other.iter().collect();
    let left: Vec<T> = one.iter().filter(|value| known.contains(value)).cloned().collect();
    (!left.is_empty()).then_some(left)
}

fn count(values: &EnumerationValues) -> usize {
    match values {
        EnumerationValues::Strings(values) => values.len(),
        EnumerationValues::Integers(values) => values.len(),
    }
}
