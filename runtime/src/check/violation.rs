//! What a check found wrong.

use std::fmt;

use crate::codec::write_list;
use crate::pointer;
use crate::redact::{Head, Short};

/// A keyword of the schema that a value does not satisfy.
#[derive(Clone, PartialEq, Eq)]
pub struct Violation {
    /// The value: a JSON Pointer (RFC 6901) from the root of what was checked. Where that would take more than 512 bytes, it is
    /// the pointer of a value around it, and the message says so.
    pub pointer: String,
    /// The keyword, such as `maxLength`. Where a schema is `false`, it is the one that holds the schema: `additionalProperties` for an
    /// undeclared member, `items` for an element too many; `false` for a whole schema.
    pub keyword: &'static str,
    /// What was expected and what was found. It holds no string of the value.
    pub message: String,
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pointer, message) = (Head(self.pointer.as_bytes()), Head(self.message.as_bytes()));
        let mut shown = f.debug_struct("Violation");
        shown.field("pointer", &pointer).field("keyword", &self.keyword).field("message", &message).finish()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pointer::write_located(f, &self.pointer, &self.message)
    }
}

/// Violations: the first [`Violations::CAPACITY`], and how many more there are. Fewer are kept where they take much room.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Violations {
    entries: Vec<Violation>,
    more: usize,
    bytes: usize,
}

/// Bytes of pointers and messages after which violations are counted only.
const ROOM: usize = 64 * 1024;

impl Violations {
    /// How many are kept; the others are counted.
    pub const CAPACITY: usize = 100;

    /// Adds one.
    pub fn push(&mut self, violation: Violation) {
        if self.has_room() {
            self.bytes += violation.pointer.len() + violation.message.len();
            self.entries.push(violation);
        } else {
            self.more += 1;
        }
    }

    /// Counts one for which there is no room.
    pub(super) fn count_more(&mut self) {
        self.more += 1;
    }

    /// Adds those of another.
    pub fn append(&mut self, other: Self) {
        self.more += other.more;
        other.entries.into_iter().for_each(|violation| self.push(violation));
    }

    /// Changes those that were kept after so many.
    pub(super) fn amend(&mut self, after: usize, change: impl FnMut(&mut Violation)) {
        self.entries.iter_mut().skip(after).for_each(change);
    }

    /// Whether one more would be kept.
    pub(super) fn has_room(&self) -> bool {
        self.entries.len() < Self::CAPACITY && self.bytes < ROOM
    }

    /// Those that are kept, in the order in which they were found.
    pub fn entries(&self) -> &[Violation] {
        &self.entries
    }

    /// The same, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.entries.iter()
    }

    /// How many there are besides.
    pub fn more(&self) -> usize {
        self.more
    }

    /// How many there are in all.
    pub fn count(&self) -> usize {
        self.entries.len() + self.more
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Nothing when there are none.
    ///
    /// # Errors
    ///
    /// When there are some: these.
    pub fn into_result(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl<'v> IntoIterator for &'v Violations {
    type Item = &'v Violation;
    type IntoIter = std::slice::Iter<'v, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Violations").field("entries", &Short(&self.entries)).field("more", &self.more).finish()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, &self.entries, self.more)
    }
}

impl std::error::Error for Violations {}
