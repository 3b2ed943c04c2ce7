//! A description that can be edited: what it holds, and how it is written.

use super::json::{Json, object, text};

/// A description.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub schemas: Vec<(String, Schema)>,
    pub operations: Vec<Operation>,
    pub schemes: Vec<String>,
}

/// A schema.
#[derive(Clone, Debug)]
pub enum Schema {
    /// `type: string`.
    Text,
    /// Properties, and whether undeclared members are kept.
    Object(Vec<(String, Schema)>, bool),
    /// A list of a schema.
    List(Box<Schema>),
    /// Enumerated strings.
    Enumeration(Vec<String>),
    /// `oneOf` of objects, told apart by a member of each that no other one has.
    Branches(Vec<Branch>),
}

/// A branch: its own member, and others.
#[derive(Clone, Debug)]
pub struct Branch {
    pub mark: String,
    pub properties: Vec<(String, Schema)>,
}

/// An operation. Its path and method stay what they are.
#[derive(Clone, Debug)]
pub struct Operation {
    pub path: String,
    pub method: &'static str,
    pub id: Option<String>,
    pub tag: Option<String>,
    /// Location and name.
    pub parameters: Vec<(&'static str, String)>,
    pub body: Option<Schema>,
    /// The headers of its response.
    pub headers: Vec<String>,
    /// The body of its response.
    pub answer: Option<Schema>,
}

impl Document {
    /// As JSON text.
    pub fn text(&self) -> String {
        let schemas = self.schemas.iter().map(|(name, schema)| (name.clone(), schema.json())).collect();
        let schemes =
            self.schemes.iter().map(|name| (name.clone(), object([("type", text("http")), ("scheme", text("bearer"))])));
        let paths = self.operations.iter().map(|operation| (operation.full_path(), operation.item())).collect();
        let document = object([
            ("openapi", text("3.1.0")),
            ("info", object([("title", text("T")), ("version", text("1"))])),
            ("paths", Json::Object(paths)),
            ("components", object([("schemas", Json::Object(schemas)), ("securitySchemes", Json::Object(schemes.collect()))])),
        ]);
        document.to_string()
    }
}

fn properties(list: &[(String, Schema)]) -> Json {
    Json::Object(list.iter().map(|(name, schema)| (name.clone(), schema.json())).collect())
}

impl Schema {
    fn json(&self) -> Json {
        match self {
            Self::Text => object([("type", text("string"))]),
            Self::Object(list, kept) => {
                let schema = object([("type", text("object")), ("properties", properties(list))]);
                if *kept { schema.with("additionalProperties", Json::True) } else { schema }
            }
            Self::List(items) => object([("type", text("array")), ("items", items.json())]),
            Self::Enumeration(values) => {
                object([("type", text("string")), ("enum", Json::List(values.iter().map(text).collect()))])
            }
            Self::Branches(branches) => object([("oneOf", Json::List(branches.iter().map(Branch::json).collect()))]),
        }
    }
}

impl Branch {
    fn json(&self) -> Json {
        let own = (self.mark.clone(), Schema::Text);
        let list: Vec<_> = std::iter::once(own).chain(self.properties.iter().cloned()).collect();
        object([("type", text("object")), ("required", Json::List(vec![text(&self.mark)])), ("properties", properties(&list))])
    }
}

impl Operation {
    fn full_path(&self) -> String {
        let templates = self.parameters.iter().filter(|(location, _)| *location == "path");
        templates.fold(self.path.clone(), |path, (_, name)| format!("{path}/{{{name}}}"))
    }

    fn item(&self) -> Json {
        Json::Object(vec![(self.method.to_owned(), self.json())])
    }

    fn json(&self) -> Json {
        let parameters = self.parameters.iter().map(|(location, name)| {
            let parameter = object([("name", text(name)), ("in", text(*location)), ("schema", Schema::Text.json())]);
            if *location == "path" { parameter.with("required", Json::True) } else { parameter }
        });
        let headers = self.headers.iter().map(|name| (name.clone(), object([("schema", Schema::Text.json())]))).collect();
        let mut response = object([("description", text("d")), ("headers", Json::Object(headers))]);
        if let Some(answer) = &self.answer {
            response = response.with("content", content(answer));
        }
        let mut operation = object([
            ("parameters", Json::List(parameters.collect())),
            ("responses", object([("200", response), ("404", object([("description", text("d"))]))])),
        ]);
        if let Some(id) = &self.id {
            operation = operation.with("operationId", text(id));
        }
        if let Some(tag) = &self.tag {
            operation = operation.with("tags", Json::List(vec![text(tag)]));
        }
        if let Some(body) = &self.body {
            operation = operation.with("requestBody", object([("content", content(body))]));
        }
        operation
    }
}

fn content(schema: &Schema) -> Json {
    object([("application/json", object([("schema", schema.json())]))])
}
