//! What a reference reaches inside of a definition: the place that it would have if nothing referred to it. The steps are followed
//! from the outermost one inwards.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::Place;
use crate::pointer::Pointer;

/// A branch of a union, or something inside of one.
#[derive(Clone, Debug)]
pub struct Branch {
    union: Union,
    /// The position of the branch.
    pub index: usize,
    /// From a step that stands for the branch to the part; that step alone is the branch itself.
    way: Place,
}

#[derive(Clone, Debug)]
enum Union {
    /// The place of the union.
    At(Place),
    /// It stands in a branch of another one.
    In(Box<Branch>),
}

/// The places of branches, by their union and position.
pub type Placed = BTreeMap<(Place, usize), Place>;

impl Branch {
    /// The place of the union, if the branch that it stands in has one.
    pub fn union(&self, placed: &Placed) -> Option<Place> {
        match &self.union {
            Union::At(place) => Some(place.clone()),
            Union::In(outer) => placed.get(&(outer.union(placed)?, outer.index)).map(|branch| outer.of(branch)),
        }
    }

    /// The place, if the branch has one.
    pub fn of(&self, branch: &Place) -> Place {
        branch.along(&self.way)
    }

    /// Whether this is the branch itself.
    pub fn is_whole(&self) -> bool {
        self.way.steps().count() == 1
    }

    /// This and the branches around it, innermost first, each with the way from there to the part.
    pub fn around(&self) -> Vec<(&Self, Place)> {
        let mut all = vec![(self, self.way.clone())];
        let mut inner = self;
        while let (Union::In(outer), Some((_, way))) = (&inner.union, all.last()) {
            all.push((outer, outer.way.along(way)));
            inner = outer;
        }
        all
    }
}

/// What the tree says of schemas.
#[derive(Debug, Default)]
pub struct Schemas<'a> {
    /// Where types are defined.
    pub typed: BTreeSet<&'a Pointer>,
    /// Those that are one with the component around them.
    pub wrapped: BTreeSet<&'a Pointer>,
    /// Where those stand now to which references lead, by where they would stand without.
    pub moved: BTreeMap<Pointer, Pointer>,
}

/// A place in the tree.
#[derive(Clone, Debug)]
struct At {
    /// Where it would be without references.
    written: Pointer,
    /// Where it is.
    tree: Pointer,
}

impl At {
    fn step(&self, schemas: &Schemas<'_>, step: &str) -> Self {
        let written = self.written.child(step);
        let tree = schemas.moved.get(&written).cloned().unwrap_or_else(|| self.tree.child(step));
        Self { written, tree }
    }
}

/// Whether the schema at a place is a type, whatever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It is.
    Type,
    /// It may be.
    Any,
    /// It may be, and is in use.
    Used,
}

/// Where steps begin.
#[derive(Clone, Debug)]
pub struct Start {
    /// The place of the definition.
    place: Place,
    at: At,
    /// Whether it is a type.
    holds: Holds,
}

impl Start {
    /// Steps that begin at a definition, which stands there in the tree.
    pub fn of(place: &Place, at: &Pointer, holds: Holds) -> Self {
        Self { place: place.clone(), at: At { written: at.clone(), tree: at.clone() }, holds }
    }
}

/// The place that a type inside of a definition has if nothing refers to it; `None` if that depends on what else there is.
pub fn inside(schemas: &Schemas<'_>, start: &Start, steps: &[String]) -> Option<Place> {
    let Start { mut place, mut at, holds } = start.clone();
    // Items and values are told from what holds them only where that is a type itself.
    let mut told = holds == Holds::Type;
    let mut rest = steps.iter().map(String::as_str);
    while let Some(step) = rest.next() {
        told |= schemas.typed.contains(&at.tree);
        let is_single = is_single(schemas, start.holds, &at.tree) || is_wrapped(schemas, &at, step, rest.clone().next());
        at = at.step(schemas, step);
        match step {
            "properties" | "$defs" | "definitions" => {
                let name = rest.next()?;
                place = place.child(step).child(name);
                at = at.step(schemas, name);
                told = step != "properties";
            }
            "items" | "additionalProperties" if told => place = place.child(step),
            "items" | "additionalProperties" => {}
            "allOf" if is_single || rest.len() > 1 => at = at.step(schemas, rest.next()?),
            "oneOf" | "anyOf" if is_single => at = at.step(schemas, rest.next()?),
            _ => return None,
        }
    }
    Some(place)
}

/// Whether a schema that is in use is no type of its own, so that what it is composed of is one: the one branch beside `null`, or a
/// single element of `allOf`.
fn is_single(schemas: &Schemas<'_>, start: Holds, at: &Pointer) -> bool {
    let is_in_use = || {
        let mut around = Pointer::root();
        let mut tokens = at.tokens();
        tokens.any(|token| {
            let found = schemas.typed.contains(&around);
            around = around.child(&token);
            found
        })
    };
    !schemas.typed.contains(at) && !schemas.wrapped.contains(at) && (start == Holds::Used || is_in_use())
}

/// Whether an element of a composition is one with the component around it.
fn is_wrapped(schemas: &Schemas<'_>, at: &At, step: &str, element: Option<&str>) -> bool {
    element.is_some_and(|element| schemas.wrapped.contains(&at.step(schemas, step).step(schemas, element).tree))
}

/// The branch that a part is, or is inside of, of a union inside of a definition.
pub fn branch(schemas: &Schemas<'_>, start: Start, steps: &[String]) -> Option<Branch> {
    let (mut start, mut steps) = (start, steps);
    let mut found: Option<Branch> = None;
    while let Some(length) = choice(schemas, &start, steps) {
        let (before, after) = steps.split_at_checked(length)?;
        let way = inside(schemas, &start, before)?;
        let union = match found.take() {
            Some(outer) => Union::In(Box::new(Branch { way, ..outer })),
            None => Union::At(way),
        };
        let (position, rest) = after.get(1..)?.split_first()?;
        // The elements of a list that is a branch count as the branch; of a map it depends on what else it is.
        let skipped = rest.iter().take_while(|step| *step == "items").count();
        let rest = rest.get(skipped..).filter(|rest| rest.first().is_none_or(|step| step != "additionalProperties"))?;
        let to_branch = steps.get(..steps.len() - rest.len())?;
        let at = to_branch.iter().fold(start.at.clone(), |at, step| at.step(schemas, step));
        start = Start { place: Place::of(&["branch"]), at, holds: Holds::Type };
        found = Some(Branch { union, index: position.parse().ok()?, way: start.place.clone() });
        steps = rest;
    }
    let way = inside(schemas, &start, steps)?;
    found.map(|branch| Branch { way, ..branch })
}

/// How many steps lead to the first choice of several branches.
fn choice(schemas: &Schemas<'_>, start: &Start, steps: &[String]) -> Option<usize> {
    let is_one = |at: &At, step: &str, element: Option<&String>| {
        is_single(schemas, start.holds, &at.tree) || is_wrapped(schemas, at, step, element.map(String::as_str))
    };
    let mut at = start.at.clone();
    let mut length = 0;
    loop {
        let step = steps.get(length)?.as_str();
        let has_name = match step {
            "oneOf" | "anyOf" if !is_one(&at, step, steps.get(length + 1)) => return Some(length),
            "oneOf" | "anyOf" | "properties" | "$defs" | "definitions" | "allOf" => 1,
            _ => 0,
        };
        for step in steps.get(length..=length + has_name)? {
            at = at.step(schemas, step);
        }
        length += 1 + has_name;
    }
}
