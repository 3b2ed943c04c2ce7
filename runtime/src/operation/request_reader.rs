//! The request of an operation, on its way in.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::Body;
use crate::codec::{Decode, Decoder, Direction};
use crate::json::{self, Json};
use crate::media_type;
use crate::parameter::query::{Pair, cookies, query};
use crate::parameter::read::{self, Read};
use crate::parameter::{Location, Parameter};
use crate::path::Captures;
use crate::problem::Fault;
use crate::redact::{Headers, Pairs, Short, Size};
use crate::validation;

/// What a request consists of.
#[derive(Clone, Copy)]
pub struct RequestSource<'a> {
    /// The path variables, still encoded.
    pub captures: &'a Captures,
    /// The query string without `?`.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body; `None` when it was larger than the limit.
    pub body: Option<&'a Bytes>,
}

/// Why a request cannot be read, other than by mistakes in its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The body is of none of these media types (415).
    MediaType(Vec<&'static str>),
    /// The body is larger than the limit (413).
    TooLarge,
    /// The URL or a header is not UTF-8 once decoded (400).
    NotUtf8(String),
    /// The body has not the form it should have, such as JSON (400).
    Malformed(String),
}

/// Gives the parameters and the body of a request and remembers every mistake.
pub struct RequestReader<'a> {
    source: RequestSource<'a>,
    query: Vec<Pair>,
    cookies: Vec<Pair>,
    refusal: Option<Refusal>,
    faults: Vec<Fault>,
}

impl fmt::Debug for RequestSource<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variables: Vec<&str> = self.captures.iter().map(|(name, _)| *name).collect();
        let pairs: Vec<&str> = self.query.split('&').filter(|pair| !pair.is_empty()).collect();
        let mut shown = f.debug_struct("RequestSource");
        shown.field("captures", &variables).field("query", &Short(&Pairs(&pairs, "&")));
        shown.field("headers", &Headers(self.headers)).field("body", &self.body.map(|body| Size(body.len()))).finish()
    }
}

impl fmt::Debug for RequestReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RequestReader");
        shown.field("source", &self.source).field("refusal", &Short(&self.refusal)).field("faults", &Short(&self.faults));
        shown.finish_non_exhaustive()
    }
}

impl<'a> RequestReader<'a> {
    /// A reader of this request.
    pub fn new(source: RequestSource<'a>) -> Self {
        let query = query(source.query);
        let refusal = query.is_err().then(|| Refusal::NotUtf8("the query is not UTF-8 after percent-decoding".to_owned()));
        let (query, cookies) = (query.unwrap_or_default(), cookies(source.headers));
        Self { source, query, cookies, refusal, faults: Vec::new() }
    }

    /// A required parameter.
    pub fn required<T: Decode>(&mut self, parameter: &Parameter) -> T {
        match self.parameter(parameter) {
            Some(json) => self.decode(Some(parameter), &json),
            None => {
                self.missing(parameter);
                placeholder()
            }
        }
    }

    /// An optional parameter. When absent it has its default, if the description gives one.
    pub fn optional<T: Decode>(&mut self, parameter: &Parameter) -> Option<T> {
        let json = match (self.parameter(parameter), parameter.default) {
            (Some(json), _) => json,
            (None, Some(default)) if self.faults.is_empty() => json::parse(default).ok()?,
            (None, _) => return None,
        };
        Some(self.decode(Some(parameter), &json))
    }

    /// The body.
    pub fn body<T: Decode>(&mut self, body: &Body) -> T {
        match self.tree(body) {
            Some(json) => self.decode(None, &json),
            None => placeholder(),
        }
    }

    /// An optional body: absent when it has no bytes and no `Content-Type`.
    pub fn optional_body<T: Decode>(&mut self, body: &Body) -> Option<T> {
        if self.has_body() { Some(self.body(body)) } else { None }
    }

    /// A body of bytes.
    pub fn binary(&mut self, body: &Body) -> Bytes {
        self.bytes(body).cloned().unwrap_or_default()
    }

    /// An optional body of bytes.
    pub fn optional_binary(&mut self, body: &Body) -> Option<Bytes> {
        if self.has_body() { Some(self.binary(body)) } else { None }
    }

    /// Whether a body was sent.
    pub fn has_body(&self) -> bool {
        self.source.body.is_none_or(|body| !body.is_empty()) || self.source.headers.contains_key(CONTENT_TYPE)
    }

    /// The index of the body whose media type was sent; the most specific one, else 0 and the request is refused.
    pub fn choose(&mut self, bodies: &[&Body]) -> usize {
        let actual = self.content_type();
        let fits = |body: &Body| actual.is_some_and(|actual| media_type::matches(body.media_type, actual));
        let fitting = bodies.iter().enumerate().filter(|(_, body)| fits(body));
        match fitting.min_by_key(|(_, body)| body.media_type.matches('*').count()) {
            Some((index, _)) => index,
            None => {
                self.refuse(Refusal::MediaType(bodies.iter().map(|body| body.media_type).collect()));
                0
            }
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Why the request is refused as a whole, or all mistakes in its values.
    pub fn finish(self) -> Result<(), (Option<Refusal>, Vec<Fault>)> {
        if self.refusal.is_none() && self.faults.is_empty() { Ok(()) } else { Err((self.refusal, self.faults)) }
    }

    fn content_type(&self) -> Option<&'a str> {
        self.source.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok())
    }

    fn refuse(&mut self, refusal: Refusal) {
        self.refusal.get_or_insert(refusal);
    }

    fn missing(&mut self, parameter: &Parameter) {
        if !self.faults.iter().any(|fault| fault.parameter == Some((parameter.location, parameter.name))) {
            self.fault(parameter, String::new(), "required", "is required");
        }
    }

    fn fault(&mut self, parameter: &Parameter, pointer: String, keyword: &'static str, detail: &str) {
        let parameter = Some((parameter.location, parameter.name));
        self.faults.push(Fault { parameter, pointer, keyword: keyword.into(), detail: detail.to_owned() });
    }

    fn raw(&self, parameter: &Parameter) -> Read {
        match parameter.location {
            Location::Path => match self.source.captures.iter().find(|(name, _)| *name == parameter.name) {
                Some((_, raw)) => read::path(parameter, raw),
                None => Ok(None),
            },
            Location::Query => read::query(parameter, &self.query),
            Location::Header => read::header(parameter, self.source.headers),
            Location::Cookie => read::cookie(parameter, &self.cookies),
        }
    }

    /// The value of a parameter, checked; `None` when absent or wrong.
    fn parameter(&mut self, parameter: &Parameter) -> Option<Json<'static>> {
        match self.raw(parameter) {
            Ok(None) => None,
            Ok(Some(json)) => {
                let place = Some((parameter.location, parameter.name));
                let before = self.faults.len();
                self.faults.extend(parameter.rule.map(|rule| validation::faults(place, rule, &json)).unwrap_or_default());
                (self.faults.len() == before).then_some(json)
            }
            Err(error) if error.is_encoding() => {
                self.refuse(Refusal::NotUtf8(format!(
                    "{} parameter `{}` {}",
                    parameter.location.as_str(),
                    parameter.name,
                    error.detail
                )));
                None
            }
            Err(error) => {
                self.fault(parameter, error.pointer, "type", error.detail);
                None
            }
        }
    }

    /// The bytes of the body when the media type is right and the body is within its limit.
    fn bytes(&mut self, body: &Body) -> Option<&'a Bytes> {
        if !self.content_type().is_some_and(|actual| media_type::matches(body.media_type, actual)) {
            let missing = self.content_type().is_none() && self.source.body.is_some_and(Bytes::is_empty);
            match missing {
                true => self.body_fault("required", "a body is required"),
                false => self.refuse(Refusal::MediaType(vec![body.media_type])),
            }
            return None;
        }
        if self.source.body.is_none() {
            self.refuse(Refusal::TooLarge);
        }
        self.source.body
    }

    fn body_fault(&mut self, keyword: &'static str, detail: &str) {
        self.faults.push(Fault { parameter: None, pointer: String::new(), keyword: keyword.into(), detail: detail.to_owned() });
    }

    fn tree(&mut self, body: &Body) -> Option<Json<'a>> {
        let bytes = self.bytes(body)?;
        let json = match body.read(bytes) {
            Ok(json) => json,
            Err(detail) => {
                self.refuse(Refusal::Malformed(detail));
                return None;
            }
        };
        let found = body.rule.map(|rule| validation::faults(None, rule, &json)).unwrap_or_default();
        let holds = found.is_empty();
        self.faults.extend(found);
        holds.then_some(json)
    }

    fn decode<T: Decode>(&mut self, parameter: Option<&Parameter>, json: &Json<'_>) -> T {
        let mut decoder = Decoder::new(Direction::Request);
        let value = T::decode(json, &mut decoder);
        self.faults.extend(validation::mismatches(parameter.map(|parameter| (parameter.location, parameter.name)), decoder));
        value
    }
}

fn placeholder<T: Decode>() -> T {
    Decoder::new(Direction::Request).placeholder()
}
