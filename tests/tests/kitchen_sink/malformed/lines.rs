//! JSON lines. A handler is called before they come, so it sees the mistake where the item would be; what it does not handle itself is
//! the answer.

use super::super::journal::Journal;
use super::super::protocol::Protocol;
use super::super::streams::open_counter;
use super::super::wire::{Raw, send};
use super::Row;

const GOOD: &str = r#"{"sku": "AB-123", "price": 1}"#;

#[rustfmt::skip]
const ROWS: &[Row] = &[
    (b"{", 400, ""),
    (b"}", 400, ""),
    (b"x", 400, ""),
    (b"{\"sku\": \"AB-123\",", 400, ""),
    (b"{\"sku\": \"AB-123\", \"price\": 1} {}", 400, ""),
    (b"{\"sku\": \"AB-123\", \"sku\": \"AB-123\", \"price\": 1}", 400, ""),
    (b"\x1e{\"sku\": \"AB-123\", \"price\": 1}", 400, ""),
    (b"[", 400, ""),
    (b"{\"sku\": \"AB-123\", \"price\": 01}", 400, ""),
    (b"data: {}", 400, ""),
    (b"null", 400, "/0 type"),
    (b"[{\"sku\": \"AB-123\", \"price\": 1}]", 400, "/0 type"),
    (b"{}", 400, "/0 required; /0 required"),
    (b"{\"sku\": \"ab\", \"price\": 1}", 400, "/0/sku pattern"),
    (b"{\"sku\": \"AB-123\", \"price\": -1}", 400, "/0/price minimum"),
    (b"{\"sku\": \"AB-123\", \"price\": \"1\"}", 400, "/0/price type"),
];

async fn post(address: &str, body: &str) -> Raw {
    let headers = ["Authorization: Basic YWRhOnNlY3JldA==", "Content-Type: application/x-ndjson"];
    send(address, "POST /papers/stocktaking", &headers, body).await
}

#[tokio::test]
async fn a_wrong_line_is_the_answer_of_a_handler_that_does_not_look() {
    let address = open_counter(&Journal::of(Protocol::Http1)).await;
    let mut wrong = Vec::new();
    for (line, status, places) in ROWS {
        let answer = post(&address, &format!("{}\n{GOOD}\n", std::str::from_utf8(line).unwrap())).await;
        let same = answer.status == *status && (places.is_empty() || answer.places() == *places);
        wrong.extend((!same).then(|| format!("{}: expected {status} {places}: {answer:?}", line.escape_ascii())));
        assert_eq!(post(&address, GOOD).await.status, 200);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
