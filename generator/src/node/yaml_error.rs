//! What is wrong with YAML text that the parser refuses, in words that help.

use granit_parser::ErrorKind;

use super::limits::Limits;
use super::too_deep;
use crate::diagnostic::{Diagnostic, codes::reading, suggest};
use crate::source::{SourceId, Span};

/// The diagnostic for a mistake at byte `at`.
pub(super) fn diagnostic(source: SourceId, text: &str, at: usize, kind: &ErrorKind, limits: Limits) -> Diagnostic {
    let width = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = Span::of(source, at, at + width);
    if *kind == ErrorKind::RecursionLimitExceeded {
        return too_deep(span, limits);
    }
    if *kind == ErrorKind::UnknownAnchor || *kind == ErrorKind::MissingAnchorOrAliasName {
        return unknown_anchor(source, text, at);
    }
    let surrogates = [
        ErrorKind::MissingLowSurrogate,
        ErrorKind::InvalidLowSurrogate,
        ErrorKind::InvalidLowSurrogateHexEscape,
        ErrorKind::UnpairedLowSurrogate,
    ];
    if surrogates.contains(kind) {
        return Diagnostic::error(reading::LONE_SURROGATE, span, "half of a surrogate pair is no character")
            .help("write both halves, or the character itself");
    }
    let Some(Words { message, section, help }) = words(kind) else {
        return Diagnostic::error(reading::SYNTAX, span, kind.to_string());
    };
    let message = match (message, kind) {
        (Some(message), _) => message.to_owned(),
        (None, ErrorKind::UnexpectedCharacter { character }) => format!("a plain text cannot begin with `{character}`"),
        (None, _) => kind.to_string(),
    };
    let diagnostic = Diagnostic::error(reading::SYNTAX, span, message).note(format!("YAML 1.2, section {section}"));
    match missing_space(text, at).filter(|_| *kind == ErrorKind::MappingValueNotAllowed) {
        Some(key) => diagnostic.help(format!("put a space behind the colon of the line before: `{key}: ...`")),
        None => diagnostic.help(help),
    }
}

/// An alias without an anchor before it; `*` may also begin a text that lacks its quotes.
fn unknown_anchor(source: SourceId, text: &str, at: usize) -> Diagnostic {
    let word = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    };
    let written = word(at).strip_suffix(':').unwrap_or(word(at));
    let name = written.strip_prefix(['*', '&']).unwrap_or(written);
    let span = Span::of(source, at, at + written.len().max(1));
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    if !is_name {
        return Diagnostic::error(
            reading::UNKNOWN_ANCHOR,
            span,
            format!("`{written}` is read as an alias, and there is no such anchor"),
        )
        .note("YAML 1.2, section Alias Nodes: a plain `*` begins an alias")
        .help(format!("quote it: `'{written}'`"));
    }
    let before = text.get(..at).unwrap_or_default();
    let anchors = before.match_indices('&').map(|(found, _)| word(found + 1));
    let message = format!("no anchor `&{name}` stands before this alias");
    let diagnostic = Diagnostic::error(reading::UNKNOWN_ANCHOR, span, message).note("YAML 1.2, section Alias Nodes");
    match suggest::nearest(name, anchors) {
        Some(near) => diagnostic.help(format!("did you mean `*{near}`?")),
        None => diagnostic.help(format!("define it first, as `&{name}` before a value; a text that begins with `*` is quoted")),
    }
}

/// The key of the line before, if nothing separates its colon from its value: `title:Orders`.
fn missing_space(text: &str, at: usize) -> Option<&str> {
    let mut lines = text.get(..at)?.lines().rev();
    let (_, before) = (lines.next()?, lines.next()?);
    let (key, value) = before.trim_start_matches([' ', '-']).split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let is_text = value.starts_with(|c: char| !c.is_whitespace() && c != '/');
    (is_key && is_text).then_some(key)
}

/// What is said about a mistake: a message where the parser's is hard to understand, the section of YAML 1.2, the mend.
struct Words {
    message: Option<&'static str>,
    section: &'static str,
    help: &'static str,
}

const fn words_of(message: &'static str, section: &'static str, help: &'static str) -> Option<Words> {
    Some(Words { message: Some(message), section, help })
}

/// The words for the mistakes that people make most.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is the parser's, and open; it has words for each kind")]
fn words(kind: &ErrorKind) -> Option<Words> {
    match kind {
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            words_of("a tab cannot indent", "Indentation Spaces", "indent with spaces")
        }
        ErrorKind::MappingValueNotAllowed => words_of(
            "a key and its value cannot stand here",
            "Plain Style",
            "quote the text if it contains `: `, or correct the indentation",
        ),
        ErrorKind::InvalidColonPlacement => words_of(
            "a key and its value cannot stand here",
            "Flow Mappings",
            "close the `[` or `{` that is open, or quote the text if it contains `: `",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::InvalidFlowScalarIndent => {
            let help = "each `[` needs its `]` and each `{` its `}`; between elements stands `,`";
            Some(Words { message: None, section: "Flow Collection Styles", help })
        }
        ErrorKind::UnexpectedCharacter { .. } => {
            let help = "quote the text";
            Some(Words { message: None, section: "Plain Style", help })
        }
        ErrorKind::InvalidIndentation | ErrorKind::ExpectedBlockMappingKey => words_of(
            "this does not belong to the mapping around it",
            "Block Mappings",
            "members of one mapping begin in the same column",
        ),
        ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::BlockSequenceEntryNotAllowed => words_of(
            "this does not belong to the list around it",
            "Block Sequences",
            "the dashes of one list stand in the same column",
        ),
        ErrorKind::SimpleKeyExpected => words_of("this key has no colon", "Block Mappings", "write `:` behind it"),
        _ => quoted(kind),
    }
}

/// The words for mistakes in quoted text.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum is the parser's, and open; it has words for each kind")]
fn quoted(kind: &ErrorKind) -> Option<Words> {
    match kind {
        ErrorKind::UnclosedQuotedScalar => words_of(
            "this quote is not closed",
            "Flow Scalar Styles",
            "add the closing quote; in single quotes, `''` is one quote",
        ),
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::DocumentIndicatorInQuotedScalar => words_of(
            "this line belongs to a quoted text that began above",
            "Flow Scalar Styles",
            "close the quote on a line before; a line that belongs to the text is indented further",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar => words_of(
            "the quoted text ended before this",
            "Single-Quoted Style",
            "in single quotes, write `''` for one quote, or use double quotes",
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => words_of(
            "the quoted text ended before this",
            "Double-Quoted Style",
            "in double quotes, write `\\\"` for one quote, or use single quotes",
        ),
        ErrorKind::UnknownQuotedScalarEscape => words_of(
            "this text has an escape that YAML does not know",
            "Escaped Characters",
            "write `\\\\` for a backslash, or use single quotes, where a backslash means itself",
        ),
        _ => None,
    }
}
