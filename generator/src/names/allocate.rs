//! Distinct identifiers for all that stands in one scope, whatever order it comes in.

use std::collections::{BTreeMap, BTreeSet};

use super::case::{self, Case};
use super::reserved;

/// What asks for a name.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What the description calls it; two claims of one scope differ in it.
    pub key: String,
    /// The names it would take, best first.
    pub wishes: Vec<String>,
    /// Who keeps a name that several wish for: the one claim with the lowest rank. [`LAST`] never keeps it.
    pub rank: u8,
}

/// The rank of a claim that gives way whenever another wishes for the same name.
pub const LAST: u8 = u8::MAX;

/// The rules of a scope.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The case of its identifiers.
    pub case: Case,
    /// What stands before a leading digit.
    pub prefix: &'static str,
    /// What stands behind a name that is taken by something other than a claim: `Model` makes `OptionModel`.
    pub suffix: &'static str,
}

impl Claim {
    /// A claim of the description's own word: it keeps a name that it spells exactly.
    pub fn word(rules: Rules, word: &str) -> Self {
        let plain = case::plain(rules.case, word);
        let rank = if plain == word { 0 } else { LAST };
        Self { key: word.to_owned(), wishes: vec![plain, case::spelled(rules.case, word)], rank }
    }

    /// A claim of a name that the generator made.
    pub fn made(key: impl Into<String>, name: String) -> Self {
        Self { key: key.into(), wishes: vec![name], rank: LAST }
    }
}

/// One identifier per claim, in their order; `taken` grows by them. Nothing of the result depends on the order.
pub fn allocate(rules: Rules, claims: &[Claim], taken: &mut Taken) -> Vec<String> {
    let mut names: Vec<Option<String>> = vec![None; claims.len()];
    let rounds = claims.iter().map(|claim| claim.wishes.len()).max().unwrap_or(0) + 3;
    for round in 0..rounds {
        settle(rules, claims, round, &mut names, taken);
    }
    let unsettled = |claim: &Claim| case::hashed(rules.case, &wish(rules, claim, 0), &claim.key);
    names.into_iter().zip(claims).map(|(name, claim)| name.unwrap_or_else(|| unsettled(claim))).collect()
}

/// Gives every claim that has no name its wish of this round, unless something else wishes for it too or has it.
fn settle(rules: Rules, claims: &[Claim], round: usize, names: &mut [Option<String>], taken: &mut Taken) {
    let mut wishes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        if names.get(index).is_some_and(Option::is_none) {
            wishes.entry(fold(&wish(rules, claim, round))).or_default().push(index);
        }
    }
    let mut settled = Vec::new();
    for (folded, wishing) in wishes {
        if taken.0.contains(&folded) {
            continue;
        }
        if let Some(index) = winner(claims, &wishing) {
            settled.push((index, folded));
        }
    }
    for (index, folded) in settled {
        taken.0.insert(folded);
        if let (Some(name), Some(claim)) = (names.get_mut(index), claims.get(index)) {
            *name = Some(wish(rules, claim, round));
        }
    }
}

/// Who of those that wish for one name gets it: the only one, or the only one of the lowest rank.
fn winner(claims: &[Claim], wishing: &[usize]) -> Option<usize> {
    if let [only] = wishing {
        return Some(*only);
    }
    let rank = |index: &usize| claims.get(*index).map_or(LAST, |claim| claim.rank);
    let lowest = wishing.iter().map(rank).min().filter(|rank| *rank != LAST)?;
    let mut best = wishing.iter().filter(|index| rank(index) == lowest);
    match (best.next(), best.next()) {
        (Some(index), None) => Some(*index),
        _ => None,
    }
}

/// The wish of a round: its own wishes, then with the suffix of the scope, then with a hash of its key.
fn wish(rules: Rules, claim: &Claim, round: usize) -> String {
    let first = claim.wishes.first().map_or("", String::as_str);
    let own = claim.wishes.get(round).cloned();
    let text = own.unwrap_or_else(|| match round - claim.wishes.len() {
        0 if !rules.suffix.is_empty() => format!("{first}{}", rules.suffix),
        0 | 1 => case::hashed(rules.case, first, &claim.key),
        more => case::hashed(rules.case, first, &format!("{}{more}", claim.key)),
    });
    reserved::legal(&case::identifier(rules.case, &text, rules.prefix))
}

/// The names of a scope that are in use. All are composed (NFC), as rustc compares them.
#[derive(Clone, Debug, Default)]
pub struct Taken(BTreeSet<String>);

impl Taken {
    /// A scope in which these are in use.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(fold).collect())
    }

    /// A copy with more names in use.
    pub fn with(&self, names: &[&str]) -> Self {
        Self(self.0.iter().cloned().chain(names.iter().map(|name| fold(name))).collect())
    }
}

fn fold(name: &str) -> String {
    name.trim_start_matches("r#").to_owned()
}
