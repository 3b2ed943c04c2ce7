//! A webhook and a callback: the generated sender sends, the generated receiver checks and receives, over a socket.

use std::sync::{Arc, Mutex};

use letterpress_runtime::StatusCode;
use letterpress_runtime::client::Error;
use letterpress_runtime::server::{Handled, PathError, RequestContext, ServerOptions};
use letterpress_tests::kitchen_sink::client;
use letterpress_tests::kitchen_sink::models::Shortage;
use letterpress_tests::kitchen_sink::operations::*;
use letterpress_tests::kitchen_sink::server::{Callbacks, Webhooks, callbacks, webhooks};

use super::goods::{key, new_job, problem};
use super::journal::{Journal, telling_version};
use super::protocol::Protocol;
use super::shop::{Person, Porter, serve};
use super::wire::send;

/// Somebody who listens, and what was heard.
#[derive(Clone)]
struct Listener(Arc<Mutex<Vec<String>>>, Journal);

impl Listener {
    fn new(journal: &Journal) -> Self {
        Self(Arc::default(), journal.clone())
    }
}

impl Webhooks for Listener {
    type Principal = Person;
    type Context = RequestContext<Person>;

    async fn paper_low(&self, context: Self::Context, request: PaperLow) -> Handled<PaperLow> {
        let PaperLow { x_delivery, body: Shortage { sku, left } } = request;
        self.0.lock().unwrap().push(format!(
            "{:?} {} {x_delivery} {sku} {left}",
            context.principals,
            context.uri.path_and_query().unwrap()
        ));
        let answer = match left {
            0 => Err(PaperLowError::Gone(problem("closed"))),
            _ => Ok(()),
        };
        self.1.note::<PaperLow, _>(&context, &answer);
        Ok(answer?)
    }
}

impl Callbacks for Listener {
    type Context = RequestContext<()>;

    async fn job_done(&self, context: Self::Context, request: JobDone) -> Handled<JobDone> {
        self.0.lock().unwrap().push(format!("{} {}", context.uri.path(), request.body.id));
        let answer = Ok(());
        self.1.note::<JobDone, _>(&context, &answer);
        Ok(answer?)
    }
}

async fn listen(journal: &Journal) -> (String, Listener) {
    let listener = Listener::new(journal);
    let options = ServerOptions::default;
    let webhooks = webhooks::router(listener.clone(), Porter, options(), |name| format!("/hooks/{name}")).unwrap();
    let callbacks = callbacks::router(listener.clone(), options(), |_| "/jobs {x}".replace(' ', "%20")).unwrap();
    let router = letterpress_runtime::server::combine([webhooks, callbacks]);
    (serve(telling_version(router)).await, listener)
}

pub async fn a_webhook_is_received_as_it_was_sent(journal: &Journal) {
    let (address, listener) = listen(journal).await;
    let url = format!("http://{address}/hooks/paper_low?shop=1");
    let shortage = |left| Shortage::new("a/b", left);
    let sender = client::Webhooks::from_parts(journal.protocol.sender());

    let outcome = sender.paper_low(&url, 7, shortage(3)).await;
    assert!(matches!(outcome, Err(Error::MissingCredential { .. })), "{outcome:?}");
    let sender = sender.with_shop_key("shop");
    sender.paper_low(&url, 7, shortage(3)).await.unwrap();
    let gone = sender.paper_low(&url, 8, shortage(0)).await.unwrap_err().into_documented().unwrap();
    assert_eq!(gone, PaperLowError::Gone(problem("closed")));
    let heard = std::mem::take(&mut *listener.0.lock().unwrap());
    let head = r#"[Person("shopKey")] /hooks/paper_low?shop=1"#;
    assert_eq!(heard, [format!("{head} 7 a/b 3"), format!("{head} 8 a/b 0")]);

    let outcome = sender.paper_low(&url, 0, shortage(-1)).await;
    assert!(matches!(&outcome, Err(Error::Invalid(faults)) if faults.0.len() == 2), "{outcome:?}");
    for wrong in ["/hooks/paper_low", "ftp://127.0.0.1/", "http://user:secret@127.0.0.1/", "http://127.0.0.1/#a"] {
        let error = sender.paper_low(wrong, 7, shortage(3)).await.unwrap_err();
        assert!(matches!(error, Error::Address { .. }), "{wrong}: {error:?}");
        assert!(!format!("{error:?} {error}").contains("secret"));
    }
    assert!(listener.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_receiver_checks_what_it_is_sent() {
    let (address, listener) = listen(&Journal::of(Protocol::Http1)).await;
    let headers = ["X-Shop-Key: shop", "X-Delivery: 1", "Content-Type: application/json"];
    for (line, headers, body, status) in [
        ("POST /hooks/paper_low", &headers[1..], r#"{"sku":"a","left":1}"#, 401),
        ("POST /hooks/paper_low", &headers[..], r#"{"sku":"","left":1}"#, 400),
        ("POST /hooks/paper_low", &headers[..], "{", 400),
        ("GET /hooks/paper_low", &headers[..], "", 405),
        ("POST /hooks/other", &headers[..], "", 404),
        ("POST /jobs%20{x}", &headers[2..], r#"{"id":""}"#, 400),
        ("POST /jobs%20y", &headers[2..], r#"{"id":"a"}"#, 404),
    ] {
        let response = send(&address, line, headers, body).await;
        assert_eq!(response.status, status, "{line} {body}: {response:?}");
    }
    assert!(listener.0.lock().unwrap().is_empty());
}

pub async fn a_callback_goes_where_the_request_says(journal: &Journal) {
    let (address, listener) = listen(journal).await;
    let request = CreateJob { notify: Some(format!("http://{address}/jobs%20{{x}}")), ..CreateJob::new(key(), new_job()) };
    assert_eq!(JobDone::url(&CreateJob::new(key(), new_job())), None);
    let url = JobDone::url(&request).unwrap().replace('{', "%7B").replace('}', "%7D");
    let call = client::Callbacks::from_parts(journal.protocol.sender());
    let answer = call.job_done(&url, JobDoneRequest { id: "7".to_owned() }).with_response().await.unwrap();
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(*listener.0.lock().unwrap(), ["/jobs%20%7Bx%7D 7"]);
}

#[test]
fn a_path_is_a_path_and_belongs_to_one() {
    let listener = Listener::new(&Journal::of(Protocol::Http1));
    let at = |path: &str| webhooks::router(listener.clone(), Porter, ServerOptions::default(), |_| path.to_owned()).map(drop);
    assert_eq!(at("/"), Ok(()));
    for wrong in ["", "hooks", "/hooks?a", "http://h/hooks"] {
        assert_eq!(at(wrong), Err(PathError::NoPath(wrong.to_owned())));
    }
}
