//! `$dynamicRef` with several answers: which one counts is known when a value is checked, by the schemas through which it was reached
//! (JSON Schema 2020-12 core, section 8.2.3.2). So each answer becomes a definition of the schema that refers, and whatever leads into a
//! resource gets the anchors of that as definitions, under keys that lowering reads.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::bindings::{Open, Reference};
use super::places::Index;
use super::pointer;
use crate::diagnostic::Diagnostic;
use crate::node::{Entry, Node, Value};
use crate::source::Span;

/// The key in `$defs` of what a `$dynamicRef` leads to by itself.
pub(crate) const OWN: &str = "$dynamicRef";

/// What the keys in `$defs` begin with of all that it may lead to.
pub(crate) const ANSWER: &str = "$dynamicRef ";

/// What the keys in `$defs` begin with of the anchors of a resource.
pub(crate) const ANCHOR: &str = "$dynamicAnchor ";

/// What becomes of each such reference, by the place of its text: the name of the anchor, and definitions.
pub(super) type Answers = HashMap<Span, (String, Vec<(String, String)>)>;

/// The anchors of each schema that leads into a resource.
pub(super) type Scopes = BTreeMap<Vec<String>, Vec<(String, String)>>;

/// Plans what is left open. What the document itself, of which everything is a part, has an anchor for, is refused: it begins wherever
/// a value is met.
pub(super) fn plan(
    index: &Index,
    references: &[Reference],
    open: Vec<Open>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Answers, Scopes) {
    let anchors: BTreeMap<&(String, String), &[String]> =
        index.anchors.iter().filter(|(_, anchor)| anchor.dynamic).map(|(key, anchor)| (key, anchor.tokens.as_slice())).collect();
    let (mut answers, mut names) = (Answers::new(), HashSet::new());
    for Open { span, name, base, diagnostic } in open {
        let own = anchors.get(&(base, name.clone())).filter(|_| !anchors.contains_key(&(index.base.clone(), name.clone())));
        let Some(own) = own else {
            diagnostics.push(*diagnostic);
            continue;
        };
        let all = anchors.iter().filter(|((_, known), _)| *known == name).enumerate();
        let all = all.map(|(number, (_, tokens))| (format!("{ANSWER}{number}"), pointer(tokens)));
        let definitions = std::iter::once((OWN.to_owned(), pointer(own))).chain(all).collect();
        answers.insert(span, (name.clone(), definitions));
        names.insert(name);
    }
    let mut scopes = Scopes::new();
    if !names.is_empty() {
        let of = |base: &str| -> Vec<(String, String)> {
            let own = anchors.iter().filter(|((known, name), _)| known == base && names.contains(name));
            own.map(|((_, name), tokens)| (format!("{ANCHOR}{name}"), pointer(tokens))).collect()
        };
        let base_of =
            |tokens: &[String]| (0..=tokens.len()).rev().find_map(|end| index.homes.get(tokens.get(..end)?)).map(String::as_str);
        let ways = references.iter().map(|reference| reference.target.as_slice());
        for tokens in ways.chain(index.homes.keys().map(Vec::as_slice)).chain(anchors.values().copied()) {
            if let Some(anchors) = base_of(tokens).map(of).filter(|anchors| !anchors.is_empty()) {
                scopes.insert(tokens.to_vec(), anchors);
            }
        }
    }
    (answers, scopes)
}

/// Writes what was planned for a reference into the schema that holds it.
pub(super) fn answer(node: &mut Node, answers: &Answers) {
    let Some(entry) = node.entry("$dynamicRef") else { return };
    let Some((name, definitions)) = answers.get(&entry.value.span) else { return };
    super::set(node, "$dynamicRef", name.clone());
    define(node, definitions);
}

/// Writes the anchors of each schema that leads into a resource.
pub(super) fn enter(root: &mut Node, scopes: &Scopes) {
    for (tokens, anchors) in scopes {
        let found = tokens.iter().try_fold(&mut *root, |node, token| match &mut node.value {
            Value::Mapping(entries) => entries.iter_mut().find(|entry| entry.key == *token).map(|entry| &mut entry.value),
            Value::Sequence(elements) => elements.get_mut(token.parse::<usize>().ok()?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        });
        if let Some(node) = found {
            define(node, anchors);
        }
    }
}

fn define(node: &mut Node, definitions: &[(String, String)]) {
    let span = node.span;
    if !matches!(node.value, Value::Mapping(_)) {
        return;
    }
    if node.get("$defs").is_none() {
        node.set("$defs", span, Value::Mapping(Vec::new()));
    }
    let Some(entries) = node.entry_mut("$defs").and_then(|entry| entry.value.entries_mut()) else { return };
    for (key, text) in definitions {
        let reference = Entry { key: "$ref".to_owned(), key_span: span, value: Node::made(span, Value::String(text.clone())) };
        let value = Node::made(span, Value::Mapping(vec![reference]));
        entries.retain(|entry| entry.key != *key);
        entries.push(Entry { key: key.clone(), key_span: span, value });
    }
}
