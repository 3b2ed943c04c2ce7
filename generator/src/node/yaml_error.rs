//! What is wrong with YAML text that the parser refuses, in words that help.

use granit_parser::ErrorKind;

use super::limits::Limits;
use super::too_deep;
use crate::diagnostic::{Diagnostic, codes::reading};
use crate::source::{SourceId, Span};

/// The diagnostic for a mistake at byte `at`.
pub(super) fn diagnostic(source: SourceId, text: &str, at: usize, kind: &ErrorKind, limits: Limits) -> Diagnostic {
    let width = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = Span::of(source, at, at + width);
    if *kind == ErrorKind::RecursionLimitExceeded {
        return too_deep(span, limits);
    }
    if *kind == ErrorKind::UnknownAnchor {
        return Diagnostic::error(reading::UNKNOWN_ANCHOR, span, "no anchor of this name stands before this alias");
    }
    let diagnostic = Diagnostic::error(reading::SYNTAX, span, kind.to_string());
    match help(kind) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The mend of the mistakes that people make most.
fn help(kind: &ErrorKind) -> Option<&'static str> {
    let tabs = [ErrorKind::TabNotAllowed, ErrorKind::TabInBlockIndentation, ErrorKind::TabInIndentation];
    if tabs.contains(kind) {
        return Some("indent with spaces: YAML does not allow tabs there");
    }
    if *kind == ErrorKind::MappingValueNotAllowed || *kind == ErrorKind::InvalidColonPlacement {
        return Some("quote the text if it contains `: `, or correct the indentation");
    }
    if *kind == ErrorKind::UnclosedQuotedScalar {
        return Some("add the closing quote; in single quotes, `''` stands for one quote");
    }
    if matches!(kind, ErrorKind::UnexpectedCharacter { .. }) {
        return Some("quote the text: a plain scalar cannot begin with this character");
    }
    if *kind == ErrorKind::UnknownQuotedScalarEscape {
        return Some("write `\\\\` for a backslash, or use single quotes, where a backslash means itself");
    }
    if *kind == ErrorKind::InvalidIndentation || *kind == ErrorKind::ExpectedBlockMappingKey {
        return Some("members of one mapping begin in the same column");
    }
    None
}
