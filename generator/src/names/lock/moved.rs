//! A lock in which components have other places.

use std::collections::{BTreeMap, BTreeSet};

use super::{Aspect, Key, Lock, Place};
use crate::names::escape;

/// The lock after the moves, which are from components to components. A component that moved refers to no part any more.
pub(super) fn lock(Lock(entries): Lock, moves: &BTreeMap<Place, Place>) -> Lock {
    let members: BTreeMap<String, String> =
        moves.iter().map(|(from, to)| (escape::step(from.as_str()), escape::step(to.as_str()))).collect();
    let components: BTreeSet<String> = entries.keys().filter_map(|key| Some(escape::step(component(&key.place)?))).collect();
    let kept = entries.into_iter().filter(|(key, _)| key.aspect != Aspect::Refers || !moves.contains_key(&key.place));
    let change = |key: Key| {
        let member = if key.aspect == Aspect::Variant { member(&key.member, &members, &components) } else { None };
        Key { place: place(&key.place, moves).unwrap_or(key.place), member: member.unwrap_or(key.member), ..key }
    };
    Lock(kept.map(|(key, entry)| (change(key), entry)).collect())
}

fn place(place: &Place, moves: &BTreeMap<Place, Place>) -> Option<Place> {
    let component = component(place)?;
    let Place(to) = moves.get(&Place(component.into()))?;
    Some(Place(format!("{to}{}", place.as_str().get(component.len()..)?).into()))
}

/// The section and the key that a place begins with.
fn component(place: &Place) -> Option<&str> {
    let text = place.as_str();
    let (section, rest) = text.split_once('/')?;
    text.get(..rest.find('/').map_or(text.len(), |at| section.len() + 1 + at))
}

/// What a variant is known by: the place of its type as a step, or its kind, then the places of the types in it and what tells it from others.
fn member(member: &str, members: &BTreeMap<String, String>, components: &BTreeSet<String>) -> Option<String> {
    let (first, rest) = member.split_once('/').map_or((member, None), |(first, rest)| (first, Some(rest)));
    let whole = rest.map_or(Whole::Unknown, |_| Whole::Step);
    let inner = |step: &str| self::step(step, members, components, Whole::Step).unwrap_or_else(|| step.to_owned());
    let first = self::step(first, members, components, whole).unwrap_or_else(|| first.to_owned());
    let rest: Vec<String> = rest.into_iter().flat_map(|rest| rest.split('/')).map(inner).collect();
    let moved = std::iter::once(first).chain(rest).collect::<Vec<_>>().join("/");
    (moved != member).then_some(moved)
}

/// Whether a step is known to be a place and nothing more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    /// It is.
    Step,
    /// Earlier versions wrote what tells a variant from others of its type into the same step.
    Unknown,
}

/// A step after the moves. What is a component by all that stands there has nothing more in it.
fn step(member: &str, members: &BTreeMap<String, String>, components: &BTreeSet<String>, whole: Whole) -> Option<String> {
    let section = member.find("~1")? + 2;
    let behind = member.get(section..)?;
    let end = behind.find("~1").map_or(member.len(), |at| section + at);
    let is_whole = whole == Whole::Step || end < member.len() || components.contains(member);
    let marks = member.match_indices('_').map(|(at, _)| at).filter(|at| !is_whole && (section..end).contains(at));
    let mut ends: Vec<usize> = marks.chain([end]).collect();
    ends.reverse();
    ends.into_iter().find_map(|end| Some(format!("{}{}", members.get(member.get(..end)?)?, member.get(end..)?)))
}
