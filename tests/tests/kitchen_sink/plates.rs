//! Bytes, texts and records, client against server.

use letterpress_runtime::{ByteStream, Bytes, Items};
use letterpress_tests::kitchen_sink::models::Reading;
use letterpress_tests::kitchen_sink::operations::*;

use super::journal::Journal;
use super::streams::counter;

/// Larger than what a socket or a window of HTTP/2 takes at once.
fn plate() -> Bytes {
    (0..300_000_u32).flat_map(u32::to_le_bytes).collect()
}

pub async fn bytes_stream_in_both_directions_at_once(journal: &Journal) {
    let client = counter(journal).await;
    let body = ByteStream::from(plate()).with_media_type("image/png".parse().unwrap());
    let sent = KeepPlate { press: Some("b 2".to_owned()), ..KeepPlate::new("7", body) };
    let answer = client.call(sent).await.unwrap();
    assert_eq!(answer.set_cookie, Some(vec!["press=b 2".to_owned(), "b=2, 3".to_owned()]));
    assert!(answer.body.collect(usize::MAX).await.unwrap().unwrap() == plate());
}

pub async fn bytes_come_with_what_is_said_of_them(journal: &Journal) {
    let shop = journal.shop().await;
    let body = || ByteStream::from("small").with_media_type("image/png".parse().unwrap());
    let sent =
        KeepPlate { x_marks: Some(vec![1, -2]), area: Some(KeepPlateArea { top: Some(0.5) }), ..KeepPlate::new("7", body()) };
    shop.answer::<KeepPlate>(Ok(KeepPlateOk { set_cookie: None, body: body() }));
    let answer = shop.client.call(sent).await.unwrap();
    assert_eq!((answer.set_cookie, answer.body.length()), (None, Some(5)));
    let seen = shop.request::<KeepPlate>();
    assert_eq!((seen.x_marks, seen.area.and_then(|area| area.top)), (Some(vec![1, -2]), Some(0.5)));
    assert_eq!((seen.body.length(), seen.body.media_type()), (Some(5), Some(&http::HeaderValue::from_static("image/png"))));

    shop.answer::<KeepPlate>(Err(KeepPlateError::Conflict("größer".to_owned())));
    let error = shop.client.call(KeepPlate::new("7", body())).await.unwrap_err();
    assert_eq!(error.documented(), Some(&KeepPlateError::Conflict("größer".to_owned())));
}

pub async fn a_text_goes_and_comes(journal: &Journal) {
    let shop = journal.shop().await;
    let text = "Größe \u{1f600}\r\n";
    shop.exchange(NotePaper::new("a/b", text), Ok(text.to_owned())).await;
    shop.exchange(NotePaper::new("a", ""), Ok(String::new())).await;
}

pub async fn records_go_and_come(journal: &Journal) {
    let shop = journal.shop().await;
    let readings = || [Reading::Integer(1), Reading::Text("\n\u{1e}".to_owned()), Reading::List(vec![0.5])];
    shop.answer::<LogPress>(Ok(Items::of(readings())));
    let mut answer = shop.client.call(LogPress::new(1, Items::of(readings()))).await.unwrap();
    let mut seen = shop.request::<LogPress>().body;
    for reading in readings() {
        assert_eq!(seen.next().await.unwrap().unwrap(), reading);
        assert_eq!(answer.next().await.unwrap().unwrap(), reading);
    }
    assert!(seen.next().await.is_none() && answer.next().await.is_none());
}
