//! References to places inside other definitions: since paths change their shape, the targets move to `definitions`,
//! `parameters` or `responses` before the walk. See `hoist`.

use super::super::hoist::{self, Hoists};
use super::super::reference::{Components, Target, home, target};
use crate::diagnostic::Diagnostic;
use crate::node::{Index, Node, Value};
use crate::part::Parts;
use crate::pointer::Pointer;
use crate::source::Span;
use crate::standard::Version;

/// Moves the targets, and rewrites the references to them. References that lead nowhere stay as they are.
pub(super) fn move_targets(root: &mut Node, parts: &mut Parts, diagnostics: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    collect(root, &mut found);
    let index = Index::default();
    found.retain(|(_, tokens)| {
        let pointer = tokens.iter().fold(Pointer::root(), |pointer, token| pointer.child(token));
        index.at(root, &pointer).is_some()
    });
    if found.is_empty() {
        return;
    }
    let components = Components::of(root, Version::V20, &mut Vec::new());
    let mut hoists = Hoists::default();
    let mut names = std::collections::HashMap::new();
    for (span, tokens) in found {
        if let Some((object, kind)) = hoist::object_at(components.root(), &tokens).and_then(|it| Some((it, it.section()?)))
            && let Some(name) = hoists.name(tokens, object, &components, span)
        {
            names.insert(span, format!("{}/{name}", home(Version::V20, kind)));
        }
    }
    rewrite(root, &names);
    hoist::apply(root, Version::V20, hoists, parts, diagnostics);
}

fn collect(node: &Node, found: &mut Vec<(Span, Vec<String>)>) {
    if let Some((reference, text)) = node.get("$ref").and_then(|reference| Some((reference, reference.as_str()?))) {
        match target(Version::V20, text) {
            Target::Place(tokens) => found.push((reference.span, tokens)),
            Target::Component(..) | Target::Anchor | Target::External | Target::Malformed => {}
        }
    }
    node.entries().iter().for_each(|entry| collect(&entry.value, found));
    node.elements().iter().for_each(|element| collect(element, found));
}

fn rewrite(node: &mut Node, names: &std::collections::HashMap<Span, String>) {
    if let Some(entry) = node.entry_mut("$ref")
        && let Some(name) = names.get(&entry.value.span)
    {
        entry.value.value = Value::String(name.clone());
    }
    match &mut node.value {
        Value::Mapping(entries) => entries.iter_mut().for_each(|entry| rewrite(&mut entry.value, names)),
        Value::Sequence(elements) => elements.iter_mut().for_each(|element| rewrite(element, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
