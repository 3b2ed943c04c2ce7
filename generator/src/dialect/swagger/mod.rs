//! Swagger 2.0 becomes the canonical form: what stands in one object there and in another in OpenAPI 3 is moved, one file
//! for each kind of object. `copy` and `deep` run before the walk, the others on objects whose members are canonical.

mod copy;
mod deep;
mod document;
mod form;
mod operation;
mod parameter;
mod response;
mod security;
mod servers;

use std::collections::HashSet;

use super::copies::Copies;
use super::shape::Walk;
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Node, Value};
use crate::part::Parts;
use crate::source::Span;
use crate::standard::Id;

/// What the document says for all operations.
#[derive(Default)]
pub(super) struct Facts {
    consumes: Vec<Node>,
    produces: Vec<Node>,
    host: Option<Node>,
    base_path: Option<Node>,
    schemes: Vec<Node>,
    /// The names of shared parameters that are bodies.
    bodies: HashSet<String>,
    /// And those that are fields of a form.
    fields: HashSet<String>,
    /// A missing media type was pointed out already.
    told: bool,
}

/// Prepares a document for the walk, and reads what applies to all of it.
pub(super) fn prepare(root: &mut Node, copies: &mut Copies, parts: &mut Parts, diagnostics: &mut Vec<Diagnostic>) -> Facts {
    deep::move_targets(root, parts, diagnostics);
    let list = |key: &str| root.get(key).map(Node::elements).unwrap_or_default().to_vec();
    let shared = root.get("parameters");
    let of = |location: &str| {
        let listed = shared.map(Node::entries).unwrap_or_default().iter();
        let there = listed.filter(|entry| is(copy::followed(&entry.value, "parameters", shared), "in", location));
        there.map(|entry| entry.key.clone()).collect()
    };
    let facts = Facts {
        consumes: list("consumes"),
        produces: list("produces"),
        host: root.get("host").cloned(),
        base_path: root.get("basePath").cloned(),
        schemes: list("schemes"),
        bodies: of("body"),
        fields: of("formData"),
        told: false,
    };
    copy::shared(root, &facts, copies);
    facts
}

/// Rewrites an object whose members are canonical already.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, id: Id) {
    match id {
        Id::Swagger => document::rewrite(walk, node),
        Id::PathItem => document::path_item(node),
        Id::Operation => operation::rewrite(walk, node),
        Id::Parameter => parameter::rewrite(walk, node),
        Id::Items => parameter::items(walk, node),
        Id::Header => parameter::header(walk, node),
        Id::SecurityScheme => security::rewrite(node),
        Id::Schema => super::rewrite::schema::rewrite(walk, node),
        // A response is rewritten by the operation that it belongs to, which knows the media types.
        Id::Response
        | Id::OpenApi
        | Id::Info
        | Id::Contact
        | Id::License
        | Id::Server
        | Id::ServerVariable
        | Id::Components
        | Id::Paths
        | Id::ExternalDocs
        | Id::RequestBody
        | Id::MediaType
        | Id::Encoding
        | Id::Responses
        | Id::Callback
        | Id::Example
        | Id::Link
        | Id::Tag
        | Id::Discriminator
        | Id::Xml
        | Id::OauthFlows
        | Id::OauthFlow => {}
    }
}

/// `type: file` of a response is a string of bytes.
pub(super) fn file_schema(node: &mut Node) {
    let Some(span) = node.get("type").filter(|kind| kind.as_str() == Some("file")).map(|kind| kind.span) else { return };
    node.set("type", span, text("string"));
    node.set("format", span, text("binary"));
}

/// Schema Object: `x-nullable`, and `discriminator` as a plain name.
pub(super) fn schema(walk: &mut Walk<'_>, node: &mut Node) {
    if let Some(entry) = node.entry_mut("x-nullable").filter(|entry| entry.value.value == Value::Bool(true)) {
        entry.key = "nullable".to_owned();
        walk.diagnostics.push(
            Diagnostic::warning(dialect::X_NULLABLE, entry.key_span, "Swagger 2.0 has no `x-nullable`")
                .note("it is read as if null were allowed")
                .help("nothing has to be done; OpenAPI 3.0 has `nullable: true` for it"),
        );
    }
    if let Some(entry) = node.entry_mut("discriminator") {
        let name = std::mem::replace(&mut entry.value, mapping(entry.key_span));
        entry.value.set("propertyName", name.span, name.value);
    }
}

fn is(node: &Node, key: &str, value: &str) -> bool {
    node.get(key).and_then(Node::as_str) == Some(value)
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn mapping(span: Span) -> Node {
    Node::made(span, Value::Mapping(Vec::new()))
}
