//! Keywords of arrays.

use super::super::context::Context;
use super::super::view::Schema;
use super::{check, free};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Check, Keyword};

pub(super) fn keywords<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, out: &mut Vec<Keyword>) {
    let others = others(cx, schema);
    let first: Vec<Check> = schema.list("prefixItems").iter().map(|item| check(cx, item)).collect();
    if !first.is_empty() {
        out.push(Keyword::PrefixItems(first, others));
    } else if !others.0.is_empty() {
        out.push(Keyword::Items(others));
    }
    if let Some(item) = schema.child("contains") {
        let check = check(cx, &item);
        out.push(Keyword::Contains { check, min: schema.count("minContains").unwrap_or(1), max: schema.count("maxContains") });
    }
    out.extend(schema.count("minItems").filter(|count| *count > 0).map(Keyword::MinItems));
    out.extend(schema.count("maxItems").map(Keyword::MaxItems));
    out.extend(schema.flag("uniqueItems").then_some(Keyword::UniqueItems));
}

/// `items`, or `unevaluatedItems` where nothing but `prefixItems` evaluates items.
fn others<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    if let Some(items) = schema.child("items") {
        return check(cx, &items);
    }
    let Some(unevaluated) = schema.child("unevaluatedItems").filter(|schema| !free(schema.node)) else { return Check::default() };
    const APPLICATORS: [&str; 7] = ["allOf", "anyOf", "oneOf", "if", "not", "contains", "$ref"];
    if APPLICATORS.iter().any(|keyword| schema.has(keyword)) {
        cx.tell(
            Diagnostic::error(
                lowering::UNSUPPORTED,
                unevaluated.span(),
                "`unevaluatedItems` beside other applicators is not supported",
            )
            .help("use `items`"),
        );
        return Check::default();
    }
    check(cx, &unevaluated)
}
