//! Which keywords a later stage reads, by object. What is not listed says something to people only.

/// What reads a keyword of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    /// The type and the check.
    Type,
    /// Only the type, and what is made of it.
    Shape,
    /// Only the check.
    Check,
    /// `readOnly` and `writeOnly`: where they decide over a member.
    Flag,
    /// `default`: the member or parameter, if it may be absent.
    Default,
    /// The check, if another keyword stands beside it.
    CheckBeside(&'static str),
    /// The check, unless another keyword stands beside it.
    CheckWithout(&'static str),
    /// References, before anything is made of the schema.
    Reference,
    /// `format` and `contentEncoding`: if the name is known.
    Format,
    /// Definitions: if something refers to them.
    Definitions,
    /// Nothing.
    Nothing,
}

const SCHEMA: &[(Reads, &[&str])] = &[
    (
        Reads::Type,
        &[
            "type",
            "properties",
            "items",
            "required",
            "enum",
            "const",
            "nullable",
            "x-nullable",
            "additionalProperties",
            "unevaluatedProperties",
            "patternProperties",
            "prefixItems",
            "allOf",
            "anyOf",
            "oneOf",
            "discriminator",
            "$ref",
        ],
    ),
    (Reads::Shape, &["deprecated", "collectionFormat"]),
    (
        Reads::Check,
        &[
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "multipleOf",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties",
            "not",
            "contains",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "if",
        ],
    ),
    (Reads::CheckBeside("minimum"), &["exclusiveMinimum"]),
    (Reads::CheckBeside("maximum"), &["exclusiveMaximum"]),
    (Reads::CheckBeside("if"), &["then", "else"]),
    (Reads::CheckBeside("contains"), &["minContains", "maxContains"]),
    (Reads::CheckWithout("items"), &["unevaluatedItems"]),
    (Reads::Flag, &["readOnly", "writeOnly"]),
    (Reads::Default, &["default"]),
    (Reads::Format, &["format", "contentEncoding"]),
    (Reads::Reference, &["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"]),
    (Reads::Definitions, &["$defs", "definitions"]),
];

/// What reads a keyword of a schema, or of an object of 2.0 that is one.
pub(super) fn schema(keyword: &str) -> Reads {
    SCHEMA.iter().find(|(_, keywords)| keywords.contains(&keyword)).map_or(Reads::Nothing, |(reads, _)| *reads)
}

const OBJECTS: &[(&str, &[&str])] = &[
    ("OpenAPI Object", &["openapi", "$self", "servers", "paths", "components", "security", "tags"]),
    (
        "Swagger Object",
        &[
            "swagger",
            "host",
            "basePath",
            "schemes",
            "consumes",
            "produces",
            "paths",
            "definitions",
            "parameters",
            "responses",
            "securityDefinitions",
            "security",
            "tags",
        ],
    ),
    ("Server Object", &["url", "description", "variables"]),
    ("Server Variable Object", &["enum", "default"]),
    (
        "Components Object",
        &["schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes", "pathItems", "mediaTypes"],
    ),
    ("Path Item Object", &["$ref", "get", "put", "post", "delete", "options", "head", "patch", "trace", "query", "parameters"]),
    (
        "Operation Object",
        &["tags", "operationId", "parameters", "requestBody", "responses", "security", "deprecated", "consumes", "produces"],
    ),
    ("Parameter Object", &["name", "in", "required", "schema", "style", "explode", "allowReserved"]),
    ("Request Body Object", &["content", "required"]),
    ("Media Type Object", &["schema"]),
    ("Responses Object", &["default"]),
    ("Response Object", &["content", "headers", "schema"]),
    ("Header Object", &["schema", "required", "explode"]),
    ("Tag Object", &["name"]),
    ("Discriminator Object", &["propertyName", "mapping"]),
    ("Security Scheme Object", &["type", "name", "in", "scheme", "flow"]),
];

/// Whether a later stage reads a keyword of an object that is no schema.
pub(super) fn object(object: &str, keyword: &str) -> bool {
    keyword == "$ref" || OBJECTS.iter().any(|(name, keywords)| *name == object && keywords.contains(&keyword))
}

/// Whether an object of 2.0 holds the keywords of a schema itself.
pub(super) fn is_like_schema(object: &str) -> bool {
    matches!(object, "Parameter Object" | "Items Object" | "Header Object")
}
