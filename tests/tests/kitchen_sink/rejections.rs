//! Requests that no handler sees, and handlers that fail.

use bytes::Bytes;
use letterpress_runtime::server::ServerOptions;
use letterpress_tests::kitchen_sink::operations::{CreateJob, GetJob, GetLatestJob, GetLatestJobOk};

use super::goods::job;
use super::shop::Shop;
use super::wire::send;

const BEARER: &str = "Authorization: Bearer person";

#[tokio::test]
async fn methods() {
    let shop = Shop::open().await;
    let wrong = send(&shop.address, "PUT /jobs/1", &[BEARER], "").await;
    assert_eq!(wrong.status, 405);
    let allow = wrong.header("allow").unwrap_or_default();
    assert!(["GET", "PATCH", "DELETE", "HEAD"].iter().all(|method| allow.contains(method)), "{allow}");
    assert_eq!(wrong.json()["status"], 405);

    let options = send(&shop.address, "OPTIONS /jobs", &[], "").await;
    assert_eq!(options.status, 204);
    assert!(options.header("allow").is_some_and(|allow| allow.contains("POST")), "{options:?}");

    shop.answer::<GetLatestJob>(Ok(GetLatestJobOk::Ok(job())));
    let head = send(&shop.address, "HEAD /jobs/latest", &[BEARER], "").await;
    assert_eq!((head.status, head.body.as_str(), shop.take_calls()), (200, "", 1));
}

#[tokio::test]
async fn media_types() {
    let shop = Shop::open().await;
    let patch = async |content_type: &str| {
        send(&shop.address, "PATCH /jobs/1", &[BEARER, content_type], r#"{"note": null}"#).await.status
    };
    assert_eq!(patch("Content-Type: application/merge-patch+json").await, 501);
    assert_eq!(patch("Content-Type: Application/Merge-Patch+JSON; charset=utf-8").await, 501);
    assert_eq!(patch("Content-Type: application/json").await, 415);
    assert_eq!(patch("Content-Type: text/plain").await, 415);
    assert_eq!(patch("X-Nothing: 1").await, 415);
    assert_eq!(shop.take_calls(), 2);

    let get = async |accept: &str| send(&shop.address, "GET /jobs/latest", &[BEARER, accept], "").await.status;
    for (accept, status) in [
        ("application/json", 501),
        ("*/*", 501),
        ("text/html, application/*;q=0.1", 501),
        ("text/html", 406),
        ("application/json;q=0", 406),
    ] {
        assert_eq!(get(&format!("Accept: {accept}")).await, status, "{accept}");
    }
}

#[tokio::test]
async fn sizes() {
    let shop = Shop::open_with(ServerOptions::default().body_limit(100)).await;
    let body = |length: usize| format!(r#"{{"title": "{}"}}"#, "x".repeat(length - 13));
    let headers = [BEARER, "Content-Type: application/merge-patch+json"];
    assert_eq!(send(&shop.address, "PATCH /jobs/1", &headers, &body(100)).await.status, 501);
    let large = send(&shop.address, "PATCH /jobs/1", &headers, &body(101)).await;
    assert_eq!((large.status, shop.take_calls()), (413, 1), "{large:?}");
}

#[tokio::test]
async fn failures_tell_nothing() {
    let shop = Shop::open().await;
    let missing = send(&shop.address, "GET /jobs/latest", &[BEARER], "").await;
    assert_eq!((missing.status, missing.header("content-type")), (501, Some("application/problem+json")));

    // A status that the description does not have is a mistake of the handler.
    let teapot = letterpress_tests::kitchen_sink::operations::GetJobError::ServerError {
        status: letterpress_runtime::StatusCode::IM_A_TEAPOT,
        body: super::goods::problem("secret"),
    };
    shop.answer::<GetJob>(Err(teapot));
    let response = send(&shop.address, "GET /jobs/1", &[BEARER], "").await;
    assert_eq!(response.status, 500);
    assert!(!response.body.contains("secret"), "{}", response.body);
}

#[tokio::test]
async fn a_hook_writes_the_body_of_a_rejection() {
    let options = ServerOptions::default().reject_with(|rejection| {
        let text = format!("{} {:?}", rejection.problem.status, rejection.operation);
        Some(http::Response::builder().status(418).body(Bytes::from(text)).unwrap())
    });
    let shop = Shop::open_with(options).await;
    let response = send(&shop.address, "POST /jobs", &[], "").await;
    assert_eq!((response.status, response.body.as_str()), (418, r#"401 Unauthorized Some("createJob")"#));
    assert!(response.header("www-authenticate").is_some(), "what HTTP asks for is added");
    assert_eq!(shop.take_calls(), 0);
    let _ = std::any::type_name::<CreateJob>();
}
