//! The default transport: reqwest.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};

use super::{BoxFuture, ConfigError, Transport, TransportError};
use crate::content::{ByteStream, Payload};

/// Sends with reqwest. `https` needs one of the features `rustls-tls` and `native-tls`.
#[derive(Clone)]
pub struct ReqwestTransport(reqwest::Client);

/// Which HTTP is spoken.
#[derive(Clone, Copy)]
pub(super) enum Protocol {
    /// What TLS agrees on; HTTP/1.1 without TLS.
    Negotiated,
    /// HTTP/2 without asking.
    #[cfg(feature = "http2")]
    Http2,
}

/// Nothing of the client: its default headers may hold credentials.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReqwestTransport").finish_non_exhaustive()
    }
}

impl ReqwestTransport {
    /// A transport with these timeouts that follows no redirects.
    ///
    /// # Errors
    /// When the TLS library does not start.
    pub fn new(connect: Duration, idle: Duration) -> Result<Self, ConfigError> {
        Self::with(Protocol::Negotiated, connect, idle)
    }

    pub(super) fn with(protocol: Protocol, connect: Duration, idle: Duration) -> Result<Self, ConfigError> {
        let builder = reqwest::Client::builder().connect_timeout(connect).read_timeout(idle);
        let builder = match protocol {
            Protocol::Negotiated => builder,
            #[cfg(feature = "http2")]
            Protocol::Http2 => builder.http2_prior_knowledge(),
        };
        let client = builder.redirect(reqwest::redirect::Policy::none()).build();
        client.map(Self).map_err(|error| ConfigError::Transport(Box::new(error.without_url())))
    }

    /// A client with settings of one's own, such as certificates or a proxy. It should follow no redirects.
    pub fn from_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        Box::pin(async move {
            let response = self.0.execute(convert(request)?).await.map_err(failure)?;
            let mut converted = Response::new(());
            *converted.status_mut() = response.status();
            *converted.headers_mut() = response.headers().clone();
            let body = ByteStream::new(ResponseBody(response.into()));
            Ok(converted.map(|()| Payload::Stream(body)))
        })
    }
}

/// URL parsers rewrite what they find odd; a request must arrive as it was written, or not at all.
fn convert(request: Request<Payload>) -> Result<reqwest::Request, TransportError> {
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().map(str::to_owned));
    let converted = reqwest::Request::try_from(request.map(body)).map_err(failure)?;
    match converted.url().path() == path && converted.url().query() == query.as_deref() {
        true => Ok(converted),
        false => Err(TransportError::new("the URL would be changed on its way")),
    }
}

fn body(payload: Payload) -> reqwest::Body {
    match payload {
        Payload::Whole(bytes) => reqwest::Body::from(bytes),
        Payload::Stream(stream) => reqwest::Body::wrap(stream),
    }
}

/// The body of a response, with errors that hold no URL.
struct ResponseBody(reqwest::Body);

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0).poll_frame(cx).map(|frame| frame.map(|frame| frame.map_err(failure)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// The URL is left out of the message: it may hold a credential.
fn failure(error: reqwest::Error) -> TransportError {
    let timeout = error.is_timeout();
    let error = error.without_url();
    if timeout { TransportError::timed_out(error) } else { TransportError::new(error) }
}
