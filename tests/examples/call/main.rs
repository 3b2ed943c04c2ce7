//! Calls every operation of an API by its generated client, for counterparts from outside: `call kitchen-sink http://127.0.0.1:8080`,
//! or one operation: `call kitchen-sink http://127.0.0.1:8080 getJob`.
//!
//! Prints a JSON object for each call: `operation`, and either `answer`, what the client read, or `error`, with the `body` that
//! came with it, if anything came. It does not judge: that is for whoever stands on the other side.

#![allow(clippy::unwrap_used, reason = "a program for tests may panic")]
#![allow(deprecated, reason = "the deprecated parts are called too")]

mod kitchen_sink;

use std::fmt::Debug;
use std::sync::OnceLock;

use customer_apis::{cuoral, revnue, shingleai, togai, truvami};
use letterpress_runtime::client::Client;
use letterpress_runtime::{Operation, from_json_text};
use letterpress_tests::desk::data;
use serde_json::json;

/// The operation that is called, if it is not all of them.
static ONE: OnceLock<String> = OnceLock::new();

/// Makes a call and tells what came of it; `read` makes a text of a success.
async fn call<O: Operation>(client: &Client, request: O, read: impl AsyncFnOnce(O::Ok) -> String)
where
    O::Error: Debug + std::fmt::Display,
{
    if ONE.get().is_some_and(|one| one != O::ID) {
        return;
    }
    let line = match client.call(request).await {
        Ok(success) => json!({ "operation": O::ID, "answer": read(success).await }),
        Err(error) => {
            let body = error.response().map(|response| String::from_utf8_lossy(&response.body).into_owned());
            json!({ "operation": O::ID, "error": error.to_string(), "body": body })
        }
    };
    println!("{line}");
}

async fn shown<T: Debug>(value: T) -> String {
    format!("{value:?}")
}

macro_rules! create_customer {
    ($api:ident, $client:expr, $body:expr) => {
        call(&$client, $api::operations::CreateCustomer { body: from_json_text($body).unwrap() }, shown).await
    };
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [document, url, one @ ..] = arguments.as_slice() else {
        eprintln!("usage: call DOCUMENT URL [OPERATION]");
        std::process::exit(2);
    };
    one.iter().for_each(|operation| ONE.set(operation.clone()).unwrap());
    let client = Client::new(url).unwrap();
    let token = letterpress_runtime::client::Credential::bearer("token");
    match document.as_str() {
        "kitchen-sink" => kitchen_sink::call_all(client).await,
        "cuoral" => create_customer!(cuoral, client, include_str!("../../tests/customers/pages/cuoral-request.json")),
        "truvami" => create_customer!(truvami, client, include_str!("../../tests/customers/pages/truvami-request.json")),
        "revnue" => {
            let client = client.with_credential(&revnue::security::BEARER_AUTH, token);
            create_customer!(revnue, client, include_str!("../../tests/customers/pages/revnue-request.json"));
        }
        "shingleai" => {
            let client = client.with_credential(&shingleai::security::BEARER_AUTH, token);
            create_customer!(shingleai, client, data(include_str!("../../tests/customers/pages/shingleai.sh")));
        }
        "togai" => {
            let client = client.with_credential(&togai::security::BEARER_AUTH, token);
            create_customer!(togai, client, data(include_str!("../../tests/customers/pages/togai.sh")));
        }
        _ => {
            eprintln!("there is no {document}");
            std::process::exit(2);
        }
    }
}
