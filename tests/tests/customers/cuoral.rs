//! Cuoral: its own body for 422, which a hook fills in; a company that is a string going in and a number coming out.

use bytes::Bytes;
use customer_apis::cuoral::client::Client;
use customer_apis::cuoral::models::{Customer, NewCustomer, ValidationError};
use customer_apis::cuoral::operations::{CreateCustomer, CreateCustomerError};
use customer_apis::cuoral::server::router_with;
use letterpress_runtime::client::{self, Error};
use letterpress_runtime::server::{Rejection, ServerOptions};
use letterpress_runtime::{Map, Validation, Value, from_json_text, to_json_text};
use serde_json::json;

use crate::protocol::Protocol;
use crate::support::{
    Api, Desk, Local, assert_same, breaks, breaks_at, check, curl, fits, letters, refuses_no_request, refuses_other_bodies,
    refuses_too_much, survives, survives_check, survives_serde, with,
};

const REQUEST: &str = include_str!("pages/cuoral-request.json");
const ANSWER: &str = include_str!("pages/cuoral-answer.json");

async fn open() -> Api<CreateCustomer, Client> {
    open_with(ServerOptions::default()).await
}

async fn open_with(options: ServerOptions) -> Api<CreateCustomer, Client> {
    let desk = Desk::new(|request: &CreateCustomer| match request.body.name.as_str() {
        "Taken" => Err(CreateCustomerError::UnprocessableEntity(details(&[("name", "is taken")])).into()),
        _ => Ok(from_json_text(ANSWER)?),
    });
    let local = Local::serve(router_with(desk.clone(), options)).await;
    let client = Client::new(&local.url).unwrap();
    Api { local, desk, client, headers: &[("content-type", "application/json")], malformed: 422, invalid: 422 }
}

/// The documented body of 422 as this service could fill it in; the page leaves its objects open.
fn details(mistakes: &[(&str, &str)]) -> ValidationError {
    let detail = |(place, message): &(&str, &str)| {
        let (place, message) = (Value::from(*place), Value::from(*message));
        Map::from_iter([("loc".to_owned(), place), ("msg".to_owned(), message)])
    };
    ValidationError { detail: Some(mistakes.iter().map(detail).collect()) }
}

/// A hook: what is answered with 422 gets the documented body, the rest keeps its problem details.
fn documented_body(rejection: &Rejection) -> Option<http::Response<Bytes>> {
    if rejection.problem.status != 422 {
        return None;
    }
    let faults = &rejection.problem.errors;
    let mut mistakes: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_str(), fault.keyword.as_ref())).collect();
    if mistakes.is_empty() {
        mistakes.push(("", "syntax"));
    }
    let body = to_json_text(&details(&mistakes)).ok()?;
    http::Response::builder().status(422).header("content-type", "application/json").body(Bytes::from(body)).ok()
}

fn customer() -> NewCustomer {
    from_json_text(REQUEST).unwrap()
}

/// The generated client against the generated server, with every documented status.
pub async fn client_and_server(protocol: Protocol) {
    let api = open().await;
    let client = Client::from_parts(protocol.client(&api.local.url));
    let created = client.create_customer(customer()).with_response().await.unwrap();
    assert_eq!(created.status, 201);
    assert_same(&to_json_text(&created.value).unwrap(), ANSWER);
    assert_eq!(api.desk.take(), [CreateCustomer { body: customer() }]);

    let taken = NewCustomer { name: "Taken".to_owned(), ..customer() };
    let error = client.create_customer(taken).await.unwrap_err();
    assert_eq!(error.to_string(), "createCustomer failed: 422 Unprocessable Entity: is taken");
    let expected = CreateCustomerError::UnprocessableEntity(details(&[("name", "is taken")]));
    assert_eq!(error.documented(), Some(&expected));
    assert_eq!(api.desk.take().len(), 1);
    api.local.assert_spoken(protocol);
}

/// The page prints no command; this is the request that it describes.
#[tokio::test]
async fn a_command_for_the_page() {
    let api = open().await;
    let post = format!("curl --request POST --url {}/external/v1/external/v1/customers", api.local.url);
    let command = format!("{post} --header 'Content-Type: application/json' --data '{REQUEST}'");
    let Some(answer) = curl(&command).await else { return };
    assert_eq!((answer.status, answer.header("content-type")), (201, "application/json"));
    assert_same(&answer.body, ANSWER);
    assert_eq!(api.desk.take(), [CreateCustomer { body: customer() }]);

    let taken = with(REQUEST, "/name", "\"Taken\"");
    let answer = curl(&format!("{post} --header 'Content-Type: application/json' --data '{taken}'")).await.unwrap();
    assert_eq!((answer.status, answer.header("content-type")), (422, "application/json"));
    assert_eq!(answer.json(), json!({"detail": [{"loc": "name", "msg": "is taken"}]}));
}

#[test]
fn the_payloads() {
    let request: NewCustomer = survives_check(REQUEST);
    assert_eq!((request.company_id.as_deref(), request.longitude.as_deref()), (Some("CMP-A9B8"), Some("0.1870")));
    let answer: Customer = survives(ANSWER);
    assert_eq!(answer.company_id, Some(1));
    for text in [r#"{"detail": []}"#, r#"{"detail": [{}, {"a": {"b": [1.5, null]}}]}"#, "{}"] {
        survives::<ValidationError>(text);
    }
    survives_serde::<NewCustomer>(REQUEST);
    survives_serde::<Customer>(ANSWER);
}

/// What a request left out comes back as null or not at all, which is one to whoever reads it.
#[test]
fn absent_null_and_a_value() {
    for name in ["time_updated", "company_id", "whatsapp_number", "ip", "city", "country", "latitude", "is_active"] {
        let pointer = format!("/{name}");
        let absent: Customer = survives(&with(ANSWER, &pointer, ""));
        assert_eq!(from_json_text(&with(ANSWER, &pointer, "null")), Ok(absent), "{name}");
    }
}

#[tokio::test]
async fn limits() {
    let api = open().await;
    let mut rows = Vec::new();
    for name in ["name", "email", "source"] {
        rows.push(breaks_at(&format!("/{name}"), "", &[("", "required")]));
    }
    let optional = ["whatsapp_number", "ip", "city", "country", "location", "latitude", "longitude", "is_active", "company_id"];
    for name in optional {
        rows.push(fits(&format!("/{name}"), ""));
    }
    for name in ["name", "email", "source"].iter().chain(&optional) {
        let pointer = format!("/{name}");
        for text in ["null", "5.6037", "[]", "{}"] {
            rows.push(breaks(&pointer, text, "type"));
        }
    }
    // No lengths, lists or notations are stated.
    for name in ["name", "whatsapp_number", "source", "ip", "city", "country", "location", "latitude", "longitude", "company_id"]
    {
        let pointer = format!("/{name}");
        rows.push(fits(&pointer, "\"\""));
        rows.push(fits(&pointer, letters(10_000)));
        rows.push(breaks(&pointer, "true", "type"));
    }
    rows.extend([
        fits("/is_active", "false"),
        breaks("/is_active", "\"true\"", "type"),
        breaks("/company_id", "1", "type"),
        breaks("/email", "\"alice\"", "format"),
        breaks("/email", "\"\"", "format"),
        fits("/email", "\"alice@localhost\""),
    ]);
    check(&api, REQUEST, &rows).await;
}

#[tokio::test]
async fn every_mistake_at_once() {
    let api = open().await;
    let answer = api.post(r#"{"email": "alice", "source": 1, "latitude": 5.6037, "is_active": "yes"}"#).await;
    answer.assert_problem(422);
    let mistakes = [("", "required"), ("/email", "format"), ("/source", "type"), ("/latitude", "type"), ("/is_active", "type")];
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
    for path in ["/external/v1/customers", "/customers"] {
        api.local.send(http::Method::POST, path, api.headers, REQUEST).await.assert_problem(404);
    }
}

/// The hook gives rejections the documented body, so that a client has them typed.
#[tokio::test]
async fn rejections_in_the_documented_body() {
    let api = open_with(ServerOptions::default().reject_with(documented_body)).await;
    let answer = api.post(r#"{"name": "Alice", "email": "alice", "source": 1}"#).await;
    assert_eq!((answer.status, answer.header("content-type")), (422, "application/json"));
    let detail = json!([{"loc": "/email", "msg": "format"}, {"loc": "/source", "msg": "type"}]);
    assert_eq!(answer.json(), json!({"detail": detail}));
    let malformed = api.post("{").await;
    assert_eq!(malformed.json(), json!({"detail": [{"loc": "", "msg": "syntax"}]}));
    api.post_with(&[("content-type", "text/plain")], REQUEST).await.assert_problem(415);

    let error = unchecked(&api).create_customer(NewCustomer { email: "alice".to_owned(), ..customer() }).await.unwrap_err();
    let expected = CreateCustomerError::UnprocessableEntity(details(&[("/email", "format")]));
    assert_eq!(error.documented(), Some(&expected), "{error}");
    api.assert_untouched("rejections");
}

/// Without the hook, entries are what the server knows of each mistake: the description leaves their members open.
#[tokio::test]
async fn rejections_without_a_hook() {
    let api = open().await;
    let error = unchecked(&api).create_customer(NewCustomer { email: "alice".to_owned(), ..customer() }).await.unwrap_err();
    assert_eq!(error.to_string(), "createCustomer failed: 422 Unprocessable Entity: expected an email address");
    let Some(CreateCustomerError::UnprocessableEntity(body)) = error.documented() else { panic!("{error:?}") };
    let expected = json!([{"pointer": "/email", "keyword": "format", "detail": "expected an email address"}]);
    assert_eq!(json!(body.detail), expected);
}

/// A client that leaves the checking to the server.
fn unchecked(api: &Api<CreateCustomer, Client>) -> Client {
    Client::from_parts(client::Client::builder(&api.local.url).validation(Validation::Off).build().unwrap())
}

/// The page says nothing against them.
#[tokio::test]
async fn unknown_members_are_taken() {
    let api = open().await;
    let answer = api.post(with(REQUEST, "/unknown", "{}")).await;
    assert_eq!((answer.status, api.desk.take().len()), (201, 1));
}

#[tokio::test]
async fn the_client_sends_no_mistakes() {
    let api = open().await;
    let body = NewCustomer { email: "alice".to_owned(), ..customer() };
    let error = api.client.create_customer(body).await.unwrap_err();
    assert!(error.to_string().starts_with("invalid request: body at /email: "), "{error}");
    assert!(matches!(error, Error::Invalid(_)));
    assert_eq!(api.local.take_hits(), 0);
}
