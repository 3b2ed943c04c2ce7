//! Problem details (RFC 9457) with one entry per mistake in the request.

use std::borrow::Cow;
use std::fmt;

use http::StatusCode;

use crate::codec::{Encode, write_list};
use crate::json::JsonWriter;
use crate::parameter::Location;
use crate::redact::{Head, Sentence, Short};

/// The media type of problem details.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// One mistake in a request.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault {
    /// The parameter it is in; `None`: the body.
    pub parameter: Option<(Location, &'static str)>,
    /// A JSON Pointer (RFC 6901) into the body or into the value of the parameter.
    pub pointer: String,
    /// The JSON Schema keyword that does not hold, such as `maxLength`; `limit` where the description allows a number that the type in Rust
    /// does not hold.
    pub keyword: Cow<'static, str>,
    /// What is wrong, for people.
    pub detail: String,
    /// How many mistakes of the same value follow and are not listed.
    pub more: usize,
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pointer, detail) = (Head(self.pointer.as_bytes()), Head(self.detail.as_bytes()));
        let mut shown = f.debug_struct("Fault");
        shown.field("parameter", &self.parameter).field("pointer", &pointer).field("keyword", &self.keyword);
        shown.field("detail", &detail).field("more", &self.more).finish()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parameter {
            Some((location, name)) => write!(f, "{} parameter `{name}`", location.as_str())?,
            None => f.write_str("body")?,
        }
        let separator = if self.pointer.is_empty() { "" } else { " at " };
        write!(f, "{separator}{}: {}", Head(self.pointer.as_bytes()), Sentence(&self.detail))
    }
}

/// All that is wrong with a request.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Faults").field(&Short(&self.0)).finish()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, &self.0, unlisted(&self.0))
    }
}

impl std::error::Error for Faults {}

/// The body of an error answer.
#[derive(Clone, PartialEq)]
pub struct ProblemDetails {
    /// The status, repeated in the body.
    pub status: StatusCode,
    /// What happened, for people; nothing internal.
    pub detail: Option<String>,
    /// The mistakes in the request, at most [`ProblemDetails::CAPACITY`].
    pub errors: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
}

impl fmt::Debug for ProblemDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = self.detail.as_ref().map(|detail| Head(detail.as_bytes()));
        let mut shown = f.debug_struct("ProblemDetails");
        shown.field("status", &self.status).field("detail", &detail).field("errors", &Short(&self.errors));
        shown.field("more", &self.more).finish()
    }
}

impl ProblemDetails {
    /// How many mistakes are listed; the others are counted. Fewer are listed where they take much room.
    pub const CAPACITY: usize = 100;

    /// A problem that the status says all about.
    pub fn new(status: StatusCode) -> Self {
        Self { status, detail: None, errors: Vec::new(), more: 0 }
    }

    /// The same with a sentence for people.
    #[must_use]
    pub fn detail(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// The same with mistakes: as many as are listed.
    #[must_use]
    pub fn errors(self, mut errors: Vec<Fault>) -> Self {
        let mut bytes = 0;
        let fits = |fault: &&Fault| {
            bytes += fault.pointer.len() + fault.detail.len();
            bytes <= ROOM
        };
        let listed = errors.iter().take(Self::CAPACITY).take_while(fits).count().max(1);
        let more = unlisted(&errors) + errors.len().saturating_sub(listed);
        errors.truncate(listed);
        Self { errors, more, ..self }
    }
}

/// The mistakes as a text, and how many more there are.
pub(crate) struct Listed<'a>(&'a ProblemDetails);

impl ProblemDetails {
    pub(crate) fn listed(&self) -> Listed<'_> {
        Listed(self)
    }
}

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, &self.0.errors, self.0.more)
    }
}

/// Bytes of pointers and details that a problem lists.
const ROOM: usize = 64 * 1024;

/// How many mistakes a list does not have.
pub(crate) fn unlisted(faults: &[Fault]) -> usize {
    faults.iter().map(|fault| fault.more).sum()
}

impl Encode for ProblemDetails {
    fn encode(&self, out: &mut JsonWriter) {
        out.begin_object();
        text(out, "type", "about:blank");
        text(out, "title", self.status.canonical_reason().unwrap_or("Error"));
        out.key("status");
        out.i64(i64::from(self.status.as_u16()));
        if let Some(detail) = &self.detail {
            text(out, "detail", detail);
        }
        if !self.errors.is_empty() {
            out.key("errors");
            self.errors.encode(out);
        }
        if self.more > 0 {
            out.key("more");
            out.i64(i64::try_from(self.more).unwrap_or(i64::MAX));
        }
        out.end_object();
    }
}

impl Encode for Fault {
    fn encode(&self, out: &mut JsonWriter) {
        out.begin_object();
        if let Some((location, name)) = self.parameter {
            text(out, "parameter", name);
            text(out, "in", location.as_str());
        }
        if self.parameter.is_none() || !self.pointer.is_empty() {
            text(out, "pointer", &self.pointer);
        }
        text(out, "keyword", &self.keyword);
        text(out, "detail", &self.detail);
        out.end_object();
    }
}

fn text(out: &mut JsonWriter, name: &str, value: &str) {
    out.key(name);
    out.string(value);
}
