//! The walker: checks a tree against the table of the standard's objects, and hands every object to its rewrites, inner
//! ones first. Everything wrong is reported in one walk.

use super::complaints::{Expected, Part, Subject};
use super::scalars;
use super::{complaints, hoist, misplaced, reference, rewrite, rules};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};
use crate::source::{Sources, Span};
use crate::standard::{self, Inside, Kind, Object, Others, Pattern, Version};

/// What a walk knows and collects.
pub(super) struct Walk<'a> {
    pub(super) sources: &'a Sources,
    pub(super) version: Version,
    pub(super) components: reference::Components,
    pub(super) hoists: hoist::Hoists,
    pub(super) swagger: super::swagger::Facts,
    pub(super) copies: super::copies::Copies,
    /// What the value that is checked is to its owner.
    pub(super) subject: Subject,
    pub(super) links: super::links::Links,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

/// Checks a value. `place` is where its owner names it: the key, or the value itself in a list.
pub(super) fn visit(walk: &mut Walk<'_>, node: &mut Node, kind: &Kind, place: Span) {
    match kind {
        Kind::Any => {}
        Kind::Text => scalars::text(walk, node),
        Kind::Word(words) => scalars::word(walk, node, words),
        Kind::Boolean => scalars::boolean(walk, node),
        Kind::Count => scalars::count(walk, node),
        Kind::Number => scalars::number(walk, node),
        Kind::Step => scalars::step(walk, node),
        Kind::Types => scalars::types(walk, node),
        Kind::SchemaOrFile => {
            super::swagger::file_schema(node);
            or_reference(walk, node, &standard::SCHEMA, place);
        }
        Kind::DatedWord(words) => scalars::dated_word(walk, node, words),
        Kind::ExclusiveBound => match walk.version {
            Version::V20 | Version::V30 => scalars::boolean(walk, node),
            Version::V31 | Version::V32 => scalars::number(walk, node),
        },
        Kind::Discriminator => match walk.version {
            Version::V20 => scalars::text(walk, node),
            Version::V30 | Version::V31 | Version::V32 => match kind.inside() {
                Inside::Object(described, _) => object(walk, node, described, place),
                Inside::Elements(_) | Inside::Members(_) | Inside::Nothing => {}
            },
        },
        Kind::Named(pattern, member, owner) => named(walk, node, (*pattern, member, owner)),
        Kind::List(element) => list(walk, node, element),
        Kind::Map(member) => map(walk, node, member),
        Kind::Object(described) => object(walk, node, described, place),
        Kind::OrReference(described) => or_reference(walk, node, described, place),
        Kind::SchemaOrBoolean => {
            if !matches!(node.value, Value::Bool(_)) {
                or_reference(walk, node, &standard::SCHEMA, place);
            }
        }
    }
}

fn list(walk: &mut Walk<'_>, node: &mut Node, element: &Kind) {
    let Value::Sequence(elements) = &mut node.value else {
        let found = complaints::wrong_type(walk, Expected::List, node);
        walk.diagnostics.push(found);
        return;
    };
    let owner = walk.subject;
    walk.subject.part = Part::Element;
    for node in elements {
        let place = node.span;
        visit(walk, node, element, place);
    }
    walk.subject = owner;
}

fn map(walk: &mut Walk<'_>, node: &mut Node, member: &Kind) {
    let Value::Mapping(entries) = &mut node.value else {
        let found = complaints::wrong_type(walk, Expected::Mapping, node);
        walk.diagnostics.push(found);
        return;
    };
    let owner = walk.subject;
    for entry in entries {
        reserved(walk, entry);
        walk.subject.part = Part::Member(entry.key_span);
        visit(walk, &mut entry.value, member, entry.key_span);
    }
    walk.subject = owner;
}

fn named(walk: &mut Walk<'_>, node: &mut Node, (pattern, member, owner): (Pattern, &Kind, &Object)) {
    for entry in node.entries_mut().into_iter().flatten() {
        key(walk, entry, pattern, owner);
    }
    map(walk, node, member);
}

fn or_reference(walk: &mut Walk<'_>, node: &mut Node, described: &'static Object, place: Span) {
    match node.entry("$ref").filter(|_| described.is_referable(walk.version)) {
        None => object(walk, node, described, place),
        Some(entry) if matches!(entry.value.value, Value::String(_)) => reference::object(walk, node, described),
        Some(entry) => {
            let found = complaints::no_reference(walk, entry, described);
            walk.diagnostics.push(found);
        }
    }
}

/// Checks an object of the standard and rewrites it.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, described: &'static Object, place: Span) {
    if rewrite::boolean_schema(walk.version, node, described) {
        return;
    }
    let Value::Mapping(entries) = &mut node.value else {
        let found = complaints::wrong_type(walk, Expected::Object(described), node);
        walk.diagnostics.push(found);
        return;
    };
    let before = walk.diagnostics.len();
    fields(walk, entries, described);
    if walk.diagnostics.len() > before {
        misplaced::indentation(walk, node, described, before);
    }
    rules::check(walk, node, described, place, before);
    rewrite::object(walk, node, described);
}

/// Checks each member of an object; unknown ones that may be ignored are set aside under a reserved key.
pub(super) fn fields(walk: &mut Walk<'_>, entries: &mut Vec<Entry>, described: &'static Object) {
    entries.retain_mut(|entry| member(walk, entry, described));
}

/// Checks a member; says whether it stays.
fn member(walk: &mut Walk<'_>, entry: &mut Entry, described: &'static Object) -> bool {
    match described.field(&entry.key) {
        Some(field) if field.since.covers(walk.version) => {
            if matches!(entry.value.value, Value::Null) && !matches!(field.kind, Kind::Any) {
                let required = field.required.is_some_and(|since| since.covers(walk.version));
                if !required {
                    walk.diagnostics.push(complaints::null_as_absent(entry));
                    return false;
                }
            }
            let owner = std::mem::replace(&mut walk.subject, Subject::field(described, field.name));
            visit(walk, &mut entry.value, &field.kind, entry.key_span);
            walk.subject = owner;
            walk.links.note(entry, described);
            true
        }
        Some(field) => {
            let other = complaints::other_version(walk.version, entry, described, field.since);
            walk.diagnostics.push(other);
            true
        }
        None => patterned(walk, entry, described),
    }
}

fn patterned(walk: &mut Walk<'_>, entry: &mut Entry, described: &'static Object) -> bool {
    if entry.key.starts_with("x-") {
        reserved(walk, entry);
        return true;
    }
    match &described.others {
        Others::Patterned(pattern, kind) => {
            if !key(walk, entry, *pattern, described) && standard::is_method(&entry.key) {
                // What is below it is an operation, not a path item.
                return true;
            }
            let subject = Subject { owner: described, field: "", part: Part::Member(entry.key_span) };
            let owner = std::mem::replace(&mut walk.subject, subject);
            visit(walk, &mut entry.value, kind, entry.key_span);
            walk.subject = owner;
        }
        Others::Annotations if walk.version.has_json_schema() => {
            walk.diagnostics.push(complaints::unknown_keyword(walk.version, entry, described));
            entry.key.insert_str(0, "x-canonical-");
        }
        Others::Annotations | Others::Unknown => {
            let unknown = complaints::unknown_key(walk.version, entry, described);
            walk.diagnostics.push(unknown);
            entry.key.insert_str(0, "x-canonical-");
        }
    }
    true
}

/// Whether a key follows its pattern.
fn key(walk: &mut Walk<'_>, entry: &mut Entry, pattern: Pattern, described: &Object) -> bool {
    let fits = match pattern {
        Pattern::Path => entry.key.starts_with('/'),
        Pattern::Expression => true,
        Pattern::HeaderName => walk.version < Version::V32 || rules::is_token(&entry.key),
        Pattern::Method => {
            // Methods are told apart by case, so `get` is not GET.
            rules::is_token(&entry.key) && !standard::methods(walk.version).any(|it| it.to_ascii_uppercase() == entry.key)
        }
        Pattern::Component => rules::is_component_name(&entry.key),
        Pattern::Status => status(walk, entry),
    };
    if !fits {
        let found = complaints::bad_key(walk, entry, pattern, described);
        walk.diagnostics.push(found);
    }
    fits
}

/// A status code or a range; a range in lower case is rewritten.
fn status(walk: &mut Walk<'_>, entry: &mut Entry) -> bool {
    let [first @ b'1'..=b'5', rest @ ..] = entry.key.as_bytes() else { return false };
    match rest {
        [b'0'..=b'9', b'0'..=b'9'] | b"XX" => true,
        [b'x' | b'X', b'x' | b'X'] => {
            let range = format!("{}XX", char::from(*first));
            walk.diagnostics.push(
                Diagnostic::warning(dialect::LOWER_CASE_RANGE, entry.key_span, format!("`{}` is read as `{range}`", entry.key))
                    .help(format!("write `{range}`")),
            );
            entry.key = range;
            true
        }
        _ => false,
    }
}

/// Keys that the stages reserve may not come from a description.
fn reserved(walk: &mut Walk<'_>, entry: &Entry) {
    if entry.key.starts_with("x-canonical-") {
        walk.diagnostics.push(
            Diagnostic::error(dialect::RESERVED_KEY, entry.key_span, "keys that begin with `x-canonical-` are reserved")
                .help("choose another name"),
        );
    }
}
