//! What the server answers by itself is what the operation documents for the status: a client of the same description reads it so.

use letterpress_runtime::client::{Client, Error};
use letterpress_runtime::server::ServerOptions;
use letterpress_runtime::to_json_text;
use letterpress_tests::kitchen_sink::operations::{CreateJob, CreateJobError};

use super::goods::{key, new_job};
use super::shop::{Shop, with_credentials};
use super::wire::{Raw, canned, response, send};

/// What a client of the description makes of an answer that came over the wire.
async fn read(answer: &Raw) -> Error<CreateJobError> {
    let media_type = answer.header("content-type").unwrap();
    let (address, _) = canned(&response(answer.status, "", media_type, &answer.body)).await;
    with_credentials(Client::new(&address).unwrap()).call(CreateJob::new(key(), new_job())).await.unwrap_err()
}

/// Each answer that `POST /jobs` has by itself: 422 is documented as such, the others by `4XX` and `default`.
#[tokio::test]
async fn every_status_is_read_as_documented() {
    let shop = Shop::open_with(ServerOptions::default().body_limit(2_000)).await;
    let id = format!("Idempotency-Key: {}", key().as_str());
    let json = "Content-Type: application/json";
    let who = ["Authorization: Bearer person", "X-Shop-Key: shop"];
    let (good, large) = (to_json_text(&new_job()).unwrap(), format!("{{\"title\": \"{}\"}}", "x".repeat(2_000)));
    let mut seen = Vec::new();
    for (headers, body) in [
        (vec![json], good.as_str()),
        (vec![who[0], who[1], "Content-Type: text/plain"], &good),
        (vec![who[0], who[1], json, "Accept: image/png"], &good),
        (vec![who[0], who[1], json], &large),
        (vec![who[0], who[1], json], "{"),
        (vec![who[0], who[1], json], "{}"),
        (vec![who[0], who[1], json], &good),
    ] {
        let headers: Vec<&str> = headers.into_iter().chain([id.as_str()]).collect();
        let answer = send(&shop.address, "POST /jobs", &headers, body).await;
        let problem = answer.json();
        assert_eq!(
            (&problem["type"], problem["status"].as_u64()),
            (&"about:blank".into(), Some(answer.status.into())),
            "{problem}"
        );
        assert_eq!(problem["errors"].is_array(), answer.status == 422, "{problem}");
        let error = read(&answer).await;
        match (answer.status, error.documented()) {
            (422, Some(CreateJobError::UnprocessableEntity(body))) => {
                assert_eq!(body.detail.as_deref(), Some("the request does not satisfy its description"));
                assert!(error.to_string().contains("422 Unprocessable Entity: the request does not"), "{error}");
            }
            (400.., Some(CreateJobError::ClientError { status, .. } | CreateJobError::Default { status, .. })) => {
                assert_eq!(status.as_u16(), answer.status);
            }
            _ => panic!("{answer:?}: {error:?}"),
        }
        seen.push(answer.status);
    }
    assert_eq!(seen, [401, 415, 406, 413, 400, 422, 501]);
}
