//! Where schemas come from: descriptions, and in each the schemas of its components, bodies and parameters.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::support::{input, inputs, workspace};

/// What a description follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    Swagger,
    /// OpenAPI 3.0.
    Old,
    /// OpenAPI 3.1 and later, whose schemas are of JSON Schema 2020-12.
    New,
}

/// A schema that values are made for.
pub struct Subject {
    /// The component that it is, or has become.
    pub component: String,
    /// Where it stands in the description.
    pub place: String,
}

/// A description as far as its schemas go.
pub struct Document {
    pub title: String,
    pub version: Version,
    /// The version as written.
    pub declared: Value,
    /// The components, and schemas that stood elsewhere.
    pub schemas: Map<String, Value>,
    pub subjects: Vec<Subject>,
    /// Each component by the reference to it.
    pub references: BTreeMap<String, String>,
    /// Nobody wrote it, so that meanings meet in it of which no text tells which one counts.
    pub is_random: bool,
}

/// The prefix of the component that has a subject as its one member, so that null is a value like others.
const HOLDER: &str = "OracleHolder";
/// The prefix of a component that stood elsewhere.
const LIFTED: &str = "OracleLifted";

impl Document {
    /// The schemas of a description; `None` for a text that is none.
    pub fn of(title: &str, text: &str) -> Option<Self> {
        let document: Value = serde_yaml::from_str(text).ok()?;
        let declared = document.get("openapi").or(document.get("swagger"))?.clone();
        let version = match declared.as_str()? {
            "2.0" => Version::Swagger,
            text if text.starts_with("3.0") => Version::Old,
            _ => Version::New,
        };
        let schemas = document.pointer(&format!("/{}", place(version).join("/"))).and_then(Value::as_object);
        let schemas = schemas.cloned().unwrap_or_default();
        let components = schemas.keys().map(|name| Subject { component: name.clone(), place: name.clone() });
        let (subjects, references) = (components.collect(), BTreeMap::new());
        let title = title.to_owned();
        let mut found = Self { title, version, declared, subjects, schemas, references, is_random: false };
        found.lift(&document, String::new(), &mut BTreeSet::new());
        found.references = found.schemas.keys().map(|name| (pointer(version, name), name.clone())).collect();
        Some(found)
    }

    /// Takes the schemas that stand in bodies, parameters and headers, each once.
    fn lift(&mut self, node: &Value, place: String, seen: &mut BTreeSet<String>) {
        let members = match node {
            Value::Object(members) => members,
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, item)| self.lift(item, format!("{place}/{index}"), seen));
                return;
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
        };
        for (name, value) in members {
            let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
            match name.as_str() {
                "schema" | "itemSchema" if value.is_object() => {
                    let text = value.to_string();
                    if !text.starts_with("{\"$ref\"") && seen.insert(text) {
                        let component = format!("{LIFTED}{}", seen.len());
                        self.schemas.insert(component.clone(), value.clone());
                        self.subjects.push(Subject { component, place });
                    }
                }
                "example" | "examples" | "schemas" | "definitions" | "links" => {}
                name if name.starts_with("x-") => {}
                _ => self.lift(value, place, seen),
            }
        }
    }

    /// A description that takes and gives each subject as the body of an operation.
    pub fn description(&self) -> String {
        let mut schemas = self.schemas.clone();
        let mut paths = Map::new();
        for (number, subject) in self.subjects.iter().enumerate() {
            let holder = holder(number);
            let value =
                json!({ "type": "object", "required": ["value"], "properties": { "value": self.reference(&subject.component) } });
            schemas.insert(holder.clone(), value);
            let schema = json!({ "schema": self.reference(&holder) });
            let operation = match self.version {
                Version::Swagger => json!({
                    "parameters": [{ "name": "body", "in": "body", "required": true, "schema": schema["schema"] }],
                    "responses": { "200": { "description": "d", "schema": schema["schema"] } },
                }),
                Version::Old | Version::New => json!({
                    "requestBody": { "required": true, "content": { "application/json": schema } },
                    "responses": { "200": { "description": "d", "content": { "application/json": schema } } },
                }),
            };
            paths.insert(format!("/{holder}"), json!({ "post": operation }));
        }
        let info = json!({ "title": "Oracle", "version": "1" });
        match self.version {
            Version::Swagger => json!({
                "swagger": self.declared, "info": info, "paths": paths, "definitions": schemas,
                "consumes": ["application/json"], "produces": ["application/json"],
            }),
            Version::Old | Version::New => {
                json!({ "openapi": self.declared, "info": info, "paths": paths, "components": { "schemas": schemas } })
            }
        }
        .to_string()
    }

    fn reference(&self, component: &str) -> Value {
        json!({ "$ref": pointer(self.version, component) })
    }
}

/// The component that holds a subject, by its number.
pub fn holder(number: usize) -> String {
    format!("{HOLDER}{number}")
}

/// Where components stand.
fn place(version: Version) -> &'static [&'static str] {
    match version {
        Version::Swagger => &["definitions"],
        Version::Old | Version::New => &["components", "schemas"],
    }
}

/// The reference to a component.
pub fn pointer(version: Version, component: &str) -> String {
    format!("#/{}/{}", place(version).join("/"), component.replace('~', "~0").replace('/', "~1").replace('%', "%25"))
}

/// The APIs of the workspace and the kitchen sink.
pub fn own() -> Vec<Document> {
    let mut paths: Vec<String> = workspace()
        .join("specs")
        .read_dir_utf8()
        .unwrap()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_dir())
        .map(|path| format!("specs/{}", path.file_name().unwrap()))
        .collect();
    paths.sort();
    paths.push("tests/kitchen-sink".to_owned());
    paths.iter().map(|path| Document::of(path.rsplit('/').next().unwrap(), &input(path).text).unwrap()).collect()
}

/// The small descriptions of the workspace that have schemas.
pub fn small() -> Vec<Document> {
    // This opinion reads one document only.
    let inputs = inputs("tests/cases").into_iter().filter(|input| !input.path.ends_with("/openapi.yaml"));
    let documents = inputs.filter_map(|input| Document::of(&input.name, &input.text));
    documents.filter(|document| !document.subjects.is_empty()).collect()
}

/// As many documents of a folder as asked for, each time that which brings most kinds of schemas that none before it has.
pub fn diverse(folder: &Path, wanted: usize) -> Vec<Document> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|it| it == "json") && path.metadata().unwrap().len() < LARGEST {
            files.push(path);
        }
    }
    files.sort();
    let mut candidates = BTreeMap::new();
    for path in files {
        let title = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        if let Ok(document) = serde_json::from_str::<Value>(&text) {
            let mut kinds = BTreeSet::new();
            kinds_of(&document, &mut kinds);
            candidates.insert(title, (path, kinds));
        }
    }
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    while found.len() < wanted {
        let best =
            candidates.iter().max_by_key(|(title, (_, kinds))| (kinds.difference(&known).count(), std::cmp::Reverse(*title)));
        let Some(title) = best.map(|(title, _)| title.clone()) else { break };
        let (path, kinds) = candidates.remove(&title).unwrap();
        known.extend(kinds);
        found.extend(Document::of(&title, &std::fs::read_to_string(path).unwrap()).filter(|it| it.subjects.len() > 2));
    }
    found
}

/// Documents above this size would take most of the time, and say little more.
const LARGEST: u64 = 250_000;

/// What kinds of schemas there are: pairs of keywords that stand beside each other, types and formats.
fn kinds_of(node: &Value, kinds: &mut BTreeSet<u64>) {
    match node {
        Value::Object(members) => {
            let words: Vec<u64> = members.iter().filter_map(|(name, value)| word(name, value)).collect();
            for (index, first) in words.iter().enumerate() {
                kinds.insert(*first);
                kinds.extend(words[..index].iter().map(|second| second.wrapping_mul(31).wrapping_add(*first)));
            }
            members.values().for_each(|value| kinds_of(value, kinds));
        }
        Value::Array(items) => items.iter().for_each(|item| kinds_of(item, kinds)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A keyword, with its value where that is a word.
fn word(name: &str, value: &Value) -> Option<u64> {
    const NAMES: [&str; 24] = [
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "discriminator",
        "enum",
        "exclusiveMinimum",
        "format",
        "items",
        "maximum",
        "minItems",
        "minLength",
        "minimum",
        "multipleOf",
        "not",
        "nullable",
        "oneOf",
        "pattern",
        "properties",
        "readOnly",
        "required",
        "type",
        "uniqueItems",
        "writeOnly",
    ];
    let index = NAMES.iter().position(|known| *known == name)?;
    let value = match value {
        Value::String(text) if name == "type" || name == "format" => text.as_str(),
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => "",
    };
    Some(crate::dice::hash(value).wrapping_add(u64::try_from(index).unwrap()))
}
