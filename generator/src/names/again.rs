//! Things that nothing names are known again by what they hold.

use std::collections::{BTreeMap, BTreeSet};

use super::case;
use super::likeness::{self, Common, Held, Known};
use super::lock::{Lock, Place};

/// How many branches are compared one by one with old ones that nothing tells apart; of more than these only those are
/// known again that hold exactly the same.
const MOST_PAIRS: usize = 100_000;

/// The step of each branch, given with its index: that of the old one that it is, or a free number.
///
/// A branch that was there at the last run is known by what no other one held, so that a newcomer does not pass for one that is gone
/// because of what all have; then, where it held nothing of its own, by what the two have in common, and if one holds all of
/// the other. One that was gone comes back only if one holds all of the other: a newcomer may well share some of it.
pub fn numbered(branches: &[(usize, Held)], old: &BTreeMap<&str, &Known>, newcomers: Newcomers) -> Vec<String> {
    let mut choice = Choosing::among(branches);
    let mut there: Old<'_> = old.iter().filter(|(_, known)| known.was_there).map(|(step, known)| (*step, &known.there)).collect();
    without_order(&mut there);
    let gone = old.iter().filter(|(_, known)| !known.was_there).map(|(step, known)| (*step, &known.ever)).collect();
    choice.agreed(&there, &|step| old.get(step).is_none_or(|known| known.has_name));
    let holders = holders(&there);
    choice.choose(own(branches, &there, &holders), Past::There);
    let owners: BTreeSet<&str> = holders.values().flatten().copied().collect();
    choice.rest(&there, Past::There, &|step, held, known| {
        likeness::is_alike(held, known) || !owners.contains(step) && !held.is_disjoint(known)
    });
    choice.ordered(&there);
    choice.rest(&gone, Past::Gone, &|_, held, known| likeness::is_alike(held, known));
    choice.all(old.keys().map(|step| numeral(step).to_owned()).collect(), newcomers)
}

/// What the step of a newcomer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newcomers {
    /// Its number.
    Numbered,
    /// Also what it holds, so that two branches of a repository never give one step to two things.
    Told,
}

impl Newcomers {
    /// Beside a lock, another branch of the repository may add something to the same place, which may be new, too. The first run has no other.
    pub fn of(lock: &Lock) -> Self {
        if lock.iter().next().is_some() { Self::Told } else { Self::Numbered }
    }
}

/// The number that a step begins with.
pub fn number(step: &str) -> Option<usize> {
    usize::try_from(numeral(step).parse::<u32>().ok()?).ok()
}

fn numeral(step: &str) -> &str {
    step.split(MARK).next().unwrap_or_default()
}

/// Steps without what they say of newcomers: what one of them leads to is the same, whenever it came.
pub fn without_marks(steps: &str) -> String {
    steps.split('/').map(numeral).collect::<Vec<_>>().join("/")
}

/// What stands before a hash of what a newcomer held when it came; no name holds it.
const MARK: &str = "~x";

/// What old branches held, by their steps.
type Old<'a> = BTreeMap<&'a str, &'a Held>;

/// A branch that may be an old one, best first: how much is the old one's own, what else both have, how far it moved, the step, the
/// position.
type Pair<'a> = (std::cmp::Reverse<usize>, Common, usize, &'a str, usize);

/// Whether old ones were there at the last run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Past {
    There,
    Gone,
}

/// Branches that hold the same, so that nothing but their order tells them apart.
#[derive(Default)]
struct Alike<'a> {
    /// Their positions, in order.
    at: Vec<usize>,
    /// The steps that they get, in the order of their numbers. If there are fewer of these, the last ones are new.
    steps: BTreeSet<(usize, &'a str)>,
}

struct Choosing<'a> {
    branches: &'a [(usize, Held)],
    alike: Vec<Alike<'a>>,
    /// To which of these the branch at each position belongs.
    class: Vec<usize>,
    /// The step of each position.
    steps: BTreeMap<usize, &'a str>,
    used: BTreeSet<&'a str>,
}

impl<'a> Choosing<'a> {
    fn among(branches: &'a [(usize, Held)]) -> Self {
        let mut classes: BTreeMap<&Held, usize> = BTreeMap::new();
        let mut choice = Self { branches, alike: Vec::new(), class: Vec::new(), steps: BTreeMap::new(), used: BTreeSet::new() };
        for (at, (_, held)) in branches.iter().enumerate() {
            let next = classes.len();
            let class = *classes.entry(held).or_insert(next);
            choice.alike.resize_with(classes.len(), Alike::default);
            choice.alike.get_mut(class).into_iter().for_each(|of| of.at.push(at));
            choice.class.push(class);
        }
        choice
    }

    /// Chooses the best first. Those that nothing tells apart keep their order, so that none of them gets the name of another one because something
    /// else comes or goes before them, and a run over the same description finds each again. What comes back may not come between them.
    fn choose(&mut self, mut pairs: Vec<Pair<'a>>, past: Past) {
        pairs.sort_unstable();
        let last = |of: &Alike<'a>| of.steps.last().copied().filter(|_| past == Past::Gone);
        let last: Vec<_> = self.alike.iter().map(last).collect();
        for (_, _, _, step, at) in pairs {
            let Some(class) = self.class.get(at) else { continue };
            let Some((of, last)) = self.alike.get_mut(*class).zip(last.get(*class)) else { continue };
            if has_no_order(step) && of.at.len() > 1 {
                continue;
            }
            let step = order(step);
            if of.steps.len() < of.at.len() && last.is_none_or(|last| last < step) && self.used.insert(step.1) {
                of.steps.insert(step);
            }
        }
        self.settle();
    }

    /// Gives those that nothing tells apart their steps in order.
    fn settle(&mut self) {
        let steps = |of: &Alike<'a>| of.at.iter().copied().zip(of.steps.iter().map(|(_, step)| *step)).collect::<Vec<_>>();
        self.steps = self.alike.iter().flat_map(steps).collect();
    }

    /// Old ones that nothing told apart keep their order, too, where one of them has got something of its own.
    fn ordered(&mut self, old: &Old<'a>) {
        let mut alike: BTreeMap<&Held, Alike<'a>> = BTreeMap::new();
        for (at, step) in self.steps.iter().filter(|(_, step)| number(step).is_some()) {
            if let Some(held) = old.get(step) {
                let of = alike.entry(held).or_default();
                of.at.push(*at);
                of.steps.insert(order(step));
            }
        }
        for (at, (_, step)) in alike.into_values().flat_map(|of| of.at.into_iter().zip(of.steps)) {
            self.steps.insert(at, step);
        }
        self.alike.iter_mut().for_each(|of| of.steps.clear());
        for (at, step) in &self.steps {
            if let Some(of) = self.class.get(*at).and_then(|class| self.alike.get_mut(*class)) {
                of.steps.insert(order(step));
            }
        }
        self.settle();
    }

    /// Two branches of a repository may both add a branch, one of them with more in it. The name of one gave way then, so what is like
    /// both is first of all the one that has its name.
    fn agreed(&mut self, old: &Old<'a>, has_name: &dyn Fn(&str) -> bool) {
        let (named, lost): (Vec<_>, Vec<_>) = old.iter().map(|(step, held)| (*step, *held)).partition(|(step, _)| has_name(step));
        let lost: BTreeSet<&Held> = lost.into_iter().map(|(_, held)| held).filter(|held| !held.is_empty()).collect();
        let few = lost.len().saturating_mul(named.len() + self.branches.len()) <= MOST_PAIRS;
        let is_lost = |held: &Held| lost.contains(held) || few && lost.iter().any(|lost| likeness::is_alike(held, lost));
        if lost.is_empty() {
            return;
        }
        let named: Vec<_> = named.into_iter().filter(|(_, held)| is_lost(held)).collect();
        let branches: Vec<_> = self.branches.iter().enumerate().filter(|(_, (_, held))| is_lost(held)).collect();
        let pairs = if branches.len().saturating_mul(named.len()) > MOST_PAIRS {
            equal(&branches, &named)
        } else {
            let of = |branch: &(usize, &(usize, Held))| {
                let alike = named.iter().filter(|(_, known)| likeness::is_alike(&branch.1.1, known));
                alike.map(|(step, known)| pair(0, *branch, step, known)).collect::<Vec<_>>()
            };
            branches.iter().flat_map(of).collect()
        };
        self.choose(pairs, Past::There);
    }

    /// Chooses among what is left, where `fits` says so; of very many only what is equal.
    fn rest(&mut self, old: &Old<'a>, past: Past, fits: &dyn Fn(&str, &Held, &Held) -> bool) {
        let old: Vec<(&'a str, &'a Held)> =
            old.iter().filter(|(step, _)| !self.used.contains(*step)).map(|(step, held)| (*step, *held)).collect();
        let left: Vec<_> = self.branches.iter().enumerate().filter(|(at, _)| !self.steps.contains_key(at)).collect();
        let pairs = if left.len().saturating_mul(old.len()) > MOST_PAIRS {
            equal(&left, &old)
        } else {
            let of = |branch: &(usize, &(usize, Held))| {
                let fitting = old.iter().filter(|(step, known)| fits(step, &branch.1.1, known));
                fitting.map(|(step, known)| pair(0, *branch, step, known)).collect::<Vec<_>>()
            };
            left.iter().flat_map(of).collect()
        };
        self.choose(pairs, past);
    }

    /// The step of each branch; newcomers get numbers that nothing uses, behind those of others that hold the same.
    fn all(self, mut used: BTreeSet<String>, newcomers: Newcomers) -> Vec<String> {
        let mut last: Vec<Option<usize>> =
            self.alike.iter().map(|of| of.steps.last().and_then(|(_, step)| number(step))).collect();
        let mut all = Vec::new();
        for (at, ((index, held), class)) in self.branches.iter().zip(&self.class).enumerate() {
            if let Some(old) = self.steps.get(&at) {
                all.push((*old).to_owned());
                continue;
            }
            let behind = last.get(*class).copied().flatten().map_or(0, |last| last.saturating_add(1));
            let is_free = |number: &usize| *number >= behind && !used.contains(&number.to_string());
            let own = Some(*index).filter(is_free);
            let number = own.or_else(|| (behind..usize::MAX).find(is_free)).unwrap_or_default();
            last.get_mut(*class).into_iter().for_each(|last| *last = Some(number));
            let number = number.to_string();
            used.insert(number.clone());
            all.push(match newcomers {
                Newcomers::Told if !held.is_empty() => format!("{number}{MARK}{:016x}", case::hash(&words(held))),
                Newcomers::Told | Newcomers::Numbered => number,
            });
        }
        all
    }
}

/// Whether the order of a step among others is not known: if tags told several branches apart that nothing else does, and they have none any
/// more, they are new.
fn has_no_order(step: &str) -> bool {
    number(step).is_none() && !Place::is_sharing(step)
}

/// Leaves out old ones that only their tags told apart: also if one of them has got something of its own since, it may be any of them. Their tags
/// are among the values that they held.
fn without_order(old: &mut Old<'_>) {
    let is_value = |member: &str| member.rsplit('/').next().is_some_and(|last| last.starts_with(&likeness::value("")));
    let others = |held: &Held| held.iter().filter(|member| !is_value(member)).cloned().collect::<Held>();
    let mut times: BTreeMap<Held, usize> = BTreeMap::new();
    for (_, held) in old.iter().filter(|(step, _)| has_no_order(step)) {
        *times.entry(others(held)).or_default() += 1;
    }
    old.retain(|step, held| !has_no_order(step) || times.get(&others(held)).is_none_or(|times| *times < 2));
}

fn words(held: &Held) -> String {
    held.iter().map(|member| format!("{member}\n")).collect()
}

fn pair<'a>(own: usize, branch: (usize, &(usize, Held)), step: &'a str, known: &Held) -> Pair<'a> {
    let (at, (index, held)) = branch;
    let moved = number(step).map_or(usize::MAX, |number| number.abs_diff(*index));
    (std::cmp::Reverse(own), likeness::common(held, known), moved, step, at)
}

/// The order of steps: that of their numbers.
fn order(step: &str) -> (usize, &str) {
    (number(step).unwrap_or(usize::MAX), step)
}

/// Who held each member; `None` where several did.
fn holders<'a>(old: &Old<'a>) -> BTreeMap<&'a str, Option<&'a str>> {
    let mut holders: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for (step, known) in old {
        for member in *known {
            holders.entry(member).and_modify(|holder| *holder = None).or_insert(Some(*step));
        }
    }
    holders
}

/// Branches and old ones that have something in common which no other old one held.
fn own<'a>(branches: &[(usize, Held)], old: &Old<'a>, holders: &BTreeMap<&'a str, Option<&'a str>>) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    for branch in branches.iter().enumerate() {
        let mut own: BTreeMap<&'a str, usize> = BTreeMap::new();
        for step in branch.1.1.iter().filter_map(|member| *holders.get(member.as_str())?) {
            *own.entry(step).or_default() += 1;
        }
        pairs.extend(own.iter().filter_map(|(step, own)| Some(pair(*own, branch, step, old.get(step)?))));
    }
    pairs
}

/// Branches that hold the same as old ones, in order.
fn equal<'a>(left: &[(usize, &(usize, Held))], old: &[(&'a str, &'a Held)]) -> Vec<Pair<'a>> {
    let mut same: BTreeMap<&Held, Vec<&str>> = BTreeMap::new();
    let mut old: Vec<_> = old.iter().collect();
    old.sort_unstable_by_key(|(step, _)| std::cmp::Reverse((step.len(), *step)));
    for (step, known) in old {
        same.entry(known).or_default().push(step);
    }
    let found = |branch: &(usize, &(usize, Held))| {
        let held = &branch.1.1;
        same.get_mut(held).and_then(Vec::pop).map(|step| pair(0, *branch, step, held))
    };
    left.iter().filter_map(found).collect()
}
