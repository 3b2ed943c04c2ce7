//! `contentEncoding`, `contentMediaType`, `contentSchema`: JSON in a string.

use std::borrow::Cow;

use super::{Check, Rule};
use crate::json::{self, Json};
use crate::pointer::Place;
use crate::text::Base64;

/// How the bytes of a content are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// They are the text.
    Plain,
    /// Base64 (RFC 4648, sections 4 and 5), with or without padding.
    Base64,
}

/// How many bytes of content cost as much as one value that is checked.
const BYTES_PER_CHECK: usize = 16;

impl Check<'_> {
    /// `contentMediaType` of JSON, and `contentSchema`: a string is a JSON text, and what it holds satisfies the rule. What is wrong within
    /// has the place of the string.
    pub fn content(self, encoding: Encoding, rule: Rule) -> Self {
        self.content_by(encoding, rule)
    }

    /// [`Check::content`] with a rule that holds data.
    pub fn content_by(mut self, encoding: Encoding, rule: impl Fn(Check<'_>) -> Check<'_>) -> Self {
        let Some(written) = self.active_string() else { return self };
        // It may be looked at as often as there are alternatives.
        self.run.spend(written.len() / BYTES_PER_CHECK);
        if !self.is_active() {
            return self;
        }
        let decoded = match encoding {
            Encoding::Plain => Some(Cow::Borrowed(written.as_bytes())),
            Encoding::Base64 => written.parse().ok().map(|bytes: Base64| Cow::Owned(bytes.into_bytes())),
        };
        let Some(decoded) = decoded else {
            self.fail("contentEncoding", || "expected base64".to_owned());
            return self;
        };
        match std::str::from_utf8(&decoded).ok().map(json::parse) {
            Some(Ok(value)) => self.inside_content(value.root(), rule),
            Some(Err(error)) => self.fail("contentMediaType", || format!("expected a JSON text: {error}")),
            None => self.fail("contentMediaType", || "expected a JSON text in UTF-8".to_owned()),
        }
        self
    }

    fn inside_content(&mut self, value: Json<'_>, rule: impl FnOnce(Check<'_>) -> Check<'_>) {
        let told = self.run.violations.entries().len();
        // Alternatives around are told apart by members of the value itself.
        let trial = self.run.trial.take();
        self.elsewhere(None, value, Place::default(), rule);
        self.run.trial = trial;
        if self.run.violations.entries().len() == told {
            return;
        }
        let outer = self.run.place(*self.value).into_pointer();
        self.run.violations.amend(told, |violation| {
            let within = if violation.pointer.is_empty() { String::new() } else { format!(" at `{}`", violation.pointer) };
            violation.message = format!("in its content{within}: {}", violation.message);
            violation.pointer.clone_from(&outer);
        });
    }
}
