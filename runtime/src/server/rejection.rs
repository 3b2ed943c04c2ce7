//! Answers that no handler gave.

use std::any::TypeId;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use http::header::{
    ACCEPT, ACCEPT_ENCODING, ALLOW, CONNECTION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, WWW_AUTHENTICATE,
};
use http::{Method, Response, StatusCode};

use super::ServerOptions;
use crate::answer::Answer;
use crate::codec::to_json_text;
use crate::content::{self, Media, Payload};
use crate::media_type::Accept;
use crate::operation::{Documented, Refusal, ResponseWriter, Side, Status};
use crate::problem::{Fault, PROBLEM_JSON, ProblemDetails};
use crate::redact::Headers;

/// Gives the bodies of answers that no handler gave, where the description has a schema for them that cannot be filled without knowing
/// what it means.
///
/// A generated router asks for it of the type of the handlers, once for each type of such a body.
#[diagnostic::on_unimplemented(
    message = "the description has a `{T}` for answers that the server gives by itself, and `{Self}` does not say what to put into it",
    note = "implement `letterpress_runtime::server::Rejects<{T}>` for `{Self}`"
)]
pub trait Rejects<T> {
    /// The body of the answer to a request that was rejected.
    fn reject(&self, rejection: &Rejection) -> T;
}

/// A request that no handler sees, or whose handler failed unexpectedly.
#[derive(Clone, PartialEq)]
pub struct Rejection {
    /// Status, sentence and mistakes.
    pub problem: ProblemDetails,
    /// The operation, once it is known.
    pub operation: Option<&'static str>,
    /// Headers that belong to the status: `Allow`, `WWW-Authenticate`, `Accept`, `Accept-Encoding`, `Connection`.
    pub headers: HeaderMap,
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Rejection");
        shown
            .field("problem", &self.problem)
            .field("operation", &self.operation)
            .field("headers", &Headers(&self.headers))
            .finish()
    }
}

impl Rejection {
    pub(super) fn new(status: StatusCode) -> Self {
        Self { problem: ProblemDetails::new(status), operation: None, headers: HeaderMap::new() }
    }

    /// The rest of the request is not read, so that HTTP/1 cannot go on with the connection (RFC 9112, section 9.6).
    pub(super) fn unread(status: StatusCode) -> Self {
        Self::new(status).header(CONNECTION, "close")
    }

    pub(super) fn detail(self, detail: impl Into<String>) -> Self {
        Self { problem: self.problem.detail(detail), ..self }
    }

    fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.append(name, value);
        }
        self
    }

    pub(super) fn not_allowed(methods: &[Method]) -> Self {
        let methods: Vec<&str> = methods.iter().map(Method::as_str).collect();
        Self::new(StatusCode::METHOD_NOT_ALLOWED).header(ALLOW, &methods.join(", "))
    }

    pub(super) fn not_acceptable(offered: &[&str]) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE).detail(format!("this operation answers with {}", offered.join(", ")))
    }

    /// The body has a content coding (RFC 9110, section 15.5.16).
    pub(super) fn encoded() -> Self {
        let rejection = Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE).detail("the body must have no content coding");
        rejection.header(ACCEPT_ENCODING, "identity")
    }

    /// 401 or 403 with its challenges.
    pub(super) fn challenged(status: StatusCode, challenges: Vec<String>) -> Self {
        challenges.iter().fold(Self::new(status), |rejection, challenge| rejection.header(WWW_AUTHENTICATE, challenge))
    }

    /// The body is of none of these media types (RFC 9110, section 15.5.16).
    pub(super) fn unsupported(media: &[Media]) -> Self {
        let list = media.iter().map(Media::media_type).collect::<Vec<_>>().join(", ");
        let rejection = Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE).detail(format!("the body must be {list}"));
        rejection.header(ACCEPT, &list)
    }

    /// A body that cannot be read. Where parameters are wrong, too, that is one mistake among the others.
    pub(super) fn refused(refusal: Refusal, mut faults: Vec<Fault>, responses: &[Documented]) -> Self {
        match refusal {
            Refusal::TooLarge => Self::unread(StatusCode::PAYLOAD_TOO_LARGE),
            Refusal::Malformed(detail) if faults.is_empty() => Self::new(malformed_status(responses)).detail(detail),
            Refusal::Malformed(detail) => {
                faults.push(content::fault("content", detail));
                Self::invalid(faults, responses)
            }
        }
    }

    pub(super) fn invalid(faults: Vec<Fault>, responses: &[Documented]) -> Self {
        let rejection = Self::new(invalid_status(responses)).detail("the request does not satisfy its description");
        Self { problem: rejection.problem.errors(faults), ..rejection }
    }

    /// The response: as the hook wants it, as the description says, or as problem details.
    pub(super) fn into_response(self, options: &ServerOptions, described: Described<'_>) -> Response<Payload> {
        let custom = options.reject.as_ref().and_then(|hook| hook(&self)).map(|response| response.map(Payload::Whole));
        let described = || described.response(&self);
        let mut response = custom.or_else(described).unwrap_or_else(|| problem_response(&self.problem));
        for (name, value) in &self.headers {
            if !response.headers().get_all(name).iter().any(|known| known == value) {
                response.headers_mut().append(name, value.clone());
            }
        }
        response
    }
}

/// What an operation says of answers that no handler gave.
pub(super) struct Described<'a> {
    pub(super) responses: &'static [Documented],
    pub(super) accept: Accept,
    pub(super) givers: &'a [Giver],
}

/// What an API gives where a description does not let its answers be derived: the type of the body, and how to write it.
pub(super) type Giver = (TypeId, Box<dyn Fn(&Rejection, &'static [Media], &mut ResponseWriter) + Send + Sync>);

impl Described<'_> {
    /// The documented answer of the status; `None` where its body is not described, or cannot be written.
    fn response(self, rejection: &Rejection) -> Option<Response<Payload>> {
        let documented = failure(self.responses, rejection.problem.status)?;
        let mut writer = ResponseWriter::new(self.accept);
        writer.status(rejection.problem.status);
        match documented.answer {
            Answer::Undescribed => return None,
            Answer::Template(_) | Answer::Templates(_) => {
                writer.filled(documented.media, &documented.answer, &rejection.problem);
            }
            Answer::Given(of) => {
                let (_, give) = self.givers.iter().find(|(ty, _)| *ty == of())?;
                // A panic of the API's own code leaves nothing half done that anybody sees: the writer is dropped with it.
                catch_unwind(AssertUnwindSafe(|| give(rejection, documented.media, &mut writer))).ok()?;
            }
        }
        writer.finish().ok()
    }
}

/// The documented failure of a status.
pub(super) fn failure(responses: &'static [Documented], status: StatusCode) -> Option<&'static Documented> {
    responses.iter().filter(|response| response.status.covers(status)).min_by_key(|response| response.side == Side::Success)
}

fn problem_response(problem: &ProblemDetails) -> Response<Payload> {
    // Problem details hold no floats, so they always have a JSON text.
    let body = to_json_text(problem).unwrap_or_default();
    let mut response = Response::new(Payload::Whole(Bytes::from(body)));
    *response.status_mut() = problem.status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
    response
}

/// 422 where the operation documents it, else 400.
fn invalid_status(responses: &[Documented]) -> StatusCode {
    match responses.iter().any(|response| response.status == Status::Exact(422)) {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::BAD_REQUEST,
    }
}

/// 400, or 422 where the operation documents that but not 400, neither by itself nor in a range or `default`.
fn malformed_status(responses: &[Documented]) -> StatusCode {
    match responses.iter().any(|response| response.status.covers(StatusCode::BAD_REQUEST)) {
        true => StatusCode::BAD_REQUEST,
        false => invalid_status(responses),
    }
}
