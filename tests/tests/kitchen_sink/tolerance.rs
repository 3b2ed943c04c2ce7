//! A tolerant client: what a newer server answers is kept; what cannot be understood is an error that keeps it whole.

use letterpress_runtime::client::{Client, Error};
use letterpress_runtime::{Operation, Validation, json, to_json_text};
use letterpress_tests::kitchen_sink::models::*;
use letterpress_tests::kitchen_sink::operations::*;

use super::goods::{key, new_job};
use super::shop::{Shop, with_credentials};
use super::wire::{canned, response};

/// The outcome of an operation when the server answers with this text.
async fn answered<O: Operation>(request: O, text: &str) -> Result<O::Ok, Error<O::Error>> {
    let (address, _) = canned(text).await;
    with_credentials(Client::new(&address).unwrap()).call(request).await
}

async fn latest(body: &str) -> Result<GetLatestJobOk, Error<letterpress_runtime::NoDocumentedError>> {
    answered(GetLatestJob::new(), &response(200, "", "application/json", body)).await
}

#[tokio::test]
async fn values_that_are_not_listed_are_kept() {
    let GetLatestJobOk::Ok(job) = latest(r#"{"id": "1", "title": "", "status": "shredded", "new": {"x": 1}}"#).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(job.status, JobStatus::Unknown("shredded".to_owned()));
    assert_eq!(job.id.as_str(), "1", "formats are not checked");
    assert_eq!(serde_json::to_value(&job).unwrap(), serde_json::json!({ "id": "1", "title": "", "status": "shredded" }));
}

#[tokio::test]
async fn kinds_that_are_not_listed_are_kept_whole() {
    let text =
        r#"[{"kind": "steam", "boilers": [1.50, 18446744073709551616]}, {"kind": "proofing", "built": 1890, "new": true}]"#;
    let presses = answered(ListPresses::new(), &response(200, "", "application/json", text)).await.unwrap();
    assert!(matches!(&presses[0], Press::Unknown(value) if value["kind"] == "steam"), "{presses:?}");
    assert_eq!(presses[1], Press::HandPress(HandPress { kind: HandPressKind::Proofing, built: Some(1890) }));

    let untold = answered(ListPresses::new(), &response(200, "", "application/json", r#"[{"units": 2}]"#)).await;
    assert!(matches!(&untold, Err(Error::Decode { error, .. }) if error.to_string().contains("`kind`")), "{untold:?}");

    let text = r#"[1, 1.0, 2.5, "abcd", null, [1.5], ["x"], {"a": 1}]"#;
    let readings =
        answered(AddReadings::new(1, vec![Reading::Boolean(true)]), &response(200, "", "application/json", text)).await.unwrap();
    assert_eq!(readings[0], Reading::Integer(1));
    assert_eq!(readings[2], Reading::Number(2.5));
    assert!(matches!(readings[3], Reading::Unknown(_)), "{readings:?}");
    assert!(matches!(readings[4], Reading::Unknown(serde_json::Value::Null)));
    assert_eq!(readings[5], Reading::List(vec![1.5]));
    let again = to_json_text(&readings).unwrap();
    assert_eq!(json::parse(&again).unwrap(), json::parse(text).unwrap(), "nothing is lost on the way back");
}

#[tokio::test]
async fn null_is_absent_where_null_is_not_allowed() {
    let text = r#"{"id": "1", "title": "t", "status": "done", "createdAt": null, "parts": null, "reprintOf": null}"#;
    let GetLatestJobOk::Ok(job) = latest(text).await.unwrap() else { panic!() };
    assert_eq!((job.created_at, job.parts, job.reprint_of), (None, None, None));
}

#[tokio::test]
async fn numbers_beyond_floating_point_survive() {
    let text = r#"{"id": "1", "title": "t", "status": "done", "price": 12345678901234567890.12345678901234567890}"#;
    let GetLatestJobOk::Ok(job) = latest(text).await.unwrap() else { panic!() };
    assert_eq!(job.price.unwrap().to_string(), "12345678901234567890.12345678901234567890");
}

#[tokio::test]
async fn what_does_not_fit_is_an_error_with_all_of_the_response() {
    let broken = r#"{"id": 1, "title": "t", "parts": [{"title": null}, {}]}"#;
    let Err(Error::Decode { error, response }) = latest(broken).await else { panic!() };
    let text = error.to_string();
    for pointer in ["/id", "`status`", "/parts/0/title", "/parts/1"] {
        assert!(text.contains(pointer), "{pointer} is not in {text}");
    }
    assert_eq!((response.status.as_u16(), &response.body[..]), (200, broken.as_bytes()));

    for body in ["", "{", "[]", "null"] {
        assert!(matches!(latest(body).await, Err(Error::Decode { .. })), "{body}");
    }
}

#[tokio::test]
async fn what_is_not_documented_is_kept_whole() {
    let text = response(418, "X-Kind: tea\r\n", "text/plain", "short and stout");
    let Err(Error::Undocumented { response: kept, .. }) = answered(GetLatestJob::new(), &text).await else { panic!() };
    assert_eq!(
        (kept.status.as_u16(), &kept.headers["x-kind"], &kept.body[..]),
        (418, &"tea".parse().unwrap(), &b"short and stout"[..])
    );

    let html = response(200, "", "text/html", "<html>");
    assert!(matches!(answered(GetLatestJob::new(), &html).await, Err(Error::Undocumented { .. })));
    let redirect = "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let Err(Error::Undocumented { response: kept, .. }) = answered(GetLatestJob::new(), redirect).await else {
        panic!("followed")
    };
    assert_eq!(kept.status.as_u16(), 302);
}

#[tokio::test]
async fn media_types_are_compared_as_the_standard_says() {
    let body = r#"{"id": "1", "title": "t", "status": "done"}"#;
    for media_type in ["application/json", "Application/JSON; charset=utf-8", "application/json;charset=\"utf-8\""] {
        let outcome = answered(GetLatestJob::new(), &response(200, "", media_type, body)).await;
        assert!(matches!(outcome, Ok(GetLatestJobOk::Ok(_))), "{media_type}: {outcome:?}");
    }
}

#[tokio::test]
async fn required_headers() {
    let key_error = |text: String| async move { answered(CreateJob::new(key(), new_job()), &text).await };
    let missing = key_error(response(429, "", "text/plain", "")).await;
    assert!(matches!(missing, Err(Error::Decode { .. })), "{missing:?}");
    let wrong = key_error(response(429, "Retry-After: soon\r\n", "text/plain", "")).await;
    assert!(matches!(wrong, Err(Error::Decode { .. })), "{wrong:?}");
    let right = key_error(response(429, "retry-after: 5\r\n", "text/plain", "")).await;
    assert!(matches!(right.map_err(Error::into_documented), Err(Ok(CreateJobError::TooManyRequests { retry_after: 5 }))));
}

#[tokio::test]
async fn invalid_requests_are_not_sent_unless_asked_for() {
    let shop = Shop::open().await;
    let wrong = NewJob { title: String::new(), copies: 0, colours: Some(Vec::new()), ..new_job() };
    let Err(Error::Invalid(faults)) = shop.client.call(CreateJob::new(key(), wrong.clone())).await else { panic!() };
    let found: Vec<_> = faults.0.iter().map(|fault| (fault.pointer.as_str(), fault.keyword.as_ref())).collect();
    assert_eq!(found, [("/title", "minLength"), ("/copies", "minimum"), ("/colours", "minItems")]);

    let unchecked = Client::builder(&format!("http://{}", shop.address)).validation(Validation::Off).build().unwrap();
    let outcome = with_credentials(unchecked).call(CreateJob::new(key(), wrong)).await;
    let Err(Ok(CreateJobError::UnprocessableEntity(problem))) = outcome.map_err(Error::into_documented) else {
        panic!("another outcome")
    };
    assert_eq!(problem.extra["errors"].as_array().map(Vec::len), Some(3));
    assert_eq!(shop.take_calls(), 0);
}

#[tokio::test]
async fn floats_that_json_lacks_are_refused() {
    let shop = Shop::open().await;
    for value in [f64::NAN, f64::INFINITY] {
        let outcome = shop.client.call(AddReadings::new(1, vec![Reading::Number(value)])).await;
        assert!(matches!(outcome, Err(Error::Invalid(_))), "{outcome:?}");
    }
    assert_eq!(shop.take_calls(), 0);
}
