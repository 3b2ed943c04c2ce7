//! Forms and multipart bodies over a real socket, in both directions.

use letterpress_runtime::client::Error;
use letterpress_runtime::{Bytes, FilePart, Parts};
use letterpress_tests::kitchen_sink::operations::*;

use super::goods::{files, form};
use super::shop::Shop;
use super::wire::send;

#[tokio::test]
async fn a_form_arrives_as_it_was_sent() {
    let shop = Shop::open().await;
    let answer = || SendFormResponse { number: 7, note: Some("soon & cheap".to_owned()) };
    shop.exchange(SendForm::new(form()), Ok(answer())).await;
    let bare = SendFormRequest { name: "Ada".to_owned(), ..SendFormRequest { lines: None, ..form() } };
    shop.exchange(SendForm::new(bare), Ok(answer())).await;
    shop.exchange(SendForm::new(form()), Err(SendFormError::UnprocessableEntity)).await;
}

#[tokio::test]
async fn a_form_that_is_wrong_never_reaches_the_handler() {
    let shop = Shop::open().await;
    let form = ["Content-Type: application/x-www-form-urlencoded; charset=utf-8"];
    for (body, violations) in [
        ("copies=0", vec![("", "required"), ("/copies", "minimum")]),
        ("name=a&copies=x&lines[0][count]=y", vec![("/copies", "type"), ("/lines/0/count", "type")]),
        ("name=a&lines[0][count]=1", vec![("/lines/0", "required")]),
        ("name=a&name=b", vec![("/name", "type")]),
    ] {
        let raw = send(&shop.address, "POST /orders/forms", &form, body).await;
        assert_eq!(raw.status, 422, "{body}");
        let expected: Vec<_> = violations.iter().map(|(place, keyword)| ((*place).to_owned(), (*keyword).to_owned())).collect();
        assert_eq!(raw.violations(), expected, "{body}");
    }
    assert_eq!(shop.take_calls(), 0);
    let raw = send(&shop.address, "POST /orders/forms", &["Content-Type: application/json"], "{}").await;
    assert_eq!(raw.status, 415);
}

async fn content(file: FilePart) -> Bytes {
    file.body.collect(1000).await.unwrap().unwrap()
}

#[tokio::test]
async fn files_arrive_as_they_were_sent() {
    let shop = Shop::open().await;
    let proof = FilePart::from(Bytes::from_static(b"%PDF")).file_name("proof.pdf").media_type("application/pdf");
    shop.answer::<SendFiles>(Ok(SendFilesResponse { proof, count: Some(2) }));
    let answer = shop.client.call(SendFiles::new(files())).await.unwrap();
    assert_eq!(
        (answer.proof.file_name.as_deref(), answer.proof.media_type.as_deref()),
        (Some("proof.pdf"), Some("application/pdf"))
    );
    assert_eq!((content(answer.proof).await, answer.count), (Bytes::from_static(b"%PDF"), Some(2)));
    let seen = shop.request::<SendFiles>().body;
    assert_eq!((seen.number, seen.labels, seen.address), (7, files().labels, files().address));
    assert_eq!(seen.cover.file_name.as_deref(), Some("Grüße \"1\".png"));
    assert_eq!(content(seen.cover).await, &b"\x89PNG\r\n--"[..]);
    assert_eq!(seen.pages.unwrap().len(), 2);
}

#[tokio::test]
async fn files_are_checked_on_both_sides() {
    let shop = Shop::open().await;
    let page = || FilePart::from(Bytes::new());
    let many = SendFilesRequest { pages: Some(vec![page(), page(), page(), page()]), number: 0, ..files() };
    let Err(Error::Invalid(faults)) = shop.client.call(SendFiles::new(many)).await else { panic!("it is refused") };
    let places: Vec<_> = faults.0.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(places, ["/number", "/pages"]);
    let form = ["Content-Type: multipart/form-data; boundary=b"];
    let number = "--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b";
    let raw = send(&shop.address, "PUT /orders/forms", &form, &format!("{number}--")).await;
    assert_eq!((raw.status, raw.violations()), (422, vec![(String::new(), "required".to_owned())]));
    let raw = send(&shop.address, "PUT /orders/forms", &form, number).await;
    assert_eq!((raw.status, raw.json()["detail"].as_str().unwrap().contains("part 1")), (422, true));
    assert_eq!(shop.take_calls(), 0);
}

#[tokio::test]
async fn parts_stream_in_both_directions() {
    let shop = Shop::open().await;
    let parts = || Parts::new().with(Some("a"), Bytes::from_static(b"1")).with(None, Bytes::from_static(b"two"));
    shop.answer::<StreamFiles>(Ok(parts()));
    let mut answer = shop.client.call(StreamFiles::new(parts())).await.unwrap();
    let first = answer.next().await.unwrap().unwrap();
    assert_eq!(first.name.as_deref(), Some("a"));
    assert_eq!(first.text(10).await.unwrap(), "1");
    assert_eq!(answer.next().await.unwrap().unwrap().text(10).await.unwrap(), "two");
    assert!(answer.next().await.unwrap().is_none());
}
