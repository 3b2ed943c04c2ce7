//! The places whose type is free JSON, and why.

use std::collections::HashSet;

use crate::Understood;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{dialect, lowering};
use crate::ir::{Operation, Rest, Shape, Status, Type, TypeRef};
use crate::node::{Entry, Node};
use crate::pointer::Pointer;
use crate::source::Span;

use super::Loss;
use super::losses::loss;

/// A place that holds free JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// Where it stands in the canonical document; of a parameter, the last parts are its location and name.
    pub pointer: Pointer,
    /// Why, if the description asks for something narrower; `None` if it asks for free JSON.
    pub forced: Option<Loss>,
}

/// Every use of free JSON, in the order of types and operations.
pub(super) fn places(understood: &Understood, diagnostics: &[&Diagnostic]) -> Vec<Free> {
    let forced: Vec<&Diagnostic> = {
        // `itemSchema` types what is free JSON without it.
        let narrows = |diagnostic: &&Diagnostic| [lowering::ANY, dialect::NOT_GENERATED].contains(&diagnostic.code);
        diagnostics.iter().copied().filter(narrows).collect()
    };
    let place = |(pointer, owner): (Pointer, Pointer)| {
        let span = understood.tree.at(&pointer).or_else(|| understood.tree.at(&owner)).map(|node| node.span);
        let reason = span.and_then(|span| forced.iter().find(|diagnostic| within(diagnostic.span, span)));
        Free { pointer, forced: reason.map(|diagnostic| loss(diagnostic)) }
    };
    uses(understood).map(place).collect()
}

fn uses(understood: &Understood) -> impl Iterator<Item = (Pointer, Pointer)> {
    let types = understood.api.types.iter().flat_map(|(_, ty)| in_type(ty));
    types.chain(understood.api.tags.iter().flat_map(|tag| &tag.operations).flat_map(in_operation))
}

/// What narrows a value that is held as free JSON all the same, where lowering says nothing about it.
pub(super) fn silent(understood: &Understood, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let told: HashSet<_> =
        diagnostics.iter().filter(|found| found.code == lowering::ANY).filter_map(|found| found.span).collect();
    let mut seen = HashSet::new();
    let entries = uses(understood).filter_map(|(pointer, _)| narrowing(&understood.tree, understood.tree.at(&pointer)?));
    let entries = entries.filter(|entry| !told.contains(&entry.value.span) && seen.insert(entry.key_span));
    let entries = entries.map(|entry| {
        let keyword = entry.key.trim_start_matches("x-canonical-");
        let message = format!("no Rust type says what this `{keyword}` does");
        Diagnostic::warning(lowering::ANY, entry.key_span, message)
            .note("the value is any JSON; it is still checked where checks run")
    });
    entries.collect()
}

/// The keyword of a schema, or of what it leads to, that free JSON does not show.
fn narrowing<'n>(tree: &'n Node, start: &'n Node) -> Option<&'n Entry> {
    const NARROW: [&str; 5] = ["enum", "x-canonical-const", "x-canonical-patternProperties", "x-canonical-prefixItems", "const"];
    /// Longer chains do not say more.
    const STEPS: usize = 16;
    let mut node = start;
    for _ in 0..STEPS {
        if let Some(entry) = node.entries().iter().find(|entry| NARROW.contains(&entry.key.as_str())) {
            return Some(entry);
        }
        let target = node.get("$ref").and_then(Node::as_str).and_then(|text| text.strip_prefix('#'));
        let target = target.and_then(|text| tree.at(&Pointer::from_text(text)));
        let inner = ["schema", "items", "additionalProperties"].into_iter().find_map(|key| node.get(key));
        node = target.or(inner)?;
    }
    None
}

fn within(inner: Option<Span>, outer: Span) -> bool {
    inner.is_some_and(|inner| inner.source == outer.source && outer.start <= inner.start && inner.end <= outer.end)
}

fn is_free(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Any | TypeRef::AnyObject => true,
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => is_free(inner),
        TypeRef::Named(_) | TypeRef::Primitive(_) => false,
    }
}

/// The places inside a definition, each with the place of the definition.
fn in_type(ty: &Type) -> Vec<(Pointer, Pointer)> {
    let at = &ty.pointer;
    let found: Vec<Pointer> = match &ty.shape {
        Shape::Struct(object) => {
            let fields = object.fields.iter().filter(|field| is_free(&field.ty));
            let rest = match &object.rest {
                Rest::Kept(values) => is_free(values).then(|| at.child("additionalProperties")),
                Rest::Ignored | Rest::Refused => None,
            };
            fields.map(|field| at.child("properties").child(&field.name)).chain(rest).collect()
        }
        Shape::Union(union) if union.variants.iter().any(|variant| is_free(&variant.ty)) => vec![at.clone()],
        Shape::Alias(ty) if is_free(ty) => vec![at.clone()],
        Shape::Union(_) | Shape::Alias(_) | Shape::Enumeration(_) => Vec::new(),
    };
    found.into_iter().map(|pointer| (pointer, at.clone())).collect()
}

fn in_operation(operation: &Operation) -> Vec<(Pointer, Pointer)> {
    let at = &operation.pointer;
    let mut found = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| is_free(&parameter.ty)) {
        found.push(at.child("parameters").child(parameter.location.name()).child(&parameter.name));
    }
    if let Some(body) = operation.request_body.as_ref().filter(|body| is_free(&body.content.ty)) {
        found.push(at.child("requestBody").child("content").child(&body.content.media_type));
    }
    for response in &operation.responses {
        let at = at.child("responses").child(&status(response.status));
        let content = response.content.iter().filter(|content| is_free(&content.ty));
        found.extend(content.map(|content| at.child("content").child(&content.media_type)));
        let headers = response.headers.iter().filter(|header| is_free(&header.ty));
        found.extend(headers.map(|header| at.child("headers").child(&header.name)));
    }
    found.into_iter().map(|pointer| (pointer.clone(), pointer)).collect()
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}
