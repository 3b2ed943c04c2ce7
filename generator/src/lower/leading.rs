//! Which schemas lead, at any distance, to one that something holds of.

use std::collections::{HashMap, HashSet};

use super::view::Schema;
use crate::pointer::Pointer;

/// Those of some schemas, and of what is inside of them at any distance, that are such an end or lead to one. Each is looked at once.
pub(super) fn leading<'a>(
    mut open: Vec<Schema<'a>>,
    is_end: impl Fn(&Schema<'a>) -> bool,
    mut inside: impl FnMut(&Schema<'a>) -> Vec<Schema<'a>>,
) -> HashSet<Pointer> {
    let mut owners: HashMap<Pointer, Vec<Pointer>> = HashMap::new();
    let (mut seen, mut ends) = (HashSet::new(), Vec::new());
    while let Some(schema) = open.pop() {
        if !seen.insert(schema.at.clone()) {
            continue;
        }
        if is_end(&schema) {
            ends.push(schema.at.clone());
        }
        for inner in inside(&schema) {
            owners.entry(inner.at.clone()).or_default().push(schema.at.clone());
            open.push(inner);
        }
    }
    let mut leading = HashSet::new();
    while let Some(at) = ends.pop() {
        if leading.insert(at.clone()) {
            ends.extend(owners.remove(&at).unwrap_or_default());
        }
    }
    leading
}
