//! The rewrites to the canonical form, by the object that they concern. Inner objects are rewritten first.

mod bounds;
mod document;
mod numbers;
mod querystring;
pub(super) mod schema;
pub(super) mod serialization;
pub(super) mod tags;

use super::shape::Walk;
use super::table::{Object, Role, Version};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};

/// Rewrites an object whose members are canonical already.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, described: &Object) {
    empty_value(walk, node, described);
    match described.role {
        Role::Document => document::root(walk, node),
        Role::Operation => {
            document::operation(node);
            querystring::check(walk, &[node.get("parameters")]);
        }
        Role::PathItem => querystring::path_item(walk, node),
        Role::Callback => document::callback(node),
        Role::SecurityScheme => document::security_scheme(node),
        Role::Discriminator => document::discriminator(walk, node),
        Role::Parameter => {
            serialization::newer(walk, node);
            serialization::parameter(node);
        }
        Role::Header => serialization::header(node),
        Role::Encoding => serialization::encoding(node),
        Role::Schema => schema::rewrite(walk, node),
        Role::Swagger(role) => super::swagger::object(walk, node, role),
        Role::Response => document::response(node),
        Role::Example => node.rename("dataValue", "value"),
        Role::Info | Role::License | Role::Components | Role::Paths | Role::Responses | Role::Plain => {}
    }
    if walk.version >= Version::V31 {
        reserve(walk, node, described);
    }
}

/// Fields that change what is sent, and that no later stage reads yet: what happens instead.
const NOT_GENERATED: [(&str, &str); 6] = [
    ("additionalOperations", "no operations are generated from them"),
    ("itemSchema", "the items of the body are not typed"),
    ("prefixEncoding", "the parts are written as if it were absent"),
    ("itemEncoding", "the parts are written as if it were absent"),
    ("defaultMapping", "a value that is not listed is treated as if this were absent"),
    ("oauth2MetadataUrl", "nothing is looked up there"),
];

pub(in crate::dialect) fn not_generated(walk: &mut Walk<'_>, entry: &Entry, consequence: &str) {
    let message = format!("nothing is generated from `{}` yet", entry.key);
    walk.diagnostics.push(Diagnostic::warning(dialect::NOT_GENERATED, entry.key_span, message).note(consequence));
}

/// `allowEmptyValue` is of every version, and no later stage reads it.
fn empty_value(walk: &mut Walk<'_>, node: &Node, described: &Object) {
    let allowed = node.entry("allowEmptyValue").filter(|entry| entry.value.value == Value::Bool(true));
    if let Some(entry) = allowed.filter(|_| described.name == "Parameter Object") {
        not_generated(walk, entry, "an empty value must satisfy the schema like any other");
    }
}

/// Fields that 3.0 lacks are kept under a reserved key with the same value.
fn reserve(walk: &mut Walk<'_>, node: &mut Node, described: &Object) {
    for entry in node.entries_mut().into_iter().flatten() {
        let Some(field) = described.field(&entry.key).filter(|field| field.since.is_reserved()) else { continue };
        let told = NOT_GENERATED.iter().find(|(key, _)| *key == entry.key && field.since.covers(walk.version));
        if let Some((_, consequence)) = told {
            not_generated(walk, entry, consequence);
        }
        entry.key.insert_str(0, "x-canonical-");
    }
}

/// The schemas `true` and `false` of 3.1; says whether it was one.
pub(super) fn boolean_schema(version: Version, node: &mut Node, described: &Object) -> bool {
    let Value::Bool(anything) = node.value else { return false };
    let is_schema = described.role == Role::Schema && version.has_json_schema();
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
