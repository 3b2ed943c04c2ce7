//! What people wrote about something.

use std::collections::BTreeMap;

use super::context::Context;
use super::extension;
use super::view::Schema;
use crate::ir::{Docs, Example, RustName};
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
        examples: examples(schema),
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
    let mut all: Vec<_> = schemas.iter().map(of_type).collect();
    let rust_name = all.iter().find_map(|docs| docs.rust_name.clone());
    let examples = all.iter_mut().map(|docs| std::mem::take(&mut docs.examples)).find(|examples| !examples.is_empty());
    Docs { rust_name, examples: examples.unwrap_or_default(), ..first_words(all) }
}

/// The words on a definition that wraps a schema without a name: its own, or else that schema's, and the names that one of them chooses for
/// values.
pub(super) fn of_wrapping(own: Docs, inner: Docs) -> Docs {
    let Docs { rust_name, rust_names, examples, .. } = own.clone();
    let rust_names = if rust_names.is_empty() { inner.rust_names.clone() } else { rust_names };
    let examples = if examples.is_empty() { inner.examples.clone() } else { examples };
    Docs { rust_name, rust_names, examples, ..first_words([own, inner]) }
}

/// The first that says anything in words, with nothing else.
fn first_words(all: impl IntoIterator<Item = Docs>) -> Docs {
    let words = |docs: Docs| Docs { rust_name: None, rust_names: BTreeMap::new(), examples: Vec::new(), ..docs };
    all.into_iter().map(words).find(|docs| *docs != Docs::default()).unwrap_or_default()
}

/// `example` of a schema, or the list that JSON Schema calls `examples`.
pub(super) fn examples(schema: &Schema<'_>) -> Vec<Example> {
    let unnamed = |value: &Node| Example { name: None, value: value.to_json() };
    let listed = schema.keyword("x-canonical-examples").map_or(&[][..], Node::elements);
    match listed.is_empty() {
        true => schema.keyword("example").map(unnamed).into_iter().collect(),
        false => listed.iter().map(unnamed).collect(),
    }
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
