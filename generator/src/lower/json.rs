//! Comparing values of the tree.

use crate::node::{Node, Value};

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
