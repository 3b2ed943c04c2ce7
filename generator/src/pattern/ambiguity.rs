//! Whether a backtracking engine can take exponential time over a pattern.
//!
//! It can when some text leads from a place in the pattern back to the same place in two ways. The places are those of the
//! position automaton (Glushkov): one per character that the pattern names. Two ways are either two equal steps between the
//! same places, or a detour through two different places by the same text.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::parse::Regex;

/// More places are not looked at: the answer would take too long.
const MOST: usize = 160;

/// A pattern that takes more steps than this is not judged.
const STEPS: u32 = 1_000_000;

/// The steps that all patterns together may take.
pub(crate) const ALL_STEPS: u32 = 20_000_000;

/// An automaton: what each place takes, and which place may follow which, as often as there are ways.
#[derive(Default)]
struct Automaton<'r> {
    takes: Vec<&'r [(u32, u32)]>,
    follows: HashMap<usize, Vec<usize>>,
    /// It has become too large.
    full: bool,
    /// Steps that may still be made.
    left: Cell<u32>,
}

/// A part of the pattern: whether it can be empty, where it begins and where it ends.
#[derive(Clone, Default)]
struct Part {
    empty: bool,
    first: Vec<usize>,
    last: Vec<usize>,
}

/// Whether some text of the pattern has exponentially many readings. `left`: the steps that may still be made for all patterns.
pub(crate) fn is_ambiguous(regex: &Regex, left: &mut u32) -> bool {
    let own = STEPS.min(*left);
    let mut automaton = Automaton { left: Cell::new(own), ..Automaton::default() };
    part(&mut automaton, regex);
    let found = !automaton.full && (doubled(&automaton) || detour(&automaton));
    *left -= own - automaton.left.get();
    found
}

/// Takes steps; whether there were so many left.
fn spend(automaton: &Automaton<'_>, steps: usize) -> bool {
    let left = u32::try_from(steps).ok().and_then(|steps| automaton.left.get().checked_sub(steps));
    automaton.left.set(left.unwrap_or(0));
    left.is_some()
}

fn part<'r>(automaton: &mut Automaton<'r>, regex: &'r Regex) -> Part {
    match regex {
        Regex::Group(_, inner) => part(automaton, inner),
        Regex::Empty | Regex::Boundary | Regex::Look(..) | Regex::Reference(_) => Part { empty: true, ..Part::default() },
        Regex::One(ranges) => {
            let place = automaton.takes.len();
            automaton.full |= place >= MOST;
            automaton.takes.push(ranges);
            Part { empty: false, first: vec![place], last: vec![place] }
        }
        Regex::Sequence(parts) => {
            let start = Part { empty: true, ..Part::default() };
            parts.iter().fold(start, |before, next| {
                let next = if automaton.full { Part::default() } else { part(automaton, next) };
                joined(automaton, before, next)
            })
        }
        Regex::Either(branches) => {
            let mut all = Part::default();
            for branch in branches {
                if automaton.full {
                    break;
                }
                let branch = part(automaton, branch);
                all.empty |= branch.empty;
                all.first.extend(branch.first);
                all.last.extend(branch.last);
            }
            all
        }
        Regex::Repeat(inner, low, None) => {
            let start = copies(automaton, inner, low.saturating_sub(1));
            let mut again = part(automaton, inner);
            if !automaton.full {
                link(automaton, &again.last, &again.first);
            }
            again.empty |= *low == 0;
            joined(automaton, start, again)
        }
        Regex::Repeat(inner, low, Some(high)) => {
            let start = copies(automaton, inner, *low);
            let mut rest = Part { empty: true, ..Part::default() };
            for _ in *low..(*high).max(*low) {
                let before = automaton.takes.len();
                let more = part(automaton, inner);
                rest = Part { empty: true, ..joined(automaton, more, rest) };
                // What takes no character adds nothing, however often.
                if automaton.full || automaton.takes.len() == before {
                    break;
                }
            }
            joined(automaton, start, rest)
        }
    }
}

fn copies<'r>(automaton: &mut Automaton<'r>, inner: &'r Regex, count: u32) -> Part {
    let mut all = Part { empty: true, ..Part::default() };
    for _ in 0..count {
        let before = automaton.takes.len();
        let next = part(automaton, inner);
        all = joined(automaton, all, next);
        if automaton.full || automaton.takes.len() == before {
            break;
        }
    }
    all
}

fn joined(automaton: &mut Automaton<'_>, before: Part, after: Part) -> Part {
    if automaton.full {
        return Part::default();
    }
    link(automaton, &before.last, &after.first);
    let mut first = before.first;
    let mut last = after.last;
    if before.empty {
        first.extend(after.first);
    }
    if after.empty {
        last.extend(before.last);
    }
    Part { empty: before.empty && after.empty, first, last }
}

fn link(automaton: &mut Automaton<'_>, from: &[usize], to: &[usize]) {
    if !spend(automaton, from.len().saturating_mul(to.len())) {
        automaton.full = true;
        return;
    }
    for place in from {
        automaton.follows.entry(*place).or_default().extend(to);
    }
}

fn next<'a>(automaton: &'a Automaton<'_>, place: usize) -> &'a [usize] {
    let steps = automaton.follows.get(&place).map_or(&[][..], Vec::as_slice);
    if spend(automaton, steps.len()) { steps } else { &[] }
}

/// Two equal steps within a loop.
fn doubled(automaton: &Automaton<'_>) -> bool {
    automaton.follows.iter().any(|(from, steps)| {
        let mut seen = HashSet::new();
        steps.iter().any(|to| !seen.insert(*to) && reaches(*to, *from, |place| next(automaton, place).to_vec()))
    })
}

/// From a pair of equal places to a pair of different ones and back, by the same text.
fn detour(automaton: &Automaton<'_>) -> bool {
    (0..automaton.takes.len()).any(|place| {
        let looped = |step: &&usize| reaches(**step, place, |place| next(automaton, place).to_vec());
        let steps: Vec<usize> = next(automaton, place).iter().filter(looped).copied().collect();
        let pairs = steps.iter().flat_map(|a| steps.iter().map(|b| (*a, *b)));
        let apart = pairs.filter(|(a, b)| a < b && overlap(automaton, *a, *b));
        apart.into_iter().any(|pair| reaches(pair, (place, place), |pair| both(automaton, pair)))
    })
}

/// The pairs that follow a pair by one character.
fn both(automaton: &Automaton<'_>, (a, b): (usize, usize)) -> Vec<(usize, usize)> {
    let pairs = next(automaton, a).iter().flat_map(|a| next(automaton, b).iter().map(move |b| (*a, *b)));
    pairs.filter(|(a, b)| overlap(automaton, *a, *b)).collect()
}

fn overlap(automaton: &Automaton<'_>, a: usize, b: usize) -> bool {
    if !spend(automaton, 1) {
        return false;
    }
    let ranges = |place: usize| automaton.takes.get(place).copied().unwrap_or_default();
    a == b || ranges(a).iter().any(|(low, high)| ranges(b).iter().any(|(other, end)| low <= end && other <= high))
}

fn reaches<T: Copy + Eq + std::hash::Hash>(from: T, to: T, next: impl Fn(T) -> Vec<T>) -> bool {
    let mut seen = HashSet::from([from]);
    let mut rest = vec![from];
    while let Some(place) = rest.pop() {
        if place == to {
            return true;
        }
        rest.extend(next(place).into_iter().filter(|place| seen.insert(*place)));
    }
    false
}
