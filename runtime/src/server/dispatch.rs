//! From a request to its answer.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use http::header::{ACCEPT, ALLOW, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode};
use http_body::Body as _;

use super::authenticate::{Refused, authorize};
use super::catch::catch;
use super::combine::Unrouted;
use super::routes::{Endpoint, Unhandled};
use super::{Authenticator, BoxError, Rejection, RequestContext, ServerOptions};
use crate::media_type;
use crate::operation::{Refusal, RequestReader, RequestSource};
use crate::parameter::percent;
use crate::path::{Captures, Found, Router};
use crate::redact;

/// All that is needed to answer requests.
pub(super) struct Dispatcher<P> {
    router: Router<Endpoint<P>>,
    authenticator: Box<dyn Authenticator<P>>,
    options: ServerOptions,
    /// The headers with API keys.
    keys: Vec<HeaderName>,
}

impl<P> Dispatcher<P> {
    pub(super) fn new(endpoints: Vec<Endpoint<P>>, authenticator: Box<dyn Authenticator<P>>, options: ServerOptions) -> Self {
        let keys = endpoints.iter().flat_map(|endpoint| redact::key_headers(endpoint.security)).collect();
        let mut router = Router::default();
        for endpoint in endpoints {
            router.add(&endpoint.place.clone(), endpoint);
        }
        Self { router, authenticator, options, keys }
    }
}

/// The dispatcher as a router.
pub(super) fn router<P: Send + Sync + 'static>(dispatcher: Dispatcher<P>) -> axum::Router {
    let dispatcher = Arc::new(dispatcher);
    axum::Router::new().fallback(move |request: Request<Body>| {
        let dispatcher = Arc::clone(&dispatcher);
        async move { answer(&dispatcher, request).await.map(Body::from) }
    })
}

async fn answer<P: Send + Sync + 'static>(dispatcher: &Dispatcher<P>, request: Request<Body>) -> Response<Bytes> {
    let method = request.method().clone();
    let (mut parts, mut body) = request.into_parts();
    redact::mark(&mut parts.headers, &dispatcher.keys);
    let unrouted = parts.extensions.get::<Unrouted>().cloned();
    let found = dispatcher.router.find(&method, parts.uri.path(), parts.uri.query(), &parts.headers);
    if let (Found::Nothing | Found::OtherMethods(_), Some(unrouted)) = (&found, unrouted) {
        unrouted.leave(std::mem::take(&mut body));
    }
    let response = match found {
        Found::Nothing => Err(Box::new(Rejection::new(StatusCode::NOT_FOUND))),
        Found::OtherMethods(methods) if method == Method::OPTIONS => Ok(options(&methods)),
        Found::OtherMethods(methods) => Err(Box::new(Rejection::not_allowed(&methods))),
        Found::Operation(endpoint, captures) => {
            let handled = catch(Box::pin(handle(dispatcher, endpoint, captures, parts, body))).await;
            let answered = handled.unwrap_or_else(|panic| Err(unexpected(dispatcher, endpoint.id, panic.into())));
            answered.map_err(|rejection| Box::new(Rejection { operation: Some(endpoint.id), ..*rejection }))
        }
    };
    let response = response.unwrap_or_else(|rejection| rejection.into_response(&dispatcher.options));
    without_forbidden_body(&method, response)
}

fn options(methods: &[Method]) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().extend(Rejection::not_allowed(methods).headers.remove(ALLOW).map(|allow| (ALLOW, allow)));
    response
}

type Answer = Result<Response<Bytes>, Box<Rejection>>;

async fn handle<P: Send + Sync + 'static>(
    dispatcher: &Dispatcher<P>,
    endpoint: &Endpoint<P>,
    captures: Captures,
    parts: Parts,
    body: Body,
) -> Answer {
    check_path(parts.uri.path())?;
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let principals = match authorize(endpoint.security, dispatcher.authenticator.as_ref(), &parts.headers, &query).await {
        Ok(principals) => principals,
        Err(Refused::Rejected(rejection)) => return Err(rejection),
        Err(Refused::Failed(error)) => return Err(unexpected(dispatcher, endpoint.id, error)),
    };
    check_content(endpoint, &captures, &query, &parts.headers)?;
    let body = receive(body, &parts.headers, &dispatcher.options).await?;
    let headers = parts.headers.clone();
    let context = context(endpoint, parts, principals);
    let source = RequestSource { captures: &captures, query: &query, headers: &headers, body: body.as_ref() };
    let future = begin(endpoint, context, source)?;
    match future.await {
        Ok(response) => Ok(response),
        Err(Unhandled::NotImplemented) => Err(Box::new(Rejection::new(StatusCode::NOT_IMPLEMENTED))),
        Err(Unhandled::Unexpected(error)) => Err(unexpected(dispatcher, endpoint.id, error)),
    }
}

/// A path that no client can mean: a broken escape, or a segment that URL resolution would have removed (RFC 3986,
/// sections 2.1 and 5.2.4).
fn check_path(path: &str) -> Result<(), Box<Rejection>> {
    let bad = |detail: &str| Err(Box::new(Rejection::new(StatusCode::BAD_REQUEST).detail(detail)));
    if !percent::is_well_formed(path) {
        return bad("the path has a `%` that starts no escape");
    }
    match path.split('/').any(|segment| percent::decode(segment).is_ok_and(|text| text == "." || text == "..")) {
        true => bad("the path has a segment `.` or `..`"),
        false => Ok(()),
    }
}

/// What the headers say of the body, before it is received.
fn check_content<P>(endpoint: &Endpoint<P>, captures: &Captures, query: &str, headers: &HeaderMap) -> Result<(), Box<Rejection>> {
    if headers.get_all(CONTENT_TYPE).iter().count() > 1 {
        return Err(Box::new(Rejection::new(StatusCode::BAD_REQUEST).detail("there is more than one `Content-Type`")));
    }
    let identity = |coding: &HeaderValue| coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    if !headers.get_all(CONTENT_ENCODING).iter().all(identity) {
        return Err(Box::new(Rejection::encoded()));
    }
    if !headers.contains_key(CONTENT_TYPE) {
        return Ok(());
    }
    let source = RequestSource { captures, query, headers, body: None };
    match (endpoint.refusal)(RequestReader::new(source)) {
        Some(refusal @ Refusal::MediaType(_)) => Err(Box::new(Rejection::refused(refusal, endpoint.statuses))),
        Some(Refusal::TooLarge | Refusal::NotUtf8(_) | Refusal::Malformed(_)) | None => Ok(()),
    }
}

fn context<P>(endpoint: &Endpoint<P>, parts: Parts, principals: Vec<P>) -> RequestContext<P> {
    let Parts { method, uri, headers, extensions, .. } = parts;
    RequestContext { method, uri, headers, extensions, operation: endpoint.id, path: endpoint.place.template, principals }
}

type Handler = super::BoxFuture<'static, Result<Response<Bytes>, Unhandled>>;

/// Reads the request, which starts nothing: the handler runs when its future is awaited. The checks are answered in their
/// order: media type, `Accept`, size, syntax, schemas.
fn begin<P>(endpoint: &Endpoint<P>, context: RequestContext<P>, source: RequestSource<'_>) -> Result<Handler, Box<Rejection>> {
    let accepted = media_type::accepts(accept(source.headers).as_deref(), endpoint.media_types);
    let ran = (endpoint.run)(context, RequestReader::new(source));
    if !accepted && !matches!(ran, Err((Some(Refusal::MediaType(_)), _))) {
        return Err(Box::new(Rejection::not_acceptable(endpoint.media_types)));
    }
    ran.map_err(|(refusal, faults)| match refusal {
        Some(refusal) => Box::new(Rejection::refused(refusal, endpoint.statuses)),
        None => Box::new(Rejection::invalid(faults, endpoint.statuses)),
    })
}

/// All lines of `Accept` as one list; one that is no text is passed over.
fn accept(headers: &HeaderMap) -> Option<String> {
    let lines: Vec<&str> = headers.get_all(ACCEPT).into_iter().filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// The whole body; `None` when it is larger than the limit.
async fn receive(body: Body, headers: &HeaderMap, options: &ServerOptions) -> Result<Option<Bytes>, Box<Rejection>> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > options.body_limit) {
        return Ok(None);
    }
    match tokio::time::timeout(options.read_timeout, collect(body, options.body_limit)).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(Box::new(Rejection::new(StatusCode::BAD_REQUEST).detail("the body did not arrive whole"))),
        Err(_) => Err(Box::new(Rejection::new(StatusCode::REQUEST_TIMEOUT))),
    }
}

async fn collect(mut body: Body, limit: usize) -> Result<Option<Bytes>, axum::Error> {
    let mut collected = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let Ok(data) = frame?.into_data() else { continue };
        if collected.len() + data.len() > limit {
            return Ok(None);
        }
        collected.extend_from_slice(&data);
    }
    Ok(Some(Bytes::from(collected)))
}

/// 500 that says nothing; the error goes to the log hook.
fn unexpected<P>(dispatcher: &Dispatcher<P>, operation: &'static str, error: BoxError) -> Box<Rejection> {
    (dispatcher.options.error)(operation, error.as_ref());
    Box::new(Rejection::new(StatusCode::INTERNAL_SERVER_ERROR))
}

/// HEAD answers with the headers of GET; 204, 205 and 304 have no content (RFC 9110, sections 9.3.2 and 15).
fn without_forbidden_body(method: &Method, mut response: Response<Bytes>) -> Response<Bytes> {
    let length = response.body().len();
    if matches!(response.status().as_u16(), 204 | 205 | 304) {
        response.headers_mut().remove(CONTENT_TYPE);
        *response.body_mut() = Bytes::new();
    } else if *method == Method::HEAD {
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
        *response.body_mut() = Bytes::new();
    }
    response
}
