//! The public test suite of JSON Schema, as code: every schema of it that a description can hold is the body of an operation, and every
//! value goes through the validator that was generated, is decoded and encoded again. The suite is not part of the repository.

use std::path::{Path, PathBuf};

use letterpress::Understood;
use letterpress::source::{Source, Sources};
use serde_json::{Value, json};

use crate::package::{self, Generated, Question};

/// Files about what OpenAPI gives no meaning: vocabularies, formats by vocabulary, and remote references that nobody may fetch.
const MEANINGLESS: [&str; 3] = ["format", "refRemote", "vocabulary"];

/// Schemas that are refused: references whose target depends on the way to them, and such to documents that are not there.
const REFUSED: [&str; 16] = [
    "defs: validate definition against metaschema",
    "dynamicRef: A $dynamicRef resolves to the first $dynamicAnchor still in scope that is encountered when the schema is evaluated",
    "dynamicRef: A $dynamicRef with intermediate scopes that don't include a matching $dynamicAnchor does not affect dynamic scope \
     resolution",
    "dynamicRef: A $dynamicRef that initially resolves to a schema with a matching $dynamicAnchor resolves to the first \
     $dynamicAnchor in the dynamic scope",
    "dynamicRef: multiple dynamic paths to the $dynamicRef keyword",
    "dynamicRef: after leaving a dynamic scope, it is not used by a $dynamicRef",
    "dynamicRef: strict-tree schema, guards against misspelled properties",
    "dynamicRef: tests for implementation dynamic anchor and reference link",
    "dynamicRef: $ref and $dynamicAnchor are independent of order - $defs first",
    "dynamicRef: $ref and $dynamicAnchor are independent of order - $ref first",
    "dynamicRef: $ref to $dynamicRef finds detached $dynamicAnchor",
    "dynamicRef: $dynamicRef skips over intermediate resources - direct reference",
    "dynamicRef: $dynamicRef avoids the root of each schema, but scopes are still registered",
    "ref: remote ref, containing refs itself",
    "unevaluatedItems: unevaluatedItems with $dynamicRef",
    "unevaluatedProperties: unevaluatedProperties with $dynamicRef",
];

/// Values about which generated code says something else than the suite. The suite does not demand that encodings are checked, and a server
/// does. Parts that are reached by `$id` lose the dialect of what is around them, so they are read as descriptions are, and members
/// that they do not declare are dropped.
const OTHERWISE: [&str; 8] = [
    "content: validation of binary string-encoding: an invalid base64 string (% is not a valid character); validates true",
    "content: validation of binary-encoded media type documents: an invalid base64 string that is valid JSON; validates true",
    "content: validation of binary-encoded media type documents with schema: an invalid base64 string that is valid JSON; \
     validates true",
    "dynamicRef: A $dynamicRef that initially resolves to a schema without a matching $dynamicAnchor behaves like a normal $ref to \
     $anchor: The recursive part doesn't need to validate against the root",
    "unevaluatedProperties: unevaluatedProperties + ref inside allOf / oneOf: a and x are valid",
    "unevaluatedProperties: unevaluatedProperties + ref inside allOf / oneOf: a and y are valid",
    "unevaluatedProperties: unevaluatedProperties + ref inside allOf / oneOf: a and b and x are valid",
    "unevaluatedProperties: unevaluatedProperties + ref inside allOf / oneOf: a and b and y are valid",
];

/// A value and what the suite says of it.
struct Asked {
    name: String,
    valid: bool,
    text: String,
}

/// What became of a draft.
#[derive(Default)]
struct Outcome {
    refused: Vec<String>,
    wrong: Vec<(String, String)>,
    right: usize,
}

fn folder(draft: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite").join(draft);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there; the suite is never committed", folder.display());
    None
}

/// A description of some schemas, each a member of the body of an operation, so that null is a value like others.
fn document(version: &str, schemas: &[(usize, &Value)]) -> String {
    let (mut paths, mut components) = (serde_json::Map::new(), serde_json::Map::new());
    for (number, schema) in schemas {
        let (name, holder) = (format!("Subject{number}"), format!("Holder{number}"));
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let content = json!({ "application/json": { "schema": reference(&holder) } });
        paths.insert(
            format!("/{name}"),
            json!({ "post": {
                "requestBody": { "required": true, "content": content },
                "responses": { "200": { "description": "d", "content": content } },
            } }),
        );
        let value = json!({ "type": "object", "required": ["value"], "properties": { "value": reference(&name) } });
        components.insert(name, (*schema).clone());
        components.insert(holder, value);
    }
    json!({ "openapi": version, "info": { "title": "Suite", "version": "1" }, "paths": paths, "components": { "schemas": components } })
        .to_string()
}

fn understand(path: &str, text: String) -> Option<Understood> {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: path.to_owned(), text });
    letterpress::understand(&sources, main).0
}

/// The schema with a base of its own, so that `#` means it and not the description.
fn based(schema: &Value, number: usize) -> Value {
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        members.entry("$id").or_insert_with(|| json!(format!("https://suite.test/{number}")));
    }
    schema
}

/// A file of the suite: its schemas, and what is asked of each.
struct Group {
    schema: Value,
    asked: Vec<Asked>,
}

/// The schemas of a file that a description can hold.
fn groups(title: &str, version: &str, path: &Path, refused: &mut Vec<String>) -> Vec<Group> {
    let groups: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut found = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let title = format!("{title}: {}", group["description"].as_str().unwrap());
        let schema = based(&group["schema"], index);
        if understand("suite.json", document(version, &[(0, &schema)])).is_none() {
            refused.push(title);
            continue;
        }
        let asked = |test: &Value| Asked {
            name: format!("{title}: {}", test["description"].as_str().unwrap()),
            valid: test["valid"].as_bool().unwrap(),
            text: json!({ "value": test["data"] }).to_string(),
        };
        found.push(Group { schema, asked: group["tests"].as_array().unwrap().iter().map(asked).collect() });
    }
    found
}

/// What is asked of each schema, by the number of its component.
type Numbered = Vec<(usize, Vec<Asked>)>;

/// The groups in as few descriptions as can be: one, or, where their names for places collide, one each.
fn described(version: &str, groups: Vec<Group>) -> Vec<(Understood, Numbered)> {
    let schemas: Vec<(usize, &Value)> = groups.iter().map(|group| &group.schema).enumerate().collect();
    if let Some(understood) = understand("suite.json", document(version, &schemas)) {
        return vec![(understood, groups.into_iter().map(|group| group.asked).enumerate().collect())];
    }
    let alone =
        |group: Group| Some((understand("suite.json", document(version, &[(0, &group.schema)]))?, vec![(0, group.asked)]));
    groups.into_iter().filter_map(alone).collect()
}

fn run(version: &str, folder: &Path) -> Outcome {
    let mut outcome = Outcome::default();
    let (mut generated, mut questions, mut all) = (Vec::new(), Vec::new(), Vec::new());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        if MEANINGLESS.contains(&file.as_str()) {
            continue;
        }
        let groups = groups(&file, version, path, &mut outcome.refused);
        for (index, (understood, groups)) in described(version, groups).into_iter().enumerate() {
            let module = letterpress::names::module(&format!("{file}-{index}"));
            generated.push(Generated { module: module.clone(), path: format!("suite/{file}.json"), understood });
            for (number, asked) in groups.into_iter().flat_map(|(number, asked)| asked.into_iter().map(move |it| (number, it))) {
                let name = format!("Holder{number}");
                questions.push(Question { module: module.clone(), kind: "value", name, text: asked.text.clone() });
                all.push(asked);
            }
        }
    }
    for (asked, answer) in all.iter().zip(package::ask("compiled-suite", &generated, &questions)) {
        match judge(asked, &answer) {
            None => outcome.right += 1,
            Some(found) => outcome.wrong.push((asked.name.clone(), found)),
        }
    }
    outcome
}

fn judge(asked: &Asked, answer: &[String]) -> Option<String> {
    if asked.valid {
        return crate::valid(&asked.text, answer);
    }
    match answer {
        [check, _, _, _, _] if check.is_empty() => Some("the validator accepts it".to_owned()),
        [_, _, _, _, _] => None,
        other => Some(other.join(", ")),
    }
}

#[test]
fn the_code_of_every_schema_says_and_holds_what_the_suite_says() {
    let Some(folder) = folder("draft2020-12") else { return };
    let Outcome { right, refused, wrong } = run("3.1.0", &folder);
    println!("draft 2020-12: of {} values {right} are right; {} schemas are refused", right + wrong.len(), refused.len());
    let unknown: Vec<_> = wrong.iter().filter(|(name, _)| !OTHERWISE.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
    assert_eq!(wrong.len(), OTHERWISE.len(), "what is right now is no exception any more: {wrong:#?}");
    assert_eq!(refused, REFUSED);
    assert!(right > 1_000, "{right}");
}
