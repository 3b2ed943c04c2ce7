//! A description that holds a text wherever text gets into what is generated.

use serde_json::{Value, json};

/// How many texts a description takes.
pub const POSITIONS: usize = 53;

/// The description, with a text of its own in each position. Names are made unlike each other, as the standard demands.
pub fn description(next: &mut dyn FnMut() -> String) -> Value {
    let info = json!({ "title": next(), "version": next(), "description": next() });
    let root = external(next);
    let servers = json!([{
        "url": "https://{host}.example.com",
        "description": next(),
        "variables": { "host": { "default": next(), "description": next() } },
    }]);
    let tag_name = format!("{}t", next());
    let tag = json!({ "name": tag_name, "description": next(), "externalDocs": external(next) });
    let operation = operation(next, &tag_name);
    let path = format!("/{}", next().replace(['{', '}', '?', '#'], ""));
    json!({
        "openapi": "3.1.0",
        "info": info,
        "externalDocs": root,
        "servers": servers,
        "tags": [tag],
        "paths": { path: { "post": operation } },
        "components": { "schemas": schemas(next), "securitySchemes": schemes(next) },
    })
}

fn external(next: &mut dyn FnMut() -> String) -> Value {
    json!({ "url": format!("https://example.com/{}", next()), "description": next() })
}

fn operation(next: &mut dyn FnMut() -> String, tag: &str) -> Value {
    let body = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } });
    let example = json!({ "name": next(), "given": format!("{}{}", "a long example ".repeat(5), next()) });
    let shown = json!({ "application/json": {
        "schema": { "$ref": "#/components/schemas/Pet" },
        "examples": { format!("{}e", next()): { "value": example } },
    } });
    let (first, second) = (format!("{}1", next()), format!("{}2", next()));
    json!({
        "tags": [tag],
        "operationId": "createPet",
        "summary": next(),
        "description": next(),
        "externalDocs": external(next),
        "security": [{ "oauth": [] }, { "open": [] }],
        "parameters": [
            { "in": "query", "name": first, "schema": { "type": "string", "default": next() } },
            { "in": "query", "name": second, "description": next(), "example": next(), "schema": { "type": "string" } },
        ],
        "requestBody": { "description": next(), "required": true, "content": shown },
        "responses": {
            "201": { "description": next(), "headers": { "X-Rate": { "description": next(), "schema": { "type": "integer" } } }, "content": body },
            "299": { "description": next() },
            "4XX": { "description": next() },
            "default": { "description": next() },
        },
    })
}

fn schemas(next: &mut dyn FnMut() -> String) -> Value {
    let property = format!("{}p", next());
    let pet = json!({
        "description": next(),
        "externalDocs": external(next),
        "type": "object",
        "properties": {
            property: { "type": "string" },
            "name": { "description": next(), "examples": [next()], "type": "string", "pattern": pattern(&next()) },
            "given": { "type": "string", "default": next() },
            "kind": { "$ref": "#/components/schemas/Kind" },
            "any": { "$ref": "#/components/schemas/Any" },
            "tagged": { "$ref": "#/components/schemas/Tagged" },
            "alias": { "$ref": "#/components/schemas/Alias" },
            "constant": { "const": next() },
        },
    });
    let kind = json!({ "description": next(), "type": "string", "enum": [format!("{}a", next()), format!("{}b", next())] });
    let mapped = format!("{}m", next());
    let tagged = json!({
        "description": next(),
        "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
        "discriminator": { "propertyName": "type", "mapping": { mapped: "#/components/schemas/Cat" } },
    });
    json!({
        "Pet": pet,
        "Kind": kind,
        "Any": { "description": next(), "anyOf": [{ "$ref": "#/components/schemas/Kind" }, { "type": "integer" }] },
        "Tagged": tagged,
        "Cat": { "description": next(), "type": "object", "required": ["type"], "properties": { "type": { "type": "string" } } },
        "Dog": { "type": "object", "required": ["type"], "properties": { "type": { "type": "string" } } },
        "Alias": { "description": next(), "type": "string" },
    })
}

/// The text as a pattern that matches it and nothing else.
fn pattern(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }).collect()
}

fn schemes(next: &mut dyn FnMut() -> String) -> Value {
    let scope = format!("{}s", next());
    json!({
        "oauth": {
            "type": "oauth2",
            "description": next(),
            "flows": { "clientCredentials": { "tokenUrl": "https://example.com/token", "scopes": { scope: next() } } },
        },
        "open": { "type": "openIdConnect", "description": next(), "openIdConnectUrl": format!("https://example.com/{}", next()) },
    })
}
