//! Calls without a socket.

use std::convert::Infallible;
use std::future::poll_fn;

use axum::body::Body;
use http::{Request, Response};
use tower::Service;

use super::{BoxFuture, Transport, TransportError};
use crate::content::{ByteStream, Payload};

/// Hands requests to a service in the same process, such as an `axum::Router`. For tests and for modules of one program
/// that talk to each other.
///
/// ```
/// use letterpress_runtime::client::{Client, InProcess};
///
/// # fn main() -> Result<(), letterpress_runtime::client::ConfigError> {
/// let router = axum::Router::new();
/// let client = Client::builder("http://in-process").transport(InProcess::new(router)).build()?;
/// # let _ = client; Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct InProcess<S>(S);

impl<S> InProcess<S> {
    /// A transport to this service.
    pub fn new(service: S) -> Self {
        Self(service)
    }
}

impl<S> Transport for InProcess<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone + Send + Sync + 'static,
    S::Future: Send,
{
    fn send(&self, request: Request<Payload>) -> BoxFuture<'_, Result<Response<Payload>, TransportError>> {
        let mut service = self.0.clone();
        Box::pin(async move {
            let Ok(()) = poll_fn(|cx| service.poll_ready(cx)).await;
            let Ok(response) = service.call(request.map(body)).await;
            Ok(response.map(|body| Payload::Stream(ByteStream::new(body))))
        })
    }
}

fn body(payload: Payload) -> Body {
    match payload {
        Payload::Whole(bytes) => Body::from(bytes),
        Payload::Stream(stream) => Body::new(stream),
    }
}
