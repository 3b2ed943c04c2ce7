//! Distinct identifiers for all that stands in one scope, whatever order it comes in.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::case::{self, Case};
use super::reserved;

/// What asks for a name.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What the description calls it; two claims of one scope should differ in it, or their order decides.
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

    /// The claim in ASCII letters, as modules need that are files: without accents; with a hash where letters are lost.
    pub fn ascii(self, rules: Rules) -> Self {
        if self.wishes.iter().all(|wish| wish.is_ascii()) {
            return self;
        }
        let word = self.wishes.first().map_or("", String::as_str);
        let bare: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
        let kept: String = bare.chars().filter(char::is_ascii).collect();
        let kept = kept.trim_matches('_');
        let wish = match (bare.is_ascii(), kept.is_empty()) {
            (true, _) => bare,
            (false, true) => case::hashed(rules.case, rules.prefix.trim_end_matches('_'), &self.key),
            (false, false) => case::hashed(rules.case, kept, &self.key),
        };
        Self { wishes: vec![wish], rank: LAST, ..self }
    }
}

/// One identifier per claim, in their order; `taken` grows by them. Nothing of the result depends on the order.
pub fn allocate(rules: Rules, claims: &[Claim], taken: &mut Taken) -> Vec<String> {
    let mut names: Vec<Option<String>> = vec![None; claims.len()];
    let rounds = claims.iter().map(|claim| claim.wishes.len()).max().unwrap_or(0) + 3;
    for round in 0..rounds {
        settle(rules, claims, round, &mut names, taken);
    }
    names.into_iter().zip(claims).map(|(name, claim)| name.unwrap_or_else(|| unsettled(rules, claim, taken))).collect()
}

/// A free name for a claim whose key is that of another: only here does the order of claims decide.
fn unsettled(rules: Rules, claim: &Claim, taken: &mut Taken) -> String {
    let first = claim.wishes.first().map_or("", String::as_str);
    let hashed = case::hashed(rules.case, first, &claim.key);
    let wish = |number: u32| {
        let text = if rules.case == Case::Snake { format!("{hashed}_{number}") } else { format!("{hashed}N{number}") };
        reserved::legal(&case::identifier(rules.case, &text, rules.prefix))
    };
    let free = (2..).map(wish).find(|name| taken.is_free(&fold(name))).unwrap_or_default();
    taken.0.insert(fold(&free));
    free
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
        if !taken.is_free(&folded) {
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

    fn is_free(&self, folded: &str) -> bool {
        folded != reserved::NEVER_TYPE && !self.0.contains(folded)
    }

    /// A copy with more names in use.
    pub fn with(&self, names: &[&str]) -> Self {
        Self(self.0.iter().cloned().chain(names.iter().map(|name| fold(name))).collect())
    }
}

fn fold(name: &str) -> String {
    name.trim_start_matches("r#").to_owned()
}
