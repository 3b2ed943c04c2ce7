//! Parameters in headers and cookies.

use super::Theme;

const BEARER: &str = "Authorization: Bearer person";
const SHOP: &str = "X-Shop-Key: shop";
const JSON: &str = "Content-Type: application/json";
const JOB: &str = r#"{"title": "Cards", "copies": 1, "paper": null, "dueOn": "2026-02-28"}"#;

#[rustfmt::skip]
pub const THEMES: &[Theme] = &[
    Theme {
        line: "POST /jobs", headers: &[JSON, BEARER, SHOP, "{}"], body: JOB, good: b"Idempotency-Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1",
        rows: &[
            (b"X-Nothing: 1", 422, "header Idempotency-Key required"),
            (b"IdempotencyKey: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1", 422, "header Idempotency-Key required"),
            (b"Idempotency_Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1", 422, "header Idempotency-Key required"),
            (b"Idempotency-Key: 1", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key:", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key: {6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1}", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key: urn:uuid:6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key: \"6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1\"", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key: 6f1c1f6e9c0b4e6c8a570d3ed5a0f5a1", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5ag", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1, 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1", 422, "header Idempotency-Key format"),
            (b"Idempotency-Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1\r\nIdempotency-Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1", 422, ""),
            (b"Idempotency-Key: \xff", 422, ""),
            (b"Idempotency-Key: \xc3\xbc", 422, ""),
        ],
    },
    Theme {
        line: "POST /jobs", headers: &[JSON, BEARER, SHOP, "Idempotency-Key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1", "X-Trace: {}"], body: JOB, good: b"a1, b2",
        rows: &[
            (b"a,B", 422, "header X-Trace/1 pattern"),
            (b"A,b,C", 422, "header X-Trace/0 pattern; header X-Trace/2 pattern"),
            (b"a b", 422, "header X-Trace/0 pattern"),
            (b"a;b", 422, "header X-Trace/0 pattern"),
            (b"%61", 422, "header X-Trace/0 pattern"),
            (b"a\r\nX-Trace: B", 422, "header X-Trace/1 pattern"),
            (b"a, \xc3\xbc", 422, ""),
            (b"a, \xff", 422, ""),
        ],
    },
    Theme {
        line: "PUT /jobs/7/plate", headers: &[BEARER, "Content-Type: image/png", "X-Marks: {}"], body: "png", good: b"[1, 2]",
        rows: &[
            (b"", 400, ""),
            (b"[1", 400, ""),
            (b"[1,]", 400, ""),
            (b"1, 2", 400, ""),
            (b"[1] [2]", 400, ""),
            (b"1", 400, "header X-Marks type"),
            (b"null", 400, "header X-Marks type"),
            (b"{\"a\": 1}", 400, "header X-Marks type"),
            (b"[1, 2, 3]", 400, "header X-Marks maxItems"),
            (b"[\"1\"]", 400, "header X-Marks/0 type"),
            (b"[1, 2.5]", 400, "header X-Marks/1 type"),
            (b"[9223372036854775808]", 400, "header X-Marks/0 limit"),
            (b"[1]\r\nX-Marks: [2]", 400, ""),
        ],
    },
    Theme {
        line: "GET /jobs/7", headers: &[BEARER, "Cookie: {}"], body: "", good: b"other=\"; locale=de; Locale=x",
        rows: &[
            (b"locale=x", 400, "cookie locale minLength"),
            (b"locale=", 400, "cookie locale minLength"),
            (b"locale=de-CHX", 400, "cookie locale maxLength"),
            (b"locale=%C3%BC", 400, "cookie locale minLength"),
            (b"locale=%ff%ff", 400, "cookie locale encoding"),
            (b"a=1; locale=x; b=2", 400, "cookie locale minLength"),
            (b"a=1\r\nCookie: locale=x", 400, "cookie locale minLength"),
            (b"locale=de; locale=en", 400, "cookie locale type"),
            (b"locale=de\r\nCookie: locale=en", 400, "cookie locale type"),
        ],
    },
    Theme {
        line: "POST /", headers: &["{}"], body: "", good: b"X-Shop-Target: Shop.Open",
        rows: &[
            (b"X-Nothing: 1", 404, ""),
            (b"X-Shop-Target:", 404, ""),
            (b"X-Shop-Target: Shop.Burn", 404, ""),
            (b"X-Shop-Target: shop.open", 404, ""),
            (b"X-Shop-Target: Shop.Open, Shop.Close", 404, ""),
            (b"X-Shop-Target: \"Shop.Open\"", 404, ""),
            (b"X-Shop-Target: Shop.Open\r\nX-Shop-Target: Shop.Close", 400, "header X-Shop-Target type"),
            (b"X-Shop-Target: \xff", 404, ""),
        ],
    },
];
