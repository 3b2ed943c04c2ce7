//! Merge keys (`<<`) of YAML 1.1, which people still write: merged with a warning.

use super::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, codes::reading};

/// Merges wherever an unquoted key `<<` stands, innermost first. Members of the mapping itself win, then earlier ones.
pub(super) fn apply(node: &mut Node, text: &str, diagnostics: &mut Vec<Diagnostic>) {
    match &mut node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        Value::Sequence(elements) => elements.iter_mut().for_each(|element| apply(element, text, diagnostics)),
        Value::Mapping(entries) => {
            entries.iter_mut().for_each(|entry| apply(&mut entry.value, text, diagnostics));
            let is_merge = |entry: &Entry| entry.key == "<<" && slice(text, entry) == Some("<<");
            if let Some(at) = entries.iter().position(is_merge) {
                let merge = entries.remove(at);
                merge_into(entries, at, merge, diagnostics);
            }
        }
    }
}

fn slice<'t>(text: &'t str, entry: &Entry) -> Option<&'t str> {
    text.get(entry.key_span.start as usize..entry.key_span.end as usize)
}

fn merge_into(entries: &mut Vec<Entry>, at: usize, merge: Entry, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::warning(reading::MERGE_KEY, merge.key_span, "merge keys are not part of YAML 1.2")
            .note("merged here; other tools read a member named `<<`")
            .help("write the members out, or use `allOf` with `$ref`"),
    );
    let span = merge.value.span;
    let sources = match merge.value.value {
        Value::Mapping(members) => vec![members],
        Value::Sequence(elements) => elements.into_iter().map(|element| members(element, diagnostics)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            diagnostics.push(bad(span));
            Vec::new()
        }
    };
    let mut known: std::collections::HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    let mut merged: Vec<Entry> = sources.into_iter().flatten().collect();
    merged.retain(|entry| known.insert(entry.key.clone()));
    entries.splice(at..at, merged);
}

fn members(node: Node, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    match node.value {
        Value::Mapping(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) => {
            diagnostics.push(bad(node.span));
            Vec::new()
        }
    }
}

fn bad(span: crate::source::Span) -> Diagnostic {
    Diagnostic::error(reading::BAD_MERGE, span, "only mappings can be merged")
        .help("quote the key (`'<<'`) if a member of that name is meant")
}
