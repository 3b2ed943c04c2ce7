//! The rewrites to the canonical form, by the object that they concern. Inner objects are rewritten first.

mod bounds;
mod document;
mod numbers;
mod querystring;
pub(super) mod schema;
pub(super) mod serialization;
pub(super) mod tags;

use super::shape::Walk;
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};
use crate::standard::{Id, Object, RESERVED, Reads, Version, plain_key};

/// Rewrites an object whose members are canonical already.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, described: &Object) {
    match walk.version {
        Version::V20 => super::swagger::object(walk, node, described.id),
        Version::V30 | Version::V31 | Version::V32 => openapi(walk, node, described.id),
    }
    missing(walk, node, described);
    if described.id == Id::Parameter {
        serialization::empty_value(walk, node);
    }
    if walk.version >= Version::V31 {
        reserve(node, described);
    }
}

fn openapi(walk: &mut Walk<'_>, node: &mut Node, id: Id) {
    match id {
        Id::OpenApi => document::root(walk, node),
        Id::Operation => {
            document::operation(node);
            querystring::check(walk, &[node.get("parameters")]);
        }
        Id::PathItem => querystring::path_item(walk, node),
        Id::Callback => document::callback(node),
        Id::SecurityScheme => document::security_scheme(node),
        Id::Discriminator => document::discriminator(walk, node),
        Id::Parameter => {
            serialization::newer(walk, node);
            serialization::parameter(node);
        }
        Id::Header => serialization::header(node),
        Id::Encoding => serialization::encoding(node),
        Id::Schema => schema::rewrite(walk, node),
        Id::Response => document::response(node),
        Id::Example => node.rename("dataValue", "value"),
        Id::Swagger
        | Id::Info
        | Id::Contact
        | Id::License
        | Id::Server
        | Id::ServerVariable
        | Id::Components
        | Id::Paths
        | Id::ExternalDocs
        | Id::Items
        | Id::RequestBody
        | Id::MediaType
        | Id::Responses
        | Id::Link
        | Id::Tag
        | Id::Xml
        | Id::OauthFlows
        | Id::OauthFlow => {}
    }
}

/// Tells of fields that ask for something which nothing reads yet; `false` asks for nothing.
fn missing(walk: &mut Walk<'_>, node: &Node, described: &Object) {
    for field in described.fields {
        let Reads::Missing(consequence) = field.reads else { continue };
        let written = node.entries().iter().find(|entry| plain_key(&entry.key) == field.name);
        let asks = |entry: &&Entry| field.since.covers(walk.version) && entry.value.value != Value::Bool(false);
        if let Some(entry) = written.filter(asks) {
            not_generated(walk, entry, consequence);
        }
    }
}

pub(in crate::dialect) fn not_generated(walk: &mut Walk<'_>, entry: &Entry, consequence: &str) {
    let message = format!("nothing is generated from `{}` yet", plain_key(&entry.key));
    walk.diagnostics.push(Diagnostic::warning(dialect::NOT_GENERATED, entry.key_span, message).note(consequence));
}

/// Fields that 3.0 lacks are kept under a reserved key with the same value.
fn reserve(node: &mut Node, described: &Object) {
    for entry in node.entries_mut().into_iter().flatten() {
        if described.field(&entry.key).is_some_and(|field| field.since.is_reserved()) {
            entry.key.insert_str(0, RESERVED);
        }
    }
}

/// The schemas `true` and `false` of 3.1; says whether it was one.
pub(super) fn boolean_schema(version: Version, node: &mut Node, described: &Object) -> bool {
    let Value::Bool(anything) = node.value else { return false };
    let is_schema = described.id == Id::Schema && version.has_json_schema();
    if is_schema {
        let never = || Entry {
            key: "x-canonical-never".to_owned(),
            key_span: node.span,
            value: Node::made(node.span, Value::Bool(true)),
        };
        node.value = Value::Mapping(if anything { Vec::new() } else { vec![never()] });
    }
    is_schema
}
