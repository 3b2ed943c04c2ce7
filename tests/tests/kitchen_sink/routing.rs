//! Operations that share a path: told apart by a fixed query, by a header with one value, or not at all.

use letterpress_runtime::client::{Client, Error};
use letterpress_tests::kitchen_sink::operations::*;

use super::journal::Journal;
use super::shop::Shop;
use super::wire::{canned, send};

/// The first line of the request that a client sends for a call.
async fn first_line(call: impl AsyncFnOnce(Client)) -> String {
    let (base, sent) = canned("HTTP/1.1 204 No Content\r\n\r\n").await;
    call(Client::new(&base).unwrap()).await;
    let (head, _) = sent.await.unwrap();
    head.lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn a_fixed_query_is_sent_before_the_parameters_and_once() {
    let floor = ListFreeStands { floor: Some(2), ..ListFreeStands::new() };
    let both = ListFreeStands { view: Some("free".to_owned()), floor: Some(2) };
    for request in [floor, both] {
        let line = first_line(async |client| client.call(request).await.unwrap()).await;
        assert_eq!(line, "GET /stands?view=free&floor=2 HTTP/1.1");
    }
    let line = first_line(async |client| client.call(ListAllStands::new()).await.unwrap()).await;
    assert_eq!(line, "GET /stands?view=all%20stands&deep HTTP/1.1");
}

#[tokio::test]
async fn a_parameter_cannot_contradict_the_fixed_query() {
    let shop = Shop::open().await;
    let other = ListFreeStands { view: Some("all".to_owned()), ..ListFreeStands::new() };
    let Err(Error::Invalid(faults)) = shop.client.call(other).await else { panic!("it was sent") };
    assert_eq!(faults.0.len(), 1);
    assert_eq!(faults.0[0].keyword, "const");
    assert!(faults.0[0].detail.contains("`free`"), "{}", faults.0[0].detail);
    assert_eq!(shop.take_calls(), 0);
}

pub async fn operations_that_share_a_path(journal: &Journal) {
    let shop = journal.shop().await;
    let sent = ListFreeStands { view: None, floor: Some(2) };
    let seen = ListFreeStands { view: Some("free".to_owned()), floor: Some(2) };
    shop.exchange_seen(sent, seen, Ok(())).await;
    shop.exchange(ListAllStands::new(), Ok(())).await;
    let close = CloseShop { x_reason: Some("noon".to_owned()), ..CloseShop::new(CloseShopXShopTarget::ShopClose) };
    shop.exchange(OpenShop::new(OpenShopXShopTarget::ShopOpen), Ok(())).await;
    shop.exchange(close, Ok(())).await;
    shop.exchange(GetStand::new(7), Ok(())).await;
    // The server answers with the operation that is written first.
    shop.answer::<GetStand>(Ok(()));
    shop.client.call(FindStand::new("7")).await.unwrap();
    assert_eq!(shop.request::<GetStand>(), GetStand::new(7));
}

#[tokio::test]
async fn the_server_goes_by_the_fixed_query() {
    let shop = Shop::open().await;
    for (line, status, allow) in [
        ("GET /stands?deep&view=all+stands", 501, None),
        ("GET /stands?deep=&view=all%20stands&floor=x", 501, None),
        ("GET /stands?view=free&floor=x", 400, None),
        ("GET /stands?view=all%20stands", 404, None),
        ("GET /stands?view=other", 404, None),
        ("GET /stands", 404, None),
        ("HEAD /stands?view=free", 501, None),
        ("PUT /stands?view=free", 405, Some("GET, HEAD, OPTIONS")),
        ("PUT /stands", 404, None),
        ("OPTIONS /stands", 204, Some("GET, HEAD, OPTIONS")),
    ] {
        let answer = send(&shop.address, line, &[], "").await;
        assert_eq!((answer.status, answer.header("allow")), (status, allow), "{line}");
    }
}

#[tokio::test]
async fn a_fragment_is_not_sent_and_a_header_tells_the_operation() {
    let shop = Shop::open().await;
    let line = first_line(async |client| client.call(OpenShop::new(OpenShopXShopTarget::ShopOpen)).await.unwrap()).await;
    assert_eq!(line, "POST / HTTP/1.1");
    for (line, header, status, allow) in [
        ("POST /", "X-Shop-Target: Shop.Open", 501, None),
        ("POST /", "x-shop-target: Shop.Close", 501, None),
        ("POST /", "X-Shop-Target: Shop.Burn", 404, None),
        ("POST /", "X-Other: Shop.Open", 404, None),
        ("GET /", "X-Shop-Target: Shop.Open", 405, Some("POST, OPTIONS")),
        ("OPTIONS /", "Origin: http://example.com", 204, Some("POST, OPTIONS")),
    ] {
        let answer = send(&shop.address, line, &[header], "").await;
        assert_eq!((answer.status, answer.header("allow")), (status, allow), "{line} {header}");
    }
}

#[tokio::test]
async fn of_two_operations_that_match_the_same_the_client_has_both() {
    let line = first_line(async |client| client.call(FindStand::new("north")).await.unwrap()).await;
    assert_eq!(line, "GET /stands/north HTTP/1.1");
}

#[tokio::test]
async fn a_concrete_path_is_the_match() {
    let shop = Shop::open().await;
    for line in ["DELETE /jobs/latest", "PATCH /jobs/latest", "DELETE /jobs/%6catest"] {
        let answer = send(&shop.address, line, &["Authorization: Bearer person"], "").await;
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD, OPTIONS")), "{line}");
    }
    assert_eq!(send(&shop.address, "DELETE /jobs/latest.", &[], "").await.status, 401);
}
