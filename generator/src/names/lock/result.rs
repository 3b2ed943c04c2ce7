//! The line that says what the result of an operation has beside its body, `operations/list result = status body body.location`: fields of
//! which no other line tells, and the names that mean something else in the body. Fields in parentheses are gone.

use std::collections::BTreeSet;

use super::argument;
use crate::names::legal;

/// The field of a result for its body.
pub const BODY: &str = "body";

/// The field of a result for its status, where one key stands for several.
pub const STATUS: &str = "status";

/// What stands before a name that is also one of the body.
const IN_BODY: &str = "body.";

/// What a line says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// The fields that are there.
    pub there: BTreeSet<&'static str>,
    /// The fields that were there.
    pub gone: BTreeSet<&'static str>,
    /// The names that mean one thing in the result and another one in its body, as names are compared.
    pub shared: BTreeSet<String>,
}

impl Said {
    /// What a text says.
    pub fn of(text: &str) -> Self {
        let mut said = Self::default();
        for written in text.split(' ') {
            match (written.strip_prefix(IN_BODY), field(written)) {
                (Some(name), _) => drop(said.shared.insert(name.to_owned())),
                (None, Some(field)) if argument::is_gone(written) => drop(said.gone.insert(field)),
                (None, Some(field)) => drop(said.there.insert(field)),
                (None, None) => {}
            }
        }
        said
    }

    /// The text; empty where there is nothing to say.
    pub fn text(&self) -> String {
        let order =
            |all: &BTreeSet<&'static str>| [STATUS, BODY].into_iter().filter(|field| all.contains(field)).collect::<Vec<_>>();
        let there = order(&self.there).into_iter().map(str::to_owned);
        let gone = order(&self.gone).into_iter().filter(|field| !self.there.contains(field)).map(argument::gone);
        let shared = self.shared.iter().map(|name| format!("{IN_BODY}{name}"));
        there.chain(gone).chain(shared).collect::<Vec<_>>().join(" ")
    }

    /// What two branches of a repository say: either may have callers, and what only one of them knows to mean two things was not told to those of
    /// the other.
    pub fn merged(self, other: &Self) -> Self {
        let there = &self.there | &other.there;
        let gone = &(&self.gone | &other.gone) - &there;
        Self { there, gone, shared: &self.shared & &other.shared }
    }
}

fn field(written: &str) -> Option<&'static str> {
    [STATUS, BODY].into_iter().find(|field| *field == argument::word(written))
}

/// Why a text says nothing of a result.
pub fn objection(text: &str) -> Option<String> {
    let mut known = BTreeSet::new();
    let is_one = |written: &str| match written.strip_prefix(IN_BODY) {
        Some(name) => !name.is_empty() && legal::folded(name) == name,
        None => field(written).is_some(),
    };
    let is_result = text.split(' ').all(|written| is_one(written) && known.insert(argument::word(written)));
    (!is_result).then(|| "it is no result, such as `status body body.location`".to_owned())
}
