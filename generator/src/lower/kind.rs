//! How the text of a value becomes JSON where values stand in values: below names in brackets (`deepObject`), and in forms.

use super::admit::{Kinds, admitted};
use super::context::Context;
use super::members::{self, Member, Members};
use super::null;
use super::shared;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::ParameterKind;
use crate::node::Node;
use crate::pointer::Pointer;

/// How a value that stands in another is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nesting {
    /// Below further names in brackets.
    Brackets,
    /// As JSON text.
    Json,
}

/// How a value is read; what contains itself is read without its schema from there on.
pub(super) fn nested<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, nesting: Nesting) -> ParameterKind {
    let mut walk = Walk { nesting, way: Vec::new(), left: MOST };
    within(&mut walk, cx, schema)
}

/// How many values of values one parameter may describe: tables are read by people and compiled.
const MOST: usize = 2000;

/// Values in values beyond this many are read without their schema.
const DEPTH: usize = 8;

struct Walk {
    nesting: Nesting,
    /// The schemas in which this one stands.
    way: Vec<Pointer>,
    left: usize,
}

/// The scalars among kinds; text comes last, since everything is one. `None` where there are none.
pub(super) fn scalars(kinds: Kinds) -> Option<ParameterKind> {
    let number = match kinds & Kinds::NUMBER {
        Kinds::NONE => None,
        Kinds::INTEGER => Some(ParameterKind::Integer),
        _ => Some(ParameterKind::Number),
    };
    let boolean = kinds.contains(Kinds::BOOLEAN).then_some(ParameterKind::Boolean);
    let text = kinds.contains(Kinds::STRING).then_some(ParameterKind::String);
    let mut found: Vec<_> = [boolean, number, text].into_iter().flatten().collect();
    if found.len() > 1 { Some(ParameterKind::Either(found)) } else { found.pop() }
}

/// What of values a kind of scalars admits; `None` where it is another one.
fn of_scalars(kind: &ParameterKind) -> Option<Kinds> {
    match kind {
        ParameterKind::Boolean => Some(Kinds::BOOLEAN),
        ParameterKind::Integer => Some(Kinds::INTEGER),
        ParameterKind::Number => Some(Kinds::NUMBER),
        ParameterKind::String => Some(Kinds::STRING),
        ParameterKind::Either(kinds) => kinds.iter().try_fold(Kinds::NONE, |all, kind| Some(all | of_scalars(kind)?)),
        ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Any
        | ParameterKind::Json
        | ParameterKind::Map(_)
        | ParameterKind::Mixed(..)
        | ParameterKind::Named(_) => None,
    }
}

fn within<'a>(walk: &mut Walk, cx: &mut Context<'a>, schema: &Schema<'a>) -> ParameterKind {
    let Some(target) = cx.follow(schema) else { return ParameterKind::Any };
    if walk.left == 0 || walk.way.len() > DEPTH || walk.way.contains(&target.at) {
        return ParameterKind::Any;
    }
    walk.left -= 1;
    if !cx.admits_values(1, |_| target.span()) {
        return ParameterKind::Any;
    }
    let kinds = admitted(cx, &target).values();
    if kinds == Kinds::ALL.without_null() {
        return ParameterKind::Any;
    }
    walk.way.push(target.at.clone());
    let composite = composite(walk, cx, &target, kinds);
    walk.way.pop();
    mixed(kinds, composite)
}

/// Scalars of these kinds, a list or an object, or either; anything where there is neither.
fn mixed(plain: Kinds, composite: Option<ParameterKind>) -> ParameterKind {
    match (scalars(plain), composite) {
        (None, None) => ParameterKind::Any,
        (Some(plain), None) => plain,
        (None, Some(composite)) => composite,
        (Some(plain), Some(composite)) => ParameterKind::Mixed(Box::new(plain), Box::new(composite)),
    }
}

/// How the arrays and objects of a schema are read, if it allows some.
fn composite<'a>(walk: &mut Walk, cx: &mut Context<'a>, schema: &Schema<'a>, kinds: Kinds) -> Option<ParameterKind> {
    let inner = walk.nesting == Nesting::Json && walk.way.len() > 1;
    match (kinds.contains(Kinds::ARRAY), kinds.contains(Kinds::OBJECT)) {
        (false, false) => None,
        (_, true) if walk.nesting == Nesting::Json => Some(ParameterKind::Json),
        (true, _) if inner => Some(ParameterKind::Json),
        (true, true) => Some(ParameterKind::Any),
        (false, true) => Some(object(walk, cx, schema)),
        (true, false) => {
            let items = items(cx, schema);
            let kinds: Vec<_> = items.iter().map(|items| within(walk, cx, items)).collect();
            tell_null(cx, &items, &kinds);
            Some(ParameterKind::Array(Box::new(of_items(schema, kinds))))
        }
    }
}

/// What items of these kinds are, and texts where the places beyond those of a tuple may have anything.
pub(super) fn of_items(schema: &Schema<'_>, mut kinds: Vec<ParameterKind>) -> ParameterKind {
    if schema.has("prefixItems") && !schema.has("items") {
        kinds.push(ParameterKind::String);
    }
    common(kinds)
}

/// The schemas that items may have, wherever they stand in the list: of a schema, else of all branches of a union, or of the first branch of `allOf` that has some.
pub(super) fn items<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<Schema<'a>> {
    items_within(cx, schema, DEPTH)
}

fn items_within<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: usize) -> Vec<Schema<'a>> {
    let (Some(depth), Some(target)) = (depth.checked_sub(1), cx.follow(schema)) else { return Vec::new() };
    let mut own = target.list("prefixItems");
    let others = target.child("items").filter(|items| own.is_empty() || !items.never());
    own.extend(others);
    if !own.is_empty() {
        return own;
    }
    let mut found = Vec::new();
    for part in target.list("allOf") {
        found = items_within(cx, &part, depth);
        if !found.is_empty() {
            return found;
        }
    }
    for branch in target.list("anyOf").into_iter().chain(target.list("oneOf")) {
        found.extend(items_within(cx, &branch, depth));
    }
    found
}

fn object<'a>(walk: &mut Walk, cx: &mut Context<'a>, schema: &Schema<'a>) -> ParameterKind {
    let Some(members) = all_members(cx, schema) else { return ParameterKind::Any };
    let list = of_members(walk, cx, &members);
    if !list.is_empty() && !members.has_others() {
        return ParameterKind::Object(list);
    }
    let others = others(walk, cx, &members).unwrap_or_else(|| {
        let (text, nested) = (Box::new(ParameterKind::String), Box::new(ParameterKind::Any));
        ParameterKind::Mixed(text, nested)
    });
    match list.is_empty() {
        true => ParameterKind::Map(Box::new(others)),
        false => ParameterKind::Open(list, Box::new(others)),
    }
}

fn of_members<'a>(walk: &mut Walk, cx: &mut Context<'a>, members: &Members<'a>) -> Vec<(String, ParameterKind)> {
    let mut kinds = Vec::new();
    for (name, member) in &members.list {
        if !cx.admits_values(shared::text(name), |cx| member.sources().next().map_or(cx.tree.span, Schema::span)) {
            break;
        }
        kinds.push(((*name).to_owned(), of_member(members, member, |source| within(walk, cx, source))));
    }
    kinds
}

/// What all schemas of one member say: that which always holds, else that which may hold, and text where that may say nothing.
pub(super) fn of_member<'a>(
    members: &Members<'a>,
    member: &Member<'a>,
    mut kind: impl FnMut(&Schema<'a>) -> ParameterKind,
) -> ParameterKind {
    let mut all: Vec<_> = member.all.iter().map(&mut kind).collect();
    let some: Vec<_> = member.some.iter().chain(&member.perhaps).map(kind).collect();
    let is_open = all.iter().all(|kind| *kind == ParameterKind::Any);
    if !is_open || some.is_empty() {
        all.retain(|kind| is_open || *kind != ParameterKind::Any);
        let both = all.iter().map(of_scalars).try_fold(Kinds::ALL, |both, kind| Some(both & kind?));
        return both.and_then(scalars).unwrap_or_else(|| common(all));
    }
    let some = common(some);
    match of_scalars(&some) {
        Some(kinds) if member.is_uncertain() && !members.is_closed() => scalars(kinds | Kinds::STRING).unwrap_or(some),
        Some(_) | None => some,
    }
}

/// What all of several kinds are.
pub(super) fn common(kinds: Vec<ParameterKind>) -> ParameterKind {
    let (mut plain, mut nested) = (Kinds::NONE, Vec::new());
    for kind in kinds {
        let (text, inner) = match (of_scalars(&kind), kind) {
            (_, ParameterKind::Any) => return ParameterKind::Any,
            (_, ParameterKind::Mixed(text, inner)) => (of_scalars(&text), Some(*inner)),
            (Some(text), _) => (Some(text), None),
            (None, kind) => (Some(Kinds::NONE), Some(kind)),
        };
        let Some(text) = text else { return ParameterKind::Any };
        plain = plain | text;
        nested.extend(inner.filter(|inner| !nested.contains(inner)));
    }
    let composite = match (nested.pop(), nested.is_empty()) {
        (None, _) => None,
        (Some(only), true) => Some(only),
        (Some(last), false) => match nested.into_iter().chain([last]).map(item).collect::<Option<Vec<_>>>() {
            Some(items) => Some(ParameterKind::Array(Box::new(common(items)))),
            None => return ParameterKind::Any,
        },
    };
    mixed(plain, composite)
}

/// The kind of the items of a list.
fn item(kind: ParameterKind) -> Option<ParameterKind> {
    if let ParameterKind::Array(item) = kind { Some(*item) } else { None }
}

/// Tells that a list of one item is written as a plain value is, where a schema allows both.
pub(super) fn tell_one<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kind: &ParameterKind) {
    let ParameterKind::Mixed(plain, nested) = kind else { return };
    let ParameterKind::Array(item) = &**nested else { return };
    let plain = of_scalars(plain).unwrap_or(Kinds::ALL);
    let item = of_scalars(item).unwrap_or(Kinds::ALL);
    if (plain & item == Kinds::NONE && !(plain | item).contains(Kinds::STRING)) || !may_have_one(cx, schema, DEPTH) {
        return;
    }
    cx.tell(
        Diagnostic::warning(
            lowering::NESTED_PARAMETER,
            schema.span(),
            "a list of one item is written as a plain value is, and this schema allows both",
        )
        .note("a server reads it as the plain value, and as the list where only that satisfies the schema")
        .help("allow the list alone: one value is a list of one item"),
    );
}

/// Tells null among the items of a list, but where they are JSON: it has no text, and a list does not say where it is missing.
pub(super) fn tell_null<'a>(cx: &mut Context<'a>, items: &[Schema<'a>], kinds: &[ParameterKind]) {
    for (item, _) in items.iter().zip(kinds).filter(|(_, kind)| **kind != ParameterKind::Json) {
        let Some(target) = cx.follow(item) else { continue };
        if !admitted(cx, &target).nullable() || !null::is_named(cx, item) {
            continue;
        }
        cx.tell(
            Diagnostic::warning(
                lowering::NESTED_PARAMETER,
                item.span(),
                "null has no text, so a list that is no JSON cannot hold it",
            )
            .note("a client cannot send a list that holds null")
            .help("leave null out, or carry the list as JSON"),
        );
    }
}

/// Whether a list of the schema may have one item only.
fn may_have_one<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, depth: usize) -> bool {
    let (Some(depth), Some(target)) = (depth.checked_sub(1), cx.follow(schema)) else { return true };
    if !admitted(cx, &target).values().contains(Kinds::ARRAY) {
        return false;
    }
    let least = target.keyword("minItems").and_then(Node::as_number).and_then(|least| least.parse::<f64>().ok());
    if least.is_some_and(|least| least > 1.0) {
        return false;
    }
    let all = target.list("allOf").iter().all(|part| may_have_one(cx, part, depth));
    let mut any = |keyword: &str| {
        let branches = target.list(keyword);
        branches.is_empty() || branches.iter().any(|branch| may_have_one(cx, branch, depth))
    };
    all && any("oneOf") && any("anyOf")
}

/// What members that are not declared are, where a schema says it of some.
fn others<'a>(walk: &mut Walk, cx: &mut Context<'a>, members: &Members<'a>) -> Option<ParameterKind> {
    if members.kept.is_empty() {
        return None;
    }
    let mut kinds: Vec<_> = members.kept.iter().map(|kept| within(walk, cx, kept)).collect();
    if members.is_partly_free() {
        kinds.push(ParameterKind::String);
    }
    tell_patterns(cx, members, &kinds);
    Some(common(kinds))
}

/// Tells members that their names alone tell apart: a reader does not ask the patterns, and takes the narrowest of what the texts may be.
fn tell_patterns<'a>(cx: &mut Context<'a>, members: &Members<'a>, kinds: &[ParameterKind]) {
    let Some(of_pattern) = members.kept.iter().find(|kept| members::of_pattern(kept)) else { return };
    let has_texts = |kind: &ParameterKind| of_scalars(kind).is_some_and(|kinds| kinds.contains(Kinds::STRING));
    if !kinds.iter().any(has_texts) || kinds.windows(2).all(|pair| matches!(pair, [one, other] if one == other)) {
        return;
    }
    cx.tell(
        Diagnostic::warning(
            lowering::NESTED_PARAMETER,
            of_pattern.span(),
            "the text of a member does not tell by its name whether it is one of these",
        )
        .note("where others may be texts, `5` is read as a number whatever the name is, if the number satisfies the schema, too")
        .help("declare the members, give all of them one type, or carry the whole as JSON"),
    );
}

/// The members of an object, of all branches of a union, and of those that extend a discriminated base.
pub(super) fn all_members<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<Members<'a>> {
    let target = cx.follow(schema)?;
    let children = cx.children.get(&target.at).cloned().unwrap_or_default();
    let children = children.into_iter().filter_map(|at| cx.node(&at).map(|node| Schema::new(node, at)));
    let all: Vec<_> = std::iter::once(target).chain(children).collect();
    members::joined(cx, &all)
}

/// The kind of undeclared members of a form.
pub(super) fn of_others<'a>(cx: &mut Context<'a>, members: &Members<'a>) -> Option<ParameterKind> {
    let mut walk = Walk { nesting: Nesting::Json, way: Vec::new(), left: MOST };
    others(&mut walk, cx, members)
}
