//! The servers.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use customer_apis::revnue::models::Customer;
use customer_apis::revnue::operations::CreateCustomer;
use customer_apis::revnue::server::{Customers, router};
use letterpress_runtime::from_json_text;
use letterpress_runtime::server::{Handled, RequestContext};
use letterpress_tests::desk::Keys;
use tokio::net::TcpListener;

use super::hand::{Answer, NewCustomer};
use super::{ANSWER, Outcome, Written, answer_lines};

/// Serves on a free port, which is the first line of the output.
pub fn run(who: Written) -> Outcome<()> {
    let app = match who {
        Written::Generated => router(Fixed(from_json_text(ANSWER)?), Keys),
        Written::ByHand => by_hand()?,
    };
    let (send, port) = std::sync::mpsc::channel();
    std::thread::spawn(move || serve(app, &send).map_err(|error| eprintln!("{error}")));
    println!("{}", port.recv()?);
    answer_lines(|_| Ok(()))
}

fn serve(app: Router, port: &std::sync::mpsc::Sender<u16>) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        port.send(listener.local_addr()?.port())?;
        Ok(axum::serve(listener, app).await?)
    })
}

/// Handlers that always give the same.
struct Fixed(Customer);

impl Customers for Fixed {
    type Principal = String;
    type Context = RequestContext<String>;

    async fn create_customer(&self, _: Self::Context, request: CreateCustomer) -> Handled<CreateCustomer> {
        std::hint::black_box(request);
        Ok(self.0.clone())
    }
}

fn by_hand() -> Outcome<Router> {
    let answer: Arc<Answer> = Arc::new(serde_json::from_str(ANSWER)?);
    let create = move |headers: HeaderMap, body: Bytes| {
        let answer = Arc::clone(&answer);
        async move { created(&headers, &body, &answer) }
    };
    Ok(Router::new().route("/api/v2/customer", post(create)))
}

fn created(headers: &HeaderMap, body: &Bytes, answer: &Answer) -> Response {
    if headers.get(AUTHORIZATION).is_none_or(|token| token != "Bearer token") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match serde_json::from_slice::<NewCustomer>(body) {
        Ok(request) => {
            std::hint::black_box(request);
            let text = serde_json::to_vec(&answer.clone()).unwrap_or_default();
            (StatusCode::CREATED, [(CONTENT_TYPE, "application/json")], text).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}
