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
    /// The stable code, a row of the table in `codes.rs`.
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
            message: message.into().into(),
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
        Self { label: Some(label.into().into()), ..self }
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        let mut related = self.related.into_vec();
        related.push((span, label.into()));
        self.related = related.into();
        self
    }

    /// Adds the reason.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into().into()), ..self }
    }

    /// Adds the mend.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into().into()), ..self }
    }
}
