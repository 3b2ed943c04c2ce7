//! The server side that generated routers are made of.
//!
//! A request passes, in this order: the route (404, 405), what HTTP asks of every request (400, 501; instead of 404 and 405, too),
//! security (401, 403), the media type and the coding of the body (415), `Accept` (406), the limit of the body (413), its syntax (400), every schema at once (400 or 422). Only then is the handler called.
//!
//! What no handler answers has the body that the operation documents for the status, if it does: filled by what the
//! generator derived from its schema ([`Answer`](crate::Answer)), or given by the handlers ([`Rejects`]). Else it has problem details
//! (RFC 9457): `application/problem+json` with `type`, `title`, `status`, `detail` and, for mistakes in the request, `errors`.
//! [`ServerOptions::reject_with`] goes before both.

mod authenticate;
mod catch;
mod combine;
mod context;
mod credential;
mod dispatch;
mod failure;
mod guard;
mod linger;
mod message;
mod mount;
mod options;
mod receive;
mod rejection;
mod routes;

pub use axum::Router;

pub use authenticate::{Authentication, Authenticator, Denied, NoAuthentication, Scopes, denied};
pub use combine::combine;
pub use context::RequestContext;
pub use credential::{ApiKey, BasicCredentials, BearerToken, HttpCredentials, PeerCertificate, Presented};
pub use failure::{Failure, Handled, not_implemented};
pub use guard::StreamError;
pub use mount::mount;
pub use options::ServerOptions;
pub use rejection::{Rejection, Rejects};
pub use routes::{PathError, Routes};

/// Any error that can cross threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A future in a box.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
