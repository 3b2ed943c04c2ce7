//! Malformed requests as tables: none reaches a handler, each has the status that the standards ask for, and the next request of
//! the same connection, or of the next where that was closed, is answered.

mod bodies;
mod credentials;
mod documents;
mod fields;
mod forms;
mod framing;
mod large;
mod lines;
mod negotiation;
mod parts;
mod paths;
mod queries;
mod texts;
mod trees;
mod wire;

use std::collections::BTreeSet;

use letterpress_runtime::server::ServerOptions;
use letterpress_tests::kitchen_sink::operations::ListPresses;

use super::shop::Shop;
use wire::Connection;

/// What stands in the place of `{}`, the status, and the mistakes that the answer names, with `; ` between them: place and keyword as
/// in `query limit minimum` and `/title minLength`. They are not compared where none are given.
pub type Row = (&'static [u8], u16, &'static str);

/// Rows that differ from a good request in one place.
pub struct Theme {
    /// Method and target.
    pub line: &'static str,
    pub headers: &'static [&'static str],
    pub body: &'static str,
    /// What makes the request a good one.
    pub good: &'static [u8],
    pub rows: &'static [Row],
}

/// Limits that a table can pass.
fn options() -> ServerOptions {
    ServerOptions::default().body_limit(20_000).stream_limit(30_000).require_host()
}

impl Theme {
    /// The request with a fragment in its place; the length of the body is added.
    fn request(&self, fragment: &[u8]) -> Vec<u8> {
        let body = filled(self.body, fragment);
        let mut request = [filled(self.line, fragment).as_slice(), b" HTTP/1.1\r\nHost: shop\r\n"].concat();
        for header in self.headers {
            request.extend([filled(header, fragment).as_slice(), b"\r\n"].concat());
        }
        if !self.body.is_empty() {
            request.extend(format!("Content-Length: {}\r\n", body.len()).bytes());
        }
        request.extend(b"\r\n");
        request.extend(body);
        request
    }

    /// Sends every row, and tells what went otherwise.
    async fn check(&self, shop: &Shop) -> Vec<String> {
        let mut wrong = Vec::new();
        let good = Connection::open(shop).await.ask(&self.request(self.good)).await;
        if shop.take_calls() != 1 {
            wrong.push(format!("{}: the good request is refused: {good:?}", self.line));
        }
        let mut connection = Connection::open(shop).await;
        for (fragment, status, places) in self.rows {
            if connection.closed {
                connection = Connection::open(shop).await;
            }
            let answer = connection.ask(&self.request(fragment)).await;
            let complaint = match answer {
                _ if shop.take_calls() != 0 => Some("the handler was called".to_owned()),
                Some(answer) if answer.status != *status => Some(format!("{} {}", answer.status, answer.body)),
                Some(answer) if !places.is_empty() && answer.places() != *places => Some(answer.body),
                Some(_) => None,
                None => Some("no answer".to_owned()),
            };
            let row = || format!("{} with `{}`, expected {status} {places}", self.line, fragment.escape_ascii());
            wrong.extend(complaint.map(|complaint| format!("{}: {complaint}", row())));
            if let Some(complaint) = works(&mut connection, shop).await {
                wrong.push(format!("after {}: {complaint}", row()));
            }
        }
        wrong
    }
}

fn filled(text: &str, fragment: &[u8]) -> Vec<u8> {
    match text.split_once("{}") {
        Some((before, after)) => [before.as_bytes(), fragment, after.as_bytes()].concat(),
        None => text.as_bytes().to_vec(),
    }
}

/// What goes wrong with a good request on this connection, or on a new one if the server has closed it.
async fn works(connection: &mut Connection, shop: &Shop) -> Option<String> {
    shop.answer::<ListPresses>(Ok(Vec::new()));
    let request = b"GET /presses HTTP/1.1\r\nHost: shop\r\n\r\n";
    if connection.closed {
        *connection = Connection::open(shop).await;
    }
    let answer = connection.ask(request).await;
    let right =
        shop.take_calls() == 1 && answer.as_ref().is_some_and(|answer| (answer.status, answer.body.as_str()) == (200, "[]"));
    (!right).then(|| format!("the next request gives {answer:?}"))
}

const THEMES: &[&[Theme]] = &[
    bodies::THEMES,
    credentials::THEMES,
    documents::THEMES,
    fields::THEMES,
    forms::THEMES,
    negotiation::THEMES,
    parts::THEMES,
    paths::THEMES,
    queries::THEMES,
    texts::THEMES,
    trees::THEMES,
];

#[tokio::test]
async fn no_handler_sees_a_malformed_request() {
    let shop = Shop::open_with(options()).await;
    let mut wrong = Vec::new();
    for theme in THEMES.iter().copied().flatten().chain(large::themes()) {
        wrong.extend(theme.check(&shop).await);
    }
    wrong.extend(framing::check(&shop).await);
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_tables_are_long_and_no_row_stands_twice() {
    let themes = || THEMES.iter().copied().flatten().chain(large::themes());
    let requests = themes().flat_map(|theme| theme.rows.iter().map(|(fragment, ..)| theme.request(fragment)));
    let all: Vec<Vec<u8>> = requests.chain(framing::ROWS.iter().map(|(request, _)| request.to_vec())).collect();
    let mut seen = BTreeSet::new();
    for request in &all {
        assert!(seen.insert(request), "twice: {}", request.escape_ascii());
    }
    assert!(all.len() >= 300, "{}", all.len());
}
