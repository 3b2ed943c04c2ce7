//! What the comments at the head of a description promise of it.
//!
//! ```text
//! # valid Customer: {"name": "Ada"}                      accepted, decoded, and encoded again without a loss
//! # valid Customer: {"name": "Ada", "x": 1} -> {"name": "Ada"}    ... or with this loss
//! # invalid Customer: {"name": 5}                        refused by the validator
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
    /// No value of the schema.
    Invalid { schema: String, json: String },
    /// A request, the status and headers of its answer, and its body.
    Answers { request: String, answer: Vec<String>, body: Option<String> },
    /// A document of the schema, and its value.
    Xml { schema: String, xml: String, json: String },
    /// A request to the receivers, and the status and headers of their answer.
    Receives { request: String, answer: Vec<String> },
    /// An operation, and the status and headers of a response that it documents.
    Returns { operation: String, response: String },
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid { schema, json, .. } => write!(f, "valid {schema}: {json}"),
            Self::Invalid { schema, json } => write!(f, "invalid {schema}: {json}"),
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
const WORDS: [&str; 6] = ["valid", "invalid", "answers", "receives", "returns", "xml"];

fn promise(comment: &str) -> Option<Promise> {
    let (word, rest) = comment.split_once(' ')?;
    let of_schema = || rest.split_once(": ").filter(|(schema, _)| !schema.contains(' '));
    match word {
        "valid" => of_schema().map(|(schema, value)| {
            let (json, back) = value.split_once(" -> ").unwrap_or((value, value));
            Promise::Valid { schema: schema.to_owned(), json: json.to_owned(), back: back.to_owned() }
        }),
        "invalid" => of_schema().map(|(schema, json)| Promise::Invalid { schema: schema.to_owned(), json: json.to_owned() }),
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
