//! `default`: kept where a server would take it from a client.
//!
//! What a member's default must satisfy is known when every definition has its check, so those of members wait until then.

use std::collections::HashSet;

use super::admit::{Kinds, admitted, branches};
use super::check;
use super::context::Context;
use super::held;
use super::shared;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::evaluate;
use crate::ir::{Check, Held, Keyword, Shape, TypeId, TypeRef};
use crate::node::{Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;

/// A member with a default.
pub(super) struct Waiting<'a> {
    owner: TypeId,
    name: String,
    /// What the schemas of the member say, and which of them does.
    found: Vec<(Schema<'a>, &'a Node)>,
    /// The schemas of the member that must hold, whichever has the default.
    all: Vec<Schema<'a>>,
}

/// Remembers the defaults of a member, which `all` describe together, or `some` of which hold.
pub(super) fn of_member<'a>(cx: &mut Context<'a>, owner: TypeId, name: &str, all: &[Schema<'a>], some: &[Schema<'a>]) {
    let sources = if all.is_empty() { some } else { all };
    let mut found: Vec<(Schema<'a>, &'a Node)> = Vec::new();
    for source in sources {
        found.extend(written(cx, source).into_iter().map(|node| (source.clone(), node)));
    }
    if !found.is_empty() {
        cx.defaults.push(Waiting { owner, name: name.to_owned(), found, all: all.to_vec() });
    }
}

/// Decides about the defaults of members: each becomes part of its field, or is told and dropped.
pub(super) fn settle(cx: &mut Context<'_>) {
    for waiting in std::mem::take(&mut cx.defaults) {
        tell_others(cx, waiting.found.iter().map(|(_, node)| *node));
        let kept = waiting.found.iter().find_map(|(source, node)| {
            let sources = if waiting.all.is_empty() { std::slice::from_ref(source) } else { &waiting.all };
            let checks = sources.iter().map(|source| check::check(cx, source)).collect();
            let field = field(cx, waiting.owner, &waiting.name)?;
            if field.held != Held::Value {
                cx.tell(of_no_value(node.span));
                return None;
            }
            let ty = field.ty.clone();
            kept(cx, &all_of(checks), &ty, node)
        });
        if let Some(field) = field(cx, waiting.owner, &waiting.name) {
            field.default = kept;
        }
    }
}

/// What is sent as a part, with headers of its own, is no value that a default could stand for.
fn of_no_value(span: Span) -> Diagnostic {
    let warning = Diagnostic::warning(lowering::DEFAULT, span, "a part of a body that is a file, or has headers, has no default");
    warning.note("it is ignored: an absent part stays absent").help("remove the default")
}

/// The default of a parameter as JSON text; one that does not fit is told and dropped.
pub(super) fn of_parameter<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, check: &Check, ty: &TypeRef) -> Option<String> {
    let found = written(cx, schema);
    tell_others(cx, found.iter().copied());
    found.into_iter().find_map(|node| kept(cx, check, ty, node))
}

/// The schema's default, or else those of what it refers to, and of the parts that must hold of the same value. One that is said in a
/// place goes before those behind it. Absent and null are apart: a default of null says no more than "absent".
fn written<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<&'a Node> {
    let mut search = Search::default();
    gather(cx, &mut search, schema);
    if search.found.is_empty() {
        tell_alternatives(cx, schema, search);
        return Vec::new();
    }
    let null = admitted(cx, schema).kinds;
    let mut kept = Vec::new();
    for (own, node) in search.found {
        let absent = node.value == Value::Null && (null | admitted(cx, &own).kinds).contains(Kinds::NULL);
        if !absent {
            kept.push(node);
        }
    }
    kept
}

/// Schemas that are about one value.
#[derive(Default)]
struct Search<'a> {
    seen: HashSet<Pointer>,
    /// Those with a default.
    found: Vec<(Schema<'a>, &'a Node)>,
    /// Those of which another one may hold.
    alternatives: Vec<Schema<'a>>,
}

fn gather<'a>(cx: &mut Context<'a>, search: &mut Search<'a>, schema: &Schema<'a>) {
    if cx.undefaulted.contains(&schema.at) || !search.seen.insert(schema.at.clone()) {
        return;
    }
    if let Some(node) = schema.keyword("default") {
        return search.found.push((schema.clone(), node));
    }
    if cx.descend(schema) {
        for part in parts(cx, search, schema) {
            gather(cx, search, &part);
        }
    }
    cx.ascend();
}

/// The schemas that must hold of the same value.
fn parts<'a>(cx: &mut Context<'a>, search: &mut Search<'a>, schema: &Schema<'a>) -> Vec<Schema<'a>> {
    if let Some(reference) = schema.reference() {
        return Vec::from_iter(cx.follow(schema).and_then(|_| cx.target(reference)));
    }
    let mut parts = schema.list("allOf");
    for keyword in ["oneOf", "anyOf"] {
        let branches = branches(cx, schema, keyword);
        // The other one is null.
        if branches.len() == 1 { &mut parts } else { &mut search.alternatives }.extend(branches);
    }
    parts
}

/// What stands in one of several alternatives says nothing of a value that is absent.
fn tell_alternatives<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, search: Search<'a>) {
    let mut inside = Search { seen: search.seen, ..Search::default() };
    for branch in search.alternatives {
        gather(cx, &mut inside, &branch);
    }
    if inside.found.is_empty() && inside.alternatives.is_empty() {
        cx.undefaulted.extend(inside.seen);
        return;
    }
    for (_, node) in inside.found.into_iter().filter(|(_, node)| node.value != Value::Null) {
        let told = Diagnostic::warning(lowering::DEFAULT, node.span, "this default stands in one of several alternatives");
        let told = told.related(schema.span(), "which of them an absent value would be is not said");
        cx.tell(told.note("it is ignored here: an absent value stays absent").help("write the default beside the alternatives"));
    }
}

/// Of several defaults that schemas of one value say, the first counts.
fn tell_others<'a>(cx: &mut Context<'a>, found: impl Iterator<Item = &'a Node>) {
    let found: Vec<_> = found.collect();
    let Some((first, others)) = found.split_first() else { return };
    let value = evaluate::tape(first);
    for other in others.iter().filter(|other| evaluate::tape(other).root() != value.root()) {
        let told = Diagnostic::warning(lowering::DEFAULT, other.span, "another schema of the same value says another default");
        let told = told.related(first.span, "this one counts, if it fits");
        cx.tell(
            told.note("an absent value has one default").help("say the default in one place, beside the references or `allOf`"),
        );
    }
}

fn kept(cx: &mut Context<'_>, check: &Check, ty: &TypeRef, node: &Node) -> Option<String> {
    let types = &cx.types;
    let definition = |id| types.get(id).map(|definition| &definition.check);
    let told = match evaluate::mismatches(check, &definition, node, &mut cx.effort) {
        None => Some(refused(node.span, "there are too many checks within checks to tell")),
        Some(mismatches) => evaluate::told(&mismatches, refused),
    };
    let told = match told {
        Some(told) => told,
        None if held::holds(types, ty, evaluate::tape(node).root()) => {
            let text = node.to_json();
            return cx.admits_values(shared::text(&text), |_| node.span).then_some(text);
        }
        None => refused(node.span, "the type that holds its values in Rust cannot hold this one"),
    };
    cx.tell(told.note("it is ignored: an absent value stays absent").help("correct the default, or remove it"));
    None
}

fn refused(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::warning(lowering::DEFAULT, span, format!("this default does not fit its schema: {reason}"))
}

fn all_of(mut checks: Vec<Check>) -> Check {
    if checks.len() > 1 { Check(vec![Keyword::AllOf(checks)]) } else { checks.pop().unwrap_or_default() }
}

fn field<'c>(cx: &'c mut Context<'_>, owner: TypeId, name: &str) -> Option<&'c mut crate::ir::Field> {
    match &mut cx.types.get_mut(owner)?.shape {
        Shape::Struct(object) => object.fields.iter_mut().find(|field| field.name == name),
        Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => None,
    }
}
