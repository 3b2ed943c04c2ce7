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
        Since::From30 if entry.key == "nullable" => diagnostic.help("write `x-nullable: true`, which most tools read"),
        Since::From31 if version >= Version::V30 => diagnostic.help("remove it, or raise the version: `openapi: 3.1.1`"),
        Since::From32 if version >= Version::V30 => diagnostic.help("remove it, or raise the version: `openapi: 3.2.0`"),
        Since::Always | Since::From30 | Since::UpTo30 | Since::From31 | Since::UpTo31 | Since::From32 => diagnostic,
    }
}

/// An unknown keyword in a schema since 3.1.
pub(super) fn unknown_keyword(version: Version, entry: &Entry, described: &Object) -> Diagnostic {
    let message = format!("`{}` is no keyword that {} or JSON Schema 2020-12 knows", entry.key, version.name());
    let diagnostic = Diagnostic::warning(dialect::UNKNOWN_KEYWORD, entry.key_span, message).note("it is ignored");
    match REPLACED.iter().find(|(old, _)| *old == entry.key) {
        Some((_, new)) => diagnostic.help(format!("earlier drafts have it; write {new}")),
        None => with_suggestion(diagnostic, version, entry, described),
    }
}

/// Keywords of earlier drafts of JSON Schema, and what stands for them in 2020-12.
const REPLACED: [(&str, &str); 4] = [
    ("additionalItems", "`items` beside `prefixItems`"),
    ("dependencies", "`dependentRequired` or `dependentSchemas`"),
    ("$recursiveRef", "`$dynamicRef`"),
    ("$recursiveAnchor", "`$dynamicAnchor`"),
];

/// A list where a schema is expected; earlier drafts have one in `items`.
pub(super) fn list_of_schemas(node: &Node, described: &Object) -> Diagnostic {
    wrong_type(&article(described.name), node)
        .help("write `prefixItems` instead of `items` for elements that differ by position, `anyOf` for alternatives")
}

/// An exclusive bound as the other versions have it.
pub(super) fn exclusive_bound(version: Version, node: &Node) -> Option<Diagnostic> {
    match (version.has_json_schema(), &node.value) {
        (true, Value::Bool(_)) => Some(
            wrong_type("a number", node)
                .note("until OpenAPI 3.0 it says whether the other bound is exclusive; since 3.1 it is the bound")
                .help("write the number of the other bound here, and remove that"),
        ),
        (false, Value::Number(text)) => Some(
            wrong_type("`true` or `false`", node)
                .note("until OpenAPI 3.0 it says whether `minimum` or `maximum` is exclusive; since 3.1 it is the bound")
                .help(format!("write `{text}` as `minimum` or `maximum`, and `true` here")),
        ),
        (_, Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_)) => None,
    }
}

/// A key that its object does not have. Documents of 2.0 and 3.0 carry leftovers of converters; those resemble nothing and change
/// nothing, so they are only pointed out. A slip of the pen hides what was meant, so it is an error everywhere.
pub(super) fn unknown_key(version: Version, entry: &Entry, described: &Object) -> Diagnostic {
    let message = format!("{} has no field `{}`", article(described.name), entry.key);
    let leftover = version <= Version::V30 && suggest::nearest(&entry.key, names(version, described)).is_none();
    let diagnostic = match leftover {
        true => Diagnostic::warning(dialect::IGNORED_KEY, entry.key_span, message),
        false => Diagnostic::error(dialect::UNKNOWN_KEY, entry.key_span, message),
    };
    let diagnostic = diagnostic.note(legal(version, described));
    with_suggestion(diagnostic, version, entry, described)
}

fn with_suggestion(diagnostic: Diagnostic, version: Version, entry: &Entry, described: &Object) -> Diagnostic {
    match suggest::nearest(&entry.key, names(version, described)) {
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

/// Names with other characters lead every tool to the same component, so nothing is refused.
fn component_name(entry: &Entry) -> Diagnostic {
    let message = format!("`{}` is no name that a component may have", entry.key);
    Diagnostic::warning(dialect::COMPONENT_NAME, entry.key_span, message)
        .note("Components Object: names consist of ASCII letters, digits, `.`, `-` and `_`")
}

pub(super) fn bad_key(entry: &Entry, pattern: Pattern, described: &Object) -> Diagnostic {
    let (expected, help) = match pattern {
        Pattern::Path => ("a path", Some(format!("write `/{}`", entry.key))),
        Pattern::Status => ("a status code, a range such as `4XX`, or `default`", None),
        Pattern::Expression => ("an expression", None),
        Pattern::HeaderName => ("the name of a header field", None),
        Pattern::Method => ("a method that has no field of its own", method_field(&entry.key)),
        Pattern::Component => return component_name(entry),
    };
    let message = format!("expected {expected} as a key of the {}, found `{}`", described.name, entry.key);
    let diagnostic = Diagnostic::error(dialect::BAD_KEY, entry.key_span, message);
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
