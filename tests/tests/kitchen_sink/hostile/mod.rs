//! Clients against servers that answer what no server may: each call ends with an error that says what came, and neither panics, waits
//! for ever nor holds more than its limit.

mod answers;
mod bodies;
mod requests;
mod server;
mod slow;

use std::fmt::Debug;
use std::time::Duration;

use letterpress_runtime::Operation;
use letterpress_runtime::client::{Client, ClientBuilder, Error};

use super::shop::with_credentials;
use server::{Hostile, Then};

/// How large a body of these clients may be.
const LIMIT: usize = 64 << 10;

/// What sockets and buffers may hold beside that before a client has closed the connection.
const BUFFERS: usize = 32 << 20;

fn client(url: &str) -> Client {
    client_with(url, |builder| builder)
}

fn client_with(url: &str, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    with_credentials(change(Client::builder(url).body_limit(LIMIT)).build().unwrap())
}

/// The end of what must end.
async fn ends<T>(future: impl IntoFuture<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(60), future.into_future()).await.unwrap()
}

/// An error in a few words: its kind, whether it has the response, and its sentence.
fn told<T: Debug, E: Debug + std::error::Error>(outcome: Result<T, Error<E>>) -> String {
    let error = match outcome {
        Ok(value) => return format!("fine: {value:?}"),
        Err(error) => error,
    };
    let kind = match &error {
        Error::Documented { .. } => "documented",
        Error::Undocumented { .. } => "undocumented",
        Error::Decode { .. } => "decode",
        Error::Transport { .. } => "transport",
        Error::Timeout { .. } => "timeout",
        Error::TooLarge { .. } => "too large",
        Error::Invalid(_)
        | Error::Header { .. }
        | Error::Address { .. }
        | Error::MissingCredential { .. }
        | Error::Credential { .. } => "nothing was sent",
    };
    let status = error.status().map(|status| format!(" {}", status.as_u16())).unwrap_or_default();
    let (text, debug) = (error.to_string(), format!("{error:?}"));
    assert!(text.len() < 16 << 10 && debug.len() < 64 << 10, "an error that nobody reads: {text} {debug}");
    assert!(error.response().is_none_or(|response| response.body.len() <= LIMIT), "{text}");
    assert!(!debug.contains("person") && !text.contains("person"), "a credential is told: {debug}");
    format!("{kind}{status}: {text}")
}

/// Sends one request to a server of this kind, and says what went otherwise than expected: how the outcome begins, and what it holds.
async fn row<O: Operation>(request: O, first: &[u8], then: Then, expected: (&str, &str)) -> Option<String>
where
    O::Ok: Debug,
    O::Error: Debug,
{
    let server = Hostile::listen(first, then).await;
    let outcome = told(ends(client(&server.url).call(request)).await);
    let right = outcome.starts_with(expected.0) && outcome.contains(expected.1) && server.written() < LIMIT + BUFFERS;
    let first = first.get(..200).unwrap_or(first).escape_ascii();
    (!right).then(|| format!("{first}: expected {expected:?}, {} bytes went out: {}", server.written(), outcome))
}
