//! References between path items, which the typed document cannot hold: the members of the target are copied in.

use super::copies::Copies;
use super::reference::{Target, target};
use crate::diagnostic::{Diagnostic, codes::dialect, codes::references};
use crate::node::{Entry, Node, Value};
use crate::pointer::Pointer;
use crate::standard::Version;

/// A chain of path items that is longer leads nowhere.
const LONGEST_CHAIN: usize = 16;

/// Copies referenced path items to where they are used: under `paths` and `webhooks`. Members beside `$ref` win.
pub(super) fn inline(root: &mut Node, version: Version, copies: &mut Copies, diagnostics: &mut Vec<Diagnostic>) {
    for owner in ["paths", "webhooks"] {
        let copies: Vec<(usize, Vec<Entry>)> = root
            .get(owner)
            .map(Node::entries)
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| Some((index, copied(root, version, &entry.value, copies, diagnostics)?)))
            .collect();
        let entries = root.entry_mut(owner).and_then(|entry| entry.value.entries_mut());
        if let Some(entries) = entries {
            for (index, copy) in copies {
                if let Some(entry) = entries.get_mut(index) {
                    merge(&mut entry.value, copy, diagnostics);
                }
            }
        }
    }
}

/// The members of the path item that a reference leads to; `None` if there is no reference, or a bad one.
fn copied(
    root: &Node,
    version: Version,
    item: &Node,
    copies: &mut Copies,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Entry>> {
    let reference = item.get("$ref")?;
    let mut members: Vec<Entry> = Vec::new();
    let mut next = Some(reference);
    for _ in 0..LONGEST_CHAIN {
        let Some(text) = next.map(Node::as_str) else { return Some(members) };
        let Some(found) = text.and_then(|text| follow(root, version, text)) else {
            diagnostics.extend(text.and_then(|text| dangling(version, text, reference)));
            return None;
        };
        if !copies.allow(found, 1) {
            return None;
        }
        let fresh = found.entries().iter().filter(|entry| entry.key != "$ref").filter(|entry| !has(&members, &entry.key));
        let fresh: Vec<Entry> = fresh.cloned().collect();
        members.extend(fresh);
        next = found.get("$ref");
    }
    diagnostics.push(Diagnostic::error(references::CYCLE, reference.span, "this chain of path items does not end"));
    None
}

fn has(members: &[Entry], key: &str) -> bool {
    members.iter().any(|member| member.key == key)
}

fn follow<'n>(root: &'n Node, version: Version, text: &str) -> Option<&'n Node> {
    let tokens = match target(version, text) {
        Target::Component(kind, name) => vec!["components".to_owned(), kind, name],
        Target::Place(tokens) => tokens,
        Target::Anchor | Target::External | Target::Malformed => return None,
    };
    let is_item = match tokens.as_slice() {
        [owner, _] => owner == "paths" || owner == "webhooks",
        [owner, kind, _] => owner == "components" && kind == "pathItems",
        _ => false,
    };
    let pointer = tokens.iter().fold(Pointer::root(), |pointer, token| pointer.child(token));
    is_item.then(|| root.at(&pointer)).flatten()
}

/// What the walk does not say: since 3.0 it checks references to path items like all others.
fn dangling(version: Version, text: &str, reference: &Node) -> Option<Diagnostic> {
    let nothing = || Diagnostic::error(references::DANGLING, reference.span, format!("there is no path item at `{text}`"));
    match (version, target(version, text)) {
        (Version::V30 | Version::V31 | Version::V32, _) => None,
        (Version::V20, Target::External) => Some(super::reference::external(reference.span, text)),
        (Version::V20, Target::Component(..) | Target::Place(_) | Target::Anchor | Target::Malformed) => Some(nothing()),
    }
}

fn merge(item: &mut Node, copy: Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) {
    let Value::Mapping(entries) = &mut item.value else { return };
    entries.retain(|entry| entry.key != "$ref");
    for entry in copy {
        match entries.iter().find(|own| own.key == entry.key) {
            Some(own) => diagnostics.extend(hidden(own, &entry)),
            None => entries.push(entry),
        }
    }
}

/// Says that a field beside `$ref` hides one of the path item that it leads to. Documentation is meant to be replaced.
pub(crate) fn hidden(own: &Entry, other: &Entry) -> Option<Diagnostic> {
    let is_documentation = matches!(own.key.as_str(), "summary" | "description") || own.key.starts_with("x-");
    let message = format!("the path item that `$ref` leads to has `{}`, too", own.key);
    (!is_documentation).then(|| {
        Diagnostic::warning(dialect::HIDDEN_FIELD, own.key_span, message)
            .related(other.key_span, "not used here")
            .note("Path Item Object: which of the two counts is undefined")
            .help("keep one of them")
    })
}
