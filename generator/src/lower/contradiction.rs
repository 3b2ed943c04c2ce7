//! Schemas that must all hold and cannot. Nothing but a value is impossible then, so it is told, and generated: a check that refuses every
//! value, for a member that nobody can send.

use std::collections::HashSet;
use std::rc::Rc;

use super::admit::{self, Admitted};
use super::context::Context;
use super::literal::{self, Literals};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};

/// So many contradictions of one member are told.
const TOLD: usize = 8;

/// Tells which of the schemas of one member exclude one another.
pub(super) fn of_member<'a>(cx: &mut Context<'a>, name: &str, sources: &[Schema<'a>]) {
    let excluded = conflicts(cx, sources);
    for (one, other) in &excluded {
        tell(cx, &format!("no value of `{name}` satisfies both schemas"), one, other);
    }
    if excluded.is_empty() {
        let items: Vec<Schema<'a>> = sources.iter().filter_map(|source| cx.follow(source)?.child("items")).collect();
        for (one, other) in conflicts(cx, &items) {
            tell(cx, &format!("no element of `{name}` satisfies both schemas"), &one, &other);
        }
    }
}

/// Tells which branches of `allOf`, or the schema's own keywords and a branch, list no value together, or allow no element.
pub(super) fn of_branches<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let mut parts = schema.list("allOf");
    parts.push(schema.clone());
    let excluded = conflicts(cx, &parts);
    for (one, other) in &excluded {
        tell(cx, "no value satisfies both schemas", one, other);
    }
    if excluded.is_empty() {
        let items: Vec<Schema<'a>> = parts.iter().filter_map(|part| cx.follow(part)?.child("items")).collect();
        for (one, other) in conflicts(cx, &items) {
            tell(cx, "no element satisfies both schemas", &one, &other);
        }
    }
}

/// Whether no value satisfies all of the schemas.
pub(super) fn exclude<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> bool {
    !conflicts(cx, schemas).is_empty()
}

fn tell<'a>(cx: &mut Context<'a>, what: &str, one: &Schema<'a>, other: &Schema<'a>) {
    cx.tell(
        Diagnostic::warning(lowering::CONTRADICTION, other.span(), what)
            .note(format!("`{}` and `{}` exclude one another", one.at, other.at))
            .help("change one of the two, or give them different names")
            .related(one.span(), "the other one"),
    );
}

/// Tells which parts of a schema that admits nothing exclude one another: two branches of `allOf`, or its own `type` and the rest.
pub(super) fn of_parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.keyword("enum").is_some_and(|values| values.elements().is_empty()) {
        // Which is told.
        literal::literals(cx, schema);
        return;
    }
    let conflict = conflicts(cx, &schema.list("allOf")).into_iter().next();
    let note = conflict.map_or_else(
        || format!("its own `type` excludes what the other keywords of `{}` ask for", schema.at),
        |(one, other)| format!("`{}` and `{}` exclude one another", one.at, other.at),
    );
    let told = Diagnostic::warning(lowering::CONTRADICTION, schema.span(), "no value can satisfy this schema");
    cx.tell(told.note(note).help("change one of them; every value is refused here"));
}

/// Schemas with which those before them leave no value, as far as types and listed values tell, each with one that it excludes; some of
/// them, if there are many.
fn conflicts<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> Vec<(Schema<'a>, Schema<'a>)> {
    let mut found = Vec::new();
    let Some((first, rest)) = schemas.split_first() else { return found };
    let mut left = Left::of(cx, first);
    for (before, schema) in (1..).zip(rest) {
        let own = Left::of(cx, schema);
        match left.meet(&own) {
            Some(less) => left = less,
            None => {
                let mut earlier = schemas.iter().take(before);
                let excluded = earlier.find(|earlier| Left::of(cx, earlier).meet(&own).is_none());
                found.push((excluded.unwrap_or(first).clone(), schema.clone()));
            }
        }
        if found.len() == TOLD {
            break;
        }
    }
    found
}

/// What values some schemas leave.
struct Left {
    admitted: Admitted,
    /// The values that they list, as JSON texts.
    listed: Option<Rc<HashSet<String>>>,
}

impl Left {
    fn of<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Self {
        Self { admitted: admit::admitted(cx, schema), listed: listed(cx, schema).map(Rc::new) }
    }

    /// What is left of both, if anything is.
    fn meet(&self, other: &Self) -> Option<Self> {
        let admitted = self.admitted.meet(other.admitted)?;
        let listed = match (&self.listed, &other.listed) {
            (Some(one), Some(other)) => Some(Rc::new(one.intersection(other).cloned().collect())),
            (Some(one), None) | (None, Some(one)) => Some(Rc::clone(one)),
            (None, None) => None,
        };
        let none = listed.as_ref().is_some_and(|listed| listed.is_empty()) && !admitted.nullable();
        (!none).then_some(Self { admitted, listed })
    }
}

/// The values that a schema lists, as JSON texts.
fn listed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<HashSet<String>> {
    let target = cx.follow(schema)?;
    Some(match literal::literals(cx, &target)? {
        Literals::Strings(values) => values.iter().map(|value| serde_json::Value::from(value.as_str()).to_string()).collect(),
        Literals::Integers(values) => values.iter().map(i64::to_string).collect(),
        Literals::Mixed(values) => values.into_iter().collect(),
    })
}
