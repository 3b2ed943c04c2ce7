//! The words for what is wrong with the shape of a document.

use super::table::{Object, Others, Pattern, Since, Version};
use crate::diagnostic::{Diagnostic, codes::dialect, suggest};
use crate::node::{Entry, Node, Value};

/// `a Tag Object`, `an Info Object`.
pub(super) fn article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// What a value is, in words.
pub(super) fn found(node: &Node) -> &'static str {
    match &node.value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
    }
}

pub(super) fn wrong_type(expected: &str, node: &Node) -> Diagnostic {
    Diagnostic::error(dialect::WRONG_TYPE, node.span, format!("expected {expected}, found {}", found(node)))
        .label(format!("expected {expected}"))
}

pub(super) fn null_as_absent(entry: &Entry) -> Diagnostic {
    Diagnostic::warning(dialect::NULL_AS_ABSENT, entry.key_span, format!("`{}` has no value", entry.key))
        .note("it is read as if it were absent")
        .help("remove it, or give it a value")
}

pub(super) fn other_version(version: Version, entry: &Entry, described: &Object, since: Since) -> Diagnostic {
    let when = match since {
        Since::Always => "always there",
        Since::From30 => "part of OpenAPI since 3.0",
        Since::UpTo30 => "not part of OpenAPI since 3.1",
        Since::From31 => "part of OpenAPI since 3.1",
        Since::UpTo31 => "not part of OpenAPI since 3.2",
        Since::From32 => "part of OpenAPI since 3.2",
    };
    let message = format!("`{}` is no field of {} in {}", entry.key, article(described.name), version.name());
    let diagnostic = Diagnostic::error(dialect::OTHER_VERSION, entry.key_span, message).note(format!("it is {when}"));
    match since {
        Since::From31 if version >= Version::V30 => diagnostic.help("remove it, or raise the version: `openapi: 3.1.1`"),
        Since::From32 if version >= Version::V30 => diagnostic.help("remove it, or raise the version: `openapi: 3.2.0`"),
        Since::Always | Since::From30 | Since::UpTo30 | Since::From31 | Since::UpTo31 | Since::From32 => diagnostic,
    }
}

/// An unknown keyword in a schema since 3.1.
pub(super) fn unknown_keyword(version: Version, entry: &Entry, described: &Object) -> Diagnostic {
    let message = format!("`{}` is no keyword that {} or JSON Schema 2020-12 knows", entry.key, version.name());
    let diagnostic = Diagnostic::warning(dialect::UNKNOWN_KEYWORD, entry.key_span, message).note("it is ignored");
    with_suggestion(diagnostic, suggest::nearest(&entry.key, names(version, described)), entry, described)
}

/// A key that its object does not have. Documents of 2.0 and 3.0 carry leftovers of converters; those resemble nothing and change
/// nothing, so they are only pointed out. A slip of the pen hides what was meant, so it is an error everywhere.
pub(super) fn unknown_key(version: Version, entry: &Entry, described: &Object) -> Diagnostic {
    let message = format!("{} has no field `{}`", article(described.name), entry.key);
    let near = suggest::nearest(&entry.key, names(version, described));
    let diagnostic = match version <= Version::V30 && near.is_none() {
        true => Diagnostic::warning(dialect::IGNORED_KEY, entry.key_span, message),
        false => Diagnostic::error(dialect::UNKNOWN_KEY, entry.key_span, message),
    };
    with_suggestion(diagnostic.note(legal(version, described)), near, entry, described)
}

fn with_suggestion(diagnostic: Diagnostic, near: Option<&str>, entry: &Entry, described: &Object) -> Diagnostic {
    match near {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None if described.extensible => diagnostic.help(format!("an extension begins with `x-`: `x-{}`", entry.key)),
        None => diagnostic,
    }
}

fn names(version: Version, described: &Object) -> impl Iterator<Item = &'static str> {
    described.fields.iter().filter(move |field| field.since.covers(version)).map(|field| field.name)
}

fn legal(version: Version, described: &Object) -> String {
    let names: Vec<_> = names(version, described).map(|name| format!("`{name}`")).collect();
    let patterned = match described.others {
        Others::Unknown | Others::Annotations => "",
        Others::Patterned(..) => ", or a patterned key",
    };
    format!("{}, {}: {}{patterned}", version.name(), described.name, names.join(", "))
}

fn method_field(method: &str) -> Option<String> {
    let field = method.to_ascii_lowercase();
    super::standard::PATH_ITEM.field(&field).map(|_| format!("write it as the field `{field}` of the path item"))
}

pub(super) fn bad_key(entry: &Entry, pattern: Pattern, described: &Object) -> Diagnostic {
    let (expected, help) = match pattern {
        Pattern::Path => ("a path", Some(format!("write `/{}`", entry.key))),
        Pattern::Status => ("a status code, a range such as `4XX`, or `default`", None),
        Pattern::Expression => ("an expression", None),
        Pattern::HeaderName => ("the name of a header field", None),
        Pattern::Method => ("a method that has no field of its own", method_field(&entry.key)),
    };
    let message = format!("expected {expected} as a key of the {}, found `{}`", described.name, entry.key);
    let diagnostic = Diagnostic::error(dialect::BAD_KEY, entry.key_span, message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
