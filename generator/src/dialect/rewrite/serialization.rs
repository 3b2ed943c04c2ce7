//! `style` and `explode`, written out: the typed document reads an absent `explode` as false, and knows none for headers.

use super::super::shape::Walk;
use super::not_generated;
use crate::node::{Entry, Node, Value};
use crate::standard::{Version, plain_key};

fn set_style(node: &mut Node, default: &str) -> bool {
    if node.get("style").is_none() {
        node.set("style", node.span, Value::String(default.to_owned()));
    }
    node.get("style").and_then(Node::as_str) == Some("form")
}

fn set_explode(node: &mut Node, default: bool) {
    if node.get("explode").is_none() {
        node.set("explode", node.span, Value::Bool(default));
    }
}

/// Parameter Object: `style` defaults by location, `explode` to true for `form` only.
pub(in crate::dialect) fn parameter(node: &mut Node) {
    let location = node.get("in").and_then(Node::as_str).unwrap_or_default();
    let default = if matches!(location, "query" | "cookie") { "form" } else { "simple" };
    if location != "query" {
        node.rename("allowEmptyValue", "x-canonical-allowEmptyValue");
        node.rename("allowReserved", "x-canonical-allowReserved");
    }
    // Nearly every parameter gets both, and there are many.
    node.entries_mut().into_iter().for_each(|entries| entries.reserve_exact(2));
    let form = set_style(node, default);
    set_explode(node, form);
}

/// Tells an empty value that means nothing: it may stand for an absent one, which a required parameter cannot be, where a name is sent with
/// a text of its own.
pub(super) fn empty_value(walk: &mut Walk<'_>, node: &Node) {
    let is = |key: &str, word: &str| node.get(key).and_then(Node::as_str) == Some(word);
    let is_true = |entry: &&Entry| entry.value.value == Value::Bool(true);
    let asks = node.entries().iter().find(|entry| plain_key(&entry.key) == "allowEmptyValue").filter(is_true);
    let required = node.entry("required").filter(is_true).is_some();
    let named = is("in", "query") && !is("style", "deepObject") && node.get("content").is_none();
    let Some(entry) = asks.filter(|_| required || !named) else { return };
    match required {
        true => {
            not_generated(walk, entry, "an empty value must satisfy the schema like any other, for the parameter is required")
        }
        false => not_generated(walk, entry, "an empty value must satisfy the schema like any other"),
    }
}

/// `in: querystring` and `style: cookie` (3.2) are words that the typed document does not know: the nearest it knows stand
/// in their place. It has `allowReserved` in queries only.
pub(super) fn newer(walk: &mut Walk<'_>, node: &mut Node) {
    let word = |key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default();
    let elsewhere = walk.version >= Version::V32 && matches!(word("in"), "path" | "cookie");
    let reserved = node.entry("allowReserved").filter(|entry| elsewhere && entry.value.value == Value::Bool(true));
    if let Some(entry) = reserved {
        not_generated(walk, entry, "reserved characters are percent-encoded");
    }
    if let Some(entry) = node.entry("style").filter(|_| word("style") == "cookie") {
        not_generated(walk, entry, "the cookie is written with `style: form`, so with percent-encoding");
    }
    for (key, word, nearest) in [("in", "querystring", "query"), ("style", "cookie", "form")] {
        let Some(entry) = node.entry(key).filter(|entry| entry.value.as_str() == Some(word)).cloned() else { continue };
        node.set(key, entry.value.span, Value::String(nearest.to_owned()));
        node.set(&format!("x-canonical-{key}"), entry.value.span, entry.value.value);
    }
}

/// Header Object: `simple`, not exploded unless it says so.
pub(in crate::dialect) fn header(node: &mut Node) {
    set_style(node, "simple");
    set_explode(node, false);
    node.rename("explode", "x-canonical-explode");
}

/// Encoding Object: one explicit field of the three makes `contentType` count for nothing, so `style` is written only then.
pub(in crate::dialect) fn encoding(node: &mut Node) {
    let explicit = ["style", "explode", "allowReserved"].iter().any(|key| node.get(key).is_some());
    let form = if explicit { set_style(node, "form") } else { true };
    set_explode(node, form);
}
