//! The typed document: a canonical tree as [`openapiv3::OpenAPI`].
//!
//! Objects that hold schemas are built here by hand. Their `Deserialize` buffers every level of untagged enums again, which
//! costs half of the whole reading time and a deep stack, and says nothing about the place of a mistake. Small objects
//! around them are read by their own `Deserialize` (`leaf`). Both ways give the same document; a test holds them together.

mod depth;
mod leaf;
mod member;
mod operation;
mod part;
mod schema;
mod tree;
mod value;

pub use part::{Part, part};

use std::borrow::Borrow;

use indexmap::IndexMap;
use openapiv3::{Components, OpenAPI, PathItem, Paths, ReferenceOr};

use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::Node;
use crate::source::Span;
use depth::{Depth, Outline, Whole};
use member::{extensions, list, needed, optional, or_reference, text};
use tree::Tree;

/// The first thing that does not fit ends the reading.
type Read<T> = Result<T, Box<Diagnostic>>;

/// Reads a canonical tree as the typed document.
///
/// # Errors
/// One diagnostic, where the tree has another shape than the types. The dialect stage leaves no such place; this is the
/// net below it.
pub fn document(node: &Node) -> Result<OpenAPI, Diagnostic> {
    root::<Whole>(node).map_err(|diagnostic| *diagnostic)
}

/// [`document`] without schemas, examples, and components but for security schemes: the stages read those from the tree.
///
/// # Errors
/// As [`document`], of what it holds.
pub fn outline(node: &Node) -> Result<OpenAPI, Diagnostic> {
    root::<Outline>(node).map_err(|diagnostic| *diagnostic)
}

/// [`document`] for those who need no tree behind it: each path and each component is given up as soon as it is read, so that
/// tree and document are never held whole at the same time.
///
/// # Errors
/// As [`document`].
pub fn into_document(node: Node) -> Result<OpenAPI, Diagnostic> {
    root::<Whole>(node).map_err(|diagnostic| *diagnostic)
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

fn root<D: Depth>(mut tree: impl Tree) -> Read<OpenAPI> {
    let paths = match tree.child("paths") {
        Some(member) => paths::<D>(member)?,
        None => return Err(unfit(tree.borrow().span, "`paths` is missing").into()),
    };
    let components = tree.child("components").map(components::<D>).transpose()?;
    let node = tree.borrow();
    Ok(OpenAPI {
        openapi: needed(node, "openapi", member::string)?,
        info: needed(node, "info", leaf::read)?,
        servers: list(node, "servers", leaf::read)?,
        paths,
        components,
        security: optional(node, "security", leaf::read)?,
        tags: list(node, "tags", leaf::read)?,
        external_docs: optional(node, "externalDocs", leaf::read)?,
        extensions: extensions(node),
    })
}

fn paths<D: Depth>(tree: impl Tree) -> Read<Paths> {
    let extensions = extensions(tree.borrow());
    let entries = tree.members()?.into_iter();
    let mut paths = IndexMap::with_capacity(entries.len());
    for entry in entries {
        let entry = entry.borrow();
        if entry.key.starts_with('/') {
            paths.insert(entry.key.clone(), or_reference(&entry.value, path_item::<D>)?);
        }
    }
    Ok(Paths { paths, extensions })
}

fn path_item<D: Depth>(node: &Node) -> Read<PathItem> {
    let method = |name| optional(node, name, operation::operation::<D>);
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
        parameters: list(node, "parameters", |node| or_reference(node, operation::parameter::<D>))?,
        extensions: extensions(node),
    })
}

fn components<D: Depth>(mut tree: impl Tree) -> Read<Components> {
    let tree = &mut tree;
    if !D::COMPONENTS {
        return Ok(Components { security_schemes: section(tree, "securitySchemes", leaf::read)?, ..Components::default() });
    }
    Ok(Components {
        schemas: section(tree, "schemas", D::schema)?,
        responses: referable(tree, "responses", operation::response::<D>)?,
        parameters: referable(tree, "parameters", operation::parameter::<D>)?,
        examples: section(tree, "examples", leaf::read)?,
        request_bodies: referable(tree, "requestBodies", operation::request_body::<D>)?,
        headers: referable(tree, "headers", operation::header::<D>)?,
        security_schemes: section(tree, "securitySchemes", leaf::read)?,
        links: section(tree, "links", leaf::read)?,
        callbacks: referable(tree, "callbacks", operation::callback::<D>)?,
        extensions: extensions((*tree).borrow()),
    })
}

/// A member that maps names to objects.
fn section<T>(tree: &mut impl Tree, key: &str, read: impl FnMut(&Node) -> Read<T>) -> Read<IndexMap<String, T>> {
    Ok(tree.child(key).map(|member| member::members(member, read)).transpose()?.unwrap_or_default())
}

/// A member that maps names to objects or references to them.
fn referable<T>(tree: &mut impl Tree, key: &str, read: fn(&Node) -> Read<T>) -> Read<IndexMap<String, ReferenceOr<T>>> {
    section(tree, key, |node| or_reference(node, read))
}

#[cfg(test)]
mod tests;
