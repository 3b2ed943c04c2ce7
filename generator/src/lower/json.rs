//! JSON text of a node: exact, on one line.

use crate::node::{Node, Value};

/// The JSON text; numbers keep their digits.
pub(super) fn text(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => out.push_str(&quoted(text)),
        Value::Sequence(elements) => list(out, ['[', ']'], elements, write),
        Value::Mapping(entries) => list(out, ['{', '}'], entries, |entry, out| {
            out.push_str(&quoted(&entry.key));
            out.push(':');
            write(&entry.value, out);
        }),
    }
}

fn list<T>(out: &mut String, [open, close]: [char; 2], items: &[T], each: impl Fn(&T, &mut String)) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(item, out);
    }
    out.push(close);
}

/// A JSON string literal.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether two nodes hold the same value, wherever they stand; members may be in another order.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Sequence(left), Value::Sequence(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(one, other)| same(one, other))
        }
        (Value::Mapping(left), Value::Mapping(right)) => {
            left.len() == right.len() && left.iter().all(|entry| b.get(&entry.key).is_some_and(|other| same(&entry.value, other)))
        }
        (left, right) => left == right,
    }
}
