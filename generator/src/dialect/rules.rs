//! Rules over several fields of one object: required ones, alternatives, fields that decide over others.

use super::complaints::article;
use super::shape::Walk;
use super::table::{Object, Rule, Version};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node};
use crate::source::Span;

/// Checks an object against its required fields and its rules. `place` is where its owner names it.
pub(super) fn check(walk: &mut Walk<'_>, node: &Node, described: &Object, place: Span) {
    for field in described.fields {
        let required = field.required.is_some_and(|since| since.covers(walk.version));
        if required && node.get(field.name).is_none() {
            walk.diagnostics.push(missing(described, field.name, place));
        }
    }
    for rule in described.rules {
        apply(walk, node, described, place, rule);
    }
}

fn missing(described: &Object, name: &str, place: Span) -> Diagnostic {
    let message = format!("{} needs `{name}`", article(described.name));
    Diagnostic::error(dialect::MISSING_FIELD, place, message).label(format!("`{name}` is missing")).help(format!("add `{name}`"))
}

fn apply(walk: &mut Walk<'_>, node: &Node, described: &Object, place: Span, rule: &Rule) {
    let is = |field: &str, value: &str| node.get(field).and_then(Node::as_str) == Some(value);
    match rule {
        Rule::ExactlyOne(names) => {
            at_most_one(walk, node, names);
            at_least_one(walk, node, described, place, names);
        }
        Rule::AtMostOne(names) => at_most_one(walk, node, names),
        Rule::AtLeastOne(names, since) => {
            if since.covers(walk.version) {
                at_least_one(walk, node, described, place, names);
            }
        }
        Rule::NotEmpty(name, since) => {
            if let Some(entry) = present(node, name).filter(|_| since.covers(walk.version)) {
                not_empty(walk, entry);
            }
        }
        Rule::Requires { field, value, needs } => {
            if is(field, value) {
                let absent = needs.iter().filter(|name| node.get(name).is_none());
                walk.diagnostics.extend(absent.map(|name| missing(described, name, place)));
            }
        }
        Rule::Limits { field, value, limited, to } => {
            if let Some(entry) = present(node, limited).filter(|_| is(field, value)) {
                limit(walk, entry, (field, value), to);
            }
        }
        Rule::Excludes { field, value, refused } => {
            if let Some(entry) = present(node, refused).filter(|_| is(field, value)) {
                let message = format!("`{refused}` is not allowed where `{field}` is `{value}`");
                walk.diagnostics.push(match walk.version {
                    Version::V30 => Diagnostic::warning(dialect::IGNORED_KEY, entry.key_span, message).note("it is ignored"),
                    Version::V31 => Diagnostic::error(dialect::EXCLUSIVE, entry.key_span, message),
                });
            }
        }
    }
}

fn present<'n>(node: &'n Node, name: &str) -> Option<&'n Entry> {
    node.entries().iter().find(|entry| entry.key == name)
}

fn at_most_one(walk: &mut Walk<'_>, node: &Node, names: &[&str]) {
    let mut there = names.iter().filter_map(|name| present(node, name));
    let Some(first) = there.next() else { return };
    for second in there {
        let message = format!("`{}` and `{}` exclude each other", first.key, second.key);
        let diagnostic = Diagnostic::error(dialect::EXCLUSIVE, second.key_span, message).related(first.key_span, "the other one");
        walk.diagnostics.push(diagnostic.help("keep one of them"));
    }
}

fn at_least_one(walk: &mut Walk<'_>, node: &Node, described: &Object, place: Span, names: &[&str]) {
    if names.iter().all(|name| node.get(name).is_none()) {
        let list: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("{} needs one of {}", article(described.name), list.join(", "));
        walk.diagnostics.push(Diagnostic::error(dialect::ONE_OF_FIELDS, place, message));
    }
}

fn not_empty(walk: &mut Walk<'_>, entry: &Entry) {
    if matches!(&entry.value.value, crate::node::Value::Sequence(elements) if elements.is_empty()) {
        let message = format!("`{}` must not be empty", entry.key);
        walk.diagnostics.push(Diagnostic::error(dialect::EMPTY_LIST, entry.value.span, message));
    }
}

fn limit(walk: &mut Walk<'_>, entry: &Entry, (field, value): (&str, &str), to: &[&str]) {
    if entry.value.as_str().is_some_and(|written| !to.contains(&written)) {
        let list: Vec<_> = to.iter().map(|word| format!("`{word}`")).collect();
        let message = format!("this `{}` is not allowed where `{field}` is `{value}`", entry.key);
        walk.diagnostics.push(
            Diagnostic::error(dialect::NOT_ALLOWED, entry.value.span, message)
                .note(format!("the standard allows {}", list.join(", "))),
        );
    }
}
