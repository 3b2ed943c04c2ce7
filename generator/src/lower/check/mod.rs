//! Checks: what the standard demands of the JSON, keyword by keyword and whatever Rust holds.
//!
//! A schema with a definition of its own is called, not copied, so that recursion ends.

mod array;
mod content;
mod dynamic;
mod object;
mod scalar;

pub(super) use content::encoding;
pub(super) use dynamic::answers;
pub(super) use scalar::{either_key, key, translated};

use std::collections::{HashMap, HashSet};

use super::admit::{self, Kinds, admitted, nullable};
use super::around;
use super::classify::{Class, in_the_end};
use super::context::Context;
use super::discriminator;
use super::evaluated::{self, Asks};
use super::guess;
use super::literal;
use super::members::{self, Members};
use super::range::{self, Wider};
use super::shared;
use super::union;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Check, JsonType, Keyword, Notes, TypeRef};
use crate::node::{Node, Value};
use crate::pointer::Pointer;

/// Names of members that a request need not carry, since they are `readOnly` somewhere around a schema; of a response, those that
/// are `writeOnly`.
type ReadOnly<'a> = Vec<&'a str>;

/// What a value of this schema must satisfy, null allowed where it is.
pub(super) fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    let core = core(cx, schema);
    with_null(cx, schema, core)
}

/// The same without null.
pub(super) fn core<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    let widened = cx.widened.get(&schema.at).copied();
    let outer = Outer::leave(cx);
    cx.outgrown = widened.is_some();
    cx.unguessed = matches!(widened, Some(Wider::Unguessed));
    let mut core = core_part(cx, schema, &Vec::new());
    if let Some(Wider::Limit(limit)) = widened {
        core.0.extend(limit.map(Keyword::Limit));
    }
    let check = meant(cx, schema, core);
    outer.enter(cx);
    check
}

/// The keywords of a schema itself, without calling its own definition.
pub(super) fn body<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    let conditions = std::mem::take(&mut cx.conditions);
    let outer = Outer::leave(cx);
    let body = body_part(cx, schema, &Vec::new());
    let check = meant(cx, schema, body);
    outer.enter(cx);
    cx.conditions = conditions;
    check
}

/// What must hold of an object that several schemas describe together.
pub(super) fn all_of<'a>(cx: &mut Context<'a>, members: &Members<'a>, schemas: &[Schema<'a>]) -> Check {
    let widened = range::widened(cx, members);
    let mut checks = Vec::with_capacity(schemas.len());
    for schema in schemas {
        let outer = Outer::leave(cx);
        cx.widened.extend(widened.iter().cloned());
        let core = core_part(cx, schema, &Vec::new());
        checks.push(meant(cx, schema, core));
        outer.enter(cx);
    }
    Check(vec![Keyword::AllOf(checks)])
}

/// What holds of the check of one value, and of none that stands in it.
struct Outer {
    outgrown: bool,
    unguessed: bool,
    widened: HashMap<Pointer, Wider>,
}

impl Outer {
    fn leave(cx: &mut Context<'_>) -> Self {
        Self {
            outgrown: std::mem::take(&mut cx.outgrown),
            unguessed: std::mem::take(&mut cx.unguessed),
            widened: std::mem::take(&mut cx.widened),
        }
    }

    fn enter(self, cx: &mut Context<'_>) {
        (cx.outgrown, cx.unguessed, cx.widened) = (self.outgrown, self.unguessed, self.widened);
    }
}

/// Adds the type that a schema plainly means without naming it, as its Rust type has it: whoever says `properties` means an object.
fn meant<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, check: Check) -> Check {
    let called = matches!(check.0.as_slice(), [Keyword::Schema(_)]);
    let none = called || cx.unguessed || cx.conditions > 0 || !schema.type_names().is_empty();
    let guessed = admitted(cx, schema).guessed().filter(|_| !none);
    let types = guessed.map(Kinds::types).unwrap_or_default();
    if types.is_empty() {
        return check;
    }
    cx.meant.insert(schema.span(), types.clone());
    let notes = usize::from(check.0.first() == Some(&Keyword::Notes(Notes::Begin)));
    let mut keywords = check.0;
    keywords.insert(notes, Keyword::Type(types));
    Check(keywords)
}

/// A part that is applied to the same value as what is around it, and has no type of its own.
fn part<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>) -> Check {
    let core = core_part(cx, schema, read_only);
    with_null(cx, schema, core)
}

fn with_null<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, core: Check) -> Check {
    if core.0.is_empty() || !nullable(cx, schema) { core } else { Check(vec![Keyword::Nullable(core)]) }
}

/// What is only tried, or holds only where something else does, so that nothing has its type: it is taken by the letter.
fn condition_part<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>) -> Check {
    cx.conditions += 1;
    let check = part(cx, schema, read_only);
    cx.conditions -= 1;
    check
}

fn core_part<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>) -> Check {
    if widens(cx, schema) || by_letter(cx, schema) {
        let check = body_part(cx, schema, read_only);
        return if shared::copies(cx, &check, schema) { check } else { Check::default() };
    }
    if !cx.outgrown
        && let Some(TypeRef::Named(id)) = cx.uses.get(&schema.at).cloned()
        && cx.types.get(id).is_some_and(|definition| definition.pointer == schema.at)
    {
        return Check(vec![Keyword::Schema(id)]);
    }
    body_part(cx, schema, read_only)
}

/// Whether a schema is written out below a condition, without the types that are guessed in it. Within itself it is called, which would
/// have no end.
fn by_letter<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    let fresh = cx.conditions > 0 && !cx.checking.contains(&schema.at);
    fresh && guess::within(cx, schema) && cx.admits_values(1, |_| schema.span())
}

/// Tells a reference below a condition that leads back to what is being written out: from there on, types are guessed all the same.
fn guessed_within<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, target: &Schema<'a>) {
    if cx.conditions > 0 && cx.checking.contains(&target.at) && guess::within(cx, target) {
        let message = "this condition leads back to a schema whose types are guessed";
        cx.tell(
            Diagnostic::warning(lowering::GUESS_IN_CONDITION, schema.keyword_span("$ref"), message)
                .note("from here on a value of another type than is meant does not satisfy it, although nothing there refuses it")
                .help("name the `type` of the schema, and of those in it"),
        );
    }
}

/// Whether a schema has members that are wider in the object whose check is being written.
fn widens<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    if cx.widened.is_empty() || cx.checking.contains(&schema.at) {
        return false;
    }
    let members = cx.follow(schema).and_then(|target| members::members(cx, &target));
    members.is_some_and(|members| {
        members.list.values().flat_map(|member| &member.all).any(|source| cx.widened.contains_key(&source.at))
    })
}

fn body_part<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>) -> Check {
    if let Some(reference) = schema.reference() {
        let target = cx.follow(schema).and_then(|_| cx.target(reference));
        let Some(target) = target else { return Check::default() };
        if let Some(check) = unguessed(cx, schema, &target, read_only) {
            return check;
        }
        guessed_within(cx, schema, &target);
        let outer = cx.outgrown;
        cx.outgrown |= range::outgrows(cx, schema, |cx| in_the_end(cx, Class::Same(schema.clone()))?.primitive());
        let check = core_part(cx, &target, read_only);
        let check = meant(cx, &target, check);
        cx.outgrown = outer;
        return check;
    }
    if cx.checking.contains(&schema.at) {
        nameless_recursion(cx, schema);
        return Check::default();
    }
    cx.checking.push(schema.at.clone());
    let keywords = keywords(cx, schema, read_only);
    cx.checking.pop();
    Check(keywords)
}

/// What a reference leads to, without the types that are guessed there, where these do not count. `None` where they do, and within that
/// schema itself, which would have no end.
fn unguessed<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, target: &Schema<'a>, read_only: &ReadOnly<'a>) -> Option<Check> {
    let guesses = admit::unguessed(cx, schema) || cx.unguessed && around::said(cx, target).is_none();
    if !guesses || cx.checking.contains(&target.at) {
        return None;
    }
    let outer = (std::mem::replace(&mut cx.outgrown, true), std::mem::replace(&mut cx.unguessed, true));
    let check = body_part(cx, target, read_only);
    (cx.outgrown, cx.unguessed) = outer;
    Some(if shared::copies(cx, &check, schema) { check } else { Check::default() })
}

fn keywords<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>) -> Vec<Keyword> {
    if schema.never() || admitted(cx, schema).kinds == Kinds::NONE {
        return vec![Keyword::Refused(refusing(schema))];
    }
    let outer = cx.widened.clone();
    if schema.has("allOf")
        && admitted(cx, schema).kinds.contains(Kinds::OBJECT)
        && let Some(members) = members::members(cx, schema)
    {
        // What the whole says goes before what a part of it says.
        for (at, wider) in range::widened(cx, &members) {
            cx.widened.entry(at).or_insert(wider);
        }
    }
    let out = all_keywords(cx, schema, read_only);
    cx.widened = outer;
    out
}

fn all_keywords<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>) -> Vec<Keyword> {
    let mut out = Vec::new();
    out.extend(dynamic::scope(cx, schema));
    let asks = evaluated::asks(cx, schema);
    out.extend((asks != Asks::default()).then_some(Keyword::Notes(Notes::Begin)));
    out.extend(types(schema));
    values(cx, schema, &mut out);
    scalar::keywords(cx, schema, &mut out);
    array::keywords(cx, schema, &mut out);
    let read_only = object::read_only(cx, schema, read_only);
    object::keywords(cx, schema, &read_only, &mut out);
    combinations(cx, schema, &read_only, &mut out);
    unevaluated(cx, schema, asks, &mut out);
    out
}

/// `unevaluatedProperties` and `unevaluatedItems`, and what they need to know of this schema.
fn unevaluated<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, asks: Asks, out: &mut Vec<Keyword>) {
    if evaluated::tells(cx, schema) {
        out.extend(evaluated::notes(schema, asks));
    }
    if asks.members {
        let check = object::of_unevaluated(cx, schema);
        out.push(Keyword::UnevaluatedMembers(check));
    }
    if asks.items {
        let check = array::of_unevaluated(cx, schema);
        out.push(Keyword::UnevaluatedItems(check));
    }
}

/// `type` without null.
fn types(schema: &Schema<'_>) -> Option<Keyword> {
    let names = schema.type_names();
    let kinds: Vec<JsonType> =
        names.iter().filter_map(|name| JsonType::named(name)).filter(|kind| *kind != JsonType::Null).collect();
    match (kinds.is_empty(), names.is_empty()) {
        (_, true) => None,
        (true, false) => names.contains(&"null").then(|| Keyword::Type(vec![JsonType::Null])),
        (false, false) => Some(Keyword::Type(kinds)),
    }
}

/// `enum` and `const`.
fn values<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, out: &mut Vec<Keyword>) {
    if schema.has("enum") {
        let only_null = schema.keyword("enum").is_some_and(|node| !node.elements().is_empty());
        match literal::literals(cx, schema) {
            Some(literals) => out.push(literals.check()),
            None if only_null => out.push(Keyword::Type(vec![JsonType::Null])),
            None => {}
        }
    }
    if let Some(value) = schema.keyword("const") {
        out.push(Keyword::Const(value.to_json()));
    }
}

/// `allOf`, `anyOf`, `oneOf`, `not`, `if`.
fn combinations<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>, out: &mut Vec<Keyword>) {
    let mut all = Vec::new();
    for branch in schema.list("allOf") {
        all.push(held("allOf", all_of_branch(cx, &branch, read_only)));
    }
    all.retain(|check| !check.0.is_empty());
    once(&mut all);
    if !all.is_empty() {
        out.push(Keyword::AllOf(all));
    }
    for keyword in ["oneOf", "anyOf"] {
        alternatives(cx, schema, keyword, read_only, out);
    }
    if let Some(not) = schema.child("not") {
        out.push(Keyword::Not(Box::new(condition_part(cx, &not, &Vec::new()))));
    }
    condition(cx, schema, read_only, out);
    out.extend(dynamic::reference(cx, schema));
}

/// Removes references to components that stood before: each level of such lists would double the work.
fn once(branches: &mut Vec<Check>) {
    let mut seen = HashSet::new();
    branches.retain(|check| if let [Keyword::Schema(id)] = check.0.as_slice() { seen.insert(*id) } else { true });
}

/// The keyword by which a schema refuses everything.
fn refusing(schema: &Schema<'_>) -> &'static str {
    let there = |keyword: &&str| schema.has(keyword);
    ["enum", "allOf", "oneOf", "anyOf", "type"].into_iter().filter(|_| !schema.never()).find(there).unwrap_or("false")
}

/// The check of a schema that a keyword holds: if it is `false`, the keyword refuses the value.
fn held(keyword: &'static str, check: Check) -> Check {
    if check.0 == [Keyword::Refused("false")] { Check(vec![Keyword::Refused(keyword)]) } else { check }
}

/// A branch of `allOf`: a discriminated base stands for its own members here, not for its children.
fn all_of_branch<'a>(cx: &mut Context<'a>, branch: &Schema<'a>, read_only: &ReadOnly<'a>) -> Check {
    let base = cx.follow(branch).and_then(|target| cx.bases.get(&target.at).copied());
    match base {
        Some(id) => Check(vec![Keyword::Schema(id)]),
        None => part(cx, branch, read_only),
    }
}

fn alternatives<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, keyword: &str, read_only: &ReadOnly<'a>, out: &mut Vec<Keyword>) {
    if discriminator::is_base(cx, schema) {
        return;
    }
    let branches = admit::branches(cx, schema, keyword);
    if branches.len() > 1
        && branches.iter().all(|branch| admitted(cx, branch).values() == Kinds::OBJECT)
        && let Some(keyword) = union::discriminator_check(cx, schema, &branches)
    {
        let object = Keyword::Type(vec![JsonType::Object]);
        if !out.contains(&object) {
            out.push(object);
        }
        out.push(keyword);
        return;
    }
    let mut checks: Vec<Check> = Vec::with_capacity(branches.len());
    for branch in &branches {
        let check = core_part(cx, branch, read_only);
        // What the schema itself says of the type need not be said again.
        let said = admit::says(schema) == Some(admitted(cx, branch).values());
        let check = if said { check } else { meant(cx, branch, check) };
        checks.push(held(if keyword == "oneOf" { "oneOf" } else { "anyOf" }, check));
    }
    let free = checks.iter().any(|check| check.0.is_empty()) && !evaluated::tells(cx, schema);
    match (keyword, checks.as_slice()) {
        (_, []) if schema.list(keyword).is_empty() => {}
        (_, []) => out.push(Keyword::Type(vec![JsonType::Null])),
        (_, [single]) if single.0.is_empty() => {}
        (_, [_]) => out.push(Keyword::AllOf(checks)),
        ("oneOf", _) => out.push(Keyword::OneOf(checks)),
        (_, _) if free => {}
        (_, _) => out.push(Keyword::AnyOf(checks)),
    }
}

fn condition<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, read_only: &ReadOnly<'a>, out: &mut Vec<Keyword>) {
    let Some(condition) = schema.child("if") else { return };
    let mut branch = |keyword: &'static str| {
        schema.child(keyword).map_or(Check::default(), |branch| held(keyword, condition_part(cx, &branch, read_only)))
    };
    let (then, otherwise) = (branch("then"), branch("else"));
    if !(then.0.is_empty() && otherwise.0.is_empty()) || evaluated::tells(cx, schema) {
        // What is only tried demands no member: left out of it, one would make it hold.
        let condition = condition_part(cx, &condition, &Vec::new());
        out.push(Keyword::IfThenElse(Box::new(condition), Box::new(then), Box::new(otherwise)));
    }
}

fn nameless_recursion<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    cx.tell(
        Diagnostic::error(lowering::NAMELESS_RECURSION, schema.span(), "this schema contains itself and has no name")
            .help("move it to `components.schemas` and refer to it there"),
    );
}

/// Whether a keyword's value is a schema that allows anything.
pub(super) fn free(node: &Node) -> bool {
    node.value == Value::Bool(true) || matches!(&node.value, Value::Mapping(entries) if entries.is_empty())
}
