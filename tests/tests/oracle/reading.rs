//! Schemas of a description as JSON Schema 2020-12 reads them. This is a second opinion: nothing of the generator is used.
//!
//! OpenAPI means more than JSON Schema says, and so does this project. Each such [`Meaning`] is a rewrite, and can be left out to
//! see which one makes a difference.

mod tags;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use tags::tag;

use crate::documents::{Document, Version, pointer};

/// What a schema means beyond the letter of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// `properties` without `type` mean an object, `minLength` a string.
    Type,
    /// The tag alone says which branch must hold.
    Tag,
    /// `nullable` counts beside `$ref`, `allOf` and `enum`, and null in `enum` beside `type`.
    Null,
    /// Values of `enum` that are of another type than `type` says are read as that type.
    Listed,
    /// `format` is checked.
    Format,
    /// `readOnly` members are not required of requests, `writeOnly` ones not of responses.
    Direction,
}

impl Meaning {
    pub const ALL: [Self; 6] = [Self::Type, Self::Tag, Self::Null, Self::Listed, Self::Format, Self::Direction];

    pub fn reason(self) -> &'static str {
        match self {
            Self::Type => "a schema without `type` means the type that its keywords are about",
            Self::Tag => "the value of a discriminator alone says which branch must hold",
            Self::Null => "`nullable` counts wherever it stands, and so does null in `enum`",
            Self::Listed => "values of `enum` of another type than `type` are read as that type, and told",
            Self::Format => "`format` is checked, also those of OpenAPI",
            Self::Direction => "`readOnly` members are required of responses only, `writeOnly` ones of requests",
        }
    }
}

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Request,
    Response,
}

/// What a schema is read as.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub document: &'a Document,
    pub way: Way,
    pub meanings: &'a [Meaning],
}

/// A component that tagged ones extend, when one of them refers to it.
const PLAIN: &str = "OraclePlain";

/// A component that names no types, when types are named around a reference to it.
const BARE: &str = "OracleBare";

/// A component below `not`, `if` and the like, where no type is guessed.
const LETTER: &str = "OracleLetter";

/// The keywords that hold a schema, a list of them, a map of them.
const SINGLE: [&str; 3] = ["items", "additionalProperties", "not"];
const SINGLE_NEW: [&str; 8] =
    ["if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "contentSchema"];
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
const MAPS_NEW: [&str; 3] = ["patternProperties", "dependentSchemas", "$defs"];
const PLAIN_OLD: [&str; 12] = [
    "enum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];
const PLAIN_NEW: [&str; 13] = [
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "const",
    "contentEncoding",
    "contentMediaType",
    "dependentRequired",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxContains",
    "minContains",
];

impl Reading<'_> {
    /// All components, and, under another name, what their extensions refer to.
    pub fn components(&self) -> Map<String, Value> {
        let mut read = Map::new();
        for (name, schema) in &self.document.schemas {
            if self.is_copied(name, schema) {
                read.insert(format!("{LETTER}{name}"), self.schema(schema, &BTreeSet::new(), Guess::Letter));
            }
            if !self.names(schema, 8) {
                read.insert(format!("{BARE}{name}"), self.schema(schema, &BTreeSet::new(), Guess::Named));
            }
            match self.tagged_base(name, schema) {
                Some(tagged) => {
                    read.insert(name.clone(), tagged);
                    read.insert(format!("{PLAIN}{name}"), self.schema(schema, &BTreeSet::new(), Guess::Meant));
                }
                None => {
                    read.insert(name.clone(), self.schema(schema, &BTreeSet::new(), Guess::Meant));
                }
            }
        }
        read
    }

    fn means(&self, meaning: Meaning) -> bool {
        self.meanings.contains(&meaning)
    }

    fn is_new(&self) -> bool {
        self.document.version == Version::New
    }

    fn schema(&self, schema: &Value, around: &BTreeSet<String>, guess: Guess) -> Value {
        let Some(members) = schema.as_object() else { return schema.clone() };
        let nullable = self.nullable(members);
        if let Some(reference) = members.get("$ref").and_then(Value::as_str)
            && !self.is_new()
        {
            let read = json!({ "$ref": self.led(reference, guess) });
            return if nullable && self.means(Meaning::Null) { or_null(read) } else { read };
        }
        let mut hidden = around.clone();
        hidden.extend(self.hidden(schema, 8));
        let given = guess;
        let guess = match guess {
            Guess::Meant | Guess::Said if self.names(schema, 8) => Guess::Named,
            Guess::Meant if self.says(schema, 8) => Guess::Said,
            Guess::Meant | Guess::Said | Guess::Named | Guess::Letter => guess,
        };
        let mut read = Map::new();
        self.plain(members, &hidden, guess, &mut read);
        // What a component says of types itself is not said beside the reference to it.
        let beside =
            || Value::Object(members.iter().filter(|(name, _)| *name != "$ref").map(|(k, v)| (k.clone(), v.clone())).collect());
        if let Some(reference) = members.get("$ref").and_then(Value::as_str).filter(|_| !self.says(&beside(), 8)) {
            read.insert("$ref".to_owned(), json!(self.led(reference, given)));
        }
        self.kind(members, guess, nullable, &mut read);
        self.parts(members, &hidden, guess, &mut read);
        if self.means(Meaning::Tag)
            && let Some(tag) = tag(members)
        {
            self.choose(members, &tag, guess, &mut read);
        }
        if !(nullable && self.means(Meaning::Null)) {
            return Value::Object(read);
        }
        // Conditions are about null as about anything else.
        let mut conditions = Map::new();
        for keyword in ["not", "if", "then", "else"] {
            conditions.extend(read.remove(keyword).map(|value| (keyword.to_owned(), value)));
        }
        let read = or_null(Value::Object(read));
        if conditions.is_empty() { read } else { json!({ "allOf": [read, conditions] }) }
    }

    fn nullable(&self, members: &Map<String, Value>) -> bool {
        let keyword = match self.document.version {
            Version::Swagger => "x-nullable",
            Version::Old => "nullable",
            // It is no keyword any more, and whoever writes it means it; as who names null beside what does not allow it.
            Version::New if self.means(Meaning::Null) => {
                let kinds = members.get("type").and_then(Value::as_array);
                if kinds.is_some_and(|kinds| kinds.len() > 1 && kinds.contains(&json!("null"))) {
                    return true;
                }
                "nullable"
            }
            Version::New => return false,
        };
        members.get(keyword) == Some(&Value::Bool(true))
    }

    /// Keywords that hold no schema.
    fn plain(&self, members: &Map<String, Value>, hidden: &BTreeSet<String>, guess: Guess, read: &mut Map<String, Value>) {
        let known = PLAIN_OLD.iter().chain(PLAIN_NEW.iter().filter(|_| self.is_new()));
        read.extend(known.filter_map(|name| Some(((*name).to_owned(), members.get(*name)?.clone()))));
        if !self.is_new() {
            for (flag, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
                if members.get(flag) == Some(&Value::Bool(true))
                    && let Some(value) = read.remove(bound)
                {
                    read.insert(flag.to_owned(), value);
                }
            }
        }
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            read.insert("$ref".to_owned(), json!(self.led(reference, guess)));
        }
        if let Some(required) = members.get("required").and_then(Value::as_array) {
            let demanded = required.iter().filter(|name| name.as_str().is_some_and(|name| !hidden.contains(name)));
            let mut demanded: Vec<_> = demanded.cloned().collect();
            demanded.dedup();
            read.insert("required".to_owned(), Value::Array(demanded));
        }
        if let Some(values) = read.get_mut("enum").and_then(Value::as_array_mut) {
            if self.means(Meaning::Listed) {
                spell(members.get("type"), values);
            }
            let mut seen = BTreeSet::new();
            values.retain(|value| seen.insert(value.to_string()));
        }
    }

    /// Type, null and format.
    fn kind(&self, members: &Map<String, Value>, guess: Guess, nullable: bool, read: &mut Map<String, Value>) {
        let mut kinds: Vec<String> = match members.get("type") {
            Some(Value::String(kind)) => vec![kind.clone()],
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let listed = members.contains_key("enum") || members.contains_key("const");
        if kinds.is_empty() && !listed && guess == Guess::Meant && self.means(Meaning::Type) && !by_letter(members) {
            kinds.extend(meant(members).map(str::to_owned));
        }
        if !kinds.is_empty() {
            let null = members.get("enum").and_then(Value::as_array).is_some_and(|values| values.contains(&Value::Null));
            if (nullable || null && self.means(Meaning::Null)) && !kinds.iter().any(|kind| kind == "null") {
                kinds.push("null".to_owned());
            }
            read.insert("type".to_owned(), json!(kinds));
        }
        let encoding = members.get("contentEncoding").filter(|it| self.is_new() && **it == json!("base64")).map(|_| "byte");
        if let Some(format) = encoding.or(members.get("format").and_then(Value::as_str))
            && self.means(Meaning::Format)
        {
            let number = kinds.iter().any(|kind| kind == "integer" || kind == "number");
            match (number, range(format)) {
                (true, Some((least, greatest))) => {
                    let bounds = json!({ "type": "integer", "minimum": least, "maximum": greatest });
                    let other = json!({ "not": { "type": "number" } });
                    add(read, "allOf", vec![json!({ "anyOf": [bounds, other] })]);
                }
                _ if is_quoted(members, &kinds) && QUOTED.contains(&format) => {
                    read.insert("format".to_owned(), json!(format!("quoted-{format}")));
                }
                _ => {
                    read.insert("format".to_owned(), json!(format));
                }
            }
        }
    }

    /// Keywords that hold schemas.
    fn parts(&self, members: &Map<String, Value>, hidden: &BTreeSet<String>, guess: Guess, read: &mut Map<String, Value>) {
        let none = BTreeSet::new();
        let beside = guess;
        let within_branches = if guess == Guess::Said { Guess::Meant } else { guess };
        let guess = if guess == Guess::Letter { guess } else { Guess::Meant };
        for name in SINGLE.iter().chain(SINGLE_NEW.iter().filter(|_| self.is_new())) {
            let Some(schema) = members.get(*name) else { continue };
            let literal = ["not", "if", "then", "else", "contains", "propertyNames"].contains(name);
            let within = if ["then", "else"].contains(name) { hidden } else { &none };
            read.insert((*name).to_owned(), self.schema(schema, within, if literal { Guess::Letter } else { guess }));
        }
        for name in LISTS {
            let Some(schemas) = members.get(name).and_then(Value::as_array) else { continue };
            let schemas = schemas.iter().map(|schema| match name {
                "allOf" => self.extended(schema).unwrap_or_else(|| self.schema(schema, hidden, beside)),
                _ => self.schema(schema, hidden, within_branches),
            });
            let schemas: Vec<Value> = schemas.collect();
            add(read, name, schemas);
        }
        if self.is_new()
            && let Some(first) = members.get("prefixItems").and_then(Value::as_array)
        {
            read.insert("prefixItems".to_owned(), first.iter().map(|schema| self.schema(schema, &none, guess)).collect());
        }
        for name in ["properties"].iter().chain(MAPS_NEW.iter().filter(|_| self.is_new())) {
            let Some(schemas) = members.get(*name).and_then(Value::as_object) else { continue };
            let guess = if *name == "dependentSchemas" { Guess::Letter } else { guess };
            let schemas: Map<String, Value> =
                schemas.iter().map(|(name, schema)| (name.clone(), self.schema(schema, &none, guess))).collect();
            read.insert((*name).to_owned(), Value::Object(schemas));
        }
        let depending = members.get("dependencies").and_then(Value::as_object).filter(|_| self.is_new());
        for (name, demanded) in depending.into_iter().flatten() {
            // What they became has two keywords.
            let (keyword, demanded) = match demanded.is_array() {
                true => ("dependentRequired", demanded.clone()),
                false => ("dependentSchemas", self.schema(demanded, &none, Guess::Letter)),
            };
            let all = read.entry(keyword).or_insert_with(|| json!({}));
            all[name] = demanded;
        }
    }

    /// The members of a schema that a value of this way need not have, those of `allOf` among them.
    fn hidden(&self, schema: &Value, depth: usize) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        if depth == 0 || !self.means(Meaning::Direction) {
            return found;
        }
        let flag = match self.way {
            Way::Request => "readOnly",
            Way::Response => "writeOnly",
        };
        let schema = self.follow(schema);
        let flagged = |schema: &Value| schema.get(flag) == Some(&Value::Bool(true));
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if flagged(property) || flagged(self.follow(property)) {
                found.insert(name.clone());
            }
        }
        for branch in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            found.extend(self.hidden(branch, depth - 1));
        }
        found
    }

    /// Whether the schema, or what applies to the same value with it, says of which types it is.
    fn says(&self, schema: &Value, depth: usize) -> bool {
        let schema = match self.referred(schema) {
            Some(_) if depth > 0 && self.says(self.follow(schema), depth - 1) => return true,
            _ => schema,
        };
        let mut branches = LISTS.iter().filter_map(|name| schema.get(*name)?.as_array()).flatten();
        let named = ["type", "enum", "const"].iter().any(|keyword| schema.get(*keyword).is_some());
        named || depth > 0 && branches.any(|branch| self.says(branch, depth - 1))
    }

    /// Whether the schema names types for all of its branches, by itself or by what must hold as well.
    fn names(&self, schema: &Value, depth: usize) -> bool {
        let list = |name: &str| schema.get(name).and_then(Value::as_array).into_iter().flatten();
        let all = |name: &str| list(name).next().is_some() && list(name).all(|branch| self.names(branch, depth - 1));
        let named = ["type", "enum", "const"].iter().any(|keyword| schema.get(*keyword).is_some());
        named
            || depth > 0
                && (self.referred(schema).is_some() && self.names(self.follow(schema), depth - 1)
                    || list("allOf").any(|branch| self.names(branch, depth - 1))
                    || all("anyOf")
                    || all("oneOf"))
    }

    /// What a reference to a component leads to, at any distance.
    fn follow<'s>(&'s self, mut schema: &'s Value) -> &'s Value {
        for _ in 0..20 {
            let Some(name) = self.referred(schema) else { break };
            let Some(target) = self.document.schemas.get(&name) else { break };
            schema = target;
        }
        schema
    }

    /// Where a reference leads: what names no types is guessed to be of some only where none are named around.
    fn led(&self, reference: &str, guess: Guess) -> String {
        let target = self.document.references.get(reference).and_then(|name| self.document.schemas.get(name));
        match (guess, target, reference.rsplit_once('/')) {
            (Guess::Said | Guess::Named, Some(target), Some((section, name))) if !self.names(target, 8) => {
                format!("{section}/{BARE}{name}")
            }
            (Guess::Letter, Some(target), Some((section, name))) if self.is_copied(name, target) => {
                format!("{section}/{LETTER}{name}")
            }
            _ => reference.to_owned(),
        }
    }

    /// Whether a component is read once more by the letter: it has no other name than its own, and no tag.
    fn is_copied(&self, name: &str, schema: &Value) -> bool {
        let text = schema.to_string();
        !["\"$id\"", "nchor\""].iter().any(|named| text.contains(named)) && self.tagged_base(name, schema).is_none()
    }

    /// The component that a schema is a reference to.
    fn referred(&self, schema: &Value) -> Option<String> {
        let text = schema.get("$ref")?.as_str()?;
        self.document.references.get(text).cloned()
    }
}

/// Whether a type is guessed where none is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guess {
    Meant,
    /// It is said beside this schema; in branches of this one, it is guessed.
    Said,
    /// It is said around this schema, and so for its branches, too.
    Named,
    /// In what no value is made of.
    Letter,
}

/// Reads listed values as the one type that they are said to be of.
fn spell(kind: Option<&Value>, values: &mut [Value]) {
    let kinds = match kind {
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect(),
        Some(Value::String(kind)) => vec![kind.as_str()],
        _ => Vec::new(),
    };
    let integers = values.iter().all(|value| value.is_null() || value.as_str().is_some_and(|text| text.parse::<i64>().is_ok()));
    for value in values.iter_mut().filter(|value| !value.is_null()) {
        match kinds[..] {
            ["string"] if !value.is_string() => *value = json!(value.to_string()),
            ["integer"] if integers => *value = json!(value.as_str().and_then(|text| text.parse::<i64>().ok())),
            _ => {}
        }
    }
}

fn by_letter(members: &Map<String, Value>) -> bool {
    members.get("$schema").and_then(Value::as_str).is_some_and(|dialect| dialect.contains("json-schema.org"))
}

/// The formats that are of strings.
const TEXTS: [&str; 13] = [
    "byte",
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "password",
    "time",
    "uri",
    "uri-reference",
    "uuid",
];

/// The formats of numbers that a string may hold.
pub const QUOTED: [&str; 6] = ["int32", "int64", "uint32", "uint64", "decimal", "decimal128"];

/// Whether a schema is of strings that hold a number as numbers are written, if its format is one of numbers.
fn is_quoted(members: &Map<String, Value>, kinds: &[String]) -> bool {
    let otherwise = ["pattern", "enum", "const"].iter().any(|keyword| members.contains_key(*keyword));
    let padded = members.get("minLength").and_then(Value::as_f64).is_some_and(|least| least > 1.0);
    let text = kinds.iter().any(|kind| kind == "string") && kinds.iter().all(|kind| kind == "string" || kind == "null");
    text && !otherwise && !padded
}

/// The one type that the keywords are about.
fn meant(members: &Map<String, Value>) -> Option<&'static str> {
    const ABOUT: [(&str, &[&str]); 4] = [
        (
            "object",
            &[
                "properties",
                "additionalProperties",
                "required",
                "patternProperties",
                "minProperties",
                "maxProperties",
                "propertyNames",
                "dependentRequired",
                "dependentSchemas",
                "unevaluatedProperties",
            ],
        ),
        ("array", &["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"]),
        ("string", &["pattern", "minLength", "maxLength", "contentEncoding"]),
        ("number", &["minimum", "maximum", "multipleOf"]),
    ];
    let about = |(_, keywords): &&(&'static str, &[&str])| keywords.iter().any(|keyword| members.contains_key(*keyword));
    let text = members.get("format").and_then(Value::as_str).is_some_and(|format| TEXTS.contains(&format));
    let text = (text && !about(&&ABOUT[2])).then_some("string");
    let mut kinds = ABOUT.iter().filter(about).map(|(kind, _)| *kind).chain(text);
    kinds.next().filter(|_| kinds.next().is_none())
}

/// The integers of a format.
fn range(format: &str) -> Option<(Value, Value)> {
    match format {
        "int32" => Some((json!(i32::MIN), json!(i32::MAX))),
        "int64" => Some((json!(i64::MIN), json!(i64::MAX))),
        "uint32" => Some((json!(0), json!(u32::MAX))),
        "uint64" => Some((json!(0), json!(u64::MAX))),
        _ => None,
    }
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [{ "type": "null" }, schema] })
}

/// Adds schemas to a list of them.
fn add(read: &mut Map<String, Value>, name: &str, schemas: Vec<Value>) {
    let list = read.entry(name).or_insert_with(|| json!([])).as_array_mut();
    list.unwrap_or_else(|| panic!("`{name}` is no list")).extend(schemas);
}

/// A schema that stands by itself: a component, and what it leads to.
pub fn alone(document: &Document, components: &Map<String, Value>, component: &str) -> Value {
    let version = document.version;
    let mut needed = BTreeSet::from([component.to_owned()]);
    let mut open = vec![component.to_owned()];
    while let Some(name) = open.pop() {
        let mut references = Vec::new();
        components.get(&name).iter().for_each(|schema| collect(schema, &mut references));
        for reference in references {
            // A reference may lead into a component.
            let root = reference.split('/').take(if version == Version::Swagger { 3 } else { 4 }).collect::<Vec<_>>().join("/");
            let prefix =
                [PLAIN, BARE, LETTER].into_iter().find(|prefix| root.contains(&format!("/{prefix}"))).unwrap_or_default();
            let plain = if prefix.is_empty() { root } else { root.replacen(prefix, "", 1) };
            if let Some(name) = document.references.get(&plain) {
                let name = format!("{prefix}{name}");
                open.extend(needed.insert(name.clone()).then_some(name));
            }
        }
    }
    let schemas: Map<String, Value> =
        needed.iter().filter_map(|name| Some((name.clone(), components.get(name)?.clone()))).collect();
    let schemas = Value::Object(schemas.into_iter().map(|(name, schema)| (name, encoded(schema))).collect());
    let reference = encode(&pointer(version, component));
    match version {
        Version::Swagger => json!({ "$ref": reference, "definitions": schemas }),
        Version::Old | Version::New => json!({ "$ref": reference, "components": { "schemas": schemas } }),
    }
}

/// References as URIs have them: people write letters of any kind.
fn encoded(mut schema: Value) -> Value {
    if let Some(members) = schema.as_object_mut() {
        for (name, value) in members {
            *value = match value.as_str().filter(|_| name == "$ref") {
                Some(text) => Value::String(encode(text)),
                None => encoded(value.take()),
            };
        }
    } else if let Some(items) = schema.as_array_mut() {
        items.iter_mut().for_each(|item| *item = encoded(item.take()));
    }
    schema
}

fn encode(reference: &str) -> String {
    let mut text = String::new();
    for byte in reference.bytes() {
        match byte.is_ascii_alphanumeric() || b"%/#~-._:?=&+@!$'()*,;".contains(&byte) {
            true => text.push(char::from(byte)),
            false => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

fn collect(schema: &Value, references: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect(value, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
