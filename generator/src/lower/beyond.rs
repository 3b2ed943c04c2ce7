//! What some schemas of a value declare in it that no type of the others would hold: those of branches and conditions beside what always
//! holds, and those of one part beside another.

use std::collections::HashSet;
use std::rc::Rc;

use super::admit::{Kinds, admitted};
use super::alternatives;
use super::context::Context;
use super::members::{self, Member, Members};
use super::object;
use super::origin;
use super::patterned;
use super::view::Schema;
use crate::pointer::Pointer;

/// How deep values are looked at, how many schemas are compared, and how many parts one has: whatever is beyond that counts as held.
const DEPTH: usize = 8;
const PAIRS: usize = 512;
const PARTS: usize = 256;

/// Keywords whose schemas hold of the very value where another thing does.
const CONDITIONAL: [&str; 2] = ["then", "else"];

/// The schemas of the elements of a list.
#[derive(Clone, Default)]
pub(super) struct Elements<'a> {
    /// Each place has its own, as far as there are such.
    first: Vec<Vec<Schema<'a>>>,
    /// Those of all places, or of those behind the first ones.
    others: Vec<Schema<'a>>,
}

impl<'a> Elements<'a> {
    pub(super) fn of(others: Vec<Schema<'a>>) -> Self {
        Self { first: Vec::new(), others }
    }

    fn at(&self, index: usize) -> impl Iterator<Item = &Schema<'a>> {
        self.first.get(index).into_iter().flatten().chain(&self.others)
    }

    /// Those of which the schema itself speaks.
    pub(super) fn of_schema(schema: &Schema<'a>) -> Self {
        let mut found = Self::default();
        found.add(schema);
        found
    }

    /// Those of every place; `None` where the first ones have schemas of their own.
    pub(super) fn of_all(&self) -> Option<&[Schema<'a>]> {
        self.first.is_empty().then_some(&self.others)
    }

    pub(super) fn extend(&mut self, more: Elements<'a>) {
        for (index, elements) in more.first.into_iter().enumerate() {
            match self.first.get_mut(index) {
                Some(known) => known.extend(elements),
                None => self.first.push(elements),
            }
        }
        self.others.extend(more.others);
    }

    fn add(&mut self, schema: &Schema<'a>) {
        let first = schema.list("prefixItems").into_iter().map(|element| vec![element]).collect();
        self.extend(Elements { first, others: Vec::from_iter(schema.child("items")) });
    }
}

/// What is left of the work.
struct Walk {
    depth: usize,
    pairs: usize,
}

impl Walk {
    fn new() -> Self {
        Self { depth: DEPTH, pairs: PAIRS }
    }
}

/// Whether some of the other schemas declare in a value what the type of these would drop.
pub(super) fn declare<'a>(cx: &mut Context<'a>, all: &[Schema<'a>], others: &[Schema<'a>]) -> bool {
    !others.is_empty() && value(cx, &mut Walk::new(), all, others)
}

/// Whether members declare something that the type of these schemas would drop.
pub(super) fn members_declare<'a>(cx: &mut Context<'a>, all: &[Schema<'a>], others: &Members<'a>) -> bool {
    of_members(cx, &mut Walk::new(), all, others)
}

/// Whether values of members declare something that the type of these members would drop.
pub(super) fn values_declare<'a>(cx: &mut Context<'a>, own: &Members<'a>, others: &Members<'a>) -> bool {
    of_values(cx, &mut Walk::new(), &[own], others)
}

/// Whether elements declare something that the type of these elements would drop.
pub(super) fn elements_declare<'a>(cx: &mut Context<'a>, all: &Elements<'a>, others: &Elements<'a>) -> bool {
    of_elements(cx, &mut Walk::new(), all, others)
}

fn value<'a>(cx: &mut Context<'a>, walk: &mut Walk, all: &[Schema<'a>], others: &[Schema<'a>]) -> bool {
    if walk.depth == 0 || walk.pairs == 0 {
        return false;
    }
    let mut known = object::distinct(cx, all);
    let mut fresh = object::distinct(cx, others);
    let targets: Vec<_> = known.iter().filter_map(|schema| cx.follow(schema)).map(|target| target.at).collect();
    fresh.retain(|schema| {
        let is_known = cx.follow(schema).is_none_or(|target| targets.contains(&target.at));
        !is_known && known.iter().all(|known| !known.node.is_same(schema.node))
    });
    // What may be anything is held as it is.
    known.retain(|schema| admitted(cx, schema).kinds != Kinds::ALL);
    if known.is_empty() {
        return false;
    }
    walk.depth -= 1;
    let found = fresh.iter().any(|other| {
        walk.pairs = walk.pairs.saturating_sub(1);
        let is_apart = known.iter().all(|known| alternatives::are_apart(cx, &[known.clone(), other.clone()]));
        !is_apart && inside(cx, walk, &known, other)
    });
    walk.depth += 1;
    found
}

fn inside<'a>(cx: &mut Context<'a>, walk: &mut Walk, known: &[Schema<'a>], other: &Schema<'a>) -> bool {
    let mut kinds = admitted(cx, other).values();
    for schema in known {
        kinds = kinds & admitted(cx, schema).values();
    }
    if kinds.contains(Kinds::OBJECT)
        && let Some(members) = members::members(cx, other)
        && of_members(cx, walk, known, &members)
    {
        return true;
    }
    kinds.contains(Kinds::ARRAY) && {
        let always = |schema: &Schema<'a>| (schema.clone(), Holds::Always);
        let (mut all, mut others, mut perhaps) = <(Elements<'_>, Elements<'_>, Elements<'_>)>::default();
        gather(cx, known.iter().map(always).collect(), &mut all, &mut Elements::default());
        gather(cx, vec![always(other)], &mut others, &mut perhaps);
        others.extend(perhaps);
        of_elements(cx, walk, &all, &others)
    }
}

fn of_members<'a>(cx: &mut Context<'a>, walk: &mut Walk, known: &[Schema<'a>], others: &Members<'a>) -> bool {
    let own: Option<Vec<_>> = known.iter().map(|schema| members::members(cx, schema)).collect();
    let Some(own) = own else { return false };
    let own: Vec<&Members<'a>> = own.iter().map(Rc::as_ref).collect();
    let refuses = own.iter().any(|members| members.is_closed());
    // An object of which nothing is declared is held as it is.
    let keeps_all =
        own.iter().any(|members| members.is_free() || members.has_loose()) || own.iter().all(|members| members.holds_anything());
    let drops = !refuses && !keeps_all && own.iter().all(|members| members.kept.is_empty());
    let mut names = others.list.keys().chain(&others.required).chain(&others.mentioned);
    let is_known = |name: &str| own.iter().any(|members| members.names(name));
    drops && (others.keeps_others() || names.any(|name| !is_known(name))) || of_values(cx, walk, &own, others)
}

/// The same of the values of members that are held.
fn of_values<'a>(cx: &mut Context<'a>, walk: &mut Walk, own: &[&Members<'a>], others: &Members<'a>) -> bool {
    let kept: Vec<Schema<'a>> = own.iter().flat_map(|members| members.kept.iter().cloned()).collect();
    for (name, member) in &others.list {
        let known = of_name(own, name).unwrap_or_else(|| speaking_of(cx, &kept, name));
        let sources: Vec<Schema<'a>> = member.sources().cloned().collect();
        if !known.is_empty() && value(cx, walk, &known, &sources) {
            return true;
        }
    }
    if others.kept.is_empty() {
        return false;
    }
    let names: Vec<&str> = own.iter().flat_map(|members| members.list.keys().copied()).collect();
    for name in names.into_iter().filter(|name| !others.list.contains_key(name)) {
        let known = of_name(own, name).unwrap_or_default();
        let sources = speaking_of(cx, &others.kept, name);
        if !known.is_empty() && value(cx, walk, &known, &sources) {
            return true;
        }
    }
    !kept.is_empty() && value(cx, walk, &kept, &others.kept)
}

/// The schemas that a member's type is made of, where it is declared.
fn of_name<'a>(own: &[&Members<'a>], name: &str) -> Option<Vec<Schema<'a>>> {
    let declared: Vec<&Member<'a>> = own.iter().filter_map(|members| members.list.get(name)).collect();
    let always: Vec<_> = declared.iter().flat_map(|member| member.all.iter().cloned()).collect();
    match (declared.is_empty(), always.is_empty()) {
        (true, _) => None,
        (false, false) => Some(always),
        (false, true) => Some(declared.iter().flat_map(|member| member.some.iter().cloned()).collect()),
    }
}

/// Those schemas of undeclared members that may speak of one of this name.
fn speaking_of<'a>(cx: &mut Context<'a>, kept: &[Schema<'a>], name: &str) -> Vec<Schema<'a>> {
    let mut kept = kept.to_vec();
    kept.retain(|schema| !members::of_pattern(schema) || patterned::may_match(cx, &origin::last_name(&schema.at), name));
    kept
}

fn of_elements<'a>(cx: &mut Context<'a>, walk: &mut Walk, all: &Elements<'a>, others: &Elements<'a>) -> bool {
    let places = all.first.len().max(others.first.len());
    (0..=places).any(|index| {
        let own: Vec<_> = all.at(index).cloned().collect();
        let more: Vec<_> = others.at(index).cloned().collect();
        !own.is_empty() && value(cx, walk, &own, &more)
    })
}

/// The elements of which a schema and its parts speak whatever holds, and those of which its branches and conditions do.
pub(super) fn elements<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> (Elements<'a>, Elements<'a>) {
    let (mut always, mut perhaps) = (Elements::default(), Elements::default());
    gather(cx, vec![(schema.clone(), Holds::Always)], &mut always, &mut perhaps);
    (always, perhaps)
}

/// The elements of which a schema speaks anywhere but in one of its parts: a branch of `allOf`, or all of `oneOf` or `anyOf`.
pub(super) fn elements_beside<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, without: &Pointer) -> Elements<'a> {
    let (mut own, mut others) = (Elements::default(), Elements::default());
    own.add(schema);
    let mut parts = conditional(schema);
    for keyword in ["allOf", "oneOf", "anyOf"].into_iter().filter(|keyword| schema.at.child(keyword) != *without) {
        parts.extend(schema.list(keyword).into_iter().filter(|part| part.at != *without));
    }
    gather(cx, parts.into_iter().map(|part| (part, Holds::Perhaps)).collect(), &mut Elements::default(), &mut others);
    own.extend(others);
    own
}

/// Whether a schema holds of the value in any case.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Holds {
    Always,
    Perhaps,
}

fn gather<'a>(cx: &mut Context<'a>, mut open: Vec<(Schema<'a>, Holds)>, always: &mut Elements<'a>, perhaps: &mut Elements<'a>) {
    open.reverse();
    let mut seen = HashSet::new();
    while let Some((schema, holds)) = open.pop().filter(|_| seen.len() < PARTS) {
        let Some(target) = cx.follow(&schema).filter(|target| seen.insert((target.at.clone(), holds))) else { continue };
        if holds == Holds::Always {
            always.add(&target)
        } else {
            perhaps.add(&target)
        }
        let branches = ["oneOf", "anyOf"].iter().flat_map(|keyword| target.list(keyword)).chain(conditional(&target));
        open.extend(branches.map(|part| (part, Holds::Perhaps)));
        open.extend(target.list("allOf").into_iter().rev().map(|part| (part, holds)));
    }
}

/// The schemas that hold where another thing does.
fn conditional<'a>(schema: &Schema<'a>) -> Vec<Schema<'a>> {
    let mut found: Vec<_> = CONDITIONAL.iter().filter_map(|keyword| schema.child(keyword)).collect();
    found.extend(schema.map("dependentSchemas").into_iter().map(|(_, inner)| inner));
    found
}
