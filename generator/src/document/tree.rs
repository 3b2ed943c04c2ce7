//! A tree that stays, or one that is given up while it is read.

use std::borrow::Borrow;

use super::{Read, member};
use crate::node::{Entry, Node, Value};

/// A node to read from, borrowed or owned.
pub(super) trait Tree: Borrow<Node> + Sized {
    /// Its members.
    type Entries: IntoIterator<Item: Borrow<Entry>, IntoIter: ExactSizeIterator>;

    /// The member `key`, if it is there and not null; an owned tree loses it.
    fn child(&mut self, key: &str) -> Option<Self>;

    /// The members of a mapping. Those of an owned tree are given up one by one.
    fn members(self) -> Read<Self::Entries>;
}

impl<'n> Tree for &'n Node {
    type Entries = &'n [Entry];

    fn child(&mut self, key: &str) -> Option<Self> {
        self.get(key).filter(|member| !matches!(member.value, Value::Null))
    }

    fn members(self) -> Read<Self::Entries> {
        member::mapping(self)
    }
}

impl Tree for Node {
    type Entries = Vec<Entry>;

    fn child(&mut self, key: &str) -> Option<Self> {
        self.take(key).map(|entry| entry.value).filter(|member| !matches!(member.value, Value::Null))
    }

    fn members(mut self) -> Read<Self::Entries> {
        member::mapping(&self)?;
        Ok(self.entries_mut().map(std::mem::take).unwrap_or_default())
    }
}
