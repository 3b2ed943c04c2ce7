//! How much of a description becomes typed.

use indexmap::IndexMap;
use openapiv3::{Example, ReferenceOr, Schema};

use super::member::{any, map};
use super::{Read, leaf, schema};
use crate::node::Node;

/// What is read of the parts that most of a description is.
pub(super) trait Depth {
    /// Whether components are read that nobody asks for by their names.
    const COMPONENTS: bool;

    /// A schema or a reference to one.
    fn schema(node: &Node) -> Read<ReferenceOr<Schema>>;

    /// The member `example`.
    fn example(node: &Node) -> Option<serde_json::Value>;

    /// The member `examples`.
    fn examples(node: &Node) -> Read<IndexMap<String, ReferenceOr<Example>>>;
}

/// All of it.
pub(super) struct Whole;

/// Without what every stage reads from the tree: schemas, each of which takes a kilobyte, examples, and components but for
/// security schemes.
pub(super) struct Outline;

impl Depth for Whole {
    const COMPONENTS: bool = true;

    fn schema(node: &Node) -> Read<ReferenceOr<Schema>> {
        schema::or_reference(node)
    }

    fn example(node: &Node) -> Option<serde_json::Value> {
        any(node, "example")
    }

    fn examples(node: &Node) -> Read<IndexMap<String, ReferenceOr<Example>>> {
        map(node, "examples", leaf::read)
    }
}

impl Depth for Outline {
    const COMPONENTS: bool = false;

    fn schema(_: &Node) -> Read<ReferenceOr<Schema>> {
        Ok(ReferenceOr::Reference { reference: String::new() })
    }

    fn example(_: &Node) -> Option<serde_json::Value> {
        None
    }

    fn examples(_: &Node) -> Read<IndexMap<String, ReferenceOr<Example>>> {
        Ok(IndexMap::default())
    }
}
