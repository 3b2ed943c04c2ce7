//! What the comments at the head of a description promise of it.
//!
//! ```text
//! # valid Customer: {"name": "Ada"}                      accepted, decoded, and encoded again without a loss
//! # valid Customer: {"name": "Ada", "x": 1} -> {"name": "Ada"}    ... or with this loss
//! # invalid Customer: {"name": 5}                        refused by the validator
//! # invalid Customer: {"name": 5} -> type at /name        ... for these reasons alone; `; ` between them, no place is the whole value
//! # client Customer: {"name": null} -> {}                 what a client has read of a response, as it would send it on
//! # client Customer: {} -> told at /name                  ... or where it is told that it cannot read the response
//! # server Customer: {} -> {"name": "Ada"}                what a handler has of a request, whatever the validator says
//! # response Customer: {"name": "Ada"} -> told at /id     what a server sends of a value in a response, or what it is told that is missing
//! # type Customer.name: Option<String>                    how a field is declared; `type Level: enum Low, High`, `type Code: String`
//! # told W0341                                           the codes of all that is said but lints; those of lints, if they are named
//! # answers GET /customers?page=x -> 400                 what a server without handlers answers; a handler would be 501
//! # answers PUT /jobs {"a": 1} -> 405; allow: GET        ... with these headers, among others
//! # answers PUT /jobs {"a": 1} -> 422 {"detail": [{}]}   ... with a body that has these members, among others
//! # answers GET /jobs accept: image/png -> 406           ... to a request that accepts this
//! # xml Pet: <pet id="1"/> = {"id": 1}                 a body of the schema that a server reads as this value, and writes again as it was
//! # receives POST /order_created {} -> 422              what a receiver of webhooks and callbacks answers, each at the name of its handler
//! # answers POST /jobs text/plain: Ada -> 501            ... to a body that is not JSON
//! # returns login 204; set-cookie: a=1; set-cookie: b=2  a response that a client reads, and that a server writes again as it was
//! ```
//!
//! Any other comment is prose. `<Schema>` is a name in `components.schemas`.

use std::fmt;

/// A promise.
#[derive(Clone, Debug, PartialEq)]
pub enum Promise {
    /// A value of the schema, and what comes back of it.
    Valid { schema: String, json: String, back: String },
    /// No value of the schema, and why.
    Invalid { schema: String, json: String, why: Option<String> },
    /// A value of the schema on one side alone, and what becomes of it there.
    OneSided { side: Side, schema: String, json: String, becomes: String },
    /// How a type is declared in Rust.
    Type { name: String, declared: String },
    /// The codes of what is said.
    Told { codes: Vec<String> },
    /// A request, the status and headers of its answer, and its body.
    Answers { request: String, answer: Vec<String>, body: Option<String> },
    /// A document of the schema, and its value.
    Xml { schema: String, xml: String, json: String },
    /// A request to the receivers, and the status and headers of their answer.
    Receives { request: String, answer: Vec<String> },
    /// An operation, and the status and headers of a response that it documents.
    Returns { operation: String, response: String },
}

/// Who has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A client that reads a response.
    Client,
    /// A server that reads a request.
    Server,
    /// A server that writes a response.
    Response,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Server => "server",
            Self::Response => "response",
        }
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid { schema, json, .. } => write!(f, "valid {schema}: {json}"),
            Self::Invalid { schema, json, .. } => write!(f, "invalid {schema}: {json}"),
            Self::OneSided { side, schema, json, .. } => write!(f, "{} {schema}: {json}", side.word()),
            Self::Type { name, declared } => write!(f, "type {name}: {declared}"),
            Self::Told { codes } => write!(f, "told {}", codes.join(" ")),
            Self::Xml { schema, xml, .. } => write!(f, "xml {schema}: {xml}"),
            Self::Answers { request, .. } => write!(f, "answers {request}"),
            Self::Receives { request, .. } => write!(f, "receives {request}"),
            Self::Returns { operation, response } => write!(f, "returns {operation} {response}"),
        }
    }
}

/// The promises in the comments before the description begins.
///
/// # Panics
///
/// When a comment begins as a promise does, and is none.
pub fn promises(text: &str) -> Vec<Promise> {
    let comments = text.lines().map_while(|line| line.strip_prefix("# "));
    let begins = |comment: &str| WORDS.iter().any(|word| comment.split(' ').next() == Some(word));
    let read = |comment: &str| promise(comment).unwrap_or_else(|| panic!("no promise is written so: {comment}"));
    comments.filter(|comment| begins(comment)).map(read).collect()
}

/// The first words of promises.
const WORDS: [&str; 11] =
    ["valid", "invalid", "client", "server", "response", "type", "told", "answers", "receives", "returns", "xml"];

fn promise(comment: &str) -> Option<Promise> {
    let (word, rest) = comment.split_once(' ')?;
    let of_schema = || rest.split_once(": ").filter(|(schema, _)| !schema.contains(' '));
    match word {
        "valid" => of_schema().map(|(schema, value)| {
            let (json, back) = value.split_once(" -> ").unwrap_or((value, value));
            Promise::Valid { schema: schema.to_owned(), json: json.to_owned(), back: back.to_owned() }
        }),
        "invalid" => of_schema().map(|(schema, value)| {
            let (json, why) = value.split_once(" -> ").map_or((value, None), |(json, why)| (json, Some(why.to_owned())));
            Promise::Invalid { schema: schema.to_owned(), json: json.to_owned(), why }
        }),
        "client" => of_schema().map(|it| one_sided(Side::Client, it)),
        "server" => of_schema().map(|it| one_sided(Side::Server, it)),
        "response" => of_schema().map(|it| one_sided(Side::Response, it)),
        "type" => {
            rest.split_once(": ").map(|(name, declared)| Promise::Type { name: name.to_owned(), declared: declared.to_owned() })
        }
        "told" => Some(Promise::Told { codes: rest.split(' ').map(str::to_owned).collect() }),
        "xml" => of_schema().and_then(|(schema, value)| {
            let (xml, json) = value.split_once("> = ")?;
            Some(Promise::Xml { schema: schema.to_owned(), xml: format!("{xml}>"), json: json.to_owned() })
        }),
        "receives" => rest.split_once(" -> ").map(|(request, answer)| {
            let answer = answer.split("; ").map(str::to_owned).collect();
            Promise::Receives { request: request.to_owned(), answer }
        }),
        "answers" => rest.split_once(" -> ").map(|(request, answer)| {
            let body = [" {", " [", " \""].iter().filter_map(|begin| answer.find(begin)).min();
            let (answer, body) = body.map_or((answer, None), |at| (&answer[..at], Some(answer[at + 1..].to_owned())));
            let answer = answer.split("; ").map(str::to_owned).collect();
            Promise::Answers { request: request.to_owned(), answer, body }
        }),
        "returns" => rest
            .split_once(' ')
            .map(|(operation, response)| Promise::Returns { operation: operation.to_owned(), response: response.to_owned() }),
        _ => None,
    }
}

fn one_sided(side: Side, (schema, value): (&str, &str)) -> Promise {
    let (json, becomes) = value.split_once(" -> ").unwrap_or((value, value));
    Promise::OneSided { side, schema: schema.to_owned(), json: json.to_owned(), becomes: becomes.to_owned() }
}
