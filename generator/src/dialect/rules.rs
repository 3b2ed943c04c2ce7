//! Rules over several fields of one object: required ones, alternatives, fields that decide over others.

use super::complaints::{quoted, section};
use super::mends;
use super::shape::Walk;
use crate::diagnostic::{Diagnostic, codes::dialect, suggest};
use crate::node::{Entry, Node, Value};
use crate::source::Span;
use crate::standard::{Kind, Object, Rule, Spelling, Version};

/// Checks an object against its required fields and its rules. `place` is where its owner names it; `before` is how many
/// diagnostics were there before it.
pub(super) fn check(walk: &mut Walk<'_>, node: &Node, described: &Object, place: Span, before: usize) {
    for field in described.fields {
        let required = field.required.is_some_and(|since| since.covers(walk.version));
        if required && node.get(field.name).is_none() && !is_misspelt(node, field.name) {
            let lack = missing(walk.version, described, field.name, place);
            let lack = if field.name == "content" { without_content(walk, node, lack, before) } else { lack };
            walk.diagnostics.push(lack);
        }
    }
    for rule in described.rules {
        apply(walk, node, described, (place, before), rule);
    }
}

/// What is said of an object without a field that it needs.
pub(super) fn missing(version: Version, described: &Object, name: &str, place: Span) -> Diagnostic {
    let message = format!("{} needs `{name}`", described.id.article());
    Diagnostic::error(dialect::MISSING_FIELD, place, message)
        .label(format!("`{name}` is missing"))
        .note(section(version, described))
        .help(format!("add `{name}`"))
}

/// Takes back what was said since `before`, where something else says it better.
fn forget(walk: &mut Walk<'_>, before: usize, is_it: impl Fn(&Diagnostic) -> bool) {
    let own = walk.diagnostics.split_off(before.min(walk.diagnostics.len()));
    walk.diagnostics.extend(own.into_iter().filter(|diagnostic| !is_it(diagnostic)));
}

/// Media types that stand where `content` should are the same mistake as its absence.
fn without_content(walk: &mut Walk<'_>, node: &Node, lack: Diagnostic, before: usize) -> Diagnostic {
    let is_media_type = |entry: &&Entry| entry.key.strip_prefix("x-canonical-").is_some_and(|key| key.contains('/'));
    let outside: Vec<&Entry> = node.entries().iter().filter(is_media_type).collect();
    forget(walk, before, |it| outside.iter().any(|entry| it.span == Some(entry.key_span)));
    match outside.first().and_then(|entry| entry.key.strip_prefix("x-canonical-")) {
        Some(key) => lack.help(format!("put `{key}` in `content`: `content: {{ {key}: ... }}`")),
        None => lack,
    }
}

/// Whether an unknown key of the object was set aside that resembles the field: then that is the mistake, and it was told.
fn is_misspelt(node: &Node, name: &str) -> bool {
    let unknown = node.entries().iter().filter_map(|entry| entry.key.strip_prefix("x-canonical-"));
    unknown.into_iter().any(|key| suggest::nearest(key, [name]).is_some())
}

fn apply(walk: &mut Walk<'_>, node: &Node, described: &Object, (place, before): (Span, usize), rule: &Rule) {
    let is = |field: &str, value: &str| node.get(field).and_then(Node::as_str) == Some(value);
    match rule {
        Rule::ExactlyOne(names) => {
            at_most_one(walk, node, names);
            at_least_one(walk, node, described, (place, before), names);
        }
        Rule::AtMostOne(names) => at_most_one(walk, node, names),
        Rule::AtLeastOne(names, since) => {
            if since.covers(walk.version) {
                at_least_one(walk, node, described, (place, before), names);
            }
        }
        Rule::NotEmpty(name, since) => {
            if let Some(entry) = present(node, name).filter(|_| since.covers(walk.version)) {
                not_empty(walk, entry);
            }
        }
        Rule::Requires { field, value, needs } => {
            if is(field, value) {
                let absent = needs.iter().filter(|name| node.get(name).is_none() && !is_misspelt(node, name));
                walk.diagnostics.extend(absent.map(|name| missing(walk.version, described, name, place)));
            }
        }
        Rule::Limits { field, value, limited, to } => {
            if let Some(entry) = present(node, limited).filter(|_| is(field, value)) {
                limit(walk, entry, (field, value), to, before);
            }
        }
        Rule::Excludes { within, field, value, refused } => {
            let applies = is(field, value) && within.covers(walk.version);
            // From 3.1 on the standard refuses the field itself, whatever it says.
            let counts = |entry: &&Entry| walk.version >= Version::V31 || !is_off(described, entry);
            if let Some(entry) = present(node, refused).filter(|_| applies).filter(counts) {
                let help = mends::excluded(walk.version, node, refused);
                out_of_place(walk, entry, format!("`{refused}` is not allowed where `{field}` is `{value}`"), help);
            }
        }
        Rule::Needs(names, beside) => {
            let alone = node.get(beside).is_none() && node.get("content").is_some();
            for entry in names.iter().filter(|_| alone).filter_map(|name| present(node, name)) {
                out_of_place(walk, entry, format!("`{}` counts for nothing beside `content`", entry.key), "remove it");
            }
        }
        Rule::Spelled(location, spelling) => {
            if let Some(entry) = present(node, "name").filter(|_| is("in", location) && walk.version >= Version::V32) {
                spelled(walk, entry, location, *spelling);
            }
        }
    }
}

/// 3.0 and before only say that such a field does not apply.
fn out_of_place(walk: &mut Walk<'_>, entry: &Entry, message: String, help: &'static str) {
    let found = match walk.version {
        Version::V20 | Version::V30 => Diagnostic::warning(dialect::IGNORED_KEY, entry.key_span, message).note("it is ignored"),
        Version::V31 | Version::V32 => Diagnostic::error(dialect::EXCLUSIVE, entry.key_span, message),
    };
    walk.diagnostics.push(found.help(help));
}

fn spelled(walk: &mut Walk<'_>, entry: &Entry, location: &str, spelling: Spelling) {
    let Some(name) = entry.value.as_str() else { return };
    let (fits, note) = match spelling {
        Spelling::Token => (is_token(name), "names of header fields are tokens (RFC 9110, section 5.6.2)"),
        Spelling::TemplateName => {
            (!name.contains(['{', '}', '/', '?', '#']), "such names hold none of `{`, `}`, `/`, `?` and `#` (Path Templating)")
        }
    };
    if !fits {
        let message = format!("`{name}` cannot name a parameter in the {location}");
        walk.diagnostics.push(Diagnostic::error(dialect::NOT_ALLOWED, entry.value.span, message).note(note));
    }
}

/// Whether it is a token of HTTP (RFC 9110, section 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// Whether the standard lets a component have this name (section 4.8.7.1 of 3.1.2).
pub(super) fn is_component_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
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

fn at_least_one(walk: &mut Walk<'_>, node: &Node, described: &Object, (place, before): (Span, usize), names: &[&str]) {
    if names.iter().any(|name| node.get(name).is_some() || is_misspelt(node, name)) {
        return;
    }
    let list = quoted(names.iter().copied());
    let message = format!("{} needs one of {list}", described.id.article());
    let diagnostic = Diagnostic::error(dialect::ONE_OF_FIELDS, place, message).label(format!("one of {list} is missing"));
    let diagnostic = diagnostic.note(section(walk.version, described));
    // Keywords that stand beside the schema, not in it, are the same mistake.
    let outside = if names.contains(&"schema") { outside_schema(node) } else { Vec::new() };
    let last = outside.first().map(|entry| entry.key_span);
    let is_empty_schema = |it: &Diagnostic| {
        let here = it.span.zip(last).is_some_and(|(span, last)| span.source == last.source && span <= last && span >= place);
        let key = |span| walk.sources.text(span).trim_matches(['"', '\'']) == "schema";
        here && it.code == dialect::NULL_AS_ABSENT && it.span.is_some_and(key)
    };
    if !outside.is_empty() {
        forget(walk, before, |it| outside.iter().any(|entry| it.span == Some(entry.key_span)) || is_empty_schema(it));
    }
    walk.diagnostics.push(match outside.first().and_then(|entry| entry.key.strip_prefix("x-canonical-")) {
        Some(key) => diagnostic.help(format!("put `{key}` in `schema`: `schema: {{ {key}: ... }}`")),
        None => diagnostic.help(mends::one_of(names)),
    });
}

/// Unknown keys of an object that are keywords of a schema.
fn outside_schema(node: &Node) -> Vec<&Entry> {
    let is_keyword = |key: &str| crate::standard::SCHEMA.field(key).is_some();
    node.entries().iter().filter(|entry| entry.key.strip_prefix("x-canonical-").is_some_and(is_keyword)).collect()
}

/// A switch that is off asks for what holds without it.
fn is_off(described: &Object, entry: &Entry) -> bool {
    let is_switch = described.field(&entry.key).is_some_and(|field| matches!(field.kind, Kind::Boolean));
    is_switch && entry.value.value == Value::Bool(false)
}

fn not_empty(walk: &mut Walk<'_>, entry: &Entry) {
    if matches!(&entry.value.value, Value::Sequence(elements) if elements.is_empty()) {
        let message = format!("`{}` must not be empty", entry.key);
        let found = Diagnostic::error(dialect::EMPTY_LIST, entry.value.span, message);
        walk.diagnostics.push(found.help(format!("write what belongs in it, or remove `{}`", entry.key)));
    }
}

/// A value that another field excludes, unless the walk into this object has told something about it.
fn limit(walk: &mut Walk<'_>, entry: &Entry, (field, value): (&str, &str), to: &[&str], before: usize) {
    let told = walk.diagnostics.iter().skip(before).any(|it| it.span == Some(entry.value.span));
    if !told && entry.value.as_str().is_some_and(|written| !to.contains(&written)) {
        let message = format!("this `{}` is not allowed where `{field}` is `{value}`", entry.key);
        walk.diagnostics.push(
            Diagnostic::error(dialect::NOT_ALLOWED, entry.value.span, message)
                .note(format!("the standard allows {}", quoted(to.iter().copied())))
                .help(match entry.value.as_str() {
                    Some("file") => "send a file as a form: `in: formData`, with `multipart/form-data` in `consumes`".to_owned(),
                    Some(_) | None => mends::listed(to),
                }),
        );
    }
}
