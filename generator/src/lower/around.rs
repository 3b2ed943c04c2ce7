//! What the schemas say that speak of the same value as one: those around it that apply it in place, and their other parts.

use std::collections::HashSet;

use super::admit::{self, Kinds};
use super::context::Context;
use super::patterned;
use super::view::Schema;
use crate::pointer::Pointer;
use crate::standard;

/// Keywords whose schemas are applied to the very value of the schema that holds them.
const IN_PLACE: [&str; 8] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"];

/// Keywords whose schemas are about what stands in the value, and are about the same of it in all schemas that say the same of the value.
const INSIDE: [&str; 5] = ["properties", "patternProperties", "additionalProperties", "items", "prefixItems"];

/// Those that are also about what other keywords of other parts name one by one.
const ELSEWHERE: [&str; 3] = ["additionalProperties", "patternProperties", "items"];

/// How many members and elements are asked.
const MEMBERS: usize = 256;

/// How many parts of one schema are asked, and how many schemas outwards: beyond that, the guess of a type counts.
const PARTS: usize = 64;
const OUTWARDS: usize = 8;

/// Where a schema stands.
#[derive(Default)]
struct Place<'a> {
    /// The schemas that hold it and are about the same value, the outermost first, and whether it is no branch of theirs that is tried.
    around: Vec<(Schema<'a>, bool)>,
    /// The schema that holds the outermost of these, and by what.
    holder: Option<(Schema<'a>, Step)>,
}

/// What a schema says by itself, whatever stands around it.
#[derive(Clone, Copy)]
pub(super) struct Told {
    /// The types that it names for all of its branches.
    names: Option<Kinds>,
    /// The types that it says: some of its branches may name them, and what the others mean is among them.
    says: Option<Kinds>,
    /// The types that are meant where it says none.
    meant: Kinds,
}

impl Told {
    const NOTHING: Self = Self { names: None, says: None, meant: Kinds::ALL };

    fn named(kinds: Kinds) -> Self {
        Self { names: Some(kinds), says: Some(kinds), meant: kinds }
    }

    /// What holds of a value of which the other is told, too.
    fn meet(self, other: Self) -> Self {
        let both = |one: Option<Kinds>, other: Option<Kinds>| one.into_iter().chain(other).reduce(|a, b| a & b);
        let meant = self.meant & other.meant;
        Self {
            names: both(self.names, other.names),
            says: both(self.says, other.says),
            meant: if meant.without_null() == Kinds::NONE { Kinds::ALL } else { meant },
        }
    }

    /// What is told by branches of which one holds.
    fn either(branches: &[Self]) -> Option<Self> {
        let names = branches.iter().map(|branch| branch.names).collect::<Option<Vec<_>>>();
        let kinds: Vec<_> = branches.iter().map(|branch| (branch.says.unwrap_or(branch.meant), branch.says.is_some())).collect();
        let (kinds, said) = admit::of_branches(&kinds)?;
        Some(Self {
            names: names.and_then(|names| names.into_iter().reduce(|a, b| a | b)),
            says: said.then_some(kinds),
            meant: kinds,
        })
    }
}

/// What leads from a value into it.
struct Step {
    keyword: String,
    /// The name of the member, or the number of the element.
    name: Option<String>,
}

/// The schemas that hold this one and are about the same value, the outermost first.
pub(super) fn around<'a>(cx: &Context<'a>, at: &Pointer) -> Vec<Schema<'a>> {
    match IN_PLACE.iter().any(|keyword| at.as_str().contains(keyword)) {
        true => place(cx, at).around.into_iter().map(|(schema, _)| schema).collect(),
        false => Vec::new(),
    }
}

fn place<'a>(cx: &Context<'a>, at: &Pointer) -> Place<'a> {
    let tokens: Vec<_> = at.tokens().collect();
    let root = standard::schema_length(&tokens.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    let (before, inside) = tokens.split_at(root.min(tokens.len()));
    let mut current = before.iter().fold(Pointer::root(), |at, token| at.child(token));
    let (mut places, mut holder) = (Vec::new(), None);
    let mut inside = inside.iter();
    while let Some(token) = inside.next() {
        let keyword = standard::plain_key(token);
        let outer = current.clone();
        current = current.child(token);
        let name = if standard::holds_schemas(keyword) { inside.next() } else { None };
        current = name.iter().fold(current, |at, name| at.child(name));
        if IN_PLACE.contains(&keyword) {
            if ["oneOf", "anyOf"].contains(&keyword) {
                places.iter_mut().for_each(|(_, whole)| *whole = false);
            }
            places.push((outer, !["oneOf", "anyOf"].contains(&keyword)));
        } else {
            places.clear();
            holder = Some((outer, Step { keyword: keyword.to_owned(), name: name.map(|name| name.as_ref().to_owned()) }));
        }
    }
    let schema = |at: Pointer| Some(Schema::new(cx.node(&at)?, at));
    Place {
        around: places.into_iter().filter_map(|(at, whole)| Some((schema(at)?, whole))).collect(),
        holder: holder.and_then(|(at, step)| Some((schema(at)?, step))),
    }
}

/// The schemas that must hold of the same value as this one because of where it stands: those around it, and what the parts of those
/// further out say of the same member or element. Each with whether all that it says counts, or what it names for all of its branches,
/// since this schema stands in one.
fn beside<'a>(cx: &mut Context<'a>, at: &Pointer, outwards: usize) -> Vec<(Schema<'a>, bool)> {
    let Place { around, holder } = place(cx, at);
    let (root, whole) = around.first().map_or_else(|| (at.clone(), true), |(root, whole)| (root.at.clone(), *whole));
    let mut found = around;
    let (Some(outwards), Some((holder, step))) = (outwards.checked_sub(1), holder) else { return found };
    if !INSIDE.contains(&step.keyword.as_str()) {
        return found;
    }
    for part in parts(cx, &holder, outwards) {
        let inner = step.from(cx, &part).into_iter().filter(|inner| inner.at != root);
        found.extend(inner.map(|inner| (inner, whole)));
    }
    found
}

/// A schema and all that must hold of the same value, with their parts.
fn parts<'a>(cx: &mut Context<'a>, holder: &Schema<'a>, outwards: usize) -> Vec<Schema<'a>> {
    let mut open: Vec<_> = beside(cx, &holder.at, outwards).into_iter().map(|(schema, _)| schema).collect();
    open.push(holder.clone());
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    while let Some(part) = open.pop().filter(|_| seen.len() < PARTS) {
        let Some(part) = cx.follow(&part).filter(|part| seen.insert(part.at.clone())) else { continue };
        open.extend(part.list("allOf"));
        found.push(part);
    }
    found
}

/// The types that are said of some of what a schema of undeclared or matching members, or of all elements, is about: of members that other
/// parts declare or have patterns for, of those that match beside it, and of elements at their places.
pub(super) fn elsewhere<'a>(cx: &mut Context<'a>, at: &Pointer) -> Vec<Kinds> {
    let Some((holder, step)) = place(cx, at).holder.filter(|(_, step)| ELSEWHERE.contains(&step.keyword.as_str())) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for part in parts(cx, &holder, OUTWARDS) {
        let is_other = part.at != holder.at;
        match (step.keyword.as_str(), &step.name) {
            ("patternProperties", Some(pattern)) => {
                found.extend(of_matching(cx, pattern, &part));
                found.extend(part.child("additionalProperties").filter(|_| is_other));
            }
            ("additionalProperties", _) if is_other => found.extend(of_undeclared(cx, &holder, &part)),
            ("items", _) if is_other => found.extend(part.list("prefixItems").into_iter().skip(holder.list("prefixItems").len())),
            _ => {}
        }
    }
    found.truncate(MEMBERS);
    found.iter().filter_map(|schema| says(cx, schema)).collect()
}

/// What a part says of members whose names match a pattern: of those that it declares, and of those that match another one, too.
fn of_matching<'a>(cx: &mut Context<'a>, pattern: &str, part: &Schema<'a>) -> Vec<Schema<'a>> {
    let mut declared = part.map("properties");
    declared.truncate(MEMBERS);
    declared.retain(|(name, _)| patterned::may_match(cx, pattern, name));
    let patterns = part.map("patternProperties").into_iter();
    let others = patterns.filter(|(other, _)| *other != pattern && patterned::may_meet(pattern, other));
    declared.into_iter().chain(others).map(|(_, schema)| schema).collect()
}

/// What a part says of members that another one does not declare.
fn of_undeclared<'a>(cx: &mut Context<'a>, holder: &Schema<'a>, part: &Schema<'a>) -> Vec<Schema<'a>> {
    let (known, patterns) = (holder.map("properties"), holder.map("patternProperties"));
    let mut declared = part.map("properties");
    declared.retain(|(name, _)| known.iter().all(|(known, _)| known != name));
    declared.truncate(MEMBERS);
    declared.retain(|(name, _)| !patterns.iter().take(MEMBERS).any(|(pattern, _)| patterned::matches(cx, pattern, name)));
    let mut others = part.map("patternProperties");
    others.retain(|(other, _)| patterns.iter().all(|(pattern, _)| pattern != other));
    declared.into_iter().chain(others).map(|(_, schema)| schema).collect()
}

impl Step {
    /// What a schema says of where the step leads.
    fn from<'a>(&self, cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<Schema<'a>> {
        let inner = schema.child(&self.keyword);
        let Some(name) = &self.name else { return Vec::from_iter(inner) };
        let named = inner.map(|inner| inner.at.child(name)).and_then(|at| Some(Schema::new(cx.node(&at)?, at)));
        let mut found = Vec::from_iter(named);
        match self.keyword.as_str() {
            "properties" => {
                let mut patterns = schema.map("patternProperties");
                patterns.truncate(MEMBERS);
                patterns.retain(|(pattern, _)| patterned::may_match(cx, pattern, name));
                found.extend(patterns.into_iter().map(|(_, schema)| schema));
                if found.is_empty() {
                    found.extend(schema.child("additionalProperties"));
                }
            }
            "prefixItems" if found.is_empty() => found.extend(schema.child("items")),
            _ => {}
        }
        found
    }
}

/// The types that the schemas around this one say, themselves or by what must hold beside it: `None` where they say none.
pub(super) fn types<'a>(cx: &mut Context<'a>, at: &Pointer) -> Option<Kinds> {
    let beside = beside(cx, at, OUTWARDS).into_iter();
    beside.filter_map(|(schema, whole)| if whole { says(cx, &schema) } else { said(cx, &schema) }).reduce(|a, b| a & b)
}

/// The types that a schema names, or its parts do, and all of its branches. Nothing in it is a guess.
pub(super) fn said<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Kinds> {
    told(cx, schema).names
}

/// The types that a schema says, or some of its branches do: as those that it admits, of which the others mean theirs.
pub(super) fn says<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Kinds> {
    told(cx, schema).says
}

fn told<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Told {
    if let Some(known) = cx.said.get(&schema.at) {
        return *known;
    }
    cx.said.insert(schema.at.clone(), Told::NOTHING);
    let found = if cx.descend(schema) { compute(cx, schema) } else { Told::NOTHING };
    cx.ascend();
    cx.said.insert(schema.at.clone(), found);
    found
}

fn compute<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Told {
    if schema.reference().is_some() {
        return cx.follow(schema).map_or(Told::NOTHING, |target| told(cx, &target));
    }
    let mut found = match admit::names(schema) {
        Some(kinds) => Told::named(kinds),
        None => Told { meant: admit::alone(cx, schema), ..Told::NOTHING },
    };
    for branch in schema.list("allOf") {
        found = found.meet(told(cx, &branch));
    }
    for keyword in ["oneOf", "anyOf"] {
        let branches: Vec<_> = schema.list(keyword).iter().map(|branch| told(cx, branch)).collect();
        found = Told::either(&branches).map_or(found, |either| found.meet(either));
    }
    found
}
