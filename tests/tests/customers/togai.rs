//! Togai: required members, nested lists, aliases that are strings going in and objects coming out.

use customer_apis::togai::client::Client;
use customer_apis::togai::models::{Customer, NewCustomer};
use customer_apis::togai::operations::CreateCustomer;
use customer_apis::togai::server::router_with;
use letterpress_runtime::client::Error;
use letterpress_runtime::server::ServerOptions;
use letterpress_runtime::{from_json_text, to_json_text};

use crate::protocol::Protocol;
use crate::support::{
    Api, Desk, Keys, Local, assert_same, breaks, breaks_at, check, curl, data, filled, fits, letters, refuses_credentials,
    refuses_no_request, refuses_other_bodies, refuses_too_much, string, survives, survives_check, survives_serde, with,
};

const COMMAND: &str = include_str!("pages/togai.sh");
const ANSWER: &str = include_str!("pages/togai-answer.json");

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
    assert_eq!(api.desk.take(), [CreateCustomer { body }]);
    api.local.assert_spoken(protocol);
}

#[tokio::test]
async fn the_command_of_the_page() {
    let api = open().await;
    let placeholders = [("https://api.togai.com", api.local.url.as_str()), ("<authorization>", "Bearer token")];
    let Some(answer) = curl(&filled(COMMAND, &placeholders)).await else { return };
    assert_eq!((answer.status, answer.header("content-type")), (201, "application/json"));
    assert_same(&answer.body, ANSWER);
    let seen = api.desk.take();
    assert_same(&to_json_text(&seen[0].body).unwrap(), data(COMMAND));
}

#[test]
fn the_payloads_of_the_page() {
    let request: NewCustomer = survives_check(data(COMMAND));
    assert_eq!(request.account.unwrap().aliases.unwrap(), ["acme_primary", "admin@example.com"]);
    let answer: Customer = survives(ANSWER);
    assert_eq!(answer.account.unwrap().aliases.unwrap()[0].status.as_deref(), Some("ACTIVE"));
    let both: Customer = survives(&with(ANSWER, "/billingAddress", "\"2281 Broadway Street\""));
    assert!(both.billing_address.is_some() && both.address.is_some());
    survives_serde::<NewCustomer>(data(COMMAND));
    survives_serde::<Customer>(ANSWER);
}

#[tokio::test]
async fn limits() {
    let api = open().await;
    let mut rows = Vec::new();
    for name in ["id", "name", "primaryEmail", "address"] {
        rows.push(breaks_at(&format!("/{name}"), "", &[("", "required")]));
        rows.push(breaks(&format!("/{name}"), "null", "type"));
    }
    for name in ["settings", "account"] {
        rows.push(fits(&format!("/{name}"), ""));
        rows.push(breaks(&format!("/{name}"), "null", "type"));
    }
    for text in ["admin@example.com", "a@b", "\\\"a b\\\"@example.com", "a+b@[127.0.0.1]"] {
        rows.push(fits("/primaryEmail", format!("\"{text}\"")));
    }
    for text in ["", "admin", "@example.com", "admin@", "a b@example.com", "a@b@c", "a@-b", "ü@example.com"] {
        rows.push(breaks("/primaryEmail", format!("\"{text}\""), "format"));
    }
    rows.push(fits("/primaryEmail", string(&format!("{}@example.com", "a".repeat(64)))));
    rows.push(breaks("/primaryEmail", string(&format!("{}@example.com", "a".repeat(65))), "format"));
    for pointer in ["/id", "/name", "/account/name", "/account/aliases/0", "/address/line2", "/settings/0/value"] {
        rows.push(fits(pointer, "\"\""));
        rows.push(fits(pointer, letters(5000)));
        rows.push(breaks(pointer, "1", "type"));
        rows.push(breaks(pointer, "{}", "type"));
    }
    rows.extend([
        fits("/address", "{}"),
        fits("/settings", "[]"),
        fits("/settings", "[{}, {\"dataType\": \"NUMBER\", \"namespace\": \"ORGANIZATION\"}]"),
        breaks("/settings", "{}", "type"),
        breaks_at("/settings", "[{}, []]", &[("/settings/1", "type")]),
        fits("/account", "{}"),
        fits("/account/aliases", "[]"),
        breaks_at("/account/aliases", "[\"a\", {\"alias\": \"b\"}]", &[("/account/aliases/1", "type")]),
        breaks_at("/account/settings", "[{\"value\": 5}]", &[("/account/settings/0/value", "type")]),
    ]);
    check(&api, data(COMMAND), &rows).await;
}

#[tokio::test]
async fn every_mistake_at_once() {
    let api = open().await;
    let body = r#"{"name": 1, "primaryEmail": "x", "address": {"city": null, "state": 1}, "account": {"aliases": [1, "a", 2]}}"#;
    let answer = api.post(body).await;
    answer.assert_problem(400);
    let mistakes = [
        ("", "required"),
        ("/name", "type"),
        ("/primaryEmail", "format"),
        ("/address/city", "type"),
        ("/address/state", "type"),
        ("/account/aliases/0", "type"),
        ("/account/aliases/2", "type"),
    ];
    assert!(
        answer.has_violations(&mistakes.map(|(pointer, keyword)| (pointer.to_owned(), keyword.to_owned()))),
        "{}",
        answer.body
    );
    let missing = api.post("{}").await;
    assert_eq!(missing.entries().len(), 4, "{}", missing.body);
    for name in ["id", "name", "primaryEmail", "address"] {
        assert!(missing.body.contains(&format!("`{name}`")), "{name}: {}", missing.body);
    }
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

/// The page says nothing against them, at any level.
#[tokio::test]
async fn unknown_members_are_taken() {
    let api = open().await;
    for pointer in ["/unknown", "/address/unknown", "/settings/0/unknown", "/account/unknown"] {
        let answer = api.post(with(data(COMMAND), pointer, "{}")).await;
        assert_eq!((answer.status, api.desk.take().len()), (201, 1), "{pointer}");
    }
}

#[tokio::test]
async fn the_client_sends_no_mistakes() {
    let api = open().await;
    let mut body: NewCustomer = from_json_text(data(COMMAND)).unwrap();
    body.primary_email = "x".to_owned();
    let Err(Error::Invalid(faults)) = api.client.create_customer(body).await else { panic!() };
    assert_eq!((faults.0[0].pointer.as_str(), faults.0[0].keyword.as_ref(), faults.0.len()), ("/primaryEmail", "format", 1));
    assert_eq!(api.local.take_hits(), 0);
}
