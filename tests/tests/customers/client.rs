//! What a generated client makes of answers, good and bad, and what it refuses to send.

use customer_apis::truvami::operations::CreateCustomerError;
use customer_apis::{cuoral, revnue, shingleai, togai, truvami};
use letterpress_runtime::client::{Client, Error, InProcess, RawResponse};
use letterpress_runtime::server::{Failure, Handled, RequestContext};
use letterpress_runtime::{DecodeError, Validation, Value, from_json_text};

use crate::support::{Local, canned};

const JSON: (&str, &str) = ("content-type", "application/json");
const PROBLEM: (&str, &str) = ("content-type", "application/problem+json");

type Created = Result<truvami::models::CustomerEnvelope, Error<CreateCustomerError>>;

async fn create(local: &Local) -> Created {
    let body = truvami::models::NewCustomer::new("Ada");
    truvami::client::Client::new(&local.url).unwrap().create_customer(body).await
}

/// A truvami client gets this answer.
async fn answered(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Created {
    create(&canned(status, headers, body).await).await
}

fn undocumented(created: Created) -> RawResponse {
    match created {
        Err(Error::Undocumented { response, .. }) => *response,
        other => panic!("{other:?}"),
    }
}

/// The pointers and messages of what did not decode.
fn mismatches(created: Created) -> Vec<(String, String)> {
    match created {
        Err(Error::Decode { error: DecodeError::Mismatch { errors, .. }, .. }) => {
            errors.into_iter().map(|error| (error.pointer, error.message)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_undocumented_status_is_kept_whole() {
    for status in [200, 202, 302, 404, 418, 429, 503] {
        let headers = [("content-type", "text/html"), ("x-trace", "a, b"), ("location", "/elsewhere")];
        let local = canned(status, &headers, "<p>\u{fc}</p>").await;
        let response = undocumented(create(&local).await);
        assert_eq!((response.status.as_u16(), &response.body[..]), (status, "<p>ü</p>".as_bytes()));
        assert_eq!(response.headers["x-trace"], "a, b");
        assert_eq!(local.take_hits(), 1, "no redirect is followed");
    }
    let local = canned(400, &[JSON], "{}").await;
    let client = shingleai::client::Client::new(&local.url).unwrap().with_bearer_auth("token");
    let error = client.create_customer(Default::default()).await.unwrap_err();
    assert_eq!(error.to_string(), "undocumented response: 400 Bad Request");
}

#[tokio::test]
async fn another_media_type_is_kept_whole() {
    let body = r#"{"data": {"uuid": "a"}}"#;
    for media_type in ["text/html", "text/plain", "application/xml", "image/png"] {
        let response = undocumented(answered(201, &[("content-type", media_type)], body).await);
        assert_eq!((response.status.as_u16(), &response.body[..]), (201, body.as_bytes()));
    }
    for media_type in ["application/json; charset=utf-8", "application/vnd.truvami+json", "APPLICATION/JSON"] {
        assert!(answered(201, &[("content-type", media_type)], body).await.is_ok(), "{media_type}");
    }
    assert!(answered(201, &[], body).await.is_ok());
    let proxy = undocumented(answered(500, &[("content-type", "text/html")], "<h1>Bad gateway</h1>").await);
    assert_eq!(&proxy.body[..], b"<h1>Bad gateway</h1>");
}

#[tokio::test]
async fn what_does_not_decode_is_located() {
    let body = r#"{"data": {"uuid": 5, "name": [], "created_at": "yesterday"}, "status": "0"}"#;
    let wrong = mismatches(answered(201, &[JSON], body).await);
    let places: Vec<_> = wrong.iter().map(|(pointer, _)| pointer.as_str()).collect();
    assert_eq!(places, ["/data/name", "/data/uuid", "/status"]);
    assert_eq!(wrong[2].1, "expected an integer of 64 bits, found string");
    assert_eq!(mismatches(answered(201, &[JSON], "[]").await)[0].0, "");
    assert!(mismatches(answered(201, &[JSON], "{}").await)[0].1.contains("`data`"));
    assert_eq!(mismatches(answered(409, &[PROBLEM], r#"{"errors": [{}, {"location": 1}]}"#).await)[0].0, "/errors/1/location");
}

#[tokio::test]
async fn an_answer_that_is_no_json() {
    for body in ["", "{", "{\"data\": {\"uuid\": \"a\"}", "<p>", "{\"data\": {\"uuid\": \"a\", \"uuid\": \"b\"}}"] {
        let error = answered(201, &[JSON], body).await.unwrap_err();
        let Error::Decode { error: DecodeError::Syntax(_), response } = error else { panic!("{body}: {error:?}") };
        assert_eq!((response.status.as_u16(), &response.body[..]), (201, body.as_bytes()));
    }
}

/// An answer may hold more than its description knows, and other values; formats and lengths are not checked.
#[tokio::test]
async fn answers_are_read_tolerantly() {
    let body = r#"{"id": 7, "new": {"a": 1}, "name": "", "nda_signed_date": "soon", "category": {"id": 1, "new": []},
        "contact_person": {"name": "x", "type": "press"}, "template": {"fields": {"a": true, "b": null, "c": [1], "d": -0.5}}}"#;
    let local = canned(201, &[JSON], body).await;
    let client = revnue::client::Client::new(&local.url).unwrap().with_bearer_auth("token");
    let request = from_json_text(r#"{"company": 1, "name": "x"}"#).unwrap();
    let created = client.create_customer(request).await.unwrap();
    let contact = created.contact_person.unwrap();
    assert_eq!(contact.r#type, Some(revnue::models::ContactPersonType::Unknown("press".to_owned())));
    assert_eq!(created.nda_signed_date.unwrap().as_str(), "soon");
    let fields = created.template.unwrap().fields.unwrap();
    assert_eq!(fields["a"], revnue::models::FieldValue::Unknown(Value::Bool(true)));
    assert_eq!(fields["d"], revnue::models::FieldValue::Unknown(serde_json::json!(-0.5)));

    let problem = answered(422, &[PROBLEM], r#"{"title": "Odd", "new": 1, "status": 999999}"#).await.unwrap_err();
    let Some(CreateCustomerError::UnprocessableEntity(problem)) = problem.documented() else { panic!("{problem:?}") };
    assert_eq!((problem.title.as_deref(), problem.status, problem.r#type.as_deref()), (Some("Odd"), Some(999_999), None));
}

#[tokio::test]
async fn what_is_checked_before_sending_can_be_left_to_the_server() {
    let body = || truvami::models::NewCustomer::new("");
    let local = canned(422, &[PROBLEM], "{}").await;
    let checked = Client::builder(&local.url).build().unwrap();
    let error = truvami::client::Client::from_parts(checked).create_customer(body()).await.unwrap_err();
    assert!(matches!(error, Error::Invalid(_)), "{error:?}");
    assert_eq!(local.take_hits(), 0);

    let unchecked = Client::builder(&local.url).validation(Validation::Off).build().unwrap();
    let error = truvami::client::Client::from_parts(unchecked).create_customer(body()).await.unwrap_err();
    assert!(matches!(error.documented(), Some(CreateCustomerError::UnprocessableEntity(_))), "{error:?}");
    assert_eq!(local.take_hits(), 1);
}

#[tokio::test]
async fn nothing_is_sent_without_a_credential() {
    let local = canned(201, &[JSON], "{}").await;
    let shingleai = shingleai::client::Client::new(&local.url).unwrap().create_customer(Default::default()).await.unwrap_err();
    let revnue = revnue::client::Client::new(&local.url).unwrap();
    let revnue = revnue.create_customer(from_json_text(r#"{"company": 1, "name": "x"}"#).unwrap()).await.unwrap_err();
    let togai = togai::client::Client::new(&local.url).unwrap();
    let request = from_json_text(r#"{"id": "1", "name": "x", "primaryEmail": "x@example.com", "address": {}}"#).unwrap();
    let togai = togai.create_customer(request).await.unwrap_err();
    for message in [shingleai.to_string(), revnue.to_string(), togai.to_string()] {
        assert_eq!(message, "createCustomer needs credentials: bearerAuth");
    }
    assert!(matches!(shingleai, Error::MissingCredential { operation: "createCustomer", .. }));
    assert_eq!(local.take_hits(), 0);
}

/// A token is shown to nobody but the server.
#[test]
fn tokens_stay_secret() {
    let client = togai::client::Client::new("https://api.togai.com").unwrap().with_bearer_auth("hush");
    assert!(!format!("{client:?}").contains("hush"), "{client:?}");
}

#[tokio::test]
async fn an_answer_beyond_the_limit() {
    let local = canned(201, &[JSON], r#"{"data": {"uuid": "12345678901234567890"}}"#).await;
    let client = Client::builder(&local.url).body_limit(40).build().unwrap();
    let body = truvami::models::NewCustomer::new("Ada");
    let error = truvami::client::Client::from_parts(client).create_customer(body).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: 40, .. }), "{error:?}");
}

#[tokio::test]
async fn nobody_answers() {
    let local = canned(201, &[JSON], "{}").await;
    let url = local.url.clone();
    drop(local);
    let body = truvami::models::NewCustomer::new("Ada");
    let client = truvami::client::Client::new(&url).unwrap();
    let gone = async {
        loop {
            match client.create_customer(body.clone()).await {
                Err(Error::Transport { error, .. }) => return error,
                _ => tokio::task::yield_now().await,
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), gone).await.unwrap();
}

struct InThisProcess;

impl cuoral::server::Customers for InThisProcess {
    type Context = RequestContext<()>;

    async fn create_customer(
        &self,
        context: Self::Context,
        request: cuoral::operations::CreateCustomer,
    ) -> Handled<cuoral::operations::CreateCustomer> {
        assert_eq!(context.path, "/external/v1/external/v1/customers");
        match request.body.name.as_str() {
            "Alice" => Err(cuoral::operations::CreateCustomerError::UnprocessableEntity(Default::default()).into()),
            _ => Err(Failure::unexpected("nobody else")),
        }
    }
}

#[tokio::test]
async fn without_a_socket() {
    let quiet = letterpress_runtime::server::ServerOptions::default().on_error(|_, _| {});
    let router = cuoral::server::router_with(InThisProcess, quiet);
    let client = Client::builder("http://cuoral.invalid").transport(InProcess::new(router)).build().unwrap();
    let client = cuoral::client::Client::from_parts(client);
    let body = |name| from_json_text(&format!(r#"{{"name": "{name}", "email": "a@example.com", "source": "web"}}"#)).unwrap();
    let error = client.create_customer(body("Alice")).await.unwrap_err();
    assert!(error.documented().is_some(), "{error:?}");
    let error = client.create_customer(body("Bob")).await.unwrap_err();
    assert!(matches!(&error, Error::Undocumented { response, .. } if response.status == 500), "{error:?}");
}
