//! Schemas of draft 4: those that OpenAPI 3.0 can say, and the others in the words of the newest draft.

use serde_json::{Map, Value, json};

/// What holds a schema, a list of schemas, or schemas by names, in 3.0.
const SCHEMA: [&str; 3] = ["items", "additionalProperties", "not"];
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
const NAMED: [&str; 1] = ["properties"];

/// The other keywords of 3.0 that draft 4 has, and `$schema`, by which a schema says that it is meant by the letter.
const PLAIN: [&str; 18] = [
    "$schema", "default", "description", "enum", "exclusiveMaximum", "exclusiveMinimum", "format", "maxItems", "maxLength",
    "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "pattern", "title",
];

/// Whether 3.0 can say it with the same words.
pub fn fits(schema: &Value) -> bool {
    let Some(members) = schema.as_object() else { return false };
    members.iter().all(|(keyword, value)| match keyword.as_str() {
        "type" => value.as_str().is_some_and(|name| name != "null"),
        "required" | "uniqueItems" => true,
        "additionalProperties" if value.is_boolean() => true,
        keyword if SCHEMA.contains(&keyword) => fits(value),
        keyword if LISTS.contains(&keyword) => value.as_array().is_some_and(|list| list.iter().all(fits)),
        keyword if NAMED.contains(&keyword) => value.as_object().is_some_and(|named| named.values().all(fits)),
        keyword => PLAIN.contains(&keyword),
    })
}

/// The same schema in draft 2020-12.
pub fn modern(schema: &Value) -> Value {
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
        "$schema" => put(keyword, json!("https://json-schema.org/draft/2020-12/schema")),
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
