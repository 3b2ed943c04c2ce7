//! Exceptions in the description itself: `x-letterpress-allow`, a map from names of lints to reasons.
//!
//! ```yaml
//! /customers/:
//!   x-letterpress-allow:
//!     trailing-slash: The partner's gateway redirects everything else.
//! ```
//!
//! It may stand in any object of the standard, and holds for that object, its key and everything in it. An exception that
//! suppresses nothing is reported, whatever the level of its lint: so it announces when it is obsolete.

use std::collections::HashSet;

use super::subject::Subject;
use super::{Lint, levels, named};
use crate::diagnostic::{Diagnostic, codes::lints};
use crate::node::{Entry, Node, Value};
use crate::source::Span;
use crate::standard::Id;

/// The extension.
const KEY: &str = "x-letterpress-allow";

/// One exception.
pub(super) struct Allow {
    pub(super) lint: &'static Lint,
    /// The name of the lint in the extension.
    span: Span,
    /// The text that it holds for.
    text: Span,
    /// The places that it holds for: parts of an object may come from another file, or have moved.
    places: HashSet<Span>,
    used: bool,
}

/// The exceptions of a description; what is wrong with them goes to `diagnostics`.
pub(super) fn read(subject: &Subject<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Allow> {
    let mut allows = Vec::new();
    let mut seen = HashSet::new();
    for item in &subject.items {
        // An object that was copied to several places speaks once.
        let extension = item.node.get(KEY).map(|extension| written(item.kind, extension));
        let Some(extension) = extension.filter(|extension| seen.insert(extension.span)) else { continue };
        if !matches!(extension.value, Value::Mapping(_)) {
            diagnostics.push(
                Diagnostic::error(lints::ALLOW_SHAPE, extension.span, format!("`{KEY}` is a map from lints to reasons"))
                    .help("write `<lint>: <the reason>`"),
            );
        }
        for entry in extension.entries() {
            match lint(entry) {
                Ok(lint) => allows.push(allow(lint, entry.key_span, item.place, item.node)),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    allows
}

/// What is written for an extension. In the canonical form that of a callback looks like a path item.
fn written(owner: Id, extension: &Node) -> &Node {
    extension.get("x-canonical-value").filter(|_| owner == Id::Callback).unwrap_or(extension)
}

fn lint(entry: &Entry) -> Result<&'static Lint, Box<Diagnostic>> {
    let lint = named(&entry.key).ok_or_else(|| levels::unknown(&entry.key, entry.key_span))?;
    match entry.value.as_str().is_some_and(|reason| !reason.trim().is_empty()) {
        true => Ok(lint),
        false => Err(Diagnostic::error(lints::NO_REASON, entry.key_span, format!("`{}` is allowed without a reason", entry.key))
            .help("write why it may not apply here")
            .into()),
    }
}

fn allow(lint: &'static Lint, span: Span, place: Span, node: &Node) -> Allow {
    let mut places = HashSet::from([place]);
    collect(node, &mut places);
    let text =
        if place.source == node.span.source { Span { start: place.start.min(node.span.start), ..node.span } } else { node.span };
    Allow { lint, span, text, places, used: false }
}

fn collect(node: &Node, places: &mut HashSet<Span>) {
    places.insert(node.span);
    for entry in node.entries() {
        places.insert(entry.key_span);
        collect(&entry.value, places);
    }
    for element in node.elements() {
        collect(element, places);
    }
}

/// Whether a finding is an exception; all that say so have been of use.
pub(super) fn covers(allows: &mut [Allow], lint: &Lint, finding: &Diagnostic) -> bool {
    let Some(span) = finding.span else { return false };
    let mut covered = false;
    for allow in allows.iter_mut().filter(|allow| allow.lint.name == lint.name) {
        let within = allow.text.source == span.source && allow.text.start <= span.start && span.end <= allow.text.end;
        if within || allow.places.contains(&span) {
            allow.used = true;
            covered = true;
        }
    }
    covered
}

/// The exceptions that nothing needed.
pub(super) fn unused(allows: &[Allow]) -> impl Iterator<Item = Diagnostic> {
    allows.iter().filter(|allow| !allow.used).map(|allow| {
        Diagnostic::warning(lints::UNUSED_ALLOW, allow.span, format!("`{}` finds nothing here", allow.lint.name))
            .note("the exception is obsolete")
            .help("remove it")
    })
}
