//! Which version of the standard a document follows: from the text of `openapi`, so that an unquoted `3.1` is understood.

use super::table::Version;
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Node, Value};
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
        ("swagger", _, _) => Err(unsupported(&format!("Swagger {text}"), entry.value.span)),
        (_, _, _) => Err(unsupported(&format!("OpenAPI {text}"), entry.value.span)),
    }
}

fn absent(node: &Node) -> Diagnostic {
    let place = node.entries().first().map_or(node.span, |entry| entry.key_span);
    if !matches!(node.value, Value::Mapping(_)) {
        return super::complaints::wrong_type("an OpenAPI document", node);
    }
    Diagnostic::error(dialect::NO_VERSION, place, "this document does not say which version of OpenAPI it follows")
        .help("add `openapi: 3.0.3` or `openapi: 3.1.0` at the top")
}

fn unsupported(what: &str, span: crate::source::Span) -> Diagnostic {
    Diagnostic::error(dialect::UNSUPPORTED_VERSION, span, format!("{what} is not supported"))
        .note("Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are")
        .help("convert the document to one of them")
}
