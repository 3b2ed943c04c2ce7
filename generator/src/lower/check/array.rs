//! Keywords of arrays.

use super::super::context::Context;
use super::super::evaluated;
use super::super::view::Schema;
use super::object::of_others;
use super::{check, condition_part, free, held};
use crate::ir::{Check, Keyword};

pub(super) fn keywords<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, out: &mut Vec<Keyword>) {
    let others = others(cx, schema);
    let first: Vec<Check> = schema.list("prefixItems").iter().map(|item| held("prefixItems", check(cx, item))).collect();
    if !first.is_empty() {
        out.push(Keyword::PrefixItems(first, others));
    } else if !others.0.is_empty() {
        out.push(Keyword::Items(others));
    }
    if let Some(item) = schema.child("contains") {
        let check = condition_part(cx, &item, &Vec::new());
        out.push(Keyword::Contains { check, min: schema.count("minContains").unwrap_or(1), max: schema.count("maxContains") });
    }
    out.extend(schema.count("minItems").filter(|count| *count > 0).map(Keyword::MinItems));
    out.extend(schema.count("maxItems").map(Keyword::MaxItems));
    out.extend(schema.flag("uniqueItems").then_some(Keyword::UniqueItems));
}

/// `items`, or `unevaluatedItems` where nothing but `prefixItems` evaluates items.
fn others<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    if let Some(items) = schema.child("items") {
        return held("items", check(cx, &items));
    }
    if evaluated::asks(cx, schema).items { Check::default() } else { of_unevaluated(cx, schema) }
}

/// What elements must satisfy of which no part of the schema speaks; empty allows anything.
pub(super) fn of_unevaluated<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    let others = schema.child("unevaluatedItems").filter(|others| !free(others.node));
    others.map_or(Check::default(), |others| of_others(cx, &others, Keyword::UnevaluatedItem))
}
