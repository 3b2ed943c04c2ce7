//! Values to send to the kitchen sink.

use std::collections::BTreeMap;

use letterpress_runtime::{Bytes, FilePart, Uuid};

use crate::kitchen_sink::models::*;
use crate::kitchen_sink::operations::*;

/// The id of all that has one.
pub fn key() -> Uuid {
    "6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1".parse().unwrap()
}

/// Only what is required.
pub fn new_job() -> NewJob {
    NewJob::new("Cards", 1, None, "2026-02-28".parse().unwrap())
}

/// The same as a handler sees it: with the defaults.
pub fn new_job_with_defaults() -> NewJob {
    NewJob { priority: Some(Priority::V0), rush: Some(false), language: Some("en".to_owned()), ..new_job() }
}

/// Everything.
pub fn large_new_job() -> NewJob {
    NewJob {
        title: "Größe \"1\" \\ \u{1f600}".to_owned(),
        copies: 1_000_000,
        paper: Some(String::new()),
        due_on: "2024-02-29".parse().unwrap(),
        priority: Some(Priority::Minus1),
        rush: Some(true),
        language: Some("de-CH".to_owned()),
        notes: Some(vec![String::new(), "line\nline".to_owned()]),
        colours: Some(vec![Colour::Magenta, Colour::Unknown("HKS 43".to_owned())]),
        imposition: Some(vec![vec![1, -4], vec![i32::MAX]]),
        finish: Some(Finish::Varnish(Varnish { area: Some(0.1), ..Varnish::new(100) }.into())),
        options: Some(vec![
            OptionModel { value: Some(serde_json::Value::Null), ..OptionModel::new("null") },
            OptionModel::new("absent"),
            OptionModel { value: Some(serde_json::json!({ "a": [1, { "b": null }] })), ..OptionModel::new("tree") },
        ]),
        kind: Some(NewJobKind::Print),
        secret: Some("hush".to_owned()),
        r#box: Some(BoxModel { length: 100.4, width: 0.5 }),
    }
}

/// A job, small.
pub fn job() -> Job {
    Job::new(key(), "Cards", JobStatus::Received)
}

/// A job inside a job, parts inside parts, and a price that no `f64` holds.
pub fn large_job() -> Job {
    let nested = Part {
        cover: Some(Box::new(Part::new("cover"))),
        inside: Some(vec![Part::new("first"), Part { inside: Some(vec![Part::new("deep")]), ..Part::new("second") }]),
        by_name: Some([("a/b~c".to_owned(), Part::new("named")), (String::new(), Part::new("nameless"))].into()),
        ..Part::new("whole")
    };
    Job {
        created_at: Some("2026-11-21T10:00:00.123456789+05:30".parse().unwrap()),
        price: Some("999999999999998.990".parse().unwrap()),
        status: JobStatus::V2ndProof,
        reprint_of: Some(Box::new(Job { reprint_of: Some(Box::new(job())), ..job() })),
        parts: Some(vec![nested]),
        old_number: Some(-7),
        ..job()
    }
}

/// What went wrong, with a member that nobody described.
pub fn problem(title: &str) -> Problem {
    Problem {
        r#type: Some("/problems/x".to_owned()),
        title: Some(title.to_owned()),
        status: Some(400),
        extra: [("balance".to_owned(), serde_json::json!([30, null]))].into(),
        ..Problem::default()
    }
}

/// Settings of every kind.
pub fn settings() -> Settings {
    Settings {
        extra: Some([("a b".to_owned(), "ü".to_owned())].into()),
        labels: Some([("all".to_owned(), vec![String::new(), "x".to_owned()])].into()),
        extra_members: [("heat.max".to_owned(), 0.25)].into(),
        ..Settings::new(1)
    }
}

/// A value for each format, as far from the ordinary as it may be.
pub fn paper() -> Paper {
    Paper {
        sku: "AB-123".to_owned(),
        price: "999999999999998.99".parse().unwrap(),
        weight: Some(0.1),
        thickness: Some(5e-324),
        area: Some(-0.0),
        sheets: Some(i64::MIN),
        reams: Some(i32::MIN),
        stock: Some(i64::MAX),
        lot: Some(u32::MAX),
        serial: Some(u64::MAX),
        made_on: Some("0001-01-01".parse().unwrap()),
        received_at: Some("1990-12-31t23:59:60.5z".parse().unwrap()),
        cut_at: Some("23:59:59.999-00:00".parse().unwrap()),
        dries: Some("P1Y2M3DT4H5M6S".parse().unwrap()),
        id: Some("6F1C1F6E-9C0B-4E6C-8A57-0D3ED5A0F5A1".parse().unwrap()),
        maker: Some("a+b@example.com".to_owned()),
        sheet: Some("https://example.com/%2F".to_owned()),
        host: Some("xn--bcher-kva.example".to_owned()),
        gateway: Some("255.255.255.255".to_owned()),
        gateway6: Some("::ffff:1.2.3.4".to_owned()),
        profile: Some(vec![0, 255, 62].into()),
        lock: Some("p\u{e4}ss\u{1f600}".to_owned().into()),
        recycled: Some(false),
        nothing: Some(serde_json::Value::Null),
        at_id: Some("1".to_owned()),
        r#type: Some("2".to_owned()),
        self_: Some("3".to_owned()),
        self_field: Some("4".to_owned()),
        r#match: Some("5".to_owned()),
        _1st: Some("6".to_owned()),
        r#ref: Some("7".to_owned()),
        größe: Some("8".to_owned()),
    }
}

/// An order in an order, with what XML has to escape.
pub fn order() -> Order {
    let item = |sku: &str, sheets| OrderItems { sheets, ..OrderItems::new(sku) };
    let before = Order::new(1, vec![item("a", None)]);
    Order {
        note: Some("soon & <safe> ".to_owned()),
        urgent: Some(true),
        tags: Some(vec!["x".to_owned(), String::new()]),
        replaces: Some(Box::new(before)),
        ..Order::new(2, vec![item("b\"", Some(500)), item("c", None)])
    }
}

/// A form with every kind of field.
pub fn form() -> SendFormRequest {
    let line = |sku: &str, count| SendFormRequestLines { count, ..SendFormRequestLines::new(sku) };
    SendFormRequest {
        name: "Ada & Söhne+".to_owned(),
        copies: Some(3),
        inks: Some(vec!["red".to_owned(), "a,b".to_owned()]),
        address: Some(SendFormRequestAddress { city: Some("Ulm".to_owned()) }),
        lines: Some(vec![line("a", Some(1)), line("b", None)]),
        extra: BTreeMap::from([("utm[x]".to_owned(), "=&".to_owned())]),
    }
}

/// A form with files, one with a name that needs care.
pub fn files() -> SendFilesRequest {
    SendFilesRequest {
        number: 7,
        labels: Some(vec!["a".to_owned(), "ü".to_owned()]),
        address: Some(SendFilesRequestAddress { city: Some("Ulm".to_owned()) }),
        cover: FilePart::from(Bytes::from_static(b"\x89PNG\r\n--")).file_name("Grüße \"1\".png").media_type("image/png"),
        pages: Some(vec![FilePart::from(Bytes::from_static(b"one")), FilePart::from(Bytes::new())]),
    }
}
