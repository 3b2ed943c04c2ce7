//! Keywords of objects.

use std::collections::HashSet;

use super::super::admit::{Kinds, admitted};
use super::super::context::Context;
use super::super::evaluated;
use super::super::members;
use super::super::object::flagged;
use super::super::view::Schema;
use super::{ReadOnly, check, condition_part, free, held};
use crate::ir::{Check, Keyword, Pattern};
use crate::node::Node;

/// The members of an object schema, and of what is around it, that the side which writes it need not write.
pub(super) fn read_only<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, outer: &ReadOnly<'a>) -> ReadOnly<'a> {
    let mut names = outer.clone();
    let object = ["properties", "allOf", "oneOf", "anyOf"].iter().any(|keyword| schema.has(keyword));
    if !object || !admitted(cx, schema).kinds.contains(Kinds::OBJECT) {
        return names;
    }
    let Some(members) = members::members(cx, schema) else { return names };
    for (name, member) in &members.list {
        if cx.side.excuses().iter().any(|flag| member.all.iter().any(|source| flagged(cx, source, flag))) {
            names.push(name);
        }
    }
    names
}

pub(super) fn keywords<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>, out: &mut Vec<Keyword>) {
    let mut left_out: HashSet<&str> = read_only.iter().copied().collect();
    let required: Vec<String> =
        schema.strings("required").into_iter().filter(|name| left_out.insert(name)).map(str::to_owned).collect();
    if !required.is_empty() {
        out.push(Keyword::Required(required));
    }
    out.extend(schema.count("minProperties").filter(|count| *count > 0).map(Keyword::MinProperties));
    out.extend(schema.count("maxProperties").map(Keyword::MaxProperties));
    out.extend(own_members(cx, schema));
    out.extend(unevaluated(cx, schema));
    if let Some(names) = schema.child("propertyNames") {
        let check = condition_part(cx, &names, &Vec::new());
        if !check.0.is_empty() {
            out.push(Keyword::PropertyNames(check));
        }
    }
    dependencies(cx, schema, read_only, out);
}

/// `properties`, `patternProperties` and `additionalProperties`.
fn own_members<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Keyword> {
    let others = schema.child("additionalProperties").filter(|others| !free(others.node));
    let others = others.map_or(Check::default(), |others| of_others(cx, &others, Keyword::Undeclared));
    let patterns = patterns(cx, schema);
    let mut declared: Vec<(String, Check)> = Vec::new();
    for (name, property) in schema.map("properties") {
        declared.push((name.to_owned(), held("properties", check(cx, &property))));
    }
    if others.0.is_empty() && patterns.is_empty() {
        declared.retain(|(_, check)| !check.0.is_empty());
    }
    let says = !declared.is_empty() || !patterns.is_empty() || !others.0.is_empty();
    says.then_some(Keyword::Members { declared, patterns, others })
}

fn patterns<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<(Pattern, Check)> {
    let keyword = schema.keyword("patternProperties");
    let mut patterns = Vec::new();
    for (source, values) in schema.map("patternProperties") {
        let check = held("patternProperties", check(cx, &values));
        let span = keyword.and_then(|keyword| keyword.entry(source)).map_or(schema.node.span, |entry| entry.key_span);
        patterns.extend(super::scalar::key(cx, source, span).map(|pattern| (pattern, check)));
    }
    patterns
}

/// `unevaluatedProperties` where the members that it speaks of are known before a value is seen.
fn unevaluated<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Keyword> {
    let spoken = schema.has("unevaluatedProperties") && !schema.has("additionalProperties");
    if !spoken || evaluated::asks(cx, schema).members {
        return None;
    }
    let others = of_unevaluated(cx, schema);
    let members = members::members(cx, schema).filter(|_| !others.0.is_empty())?;
    let declared = members.list.keys().map(|name| ((*name).to_owned(), Check::default())).collect();
    Some(Keyword::Members { declared, patterns: Vec::new(), others })
}

/// What members must satisfy of which no part of the schema speaks; empty allows anything.
pub(super) fn of_unevaluated<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    let others = schema.child("unevaluatedProperties").filter(|others| !free(others.node));
    others.map_or(Check::default(), |others| of_others(cx, &others, Keyword::Unevaluated))
}

/// What members that are not declared must satisfy; `refusal` says by which keyword there are none.
pub(super) fn of_others<'a>(cx: &mut Context<'a>, others: &Schema<'a>, refusal: Keyword) -> Check {
    match check(cx, others) {
        Check(keywords) if keywords == [Keyword::Refused("false")] => Check(vec![refusal]),
        other => other,
    }
}

/// `dependentRequired` and `dependentSchemas`.
fn dependencies<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>, out: &mut Vec<Keyword>) {
    let entries = schema.keyword("dependentRequired").map_or(&[][..], Node::entries);
    let names = |node: &Node| node.elements().iter().filter_map(Node::as_str).map(str::to_owned).collect();
    if !entries.is_empty() {
        out.push(Keyword::DependentRequired(entries.iter().map(|entry| (entry.key.clone(), names(&entry.value))).collect()));
    }
    let mut schemas = Vec::new();
    for (name, dependent) in schema.map("dependentSchemas") {
        schemas.push((name.to_owned(), held("dependentSchemas", condition_part(cx, &dependent, read_only))));
    }
    schemas.retain(|(_, check)| !check.0.is_empty());
    if !schemas.is_empty() {
        out.push(Keyword::DependentSchemas(schemas));
    }
}
