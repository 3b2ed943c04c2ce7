//! The rewrites to the canonical form, by the object that they concern. Inner objects are rewritten first.

mod bounds;
mod document;
mod numbers;
mod schema;
mod serialization;

use super::shape::Walk;
use super::table::{Object, Role, Version};
use crate::node::{Entry, Node, Value};

/// Rewrites an object whose members are canonical already.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, role: Role) {
    match role {
        Role::Document => document::root(node),
        Role::Info => node.rename("summary", "x-canonical-summary"),
        Role::License => node.rename("identifier", "x-canonical-identifier"),
        Role::Components => node.rename("pathItems", "x-canonical-pathItems"),
        Role::Operation => document::operation(node),
        Role::Callback => document::callback(node),
        Role::SecurityScheme => document::security_scheme(node),
        Role::Discriminator => document::discriminator(walk, node),
        Role::Parameter => serialization::parameter(node),
        Role::Header => serialization::header(node),
        Role::Encoding => serialization::encoding(node),
        Role::Schema => schema::rewrite(walk, node),
        Role::Paths | Role::PathItem | Role::Responses | Role::Plain => {}
    }
}

/// The schemas `true` and `false` of 3.1; says whether it was one.
pub(super) fn boolean_schema(version: Version, node: &mut Node, described: &Object) -> bool {
    let Value::Bool(anything) = node.value else { return false };
    let is_schema = described.role == Role::Schema && version == Version::V31;
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
