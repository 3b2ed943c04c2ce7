//! A lock in which components have other places.

use std::collections::BTreeMap;

use super::{Aspect, Key, Lock, Place};
use crate::names::escape;

/// The lock after the moves, which are from components to components. A component that moved refers to no part any more.
pub(super) fn lock(Lock(entries): Lock, moves: &BTreeMap<Place, Place>) -> Lock {
    let members: BTreeMap<String, String> =
        moves.iter().map(|(from, to)| (escape::step(from.as_str()), escape::step(to.as_str()))).collect();
    let kept = entries.into_iter().filter(|(key, _)| key.aspect != Aspect::Refers || !moves.contains_key(&key.place));
    let change = |key: Key| {
        let member = if key.aspect == Aspect::Variant { member(&key.member, &members) } else { None };
        Key { place: place(&key.place, moves).unwrap_or(key.place), member: member.unwrap_or(key.member), ..key }
    };
    Lock(kept.map(|(key, entry)| (change(key), entry)).collect())
}

fn place(place: &Place, moves: &BTreeMap<Place, Place>) -> Option<Place> {
    let Place(text) = place;
    let (section, rest) = text.split_once('/')?;
    let end = rest.find('/').map_or(text.len(), |at| section.len() + 1 + at);
    let Place(to) = moves.get(&Place(text.get(..end)?.to_owned()))?;
    Some(Place(format!("{to}{}", text.get(end..)?)))
}

/// What a variant is known by: the place of its type as a step, and what tells it from others of that type.
fn member(member: &str, members: &BTreeMap<String, String>) -> Option<String> {
    let section = member.find("~1")? + 2;
    let end = member.get(section..)?.find("~1").map_or(member.len(), |at| section + at);
    let marks = member.match_indices('_').map(|(at, _)| at).filter(|at| (section..end).contains(at));
    let mut ends: Vec<usize> = marks.chain([end]).collect();
    ends.reverse();
    ends.into_iter().find_map(|end| Some(format!("{}{}", members.get(member.get(..end)?)?, member.get(end..)?)))
}
