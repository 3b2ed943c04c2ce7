//! What people wrote about something.

use std::collections::BTreeMap;

use super::context::Context;
use super::extension;
use super::view::Schema;
use crate::ir::{Docs, RustName};
use crate::node::{Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;

/// The words on a type: the title is its summary.
pub(super) fn of_type(schema: &Schema<'_>) -> Docs {
    let text = |keyword: &str| schema.text(keyword).map(str::to_owned);
    Docs {
        summary: text("title"),
        description: text("description"),
        external: external(schema),
        deprecated: schema.flag("deprecated"),
        rust_name: chosen(schema.node, &schema.at),
        rust_names: several(schema),
    }
}

/// The words on a definition. A name that the schema of a property chooses is the field's.
pub(super) fn of_definition(schema: &Schema<'_>) -> Docs {
    let docs = of_type(schema);
    let tokens: Vec<_> = schema.at.tokens().collect();
    let is_property = matches!(tokens.as_slice(), [.., owner, _] if owner == "properties");
    Docs { rust_name: docs.rust_name.filter(|_| !is_property), ..docs }
}

/// The name that an object chooses for what it describes.
pub(super) fn chosen(node: &Node, at: &Pointer) -> Option<RustName> {
    node.get(extension::NAME).map(|value| rust_name(value, at.child(extension::NAME), node.span))
}

/// The name that the object at a place of the canonical tree chooses.
pub(super) fn chosen_at(cx: &Context<'_>, at: &Pointer) -> Option<RustName> {
    cx.node(at).and_then(|node| chosen(node, at))
}

fn several(schema: &Schema<'_>) -> BTreeMap<String, RustName> {
    let Some(node) = schema.node.get(extension::NAMES) else { return BTreeMap::new() };
    let at = schema.at.child(extension::NAMES);
    match node.value {
        Value::Mapping(_) => {
            let names = node.entries().iter();
            names.map(|entry| (entry.key.clone(), rust_name(&entry.value, at.child(&entry.key), entry.value.span))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) => {
            BTreeMap::from([(extension::NAMES.to_owned(), rust_name(node, at, node.span))])
        }
    }
}

fn rust_name(value: &Node, at: Pointer, of: Span) -> RustName {
    RustName { text: value.as_str().map_or_else(|| value.to_json(), str::to_owned), at, of }
}

/// The words on a member: those of the first schema that has some.
pub(super) fn of_first(schemas: &[Schema<'_>]) -> Docs {
    let all: Vec<_> = schemas.iter().map(of_type).collect();
    let rust_name = all.iter().find_map(|docs| docs.rust_name.clone());
    let nameless = |docs: Docs| Docs { rust_name: None, rust_names: BTreeMap::new(), ..docs };
    let words = all.into_iter().map(nameless).find(|docs| *docs != Docs::default()).unwrap_or_default();
    Docs { rust_name, ..words }
}

/// The words on a definition that wraps a schema without a name: its own, or else that schema's, and the names that one of them chooses for
/// values.
pub(super) fn of_wrapping(own: Docs, inner: Docs) -> Docs {
    let Docs { rust_name, rust_names, .. } = own.clone();
    let rust_names = if rust_names.is_empty() { inner.rust_names.clone() } else { rust_names };
    let nameless = |docs: Docs| Docs { rust_name: None, rust_names: BTreeMap::new(), ..docs };
    let words = [own, inner].into_iter().map(nameless).find(|docs| *docs != Docs::default()).unwrap_or_default();
    Docs { rust_name, rust_names, ..words }
}

fn external(schema: &Schema<'_>) -> Option<(String, Option<String>)> {
    let node = schema.keyword("externalDocs")?;
    let text = |key: &str| node.get(key)?.as_str().map(str::to_owned);
    Some((text("url")?, text("description")))
}

/// The words on an object of the typed document.
pub(super) fn typed(
    summary: Option<&String>,
    description: Option<&String>,
    external: Option<&openapiv3::ExternalDocumentation>,
) -> Docs {
    Docs {
        summary: summary.cloned(),
        description: description.cloned(),
        external: external.map(|docs| (docs.url.clone(), docs.description.clone())),
        ..Docs::default()
    }
}
