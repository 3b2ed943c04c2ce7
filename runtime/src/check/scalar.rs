//! Strings, constants and lists of values.

use std::sync::OnceLock;

use regex::Regex;

use super::Check;
use crate::enumeration::list;
use crate::format::{self, Format};
use crate::json::{self, Json};

/// A regular expression in the syntax of the `regex` crate, compiled when it is first used.
#[derive(Debug)]
pub struct Pattern<'p> {
    text: &'p str,
    written: &'p str,
    compiled: OnceLock<Option<Regex>>,
}

impl<'p> Pattern<'p> {
    /// A pattern, mostly for a `static`. One that does not compile matches nothing.
    pub const fn new(text: &'p str) -> Self {
        Self { text, written: text, compiled: OnceLock::new() }
    }

    /// The same pattern in the syntax of the description, ECMA-262: what people are told.
    pub const fn written(mut self, written: &'p str) -> Self {
        self.written = written;
        self
    }

    /// The pattern in the syntax of the `regex` crate.
    pub fn as_str(&self) -> &'p str {
        self.text
    }

    /// Whether it matches somewhere in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.compiled.get_or_init(|| Regex::new(self.text).ok()).as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

impl Check<'_> {
    /// `minLength`: a string has this many code points or more.
    pub fn min_length(mut self, least: u64) -> Self {
        if let Some(Json::String(text)) = self.active() {
            let found = length(text);
            if found < least {
                self.fail("minLength", || format!("expected a length of at least {least}, found {found}"));
            }
        }
        self
    }

    /// `maxLength`: a string has no more code points than this.
    pub fn max_length(mut self, most: u64) -> Self {
        if let Some(Json::String(text)) = self.active() {
            let found = length(text);
            if found > most {
                self.fail("maxLength", || format!("expected a length of at most {most}, found {found}"));
            }
        }
        self
    }

    /// `pattern`: a string matches, anywhere unless the pattern has anchors.
    pub fn pattern(mut self, pattern: &Pattern<'_>) -> Self {
        if let Some(Json::String(text)) = self.active()
            && !pattern.is_match(text)
        {
            self.fail("pattern", || format!("expected a match of the pattern {}", pattern.written));
        }
        self
    }

    /// `format`, as an assertion.
    pub fn format(mut self, format: Format) -> Self {
        if let Some(value) = self.active()
            && !format::accepts(format, value)
        {
            self.fail("format", || format!("expected {}", format.expectation()));
        }
        self
    }

    /// `enum` of strings.
    pub fn one_of_strings(mut self, values: &[&str]) -> Self {
        if let Some(value) = self.active()
            && !value.as_str().is_some_and(|text| values.contains(&text))
        {
            self.fail("enum", || format!("expected {}", list(values)));
        }
        self
    }

    /// `enum`: the value equals one of these JSON texts.
    pub fn enumeration(mut self, texts: &[&str]) -> Self {
        if let Some(value) = self.active()
            && !texts.iter().any(|text| is(value, text))
        {
            self.fail("enum", || format!("expected one of {}", shown(texts)));
        }
        self
    }

    /// `const`: the value equals this JSON text.
    pub fn constant(mut self, text: &str) -> Self {
        if let Some(value) = self.active()
            && !is(value, text)
        {
            self.fail("const", || format!("expected {text}"));
        }
        self
    }
}

/// The number of code points.
fn length(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

fn is(value: &Json<'_>, text: &str) -> bool {
    json::parse(text).is_ok_and(|expected| expected == *value)
}

fn shown(texts: &[&str]) -> String {
    const SHOWN: usize = 10;
    let more = texts.len().saturating_sub(SHOWN);
    let tail = if more > 0 { format!(" or {more} more") } else { String::new() };
    let first: Vec<&str> = texts.iter().take(SHOWN).copied().collect();
    format!("{}{tail}", first.join(", "))
}
