//! The Schema Object: of 3.0 (a dialect of JSON Schema draft 5), and of 3.1 (JSON Schema 2020-12 with additions).

use super::openapi::EXTERNAL;
use super::table::Kind::{
    Any, Boolean, Count, Discriminator, ExclusiveBound, List, Map, Number, OrReference, SchemaOrBoolean, Step, Text, Types, Word,
};
use super::table::Reads::{Check, CheckBeside, CheckWithout, Default, Flag, Format, Identity, Missing, Parts, Shape, Type};
use super::table::{Id, Object, Others, Rule, field, plain, read};
use super::version::Since::{Always, Draft, From30, From31, From32};

/// The Schema Object.
pub(crate) static SCHEMA: Object = Object {
    referable: Some(Always),
    others: Others::Annotations,
    fields: &[
        field("type", Types).by(Type),
        field("description", Text),
        field("properties", Map(&OrReference(&SCHEMA))).by(Type),
        field("items", OrReference(&SCHEMA)).by(Type),
        field("format", Text).by(Format),
        field("required", List(&Text)).by(Type),
        field("example", Any),
        field("enum", List(&Any)).by(Type),
        field("nullable", Boolean).since(From30).by(Type),
        field("title", Text),
        field("default", Any).by(Default),
        field("readOnly", Boolean).by(Flag),
        field("writeOnly", Boolean).since(From30).by(Flag),
        field("maxLength", Count).by(Check),
        field("minLength", Count).by(Check),
        field("pattern", Text).by(Check),
        field("minimum", Number).by(Check),
        field("maximum", Number).by(Check),
        field("additionalProperties", SchemaOrBoolean).by(Type),
        field("allOf", List(&OrReference(&SCHEMA))).by(Type),
        field("anyOf", List(&OrReference(&SCHEMA))).since(From30).by(Type),
        field("oneOf", List(&OrReference(&SCHEMA))).since(From30).by(Type),
        field("not", OrReference(&SCHEMA)).since(From30).by(Check),
        field("minItems", Count).by(Check),
        field("maxItems", Count).by(Check),
        field("uniqueItems", Boolean).by(Check),
        field("multipleOf", Step).by(Check),
        field("exclusiveMinimum", ExclusiveBound).by(CheckBeside("minimum")),
        field("exclusiveMaximum", ExclusiveBound).by(CheckBeside("maximum")),
        field("minProperties", Count).by(Check),
        field("maxProperties", Count).by(Check),
        field("deprecated", Boolean).since(From30).by(Shape),
        field("discriminator", Discriminator).by(Type),
        field("xml", super::table::Kind::Object(&XML)).by(Flag),
        field("externalDocs", EXTERNAL),
        field("const", Any).since(From31).by(Type),
        field("examples", Any).since(From31),
        field("prefixItems", List(&OrReference(&SCHEMA))).since(From31).by(Type),
        field("contains", OrReference(&SCHEMA)).since(From31).by(Check),
        field("minContains", Count).since(From31).by(CheckBeside("contains")),
        field("maxContains", Count).since(From31).by(CheckBeside("contains")),
        field("patternProperties", Map(&OrReference(&SCHEMA))).since(From31).by(Type),
        field("propertyNames", OrReference(&SCHEMA)).since(From31).by(Check),
        field("dependentRequired", Map(&List(&Text))).since(From31).by(Check),
        field("dependentSchemas", Map(&OrReference(&SCHEMA))).since(From31).by(Check),
        field("if", OrReference(&SCHEMA)).since(From31).by(Check),
        field("then", OrReference(&SCHEMA)).since(From31).by(CheckBeside("if")),
        field("else", OrReference(&SCHEMA)).since(From31).by(CheckBeside("if")),
        field("unevaluatedItems", OrReference(&SCHEMA)).since(From31).by(CheckWithout("items")),
        field("unevaluatedProperties", OrReference(&SCHEMA)).since(From31).by(Type),
        field("contentEncoding", Text).since(From31).by(Format),
        field("contentMediaType", Text).since(From31).by(Flag),
        field("contentSchema", OrReference(&SCHEMA)).since(From31).by(Flag),
        field("$defs", Map(&OrReference(&SCHEMA))).since(From31).by(Parts),
        field("definitions", Map(&OrReference(&SCHEMA))).since(Draft).by(Parts),
        field("$id", Text).since(From31).by(Identity),
        field("$schema", Text).since(From31).by(Type),
        field("$anchor", Text).since(From31).by(Identity),
        field("$dynamicAnchor", Text).since(From31).by(Identity),
        field("$dynamicRef", Text).since(From31).by(Identity),
        field("$vocabulary", Map(&Boolean)).since(From31),
        field("$comment", Text).since(From31),
    ],
    rules: &[Rule::NotEmpty("allOf", Always), Rule::NotEmpty("anyOf", From30), Rule::NotEmpty("oneOf", From30)],
    ..plain(Id::Schema)
};

/// Discriminator Object, since 3.0.
pub(crate) static DISCRIMINATOR: Object = Object {
    fields: &[
        read("propertyName", Text).required(),
        read("mapping", Map(&Text)),
        field("defaultMapping", Text).since(From32).by(Missing("a value that is not listed is treated as if this were absent")),
    ],
    ..plain(Id::Discriminator)
};

static XML: Object = Object {
    fields: &[
        field("name", Text).by(Flag),
        field("namespace", Text).by(Flag),
        field("prefix", Text).by(Flag),
        field("attribute", Boolean).by(Flag),
        field("wrapped", Boolean).by(Flag),
        field("nodeType", Word(&["element", "attribute", "text", "cdata", "none"])).since(From32).by(Flag),
    ],
    rules: &[Rule::AtMostOne(&["attribute", "nodeType"]), Rule::AtMostOne(&["wrapped", "nodeType"])],
    ..plain(Id::Xml)
};
