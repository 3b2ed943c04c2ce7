//! The walker: checks a tree against the table of the standard's objects, and hands every object to its rewrites, inner
//! ones first. Everything wrong is reported in one walk.

use super::scalars;
use super::table::{Kind, Object, Others, Pattern, Role, Version};
use super::{complaints, hoist, reference, rewrite, rules};
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};
use crate::source::{Sources, Span};

/// What a walk knows and collects.
pub(super) struct Walk<'a> {
    pub(super) sources: &'a Sources,
    pub(super) version: Version,
    pub(super) components: reference::Components,
    pub(super) hoists: hoist::Hoists,
    pub(super) swagger: super::swagger::Facts,
    pub(super) copies: super::copies::Copies,
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
        Kind::Types => scalars::types(walk, node),
        Kind::SchemaOrFile => {
            super::swagger::file_schema(node);
            or_reference(walk, node, &super::schema_table::SCHEMA, place);
        }
        Kind::DatedWord(words) => scalars::dated_word(walk, node, words),
        Kind::ExclusiveBound => match (complaints::exclusive_bound(walk.version, node), walk.version) {
            (Some(other), _) => walk.diagnostics.push(other),
            (None, Version::V20 | Version::V30) => scalars::boolean(walk, node),
            (None, Version::V31 | Version::V32) => scalars::number(walk, node),
        },
        Kind::Discriminator => match walk.version {
            Version::V20 => scalars::text(walk, node),
            Version::V30 | Version::V31 | Version::V32 => object(walk, node, &super::schema_table::DISCRIMINATOR, place),
        },
        Kind::Named(pattern, member, owner) => named(walk, node, (*pattern, member, owner)),
        Kind::List(element) => list(walk, node, element),
        Kind::Map(member) => map(walk, node, member),
        Kind::Object(described) => object(walk, node, described, place),
        Kind::OrReference(described) => or_reference(walk, node, described, place),
        Kind::SchemaOrBoolean => {
            if !matches!(node.value, Value::Bool(_)) {
                or_reference(walk, node, &super::schema_table::SCHEMA, place);
            }
        }
    }
}

fn list(walk: &mut Walk<'_>, node: &mut Node, element: &Kind) {
    let Value::Sequence(elements) = &mut node.value else {
        let found = complaints::wrong_type("a list", node);
        walk.diagnostics.push(found);
        return;
    };
    for node in elements {
        let place = node.span;
        visit(walk, node, element, place);
    }
}

fn map(walk: &mut Walk<'_>, node: &mut Node, member: &Kind) {
    let Value::Mapping(entries) = &mut node.value else {
        let found = complaints::wrong_type("a mapping", node);
        walk.diagnostics.push(found);
        return;
    };
    for entry in entries {
        reserved(walk, entry);
        visit(walk, &mut entry.value, member, entry.key_span);
    }
}

fn named(walk: &mut Walk<'_>, node: &mut Node, (pattern, member, owner): (Pattern, &Kind, &Object)) {
    for entry in node.entries_mut().into_iter().flatten() {
        key(walk, entry, pattern, owner);
    }
    map(walk, node, member);
}

fn or_reference(walk: &mut Walk<'_>, node: &mut Node, described: &'static Object, place: Span) {
    let may_refer = walk.version >= Version::V32 || described.component != Some("mediaTypes");
    if may_refer && node.get("$ref").is_some_and(|target| matches!(target.value, Value::String(_))) {
        reference::object(walk, node, described);
    } else {
        object(walk, node, described, place);
    }
}

/// Checks an object of the standard and rewrites it.
pub(super) fn object(walk: &mut Walk<'_>, node: &mut Node, described: &'static Object, place: Span) {
    if rewrite::boolean_schema(walk.version, node, described) {
        return;
    }
    let Value::Mapping(entries) = &mut node.value else {
        let is_list =
            described.role == Role::Schema && matches!(node.value, Value::Sequence(_)) && walk.version.has_json_schema();
        walk.diagnostics.push(match is_list {
            true => complaints::list_of_schemas(node, described),
            false => complaints::wrong_type(&complaints::article(described.name), node),
        });
        return;
    };
    fields(walk, entries, described);
    rules::check(walk, node, described, place);
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
            visit(walk, &mut entry.value, &field.kind, entry.key_span);
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
    if described.extensible && entry.key.starts_with("x-") {
        reserved(walk, entry);
        return true;
    }
    match &described.others {
        Others::Patterned(pattern, kind) => {
            key(walk, entry, *pattern, described);
            visit(walk, &mut entry.value, kind, entry.key_span);
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

/// Methods that have fields of their own in a Path Item Object.
const METHODS: [&str; 9] = ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"];

fn key(walk: &mut Walk<'_>, entry: &mut Entry, pattern: Pattern, described: &Object) {
    let fits = match pattern {
        Pattern::Path => entry.key.starts_with('/'),
        Pattern::Expression => true,
        Pattern::HeaderName => walk.version < Version::V32 || rules::is_token(&entry.key),
        Pattern::Method => rules::is_token(&entry.key) && !METHODS.contains(&entry.key.as_str()),
        Pattern::Component => rules::is_component_name(&entry.key),
        Pattern::Status => status(walk, entry),
    };
    if !fits {
        walk.diagnostics.push(complaints::bad_key(entry, pattern, described));
    }
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
