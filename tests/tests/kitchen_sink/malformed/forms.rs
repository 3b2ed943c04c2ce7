//! Forms (`application/x-www-form-urlencoded`).

use super::Theme;

#[rustfmt::skip]
pub const THEMES: &[Theme] = &[
    Theme {
        line: "POST /orders/forms", headers: &["Content-Type: application/x-www-form-urlencoded"], body: "{}", good: b"name=Ada+B%26&copies=3&inks=red&inks=a%2Cb&lines[0][sku]=a",
        rows: &[
            (b"", 422, "required"),
            (b"&", 422, "required"),
            (b"=Ada", 422, "required"),
            (b"Name=Ada", 422, "required"),
            (b"name", 422, "/name minLength"),
            (b"name=", 422, "/name minLength"),
            (b"name=a&name=b", 422, "/name type"),
            (b"name=%ff", 422, ""),
            (b"name=%c3%28", 422, ""),
            (b"name=\xff", 422, ""),
            (b"name=%ed%a0%80", 422, ""),
            (b"name=a&copies=0", 422, "/copies minimum"),
            (b"name=a&copies=", 422, "/copies type"),
            (b"name=a&copies=x", 422, "/copies type"),
            (b"name=a&copies=1.5", 422, "/copies type"),
            (b"name=a&copies=+1", 422, "/copies type"),
            (b"name=a&copies=1&copies=2", 422, "/copies type"),
            (b"name=a&copies=%ff", 422, ""),
            (b"name=a&inks=%ff", 422, ""),
            (b"name=a&lines[0][count]=1", 422, "/lines/0 required"),
            (b"name=a&lines[0][sku]=a&lines[0][count]=y", 422, "/lines/0/count type"),
            (b"name=a&lines[0][sku]=a&lines[0][sku]=b", 422, ""),
            (b"name=a&lines[0]=a", 422, "/lines/0 type"),
            (b"name=a&lines=a", 422, "/lines/0 type"),
            (b"name=a&lines[x][sku]=a", 422, ""),
            (b"name=a&lines[-1][sku]=a", 422, ""),
            (b"name=a&lines[99999999999999999999][sku]=a", 422, ""),
            (b"copies=x&lines[0][count]=y", 422, "/copies type; /lines/0/count type; required"),
            (b"copies=x&lines[0][sku]=a", 422, "/copies type; required"),
            (b"name=%ff&copies=0", 422, "/name encoding; /copies minimum"),
            (b"{\"name\": \"Ada\"}", 422, "required"),
        ],
    },
    Theme {
        line: "POST /orders/forms", headers: &["Content-Type: {}"], body: "name=Ada", good: b"application/x-www-form-urlencoded; charset=utf-8",
        rows: &[
            (b"application/json", 415, ""),
            (b"text/plain", 415, ""),
            (b"multipart/form-data; boundary=b", 415, ""),
            (b"application/x-www-form-urlencode", 415, ""),
        ],
    },
];
