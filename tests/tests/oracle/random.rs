//! Schemas made at random: keywords beside each other that no real description has, and that JSON Schema gives a meaning.

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::documents::{Document, Version};

/// How deep schemas are nested.
const DEPTH: usize = 3;
/// A document holds so many.
const AT_ONCE: usize = 30;

const NAMES: [&str; 4] = ["a", "b", "c", "x-d"];
const WORDS: [&str; 5] = ["one", "two", "x-d", "", "abcd"];
const PATTERNS: [&str; 3] = ["^x-", "^[a-c]$", "o"];
const COMPONENTS: [&str; 12] =
    ["Person", "Count", "Label", "Pet", "Tree", "Maybe", "Either", "Nested", "Term", "AtLeast", "Long", "Open"];
/// Those without `type`.
const UNTYPED: [&str; 3] = ["AtLeast", "Long", "Open"];

/// Documents of schemas made at random, of as many schemas as are asked for, and what was said of those that were refused.
pub fn documents(seed: &str, wanted: usize, refuses: impl Fn(&Document) -> Option<String>) -> (Vec<Document>, Vec<String>) {
    let (mut accepted, mut refused) = (Vec::new(), Vec::new());
    for number in 0..wanted {
        let version = if number % 4 == 3 { Version::Old } else { Version::New };
        let mut random = Random { dice: Dice::of(&format!("{seed} {number}")), version };
        let schema = random.schema(1 + number % DEPTH);
        match refuses(&document("one", version, &[(number, schema.clone())])) {
            None => accepted.push((version, number, schema)),
            Some(why) => refused.push(format!("{why}: {schema}")),
        }
    }
    let mut found = Vec::new();
    for version in [Version::Old, Version::New] {
        let of_version: Vec<(usize, Value)> =
            accepted.iter().filter(|it| it.0 == version).map(|(_, number, schema)| (*number, schema.clone())).collect();
        let parts = of_version.chunks(AT_ONCE).enumerate();
        found.extend(parts.map(|(index, part)| document(&format!("{seed} {version:?} {index}"), version, part)));
    }
    (found, refused)
}

/// Schemas of a file, one a line, as one document.
pub fn of_file(path: &str) -> Document {
    let text = std::fs::read_to_string(path).unwrap();
    let schemas: Vec<(usize, Value)> =
        text.lines().enumerate().map(|(number, line)| (number + 1, serde_json::from_str(line).unwrap())).collect();
    document("file", Version::New, &schemas)
}

/// A description with these schemas, and those that they refer to.
fn document(title: &str, version: Version, schemas: &[(usize, Value)]) -> Document {
    let mut components = shared(version);
    components.extend(schemas.iter().map(|(number, schema)| (format!("S{number}"), schema.clone())));
    let declared = if version == Version::Old { "3.0.3" } else { "3.1.0" };
    let description = json!({ "openapi": declared, "paths": {}, "components": { "schemas": components } });
    Document { is_random: true, ..Document::of(title, &description.to_string()).unwrap() }
}

/// The components that others refer to.
fn shared(version: Version) -> Map<String, Value> {
    let maybe = match version {
        Version::Old => json!({ "type": "string", "nullable": true, "maxLength": 3 }),
        Version::New | Version::Swagger => json!({ "type": ["string", "null"], "maxLength": 3 }),
    };
    let tagged = |tag: &str, member: &str| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string", "enum": [tag] }, member: { "type": "integer" } } });
    let components = json!({
        "Person": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" }, "b": { "type": "integer" } } },
        "Count": { "type": "integer", "minimum": 1 },
        "Label": { "type": "string", "minLength": 2 },
        "Cat": tagged("cat", "lives"),
        "Dog": tagged("dog", "legs"),
        "Pet": {
            "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": "kind", "mapping": {
                "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog",
            } },
        },
        "Tree": { "type": "object", "properties": {
            "a": { "$ref": "#/components/schemas/Tree" },
            "b": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
        } },
        "Maybe": maybe,
        "Either": { "oneOf": [{ "$ref": "#/components/schemas/Count" }, { "$ref": "#/components/schemas/Label" }] },
        "Nested": { "anyOf": [{ "$ref": "#/components/schemas/Either" }, { "$ref": "#/components/schemas/Person" }] },
        "Term": { "oneOf": [
            { "type": "integer" },
            { "type": "array", "items": { "$ref": "#/components/schemas/Term" } },
            { "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/Term" } } },
        ] },
        "AtLeast": { "minimum": 2 },
        "Long": { "minLength": 2 },
        "Open": { "properties": { "a": { "type": "string" }, "b": { "minimum": 1 } } },
    });
    components.as_object().cloned().unwrap_or_default()
}

struct Random {
    dice: Dice,
    version: Version,
}

impl Random {
    fn is_new(&self) -> bool {
        self.version == Version::New
    }

    fn schema(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        match self.dice.below(if depth == 0 { 5 } else { 16 }) {
            0 => self.string(&mut members),
            1 => self.number(&mut members),
            2 => self.listed(&mut members),
            3 => self.types(&mut members, depth),
            4 => return self.reference(depth),
            5..=7 => self.object(&mut members, depth),
            8 => self.array(&mut members, depth),
            9 | 10 => self.union(&mut members, depth),
            11 | 12 => self.all(&mut members, depth),
            13 => self.condition(&mut members, depth),
            14 => self.untyped(&mut members, depth),
            _ => self.tagged(&mut members, depth),
        }
        if self.dice.once_in(8) {
            self.extend(&mut members, depth);
        }
        if !self.is_new() && self.dice.once_in(8) && members.contains_key("type") {
            members.insert("nullable".to_owned(), json!(true));
        }
        Value::Object(members)
    }

    /// One more keyword that applies to all, beside what is there.
    fn extend(&mut self, members: &mut Map<String, Value>, depth: usize) {
        let below = depth.saturating_sub(1);
        match self.dice.below(5) {
            0 => members.insert("not".to_owned(), self.tried(below)),
            1 if !members.contains_key("allOf") => members.insert("allOf".to_owned(), json!([self.schema(below)])),
            2 if !members.contains_key("anyOf") => {
                members.insert("anyOf".to_owned(), json!([self.schema(below), self.schema(below)]))
            }
            3 if !members.contains_key("oneOf") => {
                members.insert("oneOf".to_owned(), json!([self.schema(below), self.schema(below)]))
            }
            _ => {
                let mut more = Map::new();
                self.scalar_keyword(&mut more);
                more.into_iter().for_each(|(name, value)| {
                    members.entry(name).or_insert(value);
                });
                None
            }
        };
    }

    fn string(&mut self, members: &mut Map<String, Value>) {
        members.insert("type".to_owned(), json!("string"));
        match self.dice.below(8) {
            0 => members.insert("format".to_owned(), json!(*self.dice.one_of(&["date", "date-time", "uuid", "email", "uri"]))),
            1 => members.insert("pattern".to_owned(), json!(*self.dice.one_of(&PATTERNS))),
            2 => members.insert("enum".to_owned(), json!(["one", "two"])),
            3 => members.insert("maxLength".to_owned(), json!(self.dice.below(4))),
            4 => members.insert("minLength".to_owned(), json!(self.dice.below(4))),
            5 => {
                let (keyword, value) = if self.is_new() { ("contentEncoding", "base64") } else { ("format", "byte") };
                if self.dice.once_in(3) {
                    members.insert("maxLength".to_owned(), json!(2 + self.dice.below(6)));
                }
                members.insert(keyword.to_owned(), json!(value))
            }
            _ => None,
        };
    }

    fn number(&mut self, members: &mut Map<String, Value>) {
        members.insert("type".to_owned(), json!(*self.dice.one_of(&["integer", "integer", "number"])));
        if self.dice.once_in(2) {
            self.scalar_keyword(members);
        }
        if self.dice.once_in(4) {
            members.insert("format".to_owned(), json!(*self.dice.one_of(&["int32", "int64", "float", "double"])));
        }
    }

    fn scalar_keyword(&mut self, members: &mut Map<String, Value>) {
        let number = self.dice.below(5);
        match self.dice.below(9) {
            0 => members.insert("minimum".to_owned(), json!(number)),
            1 => members.insert("maximum".to_owned(), json!(number + 2)),
            2 => members.insert("multipleOf".to_owned(), json!(number + 1)),
            3 => members.insert("minLength".to_owned(), json!(number)),
            4 => members.insert("maxLength".to_owned(), json!(number)),
            5 => members.insert("pattern".to_owned(), json!(*self.dice.one_of(&PATTERNS))),
            6 => members.insert("minItems".to_owned(), json!(number / 2)),
            7 => members.insert("maxProperties".to_owned(), json!(number)),
            _ => members.insert("required".to_owned(), json!([*self.dice.one_of(&NAMES)])),
        };
    }

    fn listed(&mut self, members: &mut Map<String, Value>) {
        let all = [
            json!("one"),
            json!("two"),
            json!(1),
            json!(2.5),
            json!(null),
            json!(true),
            json!({ "a": 1 }),
            json!([1]),
            json!(false),
            json!([]),
            json!({}),
            json!(""),
            json!([{ "a": [null] }]),
        ];
        if self.is_new() && self.dice.once_in(4) {
            members.insert("const".to_owned(), self.dice.one_of(&all).clone());
            return;
        }
        let kinds = if self.dice.once_in(2) { 2 } else { all.len() };
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let value = self.dice.one_of(&all[..kinds]).clone();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        members.insert("enum".to_owned(), Value::Array(values));
    }

    /// Several types, with keywords of each.
    fn types(&mut self, members: &mut Map<String, Value>, depth: usize) {
        if !self.is_new() {
            members.insert("type".to_owned(), json!(*self.dice.one_of(&["boolean", "string", "integer"])));
            return;
        }
        let all = ["string", "integer", "number", "boolean", "null", "object", "array"];
        let mut types: Vec<&str> = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let one = *self.dice.one_of(&all);
            if !types.contains(&one) {
                types.push(one);
            }
        }
        members.insert("type".to_owned(), json!(types));
        for _ in 0..self.dice.below(3) {
            self.scalar_keyword(members);
        }
        if depth > 0 && self.dice.once_in(3) {
            let (one, other) = (self.untyped_branch(depth - 1), self.untyped_branch(depth - 1));
            members.insert((*self.dice.one_of(&["anyOf", "oneOf", "allOf"])).to_owned(), json!([one, other]));
        }
    }

    /// Keywords without a type, written there or in a component.
    fn untyped_branch(&mut self, depth: usize) -> Value {
        if self.dice.once_in(3) {
            return json!({ "$ref": format!("#/components/schemas/{}", self.dice.one_of(&UNTYPED)) });
        }
        self.untyped_part(depth)
    }

    fn untyped_part(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        self.untyped(&mut members, depth);
        Value::Object(members)
    }

    /// Keywords of one or several types, without any type.
    fn untyped(&mut self, members: &mut Map<String, Value>, depth: usize) {
        for _ in 0..=self.dice.below(2) {
            self.scalar_keyword(members);
        }
        if depth > 0 && self.dice.once_in(2) {
            members.insert("properties".to_owned(), self.properties(depth - 1));
        }
        if depth > 0 && self.dice.once_in(5) {
            members.insert("items".to_owned(), self.schema(depth - 1));
        }
    }

    fn reference(&mut self, depth: usize) -> Value {
        let name = *self.dice.one_of(&COMPONENTS);
        let mut members = Map::new();
        members.insert("$ref".to_owned(), json!(format!("#/components/schemas/{name}")));
        if self.is_new() && UNTYPED.contains(&name) && self.dice.once_in(2) {
            self.types(&mut members, 0);
        } else if self.is_new() && self.dice.once_in(3) {
            match self.dice.below(3) {
                0 if depth > 0 => {
                    members.insert("properties".to_owned(), self.properties(depth - 1));
                }
                1 => {
                    members.insert("required".to_owned(), json!([*self.dice.one_of(&NAMES)]));
                }
                _ => self.scalar_keyword(&mut members),
            }
        }
        Value::Object(members)
    }

    /// What is only tried: as often as not a component, of which nothing may be guessed here.
    fn tried(&mut self, depth: usize) -> Value {
        if self.dice.once_in(3) {
            let names = if self.dice.once_in(4) { &COMPONENTS[..] } else { &UNTYPED[..] };
            return json!({ "$ref": format!("#/components/schemas/{}", self.dice.one_of(names)) });
        }
        self.schema(depth)
    }

    /// What holds where a condition does: now and then it alone allows members.
    fn conditional(&mut self, depth: usize) -> Value {
        if !self.dice.once_in(3) {
            return self.tried(depth);
        }
        let mut members = Map::new();
        if self.dice.once_in(2) {
            members.insert("properties".to_owned(), self.properties(depth));
        }
        if self.dice.once_in(3) {
            members.insert("patternProperties".to_owned(), json!({ *self.dice.one_of(&PATTERNS): self.schema(depth) }));
        } else {
            let others = if self.dice.once_in(4) { json!(true) } else { self.schema(depth) };
            members.insert("additionalProperties".to_owned(), others);
        }
        Value::Object(members)
    }

    fn properties(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        for _ in 0..=self.dice.below(3) {
            let name = *self.dice.one_of(&NAMES);
            let mut schema = self.schema(depth);
            if let (Value::Object(members), true) = (&mut schema, self.dice.once_in(8)) {
                let way = *self.dice.one_of(&["readOnly", "writeOnly"]);
                if !members.contains_key("$ref") || self.is_new() {
                    members.insert(way.to_owned(), json!(true));
                }
            }
            properties.insert(name.to_owned(), schema);
        }
        Value::Object(properties)
    }

    fn object(&mut self, members: &mut Map<String, Value>, depth: usize) {
        members.insert("type".to_owned(), json!("object"));
        if !self.dice.once_in(6) {
            members.insert("properties".to_owned(), self.properties(depth - 1));
        }
        if self.dice.once_in(2) {
            let mut required = vec![*self.dice.one_of(&NAMES), *self.dice.one_of(&NAMES)];
            required.dedup();
            members.insert("required".to_owned(), json!(required));
        }
        match self.dice.below(6) {
            0 => members.insert("additionalProperties".to_owned(), json!(false)),
            1 => members.insert("additionalProperties".to_owned(), self.schema(depth - 1)),
            2 => members.insert("minProperties".to_owned(), json!(self.dice.below(3))),
            _ => None,
        };
        if self.is_new() && self.dice.once_in(4) {
            self.object_keyword(members, depth);
        }
    }

    fn object_keyword(&mut self, members: &mut Map<String, Value>, depth: usize) {
        let (one, other) = (*self.dice.one_of(&NAMES), *self.dice.one_of(&NAMES));
        match self.dice.below(5) {
            0 => {
                let (first, second) = (self.schema(depth - 1), self.schema(depth - 1));
                let mut patterns = Map::from_iter([((*self.dice.one_of(&PATTERNS)).to_owned(), first)]);
                if self.dice.once_in(2) {
                    patterns.insert((*self.dice.one_of(&PATTERNS)).to_owned(), second);
                }
                members.insert("patternProperties".to_owned(), Value::Object(patterns))
            }
            1 => members.insert("propertyNames".to_owned(), json!({ "maxLength": 1 + self.dice.below(3) })),
            2 => members.insert("dependentRequired".to_owned(), json!({ one: [other] })),
            3 => members.insert("dependentSchemas".to_owned(), json!({ one: self.conditional(depth - 1) })),
            _ => members.insert(
                "unevaluatedProperties".to_owned(),
                if self.dice.once_in(2) { json!(false) } else { self.schema(depth - 1) },
            ),
        };
    }

    fn array(&mut self, members: &mut Map<String, Value>, depth: usize) {
        members.insert("type".to_owned(), json!("array"));
        members.insert("items".to_owned(), self.schema(depth - 1));
        match self.dice.below(6) {
            0 => members.insert("uniqueItems".to_owned(), json!(true)),
            1 => members.insert("maxItems".to_owned(), json!(self.dice.below(4))),
            2 if self.is_new() => {
                members.insert("prefixItems".to_owned(), json!([self.schema(depth - 1), self.schema(depth - 1)]))
            }
            3 if self.is_new() => members.insert("contains".to_owned(), self.tried(depth - 1)),
            4 if self.is_new() => {
                members.remove("items");
                members.insert("prefixItems".to_owned(), json!([self.schema(depth - 1)]));
                if self.dice.once_in(2) {
                    let part = json!({ "prefixItems": [true, self.schema(depth - 1)] });
                    members.insert((*self.dice.one_of(&["allOf", "anyOf"])).to_owned(), json!([part]));
                }
                let others = if self.dice.once_in(2) { json!(false) } else { self.schema(depth - 1) };
                members.insert("unevaluatedItems".to_owned(), others)
            }
            _ => None,
        };
    }

    fn union(&mut self, members: &mut Map<String, Value>, depth: usize) {
        let branches: Vec<Value> = (0..2 + self.dice.below(2)).map(|_| self.schema(depth - 1)).collect();
        members.insert((*self.dice.one_of(&["oneOf", "anyOf"])).to_owned(), Value::Array(branches));
        match self.dice.below(6) {
            0 => members.insert("type".to_owned(), json!("object")),
            1 => members.insert("properties".to_owned(), self.properties(depth - 1)),
            2 => members.insert("required".to_owned(), json!([*self.dice.one_of(&NAMES)])),
            _ => None,
        };
    }

    /// Parts that speak of the same member or item, of which one names no type.
    fn parts(&mut self, depth: usize) -> Vec<Value> {
        let mut said = Map::new();
        self.types(&mut said, depth);
        let (said, unsaid) = (Value::Object(said), self.untyped_branch(depth));
        let name = *self.dice.one_of(&NAMES);
        match self.dice.below(4) {
            0 => vec![json!({ "type": "array", "items": said }), json!({ "items": unsaid })],
            1 => vec![json!({ "additionalProperties": unsaid }), json!({ "type": "object", "additionalProperties": said })],
            2 => vec![json!({ "type": "object", "properties": { "b": said } }), json!({ "$ref": "#/components/schemas/Open" })],
            _ => vec![json!({ "type": "object", "properties": { name: said } }), json!({ "properties": { name: unsaid } })],
        }
    }

    fn all(&mut self, members: &mut Map<String, Value>, depth: usize) {
        if self.dice.once_in(4) {
            let parts = self.parts(depth - 1);
            members.insert("allOf".to_owned(), Value::Array(parts));
            return;
        }
        let mut parts: Vec<Value> = vec![self.schema(depth - 1)];
        let part = if self.dice.once_in(2) { self.untyped_branch(depth - 1) } else { self.schema(depth - 1) };
        parts.push(part);
        members.insert("allOf".to_owned(), Value::Array(parts));
        if self.is_new() && self.dice.once_in(5) {
            members.insert("unevaluatedProperties".to_owned(), json!(false));
        }
    }

    fn condition(&mut self, members: &mut Map<String, Value>, depth: usize) {
        if !self.is_new() {
            return self.object(members, depth);
        }
        if self.dice.once_in(2) {
            self.object(members, depth);
        }
        members.insert("if".to_owned(), self.tried(depth - 1));
        for keyword in ["then", "else"] {
            if !self.dice.once_in(3) {
                members.insert(keyword.to_owned(), self.conditional(depth - 1));
            }
        }
    }

    /// Objects that a member with one value tells apart.
    fn tagged(&mut self, members: &mut Map<String, Value>, depth: usize) {
        let branches: Vec<Value> = WORDS[..2 + self.dice.below(2)]
            .iter()
            .map(|word| {
                let mut branch = Map::new();
                self.object(&mut branch, depth);
                let properties = branch.entry("properties").or_insert_with(|| json!({}));
                properties["kind"] = json!({ "type": "string", "enum": [word] });
                if !self.dice.once_in(4) {
                    branch.insert("required".to_owned(), json!(["kind"]));
                }
                Value::Object(branch)
            })
            .collect();
        members.insert((*self.dice.one_of(&["oneOf", "anyOf"])).to_owned(), Value::Array(branches));
        if self.dice.once_in(2) {
            members.insert("discriminator".to_owned(), json!({ "propertyName": "kind" }));
        }
    }
}
