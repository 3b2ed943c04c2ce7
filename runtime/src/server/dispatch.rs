//! From a request to its answer.

use std::sync::Arc;

use axum::body::Body;
use http::header::{ALLOW, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Response, StatusCode, Version};

use super::authenticate::{Refused, Shown, authorize};
use super::catch::{Watched, catch};
use super::combine::Unrouted;
use super::linger::lingering;
use super::receive::{accepted, receive};
use super::rejection::{Described, Giver, failure};
use super::routes::{Endpoint, Unhandled};
use super::{Authenticator, BoxError, Rejection, RequestContext, ServerOptions, StreamError, message};
use crate::content::Payload;
use crate::media_type::Accept;
use crate::operation::{Documented, Incoming, Refusal, RequestReader, RequestSource, Spec, is_bodiless};
use crate::path::{Captures, Found, Router, Template};
use crate::problem::Fault;
use crate::redact;

/// All that is needed to answer requests.
pub(super) struct Dispatcher<P> {
    router: Router<Endpoint<P>>,
    authenticator: Box<dyn Authenticator<P>>,
    options: ServerOptions,
    givers: Vec<Giver>,
    /// The headers with API keys.
    keys: Vec<HeaderName>,
    /// What all operations document alike for status 404, which a path that there is not is answered with.
    not_found: &'static [Documented],
}

impl<P> Dispatcher<P> {
    pub(super) fn new(
        endpoints: Vec<Endpoint<P>>,
        givers: Vec<Giver>,
        authenticator: Box<dyn Authenticator<P>>,
        options: ServerOptions,
    ) -> Self {
        let with_body = endpoints.iter().filter(|endpoint| endpoint.spec.method != Method::HEAD);
        let not_found = common(with_body.map(|endpoint| failure(endpoint.spec.responses, StatusCode::NOT_FOUND)));
        let keys = endpoints.iter().flat_map(|endpoint| redact::key_headers(endpoint.spec.security)).collect();
        let mut router = Router::default();
        for endpoint in endpoints {
            let template = endpoint.at.as_deref().map_or_else(|| Template::new(endpoint.spec.path), Template::concrete);
            router.add_at(template, &endpoint.spec.place(), endpoint);
        }
        Self { router, authenticator, options, givers, keys, not_found }
    }
}

/// What several operations document as the answer of a status, if it is the same and says what the body is.
fn common(mut rows: impl Iterator<Item = Option<&'static Documented>>) -> &'static [Documented] {
    let first = rows.next().flatten().filter(|first| !matches!(first.answer, crate::Answer::Undescribed));
    let first = first.filter(|first| rows.all(|row| row.is_some_and(|row| row.is_answered_like(first))));
    first.map_or(&[], std::slice::from_ref)
}

/// The dispatcher as a router.
pub(super) fn router<P: Send + Sync + 'static>(dispatcher: Dispatcher<P>) -> axum::Router {
    let dispatcher = Arc::new(dispatcher);
    axum::Router::new().fallback(move |request: Request<Body>| {
        let dispatcher = Arc::clone(&dispatcher);
        async move { answer(&dispatcher, request).await }
    })
}

async fn answer<P: Send + Sync + 'static>(dispatcher: &Dispatcher<P>, request: Request<Body>) -> Response<Body> {
    let (method, version) = (request.method().clone(), request.version());
    let (mut parts, mut body) = request.into_parts();
    redact::mark(&mut parts.headers, &dispatcher.keys);
    let unrouted = parts.extensions.get::<Unrouted>().cloned();
    let found = dispatcher.router.find(&method, parts.uri.path(), parts.uri.query(), &parts.headers);
    if let (Found::Nothing | Found::OtherMethods(..), Some(unrouted)) = (&found, unrouted) {
        unrouted.leave(std::mem::take(&mut body));
    }
    let (body, unread) = lingering(&parts, body);
    let (mut operation, accept) = ("", accepted(&parts.headers));
    let mut responses = dispatcher.not_found;
    let response = match found {
        Found::Nothing => {
            drop(body);
            message::check(&parts, &dispatcher.options).and(Err(Box::new(Rejection::new(StatusCode::NOT_FOUND))))
        }
        Found::OtherMethods(methods, endpoints) => {
            drop(body);
            responses = not_allowed(&endpoints);
            message::check(&parts, &dispatcher.options).and_then(|()| match method == Method::OPTIONS {
                true => Ok(options(&methods)),
                false => Err(Box::new(Rejection::not_allowed(&methods))),
            })
        }
        Found::Operation(endpoint, captures) => {
            (operation, responses) = (endpoint.spec.id, endpoint.spec.responses);
            let handled = catch(Box::pin(handle(dispatcher, endpoint, captures, parts, (accept.clone(), body)))).await;
            let answered = handled.unwrap_or_else(|panic| Err(unexpected(dispatcher, operation, panic.into())));
            answered.map_err(|rejection| Box::new(Rejection { operation: Some(operation), ..*rejection }))
        }
    };
    let described = Described { responses, accept, givers: &dispatcher.givers };
    let mut response = response.unwrap_or_else(|rejection| rejection.into_response(&dispatcher.options, described));
    if version >= Version::HTTP_2 {
        // It has no such header (RFC 9113, section 8.2.2): its streams end one by one.
        response.headers_mut().remove(CONNECTION);
    } else {
        unread.tell(response.headers_mut());
    }
    let report = Arc::clone(&dispatcher.options.error);
    without_forbidden_body(&method, response).map(|payload| match payload {
        Payload::Whole(bytes) => Body::from(bytes),
        Payload::Stream(stream) => Body::new(Watched::new(stream, move |error| report(operation, error))),
    })
}

/// What the operations of a path document alike for a method that it lacks.
fn not_allowed<P>(endpoints: &[&Endpoint<P>]) -> &'static [Documented] {
    let with_body = endpoints.iter().filter(|endpoint| endpoint.spec.method != Method::HEAD);
    let rows = with_body.map(|endpoint| failure(endpoint.spec.responses, StatusCode::METHOD_NOT_ALLOWED));
    common(rows.filter(Option::is_some))
}

fn options(methods: &[Method]) -> Response<Payload> {
    let mut response = Response::new(Payload::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response.headers_mut().extend(Rejection::not_allowed(methods).headers.remove(ALLOW).map(|allow| (ALLOW, allow)));
    response
}

type Answer = Result<Response<Payload>, Box<Rejection>>;

async fn handle<P: Send + Sync + 'static>(
    dispatcher: &Dispatcher<P>,
    endpoint: &Endpoint<P>,
    captures: Captures,
    parts: Parts,
    (accept, body): (Accept, Body),
) -> Answer {
    message::check(&parts, &dispatcher.options)?;
    let query = parts.uri.query().unwrap_or_default().to_owned();
    let shown = Shown { headers: &parts.headers, extensions: &parts.extensions, query: &query };
    let principals = match authorize(endpoint.spec.security, dispatcher.authenticator.as_ref(), shown).await {
        Ok(principals) => principals,
        Err(Refused::Rejected(rejection)) => return Err(rejection),
        Err(Refused::Failed(error)) => return Err(unexpected(dispatcher, endpoint.spec.id, error)),
    };
    let incoming = receive(&endpoint.spec, &parts.headers, &accept, body, &dispatcher.options).await?;
    let headers = parts.headers.clone();
    let context = context(endpoint, parts, principals);
    let source = RequestSource { captures: &captures, query: &query, headers: &headers };
    let future = begin(endpoint, context, source, (accept, incoming))?;
    match future.await {
        Ok(response) => Ok(response),
        Err(Unhandled::NotImplemented) => Err(Box::new(Rejection::new(StatusCode::NOT_IMPLEMENTED))),
        Err(Unhandled::Unexpected(error)) => Err(unexpected(dispatcher, endpoint.spec.id, error)),
        Err(Unhandled::Stream(StreamError::TooLarge)) => Err(Box::new(Rejection::unread(StatusCode::PAYLOAD_TOO_LARGE))),
        Err(Unhandled::Stream(error @ StreamError::BrokenOff)) => {
            Err(Box::new(Rejection::new(StatusCode::BAD_REQUEST).detail(error.to_string())))
        }
        Err(Unhandled::Body(refusal, faults)) => Err(refused(&endpoint.spec, refusal, faults)),
        Err(Unhandled::Stream(StreamError::TimedOut)) => Err(Box::new(Rejection::unread(StatusCode::REQUEST_TIMEOUT))),
    }
}

fn context<P>(endpoint: &Endpoint<P>, parts: Parts, principals: Vec<P>) -> RequestContext<P> {
    let Parts { method, uri, headers, extensions, .. } = parts;
    RequestContext { method, uri, headers, extensions, operation: endpoint.spec.id, path: endpoint.spec.path, principals }
}

type Handler = super::BoxFuture<'static, Result<Response<Payload>, Unhandled>>;

/// Reads the request, which starts nothing: the handler runs when its future is awaited.
fn begin<P>(
    endpoint: &Endpoint<P>,
    context: RequestContext<P>,
    source: RequestSource<'_>,
    (accept, incoming): (Accept, Incoming),
) -> Result<Handler, Box<Rejection>> {
    let ran = (endpoint.run)(context, RequestReader::new(source, incoming), accept);
    ran.map_err(|(refusal, faults)| refused(&endpoint.spec, refusal, faults))
}

/// A request that is not what its description says.
fn refused(spec: &Spec, refusal: Option<Refusal>, faults: Vec<Fault>) -> Box<Rejection> {
    Box::new(match refusal {
        Some(refusal) => Rejection::refused(refusal, faults, spec.responses),
        None => Rejection::invalid(faults, spec.responses),
    })
}

/// 500 that says nothing; the error goes to the log hook.
fn unexpected<P>(dispatcher: &Dispatcher<P>, operation: &'static str, error: BoxError) -> Box<Rejection> {
    (dispatcher.options.error)(operation, error.as_ref());
    Box::new(Rejection::new(StatusCode::INTERNAL_SERVER_ERROR))
}

/// HEAD answers with the headers of GET (RFC 9110, section 9.3.2); some statuses have no content.
fn without_forbidden_body(method: &Method, mut response: Response<Payload>) -> Response<Payload> {
    let length = response.body().length();
    if is_bodiless(response.status()) {
        response.headers_mut().remove(CONTENT_TYPE);
        *response.body_mut() = Payload::empty();
    } else if *method == Method::HEAD {
        response.headers_mut().extend(length.map(|length| (CONTENT_LENGTH, HeaderValue::from(length))));
        *response.body_mut() = Payload::empty();
    }
    response
}
