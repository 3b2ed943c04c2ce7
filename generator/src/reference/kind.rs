//! Which members of the standard's objects hold which objects: as much of it as it takes to find references. All versions
//! at once, since the shape is checked later; what stands elsewhere (examples, defaults, extensions) is data, and a `$ref`
//! in it is no reference.

/// An object of the standard that is referred to, or that holds some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Document,
    Components,
    Paths,
    PathItem,
    Operation,
    Operations,
    Callback,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Header,
    Example,
    Link,
    SecurityScheme,
    Schema,
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// An object, or a list of such objects.
    One(Kind),
    /// A mapping from free names to such objects.
    Map(Kind),
    /// Nothing that refers.
    Data,
}

use Holds::{Data, Map, One};
use Kind::{
    Callback, Components, Document, Encoding, Example, Header, Link, MediaType, Operation, Operations, Parameter, PathItem,
    Paths, RequestBody, Response, Responses, Schema, SecurityScheme,
};

impl Kind {
    /// What the member `key` of such an object holds.
    pub(super) fn member(self, key: &str) -> Holds {
        if key.starts_with("x-") {
            return Data;
        }
        match self {
            Document => document(key),
            Components => section(key).map_or(Data, Map),
            Paths | Callback => One(PathItem),
            PathItem => path_item(key),
            Operations => One(Operation),
            Operation => operation(key),
            Parameter | Header => parameter(key),
            RequestBody => match key {
                "content" => Map(MediaType),
                _ => Data,
            },
            MediaType => media_type(key),
            Encoding => encoding(key),
            Responses => One(Response),
            Response => response(key),
            Schema => schema(key),
            Example | Link | SecurityScheme => Data,
        }
    }

    /// Its name in the standard.
    pub(super) fn name(self) -> &'static str {
        match self {
            Document => "an OpenAPI Object",
            Components => "a Components Object",
            Paths => "a Paths Object",
            PathItem => "a Path Item Object",
            Operation | Operations => "an Operation Object",
            Callback => "a Callback Object",
            Parameter => "a Parameter Object",
            RequestBody => "a Request Body Object",
            MediaType => "a Media Type Object",
            Encoding => "an Encoding Object",
            Responses => "a Responses Object",
            Response => "a Response Object",
            Header => "a Header Object",
            Example => "an Example Object",
            Link => "a Link Object",
            SecurityScheme => "a Security Scheme Object",
            Schema => "a Schema Object",
        }
    }

    /// The member of `components` that holds such objects.
    pub(super) fn section(self) -> Option<&'static str> {
        SECTIONS.iter().find(|(_, kind)| *kind == self).map(|(name, _)| *name)
    }

    /// The member of a Swagger 2.0 document that holds such objects.
    pub(super) fn section_20(self) -> Option<&'static str> {
        SECTIONS_20.iter().find(|(_, kind)| *kind == self).map(|(name, _)| *name)
    }
}

const SECTIONS: [(&str, Kind); 11] = [
    ("schemas", Schema),
    ("responses", Response),
    ("parameters", Parameter),
    ("examples", Example),
    ("requestBodies", RequestBody),
    ("headers", Header),
    ("securitySchemes", SecurityScheme),
    ("links", Link),
    ("callbacks", Callback),
    ("pathItems", PathItem),
    ("mediaTypes", MediaType),
];

const SECTIONS_20: [(&str, Kind); 4] =
    [("definitions", Schema), ("parameters", Parameter), ("responses", Response), ("securityDefinitions", SecurityScheme)];

fn section(key: &str) -> Option<Kind> {
    SECTIONS.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind)
}

/// The kind of object that a pointer into an OpenAPI document leads to, if it leads to a component.
pub(super) fn of_component(tokens: &[String]) -> Option<Kind> {
    match tokens {
        [components, kind, _] if components == "components" => section(kind),
        [kind, _] => SECTIONS_20.iter().find(|(name, _)| name == kind).map(|(_, kind)| *kind),
        _ => None,
    }
}

fn document(key: &str) -> Holds {
    match key {
        "components" => One(Components),
        "paths" => One(Paths),
        "webhooks" => Map(PathItem),
        _ => SECTIONS_20.iter().find(|(name, _)| *name == key).map_or(Data, |(_, kind)| Map(*kind)),
    }
}

fn path_item(key: &str) -> Holds {
    match key {
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => One(Operation),
        "additionalOperations" => One(Operations),
        "parameters" => One(Parameter),
        _ => Data,
    }
}

fn operation(key: &str) -> Holds {
    match key {
        "parameters" => One(Parameter),
        "requestBody" => One(RequestBody),
        "responses" => One(Responses),
        "callbacks" => Map(Callback),
        _ => Data,
    }
}

fn parameter(key: &str) -> Holds {
    match key {
        "schema" => One(Schema),
        "content" => Map(MediaType),
        "examples" => Map(Example),
        _ => Data,
    }
}

fn media_type(key: &str) -> Holds {
    match key {
        "schema" | "itemSchema" => One(Schema),
        "examples" => Map(Example),
        "encoding" => Map(Encoding),
        "itemEncoding" | "prefixEncoding" => One(Encoding),
        _ => Data,
    }
}

fn encoding(key: &str) -> Holds {
    match key {
        "headers" => Map(Header),
        "encoding" => Map(Encoding),
        "itemEncoding" | "prefixEncoding" => One(Encoding),
        _ => Data,
    }
}

fn response(key: &str) -> Holds {
    match key {
        "content" => Map(MediaType),
        "headers" => Map(Header),
        "links" => Map(Link),
        "schema" => One(Schema),
        _ => Data,
    }
}

fn schema(key: &str) -> Holds {
    match key {
        "items"
        | "additionalProperties"
        | "allOf"
        | "anyOf"
        | "oneOf"
        | "not"
        | "prefixItems"
        | "contains"
        | "propertyNames"
        | "if"
        | "then"
        | "else"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema"
        | "additionalItems" => One(Schema),
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" | "dependencies" => Map(Schema),
        _ => Data,
    }
}
