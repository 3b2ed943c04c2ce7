//! One schema as JSON and as XML: both are read, checked and answered.

use letterpress_runtime::client::{Client, Error};
use letterpress_tests::kitchen_sink::operations::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::goods::order;
use super::journal::Journal;
use super::shop::Shop;
use super::wire::send;

const XML: &str = "Content-Type: application/xml";

const DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><order xmlns="https://print-shop.example/orders" number="2"><note>soon &amp; &lt;safe&gt; </note><urgent>true</urgent><items><item sku="b&quot;"><sheets>500</sheets></item><item sku="c"/></items><tag>x</tag><tag/><replaces number="1"><items><item sku="a"/></items></replaces></order>"#;

pub async fn a_client_and_a_server_speak_json_and_xml(journal: &Journal) {
    let shop = journal.shop().await;
    shop.exchange(PlaceOrder::new(order()), Ok(order())).await;
    shop.exchange(FileOrder::new(order()), Ok(order())).await;
}

#[tokio::test]
async fn a_server_reads_xml_and_answers_what_is_accepted() {
    let shop = Shop::open().await;
    for (accept, media_type) in [
        ("Accept: application/xml", "application/xml"),
        ("Accept: application/json;q=0.5, application/xml", "application/xml"),
        ("Accept: */*", "application/json"),
    ] {
        shop.answer::<PlaceOrder>(Ok(order()));
        let answer = send(&shop.address, "POST /orders", &[XML, accept], DOCUMENT).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)), "{}", answer.body);
        assert_eq!(shop.request::<PlaceOrder>(), PlaceOrder::new(order()));
        if media_type == "application/xml" {
            assert_eq!(answer.body, DOCUMENT);
        }
    }
    let none = send(&shop.address, "POST /orders", &[XML, "Accept: text/csv"], DOCUMENT).await;
    assert_eq!(none.status, 406);
}

#[tokio::test]
async fn one_validator_serves_both() {
    let shop = Shop::open().await;
    let xml = r#"<order number="0" xmlns="https://print-shop.example/orders"><note>a</note><note>b</note><items><item sku="a"><sheets>many</sheets></item></items></order>"#;
    let json = r#"{"number": 0, "note": ["a", "b"], "items": [{"sku": "a", "sheets": "many"}]}"#;
    let refused = send(&shop.address, "POST /orders", &[XML], xml).await;
    assert_eq!(refused.status, 400, "{}", refused.body);
    let same = send(&shop.address, "POST /orders", &["Content-Type: application/json"], json).await;
    assert_eq!(refused.violations(), same.violations());
    assert_eq!(refused.violations().len(), 3);
    for wrong in [
        "<order",
        "<!DOCTYPE order [<!ENTITY a 'b'>]><order number='1'>&a;</order>",
        r#"<other number="1"/>"#,
        r#"<order xmlns="https://print-shop.example/orders" number="1"><items>a</items></order>"#,
        r#"<order xmlns="https://print-shop.example/orders" number="1"><items><item sku="a"/></items><tags>x</tags></order>"#,
        r#"<order number="1"><items><item sku="a"/></items></order>"#,
        r#"{"number": 1}"#,
    ] {
        assert_eq!(send(&shop.address, "POST /orders", &[XML], wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(shop.take_calls(), 0);
}

/// A server of another make, which answers XML whatever is accepted.
async fn foreign(body: &'static str) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 8192]).await.unwrap();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    });
    Client::new(&format!("http://{address}")).unwrap()
}

#[tokio::test]
async fn a_client_reads_the_xml_of_another_server() {
    assert_eq!(foreign(DOCUMENT).await.call(PlaceOrder::new(order())).await.unwrap(), order());
    let plain =
        "<?xml version='1.0'?>\n<Order number='3' version='9'>\n  <items>\n    <item sku='a'/>\n  </items>\n  <extra/>\n</Order>";
    assert_eq!(foreign(plain).await.call(PlaceOrder::new(order())).await.unwrap().number, 3);
    let outcome = foreign("<order number='3'>").await.call(PlaceOrder::new(order())).await;
    assert!(matches!(outcome, Err(Error::Decode { .. })), "{outcome:?}");
}
