//! "Did you mean": the candidate that is nearest to what was written.

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
    let plain = plain(written);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written && candidate.len() <= LONGEST)
        .map(|candidate| (if self::plain(candidate) == plain { 0 } else { distance(written, candidate, limit) }, candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Longer names are compared with none, in bytes.
const LONGEST: usize = 200;

/// Without case and separators, and in the singular.
fn plain(text: &str) -> String {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    plain.strip_suffix('s').map_or(plain.clone(), str::to_owned)
}

/// How many characters must be added, removed, replaced or swapped with a neighbour; more than `limit` is not told apart.
fn distance(a: &str, b: &str, limit: usize) -> usize {
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
