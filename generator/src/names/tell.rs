//! What there is to tell about names, as diagnostics.

use std::collections::{BTreeSet, HashSet};

use super::lock::{Aspect, Key};
use super::register::Finding;
use super::taken::Holder;
use crate::diagnostic::{Diagnostic, codes::emission};
use crate::lower::extension;
use crate::node::{Entry, Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;
use crate::standard::walk::{self, Keys};
use crate::standard::{self, Object, Version};

/// The diagnostics of findings, with their places in the canonical tree.
pub fn tell<'a>(findings: impl IntoIterator<Item = &'a Finding>, tree: &Node) -> Vec<Diagnostic> {
    findings.into_iter().flat_map(|finding| diagnostics(finding, tree)).collect()
}

fn diagnostics(finding: &Finding, tree: &Node) -> Vec<Diagnostic> {
    match finding {
        Finding::Chosen { at } => without_effect(tree, at),
        Finding::Illegal { .. }
        | Finding::Held { .. }
        | Finding::Other { .. }
        | Finding::Arguments { .. }
        | Finding::TakenFor { .. }
        | Finding::Useless { .. }
        | Finding::Former { .. } => diagnostic(finding, tree).into_iter().collect(),
    }
}

fn diagnostic(finding: &Finding, tree: &Node) -> Option<Diagnostic> {
    match finding {
        Finding::Chosen { .. } => None,
        Finding::Illegal { chosen, why } => {
            let message = format!("`{}` cannot be the Rust name of this: {why}", chosen.text);
            let error = Diagnostic::error(emission::ILLEGAL_NAME, value(tree, &chosen.at), message);
            Some(error.help("choose another name"))
        }
        Finding::Held { chosen, by, line } => Some(held(value(tree, &chosen.at), &chosen.text, by, *line)),
        Finding::Other { key, at, name, own, by } => other(span(tree, key, at), name, own, by.as_ref()),
        Finding::TakenFor { key, at, name, lost, gained } => {
            let message = format!("this is taken for what `{name}` was");
            let warning = Diagnostic::warning(emission::TAKEN_FOR, span(tree, key, at), message);
            let warning = warning.note(format!("nothing names it; it lost `{lost}` and got `{gained}` since the last run"));
            Some(
                warning.help(
                    "nothing has to be done if it was edited; if it is something else, give it another name in `names.lock`",
                ),
            )
        }
        Finding::Arguments { key, at, operation, before, now } => {
            let message = format!("an argument of `{operation}` is another one");
            let warning = Diagnostic::warning(emission::ARGUMENTS, span(tree, key, at), message);
            let warning = warning.note(format!("its arguments were `{before}`, and are `{now}`: a call may compile as before"));
            Some(warning.help("look at each call of the operation; it is told once"))
        }
        Finding::Useless { lines } => useless(lines),
        Finding::Former { lines } => former(lines),
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
    let message = match lines.len() {
        0 | 1 => "what this line names is no longer in the description".to_owned(),
        all => format!("what this line and {} more name is no longer in the description", all - 1),
    };
    kept(lines, message, "the line keeps the name from others, in case the thing comes back, or somebody still uses it")
}

fn former(lines: &[Span]) -> Option<Diagnostic> {
    let message = match lines.len() {
        0 | 1 => "what had this name has another one".to_owned(),
        all => format!("what had the names of this line and {} more has others", all - 1),
    };
    kept(lines, message, "the line keeps the name from others, since somebody may still use it")
}

/// Lines that only keep names.
fn kept(lines: &[Span], message: String, why: &'static str) -> Option<Diagnostic> {
    /// How many of the lines are shown.
    const SHOWN: usize = 5;
    let (first, others) = lines.split_first()?;
    let warning = Diagnostic::warning(emission::USELESS_ENTRY, *first, message)
        .note(why)
        .help("delete the line when nobody uses the name any more");
    Some(others.iter().take(SHOWN).fold(warning, |warning, line| warning.related(*line, "this one, too")))
}

/// Names that the description chooses for what has none: told at each of them.
fn without_effect(tree: &Node, effective: &BTreeSet<Pointer>) -> Vec<Diagnostic> {
    let effective: HashSet<Span> = effective.iter().map(|at| value(tree, at)).collect();
    let mut found = Vec::new();
    chosen(tree, standard::root(Version::V30), &mut |entry| {
        let single = std::iter::once(&entry.value).filter(|_| entry.key == extension::NAME);
        let several = entry.value.entries().iter().map(|name| &name.value).filter(|_| entry.key == extension::NAMES);
        found.extend(single.chain(several).map(|value| value.span).filter(|span| !effective.contains(span)));
    });
    let told = |span| {
        Diagnostic::warning(emission::NAME_WITHOUT_EFFECT, span, "this Rust name is given to nothing")
            .note("what it stands beside has no name of its own in the generated code")
            .help("put it beside a component schema, a property, a parameter, a header, an operation, a tag or a security scheme")
    };
    found.into_iter().map(told).collect()
}

/// The extensions that choose names, in all objects of the standard.
fn chosen(node: &Node, described: &'static Object, found: &mut dyn FnMut(&Entry)) {
    node.entries().iter().filter(|entry| [extension::NAME, extension::NAMES].contains(&entry.key.as_str())).for_each(&mut *found);
    walk::children(node, described, Keys::Canonical, &mut |_, part| chosen(part.node, part.described, found));
}

fn words(holder: &Holder) -> String {
    match holder {
        Holder::Generator => "Rust or to generated code itself".to_owned(),
        Holder::Thing(key) if key.is_former() => format!("`{}`, which had it before", key.text()),
        Holder::Thing(key) => format!("`{}`", key.text()),
        Holder::Own(key) => format!("`{}`, which may have had it before somebody chose another name", key.text()),
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
