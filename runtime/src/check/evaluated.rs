//! Which members and elements of a value were evaluated (JSON Schema 2020-12, core, section 11): kept only while a schema with
//! `unevaluatedProperties` or `unevaluatedItems` looks at the value.

use std::collections::BTreeSet;

use super::{Check, Rule};

/// What rules have evaluated of one value.
#[derive(Debug)]
pub(super) struct Evaluated {
    /// The depth of the value.
    at: usize,
    members: Seen<String>,
    items: Seen<usize>,
}

#[derive(Debug)]
enum Seen<T> {
    These(BTreeSet<T>),
    All,
}

impl<T: Ord> Seen<T> {
    const NONE: Self = Self::These(BTreeSet::new());

    fn add(&mut self, more: impl IntoIterator<Item = T>) {
        match self {
            Self::These(seen) => seen.extend(more),
            Self::All => {}
        }
    }

    fn join(&mut self, other: Self) {
        match other {
            Self::These(more) => self.add(more),
            Self::All => *self = Self::All,
        }
    }

    fn has(&self, one: impl FnOnce(&BTreeSet<T>) -> bool) -> bool {
        match self {
            Self::These(seen) => one(seen),
            Self::All => true,
        }
    }
}

impl Check<'_> {
    /// Begins to note what the rules that follow evaluate of this value, also those that are applied by them to the same value. Goes
    /// before all of them, where [`Check::unevaluated_members`] or [`Check::unevaluated_items`] ends the chain.
    pub fn evaluating(self) -> Self {
        self.run.note();
        self
    }

    /// Notes that the schema speaks of these members by name: `properties`.
    pub fn evaluated(self, names: &[&str]) -> Self {
        self.marks(|seen| seen.members.add(names.iter().map(|name| (*name).to_owned())))
    }

    /// Notes that the schema speaks of every member: `additionalProperties`, or `unevaluatedProperties`.
    pub fn evaluated_members(self) -> Self {
        self.marks(|seen| seen.members = Seen::All)
    }

    /// Notes that the schema speaks of the first elements: `prefixItems`.
    pub fn evaluated_first(self, count: usize) -> Self {
        self.marks(|seen| seen.items.add(0..count))
    }

    /// Notes that the schema speaks of every element: `items`, or `unevaluatedItems`.
    pub fn evaluated_items(self) -> Self {
        self.marks(|seen| seen.items = Seen::All)
    }

    /// `unevaluatedProperties`: members of which nothing spoke satisfy the rule.
    pub fn unevaluated_members(self, rule: Rule) -> Self {
        self.unevaluated_members_by(rule)
    }

    /// [`Check::unevaluated_members`] with a rule that holds data.
    pub fn unevaluated_members_by(mut self, rule: impl Fn(Check<'_>) -> Check<'_>) -> Self {
        if let Some(members) = self.active_object() {
            for (name, value) in members {
                let seen = self.run.noted().is_none_or(|noted| noted.members.has(|seen| seen.contains(name)));
                if !seen {
                    self.inside(value, &rule);
                }
            }
        }
        self.evaluated_members()
    }

    /// `unevaluatedItems`: elements of which nothing spoke satisfy the rule.
    pub fn unevaluated_items(self, rule: Rule) -> Self {
        self.unevaluated_items_by(rule)
    }

    /// [`Check::unevaluated_items`] with a rule that holds data.
    pub fn unevaluated_items_by(mut self, rule: impl Fn(Check<'_>) -> Check<'_>) -> Self {
        if let Some(items) = self.active_array() {
            for (index, item) in items.enumerate() {
                if !self.run.noted().is_none_or(|noted| noted.items.has(|seen| seen.contains(&index))) {
                    self.inside(item, &rule);
                }
            }
        }
        self.evaluated_items()
    }

    /// Notes a member, where that is asked for.
    pub(super) fn mark_member(&mut self, name: &str) {
        if let Some(noted) = self.run.noted() {
            noted.members.add([name.to_owned()]);
        }
    }

    /// Notes an element, where that is asked for.
    pub(super) fn mark_item(&mut self, index: usize) {
        if let Some(noted) = self.run.noted() {
            noted.items.add([index]);
        }
    }

    fn marks(self, mark: impl FnOnce(&mut Evaluated)) -> Self {
        if self.is_active()
            && let Some(noted) = self.run.noted()
        {
            mark(noted);
        }
        self
    }
}

impl super::Run {
    /// Begins to note what is evaluated of the value.
    pub(super) fn note(&mut self) {
        self.evaluated.push(Evaluated { at: self.depth(), members: Seen::NONE, items: Seen::NONE });
    }

    /// What was evaluated of the value so far, if somebody asks.
    pub(super) fn noted(&mut self) -> Option<&mut Evaluated> {
        let at = self.depth();
        self.evaluated.last_mut().filter(|noted| noted.at == at)
    }

    /// Ends all that was begun since there were `count` notes. What was evaluated counts for whoever asked before, of the same value.
    pub(super) fn settle(&mut self, count: usize) {
        while self.evaluated.len() > count {
            let Some(ended) = self.evaluated.pop() else { return };
            if let Some(outer) = self.evaluated.last_mut().filter(|outer| outer.at == ended.at) {
                outer.members.join(ended.members);
                outer.items.join(ended.items);
            }
        }
    }
}
