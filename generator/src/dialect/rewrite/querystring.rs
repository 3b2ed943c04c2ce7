//! A parameter `in: querystring` (3.2) is the whole query, so there is no room for another one.

use super::super::shape::Walk;
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::Node;
use crate::standard::Version;

/// Checks the parameters of a path item: among themselves, and with those of each operation.
pub(super) fn path_item(walk: &mut Walk<'_>, item: &Node) {
    if walk.version < Version::V32 {
        return;
    }
    let shared = item.get("parameters");
    check(walk, &[shared]);
    let more = item.get("additionalOperations").map(Node::entries).unwrap_or_default();
    for member in item.entries().iter().chain(more) {
        let own = member.value.get("parameters");
        let crosses = own.is_some_and(has_whole_query) != shared.is_some_and(has_whole_query);
        if crosses {
            check(walk, &[shared, own]);
        }
    }
}

/// Checks lists of parameters that apply together. References are not followed.
pub(super) fn check(walk: &mut Walk<'_>, lists: &[Option<&Node>]) {
    if walk.version < Version::V32 {
        return;
    }
    let all: Vec<&Node> = lists.iter().flatten().flat_map(|list| list.elements()).filter(|node| is_query(node)).collect();
    let Some(whole) = all.iter().position(|node| is_whole_query(node)) else { return };
    let related = all.get(whole).map(|node| node.span);
    for (_, other) in all.iter().enumerate().filter(|(index, _)| *index != whole) {
        let diagnostic = Diagnostic::error(
            dialect::EXCLUSIVE,
            other.get("name").map_or(other.span, |name| name.span),
            "a parameter in the query is not allowed beside one in `querystring`",
        )
        .note("OpenAPI 3.2, Parameter Locations: `querystring` is the whole query and stands alone");
        walk.diagnostics.push(match related {
            Some(span) => diagnostic.related(span, "this one is the whole query"),
            None => diagnostic,
        });
    }
}

fn has_whole_query(list: &Node) -> bool {
    list.elements().iter().any(is_whole_query)
}

fn is_query(parameter: &Node) -> bool {
    parameter.get("in").and_then(Node::as_str) == Some("query")
}

/// As `serialization` writes it.
fn is_whole_query(parameter: &Node) -> bool {
    parameter.get("x-canonical-in").and_then(Node::as_str) == Some("querystring")
}
