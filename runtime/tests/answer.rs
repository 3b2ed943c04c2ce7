//! The server's own answers: templates, what the API gives, and how large an answer may be.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use http::{Method, Request, StatusCode};
use letterpress_runtime::answer::{Answer, fill, fill_at};
use letterpress_runtime::client::{InProcess, Transport};
use letterpress_runtime::server::{Failure, NoAuthentication, Rejection, Rejects, RequestContext, Routes, ServerOptions};
use letterpress_runtime::{
    Bytes, Fault, Location, Media, Operation, Payload, ProblemDetails, documented_error, json, request, responses,
};
use serde_json::{Value, json};

fn fault(parameter: Option<(Location, &'static str)>, pointer: &str) -> Fault {
    Fault { parameter, pointer: pointer.to_owned(), keyword: "type".into(), detail: "expected a pear".to_owned(), more: 0 }
}

fn filled(template: &str, problem: &ProblemDetails) -> Value {
    serde_json::from_str(&fill(&json::parse(template).unwrap().root().to_tree(), problem).to_text().unwrap()).unwrap()
}

#[test]
fn a_template_names_what_takes_its_place() {
    let problem = ProblemDetails::new(StatusCode::BAD_REQUEST)
        .detail("no")
        .errors(vec![fault(None, "/a~1b/0/c"), fault(Some((Location::Query, "page")), "")]);
    let entry =
        r#"{"p":"$pointer","l":"$location","s":"$steps","n":"$names","i":"$in","q":"$parameter","k":"$keyword","m":"$message"}"#;
    assert_eq!(
        filled(
            &format!(r#"{{"errors":[{entry}],"d":"$detail","x":"$digits","c":"$code","$":"$$literal","short":"$title:3"}}"#),
            &problem
        ),
        json!({
            "errors": [
                { "p": "/a~1b/0/c", "l": "body.a/b[0].c", "s": ["body", "a/b", 0, "c"], "n": ["body", "a/b", "0", "c"], "k": "type", "m": "expected a pear" },
                { "p": "", "l": "query.page", "s": ["query", "page"], "n": ["query", "page"], "i": "query", "q": "page", "k": "type", "m": "expected a pear" },
            ],
            "d": "no", "x": "400", "c": "bad_request", "$": "$literal", "short": "Bad",
        })
    );
    assert_eq!(
        filled(r#""$summary""#, &problem),
        json!("no: body at /a~1b/0/c: expected a pear; query parameter `page`: expected a pear")
    );
}

#[test]
fn what_has_nothing_is_left_out() {
    let problem = ProblemDetails::new(StatusCode::UNAUTHORIZED);
    assert_eq!(filled(r#"{"detail":"$detail","errors":["$line"],"in":{"where":"$in"}}"#, &problem), json!({}));
    let always = r#"{"errors":[{"at":"$location","from":"$place","why":"$message","how":"$keyword"},"$always"]}"#;
    assert_eq!(filled(always, &problem), json!({"errors": [{"from": "request", "why": "Unauthorized", "how": "unauthorized"}]}));
}

#[test]
fn a_list_that_was_cut_says_so() {
    let cut = ProblemDetails { more: 7, ..ProblemDetails::new(StatusCode::BAD_REQUEST).errors(vec![fault(None, "/a"); 2]) };
    let counted = filled(r#"{"errors":[{"why":"$message"}],"more":"$more"}"#, &cut);
    assert_eq!(counted, json!({"errors": [{"why": "expected a pear"}, {"why": "expected a pear"}], "more": 7}));
    let plain = filled(r#"["$line"]"#, &cut);
    assert_eq!(plain, json!(["body at /a: expected a pear", "body at /a: expected a pear (and 7 more mistakes)"]));
    assert!(filled(r#""$summary""#, &cut).as_str().unwrap().ends_with("; and 7 more"));
    let whole = ProblemDetails::new(StatusCode::BAD_REQUEST).errors(vec![fault(None, "/a")]);
    assert_eq!(filled(r#"{"more":"$more"}"#, &whole), json!({}));
}

#[test]
fn a_moment_is_that_of_the_answer() {
    let tape = json::parse(r#"{"at":"$now"}"#).unwrap();
    let template = tape.root().to_tree();
    let filled = fill_at(&template, &ProblemDetails::new(StatusCode::NOT_FOUND), std::time::SystemTime::UNIX_EPOCH);
    assert_eq!(filled.to_text().unwrap(), r#"{"at":"1970-01-01T00:00:00Z"}"#);
}

/// Documents 415 with two media types, 501 with a body that only the handlers can give, and 400 with one that is a text.
struct Print {
    body: Value,
}

#[derive(Debug)]
enum PrintError {
    BadRequest(String),
    UnsupportedMediaType(Value),
    NotImplemented(Value),
}

documented_error!(Print => PrintError);

const WRONG: Answer = Answer::Templates(&[None, Some(r#"{"why":"$text"}"#), Some(r#""$title""#)]);

impl Operation for Print {
    const ID: &'static str = "print";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/";
    type Ok = ();
    type Error = PrintError;

    request! {
        body: body Media::json("application/json").rule(|value| value.object().members(|_, value| value.array().items(|item| item.string()))),
    }

    responses! {
        204 => Ok(()) {},
        400 => Err(PrintError::BadRequest(body)) { body: body Media::text("text/plain") } => Answer::Template(r#""$text:20""#),
        415 => Err(PrintError::UnsupportedMediaType(body)) {
            body: bodies [Media::stream("image/png"), Media::json("application/json"), Media::json("application/hal+json")],
        } => WRONG,
        501 => Err(PrintError::NotImplemented(body)) { body: json "application/json" } => Answer::given::<Value>(),
    }
}

struct Press;

impl Rejects<Value> for Press {
    fn reject(&self, rejection: &Rejection) -> Value {
        json!({ "operation": rejection.operation })
    }
}

fn router(options: ServerOptions) -> letterpress_runtime::server::Router {
    let mut routes = Routes::<Press, ()>::new(Press);
    routes.rejects::<Value>();
    routes.add(|_, _: RequestContext<()>, request: Print| async move {
        drop(request.body);
        Err(Failure::not_implemented())
    });
    routes.into_router(NoAuthentication, options)
}

async fn send_with(options: ServerOptions, headers: [(&str, &str); 2], body: &str) -> (u16, String, Bytes) {
    let mut request = Request::builder().method("POST").uri("http://press/");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(Payload::Whole(Bytes::from(body.to_owned()))).unwrap();
    let (parts, body) = InProcess::new(router(options)).send(request).await.unwrap().into_parts();
    let media_type = parts.headers["content-type"].to_str().unwrap().to_owned();
    (parts.status.as_u16(), media_type, body.collect(1 << 24).await.unwrap().unwrap())
}

async fn send(media_type: &str, accept: &str, body: &str) -> (u16, String, String) {
    let headers = [("content-type", media_type), ("accept", accept)];
    let (status, media_type, body) = send_with(ServerOptions::default(), headers, body).await;
    (status, media_type, String::from_utf8(body.to_vec()).unwrap())
}

const JSON: &str = "application/json";

#[tokio::test]
async fn the_documented_body_is_sent_as_what_the_request_likes_best() {
    let expect = |status, media_type: &str, body: &str| (status, media_type.to_owned(), body.to_owned());
    let why = r#"{"why":"the body must be application/json"}"#;
    assert_eq!(send("text/csv", "*/*", "").await, expect(415, JSON, why));
    let title = "\"Unsupported Media Type\"";
    assert_eq!(
        send("text/csv", "application/json;q=0.1, application/hal+json", "").await,
        expect(415, "application/hal+json", title)
    );
    // What has no template is never sent, whatever is accepted.
    assert_eq!(send("text/csv", "image/png", "").await, expect(415, JSON, why));
    assert_eq!(send(JSON, "*/*", "{").await.2.len(), 20);
    assert_eq!(send(JSON, "*/*", "{}").await, expect(501, JSON, r#"{"operation":"print"}"#));
}

#[tokio::test]
async fn the_hook_goes_before_the_description() {
    let hook = |_: &Rejection| {
        Some(http::Response::builder().status(418).header("content-type", "a/b").body(Bytes::from("tea")).unwrap())
    };
    let options = ServerOptions::default().reject_with(hook);
    assert_eq!(send_with(options, [("content-type", JSON), ("accept", "*/*")], "{}").await.2, "tea");
}

/// A request of 2 MiB whose mistakes all stand below one long name.
#[tokio::test]
async fn an_answer_is_small_however_long_the_places_of_mistakes_are() {
    let named = |length: usize| format!("{{\"{}\":[{}]}}", "n".repeat(length), vec!["1"; 20_000].join(","));
    for length in [2_000_000, 500] {
        let (status, media_type, body) = send_with(
            ServerOptions::default().reject_with(|rejection| {
                assert!(rejection.problem.more >= 19_900, "the list says how many it leaves out");
                let body = letterpress_runtime::to_json_text(&rejection.problem).unwrap();
                Some(http::Response::builder().status(400).header("content-type", JSON).body(Bytes::from(body)).unwrap())
            }),
            [("content-type", JSON), ("accept", "*/*")],
            &named(length),
        )
        .await;
        assert_eq!((status, media_type.as_str()), (400, JSON));
        assert!(body.len() < 100_000, "{} bytes", body.len());
        let problem: Value = serde_json::from_slice(&body).unwrap();
        let listed = problem["errors"].as_array().unwrap().len();
        assert_eq!(listed as u64 + problem["more"].as_u64().unwrap(), 20_000);
    }
}
