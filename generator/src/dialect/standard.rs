//! The objects of OpenAPI 3.0, 3.1 and 3.2, in the order of the standard. The Schema Object and security have files of their own.

use super::schema_table::SCHEMA;
use super::security_table::{SECURITY_REQUIREMENT, SECURITY_SCHEME};
use super::table::Kind::{Any, Boolean, DatedWord, List, Map, Named, OrReference, Text, Word};
use super::table::Since::{Always, From31, From32, UpTo30, UpTo31};
use super::table::{Kind, Object, Others, Pattern, Role, Rule, Since, Spelling, field};

/// What most objects have in common.
pub(super) const PLAIN: Object =
    Object { name: "", role: Role::Plain, fields: &[], others: Others::Unknown, extensible: true, component: None, rules: &[] };

/// The root of a document.
pub static OPENAPI: Object = Object {
    name: "OpenAPI Object",
    role: Role::Document,
    fields: &[
        field("openapi", Text).required(),
        field("info", Kind::Object(&INFO)).required(),
        field("$self", Text).since(From32),
        field("jsonSchemaDialect", Text).since(From31),
        field("servers", List(&Kind::Object(&SERVER))),
        field("paths", Kind::Object(&PATHS)).required_in(UpTo30),
        field("webhooks", Map(&OrReference(&PATH_ITEM))).since(From31),
        field("components", Kind::Object(&COMPONENTS)),
        field("security", List(&SECURITY_REQUIREMENT)),
        field("tags", List(&Kind::Object(&TAG))),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
    ],
    rules: &[Rule::AtLeastOne(&["paths", "components", "webhooks"], From31)],
    ..PLAIN
};

/// Shared with Swagger 2.0.
pub(super) static INFO: Object = Object {
    name: "Info Object",
    role: Role::Info,
    fields: &[
        field("title", Text).required(),
        field("summary", Text).since(From31),
        field("description", Text),
        field("termsOfService", Text),
        field("contact", Kind::Object(&CONTACT)),
        field("license", Kind::Object(&LICENSE)),
        field("version", Text).required(),
    ],
    ..PLAIN
};

static CONTACT: Object =
    Object { name: "Contact Object", fields: &[field("name", Text), field("url", Text), field("email", Text)], ..PLAIN };

static LICENSE: Object = Object {
    name: "License Object",
    role: Role::License,
    fields: &[field("name", Text).required(), field("identifier", Text).since(From31), field("url", Text)],
    rules: &[Rule::AtMostOne(&["identifier", "url"])],
    ..PLAIN
};

static SERVER: Object = Object {
    name: "Server Object",
    fields: &[
        field("url", Text).required(),
        field("description", Text),
        field("variables", Map(&Kind::Object(&SERVER_VARIABLE))),
        field("name", Text).since(From32),
    ],
    ..PLAIN
};

static SERVER_VARIABLE: Object = Object {
    name: "Server Variable Object",
    fields: &[field("enum", List(&Text)), field("default", Text).required(), field("description", Text)],
    rules: &[Rule::NotEmpty("enum", From31)],
    ..PLAIN
};

static COMPONENTS: Object = Object {
    name: "Components Object",
    role: Role::Components,
    fields: &[
        field("schemas", Named(Pattern::Component, &OrReference(&SCHEMA), &COMPONENTS)),
        field("responses", Named(Pattern::Component, &OrReference(&RESPONSE), &COMPONENTS)),
        field("parameters", Named(Pattern::Component, &OrReference(&PARAMETER), &COMPONENTS)),
        field("examples", Named(Pattern::Component, &OrReference(&EXAMPLE), &COMPONENTS)),
        field("requestBodies", Named(Pattern::Component, &OrReference(&REQUEST_BODY), &COMPONENTS)),
        field("headers", Named(Pattern::Component, &OrReference(&HEADER), &COMPONENTS)),
        field("securitySchemes", Named(Pattern::Component, &OrReference(&SECURITY_SCHEME), &COMPONENTS)),
        field("links", Named(Pattern::Component, &OrReference(&LINK), &COMPONENTS)),
        field("callbacks", Named(Pattern::Component, &OrReference(&CALLBACK), &COMPONENTS)),
        field("pathItems", Named(Pattern::Component, &OrReference(&PATH_ITEM), &COMPONENTS)).since(From31),
        field("mediaTypes", Named(Pattern::Component, &OrReference(&MEDIA_TYPE), &COMPONENTS)).since(From32),
    ],
    ..PLAIN
};

static PATHS: Object = Object {
    name: "Paths Object",
    role: Role::Paths,
    others: Others::Patterned(Pattern::Path, OrReference(&PATH_ITEM)),
    ..PLAIN
};

/// One path, webhook or callback.
pub(super) static PATH_ITEM: Object = Object {
    name: "Path Item Object",
    role: Role::PathItem,
    component: Some("pathItems"),
    fields: &[
        field("get", Kind::Object(&OPERATION)),
        field("put", Kind::Object(&OPERATION)),
        field("post", Kind::Object(&OPERATION)),
        field("delete", Kind::Object(&OPERATION)),
        field("options", Kind::Object(&OPERATION)),
        field("head", Kind::Object(&OPERATION)),
        field("patch", Kind::Object(&OPERATION)),
        field("trace", Kind::Object(&OPERATION)),
        field("query", Kind::Object(&OPERATION)).since(From32),
        field("additionalOperations", Named(Pattern::Method, &Kind::Object(&OPERATION), &PATH_ITEM)).since(From32),
        field("parameters", List(&OrReference(&PARAMETER))),
        field("servers", List(&Kind::Object(&SERVER))),
        field("summary", Text),
        field("description", Text),
    ],
    ..PLAIN
};

static OPERATION: Object = Object {
    name: "Operation Object",
    role: Role::Operation,
    fields: &[
        field("tags", List(&Text)),
        field("summary", Text),
        field("description", Text),
        field("operationId", Text),
        field("parameters", List(&OrReference(&PARAMETER))),
        field("requestBody", OrReference(&REQUEST_BODY)),
        field("responses", Kind::Object(&RESPONSES)).required_in(UpTo30),
        field("security", List(&SECURITY_REQUIREMENT)),
        field("deprecated", Boolean),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        field("callbacks", Map(&OrReference(&CALLBACK))),
        field("servers", List(&Kind::Object(&SERVER))),
    ],
    ..PLAIN
};

static EXTERNAL_DOCS: Object = Object {
    name: "External Documentation Object",
    fields: &[field("description", Text), field("url", Text).required()],
    ..PLAIN
};

/// External documentation, for the table of the Schema Object.
pub(super) const EXTERNAL: Kind = Kind::Object(&EXTERNAL_DOCS);

const STYLES: Kind = DatedWord(&[
    ("matrix", Always),
    ("label", Always),
    ("form", Always),
    ("simple", Always),
    ("spaceDelimited", Always),
    ("pipeDelimited", Always),
    ("deepObject", Always),
    ("cookie", From32),
]);

const LOCATIONS: Kind =
    DatedWord(&[("query", Always), ("header", Always), ("path", Always), ("cookie", Always), ("querystring", From32)]);

const fn limit(location: &'static str, to: &'static [&'static str]) -> Rule {
    Rule::Limits { field: "in", value: location, limited: "style", to }
}

const fn not_in(location: &'static str, refused: &'static str, within: Since) -> Rule {
    Rule::Excludes { field: "in", value: location, refused, within }
}

static PARAMETER: Object = Object {
    name: "Parameter Object",
    role: Role::Parameter,
    component: Some("parameters"),
    fields: &[
        field("name", Text).required(),
        field("in", LOCATIONS).required(),
        field("description", Text),
        field("required", Boolean),
        field("schema", OrReference(&SCHEMA)),
        field("style", STYLES),
        field("explode", Boolean),
        field("deprecated", Boolean),
        field("allowEmptyValue", Boolean),
        field("allowReserved", Boolean),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        field("content", Map(&OrReference(&MEDIA_TYPE))),
    ],
    rules: &[
        Rule::ExactlyOne(&["schema", "content"]),
        Rule::AtMostOne(&["example", "examples"]),
        Rule::Needs(&["style", "explode", "allowReserved"], "schema"),
        limit("path", &["matrix", "label", "simple"]),
        limit("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        limit("header", &["simple"]),
        limit("cookie", &["form", "cookie"]),
        not_in("path", "allowReserved", UpTo31),
        not_in("header", "allowReserved", Always),
        not_in("cookie", "allowReserved", UpTo31),
        not_in("querystring", "schema", From32),
        Rule::Excludes { field: "style", value: "cookie", refused: "allowReserved", within: From32 },
        Rule::Spelled("header", Spelling::Token),
        Rule::Spelled("path", Spelling::TemplateName),
    ],
    ..PLAIN
};

static REQUEST_BODY: Object = Object {
    name: "Request Body Object",
    component: Some("requestBodies"),
    fields: &[
        field("description", Text),
        field("content", Map(&OrReference(&MEDIA_TYPE))).required(),
        field("required", Boolean),
    ],
    ..PLAIN
};

static MEDIA_TYPE: Object = Object {
    name: "Media Type Object",
    component: Some("mediaTypes"),
    fields: &[
        field("schema", OrReference(&SCHEMA)),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        field("encoding", Map(&Kind::Object(&ENCODING))),
        field("description", Text).since(From32),
        field("itemSchema", OrReference(&SCHEMA)).since(From32),
        field("prefixEncoding", List(&Kind::Object(&ENCODING))).since(From32),
        field("itemEncoding", Kind::Object(&ENCODING)).since(From32),
    ],
    rules: &[
        Rule::AtMostOne(&["example", "examples"]),
        Rule::AtMostOne(&["encoding", "prefixEncoding"]),
        Rule::AtMostOne(&["encoding", "itemEncoding"]),
    ],
    ..PLAIN
};

static ENCODING: Object = Object {
    name: "Encoding Object",
    role: Role::Encoding,
    fields: &[
        field("contentType", Text),
        field("headers", Named(Pattern::HeaderName, &OrReference(&HEADER), &HEADER)),
        field("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        field("explode", Boolean),
        field("allowReserved", Boolean),
        field("encoding", Map(&Kind::Object(&ENCODING))).since(From32),
        field("prefixEncoding", List(&Kind::Object(&ENCODING))).since(From32),
        field("itemEncoding", Kind::Object(&ENCODING)).since(From32),
    ],
    rules: &[Rule::AtMostOne(&["encoding", "prefixEncoding"]), Rule::AtMostOne(&["encoding", "itemEncoding"])],
    ..PLAIN
};

static RESPONSES: Object = Object {
    name: "Responses Object",
    role: Role::Responses,
    fields: &[field("default", OrReference(&RESPONSE))],
    others: Others::Patterned(Pattern::Status, OrReference(&RESPONSE)),
    ..PLAIN
};

static RESPONSE: Object = Object {
    name: "Response Object",
    role: Role::Response,
    component: Some("responses"),
    fields: &[
        field("summary", Text).since(From32),
        field("description", Text).required_in(UpTo31),
        field("content", Map(&OrReference(&MEDIA_TYPE))),
        field("headers", Named(Pattern::HeaderName, &OrReference(&HEADER), &HEADER)),
        field("links", Map(&OrReference(&LINK))),
    ],
    ..PLAIN
};

static CALLBACK: Object = Object {
    name: "Callback Object",
    role: Role::Callback,
    component: Some("callbacks"),
    others: Others::Patterned(Pattern::Expression, OrReference(&PATH_ITEM)),
    ..PLAIN
};

static EXAMPLE: Object = Object {
    name: "Example Object",
    role: Role::Example,
    component: Some("examples"),
    fields: &[
        field("summary", Text),
        field("description", Text),
        field("value", Any),
        field("externalValue", Text),
        field("dataValue", Any).since(From32),
        field("serializedValue", Text).since(From32),
    ],
    rules: &[Rule::AtMostOne(&["value", "externalValue", "serializedValue"]), Rule::AtMostOne(&["value", "dataValue"])],
    ..PLAIN
};

static LINK: Object = Object {
    name: "Link Object",
    component: Some("links"),
    fields: &[
        field("operationRef", Text),
        field("operationId", Text),
        field("parameters", Map(&Any)),
        field("requestBody", Any),
        field("description", Text),
        field("server", Kind::Object(&SERVER)),
    ],
    rules: &[Rule::ExactlyOne(&["operationRef", "operationId"])],
    ..PLAIN
};

static HEADER: Object = Object {
    name: "Header Object",
    role: Role::Header,
    component: Some("headers"),
    fields: &[
        field("description", Text),
        field("schema", OrReference(&SCHEMA)),
        field("required", Boolean),
        field("deprecated", Boolean),
        field("style", Word(&["simple"])),
        field("explode", Boolean),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        field("content", Map(&OrReference(&MEDIA_TYPE))),
    ],
    rules: &[
        Rule::ExactlyOne(&["schema", "content"]),
        Rule::AtMostOne(&["example", "examples"]),
        Rule::Needs(&["style", "explode"], "schema"),
    ],
    ..PLAIN
};

/// Shared with Swagger 2.0.
pub(super) static TAG: Object = Object {
    name: "Tag Object",
    fields: &[
        field("name", Text).required(),
        field("summary", Text).since(From32),
        field("description", Text),
        field("externalDocs", EXTERNAL),
        field("parent", Text).since(From32),
        field("kind", Text).since(From32),
    ],
    ..PLAIN
};

/// Whether a Response Object has a field of this name.
pub(super) fn is_response_field(key: &str) -> bool {
    RESPONSE.field(key).is_some()
}
