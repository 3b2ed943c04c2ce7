//! What a handler learns of a request besides its parameters and body.

use http::{Extensions, HeaderMap, Method, Uri};

/// A request that has passed all checks. A handler takes it as it is, or a type of its own that is made from it.
#[derive(Clone, Debug)]
pub struct RequestContext<P> {
    /// The method that came; `HEAD` may be answered by the handler of `GET`.
    pub method: Method,
    /// The URL that came.
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

impl<P> RequestContext<P> {
    /// Who asks: the first principal; `None` when the request is anonymous.
    pub fn principal(&self) -> Option<&P> {
        self.principals.first()
    }
}
