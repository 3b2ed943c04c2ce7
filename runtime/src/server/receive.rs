//! The body of a request: whether its media type is one of the operation's, and as much of it as that asks for.

use axum::body::Body;
use http::StatusCode;
use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http_body::Body as _;

use super::guard::Guarded;
use super::{Rejection, ServerOptions};
use crate::content::{ByteStream, Media, Payload, Receive, Received, choose};
use crate::media_type::Accept;
use crate::operation::{Incoming, Side, Spec};

type Refused<T> = Result<T, Box<Rejection>>;

/// What the request accepts.
pub(super) fn accepted(headers: &HeaderMap) -> Accept {
    list(headers, &ACCEPT).map_or_else(Accept::default, |text| Accept::parse(&text))
}

/// The body of a request. Checked in this order: media type and coding (415), `Accept` (406), limit (413, told by the
/// reader, after whatever else is wrong).
pub(super) async fn receive(
    spec: &Spec,
    headers: &HeaderMap,
    accept: &Accept,
    body: Body,
    options: &ServerOptions,
) -> Refused<Incoming> {
    let offer = offer(spec, headers)?;
    check_accept(spec, accept)?;
    match offer {
        Offer::Undescribed => Ok(Incoming::Nothing),
        Offer::Unnamed => unnamed(spec, headers, body, options).await,
        Offer::Of(index, media_type) => of(spec, (index, Some(media_type)), headers, body, options).await,
    }
}

/// What the headers say of the body.
enum Offer {
    /// The operation has no body. One that comes is not read.
    Undescribed,
    /// Without `Content-Type`.
    Unnamed,
    /// A media type of the operation.
    Of(usize, HeaderValue),
}

fn offer(spec: &Spec, headers: &HeaderMap) -> Refused<Offer> {
    if headers.get_all(CONTENT_TYPE).iter().count() > 1 {
        return Err(Box::new(Rejection::new(StatusCode::BAD_REQUEST).detail("there is more than one `Content-Type`")));
    }
    let identity = |coding: &HeaderValue| coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    if !headers.get_all(CONTENT_ENCODING).iter().all(identity) {
        return Err(Box::new(Rejection::encoded()));
    }
    if spec.body.media.is_empty() {
        return Ok(Offer::Undescribed);
    }
    let Some(media_type) = headers.get(CONTENT_TYPE) else { return Ok(Offer::Unnamed) };
    let index = media_type.to_str().ok().and_then(|named| choose(spec.body.media, named));
    let index = index.ok_or_else(|| Box::new(Rejection::unsupported(spec.body.media)))?;
    Ok(Offer::Of(index, media_type.clone()))
}

/// Whether a success has what is accepted. Only successes count: a failure is told in any form.
fn check_accept(spec: &Spec, accept: &Accept) -> Refused<()> {
    let successes = spec.responses.iter().filter(|response| response.side == Side::Success);
    let mut offered: Vec<&str> = Vec::new();
    for media in successes.flat_map(|response| response.media).map(Media::offered) {
        if !offered.contains(&media) {
            offered.push(media);
        }
    }
    match offered.is_empty() || accept.best(offered.iter().copied()).is_some() {
        true => Ok(()),
        false => Err(Box::new(Rejection::not_acceptable(&offered))),
    }
}

/// All lines of a header as one list; a line that is no text is passed over.
fn list(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let lines: Vec<&str> = headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// Bytes without a name are nothing where there are none, else `application/octet-stream` (RFC 9110, section 8.3).
async fn unnamed(spec: &Spec, headers: &HeaderMap, body: Body, options: &ServerOptions) -> Refused<Incoming> {
    if body.is_end_stream() {
        return Ok(Incoming::Nothing);
    }
    match choose(spec.body.media, "application/octet-stream") {
        Some(index) => of(spec, (index, None), headers, body, options).await,
        None => match whole(headers, body, options).await? {
            Some(bytes) if bytes.is_empty() => Ok(Incoming::Nothing),
            Some(_) | None => Err(Box::new(Rejection::unsupported(spec.body.media))),
        },
    }
}

async fn of(
    spec: &Spec,
    (index, media_type): (usize, Option<HeaderValue>),
    headers: &HeaderMap,
    body: Body,
    options: &ServerOptions,
) -> Refused<Incoming> {
    let receive = spec.body.media.get(index).map_or(Receive::Whole, |media| media.receive());
    let payload = match receive {
        Receive::Stream if announced(headers).is_some_and(|length| length > options.stream_limit) => {
            return Ok(Incoming::TooLarge);
        }
        Receive::Stream => Payload::Stream(ByteStream::new(Guarded::new(body, options.stream_limit, options.read_timeout))),
        Receive::Whole => match whole(headers, body, options).await? {
            Some(bytes) => Payload::Whole(bytes),
            None => return Ok(Incoming::TooLarge),
        },
    };
    Ok(Incoming::Body(Received { index, media_type, payload }))
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok())
}

/// The whole body; `None` when it is larger than the limit.
async fn whole(headers: &HeaderMap, body: Body, options: &ServerOptions) -> Refused<Option<bytes::Bytes>> {
    let limit = u64::try_from(options.body_limit).unwrap_or(u64::MAX);
    if announced(headers).is_some_and(|length| length > limit) {
        return Ok(None);
    }
    let collected = Payload::Stream(ByteStream::new(body)).collect(options.body_limit);
    match tokio::time::timeout(options.read_timeout, collected).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(_)) => Err(Box::new(Rejection::new(StatusCode::BAD_REQUEST).detail("the body did not arrive whole"))),
        Err(_) => Err(Box::new(Rejection::unread(StatusCode::REQUEST_TIMEOUT))),
    }
}
