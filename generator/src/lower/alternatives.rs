//! `oneOf` and `anyOf`: which union, struct or single type the alternatives amount to.

use std::collections::HashSet;

use super::admit::{self, Kinds, admitted};
use super::classify::{Class, SECRET, class_of, object, schema_rank};
use super::context::Context;
use super::discriminator;
use super::literal::{self, Literals};
use super::members;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Enumeration, EnumerationValues, Primitive};

/// Whether the alternatives of `keyword` say something about the type: where the type is known (`typed`), branches that only
/// list `required` members, bounds and the like are validation alone. So are all of them where one says nothing of some type.
pub(super) fn matter<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, keyword: &str, typed: bool) -> bool {
    let branches = schema.list(keyword);
    let mut free = || branches.iter().any(|branch| admitted(cx, branch).kinds == Kinds::ALL);
    !(branches.is_empty() || typed && (branches.iter().all(only_narrows) || free()))
}

fn only_narrows(branch: &Schema<'_>) -> bool {
    const SAYS: [&str; 12] = [
        "$ref",
        "properties",
        "patternProperties",
        "additionalProperties",
        "items",
        "prefixItems",
        "enum",
        "const",
        "allOf",
        "oneOf",
        "anyOf",
        "format",
    ];
    !SAYS.iter().any(|keyword| branch.has(keyword))
}

/// Whether every branch declares all that the schema itself declares, so that the union alone holds everything.
pub(super) fn cover<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, keyword: &str) -> bool {
    if schema.keyword("additionalProperties").is_some_and(|node| !node.entries().is_empty()) || schema.has("items") {
        return false;
    }
    let mut names: Vec<&str> = schema.map("properties").into_iter().map(|(name, _)| name).collect();
    names.extend(schema.strings("required"));
    let branches = admit::branches(cx, schema, keyword);
    branches.iter().all(|branch| {
        admitted(cx, branch).values() == Kinds::OBJECT
            && members::members(cx, branch).is_some_and(|members| names.iter().all(|name| members.list.contains_key(name)))
    })
}

/// What alternatives become.
pub(super) fn classify<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, keyword: &str) -> Class<'a> {
    let branches = admit::branches(cx, schema, keyword);
    let branches = distinct(cx, branches);
    match branches.as_slice() {
        [] => return Class::Any,
        [single] if admit::unguessed(cx, single) => return Class::Any,
        [single] => return Class::Same(single.clone()),
        _ => {}
    }
    if any_secret(cx, &branches) {
        return Class::Primitive(Primitive::Password);
    }
    if keyword == "anyOf"
        && let Some(values) = open_enumeration(cx, &branches)
    {
        return Class::Enumeration(Enumeration { values: EnumerationValues::Strings(values), open: true });
    }
    if branches.iter().all(|branch| admitted(cx, branch).values() == Kinds::OBJECT) {
        return objects(cx, schema, keyword, branches);
    }
    if let Some(discriminator) = schema.keyword("discriminator") {
        let message = "a branch that is not an object has no member to tell it apart by";
        let warning = Diagnostic::warning(lowering::TAG_OF_NO_OBJECT, discriminator.span, message);
        cx.tell(
            warning
                .note("the discriminator is left out: branches are told apart by what they allow")
                .help("put the objects into a `oneOf` of their own, and the discriminator there"),
        );
    }
    mixed(cx, branches)
}

/// Whether schemas are all of strings, one of which is not to be shown: nothing tells a text that is from one that is not.
pub(super) fn any_secret<'a>(cx: &mut Context<'a>, schemas: &[Schema<'a>]) -> bool {
    schemas.iter().any(|schema| schema_rank(cx, schema) == SECRET)
        && schemas.iter().all(|schema| admitted(cx, schema).values() == Kinds::STRING)
}

/// Alternatives that are all objects.
fn objects<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, keyword: &str, branches: Vec<Schema<'a>>) -> Class<'a> {
    if let Some(property) = discriminator::property(schema) {
        let branches = discriminator::tags(cx, schema, &branches);
        return Class::Tagged { property: property.to_owned(), branches, beside: None };
    }
    if let Some((property, tags)) = telling_member(cx, &branches) {
        return Class::Tagged { property, branches: branches.into_iter().zip(tags).collect(), beside: None };
    }
    if keyword == "oneOf" { Class::Untagged(branches) } else { object(cx, schema) }
}

/// Alternatives of several JSON types.
fn mixed<'a>(cx: &mut Context<'a>, branches: Vec<Schema<'a>>) -> Class<'a> {
    if branches.iter().any(|branch| admitted(cx, branch).kinds == Kinds::ALL) {
        return Class::Any;
    }
    if let Some(primitive) = one_primitive(cx, &branches) {
        return Class::Primitive(primitive);
    }
    Class::Untagged(integers_first(cx, branches))
}

/// The branches in their order, except that an integer is asked before a number: it is one too.
fn integers_first<'a>(cx: &mut Context<'a>, branches: Vec<Schema<'a>>) -> Vec<Schema<'a>> {
    let Some(first) = branches.iter().position(|branch| admitted(cx, branch).values() == Kinds::NUMBER) else { return branches };
    let mut before = branches;
    let after = before.split_off(first);
    let (integers, others): (Vec<_>, Vec<_>) =
        after.into_iter().partition(|branch| admitted(cx, branch).values() == Kinds::INTEGER);
    before.extend(integers);
    before.extend(others);
    before
}

/// The branches without those that lead to the same schema.
fn distinct<'a>(cx: &mut Context<'a>, branches: Vec<Schema<'a>>) -> Vec<Schema<'a>> {
    let mut seen = HashSet::new();
    branches.into_iter().filter(|branch| cx.identity(branch).is_some_and(|target| seen.insert(target.at))).collect()
}

/// `anyOf: [{enum: [...]}, {type: string}]`: the listed values are known, others are allowed.
fn open_enumeration<'a>(cx: &mut Context<'a>, branches: &[Schema<'a>]) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    let mut plain = false;
    for branch in branches {
        let target = cx.follow(branch)?;
        match literal::literals(cx, &target) {
            Some(Literals::Strings(strings)) => values.extend(strings),
            Some(Literals::Integers(_) | Literals::Mixed(_)) => return None,
            None if admitted(cx, branch).values() == Kinds::STRING && only_narrows(&target) => plain = true,
            None => return None,
        }
    }
    let mut seen = HashSet::new();
    values.retain(|value| seen.insert(value.clone()));
    (plain && !values.is_empty()).then_some(values)
}

/// The one primitive that all branches become, if they only differ in what they demand.
fn one_primitive<'a>(cx: &mut Context<'a>, branches: &[Schema<'a>]) -> Option<Primitive> {
    let mut found = None;
    for branch in branches {
        let primitive = class_of(cx, branch)?.primitive()?;
        if found.is_some_and(|other| other != primitive) {
            return None;
        }
        found = Some(primitive);
    }
    found
}

/// Whether no object satisfies two of the branches, since a required member tells them apart.
pub(super) fn are_apart<'a>(cx: &mut Context<'a>, branches: &[Schema<'a>]) -> bool {
    branches.iter().all(|branch| admitted(cx, branch).values() == Kinds::OBJECT) && telling_member(cx, branches).is_some()
}

/// A required member whose listed strings tell the branches apart, with the strings of each branch.
fn telling_member<'a>(cx: &mut Context<'a>, branches: &[Schema<'a>]) -> Option<(String, Vec<Vec<String>>)> {
    let first = members::members(cx, branches.first()?)?;
    let names: Vec<&str> = first.required.iter().copied().collect();
    names.into_iter().find_map(|name| Some((name.to_owned(), disjoint(cx, branches, name)?)))
}

fn disjoint<'a>(cx: &mut Context<'a>, branches: &[Schema<'a>], name: &str) -> Option<Vec<Vec<String>>> {
    let mut seen = HashSet::new();
    let mut all = Vec::new();
    for branch in branches {
        let members = members::members(cx, branch)?;
        let values = members.required.contains(name).then(|| members::listed_strings(cx, &members, name))??;
        if !values.iter().all(|value| seen.insert(value.clone())) {
            return None;
        }
        all.push(values);
    }
    Some(all)
}
