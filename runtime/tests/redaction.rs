//! What ends up in logs by way of `Debug` and `Display`: a head of what is long, and no credential.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code, reason = "shared with another test")]
mod library;

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use letterpress_runtime::client::{
    self, BoxFuture, Error, InProcess, RawResponse, ReqwestTransport, Transport, TransportError, WithResponse,
};
use letterpress_runtime::content::{Content, ReadError, Received};
use letterpress_runtime::operation::{Incoming, ResponseSource};
use letterpress_runtime::server::{
    ApiKey, BasicCredentials, BearerToken, Denied, Failure, Handled, RequestContext, Scopes, ServerOptions,
};
use letterpress_runtime::{
    Bytes, Direction, Fault, Faults, FieldPart, FilePart, Media, Parameter, Password, Payload, ProblemDetails, RequestReader,
    RequestWriter, ResponseReader, ResponseWriter, Validation, Xml, from_json, json, violations,
};
use library::client::Client;
use library::models::{Book, Problem};
use library::operations::{CreateBook, CreateBookError, Lend};
use library::server::{Authenticate, Books, router_with};
use tower::ServiceExt;

/// Stands in every place that holds a credential.
const SECRET: &str = "s3cr3t";

/// Bytes that any of these values may take in a log.
const FEW: usize = 6 * 1024;

/// 200 kB that end in a secret.
fn long() -> String {
    format!("head-{}{SECRET}", "ä".repeat(100_000))
}

/// Neither form of `Debug` is long or holds a secret.
fn is_quiet(what: &str, value: &impl Debug) -> String {
    for text in [format!("{value:#?}"), format!("{value:?}")] {
        assert!(!text.contains(SECRET), "{what} shows a secret: {text}");
        assert!(text.len() < FEW, "{what} takes {} bytes", text.len());
    }
    format!("{value:?}")
}

fn says_little(what: &str, error: &dyn std::error::Error) {
    let mut next = Some(error);
    while let Some(error) = next {
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(!text.contains(SECRET) && text.len() < 4 * FEW, "{what}: {} bytes, {text:.300}", text.len());
        }
        next = error.source();
    }
}

const JSON: &[Media] = &[Media::json("application/json")];

fn raw() -> RawResponse {
    RawResponse { status: StatusCode::OK, headers: credentials(), body: Bytes::from(long()) }
}

fn credentials() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for name in ["authorization", "proxy-authorization", "cookie", "set-cookie"] {
        headers.append(name, format!("session={SECRET}").parse().unwrap());
    }
    headers.append("location", format!("https://h/back?code={SECRET}").parse().unwrap());
    headers.append("x-long", "x".repeat(10_000).parse().unwrap());
    headers.append("x-plain", "shown".parse().unwrap());
    headers
}

#[test]
fn a_response_shows_the_head_of_its_body_and_what_is_left_out() {
    let raw = is_quiet("RawResponse", &raw());
    assert!(raw.contains("\"head-ää"), "{raw}");
    assert!(raw.contains("(256 of 200011 bytes)"), "{raw}");
    assert!(raw.contains("\"set-cookie\": [redacted]") && raw.contains("\"x-plain\": \"shown\""), "{raw}");
    assert!(raw.contains("https://h/back?"), "{raw}");

    let (status, headers, value) = (StatusCode::OK, credentials(), long());
    let received = Received::whole(Bytes::from(long()));
    is_quiet("ResponseReader", &ResponseReader::new(ResponseSource { status, headers: &headers }, Some(received)));
    is_quiet("WithResponse", &WithResponse { status, headers, value });
    let mut writer = ResponseWriter::default();
    writer.header("Set-Cookie", &format!("a={SECRET}")).body(JSON, long());
    is_quiet("ResponseWriter", &writer);
    assert!(writer.finish().unwrap().headers()["set-cookie"].is_sensitive());
}

#[test]
fn a_short_body_is_shown_whole() {
    let raw = RawResponse { status: StatusCode::OK, headers: HeaderMap::new(), body: Bytes::from_static(b"{\"a\":1}\xff") };
    assert_eq!(format!("{raw:?}"), "RawResponse { status: 200, headers: {}, body: \"{\\\"a\\\":1}\u{fffd}\" }");
    let (all, more) = ("a".repeat(256), "a".repeat(257));
    let shown = |body: &str| format!("{:?}", RawResponse { body: Bytes::from(body.to_owned()), ..raw.clone() });
    assert!(shown(&all).ends_with(&format!("body: \"{all}\" }}")));
    assert!(shown(&more).ends_with(&format!("body: \"{all}\" (256 of 257 bytes) }}")));
}

#[test]
fn a_request_shows_names_and_sizes() {
    let mut writer = RequestWriter::new(Validation::On);
    let (path, query, cookie) = (Parameter::path("id"), Parameter::query("api_key"), Parameter::cookie("session"));
    writer.required(&path, &"7");
    writer.required(&query, &Password::from(SECRET));
    writer.required(&cookie, &Password::from(SECRET));
    writer.required(&Parameter::header("Authorization"), &SECRET);
    writer.required(&Parameter::header("X-Pin"), &Password::from(SECRET));
    writer.optional(&Parameter::header("X-Pins"), &Some(vec![Password::from(SECRET)]));
    writer.body(JSON, long());
    let shown = is_quiet("RequestWriter", &writer);
    assert!(shown.contains("api_key=[redacted]") && shown.contains("session=[redacted]"), "{shown}");
    assert!(shown.contains("body: Whole([200013 bytes])"), "{shown}");
    let written = writer.finish("/things/{id}", &[]).unwrap();
    let shown = is_quiet("WrittenRequest", &written);
    assert!(shown.contains("path: \"/things/7\""), "{shown}");
    assert_eq!(written.headers["x-pin"], SECRET);
    let mut answer = ResponseWriter::default();
    answer.header("X-Pin", &Password::from(SECRET)).optional_header("X-Pins", &Some(vec![Password::from(SECRET)]));
    is_quiet("ResponseWriter", &answer);
    assert_eq!(answer.finish().unwrap().headers()["x-pins"], SECRET);

    let (captures, headers, body) = (vec![("id", SECRET.to_owned())], credentials(), Incoming::whole(Bytes::from(long())));
    let query = format!("api_key={SECRET}&{SECRET}&page=2");
    let source = letterpress_runtime::operation::RequestSource { captures: &captures, query: &query, headers: &headers };
    is_quiet("RequestSource", &source);
    let mut reader = RequestReader::new(source, body);
    let _: String = reader.required(&Parameter::query("page").rule(|value| value.string().min_length(5)));
    let shown = is_quiet("RequestReader", &reader);
    assert!(shown.contains("minLength"), "{shown}");
}

#[test]
fn errors_about_values_are_short_however_long_their_place_is() {
    let text = format!("{{{:?}: {{\"a\": [{}]}}}}", long(), vec!["\"x\""; 500].join(","));
    let tree = json::parse(&text).unwrap();
    type Numbers = std::collections::BTreeMap<String, std::collections::BTreeMap<String, Vec<f64>>>;
    let decode = from_json::<Numbers>(tree.root(), Direction::Response).unwrap_err();
    is_quiet("DecodeError", &decode);
    says_little("DecodeError", &decode);
    let found = violations(tree.root(), |value| {
        value.object().members(|_, value| value.object().members(|_, value| value.array().items(|value| value.number())))
    });
    is_quiet("Violations", &found);
    is_quiet("Violation", &found.entries()[0]);
    says_little("Violations", &found);
    assert!(found.to_string().contains("more"), "{found}");

    let pointer = format!("/{}", long());
    let fault = Fault { parameter: None, pointer, keyword: "type".into(), detail: long(), more: 0 };
    is_quiet("Fault", &fault);
    let faults = Faults(vec![fault; 50]);
    is_quiet("Faults", &faults);
    let problem = ProblemDetails::new(StatusCode::BAD_REQUEST).detail(long()).errors(faults.0);
    is_quiet("ProblemDetails", &problem);

    let nan = std::collections::BTreeMap::from([(long(), f64::NAN)]);
    let encode = letterpress_runtime::to_json_text(&nan).unwrap_err();
    is_quiet("EncodeError", &encode);
    says_little("EncodeError", &encode);
}

#[test]
fn what_carries_an_error_of_somebody_else_is_short() {
    is_quiet("Error::Documented", &Error::Documented { error: Box::new(long()), response: Box::new(raw()) });
    is_quiet("Failure::Documented", &Failure::Documented(Box::new(long())));
    is_quiet("Failure::Unexpected", &Failure::<()>::unexpected(long()));
    is_quiet("Denied::Failed", &Denied::Failed(long().into()));
    is_quiet("TransportError", &TransportError::new(long()));
    let shown = format!("{:?}", Failure::Documented(Box::new(long())));
    assert!(shown.contains("bytes more"), "{shown}");
    assert_eq!(format!("{:?}", Failure::<()>::NotImplemented), "NotImplemented");
}

/// Answers every request with a long body, and keeps what it was sent.
#[derive(Clone, Default)]
struct Wire {
    sent: Arc<Mutex<Vec<Request<Payload>>>>,
    status: u16,
}

impl Transport for Wire {
    fn send(&self, request: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        self.sent.lock().unwrap().push(request);
        let mut response = Response::new(Payload::Whole(Bytes::from(long())));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap();
        *response.headers_mut() = credentials();
        response.headers_mut().insert("content-type", "application/json".parse().unwrap());
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[tokio::test]
async fn calls_that_fail_show_no_credential() {
    let wire = Wire { status: 201, ..Wire::default() };
    let client = Client::from_parts(client::Client::builder("http://library").transport(wire.clone()).build().unwrap());
    let client = client.with_bearer_auth(SECRET).with_query_key(SECRET).with_cookie_key(SECRET).with_header_key(SECRET);
    is_quiet("Client", &client);
    let book = Book { title: "Emma".to_owned(), pages: None };
    let call = client.create_book(book).header("X-Note", SECRET).header("Cookie", SECRET);
    let shown = is_quiet("Call", &call);
    assert!(shown.contains("X-Note"), "{shown}");
    let error = call.await.unwrap_err();
    assert!(matches!(error, Error::Decode { .. }));
    is_quiet("Error::Decode", &error);
    says_little("Error::Decode", &error);

    let error = client.lend().header("X-Key", SECRET).await.unwrap_err();
    let shown = is_quiet("Error::Undocumented", &error);
    assert!(shown.contains("of 200011 bytes"), "{shown}");
    says_little("Error::Undocumented", &error);

    let title = Book { title: long(), pages: None };
    is_quiet("Call with a long body", &client.create_book(title));
    let sent = wire.sent.lock().unwrap();
    let headers = sent[0].headers();
    assert!(headers["authorization"].is_sensitive() && headers["cookie"].is_sensitive(), "{headers:?}");
    assert!(sent[1].headers()["x-key"].is_sensitive(), "the scheme of the operation says that it is a key");
}

#[tokio::test]
async fn an_error_of_reqwest_does_not_tell_the_key_in_the_url() {
    let client = Client::from_parts(client::Client::new("http://127.0.0.1:1").unwrap()).with_query_key(SECRET);
    let error = client.lend().await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error}");
    assert!(error.to_string().to_lowercase().contains("connection refused"), "{error}");
    is_quiet("Error::Transport", &error);
    says_little("Error::Transport", &error);

    let headers = HeaderMap::from_iter([(http::header::AUTHORIZATION, SECRET.parse().unwrap())]);
    let custom = reqwest::Client::builder().default_headers(headers).build().unwrap();
    is_quiet("ReqwestTransport", &ReqwestTransport::from_client(custom));
}

/// Keeps what contexts show.
#[derive(Clone, Default)]
struct Handlers(Arc<Mutex<Vec<String>>>);

impl Books for Handlers {
    type Principal = String;
    type Context = RequestContext<String>;

    async fn create_book(&self, context: RequestContext<String>, _: CreateBook) -> Handled<CreateBook> {
        self.0.lock().unwrap().extend([is_quiet("RequestContext", &context), is_quiet("its headers", &context.headers)]);
        assert_eq!(context.headers["authorization"], format!("Bearer {SECRET}"), "handlers have the credential itself");
        Err(CreateBookError::Conflict { retry_after: None, body: Problem { detail: Some(long()) } })?
    }

    async fn lend(&self, context: RequestContext<String>, _: Lend) -> Handled<Lend> {
        self.0.lock().unwrap().push(is_quiet("RequestContext", &context));
        Err(Failure::not_implemented())
    }
}

struct Users;

impl Authenticate for Users {
    type Principal = String;

    async fn bearer_auth(&self, token: BearerToken, _: Scopes) -> Result<String, Denied> {
        is_quiet("BearerToken", &token);
        Ok("a person".to_owned())
    }

    async fn basic_auth(&self, credentials: BasicCredentials, _: Scopes) -> Result<String, Denied> {
        is_quiet("BasicCredentials", &credentials);
        Ok(credentials.user().to_owned())
    }

    async fn header_key(&self, key: ApiKey, _: Scopes) -> Result<String, Denied> {
        is_quiet("ApiKey", &key);
        Ok("a program".to_owned())
    }

    async fn query_key(&self, _: ApiKey, _: Scopes) -> Result<String, Denied> {
        Ok("a program".to_owned())
    }

    async fn cookie_key(&self, _: ApiKey, _: Scopes) -> Result<String, Denied> {
        Ok("a program".to_owned())
    }
}

fn request(target: &str, headers: &[(&str, String)], body: &'static str) -> Request<Body> {
    let mut request = Request::builder().method(Method::POST).uri(target);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    request.body(Body::from(body)).unwrap()
}

#[tokio::test]
async fn a_context_shows_who_asks_for_what_and_no_credential() {
    let handlers = Handlers::default();
    let router = router_with(handlers.clone(), Users, ServerOptions::default());
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("authorization", format!("Bearer {SECRET}")),
        ("proxy-authorization", format!("Basic {SECRET}")),
        ("cookie", format!("session={SECRET}; other={SECRET}")),
        ("x-key", SECRET.to_owned()),
        ("x-note", "n".repeat(5_000)),
    ];
    let target = format!("http://user:{SECRET}@library/books?key={SECRET}&{SECRET}&page=2");
    let answer = router.clone().oneshot(request(&target, &headers, r#"{"title":"Emma"}"#)).await.unwrap();
    assert_eq!(answer.status(), 409);
    let shown = handlers.0.lock().unwrap().clone();
    assert!(shown[0].contains("uri: http://library/books?key=[redacted]&[redacted]&page=[redacted]"), "{}", shown[0]);
    assert!(shown[0].contains("operation: \"createBook\"") && shown[0].contains("a person"), "{}", shown[0]);
    assert!(shown[0].contains("\"authorization\": [redacted]") && shown[0].contains("\"x-key\": [redacted]"), "{}", shown[0]);
    assert!(shown[1].contains("\"x-key\": Sensitive") && shown[1].contains("\"cookie\": Sensitive"), "{}", shown[1]);

    let basic = [("authorization", "Basic YW5uOnMzY3IzdA==".to_owned()), ("x-key", SECRET.to_owned())];
    let answer = router.oneshot(request("/loans", &basic, "")).await.unwrap();
    assert_eq!(answer.status(), 501);
    assert!(!handlers.0.lock().unwrap()[2].contains("YW5u"));
}

#[tokio::test]
async fn a_documented_failure_with_a_long_body_is_short_in_a_log() {
    let router = router_with(Handlers::default(), Users, ServerOptions::default());
    let builder = client::Client::builder("http://library").transport(InProcess::new(router));
    let client = Client::from_parts(builder.build().unwrap()).with_bearer_auth(SECRET);
    let error = client.create_book(Book { title: "Emma".to_owned(), pages: None }).await.unwrap_err();
    assert!(matches!(error.documented(), Some(CreateBookError::Conflict { .. })));
    is_quiet("Error::Documented", &error);
    says_little("Error::Documented", &error);
}

/// Other people's text in a sentence makes no line of its own in a log, hides nothing and does not fill it.
#[test]
fn what_is_quoted_in_a_sentence_is_visible_and_short() {
    static MEDIA: &[Media] = &[Media::xml("application/xml", Xml::element("a"))];
    let read = |text: &str| {
        let received = Received { index: 0, media_type: None, payload: Payload::Whole(text.to_owned().into()) };
        match <serde_json::Value as Content>::read(received, &MEDIA[0], Direction::Request) {
            Err(ReadError::Malformed(error)) => error,
            other => panic!("{other:?}"),
        }
    };
    let name = "b".repeat(1_000_000);
    for text in [format!("<a></{name}>"), format!("<{name}/>"), format!("<{name}:a/>"), format!("<1{name}/>")] {
        let error = read(&text);
        assert!(error.to_string().len() < FEW && format!("{error:?}").len() < FEW, "{} bytes", error.to_string().len());
    }
    for (text, shown) in [("<a></b\n::error::forged>", r"b\n::error::forged"), ("<a></b\u{202e}x>", r"b\u{202e}x")] {
        let said = read(text).to_string();
        assert!(said.contains(shown) && !said.contains(['\n', '\u{202e}']), "{said}");
    }
    let fault = violations(json::parse(r#"{"a\n::error::b": 1}"#).unwrap().root(), |check| {
        check.object().members(|_, value| value.string())
    });
    assert!(!fault.iter().any(|fault| fault.to_string().contains('\n')), "{fault:?}");
}

#[test]
fn urls_in_headers_show_no_credentials() {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("location", "https://app.example/cb#access_token=s3cr3t"),
        ("content-location", "https://app.example/cb?access_token=s3cr3t"),
        ("link", "<https://ada:s3cr3t@a.example/x>; rel=next, <//s3cr3t@b.example>; rel=prev"),
        ("referer", "https://ada:s3cr3t@a.example/x@y"),
    ] {
        headers.insert(name, value.parse().unwrap());
    }
    let shown = is_quiet("headers", &RawResponse { status: StatusCode::OK, headers, body: Bytes::new() });
    for part in
        ["https://app.example/cb#", "[redacted]@a.example/x>; rel=next", "[redacted]@b.example", "[redacted]@a.example/x@y"]
    {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

#[test]
fn of_headers_of_parts_only_the_names_are_shown() {
    let mut headers = HeaderMap::new();
    headers.append("x-token", SECRET.parse().unwrap());
    headers.append("x-long", "x".repeat(10_000).parse().unwrap());
    let file = is_quiet("a file", &FilePart { headers: headers.clone(), ..FilePart::new(Bytes::new()) });
    let field = is_quiet("a field", &FieldPart { headers, ..FieldPart::new("a") });
    for shown in [file, field] {
        assert!(shown.contains("{\"x-token\": [redacted], \"x-long\": [redacted]}"), "{shown}");
    }
}
