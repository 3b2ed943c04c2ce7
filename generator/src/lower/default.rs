//! `default`: kept where a server would take it from a client.
//!
//! What a member's default must satisfy is known when every definition has its check, so those of members wait until then.

use super::admit::{Kinds, admitted};
use super::check;
use super::context::Context;
use super::held;
use super::shared;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::evaluate;
use crate::ir::{Check, Held, Keyword, Shape, TypeId, TypeRef};
use crate::node::{Node, Value};
use crate::source::Span;

/// A member with a default.
pub(super) struct Waiting<'a> {
    owner: TypeId,
    name: String,
    /// The schemas of the member that have one, and what each says.
    found: Vec<(Schema<'a>, &'a Node)>,
    /// The schemas of the member that must hold, whichever has the default.
    all: Vec<Schema<'a>>,
}

/// Remembers the defaults of a member, which `all` describe together, or `some` of which hold.
pub(super) fn of_member<'a>(cx: &mut Context<'a>, owner: TypeId, name: &str, all: &[Schema<'a>], some: &[Schema<'a>]) {
    let sources = if all.is_empty() { some } else { all };
    let found: Vec<_> = sources.iter().filter_map(|source| Some((source.clone(), written(cx, source)?))).collect();
    if !found.is_empty() {
        cx.defaults.push(Waiting { owner, name: name.to_owned(), found, all: all.to_vec() });
    }
}

/// Decides about the defaults of members: each becomes part of its field, or is told and dropped.
pub(super) fn settle(cx: &mut Context<'_>) {
    for waiting in std::mem::take(&mut cx.defaults) {
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
    let node = written(cx, schema)?;
    kept(cx, check, ty, node)
}

/// The schema's default, or that of what it is another spelling of: by `$ref`, or by an `allOf` of nothing else. Absent and null are
/// apart: a default of null says no more than "absent".
fn written<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<&'a Node> {
    let spellings = [Some(schema.clone()), cx.follow(schema), cx.identity(schema)];
    let (own, node) = spellings.into_iter().flatten().find_map(|schema| Some((schema.clone(), schema.keyword("default")?)))?;
    let absent = node.value == Value::Null && (admitted(cx, schema).kinds | admitted(cx, &own).kinds).contains(Kinds::NULL);
    (!absent).then_some(node)
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
