//! Calls without a socket.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body as _;
use tower::Service;

use super::{BodyChunks, BoxFuture, Transport, TransportBody, TransportError};

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
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<TransportBody>, TransportError>> {
        let mut service = self.0.clone();
        Box::pin(async move {
            let Ok(()) = poll_fn(|cx| service.poll_ready(cx)).await;
            let Ok(response) = service.call(request.map(Body::from)).await;
            Ok(response.map(|body| Box::new(body) as TransportBody))
        })
    }
}

impl BodyChunks for Body {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            while let Some(frame) = poll_fn(|cx| Pin::new(&mut *self).poll_frame(cx)).await {
                if let Ok(data) = frame.map_err(TransportError::new)?.into_data() {
                    return Ok(Some(data));
                }
            }
            Ok(None)
        })
    }
}
