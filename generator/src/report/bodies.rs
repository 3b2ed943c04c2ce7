//! What the media types of bodies make of keywords that decide nothing elsewhere: nodes of XML, data of events, files among parts,
//! and lengths in what a server answers by itself.

use std::collections::{HashMap, HashSet};

use super::uses::{component, parts};
use crate::Understood;
use crate::ir::{Answer, Codec, Content, EventData, Part, PartKind, Response};
use crate::node::{Entry, Index, Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;
use crate::standard::{RESERVED, plain_key};

/// What is known of the schemas of bodies, by their places in the text.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// Keys that decide something only in such a body.
    pub(super) flags: HashSet<Span>,
    /// Schemas of which nothing is read.
    pub(super) unread: HashSet<Span>,
    /// Schemas of events, of which nothing is read but what `flags` and `data` have.
    pub(super) events: HashSet<Span>,
    /// The schemas of the data of events, and whether their checks are run.
    pub(super) data: HashMap<Span, bool>,
}

struct Tree<'n> {
    index: Index<'n>,
    root: &'n Node,
}

impl Bodies {
    pub(super) fn of(understood: &Understood) -> Self {
        let tree = Tree { index: Index::default(), root: &understood.tree };
        let mut bodies = Self::default();
        for operation in understood.api.operations() {
            if let Some(body) = &operation.request_body {
                let place = tree.child(tree.index.at(tree.root, &operation.pointer), "requestBody");
                bodies.content(&tree, &body.content, place, true);
            }
            for response in &operation.responses {
                let all = tree.child(tree.index.at(tree.root, &operation.pointer), "responses");
                let place = tree.child(all, &response.status.to_string());
                response.content.iter().for_each(|content| bodies.content(&tree, content, place, false));
                bodies.answer(&tree, understood, response, place);
            }
        }
        bodies
    }

    fn content<'n>(&mut self, tree: &Tree<'n>, content: &Content, at: Option<&'n Node>, checked: bool) {
        let all = tree.child(at, "content");
        for media in &content.media {
            let Some(place) = tree.child(all, &media.name) else { continue };
            let schema = place.get("schema");
            match &media.codec {
                Codec::Xml(_) => schema.into_iter().for_each(|schema| self.xml(tree, schema)),
                Codec::Multipart(parts, _) => {
                    schema.into_iter().for_each(|schema| self.files(tree, schema, parts));
                    place.get("encoding").into_iter().for_each(|encoding| self.heads(tree, encoding, parts, checked));
                }
                Codec::Parts => self.unread.extend(schema.map(|schema| schema.span)),
                Codec::Events(data) => {
                    let item = newer(place, "itemSchema").map(|entry| &entry.value);
                    // What stands beside it is of the stream as a whole, which nothing holds.
                    self.unread.extend(item.and(schema).map(|schema| schema.span));
                    let item = item.or(schema).map(|item| tree.follow(item));
                    item.into_iter().for_each(|item| self.event(tree, item, *data, checked));
                }
                Codec::Lines | Codec::Sequence => {
                    self.unread.extend(newer(place, "itemSchema").and(schema).map(|schema| schema.span));
                }
                Codec::Json | Codec::Text | Codec::Bytes { .. } | Codec::Form(_) => {}
            }
        }
    }

    /// The XML Objects of a schema and of all that it holds.
    fn xml<'n>(&mut self, tree: &Tree<'n>, schema: &'n Node) {
        let mut seen: HashSet<(*const Node, bool)> = HashSet::new();
        let mut rest = vec![(schema, true)];
        while let Some((node, is_root)) = rest.pop() {
            if !seen.insert((node, is_root)) {
                continue;
            }
            if let Some(xml) = newer(node, "xml") {
                let says = |entry: &&Entry| entry.value.value != Value::Bool(false);
                // The root is an element of its own, whatever is said.
                let here = |entry: &&Entry| !is_root || !["attribute", "wrapped", "nodeType"].contains(&plain_key(&entry.key));
                let keys: Vec<_> = xml.value.entries().iter().filter(says).filter(here).map(|entry| entry.key_span).collect();
                self.flags.extend((!keys.is_empty()).then_some(xml.key_span).into_iter().chain(keys));
            }
            rest.extend(tree.target(node).map(|target| (target, is_root)));
            rest.extend(branches(node).map(|branch| (branch, is_root)));
            let inner = ["items", "additionalProperties"].into_iter().filter_map(|key| node.get(key));
            rest.extend(inner.chain(members(node)).map(|inner| (inner, false)));
        }
    }

    /// What makes files of members: their format, or the media type of what they hold.
    fn files<'n>(&mut self, tree: &Tree<'n>, schema: &'n Node, list: &[Part]) {
        let all = parts(&tree.index, tree.root, schema);
        for part in list.iter().filter(|part| part.kind == PartKind::File) {
            let found = all.iter().filter_map(|schema| tree.index.entry(schema.get("properties")?, &part.name));
            for member in found.map(|entry| tree.follow(&entry.value)) {
                let member = if part.many { member.get("items").map(|items| tree.follow(items)) } else { Some(member) };
                let spellings = member.into_iter().flat_map(|node| branches(node).map(|it| tree.follow(it)).chain([node]));
                for node in spellings {
                    let binary = node.entry("format").filter(|entry| entry.value.as_str() == Some("binary"));
                    self.flags.extend(binary.or_else(|| newer(node, "contentMediaType")).map(|entry| entry.key_span));
                }
            }
        }
    }

    /// The headers of values that are parts, and those that are checked: files have room for them in any case.
    fn heads<'n>(&mut self, tree: &Tree<'n>, encoding: &'n Node, list: &[Part], checked: bool) {
        for part in list.iter().filter(|part| part.headed || checked && !part.headers.is_empty()) {
            let described = tree.index.entry(encoding, &part.name).map(|entry| &entry.value);
            self.flags.extend(described.and_then(|described| described.entry("headers")).map(|entry| entry.key_span));
        }
    }

    /// An event: its data are all that has a type.
    fn event<'n>(&mut self, tree: &Tree<'n>, item: &'n Node, data: EventData, checked: bool) {
        let refined = branches(item).next().is_some();
        let properties = item.entry("properties");
        let member = properties.and_then(|properties| tree.index.entry(&properties.value, "data")).map(|entry| &entry.value);
        if properties.is_some() || refined && data == EventData::Text {
            self.events.insert(item.span);
        }
        let (Some(properties), Some(member), false) = (properties, member, refined) else { return };
        self.data.insert(member.span, checked);
        let member = tree.follow(member);
        let is_json = newer(member, "contentMediaType").filter(|_| data == EventData::Json);
        self.flags.extend(is_json.map(|entry| entry.key_span));
        self.flags.extend(is_json.and_then(|_| newer(member, "contentSchema")).map(|entry| entry.key_span));
        self.flags.insert(properties.key_span);
    }

    /// The lengths to which a server cuts what it answers by itself.
    fn answer<'n>(&mut self, tree: &Tree<'n>, understood: &Understood, response: &Response, at: Option<&'n Node>) {
        let templates: Vec<&str> = match &response.answer {
            Some(Answer::Shared(id)) => understood.api.answers.get(id).map(String::as_str).into_iter().collect(),
            Some(Answer::Template(template)) => vec![template.as_str()],
            Some(Answer::Templates(list)) => list.iter().flatten().map(String::as_str).collect(),
            Some(Answer::Given) | None => return,
        };
        let cuts: Vec<u64> = templates.into_iter().flat_map(cuts).collect();
        let media = tree.child(at, "content").map_or(&[][..], Node::entries).iter();
        let mut seen: HashSet<*const Node> = HashSet::new();
        let mut rest: Vec<&Node> = media.filter_map(|entry| entry.value.get("schema")).collect();
        while let Some(node) = rest.pop().filter(|_| !cuts.is_empty()) {
            if !seen.insert(node) {
                continue;
            }
            let limit = node.entry("maxLength");
            let most = limit.and_then(|entry| entry.value.as_number()?.parse::<u64>().ok());
            let cut = |most: &u64| cuts.iter().any(|cut| cut <= most);
            self.flags.extend(most.filter(cut).and(limit).map(|entry| entry.key_span));
            let inner = tree.target(node).into_iter().chain(node.get("items"));
            rest.extend(inner.chain(branches(node)).chain(members(node)));
        }
    }
}

/// The lengths that a template names: `"$message:40"`.
fn cuts(template: &str) -> impl Iterator<Item = u64> {
    template.split('"').filter(|text| text.starts_with('$')).filter_map(|text| text.split_once(':')?.1.parse().ok())
}

impl<'n> Tree<'n> {
    fn target(&self, node: &Node) -> Option<&'n Node> {
        let place: Pointer = node.get("$ref").and_then(Node::as_str).and_then(component)?;
        self.index.at(self.root, &place)
    }

    /// What stands at the end of references.
    fn follow(&self, node: &'n Node) -> &'n Node {
        let mut seen: HashSet<*const Node> = HashSet::new();
        let mut here = node;
        while let Some(next) = self.target(here).filter(|_| seen.insert(here)) {
            here = next;
        }
        here
    }

    fn child(&self, node: Option<&'n Node>, key: &str) -> Option<&'n Node> {
        self.index.entry(node?, key).map(|entry| self.follow(&entry.value))
    }
}

/// A field that 3.0 lacks, or of which the typed document has no good form.
fn newer<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    node.entry(key).or_else(|| node.entry(&format!("{RESERVED}{key}")))
}

fn branches(node: &Node) -> impl Iterator<Item = &Node> {
    ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|key| node.get(key)).flat_map(Node::elements)
}

fn members(node: &Node) -> impl Iterator<Item = &Node> {
    node.get("properties").map_or(&[][..], Node::entries).iter().map(|entry| &entry.value)
}
