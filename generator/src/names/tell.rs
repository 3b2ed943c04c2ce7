//! What there is to tell about names, as diagnostics.

use super::lock::{Aspect, Key};
use super::register::Finding;
use super::taken::Holder;
use crate::diagnostic::{Diagnostic, codes::emission};
use crate::node::{Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;

/// The diagnostics of findings, with their places in the canonical tree.
pub fn tell<'a>(findings: impl IntoIterator<Item = &'a Finding>, tree: &Node) -> Vec<Diagnostic> {
    findings.into_iter().filter_map(|finding| diagnostic(finding, tree)).collect()
}

fn diagnostic(finding: &Finding, tree: &Node) -> Option<Diagnostic> {
    match finding {
        Finding::Illegal { chosen, why } => {
            let message = format!("`{}` cannot be the Rust name of this: {why}", chosen.text);
            let error = Diagnostic::error(emission::ILLEGAL_NAME, value(tree, &chosen.at), message);
            Some(error.help("choose another name"))
        }
        Finding::Held { chosen, by, line } => Some(held(value(tree, &chosen.at), &chosen.text, by, *line)),
        Finding::Other { key, at, name, own, by } => other(span(tree, key, at), name, own, by.as_ref()),
        Finding::Useless { lines } => useless(lines),
    }
}

fn held(span: Span, name: &str, by: &Holder, line: Option<Span>) -> Diagnostic {
    let message = format!("`{name}` belongs to {}", words(by));
    let error = Diagnostic::error(emission::NAME_TAKEN, span, message).help("choose another name");
    match line {
        Some(line) => error.related(line, "kept here; if nobody uses what had it, delete this line"),
        None => error,
    }
}

fn other(span: Span, name: &str, own: &str, by: Option<&Holder>) -> Option<Diagnostic> {
    let note = match by {
        Some(holder) => format!("`{own}` belongs to {}", words(holder)),
        None => format!("several things would be called `{own}`, and none of them spells it exactly"),
    };
    let warning = Diagnostic::warning(emission::OTHER_NAME, span, format!("this is called `{name}` in Rust, not `{own}`"));
    Some(warning.note(note).help("nothing has to be done; to choose the name, change `names.lock`, or write `x-rust-name`"))
}

fn useless(lines: &[Span]) -> Option<Diagnostic> {
    /// How many of the lines are shown.
    const SHOWN: usize = 5;
    let (first, others) = lines.split_first()?;
    let message = match others.len() {
        0 => "what this line names is no longer in the description".to_owned(),
        more => format!("what this line and {more} more name is no longer in the description"),
    };
    let warning = Diagnostic::warning(emission::USELESS_ENTRY, *first, message)
        .note("the line keeps the name from others, in case the thing comes back, or somebody still uses it")
        .help("delete the line when nobody uses the name any more");
    Some(others.iter().take(SHOWN).fold(warning, |warning, line| warning.related(*line, "this one, too")))
}

fn words(holder: &Holder) -> String {
    match holder {
        Holder::Generator => "Rust or to generated code itself".to_owned(),
        Holder::Thing(key) => format!("`{}`", key.text()),
        Holder::Nameless => "something else".to_owned(),
    }
}

/// Where a value stands.
fn value(tree: &Node, at: &Pointer) -> Span {
    tree.at(at).map_or(tree.span, |node| node.span)
}

/// Where something stands: its key, or the nearest thing around it that can be found.
fn span(tree: &Node, key: &Key, at: &Pointer) -> Span {
    let nearest = nearest(tree, at);
    let Some((node, span)) = nearest.last() else { return tree.span };
    let named = |node: &Node| node.get("name").filter(|name| called(key, name)).map(|name| name.span);
    match (&node.value, key.aspect) {
        (Value::Sequence(elements), Aspect::Parameter) => elements.iter().find_map(named).unwrap_or(*span),
        (Value::Sequence(elements), Aspect::Value) => {
            elements.iter().find(|element| called(key, element)).map_or(*span, |element| element.span)
        }
        _ => *span,
    }
}

/// Whether a value is what the description calls a thing.
fn called(key: &Key, value: &Node) -> bool {
    let text = value.as_str().or(value.as_number());
    text.is_some_and(|text| key.member.rsplit('/').next() == Some(super::escape::step(text).as_str()))
}

/// The nodes on the way to a pointer, as far as they exist, each with the place of its key.
fn nearest<'a>(tree: &'a Node, at: &Pointer) -> Vec<(&'a Node, Span)> {
    let mut way = vec![(tree, tree.span)];
    for token in at.tokens() {
        let Some((node, _)) = way.last() else { break };
        let next = match &node.value {
            Value::Mapping(_) => node.entry(&token).map(|entry| (&entry.value, entry.key_span)),
            Value::Sequence(elements) => {
                token.parse::<usize>().ok().and_then(|index| elements.get(index)).map(|element| (element, element.span))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        };
        match next {
            Some(next) => way.push(next),
            None => break,
        }
    }
    way
}
