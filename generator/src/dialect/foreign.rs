//! Documents that are no OpenAPI description: which format they follow, as their first keys tell.

use crate::diagnostic::{Diagnostic, codes::dialect, suggest};
use crate::node::{Entry, Node, Value};

/// A key at the top, what a document with it is, and how to go on.
const FORMATS: &[(&str, &str, &str)] = &[
    ("asyncapi", "an AsyncAPI document", "only OpenAPI and Swagger 2.0 are read"),
    ("arazzo", "an Arazzo description", "name the OpenAPI description that it speaks of"),
    ("overlay", "an overlay", "name the description that it changes, and this file with `--overlay`"),
    ("swaggerVersion", "a description in Swagger 1", "convert it to OpenAPI 3, or Swagger 2.0 first"),
    ("openrpc", "an OpenRPC document", "only OpenAPI and Swagger 2.0 are read"),
    ("smithy", "a Smithy model", "export it as OpenAPI"),
    ("__export_format", "an Insomnia export", "export the design document, which is OpenAPI"),
    ("log", "an HTTP archive (HAR)", "only OpenAPI and Swagger 2.0 are read"),
    ("__schema", "a GraphQL schema", "only OpenAPI and Swagger 2.0 are read"),
    ("FORMAT", "an API Blueprint", "convert it to OpenAPI"),
    ("apiVersion", "a Kubernetes object", "if it holds a description, give that a file of its own"),
    ("dependencies", "a package manifest", "name the description instead"),
    ("$schema", "a JSON Schema", "write a description, and refer to this file from its `components.schemas`"),
    ("$defs", "a JSON Schema", "write a description, and refer to this file from its `components.schemas`"),
    ("properties", "a JSON Schema", "write a description, and refer to this file from its `components.schemas`"),
];

/// What to say of a document that names no version: what it is instead, or what is missing.
pub(super) fn no_version(node: &Node) -> Diagnostic {
    let place = node.entries().first().map_or(node.span, |entry| entry.key_span);
    let error = |place, message: String| Diagnostic::error(dialect::NO_VERSION, place, message);
    let absent = |place| error(place, "this document does not say which version of OpenAPI it follows".to_owned());
    let meant = |entry: &Entry| suggest::nearest(&entry.key, ["openapi", "swagger"]);
    if let Some((entry, meant)) = node.entries().iter().find_map(|entry| Some((entry, meant(entry)?))) {
        return absent(entry.key_span).help(format!("did you mean `{meant}`?"));
    }
    if let Some(entry) = node.entries().iter().find(|entry| entry.value.get("openapi").or(entry.value.get("swagger")).is_some()) {
        return absent(entry.key_span)
            .label("a description stands in here")
            .help(format!("give what is in `{}` a file of its own", entry.key));
    }
    if is_postman(node) {
        return error(place, "this is a Postman collection, not an OpenAPI description".to_owned())
            .help("convert it to OpenAPI, and name the result");
    }
    match FORMATS.iter().find_map(|format| Some((node.entry(format.0)?, format))) {
        Some((entry, (_, what, help))) => {
            error(entry.key_span, format!("this is {what}, not an OpenAPI description")).help(*help)
        }
        None => absent(place).help("add `openapi: 3.0.3` or `openapi: 3.1.0` at the top"),
    }
}

fn is_postman(node: &Node) -> bool {
    let info = node.get("info").or_else(|| node.get("collection")?.get("info"));
    info.is_some_and(|info| {
        let schema = info.get("schema").and_then(Node::as_str).unwrap_or_default();
        info.get("_postman_id").is_some() || schema.contains("getpostman.com")
    })
}

/// What to say of a document that is no mapping.
pub(super) fn no_mapping(node: &Node) -> Diagnostic {
    if node.value == Value::Null {
        return crate::node::empty(node.span);
    }
    let found = node.words();
    let diagnostic = Diagnostic::error(dialect::WRONG_TYPE, node.span, format!("expected an OpenAPI document, found {found}"))
        .label("expected a mapping that begins with `openapi`");
    match &node.value {
        Value::Sequence(elements) if elements.iter().any(|it| it.get("openapi").or(it.get("swagger")).is_some()) => {
            diagnostic.help("give each description a file of its own")
        }
        Value::Sequence(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_) => {
            diagnostic.help("a description begins with `openapi: 3.1.0` and has `info` and `paths`")
        }
    }
}
