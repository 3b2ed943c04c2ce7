//! A documented response, on its way out.

use std::fmt;

use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use http::{Response, StatusCode};

use super::Validation;
use super::response_reader::HeaderSource;
#[cfg(feature = "server")]
use crate::answer::{Answer, fill};
use crate::codec::{Encode, responding, to_json};
use crate::content::{self, Content, EVENT_STREAM, Media, Payload, Written};
#[cfg(feature = "server")]
use crate::json;
use crate::json::Tree;
use crate::media_type::{self, Accept};
use crate::parameter::write;
#[cfg(feature = "server")]
use crate::problem::ProblemDetails;
use crate::problem::{Fault, Faults};
use crate::redact::{self, Head, Headers};
use crate::text::holds_password;

/// A status, as a number from the description or as the handler gave it.
pub trait IntoStatus {
    /// The status; `None` when it is no three-digit number.
    fn into_status(self) -> Option<StatusCode>;
}

impl IntoStatus for u16 {
    fn into_status(self) -> Option<StatusCode> {
        StatusCode::from_u16(self).ok()
    }
}

impl IntoStatus for StatusCode {
    fn into_status(self) -> Option<StatusCode> {
        Some(self)
    }
}

/// Takes the status, the headers and the body of a response.
pub struct ResponseWriter {
    accept: Accept,
    status: StatusCode,
    headers: HeaderMap,
    body: Payload,
    error: Option<String>,
}

impl fmt::Debug for ResponseWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ResponseWriter");
        shown.field("status", &self.status).field("headers", &Headers(&self.headers)).field("body", &self.body);
        shown.field("error", &self.error.as_ref().map(|error| Head(error.as_bytes()))).finish()
    }
}

impl Default for ResponseWriter {
    fn default() -> Self {
        Self::new(Accept::default())
    }
}

impl ResponseWriter {
    /// An empty response for a request that accepts this.
    pub fn new(accept: Accept) -> Self {
        Self { accept, status: StatusCode::OK, headers: HeaderMap::new(), body: Payload::empty(), error: None }
    }

    /// Sets the status. Headers and the body follow.
    pub fn status(&mut self, status: impl IntoStatus) -> &mut Self {
        match status.into_status() {
            Some(status) => self.status = status,
            None => self.error("a status must have three digits".to_owned()),
        }
        self
    }

    /// A header: by its name, or by a [`Parameter`](crate::Parameter) where it has another kind or style than text has.
    pub fn header<T: Encode + ?Sized>(&mut self, header: impl HeaderSource, value: &T) -> &mut Self {
        let parameter = header.parameter();
        responding(|| {
            self.header_tree(&parameter, &to_json(value).root().to_tree());
            if holds_password(value)
                && let Ok(name) = HeaderName::from_bytes(parameter.name.as_bytes())
            {
                redact::mark(&mut self.headers, &[name]);
            }
        });
        self
    }

    /// A header that may be absent.
    pub fn optional_header<T: Encode>(&mut self, header: impl HeaderSource, value: &Option<T>) -> &mut Self {
        match value {
            Some(value) => self.header(header, value),
            None => self,
        }
    }

    /// The body, as the media type of these that the request likes best and that its value can be; where none is acceptable, as
    /// the first (RFC 9110, section 12.4.1, leaves that to the server; an answer helps more than none).
    pub fn body<T: Content>(&mut self, media: &'static [Media], value: T) {
        match self.negotiate(media, content::fitting(&value, media)) {
            Some((index, media)) => {
                let written = responding(|| value.write(media, index, Validation::Off));
                self.written(media, written);
            }
            None => self.error("no media type of this response can hold the body".to_owned()),
        }
    }

    /// A body that is a tree already: what a template makes of the problem, or the problem itself.
    #[cfg(feature = "server")]
    pub(crate) fn filled(&mut self, media: &'static [Media], answer: &Answer, problem: &ProblemDetails) {
        let template = |index| json::parse(answer.template(index)?).ok().map(|tape| tape.root().to_tree().into_owned());
        match self.negotiate(media, (0..media.len()).filter(|index| answer.template(*index).is_some()).collect()) {
            Some((index, media)) => match template(index) {
                Some(template) => self.written(media, content::write_answer(media, &fill(&template, problem))),
                None => self.error("the template of an answer is no JSON".to_owned()),
            },
            None => self.error("no media type of this response has a template".to_owned()),
        }
    }

    /// Of the media types that fit, the one that the request likes best, or the first.
    fn negotiate(&self, media: &'static [Media], fitting: Vec<usize>) -> Option<(usize, &'static Media)> {
        let offered = |index: &usize| media.get(*index).map_or("", Media::offered);
        let index = *self.accept.best(fitting.iter().map(offered)).and_then(|at| fitting.get(at)).or(fitting.first())?;
        Some((index, media.get(index)?))
    }

    fn written(&mut self, media: &Media, written: Result<Written, Vec<Fault>>) {
        match written {
            Ok(written) => {
                self.body = written.payload;
                self.content_type(media, written.media_type);
            }
            Err(faults) => self.error(Faults(faults).to_string()),
        }
    }

    /// The status so far.
    pub fn status_code(&self) -> StatusCode {
        self.status
    }

    /// The response.
    ///
    /// # Errors
    /// When a header or the body has no form on the wire, such as a NaN.
    pub fn finish(self) -> Result<Response<Payload>, String> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut response = Response::new(self.body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        uncached(response.headers_mut());
        redact::mark(response.headers_mut(), &[]);
        Ok(response)
    }

    fn error(&mut self, error: String) {
        self.error.get_or_insert(error);
    }

    fn content_type(&mut self, media: &Media, own: Option<HeaderValue>) {
        match own.map_or_else(|| media.content_type(), Ok) {
            Ok(media_type) => drop(self.headers.insert(CONTENT_TYPE, media_type)),
            Err(detail) => self.error(detail),
        }
    }

    fn header_tree(&mut self, parameter: &crate::Parameter, value: &Tree<'_>) {
        let lines: Vec<&Tree<'_>> = match (value, parameter.name.eq_ignore_ascii_case(SET_COOKIE.as_str())) {
            (Tree::Array(cookies), true) => cookies.iter().collect(),
            _ => vec![value],
        };
        for line in lines {
            let name = HeaderName::from_bytes(parameter.name.as_bytes()).map_err(|_| "has a name that no header can have");
            match name.and_then(|name| Ok((name, write::header(parameter, line)?))) {
                Ok((name, text)) => drop(self.headers.append(name, text)),
                Err(detail) => self.error(format!("header `{}` {detail}", parameter.name)),
            }
        }
    }
}

/// Events are of the moment: nobody between may keep them, unless the handler said otherwise.
fn uncached(headers: &mut HeaderMap) {
    let named = headers.get(CONTENT_TYPE).and_then(|named| named.to_str().ok());
    if named.is_some_and(|named| media_type::essence(named).eq_ignore_ascii_case(EVENT_STREAM)) {
        headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
}
