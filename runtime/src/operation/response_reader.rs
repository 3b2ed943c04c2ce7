//! A documented response, on its way in.

use std::fmt;

use http::StatusCode;
use http::header::{HeaderMap, SET_COOKIE};

use crate::codec::{Decode, DecodeError, Decoder, Direction, Mismatch};
use crate::content::{Content, Media, ReadError, Received};
use crate::json::{Tape, Tree};
use crate::parameter::settle::{self, settled};
use crate::parameter::{Parameter, ParameterKind, read};
use crate::problem::Faults;
use crate::redact::Headers;
use crate::validation;

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

/// What a response consists of, without its body.
#[derive(Clone, Copy)]
pub struct ResponseSource<'a> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: &'a HeaderMap,
}

/// Gives the status, the headers and the body of a response and remembers the first mistake.
pub struct ResponseReader<'a> {
    source: ResponseSource<'a>,
    body: Option<Received>,
    failure: Option<Reading>,
}

impl fmt::Debug for ResponseReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ResponseReader");
        shown.field("status", &self.source.status).field("headers", &Headers(self.source.headers));
        shown.field("body", &self.body).field("failure", &self.failure).finish()
    }
}

impl<'a> ResponseReader<'a> {
    /// A reader of this response; without a body where its media type is none that the status documents.
    pub fn new(source: ResponseSource<'a>, body: Option<Received>) -> Self {
        Self { source, body, failure: None }
    }

    /// The status as a number.
    pub fn status(&self) -> u16 {
        self.source.status.as_u16()
    }

    /// The status.
    pub fn status_code(&self) -> StatusCode {
        self.source.status
    }

    /// All headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.source.headers
    }

    /// The body, of one of these media types. It stays where it is when a header is wrong already, so that it is not lost.
    pub fn body<T: Content>(&mut self, media: &'static [Media]) -> T {
        if self.failure.is_some() {
            return T::placeholder();
        }
        let read = match self.body.take().and_then(|received| Some((media.get(received.index)?, received))) {
            Some((media, received)) => T::read(received, media, Direction::Response),
            None => {
                self.failure.get_or_insert(Reading::Undocumented);
                return T::placeholder();
            }
        };
        read.unwrap_or_else(|error| {
            let error = match error {
                ReadError::Malformed(error) | ReadError::Mismatch(error) => error,
                ReadError::Invalid(faults) => DecodeError::Malformed(Faults(faults).to_string()),
            };
            self.failure.get_or_insert(Reading::Mismatch(error));
            T::placeholder()
        })
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
        Some(self.first_fitting(parameter.name, kinds, |kind| header_tree(&parameter.kind(*kind), headers)))
    }

    /// Ends the reading: what was wrong first, and the body if it was not read; `None` when all is well.
    pub fn finish(self) -> Option<(Reading, Option<Received>)> {
        let Self { failure, body, .. } = self;
        failure.map(|failure| (failure, body))
    }

    fn mismatch(&mut self, message: String) {
        let errors = vec![Mismatch { pointer: String::new(), message }];
        self.failure.get_or_insert(Reading::Mismatch(DecodeError::Mismatch { errors, more: 0 }));
    }

    /// Decodes the first reading of a text that the type can be made from.
    fn first_fitting<T: Decode>(
        &mut self,
        name: &str,
        kinds: &[ParameterKind],
        tree: impl Fn(&ParameterKind) -> Option<Tree<'static>>,
    ) -> T {
        let mut first = None;
        for kind in kinds {
            let Some(tree) = tree(kind) else { continue };
            match decoded(&tree) {
                Ok(value) => return value,
                Err(error) => drop(first.get_or_insert(error)),
            }
            let check = |tree: &Tree<'static>| match decoded::<T>(tree) {
                Ok(_) => Vec::new(),
                Err(error) => validation::mismatches(None, error),
            };
            let others = |tree: &Tree<'static>, other| settle::of_value(tree, kind, other);
            let settled = settled(tree.clone(), check(&tree), &others, &check);
            if let Ok(value) = decoded(&settled.tree) {
                return value;
            }
        }
        match first {
            Some(error) => self.mismatch(format!("header `{name}`: {error}")),
            None => self.mismatch(format!("header `{name}` cannot be read")),
        }
        placeholder()
    }
}

/// Every `Set-Cookie` line is an item of its own: its value may hold commas.
fn header_tree(parameter: &Parameter, headers: &HeaderMap) -> Option<Tree<'static>> {
    let list = matches!(parameter.kind, ParameterKind::Array(_));
    if list && parameter.name.eq_ignore_ascii_case(SET_COOKIE.as_str()) {
        let line = |value: &http::HeaderValue| Some(Tree::from(value.to_str().ok()?.to_owned()));
        return headers.get_all(SET_COOKIE).into_iter().map(line).collect::<Option<_>>().map(Tree::Array);
    }
    read::header(parameter, headers).ok().flatten()
}

fn decoded<T: Decode>(tree: &Tree<'static>) -> Result<T, DecodeError> {
    let tape = Tape::from(tree);
    let mut decoder = Decoder::new(Direction::Response);
    let value = T::decode(tape.root(), &mut decoder);
    decoder.finish(tape.root()).map(|()| value)
}

fn placeholder<T: Decode>() -> T {
    Decoder::new(Direction::Response).placeholder()
}
