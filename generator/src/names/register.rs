//! The register of names while they are chosen: what the lock says, what is given now, what there is to tell.

use std::collections::{BTreeMap, BTreeSet};

use super::allocate::Claim;
use super::lock::{Aspect, Entry, Key, Lock, Namespace, Origin, Presence};
use super::taken::{Holder, Taken};
use super::{legal, reserved};
use crate::ir::RustName;
use crate::pointer::Pointer;
use crate::source::Span;

/// The register.
#[derive(Debug, Default)]
pub struct Register {
    /// What the lock says, and what follows from it.
    known: BTreeMap<Namespace, Vec<(Key, Entry, Origin)>>,
    /// What is in the description now.
    given: Lock,
    claimed: BTreeSet<Key>,
    /// Where the description chooses names for what has one.
    chosen: BTreeSet<Pointer>,
    findings: Vec<Finding>,
}

/// Something to tell about names.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// `x-rust-name` asks for a name that cannot be.
    Illegal {
        /// The name.
        chosen: RustName,
        /// Why not.
        why: String,
    },
    /// `x-rust-name` asks for a name that something else has.
    Held {
        /// The name.
        chosen: RustName,
        /// Who has it.
        by: Holder,
        /// The line of the lock that says so.
        line: Option<Span>,
    },
    /// Something got another name than its own.
    Other {
        /// What it is.
        key: Key,
        /// Where it stands.
        at: Pointer,
        /// The name that it has.
        name: String,
        /// The name that it would have had.
        own: String,
        /// Who has that.
        by: Option<Holder>,
    },
    /// The places at which the description chooses names that something has; any other name that it chooses has no effect.
    Chosen {
        /// The places of the names.
        at: BTreeSet<Pointer>,
    },
    /// Lines of the lock name nothing any more.
    Useless {
        /// The lines.
        lines: Vec<Span>,
    },
}

impl Finding {
    /// Whether it is about a name that the generator chose, which matters once the name is given.
    pub fn is_choice(&self) -> bool {
        match self {
            Self::Other { .. } => true,
            Self::Illegal { .. } | Self::Held { .. } | Self::Chosen { .. } | Self::Useless { .. } => false,
        }
    }
}

impl Register {
    /// A register that begins with a lock.
    pub fn new(lock: &Lock) -> Self {
        let mut known: BTreeMap<Namespace, Vec<(Key, Entry, Origin)>> = BTreeMap::new();
        for (key, entry, origin) in lock.closure() {
            known.entry(key.namespace()).or_default().push((key, entry, origin));
        }
        Self { known, ..Self::default() }
    }

    /// Notes something to tell.
    pub fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// What the lock says of a namespace.
    pub fn known(&self, namespace: &Namespace) -> &[(Key, Entry, Origin)] {
        self.known.get(namespace).map_or(&[], Vec::as_slice)
    }

    /// Gives the name of something that the lock knows to what it has become.
    pub fn become_of(&mut self, old: &Key, new: &Key) {
        let known = self.known.get_mut(&old.namespace()).map_or(&mut [][..], Vec::as_mut_slice);
        known.iter_mut().filter(|(key, _, _)| key == old).for_each(|(key, _, _)| key.clone_from(new));
    }

    /// The names in use in a namespace before anything of the description asks for one: those of who had one, where what is written
    /// comes before what only follows from it, and those of generated code.
    pub fn taken(&self, namespace: &Namespace) -> Taken {
        let mut taken = Taken::of(namespace);
        let of = |wanted: Origin| self.known(namespace).iter().filter(move |(_, _, origin)| *origin == wanted);
        for (key, entry, _) in of(Origin::Written) {
            taken.give(&entry.name, Some(key));
        }
        for (key, entry, _) in of(Origin::Implied) {
            if taken.is_free(&entry.name) && legal::objection(key, &entry.name).is_none() {
                taken.give(&entry.name, Some(key));
            }
        }
        taken.reserve(reserved::within(namespace));
        taken
    }

    /// The name that a claim has already: by the description itself, or by the lock.
    pub fn name(&mut self, claim: &Claim, taken: &mut Taken) -> Option<String> {
        let key = claim.of.as_ref()?;
        if let Some(chosen) = &claim.chosen {
            self.chosen.insert(chosen.at.clone());
            let name = chosen.text.as_str();
            if let Some(why) = legal::objection(key, name) {
                self.findings.push(Finding::Illegal { chosen: chosen.clone(), why });
            } else if let Some(holder) = taken.holder(name).filter(|holder| **holder != Holder::Thing(key.clone())) {
                let line = self.line(holder);
                self.findings.push(Finding::Held { chosen: chosen.clone(), by: holder.clone(), line });
            } else {
                taken.give(name, Some(key));
            }
        }
        taken.name_of(key).cloned()
    }

    fn line(&self, holder: &Holder) -> Option<Span> {
        let Holder::Thing(key) = holder else { return None };
        let entries = self.known(&key.namespace());
        entries.iter().find(|(known, _, _)| known == key).and_then(|(_, entry, _)| entry.span)
    }

    /// Takes down a line that is no name.
    pub fn keep(&mut self, key: Key, text: String) {
        self.claimed.insert(key.clone());
        self.given.insert(key, Entry { name: text, span: None, presence: Presence::There });
    }

    /// Takes down the name of a claim. `own` is what it would be called if nothing else were there.
    pub fn enter(&mut self, claim: &Claim, name: &str, own: &str, taken: &Taken, newcomer: Newcomer) {
        let Some(key) = &claim.of else { return };
        let seen = !matches!(key.aspect, Aspect::File | Aspect::Validator);
        if newcomer == Newcomer::Yes && seen && claim.chosen.is_none() && legal::folded(name) != legal::folded(own) {
            let by = taken.holder(own).cloned();
            let (key, at) = (key.clone(), claim.at.clone());
            self.findings.push(Finding::Other { key, at, name: name.to_owned(), own: own.to_owned(), by });
        }
        self.claimed.insert(key.clone());
        self.given.insert(key.clone(), Entry { name: name.to_owned(), span: None, presence: Presence::There });
    }

    /// The lock as it is now, and what there is to tell. What is gone from the description keeps its line.
    pub fn close(mut self) -> (Lock, Vec<Finding>) {
        let written = self.known.values().flatten().filter(|(_, _, origin)| *origin == Origin::Written);
        let gone: Vec<_> = written.filter(|(key, _, _)| !self.claimed.contains(key)).cloned().collect();
        let mut lines: Vec<_> = gone.iter().filter_map(|(_, entry, _)| entry.span).collect();
        lines.sort();
        if !lines.is_empty() {
            self.findings.push(Finding::Useless { lines });
        }
        self.findings.push(Finding::Chosen { at: self.chosen });
        let mut lock = self.given.reduced();
        for (key, entry, _) in gone {
            lock.insert(key, Entry { presence: Presence::Gone, ..entry });
        }
        (lock, self.findings)
    }
}

/// Whether something asks for its first name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newcomer {
    /// It has no name yet.
    Yes,
    /// It has one.
    No,
}
