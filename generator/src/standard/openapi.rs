//! The objects of OpenAPI 3.0, 3.1 and 3.2, in the order of the standard. The Schema Object and security have files of their own.

use super::schema::SCHEMA;
use super::security::{SECURITY_REQUIREMENT, SECURITY_SCHEME};
use super::table::Kind::{Any, Boolean, DatedWord, List, Map, Named, OrReference, Text, Word};
use super::table::Reads::{Missing, Parts, Shape};
use super::table::{Id, Kind, Object, Others, Pattern, Rule, Spelling, field, plain, read};
use super::version::Since::{self, Always, From31, From32, UpTo30, UpTo31};

/// The root of a document.
pub static OPENAPI: Object = Object {
    fields: &[
        read("openapi", Text).required(),
        field("info", Kind::Object(&INFO)).required(),
        read("$self", Text).since(From32),
        field("jsonSchemaDialect", Text).since(From31),
        read("servers", List(&Kind::Object(&SERVER))),
        read("paths", Kind::Object(&PATHS)).required_in(UpTo30),
        read("webhooks", Map(&OrReference(&PATH_ITEM))).since(From31),
        read("components", Kind::Object(&COMPONENTS)),
        read("security", List(&SECURITY_REQUIREMENT)),
        read("tags", List(&Kind::Object(&TAG))),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
    ],
    rules: &[Rule::AtLeastOne(&["paths", "components", "webhooks"], From31)],
    ..plain(Id::OpenApi)
};

/// Shared with Swagger 2.0.
pub(super) static INFO: Object = Object {
    fields: &[
        field("title", Text).required(),
        field("summary", Text).since(From31),
        field("description", Text),
        field("termsOfService", Text),
        field("contact", Kind::Object(&CONTACT)),
        field("license", Kind::Object(&LICENSE)),
        field("version", Text).required(),
    ],
    ..plain(Id::Info)
};

static CONTACT: Object =
    Object { fields: &[field("name", Text), field("url", Text), field("email", Text)], ..plain(Id::Contact) };

static LICENSE: Object = Object {
    fields: &[field("name", Text).required(), field("identifier", Text).since(From31), field("url", Text)],
    rules: &[Rule::AtMostOne(&["identifier", "url"])],
    ..plain(Id::License)
};

static SERVER: Object = Object {
    fields: &[
        read("url", Text).required(),
        read("description", Text),
        read("variables", Map(&Kind::Object(&SERVER_VARIABLE))),
        field("name", Text).since(From32),
    ],
    ..plain(Id::Server)
};

static SERVER_VARIABLE: Object = Object {
    fields: &[read("enum", List(&Text)), read("default", Text).required(), field("description", Text)],
    rules: &[Rule::NotEmpty("enum", From31)],
    ..plain(Id::ServerVariable)
};

pub(super) static COMPONENTS: Object = Object {
    fields: &[
        read("schemas", Named(Pattern::Component, &OrReference(&SCHEMA), &COMPONENTS)),
        field("responses", Named(Pattern::Component, &OrReference(&RESPONSE), &COMPONENTS)).by(Parts),
        field("parameters", Named(Pattern::Component, &OrReference(&PARAMETER), &COMPONENTS)).by(Parts),
        field("examples", Named(Pattern::Component, &OrReference(&EXAMPLE), &COMPONENTS)),
        field("requestBodies", Named(Pattern::Component, &OrReference(&REQUEST_BODY), &COMPONENTS)).by(Parts),
        field("headers", Named(Pattern::Component, &OrReference(&HEADER), &COMPONENTS)).by(Parts),
        field("securitySchemes", Named(Pattern::Component, &OrReference(&SECURITY_SCHEME), &COMPONENTS)).by(Parts),
        field("links", Named(Pattern::Component, &OrReference(&LINK), &COMPONENTS)),
        field("callbacks", Named(Pattern::Component, &OrReference(&CALLBACK), &COMPONENTS)).by(Parts),
        field("pathItems", Named(Pattern::Component, &OrReference(&PATH_ITEM), &COMPONENTS)).since(From31).by(Parts),
        field("mediaTypes", Named(Pattern::Component, &OrReference(&MEDIA_TYPE), &COMPONENTS)).since(From32).by(Parts),
    ],
    ..plain(Id::Components)
};

static PATHS: Object = Object { others: Others::Patterned(Pattern::Path, OrReference(&PATH_ITEM)), ..plain(Id::Paths) };

/// One path, webhook or callback.
pub(super) static PATH_ITEM: Object = Object {
    referable: Some(Always),
    fields: &[
        read("get", Kind::Object(&OPERATION)),
        read("put", Kind::Object(&OPERATION)),
        read("post", Kind::Object(&OPERATION)),
        read("delete", Kind::Object(&OPERATION)),
        read("options", Kind::Object(&OPERATION)),
        read("head", Kind::Object(&OPERATION)),
        read("patch", Kind::Object(&OPERATION)),
        read("trace", Kind::Object(&OPERATION)),
        read("query", Kind::Object(&OPERATION)).since(From32),
        field("additionalOperations", Named(Pattern::Method, &Kind::Object(&OPERATION), &PATH_ITEM))
            .since(From32)
            .by(Missing("no operations are generated from them")),
        read("parameters", List(&OrReference(&PARAMETER))),
        read("servers", List(&Kind::Object(&SERVER))),
        field("summary", Text),
        field("description", Text),
    ],
    ..plain(Id::PathItem)
};

static OPERATION: Object = Object {
    fields: &[
        read("tags", List(&Text)),
        field("summary", Text),
        field("description", Text),
        read("operationId", Text),
        read("parameters", List(&OrReference(&PARAMETER))),
        read("requestBody", OrReference(&REQUEST_BODY)),
        read("responses", Kind::Object(&RESPONSES)).required_in(UpTo30),
        read("security", List(&SECURITY_REQUIREMENT)),
        read("deprecated", Boolean),
        field("externalDocs", Kind::Object(&EXTERNAL_DOCS)),
        read("callbacks", Map(&OrReference(&CALLBACK))),
        read("servers", List(&Kind::Object(&SERVER))),
    ],
    ..plain(Id::Operation)
};

static EXTERNAL_DOCS: Object =
    Object { fields: &[field("description", Text), field("url", Text).required()], ..plain(Id::ExternalDocs) };

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
    referable: Some(Always),
    fields: &[
        read("name", Text).required(),
        read("in", LOCATIONS).required(),
        field("description", Text),
        read("required", Boolean),
        read("schema", OrReference(&SCHEMA)),
        read("style", STYLES),
        read("explode", Boolean),
        field("deprecated", Boolean).by(Shape),
        read("allowEmptyValue", Boolean),
        read("allowReserved", Boolean),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        read("content", Map(&OrReference(&MEDIA_TYPE))),
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
    ..plain(Id::Parameter)
};

static REQUEST_BODY: Object = Object {
    referable: Some(Always),
    fields: &[field("description", Text), read("content", Map(&OrReference(&MEDIA_TYPE))).required(), read("required", Boolean)],
    ..plain(Id::RequestBody)
};

/// A body, and since 3.2 something that is referred to.
pub(super) static MEDIA_TYPE: Object = Object {
    referable: Some(From32),
    fields: &[
        read("schema", OrReference(&SCHEMA)),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        read("encoding", Map(&Kind::Object(&ENCODING))),
        field("description", Text).since(From32),
        read("itemSchema", OrReference(&SCHEMA)).since(From32),
        field("prefixEncoding", List(&Kind::Object(&ENCODING)))
            .since(From32)
            .by(Missing("the parts are written as if it were absent")),
        field("itemEncoding", Kind::Object(&ENCODING)).since(From32).by(Missing("the parts are written as if it were absent")),
    ],
    rules: &[
        Rule::AtMostOne(&["example", "examples"]),
        Rule::AtMostOne(&["encoding", "prefixEncoding"]),
        Rule::AtMostOne(&["encoding", "itemEncoding"]),
    ],
    ..plain(Id::MediaType)
};

static ENCODING: Object = Object {
    fields: &[
        read("contentType", Text),
        read("headers", Named(Pattern::HeaderName, &OrReference(&HEADER), &HEADER)),
        read("style", Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
        read("explode", Boolean),
        read("allowReserved", Boolean),
        field("encoding", Map(&Kind::Object(&ENCODING))).since(From32).by(Missing("the parts are written as if it were absent")),
        field("prefixEncoding", List(&Kind::Object(&ENCODING)))
            .since(From32)
            .by(Missing("the parts are written as if it were absent")),
        field("itemEncoding", Kind::Object(&ENCODING)).since(From32).by(Missing("the parts are written as if it were absent")),
    ],
    rules: &[Rule::AtMostOne(&["encoding", "prefixEncoding"]), Rule::AtMostOne(&["encoding", "itemEncoding"])],
    ..plain(Id::Encoding)
};

static RESPONSES: Object = Object {
    fields: &[read("default", OrReference(&RESPONSE))],
    others: Others::Patterned(Pattern::Status, OrReference(&RESPONSE)),
    ..plain(Id::Responses)
};

pub(super) static RESPONSE: Object = Object {
    referable: Some(Always),
    fields: &[
        field("summary", Text).since(From32),
        field("description", Text).required_in(UpTo31),
        read("content", Map(&OrReference(&MEDIA_TYPE))),
        read("headers", Named(Pattern::HeaderName, &OrReference(&HEADER), &HEADER)),
        field("links", Map(&OrReference(&LINK))),
    ],
    ..plain(Id::Response)
};

static CALLBACK: Object = Object {
    referable: Some(Always),
    others: Others::Patterned(Pattern::Expression, OrReference(&PATH_ITEM)),
    ..plain(Id::Callback)
};

static EXAMPLE: Object = Object {
    referable: Some(Always),
    fields: &[
        field("summary", Text),
        field("description", Text),
        field("value", Any),
        field("externalValue", Text),
        field("dataValue", Any).since(From32),
        field("serializedValue", Text).since(From32),
    ],
    rules: &[Rule::AtMostOne(&["value", "externalValue", "serializedValue"]), Rule::AtMostOne(&["value", "dataValue"])],
    ..plain(Id::Example)
};

static LINK: Object = Object {
    referable: Some(Always),
    fields: &[
        field("operationRef", Text),
        field("operationId", Text),
        field("parameters", Map(&Any)),
        field("requestBody", Any),
        field("description", Text),
        field("server", Kind::Object(&SERVER)),
    ],
    rules: &[Rule::ExactlyOne(&["operationRef", "operationId"])],
    ..plain(Id::Link)
};

static HEADER: Object = Object {
    referable: Some(Always),
    fields: &[
        field("description", Text),
        read("schema", OrReference(&SCHEMA)),
        read("required", Boolean),
        field("deprecated", Boolean).by(Shape),
        field("style", Word(&["simple"])),
        read("explode", Boolean),
        field("example", Any),
        field("examples", Map(&OrReference(&EXAMPLE))),
        read("content", Map(&OrReference(&MEDIA_TYPE))),
    ],
    rules: &[
        Rule::ExactlyOne(&["schema", "content"]),
        Rule::AtMostOne(&["example", "examples"]),
        Rule::Needs(&["style", "explode"], "schema"),
    ],
    ..plain(Id::Header)
};

/// Shared with Swagger 2.0.
pub(super) static TAG: Object = Object {
    fields: &[
        read("name", Text).required(),
        field("summary", Text).since(From32),
        field("description", Text),
        field("externalDocs", EXTERNAL),
        field("parent", Text).since(From32),
        field("kind", Text).since(From32),
    ],
    ..plain(Id::Tag)
};
