//! Serves the kitchen sink and the five APIs on a port of this machine, for counterparts from outside: `serve 8080`, or
//! `serve 0` for a free port. Each stands below its name: `/kitchen-sink`, `/truvami` and so on.
//!
//! The credentials that it takes are words: see [`Porter`] for the kitchen sink and [`Keys`] for the five.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a program for tests may panic")]
#![allow(deprecated, reason = "the deprecated parts are served too")]

mod replies;

use axum::Router;
use customer_apis::{cuoral, revnue, shingleai, togai, truvami};
use letterpress_runtime::from_json_text;
use letterpress_runtime::server::{ServerOptions, mount};
use letterpress_tests::desk::{Desk, Keys};
use letterpress_tests::kitchen_sink;
use letterpress_tests::shop::Porter;

macro_rules! answer {
    ($api:literal) => {
        Desk::new(|_| Ok(from_json_text(include_str!(concat!("../../tests/customers/pages/", $api, "-answer.json")))?))
    };
}

fn apis() -> Router {
    let options = || ServerOptions::default().require_host();
    [
        ("kitchen-sink", kitchen_sink::server::router_with(replies::book(), Porter, options())),
        ("cuoral", cuoral::server::router_with(answer!("cuoral"), options())),
        ("revnue", revnue::server::router_with(answer!("revnue"), Keys, options())),
        ("shingleai", shingleai::server::router_with(answer!("shingleai"), Keys, options())),
        ("togai", togai::server::router_with(answer!("togai"), Keys, options())),
        ("truvami", truvami::server::router_with(answer!("truvami"), options())),
    ]
    .into_iter()
    .fold(Router::new(), |apis, (name, router)| apis.merge(mount(name, router)))
}

#[tokio::main]
async fn main() {
    let port = std::env::args().nth(1).and_then(|port| port.parse::<u16>().ok());
    let Some(port) = port else {
        eprintln!("usage: serve PORT");
        std::process::exit(2);
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    axum::serve(listener, apis()).await.unwrap();
}
