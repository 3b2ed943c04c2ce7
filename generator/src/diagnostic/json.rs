//! Diagnostics as JSON for other programs: one object on each line.

use serde_json::{Value, json};

use super::lines::Tables;
use super::{Diagnostic, Found, Severity};
use crate::characters;
use crate::source::{Sources, Span};

/// Every diagnostic on a line of its own, in source order; nothing if there is none. [`to_json`] names the members.
pub(super) fn lines(found: &[Found<'_>]) -> String {
    let mut text = String::new();
    for Found { diagnostics, sources } in found {
        let mut tables = Tables::of(sources);
        for diagnostic in *diagnostics {
            text.push_str(&characters::json(object(diagnostic, &mut tables).to_string()));
            text.push('\n');
        }
    }
    text
}

/// A diagnostic as JSON: `code`, `severity` (`error`, `warning`), `message`, and where they are there `file`, `start` and
/// `end` (`line` and `column`, both from one, columns in characters, `end` behind the last), `label`, `note`, `help`,
/// `related` (each with `file`, `start`, `end`, `label`).
pub fn to_json(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    object(diagnostic, &mut Tables::of(sources))
}

fn object(diagnostic: &Diagnostic, tables: &mut Tables<'_>) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut object = diagnostic.span.map_or_else(|| json!({}), |span| location(span, tables));
    let related = diagnostic.related.iter().map(|(span, label)| {
        let mut place = location(*span, tables);
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

fn location(span: Span, tables: &mut Tables<'_>) -> Value {
    match tables.place(span) {
        Some((file, start, end)) => json!({
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

#[cfg(test)]
mod tests {
    use super::super::format::tests::found;
    use super::*;

    #[test]
    fn each_line_is_an_object_with_places_from_one() {
        let expected = json!({
            "code": "E0002",
            "severity": "error",
            "message": "the key `b, 100%` is there twice",
            "file": "specs/a b.yaml",
            "start": { "line": 2, "column": 4 },
            "end": { "line": 2, "column": 5 },
            "label": "the second time",
            "note": "keys are unique",
            "help": "remove one\nor the other",
            "related": [{
                "file": "specs/a b.yaml",
                "start": { "line": 1, "column": 1 },
                "end": { "line": 1, "column": 2 },
                "label": "the first time",
            }],
        });
        let read =
            found(|found| lines(found).lines().map(|line| serde_json::from_str(line).ok()).collect::<Vec<Option<Value>>>());
        assert_eq!(read, [Some(expected), Some(json!({ "code": "W0001", "severity": "warning", "message": "no place" }))]);
    }

    #[test]
    fn hidden_characters_are_escapes() {
        let hostile = "a\u{1b}\u{9b}\u{202e}\u{2028}\u{200b}\u{e0041}##[error]";
        let mut sources = Sources::default();
        let id = sources.add(crate::source::Source { path: hostile.to_owned(), text: "a".to_owned() });
        let error = Diagnostic::error(crate::diagnostic::codes::reading::SYNTAX, Span::of(id, 0, 1), hostile);
        let text = lines(&[Found { diagnostics: &[error], sources: &sources }]);
        assert!(text.is_ascii() && !text.contains("##["), "{text:?}");
        let read = serde_json::from_str::<Value>(&text).unwrap_or_default();
        assert_eq!((read.get("file"), read.get("message")), (Some(&json!(hostile)), Some(&json!(hostile))));
    }

    #[test]
    fn nothing_found_is_no_line() {
        assert_eq!(lines(&[Found { diagnostics: &[], sources: &Sources::default() }]), "");
    }
}
