//! Distinct identifiers for all that stands in one scope, whatever order it comes in.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::case::{self, Case};
use super::lock::Key;
use super::precedents;
use super::register::{Newcomer, Register};
use super::taken::Taken;
use super::{legal, reserved};
use crate::ir::RustName;
use crate::pointer::Pointer;
use crate::source::Span;

/// What asks for a name.
#[derive(Clone, Debug, Default)]
pub struct Claim {
    /// What the description calls it; two claims of one scope should differ in it, or their order decides.
    pub key: String,
    /// The names it would take, best first.
    pub wishes: Vec<String>,
    /// What it takes if all wishes and the suffix of the scope are gone, before a hash.
    pub further: Vec<String>,
    /// Who keeps a name that several wish for: the one claim with the lowest rank. [`LAST`] never keeps it.
    pub rank: u8,
    /// What `names.lock` knows it by; `None` for a name that nobody keeps.
    pub of: Option<Key>,
    /// The name that the description chooses for it.
    pub chosen: Option<RustName>,
    /// Where it stands in the canonical document.
    pub at: Pointer,
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
        let further = form(word).map(|form| case::joined(rules.case, &plain, form)).into_iter().collect();
        // Where there is no symbol, there is none to spell.
        let spelled = if case::has_symbols(word) { case::spelled(rules.case, word) } else { plain.clone() };
        Self { key: word.to_owned(), wishes: vec![plain, spelled], further, rank, ..Self::default() }
    }

    /// A claim of a name that the generator made.
    pub fn made(key: impl Into<String>, name: String) -> Self {
        Self { key: key.into(), wishes: vec![name], rank: LAST, ..Self::default() }
    }

    /// The claim as that of something that the lock knows.
    pub fn of(self, of: Key, at: &Pointer) -> Self {
        Self { of: Some(of), at: at.clone(), ..self }
    }

    /// The claim with a name that the description chooses.
    pub fn chosen(self, name: Option<&RustName>) -> Self {
        Self { chosen: name.cloned(), ..self }
    }

    /// The claim in ASCII letters, as modules need that are files: without accents; with a hash where letters are lost.
    pub fn ascii(self, rules: Rules) -> Self {
        if self.wishes.iter().all(|wish| wish.is_ascii()) {
            return self;
        }
        let word = self.wishes.first().map_or("", String::as_str);
        let bare: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
        let kept: String = bare.chars().filter(char::is_ascii).collect();
        // A word may be lost between two others.
        let kept = kept.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
        let wish = match (bare == kept, kept.is_empty()) {
            (true, false) => bare,
            (_, true) => case::hashed(rules.case, rules.prefix.trim_end_matches('_'), &self.key),
            (false, false) => case::hashed(rules.case, &kept, &self.key),
        };
        Self { wishes: vec![wish], further: Vec::new(), rank: LAST, ..self }
    }
}

/// The word for the way in which a name is written, which tells `customerId` from `CustomerId`.
fn form(word: &str) -> Option<&'static str> {
    let separator = word.chars().find(|c| !c.is_alphanumeric());
    let (upper, lower) = (word.contains(char::is_uppercase), word.contains(char::is_lowercase));
    match (separator, upper, lower) {
        (Some('_'), false, _) => Some("snake"),
        (Some('_'), true, false) => Some("screaming"),
        (Some('-'), _, _) => Some("kebab"),
        (Some('.'), _, _) => Some("dotted"),
        (Some(' '), _, _) => Some("spaced"),
        (Some(_), _, _) => None,
        (None, true, false) => Some("upper"),
        (None, false, true) => Some("lower"),
        (None, true, true) if word.starts_with(char::is_uppercase) => Some("pascal"),
        (None, true, true) => Some("camel"),
        (None, false, false) => None,
    }
}

/// One identifier per claim, in their order; `taken` grows by them. Who has a name keeps it. Among newcomers who has it elsewhere goes
/// first, and nothing depends on the order.
pub fn allocate(register: &mut Register, rules: Rules, claims: &[Claim], taken: &mut Taken) -> Vec<String> {
    let further = further(claims, taken);
    let unchosen = |(at, claim): (usize, &Claim)| match further.contains(&at) {
        true => Claim { chosen: None, ..claim.clone() },
        false => claim.clone(),
    };
    let asked = claims;
    let claims: Cow<'_, [Claim]> = match further.is_empty() {
        true => Cow::Borrowed(claims),
        false => claims.iter().enumerate().map(unchosen).collect(),
    };
    let claims = claims.as_ref();
    let mut names: Vec<Option<String>> =
        claims.iter().map(|claim| register.name((claim, claims), || own(rules, claim), taken)).collect();
    let newcomers: Vec<_> = names.iter().map(|name| if name.is_none() { Newcomer::Yes } else { Newcomer::No }).collect();
    precedents::settle(register, rules, claims, &mut names, taken);
    let rounds = claims.iter().map(|claim| claim.wishes.len() + claim.further.len()).max().unwrap_or(0) + 3;
    for round in 0..rounds {
        if names.iter().all(Option::is_some) {
            break;
        }
        settle(rules, claims, round, &mut names, taken);
    }
    let mut all = Vec::with_capacity(claims.len());
    for (((claim, name), newcomer), asked) in claims.iter().zip(names).zip(newcomers).zip(asked) {
        let name = name.unwrap_or_else(|| unsettled(rules, claim, taken));
        // Where the description chooses the name, the one that it took the place of was seen.
        let is_first = || legal::folded(&wish(rules, claim, 0)) == legal::folded(&name);
        if let Some(key) = claim.of.as_ref().filter(|_| newcomer == Newcomer::No && claim.chosen.is_none() && !is_first()) {
            register.has_own(key, &name, &own(rules, claim));
        }
        let chosen = asked.chosen.as_ref().filter(|_| claim.chosen.is_none());
        let own = chosen.map_or_else(|| wish(rules, claim, 0), |chosen| chosen.text.clone());
        register.enter(claim, &name, &own, taken, newcomer);
        all.push(name);
    }
    all
}

/// Of several things that the generator makes of one thing of the description, the name that is chosen there is for one: that which
/// has it, or else has a name, or else stands first. These are the others.
fn further(claims: &[Claim], taken: &Taken) -> BTreeSet<usize> {
    let mut alike: BTreeMap<(Span, &str), Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        if let Some(chosen) = &claim.chosen {
            alike.entry((chosen.of, &chosen.text)).or_default().push(at);
        }
    }
    let of_group = |((_, name), group): ((Span, &str), Vec<usize>)| {
        let has = |at: &&usize| claims.get(**at).and_then(|claim| taken.name_of(claim.of.as_ref()?));
        let holder = group.iter().find(|at| has(at).is_some_and(|had| legal::folded(had) == legal::folded(name)));
        let first = holder.or_else(|| group.iter().find(|at| has(at).is_some())).or(group.first()).copied();
        group.into_iter().filter(move |at| Some(*at) != first)
    };
    alike.into_iter().flat_map(of_group).collect()
}

/// All names that a claim may get, if its key is its own, best first.
pub fn own(rules: Rules, claim: &Claim) -> Vec<String> {
    (0..claim.wishes.len() + claim.further.len() + 2).map(|round| wish(rules, claim, round)).collect()
}

/// A free name for a claim whose key is that of another: only here does the order of claims decide.
fn unsettled(rules: Rules, claim: &Claim, taken: &mut Taken) -> String {
    let first = claim.wishes.first().map_or("", String::as_str);
    let hashed = case::hashed(rules.case, first, &claim.key);
    let wish = |number: u32| {
        let text = if rules.case == Case::Snake { format!("{hashed}_{number}") } else { format!("{hashed}N{number}") };
        reserved::legal(&case::identifier(rules.case, &text, rules.prefix))
    };
    let free = (2..).map(wish).find(|name| taken.is_free(name)).unwrap_or_default();
    taken.give(&free, claim.of.as_ref());
    free
}

/// Gives every claim that has no name its wish of this round, unless something else wishes for it too or has it.
fn settle(rules: Rules, claims: &[Claim], round: usize, names: &mut [Option<String>], taken: &mut Taken) {
    let mut wishes: BTreeMap<String, (Vec<usize>, Vec<String>)> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        if names.get(index).is_some_and(Option::is_none) {
            let wish = wish(rules, claim, round);
            let (wishing, names) = wishes.entry(legal::folded(&wish)).or_default();
            wishing.push(index);
            names.push(wish);
        }
    }
    for (folded, (wishing, wished)) in wishes {
        let winner = winner(claims, &wishing).filter(|_| taken.is_free(&folded));
        let name = winner.and_then(|winner| wishing.iter().zip(wished).find(|(index, _)| **index == winner));
        if let Some((index, name)) = name
            && let (Some(slot), Some(claim)) = (names.get_mut(*index), claims.get(*index))
        {
            taken.give(&name, claim.of.as_ref());
            *slot = Some(name);
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

/// The wish of a round: its own wishes, then with the suffix of the scope, its further wishes, then with a hash of its key.
fn wish(rules: Rules, claim: &Claim, round: usize) -> String {
    let first = claim.wishes.first().map_or("", String::as_str);
    // Most get their first wish.
    let text = match claim.wishes.get(round) {
        Some(wish) => Cow::Borrowed(wish.as_str()),
        None => Cow::Owned(later(rules, claim, first, round - claim.wishes.len())),
    };
    reserved::legal(&case::identifier(rules.case, &text, rules.prefix))
}

/// What a claim would be called when its own wishes are gone.
fn later(rules: Rules, claim: &Claim, first: &str, round: usize) -> String {
    let Some(round) = round.checked_sub(1) else { return format!("{first}{}", rules.suffix) };
    match (claim.further.get(round), round.saturating_sub(claim.further.len())) {
        (Some(wish), _) => wish.clone(),
        (None, 0) => case::hashed(rules.case, first, &claim.key),
        (None, again) => case::hashed(rules.case, first, &format!("{}{}", claim.key, again + 1)),
    }
}
