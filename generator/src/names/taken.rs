//! The names of one namespace that are in use, and who has them.

use std::collections::{BTreeMap, HashMap};

use super::lock::{Key, Namespace};
use super::{derived, legal, reserved};

/// The names of a namespace that are in use. All are composed (NFC), as rustc compares them.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    holders: BTreeMap<String, Holder>,
    names: HashMap<Key, String>,
    folding: Folding,
}

/// Which names of a namespace are one.
#[derive(Clone, Copy, Debug, Default)]
pub enum Folding {
    /// A raw identifier and the plain one.
    #[default]
    Raw,
    /// Also those of which one constant or one setter would be made.
    Schemes,
}

impl Folding {
    fn of(namespace: &Namespace) -> Self {
        match namespace {
            Namespace::Schemes => Self::Schemes,
            Namespace::Types
            | Namespace::Files
            | Namespace::Validators
            | Namespace::Methods
            | Namespace::Modules
            | Namespace::Parts(_)
            | Namespace::Members(..) => Self::Raw,
        }
    }

    fn folded(self, name: &str) -> String {
        match self {
            Self::Raw => legal::folded(name),
            Self::Schemes => derived::scheme(name),
        }
    }
}

/// Who has a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Holder {
    /// Rust, or generated code.
    Generator,
    /// Something of the description, or that was in it.
    Thing(Key),
    /// Something of the description that has another name, which somebody chose; this one would be its own, so it may have had it.
    Own(Key),
    /// What had it where something stood that is at another place now.
    Before(Key),
    /// Something of the description that has no entry.
    Nameless,
}

impl Holder {
    /// Whether a description may choose the name for something.
    pub fn yields_to(&self, key: &Key) -> bool {
        match self {
            Self::Thing(holder) => holder.is_of(key),
            Self::Own(_) | Self::Before(_) => true,
            Self::Generator | Self::Nameless => false,
        }
    }
}

impl Taken {
    /// A scope in which these are in use.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut taken = Self::default();
        taken.reserve(names);
        taken
    }

    /// An empty namespace.
    pub fn of(namespace: &Namespace) -> Self {
        Self { folding: Folding::of(namespace), ..Self::default() }
    }

    /// Keeps more names from things that have none yet.
    pub fn reserve<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        for name in names {
            self.holders.entry(self.folding.folded(name)).or_insert(Holder::Generator);
        }
    }

    /// Keeps a name from newcomers, unless it is in use.
    pub fn keep(&mut self, name: &str, of: Holder) {
        self.holders.entry(self.folding.folded(name)).or_insert(of);
    }

    /// Whether a name is in nobody's use.
    pub fn is_free(&self, name: &str) -> bool {
        let folded = self.folding.folded(name);
        folded != reserved::NEVER_TYPE && !self.holders.contains_key(&folded)
    }

    /// Whether a name is in nobody's use, but may be kept from newcomers.
    pub fn may_keep(&self, name: &str) -> bool {
        self.is_free(name) || matches!(self.holder(name), Some(Holder::Own(_) | Holder::Before(_)))
    }

    /// Who has a name.
    pub fn holder(&self, name: &str) -> Option<&Holder> {
        self.holders.get(&self.folding.folded(name))
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
            && self.folding.folded(&old) != self.folding.folded(name)
        {
            self.holders.remove(&self.folding.folded(&old));
        }
        self.holders.insert(self.folding.folded(name), holder);
    }
}
