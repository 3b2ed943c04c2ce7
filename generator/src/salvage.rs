//! The sound part of a description with mistakes, so that one run also tells what later stages find wrong in it.
//!
//! Each operation and each component that holds a mistake is left out, and what refers to one of them. A schema leaves the
//! schema that admits everything, since hardly anything depends on it. What later stages say about the rest is no consequence
//! of the mistakes, but for a few codes.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, codes::lowering};
use crate::node::{Entry, Node, Value};
use crate::source::{SourceId, Span};
use crate::{document, lower};

/// The errors that lowering finds in the sound part of a canonical tree; `diagnostics` is what the stages before found.
pub(crate) fn errors(mut tree: Node, diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let lost = reduce(&mut tree, Faults::of(diagnostics));
    let schemes = lost.iter().any(|reference| reference.starts_with("#/components/securitySchemes/"));
    let Ok(document) = document::outline(&tree) else { return Vec::new() };
    let mut found = Vec::new();
    lower::lower(&tree, &document, &mut found);
    found.retain(|it| it.is_error() && !DEPENDENT.contains(&it.code) && !(schemes && it.code == lowering::SECURITY_UNDEFINED));
    found
}

/// What the missing parts can cause.
const DEPENDENT: [Code; 2] = [lowering::UNRESOLVED, lowering::DISCRIMINATOR];

/// Where mistakes are, and which components are left out for them.
struct Faults {
    /// Sorted.
    places: Vec<(SourceId, u32, u32)>,
    /// References to components that are left out.
    lost: HashSet<String>,
}

impl Faults {
    fn of(diagnostics: &[Diagnostic]) -> Self {
        let spans = diagnostics.iter().filter(|it| it.is_error()).filter_map(|it| it.span);
        let mut places: Vec<_> = spans.map(|span| (span.source, span.start, span.end)).collect();
        places.sort_unstable();
        Self { places, lost: HashSet::new() }
    }

    /// Whether a mistake lies within a place.
    fn touch(&self, span: Span) -> bool {
        let first = self.places.partition_point(|place| (place.0, place.1) < (span.source, span.start));
        let near = self.places.iter().skip(first).take_while(|place| place.0 == span.source && place.1 <= span.end);
        near.into_iter().any(|place| place.2 <= span.end)
    }

    /// Whether a mistake lies in a part, or it refers to one that is left out. What an alias repeats stands elsewhere.
    fn reach(&self, node: &Node) -> bool {
        let leads = |entry: &Entry| entry.key == "$ref" && entry.value.as_str().is_some_and(|text| self.lost.contains(text));
        self.touch(node.span)
            || node.entries().iter().any(|entry| self.touch(entry.key_span) || leads(entry) || self.reach(&entry.value))
            || node.elements().iter().any(|element| self.reach(element))
    }

    fn reach_entry(&self, entry: &Entry) -> bool {
        self.touch(entry.key_span) || self.reach(&entry.value)
    }
}

/// Leaves the faulty parts out; returns the references to the components among them.
fn reduce(tree: &mut Node, mut faults: Faults) -> HashSet<String> {
    if let Some(components) = tree.entry_mut("components") {
        reduce_components(&mut components.value, &mut faults);
    }
    if let Some(items) = tree.entry_mut("paths").and_then(|paths| paths.value.entries_mut()) {
        items.retain_mut(|item| !faults.touch(item.key_span) && reduce_path_item(&mut item.value, &faults));
    }
    let place = tree.span;
    let Some(entries) = tree.entries_mut() else { return faults.lost };
    entries.retain(|entry| ["openapi", "paths", "components"].contains(&entry.key.as_str()) || !faults.reach_entry(entry));
    for key in ["info", "paths"] {
        if !entries.iter().any(|entry| entry.key == key) {
            entries.push(Entry { key: key.to_owned(), key_span: place, value: empty(key, place) });
        }
    }
    faults.lost
}

/// What stands for a field of the document that must be there.
fn empty(key: &str, place: Span) -> Node {
    let text = |key: &str| Entry { key: key.to_owned(), key_span: place, value: Node::made(place, Value::String(String::new())) };
    let members = if key == "info" { vec![text("title"), text("version")] } else { Vec::new() };
    Node::made(place, Value::Mapping(members))
}

/// Leaves out the operations with mistakes; `false` if the whole path item is to be left out, for a mistake that they share.
fn reduce_path_item(item: &mut Node, faults: &Faults) -> bool {
    let Some(entries) = item.entries_mut() else { return false };
    if entries.iter().any(|entry| entry.key == "parameters" && faults.reach_entry(entry)) {
        return false;
    }
    entries.retain(|entry| !faults.reach_entry(entry));
    true
}

fn reduce_components(components: &mut Node, faults: &mut Faults) {
    let Some(kinds) = components.entries_mut() else { return };
    kinds.retain(|kind| !faults.touch(kind.key_span) && matches!(kind.value.value, Value::Mapping(_)));
    for kind in kinds.iter_mut().filter(|kind| kind.key == "schemas") {
        for schema in kind.value.entries_mut().into_iter().flatten().filter(|schema| faults.reach_entry(schema)) {
            schema.value.value = Value::Mapping(Vec::new());
        }
    }
    // What refers to a part that is left out goes, too, until nothing more does.
    while leave_out(kinds, faults) {}
}

fn leave_out(kinds: &mut [Entry], faults: &mut Faults) -> bool {
    let before = faults.lost.len();
    for kind in kinds.iter_mut().filter(|kind| kind.key != "schemas") {
        let reached = kind.value.entries().iter().filter(|part| faults.reach_entry(part));
        let lost: HashSet<String> = reached.map(|part| part.key.clone()).collect();
        faults.lost.extend(lost.iter().map(|name| format!("#/components/{}/{name}", kind.key)));
        if let Some(parts) = kind.value.entries_mut() {
            parts.retain(|part| !lost.contains(&part.key));
        }
    }
    faults.lost.len() > before
}
