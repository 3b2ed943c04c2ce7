//! "Did you mean": the candidate that is nearest to what was written.

use std::cell::Cell;

/// The candidate nearest to `written`, if one is near enough to be meant. Nobody looks for the slip in a text of many lines.
pub fn nearest<'c>(written: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if written.len() > LONGEST {
        return None;
    }
    // Of one or two letters, nearly every name is near.
    let limit = match written.chars().count() {
        0..=2 => 0,
        letters => (letters / 3).clamp(1, 3),
    };
    let plain: String = plain(written).collect();
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written && candidate.len() <= LONGEST)
        .map(|candidate| (if is_plainly(candidate, &plain) { 0 } else { distance(written, candidate, limit) }, candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Longer names are compared with none, in bytes.
const LONGEST: usize = 200;

/// Looks for the nearest of many candidates for many names, until that takes too long: a hundred thousand slips in a document
/// of a hundred thousand names would be compared with each other.
#[derive(Debug, Default)]
pub struct Search(Cell<usize>);

/// Comparisons of one [`Search`].
const COMPARISONS: usize = 2_000_000;

impl Search {
    /// [`nearest`], or `None` if there was too much to compare. `count` is how many candidates there are.
    pub fn nearest<'c>(&self, written: &str, count: usize, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
        let spent = self.0.get().saturating_add(count);
        if spent > COMPARISONS {
            return None;
        }
        self.0.set(spent);
        nearest(written, candidates)
    }
}

/// Without case and separators.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether two names differ only in case, separators and number: the one is [`plain`], and both may be plural.
fn is_plainly(candidate: &str, plain: &str) -> bool {
    let (mut a, mut b) = (self::plain(candidate), plain.chars());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b => {}
            (Some('s'), None) => return a.next().is_none(),
            (None, Some('s')) => return b.next().is_none(),
            (_, _) => return false,
        }
    }
}

/// At least how many characters must be added or replaced: those that only one of the texts has, some counted as one.
fn least_distance(a: &str, b: &str) -> usize {
    let set = |text: &str| text.chars().fold(0u64, |set, c| set | 1 << (u32::from(c) % 64));
    let (a, b) = (set(a), set(b));
    (a & !b).count_ones().max((b & !a).count_ones()) as usize
}

/// How many characters must be added, removed, replaced or swapped with a neighbour; more than `limit` is not told apart.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    if least_distance(a, b) > limit {
        return limit + 1;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (i, &from) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        let mut last_b = None;
        for (j, &to) in b.iter().enumerate() {
            let cell = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let replaced = cell(&row, j) + usize::from(from != to);
            let mut best = replaced.min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1);
            if last_a == Some(to) && last_b == Some(from) && j > 0 {
                best = best.min(cell(&before, j - 1) + 1);
            }
            next.push(best);
            last_b = Some(to);
        }
        last_a = Some(from);
        // No later row is nearer, but for a swap with the row before.
        if next.iter().chain(&row).all(|cell| *cell > limit) {
            return limit + 1;
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found() {
        let keys = ["a", "required", "properties", "items", "operationId", "description", "if"];
        let cases = [
            ("requierd", Some("required")),
            ("property", None),
            ("propertys", Some("properties")),
            ("item", Some("items")),
            ("operation_id", Some("operationId")),
            ("Description", Some("description")),
            ("colour", None),
            ("z", None),
            ("id", None),
            ("", None),
        ];
        for (written, nearest_key) in cases {
            assert_eq!(nearest(written, keys), nearest_key, "{written}");
        }
    }
}
