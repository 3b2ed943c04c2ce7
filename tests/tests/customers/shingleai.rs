//! ShingleAI: nothing is required, free-form data, a wrapper around the answer.

use customer_apis::shingleai::client::Client;
use customer_apis::shingleai::models::{Customer, CustomerEnvelope, NewCustomer};
use customer_apis::shingleai::operations::CreateCustomer;
use customer_apis::shingleai::server::router_with;
use letterpress_runtime::client::Error;
use letterpress_runtime::server::ServerOptions;
use letterpress_runtime::{from_json_text, to_json_text};

use crate::protocol::Protocol;
use crate::support::{
    Api, Desk, Keys, Local, assert_same, breaks, check, curl, data, filled, fits, refuses_credentials, refuses_no_request,
    refuses_other_bodies, refuses_too_much, survives, survives_check, survives_serde, with,
};

const COMMAND: &str = include_str!("pages/shingleai.sh");
const ANSWER: &str = include_str!("pages/shingleai-answer.json");

async fn open() -> Api<CreateCustomer, Client> {
    open_with(ServerOptions::default().on_error(|_, _| {})).await
}

async fn open_with(options: ServerOptions) -> Api<CreateCustomer, Client> {
    let desk = Desk::new(|_| Ok(from_json_text(ANSWER)?));
    let local = Local::serve(router_with(desk.clone(), Keys, options)).await;
    let client = Client::new(&local.url).unwrap().with_bearer_auth("token");
    let headers = &[("content-type", "application/json"), ("authorization", "Bearer token")];
    Api { local, desk, client, headers, malformed: 400, invalid: 400 }
}

/// The generated client against the generated server, with every documented status.
pub async fn client_and_server(protocol: Protocol) {
    let api = open().await;
    let client = Client::from_parts(protocol.client(&api.local.url)).with_bearer_auth("token");
    let body: NewCustomer = from_json_text(data(COMMAND)).unwrap();
    let created = client.create_customer(body.clone()).with_response().await.unwrap();
    assert_eq!(created.status, 201);
    assert_same(&to_json_text(&created.value).unwrap(), ANSWER);
    let seen = api.desk.take_with_senders();
    assert_eq!(seen, [(CreateCustomer { body }, vec!["the caller".to_owned()])]);
    api.local.assert_spoken(protocol);
}

#[tokio::test]
async fn the_command_of_the_page() {
    let api = open().await;
    let command = filled(COMMAND, &[("https://api.shingleai.com", &api.local.url), ("<token>", "token")]);
    let Some(answer) = curl(&command).await else { return };
    assert_eq!((answer.status, answer.header("content-type")), (201, "application/json"));
    assert_same(&answer.body, ANSWER);
    assert_eq!(api.desk.take().len(), 1);

    let as_printed = filled(COMMAND, &[("https://api.shingleai.com", &api.local.url)]);
    curl(&as_printed).await.unwrap().assert_problem(401);
    api.assert_untouched("a token in angle brackets");
}

#[test]
fn the_payloads_of_the_page() {
    survives_check::<NewCustomer>(data(COMMAND));
    let answer: CustomerEnvelope = survives(ANSWER);
    assert_eq!(answer.data.r#type.as_deref(), Some("<string>"));
    assert_eq!(answer.meta.unwrap().pagination.unwrap().has_more, Some(true));
    survives_check::<NewCustomer>("{}");
    let free = with(data(COMMAND), "/data", r#"{"a": [1.5, {"b": null}], "": "c"}"#);
    survives_check::<NewCustomer>(&free);
    survives_serde::<NewCustomer>(data(COMMAND));
    survives_serde::<CustomerEnvelope>(ANSWER);
}

/// A customer that is not deleted has null there or nothing, which is one to whoever reads it.
#[test]
fn absent_null_and_a_value() {
    let id = r#"{"id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}"#;
    assert_eq!(survives::<Customer>(id).deleted_at, None);
    assert_eq!(from_json_text::<Customer>(&with(id, "/deletedAt", "null")), from_json_text(id));
    let deleted = survives::<Customer>(&with(id, "/deletedAt", "\"2023-11-07T05:31:56Z\"")).deleted_at;
    assert!(deleted.unwrap().to_system_time().is_ok());
}

#[tokio::test]
async fn limits() {
    let api = open().await;
    let mut rows = Vec::new();
    for text in ["businessId", "type", "contactId", "name", "email", "phone", "notes", "status", "customerSince", "data"] {
        let pointer = format!("/{text}");
        rows.push(fits(&pointer, ""));
        rows.push(breaks(&pointer, "null", "type"));
        rows.push(breaks(&pointer, "[]", "type"));
        rows.push(breaks(&pointer, "1", "type"));
    }
    for text in ["type", "name", "email", "phone", "notes", "status"] {
        rows.push(fits(&format!("/{text}"), "\"\""));
        rows.push(fits(&format!("/{text}"), "\"\\u0000\\ud83e\\udd80 <string>\""));
    }
    for pointer in ["/businessId", "/contactId"] {
        rows.push(fits(pointer, "\"00000000-0000-0000-0000-000000000000\""));
        rows.push(fits(pointer, "\"FFFFFFFF-ffff-FFFF-ffff-ffffffffffff\""));
        for text in ["", "3c90c3cc-0d44-4b50-8888-8dd25736052", "3c90c3cc-0d44-4b50-8888-8dd25736052a0", "{}"] {
            rows.push(breaks(pointer, format!("\"{text}\""), "format"));
        }
        rows.push(breaks(pointer, "\"3c90c3cc0d444b5088888dd25736052a\"", "format"));
        rows.push(breaks(pointer, "\"3c90c3cc-0d44-4b50-8888-8dd25736052g\"", "format"));
    }
    for text in ["2024-02-29T23:59:60Z", "2023-11-07T05:31:56.123456789+05:30", "0000-01-01t00:00:00z"] {
        rows.push(fits("/customerSince", format!("\"{text}\"")));
    }
    for text in ["", "2023-11-07", "2023-02-29T00:00:00Z", "2023-11-07T24:00:00Z", "2023-11-07T05:31:56", "2023-11-07 05:31:56Z"]
    {
        rows.push(breaks("/customerSince", format!("\"{text}\""), "format"));
    }
    rows.push(fits("/data", r#"{"any": [1.0, null, {"thing": "here"}]}"#));
    rows.push(breaks("/data", "\"text\"", "type"));
    check(&api, data(COMMAND), &rows).await;
}

#[tokio::test]
async fn every_mistake_at_once() {
    let api = open().await;
    let answer = api.post(r#"{"name": 1, "businessId": "x", "unknown": 1, "data": [], "customerSince": "soon"}"#).await;
    answer.assert_problem(400);
    let mistakes = [("/name", "type"), ("/businessId", "format"), ("/data", "type"), ("/customerSince", "format")];
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
    refuses_other_bodies(&api, data(COMMAND)).await;
    refuses_no_request(&api, data(COMMAND)).await;
    refuses_credentials(&api, data(COMMAND)).await;
    let limited = open_with(ServerOptions::default().body_limit(data(COMMAND).len())).await;
    refuses_too_much(&limited, data(COMMAND)).await;
}

/// The page says nothing against them.
#[tokio::test]
async fn unknown_members_are_taken() {
    let api = open().await;
    let answer = api.post(with(data(COMMAND), "/unknown", r#"{"a": [1]}"#)).await;
    assert_eq!((answer.status, api.desk.take().len()), (201, 1));
}

#[tokio::test]
async fn the_client_sends_no_mistakes() {
    let api = open().await;
    let body: NewCustomer = from_json_text(r#"{"businessId": "x", "customerSince": "soon"}"#).unwrap();
    let Err(Error::Invalid(faults)) = api.client.create_customer(body).await else { panic!() };
    let places: Vec<_> = faults.0.iter().map(|fault| (fault.pointer.as_str(), fault.keyword.as_ref())).collect();
    assert_eq!(places, [("/businessId", "format"), ("/customerSince", "format")]);
    assert_eq!(api.local.take_hits(), 0);
}
