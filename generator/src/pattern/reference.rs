//! Which back-references and look-behinds mean the same in ECMA-262 and in the engine that goes back.
//!
//! ECMA-262 forgets what a group has captured when a repetition begins anew, and reads an empty text for a group that has captured
//! nothing. The engine remembers, and fails. They agree on a group that stands before the reference on the only way to it.
//!
//! A look-behind is matched backwards in ECMA-262. The engine does so with an automaton, which has no look-around; where it tries
//! itself it is wrong at times.

use super::parse::{Look, Regex};

/// A step from a part of a pattern to one within it.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Sequence(usize),
    Either(usize),
    /// What need not be there, and whether it can be there without taking a character.
    Optional {
        empty: bool,
    },
    Many,
    Group,
    Look(Look),
}

#[derive(Default)]
struct Found {
    groups: Vec<(usize, Vec<Step>)>,
    references: Vec<(usize, Vec<Step>)>,
}

/// For each back-reference, in the order in which they are written, whether its group may have captured nothing.
///
/// # Errors
/// What the reference is to, if the two would differ, as a phrase.
pub(super) fn references(regex: &Regex) -> Result<Vec<bool>, String> {
    let mut found = Found::default();
    walk(regex, &mut Vec::new(), &mut found);
    found.references.iter().map(|(number, path)| reference(&found, *number, path)).collect()
}

/// Whether the engine matches each look-behind as ECMA-262 does.
///
/// # Errors
/// What a look-behind has that the engine gets wrong, as a phrase.
pub(super) fn look_behinds(regex: &Regex) -> Result<(), String> {
    if let Regex::Look(Look::Behind | Look::NotBehind, inner) = regex {
        return plain(inner);
    }
    children(regex).iter().try_for_each(look_behinds)
}

fn plain(regex: &Regex) -> Result<(), String> {
    match regex {
        Regex::Look(..) => Err("it has a look-around within a look-behind".to_owned()),
        Regex::Boundary => Err("it has the boundary of a word within a look-behind".to_owned()),
        Regex::Empty
        | Regex::One(_)
        | Regex::Sequence(_)
        | Regex::Either(_)
        | Regex::Repeat(..)
        | Regex::Group(..)
        | Regex::Reference(_) => children(regex).iter().try_for_each(plain),
    }
}

fn children(regex: &Regex) -> &[Regex] {
    match regex {
        Regex::Empty | Regex::Boundary | Regex::One(_) | Regex::Reference(_) => &[],
        Regex::Sequence(parts) | Regex::Either(parts) => parts,
        Regex::Repeat(inner, ..) | Regex::Group(_, inner) | Regex::Look(_, inner) => std::slice::from_ref(inner),
    }
}

fn walk(regex: &Regex, path: &mut Vec<Step>, found: &mut Found) {
    match regex {
        Regex::Empty | Regex::Boundary | Regex::One(_) => {}
        Regex::Sequence(parts) => (0..).zip(parts).for_each(|(place, part)| within(Step::Sequence(place), part, path, found)),
        Regex::Either(branches) => {
            (0..).zip(branches).for_each(|(place, branch)| within(Step::Either(place), branch, path, found))
        }
        Regex::Repeat(inner, 1, Some(1)) => walk(inner, path, found),
        Regex::Repeat(inner, _, Some(1)) => within(Step::Optional { empty: can_be_empty(inner) }, inner, path, found),
        Regex::Repeat(inner, _, _) => within(Step::Many, inner, path, found),
        Regex::Look(look, inner) => within(Step::Look(*look), inner, path, found),
        Regex::Group(number, inner) => {
            found.groups.push((*number, path.clone()));
            within(Step::Group, inner, path, found);
        }
        Regex::Reference(number) => found.references.push((*number, path.clone())),
    }
}

fn can_be_empty(regex: &Regex) -> bool {
    match regex {
        Regex::Empty | Regex::Boundary | Regex::Look(..) | Regex::Reference(_) | Regex::Repeat(_, 0, _) => true,
        Regex::One(_) => false,
        Regex::Sequence(parts) => parts.iter().all(can_be_empty),
        Regex::Either(branches) => branches.iter().any(can_be_empty),
        Regex::Repeat(inner, ..) | Regex::Group(_, inner) => can_be_empty(inner),
    }
}

fn within(step: Step, inner: &Regex, path: &mut Vec<Step>, found: &mut Found) {
    path.push(step);
    walk(inner, path, found);
    path.pop();
}

fn reference(found: &Found, number: usize, path: &[Step]) -> Result<bool, String> {
    let behind = |steps: &[Step]| steps.iter().any(|step| matches!(step, Step::Look(Look::Behind | Look::NotBehind)));
    let group = found.groups.iter().find(|(known, _)| *known == number).map_or(&[][..], |(_, path)| path);
    let common = group.iter().zip(path).take_while(|(a, b)| a == b).count();
    let (shared, to_group) = group.split_at(common);
    let before = match (to_group.first(), path.get(common)) {
        (Some(Step::Sequence(group)), Some(Step::Sequence(reference))) => group < reference,
        _ => false,
    };
    if !before {
        return Err(format!("`\\{number}` does not stand behind the group that it means"));
    }
    if behind(path) || behind(group) {
        return Err(format!("`\\{number}` or its group stands in a look-behind"));
    }
    if to_group.contains(&Step::Many) {
        return Err(format!("`\\{number}` means a group in a repetition"));
    }
    if to_group.contains(&Step::Optional { empty: true }) {
        return Err(format!("`\\{number}` means a group that may match the empty text or be left out"));
    }
    if to_group.contains(&Step::Look(Look::NotAhead)) {
        return Err(format!("`\\{number}` means a group in a negative look-ahead"));
    }
    let unset = to_group.iter().any(|step| matches!(step, Step::Either(_) | Step::Optional { .. }));
    match unset && shared.contains(&Step::Many) {
        true => Err(format!("`\\{number}` means a group that not every round of a repetition captures")),
        false => Ok(unset),
    }
}
