//! What the schemas say that speak of the same value as one: those around it that apply it in place, and their other parts.

use std::collections::HashSet;

use super::admit::{self, Kinds};
use super::context::Context;
use super::view::Schema;
use crate::pointer::Pointer;
use crate::standard;

/// Keywords whose schemas are applied to the very value of the schema that holds them.
const IN_PLACE: [&str; 8] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"];

/// Keywords whose schemas are about what stands in the value, and are about the same of it in all schemas that say the same of the value.
const INSIDE: [&str; 5] = ["properties", "patternProperties", "additionalProperties", "items", "prefixItems"];

/// How many parts of one schema are asked, and how many schemas outwards: beyond that, the guess of a type counts.
const PARTS: usize = 64;
const OUTWARDS: usize = 8;

/// Where a schema stands.
#[derive(Default)]
struct Place<'a> {
    /// The schemas that hold it and are about the same value, the outermost first.
    around: Vec<Schema<'a>>,
    /// The schema that holds the outermost of these, and by what.
    holder: Option<(Schema<'a>, Step)>,
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
        true => place(cx, at).around,
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
            places.push(outer);
        } else {
            places.clear();
            holder = Some((outer, Step { keyword: keyword.to_owned(), name: name.map(|name| name.as_ref().to_owned()) }));
        }
    }
    let schema = |at: Pointer| Some(Schema::new(cx.node(&at)?, at));
    Place {
        around: places.into_iter().filter_map(schema).collect(),
        holder: holder.and_then(|(at, step)| Some((schema(at)?, step))),
    }
}

/// The schemas that must hold of the same value as this one because of where it stands: those around it, and what the parts of those
/// further out say of the same member or element.
fn beside<'a>(cx: &mut Context<'a>, at: &Pointer, outwards: usize) -> Vec<Schema<'a>> {
    let Place { around, holder } = place(cx, at);
    let root = around.first().map_or_else(|| at.clone(), |root| root.at.clone());
    let mut found = around;
    let (Some(outwards), Some((holder, step))) = (outwards.checked_sub(1), holder) else { return found };
    if !INSIDE.contains(&step.keyword.as_str()) {
        return found;
    }
    let mut open = beside(cx, &holder.at, outwards);
    open.push(holder);
    let mut seen = HashSet::new();
    while let Some(part) = open.pop().filter(|_| seen.len() < PARTS) {
        let Some(part) = cx.follow(&part).filter(|part| seen.insert(part.at.clone())) else { continue };
        found.extend(step.from(cx, &part).filter(|inner| inner.at != root));
        open.extend(part.list("allOf"));
    }
    found
}

impl Step {
    /// What a schema says of where the step leads.
    fn from<'a>(&self, cx: &Context<'a>, schema: &Schema<'a>) -> Option<Schema<'a>> {
        let inner = schema.child(&self.keyword)?;
        let Some(name) = &self.name else { return Some(inner) };
        let at = inner.at.child(name);
        Some(Schema::new(cx.node(&at)?, at))
    }
}

/// The types that the schemas around this one name, themselves or by what must hold beside it: `None` where they name none.
pub(super) fn types<'a>(cx: &mut Context<'a>, at: &Pointer) -> Option<Kinds> {
    beside(cx, at, OUTWARDS).iter().filter_map(|schema| said(cx, schema)).reduce(|a, b| a & b)
}

/// The types that a schema names, or its parts do. Nothing in it is a guess.
pub(super) fn said<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Kinds> {
    if let Some(known) = cx.said.get(&schema.at) {
        return *known;
    }
    cx.said.insert(schema.at.clone(), None);
    let found = if cx.descend(schema) { compute(cx, schema) } else { None };
    cx.ascend();
    cx.said.insert(schema.at.clone(), found);
    found
}

fn compute<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Kinds> {
    if schema.reference().is_some() {
        let target = cx.follow(schema)?;
        return said(cx, &target);
    }
    let mut found = admit::names(schema);
    let mut add = |more: Option<Kinds>| found = found.into_iter().chain(more).reduce(|a, b| a & b);
    for branch in schema.list("allOf") {
        add(said(cx, &branch));
    }
    for keyword in ["oneOf", "anyOf"] {
        let branches: Option<Vec<_>> = schema.list(keyword).iter().map(|branch| said(cx, branch)).collect();
        add(branches.and_then(|branches| branches.into_iter().reduce(|a, b| a | b)));
    }
    found
}
