//! Bodies that are no JSON: XML, parts, streams of items and of bytes.

use letterpress_runtime::client::Error;
use letterpress_runtime::{ByteStream, Items, Parts};
use letterpress_tests::kitchen_sink::models::*;
use letterpress_tests::kitchen_sink::operations::*;

use super::server::{Hostile, Then};
use super::{BUFFERS, client, ends, row};

fn order() -> FileOrder {
    let items = vec![OrderItems { sku: "a".to_owned(), sheets: None }];
    FileOrder::new(Order { number: 1, note: None, urgent: None, items, tags: None, replaces: None })
}

fn head(media_type: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\n\r\n")
}

#[tokio::test]
async fn xml_that_explodes() {
    let laughs: String = (1..10).map(|i| format!("<!ENTITY a{i} '{}'>", format!("&a{};", i - 1).repeat(10))).collect();
    let attributes: String = (0..3_000).map(|i| format!(" a{i}=''")).collect();
    let rows = [
        format!("<!DOCTYPE order [<!ENTITY a0 'ha'>{laughs}]><order number='1'><note>&a9;</note></order>"),
        "<!DOCTYPE order [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><order number='1'><note>&a;</note></order>".to_owned(),
        "<!DOCTYPE order SYSTEM 'http://127.0.0.1:1/order.dtd'><order number='1'/>".to_owned(),
        "<order><note>&undeclared;</note></order>".to_owned(),
        "<a>".repeat(20_000),
        "<replaces>".repeat(5_000),
        format!("<order{attributes}/>"),
        format!("<order number='{}'/>", "9".repeat(50_000)),
        format!("<!--{}", "-".repeat(60_000)),
        "<order".to_owned(),
        String::new(),
    ];
    for xml in rows {
        let first = format!("{}{xml}", head("application/xml"));
        assert_eq!(row(order(), first.as_bytes(), Then::Close, ("decode 200", "")).await, None);
    }
    let first = head("application/xml");
    assert_eq!(row(order(), first.as_bytes(), Then::Repeat("<a>"), ("too large 200", "")).await, None);
}

#[tokio::test]
async fn text_that_is_none() {
    for (media_type, body, kind) in [
        ("text/plain; charset=klingon", &b"a"[..], "decode 200"),
        ("text/plain", b"\xff", "decode 200"),
        ("text/plain; charset=utf-16", b"\xd8", "decode 200"),
        ("text/html", b"<p>", "undocumented 200"),
    ] {
        let first = [head(media_type).as_bytes(), body].concat();
        assert_eq!(row(NotePaper::new("a", "b"), &first, Then::Close, (kind, "")).await, None);
    }
}

const FORM: &str = "multipart/form-data; boundary=b";

fn files() -> SendFiles {
    let cover = letterpress_runtime::FilePart::from(letterpress_runtime::Bytes::new()).media_type("image/png");
    SendFiles::new(SendFilesRequest { number: 1, labels: None, address: None, cover, pages: None })
}

#[tokio::test]
async fn parts_that_do_not_end() {
    let part = "--b\r\nContent-Disposition: form-data; name=proof\r\n";
    for (media_type, body, then, kind) in [
        (FORM, "", Then::Close, "decode 200"),
        (FORM, "--b", Then::Close, "decode 200"),
        (FORM, "--c\r\n\r\n--c--", Then::Close, "decode 200"),
        (FORM, "--b\r\nContent-Disposition: form-data; name=proof", Then::Close, "decode 200"),
        (FORM, "--b\r\nContent-Disposition: form-data; name=proof\r\n\r\nx", Then::Close, "decode 200"),
        ("multipart/form-data", "--b--", Then::Close, "decode 200"),
        ("multipart/form-data; boundary=\"b", "--b--", Then::Close, "decode 200"),
        (FORM, part, Then::Repeat("X: a\r\n"), "too large 200"),
        (FORM, part, Then::Repeat("x"), "too large 200"),
        (FORM, "", Then::Repeat("--b\r\n\r\n\r\n"), "too large 200"),
        (FORM, "", Then::Repeat("preamble"), "too large 200"),
    ] {
        let first = format!("{}{body}", head(media_type));
        assert_eq!(row(files(), first.as_bytes(), then, (kind, "")).await, None, "{body}");
    }
}

/// The error that a stream of the answer ends with, and how much was sent until then.
async fn stream_ends<T, E: std::fmt::Display>(server: &Hostile, mut next: impl AsyncFnMut() -> Option<Result<T, E>>) -> String {
    let error = ends(async {
        loop {
            match next().await {
                Some(Ok(_)) => {}
                Some(Err(error)) => return error.to_string(),
                None => return "the end".to_owned(),
            }
        }
    })
    .await;
    assert!(server.written() < BUFFERS, "{} bytes went out before {error}", server.written());
    error
}

#[tokio::test]
async fn parts_of_a_stream_that_do_not_end() {
    for (body, then) in [
        ("--b\r\n", Then::Repeat("X: a\r\n")),
        ("--b\r\nX: ", Then::Repeat("x")),
        ("", Then::Close),
        ("--b\r\n\r\nx", Then::Close),
        ("--b\r\nNo colon\r\n\r\n", Then::Close),
    ] {
        let server = Hostile::listen(format!("{}{body}", head("multipart/mixed; boundary=b")), then).await;
        let mut parts = ends(client(&server.url).call(StreamFiles::new(Parts::new()))).await.unwrap();
        let error = stream_ends(&server, async || {
            let part = parts.next().await.transpose()?;
            Some(match part {
                Ok(part) => part.text(1_000).await.map(drop),
                Err(error) => Err(error),
            })
        })
        .await;
        assert_ne!(error, "the end", "{body}");
    }
}

#[tokio::test]
async fn items_that_do_not_end() {
    let papers = || CountPapers::new(Items::of(Vec::<Paper>::new()));
    let server = Hostile::listen(format!("{}{{\"sku\": \"", head("application/x-ndjson")), Then::Repeat("x")).await;
    let mut lines = ends(client(&server.url).call(papers())).await.unwrap();
    assert_ne!(stream_ends(&server, async || lines.next().await).await, "the end");

    let server = Hostile::listen(format!("{}[[", head("application/x-ndjson")), Then::Close).await;
    let mut lines = ends(client(&server.url).call(papers())).await.unwrap();
    assert_ne!(stream_ends(&server, async || lines.next().await).await, "the end");

    let server = Hostile::listen(format!("{}\u{1e}\"", head("application/json-seq")), Then::Repeat("x")).await;
    let readings = LogPress::new(1, Items::of(Vec::<Reading>::new()));
    let mut records = ends(client(&server.url).call(readings)).await.unwrap();
    assert_ne!(stream_ends(&server, async || records.next().await).await, "the end");

    for endless in ["data: x", "data: x\n", "id: x", "event: x"] {
        let server = Hostile::listen(format!("{}{endless}", head("text/event-stream")), Then::Repeat(endless)).await;
        let mut events = ends(client(&server.url).call(WatchPress::new(1))).await.unwrap();
        assert_ne!(stream_ends(&server, async || events.next().await).await, "the end", "{endless}");
    }
}

#[tokio::test]
async fn bytes_that_do_not_end() {
    let plate = || KeepPlate::new("7", ByteStream::from("x").with_media_type("image/png".parse().unwrap()));
    let server = Hostile::listen(head("application/octet-stream"), Then::Repeat("x")).await;
    let answer = ends(client(&server.url).call(plate())).await.unwrap();
    assert_eq!(ends(answer.body.collect(1_000)).await.unwrap(), None, "more than is wanted");
    assert!(server.written() < BUFFERS);

    let cut = "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 10\r\n\r\nhalf";
    let server = Hostile::listen(cut, Then::Close).await;
    let answer = ends(client(&server.url).call(plate())).await.unwrap();
    assert_eq!(answer.body.length(), Some(10));
    assert!(ends(answer.body.collect(1_000)).await.is_err(), "half of it is not all");

    // A failure that is a text is held as a whole, and so has a limit.
    let server = Hostile::listen("HTTP/1.1 409 Conflict\r\nContent-Type: text/plain\r\n\r\n", Then::Repeat("x")).await;
    let outcome = ends(client(&server.url).call(plate())).await;
    assert!(matches!(outcome, Err(Error::TooLarge { .. })), "{outcome:?}");
}

/// A gzip member whose content is so many times 258 letters: each takes 13 bits.
fn bomb(times: usize) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (b"\x1f\x8b\x08\0\0\0\0\0\0\x03".to_vec(), 0_u32, 0);
    let mut push = |value: u32, length: u32| {
        bits |= value << count;
        count += length;
        while count >= 8 {
            bytes.push(bits.to_le_bytes()[0]);
            (bits, count) = (bits >> 8, count - 8);
        }
    };
    // The last block, with fixed codes (RFC 1951, section 3.2.6); a letter, and itself 258 times from one place back.
    push(0b011, 3);
    push(u32::from(0x30 + b' ').reverse_bits() >> 24, 8);
    for _ in 0..times {
        push(0b1100_0101_u32.reverse_bits() >> 24, 8);
        push(0, 5);
    }
    push(0, 15);
    bytes
}

#[tokio::test]
async fn compressed_bodies_that_explode() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n";
    let gzip = |times| [head.as_bytes(), &bomb(times)].concat();
    // 64 MiB in 400 KB.
    let huge = row(GetLatestJob::new(), &gzip(260_000), Then::Close, ("too large 200", "larger than 65536 bytes")).await;
    assert_eq!(huge, None);
    for first in [gzip(1), gzip(100), [head.as_bytes(), &bomb(9)[..20]].concat(), format!("{head}no gzip").into_bytes()] {
        assert_eq!(row(GetLatestJob::new(), &first, Then::Close, ("transport 200", "broke off")).await, None);
    }
}
