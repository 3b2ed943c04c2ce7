//! Examples of bodies and parameters (OpenAPI 3.1.2 sections 4.8.14 and 4.8.12.2).

use std::sync::Arc;

use super::context::Context;
use super::view::Schema;
use crate::ir::Example;
use crate::node::Node;
use crate::pointer::Pointer;

/// `example` and `examples` of the object at a place. One whose value stands elsewhere, or only in its written form, is left out. Whatever
/// refers to a shared object shares its examples.
pub(super) fn examples(cx: &mut Context<'_>, at: &Pointer) -> Arc<[Example]> {
    if let Some(known) = cx.examples.get(at) {
        return Arc::clone(known);
    }
    let found: Arc<[Example]> = read(cx, at).into();
    cx.examples.insert(at.clone(), Arc::clone(&found));
    found
}

fn read(cx: &mut Context<'_>, at: &Pointer) -> Vec<Example> {
    let Some(node) = cx.node(at) else { return Vec::new() };
    let single = node.get("example").map(|value| Example { name: None, value: value.to_json() });
    let named = node.get("examples").map_or(&[][..], Node::entries);
    let place = at.child("examples");
    let named = named.iter().filter_map(|entry| {
        let object = cx.follow(&Schema::new(&entry.value, place.child(&entry.key)))?;
        Some(Example { name: Some(entry.key.clone()), value: object.node.get("value")?.to_json() })
    });
    single.into_iter().chain(named).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::lower::testing::node;
    use crate::{document, lower};

    #[test]
    fn examples_of_bodies_and_parameters_are_kept() {
        let tree = node(
            r##"{ "openapi": "3.0.3", "info": { "title": "t", "version": "1" },
              "paths": { "/a": { "post": {
                "operationId": "a",
                "parameters": [{ "name": "q", "in": "query", "schema": { "type": "integer" }, "example": 3 }],
                "requestBody": { "content": { "application/json": { "schema": {}, "examples": {
                  "whole": { "$ref": "#/components/examples/Whole" },
                  "away": { "externalValue": "https://example.com" } } } } },
                "responses": { "204": { "description": "d" } } } } },
              "components": { "examples": { "Whole": { "value": { "b": 1.50 } } } } }"##,
        );
        let document = document::document(&tree).unwrap();
        let api = lower::lower(&tree, &document, &mut Vec::new()).unwrap();
        let operation = api.operations().next().unwrap();
        let read = |examples: &[crate::ir::Example]| -> Vec<(Option<String>, String)> {
            examples.iter().map(|it| (it.name.clone(), it.value.clone())).collect()
        };
        let parameter = operation.parameters.first().unwrap();
        assert_eq!(read(&parameter.examples), [(None, "3".to_owned())]);
        let media = operation.request_body.as_ref().unwrap().content.media.first().unwrap();
        assert_eq!(read(&media.examples), [(Some("whole".to_owned()), r#"{"b":1.50}"#.to_owned())]);
    }
}
