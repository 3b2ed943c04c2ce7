//! JSONPath queries (RFC 9535): parsing them, and saying what is wrong where one is malformed or selects nothing.

use std::ops::Range;

use serde_json_path::{JsonPath, ParseError};

use super::subject::Subject;
use crate::diagnostic::{Diagnostic, codes::overlay as codes, suggest};
use crate::node::Node;
use crate::source::{Sources, Span};

/// The longest query, and how many filters it may have: the library's time doubles with each filter inside another.
const LONGEST: usize = 4096;
const FILTERS: usize = 10;

/// A query of an overlay.
pub(super) struct Path<'o> {
    pub(super) span: Span,
    pub(super) text: &'o str,
    pub(super) query: JsonPath,
}

/// Parses the query that a string holds.
///
/// # Errors
/// One diagnostic at the character where the query goes wrong.
pub(super) fn parse<'o>(sources: &Sources, node: &'o Node) -> Result<Path<'o>, Diagnostic> {
    let text = node.as_str().unwrap_or_default();
    if text.len() > LONGEST || text.matches("[?").count() > FILTERS {
        return Err(Diagnostic::error(codes::PATH, node.span, "this query is too complex")
            .note(format!("the limit is {LONGEST} bytes and {FILTERS} filters")));
    }
    if let Some(pattern) = patterns(text).find(|pattern| too_large(pattern)) {
        let message = format!("the regular expression `{pattern}` is too large");
        return Err(Diagnostic::error(codes::PATH, node.span, message).help("write smaller bounds, such as `{1,20}`"));
    }
    match JsonPath::parse(text) {
        Ok(query) => Ok(Path { span: node.span, text, query }),
        Err(error) => Err(malformed(sources, node.span, text, &error)),
    }
}

/// What stands in quotes in a query that matches texts against patterns.
fn patterns(text: &str) -> impl Iterator<Item = &str> {
    let matches = text.contains("match(") || text.contains("search(");
    let parts = matches.then(|| text.split(['\'', '"']).skip(1).step_by(2));
    parts.into_iter().flatten()
}

/// What a regular expression may weigh when it is compiled, in bytes: the library compiles it for every value that it tries.
const LARGEST: usize = 64 * 1024;

fn too_large(pattern: &str) -> bool {
    let compiled = regex::RegexBuilder::new(pattern).size_limit(LARGEST).build();
    matches!(compiled, Err(regex::Error::CompiledTooBig(_)))
}

fn malformed(sources: &Sources, span: Span, text: &str, error: &ParseError) -> Diagnostic {
    let at = error.position().min(text.len());
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    let found = next.map_or("the query ends too early".to_owned(), |c| format!("unexpected `{c}`"));
    // The library names what it expected only where it knows more than that the character does not fit.
    let reason = if error.message().ends_with("parser error") { found } else { format!("{found} ({})", error.message()) };
    let range = next.map_or(at..at, |c| at..at + c.len_utf8());
    let diagnostic =
        Diagnostic::error(codes::PATH, within(sources, span, text, range), format!("`{text}` is not a JSONPath: {reason}"))
            .note("a target is a query of RFC 9535");
    if text.starts_with('$') {
        diagnostic
            .help("names with other characters than letters, digits and `_` stand in brackets and quotes: `$.paths['/pets']`")
    } else {
        diagnostic.help("a query begins with `$`, which is the whole document")
    }
}

/// The place of a part of a scalar's text; the whole scalar where it is written with escapes.
fn within(sources: &Sources, span: Span, text: &str, range: Range<usize>) -> Span {
    match sources.text(span).find(text) {
        Some(at) => {
            let start = span.start as usize + at;
            Span::of(span.source, start + range.start, start + range.end)
        }
        None => span,
    }
}

/// Says that a query selects nothing, and which part of it does not.
pub(super) fn unmatched(sources: &Sources, path: &Path<'_>, subject: &Subject) -> Diagnostic {
    let message = format!("`{}` matches nothing", path.text);
    let (at, nodes) = longest_match(path.text, subject);
    let (head, rest) = path.text.split_at_checked(at).unwrap_or(("$", path.text));
    let place = within(sources, path.span, path.text, at..path.text.len());
    let diagnostic = Diagnostic::error(codes::NO_MATCH, place, message)
        .label(format!("`{head}` has no such part"))
        .note("an action that matches nothing is an error: a correction announces when it is obsolete");
    if let Some(reference) = nodes.iter().find_map(|node| node.get("$ref")).filter(|text| text.as_str().is_some()) {
        return diagnostic
            .related(reference.span, "the part is where this leads")
            .help("target that place; references are not followed, and an overlay changes the main document only");
    }
    let keys = nodes.iter().flat_map(|node| node.entries()).map(|entry| entry.key.as_str());
    match first_name(rest).and_then(|name| suggest::nearest(name, keys)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("correct the target, or remove the action"),
    }
}

/// The longest beginning of a query that is a query itself and selects something, with what it selects.
fn longest_match<'s>(text: &str, subject: &'s Subject) -> (usize, Vec<&'s Node>) {
    let ends = text.char_indices().rev().filter(|(at, c)| *at > 0 && matches!(c, '.' | '[')).map(|(at, _)| at);
    let selected = |at: usize| {
        let query = JsonPath::parse(text.get(..at)?).ok()?;
        let nodes: Vec<_> = subject.select(&query).iter().filter_map(|place| subject.at(place)).collect();
        (!nodes.is_empty()).then_some((at, nodes))
    };
    ends.filter_map(selected).next().unwrap_or_default()
}

/// The name that a query's rest begins with: `.name` or `['name']`.
fn first_name(rest: &str) -> Option<&str> {
    let quoted = |quote: char| rest.strip_prefix('[')?.strip_prefix(quote)?.split(quote).next();
    let plain = || rest.strip_prefix('.')?.split(['.', '[']).next();
    quoted('\'').or_else(|| quoted('"')).or_else(plain)
}
