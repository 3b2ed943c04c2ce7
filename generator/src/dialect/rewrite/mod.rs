//! The rewrites to the canonical form, by the object that they concern. Inner objects are rewritten first.

mod bounds;
mod document;
mod numbers;
mod querystring;
pub(super) mod schema;
pub(super) mod serialization;

use super::shape::Walk;
use super::table::{Object, Role, Version};
use crate::node::{Entry, Node, Value};

/// Rewrites an object whose members are canonical already.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, described: &Object) {
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
        Role::Parameter => serialization::parameter(node),
        Role::Header => serialization::header(node),
        Role::Encoding => serialization::encoding(node),
        Role::Schema => schema::rewrite(walk, node),
        Role::Swagger(role) => super::swagger::object(walk, node, role),
        Role::Response => document::response(node),
        Role::Example => node.rename("dataValue", "value"),
        Role::Info | Role::License | Role::Components | Role::Paths | Role::Responses | Role::Plain => {}
    }
    if walk.version >= Version::V31 {
        reserve(node, described);
    }
}

/// Fields that 3.0 lacks are kept under a reserved key with the same value.
fn reserve(node: &mut Node, described: &Object) {
    for entry in node.entries_mut().into_iter().flatten() {
        if described.field(&entry.key).is_some_and(|field| field.since.is_reserved()) {
            entry.key.insert_str(0, "x-canonical-");
        }
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
