//! Revnue: exact amounts of money, a base URL with a variable, ids going in and objects coming out.

use customer_apis::revnue::client::Client;
use customer_apis::revnue::models::{CountryCode, Customer, FieldValue, NewCustomer};
use customer_apis::revnue::operations::CreateCustomer;
use customer_apis::revnue::server::router_with;
use letterpress_runtime::client::Error;
use letterpress_runtime::server::ServerOptions;
use letterpress_runtime::{from_json_text, to_json_text};

use crate::protocol::Protocol;
use crate::support::{
    Api, Desk, Keys, Local, assert_same, curl, filled, refuses_credentials, refuses_no_request, refuses_other_bodies,
    refuses_too_much, survives, survives_check, with,
};

const COMMAND: &str = include_str!("pages/revnue.sh");
pub const REQUEST: &str = include_str!("pages/revnue-request.json");
const ANSWER: &str = include_str!("pages/revnue-answer.json");

pub async fn open() -> Api<CreateCustomer, Client> {
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
    let body: NewCustomer = from_json_text(REQUEST).unwrap();
    let created = client.create_customer(body.clone()).with_response().await.unwrap();
    assert_eq!(created.status, 201);
    assert_same(&to_json_text(&created.value).unwrap(), ANSWER);
    let seen = api.desk.take();
    assert_same(&to_json_text(&seen[0].body).unwrap(), REQUEST);
    assert_eq!(seen, [CreateCustomer { body }]);
    api.local.assert_spoken(protocol);
}

/// The page leaves out the closing quote of the URL, and its placeholders are those of a shell.
#[tokio::test]
async fn the_command_of_the_page() {
    let api = open().await;
    let placeholders = [
        ("https://{{base_url}}/api/v2/customer", format!("{}/api/v2/customer'", api.local.url)),
        ("$BEARER_TOKEN", "token".to_owned()),
        ("$JSON", REQUEST.to_owned()),
    ];
    let placeholders: Vec<_> = placeholders.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let Some(answer) = curl(&filled(COMMAND, &placeholders)).await else { return };
    assert_eq!((answer.status, answer.header("content-type")), (201, "application/json"));
    assert_same(&answer.body, ANSWER);
    assert_same(&to_json_text(&api.desk.take()[0].body).unwrap(), REQUEST);
}

#[test]
fn the_base_url_is_a_variable() {
    let [server] = Client::SERVERS else { panic!("{:?}", Client::SERVERS) };
    assert_eq!(server.url(&[("base_url", "revnue.example.org")]).unwrap(), "https://revnue.example.org");
    assert_eq!(server.url(&[]).unwrap(), "https://api.revnue.example");
}

#[test]
fn the_payloads() {
    let request: NewCustomer = survives_check(REQUEST);
    assert_eq!(request.country, Some(CountryCode::Integer(1)));
    let answer: Customer = survives(ANSWER);
    assert_eq!(answer.category.unwrap().name.as_deref(), Some("Example Category"));
    assert_eq!(answer.country.as_deref(), Some("Example Country"));
    let text = survives_check::<NewCustomer>(&with(REQUEST, "/country", "\"840\"")).country;
    assert_eq!(text, Some(CountryCode::Text("840".to_owned())));
}

/// Every digit of a number comes through, also those that no float can hold.
#[test]
fn values_are_exact() {
    for text in ["999999999999999.00", "999999999999998.99", "0.00", "0.10", "0.1", "1e2", "123456789012345.678901234567890"] {
        let value: FieldValue = survives_check(text);
        assert!(matches!(value, FieldValue::Decimal(_)), "{text}: {value:?}");
    }
    for text in ["0", "1", "-1", "999999999999999", "-999999999999999"] {
        let value: FieldValue = survives_check(text);
        assert_eq!(value, FieldValue::Integer(text.parse().unwrap()));
    }
    assert!(matches!(survives_check("\"2024-02-29\""), FieldValue::Date(_)));
    assert!(matches!(survives_check("\"2023-02-29\""), FieldValue::Text(_)));
}

#[tokio::test]
async fn every_mistake_at_once() {
    let api = open().await;
    let body = r#"{"name": 1, "contact_person": {"name": "x", "type": "press"}, "country": 1.5, "nda_signed": "yes",
        "msa_signed_date": "31.01.2024", "template": {"id": "1", "fields": [{"value": 1}, {"id": null, "value": true}]}}"#;
    let answer = api.post(body).await;
    answer.assert_problem(400);
    let mistakes = [
        ("", "required"),
        ("/name", "type"),
        ("/contact_person/type", "enum"),
        ("/contact_person", "dependentRequired"),
        ("/country", "oneOf"),
        ("/nda_signed", "type"),
        ("/msa_signed_date", "format"),
        ("/template/id", "type"),
        ("/template/fields/1/id", "type"),
        ("/template/fields/1/value", "anyOf"),
    ];
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
    refuses_credentials(&api, REQUEST).await;
    refuses_too_much(&open_with(ServerOptions::default().body_limit(REQUEST.len())).await, REQUEST).await;
}

#[tokio::test]
async fn the_client_sends_no_mistakes() {
    let api = open().await;
    let mut body: NewCustomer = from_json_text(REQUEST).unwrap();
    body.name = "ü".repeat(51);
    body.contact_person.as_mut().unwrap().email = None;
    let Err(Error::Invalid(faults)) = api.client.create_customer(body).await else { panic!() };
    let places: Vec<_> = faults.0.iter().map(|fault| (fault.pointer.as_str(), fault.keyword.as_ref())).collect();
    assert_eq!(places, [("/name", "maxLength"), ("/contact_person", "dependentRequired")]);
    assert_eq!(api.local.take_hits(), 0);
}
