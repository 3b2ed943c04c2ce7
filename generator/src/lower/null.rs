//! Null by the letter: of all values it is the one of which each keyword can be asked here, since few say anything of it.

use std::collections::HashSet;

use super::context::Context;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::node::{Node, Value};

/// How deep schemas are looked into. What is deeper is taken to allow null.
const DEPTH: usize = 24;

/// Whether `not`, `if`, `then` and `else` of a schema allow null. Nobody who names null as a type means them to be about everything else.
pub(super) fn conditions<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    allowed_by_conditions(cx, schema, DEPTH)
}

/// Tells that a type names null where keywords beside it do not allow it. Of `enum` a lint tells.
pub(super) fn tell<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    if schema.type_names().is_empty() {
        return;
    }
    let refusing = ["const", "allOf", "oneOf", "anyOf"].into_iter().find(|keyword| !allowed_by(cx, schema, keyword, DEPTH));
    let Some(keyword) = refusing else { return };
    cx.tell(
        Diagnostic::warning(
            lowering::NULL_REFUSED_BESIDE,
            schema.keyword_span(keyword),
            format!("the type names null, and `{keyword}` beside it does not allow it"),
        )
        .note("null is taken as a value all the same")
        .help(match keyword {
            "oneOf" | "anyOf" => "add `{ type: 'null' }` to the branches, or `nullable: true` to one of them before 3.1",
            _ => "allow null there, too, or do not name it",
        }),
    );
}

/// Whether a schema, or one that it combines, says the word. What has no type allows null, and means it by no means.
pub(super) fn is_named<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    let (mut open, mut seen) = (vec![schema.clone()], HashSet::new());
    while let Some(schema) = open.pop() {
        let Some(target) = cx.follow(&schema).filter(|target| seen.insert(target.at.clone())) else { continue };
        let is_null = |value: &Node| value.value == Value::Null;
        let listed = target.keyword("enum").is_some_and(|values| values.elements().iter().any(is_null));
        if listed
            || target.keyword("const").is_some_and(is_null)
            || target.flag("nullable")
            || target.type_names().contains(&"null")
        {
            return true;
        }
        open.extend(["allOf", "oneOf", "anyOf"].into_iter().flat_map(|keyword| target.list(keyword)));
        open.extend(["then", "else"].into_iter().filter_map(|keyword| target.child(keyword)));
    }
    false
}

fn allowed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    if schema.never() {
        return false;
    }
    if schema.reference().is_some() {
        return cx.follow(schema).is_none_or(|target| allowed(cx, &target, depth));
    }
    let names = schema.type_names();
    let by_type = names.is_empty() || names.contains(&"null");
    let rest = ["enum", "const", "allOf", "oneOf", "anyOf"];
    let named = schema.flag("nullable") || by_type && rest.iter().all(|keyword| allowed_by(cx, schema, keyword, depth));
    named && allowed_by_conditions(cx, schema, depth)
}

fn allowed_by<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, keyword: &str, depth: usize) -> bool {
    let Some(value) = schema.keyword(keyword) else { return true };
    let is_null = |value: &Node| value.value == Value::Null;
    let branches = schema.list(keyword);
    let mut allowing = || branches.iter().filter(|branch| allowed(cx, branch, depth)).count();
    match keyword {
        "enum" => value.elements().iter().any(is_null),
        "const" => is_null(value),
        "allOf" => allowing() == branches.len(),
        // That several branches allow it is told apart.
        _ => branches.is_empty() || allowing() > 0,
    }
}

fn allowed_by_conditions<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: usize) -> bool {
    if let Some(not) = schema.child("not")
        && allowed(cx, &not, depth)
    {
        return false;
    }
    let Some(condition) = schema.child("if") else { return true };
    let branch = if allowed(cx, &condition, depth) { "then" } else { "else" };
    schema.child(branch).is_none_or(|branch| allowed(cx, &branch, depth))
}
