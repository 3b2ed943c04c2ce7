//! Descriptions that somebody broke: documents in which a few things were changed at random. Nothing may panic on them.

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
    let one = |at: u64| {
        let mut dice = Dice(mixed(seed.wrapping_add(at << 32), name) | 1);
        let mut mutant = whole.clone();
        (0..=dice.below(2)).for_each(|_| change(&mut mutant, &whole, &mut dice));
        let file = folder.join(format!("{number}-{at}.yaml"));
        fs_err::write(&file, mutant.to_string()).map_err(|error| error.to_string())?;
        let mut outcome = document::generate(folder, &file, number, None)?;
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

/// A value somewhere below one, found by going down at random.
fn somewhere<'a>(mut value: &'a Value, dice: &mut Dice) -> &'a Value {
    loop {
        let next = match value {
            Value::Object(map) if !map.is_empty() => map.values().nth(dice.below(map.len())),
            Value::Array(list) if !list.is_empty() => list.get(dice.below(list.len())),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        };
        match next {
            Some(next) if dice.below(8) > 0 => value = next,
            _ => return value,
        }
    }
}

/// Changes one thing somewhere below a value.
fn change(value: &mut Value, whole: &Value, dice: &mut Dice) {
    let is_here = dice.below(15) == 0;
    match value {
        Value::Object(map) if !map.is_empty() => {
            let at = dice.below(map.len());
            match map.values_mut().nth(at) {
                Some(next) if !is_here && (next.is_object() || next.is_array()) => change(next, whole, dice),
                _ => member(map, at, whole, dice),
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let at = dice.below(list.len());
            match dice.below(5) {
                0 if is_here => drop(list.remove(at)),
                1 if is_here => list.extend(list.get(at).cloned()),
                _ => list.get_mut(at).into_iter().for_each(|next| change(next, whole, dice)),
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            *value = other(whole, dice);
        }
    }
}

/// Changes a member of an object: it goes, gets another value or another name, or comes beside a new one.
fn member(map: &mut Map<String, Value>, at: usize, whole: &Value, dice: &mut Dice) {
    let Some(name) = map.keys().nth(at).cloned() else { return };
    match dice.below(4) {
        0 => drop(map.remove(&name)),
        1 => {
            let value = map.remove(&name).unwrap_or_default();
            map.insert(key(whole, dice), value);
        }
        2 => drop(map.insert(key(whole, dice), other(whole, dice))),
        _ => drop(map.insert(name, other(whole, dice))),
    }
}

/// The name of a member that stands elsewhere, or an odd one.
fn key(whole: &Value, dice: &mut Dice) -> String {
    match somewhere(whole, dice).as_object().and_then(|map| map.keys().nth(dice.below(map.len()))) {
        Some(name) if dice.below(8) > 0 => name.clone(),
        _ => NAMES.get(dice.below(NAMES.len())).copied().unwrap_or_default().to_owned(),
    }
}

/// A value that stands elsewhere, or an odd one.
fn other(whole: &Value, dice: &mut Dice) -> Value {
    match dice.below(2) {
        0 => somewhere(whole, dice).clone(),
        _ => ODD.get(dice.below(ODD.len())).map(|odd| odd()).unwrap_or_default(),
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
            change(&mut mutant, &whole, &mut Dice(mixed(seed, "x") | 1));
            mutant
        };
        assert_eq!(mutant(1), mutant(1));
        assert!((0..20).filter(|seed| mutant(*seed) != whole).count() > 10);
        let all: std::collections::BTreeSet<String> = (0..50).map(|seed| mutant(seed).to_string()).collect();
        assert!(all.len() > 20, "{all:?}");
    }
}
