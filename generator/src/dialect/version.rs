//! Which version of the standard a document follows: from the text of `openapi`, so that an unquoted `3.1` is understood.

use super::table::Version;
use crate::diagnostic::{Diagnostic, codes::dialect, suggest};
use crate::node::{Entry, Node, Value};
use crate::source::Sources;

/// The version that the document names.
///
/// # Errors
/// There is none, or it is not supported.
pub(super) fn detect(node: &Node, sources: &Sources) -> Result<Version, Diagnostic> {
    let Some(entry) = node.entry("openapi").or_else(|| node.entry("swagger")) else { return Err(absent(node)) };
    let text = match &entry.value.value {
        Value::String(text) => text.as_str(),
        Value::Number(_) => sources.text(entry.value.span),
        Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => {
            return Err(super::complaints::wrong_type("the version of the standard, such as `3.0.3`", &entry.value));
        }
    };
    let mut parts = text.trim().split('.');
    match (entry.key.as_str(), parts.next(), parts.next()) {
        ("swagger", Some("2"), Some("0")) => Ok(Version::V20),
        ("openapi", Some("3"), Some("0")) => Ok(Version::V30),
        ("openapi", Some("3"), Some("1")) => Ok(Version::V31),
        ("openapi", Some("3"), Some("2")) => Ok(Version::V32),
        ("swagger", Some("3"), _) => Err(other_key(entry, "openapi", text)),
        ("openapi", Some("2"), _) => Err(other_key(entry, "swagger", "2.0")),
        ("swagger", _, _) => Err(unsupported(&format!("Swagger {text}"), entry.value.span)),
        (_, _, _) => Err(unsupported(&format!("OpenAPI {text}"), entry.value.span)),
    }
}

fn absent(node: &Node) -> Diagnostic {
    let place = node.entries().first().map_or(node.span, |entry| entry.key_span);
    if !matches!(node.value, Value::Mapping(_)) {
        return super::complaints::wrong_type("an OpenAPI document", node);
    }
    let near = node.entries().iter().find(|entry| suggest::nearest(&entry.key, ["openapi", "swagger"]).is_some());
    let place = near.map_or(place, |entry| entry.key_span);
    let found = Diagnostic::error(dialect::NO_VERSION, place, "this document does not say which version of OpenAPI it follows");
    match near.and_then(|entry| suggest::nearest(&entry.key, ["openapi", "swagger"])) {
        Some(key) => found.help(format!("did you mean `{key}`?")),
        None => found.help("add `openapi: 3.0.3` or `openapi: 3.1.0` at the top"),
    }
}

/// The key of one generation with a version of the other.
fn other_key(entry: &Entry, key: &str, version: &str) -> Diagnostic {
    let text = format!("there is no `{}` of this version", entry.key);
    Diagnostic::error(dialect::UNSUPPORTED_VERSION, entry.key_span, text)
        .note("until 2.0 the key is `swagger`, since 3.0 it is `openapi`")
        .help(format!("write `{key}: '{version}'`"))
}

fn unsupported(what: &str, span: crate::source::Span) -> Diagnostic {
    Diagnostic::error(dialect::UNSUPPORTED_VERSION, span, format!("{what} is not supported"))
        .note("Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are")
        .help("convert the document to one of them")
}
