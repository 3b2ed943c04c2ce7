//! Files, notes and streams of the archive: bodies that are no JSON, bodies of several media types, credentials that have no type
//! of their own.

use letterpress_runtime::client::{Credential, Error};
use letterpress_runtime::server::{PeerCertificate, ServerOptions};
use letterpress_runtime::{ByteStream, Bytes, Items, NoDocumentedError, Outcome};
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::kitchen_sink::security;

use super::journal::Journal;
use super::shop::Shop;
use super::wire::send;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0";

fn picture() -> ByteStream {
    ByteStream::from(Bytes::from_static(PNG)).with_media_type("image/png".parse().unwrap())
}

async fn bytes(stream: ByteStream) -> Bytes {
    stream.collect(1000).await.unwrap().unwrap()
}

fn kept() -> Outcome<StoreFile> {
    Ok(StoreFileOk { digest: Some([("sha-256".to_owned(), "a,b \"c\"".to_owned())].into()) })
}

pub async fn a_file_is_kept_as_it_is(journal: &Journal) {
    let shop = journal.shop().await;
    shop.answer::<StoreFile>(kept());
    let answer = shop.client.call(StoreFile::new("a/b.png", StoreFileBody::Binary(picture()))).await.unwrap();
    assert_eq!(Ok(answer), kept());
    let seen = shop.request::<StoreFile>();
    let StoreFileBody::Binary(stream) = seen.body else { panic!("{seen:?}") };
    assert_eq!((seen.name.as_str(), stream.media_type().unwrap().to_str().unwrap()), ("a/b.png", "image/png"));
    assert_eq!(stream.length(), Some(PNG.len() as u64));
    assert_eq!(bytes(stream).await, PNG);
}

pub async fn the_media_type_says_which_body_came(journal: &Journal) {
    let shop = journal.shop().await;
    shop.answer::<StoreFile>(kept());
    let elsewhere = StoreFileRequest { url: "https://example.com/a".to_owned() };
    shop.client.call(StoreFile::new("a", StoreFileBody::Json(elsewhere.clone()))).await.unwrap();
    let seen = shop.request::<StoreFile>().body;
    assert!(matches!(&seen, StoreFileBody::Json(json) if *json == elsewhere), "{seen:?}");
}

#[tokio::test]
async fn a_body_of_another_media_type_is_refused() {
    let shop = Shop::open().await;
    let person = "Authorization: Bearer person";
    for (media_type, body, status) in [
        ("Content-Type: application/json", r#"{"url": "no url"}"#, 400),
        ("Content-Type: text/plain", "a", 415),
        ("Content-Type: video/mp4", "a", 415),
        // Bytes without a name are taken for what RFC 9110, section 8.3, says of them.
        ("X-None: 1", "a", 501),
    ] {
        let raw = send(&shop.address, "PUT /archive/a", &[person, media_type], body).await;
        assert_eq!(raw.status, status, "{media_type} {}", raw.body);
    }
    assert_eq!(shop.take_calls(), 1);
}

pub async fn a_file_is_read_as_it_is(journal: &Journal) {
    let shop = journal.shop().await;
    shop.answer::<ReadFile>(Ok(ReadFileOk::Ok(picture())));
    let answer = shop.client.call(ReadFile::new("a")).await.unwrap();
    let ReadFileOk::Ok(stream) = answer else { panic!("{answer:?}") };
    assert_eq!(stream.media_type().unwrap(), "image/png");
    assert_eq!(bytes(stream).await, PNG);

    shop.answer::<ReadFile>(Ok(ReadFileOk::PartialContent(ByteStream::from(Bytes::from_static(b"NG")))));
    let part = ReadFile { range: Some("bytes=2-3".to_owned()), ..ReadFile::new("a") };
    let answer = shop.client.call(part.clone()).await.unwrap();
    let ReadFileOk::PartialContent(stream) = answer else { panic!("{answer:?}") };
    assert_eq!(bytes(stream).await, &b"NG"[..]);
    assert_eq!(shop.request::<ReadFile>(), part);

    shop.answer::<ReadFile>(Err(ReadFileError::NotFound("no \u{fc}".to_owned())));
    let error = shop.client.call(ReadFile::new("b")).await.unwrap_err();
    assert_eq!(error.documented(), Some(&ReadFileError::NotFound("no \u{fc}".to_owned())));
    assert_eq!(error.response().unwrap().status, 404);
}

/// The head of a file says what a GET would, and has no body.
#[tokio::test]
async fn the_head_of_a_file_has_no_body() {
    let shop = Shop::open().await;
    shop.answer::<ReadFile>(Ok(ReadFileOk::Ok(picture())));
    let raw = send(&shop.address, "HEAD /archive/a", &[], "").await;
    assert_eq!((raw.status, raw.header("content-type"), raw.body.as_str()), (200, Some("image/png"), ""));
    assert_eq!(raw.header("content-length"), Some("9"));
}

#[tokio::test]
async fn a_bad_credential_is_not_nobody() {
    let shop = Shop::open().await;
    for (headers, status) in [(&[][..], 501), (&["Authorization: Bearer person"], 501), (&["Authorization: Bearer thief"], 401)] {
        assert_eq!(send(&shop.address, "GET /archive/a", headers, "").await.status, status, "{headers:?}");
    }
}

pub async fn a_delete_may_have_a_body(journal: &Journal) {
    let shop = journal.shop().await;
    shop.exchange(ForgetFile::new("a"), Ok(())).await;
    let body = Some(ForgetFileRequest { reason: "old".to_owned() });
    shop.exchange(ForgetFile { body, ..ForgetFile::new("a") }, Ok(())).await;
}

pub async fn a_note_is_text(journal: &Journal) {
    let shop = journal.shop().await;
    let author = || WriteNoteResponseBody::Json(WriteNoteResponse { author: "Ada".to_owned() });
    shop.exchange(WriteNote::new("a", "Gr\u{fc}\u{df}e\n"), Ok(WriteNoteResponseBody::Text("\u{20ac}".to_owned()))).await;
    shop.exchange(WriteNote::new("a", ""), Ok(author())).await;
}

#[tokio::test]
async fn accept_chooses_the_answer_to_a_note() {
    let shop = Shop::open().await;
    let author = || WriteNoteResponseBody::Json(WriteNoteResponse { author: "Ada".to_owned() });
    let person = "Authorization: Bearer person";
    let latin = ["Content-Type: text/plain; charset=iso-8859-1", person, "Accept: application/json"];
    shop.answer::<WriteNote>(Ok(author()));
    let raw = send(&shop.address, "PUT /archive/a/note", &latin, "plain").await;
    assert_eq!((raw.status, raw.header("content-type")), (200, Some("application/json")));
    let raw = send(&shop.address, "PUT /archive/a/note", &["Content-Type: text/plain", person, "Accept: image/png"], "a").await;
    assert_eq!(raw.status, 406, "{}", raw.body);
    let long = "more than twenty letters";
    let raw = send(&shop.address, "PUT /archive/a/note", &["Content-Type: text/plain", person], long).await;
    assert_eq!(raw.violations(), [(String::new(), "maxLength".to_owned())]);
}

pub async fn copies_come_one_by_one(journal: &Journal) {
    let shop = journal.shop().await;
    let copy = |shelf: &str, row| ListCopiesResponse { shelf: shelf.to_owned(), row };
    shop.answer::<ListCopies>(Ok(Items::of([copy("a", Some(1)), copy("b", None)])));
    let place = ListCopiesWhere { shelf: Some("a&b=\"c\"".to_owned()), above: Some(0) };
    let request = ListCopies { r#where: Some(place), ..ListCopies::new("x") };
    let mut copies = shop.client.call(request.clone()).await.unwrap();
    assert_eq!(copies.next().await.unwrap().unwrap(), copy("a", Some(1)));
    assert_eq!(copies.next().await.unwrap().unwrap(), copy("b", None));
    assert!(copies.next().await.is_none());
    assert_eq!(shop.request::<ListCopies>(), request);
}

#[tokio::test]
async fn json_in_a_parameter_is_checked() {
    let shop = Shop::open().await;
    let person = ["Authorization: Bearer person"];
    let raw = send(&shop.address, "GET /archive/x/copies?where=%7B%22above%22:-1%7D", &person, "").await;
    assert_eq!(raw.violations(), [("query where/above".to_owned(), "minimum".to_owned())]);
}

fn cookies() -> OpenArchiveOk {
    OpenArchiveOk { set_cookie: vec!["session=1; HttpOnly".to_owned(), "desk=2, Expires=Thu".to_owned()] }
}

pub async fn an_http_scheme_opens_the_archive(journal: &Journal) {
    journal.shop().await.exchange(OpenArchive::new(), Ok(cookies())).await;
}

#[tokio::test]
async fn schemes_of_http_and_certificates_open_the_archive() {
    let shop = Shop::open().await;
    for (header, status) in [("Authorization: HOBA result=\"a,b\"", 501), ("authorization: hoba x", 401), ("X-None: 1", 401)] {
        assert_eq!(send(&shop.address, "POST /archive/keys", &[header], "").await.status, status, "{header}");
    }

    let certificate = axum::Extension(PeerCertificate { chain: vec![Bytes::from_static(b"desk")] });
    let shop = Shop::open_behind(ServerOptions::default(), |router| router.layer(certificate)).await;
    shop.answer::<OpenArchive>(Ok(cookies()));
    let client = letterpress_runtime::client::Client::new(&format!("http://{}", shop.address)).unwrap();
    let refused: Result<_, Error<NoDocumentedError>> = client.call(OpenArchive::new()).await;
    assert!(refused.is_err(), "without a credential nothing is sent");
    let client = client.with_credential(&security::DEVICE, Credential::certificate());
    assert_eq!(client.call(OpenArchive::new()).await.unwrap(), cookies());
}
