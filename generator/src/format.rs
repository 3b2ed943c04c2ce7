//! Formats: the type that Rust holds for one, and what is known of its name.
//!
//! What is checked is the runtime's table, [`letterpress_runtime::Format`]: a format that is there is checked, and its value keeps
//! the type of its JSON type unless a row here gives it one of its own. A format in neither table is an annotation.
//!
//! The names come from the OpenAPI Format Registry and JSON Schema 2020-12 validation, section 7.

use crate::diagnostic::suggest;
use crate::ir::{Format, JsonType, Primitive};

/// The formats whose values have a type of their own in Rust.
const HELD: &[(JsonType, &str, Primitive)] = &[
    (JsonType::Integer, "int32", Primitive::Int32),
    (JsonType::Integer, "int64", Primitive::Int64),
    (JsonType::Integer, "uint32", Primitive::Uint32),
    (JsonType::Integer, "uint64", Primitive::Uint64),
    (JsonType::Number, "int32", Primitive::Int32),
    (JsonType::Number, "int64", Primitive::Int64),
    (JsonType::Number, "uint32", Primitive::Uint32),
    (JsonType::Number, "uint64", Primitive::Uint64),
    (JsonType::Number, "float", Primitive::Float),
    (JsonType::Number, "double", Primitive::Double),
    (JsonType::Number, "decimal", Primitive::Decimal),
    (JsonType::Number, "decimal128", Primitive::Decimal),
    (JsonType::String, "date", Primitive::Date),
    (JsonType::String, "date-time", Primitive::DateTime),
    (JsonType::String, "time", Primitive::Time),
    (JsonType::String, "duration", Primitive::Duration),
    (JsonType::String, "uuid", Primitive::Uuid),
    (JsonType::String, "byte", Primitive::Base64),
    (JsonType::String, "password", Primitive::Password),
    (JsonType::String, "int32", Primitive::QuotedInt32),
    (JsonType::String, "int64", Primitive::QuotedInt64),
    (JsonType::String, "uint32", Primitive::QuotedUint32),
    (JsonType::String, "uint64", Primitive::QuotedUint64),
    (JsonType::String, "decimal", Primitive::QuotedDecimal),
    (JsonType::String, "decimal128", Primitive::QuotedDecimal),
];

/// The JSON types that formats speak about.
const KINDS: [JsonType; 3] = [JsonType::Integer, JsonType::Number, JsonType::String];

/// What holds a scalar of this JSON type and format; `None` for types that are not scalars.
pub(crate) fn primitive(kind: JsonType, format: Option<&str>) -> Option<Primitive> {
    format.and_then(|name| held(kind, name)).or_else(|| plain(kind))
}

/// What is checked for this JSON type and format.
pub(crate) fn check(kind: JsonType, format: Option<&str>) -> Option<Format> {
    Format::of(kind, format?)
}

/// Whether a format decides over the type of a value, and whether over its check.
pub(crate) fn decides(kinds: &[JsonType], format: &str) -> (bool, bool) {
    let any = |test: fn(JsonType, &str) -> bool| kinds.iter().any(|kind| test(*kind, format));
    (any(|kind, name| held(kind, name).is_some()), any(|kind, name| Format::of(kind, name).is_some()))
}

/// The JSON type that a format speaks about, where no `type` says it: strings only, since numbers have more than one.
pub(crate) fn implies_string(format: &str) -> bool {
    known_for(JsonType::String, format) && !is_of_numbers(format)
}

/// Whether a format speaks about numbers, and of strings only about those that hold a number.
pub(crate) fn is_of_numbers(format: &str) -> bool {
    known_for(JsonType::Integer, format) || known_for(JsonType::Number, format)
}

/// Formats that say how a text is shown or carried, and leave nothing to check.
const NOTES: [&str; 6] = ["binary", "commonmark", "html", "markdown", "multiline", "password"];

/// Whether a format is in a table for one of these types (any type, where none is named), or leaves nothing to check.
pub(crate) fn is_known(kinds: &[JsonType], format: &str) -> bool {
    let kinds = if kinds.is_empty() { &KINDS } else { kinds };
    NOTES.contains(&format) && kinds.contains(&JsonType::String) || kinds.iter().any(|kind| known_for(*kind, format))
}

/// The type of JSON that a format of the tables is of, the first that has it.
pub(crate) fn owner(format: &str) -> Option<&'static str> {
    KINDS.into_iter().find(|kind| known_for(*kind, format)).map(JsonType::name)
}

/// The names in the tables, some of them twice.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    HELD.iter().map(|(_, name, _)| *name).chain(Format::ALL.iter().map(|format| format.name()))
}

/// The format of the tables that a misspelt one may mean.
pub(crate) fn nearest(format: &str) -> Option<&'static str> {
    suggest::nearest(format, names()).filter(|near| *near != format)
}

fn known_for(kind: JsonType, format: &str) -> bool {
    held(kind, format).is_some() || Format::of(kind, format).is_some()
}

fn held(kind: JsonType, format: &str) -> Option<Primitive> {
    HELD.iter().find(|(of, name, _)| *of == kind && *name == format).map(|(.., primitive)| *primitive)
}

fn plain(kind: JsonType) -> Option<Primitive> {
    match kind {
        JsonType::Boolean => Some(Primitive::Boolean),
        JsonType::Integer => Some(Primitive::Int64),
        JsonType::Number => Some(Primitive::Double),
        JsonType::String => Some(Primitive::String),
        JsonType::Null | JsonType::Object | JsonType::Array => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_applies_to_its_own_type_only() {
        assert_eq!(primitive(JsonType::String, Some("uuid")), Some(Primitive::Uuid));
        assert_eq!(primitive(JsonType::String, Some("int64")), Some(Primitive::QuotedInt64));
        assert_eq!(primitive(JsonType::String, Some("float")), Some(Primitive::String));
        assert_eq!(primitive(JsonType::Integer, Some("uint64")), Some(Primitive::Uint64));
        assert_eq!(primitive(JsonType::Integer, None), Some(Primitive::Int64));
        assert_eq!(check(JsonType::String, Some("email")), Some(Format::Email));
        assert_eq!(check(JsonType::String, Some("binary")), None);
        assert_eq!(primitive(JsonType::Array, None), None);
    }

    #[test]
    fn every_format_that_is_checked_is_known() {
        for format in Format::ALL {
            let kinds = KINDS.into_iter().filter(|kind| format.speaks_about(*kind));
            assert!(owner(format.name()).is_some());
            assert!(kinds.clone().count() > 0 && kinds.clone().all(|kind| is_known(&[kind], format.name())), "{format:?}");
        }
    }
}
