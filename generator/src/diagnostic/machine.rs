//! Diagnostics as data for other programs.

use serde_json::{Value, json};

use super::lines::places;
use super::{Diagnostic, Severity};
use crate::source::{Sources, Span};

/// A diagnostic as JSON: `code`, `severity`, `message`, and where they are there `file`, `start` and `end` (`line`,
/// `column`, from one), `label`, `note`, `help`, `related`.
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut object = diagnostic.span.map_or_else(|| json!({}), |span| location(span, sources));
    let related = diagnostic.related.iter().map(|(span, label)| {
        let mut place = location(*span, sources);
        set(&mut place, "label", Some(json!(label)));
        place
    });
    let related: Vec<Value> = related.collect();
    set(&mut object, "code", Some(json!(diagnostic.code.0)));
    set(&mut object, "severity", Some(json!(severity)));
    set(&mut object, "message", Some(json!(diagnostic.message)));
    set(&mut object, "label", diagnostic.label.as_ref().map(|text| json!(text)));
    set(&mut object, "note", diagnostic.note.as_ref().map(|text| json!(text)));
    set(&mut object, "help", diagnostic.help.as_ref().map(|text| json!(text)));
    set(&mut object, "related", (!related.is_empty()).then_some(Value::Array(related)));
    object
}

fn location(span: Span, sources: &Sources) -> Value {
    let file = sources.get(span.source).map(|source| source.path.as_str());
    match places(sources, span) {
        Some((start, end)) => json!({
            "file": file,
            "start": { "line": start.line, "column": start.column },
            "end": { "line": end.line, "column": end.column },
        }),
        None => json!({}),
    }
}

fn set(object: &mut Value, key: &str, value: Option<Value>) {
    if let (Value::Object(members), Some(value)) = (object, value) {
        members.insert(key.to_owned(), value);
    }
}
