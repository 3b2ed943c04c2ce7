//! The root: definitions become components, `host` and the like become servers.

use super::super::rewrite::tags;
use super::super::shape::Walk;
use super::{mapping, operation, response, servers};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};

/// Rewrites the root of a document.
pub(super) fn rewrite(walk: &mut Walk<'_>, node: &mut Node) {
    node.rename("swagger", "openapi");
    tags::check(walk, node);
    root_servers(walk, node);
    node.take("consumes");
    node.take("produces");
    let mut components = mapping(node.span);
    for (from, to) in [("definitions", "schemas"), ("securityDefinitions", "securitySchemes")] {
        if let Some(entry) = node.take(from) {
            components.set(to, entry.key_span, entry.value.value);
        }
    }
    if let Some(responses) = node.take("responses") {
        components.set("responses", responses.key_span, shared_responses(walk, responses));
    }
    if let Some(parameters) = node.take("parameters") {
        shared_parameters(walk, parameters, &mut components);
    }
    if !components.entries().is_empty() {
        node.set("components", node.span, components.value);
    }
}

fn root_servers(walk: &mut Walk<'_>, node: &mut Node) {
    let schemes = node.take("schemes");
    let span = schemes.as_ref().map_or(node.span, |schemes| schemes.key_span);
    let list = servers::servers(&walk.swagger, &walk.swagger.schemes, span);
    let host = node.take("host");
    node.take("basePath");
    match (list, host, schemes) {
        (Some(list), Some(host), None) => {
            let message = "the document does not say which `schemes` its host has";
            let diagnostic = Diagnostic::warning(dialect::FILLED_IN, host.key_span, message).note("`https` is taken");
            walk.diagnostics.push(diagnostic.help("add `schemes: [https]`"));
            node.set("servers", host.key_span, list);
        }
        (Some(list), _, _) => node.set("servers", span, list),
        (None, _, Some(schemes)) => node.set("x-canonical-schemes", span, schemes.value.value),
        (None, _, None) => {}
    }
}

fn shared_responses(walk: &mut Walk<'_>, mut responses: Entry) -> Value {
    let produces = walk.swagger.produces.clone();
    for entry in responses.value.entries_mut().into_iter().flatten() {
        response::rewrite(walk, &mut entry.value, &produces);
    }
    responses.value.value
}

/// Bodies go to `requestBodies`; fields of a form were copied to where they are used, and are kept apart.
fn shared_parameters(walk: &mut Walk<'_>, parameters: Entry, components: &mut Node) {
    let consumes = walk.swagger.consumes.clone();
    for entry in parameters.value.entries() {
        let parameter = entry.value.clone();
        let (kind, made) = match (walk.swagger.bodies.contains(&entry.key), walk.swagger.fields.contains(&entry.key)) {
            (true, _) => ("requestBodies", operation::body(walk, parameter, &consumes)),
            (false, true) => ("x-canonical-parameters", parameter),
            (false, false) => ("parameters", parameter),
        };
        if components.get(kind).is_none() {
            components.set(kind, parameters.key_span, Value::Mapping(Vec::new()));
        }
        if let Some(owner) = components.entry_mut(kind) {
            let entries = owner.value.entries_mut().into_iter();
            entries.for_each(|entries| entries.push(Entry { value: made.clone(), ..entry.clone() }));
        }
    }
}

/// A path item: an empty list of parameters is what is left when all moved to the operations.
pub(super) fn path_item(node: &mut Node) {
    if node.get("parameters").is_some_and(|list| matches!(&list.value, Value::Sequence(elements) if elements.is_empty())) {
        node.take("parameters");
    }
}
