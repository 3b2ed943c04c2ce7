//! Names of tags, operations and security schemes.

use super::allocate::{Claim, LAST, Rules, Taken, allocate};
use super::case::{self, Case};
use super::{OperationNames, ResponseNames, SchemeNames, TagNames, reserved, types};
use crate::ir::{self, Location, Status};

const REQUESTS: Rules = Rules { case: Case::Pascal, prefix: "Operation", suffix: "Operation" };
const METHODS: Rules = Rules { case: Case::Snake, prefix: "operation_", suffix: "_operation" };
const FIELDS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_parameter" };
const HEADERS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_header" };
const OUTCOMES: Rules = Rules { case: Case::Pascal, prefix: "Operation", suffix: "Outcome" };
const HANDLERS: Rules = Rules { case: Case::Pascal, prefix: "Tag", suffix: "Handlers" };
const MODULES: Rules = Rules { case: Case::Snake, prefix: "tag_", suffix: "_tag" };
const SCHEMES: Rules = Rules { case: Case::Snake, prefix: "scheme_", suffix: "_scheme" };

/// The names of tags and of their operations; what operations succeed and fail with is named later: see [`finish`].
pub fn tags(api: &ir::Api, schemes: &[SchemeNames], taken: &mut Taken) -> Vec<TagNames> {
    let claims: Vec<_> = api.tags.iter().map(module_claim).collect();
    let modules = allocate(MODULES, &claims, &mut Taken::new(reserved::MODULES.iter().chain(reserved::PARTS).copied()));
    let mut operations = operations(api, schemes, taken).into_iter();
    let of_tag = |(tag, module): (&ir::Tag, String)| TagNames {
        handlers: if tag.name.is_empty() { module.clone() } else { tag.name.clone() },
        module: types::file_name(&module),
        operations: operations.by_ref().take(tag.operations.len()).collect(),
    };
    api.tags.iter().zip(modules).map(of_tag).collect()
}

/// The module of a tag. That of operations without a tag, whose tag has no name, gives way to a tag called `default`.
fn module_claim(tag: &ir::Tag) -> Claim {
    match tag.name.is_empty() {
        true => Claim { wishes: vec!["default".into(), "untagged".into()], ..Claim::made("", String::new()) },
        false => Claim::word(MODULES, &tag.name).ascii(MODULES),
    }
}

fn operations(api: &ir::Api, schemes: &[SchemeNames], taken: &mut Taken) -> Vec<OperationNames> {
    let all: Vec<_> = api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let claims = |rules| all.iter().map(|operation| operation_claim(rules, operation)).collect::<Vec<_>>();
    let idents = allocate(REQUESTS, &claims(REQUESTS), taken);
    let own = reserved::CLIENT.iter().copied().chain(schemes.iter().map(|scheme| scheme.with.as_str()));
    let methods = allocate(METHODS, &claims(METHODS), &mut Taken::new(own));
    let named = all.iter().zip(idents).zip(methods);
    named.map(|((operation, ident), method)| OperationNames { ident, method, ..parts(operation) }).collect()
}

/// Method and path tell two operations apart even when a description gives both one id.
fn operation_claim(rules: Rules, operation: &ir::Operation) -> Claim {
    let place = format!("{} {}", operation.key.method, operation.key.path);
    match &operation.operation_id {
        Some(id) => Claim { key: place, ..Claim::word(rules, id) },
        None => Claim { key: place.clone(), ..Claim::word(rules, &place_words(operation)) },
    }
}

/// `GET /pets/{petId}` as words: `get pets by petId`.
fn place_words(operation: &ir::Operation) -> String {
    let path = operation.key.path.replace('{', " by ").replace('}', " ");
    format!("{} {path}", operation.key.method.to_lowercase())
}

fn parts(operation: &ir::Operation) -> OperationNames {
    let mut taken = Taken::default();
    let claims: Vec<_> = operation.parameters.iter().map(parameter_claim).collect();
    let parameters = allocate(FIELDS, &claims, &mut taken);
    let body = Claim { wishes: vec!["body".into(), "request_body".into()], ..Claim::made("", String::new()) };
    let body = allocate(FIELDS, &[body], &mut taken).pop().unwrap_or_default();
    let place = || format!("{} {}", operation.key.method, operation.key.path);
    let id = operation.operation_id.clone().unwrap_or_else(place);
    let responses = operation.responses.iter().map(response).collect();
    OperationNames { id, parameters, body, responses, ..OperationNames::default() }
}

/// Parameters of one name differ by location; that of the path keeps the name.
fn parameter_claim(parameter: &ir::Parameter) -> Claim {
    let (rank, location) = match parameter.location {
        Location::Path => (0, "path"),
        Location::Query => (1, "query"),
        Location::Header => (2, "header"),
        Location::Cookie => (3, "cookie"),
    };
    let word = Claim::word(FIELDS, &parameter.name);
    let mut wishes = word.wishes;
    wishes.extend(wishes.clone().iter().map(|wish| format!("{wish}_{location}")));
    wishes.swap(1, 2);
    Claim { key: format!("{location} {}", parameter.name), wishes, rank: if word.rank == LAST { LAST } else { rank } }
}

fn response(response: &ir::Response) -> ResponseNames {
    let claims: Vec<_> = response.headers.iter().map(|header| Claim::word(HEADERS, &header.name)).collect();
    let headers = allocate(HEADERS, &claims, &mut Taken::new(["status", "body"]));
    ResponseNames { variant: status_name(response.status), headers }
}

/// Names the types of outcomes and the server traits, which give way to everything else.
pub fn finish(api: &ir::Api, tags: &mut [TagNames], taken: &mut Taken) {
    let all: Vec<_> = api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let name = |suffix: &str| {
        let names = tags.iter().flat_map(|tag| &tag.operations).zip(&all);
        names
            .map(|(names, operation)| {
                Claim::made(format!("{} {}", operation.key.method, operation.key.path), format!("{}{suffix}", names.ident))
            })
            .collect::<Vec<_>>()
    };
    let (ok, error) = (name("Ok"), name("Error"));
    let (ok, error) = (allocate(OUTCOMES, &ok, taken), allocate(OUTCOMES, &error, taken));
    let keyed = |(tag, names): (&ir::Tag, &TagNames)| Claim { key: tag.name.clone(), ..Claim::word(HANDLERS, &names.handlers) };
    let claims: Vec<_> = api.tags.iter().zip(tags.iter()).map(keyed).collect();
    let handlers = allocate(HANDLERS, &claims, &mut taken.with(&["Authenticate", "Schemes"]));
    for ((names, ok), error) in tags.iter_mut().flat_map(|tag| &mut tag.operations).zip(ok).zip(error) {
        (names.ok, names.error) = (ok, error);
    }
    for (tag, handlers) in tags.iter_mut().zip(handlers) {
        tag.handlers = handlers;
    }
}

/// The names of security schemes.
pub fn schemes(schemes: &[ir::SecurityScheme]) -> Vec<SchemeNames> {
    let claims: Vec<_> = schemes.iter().map(|scheme| Claim::word(SCHEMES, &scheme.name)).collect();
    let functions = allocate(SCHEMES, &claims, &mut Taken::default());
    let named = |function: String| {
        let bare = function.trim_start_matches("r#").to_owned();
        SchemeNames { constant: case::constant(&bare), with: format!("with_{bare}"), function }
    };
    functions.into_iter().map(named).collect()
}

/// Below 400. Redirections are documented results too: a client does not follow them.
pub fn is_success(status: Status) -> bool {
    match status {
        Status::Exact(code) => code < 400,
        Status::Range(class) => class < 4,
        Status::Default => false,
    }
}

/// The variant of a status: its reason phrase (RFC 9110 and the registry of status codes).
pub fn status_name(status: Status) -> String {
    match status {
        Status::Exact(code) => reason(code).map_or_else(|| format!("Status{code}"), |phrase| case::plain(Case::Pascal, phrase)),
        Status::Range(1) => "Informational".to_owned(),
        Status::Range(2) => "Success".to_owned(),
        Status::Range(3) => "Redirection".to_owned(),
        Status::Range(4) => "ClientError".to_owned(),
        Status::Range(5) => "ServerError".to_owned(),
        Status::Range(class) => format!("Status{class}Xx"),
        Status::Default => "Default".to_owned(),
    }
}

/// The reason phrase of a registered status code.
pub fn reason(code: u16) -> Option<&'static str> {
    REASONS.iter().find(|(known, _)| *known == code).map(|(_, phrase)| *phrase)
}

const REASONS: &[(u16, &str)] = &[
    (100, "Continue"),
    (101, "Switching Protocols"),
    (102, "Processing"),
    (103, "Early Hints"),
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-Status"),
    (208, "Already Reported"),
    (226, "IM Used"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (305, "Use Proxy"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Payload Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (418, "I'm a teapot"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Entity"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (510, "Not Extended"),
    (511, "Network Authentication Required"),
];
