//! The operations of an API with their handlers.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;

use http::{Method, Response};

use super::dispatch::{Dispatcher, router};
use super::rejection::Giver;
use super::{
    Authenticator, BoxError, BoxFuture, Failure, Handled, Rejection, Rejects, RequestContext, ServerOptions, StreamError,
};
use crate::content::{Content, ItemError, Media, PartsError, Payload};
use crate::media_type::Accept;
use crate::operation::{Documented, Operation, Outcome, Refusal, RequestReader, ResponseWriter, Spec};
use crate::path::Template;
use crate::problem::Fault;

/// The operations of an API, bound to handlers of type `H`; `P` is who may call them.
pub struct Routes<H, P> {
    handlers: Arc<H>,
    endpoints: Vec<Endpoint<P>>,
    givers: Vec<Giver>,
}

/// An operation without its types.
pub(super) struct Endpoint<P> {
    pub(super) spec: Spec,
    /// The path of a webhook or callback, which has no template.
    pub(super) at: Option<String>,
    pub(super) run: Runner<P>,
}

/// Reads the request and starts the handler, whose response is of a media type that is accepted.
type Runner<P> = Box<dyn Fn(RequestContext<P>, RequestReader<'_>, Accept) -> Run + Send + Sync>;

/// The handler at work, or what is wrong with the request.
pub(super) type Run = Result<BoxFuture<'static, Result<Response<Payload>, Unhandled>>, (Option<Refusal>, Vec<Fault>)>;

/// Why a handler has no documented response.
pub(super) enum Unhandled {
    NotImplemented,
    Unexpected(BoxError),
    /// The request's body could not be read to its end.
    Stream(StreamError),
    /// An item or a part of the request's body is wrong.
    Body(Option<Refusal>, Vec<Fault>),
}

/// Why a webhook or a callback cannot be received at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// It does not begin with a slash, or has a query or a fragment.
    NoPath(String),
    /// Another one is received there: which of the two a request means, nothing would tell.
    Taken {
        /// The method of both.
        method: Method,
        /// The path.
        path: String,
    },
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPath(path) => write!(f, "`{path}` is no path: it begins with `/` and has neither query nor fragment"),
            Self::Taken { method, path } => write!(f, "two operations cannot be received at `{method} {path}`"),
        }
    }
}

impl std::error::Error for PathError {}

impl<H: Send + Sync + 'static, P: Send + Sync + 'static> Routes<H, P> {
    /// No operations yet.
    pub fn new(handlers: H) -> Self {
        Self { handlers: Arc::new(handlers), endpoints: Vec::new(), givers: Vec::new() }
    }

    /// Takes the bodies of this type from the handlers for answers that no handler gives.
    pub fn rejects<T: Content + 'static>(&mut self)
    where
        H: Rejects<T>,
    {
        let handlers = Arc::clone(&self.handlers);
        let give = move |rejection: &Rejection, media: &'static [Media], writer: &mut ResponseWriter| {
            writer.body(media, handlers.reject(rejection));
        };
        self.givers.push((TypeId::of::<T>(), Box::new(give)));
    }

    /// Adds an operation:
    /// `routes.add(|handlers, context, request: GetPet| async move { handlers.get_pet(context, request).await });`
    pub fn add<O, C, F, Fut>(&mut self, handler: F)
    where
        O: Operation,
        C: From<RequestContext<P>> + Send,
        F: Fn(Arc<H>, C, O) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<O>> + Send + 'static,
    {
        self.endpoint(None, handler);
    }

    /// Adds a webhook or a callback, which is received at `path`.
    ///
    /// # Errors
    /// When the path is none, or another operation has it with the same method.
    pub fn receive<O, C, F, Fut>(&mut self, path: String, handler: F) -> Result<(), PathError>
    where
        O: Operation,
        C: From<RequestContext<P>> + Send,
        F: Fn(Arc<H>, C, O) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<O>> + Send + 'static,
    {
        if !path.starts_with('/') || path.contains(['?', '#']) {
            return Err(PathError::NoPath(path));
        }
        let (method, template) = (O::METHOD, Template::concrete(&path));
        let same = |endpoint: &Endpoint<P>| {
            endpoint.spec.method == method && endpoint.at.as_deref().is_some_and(|at| Template::concrete(at) == template)
        };
        if self.endpoints.iter().any(same) {
            return Err(PathError::Taken { method, path });
        }
        self.endpoint(Some(path), handler);
        Ok(())
    }

    fn endpoint<O, C, F, Fut>(&mut self, at: Option<String>, handler: F)
    where
        O: Operation,
        C: From<RequestContext<P>> + Send,
        F: Fn(Arc<H>, C, O) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Handled<O>> + Send + 'static,
    {
        let handlers = Arc::clone(&self.handlers);
        let run = move |context: RequestContext<P>, mut reader: RequestReader<'_>, accept: Accept| -> Run {
            let request = O::read_request(&mut reader);
            reader.finish()?;
            let future = handler(Arc::clone(&handlers), C::from(context), request);
            Ok(Box::pin(async move { respond::<O>(future.await, accept) }))
        };
        self.endpoints.push(Endpoint { spec: Spec::of::<O>(), at, run: Box::new(run) });
    }

    /// The router. It answers every path; `axum::Router::nest` puts it under a prefix. As two routers that answer every path
    /// cannot be merged (`axum::Router::merge` panics), [`combine`](super::combine()) makes one of several.
    pub fn into_router(self, authenticator: impl Authenticator<P>, options: ServerOptions) -> axum::Router {
        router(Dispatcher::new(self.endpoints, self.givers, Box::new(authenticator), options))
    }
}

fn respond<O: Operation>(handled: Handled<O>, accept: Accept) -> Result<Response<Payload>, Unhandled> {
    let outcome: Outcome<O> = match handled {
        Ok(success) => Ok(success),
        Err(Failure::Documented(error)) => Err(*error),
        Err(Failure::NotImplemented) => return Err(Unhandled::NotImplemented),
        Err(Failure::Unexpected(error)) => return Err(unexpected(error)),
    };
    let mut writer = ResponseWriter::new(accept);
    O::write_response(outcome, &mut writer);
    documented(writer, O::RESPONSES)
}

/// An error of the stream that the request is, or of one of its items or parts, is the request's fault.
fn unexpected(error: BoxError) -> Unhandled {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error.as_ref());
    while let Some(cause) = next {
        if let Some(error) = cause.downcast_ref::<StreamError>() {
            return Unhandled::Stream(*error);
        }
        if let Some((refusal, faults)) = cause.downcast_ref::<ItemError>().and_then(ItemError::refusal) {
            return Unhandled::Body(refusal, faults);
        }
        if let Some(refusal) = cause.downcast_ref::<PartsError>().and_then(PartsError::refusal) {
            return Unhandled::Body(Some(refusal), Vec::new());
        }
        next = cause.source();
    }
    Unhandled::Unexpected(error)
}

/// A range or `default` carries the status that the handler chose; it must be one that the description has.
fn documented(writer: ResponseWriter, responses: &[Documented]) -> Result<Response<Payload>, Unhandled> {
    let response = writer.finish().map_err(|error| Unhandled::Unexpected(error.into()))?;
    match responses.iter().any(|documented| documented.status.covers(response.status())) {
        true => Ok(response),
        false => Err(Unhandled::Unexpected(format!("status {} is not documented", response.status()).into())),
    }
}
