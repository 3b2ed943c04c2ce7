//! Diagnostics as a SARIF 2.1.0 log (OASIS Static Analysis Results Interchange Format), for code scanning and editors.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::codes::{self, Explanation};
use super::lines::Tables;
use super::{Diagnostic, Found, Severity};
use crate::characters;
use crate::source::Span;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One log with one run. Its rules are those that a result names, with their explanations, in order of their codes.
pub(super) fn log(found: &[Found<'_>]) -> String {
    let named = found.iter().flat_map(|found| found.diagnostics).map(|diagnostic| diagnostic.code);
    let named: std::collections::BTreeSet<_> = named.collect();
    let mut rules: Vec<&Explanation> = codes::all().filter(|row| named.contains(&row.code)).collect();
    rules.sort_by_key(|row| row.code);
    let mut results = Vec::new();
    for Found { diagnostics, sources } in found {
        let mut tables = Tables::utf16(sources);
        results.extend(diagnostics.iter().map(|diagnostic| result(diagnostic, &rules, &mut tables)));
    }
    let driver = json!({
        "name": "letterpress",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|row| rule(row)).collect::<Vec<_>>(),
    });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "utf16CodeUnits", "results": results });
    characters::json(format!("{:#}\n", json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] })))
}

/// A row of the table of codes (a reportingDescriptor, section 3.49).
fn rule(row: &Explanation) -> Value {
    let text = row.text.trim();
    json!({
        "id": row.code.0,
        "shortDescription": { "text": row.title },
        "fullDescription": { "text": text.split("\n\n").next().unwrap_or(text) },
        "help": { "text": text, "markdown": text },
        "defaultConfiguration": { "level": if row.code.0.starts_with('E') { "error" } else { "warning" } },
    })
}

/// A diagnostic (a result, section 3.27).
fn result(diagnostic: &Diagnostic, rules: &[&Explanation], tables: &mut Tables<'_>) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut members = Map::new();
    members.insert("ruleId".to_owned(), json!(diagnostic.code.0));
    if let Ok(index) = rules.binary_search_by_key(&diagnostic.code, |row| row.code) {
        members.insert("ruleIndex".to_owned(), json!(index));
    }
    members.insert("level".to_owned(), json!(level));
    members.insert("message".to_owned(), json!({ "text": message(diagnostic) }));
    let place = diagnostic.span.and_then(|span| location(span, diagnostic.label.as_deref(), tables));
    members.insert("locations".to_owned(), place.into_iter().collect());
    let related = diagnostic.related.iter().enumerate().filter_map(|(index, (span, label))| {
        let mut place = location(*span, Some(label), tables)?;
        place.as_object_mut()?.insert("id".to_owned(), json!(index + 1));
        Some(place)
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        members.insert("relatedLocations".to_owned(), Value::Array(related));
    }
    Value::Object(members)
}

/// What is said, with the reason and the mend, for which a result has no member.
fn message(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.to_string();
    for (title, part) in [("note", &diagnostic.note), ("help", &diagnostic.help)] {
        if let Some(part) = part {
            let _ = write!(text, "\n{title}: {part}");
        }
    }
    text
}

/// A place (a location, section 3.28); `endColumn` is the one behind the last, as in section 3.30.8.
fn location(span: Span, label: Option<&str>, tables: &mut Tables<'_>) -> Option<Value> {
    let (file, start, end) = tables.place(span)?;
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    });
    if let (Some(members), Some(label)) = (location.as_object_mut(), label) {
        members.insert("message".to_owned(), json!({ "text": label }));
    }
    Some(location)
}

/// A path as a URI reference (RFC 3986): what is not unreserved is percent-encoded, an absolute path is a `file` URI.
fn uri(path: &str) -> String {
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut uri = match (drive, path.starts_with('/')) {
        (true, _) => "file:///".to_owned(),
        (false, true) => "file://".to_owned(),
        (false, false) => String::new(),
    };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::super::format::tests::found;
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_log_has_what_the_standard_requires() {
        let log: Value = serde_json::from_str(&found(log)).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "letterpress");
        assert_eq!(run["columnKind"], "utf16CodeUnits");
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 2);
        for result in results {
            assert!(matches!(result["level"].as_str().unwrap(), "error" | "warning"));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let rule = &driver["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(!rule["shortDescription"]["text"].as_str().unwrap().is_empty());
            assert!(!rule["fullDescription"]["text"].as_str().unwrap().is_empty());
            assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
            assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        }
    }

    #[test]
    fn places_are_regions_with_words() {
        let log: Value = serde_json::from_str(&found(log)).unwrap();
        let result = &log["runs"][0]["results"][0];
        let place = |line: u64, start: u64, end: u64| {
            json!({
                "artifactLocation": { "uri": "specs/a%20b.yaml" },
                "region": { "startLine": line, "startColumn": start, "endLine": line, "endColumn": end },
            })
        };
        let words = |text: &str| json!({ "text": text });
        assert_eq!(result["locations"], json!([{ "physicalLocation": place(2, 4, 5), "message": words("the second time") }]));
        let related = json!([{ "id": 1, "physicalLocation": place(1, 1, 2), "message": words("the first time") }]);
        assert_eq!(result["relatedLocations"], related);
        assert_eq!(log["runs"][0]["results"][1]["locations"], json!([]));
    }

    #[test]
    fn columns_count_code_units_of_utf_16() {
        let mut sources = Sources::default();
        let text = "'\u{1f600}漢': x\n".to_owned();
        let id = sources.add(crate::source::Source { path: "a.yaml".to_owned(), text });
        let error = Diagnostic::error(codes::reading::SYNTAX, Span::of(id, 11, 12), "here");
        let log: Value = serde_json::from_str(&log(&[Found { diagnostics: &[error], sources: &sources }])).unwrap();
        let region = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
        assert_eq!(region["startColumn"], 8);
    }

    #[test]
    fn hidden_characters_are_escapes() {
        let hostile = "a\u{1b}\u{9b}\u{202e}\u{2028}\u{200b}\u{e0041}##[error]";
        let mut sources = Sources::default();
        let id = sources.add(crate::source::Source { path: hostile.to_owned(), text: "a".to_owned() });
        let error = Diagnostic::error(codes::reading::SYNTAX, Span::of(id, 0, 1), hostile);
        let text = log(&[Found { diagnostics: &[error], sources: &sources }]);
        assert!(!text.contains("##["), "{text:?}");
        assert!(!text.contains(|c| c != '\n' && characters::is_hidden(c)), "{text:?}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["runs"][0]["results"][0]["message"]["text"], hostile);
    }

    #[test]
    fn nothing_found_is_a_log_without_results() {
        let log: Value = serde_json::from_str(&log(&[Found { diagnostics: &[], sources: &Sources::default() }])).unwrap();
        assert_eq!(log["runs"][0]["results"], json!([]));
    }

    #[test]
    fn paths_become_uris() {
        let cases = [
            ("specs/pets.yaml", "specs/pets.yaml"),
            ("/tmp/é#?.yaml", "file:///tmp/%C3%A9%23%3F.yaml"),
            ("C:/specs/a.yaml", "file:///C%3A/specs/a.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
        ];
        for (path, expected) in cases {
            assert_eq!(uri(path), expected);
        }
    }
}
