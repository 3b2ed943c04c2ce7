//! Every security scheme: right, missing and wrong credentials; both of two, one of two, none at all; scopes.

use letterpress_runtime::client::{Client, Credential, Error};
use letterpress_tests::kitchen_sink::operations::{
    CreateJob, DeleteJob, GetLatestJob, GetStock, ListPresses, PutSettings, PutSettingsNumber,
};
use letterpress_tests::kitchen_sink::security;

use super::goods;
use super::shop::Shop;
use super::wire::{Raw, send};

async fn ask(shop: &Shop, line: &str, headers: &[&str]) -> Raw {
    let response = send(&shop.address, line, headers, "").await;
    let reached = shop.take_calls();
    assert_eq!(reached == 0, matches!(response.status, 401 | 403 | 500), "{line} {headers:?}: {response:?}");
    response
}

/// Who was let in, or the status of the refusal.
async fn outcome(shop: &Shop, line: &str, headers: &[&str]) -> Result<Vec<String>, u16> {
    let response = ask(shop, line, headers).await;
    match response.status {
        status @ (401 | 403 | 500) => Err(status),
        _ => Ok(shop.people().into_iter().map(|person| person.0).collect()),
    }
}

fn people(names: &[&str]) -> Result<Vec<String>, u16> {
    Ok(names.iter().map(|name| (*name).to_owned()).collect())
}

#[tokio::test]
async fn a_bearer_token() {
    let shop = Shop::open().await;
    let line = "GET /jobs/latest";
    assert_eq!(outcome(&shop, line, &["Authorization: Bearer person"]).await, people(&["bearerAuth"]));
    assert_eq!(outcome(&shop, line, &["authorization: bearer person"]).await, people(&["bearerAuth"]), "the scheme in any case");
    for wrong in [
        "Authorization: Bearer other",
        "Authorization: Bearer",
        "Authorization: person",
        "Authorization: Basic cGVyc29u",
        "X-No: 1",
    ] {
        let response = ask(&shop, line, &[wrong]).await;
        assert_eq!(response.status, 401, "{wrong}");
        assert!(
            response.header("www-authenticate").is_some_and(|challenge| challenge.starts_with("Bearer")),
            "{wrong}: {response:?}"
        );
        assert_eq!(response.header("content-type"), Some("application/problem+json"));
    }
    assert_eq!(
        outcome(&shop, line, &["Authorization: Bearer person", "Authorization: Bearer other"]).await,
        Err(401),
        "two are none"
    );
}

#[tokio::test]
async fn a_user_and_a_password() {
    let shop = Shop::open().await;
    let line = "PUT /papers/a";
    let body = r#"{"sku": "AB-123", "price": 1}"#;
    for (header, status) in [
        ("Authorization: Basic YWRhOnNlY3JldA==", 501),
        ("Authorization: Basic YWRhOndyb25n", 401),
        ("Authorization: Basic !", 401),
        ("Authorization: Bearer person", 401),
    ] {
        let response = send(&shop.address, line, &["Content-Type: application/json", header], body).await;
        assert_eq!(response.status, status, "{header}: {response:?}");
    }
    assert_eq!(shop.take_calls(), 1);
}

#[tokio::test]
async fn one_of_two_keys() {
    let shop = Shop::open().await;
    let line = "GET /papers/a/stock";
    let keyed = "GET /papers/a/stock?api_key=url%20key%2B%26";
    assert_eq!(outcome(&shop, line, &["Cookie: session=s%3Be%20%C3%BC"]).await, people(&["sessionCookie"]));
    assert_eq!(outcome(&shop, keyed, &[]).await, people(&["urlKey"]));
    assert_eq!(outcome(&shop, keyed, &["Cookie: other=1; session=wrong"]).await, people(&["urlKey"]), "one good one suffices");
    assert_eq!(outcome(&shop, line, &[]).await, Err(401));
    assert_eq!(outcome(&shop, "GET /papers/a/stock?api_key=", &["Cookie: session="]).await, Err(401));
    assert_eq!(outcome(&shop, "GET /papers/a/stock?api_key=wrong", &[]).await, Err(401));
}

#[tokio::test]
async fn a_key_and_a_token() {
    let shop = Shop::open().await;
    let body = r#"{"title": "Cards", "copies": 1, "paper": null, "dueOn": "2026-02-28"}"#;
    let common = ["Content-Type: application/json", "Idempotency-Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1"];
    let (key, token) = ("X-Shop-Key: shop", "Authorization: Bearer person");
    for (own, status) in [
        (vec![key, token], 501),
        (vec![key], 401),
        (vec![token], 401),
        (vec![], 401),
        (vec![key, "Authorization: Bearer other"], 401),
        (vec!["X-Shop-Key: other", token], 401),
    ] {
        let headers: Vec<&str> = common.iter().copied().chain(own.iter().copied()).collect();
        let response = send(&shop.address, "POST /jobs", &headers, body).await;
        assert_eq!(response.status, status, "{own:?}: {response:?}");
    }
    assert_eq!(shop.take_calls(), 1);
    assert_eq!(shop.people().len(), 2, "a principal for each");
}

#[tokio::test]
async fn scopes() {
    let shop = Shop::open().await;
    assert_eq!(outcome(&shop, "GET /jobs", &["Authorization: Bearer reader"]).await, people(&["oauth jobs:read"]));
    assert_eq!(
        outcome(&shop, "GET /jobs", &["Authorization: Bearer person"]).await,
        people(&["bearerAuth"]),
        "the other alternative"
    );
    assert_eq!(
        outcome(&shop, "DELETE /jobs/1", &["Authorization: Bearer writer"]).await,
        people(&["oauth jobs:read jobs:write"])
    );
    assert_eq!(outcome(&shop, "DELETE /jobs/1", &["Authorization: Bearer person"]).await, Err(401));
    assert_eq!(outcome(&shop, "DELETE /jobs/1", &["Authorization: Bearer broken"]).await, Err(500));
    let forbidden = ask(&shop, "DELETE /jobs/1", &["Authorization: Bearer reader"]).await;
    assert_eq!(forbidden.status, 403);
    let challenge = forbidden.header("www-authenticate").unwrap_or_default();
    assert!(challenge.contains("insufficient_scope") && challenge.contains("jobs:write"), "{challenge}");
}

#[tokio::test]
async fn a_broken_porter_tells_nothing() {
    let shop = Shop::open().await;
    let response = ask(&shop, "DELETE /jobs/1", &["Authorization: Bearer broken"]).await;
    assert_eq!(response.status, 500);
    assert!(!response.body.contains("away"), "{}", response.body);
}

#[tokio::test]
async fn nobody_in_particular() {
    let shop = Shop::open().await;
    assert_eq!(outcome(&shop, "GET /presses", &[]).await, people(&[]));
    assert_eq!(outcome(&shop, "GET /presses", &["Authorization: Bearer other"]).await, people(&[]), "no one looks");
    let settings = |headers: Vec<&'static str>| {
        let address = shop.address.clone();
        async move {
            let headers: Vec<&str> = headers.into_iter().chain(["Content-Type: application/json"]).collect();
            send(&address, "PUT /presses/1/settings", &headers, r#"{"speed": 1, "heat": 1}"#).await.status
        }
    };
    assert_eq!(settings(vec![]).await, 501);
    assert_eq!(shop.people(), []);
    assert_eq!(settings(vec!["Authorization: Bearer person"]).await, 501);
    assert_eq!(shop.people().len(), 1, "a good token is used");
}

#[tokio::test]
async fn the_client_sends_what_an_operation_asks_for() {
    let shop = Shop::open().await;
    let stock = GetStock::new(vec!["a".to_owned()]);
    shop.answer::<GetStock>(Ok([("a".to_owned(), 1)].into()));
    assert_eq!(shop.client.call(stock.clone()).await.unwrap()["a"], 1);
    assert_eq!(shop.people()[0].0, "sessionCookie", "the first alternative that it has");

    let only_url = Client::new(&format!("http://{}", shop.address)).unwrap();
    let only_url = only_url.with_credential(&security::URL_KEY, Credential::api_key("url key+&"));
    shop.answer::<GetStock>(Ok([("a".to_owned(), 1)].into()));
    only_url.call(stock).await.unwrap();
    assert_eq!(shop.people()[0].0, "urlKey");
}

#[tokio::test]
async fn the_client_sends_nothing_without_a_credential() {
    let shop = Shop::open().await;
    let bare = Client::new(&format!("http://{}", shop.address)).unwrap();
    let missing = bare.call(GetLatestJob::new()).await.unwrap_err();
    assert!(matches!(&missing, Error::MissingCredential { schemes, .. } if *schemes == [vec!["bearerAuth"]]), "{missing:?}");

    let half = bare.clone().with_credential(&security::BEARER_AUTH, Credential::bearer("person"));
    let missing = half.call(CreateJob::new(goods::key(), goods::new_job())).await.unwrap_err();
    assert!(matches!(missing, Error::MissingCredential { .. }), "{missing:?}");
    assert_eq!(shop.take_calls(), 0);

    shop.answer::<ListPresses>(Ok(Vec::new()));
    bare.call(ListPresses::new()).await.unwrap();
    shop.answer::<PutSettings>(Ok(goods::settings()));
    bare.call(PutSettings::new(PutSettingsNumber::V1, goods::settings())).await.unwrap();
    let refused = shop.client.call(DeleteJob::new("1".to_owned())).await.unwrap_err();
    assert!(matches!(refused, Error::MissingCredential { .. }), "{refused:?}");
}
