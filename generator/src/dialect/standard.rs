//! The objects of OpenAPI 3.0 and 3.1, in the order of the standard. The Schema Object has a file of its own.

use super::schema_table::SCHEMA;
use super::table::Kind::{Any, Boolean, List, Map, OrReference, Text, Word};
use super::table::Since::{From31, Only30};
use super::table::{Kind, Object, Others, Pattern, Role, Rule, field};

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
        field("jsonSchemaDialect", Text).since(From31),
        field("servers", List(&Kind::Object(&SERVER))),
        field("paths", Kind::Object(&PATHS)).required_in(Only30),
        field("webhooks", Map(&OrReference(&PATH_ITEM))).since(From31),
        field("components", Kind::Object(&COMPONENTS)),
        field("security", List(&SECURITY_REQUIREMENT)),
        field("tags", List(&Kind::Object(&TAG))),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
    ],
    rules: &[Rule::AtLeastOne(&["paths", "components", "webhooks"], From31)],
    ..PLAIN
};

static INFO: Object = Object {
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
        field("schemas", Map(&OrReference(&SCHEMA))),
        field("responses", Map(&OrReference(&RESPONSE))),
        field("parameters", Map(&OrReference(&PARAMETER))),
        field("examples", Map(&OrReference(&EXAMPLE))),
        field("requestBodies", Map(&OrReference(&REQUEST_BODY))),
        field("headers", Map(&OrReference(&HEADER))),
        field("securitySchemes", Map(&OrReference(&SECURITY_SCHEME))),
        field("links", Map(&OrReference(&LINK))),
        field("callbacks", Map(&OrReference(&CALLBACK))),
        field("pathItems", Map(&OrReference(&PATH_ITEM))).since(From31),
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
        field("responses", Kind::Object(&RESPONSES)).required_in(Only30),
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

const STYLES: &[&str] = &["matrix", "label", "form", "simple", "spaceDelimited", "pipeDelimited", "deepObject"];

const STYLE_OF_LOCATION: [Rule; 4] = [
    limit("path", &["matrix", "label", "simple"]),
    limit("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    limit("header", &["simple"]),
    limit("cookie", &["form"]),
];

const fn limit(location: &'static str, to: &'static [&'static str]) -> Rule {
    Rule::Limits { field: "in", value: location, limited: "style", to }
}

const fn only_in_query(location: &'static str) -> Rule {
    Rule::Excludes { field: "in", value: location, refused: "allowReserved" }
}

static PARAMETER: Object = Object {
    name: "Parameter Object",
    role: Role::Parameter,
    component: Some("parameters"),
    fields: &[
        field("name", Text).required(),
        field("in", Word(&["query", "header", "path", "cookie"])).required(),
        field("description", Text),
        field("required", Boolean),
        field("schema", OrReference(&SCHEMA)),
        field("style", Word(STYLES)),
        field("explode", Boolean),
        field("deprecated", Boolean),
        field("allowEmptyValue", Boolean),
        field("allowReserved", Boolean),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        field("content", Map(&Kind::Object(&MEDIA_TYPE))),
    ],
    rules: &[
        Rule::ExactlyOne(&["schema", "content"]),
        Rule::AtMostOne(&["example", "examples"]),
        STYLE_OF_LOCATION[0],
        STYLE_OF_LOCATION[1],
        STYLE_OF_LOCATION[2],
        STYLE_OF_LOCATION[3],
        only_in_query("path"),
        only_in_query("header"),
        only_in_query("cookie"),
    ],
    ..PLAIN
};

static REQUEST_BODY: Object = Object {
    name: "Request Body Object",
    component: Some("requestBodies"),
    fields: &[
        field("description", Text),
        field("content", Map(&Kind::Object(&MEDIA_TYPE))).required(),
        field("required", Boolean),
    ],
    ..PLAIN
};

static MEDIA_TYPE: Object = Object {
    name: "Media Type Object",
    fields: &[
        field("schema", OrReference(&SCHEMA)),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        field("encoding", Map(&Kind::Object(&ENCODING))),
    ],
    rules: &[Rule::AtMostOne(&["example", "examples"])],
    ..PLAIN
};

static ENCODING: Object = Object {
    name: "Encoding Object",
    role: Role::Encoding,
    fields: &[
        field("contentType", Text),
        field("headers", Map(&OrReference(&HEADER))),
        field("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        field("explode", Boolean),
        field("allowReserved", Boolean),
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

static RESPONSE: Object = Object {
    name: "Response Object",
    component: Some("responses"),
    fields: &[
        field("description", Text).required(),
        field("content", Map(&Kind::Object(&MEDIA_TYPE))),
        field("headers", Map(&OrReference(&HEADER))),
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
    component: Some("examples"),
    fields: &[field("summary", Text), field("description", Text), field("value", Any), field("externalValue", Text)],
    rules: &[Rule::AtMostOne(&["value", "externalValue"])],
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
        field("content", Map(&Kind::Object(&MEDIA_TYPE))),
    ],
    rules: &[Rule::ExactlyOne(&["schema", "content"]), Rule::AtMostOne(&["example", "examples"])],
    ..PLAIN
};

static TAG: Object = Object {
    name: "Tag Object",
    fields: &[field("name", Text).required(), field("description", Text), field("externalDocs", Kind::Object(&EXTERNAL_DOCS))],
    ..PLAIN
};

const fn needs(value: &'static str, needs: &'static [&'static str]) -> Rule {
    Rule::Requires { field: "type", value, needs }
}

static SECURITY_SCHEME: Object = Object {
    name: "Security Scheme Object",
    role: Role::SecurityScheme,
    component: Some("securitySchemes"),
    fields: &[
        field("type", Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"])).required(),
        field("description", Text),
        field("name", Text),
        field("in", Word(&["query", "header", "cookie"])),
        field("scheme", Text),
        field("bearerFormat", Text),
        field("flows", Kind::Object(&OAUTH_FLOWS)),
        field("openIdConnectUrl", Text),
    ],
    rules: &[
        needs("apiKey", &["name", "in"]),
        needs("http", &["scheme"]),
        needs("oauth2", &["flows"]),
        needs("openIdConnect", &["openIdConnectUrl"]),
    ],
    ..PLAIN
};

static OAUTH_FLOWS: Object = Object {
    name: "OAuth Flows Object",
    fields: &[
        field("implicit", Kind::Object(&IMPLICIT_FLOW)),
        field("password", Kind::Object(&TOKEN_FLOW)),
        field("clientCredentials", Kind::Object(&TOKEN_FLOW)),
        field("authorizationCode", Kind::Object(&CODE_FLOW)),
    ],
    ..PLAIN
};

static IMPLICIT_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[field("authorizationUrl", Text).required(), field("refreshUrl", Text), field("scopes", Map(&Text)).required()],
    ..PLAIN
};

static TOKEN_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[field("tokenUrl", Text).required(), field("refreshUrl", Text), field("scopes", Map(&Text)).required()],
    ..PLAIN
};

static CODE_FLOW: Object = Object {
    name: "OAuth Flow Object",
    fields: &[
        field("authorizationUrl", Text).required(),
        field("tokenUrl", Text).required(),
        field("refreshUrl", Text),
        field("scopes", Map(&Text)).required(),
    ],
    ..PLAIN
};

const SECURITY_REQUIREMENT: Kind = Map(&List(&Text));
