//! Multipart bodies: what other programs send, what comes back of what is sent, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io::{Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::header::HeaderValue;
use http_body::{Body, Frame};
use letterpress_runtime::content::{PartLimits, PartsFault, ReadError, Received, Written};
use letterpress_runtime::{
    ByteStream, Bytes, Content, Direction, FieldPart, FilePart, Media, Parameter, ParameterKind, Part, PartHeader, Parts,
    Payload, Style, Validation, from_json_text, multipart, object,
};

#[derive(Debug, Default)]
struct Upload {
    title: String,
    tags: Option<Vec<String>>,
    size: Option<i64>,
    owner: Option<Owner>,
    photo: FilePart,
    pages: Option<Vec<FilePart>>,
}

#[derive(Clone, Default)]
struct Owner {
    name: Option<String>,
}

object! { Owner { name: optional "name" } }

multipart! {
    Upload {
        title: required "title",
        tags: optional "tags",
        size: optional "size",
        owner: optional "owner",
        photo: file required "photo",
        pages: file optional "pages",
    }
}

const UPLOAD: Media = Media::multipart(
    "multipart/form-data",
    const {
        &[
            Part::text("title"),
            Part::text("tags").many(),
            Part::text("size").kind(ParameterKind::Integer),
            Part::json("owner"),
            Part::file("photo").media_type("image/png, image/*"),
            Part::file("pages").many(),
        ]
    },
)
.rule(|value| {
    value.object().required(&["title", "photo"]).members(|name, value| match name {
        "title" => value.string().min_length(1),
        "pages" => value.array().max_items(2),
        _ => value,
    })
});

#[derive(Clone, Debug, Default, PartialEq)]
struct Letter {
    owner: FieldPart<Owner>,
    lines: Option<Vec<FieldPart<String>>>,
    words: Option<Vec<String>>,
    sizes: Option<Vec<i64>>,
}

multipart! {
    Letter {
        owner: headed required "owner",
        lines: headed optional "lines",
        words: optional "words",
        sizes: optional "sizes",
    }
}

const LETTER: Media = Media::multipart(
    "multipart/form-data",
    const {
        &[
            Part::json("owner"),
            Part::text("lines").many(),
            Part::styled(Parameter::query("words").explode(false).kind(ParameterKind::Array(&ParameterKind::String))),
            Part::styled(Parameter::query("sizes").style(Style::DeepObject).kind(ParameterKind::Array(&ParameterKind::Integer))),
        ]
    },
);

fn received(media_type: &str, body: impl Into<Bytes>) -> Received {
    let media_type = Some(HeaderValue::from_str(media_type).unwrap());
    Received { index: 0, media_type, payload: Payload::Whole(body.into()) }
}

fn upload(body: impl Into<Bytes>) -> Result<Upload, ReadError> {
    Upload::read(received("multipart/form-data; boundary=\"b\"", body), &UPLOAD, Direction::Request)
}

/// A body of parts, each a head and a content.
fn body(parts: &[(&str, &str)]) -> String {
    let part = |(head, content): &(&str, &str)| format!("--b\r\n{head}\r\n\r\n{content}\r\n");
    format!("{}--b--\r\n", parts.iter().map(part).collect::<String>())
}

fn field(name: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{name}\"")
}

const PHOTO: (&str, &str) = ("Content-Disposition: form-data; name=photo; filename=a.png\r\nContent-Type: image/png", "PNG");

fn faults(result: Result<impl std::fmt::Debug, ReadError>) -> Vec<(String, String)> {
    match result {
        Err(ReadError::Invalid(faults)) => faults.into_iter().map(|fault| (fault.pointer, fault.keyword.to_string())).collect(),
        other => panic!("{other:?}"),
    }
}

async fn arrived(written: Written) -> (String, Bytes) {
    let media_type = written.media_type.unwrap().to_str().unwrap().to_owned();
    (media_type, written.payload.collect(1 << 20).await.unwrap().unwrap())
}

async fn bytes(file: FilePart) -> Bytes {
    file.body.collect(1 << 20).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_is_sent_comes_back() {
    let names = ["a.png", "qu\"ote\\.png", "line\r\nX-Evil: 1", "Grüße.png", ""];
    for name in names {
        let upload = Upload {
            title: "two\r\nlines --b".into(),
            tags: Some(vec!["a".into(), "ü".into()]),
            size: Some(7),
            owner: Some(Owner { name: Some("Ada".into()) }),
            photo: FilePart::new(Bytes::from_static(b"\r\n--\0\xff")).file_name(name).media_type("image/png"),
            pages: Some(vec![FilePart::from(Bytes::from_static(b"1")), FilePart::from(Bytes::new())]),
        };
        let written = upload.write(&UPLOAD, 0, Validation::On).unwrap();
        let length = written.payload.length().unwrap();
        let (media_type, bytes_sent) = arrived(written).await;
        assert_eq!(length, bytes_sent.len() as u64, "the length is known before");
        assert!(!bytes_sent.windows(8).any(|window| window == b"\r\nX-Evil"), "no name makes a header");
        let back = Upload::read(received(&media_type, bytes_sent), &UPLOAD, Direction::Request).unwrap();
        assert_eq!((back.title.as_str(), back.tags.unwrap().join(" "), back.size), ("two\r\nlines --b", "a ü".into(), Some(7)));
        assert_eq!(back.owner.unwrap().name.as_deref(), Some("Ada"));
        assert_eq!((back.photo.file_name.as_deref(), back.photo.media_type.as_deref()), (Some(name), Some("image/png")));
        assert_eq!(bytes(back.photo).await, &b"\r\n--\0\xff"[..]);
        let pages = back.pages.unwrap();
        assert!(pages.iter().all(|page| page.file_name.as_deref() == Some("pages")), "a file is told from a text: {pages:?}");
        assert_eq!(pages.len(), 2);
    }
}

/// As `requests` 2.34 writes them.
#[tokio::test]
async fn bodies_of_python_are_read() {
    let text = "--096f4138730e518f76e2bff1be6e06c0\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nGr\u{fc}\u{df}e & \"x\"\r\n\
        --096f4138730e518f76e2bff1be6e06c0\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\na\r\n\
        --096f4138730e518f76e2bff1be6e06c0\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nb\r\n\
        --096f4138730e518f76e2bff1be6e06c0\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"na%22\u{ef}ve%0D%0A.png\"\r\n\
        Content-Type: image/png\r\n\r\nPNG\r\n--x\r\n\r\n\
        --096f4138730e518f76e2bff1be6e06c0\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"1.txt\"\r\n\r\none\r\n\
        --096f4138730e518f76e2bff1be6e06c0\r\nContent-Disposition: form-data; name=\"pages\"; filename=\"2.txt\"\r\n\r\n\r\n\
        --096f4138730e518f76e2bff1be6e06c0--\r\n";
    let media_type = "multipart/form-data; boundary=096f4138730e518f76e2bff1be6e06c0";
    let read = Upload::read(received(media_type, text), &UPLOAD, Direction::Request).unwrap();
    assert_eq!((read.title.as_str(), read.tags.unwrap().len()), ("Grüße & \"x\"", 2));
    assert_eq!(read.photo.file_name.as_deref(), Some("na\"ïve\r\n.png"));
    assert_eq!(bytes(read.photo).await, "PNG\r\n--x\r\n");
    let pages = read.pages.unwrap();
    assert_eq!(pages.iter().map(|page| page.file_name.as_deref()).collect::<Vec<_>>(), [Some("1.txt"), Some("2.txt")]);
}

#[tokio::test]
async fn bodies_of_curl_are_read() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let file = std::env::temp_dir().join(format!("letterpress-{}.png", std::process::id()));
    std::fs::write(&file, b"\x89PNG\r\n--").unwrap();
    let photo = format!("photo=@{};filename=a\"b.png", file.display());
    let curl = std::process::Command::new("curl").args(["-s", "-m", "20", "-F", "title=Hi", "-F", &photo, &address]).spawn();
    let Ok(mut curl) = curl else {
        println!("skipped: there is no curl");
        return;
    };
    let (mut stream, _) = listener.accept().unwrap();
    let (head, body) = request(&mut stream);
    stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
    drop(stream);
    curl.wait().unwrap();
    std::fs::remove_file(&file).unwrap();
    let media_type = head.lines().find_map(|line| line.strip_prefix("Content-Type: ")).unwrap();
    let read = Upload::read(received(media_type, body), &UPLOAD, Direction::Request).unwrap();
    assert_eq!((read.title.as_str(), read.photo.file_name.as_deref()), ("Hi", Some("a\"b.png")));
    assert_eq!(bytes(read.photo).await, &b"\x89PNG\r\n--"[..]);
}

/// Browsers escape quotes and line breaks of names, and nothing else.
#[tokio::test]
async fn names_with_control_characters_are_read() {
    let head = |name: &str| format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"a\u{1}\u{7f}\tb.png\"");
    let text = body(&[(&field("title"), "Hi"), (&head("photo"), "PNG"), (&head("\u{1b}other"), "")]);
    let read = upload(text.clone()).unwrap();
    assert_eq!(read.photo.file_name.as_deref(), Some("a\u{1}\u{7f}\tb.png"));
    assert_eq!(read.photo.headers["content-disposition"], "form-data; name=\"photo\"; filename=\"a%01%7F\tb.png\"");
    let mut parts = parts(chunks(text.as_bytes(), 7));
    let mut names = Vec::new();
    while let Some(part) = parts.next().await.unwrap() {
        names.extend(part.name.clone());
    }
    assert_eq!(names, ["title", "photo", "\u{1b}other"]);
}

fn request(stream: &mut std::net::TcpStream) -> (String, Vec<u8>) {
    let (mut bytes, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4);
        if let Some(end) = end {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length = head.lines().find_map(|line| line.strip_prefix("Content-Length: ")).unwrap().parse::<usize>().unwrap();
            if bytes.len() >= end + length {
                return (head, bytes[end..].to_vec());
            }
        }
        let count = stream.read(&mut buffer).unwrap();
        assert!(count > 0, "the request is whole");
        bytes.extend_from_slice(&buffer[..count]);
    }
}

#[test]
fn headers_of_parts_are_checked() {
    const LETTER: Media = Media::multipart(
        "multipart/form-data",
        const {
            &[
                Part::json("owner").headers(
                    const {
                        &[PartHeader::required(
                            Parameter::header("X-Sum").kind(ParameterKind::Integer).rule(|it| it.integer().minimum(1)),
                        )]
                    },
                ),
                Part::text("lines")
                    .many()
                    .headers(const { &[PartHeader::required(Parameter::header("X-Note").rule(|it| it.string().max_length(3)))] }),
            ]
        },
    );
    let head = |name: &str, header: &str| format!("{}{header}", field(name));
    let read = |direction, sum: &str, notes: [&str; 2]| {
        let [first, second] = notes.map(|note| head("lines", note));
        let body = body(&[(&head("owner", sum), "{}"), (&first, "one"), (&second, "two")]);
        Letter::read(received("multipart/form-data; boundary=b", body), &LETTER, direction)
    };
    let good = read(Direction::Request, "\r\nX-Sum: 7", ["\r\nX-Note: a", "\r\nX-Note: b"]).unwrap();
    assert!(good.clone().write(&LETTER, 0, Validation::On).is_ok());
    let wrong = [
        ("/owner/headers/X-Sum".to_owned(), "minimum".to_owned()),
        ("/lines/0/headers/X-Note".into(), "required".into()),
        ("/lines/1/headers/X-Note".into(), "maxLength".into()),
    ];
    let notes = ["", "\r\nX-Note: long"];
    assert_eq!(faults(read(Direction::Request, "\r\nX-Sum: 0", notes)), wrong);
    assert_eq!(
        faults(read(Direction::Request, "\r\nX-Sum: x", ["\r\nX-Note: a"; 2])),
        [("/owner/headers/X-Sum".into(), "type".into())]
    );
    assert!(read(Direction::Response, "\r\nX-Sum: 0", notes).is_ok(), "who reads an answer is tolerant");
    let unsent = Letter { owner: FieldPart::new(Owner::default()), ..good }.write(&LETTER, 0, Validation::On).unwrap_err();
    assert_eq!((unsent[0].pointer.as_str(), &*unsent[0].keyword), ("/owner/headers/X-Sum", "required"));
}

#[tokio::test]
async fn texts_are_written_in_the_charset_of_their_parts() {
    const NOTE: Media = Media::multipart(
        "multipart/form-data",
        const {
            &[
                Part::text("title").media_type("text/plain; charset=ISO-8859-1"),
                Part::text("wide").media_type("text/plain; charset=utf-16"),
            ]
        },
    );
    let value: serde_json::Value = from_json_text(r#"{"title":"\u00e9t\u00e9","wide":"\u20ac"}"#).unwrap();
    let (media_type, body) = arrived(value.clone().write(&NOTE, 0, Validation::On).unwrap()).await;
    assert!(body.windows(7).any(|bytes| bytes == b"\r\n\r\n\xe9t\xe9"), "{}", body.escape_ascii());
    assert_eq!(serde_json::Value::read(received(&media_type, body), &NOTE, Direction::Request).unwrap(), value);
    let euro: serde_json::Value = from_json_text(r#"{"title":"\u20ac"}"#).unwrap();
    let faults = euro.write(&NOTE, 0, Validation::On).unwrap_err();
    assert_eq!((faults[0].pointer.as_str(), &*faults[0].keyword), ("/title", "encoding"));
}

/// The form encoding of the WHATWG, which browsers and `urllib3` follow, leaves backslashes as they are.
#[test]
fn names_that_end_with_a_backslash_are_read() {
    let photo = "Content-Disposition: form-data; name=\"photo\"; filename=\"C:\\\"\r\nContent-Type: image/png";
    let other = "Content-Disposition: form-data; name=\"other\\\"; filename=\"a.txt\"";
    let read = upload(body(&[(&field("title"), "Hi"), (photo, "PNG"), (other, "x")])).unwrap();
    assert_eq!(read.photo.file_name.as_deref(), Some("C:\\"));
    let quoted = "Content-Disposition: form-data; name=\"photo\"; filename=\"a\\\"b.png\"\r\nContent-Type: image/png";
    let read = upload(body(&[(&field("title"), "Hi"), (quoted, "PNG")])).unwrap();
    assert_eq!(read.photo.file_name.as_deref(), Some("a\"b.png"));
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let title = field("title");
    assert_eq!(faults(upload(body(&[]).replace("--b--", "--b\r\n\r\n\r\n--b--"))), [(String::new(), "encoding".into())]);
    assert_eq!(faults(upload(body(&[(&title, "Hi")]))), [(String::new(), "required".into())]);
    let wrong = body(&[
        (&title, "\u{fffd}"),
        (&title, "again"),
        (&field("size"), "1.5"),
        (&field("owner"), "{"),
        ("Content-Disposition: form-data; name=photo\r\nContent-Type: text/plain", ""),
    ]);
    let places: Vec<String> = faults(upload(wrong)).into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(places, ["/title", "/size", "/owner", "/photo"]);
    let unread_and_missing = faults(upload(body(&[(&field("size"), "x"), (&title, "")])));
    assert_eq!(
        unread_and_missing,
        [("/size".into(), "type".into()), ("".into(), "required".into()), ("/title".into(), "minLength".into())]
    );
    let mut not_text = body(&[(&title, "?"), PHOTO]).into_bytes();
    let at = not_text.iter().position(|byte| *byte == b'?').unwrap();
    not_text[at] = 0xff;
    assert_eq!(faults(upload(not_text)), [("/title".into(), "type".into())]);
    let pages = field("pages");
    let many = body(&[(&title, "Hi"), PHOTO, (&pages, ""), (&pages, ""), (&pages, "")]);
    assert_eq!(faults(upload(many)), [("/pages".into(), "maxItems".into())]);
}

#[test]
fn what_is_no_multipart_body_is_malformed() {
    let good = body(&[(&field("title"), "Hi"), PHOTO]);
    assert!(upload(format!("a preamble\r\n{good}an epilogue")).is_ok());
    assert!(upload(good.replace("--b\r\n", "--b \t\r\n")).is_ok());
    assert!(upload(good.replace("\r\n\r\nPNG", "\r\n")).is_ok(), "a part without content");
    let cut = &good[..good.len() - 6];
    let endless = format!("--b\r\nX: {}\r\n\r\n\r\n--b--", "x".repeat(20_000));
    let lines = format!("--b\r\n{}\r\n\r\n--b--", "X: 1\r\n".repeat(40));
    let crowd = body(&vec![("X: 1", ""); 1001]);
    for text in [
        "",
        "--b",
        "--c--",
        cut,
        &endless,
        &lines,
        &crowd,
        "--b\r\nno colon\r\n\r\n\r\n--b--",
        "--b\r\nX: \u{0}\r\n\r\n\r\n--b--",
    ] {
        assert!(matches!(upload(text.to_owned()), Err(ReadError::Malformed(_))), "{}", text.get(..40).unwrap_or(text));
    }
    for media_type in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"a\u{7f}\""] {
        let Ok(value) = HeaderValue::from_str(media_type) else { continue };
        let received = Received { index: 0, media_type: Some(value), payload: Payload::Whole(Bytes::from(good.clone())) };
        assert!(matches!(Upload::read(received, &UPLOAD, Direction::Request), Err(ReadError::Malformed(_))), "{media_type}");
    }
}

/// Chunks that arrive one after the other; their number is not known before.
struct Chunks(VecDeque<Bytes>);

impl Body for Chunks {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.pop_front().map(|bytes| Ok(Frame::data(bytes))))
    }
}

fn chunks(bytes: &[u8], size: usize) -> ByteStream {
    ByteStream::new(Chunks(bytes.chunks(size).map(Bytes::copy_from_slice).collect()))
}

fn parts(body: ByteStream) -> Parts {
    let media_type = Some(HeaderValue::from_static("multipart/mixed; boundary=b"));
    let received = Received { index: 0, media_type, payload: Payload::Stream(body) };
    Parts::read(received, &Media::parts("multipart/mixed"), Direction::Request).unwrap()
}

#[tokio::test]
async fn parts_are_the_same_in_pieces_of_any_size() {
    let contents = ["", "\r\n", "--bx", "\r\n--", "\r\n--bc", "\r\n--b c\r\n", "one\r\n-", "two"];
    let heads: Vec<(String, &str)> = contents.iter().map(|content| (field("n"), *content)).collect();
    let body = body(&heads.iter().map(|(head, content)| (head.as_str(), *content)).collect::<Vec<_>>());
    for size in 1..=body.len() {
        let mut parts = parts(chunks(body.as_bytes(), size));
        let mut found = Vec::new();
        while let Some(part) = parts.next().await.unwrap() {
            assert_eq!(part.name.as_deref(), Some("n"));
            found.push(part.text(100).await.unwrap());
        }
        assert_eq!(found, contents, "in pieces of {size}");
    }
}

#[tokio::test]
async fn parts_that_are_not_read_are_passed_over_and_limits_hold() {
    let title = field("title");
    let text = body(&[(&title, "0123456789"), (&title, "{\"name\": \"Ada\"}")]);
    let mut passed = parts(chunks(text.as_bytes(), 7));
    passed.next().await.unwrap().unwrap().chunk().await.unwrap();
    let owner: Owner = passed.next().await.unwrap().unwrap().json(100).await.unwrap();
    assert_eq!(owner.name.as_deref(), Some("Ada"));
    assert!(passed.next().await.unwrap().is_none());
    assert!(passed.next().await.unwrap().is_none());
    for limits in [
        PartLimits { part: Some(9), ..PartLimits::default() },
        PartLimits { total: Some(20), ..PartLimits::default() },
        PartLimits { parts: 1, ..PartLimits::default() },
        PartLimits { headers: 5, ..PartLimits::default() },
    ] {
        let mut limited = parts(chunks(text.as_bytes(), 7)).limits(limits);
        let error = loop {
            match limited.next().await {
                Ok(Some(mut part)) => match part.chunk().await {
                    Ok(_) => {}
                    Err(error) => break error,
                },
                Ok(None) => panic!("{limits:?} held nothing back"),
                Err(error) => break error,
            }
        };
        assert!(matches!(error.fault(), PartsFault::TooLarge | PartsFault::Malformed(_)), "{error:?}");
    }
    let mut whole = parts(chunks(text.as_bytes(), 7));
    let too_large = whole.next().await.unwrap().unwrap().bytes(9).await.unwrap_err();
    assert!(matches!(too_large.fault(), PartsFault::TooLarge), "{too_large:?}");
    let mut cut = parts(chunks(&text.as_bytes()[..60], 7));
    let cut = cut.next().await.unwrap().unwrap().bytes(99).await.unwrap_err();
    assert!(matches!(cut.fault(), PartsFault::Malformed(_)), "{cut:?}");
}

#[tokio::test]
async fn streams_are_sent_without_a_length_where_none_is_known() {
    let sent = Parts::new().with(Some("a"), chunks(b"streamed", 3)).with(None, FilePart::from(Bytes::from_static(b"whole")));
    let written = sent.write(&Media::parts("multipart/mixed"), 0, Validation::On).unwrap();
    assert_eq!(written.payload.length(), None);
    let (media_type, bytes) = arrived(written).await;
    let read = Parts::read(received(&media_type, bytes), &Media::parts("multipart/*"), Direction::Response);
    let mut read = read.unwrap();
    assert_eq!(read.next().await.unwrap().unwrap().text(99).await.unwrap(), "streamed");
    assert_eq!(read.next().await.unwrap().unwrap().text(99).await.unwrap(), "whole");
    assert!(read.next().await.unwrap().is_none());
}

/// What a letter becomes on its way through a body, and the body.
fn there_and_back(letter: Letter) -> (Letter, String) {
    let Written { payload, media_type } = letter.write(&LETTER, 0, Validation::On).unwrap();
    let Payload::Whole(bytes) = payload else { panic!("there is no stream in it") };
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let received = Received { index: 0, media_type, payload: Payload::Whole(bytes) };
    (Letter::read(received, &LETTER, Direction::Request).unwrap(), text)
}

#[test]
fn headers_of_parts_travel_with_their_values() {
    let header = |value: &'static str| [("x-note".parse().unwrap(), HeaderValue::from_static(value))].into_iter().collect();
    let letter = Letter {
        owner: FieldPart { value: Owner { name: Some("Ada".to_owned()) }, headers: header("own") },
        lines: Some(vec![
            FieldPart { value: "one".to_owned(), headers: header("1") },
            FieldPart::new("two".to_owned()),
            FieldPart { value: "three".to_owned(), headers: header("3") },
        ]),
        ..Letter::default()
    };
    let (back, text) = there_and_back(letter.clone());
    assert_eq!(text.matches("x-note: ").count(), 3, "{text}");
    assert_eq!(back.owner.value, letter.owner.value);
    assert_eq!(back.owner.headers["x-note"], "own");
    let lines = back.lines.unwrap();
    assert_eq!(lines.iter().map(|line| line.value.as_str()).collect::<Vec<_>>(), ["one", "two", "three"]);
    let notes: Vec<_> = lines.iter().map(|line| line.headers.get("x-note").map(HeaderValue::as_bytes)).collect();
    assert_eq!(notes, [Some(&b"1"[..]), None, Some(b"3")]);
}

#[test]
fn a_style_names_the_parts_of_a_value() {
    let (back, text) = there_and_back(Letter { sizes: Some(vec![3, 4]), ..Letter::default() });
    assert!(text.contains("name=\"sizes[0]\"\r\n\r\n3\r\n"), "{text}");
    assert_eq!(back.sizes, Some(vec![3, 4]));

    let words =
        |words: &[&str]| Letter { words: Some(words.iter().map(|word| (*word).to_owned()).collect()), ..Letter::default() };
    let (back, text) = there_and_back(words(&["a b", "c%2F+d"]));
    assert!(text.contains("name=\"words\"\r\n\r\na b,c%2F+d\r\n"), "{text}");
    assert_eq!(back, words(&["a b", "c%2F+d"]));
    assert!(words(&["a,b", "c"]).write(&LETTER, 0, Validation::On).is_err(), "a comma would divide the item");
}

#[derive(Debug, PartialEq)]
struct Counts {
    name: String,
    others: std::collections::BTreeMap<String, i64>,
}

multipart! { Counts { name: required "name", others: rest } }

#[derive(Debug, PartialEq)]
struct Series {
    name: String,
    others: std::collections::BTreeMap<String, Vec<i64>>,
}

multipart! { Series { name: required "name", others: rest } }

/// Parts of names that no member has are what the schema says of them.
#[tokio::test]
async fn parts_of_other_names_have_a_kind() {
    const NAMED: Media = Media::multipart("multipart/form-data", const { &[Part::text("name")] });
    const ONE: Media = NAMED.others(ParameterKind::Integer);
    const MANY: Media = NAMED.others(ParameterKind::Array(&ParameterKind::Integer));
    let (name, other) = (field("name"), field("n"));
    let form = |contents: &[&str]| {
        let mut parts = vec![(name.as_str(), "7")];
        parts.extend(contents.iter().map(|content| (other.as_str(), *content)));
        received("multipart/form-data; boundary=b", body(&parts))
    };
    let counts = Counts::read(form(&["5"]), &ONE, Direction::Request).unwrap();
    assert_eq!((counts.name.as_str(), counts.others.get("n")), ("7", Some(&5)));
    assert_eq!(faults(Counts::read(form(&["x"]), &ONE, Direction::Request)), [("/n".to_owned(), "type".to_owned())]);
    for contents in [&["5"][..], &["5", "6"]] {
        let series = Series::read(form(contents), &MANY, Direction::Request).unwrap();
        assert_eq!(series.others.get("n").map(Vec::len), Some(contents.len()));
        let (media_type, bytes) = arrived(series.write(&MANY, 0, Validation::On).unwrap()).await;
        let back = Series::read(received(&media_type, bytes), &MANY, Direction::Request).unwrap();
        assert_eq!(back.others.get("n").map(Vec::len), Some(contents.len()));
    }
    // A list without items would be no part, and the member absent.
    let series = Series { name: "7".to_owned(), others: [("n".to_owned(), Vec::new())].into() };
    let told = series.write(&MANY, 0, Validation::On).map(|_| ()).unwrap_err();
    assert_eq!(told.first().map(|fault| fault.pointer.as_ref()), Some("/n"));
}
