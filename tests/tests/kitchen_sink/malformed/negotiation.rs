//! Media types, content codings and `Accept` (RFC 9110, sections 8 and 12).

use super::Theme;

const BEARER: &str = "Authorization: Bearer person";

#[rustfmt::skip]
pub const THEMES: &[Theme] = &[
    Theme {
        line: "PATCH /jobs/1", headers: &[BEARER, "{}"], body: r#"{"note": null}"#, good: b"Content-Type: application/merge-patch+json",
        rows: &[
            (b"X-Nothing: 1", 415, ""),
            (b"Content-Type:", 415, ""),
            (b"Content-Type: application", 415, ""),
            (b"Content-Type: application/", 415, ""),
            (b"Content-Type: /json", 415, ""),
            (b"Content-Type: json", 415, ""),
            (b"Content-Type: */*", 415, ""),
            (b"Content-Type: application/*", 415, ""),
            (b"Content-Type: application/json", 415, ""),
            (b"Content-Type: application/merge-patch", 415, ""),
            (b"Content-Type: application/merge-patch+xml", 415, ""),
            (b"Content-Type: application/merge-patch+jsonx", 415, ""),
            (b"Content-Type: application/merge patch+json", 415, ""),
            (b"Content-Type: application/merge-patch+json/x", 415, ""),
            (b"Content-Type: application / merge-patch+json", 415, ""),
            (b"Content-Type: application/merge-patch+json, application/json", 415, ""),
            (b"Content-Type: \"application/merge-patch+json\"", 415, ""),
            (b"Content-Type: text/plain", 415, ""),
            (b"Content-Type: application/x-www-form-urlencoded", 415, ""),
            (b"Content-Type: multipart/form-data; boundary=b", 415, ""),
            (b"Content-Type: \xff", 415, ""),
            (b"Content-Type: application/merge-patch+json\r\nContent-Type: application/merge-patch+json", 400, ""),
            (b"Content-Type: application/merge-patch+json\r\nContent-Type: text/plain", 400, ""),
        ],
    },
    Theme {
        line: "PATCH /jobs/1", headers: &[BEARER, "Content-Type: application/merge-patch+json", "Content-Encoding: {}"], body: r#"{"note": null}"#, good: b"identity",
        rows: &[
            (b"gzip", 415, ""),
            (b"x-gzip", 415, ""),
            (b"br", 415, ""),
            (b"zstd", 415, ""),
            (b"deflate", 415, ""),
            (b"unknown", 415, ""),
            (b"identity, gzip", 415, ""),
            (b"gzip, identity", 415, ""),
            (b"identity\r\nContent-Encoding: gzip", 415, ""),
            (b"\xff", 415, ""),
        ],
    },
    Theme {
        line: "GET /jobs/latest", headers: &[BEARER, "Accept: {}"], body: "", good: b"text/html, application/*;q=0.1",
        rows: &[
            (b"text/html", 406, ""),
            (b"text/*", 406, ""),
            (b"image/png, image/*;q=0.5", 406, ""),
            (b"application/xml", 406, ""),
            (b"application/jsonx", 406, ""),
            (b"application/json;q=0", 406, ""),
            (b"application/json;q=0.000", 406, ""),
            (b"application/*;q=0", 406, ""),
            (b"*/*;q=0", 406, ""),
            (b"application/json;q=0, */*", 406, ""),
            (b"application/json; Q=0, application/*", 406, ""),
            (b"text/html\r\nAccept: text/plain", 406, ""),
        ],
    },
    Theme {
        line: "POST /orders", headers: &["Content-Type: application/json", "Accept: {}"], body: r#"{"number": 1, "items": [{"sku": "a"}]}"#, good: b"application/xml",
        rows: &[
            (b"text/csv", 406, ""),
            (b"text/xml", 406, ""),
            (b"application/json;q=0, application/xml;q=0", 406, ""),
        ],
    },
    Theme {
        line: "GET /presses/1/events", headers: &[BEARER, "Accept: {}"], body: "", good: b"text/event-stream",
        rows: &[
            (b"application/json", 406, ""),
            (b"text/plain", 406, ""),
            (b"text/event-stream;q=0", 406, ""),
        ],
    },
    Theme {
        line: "PUT /jobs/7/plate", headers: &[BEARER, "{}"], body: "png", good: b"Content-Type: image/png",
        rows: &[
            (b"Content-Type: image/jpeg", 415, ""),
            (b"Content-Type: image/*", 415, ""),
            (b"Content-Type: text/plain", 415, ""),
            (b"Content-Type: image", 415, ""),
        ],
    },
    Theme {
        line: "POST /papers/stocktaking", headers: &["Authorization: Basic YWRhOnNlY3JldA==", "Content-Type: {}"], body: "{\"sku\": \"AB-123\", \"price\": 1}\n", good: b"application/x-ndjson",
        rows: &[
            (b"application/json", 415, ""),
            (b"application/json-seq", 415, ""),
            (b"application/x-ndjson, application/json", 415, ""),
        ],
    },
    Theme {
        line: "POST /presses/1/log", headers: &["Content-Type: {}"], body: "\u{1e}1\n", good: b"application/json-seq",
        rows: &[
            (b"application/json", 415, ""),
            (b"application/x-ndjson", 415, ""),
        ],
    },
];
