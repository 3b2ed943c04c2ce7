//! What a handler learns of a request besides its parameters and body.

use std::fmt;

use http::{Extensions, HeaderMap, Method, Uri};

use crate::redact::{Headers, Short, Target};

/// A request that has passed all checks. A handler takes it as it is, or a type of its own that is made from it.
///
/// Headers with credentials are marked sensitive. `Debug` shows neither these nor the values of the query.
#[derive(Clone)]
pub struct RequestContext<P> {
    /// The method that came; `HEAD` may be answered by the handler of `GET`.
    pub method: Method,
    /// The URL that came: in HTTP/2 with scheme and host, in HTTP/1.1 mostly without.
    pub uri: Uri,
    /// All headers.
    pub headers: HeaderMap,
    /// What layers of the router put there.
    pub extensions: Extensions,
    /// The operation.
    pub operation: &'static str,
    /// Its path template.
    pub path: &'static str,
    /// Who asks: one principal for each requirement of the alternative that held, in spec order; none when anonymous.
    pub principals: Vec<P>,
}

impl<P: fmt::Debug> fmt::Debug for RequestContext<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RequestContext");
        shown.field("method", &self.method).field("uri", &Target(&self.uri)).field("headers", &Headers(&self.headers));
        shown.field("extensions", &Short(&self.extensions)).field("operation", &self.operation).field("path", &self.path);
        shown.field("principals", &Short(&self.principals)).finish()
    }
}

impl<P> RequestContext<P> {
    /// Who asks: the first principal; `None` when the request is anonymous.
    pub fn principal(&self) -> Option<&P> {
        self.principals.first()
    }
}
