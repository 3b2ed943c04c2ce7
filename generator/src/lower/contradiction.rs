//! Schemas that must all hold and cannot. Nothing but a value is impossible then, so it is told, and generated: a check that refuses every
//! value, for a member that nobody can send.

use super::admit;
use super::context::Context;
use super::literal::{self, Literals};
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};

/// Tells which of the schemas of one member exclude one another.
pub(super) fn of_member<'a>(cx: &mut Context<'a>, name: &str, sources: &[Schema<'a>]) {
    let what = format!("no value of `{name}` satisfies both schemas");
    for (one, other) in pairs(sources) {
        if excluded(cx, one, other) {
            tell(cx, &what, one, other);
        } else if let Some((one, other)) = items(cx, one, other) {
            tell(cx, &format!("no element of `{name}` satisfies both schemas"), &one, &other);
        }
    }
}

fn tell<'a>(cx: &mut Context<'a>, what: &str, one: &Schema<'a>, other: &Schema<'a>) {
    cx.tell(
        Diagnostic::warning(lowering::CONTRADICTION, other.span(), what)
            .note(format!("`{}` and `{}` exclude one another", one.at, other.at))
            .help("change one of the two, or give them different names")
            .related(one.span(), "the other one"),
    );
}

/// Tells which parts of a schema that admits nothing exclude one another: the branches of `allOf`, and each alternative with them and with
/// the schema's own `type`.
pub(super) fn of_parts<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.keyword("enum").is_some_and(|values| values.elements().is_empty()) {
        // Which is told.
        literal::literals(cx, schema);
        return;
    }
    let mut note = format!("its own `type` excludes what the other keywords of `{}` ask for", schema.at);
    for (one, other) in pairs(&schema.list("allOf")) {
        if !admit::compatible(cx, one, other) {
            note = format!("`{}` and `{}` exclude one another", one.at, other.at);
        }
    }
    let told = Diagnostic::warning(lowering::CONTRADICTION, schema.span(), "no value can satisfy this schema");
    cx.tell(told.note(note).help("change one of them; every value is refused here"));
}

fn pairs<'s, 'a>(schemas: &'s [Schema<'a>]) -> impl Iterator<Item = (&'s Schema<'a>, &'s Schema<'a>)> {
    schemas.iter().enumerate().flat_map(|(index, one)| schemas.iter().skip(index + 1).map(move |other| (one, other)))
}

/// Whether no value satisfies both, as far as their types and the values that they list tell.
fn excluded<'a>(cx: &mut Context<'a>, one: &Schema<'a>, other: &Schema<'a>) -> bool {
    if !admit::compatible(cx, one, other) {
        return true;
    }
    let null = admit::nullable(cx, one) && admit::nullable(cx, other);
    match (listed(cx, one), listed(cx, other)) {
        (Some(one), Some(other)) => !null && !one.iter().any(|value| other.contains(value)),
        (None, _) | (_, None) => false,
    }
}

/// The schemas of the elements of two lists, if no element satisfies both.
fn items<'a>(cx: &mut Context<'a>, one: &Schema<'a>, other: &Schema<'a>) -> Option<(Schema<'a>, Schema<'a>)> {
    let (one, other) = (cx.follow(one)?.child("items")?, cx.follow(other)?.child("items")?);
    if excluded(cx, &one, &other) { Some((one, other)) } else { None }
}

/// The values that a schema lists, as JSON texts.
fn listed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Vec<String>> {
    let target = cx.follow(schema)?;
    Some(match literal::literals(cx, &target)? {
        Literals::Strings(values) => values.iter().map(|value| serde_json::Value::from(value.as_str()).to_string()).collect(),
        Literals::Integers(values) => values.iter().map(i64::to_string).collect(),
        Literals::Mixed(values) => values,
    })
}
