//! Diagnostics: what is wrong with a description, where, and how to mend it.

pub mod codes;
mod format;
mod github;
mod json;
mod lines;
mod render;
mod sarif;
pub mod suggest;

pub use format::{Format, Found, write};
pub use json::to_json;
pub(crate) use lines::Lines;
pub use lines::{Place, places};
pub use render::{Color, SHOWN, render, render_with};

use std::borrow::Cow;

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something worth knowing; the output is complete.
    Warning,
    /// No output is written.
    Error,
}

/// One finding, in the shape that rustc made familiar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, a row of a table in `codes/`.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// One line, lower case, no full stop: what is wrong.
    pub message: Box<str>,
    /// The place; `None` only where no file is involved.
    pub span: Option<Span>,
    /// A word or two beside the underlined place.
    pub label: Option<Box<str>>,
    /// Why it is wrong: the section of the standard, or what was done instead.
    pub note: Option<Box<str>>,
    /// How to mend it.
    pub help: Option<Box<str>>,
    /// Other places that belong to it, each with words beside it.
    pub related: Box<[(Span, String)]>,
}

/// A stable code such as `E0101`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: shortened(message.into()),
            span: Some(span),
            label: None,
            note: None,
            help: None,
            related: Box::default(),
        }
    }

    /// A warning at a place.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Adds words beside the underlined place.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: Some(shortened(label.into())), ..self }
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        let mut related = self.related.into_vec();
        related.push((span, shortened(label.into()).into()));
        self.related = related.into();
        self
    }

    /// Adds the reason.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(shortened(note.into())), ..self }
    }

    /// Adds the mend.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(shortened(help.into())), ..self }
    }
}

/// Longer words lose their middle, in bytes. Names of a description are part of them, and may be as long as a file.
const LONGEST: usize = 1000;

fn shortened(words: String) -> Box<str> {
    match brief(&words) {
        Cow::Borrowed(_) => words.into(),
        Cow::Owned(brief) => brief.into(),
    }
}

/// Text as diagnostics quote it: without its middle if it is longer than a diagnostic may be.
pub(crate) fn brief(words: &str) -> Cow<'_, str> {
    if words.len() <= LONGEST {
        return Cow::Borrowed(words);
    }
    let first = words.get(..words.floor_char_boundary(LONGEST / 2)).unwrap_or_default();
    let last = words.get(words.ceil_char_boundary(words.len() - LONGEST / 4)..).unwrap_or_default();
    Cow::Owned(format!("{first} ... {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn long_words_lose_their_middle() {
        let words = format!("`{}` is no keyword", "\u{e9}".repeat(100_000));
        let error = Diagnostic::error(codes::reading::SYNTAX, Span::of(SourceId(0), 0, 0), words.clone()).note(words);
        assert!(error.message.len() < LONGEST && error.message.ends_with("\u{e9}` is no keyword"), "{}", error.message);
        assert_eq!(Some(&error.message), error.note.as_ref());
    }
}
