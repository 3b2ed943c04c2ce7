//! Numeric exclusive bounds (JSON Schema since draft 6) as the boolean ones of OpenAPI 3.0.

use std::cmp::Ordering;

use super::super::decimal;
use crate::node::{Node, Value};

/// `exclusiveMinimum: 1` becomes `minimum: 1, exclusiveMinimum: true`. Where both bounds are given, the tighter one stays.
pub(super) fn exclusive(node: &mut Node, exclusive: &str, inclusive: &str) {
    let Some(bound) = node.take(exclusive) else { return };
    let Some(limit) = bound.value.as_number() else { return };
    let inclusive_is_tighter = node.get(inclusive).and_then(Node::as_number).is_some_and(|other| {
        let order = decimal::compare(other, limit);
        order == Some(if inclusive == "minimum" { Ordering::Greater } else { Ordering::Less })
    });
    if !inclusive_is_tighter {
        let span = bound.value.span;
        node.set(inclusive, span, bound.value.value);
        node.set(exclusive, span, Value::Bool(true));
    }
}
