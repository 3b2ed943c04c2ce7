//! One call of one operation.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, HeaderMap, HeaderValue};
use http::{Method, Request, Response, StatusCode};

use super::error::Failure;
use super::{BoxFuture, Client, Config, Error, RawResponse, TransportBody, TransportError, builder, credential};
use crate::operation::{Operation, Outcome, Reading, RequestWriter, ResponseReader};
use crate::path::FixedPair;
use crate::redact::{self, Head, Headers, Short};
use crate::security::Security;

/// A call that is sent when it is awaited.
///
/// Optional parts of the request are set with [`with`](Self::with):
/// `client.list_pets().with(|request| request.limit = Some(10)).await?`
#[must_use = "a call is sent when it is awaited"]
pub struct Call<'a, O> {
    client: &'a Client,
    request: O,
    headers: Vec<(String, String)>,
    timeout: Duration,
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
        Self { client, request, headers: Vec::new(), timeout: client.0.timeout }
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

    /// How long this call may take in all.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The result with the status and the headers of the response.
    ///
    /// # Errors
    /// As awaiting the call.
    pub async fn with_response(self) -> Result<WithResponse<O::Ok>, Error<O::Error>> {
        let mut writer = RequestWriter::new(self.client.0.validation);
        self.request.write_request(&mut writer);
        drop(self.request);
        let plan = Plan {
            id: O::ID,
            method: O::METHOD,
            path: O::PATH,
            fixed_query: O::FIXED_QUERY,
            security: O::SECURITY,
            media_types: O::MEDIA_TYPES,
        };
        let response = exchange(&self.client.0, plan, writer, &self.headers, self.timeout).await?;
        read::<O>(response)
    }
}

impl<'a, O: Operation> IntoFuture for Call<'a, O> {
    type Output = Result<O::Ok, Error<O::Error>>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.with_response().await.map(|response| response.value) })
    }
}

fn read<O: Operation>(response: Response<Bytes>) -> Result<WithResponse<O::Ok>, Error<O::Error>> {
    let mut reader = ResponseReader::new(&response);
    let outcome: Option<Outcome<O>> = O::read_response(&mut reader);
    match (outcome, reader.finish()) {
        (None, _) | (Some(_), Err(Reading::Undocumented)) => Err(Error::Undocumented(Box::new(RawResponse::from(response)))),
        (Some(_), Err(Reading::Mismatch(error))) => Err(Error::Decode { error, response: Box::new(RawResponse::from(response)) }),
        (Some(Err(error)), Ok(())) => Err(Error::Documented(Box::new(error))),
        (Some(Ok(value)), Ok(())) => {
            let (parts, _) = response.into_parts();
            Ok(WithResponse { status: parts.status, headers: parts.headers, value })
        }
    }
}

/// What is known of an operation without its types.
struct Plan {
    id: &'static str,
    method: Method,
    path: &'static str,
    fixed_query: &'static [FixedPair],
    security: Security,
    media_types: &'static [&'static str],
}

async fn exchange(
    config: &Config,
    plan: Plan,
    writer: RequestWriter,
    headers: &[(String, String)],
    timeout: Duration,
) -> Result<Response<Bytes>, Failure> {
    let bodiless = plan.method == Method::HEAD;
    let request = request(config, plan, writer, headers)?;
    let receive = async {
        let (mut parts, body) = config.transport.send(request).await.map_err(Failure::Transport)?.into_parts();
        redact::mark(&mut parts.headers, &[]);
        let bodiless = bodiless || matches!(parts.status.as_u16(), 204 | 205 | 304);
        let body = if bodiless { Bytes::new() } else { collect(body, parts.status, config.body_limit).await? };
        Ok(Response::from_parts(parts, body))
    };
    tokio::time::timeout(timeout, receive).await.unwrap_or(Err(Failure::Timeout(timeout)))
}

fn request(config: &Config, plan: Plan, writer: RequestWriter, headers: &[(String, String)]) -> Result<Request<Bytes>, Failure> {
    let written = writer.finish(plan.path, plan.fixed_query).map_err(Failure::Invalid)?;
    let (mut all, mut query) = (config.headers.clone(), written.query);
    if let Ok(accept) = HeaderValue::from_str(&plan.media_types.join(", "))
        && !accept.is_empty()
    {
        all.insert(ACCEPT, accept);
    }
    replace(&mut all, written.headers);
    for requirement in credential::choose(plan.id, plan.security, &config.credentials)? {
        credential::apply(requirement, &config.credentials, &mut all, &mut query)?;
    }
    for (name, value) in headers {
        let (name, value) = builder::header(name, value).ok_or_else(|| Failure::Header { name: name.clone() })?;
        all.insert(name, value);
    }
    let request = Request::builder().method(plan.method).uri(config.base.join(&written.path, &query)).body(written.body);
    let mut request = request.map_err(|error| Failure::Transport(TransportError::new(error)))?;
    redact::mark(&mut all, &redact::key_headers(plan.security).collect::<Vec<_>>());
    *request.headers_mut() = all;
    Ok(request)
}

/// Replaces all lines of each name by those of `new`.
fn replace(headers: &mut HeaderMap, new: HeaderMap) {
    headers.extend(new);
}

async fn collect(mut body: TransportBody, status: StatusCode, limit: usize) -> Result<Bytes, Failure> {
    let mut collected = Vec::new();
    while let Some(chunk) = body.chunk().await.map_err(Failure::Transport)? {
        if collected.len() + chunk.len() > limit {
            return Err(Failure::TooLarge { status, limit });
        }
        collected.extend_from_slice(&chunk);
    }
    Ok(Bytes::from(collected))
}
