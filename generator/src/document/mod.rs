//! The typed document: a canonical tree as [`openapiv3::OpenAPI`].
//!
//! Objects that hold schemas are built here by hand. Their `Deserialize` buffers every level of untagged enums again, which
//! costs half of the whole reading time and a deep stack, and says nothing about the place of a mistake. Small objects
//! around them are read by their own `Deserialize` (`leaf`). Both ways give the same document; a test holds them together.

mod leaf;
mod member;
mod operation;
mod part;
mod schema;
mod value;

pub use part::{Part, part};

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, PathItem, Paths, ReferenceOr};

use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::Node;
use crate::source::Span;
use member::{extensions, list, map, needed, optional, or_reference, text};

/// The first thing that does not fit ends the reading.
type Read<T> = Result<T, Box<Diagnostic>>;

/// Reads a canonical tree as the typed document.
///
/// # Errors
/// One diagnostic, where the tree has another shape than the types. The dialect stage leaves no such place; this is the
/// net below it.
pub fn document(node: &Node) -> Result<OpenAPI, Diagnostic> {
    root(node).map_err(|diagnostic| *diagnostic)
}

/// The typed document as YAML, to look at.
///
/// # Errors
/// If the YAML library cannot write a value.
pub fn yaml(document: &OpenAPI) -> Result<String, String> {
    serde_yaml::to_string(document).map_err(|error| error.to_string())
}

fn unfit(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(dialect::NOT_REPRESENTABLE, span, message).note("the typed document cannot hold this value")
}

fn root(node: &Node) -> Read<OpenAPI> {
    Ok(OpenAPI {
        openapi: needed(node, "openapi", member::string)?,
        info: needed(node, "info", leaf::read)?,
        servers: list(node, "servers", leaf::read)?,
        paths: needed(node, "paths", paths)?,
        components: optional(node, "components", components)?,
        security: optional(node, "security", leaf::read)?,
        tags: list(node, "tags", leaf::read)?,
        external_docs: optional(node, "externalDocs", leaf::read)?,
        extensions: extensions(node),
    })
}

fn paths(node: &Node) -> Read<Paths> {
    let mut paths = IndexMap::new();
    for entry in member::mapping(node)?.iter().filter(|entry| entry.key.starts_with('/')) {
        paths.insert(entry.key.clone(), or_reference(&entry.value, path_item)?);
    }
    Ok(Paths { paths, extensions: extensions(node) })
}

fn path_item(node: &Node) -> Read<PathItem> {
    let method = |name| optional(node, name, operation::operation);
    Ok(PathItem {
        summary: text(node, "summary")?,
        description: text(node, "description")?,
        get: method("get")?,
        put: method("put")?,
        post: method("post")?,
        delete: method("delete")?,
        options: method("options")?,
        head: method("head")?,
        patch: method("patch")?,
        trace: method("trace")?,
        servers: list(node, "servers", leaf::read)?,
        parameters: list(node, "parameters", |node| or_reference(node, operation::parameter))?,
        extensions: extensions(node),
    })
}

fn components(node: &Node) -> Read<Components> {
    Ok(Components {
        schemas: map(node, "schemas", schema::or_reference)?,
        responses: referable(node, "responses", operation::response)?,
        parameters: referable(node, "parameters", operation::parameter)?,
        examples: map(node, "examples", leaf::read)?,
        request_bodies: referable(node, "requestBodies", operation::request_body)?,
        headers: referable(node, "headers", operation::header)?,
        security_schemes: map(node, "securitySchemes", leaf::read)?,
        links: map(node, "links", leaf::read)?,
        callbacks: referable(node, "callbacks", operation::callback)?,
        extensions: extensions(node),
    })
}

/// A member that maps names to objects or references to them.
fn referable<T>(node: &Node, key: &str, read: fn(&Node) -> Read<T>) -> Read<IndexMap<String, ReferenceOr<T>>> {
    map(node, key, |node| or_reference(node, read))
}

#[cfg(test)]
mod tests;
