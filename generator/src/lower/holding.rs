//! Classes that hold all that the parts of a schema declare: the class of one part, or a wider one where its type would drop what another
//! part says of members and elements.

use std::collections::HashSet;

use super::admit::{Kinds, admitted};
use super::alternatives;
use super::beyond;
use super::classify::{self, Class};
use super::context::Context;
use super::members::{self, Members};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};

/// Kinds of values that hold others.
const HOLDING: [Kinds; 2] = [Kinds::OBJECT, Kinds::ARRAY];

/// How many branches are compared with others: whatever is beyond that counts as held.
const PAIRS: usize = 4096;

const PARTS: [&str; 6] = ["allOf", "oneOf", "anyOf", "then", "else", "dependentSchemas"];

/// The class that holds everything, where a schema has this one by one of its parts.
pub(super) fn all<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, class: Class<'a>) -> Class<'a> {
    if !PARTS.iter().any(|keyword| schema.has(keyword)) {
        return class;
    }
    let Some((last, found)) = classify::last(cx, class.clone()) else { return class };
    let end = match last {
        Some(last) => cx.follow(&last),
        None => Some(schema.clone()),
    };
    let Some(end) = end else { return class };
    match found {
        Class::Untagged(branches) => {
            let is_own = end.at == schema.at;
            if is_own && drops_of_others(cx, schema, &branches) {
                wider(cx, schema)
            } else {
                of_union(cx, schema, class, &branches)
            }
        }
        Class::ByType(_) if end.at != schema.at => {
            let own = std::slice::from_ref(&end);
            let beside = members::members(cx, schema);
            let drops =
                beside.is_some_and(|members| beyond::members_declare(cx, own, &members)) || drops_elements(cx, schema, &end);
            if drops { wider(cx, schema) } else { class }
        }
        Class::List(items) if !items.is_empty() => {
            let (_, others) = beyond::elements(cx, schema);
            match beyond::elements_declare(cx, &beyond::Elements::of(items), &others) {
                true => wider(cx, schema),
                false => class,
            }
        }
        Class::Tuple(_) if drops_elements(cx, schema, &end) => wider(cx, schema),
        Class::Same(_)
        | Class::Any
        | Class::AnyObject
        | Class::Map(_)
        | Class::List(_)
        | Class::Tuple(_)
        | Class::Primitive(_)
        | Class::Enumeration(_)
        | Class::Struct(_)
        | Class::Tagged { .. }
        | Class::ByType(_)
        | Class::Base => class,
    }
}

/// Whether some part of a schema declares something in elements that those of a list by another one would drop.
fn drops_elements<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, list: &Schema<'a>) -> bool {
    let (own, _) = beyond::elements(cx, list);
    let (mut others, perhaps) = beyond::elements(cx, schema);
    others.extend(perhaps);
    beyond::elements_declare(cx, &own, &others)
}

/// A union that tries its branches is one of its own where members are declared beside it: its variants keep them.
fn of_union<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, class: Class<'a>, branches: &[Schema<'a>]) -> Class<'a> {
    let (branch, otherwise) =
        if let Class::Same(other) = &class { (Some(other), &other.at) } else { (branches.first(), &schema.at) };
    let keyword = branch.and_then(|branch| group(schema, branch));
    let part = keyword.map_or_else(|| otherwise.clone(), |keyword| schema.at.child(keyword));
    let Some(beside) = members::beside(cx, schema, &part) else { return class };
    let elements = beyond::elements_beside(cx, schema, &part);
    let (mut lacks, mut drops) = (false, false);
    for branch in branches {
        let kinds = admitted(cx, branch).values();
        if kinds.contains(Kinds::OBJECT)
            && let Some(own) = members::members(cx, branch)
        {
            lacks |= knows_less(&own, &beside);
            drops |= beyond::values_declare(cx, &own, &beside);
        }
        if kinds.contains(Kinds::ARRAY) {
            let (own, _) = beyond::elements(cx, branch);
            drops |= beyond::elements_declare(cx, &own, &elements);
        }
    }
    match (drops, lacks) {
        (true, _) => wider(cx, schema),
        (false, true) => {
            cx.keeping.insert(schema.at.clone());
            Class::Untagged(branches.to_vec())
        }
        (false, false) => class,
    }
}

/// The alternatives of a schema among which another one stands.
fn group(schema: &Schema<'_>, branch: &Schema<'_>) -> Option<&'static str> {
    ["oneOf", "anyOf"].into_iter().find(|keyword| schema.list(keyword).iter().any(|other| other.at == branch.at))
}

/// Whether members are declared beside a branch of which it knows nothing.
fn knows_less(own: &Members<'_>, beside: &Members<'_>) -> bool {
    let mut declared = beside.list.keys().chain(&beside.required);
    declared.any(|name| !own.list.contains_key(name) && !own.required.contains(name))
        || beside.keeps_others() && !own.keeps_others()
}

/// Whether a value of one branch would lose what another one declares inside of it: in elements, or in values of members. What that
/// declares in the object itself is kept beside the variant. Of `oneOf`, the one branch that holds says what is declared.
fn drops_of_others<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, branches: &[Schema<'a>]) -> bool {
    if branches.first().and_then(|branch| group(schema, branch)) == Some("oneOf") {
        return false;
    }
    let kinds: Vec<Kinds> = branches.iter().map(|branch| admitted(cx, branch).values()).collect();
    let mut left = PAIRS;
    for (index, (branch, of_branch)) in branches.iter().zip(&kinds).enumerate() {
        let overlaps = |kinds: Kinds| HOLDING.iter().any(|kind| (*of_branch & kinds).contains(*kind));
        let others = branches.iter().zip(&kinds).enumerate().filter(|(other, (_, kinds))| *other != index && overlaps(**kinds));
        let others: Vec<_> = others.map(|(_, other)| other).take(left).collect();
        left -= others.len();
        let variants = if others.is_empty() { Vec::new() } else { variants(cx, branch) };
        for known in variants {
            if others.iter().any(|(other, kinds)| drops_of(cx, (&known, other), *of_branch & **kinds)) {
                return true;
            }
        }
    }
    false
}

/// Whether the type of one branch drops what another one declares inside of values of these kinds.
fn drops_of<'a>(cx: &mut Context<'a>, (known, other): (&Schema<'a>, &Schema<'a>), kinds: Kinds) -> bool {
    if alternatives::are_apart(cx, &[known.clone(), other.clone()]) {
        return false;
    }
    if kinds.contains(Kinds::OBJECT)
        && let (Some(own), Some(others)) = (members::members(cx, known), members::members(cx, other))
        && beyond::values_declare(cx, &own, &others)
    {
        return true;
    }
    kinds.contains(Kinds::ARRAY) && drops_elements(cx, other, known)
}

/// The branches of which the variants of a branch are, where it is such a union itself.
fn variants<'a>(cx: &mut Context<'a>, branch: &Schema<'a>) -> Vec<Schema<'a>> {
    let (mut open, mut found, mut seen) = (vec![branch.clone()], Vec::new(), HashSet::new());
    while let Some(schema) = open.pop().filter(|_| seen.len() < PAIRS) {
        let Some(target) = cx.follow(&schema).filter(|target| seen.insert(target.at.clone())) else { continue };
        match classify::class_of(cx, &target) {
            Some(Class::Untagged(inner)) => open.extend(inner),
            Some(Class::Tagged { branches, beside: None, .. }) => open.extend(branches.into_iter().map(|(branch, _)| branch)),
            Some(_) | None => found.push(target),
        }
    }
    found
}

/// A class that holds what all parts declare together.
fn wider<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Class<'a> {
    let kinds = admitted(cx, schema).values();
    match kinds {
        Kinds::OBJECT => classify::object(cx, schema),
        Kinds::ARRAY => {
            tell_elements(cx, schema);
            Class::List(Vec::new())
        }
        _ => classify::by_type(schema, kinds),
    }
}

/// Tells a list of any JSON.
pub(super) fn tell_elements<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let told = Diagnostic::warning(lowering::ANY, schema.span(), "the branches give the elements of one list different members");
    cx.tell(
        told.note("it is a list of any JSON; each element is checked by all of them")
            .help("write one list, with the branches in its `items`"),
    );
}
