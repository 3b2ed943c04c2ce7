//! How streams are divided into items: the corner cases of HTML (section 9.2.6), RFC 7464 and JSON Lines, wherever a chunk ends.
#![cfg(all(feature = "client", feature = "server"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body::{Body, Frame};
use letterpress_runtime::content::{Item, ItemFault, Received};
use letterpress_runtime::{
    ByteStream, Bytes, Content, Direction, Event, Events, ItemError, Items, Media, Payload, Validation, Value,
};

/// Chunks, one after the other.
struct Chunks(std::vec::IntoIter<Bytes>);

impl Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.next().map(|chunk| Ok(Frame::data(chunk))))
    }
}

fn items<T: Item>(media: Media, chunks: &[&[u8]]) -> Items<T> {
    let chunks: Vec<Bytes> = chunks.iter().map(|chunk| Bytes::copy_from_slice(chunk)).collect();
    let payload = Payload::Stream(ByteStream::new(Chunks(chunks.into_iter())));
    Items::read(Received { index: 0, media_type: None, payload }, &media, Direction::Response).unwrap()
}

async fn all<T: Item>(mut items: Items<T>) -> Vec<Result<T, ItemError>> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item);
    }
    all
}

/// The document as a whole, cut once at each byte, and byte by byte.
fn chunkings(document: &[u8]) -> Vec<Vec<&[u8]>> {
    let cut = (0..=document.len()).map(|at| vec![&document[..at], &document[at..]]);
    cut.chain([document.chunks(1).collect()]).collect()
}

/// An event on one line: `type|last id|retry|data`.
fn shown(event: &Event<String>) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let retry = event.retry.map(|retry| retry.as_millis().to_string()).unwrap_or_default();
    format!("{}|{}|{retry}|{}", text(&event.event), text(&event.id), event.data)
}

#[tokio::test]
async fn events_are_what_the_standard_says() {
    let table: &[(&str, &[u8], &[&str])] = &[
        ("line feeds", b"data: a\n\ndata: b\n\n", &["|||a", "|||b"]),
        ("carriage returns", b"data: a\r\rdata: b\r\r", &["|||a", "|||b"]),
        ("both", b"data: a\r\n\r\ndata: b\r\n\r\n", &["|||a", "|||b"]),
        ("mixed", b"data: a\r\n\ndata: b\n\rdata: c\r\r\n", &["|||a", "|||b", "|||c"]),
        ("a mark", b"\xEF\xBB\xBFdata: a\n\n", &["|||a"]),
        ("a mark alone on its line", b"\xEF\xBB\xBF\ndata: a\n\n", &["|||a"]),
        ("one mark only", b"\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\ndata: b\n\n", &["|||b"]),
        ("a mark later", b"data: a\n\n\xEF\xBB\xBFdata: b\n\n", &["|||a"]),
        ("comments", b": no\n:\ndata: a\n:data: b\n\n", &["|||a"]),
        ("several lines", b"data: a\ndata: b\ndata:\ndata: c\n\n", &["|||a\nb\n\nc"]),
        ("one space is no part", b"data:a\n\ndata:  b \n\ndata:\tc\n\n", &["|||a", "||| b ", "|||\tc"]),
        ("a name alone is empty", b"data\n\ndata\ndata\n\n", &["|||", "|||\n"]),
        ("empty data", b"data:\n\n", &["|||"]),
        ("no data, no event", b"event: x\nid: 1\n\ndata: a\n\n", &["|1||a"]),
        ("a type ends with its event", b"event: x\ndata: a\n\ndata: b\n\n", &["x|||a", "|||b"]),
        ("the last type counts", b"event: x\nevent: y\ndata: a\n\nevent: x\nevent\ndata: b\n\n", &["y|||a", "|||b"]),
        ("an id stays", b"id: 1\ndata: a\n\ndata: b\n\nid: 2\ndata: c\n\n", &["|1||a", "|1||b", "|2||c"]),
        ("an empty id takes it away", b"id: 1\ndata: a\n\nid\ndata: b\n\n", &["|1||a", "|||b"]),
        ("an id with a NUL is none", b"id: 1\ndata: a\n\nid: 2\x003\ndata: b\n\n", &["|1||a", "|1||b"]),
        ("retry", b"retry: 10\ndata: a\n\ndata: b\n\n", &["||10|a", "|||b"]),
        ("retry without an event", b"retry: 10\n\ndata: a\n\n", &["||10|a"]),
        ("retry has digits only", b"retry: 1s\nretry: -1\nretry: 1.5\nretry:\nretry: +1\ndata: a\n\n", &["|||a"]),
        ("a long retry", b"retry: 99999999999999999999999\ndata: a\n\n", &["||18446744073709551615|a"]),
        ("other fields", b"dat: x\nData: y\n data: z\ndata : w\ndata: a\n\n", &["|||a"]),
        ("a colon in the value", b"data: a: b\n\n", &["|||a: b"]),
        ("a letter of four bytes", "data: \u{1F980}\u{e9}\n\n".as_bytes(), &["|||\u{1F980}\u{e9}"]),
        ("no UTF-8", b"data: a\xFFb\xC3\n\n", &["|||a\u{FFFD}b\u{FFFD}"]),
        ("half a letter before a line end", b"data: \xF0\x9F\ndata: b\n\n", &["|||\u{FFFD}\nb"]),
        ("half an event", b"data: a\n\ndata: b\n", &["|||a"]),
        ("half a line", b"data: a\n\ndata: b", &["|||a"]),
        ("nothing", b"", &[]),
        ("empty lines", b"\n\n\r\r\n\n", &[]),
    ];
    for (what, document, expected) in table {
        for chunks in chunkings(document) {
            let found: Vec<String> = all(items::<Event<String>>(Media::text_events("text/event-stream"), &chunks))
                .await
                .iter()
                .map(|event| shown(event.as_ref().unwrap()))
                .collect();
            assert_eq!(&found, expected, "{what}, in chunks {chunks:?}");
        }
    }
}

/// An item as text, or what is wrong with it and how it came.
fn told<T: std::fmt::Display>(item: &Result<T, ItemError>) -> String {
    match item {
        Ok(value) => value.to_string(),
        Err(error) => format!("{error} <{}>", error.raw()),
    }
}

#[tokio::test]
async fn lines_and_sequences_are_divided_and_a_wrong_item_is_an_error_of_its_own() {
    let (lines, sequence) = (Media::lines("application/jsonl"), Media::sequence("application/json-seq"));
    let table: &[(&str, Media, &[u8], &[&str])] = &[
        ("lines", lines, b"1\n{\"a\":2}\n", &["1", r#"{"a":2}"#]),
        ("no line feed at the end", lines, b"1\n2", &["1", "2"]),
        ("carriage returns, spaces and empty lines", lines, b"\r\n 1 \r\n\n  \n2\r\n", &["1", "2"]),
        ("a mark", lines, b"\xEF\xBB\xBF1\n", &["1"]),
        (
            "no JSON",
            lines,
            b"1\n{\n3\n",
            &["1", "item 1: expected the name of a member in quotes, found the end of the text at line 1, column 2 <{>", "3"],
        ),
        ("no UTF-8", lines, b"\"\xFF\"\n2\n", &["item 0: JSON must be UTF-8 at line 1, column 2 <\"\u{FFFD}\">", "2"]),
        ("letters", lines, "\"\u{1F980}\"\n".as_bytes(), &["\"\u{1F980}\""]),
        ("nothing", lines, b"", &[]),
        ("a sequence", sequence, b"\x1E1\n\x1E{\"a\":\n2}\n", &["1", r#"{"a":2}"#]),
        ("empty ones", sequence, b"\x1E\x1E\n\x1E1\n\x1E", &["1"]),
        (
            "cut off",
            sequence,
            b"\x1E12\x1E3\n\x1Etrue",
            &["item 0: the item was cut off <12>", "3", "item 2: the item was cut off <true>"],
        ),
        (
            "line feeds within",
            sequence,
            b"\x1E{\"a\": \"\\\"{\",\n\"b\": [\n1,\n2]\n}\n\x1E\n\n3\n",
            &[r#"{"a":"\"{","b":[1,2]}"#, "3"],
        ),
        ("two behind one separator", sequence, b"\x1E1\n2\n\x1E3\n", &["1", "item 1: the item was cut off <2>", "3"]),
        (
            "a bracket too few",
            sequence,
            b"\x1E{\n\x1E]\n\x1E3\n",
            &[
                "item 0: expected the name of a member in quotes, found the end of the text at line 1, column 2 <{>",
                "item 1: expected a value, found `]` at line 1, column 1 <]>",
                "3",
            ],
        ),
        ("what ends itself", sequence, b"\x1E{}\x1E[1]\x1E\"a\"", &["{}", "[1]", "\"a\""]),
        ("no separator before it", sequence, b"1\n\x1E2\n", &["item 0: the item was cut off <1>", "2"]),
    ];
    for (what, media, document, expected) in table {
        for chunks in chunkings(document) {
            let found: Vec<String> = all(items::<Value>(*media, &chunks)).await.iter().map(told).collect();
            assert_eq!(&found, expected, "{what}, in chunks {chunks:?}");
        }
    }
}

#[tokio::test]
async fn an_item_has_a_limit_and_the_next_one_follows() {
    let long = "x".repeat(100);
    let table = [
        (Media::lines("application/jsonl"), format!("\"a\"\n\"{long}\"\n\"b\"\n\"{long}\"")),
        (Media::sequence("application/json-seq"), format!("\u{1E}\"a\"\n\u{1E}\"{long}\"\n\u{1E}\"b\"\n\u{1E}\"{long}\"\n")),
        (
            Media::events("text/event-stream"),
            format!("data: \"a\"\n\ndata: \"{long}\"\nid: 7\n\n:{}\ndata: \"b\"\n\ndata: {}\n\n", "c", "\ndata:x".repeat(40)),
        ),
    ];
    for (media, document) in table {
        for chunks in chunkings(document.as_bytes()) {
            let found = all(items::<Value>(media, &chunks).item_limit(50)).await;
            let limits =
                |item: &Result<Value, ItemError>| matches!(item.as_ref().unwrap_err().fault(), ItemFault::TooLarge { limit: 50 });
            assert_eq!((found.len(), told(&found[0]).as_str(), told(&found[2]).as_str()), (4, "\"a\"", "\"b\""), "{media:?}");
            assert!(limits(&found[1]) && limits(&found[3]), "{found:?}");
            assert!(found[1].as_ref().unwrap_err().raw().len() <= 50);
        }
    }
}

async fn sent<T: Item>(items: Items<T>, media: Media) -> String {
    let written = items.write(&media, 0, Validation::On).unwrap();
    let bytes = written.payload.collect(1 << 20).await.unwrap().unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn what_is_sent_is_what_the_standard_says() {
    let numbers = || Items::of([Value::from(1), serde_json::json!({"a": "\n"})]);
    assert_eq!(sent(numbers(), Media::lines("application/jsonl")).await, "1\n{\"a\":\"\\n\"}\n");
    assert_eq!(sent(numbers(), Media::sequence("application/json-seq")).await, "\u{1E}1\n\u{1E}{\"a\":\"\\n\"}\n");
    let retry = std::time::Duration::from_millis(1500);
    let events: Events<String> = Items::of([
        Event::new("a\nb\r\nc\rd".to_owned()).event("x").id("1").retry(retry),
        Event::from(String::new()),
        Event::from(" b".to_owned()),
    ]);
    let text = sent(events, Media::text_events("text/event-stream")).await;
    assert_eq!(text, "event: x\nid: 1\nretry: 1500\ndata: a\ndata: b\ndata: c\ndata: d\n\ndata: \n\ndata:  b\n\n");
    let back = all(items::<Event<String>>(Media::text_events("text/event-stream"), &[text.as_bytes()])).await;
    let back: Vec<String> = back.iter().map(|event| shown(event.as_ref().unwrap())).collect();
    assert_eq!(back, ["x|1|1500|a\nb\nc\nd", "|1||", "|1|| b"]);
    let json: Events<Value> = Items::of([Event::new(serde_json::json!({"a": "x\ny"}))]);
    assert_eq!(sent(json, Media::events("text/event-stream")).await, "data: {\"a\":\"x\\ny\"}\n\n");
}

#[tokio::test]
async fn what_cannot_be_sent_ends_the_transfer_behind_what_could() {
    for wrong in
        [Event::new(1.0).id("a\0"), Event::new(1.0).id("a\nb"), Event::new(1.0).event("a\rdata: 2"), Event::new(f64::NAN)]
    {
        let events: Events<f64> = Items::of([Event::new(0.5), wrong, Event::new(2.5)]);
        let written = events.write(&Media::events("text/event-stream"), 0, Validation::Off).unwrap();
        let mut stream = written.payload.into_stream();
        assert_eq!(stream.chunk().await.unwrap().unwrap(), "data: 0.5\n\n");
        assert!(stream.chunk().await.is_err());
        assert_eq!(stream.chunk().await.unwrap(), None);
    }
}
