//! The choice of a branch: which of several rules a value satisfies.

use super::{Allowance, Check, Mode, Rule, Run};
use crate::json::Json;

/// Which of several rules a value satisfies, asked one after the other.
pub(crate) struct Choice<'j> {
    json: Json<'j>,
    run: Run,
    given_up: Option<String>,
}

impl<'j> Choice<'j> {
    /// The patterns of all choices in a document have one allowance.
    pub(crate) fn new(json: Json<'j>, allowance: Allowance) -> Self {
        Self { json, run: Run::new(json, Mode::Quiet, allowance), given_up: None }
    }

    /// Whether the value satisfies the rule; none does once the allowance is spent.
    pub(crate) fn holds(&mut self, rule: Rule) -> bool {
        if self.given_up.is_some() {
            return false;
        }
        self.run.begin(self.json, Mode::Quiet);
        rule(Check::begin(&self.json, &mut self.run));
        if self.run.allowance.is_spent() {
            self.given_up = self.run.given_up.take().map(|reason| reason.message);
            return false;
        }
        self.run.mode == Mode::Quiet && self.run.given_up.is_none()
    }

    /// What is left of the allowance, and why nothing was chosen if it is spent.
    pub(crate) fn end(self) -> (Allowance, Option<String>) {
        (self.run.allowance, self.given_up)
    }

    /// The same for a choice of types: an integer is only what is written as one, for an integer type would not keep the text.
    pub(crate) fn holds_as_written(&mut self, rule: Rule) -> bool {
        self.run.as_written = true;
        let holds = self.holds(rule);
        self.run.as_written = false;
        holds
    }
}
