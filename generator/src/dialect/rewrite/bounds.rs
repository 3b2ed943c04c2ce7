//! Numeric exclusive bounds (JSON Schema since draft 6) as the boolean ones of OpenAPI 3.0.

use letterpress_runtime::Number;

use crate::node::{Node, Value};

/// `exclusiveMinimum: 1` becomes `minimum: 1, exclusiveMinimum: true`. Where both bounds are given, the tighter one stays.
pub(super) fn exclusive(node: &mut Node, exclusive: &str, inclusive: &str) {
    let Some(bound) = node.take(exclusive) else { return };
    let Some(limit) = bound.value.as_number() else { return };
    let is_tighter = |other: &str| {
        let (other, limit) = (Number::parse(other).ok()?, Number::parse(limit).ok()?);
        Some(if inclusive == "minimum" { other > limit } else { other < limit })
    };
    let inclusive_is_tighter = node.get(inclusive).and_then(Node::as_number).and_then(is_tighter) == Some(true);
    if !inclusive_is_tighter {
        let span = bound.value.span;
        node.set(inclusive, span, bound.value.value);
        node.set(exclusive, span, Value::Bool(true));
    }
}
