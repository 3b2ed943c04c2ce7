//! Requests that pass a limit: rows that are too long to write down. The limits are those of [`options`](super::options), of the
//! runtime and of the HTTP library.

use super::{Row, Theme};

/// The rows of all themes here.
pub fn themes() -> &'static [Theme] {
    vec![json(), xml(), form(), parts(), bytes(), targets(), fields()].leak()
}

fn leaked(text: String) -> &'static [u8] {
    text.leak().as_bytes()
}

fn long(before: &str, length: usize, after: &str) -> &'static [u8] {
    leaked(format!("{before}{}{after}", "x".repeat(length)))
}

fn deep(open: &str, middle: &str, close: &str, depth: usize) -> &'static [u8] {
    leaked(format!("{}{middle}{}", open.repeat(depth), close.repeat(depth)))
}

/// Many different texts, with something between them.
fn many(count: usize, between: &str, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect::<Vec<_>>().join(between)
}

fn rows(rows: Vec<Row>) -> &'static [Row] {
    rows.leak()
}

fn json() -> Theme {
    Theme {
        line: "POST /orders",
        headers: &["Content-Type: application/json"],
        body: "{}",
        good: br#"{"number": 1, "items": [{"sku": "a"}]}"#,
        rows: rows(vec![
            (long("{\"number\": 1, \"note\": \"", 20_000, "\"}"), 413, ""),
            (long("", 40_000, ""), 413, ""),
            (deep("[", "", "]", 200), 400, ""),
            (deep("[", "", "", 9_000), 400, ""),
            (deep("{\"a\":", "1", "}", 200), 400, ""),
            (deep("{\"replaces\":", "null", "}", 1_000), 400, ""),
            (leaked(format!("{{\"number\": {}}}", "9".repeat(15_000))), 400, ""),
            (leaked(format!("{{\"number\": 1e{}}}", "9".repeat(15_000))), 400, ""),
            (leaked(format!("{{\"number\": 0.{}1}}", "0".repeat(15_000))), 400, ""),
            (leaked(format!("{{\"tags\": [{}1]}}", "1,".repeat(5_000))), 400, ""),
            (leaked(format!("{{{}}}", many(1_500, ",", |i| format!("\"a{i}\":0")))), 400, ""),
        ]),
    }
}

fn xml() -> Theme {
    Theme {
        line: "POST /orders/ledger",
        headers: &["Content-Type: application/xml"],
        body: "{}",
        good: b"<order number='1' xmlns='https://print-shop.example/orders'><items><item sku='a'/></items></order>",
        rows: rows(vec![
            (long("<order>", 20_000, "</order>"), 413, ""),
            (deep("<replaces>", "", "</replaces>", 900), 400, ""),
            (deep("<a>", "", "", 5_000), 400, ""),
            (leaked(format!("<order {}/>", many(1_500, " ", |i| format!("a{i}=''")))), 400, ""),
            (leaked(format!("<order>{}</order>", "&nope;".repeat(3_000))), 400, ""),
        ]),
    }
}

fn form() -> Theme {
    Theme {
        line: "POST /orders/forms",
        headers: &["Content-Type: application/x-www-form-urlencoded"],
        body: "{}",
        good: b"name=Ada",
        rows: rows(vec![
            (long("name=", 20_000, ""), 413, ""),
            (leaked(format!("name=a&lines{}=1", "[0]".repeat(2_000))), 422, ""),
        ]),
    }
}

fn parts() -> Theme {
    let number = "Content-Disposition: form-data; name=number\r\n\r\n7\r\n--b--";
    Theme {
        line: "PUT /orders/forms",
        headers: &["Content-Type: multipart/form-data; boundary=b"],
        body: "{}",
        good: b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n\
            --b\r\nContent-Disposition: form-data; name=cover\r\nContent-Type: image/png\r\n\r\nx\r\n--b--",
        rows: rows(vec![
            (long("--b\r\nContent-Disposition: form-data; name=number\r\n\r\n", 20_000, "\r\n--b--"), 413, ""),
            (long("--b\r\nX: ", 18_000, &format!("\r\n{number}")), 422, ""),
            (leaked(format!("--b\r\n{}{number}", "X: a\r\n".repeat(1_000))), 422, ""),
            (leaked(format!("{}--b--", "--b\r\nContent-Disposition: form-data; name=pages\r\n\r\n\r\n".repeat(350))), 422, ""),
        ]),
    }
}

fn bytes() -> Theme {
    Theme {
        line: "PUT /jobs/7/plate",
        headers: &["Content-Type: image/png", "Authorization: Bearer person"],
        body: "{}",
        good: b"png",
        rows: rows(vec![(long("", 30_001, ""), 413, "")]),
    }
}

fn targets() -> Theme {
    Theme {
        line: "GET {}",
        headers: &["Authorization: Bearer person"],
        body: "",
        good: b"/jobs/7",
        rows: rows(vec![
            (long("/jobs/", 66_000, ""), 414, ""),
            (long("/jobs?q=", 66_000, ""), 414, ""),
            (leaked(format!("/jobs?{}", "filter[copies]=x&".repeat(1_000))), 400, ""),
            (leaked(format!("/jobs?pages={}", "x%20".repeat(5_000))), 400, ""),
            (leaked(format!("/{}", "a/".repeat(10_000))), 404, ""),
        ]),
    }
}

fn fields() -> Theme {
    Theme {
        line: "GET /presses",
        headers: &["X-A: a{}"],
        body: "",
        good: b"",
        rows: rows(vec![(long("", 500_000, ""), 431, ""), (leaked("\r\nX-B: b".repeat(200)), 431, "")]),
    }
}
