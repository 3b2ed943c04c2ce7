//! The server side that generated routers are made of.
//!
//! A request passes, in this order: the route (404, 405), security (401, 403), the media type of the body (415), `Accept`
//! (406), the limit of the body (413), its syntax (400), every schema at once (400 or 422). Only then is the handler called.

mod authenticate;
mod catch;
mod context;
mod credential;
mod dispatch;
mod failure;
mod options;
mod rejection;
mod routes;

pub use axum::Router;

pub use authenticate::{Authentication, Authenticator, Denied, NoAuthentication, Scopes, denied};
pub use context::RequestContext;
pub use credential::{ApiKey, BasicCredentials, BearerToken, HttpCredentials, Presented};
pub use failure::{Failure, Handled, not_implemented};
pub use options::ServerOptions;
pub use rejection::Rejection;
pub use routes::Routes;

/// Any error that can cross threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A future in a box.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
