//! Every operation with every documented status: what the client sends is what the handler sees, and what the handler
//! answers is what the client gets.

use letterpress_runtime::client::{Credential, Error};
use letterpress_runtime::{StatusCode, from_json_text};
use letterpress_tests::kitchen_sink::models::*;
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::kitchen_sink::security;

use super::goods::{job, key, large_job, large_new_job, new_job, new_job_with_defaults, paper, problem, settings};
use super::journal::Journal;
use super::shop::Shop;
use super::wire::send;

/// What a handler sees of a list without filters.
fn defaults() -> ListJobs {
    ListJobs { limit: Some(20), order: Some(ListJobsOrder::Newest), archived: Some(false), ..ListJobs::new() }
}

pub async fn list_jobs(journal: &Journal) {
    let shop = journal.shop().await;
    let full = ListJobsOk {
        x_total_count: i64::MAX,
        x_labels: Some(vec!["a".to_owned(), "b c".to_owned()]),
        link: Some("</jobs?after=1>; rel=\"next\"".to_owned()),
        body: vec![job(), large_job()],
    };
    shop.exchange_seen(ListJobs::new(), defaults(), Ok(full)).await;
    let bare = ListJobsOk { x_total_count: 0, x_labels: None, link: None, body: Vec::new() };
    shop.exchange_seen(ListJobs::new(), defaults(), Ok(bare)).await;
    shop.exchange_seen(ListJobs::new(), defaults(), Err(ListJobsError::Forbidden(problem("no")))).await;
}

pub async fn a_default_reaches_the_handler_if_its_schema_accepts_it(journal: &Journal) {
    let shop = journal.shop().await;
    // `created-after` and `notes` have defaults, too, which a client may not send and a handler does not get.
    let empty = || ListJobsOk { x_total_count: 0, x_labels: None, link: None, body: Vec::new() };
    assert_eq!(defaults().created_after, None);
    shop.exchange_seen(ListJobs::new(), defaults(), Ok(empty())).await;
    assert_eq!(new_job_with_defaults().notes, None);
    let seen = CreateJob::new(key(), new_job_with_defaults());
    shop.exchange_seen(CreateJob::new(key(), new_job()), seen, Ok(CreateJobOk::Ok(job()))).await;
    let refused = NewJob { notes: Some(vec!["refused by its own schema".to_owned()]), ..new_job() };
    let outcome = shop.client.call(CreateJob::new(key(), refused)).await;
    assert!(matches!(outcome, Err(Error::Invalid(_))), "{outcome:?}");
}

pub async fn create_job(journal: &Journal) {
    let shop = journal.shop().await;
    let created = || CreateJobOk::Created { location: "/jobs/1?a=b#c".to_owned(), body: large_job() };
    let small = CreateJob::new(key(), new_job());
    let seen = CreateJob::new(key(), new_job_with_defaults());
    shop.exchange_seen(small.clone(), seen.clone(), Ok(created())).await;
    let large = CreateJob { x_trace: Some(vec!["a1".to_owned(), "b2".to_owned()]), ..CreateJob::new(key(), large_new_job()) };
    shop.exchange(large.clone(), Ok(CreateJobOk::Ok(job()))).await;
    for error in [
        CreateJobError::Conflict(problem("again")),
        CreateJobError::UnprocessableEntity(problem("what")),
        CreateJobError::TooManyRequests { retry_after: 120 },
        CreateJobError::ClientError { status: StatusCode::IM_A_TEAPOT, body: problem("tea") },
        CreateJobError::ClientError { status: StatusCode::BAD_REQUEST, body: problem("range") },
        CreateJobError::Default { status: StatusCode::BAD_GATEWAY, body: problem("default") },
    ] {
        shop.exchange(large.clone(), Err(error)).await;
    }
    let error = CreateJobError::TooManyRequests { retry_after: 1 };
    assert_eq!(error.to_string(), "createJob failed: 429 Too Many Requests");
}

pub async fn get_update_and_delete_job(journal: &Journal) {
    let shop = journal.shop().await;
    shop.exchange(GetLatestJob::new(), Ok(GetLatestJobOk::Ok(job()))).await;
    shop.exchange(GetLatestJob::new(), Ok(GetLatestJobOk::NoContent)).await;

    let get = GetJob { locale: Some("de".to_owned()), if_none_match: Some("\"a, b\"".to_owned()), ..GetJob::new("7") };
    for status in [StatusCode::OK, StatusCode::PARTIAL_CONTENT] {
        let success = GetJobOk::Success { status, e_tag: Some("\"1\"".to_owned()), body: job() };
        shop.exchange(get.clone(), Ok(success)).await;
    }
    let seen = GetJob { locale: Some("en".to_owned()), ..GetJob::new("7") };
    shop.exchange_seen(GetJob::new("7"), seen, Ok(GetJobOk::NotModified)).await;
    shop.exchange(get.clone(), Err(GetJobError::NotFound)).await;
    let error = GetJobError::ServerError { status: StatusCode::SERVICE_UNAVAILABLE, body: problem("later") };
    shop.exchange(get, Err(error)).await;

    let patch = JobPatch { note: Some(None), title: Some("New".to_owned()), ..JobPatch::default() };
    shop.exchange(UpdateJob::new("7", patch), Ok(job())).await;

    let client = shop.client.clone().with_credential(&security::OAUTH, Credential::bearer("writer"));
    shop.answer::<DeleteJob>(Ok(()));
    client.call(DeleteJob::new("7")).await.unwrap();
    assert_eq!(shop.request::<DeleteJob>(), DeleteJob::new("7"));
}

pub async fn cancel_and_export_job_and_get_proof(journal: &Journal) {
    let shop = journal.shop().await;
    shop.exchange(CancelJob::new("7"), Ok(CancelJobOk::Accepted)).await;
    let body = CancelJobRequest::new(CancelJobRequestReason::Shop);
    shop.exchange(CancelJob { body: Some(body), ..CancelJob::new("7") }, Ok(CancelJobOk::NoContent)).await;

    let free = serde_json::json!({ "": null, "a/b": [1, 2.5, { "c": "d" }], "big": 9_007_199_254_740_993_u64 });
    shop.exchange(ExportJob::new("7"), Ok(free.as_object().unwrap().clone())).await;

    let proof = GetProof { self_: Some(true), ..GetProof::new("a b", u32::MAX, GetProofType::Pdf) };
    shop.exchange(proof, Ok("https://example.com/ä?b=c".to_owned())).await;
}

pub async fn put_paper_and_get_stock(journal: &Journal) {
    let shop = journal.shop().await;
    let paper = paper();
    shop.exchange(PutPaper::new("a/b", paper.clone()), Ok(paper)).await;
    let stock = [("AB-123".to_owned(), 0), ("ü".to_owned(), i64::MAX)].into();
    shop.exchange(GetStock::new(vec!["AB-123".to_owned(), "ü".to_owned()]), Ok(stock)).await;
}

pub async fn create_customer(journal: &Journal) {
    let shop = journal.shop().await;
    let address = || Address::new(vec!["1 Example Street".to_owned()], AddressCountry::No);
    let new = NewCustomer {
        email: Some("a@example.com".to_owned()),
        phone: Some("1".to_owned()),
        password: Some("secret".to_owned().into()),
        billing: Some(address()),
        delivery: Some(None),
        contact: Some(CustomerContact::Integer(-1)),
        ..NewCustomer::new("Ada")
    };
    let customer = Customer {
        name: Some("Ada".to_owned()),
        delivery: Some(address()),
        contact: Some(CustomerContact::Text("Bob".to_owned())),
        ..Customer::new(7)
    };
    shop.exchange(CreateCustomer::new(new), Ok(customer)).await;
}

pub async fn presses(journal: &Journal) {
    let shop = journal.shop().await;
    let hand = || Press::HandPress(HandPress { kind: HandPressKind::Proofing, built: Some(1890) });
    let offset = Press::OffsetPress(OffsetPress::new(12));
    let digital = Press::DigitalPress(DigitalPress { address: Some("10.0.0.1".to_owned()), ..DigitalPress::new() });
    shop.exchange(ListPresses::new(), Ok(vec![hand(), offset.clone(), digital.clone()])).await;
    for press in [hand(), offset, digital] {
        shop.exchange(AddPress::new(press.clone()), Ok(press)).await;
    }
    let put = PutSettings { body: Some("not the body".to_owned()), ..PutSettings::new(PutSettingsNumber::V10, settings()) };
    shop.exchange(put, Ok(settings())).await;
    let readings = vec![Reading::Integer(1), Reading::Number(1.5), Reading::Text(String::new()), Reading::List(vec![1.0, 2.5])];
    shop.exchange(AddReadings::new(i64::MIN, readings.clone()), Ok(readings)).await;
}

pub async fn find_ink(journal: &Journal) {
    let shop = journal.shop().await;
    let mix = [("red".to_owned(), "1".to_owned()), ("blue".to_owned(), "2 %".to_owned())].into();
    shop.exchange(FindInk::new("ocean", vec![1, 22], mix), Ok(vec!["Ocean 1".to_owned()])).await;
}

/// Texts come back as what they were, and what is written as nothing comes back where it must be there.
pub async fn mix_ink(journal: &Journal) {
    let shop = journal.shop().await;
    let bare = || MixInk::new(Vec::new(), MixInkRequest::new(Vec::new(), None));
    shop.exchange(bare(), Ok(())).await;
    let text = |text: &str| Some(MixInkLevel::Text(text.to_owned()));
    for level in [Some(MixInkLevel::Integer(10)), text("50"), text("1.0"), text("true"), text("")] {
        shop.exchange(MixInk { level, ..bare() }, Ok(())).await;
    }
    let shades = vec![MixInkShades::Integer(-1), MixInkShades::Text("01".to_owned()), MixInkShades::Text(String::new())];
    let place = Some(MixInkPlace(Some(1), Some("2".to_owned())));
    let free = Some(from_json_text("[\"a\", 1]").unwrap());
    let body = MixInkRequest { free, ..MixInkRequest::new(vec![String::new(), "1".to_owned()], Some(String::new())) };
    shop.exchange(MixInk { place, hues: Some(vec!["1".to_owned()]), shades, body, ..bare() }, Ok(())).await;
    let half = MixInk { place: Some(MixInkPlace(Some(1), None)), ..bare() };
    shop.exchange(half, Ok(())).await;
}

/// Null and an empty list of what has no type are not sent as nothing.
#[tokio::test]
async fn what_would_be_lost_is_not_sent() {
    let shop = Shop::open().await;
    for lost in ["null", "[]"] {
        let free = Some(from_json_text(lost).unwrap());
        let body = MixInkRequest { free, ..MixInkRequest::new(Vec::new(), None) };
        let Err(Error::Invalid(faults)) = shop.client.call(MixInk::new(Vec::new(), body)).await else { panic!("{lost}") };
        assert_eq!(faults.0.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), ["/free"], "{lost}");
    }
    assert_eq!(shop.take_calls(), 0);
}

/// What only the server may set does not come from a client.
#[tokio::test]
async fn read_only_members_do_not_reach_the_handler() {
    let shop = Shop::open().await;
    let headers = ["Content-Type: application/json", "Authorization: Bearer person"];
    let response = send(&shop.address, "POST /customers", &headers, r#"{"number": 1, "name": "Ada"}"#).await;
    assert_eq!(shop.take_calls(), 1, "{response:?}");
    assert_eq!(shop.request::<CreateCustomer>().body.number, None);
}

/// The three states of an optional member that may be null.
pub async fn absent_null_and_a_value(journal: &Journal) {
    let shop = journal.shop().await;
    for (note, text) in [
        (None, r#"{"title":"t"}"#),
        (Some(None), r#"{"title":"t","note":null}"#),
        (Some(Some("x".to_owned())), r#"{"title":"t","note":"x"}"#),
    ] {
        let patch = JobPatch { title: Some("t".to_owned()), note, ..JobPatch::default() };
        assert_eq!(serde_json::to_string(&patch).unwrap(), text);
        assert_eq!(serde_json::from_str::<JobPatch>(text).unwrap(), patch);
        shop.exchange(UpdateJob::new("7", patch), Ok(job())).await;
    }
}
