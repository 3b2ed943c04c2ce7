//! The objects of a description, each with the place where its owner names it, in one list.
//!
//! The walk knows which member is an object of the standard, which is a map of them, and which is a value (examples,
//! defaults, extensions). Reserved keys of the canonical form are read like the words they stand for.

use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Server,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Header,
    Callback,
    Components,
    Schema,
    SecurityScheme,
    Tag,
    Example,
    Link,
    /// An object in which nothing is looked for but `x-letterpress-allow`.
    Other,
}

/// An object.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) kind: Kind,
    pub(super) node: &'a Node,
    /// Where its owner names it: the key, or the object itself in a list.
    pub(super) place: Span,
    /// The key that leads to it in a map of named things, or its field; empty in a list.
    pub(super) key: &'a str,
    /// The field of the owner that holds it, without the prefix of reserved keys.
    pub(super) field: &'a str,
    /// Its owner in the list; the document is its own.
    pub(super) owner: usize,
    /// What stands in it follows directly behind it, up to here.
    pub(super) end: usize,
}

/// How a field holds objects.
#[derive(Clone, Copy)]
enum Holds {
    One(Kind),
    List(Kind),
    Map(Kind),
}

use Holds::{List, Map, One};

const SCHEMA_MAP: Holds = Map(Kind::Schema);
const SCHEMA_LIST: Holds = List(Kind::Schema);
const SCHEMA: Holds = One(Kind::Schema);

/// The fields of an object of the standard that hold other objects.
type Fields = &'static [(&'static str, Holds)];

const DOCUMENT_FIELDS: Fields = &[
    ("info", One(Kind::Info)),
    ("servers", List(Kind::Server)),
    ("paths", One(Kind::Paths)),
    ("webhooks", Map(Kind::PathItem)),
    ("components", One(Kind::Components)),
    ("tags", List(Kind::Tag)),
    ("externalDocs", One(Kind::Other)),
];

const PATH_ITEM_FIELDS: Fields = &[
    ("get", One(Kind::Operation)),
    ("put", One(Kind::Operation)),
    ("post", One(Kind::Operation)),
    ("delete", One(Kind::Operation)),
    ("options", One(Kind::Operation)),
    ("head", One(Kind::Operation)),
    ("patch", One(Kind::Operation)),
    ("trace", One(Kind::Operation)),
    ("query", One(Kind::Operation)),
    ("additionalOperations", Map(Kind::Operation)),
    ("parameters", List(Kind::Parameter)),
    ("servers", List(Kind::Server)),
];

const OPERATION_FIELDS: Fields = &[
    ("parameters", List(Kind::Parameter)),
    ("requestBody", One(Kind::RequestBody)),
    ("responses", One(Kind::Responses)),
    ("callbacks", Map(Kind::Callback)),
    ("servers", List(Kind::Server)),
    ("externalDocs", One(Kind::Other)),
];

const COMPONENTS_FIELDS: Fields = &[
    ("schemas", SCHEMA_MAP),
    ("responses", Map(Kind::Response)),
    ("parameters", Map(Kind::Parameter)),
    ("examples", Map(Kind::Example)),
    ("requestBodies", Map(Kind::RequestBody)),
    ("headers", Map(Kind::Header)),
    ("securitySchemes", Map(Kind::SecurityScheme)),
    ("links", Map(Kind::Link)),
    ("callbacks", Map(Kind::Callback)),
    ("pathItems", Map(Kind::PathItem)),
];

const SCHEMA_FIELDS: Fields = &[
    ("properties", SCHEMA_MAP),
    ("patternProperties", SCHEMA_MAP),
    ("dependentSchemas", SCHEMA_MAP),
    ("$defs", SCHEMA_MAP),
    ("definitions", SCHEMA_MAP),
    ("allOf", SCHEMA_LIST),
    ("oneOf", SCHEMA_LIST),
    ("anyOf", SCHEMA_LIST),
    ("prefixItems", SCHEMA_LIST),
    ("items", SCHEMA),
    ("not", SCHEMA),
    ("additionalProperties", SCHEMA),
    ("contains", SCHEMA),
    ("propertyNames", SCHEMA),
    ("if", SCHEMA),
    ("then", SCHEMA),
    ("else", SCHEMA),
    ("unevaluatedItems", SCHEMA),
    ("unevaluatedProperties", SCHEMA),
    ("contentSchema", SCHEMA),
    ("discriminator", One(Kind::Other)),
    ("xml", One(Kind::Other)),
    ("externalDocs", One(Kind::Other)),
];

fn fields(kind: Kind) -> Fields {
    match kind {
        Kind::Document => DOCUMENT_FIELDS,
        Kind::Info => &[("contact", One(Kind::Other)), ("license", One(Kind::Other))],
        Kind::Server => &[("variables", Map(Kind::Other))],
        Kind::PathItem => PATH_ITEM_FIELDS,
        Kind::Operation => OPERATION_FIELDS,
        Kind::Parameter | Kind::Header => {
            &[("schema", SCHEMA), ("content", Map(Kind::MediaType)), ("examples", Map(Kind::Example))]
        }
        Kind::RequestBody => &[("content", Map(Kind::MediaType))],
        Kind::MediaType => {
            &[("schema", SCHEMA), ("itemSchema", SCHEMA), ("examples", Map(Kind::Example)), ("encoding", Map(Kind::Encoding))]
        }
        Kind::Encoding => &[("headers", Map(Kind::Header))],
        Kind::Response => &[("headers", Map(Kind::Header)), ("content", Map(Kind::MediaType)), ("links", Map(Kind::Link))],
        Kind::Components => COMPONENTS_FIELDS,
        Kind::Schema => SCHEMA_FIELDS,
        Kind::Tag => &[("externalDocs", One(Kind::Other))],
        Kind::SecurityScheme => &[("flows", Map(Kind::Other))],
        Kind::Link => &[("server", One(Kind::Server))],
        Kind::Paths | Kind::Responses | Kind::Callback | Kind::Example | Kind::Other => &[],
    }
}

/// What every member is, where members are named by the author.
fn patterned(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Paths | Kind::Callback => Some(Kind::PathItem),
        Kind::Responses => Some(Kind::Response),
        Kind::Document
        | Kind::Info
        | Kind::Server
        | Kind::PathItem
        | Kind::Operation
        | Kind::Parameter
        | Kind::RequestBody
        | Kind::MediaType
        | Kind::Encoding
        | Kind::Response
        | Kind::Header
        | Kind::Components
        | Kind::Schema
        | Kind::SecurityScheme
        | Kind::Tag
        | Kind::Example
        | Kind::Link
        | Kind::Other => None,
    }
}

/// Every object of a tree, owners before what they hold.
pub(super) fn items(tree: &Node) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    visit(&mut items, Item { kind: Kind::Document, node: tree, place: tree.span, key: "", field: "", owner: 0, end: 0 });
    items
}

fn visit<'a>(items: &mut Vec<Item<'a>>, item: Item<'a>) {
    let (kind, node) = (item.kind, item.node);
    if !matches!(node.value, Value::Mapping(_)) {
        return;
    }
    let at = items.len();
    items.push(item);
    for entry in node.entries() {
        let field = entry.key.strip_prefix("x-canonical-").unwrap_or(&entry.key);
        match (patterned(kind), fields(kind).iter().find(|(name, _)| *name == field)) {
            (Some(kind), _) if !entry.key.starts_with("x-") => visit(items, named(entry, kind, "", at)),
            (None, Some((_, One(kind)))) => visit(items, named(entry, *kind, field, at)),
            (None, Some((_, List(kind)))) => list(items, &entry.value, *kind, field, at),
            (None, Some((_, Map(kind)))) => {
                for entry in entry.value.entries() {
                    visit(items, named(entry, *kind, field, at));
                }
            }
            (Some(_) | None, _) => {}
        }
    }
    let end = items.len();
    if let Some(item) = items.get_mut(at) {
        item.end = end;
    }
}

fn named<'a>(entry: &'a Entry, kind: Kind, field: &'a str, owner: usize) -> Item<'a> {
    Item { kind, node: &entry.value, place: entry.key_span, key: &entry.key, field, owner, end: 0 }
}

fn list<'a>(items: &mut Vec<Item<'a>>, node: &'a Node, kind: Kind, field: &'a str, owner: usize) {
    for element in node.elements() {
        visit(items, Item { kind, node: element, place: element.span, key: "", field, owner, end: 0 });
    }
}
