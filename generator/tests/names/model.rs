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
    /// `anyOf` or `oneOf` of what no name tells apart.
    Branches(Vec<Branch>),
    /// `oneOf` of objects, told apart by a tag: the values that mean each.
    Tagged(Vec<(Vec<String>, Marked)>),
}

/// A branch. No two are ever told apart by the same number or the same mark.
#[derive(Clone, Debug)]
pub enum Branch {
    Object(Marked),
    /// An object whose mark, and all else, is in an object that it holds.
    Wrapped(Marked),
    /// A list of such objects.
    List(Marked),
    /// Integers from a number on.
    Number(usize),
    /// Strings up to a length.
    Text(usize),
    /// Lists of strings up to a length.
    Texts(usize),
}

/// An object with a member of its own, and others.
#[derive(Clone, Debug)]
pub struct Marked {
    pub mark: String,
    pub properties: Vec<(String, Schema)>,
}

/// The property that tells tagged branches apart.
pub const TAG: &str = "kind of branch";

/// The property that holds what a branch wraps.
pub const WRAP: &str = "wrapped data";

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
            Self::Enumeration(values) => enumeration(values),
            Self::Branches(branches) => {
                // Objects in `anyOf`, and lists of these, are one type.
                let holds = |branch: &Branch| matches!(branch, Branch::Object(_) | Branch::Wrapped(_) | Branch::List(_));
                let word = if branches.iter().any(holds) { "oneOf" } else { "anyOf" };
                object([(word, Json::List(branches.iter().map(Branch::json).collect()))])
            }
            Self::Tagged(branches) => {
                let list = branches.iter().map(|(tags, object)| object.json(&[(TAG, enumeration(tags))]));
                object([("oneOf", Json::List(list.collect())), ("discriminator", object([("propertyName", text(TAG))]))])
            }
        }
    }
}

fn enumeration(values: &[String]) -> Json {
    object([("type", text("string")), ("enum", Json::List(values.iter().map(text).collect()))])
}

impl Branch {
    /// The object whose members are to be edited.
    pub fn object(&mut self) -> Option<&mut Marked> {
        match self {
            Self::Object(object) | Self::Wrapped(object) | Self::List(object) => Some(object),
            Self::Number(_) | Self::Text(_) | Self::Texts(_) => None,
        }
    }

    fn json(&self) -> Json {
        let limited =
            |kind: &str, word: &'static str, number: &usize| object([("type", text(kind)), (word, Json::Number(*number))]);
        match self {
            Self::Object(marked) => marked.json(&[]),
            Self::Wrapped(marked) => {
                let list = vec![(WRAP.to_owned(), marked.json(&[]))];
                object([("type", text("object")), ("required", Json::List(vec![text(WRAP)])), ("properties", Json::Object(list))])
            }
            Self::List(marked) => object([("type", text("array")), ("items", marked.json(&[]))]),
            Self::Number(number) => limited("integer", "minimum", number),
            Self::Text(number) => limited("string", "maxLength", number),
            Self::Texts(number) => limited("array", "maxItems", number).with("items", Schema::Text.json()),
        }
    }
}

impl Marked {
    fn json(&self, more: &[(&str, Json)]) -> Json {
        let own = std::iter::once((self.mark.clone(), Schema::Text.json()));
        let others = self.properties.iter().map(|(name, schema)| (name.clone(), schema.json()));
        let more = more.iter().map(|(name, json)| ((*name).to_owned(), json.clone()));
        let required = std::iter::once(&self.mark).map(text).chain(more.clone().map(|(name, _)| text(name)));
        object([
            ("type", text("object")),
            ("required", Json::List(required.collect())),
            ("properties", Json::Object(own.chain(others).chain(more).collect())),
        ])
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
