//! The Schema Object: of 3.0 (a dialect of JSON Schema draft 5), and of 3.1 (JSON Schema 2020-12 with additions).

use super::standard::{EXTERNAL, PLAIN};
use super::table::Kind::{
    Any, Boolean, Count, Discriminator, ExclusiveBound, List, Map, Number, OrReference, SchemaOrBoolean, Step, Text, Types, Word,
};
use super::table::Since::{Always, From30, From31, From32};
use super::table::{Object, Others, Role, Rule, field};

/// The Schema Object.
pub(crate) static SCHEMA: Object = Object {
    name: "Schema Object",
    role: Role::Schema,
    component: Some("schemas"),
    others: Others::Annotations,
    fields: &[
        field("type", Types),
        field("description", Text),
        field("properties", Map(&OrReference(&SCHEMA))),
        field("items", OrReference(&SCHEMA)),
        field("format", Text),
        field("required", List(&Text)),
        field("example", Any),
        field("enum", List(&Any)),
        field("nullable", Boolean).since(From30),
        field("title", Text),
        field("default", Any),
        field("readOnly", Boolean),
        field("writeOnly", Boolean).since(From30),
        field("maxLength", Count),
        field("minLength", Count),
        field("pattern", Text),
        field("minimum", Number),
        field("maximum", Number),
        field("additionalProperties", SchemaOrBoolean),
        field("allOf", List(&OrReference(&SCHEMA))),
        field("anyOf", List(&OrReference(&SCHEMA))).since(From30),
        field("oneOf", List(&OrReference(&SCHEMA))).since(From30),
        field("not", OrReference(&SCHEMA)).since(From30),
        field("minItems", Count),
        field("maxItems", Count),
        field("uniqueItems", Boolean),
        field("multipleOf", Step),
        field("exclusiveMinimum", ExclusiveBound),
        field("exclusiveMaximum", ExclusiveBound),
        field("minProperties", Count),
        field("maxProperties", Count),
        field("deprecated", Boolean).since(From30),
        field("discriminator", Discriminator),
        field("xml", super::table::Kind::Object(&XML)),
        field("externalDocs", EXTERNAL),
        field("const", Any).since(From31),
        field("examples", Any).since(From31),
        field("prefixItems", List(&OrReference(&SCHEMA))).since(From31),
        field("contains", OrReference(&SCHEMA)).since(From31),
        field("minContains", Count).since(From31),
        field("maxContains", Count).since(From31),
        field("patternProperties", Map(&OrReference(&SCHEMA))).since(From31),
        field("propertyNames", OrReference(&SCHEMA)).since(From31),
        field("dependentRequired", Map(&List(&Text))).since(From31),
        field("dependentSchemas", Map(&OrReference(&SCHEMA))).since(From31),
        field("if", OrReference(&SCHEMA)).since(From31),
        field("then", OrReference(&SCHEMA)).since(From31),
        field("else", OrReference(&SCHEMA)).since(From31),
        field("unevaluatedItems", OrReference(&SCHEMA)).since(From31),
        field("unevaluatedProperties", OrReference(&SCHEMA)).since(From31),
        field("contentEncoding", Text).since(From31),
        field("contentMediaType", Text).since(From31),
        field("contentSchema", OrReference(&SCHEMA)).since(From31),
        field("$defs", Map(&OrReference(&SCHEMA))).since(From31),
        field("definitions", Map(&OrReference(&SCHEMA))).since(From31),
        field("dependencies", Any).since(From31),
        field("$id", Text).since(From31),
        field("$schema", Text).since(From31),
        field("$anchor", Text).since(From31),
        field("$dynamicAnchor", Text).since(From31),
        field("$dynamicRef", Text).since(From31),
        field("$vocabulary", Map(&Boolean)).since(From31),
        field("$comment", Text).since(From31),
    ],
    rules: &[Rule::NotEmpty("allOf", Always), Rule::NotEmpty("anyOf", From30), Rule::NotEmpty("oneOf", From30)],
    ..PLAIN
};

/// Discriminator Object, since 3.0.
pub(crate) static DISCRIMINATOR: Object = Object {
    name: "Discriminator Object",
    role: Role::Discriminator,
    fields: &[field("propertyName", Text).required(), field("mapping", Map(&Text)), field("defaultMapping", Text).since(From32)],
    ..PLAIN
};

static XML: Object = Object {
    name: "XML Object",
    fields: &[
        field("name", Text),
        field("namespace", Text),
        field("prefix", Text),
        field("attribute", Boolean),
        field("wrapped", Boolean),
        field("nodeType", Word(&["element", "attribute", "text", "cdata", "none"])).since(From32),
    ],
    rules: &[Rule::AtMostOne(&["attribute", "nodeType"]), Rule::AtMostOne(&["wrapped", "nodeType"])],
    ..PLAIN
};
