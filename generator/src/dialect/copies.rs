//! How much may be copied within a document: a small text must not grow into a large tree.

use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::Node;
use crate::source::Span;

/// Values that may be copied in one document, beside as many as it has; the largest public ones need a fifth of it.
const MOST: usize = 100_000;

/// What is left to copy.
#[derive(Debug)]
pub(super) struct Copies {
    most: usize,
    left: usize,
    /// Where it was not enough.
    refused: Option<Span>,
}

impl Copies {
    /// Of a document.
    pub(super) fn of(root: &Node) -> Self {
        let most = size(root).saturating_add(MOST);
        Self { most, left: most, refused: None }
    }

    /// Whether a value may be copied so many times; it counts as done.
    pub(super) fn allow(&mut self, node: &Node, times: usize) -> bool {
        let needed = size(node).saturating_mul(times);
        match self.left.checked_sub(needed) {
            Some(left) => self.left = left,
            None => self.refused = self.refused.or(Some(node.span)),
        }
        self.refused.is_none()
    }

    /// What to say if something was refused.
    pub(super) fn complaint(&self) -> Option<Diagnostic> {
        let span = self.refused?;
        let message = "this is used so often that the document grows too large";
        Some(
            Diagnostic::error(dialect::TOO_MANY_COPIES, span, message)
                .note(format!("no more than {most} values are copied to where they are used", most = self.most)),
        )
    }
}

fn size(node: &Node) -> usize {
    let members: usize = node.entries().iter().map(|entry| size(&entry.value)).sum();
    let elements: usize = node.elements().iter().map(size).sum();
    members + elements + 1
}
