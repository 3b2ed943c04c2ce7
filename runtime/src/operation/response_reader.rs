//! A documented response, on its way in.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, SET_COOKIE};
use http::{Response, StatusCode};

use crate::codec::{Decode, DecodeError, Decoder, Direction, Mismatch};
use crate::json::{self, Json};
use crate::media_type;
use crate::parameter::{Parameter, ParameterKind, read};
use crate::redact::{Head, Headers};

/// How a header is named: by text, or by a [`Parameter`] that says more.
pub trait HeaderSource {
    /// The description of the header.
    fn parameter(&self) -> Parameter;
    /// The kinds that its text may be, in the order of trying.
    fn kinds(&self) -> &'static [ParameterKind];
}

/// Where only the name is known, the type of the field decides: text, then a number, a boolean, a list of those.
impl HeaderSource for &'static str {
    fn parameter(&self) -> Parameter {
        Parameter::header(self)
    }

    fn kinds(&self) -> &'static [ParameterKind] {
        &[
            ParameterKind::String,
            ParameterKind::Any,
            ParameterKind::Array(&ParameterKind::String),
            ParameterKind::Array(&ParameterKind::Any),
        ]
    }
}

impl HeaderSource for &Parameter {
    fn parameter(&self) -> Parameter {
        **self
    }

    fn kinds(&self) -> &'static [ParameterKind] {
        &[]
    }
}

/// How reading a response ended, when not well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The media type is none that the status documents.
    Undocumented,
    /// The body or a header is not what its schema says.
    Mismatch(DecodeError),
}

/// Gives the status, the headers and the body of a response and remembers the first mistake.
pub struct ResponseReader<'a> {
    response: &'a Response<Bytes>,
    failure: Option<Reading>,
}

impl fmt::Debug for ResponseReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ResponseReader");
        shown.field("status", &self.response.status()).field("headers", &Headers(self.response.headers()));
        shown.field("body", &Head(self.response.body())).field("failure", &self.failure).finish()
    }
}

impl<'a> ResponseReader<'a> {
    /// A reader of this response.
    pub fn new(response: &'a Response<Bytes>) -> Self {
        Self { response, failure: None }
    }

    /// The status as a number.
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// The status.
    pub fn status_code(&self) -> StatusCode {
        self.response.status()
    }

    /// All headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.response.headers()
    }

    /// A JSON body. Another media type than the documented one is accepted when it is JSON too, and so is none.
    pub fn json<T: Decode>(&mut self, media_type: &'static str) -> T {
        match self.tree(media_type) {
            Some(json) => self.decode(&json),
            None => placeholder(),
        }
    }

    /// A text body. A type other than a string is read from the text of a number or a boolean.
    pub fn text<T: Decode>(&mut self, media_type: &'static str) -> T {
        let bytes = self.bytes(media_type);
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let kinds = HeaderSource::kinds(&"");
                self.first_fitting(kinds.get(..2).unwrap_or(kinds), |kind| {
                    crate::parameter::scalar::parse(text.to_owned(), kind).ok()
                })
            }
            Err(_) => {
                self.mismatch("the body is not UTF-8".to_owned());
                placeholder()
            }
        }
    }

    /// A body of bytes.
    pub fn binary(&mut self, media_type: &'static str) -> Bytes {
        self.bytes(media_type)
    }

    /// A header that must be there.
    pub fn header<T: Decode>(&mut self, header: impl HeaderSource) -> T {
        let name = header.parameter().name;
        self.optional_header(header).unwrap_or_else(|| {
            self.mismatch(format!("header `{name}` is missing"));
            placeholder()
        })
    }

    /// A header that may be absent.
    pub fn optional_header<T: Decode>(&mut self, header: impl HeaderSource) -> Option<T> {
        let parameter = header.parameter();
        if !self.headers().contains_key(parameter.name) {
            return None;
        }
        let kinds = match header.kinds() {
            [] => std::slice::from_ref(&parameter.kind),
            kinds => kinds,
        };
        let headers = self.headers();
        Some(self.first_fitting(kinds, |kind| header_tree(&parameter.kind(*kind), headers)))
    }

    /// The index of the media type that came, the most specific one that covers it; 0 when none does.
    pub fn choose(&self, media_types: &[&str]) -> usize {
        let actual = self.content_type().unwrap_or_default();
        let fitting = media_types.iter().enumerate().filter(|(_, documented)| media_type::matches(documented, actual));
        fitting.min_by_key(|(_, documented)| documented.matches('*').count()).map_or(0, |(index, _)| index)
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// What was wrong first.
    pub fn finish(self) -> Result<(), Reading> {
        self.failure.map_or(Ok(()), Err)
    }

    fn content_type(&self) -> Option<&'a str> {
        self.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok())
    }

    fn bytes(&mut self, documented: &'static str) -> Bytes {
        let fits =
            |actual| media_type::matches(documented, actual) || (media_type::is_json(documented) && media_type::is_json(actual));
        if self.content_type().is_some_and(|actual| !fits(actual)) {
            self.failure.get_or_insert(Reading::Undocumented);
        }
        self.response.body().clone()
    }

    fn tree(&mut self, documented: &'static str) -> Option<Json<'a>> {
        self.bytes(documented);
        if self.failure.is_some() {
            return None;
        }
        match json::parse_bytes(self.response.body()) {
            Ok(json) => Some(json),
            Err(error) => {
                self.failure = Some(Reading::Mismatch(DecodeError::Syntax(error)));
                None
            }
        }
    }

    fn mismatch(&mut self, message: String) {
        let errors = vec![Mismatch { pointer: String::new(), message }];
        self.failure.get_or_insert(Reading::Mismatch(DecodeError::Mismatch { errors, more: 0 }));
    }

    fn decode<T: Decode>(&mut self, json: &Json<'_>) -> T {
        let mut decoder = Decoder::new(Direction::Response);
        let value = T::decode(json, &mut decoder);
        if let Err(error) = decoder.finish() {
            self.failure.get_or_insert(Reading::Mismatch(error));
        }
        value
    }

    /// Decodes the first reading of a text that the type can be made from.
    fn first_fitting<T: Decode>(&mut self, kinds: &[ParameterKind], tree: impl Fn(&ParameterKind) -> Option<Json<'static>>) -> T {
        let mut first = None;
        for json in kinds.iter().filter_map(tree) {
            let mut decoder = Decoder::new(Direction::Response);
            let value = T::decode(&json, &mut decoder);
            match decoder.finish() {
                Ok(()) => return value,
                Err(error) => drop(first.get_or_insert(error)),
            }
        }
        match first {
            Some(error) => drop(self.failure.get_or_insert(Reading::Mismatch(error))),
            None => self.mismatch("a header or text body cannot be read".to_owned()),
        }
        placeholder()
    }
}

/// Every `Set-Cookie` line is an item of its own: its value may hold commas.
fn header_tree(parameter: &Parameter, headers: &HeaderMap) -> Option<Json<'static>> {
    let list = matches!(parameter.kind, ParameterKind::Array(_));
    if list && parameter.name.eq_ignore_ascii_case(SET_COOKIE.as_str()) {
        let line = |value: &http::HeaderValue| Some(Json::from(value.to_str().ok()?.to_owned()));
        return headers.get_all(SET_COOKIE).into_iter().map(line).collect::<Option<_>>().map(Json::Array);
    }
    read::header(parameter, headers).ok().flatten()
}

fn placeholder<T: Decode>() -> T {
    Decoder::new(Direction::Response).placeholder()
}
