//! Whether a value of the description (an example, a default) satisfies its schema.
//!
//! A compact reading of JSON Schema over the tree, for review: a keyword that is not here finds nothing, and neither does a
//! comparison that cannot be made exactly. The checks that run in a server are generated from the IR.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::schema::{self, flag, keyword, list, number, text, types};
use super::{number as exact, pattern};
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// Where a value fails, and how.
#[derive(Clone, Debug)]
pub(crate) struct Mismatch {
    pub(crate) span: Span,
    /// Completes "this example ...".
    pub(crate) words: String,
}

/// Whoever writes the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// A client: members that are `readOnly` are not required.
    Request,
    /// A server: members that are `writeOnly` are not required.
    Response,
    /// Either.
    Any,
}

/// Where references lead, in a tree that lives as long as `'t`.
pub(crate) trait References<'t> {
    /// What an object stands for: itself, or what its chain of references leads to.
    fn resolve(&self, node: &'t Node) -> &'t Node;
}

/// One run. A value that is compared more often than this gets the benefit of the doubt.
struct Run<'s, 't> {
    references: &'s dyn References<'t>,
    side: Side,
    steps: usize,
    patterns: HashMap<String, Option<Regex>>,
}

impl Run<'_, '_> {
    /// Whether a text matches; `None` for a pattern that cannot be tried.
    fn matches(&mut self, pattern: &str, text: &str) -> Option<bool> {
        let compiled = self.patterns.entry(pattern.to_owned()).or_insert_with(|| pattern::compile(pattern));
        compiled.as_ref().map(|regex| regex.is_match(text))
    }
}

const STEPS: usize = 20_000;
const DEPTH: usize = 64;

/// The first reason why the value does not satisfy the schema.
pub(crate) fn mismatch<'t>(references: &dyn References<'t>, side: Side, schema: &'t Node, value: &Node) -> Option<Mismatch> {
    check(&mut Run { references, side, steps: STEPS, patterns: HashMap::new() }, schema, value, DEPTH)
}

fn no(value: &Node, words: impl Into<String>) -> Option<Mismatch> {
    Some(Mismatch { span: value.span, words: words.into() })
}

fn check<'t>(run: &mut Run<'_, 't>, schema: &'t Node, value: &Node, depth: usize) -> Option<Mismatch> {
    if run.steps == 0 || depth == 0 {
        return None;
    }
    run.steps -= 1;
    let schema = run.references.resolve(schema);
    if flag(schema, "never") {
        return no(value, "is where no value is allowed");
    }
    if value.value == Value::Null && allows_null(run.references, schema) {
        return None;
    }
    kind(schema, value)
        .or_else(|| listed(schema, value))
        .or_else(|| scalar(run, schema, value))
        .or_else(|| elements(run, schema, value, depth))
        .or_else(|| members(run, schema, value, depth))
        .or_else(|| branches(run, schema, value, depth))
}

/// `nullable` counts wherever it stands, as it does in the other stages.
fn allows_null<'t>(references: &dyn References<'t>, schema: &'t Node) -> bool {
    flag(schema, "nullable") || schema::list(schema, "allOf").iter().any(|branch| flag(references.resolve(branch), "nullable"))
}

fn kind(schema: &Node, value: &Node) -> Option<Mismatch> {
    let types = types(schema);
    let fits = |name: &&str| match (*name, &value.value) {
        ("null", Value::Null) | ("boolean", Value::Bool(_)) | ("string", Value::String(_)) => true,
        ("number", Value::Number(_)) | ("array", Value::Sequence(_)) | ("object", Value::Mapping(_)) => true,
        ("integer", Value::Number(text)) => exact::is_integer(text) != Some(false),
        ("null" | "boolean" | "string" | "number" | "array" | "object" | "integer", _) => false,
        (_, _) => true,
    };
    let wanted = types.join("` or `");
    if types.is_empty() || types.iter().any(fits) { None } else { no(value, format!("is not of the type `{wanted}`")) }
}

fn equal(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Number(a), Value::Number(b)) => a == b || exact::compare(a, b).is_none_or(std::cmp::Ordering::is_eq),
        (Value::Sequence(a), Value::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Value::Mapping(entries), Value::Mapping(others)) => {
            let found = |key: &str, value: &Node| b.get(key).is_some_and(|other| equal(value, other));
            entries.len() == others.len() && entries.iter().all(|entry| found(&entry.key, &entry.value))
        }
        (a, b) => a == b,
    }
}

fn listed(schema: &Node, value: &Node) -> Option<Mismatch> {
    // The values of a list of strings are read as strings, however they are written: `enum: [1, 2]` with `type: string`.
    let written = |listed: &Node| match (&listed.value, &value.value) {
        (Value::Number(number), Value::String(text)) => schema::is(schema, "string") && number == text,
        (Value::String(text), Value::Number(number)) => schema::is(schema, "integer") && number == text,
        (Value::Bool(flag), Value::String(text)) => schema::is(schema, "string") && flag.to_string() == *text,
        (_, _) => false,
    };
    if let Some(values) = keyword(schema, "enum").map(Node::elements)
        && !values.iter().any(|listed| equal(listed, value) || written(listed))
    {
        return no(value, "is none of the values of `enum`");
    }
    let differs = keyword(schema, "const").is_some_and(|constant| !equal(constant, value));
    if differs { no(value, "is not the value of `const`") } else { None }
}

fn scalar(run: &mut Run<'_, '_>, schema: &Node, value: &Node) -> Option<Mismatch> {
    match &value.value {
        Value::Number(text) => bounds(schema, value, text),
        Value::String(text) => string(run, schema, value, text),
        Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

fn bounds(schema: &Node, value: &Node, text: &str) -> Option<Mismatch> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let beyond = |bound: &str, exclusive: &str, wrong| {
        let limit = number(schema, bound)?;
        let order = exact::compare(text, limit)?;
        (order == wrong || order == Equal && flag(schema, exclusive)).then_some(limit)
    };
    if let Some(limit) = beyond("minimum", "exclusiveMinimum", Less) {
        return no(value, format!("is too small: the minimum is {limit}"));
    }
    if let Some(limit) = beyond("maximum", "exclusiveMaximum", Greater) {
        return no(value, format!("is too large: the maximum is {limit}"));
    }
    if let Some((name, low, high)) = range(schema)
        && (exact::compare(text, low) == Some(Less) || exact::compare(text, high) == Some(Greater))
    {
        return no(value, format!("is outside the range of `{name}`"));
    }
    let step = number(schema, "multipleOf")?;
    if exact::is_multiple(text, step) == Some(false) { no(value, format!("is no multiple of {step}")) } else { None }
}

/// The integers that a server holds for the schema: those of its format, of 64 bits where it has none.
fn range(schema: &Node) -> Option<(&'static str, &'static str, &'static str)> {
    let types = types(schema);
    if !types.is_empty() && !types.iter().any(|name| matches!(*name, "integer" | "number")) {
        return None;
    }
    let format = text(schema, "format").filter(|name| exact::RANGES.iter().any(|(known, ..)| known == name));
    let format = format.or_else(|| (types.contains(&"integer") && !types.contains(&"number")).then_some("int64"))?;
    exact::RANGES.iter().find(|(name, ..)| *name == format).copied()
}

fn string(run: &mut Run<'_, '_>, schema: &Node, value: &Node, text: &str) -> Option<Mismatch> {
    if let Some(mismatch) = count(schema, value, text.chars().count(), ("minLength", "maxLength"), "characters") {
        return Some(mismatch);
    }
    if let Some(source) = schema::text(schema, "pattern")
        && run.matches(source, text) == Some(false)
    {
        return no(value, "does not match its pattern");
    }
    let format = schema::text(schema, "format")?;
    if formatted(format, text) { None } else { no(value, format!("is no `{format}`")) }
}

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern::compile(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"));
static TIME: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern::compile(r"^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$"));
static UUID: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern::compile(r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"));

/// A date that the calendar has.
fn is_date(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().unwrap_or_default());
    let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next().unwrap_or_default());
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        Some(2) if leap => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        Some(_) | None => 31,
    };
    pattern::fits(&DATE, text) && day <= last
}

/// Whether a text has a format; those that are not here are not told.
fn formatted(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => text.split_once(['T', 't']).is_some_and(|(date, time)| is_date(date) && pattern::fits(&TIME, time)),
        "time" => pattern::fits(&TIME, text),
        "ipv4" => text.parse::<std::net::Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<std::net::Ipv6Addr>().is_ok(),
        "uuid" => pattern::fits(&UUID, text),
        _ => true,
    }
}

fn count(schema: &Node, value: &Node, there: usize, (low, high): (&str, &str), of: &str) -> Option<Mismatch> {
    let limit = |word: &str| number(schema, word).and_then(|text| text.parse::<usize>().ok());
    if let Some(limit) = limit(low).filter(|limit| there < *limit) {
        return no(value, format!("has {there} {of}, fewer than {limit}"));
    }
    let limit = limit(high).filter(|limit| there > *limit)?;
    no(value, format!("has {there} {of}, more than {limit}"))
}

fn elements<'t>(run: &mut Run<'_, 't>, schema: &'t Node, value: &Node, depth: usize) -> Option<Mismatch> {
    let Value::Sequence(elements) = &value.value else { return None };
    if let Some(mismatch) = count(schema, value, elements.len(), ("minItems", "maxItems"), "elements") {
        return Some(mismatch);
    }
    if flag(schema, "uniqueItems") && elements.len() < 1000 {
        let repeated = elements.iter().enumerate().find(|(at, one)| elements.iter().take(*at).any(|other| equal(one, other)));
        if let Some((_, repeated)) = repeated {
            return no(repeated, "is there twice in a list of unique values");
        }
    }
    let prefix = list(schema, "prefixItems");
    let first = elements.iter().zip(prefix).find_map(|(element, schema)| check(run, schema, element, depth - 1));
    first.or_else(|| {
        let items = keyword(schema, "items")?;
        elements.iter().skip(prefix.len()).find_map(|element| check(run, items, element, depth - 1))
    })
}

fn members<'t>(run: &mut Run<'_, 't>, schema: &'t Node, value: &Node, depth: usize) -> Option<Mismatch> {
    let Value::Mapping(entries) = &value.value else { return None };
    let required = list(schema, "required").iter().filter_map(Node::as_str);
    let missing = required.filter(|name| value.get(name).is_none() && !excused(run, schema, name)).collect::<Vec<_>>();
    if let Some(name) = missing.first() {
        return no(value, format!("lacks the required member `{name}`"));
    }
    if let Some(mismatch) = count(schema, value, entries.len(), ("minProperties", "maxProperties"), "members") {
        return Some(mismatch);
    }
    let demanded = keyword(schema, "dependentRequired").map_or(&[][..], Node::entries).iter();
    let demanded = demanded.filter(|entry| value.get(&entry.key).is_some()).flat_map(|entry| entry.value.elements());
    if let Some(name) = demanded.filter_map(Node::as_str).find(|name| value.get(name).is_none()) {
        return no(value, format!("lacks the member `{name}`, which another one demands"));
    }
    entries.iter().find_map(|entry| member(run, schema, entry, depth))
}

/// One member against `properties` and `patternProperties`, or against `additionalProperties` if neither knows it.
fn member<'t>(run: &mut Run<'_, 't>, schema: &'t Node, entry: &Entry, depth: usize) -> Option<Mismatch> {
    let declared = keyword(schema, "properties").and_then(|properties| properties.get(&entry.key));
    let mut known: Vec<&Node> = declared.into_iter().collect();
    for pattern in keyword(schema, "patternProperties").map_or(&[][..], Node::entries) {
        if run.matches(&pattern.key, &entry.key)? {
            known.push(&pattern.value);
        }
    }
    if !known.is_empty() {
        return known.into_iter().find_map(|schema| check(run, schema, &entry.value, depth - 1));
    }
    let others = keyword(schema, "additionalProperties")?;
    if others.value == Value::Bool(false) || flag(others, "never") {
        return Some(Mismatch { span: entry.key_span, words: format!("has the member `{}`, which is not allowed", entry.key) });
    }
    check(run, others, &entry.value, depth - 1)
}

/// A member that the other side writes.
fn excused<'t>(run: &Run<'_, 't>, schema: &'t Node, name: &str) -> bool {
    let property = keyword(schema, "properties").and_then(|properties| properties.get(name));
    let Some(property) = property.map(|property| run.references.resolve(property)) else { return false };
    match run.side {
        Side::Request => flag(property, "readOnly"),
        Side::Response => flag(property, "writeOnly"),
        Side::Any => flag(property, "readOnly") || flag(property, "writeOnly"),
    }
}

fn branches<'t>(run: &mut Run<'_, 't>, schema: &'t Node, value: &Node, depth: usize) -> Option<Mismatch> {
    for branch in list(schema, "allOf") {
        if let Some(mismatch) = check(run, branch, value, depth - 1) {
            return Some(mismatch);
        }
    }
    for word in ["anyOf", "oneOf"] {
        let branches = list(schema, word);
        let mismatches: Vec<Mismatch> = branches.iter().filter_map(|branch| check(run, branch, value, depth - 1)).collect();
        if branches.is_empty() || mismatches.len() < branches.len() {
            continue;
        }
        return match mismatches.into_iter().next().filter(|_| branches.len() == 1) {
            Some(only) => Some(only),
            None => no(value, format!("satisfies no branch of `{word}`")),
        };
    }
    let refused =
        keyword(schema, "not").filter(|refused| schema::demands(refused).next().is_some() && text(refused, "$ref").is_none());
    match refused.is_some_and(|refused| run.steps > 0 && check(run, refused, value, depth - 1).is_none() && plain(refused)) {
        true => no(value, "satisfies what `not` excludes"),
        false => None,
    }
}

/// Whether all demands of a schema are among those that are read here, so that satisfying them means something.
fn plain(schema: &Node) -> bool {
    schema::demands(schema)
        .all(|entry| matches!(entry.key.as_str(), "type" | "enum" | "x-canonical-const" | "required" | "minLength" | "maxLength"))
}
