//! The objects of a description, each with the place where its owner names it, in one list. Reserved keys of the canonical form
//! are read like the words they stand for.

use crate::node::Node;
use crate::source::Span;
use crate::standard::walk::{self, Keys, Step};
use crate::standard::{self, Id, Object, Version};

/// An object.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub(super) kind: Id,
    pub(super) node: &'a Node,
    /// Where its owner names it: the key, or the object itself in a list.
    pub(super) place: Span,
    /// The key that leads to it in a map of named things, or its field; empty in a list.
    pub(super) key: &'a str,
    /// The field of the owner that holds it, without the prefix of reserved keys; empty where the key is the author's.
    pub(super) field: &'static str,
    /// Its owner in the list; the document is its own.
    pub(super) owner: usize,
    /// What stands in it follows directly behind it, up to here.
    pub(super) end: usize,
}

/// Every object of a canonical tree, owners before what they hold.
pub(super) fn items(tree: &Node) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let root = standard::root(Version::V32);
    let document = Item { kind: root.id, node: tree, place: tree.span, key: "", field: "", owner: 0, end: 0 };
    visit(&mut items, document, root);
    items
}

fn visit<'a>(items: &mut Vec<Item<'a>>, item: Item<'a>, described: &'static Object) {
    let (at, node) = (items.len(), item.node);
    items.push(item);
    walk::children(node, described, Keys::Canonical, &mut |member, part| {
        let (place, key) = match part.step {
            Step::Whole => (member.entry.key_span, member.entry.key.as_str()),
            Step::Element(_) => (part.node.span, ""),
            Step::Member(entry) => (entry.key_span, entry.key.as_str()),
        };
        let (kind, field) = (part.described.id, member.field.map_or("", |field| field.name));
        visit(items, Item { kind, node: part.node, place, key, field, owner: at, end: 0 }, part.described);
    });
    let end = items.len();
    if let Some(item) = items.get_mut(at) {
        item.end = end;
    }
}
