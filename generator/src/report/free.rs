//! The places whose type is free JSON, and why.

use std::collections::HashSet;

use crate::Understood;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{dialect, lowering};
use crate::ir::{Content, Operation, Rest, Shape, Type, TypeRef};
use crate::node::{Entry, Index, Node};
use crate::pointer::Pointer;
use crate::source::Span;

use super::Loss;
use super::losses::loss;

/// A place that holds free JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Free {
    /// Where it stands in the canonical document; of a parameter, the last parts are its location and name.
    pub pointer: Pointer,
    /// Where that is written; of what is not, what it belongs to.
    pub span: Option<Span>,
    /// Why, if the description asks for something narrower; `None` if it asks for free JSON.
    pub forced: Option<Loss>,
}

/// Every use of free JSON, in the order of types and operations.
pub(super) fn places(understood: &Understood, diagnostics: &[&Diagnostic]) -> Vec<Free> {
    let index = Index::default();
    let narrows = |diagnostic: &&Diagnostic| [lowering::ANY, lowering::ITEMS, dialect::NOT_GENERATED].contains(&diagnostic.code);
    let mut forced: Vec<&Diagnostic> = diagnostics.iter().copied().filter(narrows).collect();
    forced.sort_by_key(|diagnostic| diagnostic.span);
    let place = |(pointer, owner): (Pointer, Pointer)| {
        let span = index.at(&understood.tree, &pointer).or_else(|| index.at(&understood.tree, &owner)).map(|node| node.span);
        let reason = span.and_then(|span| {
            let first = forced
                .partition_point(|diagnostic| diagnostic.span.is_none_or(|it| (it.source, it.start) < (span.source, span.start)));
            let near = forced.iter().skip(first).take_while(|diagnostic| diagnostic.span.is_some_and(|it| it.start <= span.end));
            near.into_iter().find(|diagnostic| within(diagnostic.span, span))
        });
        let span = Some(nearest(&index, &understood.tree, &pointer).span);
        Free { pointer, span, forced: reason.map(|diagnostic| loss(diagnostic)) }
    };
    uses(understood).map(place).collect()
}

/// The node to which a pointer leads across references, or the last on the way to it. Parameters go by location and name.
fn nearest<'n>(index: &Index<'n>, tree: &'n Node, pointer: &Pointer) -> &'n Node {
    let tokens: Vec<_> = pointer.tokens().collect();
    let mut rest = tokens.as_slice();
    let mut node = tree;
    while let [token, after @ ..] = rest {
        let (next, used) = match (index.entry(node, token), after) {
            (Some(entry), _) => (Some(&entry.value), after),
            (None, _) if token.parse::<usize>().is_ok() => {
                (node.elements().get(token.parse::<usize>().unwrap_or_default()), after)
            }
            (None, [name, last @ ..]) => {
                let mut parameters = node.elements().iter().map(|element| target(index, tree, element));
                let is = |node: &Node, key: &str, text: &str| node.get(key).and_then(Node::as_str) == Some(text);
                (parameters.find(|element| is(element, "in", token) && is(element, "name", name)), last)
            }
            (None, _) => (None, after),
        };
        let Some(next) = next else { return node };
        (node, rest) = (if used.is_empty() { next } else { target(index, tree, next) }, used);
    }
    node
}

/// What a reference leads to; anything else is itself.
fn target<'n>(index: &Index<'n>, tree: &'n Node, node: &'n Node) -> &'n Node {
    let text = node.get("$ref").and_then(Node::as_str).and_then(|text| text.strip_prefix('#'));
    text.and_then(|text| index.at(tree, &Pointer::from_text(text))).unwrap_or(node)
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
    let index = Index::default();
    let tree = &understood.tree;
    let entries = uses(understood).filter_map(|(pointer, _)| narrowing(&index, tree, index.at(tree, &pointer)?));
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
fn narrowing<'n>(index: &Index<'n>, tree: &'n Node, start: &'n Node) -> Option<&'n Entry> {
    const NARROW: [&str; 5] = ["enum", "x-canonical-const", "x-canonical-patternProperties", "x-canonical-prefixItems", "const"];
    /// Longer chains do not say more.
    const STEPS: usize = 16;
    let mut node = start;
    for _ in 0..STEPS {
        if let Some(entry) = node.entries().iter().find(|entry| NARROW.contains(&entry.key.as_str())) {
            return Some(entry);
        }
        let inner =
            ["x-canonical-itemSchema", "schema", "items", "additionalProperties"].into_iter().find_map(|key| node.get(key));
        let target = target(index, tree, node);
        node = if std::ptr::eq(target, node) { inner? } else { target };
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
                Rest::Patterned(..) => Some(at.child("additionalProperties")),
                Rest::Ignored | Rest::Refused => None,
            };
            fields.map(|field| at.child("properties").child(&field.name)).chain(rest).collect()
        }
        Shape::Union(union) if union.variants.iter().any(|variant| is_free(&variant.ty)) => vec![at.clone()],
        Shape::Alias(ty) if is_free(ty) => vec![at.clone()],
        Shape::Tuple(tuple) => {
            let elements = tuple.elements.iter().enumerate().filter(|(_, element)| is_free(&element.ty));
            let first = at.child("prefixItems");
            let rest = tuple.rest.as_ref().filter(|ty| is_free(ty)).map(|_| at.child("items"));
            elements.map(|(index, _)| first.index(index)).chain(rest).collect()
        }
        Shape::Union(_) | Shape::Alias(_) | Shape::Enumeration(_) | Shape::Contents(_) => Vec::new(),
    };
    found.into_iter().map(|pointer| (pointer, at.clone())).collect()
}

fn in_operation(operation: &Operation) -> Vec<(Pointer, Pointer)> {
    let at = &operation.pointer;
    let mut found = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| is_free(&parameter.ty)) {
        found.push(at.child("parameters").child(parameter.location.name()).child(&parameter.name));
    }
    if let Some(body) = &operation.request_body {
        found.extend(in_content(&body.content, &at.child("requestBody")));
    }
    for response in &operation.responses {
        let at = at.child("responses").child(&response.status.to_string());
        found.extend(response.content.iter().flat_map(|content| in_content(content, &at)));
        let headers = response.headers.iter().filter(|header| is_free(&header.ty));
        found.extend(headers.map(|header| at.child("headers").child(&header.name)));
    }
    found.into_iter().map(|pointer| (pointer.clone(), pointer)).collect()
}

/// The media types of a body that is free JSON.
fn in_content(content: &Content, at: &Pointer) -> Vec<Pointer> {
    let media = content.media.iter().filter(|_| content.ty().is_some_and(is_free));
    media.map(|media| at.child("content").child(&media.name)).collect()
}
