//! Looking up members of wide mappings without reading all of them.

use std::cell::RefCell;
use std::collections::HashMap;

use super::{Entry, Node, Value};
use crate::pointer::Pointer;

/// Mappings with more members are looked up in a table, which is made when it is needed.
const SCANNED: usize = 32;

/// Tables of the wide mappings of a tree. It is asked about nodes of one tree only.
#[derive(Debug, Default)]
pub(crate) struct Index<'n>(RefCell<HashMap<*const Node, Positions<'n>>>);

type Positions<'n> = HashMap<&'n str, usize>;

impl<'n> Index<'n> {
    /// The member `key` of a mapping and its position.
    pub(crate) fn position(&self, node: &'n Node, key: &str) -> Option<(usize, &'n Entry)> {
        let entries = node.entries();
        if entries.len() <= SCANNED {
            return entries.iter().enumerate().find(|(_, entry)| entry.key == key);
        }
        let mut tables = self.0.borrow_mut();
        let table = tables
            .entry(node)
            .or_insert_with(|| entries.iter().enumerate().map(|(at, entry)| (entry.key.as_str(), at)).collect());
        let at = *table.get(key)?;
        entries.get(at).map(|entry| (at, entry))
    }

    /// The member `key` of a mapping.
    pub(crate) fn entry(&self, node: &'n Node, key: &str) -> Option<&'n Entry> {
        self.position(node, key).map(|(_, entry)| entry)
    }

    /// The node that `pointer` leads to from `root`.
    pub(crate) fn at(&self, root: &'n Node, pointer: &Pointer) -> Option<&'n Node> {
        pointer.tokens().try_fold(root, |node, token| match &node.value {
            Value::Mapping(_) => self.entry(node, &token).map(|entry| &entry.value),
            Value::Sequence(elements) => elements.get(token.parse::<usize>().ok()?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::node::read;
    use crate::source::{Source, Sources};

    #[test]
    fn wide_mappings_are_looked_up_like_narrow_ones() {
        let members: Vec<String> = (0..100).map(|at| format!("k{at}: {{n{at}: [{at}]}}")).collect();
        let mut sources = Sources::default();
        let id = sources.add(Source { path: "a.yaml".to_owned(), text: members.join("\n") });
        let tree = read(&sources, id, &mut Vec::new()).unwrap();
        let index = Index::default();
        for at in (0..100).rev() {
            let pointer = Pointer::root().child(&format!("k{at}")).child(&format!("n{at}")).index(0);
            assert_eq!(index.at(&tree, &pointer), tree.at(&pointer));
            assert_eq!(index.position(&tree, &format!("k{at}")).unwrap().0, at);
        }
        assert_eq!(index.at(&tree, &Pointer::root().child("k100")), None);
    }
}
