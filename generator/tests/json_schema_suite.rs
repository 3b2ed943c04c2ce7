//! The public test suite of JSON Schema as an oracle: where a schema of it can be part of a description, the checks that are made of
//! it say of each value what the suite says. It is not part of the repository; the test looks for it beside it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::path::{Path, PathBuf};

use letterpress::evaluate;
use letterpress::ir::{Api, Format, Origin};
use letterpress::source::{Source, Sources};
use letterpress_runtime::json;
use serde_json::{Value, json};

/// The suite, or nothing if it is not there.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite/draft2020-12");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there; the suite is never committed", folder.display());
    None
}

/// Files of the suite that say what the standard leaves open, in another way than a validator for requests does: formats and
/// encodings are demanded, a vocabulary cannot take a keyword its meaning, and a keyword of earlier drafts is told.
const OTHERWISE: [&str; 5] = ["content", "format", "vocabulary", "format-assertion", "dependencies-compatibility"];

/// Integers that no server holds are refused, since Rust's have 64 bits.
const BEYOND: [&str; 3] = [
    "bignum: integer: a bignum is an integer",
    "bignum: integer: a negative bignum is an integer",
    "float-overflow: all integers are multiples of 0.5, if overflow is handled: valid if optional overflow handling is implemented",
];

/// A schema that does not name JSON Schema's dialect means a string where it says `minLength`.
const MEANT: [&str; 1] = ["no-schema: validation without $schema: a non-string is valid"];

/// The API that has a schema as a component, which a member of another one uses; nothing if it cannot be generated.
fn api(schema: &Value) -> Option<Api> {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        // What a reference to the root means.
        members.entry("$id").or_insert_with(|| json!("https://suite.test/schema"));
    }
    let holder = json!({ "type": "object", "properties": { "value": { "$ref": "#/components/schemas/Subject" } } });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Suite", "version": "1" },
        "paths": {},
        "components": { "schemas": { "Subject": schema, "Holder": holder } },
    });
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "suite.json".to_owned(), text: document.to_string() });
    letterpress::understand(&sources, main).0.map(|understood| understood.api)
}

fn accepts(api: &Api, value: &Value) -> bool {
    let (_, holder) = api.types.iter().find(|(_, it)| it.origin == Origin::Component("Holder".to_owned())).unwrap();
    let text = json!({ "value": value }).to_string();
    evaluate::violations(&holder.check, &|id| api.types.get(id).map(|it| &it.check), &json::parse(&text).unwrap()).is_empty()
}

#[derive(Default)]
struct Outcome {
    compared: usize,
    refused: Vec<String>,
    wrong: Vec<String>,
}

fn compare(folder: &Path, outcome: &mut Outcome) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        if OTHERWISE.contains(&file.as_str()) {
            continue;
        }
        let groups: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for group in groups {
            let name = format!("{file}: {}", group["description"].as_str().unwrap());
            let Some(api) = api(&group["schema"]) else {
                outcome.refused.push(name);
                continue;
            };
            for test in group["tests"].as_array().unwrap() {
                outcome.compared += 1;
                if accepts(&api, &test["data"]) != test["valid"].as_bool().unwrap() {
                    outcome.wrong.push(format!("{name}: {}", test["description"].as_str().unwrap()));
                }
            }
        }
    }
}

#[test]
fn checks_say_what_the_suite_says() {
    let Some(folder) = folder() else { return };
    let mut outcome = Outcome::default();
    compare(&folder, &mut outcome);
    println!("{} compared, {} refused", outcome.compared, outcome.refused.len());
    assert_eq!(outcome.wrong, [""; 0]);
    // Dynamic references with several answers, and remote documents, are refused.
    assert!(outcome.compared > 1_050 && outcome.refused.len() < 40, "{:?}", outcome.refused);
}

#[test]
fn optional_parts_of_the_suite() {
    let Some(folder) = folder() else { return };
    let mut outcome = Outcome::default();
    compare(&folder.join("optional"), &mut outcome);
    println!("{} compared, {} refused", outcome.compared, outcome.refused.len());
    assert_eq!(outcome.wrong, [&BEYOND[..], &MEANT].concat());
}

#[test]
fn formats_are_those_of_the_suite() {
    let Some(folder) = folder() else { return };
    let mut outcome = Outcome::default();
    compare(&folder.join("optional/format"), &mut outcome);
    // What stands in an internationalised label is not decoded.
    outcome.wrong.retain(|name| Format::ALL.iter().any(|format| name.starts_with(&format!("{}: ", format.name()))));
    outcome.wrong.retain(|name| !name.starts_with("hostname: validation of A-label"));
    println!("{} compared, {} refused", outcome.compared, outcome.refused.len());
    assert_eq!(outcome.wrong, [""; 0]);
}
