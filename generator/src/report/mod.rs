//! What became of each keyword of a description: used, documentation only, or not representable.
//!
//! A keyword is a key of an object of the standard. Keys of maps (`properties`, `paths`, `components.schemas` ...) are names,
//! and what stands inside of values and extensions is opaque. `walk` finds the keywords along the table of the standard,
//! which says what a later stage reads of them, and `losses` knows what the diagnostics say about them.

mod bodies;
mod free;
mod losses;
mod text;
mod uses;
mod walk;

use std::collections::BTreeMap;

pub use free::Free;

use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Pointer;
use crate::source::Span;
use crate::{Understood, Written};

/// What became of a keyword.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// A later stage reads it, and it decides over types, checks, names or what is sent.
    Used,
    /// It says something to people; nothing that runs depends on it. Extensions belong here.
    Documented,
    /// It asks for something that what is generated does not do.
    Lost(Loss),
}

/// Why a keyword is not representable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Loss {
    /// The code of the diagnostic; `letterpress explain` knows it.
    pub code: Code,
    /// What is wrong, and what was done instead.
    pub instead: String,
}

/// One keyword where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyword {
    /// Where it stands in the description, the keyword itself last.
    pub pointer: Pointer,
    /// Where the key stands in the text.
    pub span: Span,
    /// The object of the standard, such as `Operation Object`.
    pub object: &'static str,
    /// What became of it.
    pub fate: Use,
}

impl Keyword {
    /// The keyword itself.
    pub fn name(&self) -> String {
        self.pointer.tokens().last().unwrap_or_default().into_owned()
    }
}

/// How many keywords there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of every kind: the sum of the others.
    pub keywords: usize,
    /// Used.
    pub used: usize,
    /// Documentation only.
    pub documented: usize,
    /// Not representable.
    pub lost: usize,
}

/// What became of a description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Every keyword, in the order of the tree.
    pub keywords: Vec<Keyword>,
    /// Every place that holds free JSON (`serde_json::Value`), with the reason.
    pub free: Vec<Free>,
}

/// The report of a description, with the diagnostics of the same run; `None` if the reading did not ask for one
/// ([`crate::Reading::report`]).
pub fn report(understood: &Understood, diagnostics: &[Diagnostic]) -> Option<Report> {
    let Written { tree, version } = understood.written.as_ref()?;
    let uses = uses::Uses::of(understood);
    let silent = free::silent(understood, diagnostics);
    let all: Vec<&Diagnostic> = diagnostics.iter().chain(&silent).collect();
    let losses = losses::Losses::of(&all);
    let mut keywords = walk::keywords(tree, *version, &uses, &losses);
    losses.place_others(&mut keywords);
    Some(Report { keywords, free: free::places(understood, &all) })
}

impl Report {
    /// How many keywords there are of each kind.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals { keywords: self.keywords.len(), ..Totals::default() };
        for keyword in &self.keywords {
            match keyword.fate {
                Use::Used => totals.used += 1,
                Use::Documented => totals.documented += 1,
                Use::Lost(_) => totals.lost += 1,
            }
        }
        totals
    }

    /// The keywords that are not representable.
    pub fn lost(&self) -> impl Iterator<Item = (&Keyword, &Loss)> {
        self.keywords.iter().filter_map(|keyword| match &keyword.fate {
            Use::Lost(loss) => Some((keyword, loss)),
            Use::Used | Use::Documented => None,
        })
    }

    /// How often each keyword is documentation only, by object and keyword; extensions under `x-...`.
    pub fn documented(&self) -> BTreeMap<(&'static str, String), usize> {
        let mut counts = BTreeMap::new();
        for keyword in self.keywords.iter().filter(|keyword| keyword.fate == Use::Documented) {
            let name = keyword.name();
            let name = if name.starts_with("x-") { "x-...".to_owned() } else { name };
            *counts.entry((keyword.object, name)).or_default() += 1;
        }
        counts
    }
}
