//! JSONPath queries (RFC 9535): parsing them, and saying what is wrong where one is malformed or selects nothing.

use std::ops::Range;

use serde_json_path::{JsonPath, ParseError};

use super::expression::Expressions;
use super::query::{self, Query, Refusal};
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
    pub(super) parts: Query,
    /// The text of which the query was made: one that says the same.
    run: String,
}

/// Parses the query that a string holds.
///
/// # Errors
/// One diagnostic at the character where the query goes wrong.
pub(super) fn parse<'o>(sources: &Sources, node: &'o Node, expressions: &mut Expressions) -> Result<Path<'o>, Diagnostic> {
    let text = node.as_str().unwrap_or_default();
    if text.len() > LONGEST || query::filters(text) > FILTERS {
        return Err(complex(node.span).note(format!("the limit is {LONGEST} bytes and {FILTERS} filters")));
    }
    let query = JsonPath::parse(text).map_err(|error| malformed(sources, node.span, text, &error))?;
    let (parts, run) = query::read(text, expressions).map_err(|refusal| unusable(node.span, &refusal))?;
    let query = if run == text { query } else { JsonPath::parse(&run).map_err(|_| complex(node.span))? };
    Ok(Path { span: node.span, text, query, parts, run })
}

fn complex(span: Span) -> Diagnostic {
    Diagnostic::error(codes::PATH, span, "this query is too complex")
}

/// A query that leads through more nodes than a document has, by too many ways.
pub(super) fn too_costly(path: &Path<'_>) -> Diagnostic {
    complex(path.span)
        .note("it leads to the same nodes by very many ways, or the queries of all actions together do")
        .help("name what is meant, instead of `*`, `..` and several selectors in one pair of brackets")
}

fn unusable(span: Span, refusal: &Refusal) -> Diagnostic {
    let (message, help) = match refusal {
        Refusal::TooLarge(pattern) => {
            (format!("the regular expression `{pattern}` is too large"), "write smaller bounds, such as `{1,20}`")
        }
        Refusal::Invalid(pattern) => {
            (format!("`{pattern}` is not a regular expression"), "correct it; a backslash is written twice in a text of a query")
        }
        Refusal::Unknown => {
            ("the pattern of `match` and `search` must be a text of the query".to_owned(), "write the pattern itself, in quotes")
        }
    };
    Diagnostic::error(codes::PATH, span, message).help(help)
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
    let (at, nodes) = longest_match(path, subject);
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

/// The longest beginning of a query that is a query itself and selects something, with what it selects. What a shorter one does not
/// select no longer one does.
fn longest_match<'s>(path: &Path<'_>, subject: &'s Subject) -> (usize, Vec<&'s Node>) {
    let ends: Vec<[usize; 2]> = std::iter::once([1; 2]).chain(path.parts.segments.iter().map(|segment| segment.ends)).collect();
    let select = |[_, at]: [usize; 2]| {
        let query = path.run.get(..at).and_then(|text| JsonPath::parse(text).ok());
        let places = query.map(|query| subject.select(&query)).unwrap_or_default();
        places.iter().filter_map(|place| subject.at(place)).collect::<Vec<_>>()
    };
    let count = ends.partition_point(|ends| !select(*ends).is_empty());
    let longest = count.checked_sub(1).and_then(|last| ends.get(last)).copied();
    longest.map(|ends| (ends[0], select(ends))).unwrap_or_default()
}

/// The name that a query's rest begins with: `.name` or `['name']`.
fn first_name(rest: &str) -> Option<&str> {
    let quoted = |quote: char| rest.strip_prefix('[')?.strip_prefix(quote)?.split(quote).next();
    let plain = || rest.strip_prefix('.')?.split(['.', '[']).next();
    quoted('\'').or_else(|| quoted('"')).or_else(plain)
}
