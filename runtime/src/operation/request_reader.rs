//! The request of an operation, on its way in.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use crate::codec::{Decode, Decoder, Direction};
use crate::content::{self, Content, Media, ReadError, Received};
use crate::json::{self, Json, Tape, Tree};
use crate::parameter::query::{Pair, cookies, query};
use crate::parameter::read::{self, Read};
use crate::parameter::settle::{self, settled};
use crate::parameter::{Location, Parameter};
use crate::path::Captures;
use crate::problem::Fault;
use crate::redact::{Headers, Pairs, Short};
use crate::validation;

/// What a request consists of, without its body.
#[derive(Clone, Copy)]
pub struct RequestSource<'a> {
    /// The path variables, still encoded.
    pub captures: &'a Captures,
    /// The query string without `?`.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
}

/// What came as the body of a request.
#[derive(Debug)]
pub enum Incoming {
    /// Nothing: no bytes and no `Content-Type`.
    Nothing,
    /// More than the limit.
    TooLarge,
    /// A body of a media type that the operation has.
    Body(Received),
}

impl Incoming {
    /// A whole body of the first media type.
    pub fn whole(bytes: Bytes) -> Self {
        Self::Body(Received::whole(bytes))
    }
}

/// Why a request cannot be read, other than by mistakes in its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The body is larger than the limit (413).
    TooLarge,
    /// The body has not the form it should have, such as JSON (400).
    Malformed(String),
}

/// Gives the parameters and the body of a request and remembers every mistake.
pub struct RequestReader<'a> {
    source: RequestSource<'a>,
    body: Incoming,
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
        shown.field("headers", &Headers(self.headers)).finish()
    }
}

impl fmt::Debug for RequestReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RequestReader");
        shown
            .field("source", &self.source)
            .field("body", &self.body)
            .field("refusal", &Short(&self.refusal))
            .field("faults", &Short(&self.faults));
        shown.finish_non_exhaustive()
    }
}

impl<'a> RequestReader<'a> {
    /// A reader of this request.
    pub fn new(source: RequestSource<'a>, body: Incoming) -> Self {
        let query = query(source.query);
        let cookies = cookies(source.headers);
        Self { source, body, query, cookies, refusal: None, faults: Vec::new() }
    }

    /// A required parameter.
    pub fn required<T: Decode>(&mut self, parameter: &Parameter) -> T {
        let tape = self.parameter(parameter).or_else(|| self.nothing(parameter));
        match tape {
            Some(tape) => self.decode(parameter, tape.root()),
            None => {
                self.missing(parameter);
                placeholder()
            }
        }
    }

    /// An optional parameter. When absent it has its default, if the description gives one.
    pub fn optional<T: Decode>(&mut self, parameter: &Parameter) -> Option<T> {
        let tape = match (self.parameter(parameter), parameter.default) {
            (Some(tape), _) => tape,
            (None, Some(default)) if self.faults.is_empty() => json::parse(default).ok()?,
            (None, _) => return None,
        };
        Some(self.decode(parameter, tape.root()))
    }

    /// The body, of one of these media types.
    pub fn body<T: Content>(&mut self, media: &'static [Media]) -> T {
        if matches!(self.body, Incoming::Nothing) {
            self.faults.push(content::fault("required", "a body is required"));
        }
        self.take_body(media).unwrap_or_else(T::placeholder)
    }

    /// An optional body: absent when it has no bytes and no `Content-Type`.
    pub fn optional_body<T: Content>(&mut self, media: &'static [Media]) -> Option<T> {
        self.take_body(media)
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Why the request is refused as a whole, or all mistakes in its values.
    pub fn finish(self) -> Result<(), (Option<Refusal>, Vec<Fault>)> {
        if self.refusal.is_none() && self.faults.is_empty() { Ok(()) } else { Err((self.refusal, self.faults)) }
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
        self.faults.push(Fault { parameter, pointer, keyword: keyword.into(), detail: detail.to_owned(), more: 0 });
    }

    fn raw(&self, parameter: &Parameter) -> Read {
        match parameter.location {
            Location::Path => match self.source.captures.iter().find(|(name, _)| *name == parameter.name) {
                Some((_, raw)) => read::path(parameter, raw),
                None => Ok(None),
            },
            Location::Query if parameter.whole_query => read::whole_query(parameter, self.source.query),
            Location::Query => read::query(parameter, &self.query),
            Location::Header => read::header(parameter, self.source.headers),
            Location::Cookie => read::cookie(parameter, &self.cookies),
        }
    }

    /// The value of a parameter, checked; `None` when absent or wrong.
    fn parameter(&mut self, parameter: &Parameter) -> Option<Tape<'static>> {
        match self.raw(parameter) {
            Ok(None) => None,
            Ok(Some(tree)) => {
                let found = faults(parameter, &tree);
                if found.is_empty() {
                    return Some(Tape::from(&tree));
                }
                let others = |tree: &Tree<'static>, other| settle::of_value(tree, &parameter.kind, other);
                let settled = settled(tree, found, &others, &|tree| faults(parameter, tree));
                if settled.faults.is_empty() {
                    return Some(Tape::from(&settled.tree));
                }
                if !self.is_unused(parameter) {
                    self.faults.extend(settled.faults);
                }
                None
            }
            Err(_) if self.is_unused(parameter) => None,
            Err(errors) => {
                for error in errors {
                    let keyword = error.keyword();
                    self.fault(parameter, error.pointer, keyword, error.detail);
                }
                None
            }
        }
    }

    /// A list that is absent because it is written as nothing, if that satisfies the schema. An object is missing then.
    fn nothing(&self, parameter: &Parameter) -> Option<Tape<'static>> {
        let is_wrong = self.faults.iter().any(|fault| fault.parameter == Some((parameter.location, parameter.name)));
        let nothing = settle::nothing(parameter).filter(|nothing| !is_wrong && nothing.as_array().is_some())?;
        faults(parameter, &nothing).is_empty().then(|| Tape::from(&nothing))
    }

    /// Whether a parameter is given by its name alone, which may stand for an absent one.
    fn is_unused(&self, parameter: &Parameter) -> bool {
        let mut own = self.query.iter().filter(|pair| pair.name == parameter.name);
        let only = own.next().filter(|_| own.next().is_none());
        parameter.allow_empty && only.is_some_and(|pair| pair.value.is_empty())
    }

    /// The body, if there is one that can be read; else why not is recorded, or there is none.
    fn take_body<T: Content>(&mut self, media: &'static [Media]) -> Option<T> {
        let received = match std::mem::replace(&mut self.body, Incoming::Nothing) {
            Incoming::Body(received) => received,
            Incoming::Nothing => return None,
            Incoming::TooLarge => {
                self.refuse(Refusal::TooLarge);
                return None;
            }
        };
        let Some(media) = media.get(received.index) else {
            self.faults.push(content::fault("content", "the body has none of the media types of the operation"));
            return None;
        };
        match T::read(received, media, Direction::Request) {
            Ok(value) => return Some(value),
            Err(ReadError::Malformed(error)) => self.refuse(Refusal::Malformed(error.to_string())),
            Err(ReadError::Invalid(faults)) => self.faults.extend(faults),
            Err(ReadError::Mismatch(error)) => self.faults.extend(validation::mismatches(None, error)),
        }
        None
    }

    fn decode<T: Decode>(&mut self, parameter: &Parameter, json: Json<'_>) -> T {
        let mut decoder = Decoder::new(Direction::Request);
        let value = T::decode(json, &mut decoder);
        if let Err(error) = decoder.finish(json) {
            self.faults.extend(validation::mismatches(Some((parameter.location, parameter.name)), error));
        }
        value
    }
}

/// What is wrong with the value of a parameter.
fn faults(parameter: &Parameter, value: &Tree<'static>) -> Vec<Fault> {
    let place = Some((parameter.location, parameter.name));
    let found = |rule| validation::faults(place, rule, Tape::from(value).root());
    parameter.rule.map(found).unwrap_or_default()
}

fn placeholder<T: Decode>() -> T {
    Decoder::new(Direction::Request).placeholder()
}
