//! Puts values to generated code. The harness in `tests/tests/compiled/` copies this file into the crate of all small descriptions.

use bytes::Bytes;
use http::{Request, Response};
use letterpress_runtime::client::{InProcess, Transport};
use letterpress_runtime::content::Received;
use letterpress_runtime::operation::ResponseSource;
use letterpress_runtime::server::Router;
use letterpress_runtime::{
    Content, Decode, DecodeError, Direction, Encode, Json, Media, Operation, Payload, ResponseReader, ResponseWriter, Rule, Validation,
    from_json, json, to_json, to_json_text, violations,
};

/// What became of a JSON text: five answers, each empty where all is well.
///
/// What the validator says (`-` without a validator), what decoding says on a server, what it says on a client, the text that a
/// client would send back (after `=`, else why there is none), and what the validator says of what a handler receives.
pub fn value<T: Encode + Decode>(rule: Option<Rule>, text: &str) -> Vec<String> {
    let tape = match json::parse(text) {
        Ok(tape) => tape,
        Err(error) => return vec![format!("no JSON: {error}")],
    };
    let json = tape.root();
    let check = |json: Json<'_>| match rule {
        Some(rule) => violations(json, rule).to_string(),
        None => "-".to_owned(),
    };
    let said = |result: &Result<T, letterpress_runtime::DecodeError>| result.as_ref().err().map(ToString::to_string);
    let (server, client) = (from_json::<T>(json, Direction::Request), from_json::<T>(json, Direction::Response));
    let back = match &client {
        Ok(value) => to_json_text(value).map_or_else(|error| error.to_string(), |text| format!("={text}")),
        Err(_) => String::new(),
    };
    let handed = server.as_ref().map_or_else(|_| String::new(), |value| check(to_json(value).root()));
    vec![check(json), said(&server).unwrap_or_default(), said(&client).unwrap_or_default(), back, handed]
}

/// What becomes of a JSON text on each side: four answers.
///
/// Why the validator refuses it, what a handler has of it, what a client has read of it, and what a server writes of it in a response:
/// each but the first after `=`, or else what is told.
pub fn sides<T: Content + Encode + Decode>(rule: Option<Rule>, text: &str) -> Vec<String> {
    let tape = match json::parse(text) {
        Ok(tape) => tape,
        Err(error) => return vec![format!("no JSON: {error}")],
    };
    let json = tape.root();
    let why = match rule {
        Some(rule) => violations(json, rule).iter().map(|it| located(it.keyword, &it.pointer)).collect::<Vec<_>>().join("; "),
        None => "-".to_owned(),
    };
    let read = |direction| match from_json::<T>(json, direction) {
        Ok(value) => to_json_text(&value).map_or_else(|error| located("told", &error.pointer), |text| format!("={text}")),
        Err(DecodeError::Mismatch { errors, .. }) => {
            errors.iter().map(|it| located("told", &it.pointer)).collect::<Vec<_>>().join("; ")
        }
        Err(error) => error.to_string(),
    };
    vec![why, read(Direction::Request), read(Direction::Response), written::<T>(json)]
}

/// What a server writes of a value that was kept.
fn written<T: Content + Decode>(json: Json<'_>) -> String {
    const MEDIA: &[Media] = &[Media::json("application/json")];
    let value = match from_json::<T>(json, Direction::Nowhere) {
        Ok(value) => value,
        Err(error) => return error.to_string(),
    };
    let mut writer = ResponseWriter::default();
    writer.body(MEDIA, value);
    match writer.finish().map(http::Response::into_body) {
        Ok(Payload::Whole(bytes)) => format!("={}", String::from_utf8_lossy(&bytes)),
        Ok(Payload::Stream(_)) => "a stream".to_owned(),
        Err(error) => located("told", error.strip_prefix("body: ").and_then(|error| error.split_once(": ")).map_or("", |it| it.0)),
    }
}

fn located(word: &str, pointer: &str) -> String {
    if pointer.is_empty() { word.to_owned() } else { format!("{word} at {pointer}") }
}

/// The status, the headers and the body with which a server answers, all its handlers missing. A request may name what it accepts:
/// `GET /pets accept: text/csv`.
pub fn answer(router: Router, request: &str) -> Vec<String> {
    let mut parts = request.splitn(3, ' ');
    let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let rest = parts.next().unwrap_or_default();
    let (accept, rest) = match rest.strip_prefix("accept: ") {
        Some(accept) => (accept, ""),
        None => ("*/*", rest),
    };
    let named = rest.split_once(": ").filter(|(name, _)| name.contains('/') && !name.contains(['{', '"']));
    let (media_type, body) = named.unwrap_or(("application/json", rest));
    // A promise is one line.
    let body = if media_type.starts_with("multipart/") { body.replace("%0D%0A", "\r\n") } else { body.to_owned() };
    let mut builder = Request::builder().method(method).uri(format!("http://test{target}")).header("accept", accept);
    if !body.is_empty() {
        builder = builder.header("content-type", media_type);
    }
    let request = match builder.body(Payload::Whole(Bytes::from(body))) {
        Ok(request) => request,
        Err(error) => return vec![error.to_string()],
    };
    let exchange = async {
        let (parts, body) = InProcess::new(router).send(request).await?.into_parts();
        let body = body.collect(1 << 20).await?.unwrap_or_default();
        let mut shown = shown(&Response::from_parts(parts, ()));
        shown.push(String::from_utf8_lossy(&body).into_owned());
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(shown)
    };
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(exchange).unwrap_or_else(|error| vec![error.to_string()]),
        Err(error) => vec![error.to_string()],
    }
}

/// A document as the XML body of an operation: the value that a server reads, and the document that is written again.
pub fn xml<T: Content + Encode, O: Operation>(text: &str) -> Vec<String> {
    let all = O::BODY.media.iter().chain(O::RESPONSES.iter().flat_map(|response| response.media));
    let Some(media) = all.into_iter().find(|media| letterpress_runtime::media_type::is_xml(media.media_type())) else {
        return vec!["the operation has no XML".to_owned()];
    };
    let value = match T::read(Received::whole(Bytes::copy_from_slice(text.as_bytes())), media, Direction::Request) {
        Ok(value) => value,
        Err(error) => return vec![format!("{error:?}")],
    };
    let json = to_json_text(&value).unwrap_or_else(|error| error.to_string());
    let again = match value.write(media, 0, Validation::On).map(|written| written.payload) {
        Ok(Payload::Whole(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
        other => format!("{other:?}"),
    };
    vec![json, again.split_once("?>").map_or(again.clone(), |(_, document)| document.to_owned())]
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
        (Some(outcome), None) => {
            let mut writer = ResponseWriter::default();
            O::write_response(outcome, &mut writer);
            writer.finish().map_or_else(|error| vec![error], |response| shown(&response.map(|_| ())))
        }
        (None, _) => vec!["the status is not documented".to_owned()],
        (Some(_), Some(error)) => vec![format!("{error:?}")],
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
