//! Rules made of rules.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Check, Mode, Rule, Trial};
use crate::json::Json;
use crate::pointer;

/// How many trials of one value may be within each other.
const TRIALS: usize = 3;

impl Check<'_> {
    /// Another rule for the same value: `$ref`.
    pub fn schema(self, rule: Rule) -> Self {
        self.all_of(&[rule])
    }

    /// `allOf`: every rule holds. One that is reached by several ways is applied once.
    pub fn all_of(mut self, rules: &[Rule]) -> Self {
        for rule in rules {
            if let Some(value) = self.active()
                && !self.run.has_applied(*rule)
            {
                self.run.silent = !self.apply_part(value, rule);
                self.run.parts.push(*rule);
            }
        }
        self
    }

    /// [`Check::all_of`] with rules that hold data.
    pub fn all_of_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, rules: &[R]) -> Self {
        for rule in rules {
            if let Some(value) = self.active() {
                self.run.silent = !self.apply(value, rule);
            }
        }
        self
    }

    /// `anyOf`: at least one rule holds.
    pub fn any_of(self, rules: &[Rule]) -> Self {
        self.any_of_by(rules)
    }

    /// [`Check::any_of`] with rules that hold data.
    pub fn any_of_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, rules: &[R]) -> Self {
        if let Some(value) = self.active() {
            // Where it matters what was evaluated, each that holds counts.
            let holds = match self.run.noted() {
                Some(_) => rules.iter().filter(|rule| self.satisfies(value, rule)).count() > 0,
                None => rules.iter().any(|rule| self.satisfies(value, rule)),
            };
            if !holds {
                self.explain("anyOf", value, rules);
            }
        }
        self
    }

    /// `oneOf`: exactly one rule holds.
    pub fn one_of(self, rules: &[Rule]) -> Self {
        self.one_of_by(rules)
    }

    /// [`Check::one_of`] with rules that hold data.
    pub fn one_of_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, rules: &[R]) -> Self {
        let Some(value) = self.active() else { return self };
        let held: Vec<String> =
            (1_usize..).zip(rules).filter(|(_, rule)| self.satisfies(value, rule)).map(|(place, _)| place.to_string()).collect();
        match held.len() {
            0 => self.explain("oneOf", value, rules),
            1 => {}
            _ => self.fail("oneOf", || format!("fits the alternatives {}, must fit only one", held.join(" and "))),
        }
        self
    }

    /// `not`: the rule does not hold.
    pub fn not(self, rule: Rule) -> Self {
        self.not_by(rule)
    }

    /// [`Check::not`] with a rule that holds data.
    pub fn not_by(mut self, rule: impl Fn(Check<'_>) -> Check<'_>) -> Self {
        if let Some(value) = self.active()
            && self.satisfies(value, rule)
        {
            self.fail("not", || "fits what is excluded".to_owned());
        }
        self
    }

    /// `if`, `then`, `else`: the second rule holds where the first does, else the third.
    pub fn if_then_else(self, condition: Rule, then: Rule, otherwise: Rule) -> Self {
        self.if_then_else_by([condition, then, otherwise])
    }

    /// [`Check::if_then_else`] with rules that hold data.
    pub fn if_then_else_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, [condition, then, otherwise]: [R; 3]) -> Self {
        if let Some(value) = self.active() {
            let rule = if self.satisfies(value, condition) { then } else { otherwise };
            self.apply(value, rule);
        }
        self
    }

    /// No alternative holds: says so, and what is wrong by the one that comes nearest.
    fn explain<R: Fn(Check<'_>) -> Check<'_>>(&mut self, keyword: &'static str, value: Json<'_>, rules: &[R]) {
        let nearest = self.nearest(value, rules);
        self.fail(keyword, || {
            let ending = nearest.map_or_else(String::new, |index| format!("; number {} comes nearest", index + 1));
            format!("{} fits none of the {} alternatives{ending}", value.type_name(), rules.len())
        });
        if let Some(rule) = nearest.and_then(|index| rules.get(index)) {
            self.apply(value, rule);
        }
    }

    /// The alternative that was most likely meant: one that did not fail on the type of the value itself; the one whose
    /// constants and lists of values the members have; the one with the fewest members that are wrong, missing or unknown to it;
    /// the one that knows most of them; the one with the fewest values of another form, and violations; the first. Where a trial comes to members that have alternatives, none is looked for, else the cost of
    /// alternatives in alternatives multiplies.
    fn nearest<R: Fn(Check<'_>) -> Check<'_>>(&mut self, value: Json<'_>, rules: &[R]) -> Option<usize> {
        let root = self.run.depth();
        let trial = self.run.trial.unwrap_or(Trial { root, tags: 0, misfit: false, depth: 0 });
        if self.run.mode != Mode::Report || trial.root != root || trial.depth >= TRIALS || !self.run.violations.has_room() {
            return None;
        }
        let outer = self.run.trial;
        let mut best = None;
        for (index, rule) in rules.iter().enumerate() {
            let distance = self.distance(value, rule, Trial { tags: 0, misfit: false, depth: trial.depth + 1, ..trial });
            best = best.into_iter().chain(distance.map(|distance| (distance, index))).min();
        }
        self.run.trial = outer.map(|outer| Trial { misfit: outer.misfit || best.is_none(), ..outer });
        best.map(|(_, index)| index)
    }

    /// How far the value is from an alternative: `None` when it is not even of its type.
    fn distance(&mut self, value: Json<'_>, rule: impl Fn(Check<'_>) -> Check<'_>, trial: Trial) -> Option<Distance> {
        let outer = (std::mem::take(&mut self.run.violations), std::mem::take(&mut self.run.known));
        self.run.trial = Some(trial);
        self.apply(value, rule);
        let trial = self.run.trial.take().filter(|trial| !trial.misfit);
        let found = std::mem::replace(&mut self.run.violations, outer.0);
        let known = std::mem::replace(&mut self.run.known, outer.1);
        let Trial { tags, .. } = trial?;
        let root = self.run.place(*self.value).bytes();
        let (mut whole, mut members, mut kinds) = (0, BTreeSet::new(), 0);
        for violation in found.iter() {
            // Of a value that is too long more is right than of one of another form.
            kinds += usize::from(matches!(violation.keyword, "type" | "format" | "pattern" | "const" | "enum"));
            match pointer::tokens(violation.pointer.get(root..).unwrap_or_default()).next() {
                Some(member) => drop(members.insert(member)),
                None => whole += 1,
            }
        }
        let names = value.as_object().unwrap_or_default().map(|(name, _)| name);
        let unknown = names.filter(|name| !known.contains(*name) && !members.contains(*name)).count();
        Some((Reverse(tags), whole + members.len() + unknown, Reverse(known.len()), kinds, found.count()))
    }
}

impl super::Run {
    /// Whether a part has been applied to the value, and nothing depends on the way to it.
    fn has_applied(&mut self, rule: Rule) -> bool {
        let known = self.parts.iter().skip(self.parts_from).any(|known| std::ptr::fn_addr_eq(*known, rule));
        known && self.scope.is_empty() && self.noted().is_none()
    }
}

/// What makes an alternative less likely, in the order in which it counts.
type Distance = (Reverse<usize>, usize, Reverse<usize>, usize, usize);
