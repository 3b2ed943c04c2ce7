//! Whose names a lock holds: `info title = Pets`.
//!
//! Where the folder of a description is renamed, or another description is put in the place of one, a lock may be used for an API that it knows
//! nothing of. Names that both have would go from one to the other. A title alone may change, and an API may be replaced piece by piece;
//! both at once in one run is told.

use super::escape;
use super::lock::{Aspect, FORMER, GONE, Key, Lock, Place};
use super::register::{Finding, Register};
use crate::ir;

/// How many letters of a title the lock has.
const LENGTH: usize = 100;

/// What stands for a title without letters, so that there is a line.
const NONE: &str = "-";

/// The line that says the title of a description.
pub fn line(api: &ir::Api) -> (Key, String) {
    let title: String = api.title.trim().chars().take(LENGTH).collect();
    let line = escape::step(if title.is_empty() { NONE } else { &title });
    // Behind the name, these words say what has become of it.
    let is_word = [GONE, FORMER].map(str::trim_start).contains(&line.as_str());
    (key(), if is_word { line.replace('(', "%28") } else { line })
}

/// Whether a run wrote a lock that says of results, tuples and references what there is to say: earlier versions did not say the title.
pub fn is_told(lock: &Lock) -> bool {
    lock.get(&key()).is_some()
}

/// What is told where a lock is that of another API: it has another title, and less than half of what it and the description name is known
/// to both.
pub fn another(api: &ir::Api, lock: &Lock, register: &Register) -> Option<Finding> {
    let (_, now) = line(api);
    let then = lock.get(&key())?;
    let common = register.common();
    let is_other = then.name != now && 2 * common.both < common.before.min(common.now);
    is_other.then(|| Finding::Whose { before: then.name.clone(), now, line: then.span })
}

fn key() -> Key {
    Place::of(&["info"]).key(Aspect::Title)
}

/// How much of what descriptions name is in a lock and in a description.
#[derive(Clone, Copy, Debug)]
pub struct Common {
    /// What the lock knows.
    pub before: usize,
    /// What the description has.
    pub now: usize,
    /// What is in both.
    pub both: usize,
}

/// Whether it is a description that names this, and no generator.
pub fn is_said(key: &Key) -> bool {
    let is_word = matches!(key.aspect, Aspect::Field | Aspect::Header | Aspect::Method | Aspect::Parameter | Aspect::Value);
    (is_word || key.aspect == Aspect::Type && key.is_component()) && !key.is_former()
}
