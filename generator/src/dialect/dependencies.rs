//! `dependencies` of earlier drafts of JSON Schema, which became `dependentRequired` and `dependentSchemas` in 2019-09.

use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};
use crate::standard::{self, Id, Object, Version, walk};

/// Reads `dependencies` of schemas as what it became.
pub(super) fn split(root: &mut Node, version: Version, diagnostics: &mut Vec<Diagnostic>) {
    if mentions(root) {
        walk::change(root, standard::root(version), &mut |node, described| of_schema(node, described, diagnostics));
    }
}

/// Whether the keyword may stand anywhere; in most documents it does not.
fn mentions(node: &Node) -> bool {
    node.entries().iter().any(|entry| entry.key == "dependencies" || mentions(&entry.value))
        || node.elements().iter().any(mentions)
}

fn of_schema(node: &mut Node, described: &'static Object, diagnostics: &mut Vec<Diagnostic>) {
    if described.id != Id::Schema || !node.get("dependencies").is_some_and(|value| matches!(value.value, Value::Mapping(_))) {
        return;
    }
    let Some(Entry { key_span, value, .. }) = node.take("dependencies") else { return };
    diagnostics.push(
        Diagnostic::warning(dialect::DEPENDENCIES, key_span, "`dependencies` was split in JSON Schema 2019-09")
            .note("it is read as `dependentRequired` where it lists names, and as `dependentSchemas` where it holds a schema")
            .help(mend(value.entries())),
    );
    let Value::Mapping(entries) = value.value else { return };
    for mut entry in entries {
        let keyword = if matches!(entry.value.value, Value::Sequence(_)) { "dependentRequired" } else { "dependentSchemas" };
        // What stands in it was not met on the walk.
        if keyword == "dependentSchemas" {
            walk::change(&mut entry.value, described, &mut |node, described| of_schema(node, described, diagnostics));
        }
        if node.get(keyword).is_none() {
            node.set(keyword, key_span, Value::Mapping(Vec::new()));
        }
        let Some(members) = node.entry_mut(keyword).and_then(|entry| entry.value.entries_mut()) else { continue };
        match members.iter_mut().find(|member| member.key == entry.key) {
            Some(member) => both(&mut member.value, entry.value),
            None => members.push(entry),
        }
    }
}

/// The keywords that say the same.
fn mend(entries: &[Entry]) -> &'static str {
    let lists = entries.iter().filter(|entry| matches!(entry.value.value, Value::Sequence(_))).count();
    match (lists, entries.len() - lists) {
        (_, 0) => "write `dependentRequired`",
        (0, _) => "write `dependentSchemas`",
        (_, _) => "write the lists in `dependentRequired`, and the schemas in `dependentSchemas`",
    }
}

/// What both ask for: the names of both, or both schemas.
fn both(known: &mut Node, other: Node) {
    match (&mut known.value, other) {
        (Value::Sequence(names), Node { value: Value::Sequence(others), .. }) => names.extend(others),
        (_, other) => {
            let span = known.span;
            let branches = Value::Sequence(vec![known.clone(), other]);
            known.value =
                Value::Mapping(vec![Entry { key: "allOf".to_owned(), key_span: span, value: Node::made(span, branches) }]);
        }
    }
}
