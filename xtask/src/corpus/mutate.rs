//! Descriptions that somebody broke: documents in which a few things were changed at random. Nothing may panic on them.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::choice::mixed;
use super::document;
use super::outcome::Outcome;

/// How long one may take, in milliseconds.
const LIMIT: u64 = 20_000;

/// What stands where something else stood.
const ODD: [fn() -> Value; 14] = [
    || Value::Null,
    || json!(true),
    || json!(-1),
    || json!(1e300),
    || json!(""),
    || json!("object"),
    || json!("#/components/schemas/"),
    || json!("\u{202e}*/ \"#\n```"),
    || json!([]),
    || json!({}),
    || json!({"$ref": "#"}),
    || json!({"allOf": [{"$ref": "#/components/schemas"}]}),
    || json!(["null", "integer", "string"]),
    || json!({"type": "array", "items": {"not": {}}}),
];

/// What makes a document a description at all stays.
const FIXED: [&str; 3] = ["openapi", "swagger", "info"];

/// Names that a member may get.
const NAMES: [&str; 7] = ["", "$ref", "self", "allOf", "type", "\u{0}", "{id}"];

/// Generates each document so many times, each time with other things changed, and says what became of them. Whether all went well.
///
/// A document that brings the generator down or takes too long is kept in `mutants`, below the folder.
///
/// # Errors
///
/// When a file cannot be read or written.
pub fn run(folder: &Utf8Path, root: &Utf8Path, documents: &[Utf8PathBuf], count: u64, seed: u64) -> Result<bool, String> {
    let folder = folder.join("mutants");
    if folder.exists() {
        fs_err::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    fs_err::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let done = AtomicUsize::new(0);
    let of = |(number, path): (usize, &Utf8PathBuf)| {
        let found = mutants(&folder, root, path, number, count, seed)?;
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(10) || done == documents.len() {
            eprintln!("{done} of {} documents", documents.len());
        }
        Ok(found)
    };
    let all = documents.iter().enumerate().par_bridge().map(of).collect::<Result<Vec<_>, String>>()?.concat();
    let bad: Vec<_> = all.iter().filter(|it| is_bad(it)).collect();
    let refused = all.iter().filter(|it| it.lines.is_none() && it.panic.is_none()).count();
    let slowest = all.iter().map(|it| it.milliseconds).max().unwrap_or_default();
    println!("{} changed documents: {refused} refused, {} panics, the slowest took {slowest} ms", all.len(), bad.len());
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().flat_map(|it| it.errors.keys()).for_each(|code| *codes.entry(code).or_default() += 1);
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (code, count) in codes.iter().take(10) {
        println!("{code} in {count}");
    }
    for outcome in &bad {
        println!("{}: {} ms, {}", outcome.name, outcome.milliseconds, outcome.panic.as_deref().unwrap_or("too slow"));
    }
    Ok(bad.is_empty())
}

fn is_bad(outcome: &Outcome) -> bool {
    outcome.panic.is_some() || outcome.milliseconds > LIMIT
}

fn mutants(
    folder: &Utf8Path,
    root: &Utf8Path,
    path: &Utf8Path,
    number: usize,
    count: u64,
    seed: u64,
) -> Result<Vec<Outcome>, String> {
    let text = fs_err::read_to_string(path).map_err(|error| error.to_string())?;
    // A description that this reader does not know cannot be changed; generating it as it is finds out what happens to it.
    let Some(whole) = catch_unwind(AssertUnwindSafe(|| serde_yaml::from_str::<Value>(&text).ok())).ok().flatten() else {
        return Ok(Vec::new());
    };
    let name = path.strip_prefix(root).unwrap_or(path).as_str();
    let known = Whole::of(&whole);
    let one = |at: u64| {
        let mut dice = Dice(mixed(seed.wrapping_add(at << 32), name) | 1);
        let mut mutant = whole.clone();
        (0..=dice.below(2)).for_each(|_| change(&mut mutant, "", &known, &mut dice));
        let file = folder.join(format!("{number}-{at}.yaml"));
        fs_err::write(&file, mutant.to_string()).map_err(|error| error.to_string())?;
        let mut outcome = document::generate(folder, &file, number, document::Wanted::default())?;
        outcome.name = format!("{name} ({number}-{at}.yaml)");
        if !is_bad(&outcome) {
            fs_err::remove_file(&file).map_err(|error| error.to_string())?;
        }
        Ok(outcome)
    };
    (0..count).map(one).collect()
}

/// Numbers that a seed decides (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(bound.max(1)).unwrap_or(1)).unwrap_or_default()
    }
}

/// All values of a document by the name of the member that they are, or of the list that they stand in.
#[derive(Default)]
struct Whole<'a>(BTreeMap<&'a str, Vec<&'a Value>>);

impl<'a> Whole<'a> {
    fn of(value: &'a Value) -> Self {
        let mut whole = Self::default();
        let mut open = vec![("", value)];
        while let Some((name, value)) = open.pop() {
            whole.0.entry(name).or_default().push(value);
            match value {
                Value::Object(map) => open.extend(map.iter().map(|(name, value)| (name.as_str(), value))),
                Value::Array(list) => open.extend(list.iter().map(|value| (name, value))),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        whole
    }

    /// A value that stands under this name elsewhere, else under any name, else an odd one.
    fn other(&self, name: &str, dice: &mut Dice) -> Value {
        let like = self.0.get(name).filter(|_| dice.below(4) > 0);
        let values = like.or_else(|| self.0.values().nth(dice.below(self.0.len())));
        match values.and_then(|values| values.get(dice.below(values.len()))) {
            Some(value) if dice.below(8) > 0 => (*value).clone(),
            _ => ODD.get(dice.below(ODD.len())).map(|odd| odd()).unwrap_or_default(),
        }
    }

    /// The name of a member of an object that stands under this name elsewhere, else a name of any member, else an odd one.
    fn key(&self, name: &str, dice: &mut Dice) -> String {
        let like = self.0.get(name).filter(|_| dice.below(4) > 0);
        let like = like.and_then(|values| values.get(dice.below(values.len()))?.as_object());
        let key = match like {
            Some(map) => map.keys().nth(dice.below(map.len())).cloned(),
            None => self.0.keys().nth(dice.below(self.0.len())).map(|name| (*name).to_owned()),
        };
        key.filter(|_| dice.below(12) > 0)
            .unwrap_or_else(|| NAMES.get(dice.below(NAMES.len())).copied().unwrap_or_default().to_owned())
    }
}

/// Changes one thing somewhere below a value, which is the member of this name.
fn change(value: &mut Value, name: &str, whole: &Whole<'_>, dice: &mut Dice) {
    let is_here = dice.below(10) == 0 && !name.is_empty();
    match value {
        Value::Object(map) if !map.is_empty() => {
            let at = dice.below(map.len());
            match map.iter_mut().nth(at) {
                Some((next, _)) if FIXED.contains(&next.as_str()) => {}
                Some((next, below)) if !is_here && (below.is_object() || below.is_array()) => change(below, next, whole, dice),
                _ => member(map, at, name, whole, dice),
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let at = dice.below(list.len());
            match dice.below(5) {
                0 if is_here => drop(list.remove(at)),
                1 if is_here => list.extend(list.get(at).cloned()),
                _ => list.get_mut(at).into_iter().for_each(|next| change(next, name, whole, dice)),
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            *value = whole.other(name, dice);
        }
    }
}

/// Changes a member of an object: it goes, gets another value or another name, or comes beside a new one.
fn member(map: &mut Map<String, Value>, at: usize, name: &str, whole: &Whole<'_>, dice: &mut Dice) {
    let Some(old) = map.keys().nth(at).cloned() else { return };
    match dice.below(4) {
        0 => drop(map.remove(&old)),
        1 => {
            let value = map.remove(&old).unwrap_or_default();
            map.insert(whole.key(name, dice), value);
        }
        2 => {
            let new = whole.key(name, dice);
            let value = whole.other(&new, dice);
            map.insert(new, value);
        }
        _ => {
            let value = whole.other(&old, dice);
            map.insert(old, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_the_same_changes_and_another_one_others() {
        let whole = json!({"a": {"b": [1, 2, {"c": "d"}]}, "e": {"f": "g"}});
        let mutant = |seed| {
            let mut mutant = whole.clone();
            change(&mut mutant, "", &Whole::of(&whole), &mut Dice(mixed(seed, "x") | 1));
            mutant
        };
        assert_eq!(mutant(1), mutant(1));
        let all: std::collections::BTreeSet<String> = (0..50).map(|seed| mutant(seed).to_string()).collect();
        assert!(all.len() > 15, "{all:?}");
    }
}
