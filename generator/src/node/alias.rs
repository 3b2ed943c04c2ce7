//! Anchors and aliases: an alias is replaced by a copy, and what copies add is counted.
//!
//! An anchor is remembered as the place where its node stands, not as a copy: anchors that nothing repeats cost next to
//! nothing.

use std::collections::HashMap;

use super::limits::Limits;
use super::yaml::{Content, Frame};
use super::{Node, Value, too_deep};
use crate::diagnostic::{Diagnostic, codes::reading};
use crate::source::Span;

/// What the anchors of a file mark, and what their aliases may still add.
pub(super) struct Anchors {
    places: HashMap<usize, Place>,
    limits: Limits,
    nodes_left: usize,
    bytes_left: usize,
}

enum Place {
    /// A value: the index of the child in each open collection, from the outermost inwards.
    Value(Box<[usize]>),
    /// A key.
    Key(Node),
}

/// What a node costs to copy.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
    height: usize,
}

impl Anchors {
    pub(super) fn new(limits: Limits) -> Self {
        Self { places: HashMap::new(), limits, nodes_left: limits.alias_nodes, bytes_left: limits.alias_bytes }
    }

    /// A value with an anchor begins.
    pub(super) fn begin(&mut self, id: usize, open: &[Frame], span: Span) -> Result<(), Diagnostic> {
        let path: Box<[usize]> = open.iter().map(|frame| frame.content.len()).collect();
        let size = Size { nodes: path.len() / 8, ..Size::default() };
        self.places.insert(id, Place::Value(path));
        self.charge(size, span)
    }

    /// A key with an anchor was read.
    pub(super) fn key(&mut self, id: usize, text: &str, span: Span) {
        self.places.insert(id, Place::Key(Node { span, value: Value::String(text.to_owned()) }));
    }

    /// A copy of what the alias repeats.
    pub(super) fn expand(&mut self, id: usize, open: &[Frame], span: Span) -> Result<Node, Diagnostic> {
        let size = size(self.find(id, open).ok_or_else(|| inside_itself(span))?);
        if open.len() + size.height > self.limits.depth {
            return Err(too_deep(span, self.limits));
        }
        self.charge(size, span)?;
        self.find(id, open).cloned().ok_or_else(|| inside_itself(span))
    }

    fn charge(&mut self, size: Size, span: Span) -> Result<(), Diagnostic> {
        match (self.nodes_left.checked_sub(size.nodes), self.bytes_left.checked_sub(size.bytes)) {
            (Some(nodes), Some(bytes)) => {
                self.nodes_left = nodes;
                self.bytes_left = bytes;
                Ok(())
            }
            (None, _) | (_, None) => Err(too_much(span, self.limits)),
        }
    }

    /// The node that the anchor marks, unless it is still being read.
    fn find<'t>(&'t self, id: usize, open: &'t [Frame]) -> Option<&'t Node> {
        let path = match self.places.get(&id)? {
            Place::Key(node) => return Some(node),
            Place::Value(path) => path,
        };
        let mut path = path.iter().copied();
        let mut found = open.iter().find_map(|frame| {
            let index = path.next()?;
            frame.content.child(index)
        })?;
        for index in path {
            found = child(found, index)?;
        }
        Some(found)
    }
}

fn child(node: &Node, index: usize) -> Option<&Node> {
    match &node.value {
        Value::Sequence(elements) => elements.get(index),
        Value::Mapping(entries) => entries.get(index).map(|entry| &entry.value),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

impl Content {
    fn len(&self) -> usize {
        match self {
            Self::Sequence(elements) => elements.len(),
            Self::Mapping(entries, _) => entries.len(),
        }
    }

    fn child(&self, index: usize) -> Option<&Node> {
        match self {
            Self::Sequence(elements) => elements.get(index),
            Self::Mapping(entries, _) => entries.get(index).map(|entry| &entry.value),
        }
    }
}

/// Recursion is bounded: a tree is never deeper than the limit.
fn size(node: &Node) -> Size {
    let leaf = |bytes| Size { nodes: 1, bytes, height: 0 };
    match &node.value {
        Value::Null | Value::Bool(_) => leaf(0),
        Value::Number(text) | Value::String(text) => leaf(text.len()),
        Value::Sequence(elements) => sum(elements.iter().map(size)),
        Value::Mapping(entries) => sum(entries.iter().map(|entry| {
            let value = size(&entry.value);
            Size { bytes: value.bytes + entry.key.len(), ..value }
        })),
    }
}

fn sum(sizes: impl Iterator<Item = Size>) -> Size {
    sizes.fold(Size { nodes: 1, bytes: 0, height: 1 }, |sum, size| Size {
        nodes: sum.nodes + size.nodes,
        bytes: sum.bytes + size.bytes,
        height: sum.height.max(size.height + 1),
    })
}

fn inside_itself(span: Span) -> Diagnostic {
    Diagnostic::error(reading::UNKNOWN_ANCHOR, span, "this alias stands inside what it would repeat")
        .help("use `$ref` for a schema that contains itself")
}

fn too_much(span: Span, limits: Limits) -> Diagnostic {
    Diagnostic::error(reading::ALIAS_EXPANSION, span, "the aliases of this file expand to too much")
        .note(format!("they may add {} values and {} bytes to those that are written", limits.alias_nodes, limits.alias_bytes))
        .help("use `$ref` to components instead of aliases")
}
