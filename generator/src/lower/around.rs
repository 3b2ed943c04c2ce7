//! What the schemas say that speak of the same value as one: those around it that apply it in place, and their other parts.

use super::admit::{self, Kinds};
use super::context::Context;
use super::view::Schema;
use crate::pointer::Pointer;
use crate::standard;

/// Keywords whose schemas are applied to the very value of the schema that holds them.
const IN_PLACE: [&str; 8] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"];

/// The schemas that hold this one and are about the same value, the outermost first.
pub(super) fn around<'a>(cx: &Context<'a>, at: &Pointer) -> Vec<Schema<'a>> {
    if !IN_PLACE.iter().any(|keyword| at.as_str().contains(keyword)) {
        return Vec::new();
    }
    let tokens: Vec<_> = at.tokens().collect();
    let root = standard::schema_length(&tokens.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    let (before, inside) = tokens.split_at(root.min(tokens.len()));
    let mut current = before.iter().fold(Pointer::root(), |at, token| at.child(token));
    let mut places = Vec::new();
    let mut inside = inside.iter();
    while let Some(token) = inside.next() {
        let keyword = standard::plain_key(token);
        match IN_PLACE.contains(&keyword) {
            true => places.push(current.clone()),
            false => places.clear(),
        }
        current = current.child(token);
        if standard::holds_schemas(keyword)
            && let Some(name) = inside.next()
        {
            current = current.child(name);
        }
    }
    places.into_iter().filter_map(|at| Some(Schema::new(cx.node(&at)?, at))).collect()
}

/// The types that the schemas around this one name, themselves or by what must hold beside it: `None` where they name none.
pub(super) fn types<'a>(cx: &mut Context<'a>, at: &Pointer) -> Option<Kinds> {
    around(cx, at).iter().filter_map(|schema| said(cx, schema)).reduce(|a, b| a & b)
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
