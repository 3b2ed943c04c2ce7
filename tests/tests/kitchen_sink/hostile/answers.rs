//! Heads and frames that are none, statuses and media types that nobody documents, JSON that is none.

use letterpress_runtime::client::Error;
use letterpress_tests::kitchen_sink::operations::{GetJob, GetJobOk, GetLatestJob, GetLatestJobOk};

use super::server::{Hostile, Then};
use super::{client, ends, row, told};

const OK: &str = "HTTP/1.1 200 OK\r\n";
const JSON: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const JOB: &str = r#"{"id": "1", "title": "t", "status": "done"}"#;

async fn check(rows: impl IntoIterator<Item = (Vec<u8>, Then, &'static str, &'static str)>) {
    let mut wrong = Vec::new();
    for (first, then, kind, text) in rows {
        wrong.extend(row(GetLatestJob::new(), &first, then, (kind, text)).await);
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn heads_that_are_none() {
    let rows: &[(&str, &str)] = &[
        ("", "transport: the transport failed"),
        ("hello\r\n\r\n", "transport: "),
        ("\0\0\0\0\r\n\r\n", "transport: "),
        ("HTTP/1.1", "transport: "),
        ("HTTP/1.1 200 OK\r\nContent-Ty", "transport: "),
        ("HTTP/1.1 abc OK\r\n\r\n", "transport: "),
        ("HTTP/1.1 20 OK\r\n\r\n", "transport: "),
        ("HTTP/1.1 2000 OK\r\n\r\n", "transport: "),
        ("HTTP/1.1 -200 OK\r\n\r\n", "transport: "),
        ("HTTP/1.1 099 Low\r\n\r\n", "transport: "),
        ("HTTP/9.9 200 OK\r\n\r\n", "transport: "),
        ("http/1.1 200 OK\r\n\r\n", "transport: "),
        ("HTTP/1.1 500 \x1b[31mOops\r\n\r\n", "transport: "),
        ("ICY 200 OK\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\n: empty\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\nX\0: a\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "transport: "),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ", "transport: "),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\n{} ", "transport: "),
    ];
    check(rows.iter().map(|(first, kind)| (first.as_bytes().to_vec(), Then::Close, *kind, ""))).await;
    let many = format!("{OK}{}\r\n", "X: a\r\n".repeat(500));
    let long = format!("{OK}X: {}\r\n\r\n", "a".repeat(2 << 20));
    check([many, long].map(|first| (first.into_bytes(), Then::Close, "transport: ", ""))).await;
    check([
        (b"HTTP/1.1 200 OK\r\n".to_vec(), Then::Repeat("X-Endless: a\r\n"), "transport: ", ""),
        (b"HTTP/1.1 200 OK\r\nX-Endless: ".to_vec(), Then::Repeat("a"), "transport: ", ""),
        (b"HTTP/1.1 200 ".to_vec(), Then::Repeat("a"), "transport: ", ""),
    ])
    .await;
}

#[tokio::test]
async fn bodies_that_do_not_end_where_they_say() {
    let broke = "transport 200: the body of response 200 OK broke off";
    let large = "too large 200: the body of response 200 OK is larger than 65536 bytes";
    let rows = [
        ("Content-Length: 50\r\n\r\n{\"id\"", Then::Close, broke),
        ("Content-Length: 50\r\n\r\n", Then::Close, broke),
        ("Transfer-Encoding: chunked\r\n\r\n", Then::Close, broke),
        ("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"id", Then::Close, broke),
        ("Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", Then::Close, broke),
        ("Transfer-Encoding: chunked\r\n\r\nx\r\n{}\r\n0\r\n\r\n", Then::Close, broke),
        ("Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", Then::Close, broke),
        ("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", Then::Close, broke),
        ("Transfer-Encoding: chunked\r\n\r\n2;", Then::Repeat("extension"), broke),
        ("Transfer-Encoding: chunked\r\n\r\n0\r\n", Then::Repeat("X-Trailer: a\r\n"), broke),
        ("\r\n", Then::Repeat(" "), large),
        ("Transfer-Encoding: chunked\r\n\r\n", Then::Repeat("1\r\n \r\n"), large),
        ("Transfer-Encoding: chunked\r\n\r\nffffffff\r\n", Then::Repeat(" "), large),
        ("Content-Length: 65537\r\n\r\n", Then::Repeat(" "), large),
        ("Content-Length: 9223372036854775807\r\n\r\n", Then::Repeat(" "), large),
    ];
    check(rows.map(|(head, then, kind)| (format!("{JSON}{head}").into_bytes(), then, kind, ""))).await;
}

#[tokio::test]
async fn statuses_and_media_types_that_are_not_documented() {
    let rows: [(&str, &str, &str); 14] = [
        ("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n", "undocumented 201", "201 Created"),
        ("HTTP/1.1 299 Odd\r\n", "undocumented 299", ""),
        ("HTTP/1.1 304 Not Modified\r\n", "undocumented 304", ""),
        ("HTTP/1.1 418 I'm a teapot\r\nContent-Type: text/plain\r\n", "undocumented 418", ""),
        ("HTTP/1.1 500 Own words\r\nContent-Type: text/html\r\n", "undocumented 500", "500 Internal Server Error"),
        ("HTTP/1.1 999 Beyond\r\n", "undocumented 999", ""),
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "undocumented 200", "`text/html`, described is `application/json`"),
        ("HTTP/1.1 200 OK\r\nContent-Type: application\r\n", "undocumented 200", "`application`"),
        ("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n", "undocumented 200", "`application/xml`"),
        ("HTTP/1.1 200 OK\r\nContent-Type: \x07\r\n", "transport: ", ""),
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: br\r\n", "undocumented 200", "`br`"),
        (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip, gzip\r\n",
            "undocumented 200",
            "`gzip, gzip`",
        ),
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-16\r\n", "fine: Ok", ""),
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=klingon\r\n", "fine: Ok", ""),
    ];
    let whole = |head: &str| format!("{head}Content-Length: {}\r\n\r\n{JOB}", JOB.len()).into_bytes();
    check(rows.map(|(head, kind, text)| (whole(head), Then::Close, kind, text))).await;
}

#[tokio::test]
async fn json_that_is_none() {
    let deep = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    let job = |member: &str| format!(r#"{{"id": "1", "title": "t", "status": "done", {member}}}"#);
    let long = "9".repeat(50_000);
    let mut rows = vec![
        (String::new(), "decode 200", ""),
        ("{".to_owned(), "decode 200", ""),
        (format!("{JOB}x"), "decode 200", ""),
        (format!("{JOB}{JOB}"), "decode 200", ""),
        ("null".to_owned(), "decode 200", ""),
        ("[]".to_owned(), "decode 200", ""),
        ("<html>".to_owned(), "decode 200", ""),
        (deep.clone(), "decode 200", ""),
        ("[".repeat(60_000), "decode 200", ""),
        ("{\"a\":".repeat(10_000), "decode 200", ""),
        (job("\"status\": \"done\""), "decode 200", "in the object already"),
        (job("\"oldNumber\": 1e999999999"), "decode 200", "/oldNumber"),
        (job(&format!("\"oldNumber\": {long}")), "decode 200", "/oldNumber"),
        (job(&format!("\"oldNumber\": 1e{long}")), "decode 200", ""),
        (job("\"oldNumber\": \"1\""), "decode 200", "/oldNumber"),
        (job("\"title\": \"\\ud800\""), "decode 200", ""),
        (job(&format!("\"parts\": [{}]", ["{}"; 5_000].join(","))), "decode 200", "/parts/0"),
        (job(&format!("\"parts\": {}", deep)), "decode 200", ""),
    ];
    let mut reprints = JOB.to_owned();
    for _ in 0..300 {
        reprints = format!(r#"{{"id": "1", "title": "t", "status": "done", "reprintOf": {reprints}}}"#);
    }
    rows.push((reprints, "decode 200", ""));
    let whole = |body: &str| format!("{JSON}Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes();
    check(rows.iter().map(|(body, kind, text)| (whole(body), Then::Close, *kind, *text))).await;
    let bytes: [&[u8]; 3] = [b"{\"id\": \"\xff\"}", b"\xff\xfe{\0}\0", b"\x1f\x8b\x08\0"];
    check(bytes.map(|body| ([JSON.as_bytes(), b"\r\n", body].concat(), Then::Close, "decode 200", ""))).await;
}

#[tokio::test]
async fn informational_responses_are_passed_over_and_do_not_hold_a_call() {
    let answer = format!("{JSON}Content-Length: {}\r\n\r\n{JOB}", JOB.len());
    let hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    check([(format!("{hints}{answer}").into_bytes(), Then::Close, "fine: Ok", "")]).await;
    let server = Hostile::listen("", Then::Drip("HTTP/1.1 103 Early Hints\r\n\r\n")).await;
    let call = client(&server.url);
    let outcome = told(ends(call.call(GetLatestJob::new()).timeout(std::time::Duration::from_millis(200))).await);
    assert!(outcome.starts_with("timeout: no response within 200ms") || outcome.starts_with("transport: "), "{outcome}");
    // Nobody asked for another protocol.
    let switched = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
    let switched = row(GetLatestJob::new(), switched, Then::Close, ("undocumented 101", "")).await;
    assert_eq!(switched, None);
}

#[tokio::test]
async fn a_body_where_there_is_none_is_not_read() {
    let no_content = "HTTP/1.1 204 No Content\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n";
    let server = Hostile::listen(no_content, Then::Repeat("x")).await;
    let client = client(&server.url);
    for _ in 0..2 {
        assert_eq!(ends(client.call(GetLatestJob::new())).await.unwrap(), GetLatestJobOk::NoContent);
        let outcome: Result<_, Error<_>> = ends(client.call(GetLatestJob::new()).with_response()).await;
        assert_eq!(outcome.unwrap().status, 204);
    }
    let not_modified = "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n";
    let server = Hostile::listen(not_modified, Then::Repeat("5\r\nhello\r\n")).await;
    let call = super::client(&server.url);
    assert_eq!(ends(call.call(GetJob::new("7"))).await.unwrap(), GetJobOk::NotModified);
}
