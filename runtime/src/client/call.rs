//! One call of one operation.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Method, Request, Response, StatusCode};

use super::error::Failure;
use super::progress::Progress;
use super::reconnect::{Again, Reconnect};
use super::target::{self, Target};
use super::{BoxFuture, Client, Config, Error, RawResponse, TransportError, Unexpected, builder, credential};
use crate::codec::DecodeError;
use crate::content::{Media, Payload, Receive, Received, choose_tolerantly};
use crate::operation::{Operation, Outcome, Reading, RequestWriter, ResponseReader, ResponseSource, Side, Spec, is_bodiless};
use crate::redact::{self, Head, Headers, Short};

/// A call that is sent when it is awaited.
///
/// It goes to the base URL of the client, unless its operation has servers of its own. Such a call goes to
///
/// 1. what [`Call::server`] says;
/// 2. what [`ClientBuilder::server`](super::ClientBuilder::server) says for one of these servers, the first first;
/// 3. the first of them, if it is relative, resolved against the base URL (RFC 3986, section 5.2);
/// 4. the first of them with the defaults of its variables, if the client's base URL is one of the
///    [servers of the description](Client::described);
/// 5. the base URL: who sends to a test server, a proxy or another environment does not mean the addresses of the description.
///
/// So neither a request nor a credential goes to an origin that neither the user nor, for a client of the described API itself, the
/// description names.
///
/// Optional parts of the request are set with [`with`](Self::with):
/// `client.list_pets().with(|request| request.limit = Some(10)).await?`
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'a, O> {
    client: &'a Client,
    request: O,
    headers: Vec<(String, String)>,
    timeout: Duration,
    reconnect: Option<Reconnect>,
    target: Target,
}

/// A documented success together with the status and the headers that came.
#[derive(Clone, PartialEq)]
pub struct WithResponse<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The success.
    pub value: T,
}

/// A head of the request, and the names of the headers.
impl<O: fmt::Debug> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<Head<'_>> = self.headers.iter().map(|(name, _)| Head(name.as_bytes())).collect();
        let mut shown = f.debug_struct("Call");
        shown.field("client", self.client).field("request", &Short(&self.request)).field("headers", &Short(&names));
        shown.field("timeout", &self.timeout).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for WithResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("WithResponse");
        shown.field("status", &self.status).field("headers", &Headers(&self.headers)).field("value", &Short(&self.value)).finish()
    }
}

impl<'a, O: Operation> Call<'a, O> {
    pub(super) fn new(client: &'a Client, request: O) -> Self {
        Self { client, request, headers: Vec::new(), timeout: client.0.timeout, reconnect: None, target: Target::Described }
    }

    /// A call that goes to this URL, whole, whatever the operation's path.
    pub(super) fn to_url(client: &'a Client, url: &str, request: O) -> Self {
        Self { target: Target::Url(url.to_owned()), ..Self::new(client, request) }
    }

    /// Sends this call to another base URL, whatever servers client and operation have. Credentials are sent, too.
    pub fn server(mut self, base_url: &str) -> Self {
        self.target = Target::Server(base_url.to_owned());
        self
    }

    /// Changes the request.
    pub fn with(mut self, change: impl FnOnce(&mut O)) -> Self {
        change(&mut self.request);
        self
    }

    /// Sends a header; it replaces what the client would send under this name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// How long this call may take in all. Streams are not counted: where the request is one, the time begins anew with each part
    /// of it that is sent; where the response is one, it ends with the headers.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Where the answer is a stream of events: goes on with them when the transfer ends, see [`Reconnect`]. They are at their end when
    /// the server answers 204, and break off when it answers with anything else that is no such stream. Dropping them ends it, too.
    ///
    /// Only a GET whose body is no stream can be sent again: any other call fails with [`Error::Invalid`], and nothing is sent. What
    /// began in an earlier run goes on with `header("Last-Event-ID", id)`.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.reconnect = Some(reconnect);
        self
    }

    /// The result with the status and the headers of the response.
    ///
    /// # Errors
    /// As awaiting the call.
    pub async fn with_response(self) -> Result<WithResponse<O::Ok>, Error<O::Error>> {
        let mut writer = RequestWriter::new(self.client.0.validation);
        self.request.write_request(&mut writer);
        let (config, spec) = (&self.client.0, Spec::of::<O>());
        let request = request(config, &spec, writer, (&self.target, &self.headers))?;
        let again =
            self.reconnect.map(|policy| Again::of(&config.transport, &spec, &request, policy, self.timeout)).transpose()?;
        let arrived = exchange(config, &spec, request, self.timeout).await?;
        let arrived = match again {
            Some(again) => again.attach(arrived),
            None => arrived,
        };
        match read::<O>(&spec, arrived) {
            Ok(read) => read,
            Err(unread) => {
                let (error, mut raw, payload) = *unread;
                // What never ends, such as events, is left when the time of the call is over.
                let collected = tokio::time::timeout(self.timeout, payload.collect(config.body_limit)).await;
                raw.body = collected.ok().and_then(Result::ok).flatten().unwrap_or_default();
                Err(Error::Decode { error, response: Box::new(raw) })
            }
        }
    }
}

impl<'a, O: Operation> IntoFuture for Call<'a, O> {
    type Output = Result<O::Ok, Error<O::Error>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.with_response().await.map(|response| response.value) })
    }
}

/// A response with what can be read of its body before its type is asked.
pub(super) struct Arrived {
    pub(super) raw: RawResponse,
    /// `None` where the status has no such media type.
    pub(super) body: Option<Received>,
}

/// What the response is; or what is wrong with its headers, and the stream that it would have given, which is not lost.
type Read<O> = Result<Result<WithResponse<<O as Operation>::Ok>, Error<<O as Operation>::Error>>, Box<Unread>>;

type Unread = (DecodeError, RawResponse, Payload);

fn read<O: Operation>(spec: &Spec, arrived: Arrived) -> Read<O> {
    let Arrived { raw, body } = arrived;
    let mut reader = ResponseReader::new(ResponseSource { status: raw.status, headers: &raw.headers }, body);
    let outcome: Option<Outcome<O>> = O::read_response(&mut reader);
    let undocumented = |unexpected, raw| Err(Error::Undocumented { unexpected, response: Box::new(raw) });
    Ok(match (outcome, reader.finish()) {
        (None, _) => undocumented(Unexpected::Status, raw),
        (Some(_), Some((Reading::Undocumented, _))) => {
            let documented = spec.media(raw.status).iter().map(Media::media_type).collect();
            undocumented(Unexpected::MediaType { documented }, raw)
        }
        (Some(_), Some((Reading::Mismatch(error), Some(Received { payload: payload @ Payload::Stream(_), .. })))) => {
            return Err(Box::new((error, raw, payload)));
        }
        (Some(_), Some((Reading::Mismatch(error), _))) => Err(Error::Decode { error, response: Box::new(raw) }),
        (Some(Err(error)), None) => Err(Error::Documented { error: Box::new(error), response: Box::new(raw) }),
        (Some(Ok(value)), None) => Ok(WithResponse { status: raw.status, headers: raw.headers, value }),
    })
}

/// What a call says beside its request: where to send it, and headers.
type Beside<'a> = (&'a Target, &'a [(String, String)]);

async fn exchange(config: &Config, spec: &Spec, request: Request<Payload>, timeout: Duration) -> Result<Arrived, Failure> {
    let codings = if request.headers().contains_key(ACCEPT_ENCODING) { Codings::Asked } else { Codings::None };
    let (request, progress) = Progress::of(request);
    let limit = Limit { timeout, progress };
    let sent = limit.bound(config.transport.send(request)).await;
    let sent = sent.ok_or(Failure::Timeout { limit: timeout, response: None })?;
    let response = sent.map_err(|error| Failure::Transport { error: limit.progress.explain(error), response: None })?;
    receive(config, spec, response, limit, codings).await
}

/// How long a call may last: the time begins anew with each part of the request that is sent.
struct Limit {
    timeout: Duration,
    progress: Progress,
}

impl Limit {
    /// The result, or `None` when time runs out.
    async fn bound<T>(&self, future: impl Future<Output = T>) -> Option<T> {
        let mut future = std::pin::pin!(future);
        // Without an end that clocks reach there is no limit.
        while let Some(deadline) = self.progress.last().checked_add(self.timeout) {
            match tokio::time::timeout_at(deadline, &mut future).await {
                Ok(result) => return Some(result),
                Err(_) if self.progress.last().checked_add(self.timeout) > Some(deadline) => {}
                Err(_) => return None,
            }
        }
        Some(future.await)
    }
}

/// Whether the request asks for content codings of its own: then a stream may have one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codings {
    Asked,
    None,
}

/// Receives as much of the answer as its media type asks for: a stream is handed over after the headers, so the time for the call
/// does not bound it.
async fn receive(
    config: &Config,
    spec: &Spec,
    response: Response<Payload>,
    within: Limit,
    codings: Codings,
) -> Result<Arrived, Failure> {
    let (mut parts, payload) = response.into_parts();
    redact::mark(&mut parts.headers, &[]);
    let (status, headers) = (parts.status, parts.headers);
    let bodiless = spec.method == Method::HEAD || is_bodiless(status);
    let payload = if bodiless { Payload::empty() } else { payload };
    let media = spec.media(status);
    let media_type = headers.get(CONTENT_TYPE).cloned();
    let named = media_type.as_ref().and_then(|named| named.to_str().ok());
    let offer = choose_tolerantly(media, named).and_then(|index| Some((index, media.get(index)?)));
    // What a range or `default` says of bodies cannot hold for a status that has none.
    let offer = offer.filter(|(_, media)| !bodiless || media.may_be_empty()).map(|(index, media)| (index, media.receive()));
    let coding = coding(&headers).filter(|_| !bodiless);
    let raw = RawResponse { status, headers, body: Bytes::new() };
    if let Some((index, Receive::Stream)) = offer
        && (coding.is_none() || codings == Codings::Asked)
    {
        return Ok(Arrived { raw, body: Some(Received { index, media_type, payload }) });
    }
    let (limit, without_body) = (config.body_limit, || Box::new(raw.clone()));
    let collected = within.bound(payload.collect(limit)).await;
    let collected = collected.ok_or_else(|| Failure::Timeout { limit: within.timeout, response: Some(without_body()) })?;
    let broken = |error| Failure::Transport { error: TransportError::of_body(error), response: Some(without_body()) };
    let body = collected.map_err(broken)?.ok_or_else(|| Failure::TooLarge { limit, response: without_body() })?;
    if let Some(coding) = coding {
        return Err(Failure::Coding { coding, response: Box::new(RawResponse { body, ..raw }) });
    }
    let received = |index| Received { index, media_type, payload: Payload::Whole(body.clone()) };
    let received = offer.map(|(index, _)| received(index));
    Ok(Arrived { raw: RawResponse { body, ..raw }, body: received })
}

/// The content codings that the transport has not undone.
fn coding(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(CONTENT_ENCODING).into_iter().map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned());
    let codings = lines.filter(|line| !line.trim().is_empty() && !line.trim().eq_ignore_ascii_case("identity"));
    Some(codings.collect::<Vec<_>>().join(", ")).filter(|codings| !codings.is_empty())
}

fn request(
    config: &Config,
    spec: &Spec,
    writer: RequestWriter,
    (target, headers): Beside<'_>,
) -> Result<Request<Payload>, Failure> {
    let written = writer.finish(spec.path, spec.fixed_query).map_err(Failure::Invalid)?;
    let (mut all, mut query) = (config.headers.clone(), written.query);
    all.extend(accept(spec).map(|accept| (ACCEPT, accept)));
    // Replaces all lines of each name.
    all.extend(written.headers);
    for requirement in credential::choose(spec.id, spec.security, &config.credentials)? {
        credential::apply(requirement, &config.credentials, &mut all, &mut query)?;
    }
    for (name, value) in headers {
        let (name, value) = builder::header(name, value).ok_or_else(|| Failure::Header { name: name.clone() })?;
        all.insert(name, value);
    }
    let request = Request::builder()
        .method(spec.method.clone())
        .uri(target::url(config, spec, target, (&written.path, &query))?)
        .body(written.body);
    let mut request = request.map_err(|error| Failure::Transport { error: TransportError::new(error), response: None })?;
    redact::mark(&mut all, &redact::key_headers(spec.security).collect::<Vec<_>>());
    *request.headers_mut() = all;
    Ok(request)
}

/// The media types that the description has, those of successes first; `None` when it has none.
fn accept(spec: &Spec) -> Option<HeaderValue> {
    let media_types = spec.media_types(&[Side::Success, Side::Failure]);
    HeaderValue::from_str(&media_types.join(", ")).ok().filter(|accept| !accept.is_empty())
}
