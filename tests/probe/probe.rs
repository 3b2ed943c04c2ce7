//! Puts values to generated code. The harness in `tests/tests/compiled/` copies this file into the crate of all small descriptions.

use bytes::Bytes;
use http::{Request, Response};
use letterpress_runtime::client::{InProcess, Transport};
use letterpress_runtime::operation::ResponseSource;
use letterpress_runtime::server::Router;
use letterpress_runtime::{
    Decode, Direction, Encode, Json, Operation, Payload, ResponseReader, ResponseWriter, Rule, from_json, json, violations,
};

/// What became of a JSON text: five answers, each empty where all is well.
///
/// What the validator says (`-` without a validator), what decoding says on a server, what it says on a client, the text that a
/// client would send back (after `=`, else why there is none), and what the validator says of what a handler receives.
pub fn value<T: Encode + Decode>(rule: Option<Rule>, text: &str) -> Vec<String> {
    let json = match json::parse(text) {
        Ok(json) => json,
        Err(error) => return vec![format!("no JSON: {error}")],
    };
    let check = |json: &Json<'_>| match rule {
        Some(rule) => violations(json, rule).to_string(),
        None => "-".to_owned(),
    };
    let said = |result: &Result<T, letterpress_runtime::DecodeError>| result.as_ref().err().map(ToString::to_string);
    let (server, client) = (from_json::<T>(&json, Direction::Request), from_json::<T>(&json, Direction::Response));
    let back = match &client {
        Ok(value) => value.encode().to_text().map_or_else(|error| error.to_string(), |text| format!("={text}")),
        Err(_) => String::new(),
    };
    let handed = server.as_ref().map_or_else(|_| String::new(), |value| check(&value.encode()));
    vec![check(&json), said(&server).unwrap_or_default(), said(&client).unwrap_or_default(), back, handed]
}

/// The status and the headers with which a server answers, all its handlers missing.
pub fn answer(router: Router, request: &str) -> Vec<String> {
    let mut parts = request.splitn(3, ' ');
    let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let body = parts.next().unwrap_or_default();
    let named = body.split_once(": ").filter(|(name, _)| name.contains('/') && !name.contains(['{', '"']));
    let (media_type, body) = named.unwrap_or(("application/json", body));
    // A promise is one line.
    let body = if media_type.starts_with("multipart/") { body.replace("%0D%0A", "\r\n") } else { body.to_owned() };
    let mut builder = Request::builder().method(method).uri(format!("http://test{target}"));
    if !body.is_empty() {
        builder = builder.header("content-type", media_type);
    }
    let request = match builder.body(Payload::Whole(Bytes::from(body))) {
        Ok(request) => request,
        Err(error) => return vec![error.to_string()],
    };
    let sent = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(InProcess::new(router).send(request)),
        Err(error) => return vec![error.to_string()],
    };
    match sent {
        Ok(response) => shown(&response.map(|_| ())),
        Err(error) => vec![error.to_string()],
    }
}

/// The status and the headers that are left of a response which a client has read and a server has written again.
pub fn returned<O: Operation>(response: &str) -> Vec<String> {
    let mut parts = response.split("; ");
    let mut builder = Response::builder().status(parts.next().unwrap_or_default());
    for header in parts {
        let (name, value) = header.split_once(": ").unwrap_or((header, ""));
        builder = builder.header(name, value);
    }
    let response = match builder.body(()) {
        Ok(response) => response,
        Err(error) => return vec![error.to_string()],
    };
    let source = ResponseSource { status: response.status(), headers: response.headers() };
    let mut reader = ResponseReader::new(source, None);
    let outcome = O::read_response(&mut reader);
    match (outcome, reader.finish()) {
        (Some(outcome), Ok(())) => {
            let mut writer = ResponseWriter::default();
            O::write_response(outcome, &mut writer);
            writer.finish().map_or_else(|error| vec![error], |response| shown(&response.map(|_| ())))
        }
        (None, _) => vec!["the status is not documented".to_owned()],
        (Some(_), Err(error)) => vec![format!("{error:?}")],
    }
}

fn shown(response: &Response<()>) -> Vec<String> {
    let header =
        |(name, value): (&http::HeaderName, &http::HeaderValue)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes()));
    let mut shown: Vec<String> = response.headers().iter().map(header).collect();
    shown.sort();
    shown.insert(0, response.status().as_u16().to_string());
    shown
}
