//! Rules made of rules.

use super::{Check, Mode, Rule, Violations};
use crate::json::Json;

/// How deep alternatives inside alternatives are explained.
const EXPLANATIONS: usize = 2;

impl Check<'_> {
    /// Another rule for the same value: `$ref`.
    pub fn schema(self, rule: Rule) -> Self {
        self.all_of(&[rule])
    }

    /// `allOf`: every rule holds.
    pub fn all_of(self, rules: &[Rule]) -> Self {
        self.all_of_by(rules)
    }

    /// [`Check::all_of`] with rules that hold data.
    pub fn all_of_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, rules: &[R]) -> Self {
        for rule in rules {
            if let Some(value) = self.active() {
                self.silent = !self.apply(value, rule);
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
        if let Some(value) = self.active()
            && !rules.iter().any(|rule| self.satisfies(value, rule))
        {
            self.explain("anyOf", value, rules);
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

    /// No alternative holds: says so, and what is wrong by the one that was most likely meant.
    fn explain<R: Fn(Check<'_>) -> Check<'_>>(&mut self, keyword: &'static str, value: &Json<'_>, rules: &[R]) {
        self.fail(keyword, || format!("{} fits none of the {} alternatives", value.type_name(), rules.len()));
        if self.run.mode != Mode::Report || self.run.explanations >= EXPLANATIONS {
            return;
        }
        self.run.explanations += 1;
        let attempts: Vec<Violations> = rules.iter().map(|rule| self.attempt(value, rule)).collect();
        self.run.explanations -= 1;
        if let Some(meant) = most_likely(&self.run.pointer, attempts) {
            self.run.violations.append(meant);
        }
    }

    /// The violations of a rule, apart from the others.
    fn attempt(&mut self, value: &Json<'_>, rule: impl Fn(Check<'_>) -> Check<'_>) -> Violations {
        let outer = std::mem::take(&mut self.run.violations);
        self.apply(value, rule);
        std::mem::replace(&mut self.run.violations, outer)
    }
}

/// The only attempt that did not already fail on the type of the value itself; of several the one with the fewest violations,
/// if there is only one such.
fn most_likely(pointer: &str, attempts: Vec<Violations>) -> Option<Violations> {
    let wrong_type =
        |attempt: &Violations| attempt.entries().iter().any(|entry| entry.keyword == "type" && entry.pointer == pointer);
    let mut fitting: Vec<Violations> = attempts.into_iter().filter(|attempt| !wrong_type(attempt)).collect();
    fitting.sort_by_key(Violations::count);
    let mut fitting = fitting.into_iter();
    match (fitting.next(), fitting.next()) {
        (Some(first), Some(second)) if first.count() == second.count() => None,
        (first, _) => first,
    }
}
