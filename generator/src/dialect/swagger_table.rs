//! The objects of Swagger 2.0 that differ from those of OpenAPI 3.

use super::schema_table::SCHEMA;
use super::security_table::SECURITY_REQUIREMENT;
use super::standard::{EXTERNAL, INFO, PLAIN, TAG};
use super::table::Kind::{Any, Boolean, Count, List, Map, Number, OrReference, SchemaOrFile, Step, Text, Word};
use super::table::Since::UpTo30;
use super::table::{Kind, Object, Others, Pattern, Role, Rule, SwaggerRole, field};

const SCHEMES: Kind = List(&Word(&["http", "https", "ws", "wss"]));

/// The root of a document.
pub(super) static SWAGGER: Object = Object {
    name: "Swagger Object",
    role: Role::Swagger(SwaggerRole::Document),
    fields: &[
        field("swagger", Text).required(),
        field("info", Kind::Object(&INFO)).required(),
        field("host", Text),
        field("basePath", Text),
        field("schemes", SCHEMES),
        field("consumes", List(&Text)),
        field("produces", List(&Text)),
        field("paths", Kind::Object(&PATHS)).required(),
        field("definitions", Map(&OrReference(&SCHEMA))),
        field("parameters", Map(&OrReference(&PARAMETER))),
        field("responses", Map(&OrReference(&RESPONSE))),
        field("securityDefinitions", Map(&Kind::Object(&SECURITY_SCHEME))),
        field("security", List(&SECURITY_REQUIREMENT)),
        field("tags", List(&Kind::Object(&TAG))),
        field("externalDocs", EXTERNAL),
    ],
    ..PLAIN
};

static PATHS: Object = Object {
    name: "Paths Object",
    role: Role::Paths,
    others: Others::Patterned(Pattern::Path, Kind::Object(&PATH_ITEM)),
    ..PLAIN
};

static PATH_ITEM: Object = Object {
    name: "Path Item Object",
    role: Role::Swagger(SwaggerRole::PathItem),
    fields: &[
        field("get", Kind::Object(&OPERATION)),
        field("put", Kind::Object(&OPERATION)),
        field("post", Kind::Object(&OPERATION)),
        field("delete", Kind::Object(&OPERATION)),
        field("options", Kind::Object(&OPERATION)),
        field("head", Kind::Object(&OPERATION)),
        field("patch", Kind::Object(&OPERATION)),
        field("parameters", List(&OrReference(&PARAMETER))),
        field("$ref", Text),
    ],
    ..PLAIN
};

static OPERATION: Object = Object {
    name: "Operation Object",
    role: Role::Swagger(SwaggerRole::Operation),
    fields: &[
        field("tags", List(&Text)),
        field("summary", Text),
        field("description", Text),
        field("externalDocs", EXTERNAL),
        field("operationId", Text),
        field("consumes", List(&Text)),
        field("produces", List(&Text)),
        field("parameters", List(&OrReference(&PARAMETER))),
        field("responses", Kind::Object(&RESPONSES)).required(),
        field("schemes", SCHEMES),
        field("deprecated", Boolean),
        field("security", List(&SECURITY_REQUIREMENT)),
    ],
    ..PLAIN
};

const FORMATS: Kind = Word(&["csv", "ssv", "tsv", "pipes", "multi"]);

const PLAIN_TYPES: &[&str] = &["string", "number", "integer", "boolean", "array"];

const fn needs_type(location: &'static str) -> Rule {
    Rule::Requires { field: "in", value: location, needs: &["type"] }
}

const fn no_file(location: &'static str) -> Rule {
    Rule::Limits { field: "in", value: location, limited: "type", to: PLAIN_TYPES }
}

const fn no_schema(location: &'static str) -> Rule {
    Rule::Excludes { field: "in", value: location, refused: "schema", within: UpTo30 }
}

static PARAMETER: Object = Object {
    name: "Parameter Object",
    role: Role::Swagger(SwaggerRole::Parameter),
    component: Some("parameters"),
    fields: &[
        field("name", Text).required(),
        field("in", Word(&["query", "header", "path", "formData", "body"])).required(),
        field("description", Text),
        field("required", Boolean),
        field("schema", OrReference(&SCHEMA)),
        field("allowEmptyValue", Boolean),
        field("type", Word(&["string", "number", "integer", "boolean", "array", "file"])),
        field("format", Text),
        field("items", Kind::Object(&ITEMS)),
        field("collectionFormat", FORMATS),
        field("default", Any),
        field("maximum", Number),
        field("exclusiveMaximum", Boolean),
        field("minimum", Number),
        field("exclusiveMinimum", Boolean),
        field("maxLength", Count),
        field("minLength", Count),
        field("pattern", Text),
        field("maxItems", Count),
        field("minItems", Count),
        field("uniqueItems", Boolean),
        field("enum", List(&Any)),
        field("multipleOf", Step),
    ],
    rules: &[
        Rule::Requires { field: "in", value: "body", needs: &["schema"] },
        Rule::Excludes { field: "in", value: "body", refused: "type", within: UpTo30 },
        needs_type("query"),
        needs_type("header"),
        needs_type("path"),
        needs_type("formData"),
        no_file("query"),
        no_file("header"),
        no_file("path"),
        no_schema("query"),
        no_schema("header"),
        no_schema("path"),
        no_schema("formData"),
    ],
    ..PLAIN
};

static ITEMS: Object = Object {
    name: "Items Object",
    role: Role::Swagger(SwaggerRole::Items),
    fields: &[
        field("type", Word(PLAIN_TYPES)).required(),
        field("format", Text),
        field("items", Kind::Object(&ITEMS)),
        field("collectionFormat", FORMATS),
        field("default", Any),
        field("maximum", Number),
        field("exclusiveMaximum", Boolean),
        field("minimum", Number),
        field("exclusiveMinimum", Boolean),
        field("maxLength", Count),
        field("minLength", Count),
        field("pattern", Text),
        field("maxItems", Count),
        field("minItems", Count),
        field("uniqueItems", Boolean),
        field("enum", List(&Any)),
        field("multipleOf", Step),
    ],
    ..PLAIN
};

static HEADER: Object = Object {
    name: "Header Object",
    role: Role::Swagger(SwaggerRole::Header),
    fields: &[
        field("description", Text),
        field("type", Word(PLAIN_TYPES)).required(),
        field("format", Text),
        field("items", Kind::Object(&ITEMS)),
        field("collectionFormat", FORMATS),
        field("default", Any),
        field("maximum", Number),
        field("exclusiveMaximum", Boolean),
        field("minimum", Number),
        field("exclusiveMinimum", Boolean),
        field("maxLength", Count),
        field("minLength", Count),
        field("pattern", Text),
        field("maxItems", Count),
        field("minItems", Count),
        field("uniqueItems", Boolean),
        field("enum", List(&Any)),
        field("multipleOf", Step),
    ],
    ..PLAIN
};

static RESPONSES: Object = Object {
    name: "Responses Object",
    role: Role::Responses,
    fields: &[field("default", OrReference(&RESPONSE))],
    others: Others::Patterned(Pattern::Status, OrReference(&RESPONSE)),
    ..PLAIN
};

/// Rewritten by the operation that it belongs to, which knows the media types.
static RESPONSE: Object = Object {
    name: "Response Object",
    component: Some("responses"),
    fields: &[
        field("description", Text).required(),
        field("schema", SchemaOrFile),
        field("headers", Map(&Kind::Object(&HEADER))),
        field("examples", Map(&Any)),
    ],
    ..PLAIN
};

const fn needs(field: &'static str, value: &'static str, needs: &'static [&'static str]) -> Rule {
    Rule::Requires { field, value, needs }
}

static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme Object",
    role: Role::Swagger(SwaggerRole::SecurityScheme),
    fields: &[
        field("type", Word(&["basic", "apiKey", "oauth2"])).required(),
        field("description", Text),
        field("name", Text),
        field("in", Word(&["query", "header"])),
        field("flow", Word(&["implicit", "password", "application", "accessCode"])),
        field("authorizationUrl", Text),
        field("tokenUrl", Text),
        field("scopes", Map(&Text)),
    ],
    rules: &[
        needs("type", "apiKey", &["name", "in"]),
        needs("type", "oauth2", &["flow", "scopes"]),
        needs("flow", "implicit", &["authorizationUrl"]),
        needs("flow", "password", &["tokenUrl"]),
        needs("flow", "application", &["tokenUrl"]),
        needs("flow", "accessCode", &["authorizationUrl", "tokenUrl"]),
    ],
    ..PLAIN
};
