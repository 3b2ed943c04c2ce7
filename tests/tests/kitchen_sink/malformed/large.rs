//! Requests that pass a limit: rows that are too long to write down.

use super::Theme;

fn leaked(text: String) -> &'static [u8] {
    Box::leak(text.into_bytes().into_boxed_slice())
}

fn themes_of(rows: Vec<(&'static str, &'static [&'static str], &'static str, &'static [u8], Vec<super::Row>)>) -> Vec<Theme> {
    let theme =
        |(line, headers, body, good, rows): (_, _, _, _, Vec<super::Row>)| Theme { line, headers, body, good, rows: rows.leak() };
    rows.into_iter().map(theme).collect()
}

/// The limits are those of [`options`](super::options), of the runtime and of the HTTP library.
pub fn themes() -> &'static [Theme] {
    let deep = |open: &str, middle: &str, close: &str, depth: usize| {
        leaked(format!("{}{middle}{}", open.repeat(depth), close.repeat(depth)))
    };
    let long = |before: &str, length: usize, after: &str| leaked(format!("{before}{}{after}", "x".repeat(length)));
    let order: &[u8] = br#"{"number": 1, "items": [{"sku": "a"}]}"#;
    let xml: &[u8] = b"<order number='1' xmlns='https://print-shop.example/orders'><items><item sku='a'/></items></order>";
    themes_of(vec![
        (
            "POST /orders",
            &["Content-Type: application/json"],
            "{}",
            order,
            vec![
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
                (leaked(format!("{{{}}}", (0..1_500).map(|i| format!("\"a{i}\":0")).collect::<Vec<_>>().join(","))), 400, ""),
            ],
        ),
        (
            "POST /orders/ledger",
            &["Content-Type: application/xml"],
            "{}",
            xml,
            vec![
                (long("<order>", 20_000, "</order>"), 413, ""),
                (deep("<replaces>", "", "</replaces>", 900), 400, ""),
                (deep("<a>", "", "", 5_000), 400, ""),
                (leaked(format!("<order {}/>", (0..1_500).map(|i| format!("a{i}=''")).collect::<Vec<_>>().join(" "))), 400, ""),
                (leaked(format!("<order>{}</order>", "&nope;".repeat(3_000))), 400, ""),
            ],
        ),
        (
            "POST /orders/forms",
            &["Content-Type: application/x-www-form-urlencoded"],
            "{}",
            b"name=Ada",
            vec![
                (long("name=", 20_000, ""), 413, ""),
                (leaked(format!("name=a&lines{}=1", "[0]".repeat(2_000))), 422, ""),
            ],
        ),
        (
            "PUT /orders/forms",
            &["Content-Type: multipart/form-data; boundary=b"],
            "{}",
            b"--b\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b\r\nContent-Disposition: form-data; name=cover\r\nContent-Type: image/png\r\n\r\nx\r\n--b--",
            vec![
                (long("--b\r\nContent-Disposition: form-data; name=number\r\n\r\n", 20_000, "\r\n--b--"), 413, ""),
                (long("--b\r\nX: ", 18_000, "\r\nContent-Disposition: form-data; name=number\r\n\r\n7\r\n--b--"), 422, ""),
                (leaked(format!("--b\r\n{}Content-Disposition: form-data; name=number\r\n\r\n7\r\n--b--", "X: a\r\n".repeat(1_000))), 422, ""),
                (leaked(format!("{}--b--", "--b\r\nContent-Disposition: form-data; name=pages\r\n\r\n\r\n".repeat(350))), 422, ""),
            ],
        ),
        (
            "PUT /jobs/7/plate",
            &["Content-Type: image/png", "Authorization: Bearer person"],
            "{}",
            b"png",
            vec![(long("", 30_001, ""), 413, "")],
        ),
        (
            "GET {}",
            &["Authorization: Bearer person"],
            "",
            b"/jobs/7",
            vec![
                (long("/jobs/", 66_000, ""), 414, ""),
                (long("/jobs?q=", 66_000, ""), 414, ""),
                (leaked(format!("/jobs?{}", "filter[copies]=x&".repeat(1_000))), 400, ""),
                (leaked(format!("/jobs?pages={}", "x%20".repeat(5_000))), 400, ""),
                (leaked(format!("/{}", "a/".repeat(10_000))), 404, ""),
            ],
        ),
        (
            "GET /presses",
            &["X-A: a{}"],
            "",
            b"",
            vec![(long("", 500_000, ""), 431, ""), (leaked("\r\nX-B: b".repeat(200)), 431, "")],
        ),
    ])
    .leak()
}
