//! Every style of parameter, in both directions, with values that are awkward to write.

use letterpress_runtime::client::Error;
use letterpress_tests::kitchen_sink::operations::*;

use super::goods::{job, key, new_job, new_job_with_defaults};
use super::shop::Shop;
use super::wire::{Raw, canned, send};

const ODD: &[&str] = &[
    " ",
    "a b",
    "a,b",
    ",",
    "a|b",
    "ü",
    "日本",
    "\u{1f600}",
    "%2F",
    "%",
    "a/b",
    "a&b=c",
    "a?b#c",
    "+",
    "a+b",
    "[x]",
    "\"",
    "'",
    ";",
    "a;b",
    "\\",
    "...",
    "~",
    "{x}",
    "null",
    "true",
    "01",
];

fn empty_list() -> ListJobsOk {
    ListJobsOk { x_total_count: 0, x_labels: None, link: None, body: Vec::new() }
}

fn defaults() -> ListJobs {
    ListJobs { limit: Some(20), order: Some(ListJobsOrder::Newest), archived: Some(false), ..ListJobs::new() }
}

#[tokio::test]
async fn odd_texts_in_a_query() {
    let shop = Shop::open().await;
    for odd in ODD.iter().copied().chain(["", "."]) {
        // `allowReserved` leaves escapes alone that are there already.
        let q = || Some(odd.replace("%2F", "%"));
        let text = || odd.to_owned();
        // An item cannot hold the sign that its style puts between items.
        let some = || Some(vec![text().replace('|', "/"), "x".to_owned(), text().replace('|', "/")]);
        let papers = || Some(vec![format!("{odd}."), text() + "x"]);
        let filter = || Some(ListJobsFilter { customer: Some(text()), rush: Some(true), copies: None });
        let request = ListJobs { q: q(), labels: some(), paper: papers(), filter: filter(), ..ListJobs::new() };
        let seen = ListJobs { q: q(), labels: some(), paper: papers(), filter: filter(), ..defaults() };
        shop.exchange_seen(request, seen, Ok(empty_list())).await;
    }
}

#[tokio::test]
async fn odd_texts_in_a_path_and_in_a_cookie() {
    let shop = Shop::open().await;
    for odd in ODD.iter().copied().filter(|odd| !odd.contains(['.', ':'])) {
        let request = GetJob { locale: Some(format!("{odd}xx").chars().take(5).collect()), ..GetJob::new(odd) };
        shop.exchange(request, Err(GetJobError::NotFound)).await;
        let mix = [("a".to_owned(), odd.to_owned()), (odd.to_owned(), "x".to_owned())].into();
        shop.exchange(FindInk::new(odd, vec![-1, 0], mix), Ok(vec![odd.to_owned()])).await;
        shop.exchange(GetStock::new(vec![odd.to_owned(), "x".to_owned()]), Ok([(odd.to_owned(), 1)].into())).await;
    }
}

#[tokio::test]
async fn a_delimiter_inside_of_an_item_is_not_sent() {
    let shop = Shop::open().await;
    let request = ListJobs { labels: Some(vec!["a|b".to_owned()]), ..ListJobs::new() };
    assert!(matches!(shop.client.call(request).await, Err(Error::Invalid(_))));
    assert_eq!(shop.take_calls(), 0);
}

#[tokio::test]
async fn texts_in_a_header() {
    let shop = Shop::open().await;
    for text in ["\"a, b\"", "a,b", "W/\"1\"", "%2F", "a=b; c"] {
        shop.exchange_seen(
            GetJob { if_none_match: Some(text.to_owned()), ..GetJob::new("1") },
            GetJob { if_none_match: Some(text.to_owned()), locale: Some("en".to_owned()), ..GetJob::new("1") },
            Err(GetJobError::NotFound),
        )
        .await;
    }
    for hostile in ["a\r\nX-Evil: 1", "a\0b"] {
        let request = GetJob { if_none_match: Some(hostile.to_owned()), ..GetJob::new("1") };
        assert!(matches!(shop.client.call(request).await, Err(Error::Invalid(_))), "{hostile:?}");
    }
    assert_eq!(shop.take_calls(), 0);
}

#[tokio::test]
async fn segments_that_url_parsers_drop_are_not_sent() {
    let shop = Shop::open().await;
    for segment in ["", ".", ".."] {
        let outcome = shop.client.call(GetStock::new(vec![segment.to_owned()])).await;
        assert!(segment == "." || matches!(outcome, Err(Error::Invalid(_))), "{segment:?}: {outcome:?}");
        assert!(matches!(shop.client.call(GetJob::new(segment)).await, Err(Error::Invalid(_))), "{segment:?}");
    }
}

#[tokio::test]
async fn what_the_client_writes() {
    let (address, sent) = canned("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").await;
    let client = super::shop::with_credentials(letterpress_runtime::client::Client::new(&format!("{address}/base/")).unwrap());
    let request = ListJobs {
        status: Some(vec!["In Press".parse().unwrap(), "done".parse().unwrap()]),
        paper: Some(vec!["a".to_owned(), "b,c".to_owned()]),
        labels: Some(vec!["x".to_owned(), "y z".to_owned()]),
        pages: Some(vec![1, 2]),
        filter: Some(ListJobsFilter { customer: Some("A&B".to_owned()), rush: Some(false), copies: Some(3) }),
        size: Some(ListJobsSize { width: Some(1.5), height: Some(2.0) }),
        q: Some("a/b?c&d#é".to_owned()),
        created_after: Some("2026-01-01T00:00:00+01:00".parse().unwrap()),
        ..ListJobs::new()
    };
    let outcome = client.call(request).await;
    assert!(matches!(&outcome, Err(Error::Undocumented { response, .. }) if response.status == 204), "{outcome:?}");
    let (head, body) = sent.await.unwrap();
    let line = head.lines().next().unwrap();
    let expected = [
        "status=In%20Press",
        "status=done",
        "paper=a,b%2Cc",
        "labels=x|y%20z",
        "pages=1%202",
        "filter[customer]=A%26B",
        "filter[rush]=false",
        "filter[copies]=3",
        "width=1.5",
        "height=2",
        "q=a/b?c%26d%23%C3%A9",
        "created-after=2026-01-01T00%3A00%3A00%2B01%3A00",
    ];
    assert_eq!(
        line.replace("%5B", "[").replace("%5D", "]").replace("%7C", "|"),
        format!("GET /base/jobs?{} HTTP/1.1", expected.join("&"))
    );
    assert!(head.to_lowercase().contains("accept: application/json, application/problem+json"), "{head}");
    assert!(body.is_empty() && !head.to_lowercase().contains("content-type"), "{head}");
}

async fn list(shop: &Shop, query: &str) -> Raw {
    send(&shop.address, &format!("GET /jobs?{query}"), &["Authorization: Bearer person"], "").await
}

#[tokio::test]
async fn what_the_server_reads() {
    let shop = Shop::open().await;
    let texts = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
    let rows = [
        ("", defaults()),
        ("unknown=1&unknown=2&flag", defaults()),
        (
            "status=received&status=2nd-proof",
            ListJobs { status: Some(vec!["received".parse().unwrap(), "2nd-proof".parse().unwrap()]), ..defaults() },
        ),
        ("paper=a,b%2Cc", ListJobs { paper: texts(&["a", "b,c"]), ..defaults() }),
        ("labels=a|b%20c", ListJobs { labels: texts(&["a", "b c"]), ..defaults() }),
        ("pages=1%202%20-3", ListJobs { pages: Some(vec![1, 2, -3]), ..defaults() }),
        (
            "filter[customer]=x&filter%5Brush%5D=true&filter[copies]=2&filter[unknown]=1",
            ListJobs {
                filter: Some(ListJobsFilter { customer: Some("x".to_owned()), rush: Some(true), copies: Some(2) }),
                ..defaults()
            },
        ),
        ("height=2&width=0.5", ListJobs { size: Some(ListJobsSize { width: Some(0.5), height: Some(2.0) }), ..defaults() }),
        (
            "limit=100&archived=true&order=",
            ListJobs { limit: Some(100), archived: Some(true), order: Some(ListJobsOrder::Empty), ..defaults() },
        ),
        ("q=a%2Bb%26%2520", ListJobs { q: Some("a+b&%20".to_owned()), ..defaults() }),
        ("q=", ListJobs { q: Some(String::new()), ..defaults() }),
    ];
    for (query, expected) in rows {
        let response = list(&shop, query).await;
        assert_eq!(shop.take_calls(), 1, "{query}: {response:?}");
        assert_eq!(shop.request::<ListJobs>(), expected, "{query}");
    }
}

#[tokio::test]
async fn what_the_server_refuses() {
    let shop = Shop::open().await;
    let rows: &[(&str, &[(&str, &str)])] = &[
        ("limit=0", &[("query limit", "minimum")]),
        ("limit=101", &[("query limit", "maximum")]),
        ("limit=abc", &[("query limit", "type")]),
        ("limit=%2B1", &[("query limit", "type")]),
        ("limit=%201", &[("query limit", "type")]),
        ("limit=1e1", &[("query limit", "type")]),
        ("limit=0x1", &[("query limit", "type")]),
        ("limit=", &[("query limit", "type")]),
        ("archived=1", &[("query archived", "type")]),
        ("archived=True", &[("query archived", "type")]),
        ("order=sideways", &[("query order", "enum")]),
        ("status=lost", &[("query status/0", "enum")]),
        ("status=done&status=done", &[("query status", "uniqueItems")]),
        ("paper=a,b,c,d", &[("query paper", "maxItems")]),
        ("paper=a,,b", &[("query paper/1", "minLength")]),
        ("pages=1%20x", &[("query pages/1", "type")]),
        ("filter[copies]=0", &[("query filter/copies", "minimum")]),
        ("filter[rush]=maybe", &[("query filter/rush", "type")]),
        ("width=0", &[("query size/width", "exclusiveMinimum")]),
        ("created-after=yesterday", &[("query created-after", "format")]),
        ("limit=0&archived=1&order=x", &[("query limit", "minimum"), ("query order", "enum"), ("query archived", "type")]),
    ];
    for (query, expected) in rows {
        let response = list(&shop, query).await;
        assert_eq!((response.status, shop.take_calls()), (400, 0), "{query}: {response:?}");
        let expected: Vec<_> = expected.iter().map(|(place, keyword)| ((*place).to_owned(), (*keyword).to_owned())).collect();
        assert_eq!(response.violations(), expected, "{query}: {}", response.body);
    }
    for twice in ["limit=1&limit=2", "q=a&q=b", "filter[copies]=1&filter[copies]=2"] {
        let response = list(&shop, twice).await;
        assert_eq!((response.status, shop.take_calls()), (400, 0), "{twice}: {response:?}");
    }
    assert_eq!(list(&shop, "q=%ff").await.status, 400);
}

#[tokio::test]
async fn paths() {
    let shop = Shop::open().await;
    let get = async |path: &str| send(&shop.address, &format!("GET {path}"), &["Authorization: Bearer person"], "").await;
    let reached = async |path: &str| {
        let response = get(path).await;
        assert_eq!(shop.take_calls(), 1, "{path}: {response:?}");
    };
    reached("/jobs/latest").await;
    shop.request::<GetLatestJob>();
    for (path, id) in [
        ("/jobs/1", "1"),
        ("/jobs/a%2Fb", "a/b"),
        ("/jobs/%C3%BC", "ü"),
        ("/jobs/a+b", "a+b"),
        ("/jobs/latest%20", "latest "),
        ("/jobs/%252F", "%2F"),
    ] {
        reached(path).await;
        assert_eq!(shop.request::<GetJob>().job_id, id, "{path}");
    }
    reached("/jobs/7.json").await;
    assert_eq!(shop.request::<ExportJob>().job_id, "7");
    reached("/proofs/cards-12?type=pdf").await;
    assert_eq!(shop.request::<GetProof>(), GetProof::new("cards", 12, GetProofType::Pdf));
    reached("/inks/.ocean/;shades=1;shades=22/red,1,blue,2").await;
    let ink =
        FindInk::new("ocean", vec![1, 22], [("red".to_owned(), "1".to_owned()), ("blue".to_owned(), "2".to_owned())].into());
    assert_eq!(shop.request::<FindInk>(), ink);
    let cancel = send(&shop.address, "POST /jobs/7:cancel", &["Authorization: Bearer person"], "").await;
    assert_eq!(shop.take_calls(), 1, "{cancel:?}");
    assert_eq!(shop.request::<CancelJob>(), CancelJob::new("7"));

    for (path, status) in [("/", 404), ("/job", 404), ("/jobs/1/2", 404), ("/jobs/a%ff", 400), ("/proofs/cards?type=pdf", 404)] {
        assert_eq!(get(path).await.status, status, "{path}");
    }
    let refused = [
        ("/jobs/a:b", "path jobId", "pattern"),
        ("/proofs/cards-x?type=pdf", "path version", "type"),
        ("/proofs/cards--1?type=pdf", "path version", "format"),
        ("/proofs/cards-1", "query type", "required"),
        ("/proofs/cards-1?type=svg", "query type", "const"),
    ];
    for (path, place, keyword) in refused {
        let response = get(path).await;
        assert_eq!(response.status, 400, "{path}: {response:?}");
        assert_eq!(response.violations(), [(place.to_owned(), keyword.to_owned())], "{path}");
    }
    assert_eq!(shop.take_calls(), 0);
}

#[tokio::test]
async fn headers() {
    let shop = Shop::open().await;
    let seen =
        || CreateJob { x_trace: Some(vec!["a".to_owned(), "b".to_owned()]), ..CreateJob::new(key(), new_job_with_defaults()) };
    let request = || CreateJob { x_trace: Some(vec!["a".to_owned(), "b".to_owned()]), ..CreateJob::new(key(), new_job()) };
    shop.exchange_seen(request(), seen(), Ok(CreateJobOk::Ok(job()))).await;

    let body = r#"{"title": "Cards", "copies": 1, "paper": null, "dueOn": "2026-02-28"}"#;
    let post = async |own: &[&str]| {
        let common = ["Content-Type: application/json", "Authorization: Bearer person", "X-Shop-Key: shop"];
        let headers: Vec<&str> = common.iter().chain(own).copied().collect();
        send(&shop.address, "POST /jobs", &headers, body).await
    };
    let id = "idempotency-key: 6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1";
    for trace in [&["X-Trace: a,b"][..], &["X-Trace: a, b"], &["X-Trace: a, ,b"], &["x-trace: a", "x-trace: b"]] {
        let response = post(&[&[id], trace].concat()).await;
        assert_eq!(shop.take_calls(), 1, "{trace:?}: {response:?}");
        assert_eq!(shop.request::<CreateJob>(), seen());
    }
    let refused: [(&[&str], &str, &str); 3] = [
        (&[], "header Idempotency-Key", "required"),
        (&["Idempotency-Key: 1"], "header Idempotency-Key", "format"),
        (&[id, "X-Trace: a,B"], "header X-Trace/1", "pattern"),
    ];
    for (headers, place, keyword) in refused {
        let response = post(headers).await;
        assert_eq!(response.violations(), [(place.to_owned(), keyword.to_owned())], "{headers:?}");
        assert_eq!(response.status, 422, "{headers:?}");
    }
    assert_eq!(shop.take_calls(), 0);
}
