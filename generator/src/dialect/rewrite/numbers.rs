//! Numbers that the typed document cannot hold exactly: their text is kept beside it.

use letterpress_runtime::Number;

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
            if integer { as_integer(text) } else { is_exact_in_f64(text).then(|| text.clone()) }
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
    Number::parse(text).ok()?.to_i64().map(|whole| whole.to_string())
}

/// Whether a 64-bit floating-point number, written in its shortest form, says exactly this.
fn is_exact_in_f64(text: &str) -> bool {
    Number::parse(text).is_ok_and(|number| number.to_f64().and_then(Number::from_f64).is_some_and(|held| held == number))
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
        Value::Number(text) => text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() || is_exact_in_f64(text),
        Value::Sequence(elements) => elements.iter().all(held),
        Value::Mapping(entries) => entries.iter().all(|entry| held(&entry.value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_any_spelling() {
        let cases = [
            ("1.0", Some("1")),
            ("1e3", Some("1000")),
            ("12.50e1", Some("125")),
            ("-0", Some("0")),
            ("-3", Some("-3")),
            ("0.5", None),
            ("1e999999", None),
            ("1e99999999999999999999", None),
        ];
        for (text, expected) in cases {
            assert_eq!(as_integer(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_a_float_holds() {
        for text in ["0.01", "1e22", "100000", "-0", "5e-324"] {
            assert!(is_exact_in_f64(text), "{text}");
        }
        for text in ["9223372036854775807", "0.1000000000000000055", "1e400", "1e-400", "1e9999999999999999999"] {
            assert!(!is_exact_in_f64(text), "{text}");
        }
    }
}
