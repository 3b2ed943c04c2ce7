//! Links: the operations that they name must be in the document.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, codes::references, suggest};
use crate::node::Entry;
use crate::source::Span;
use crate::standard::{Id, Object};

/// The operations of a document by their ids, and the ids that links name.
#[derive(Debug, Default)]
pub(super) struct Links {
    operations: BTreeSet<String>,
    named: Vec<(String, Span)>,
}

impl Links {
    /// Takes note of a member of an object, if it is an `operationId`.
    pub(super) fn note(&mut self, entry: &Entry, described: &Object) {
        let Some(id) = entry.value.as_str().filter(|_| entry.key == "operationId") else { return };
        if described.id == Id::Operation {
            self.operations.insert(id.to_owned());
        } else if described.id == Id::Link {
            self.named.push((id.to_owned(), entry.value.span));
        }
    }

    /// Links to operations that do not exist.
    pub(super) fn complaints(self) -> Vec<Diagnostic> {
        let lost = self.named.iter().filter(|(id, _)| !self.operations.contains(id));
        let complaints = lost.map(|(id, span)| {
            let message = format!("no operation has the operationId `{id}`");
            let diagnostic = Diagnostic::warning(references::LINK, *span, message).note("OpenAPI, section Link Object");
            match suggest::nearest(id, self.operations.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("correct it, or remove the link"),
            }
        });
        complaints.collect()
    }
}
