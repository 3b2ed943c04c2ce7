//! Any JSON of the tree as `serde_json` holds it. Numbers beyond 64 bits become the nearest it can hold; their text stays
//! in the tree.

use crate::node::{Node, Value};

/// The value.
pub(super) fn json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => serde_json::Value::Bool(*value),
        Value::Number(text) => number(text),
        Value::String(text) => serde_json::Value::String(text.clone()),
        Value::Sequence(elements) => elements.iter().map(json).collect(),
        Value::Mapping(entries) => entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect(),
    }
}

fn number(text: &str) -> serde_json::Value {
    if let Ok(value) = text.parse::<u64>() {
        return value.into();
    }
    if let Ok(value) = text.parse::<i64>() {
        return value.into();
    }
    // `null` where the number is beyond any float.
    text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).into()
}
