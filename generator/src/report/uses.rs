//! What the finished IR and the canonical tree tell: which schemas are types and whether their checks are run, which flags
//! of members decide something, where references lead.

use std::collections::{HashMap, HashSet};

use super::bodies::Bodies;
use crate::Understood;
use crate::dialect::percent_decoded;
use crate::ir::{Choice, Codec, Field, Group, Operation, Response, Shape, Type};
use crate::node::{Index, Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;
use crate::standard;

/// What is known of a type.
#[derive(Debug, Default)]
pub(super) struct Fact {
    /// A validator is generated.
    pub(super) validated: bool,
    /// It is a union whose branches are told apart by their checks.
    pub(super) untagged: bool,
    /// The members that have a default.
    pub(super) defaults: HashSet<String>,
}

/// What later stages made of a description.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// The types by the place of their schema in the text, which every stage keeps.
    pub(super) facts: HashMap<Span, Fact>,
    /// The keys of `readOnly` and `writeOnly` that decide over a member, of `format` that decide over a body, and of `tags` of
    /// operations that stand in groups.
    pub(super) flags: HashSet<Span>,
    /// What bodies make of keywords.
    pub(super) bodies: Bodies,
    /// Where references lead in the canonical tree, by the place of their text.
    references: HashMap<Span, Vec<Pointer>>,
    /// Whether an operation has the security of the document.
    pub(super) general_security: bool,
    /// Whether there is a client, which knows the servers of the document: webhooks and callbacks are sent to URLs of their own.
    pub(super) has_client: bool,
}

impl Uses {
    pub(super) fn of(understood: &Understood) -> Self {
        let (index, tree) = (Index::default(), &understood.tree);
        let has_client = understood.api.tags.iter().any(|tag| tag.group == Group::Tag && !tag.operations.is_empty());
        let bodies = Bodies::of(understood);
        let mut uses = Self { general_security: general_security(tree), has_client, bodies, ..Self::default() };
        references(tree, &mut uses.references);
        for (_, ty) in understood.api.types.iter() {
            if let Some(node) = index.at(tree, &ty.pointer) {
                note(uses.facts.entry(node.span).or_default(), ty);
                flags(&index, tree, node, ty, &mut uses.flags);
            }
        }
        for operation in understood.api.tags.iter().flat_map(|tag| &tag.operations) {
            binary(&index, tree, operation, &mut uses.flags);
        }
        uses.flags.extend(operations(tree).filter_map(|operation| operation.entry("tags")).map(|entry| entry.key_span));
        uses
    }

    /// Whether the key here decides something, though others like it do not.
    pub(super) fn decides(&self, key: Span) -> bool {
        self.flags.contains(&key) || self.bodies.flags.contains(&key)
    }

    /// The places that a reference means: the one that is written, and those of the canonical tree.
    pub(super) fn targets(&self, text: &Node) -> Vec<Pointer> {
        let written = text.as_str().and_then(|text| text.split_once('#')).and_then(|(_, place)| percent_decoded(place));
        let canonical = self.references.get(&text.span).into_iter().flatten().cloned();
        written.map(Pointer::from_text).into_iter().chain(canonical).collect()
    }
}

fn note(fact: &mut Fact, ty: &Type) {
    fact.validated |= ty.facts.validated;
    match &ty.shape {
        Shape::Struct(object) => {
            let with_default = object.fields.iter().filter(|field| field.default.is_some());
            fact.defaults.extend(with_default.map(|field| field.name.clone()));
        }
        Shape::Union(union) => fact.untagged |= union.choice == Choice::Check,
        Shape::Enumeration(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => {}
    }
}

/// The formats that make bytes of a body: those of schemas that stand in it.
fn binary<'n>(index: &Index<'n>, tree: &'n Node, operation: &Operation, found: &mut HashSet<Span>) {
    let at = &operation.pointer;
    let request = operation.request_body.iter().map(|body| (at.child("requestBody"), &body.content));
    let response = |response: &Response| at.child("responses").child(&response.status.to_string());
    let responses = operation.responses.iter().filter_map(|it| Some((response(it), it.content.as_ref()?)));
    for (place, content) in request.chain(responses) {
        for media in content.media.iter().filter(|media| matches!(media.codec, Codec::Bytes { .. })) {
            let schema = index.at(tree, &place.child("content").child(&media.name).child("schema"));
            found.extend(schema.and_then(|schema| schema.entry("format")).map(|entry| entry.key_span));
        }
    }
}

/// The flags of members that decide something: `readOnly` in a request, `writeOnly` where a response need not carry what is
/// required.
fn flags<'n>(index: &Index<'n>, tree: &'n Node, node: &'n Node, ty: &Type, found: &mut HashSet<Span>) {
    let Shape::Struct(object) = &ty.shape else { return };
    let decides = |field: &&Field| field.read_only && ty.facts.in_requests || field.write_only && ty.facts.in_responses;
    if !object.fields.iter().any(|field| decides(&field)) {
        return;
    }
    let parts = parts(index, tree, node);
    for field in object.fields.iter().filter(decides) {
        let lists = parts.iter().filter_map(|part| part.get("required"));
        let required = lists.flat_map(|list| list.elements()).any(|name| name.as_str() == Some(&field.name));
        let members = parts.iter().filter_map(|part| index.entry(part.get("properties")?, &field.name).map(|entry| &entry.value));
        for member in members.flat_map(|member| self::parts(index, tree, member)) {
            found.extend(member.entry("readOnly").filter(|_| ty.facts.in_requests).map(|entry| entry.key_span));
            found.extend(member.entry("writeOnly").filter(|_| ty.facts.in_responses && required).map(|entry| entry.key_span));
        }
    }
}

/// A schema, what it refers to, and the branches of its `allOf`.
pub(super) fn parts<'n>(index: &Index<'n>, tree: &'n Node, node: &'n Node) -> Vec<&'n Node> {
    let mut seen: HashSet<*const Node> = HashSet::new();
    let mut parts = Vec::new();
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        if seen.insert(node) {
            parts.push(node);
            rest.extend(node.get("allOf").map_or(&[][..], Node::elements));
            rest.extend(node.get("$ref").and_then(Node::as_str).and_then(component).and_then(|at| index.at(tree, &at)));
        }
    }
    parts
}

/// The place that a canonical reference names: what follows the kind of component is a name as it is.
pub(super) fn component(text: &str) -> Option<Pointer> {
    let (kind, name) = text.strip_prefix("#/components/")?.split_once('/')?;
    Some(Pointer::root().child("components").child(kind).child(name))
}

fn references(node: &Node, found: &mut HashMap<Span, Vec<Pointer>>) {
    for entry in node.entries() {
        if let Some(target) = entry.value.as_str().filter(|_| entry.key == "$ref").and_then(component) {
            found.entry(entry.value.span).or_default().push(target);
        }
        references(&entry.value, found);
    }
    node.elements().iter().for_each(|element| references(element, found));
}

fn general_security(tree: &Node) -> bool {
    operations(tree).any(|operation| operation.get("security").is_none())
}

/// The operations of paths. Those of webhooks and callbacks have groups of their own, whatever their tags.
fn operations(tree: &Node) -> impl Iterator<Item = &Node> {
    let items = tree.get("paths").map_or(&[][..], Node::entries).iter().map(|entry| &entry.value);
    let operations = items.flat_map(Node::entries).filter(|entry| standard::is_method(standard::plain_key(&entry.key)));
    operations.map(|entry| &entry.value).filter(|operation| matches!(operation.value, Value::Mapping(_)))
}
