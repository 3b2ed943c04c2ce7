//! Strings, constants and lists of values.

use super::array::count;
use super::{Check, Pattern};
use crate::enumeration::list;
use crate::format::{self, Format};
use crate::json::{self, Json};

impl Check<'_> {
    /// `minLength`: a string has this many code points or more.
    pub fn min_length(mut self, least: u64) -> Self {
        if let Some(text) = self.active_string()
            && let Some(found) = Some(length(text)).filter(|found| *found < least)
        {
            self.fail("minLength", || format!("expected a length of at least {least}, found {found}"));
        }
        self
    }

    /// `maxLength`: a string has no more code points than this.
    pub fn max_length(mut self, most: u64) -> Self {
        // A text has no more code points than bytes.
        if let Some(value) = self.active()
            && value.string_length().is_some_and(|bytes| count(bytes) > most)
            && let Some(text) = value.as_str()
            && let Some(found) = Some(length(text)).filter(|found| *found > most)
        {
            self.fail("maxLength", || format!("expected a length of at most {most}, found {found}"));
        }
        self
    }

    /// `pattern`: a string matches, anywhere unless the pattern has anchors. A string over which the engine goes back too often fails,
    /// and nothing else of the value is checked.
    pub fn pattern(mut self, pattern: &Pattern<'_>) -> Self {
        if let Some(text) = self.active_string()
            && !self.matches(pattern, text)
        {
            self.fail("pattern", || format!("expected a match of the pattern {}", pattern.shown()));
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

    /// `contentEncoding`: a string holds bytes as base64 (RFC 4648, sections 4 and 5), with or without padding.
    pub fn base64(mut self) -> Self {
        if let Some(value) = self.active()
            && !format::accepts(Format::Byte, value)
        {
            self.fail("contentEncoding", || "expected base64".to_owned());
        }
        self
    }

    /// `enum` of strings.
    pub fn one_of_strings(mut self, values: &[&str]) -> Self {
        if let Some(value) = self.active() {
            let listed = value.as_str().is_some_and(|text| values.contains(&text));
            self.assert_listed(listed, "enum", || format!("expected {}", list(values)));
        }
        self
    }

    /// `enum`: the value equals one of these JSON texts.
    pub fn enumeration(mut self, texts: &[&str]) -> Self {
        if let Some(value) = self.active() {
            let listed = texts.iter().any(|text| is(value, text));
            self.assert_listed(listed, "enum", || format!("expected one of {}", shown(texts)));
        }
        self
    }

    /// `const`: the value equals this JSON text.
    pub fn constant(mut self, text: &str) -> Self {
        if let Some(value) = self.active() {
            self.assert_listed(is(value, text), "const", || format!("expected {text}"));
        }
        self
    }

    fn assert_listed(&mut self, listed: bool, keyword: &'static str, message: impl FnOnce() -> String) {
        match listed {
            true => self.listed(),
            false => self.fail(keyword, message),
        }
    }
}

/// The number of code points.
fn length(text: &str) -> u64 {
    count(text.chars().count())
}

fn is(value: Json<'_>, text: &str) -> bool {
    json::parse(text).is_ok_and(|expected| expected.root() == value)
}

fn shown(texts: &[&str]) -> String {
    const SHOWN: usize = 10;
    let more = texts.len().saturating_sub(SHOWN);
    let tail = if more > 0 { format!(" or {more} more") } else { String::new() };
    let first: Vec<&str> = texts.iter().take(SHOWN).copied().collect();
    format!("{}{tail}", first.join(", "))
}
