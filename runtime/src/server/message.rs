//! What HTTP asks of every request, whatever its operation, and the library below leaves to the application.

use http::header::{HOST, HeaderMap, TRANSFER_ENCODING};
use http::request::Parts;
use http::uri::Authority;
use http::{Method, StatusCode, Version};

use super::{Rejection, ServerOptions};
use crate::parameter::percent;

/// Whether a request is one that may be answered at all.
///
/// A request without `Host` is taken unless the options say otherwise: one that never was on a wire, such as that of a test, has none, and
/// nothing else tells it from others.
pub(super) fn check(parts: &Parts, options: &ServerOptions) -> Result<(), Box<Rejection>> {
    let bad = |detail: &str| Err(Box::new(Rejection::new(StatusCode::BAD_REQUEST).detail(detail)));
    if !is_target(&parts.method, parts.uri.path()) {
        return bad("the target of the request is no path");
    }
    if !percent::is_well_formed(parts.uri.path()) {
        return bad("the path has a `%` that starts no escape");
    }
    if has_dot_segment(parts.uri.path()) {
        return bad("the path has a segment `.` or `..`");
    }
    if !is_host(&parts.headers) {
        return bad("there is more than one `Host`, or it is no host");
    }
    if options.host && parts.version == Version::HTTP_11 && !parts.headers.contains_key(HOST) {
        return bad("there is no `Host`");
    }
    match is_chunked_alone(&parts.headers) {
        true => Ok(()),
        false => {
            let detail = "the only transfer coding that is understood is `chunked`";
            Err(Box::new(Rejection::new(StatusCode::NOT_IMPLEMENTED).detail(detail)))
        }
    }
}

/// RFC 9112, section 3.2: a path, or `*` for `OPTIONS`.
fn is_target(method: &Method, path: &str) -> bool {
    path.starts_with('/') || (*method == Method::OPTIONS && path == "*")
}

/// A segment that URL resolution would have removed (RFC 3986, section 5.2.4): no client can mean it.
fn has_dot_segment(path: &str) -> bool {
    path.split('/').any(|segment| percent::decode(segment).is_ok_and(|text| text == "." || text == ".."))
}

/// RFC 9112, section 3.2. An empty one is allowed: the target has no authority then.
fn is_host(headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(HOST).into_iter();
    let (first, second) = (lines.next(), lines.next());
    let authority = |text: &str| text.parse::<Authority>().is_ok_and(|host| !text.contains('@') && has_port(&host));
    second.is_none() && first.is_none_or(|line| line.to_str().is_ok_and(|text| text.is_empty() || authority(text)))
}

/// What stands behind the host is a port.
fn has_port(authority: &Authority) -> bool {
    let behind = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    behind.is_empty() || behind == ":" || authority.port_u16().is_some()
}

/// RFC 9112, section 6.1.
fn is_chunked_alone(headers: &HeaderMap) -> bool {
    let mut lines = headers.get_all(TRANSFER_ENCODING).into_iter();
    let (first, second) = (lines.next(), lines.next());
    second.is_none() && first.is_none_or(|coding| coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"))
}
