//! Texts in charsets.

use super::Theme;

#[rustfmt::skip]
pub const THEMES: &[Theme] = &[
    Theme {
        line: "PUT /papers/a/note", headers: &["Content-Type: text/plain{}"], body: "ok", good: b";charset=\"UTF-8\"; format=flowed",
        rows: &[
            (b"; charset=utf-7", 400, ""),
            (b"; charset=klingon", 400, ""),
            (b"; charset=", 400, ""),
            (b"; charset=utf-32", 400, ""),
            (b"x", 415, ""),
            (b"/x", 415, ""),
        ],
    },
    Theme {
        line: "PUT /papers/a/note", headers: &["Content-Type: text/plain"], body: "{}", good: b"12345678901234567890",
        rows: &[
            (b"123456789012345678901", 400, "maxLength"),
            (b"\xff", 400, ""),
            (b"a\xc3", 400, ""),
            (b"\xc0\x80", 400, ""),
            (b"\xed\xa0\x80", 400, ""),
            (b"\xf5\x80\x80\x80", 400, ""),
        ],
    },
    Theme {
        line: "PUT /papers/a/note", headers: &["Content-Type: text/plain; charset=us-ascii"], body: "{}", good: b"ok",
        rows: &[
            (b"\xe9t\xe9", 400, ""),
            (b"\x80", 400, ""),
        ],
    },
    Theme {
        line: "PUT /papers/a/note", headers: &["Content-Type: text/plain; charset=utf-16"], body: "{}", good: b"\0o\0k",
        rows: &[
            (b"\0o\0", 400, ""),
            (b"\xd8\0\0o", 400, ""),
            (b"\xdc\0", 400, ""),
        ],
    },
];
