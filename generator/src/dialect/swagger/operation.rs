//! Operations: body and form become `requestBody`, media types move to where they apply, `schemes` become servers.

use std::collections::HashSet;

use super::super::shape::Walk;
use super::{Facts, form, is, response, servers, text};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// Rewrites an operation.
pub(super) fn rewrite(walk: &mut Walk<'_>, node: &mut Node) {
    let own = |entry: Option<Entry>| entry.map(|entry| entry.value.elements().to_vec());
    let consumes = own(node.take("consumes")).unwrap_or_else(|| walk.swagger.consumes.clone());
    let produces = own(node.take("produces")).unwrap_or_else(|| walk.swagger.produces.clone());
    request(walk, node, &consumes);
    let responses = node.entry_mut("responses").and_then(|entry| entry.value.entries_mut());
    for entry in responses.into_iter().flatten().filter(|entry| !entry.key.starts_with("x-")) {
        response::rewrite(walk, &mut entry.value, &produces);
    }
    let same = |own: &Entry| texts(own.value.elements()).eq(texts(&walk.swagger.schemes));
    if let Some(schemes) = node.take("schemes").filter(|own| !same(own)) {
        match servers::servers(&walk.swagger, schemes.value.elements(), schemes.key_span) {
            Some(list) => node.set("servers", schemes.key_span, list),
            None => node.set("x-canonical-schemes", schemes.key_span, schemes.value.value),
        }
    }
}

fn texts(nodes: &[Node]) -> impl Iterator<Item = Option<&str>> {
    nodes.iter().map(Node::as_str)
}

/// Takes the body, or the fields of a form, out of the parameters.
fn request(walk: &mut Walk<'_>, node: &mut Node, consumes: &[Node]) {
    let Some(entry) = node.entry_mut("parameters") else { return };
    let span = entry.key_span;
    let Value::Sequence(elements) = &mut entry.value.value else { return };
    let (mut bodies, mut fields, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for element in std::mem::take(elements) {
        if is_body(&walk.swagger, &element) {
            bodies.push(element);
        } else if is(&element, "in", "formData") {
            fields.push(element);
        } else {
            others.push(element);
        }
    }
    let none_left = others.is_empty();
    *elements = others;
    if none_left && !(bodies.is_empty() && fields.is_empty()) {
        node.take("parameters");
    }
    let mut extra = bodies.iter().skip(1).chain(fields.first().filter(|_| !bodies.is_empty()));
    if let Some(extra) = extra.next() {
        let message = "an operation has one body, or a form";
        walk.diagnostics.push(Diagnostic::error(dialect::EXCLUSIVE, extra.span, message).help("keep one of them"));
    }
    let body = match bodies.into_iter().next() {
        Some(body) => Some(self::body(walk, body, consumes)),
        None if fields.iter().all(|field| walk.copies.allow(field, consumes.len())) => form::body(fields, consumes),
        None => None,
    };
    if let Some(body) = body {
        node.set("requestBody", span, body.value);
    }
}

fn is_body(facts: &Facts, parameter: &Node) -> bool {
    let shared = parameter.get("$ref").and_then(Node::as_str).and_then(|text| text.strip_prefix("#/components/parameters/"));
    is(parameter, "in", "body") || shared.is_some_and(|name| facts.bodies.contains(name))
}

/// The Request Body Object of a parameter `in: body`, or a reference to one.
pub(super) fn body(walk: &mut Walk<'_>, mut parameter: Node, types: &[Node]) -> Node {
    if let Some(reference) = parameter.entry_mut("$ref") {
        if let Some(name) = reference.value.as_str().and_then(|text| text.strip_prefix("#/components/parameters/")) {
            reference.value.value = Value::String(format!("#/components/requestBodies/{name}"));
        }
        return parameter;
    }
    let span = parameter.span;
    parameter.take("in");
    let schema = parameter.take("schema");
    let types = limited(walk, &parameter, types);
    let names = or_json(walk, types, "consumes", span);
    let media = Value::Mapping(schema.iter().cloned().collect());
    let content = content(schema.as_ref().map_or(span, |schema| schema.key_span), &names, &media);
    for entry in parameter.entries_mut().into_iter().flatten() {
        let known = matches!(entry.key.as_str(), "description" | "required") || entry.key.starts_with("x-");
        if !known {
            entry.key.insert_str(0, "x-canonical-");
        }
    }
    parameter.set("content", span, content);
    parameter
}

/// The media types, unless the value would be copied too often for them.
pub(super) fn limited<'t>(walk: &mut Walk<'_>, node: &Node, types: &'t [Node]) -> &'t [Node] {
    if walk.copies.allow(node, types.len()) {
        return types;
    }
    walk.swagger.told = true;
    &[]
}

/// The same media type object for every name.
pub(super) fn content(span: Span, names: &[Node], media: &Value) -> Value {
    let mut seen = HashSet::new();
    let names = names.iter().filter_map(Node::as_str).filter(|name| seen.insert(*name));
    let entry = |name: &str| Entry { key: name.to_owned(), key_span: span, value: Node::made(span, media.clone()) };
    Value::Mapping(names.map(entry).collect())
}

/// The media types, or JSON if none are named anywhere.
pub(super) fn or_json(walk: &mut Walk<'_>, types: &[Node], key: &str, span: Span) -> Vec<Node> {
    if !types.is_empty() {
        return types.to_vec();
    }
    if !std::mem::replace(&mut walk.swagger.told, true) {
        let message = format!("neither the operation nor the document has `{key}`");
        walk.diagnostics.push(
            Diagnostic::warning(dialect::FILLED_IN, span, message)
                .note("`application/json` is taken, here and wherever it is missing")
                .help(format!("add `{key}: [application/json]` to the document")),
        );
    }
    vec![Node::made(span, text("application/json"))]
}
