//! Schemas of draft 4: those that OpenAPI 3.0 can say, and the others in the words of the newest draft.

use serde_json::{Map, Value, json};

/// Keywords of 3.0 by the type of which they speak. What has one without that type would be taken for that type there, since 3.0 has no
/// `$schema` to say that it is meant by the letter.
const SPEAKS_OF: [(&str, &[&str]); 5] = [
    ("array", &["items", "maxItems", "minItems", "uniqueItems"]),
    ("number", &["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"]),
    ("integer", &["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"]),
    ("object", &["additionalProperties", "maxProperties", "minProperties", "properties", "required"]),
    ("string", &["format", "maxLength", "minLength", "pattern"]),
];

/// Whether 3.0 can say it with the same words.
pub fn fits(schema: &Value) -> bool {
    let Some(members) = schema.as_object() else { return false };
    let own = members.get("type").and_then(Value::as_str);
    let spoken = |keyword: &str| SPEAKS_OF.iter().any(|(name, keywords)| Some(*name) == own && keywords.contains(&keyword));
    members.iter().all(|(keyword, value)| match keyword.as_str() {
        "type" => own.is_some_and(|name| name != "null"),
        "default" | "description" | "enum" | "title" => true,
        "allOf" | "anyOf" | "oneOf" => value.as_array().is_some_and(|list| list.iter().all(fits)),
        "not" => fits(value),
        "items" => spoken(keyword) && fits(value),
        "additionalProperties" => spoken(keyword) && (value.is_boolean() || fits(value)),
        "properties" => spoken(keyword) && value.as_object().is_some_and(|named| named.values().all(fits)),
        keyword => spoken(keyword),
    })
}

/// The same schema in draft 2020-12, whose dialect it names.
pub fn newest(schema: &Value) -> Value {
    let mut schema = modern(schema);
    if let Some(members) = schema.as_object_mut() {
        members.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    }
    schema
}

fn modern(schema: &Value) -> Value {
    let Some(members) = schema.as_object() else { return schema.clone() };
    let mut out = Map::new();
    // Beside a reference nothing counts in draft 4.
    if let Some(reference) = members.get("$ref").filter(|text| text.is_string()) {
        out.insert("$ref".to_owned(), pointed(reference));
        return Value::Object(out);
    }
    for (keyword, value) in members {
        member(&mut out, members, keyword, value);
    }
    Value::Object(out)
}

fn member(out: &mut Map<String, Value>, members: &Map<String, Value>, keyword: &str, value: &Value) {
    let mut put = |keyword: &str, value: Value| drop(out.insert(keyword.to_owned(), value));
    match keyword {
        "id" => match value.as_str().map(|id| id.strip_prefix('#').ok_or(id)) {
            Some(Ok(anchor)) => put("$anchor", json!(anchor)),
            Some(Err(_)) => put("$id", value.clone()),
            None => put(keyword, value.clone()),
        },
        "definitions" | "properties" | "patternProperties" => {
            put(if keyword == "definitions" { "$defs" } else { keyword }, named(value));
        }
        "items" if value.is_array() => put("prefixItems", listed(value)),
        "additionalItems" => {
            if members.get("items").is_some_and(Value::is_array) {
                put("items", modern(value));
            }
        }
        "minimum" | "maximum" if members.get(exclusive(keyword)) == Some(&json!(true)) => put(exclusive(keyword), value.clone()),
        "exclusiveMinimum" | "exclusiveMaximum" => {}
        "dependencies" => {
            let (lists, schemas): (Map<_, _>, Map<_, _>) =
                value.as_object().unwrap().clone().into_iter().partition(|(_, needed)| needed.is_array());
            put("dependentRequired", Value::Object(lists));
            put("dependentSchemas", named(&Value::Object(schemas)));
        }
        "items" | "additionalProperties" | "not" => put(keyword, modern(value)),
        "allOf" | "anyOf" | "oneOf" => put(keyword, listed(value)),
        _ => put(keyword, value.clone()),
    }
}

fn exclusive(keyword: &str) -> &'static str {
    if keyword == "minimum" { "exclusiveMinimum" } else { "exclusiveMaximum" }
}

fn named(schemas: &Value) -> Value {
    let schemas = schemas.as_object().unwrap().iter();
    Value::Object(schemas.map(|(name, schema)| (name.clone(), modern(schema))).collect())
}

fn listed(schemas: &Value) -> Value {
    Value::Array(schemas.as_array().unwrap().iter().map(modern).collect())
}

/// A reference to where its target stands now.
fn pointed(reference: &Value) -> Value {
    json!(reference.as_str().unwrap().replace("/definitions/", "/$defs/").replace("/items/", "/prefixItems/"))
}
