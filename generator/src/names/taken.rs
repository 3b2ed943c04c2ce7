//! The names of one namespace that are in use, and who has them.

use std::collections::{BTreeMap, HashMap};

use super::lock::Key;
use super::{legal, reserved};

/// The names of a namespace that are in use. All are composed (NFC), as rustc compares them.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    holders: BTreeMap<String, Holder>,
    names: HashMap<Key, String>,
}

/// Who has a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Holder {
    /// Rust, or generated code.
    Generator,
    /// Something of the description, or that was in it.
    Thing(Key),
    /// Something of the description that has no entry.
    Nameless,
}

impl Taken {
    /// A scope in which these are in use.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut taken = Self::default();
        taken.reserve(names);
        taken
    }

    /// Keeps more names from things that have none yet.
    pub fn reserve<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        for name in names {
            self.holders.entry(legal::folded(name)).or_insert(Holder::Generator);
        }
    }

    /// Whether a name is in nobody's use.
    pub fn is_free(&self, name: &str) -> bool {
        let folded = legal::folded(name);
        folded != reserved::NEVER_TYPE && !self.holders.contains_key(&folded)
    }

    /// Who has a name.
    pub fn holder(&self, name: &str) -> Option<&Holder> {
        self.holders.get(&legal::folded(name))
    }

    /// The name that something has.
    pub fn name_of(&self, key: &Key) -> Option<&String> {
        self.names.get(key)
    }

    /// Gives a name, and takes from its new holder the one that it had.
    pub fn give(&mut self, name: &str, key: Option<&Key>) {
        let holder = key.map_or(Holder::Nameless, |key| Holder::Thing(key.clone()));
        if let Some(key) = key
            && let Some(old) = self.names.insert(key.clone(), name.to_owned())
            && legal::folded(&old) != legal::folded(name)
        {
            self.holders.remove(&legal::folded(&old));
        }
        self.holders.insert(legal::folded(name), holder);
    }
}
