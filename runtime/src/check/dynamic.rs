//! `$dynamicRef`: what it leads to depends on the schemas through which the value was reached (JSON Schema 2020-12, core, section
//! 8.2.3.2). Of all that has an anchor of the name the outermost counts, so the first that is noted stays.

use super::{Check, Rule};

/// A schema with a `$dynamicAnchor`.
#[derive(Clone, Copy)]
pub(super) enum Anchored {
    Rule(Rule),
    /// The number by which a program knows it that reads a description.
    Number(usize),
}

/// The anchors of the schemas that are being applied, the outermost first, each name once.
pub(super) type Scope = Vec<(Box<str>, Anchored)>;

impl Check<'_> {
    /// The schema begins a resource in which these names are anchors.
    pub fn scope(self, anchors: &[(&str, Rule)]) -> Self {
        self.enter(anchors.iter().map(|(name, rule)| (*name, Anchored::Rule(*rule))))
    }

    /// [`Check::scope`] for a program that knows rules by numbers.
    pub fn scope_by(self, anchors: &[(&str, usize)]) -> Self {
        self.enter(anchors.iter().map(|(name, number)| (*name, Anchored::Number(*number))))
    }

    fn enter<'a>(self, anchors: impl Iterator<Item = (&'a str, Anchored)>) -> Self {
        for (name, anchored) in anchors {
            if self.anchored(name).is_none() {
                self.run.scope.push((name.into(), anchored));
            }
        }
        self
    }

    fn anchored(&self, name: &str) -> Option<Anchored> {
        self.run.scope.iter().find(|(known, _)| **known == *name).map(|(_, anchored)| *anchored)
    }

    /// `$dynamicRef`: what has the anchor, or else the rule to which the reference leads by itself.
    pub fn dynamic(self, name: &str, otherwise: Rule) -> Self {
        match self.anchored(name) {
            Some(Anchored::Rule(rule)) => self.schema(rule),
            Some(Anchored::Number(_)) | None => self.schema(otherwise),
        }
    }

    /// [`Check::dynamic`] with rules by their numbers, without one the rule to which the reference leads by itself.
    pub fn dynamic_by<R: Fn(Check<'_>) -> Check<'_>>(self, name: &str, rule: impl FnOnce(Option<usize>) -> R) -> Self {
        let number = match self.anchored(name) {
            Some(Anchored::Number(number)) => Some(number),
            Some(Anchored::Rule(_)) | None => None,
        };
        self.all_of_by(&[rule(number)])
    }
}
