//! Messages that are none (RFC 9112). Nothing tells where they end, so the server closes the connection.

use super::super::shop::Shop;
use super::wire::Connection;
use super::works;

/// A whole message, and the statuses that the standard lets a server answer with; none: it may close without an answer.
type Message = (&'static [u8], &'static [u16]);

const BAD: &[u16] = &[400];
/// The other end is gone before its message is whole (section 8).
const CUT: &[u16] = &[];

#[rustfmt::skip]
pub const ROWS: &[Message] = &[
    // The request line (section 3).
    (b"GARBAGE\r\n\r\n", BAD),
    (b"GET /presses\r\n\r\n", BAD),
    (b"GET\r\nHost: shop\r\n\r\n", BAD),
    (b" GET /presses HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET  /presses HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /presses  HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1 \r\nHost: shop\r\n\r\n", BAD),
    (b"GET\t/presses\tHTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /pre sses HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"G(T /presses HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"G\0T /presses HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"G\xc3\x89T /presses HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.10\r\nHost: shop\r\n\r\n", &[400, 505]),
    (b"GET /presses HTTP/1\r\nHost: shop\r\n\r\n", &[400, 505]),
    (b"GET /presses HTTP/0.9\r\nHost: shop\r\n\r\n", &[400, 505]),
    (b"GET /presses HTTP/2.0\r\nHost: shop\r\n\r\n", &[400, 505]),
    (b"GET /presses http/1.1\r\nHost: shop\r\n\r\n", &[400, 505]),
    (b"GET /presses HTTPS/1.1\r\nHost: shop\r\n\r\n", &[400, 505]),
    (b"GET /presses\x01 HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /presses\x7f HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /presses\xff HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /presses\0 HTTP/1.1\r\nHost: shop\r\n\r\n", BAD),
    (b"{\"method\": \"GET\"}\r\n\r\n", BAD),
    (b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", BAD),
    // Fields (section 5).
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nNoColon\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost : shop\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\n: empty\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX Y: 1\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX(Y): 1\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX\0: 1\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX\xc3\xbc: 1\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX: a\0b\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX: a\rb\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX: a\x01b\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX: a\x7fb\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX: a\r\n folded\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nX: a\r\n\tfolded\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\n X: before the first\r\nHost: shop\r\n\r\n", BAD),
    // Host (section 3.2).
    (b"GET /presses HTTP/1.1\r\n\r\n", BAD),
    (b"GET http://shop/presses HTTP/1.1\r\nX: y\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nHost: shop\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\nhost: other\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop, other\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: a b\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: user@shop\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: http://shop\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop/presses\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: shop:port\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: [::1\r\n\r\n", BAD),
    (b"GET /presses HTTP/1.1\r\nHost: sh\xc3\xb6p\r\n\r\n", BAD),
    // Content-Length (section 6.2).
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: x\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length:\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: -2\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: +2\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 0x2\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 2.0\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 2 2\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 2, 3\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: \xc2\xb2\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 99999999999999999999\r\n\r\n{}", &[400, 413]),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\n{}", BAD),
    // Transfer-Encoding (section 6.1).
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: gzip\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n", &[400, 501]),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", &[400, 501]),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", &[400, 501]),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", &[400, 501]),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", &[400, 501]),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: identity\r\n\r\n", &[400, 501]),
    (b"POST /orders HTTP/1.0\r\nHost: shop\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", BAD),
    // Chunks (section 7.1).
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n{}\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n", BAD),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2 2\r\n{}\r\n0\r\n\r\n", BAD),
    // Messages that end too early (section 8).
    (b"GET /presses HTTP/1.1\r\nHost: sh", CUT),
    (b"GET /presses HTTP/1.1\r\nHost: shop\r\n", CUT),
    (b"GET /pre", CUT),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"number\": 1", CUT),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"num", CUT),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", CUT),
    (b"POST /orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/xml\r\nTransfer-Encoding: chunked\r\n\r\n", CUT),
    (b"PUT /papers/a/note HTTP/1.1\r\nHost: shop\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nok", CUT),
];

pub async fn check(shop: &Shop) -> Vec<String> {
    let mut wrong = Vec::new();
    for (message, statuses) in ROWS {
        let mut connection = Connection::open(shop).await;
        let answer = connection.ask_last(message).await;
        let complaint = match answer {
            _ if shop.take_calls() != 0 => Some("the handler was called".to_owned()),
            Some(answer) if statuses.contains(&answer.status) || statuses.is_empty() && answer.status == 400 => None,
            None if statuses.is_empty() => None,
            other => Some(format!("{other:?}")),
        };
        wrong.extend(complaint.map(|complaint| format!("{}: expected {statuses:?}: {complaint}", message.escape_ascii())));
        wrong.extend(works(&mut Connection::open(shop).await, shop).await);
    }
    wrong
}
