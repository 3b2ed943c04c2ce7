//! Which version of the standard a document follows: from the text of `openapi`, so that an unquoted `3.1` is understood.

use super::foreign;
use crate::diagnostic::{Diagnostic, codes::dialect};
use crate::node::{Entry, Node, Value};
use crate::source::Sources;
use crate::standard::Version;

/// The version that the document names.
///
/// # Errors
/// There is none, or it is not supported.
pub(super) fn detect(node: &Node, sources: &Sources) -> Result<Version, Diagnostic> {
    let Some(entry) = node.entry("openapi").or_else(|| node.entry("swagger")) else {
        return Err(match node.value {
            Value::Mapping(_) => foreign::no_version(node),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) => foreign::no_mapping(node),
        });
    };
    let text = match &entry.value.value {
        Value::String(text) => text.as_str(),
        Value::Number(_) => sources.text(entry.value.span),
        Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => {
            return Err(no_text(entry));
        }
    };
    let mut parts = text.trim().split('.');
    match (entry.key.as_str(), parts.next(), parts.next()) {
        ("swagger", Some("2"), Some("0")) => Ok(Version::V20),
        ("openapi", Some("3"), Some("0")) => Ok(Version::V30),
        ("openapi", Some("3"), Some("1")) => Ok(Version::V31),
        ("openapi", Some("3"), Some("2")) => Ok(Version::V32),
        (key, _, _) => Err(unsupported(key, text, entry.value.span)),
    }
}

fn no_text(entry: &Entry) -> Diagnostic {
    let found = entry.value.words();
    let message = format!("`{}` must be the version of the standard, found {found}", entry.key);
    Diagnostic::error(dialect::WRONG_TYPE, entry.value.span, message).help("write it behind the key, such as `3.0.3`")
}

/// The versions of Swagger and OpenAPI are one sequence under two keys.
fn unsupported(key: &str, text: &str, span: crate::source::Span) -> Diagnostic {
    let name = if key == "swagger" { "Swagger" } else { "OpenAPI" };
    let bare = text.trim().trim_start_matches(['v', 'V', '^', '~', '=', ' ']);
    let help = match (key, bare) {
        ("openapi", "2" | "2.0") => "write `swagger: '2.0'`".to_owned(),
        ("swagger", _) if bare.starts_with('3') => format!("write `openapi: {bare}`"),
        (_, "3") => "write `3.0.3`, or the version that the document follows".to_owned(),
        (_, "2") => "write `'2.0'`".to_owned(),
        (_, _) if bare != text.trim() => format!("write `{bare}`"),
        (_, _) => "convert the document to one of them".to_owned(),
    };
    Diagnostic::error(dialect::UNSUPPORTED_VERSION, span, format!("{name} {text} is not supported"))
        .note("Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are")
        .help(help)
}
