//! Names of tags, operations and security schemes.

use super::allocate::{Claim, LAST, Rules, allocate};
use super::case::{self, Case};
use super::lock::{Aspect, Key, Members, Namespace, Place};
use super::parts::Keys;
use super::register::Register;
use super::taken::Taken;
use super::{OperationNames, ResponseNames, SchemeNames, TagNames, arguments, derived, place, reserved, types};
use crate::ir::{self, CallbackPlace, Group, Location, OperationKey, OperationPlace, Status};
use crate::pointer::Pointer;

const REQUESTS: Rules = Rules { case: Case::Pascal, prefix: "Operation", suffix: "Operation" };
/// The rules of methods.
pub const METHODS: Rules = Rules { case: Case::Snake, prefix: "operation_", suffix: "_operation" };
/// The rules of the fields of requests.
pub const FIELDS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_parameter" };
/// The rules of the fields of headers.
pub const HEADERS: Rules = Rules { case: Case::Snake, prefix: "_", suffix: "_header" };
const OUTCOMES: Rules = Rules { case: Case::Pascal, prefix: "Operation", suffix: "Outcome" };
const HANDLERS: Rules = Rules { case: Case::Pascal, prefix: "Tag", suffix: "Handlers" };
/// The rules of modules of tags.
pub const MODULES: Rules = Rules { case: Case::Snake, prefix: "tag_", suffix: "_tag" };
/// The rules of functions of security schemes.
pub const SCHEMES: Rules = Rules { case: Case::Snake, prefix: "scheme_", suffix: "_scheme" };

/// The names of tags and of their operations; what operations succeed and fail with is named later: see [`finish`].
pub fn tags(
    register: &mut Register,
    (api, keys): (&ir::Api, &Keys),
    schemes: &[SchemeNames],
    taken: &mut Taken,
) -> Vec<TagNames> {
    let claims: Vec<_> = api.tags.iter().map(module_claim).collect();
    let mut modules = register.taken(&Namespace::Modules);
    let modules = allocate(register, MODULES, &claims, &mut modules);
    let mut operations = operations(register, (api, keys), schemes, taken).into_iter();
    let mut tags = Vec::new();
    for (tag, module) in api.tags.iter().zip(modules) {
        let operations = operations.by_ref().take(tag.operations.len()).collect();
        tags.push(TagNames { handlers: module.clone(), module: types::file_name(&module), operations });
    }
    tags
}

fn tag_place(tag: &ir::Tag) -> Place {
    match tag.group {
        Group::Tag => Place::of(&["tags", &tag.name]),
        Group::Webhooks => Place::of(&["webhooks"]),
        Group::Callbacks => Place::of(&["callbacks"]),
    }
}

/// The word for a group that is no tag.
fn group_word(group: Group) -> Option<&'static str> {
    match group {
        Group::Tag => None,
        Group::Webhooks => Some("webhooks"),
        Group::Callbacks => Some("callbacks"),
    }
}

/// The module of a tag. That of operations without a tag, whose tag has no name, gives way to a tag called `default`.
fn module_claim(tag: &ir::Tag) -> Claim {
    let claim = match (group_word(tag.group), tag.name.is_empty()) {
        (Some(word), _) => Claim { wishes: vec![word.into(), format!("outgoing_{word}")], ..Claim::made(word, String::new()) },
        (None, true) => Claim { wishes: vec!["default".into(), "untagged".into()], ..Claim::made("", String::new()) },
        (None, false) => Claim::word(MODULES, &tag.name).ascii(MODULES),
    };
    claim.of(tag_place(tag).key(Aspect::Module), &Pointer::from_text("/tags")).chosen(tag.docs.rust_name.as_ref())
}

fn operations(
    register: &mut Register,
    (api, keys): (&ir::Api, &Keys),
    schemes: &[SchemeNames],
    taken: &mut Taken,
) -> Vec<OperationNames> {
    let all: Vec<_> = api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let mut methods = register.taken(&Namespace::Methods);
    methods.reserve(schemes.iter().map(|scheme| scheme.with.as_str()));
    let earlier = register.known(&Namespace::Schemes).iter().map(|(_, entry, _)| derived::with(&entry.name));
    methods.reserve(earlier.collect::<Vec<_>>().iter().map(String::as_str));
    let claims: Vec<_> = all.iter().map(|operation| method_claim(keys, operation)).collect();
    let methods = allocate(register, METHODS, &claims, &mut methods);
    let claims: Vec<_> = all.iter().zip(&methods).map(|(operation, method)| request_claim(keys, operation, method)).collect();
    let idents = allocate(register, REQUESTS, &claims, taken);
    let named = all.iter().zip(idents).zip(methods);
    named.map(|((operation, ident), method)| OperationNames { ident, method, ..parts(register, keys, operation) }).collect()
}

/// Method and path tell two operations apart even when a description gives both one id.
fn method_claim(keys: &Keys, operation: &ir::Operation) -> Claim {
    let words = place_words(&operation.key);
    let short = short_words(&operation.key);
    let claim = Claim::word(METHODS, operation.operation_id.as_deref().unwrap_or(&short));
    let place = case::plain(Case::Snake, &words);
    let mut further = claim.further.clone();
    further.extend(claim.wishes.first().filter(|first| **first != place).map(|first| format!("{first}_{place}")));
    let at = operation.pointer.child("operationId");
    let claim = Claim { key: key(operation), further, ..claim };
    claim.of(place::operation(keys, operation).key(Aspect::Method), &at).chosen(operation.docs.rust_name.as_ref())
}

/// The request type, which is called like the method.
fn request_claim(keys: &Keys, operation: &ir::Operation, method: &str) -> Claim {
    let claim = Claim::made(key(operation), derived::request(method));
    claim.of(place::operation(keys, operation).key(Aspect::Type), &operation.pointer.child("operationId"))
}

fn key(operation: &ir::Operation) -> String {
    full_key(&operation.key)
}

/// The key with all that it stands in, which is no other operation's.
fn full_key(key: &OperationKey) -> String {
    match &key.place {
        OperationPlace::Path(_) => key.to_string(),
        OperationPlace::Webhook(name) => format!("{} webhook {name}", key.method),
        OperationPlace::Callback(CallbackPlace { owner, name, expression }) => {
            let owner = owner.as_ref().map(|(key, id)| id.clone().unwrap_or_else(|| full_key(key)) + " ");
            format!("{}callback {name}: {} {expression}", owner.unwrap_or_default(), key.method)
        }
    }
}

/// `GET /pets/{petId}` as words: `get pets by petId`.
fn place_words(key: &OperationKey) -> String {
    let method = key.method.to_lowercase();
    match &key.place {
        OperationPlace::Path(path) => format!("{method} {}", path.replace('{', " by ").replace('}', " ")),
        OperationPlace::Webhook(_) | OperationPlace::Callback(_) => {
            format!("{} {method} {}", short_words(key), key.written().replace(['{', '}', '$', '.', '#'], " "))
        }
    }
}

/// What an operation without `operationId` is called: a webhook by its name, a callback by its name behind who asks for it.
fn short_words(key: &OperationKey) -> String {
    match &key.place {
        OperationPlace::Path(_) => place_words(key),
        OperationPlace::Webhook(name) | OperationPlace::Callback(CallbackPlace { owner: None, name, .. }) => name.clone(),
        OperationPlace::Callback(CallbackPlace { owner: Some((owner, id)), name, .. }) => {
            format!("{} {name}", id.clone().unwrap_or_else(|| short_words(owner)))
        }
    }
}

fn parts(register: &mut Register, keys: &Keys, operation: &ir::Operation) -> OperationNames {
    let place = place::operation(keys, operation);
    let mut taken = register.taken(&Namespace::Members(place.clone(), Members::Request));
    let claims: Vec<_> = operation.parameters.iter().map(|it| parameter_claim(register, operation, &place, it)).collect();
    let parameters = allocate(register, FIELDS, &claims, &mut taken);
    let keys: Vec<_> = claims.into_iter().filter_map(|claim| claim.of).collect();
    let arguments = arguments::of_operation(register, operation, &place, &keys);
    let body = Claim { wishes: vec!["body".into(), "request_body".into()], ..Claim::made("", String::new()) };
    let of = operation.request_body.as_ref().map(|_| place.key(Aspect::Body));
    let body = Claim { of, at: operation.pointer.child("requestBody"), ..body };
    let body = allocate(register, FIELDS, &[body], &mut taken).pop().unwrap_or_default();
    let id = operation.operation_id.clone().unwrap_or_else(|| key(operation));
    let responses = operation.responses.iter().map(|it| response(register, operation, &place, it)).collect();
    OperationNames { id, parameters, body, arguments, responses, ..OperationNames::default() }
}

/// Parameters of one name differ by location; that of the path keeps the name.
fn parameter_claim(register: &Register, operation: &ir::Operation, place: &Place, parameter: &ir::Parameter) -> Claim {
    let rank = match parameter.location {
        Location::Path => 0,
        Location::Query => 1,
        Location::Header => 2,
        Location::Cookie => 3,
    };
    let location = parameter.location.name();
    let word = Claim::word(FIELDS, &parameter.name);
    let mut wishes = word.wishes.clone();
    wishes.extend(wishes.clone().iter().map(|wish| format!("{wish}_{location}")));
    wishes.swap(1, 2);
    let rank = if word.rank == LAST { LAST } else { rank };
    let claim = Claim { key: format!("{location} {}", parameter.name), wishes, rank, ..word };
    let of = |it: &ir::Parameter| place.member(Aspect::Parameter, &[it.location.name(), &it.name]);
    let of = match parameter.location {
        Location::Header => spelled(register, of(parameter), || operation.parameters.iter().map(of).collect()),
        Location::Path | Location::Query | Location::Cookie => of(parameter),
    };
    claim.of(of, &operation.pointer.child("parameters")).chosen(parameter.docs.rust_name.as_ref())
}

/// What the lock knows a header by, which may have another letter case there. `all` are those beside it.
fn spelled(register: &Register, own: Key, all: impl Fn() -> Vec<Key>) -> Key {
    let known = || register.known(&own.namespace()).iter().map(|(key, _, _)| key).filter(|key| !key.is_former());
    // What stands beside it is only asked for where that can matter: there may be thousands.
    let alike = |key: &&Key| key.aspect == own.aspect && key.member.eq_ignore_ascii_case(&own.member) && !all().contains(key);
    if known().any(|key| *key == own) {
        return own;
    }
    known().find(alike).cloned().unwrap_or(own)
}

fn response(register: &mut Register, operation: &ir::Operation, place: &Place, response: &ir::Response) -> ResponseNames {
    let place = place::response(place, response.status);
    let at = operation.pointer.child("responses");
    let claim = |header: &ir::Header| {
        let of = |name: &str| place.member(Aspect::Header, &[name]);
        let all = || response.headers.iter().map(|header| of(&header.name)).collect();
        let claim = Claim::word(HEADERS, &header.name).of(spelled(register, of(&header.name), all), &at);
        claim.chosen(header.docs.rust_name.as_ref())
    };
    let claims: Vec<_> = response.headers.iter().map(claim).collect();
    let mut taken = register.taken(&Namespace::Members(place.clone(), Members::Headers));
    let headers = allocate(register, HEADERS, &claims, &mut taken);
    ResponseNames { variant: status_name(response.status), headers }
}

/// Names the types of outcomes and the server traits, which give way to everything else.
pub fn finish(register: &mut Register, (api, keys): (&ir::Api, &Keys), tags: &mut [TagNames], taken: &mut Taken) {
    let operations: Vec<_> = api.tags.iter().flat_map(|tag| &tag.operations).collect();
    let idents: Vec<_> = tags.iter().flat_map(|tag| &tag.operations).map(|names| names.ident.clone()).collect();
    let mut outcome = |aspect: Aspect, name: fn(&str) -> String| {
        let claim = |(operation, ident): (&&ir::Operation, &String)| {
            Claim::made(key(operation), name(ident)).of(place::operation(keys, operation).key(aspect), &operation.pointer)
        };
        let claims: Vec<_> = operations.iter().zip(&idents).map(claim).collect();
        allocate(register, OUTCOMES, &claims, taken)
    };
    let (ok, error) = (outcome(Aspect::Ok, derived::success), outcome(Aspect::Error, derived::failure));
    for ((names, ok), error) in tags.iter_mut().flat_map(|tag| &mut tag.operations).zip(ok).zip(error) {
        (names.ok, names.error) = (ok, error);
    }
    taken.reserve(reserved::TRAITS.iter().copied());
    let claims: Vec<_> = api.tags.iter().zip(tags.iter()).map(|(tag, names)| handlers_claim(tag, &names.handlers)).collect();
    let handlers = allocate(register, HANDLERS, &claims, taken);
    for (tag, handlers) in tags.iter_mut().zip(handlers) {
        tag.handlers = handlers;
    }
}

/// A trait is called like its tag, in all its letters; that of operations without a tag like their module.
fn handlers_claim(tag: &ir::Tag, module: &str) -> Claim {
    let claim = match (tag.name.as_str(), &tag.docs.rust_name) {
        _ if group_word(tag.group).is_some() => Claim::word(HANDLERS, derived::bare(module)),
        ("", _) if module == "default" => Claim::made("", "DefaultHandlers".to_owned()),
        ("", _) | (_, Some(_)) => Claim::word(HANDLERS, derived::bare(module)),
        (name, None) => Claim::word(HANDLERS, name),
    };
    let claim = Claim { key: tag.name.clone(), ..claim };
    claim.of(tag_place(tag).key(Aspect::Trait), &Pointer::from_text("/tags"))
}

/// The names of security schemes. A client has a method `with_` for each, which must be no operation's.
pub fn schemes(register: &mut Register, schemes: &[ir::SecurityScheme]) -> Vec<SchemeNames> {
    let mut taken = register.taken(&Namespace::Schemes);
    let methods = register.known(&Namespace::Methods).iter();
    let others: Vec<_> = methods.filter_map(|(_, entry, _)| entry.name.strip_prefix("with_").map(str::to_owned)).collect();
    taken.reserve(others.iter().map(String::as_str));
    let claim = |scheme: &ir::SecurityScheme| {
        let of = Place::of(&["securitySchemes", &scheme.name]).key(Aspect::Scheme);
        let at = Pointer::from_text("/components/securitySchemes").child(&scheme.name);
        Claim::word(SCHEMES, &scheme.name).of(of, &at).chosen(scheme.docs.rust_name.as_ref())
    };
    let claims: Vec<_> = schemes.iter().map(claim).collect();
    let functions = allocate(register, SCHEMES, &claims, &mut taken);
    let named = |function: String| {
        let bare = derived::bare(&function).to_owned();
        SchemeNames { constant: case::constant(&bare), with: derived::with(&function), function }
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
