//! Numbers that the typed document cannot hold exactly: their text is kept beside it.

use super::super::decimal;
use crate::node::{Node, Value};

const BOUNDS: [&str; 3] = ["minimum", "maximum", "multipleOf"];
const COUNTS: [&str; 6] = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

/// A bound that its typed field (64-bit integer, floating-point number, size) cannot hold moves to a reserved key, as text.
pub(super) fn bounds(node: &mut Node) {
    let integer = node.get("type").and_then(Node::as_str) == Some("integer");
    let entries = node.entries_mut().into_iter().flatten();
    for entry in entries {
        let Value::Number(text) = &entry.value.value else { continue };
        let held = if BOUNDS.contains(&entry.key.as_str()) {
            if integer { as_integer(text) } else { decimal::exact_in_f64(text).then(|| text.clone()) }
        } else if COUNTS.contains(&entry.key.as_str()) {
            text.parse::<u32>().ok().map(|_| text.clone())
        } else {
            continue;
        };
        match held {
            Some(held) => entry.value.value = Value::Number(held),
            None => {
                entry.value.value = Value::String(text.clone());
                entry.key.insert_str(0, "x-canonical-");
            }
        }
    }
}

fn as_integer(text: &str) -> Option<String> {
    decimal::whole(text).filter(|whole| whole.parse::<i64>().is_ok())
}

/// Values with numbers beyond 64 bits are also kept as JSON text.
pub(super) fn values(node: &mut Node) {
    for key in ["enum", "default", "const"] {
        let Some(value) = node.get(key).filter(|value| !held(value)) else { continue };
        let (span, text) = (value.span, value.to_json());
        node.set(&format!("x-canonical-{key}-text"), span, Value::String(text));
    }
}

fn held(node: &Node) -> bool {
    match &node.value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(text) => text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() || decimal::exact_in_f64(text),
        Value::Sequence(elements) => elements.iter().all(held),
        Value::Mapping(entries) => entries.iter().all(|entry| held(&entry.value)),
    }
}
