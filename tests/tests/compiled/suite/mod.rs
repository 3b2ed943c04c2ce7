//! The public test suite of JSON Schema, as code: every schema of it that a description can hold is the body of an operation, and every
//! value goes through the check as the generator evaluates it, the validator that was generated, is decoded and encoded again. The suite
//! is not part of the repository.

mod exceptions;
mod older;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use letterpress::reference::{Load, Loaded, Location, Refusal};
use letterpress::source::{Source, Sources};
use letterpress::{Reading, Understood, evaluate};
use letterpress_runtime::json as tree;
use serde_json::{Value, json};

use crate::package::{self, Generated, Question};
use exceptions::{OTHERWISE, REFUSED, TOTALS};

/// A folder of the suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Set {
    folder: &'static str,
    draft: Draft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Draft {
    /// It becomes 3.0, and what that cannot say 3.1.
    Four,
    /// It is that of 3.1.
    Newest,
}

const SETS: [Set; 6] = [
    Set { folder: "draft2020-12", draft: Draft::Newest },
    Set { folder: "draft2020-12/optional", draft: Draft::Newest },
    Set { folder: "draft2020-12/optional/format", draft: Draft::Newest },
    Set { folder: "draft4", draft: Draft::Four },
    Set { folder: "draft4/optional", draft: Draft::Four },
    Set { folder: "draft4/optional/format", draft: Draft::Four },
];

/// A value and what the suite says of it.
struct Asked {
    name: String,
    valid: bool,
    text: String,
}

/// What became of a set.
#[derive(Default)]
struct Outcome {
    right: usize,
    /// Values of schemas that are refused, by the schema.
    refused: Vec<(String, usize)>,
    wrong: Vec<(String, String)>,
}

fn suite() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-schema-test-suite");
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

/// The documents that the suite has at addresses, from its folder.
struct Remotes {
    folder: PathBuf,
    draft: Draft,
}

impl Load for Remotes {
    fn entry(&self) -> String {
        "suite.json".to_owned()
    }

    fn load(&self, location: &Location) -> Result<Loaded, Refusal> {
        let missing = || Refusal::Missing { tried: location.text().to_owned() };
        let path = location.text().strip_prefix("http://localhost:1234/").ok_or_else(missing)?;
        let text = std::fs::read_to_string(self.folder.join(path)).map_err(|_| missing())?;
        let text = match self.draft {
            Draft::Newest => text,
            Draft::Four => older::newest(&serde_json::from_str(&text).unwrap()).to_string(),
        };
        Ok(Loaded { identity: location.clone(), path: path.to_owned(), bytes: text.into_bytes() })
    }
}

fn understand(load: &Remotes, text: String) -> Option<Understood> {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "suite.json".to_owned(), text });
    letterpress::understand_with(&mut sources, main, &Reading::of(load)).0
}

/// The schema with a base of its own, so that `#` means it and not the description.
fn based(mut schema: Value, number: usize) -> Value {
    if let Some(members) = schema.as_object_mut() {
        members.entry("$id").or_insert_with(|| json!(format!("https://suite.test/{number}")));
    }
    schema
}

/// How a schema is written in a description, and in one of which version.
fn written(draft: Draft, schema: &Value, number: usize) -> (&'static str, Value) {
    match draft {
        Draft::Newest => ("3.1.0", based(schema.clone(), number)),
        Draft::Four if older::fits(schema) => ("3.0.4", schema.clone()),
        Draft::Four => ("3.1.0", based(older::newest(schema), number)),
    }
}

/// A schema of the suite, and what is asked of it.
struct Group {
    version: &'static str,
    schema: Value,
    asked: Vec<Asked>,
}

/// The schemas of a file that a description can hold.
fn groups(load: &Remotes, title: &str, path: &Path, outcome: &mut Outcome) -> Vec<Group> {
    let groups: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut found = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let title = format!("{title}: {}", group["description"].as_str().unwrap());
        let (version, schema) = written(load.draft, &group["schema"], index);
        let tests = group["tests"].as_array().unwrap();
        if understand(load, document(version, &[(0, &schema)])).is_none() {
            outcome.refused.push((title, tests.len()));
            continue;
        }
        let asked = |test: &Value| Asked {
            name: format!("{title}: {}", test["description"].as_str().unwrap()),
            valid: test["valid"].as_bool().unwrap(),
            text: json!({ "value": test["data"] }).to_string(),
        };
        found.push(Group { version, schema, asked: tests.iter().map(asked).collect() });
    }
    found
}

/// What is asked of each schema, by the number of its component.
type Numbered = Vec<(usize, Vec<Asked>)>;

/// The groups in as few descriptions as can be: one for each version, or, where their names for places collide, one each.
fn described(load: &Remotes, groups: Vec<Group>) -> Vec<(Understood, Numbered)> {
    let versions: BTreeSet<&str> = groups.iter().map(|group| group.version).collect();
    let mut all = Vec::new();
    let mut left = groups;
    for version in versions {
        let (these, others): (Vec<Group>, Vec<Group>) = left.into_iter().partition(|group| group.version == version);
        left = others;
        let schemas: Vec<(usize, &Value)> = these.iter().map(|group| &group.schema).enumerate().collect();
        if let Some(understood) = understand(load, document(version, &schemas)) {
            all.push((understood, these.into_iter().map(|group| group.asked).enumerate().collect()));
            continue;
        }
        all.extend(
            these
                .into_iter()
                .filter_map(|group| Some((understand(load, document(version, &[(0, &group.schema)]))?, vec![(0, group.asked)]))),
        );
    }
    all
}

/// What the generator itself says of a value: the check, evaluated.
fn accepts(it: &Generated, holder: &str, text: &str) -> bool {
    let types = &it.understood.api.types;
    let definition = types.get(package::component(it, holder).unwrap()).unwrap();
    let value = tree::parse(text).unwrap();
    evaluate::violations(&definition.check, &|id| types.get(id).map(|it| &it.check), value.root()).is_empty()
}

/// All that is asked: of which set, what, and the verdict of the generator.
struct Plan {
    generated: Vec<Generated>,
    questions: Vec<Question>,
    asked: Vec<(usize, Asked, bool)>,
    outcomes: Vec<Outcome>,
}

fn plan(suite: &Path) -> Plan {
    let mut plan = Plan { generated: Vec::new(), questions: Vec::new(), asked: Vec::new(), outcomes: Vec::new() };
    for (number, set) in SETS.iter().enumerate() {
        let load = Remotes { folder: suite.join("remotes"), draft: set.draft };
        let mut outcome = Outcome::default();
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(suite.join(set.folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for path in files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
            let file = path.file_stem().unwrap().to_string_lossy().into_owned();
            let groups = groups(&load, &format!("{}/{file}", set.folder), path, &mut outcome);
            for (index, (understood, groups)) in described(&load, groups).into_iter().enumerate() {
                let module = letterpress::names::module(&format!("s{number}-{file}-{index}"));
                let it = Generated { module: module.clone(), path: format!("suite/{file}.json"), understood };
                for (holder, asked) in
                    groups.into_iter().flat_map(|(holder, asked)| asked.into_iter().map(move |it| (holder, it)))
                {
                    let name = format!("Holder{holder}");
                    let accepted = accepts(&it, &name, &asked.text);
                    plan.questions.push(Question { module: module.clone(), kind: "value", name, text: asked.text.clone() });
                    plan.asked.push((number, asked, accepted));
                }
                plan.generated.push(it);
            }
        }
        plan.outcomes.push(outcome);
    }
    plan
}

/// What is wrong with the answers about a value; first of all, that the two verdicts differ.
fn judge(asked: &Asked, accepted: bool, answer: &[String]) -> Option<String> {
    let [check, _, _, _, _] = answer else { return Some(answer.join(", ")) };
    let compiled = check.is_empty() || check == "-";
    match (compiled, asked.valid) {
        _ if compiled != accepted => Some(format!("the generator says {accepted}, the validator {compiled}: {check}")),
        (_, true) => crate::valid(&asked.text, answer),
        (true, false) => Some("the validator accepts it".to_owned()),
        (false, false) => None,
    }
}

#[test]
fn the_code_of_every_schema_says_and_holds_what_the_suite_says() {
    let Some(suite) = suite() else { return };
    let Plan { generated, questions, asked, mut outcomes } = plan(&suite);
    for ((set, asked, accepted), answer) in asked.iter().zip(package::ask("compiled-suite", &generated, &questions)) {
        match judge(asked, *accepted, &answer) {
            None => outcomes[*set].right += 1,
            Some(found) => outcomes[*set].wrong.push((asked.name.clone(), found)),
        }
    }
    let mut totals = Vec::new();
    for (set, Outcome { right, refused, wrong }) in SETS.iter().zip(&outcomes) {
        let without: usize = refused.iter().map(|(_, values)| values).sum();
        println!(
            "{}: of {} values {right} are right, {} wrong, {without} of refused schemas",
            set.folder,
            right + wrong.len() + without,
            wrong.len()
        );
        totals.push((set.folder, right + wrong.len() + without, *right));
    }
    let refused: Vec<&str> = outcomes.iter().flat_map(|it| &it.refused).map(|(name, _)| name.as_str()).collect();
    let wrong: Vec<&(String, String)> = outcomes.iter().flat_map(|it| &it.wrong).collect();
    let told = |name: &str| wrong.iter().filter(|(known, _)| known == name).map(|(_, found)| found.clone()).collect();
    let wrong_names: Vec<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
    let differences =
        [exceptions::compare(&refused, REFUSED, &|_| String::new()), exceptions::compare(&wrong_names, OTHERWISE, &told)]
            .concat();
    assert!(differences.is_empty(), "{differences}");
    assert_eq!(totals, TOTALS);
}
