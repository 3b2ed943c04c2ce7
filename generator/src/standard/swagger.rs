//! The objects of Swagger 2.0 that differ from those of OpenAPI 3.

use super::openapi::{EXTERNAL, INFO, TAG};
use super::schema::SCHEMA;
use super::security::SECURITY_REQUIREMENT;
use super::table::Kind::{Any, Boolean, Count, List, Map, Number, OrReference, SchemaOrFile, Step, Text, Word};
use super::table::Reads::{Check, CheckBeside, Default, Format, Parts, Shape, Type};
use super::table::{Id, Kind, Object, Others, Pattern, Rule, field, plain, read};
use super::version::Since::{Always, UpTo30};

const SCHEMES: Kind = List(&Word(&["http", "https", "ws", "wss"]));

/// The root of a document.
pub(super) static SWAGGER: Object = Object {
    fields: &[
        read("swagger", Text).required(),
        field("info", Kind::Object(&INFO)).required(),
        read("host", Text),
        read("basePath", Text),
        read("schemes", SCHEMES),
        read("consumes", List(&Text)),
        read("produces", List(&Text)),
        read("paths", Kind::Object(&PATHS)).required(),
        read("definitions", Map(&OrReference(&SCHEMA))),
        field("parameters", Map(&OrReference(&PARAMETER))).by(Parts),
        field("responses", Map(&OrReference(&RESPONSE))).by(Parts),
        read("securityDefinitions", Map(&Kind::Object(&SECURITY_SCHEME))),
        read("security", List(&SECURITY_REQUIREMENT)),
        read("tags", List(&Kind::Object(&TAG))),
        field("externalDocs", EXTERNAL),
    ],
    ..plain(Id::Swagger)
};

static PATHS: Object = Object { others: Others::Patterned(Pattern::Path, Kind::Object(&PATH_ITEM)), ..plain(Id::Paths) };

/// One path.
pub(super) static PATH_ITEM: Object = Object {
    fields: &[
        read("get", Kind::Object(&OPERATION)),
        read("put", Kind::Object(&OPERATION)),
        read("post", Kind::Object(&OPERATION)),
        read("delete", Kind::Object(&OPERATION)),
        read("options", Kind::Object(&OPERATION)),
        read("head", Kind::Object(&OPERATION)),
        read("patch", Kind::Object(&OPERATION)),
        read("parameters", List(&OrReference(&PARAMETER))),
        read("$ref", Text),
    ],
    ..plain(Id::PathItem)
};

static OPERATION: Object = Object {
    fields: &[
        read("tags", List(&Text)),
        field("summary", Text),
        field("description", Text),
        field("externalDocs", EXTERNAL),
        read("operationId", Text),
        read("consumes", List(&Text)),
        read("produces", List(&Text)),
        read("parameters", List(&OrReference(&PARAMETER))),
        read("responses", Kind::Object(&RESPONSES)).required(),
        field("schemes", SCHEMES),
        read("deprecated", Boolean),
        read("security", List(&SECURITY_REQUIREMENT)),
    ],
    ..plain(Id::Operation)
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
    referable: Some(Always),
    fields: &[
        read("name", Text).required(),
        read("in", Word(&["query", "header", "path", "formData", "body"])).required(),
        field("description", Text),
        read("required", Boolean),
        read("schema", OrReference(&SCHEMA)),
        read("allowEmptyValue", Boolean),
        field("type", Word(&["string", "number", "integer", "boolean", "array", "file"])).by(Type),
        field("format", Text).by(Format),
        field("items", Kind::Object(&ITEMS)).by(Type),
        field("collectionFormat", FORMATS).by(Shape),
        field("default", Any).by(Default),
        field("maximum", Number).by(Check),
        field("exclusiveMaximum", Boolean).by(CheckBeside("maximum")),
        field("minimum", Number).by(Check),
        field("exclusiveMinimum", Boolean).by(CheckBeside("minimum")),
        field("maxLength", Count).by(Check),
        field("minLength", Count).by(Check),
        field("pattern", Text).by(Check),
        field("maxItems", Count).by(Check),
        field("minItems", Count).by(Check),
        field("uniqueItems", Boolean).by(Check),
        field("enum", List(&Any)).by(Type),
        field("multipleOf", Step).by(Check),
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
    ..plain(Id::Parameter)
};

static ITEMS: Object = Object {
    fields: &[
        field("type", Word(PLAIN_TYPES)).required().by(Type),
        field("format", Text).by(Format),
        field("items", Kind::Object(&ITEMS)).by(Type),
        field("collectionFormat", FORMATS).by(Shape),
        field("default", Any).by(Default),
        field("maximum", Number).by(Check),
        field("exclusiveMaximum", Boolean).by(CheckBeside("maximum")),
        field("minimum", Number).by(Check),
        field("exclusiveMinimum", Boolean).by(CheckBeside("minimum")),
        field("maxLength", Count).by(Check),
        field("minLength", Count).by(Check),
        field("pattern", Text).by(Check),
        field("maxItems", Count).by(Check),
        field("minItems", Count).by(Check),
        field("uniqueItems", Boolean).by(Check),
        field("enum", List(&Any)).by(Type),
        field("multipleOf", Step).by(Check),
    ],
    ..plain(Id::Items)
};

static HEADER: Object = Object {
    fields: &[
        field("description", Text),
        field("type", Word(PLAIN_TYPES)).required().by(Type),
        field("format", Text).by(Format),
        field("items", Kind::Object(&ITEMS)).by(Type),
        field("collectionFormat", FORMATS).by(Shape),
        field("default", Any).by(Default),
        field("maximum", Number).by(Check),
        field("exclusiveMaximum", Boolean).by(CheckBeside("maximum")),
        field("minimum", Number).by(Check),
        field("exclusiveMinimum", Boolean).by(CheckBeside("minimum")),
        field("maxLength", Count).by(Check),
        field("minLength", Count).by(Check),
        field("pattern", Text).by(Check),
        field("maxItems", Count).by(Check),
        field("minItems", Count).by(Check),
        field("uniqueItems", Boolean).by(Check),
        field("enum", List(&Any)).by(Type),
        field("multipleOf", Step).by(Check),
    ],
    ..plain(Id::Header)
};

static RESPONSES: Object = Object {
    fields: &[read("default", OrReference(&RESPONSE))],
    others: Others::Patterned(Pattern::Status, OrReference(&RESPONSE)),
    ..plain(Id::Responses)
};

/// Rewritten by the operation that it belongs to, which knows the media types.
static RESPONSE: Object = Object {
    referable: Some(Always),
    fields: &[
        field("description", Text).required(),
        read("schema", SchemaOrFile),
        read("headers", Map(&Kind::Object(&HEADER))),
        field("examples", Map(&Any)),
    ],
    ..plain(Id::Response)
};

const fn needs(field: &'static str, value: &'static str, needs: &'static [&'static str]) -> Rule {
    Rule::Requires { field, value, needs }
}

static SECURITY_SCHEME: Object = Object {
    fields: &[
        read("type", Word(&["basic", "apiKey", "oauth2"])).required(),
        field("description", Text),
        read("name", Text),
        read("in", Word(&["query", "header"])),
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
    ..plain(Id::SecurityScheme)
};
