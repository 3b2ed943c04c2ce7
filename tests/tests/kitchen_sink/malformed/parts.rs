//! Multipart bodies (RFC 2046, RFC 7578).

use super::Theme;

const COVER: &str = "--b\r\nContent-Disposition: form-data; name=cover\r\nContent-Type: image/png\r\n\r\nx\r\n{}";

#[rustfmt::skip]
pub const THEMES: &[Theme] = &[
    Theme {
        line: "PUT /orders/forms", headers: &["Content-Type: multipart/form-data; boundary=b"], body: COVER,
        good: b"--b\r\nContent-Disposition: form-data; name=\"number\"\r\n\r\n7\r\n--b--\r\nepilogue",
        rows: &[
            (b"", 422, ""),
            (b"--b", 422, ""),
            (b"--b-", 422, ""),
            (b"--c--", 422, ""),
            (b"--b--", 422, "required"),
            (b"--b\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--c--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number", 422, ""),
            (b"--b x\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition form-data; name=number\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition : form-data; name=number\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\n: form-data; name=number\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: attachment; name=number\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=\"number\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number; name=cover\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\nContent-Disposition: form-data; name=cover\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\nX: a\0b\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\nContent-Transfer-Encoding: base64\r\n\r\nNw==\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n\r\n--b--", 422, "/number type"),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\nseven\r\n--b--", 422, "/number type"),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7 \r\n--b--", 422, "/number type"),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n0\r\n--b--", 422, "/number minimum"),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n\xff\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\nContent-Type: text/plain; charset=klingon\r\n\r\n7\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=number\r\n\r\n8\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=cover\r\nContent-Type: image/png\r\n\r\ny\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=address\r\nContent-Type: application/json\r\n\r\n{\r\n--b--", 422, ""),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=address\r\nContent-Type: application/json\r\n\r\n[]\r\n--b--", 422, "/address type"),
            (b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=address\r\nContent-Type: application/json\r\n\r\n{\"city\": 1}\r\n--b--", 422, "/address/city type"),
        ],
    },
    Theme {
        line: "PUT /orders/forms", headers: &["Content-Type: multipart/form-data; boundary=b"], body: "--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\n{}\r\n--b--",
        good: b"Content-Disposition: form-data; name=cover; filename*=UTF-8''%C3%BC.png\r\nContent-Type: image/jpeg\r\n\r\nx",
        rows: &[
            (b"Content-Disposition: form-data; name=cover\r\nContent-Type: text/plain\r\n\r\nx", 422, ""),
            (b"Content-Disposition: form-data; name=cover\r\nContent-Type: image/*\r\n\r\nx", 422, ""),
            (b"Content-Disposition: form-data; name=cover\r\nContent-Type: image/png\r\nContent-Type: image/png\r\n\r\nx", 422, ""),
            (b"Content-Disposition: form-data; name=cover\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\neA==", 422, ""),
            (b"Content-Disposition: form-data; name=cover; name=cover\r\nContent-Type: image/png\r\n\r\nx", 422, ""),
            (b"Content-Disposition: form-data; name=\"cover\"x\r\nContent-Type: image/png\r\n\r\nx", 422, ""),
            (b"Content-Disposition: inline; name=cover\r\nContent-Type: image/png\r\n\r\nx", 422, ""),
            (b"Content-Disposition: form-data; name=Cover\r\n\r\nx", 422, "required"),
            (b"Content-Disposition: form-data; name=\"\"\r\n\r\nx", 422, ""),
        ],
    },
    Theme {
        line: "PUT /orders/forms", headers: &["Content-Type: multipart/form-data{}"], good: b"; boundary=\"b\"",
        body: "--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=cover\r\nContent-Type: image/png\r\n\r\nx\r\n--b--",
        rows: &[
            (b"", 422, ""),
            (b"; boundary", 422, ""),
            (b"; boundary=", 422, ""),
            (b"; boundary=\"\"", 422, ""),
            (b"; boundary=c", 422, ""),
            (b"; boundary=B", 422, ""),
            (b"; Boundary=\"b", 422, ""),
            (b"; boundary=b@", 422, ""),
            (b"; boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", 422, ""),
            (b"x; boundary=b", 415, ""),
        ],
    },
];
