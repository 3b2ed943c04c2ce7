//! The table of formats: what Rust holds for a type and format, and what the runtime checks.
//!
//! The names come from the OpenAPI Format Registry and JSON Schema 2020-12 validation, section 7. A format that is not in
//! the table is an annotation: the value keeps the type of its JSON type and nothing is checked.

use crate::diagnostic::suggest;
use crate::ir::{Format, JsonType, Primitive};

/// One row.
struct Row {
    kind: JsonType,
    format: &'static str,
    primitive: Primitive,
    check: Option<Format>,
}

const fn row(kind: JsonType, format: &'static str, primitive: Primitive, check: Option<Format>) -> Row {
    Row { kind, format, primitive, check }
}

const TABLE: &[Row] = &[
    row(JsonType::Integer, "int32", Primitive::Int32, Some(Format::Int32)),
    row(JsonType::Integer, "int64", Primitive::Int64, Some(Format::Int64)),
    row(JsonType::Integer, "uint32", Primitive::Uint32, Some(Format::Uint32)),
    row(JsonType::Integer, "uint64", Primitive::Uint64, Some(Format::Uint64)),
    row(JsonType::Number, "int32", Primitive::Int32, Some(Format::Int32)),
    row(JsonType::Number, "int64", Primitive::Int64, Some(Format::Int64)),
    row(JsonType::Number, "uint32", Primitive::Uint32, Some(Format::Uint32)),
    row(JsonType::Number, "uint64", Primitive::Uint64, Some(Format::Uint64)),
    row(JsonType::Number, "float", Primitive::Float, None),
    row(JsonType::Number, "double", Primitive::Double, None),
    row(JsonType::Number, "decimal", Primitive::Decimal, None),
    row(JsonType::Number, "decimal128", Primitive::Decimal, None),
    row(JsonType::String, "date", Primitive::Date, Some(Format::Date)),
    row(JsonType::String, "date-time", Primitive::DateTime, Some(Format::DateTime)),
    row(JsonType::String, "time", Primitive::Time, Some(Format::Time)),
    row(JsonType::String, "duration", Primitive::Duration, Some(Format::Duration)),
    row(JsonType::String, "uuid", Primitive::Uuid, Some(Format::Uuid)),
    row(JsonType::String, "byte", Primitive::Base64, Some(Format::Byte)),
    row(JsonType::String, "password", Primitive::Password, None),
    row(JsonType::String, "email", Primitive::String, Some(Format::Email)),
    row(JsonType::String, "hostname", Primitive::String, Some(Format::Hostname)),
    row(JsonType::String, "ipv4", Primitive::String, Some(Format::Ipv4)),
    row(JsonType::String, "ipv6", Primitive::String, Some(Format::Ipv6)),
    row(JsonType::String, "uri", Primitive::String, Some(Format::Uri)),
    row(JsonType::String, "uri-reference", Primitive::String, Some(Format::UriReference)),
];

/// What holds a scalar of this JSON type and format; `None` for types that are not scalars.
pub(super) fn primitive(kind: JsonType, format: Option<&str>) -> Option<Primitive> {
    find(kind, format).map(|row| row.primitive).or_else(|| plain(kind))
}

/// What the runtime checks for this JSON type and format.
pub(super) fn check(kind: JsonType, format: Option<&str>) -> Option<Format> {
    find(kind, format).and_then(|row| row.check)
}

/// Whether a format decides over the type of a value, and whether over its check.
pub(super) fn decides(kinds: &[JsonType], format: &str) -> (bool, bool) {
    let rows = || TABLE.iter().filter(|row| row.format == format && kinds.contains(&row.kind));
    (rows().any(|row| row.primitive != Primitive::String), rows().any(|row| row.check.is_some()))
}

/// The JSON type that a format speaks about, where no `type` says it: strings only, since numbers have more than one.
pub(super) fn implies_string(format: &str) -> bool {
    find(JsonType::String, Some(format)).is_some()
}

/// Formats that say how a text is shown or carried, and leave nothing to check.
const NOTES: [&str; 6] = ["binary", "commonmark", "html", "markdown", "multiline", "password"];

/// Whether a format is in the table for one of these types (any type, where none is named), or leaves nothing to check.
pub(super) fn is_known(kinds: &[JsonType], format: &str) -> bool {
    let listed = |row: &Row| row.format == format && (kinds.is_empty() || kinds.contains(&row.kind));
    NOTES.contains(&format) || TABLE.iter().any(listed)
}

/// The type of JSON that a format of the table is of, the first that has it.
pub(super) fn owner(format: &str) -> Option<&'static str> {
    TABLE.iter().find(|row| row.format == format).map(|row| match row.kind {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Object => "object",
        JsonType::Array => "array",
        JsonType::Number => "number",
        JsonType::Integer => "integer",
        JsonType::String => "string",
    })
}

/// The format of the table that a misspelt one may mean.
pub(super) fn nearest(format: &str) -> Option<&'static str> {
    suggest::nearest(format, TABLE.iter().map(|row| row.format)).filter(|near| *near != format)
}

fn find(kind: JsonType, format: Option<&str>) -> Option<&'static Row> {
    let format = format?;
    TABLE.iter().find(|row| row.kind == kind && row.format == format)
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
        assert_eq!(primitive(JsonType::String, Some("int64")), Some(Primitive::String));
        assert_eq!(primitive(JsonType::Integer, Some("uint64")), Some(Primitive::Uint64));
        assert_eq!(primitive(JsonType::Integer, None), Some(Primitive::Int64));
        assert_eq!(check(JsonType::String, Some("email")), Some(Format::Email));
        assert_eq!(check(JsonType::String, Some("binary")), None);
        assert_eq!(primitive(JsonType::Array, None), None);
    }
}
