//! truvami: problem details for six statuses, and a name of 1 to 80 characters.

use bytes::Bytes;
use customer_apis::truvami::client::Client;
use customer_apis::truvami::models::{CustomerEnvelope, NewCustomer, Problem, ProblemDetail};
use customer_apis::truvami::operations::{CreateCustomer, CreateCustomerError};
use customer_apis::truvami::server::{router, router_with};
use letterpress_runtime::client::{self, Error};
use letterpress_runtime::server::{Failure, Handled, Rejection, ServerOptions};
use letterpress_runtime::{Fault, Validation, from_json_text, to_json_text};

use crate::protocol::Protocol;
use crate::support::{
    Api, Desk, Local, assert_same, breaks, breaks_at, check, curl, fits, letters, refuses_no_request, refuses_other_bodies,
    refuses_too_much, string, survives, survives_check, survives_serde, with,
};

const REQUEST: &str = include_str!("pages/truvami-request.json");
const ANSWER: &str = include_str!("pages/truvami-answer.json");
const PROBLEM: &str = include_str!("pages/truvami-problem.json");

type MakeError = fn(Problem) -> CreateCustomerError;

/// Each documented failure, by the name of a customer that the handler answers with it.
const FAILURES: [(&str, u16, &str, MakeError); 6] = [
    ("bad", 400, "Bad Request", CreateCustomerError::BadRequest),
    ("stranger", 401, "Unauthorized", CreateCustomerError::Unauthorized),
    ("banned", 403, "Forbidden", CreateCustomerError::Forbidden),
    ("known", 409, "Conflict", CreateCustomerError::Conflict),
    ("odd", 422, "Unprocessable Entity", CreateCustomerError::UnprocessableEntity),
    ("broken", 500, "Internal Server Error", CreateCustomerError::InternalServerError),
];

fn reply(request: &CreateCustomer) -> Handled<CreateCustomer> {
    let problem: Problem = from_json_text(PROBLEM)?;
    if request.body.name == "secret" {
        return Err(Failure::unexpected("the password of the database is wrong"));
    }
    match FAILURES.iter().find(|(name, ..)| request.body.name == *name) {
        Some((_, _, _, make)) => Err(make(problem).into()),
        None => Ok(from_json_text(ANSWER)?),
    }
}

async fn open() -> Api<CreateCustomer, Client> {
    open_with(ServerOptions::default().on_error(|_, _| {})).await
}

async fn open_with(options: ServerOptions) -> Api<CreateCustomer, Client> {
    let desk = Desk::new(reply);
    let local = Local::serve(router_with(desk.clone(), options)).await;
    let client = Client::new(&local.url).unwrap();
    Api { local, desk, client, headers: &[("content-type", "application/json")], malformed: 400, invalid: 422 }
}

fn named(name: &str) -> NewCustomer {
    NewCustomer { name: name.to_owned(), ..from_json_text(REQUEST).unwrap() }
}

/// The generated client against the generated server, with every documented status.
pub async fn client_and_server(protocol: Protocol) {
    let api = open().await;
    let client = Client::from_parts(protocol.client(&api.local.url));
    let created = client.create_customer(named("string")).with_response().await.unwrap();
    assert_eq!(created.status, 201);
    assert_same(&to_json_text(&created.value).unwrap(), ANSWER);
    assert_eq!(api.desk.take(), [CreateCustomer { body: named("string") }]);
    for (name, status, phrase, make) in FAILURES {
        let error = client.create_customer(named(name)).await.unwrap_err();
        assert_eq!(error.to_string(), format!("createCustomer failed: {status} {phrase}: string"));
        assert_eq!(error.documented(), Some(&make(from_json_text(PROBLEM).unwrap())), "{name}");
        assert_eq!(api.desk.take(), [CreateCustomer { body: named(name) }]);
    }
    api.local.assert_spoken(protocol);
}

#[tokio::test]
async fn an_unexpected_failure_tells_nothing() {
    let api = open().await;
    let error = api.client.create_customer(named("secret")).await.unwrap_err();
    let Some(CreateCustomerError::InternalServerError(problem)) = error.documented() else { panic!("{error:?}") };
    assert_eq!((problem.status, problem.detail.as_deref()), (Some(500), None));
    let answer = api.post(with(REQUEST, "/name", "\"secret\"")).await;
    answer.assert_problem(500);
    assert!(!answer.body.contains("password"), "{}", answer.body);
}

/// The page prints no command; this is the request that it describes.
#[tokio::test]
async fn a_command_for_the_page() {
    let api = open().await;
    let command = |body: &str| {
        let target = format!("--request POST --url {}/v1/customers", api.local.url);
        format!("curl {target} --header 'Content-Type: application/json' --data '{body}'")
    };
    let Some(answer) = curl(&command(REQUEST)).await else { return };
    assert_eq!((answer.status, answer.header("content-type")), (201, "application/json"));
    assert_same(&answer.body, ANSWER);
    for (name, status, ..) in FAILURES {
        let answer = curl(&command(&with(REQUEST, "/name", &string(name)))).await.unwrap();
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"), "{name}");
        assert_same(&answer.body, PROBLEM);
    }
    assert_eq!(api.desk.take().len(), 7);
}

#[test]
fn the_payloads_of_the_page() {
    survives_check::<NewCustomer>(REQUEST);
    let answer: CustomerEnvelope = survives(ANSWER);
    assert_eq!((answer.schema.as_deref(), answer.status), (Some("string"), Some(0)));
    let problem: Problem = survives(PROBLEM);
    assert_eq!(problem.errors.unwrap()[0].location.as_deref(), Some("string"));
    for value in ["null", "0.1", "\"a\"", "[1, {}]"] {
        survives::<Problem>(&with(PROBLEM, "/errors/0/value", value));
    }
    survives_serde::<NewCustomer>(REQUEST);
    survives_serde::<CustomerEnvelope>(ANSWER);
    survives_serde::<Problem>(PROBLEM);
}

#[tokio::test]
async fn limits() {
    let api = open().await;
    let mut rows = vec![
        breaks("/name", letters(0), "minLength"),
        fits("/name", letters(1)),
        fits("/name", letters(80)),
        breaks("/name", letters(81), "maxLength"),
        // A character may be made of several code points, and those are counted.
        fits("/name", string(&"e\u{301}".repeat(40))),
        breaks("/name", string(&"e\u{301}".repeat(41)), "maxLength"),
        fits("/name", "\" \""),
        breaks_at("/name", "", &[("", "required")]),
        fits("/uuid", ""),
        fits("/uuid", "\"3FA85F64-5717-4562-B3FC-2C963F66AFA6\""),
    ];
    for text in ["null", "1", "true", "[]", "{}"] {
        rows.push(breaks("/name", text, "type"));
        rows.push(breaks("/uuid", text, "type"));
    }
    for text in ["", "string", "3fa85f64-5717-4562-b3fc-2c963f66afa", "urn:uuid:3fa85f64-5717-4562-b3fc-2c963f66afa6"] {
        rows.push(breaks("/uuid", string(text), "format"));
    }
    check(&api, REQUEST, &rows).await;
}

#[tokio::test]
async fn every_mistake_at_once() {
    let api = open().await;
    let answer = api.post(r#"{"name": "", "uuid": "x"}"#).await;
    answer.assert_problem(422);
    let mistakes = [("/name", "minLength"), ("/uuid", "format")];
    assert!(
        answer.has_violations(&mistakes.map(|(pointer, keyword)| (pointer.to_owned(), keyword.to_owned()))),
        "{}",
        answer.body
    );
    let answer = api.post(r#"{"uuid": 1}"#).await;
    let mistakes = [("", "required"), ("/uuid", "type")];
    assert!(
        answer.has_violations(&mistakes.map(|(pointer, keyword)| (pointer.to_owned(), keyword.to_owned()))),
        "{}",
        answer.body
    );
    api.assert_untouched("mistakes");
}

#[tokio::test]
async fn nothing_else_reaches_the_handler() {
    let api = open().await;
    refuses_other_bodies(&api, REQUEST).await;
    refuses_no_request(&api, REQUEST).await;
    refuses_too_much(&open_with(ServerOptions::default().body_limit(REQUEST.len())).await, REQUEST).await;
}

/// A body that comes in chunks announces no length, and is counted all the same.
#[tokio::test]
async fn chunks_are_counted() {
    let api = open_with(ServerOptions::default().body_limit(REQUEST.len())).await;
    let target = format!("--url {}/v1/customers --header 'Content-Type: application/json'", api.local.url);
    let chunked = format!("curl {target} --header 'Transfer-Encoding: chunked'");
    let Some(answer) = curl(&format!("{chunked} --data-binary '{REQUEST}'")).await else { return };
    assert_eq!((answer.status, api.desk.take().len()), (201, 1));
    curl(&format!("{chunked} --data-binary '{REQUEST} '")).await.unwrap().assert_problem(413);
    api.assert_untouched("one byte too many");
}

#[tokio::test]
async fn two_mebibytes_are_the_limit_by_default() {
    let unchecked = client::Client::builder("http://truvami.invalid").validation(Validation::Off);
    let transport = client::InProcess::new(router(Desk::new(reply)));
    let client = Client::from_parts(unchecked.transport(transport).build().unwrap());
    let longest = 2 * 1024 * 1024 - r#"{"name":""}"#.len();
    let within = client.create_customer(NewCustomer::new("a".repeat(longest))).await.unwrap_err();
    assert!(matches!(within.documented(), Some(CreateCustomerError::UnprocessableEntity(_))), "{within:?}");
    let beyond = client.create_customer(NewCustomer::new("a".repeat(longest + 1))).await.unwrap_err();
    assert!(matches!(&beyond, Error::Undocumented { response, .. } if response.status == 413), "{beyond:?}");
}

/// A hook: rejections in the documented form, with the place in the notation that the page shows.
fn documented_body(rejection: &Rejection) -> Option<http::Response<Bytes>> {
    let problem = &rejection.problem;
    let detail = |fault: &Fault| ProblemDetail {
        location: Some(format!("body{}", fault.pointer.replace('/', "."))),
        message: Some(fault.detail.clone()),
        value: None,
    };
    let body = Problem {
        detail: problem.detail.clone(),
        errors: Some(problem.errors.iter().map(detail).collect()),
        status: Some(i64::from(problem.status.as_u16())),
        title: problem.status.canonical_reason().map(str::to_owned),
        ..Problem::default()
    };
    let body = Bytes::from(to_json_text(&body).ok()?);
    http::Response::builder().status(problem.status).header("content-type", "application/problem+json").body(body).ok()
}

#[tokio::test]
async fn rejections_in_the_documented_body() {
    let api = open_with(ServerOptions::default().reject_with(documented_body)).await;
    let unchecked = client::Client::builder(&api.local.url).validation(Validation::Off).build().unwrap();
    let mut body = named("");
    body.uuid = Some(from_json_text("\"x\"").unwrap());
    let error = Client::from_parts(unchecked).create_customer(body).await.unwrap_err();
    let Some(CreateCustomerError::UnprocessableEntity(problem)) = error.documented() else { panic!("{error:?}") };
    let errors = problem.errors.as_ref().unwrap();
    let locations: Vec<_> = errors.iter().map(|error| error.location.as_deref().unwrap()).collect();
    assert_eq!(locations, ["body.name", "body.uuid"]);
    assert_eq!(errors[0].message.as_deref(), Some("expected a length of at least 1, found 0"));
    assert_eq!((problem.status, problem.title.as_deref()), (Some(422), Some("Unprocessable Entity")));
    api.assert_untouched("rejections");

    let malformed = api.post("{").await;
    assert_eq!((malformed.status, &malformed.json()["errors"]), (400, &serde_json::json!([])));
}

/// Without the hook they are problem details all the same, so they are typed too; the places are in members of their own.
#[tokio::test]
async fn rejections_without_a_hook() {
    let api = open().await;
    let unchecked = client::Client::builder(&api.local.url).validation(Validation::Off).build().unwrap();
    let error = Client::from_parts(unchecked).create_customer(named("")).await.unwrap_err();
    let Some(CreateCustomerError::UnprocessableEntity(problem)) = error.documented() else { panic!("{error:?}") };
    assert_eq!((problem.status, problem.errors.as_ref().map(Vec::len)), (Some(422), Some(1)));
}

/// The page says nothing against them.
#[tokio::test]
async fn unknown_members_are_taken() {
    let api = open().await;
    let answer = api.post(with(REQUEST, "/$schema", "\"string\"")).await;
    assert_eq!((answer.status, api.desk.take().len()), (201, 1));
}

#[tokio::test]
async fn the_client_sends_no_mistakes() {
    let api = open().await;
    for (name, keyword) in [(String::new(), "minLength"), ("ü".repeat(81), "maxLength")] {
        let Err(Error::Invalid(faults)) = api.client.create_customer(named(&name)).await else { panic!("{name}") };
        assert_eq!((faults.0[0].pointer.as_str(), faults.0[0].keyword.as_ref(), faults.0.len()), ("/name", keyword, 1));
    }
    assert_eq!(api.local.take_hits(), 0);
}
