//! Path templates: `/pets/{petId}.json`, several variables and literal text in one segment.

mod router;

use http::Method;

pub use router::{Found, Router};

use crate::parameter::percent::decode_bytes;

/// A pair of a query: name and value, as the description writes them.
pub type FixedPair = (&'static str, &'static str);

/// A required parameter with one value, by which the requests of operations of one path are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A pair of the query, decoded.
    Query(&'static str, &'static str),
    /// A header.
    Header(&'static str, &'static str),
}

/// Which requests are of an operation.
#[derive(Clone, Debug)]
pub struct Place {
    /// The method.
    pub method: Method,
    /// The path template, without query and fragment.
    pub template: &'static str,
    /// What the query has, too.
    pub fixed_query: &'static [FixedPair],
    /// What the request has, too.
    pub marks: &'static [Mark],
    /// Whether another operation that matches the same requests goes before.
    pub yields: bool,
}

/// A path template, split at `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Segment {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(Vec<u8>),
    Variable(&'static str),
}

/// What the variables of a template matched: name and text, still percent-encoded.
pub type Captures = Vec<(&'static str, String)>;

impl Template {
    /// Reads a template. Text that is no variable is compared after percent-decoding.
    pub fn new(template: &'static str) -> Self {
        Self { segments: template.split('/').skip(1).map(segment).collect() }
    }

    /// A path without variables: braces stand for themselves.
    pub fn concrete(path: &str) -> Self {
        let segment = |text| {
            let mut parts = Vec::new();
            push_literal(&mut parts, text);
            Segment { parts }
        };
        Self { segments: path.split('/').skip(1).map(segment).collect() }
    }

    /// The variables of `path` when it has the form of this template.
    pub fn captures(&self, path: &str) -> Option<Captures> {
        let mut segments = path.split('/').skip(1);
        let mut captures = Captures::new();
        for template in &self.segments {
            template.captures(segments.next()?, &mut captures)?;
        }
        segments.next().is_none().then_some(captures)
    }

    /// Whether it has no variables.
    fn is_concrete(&self) -> bool {
        self.segments.iter().all(|segment| segment.openness() == 0)
    }

    /// Orders templates: the more literal one first, compared from the left.
    fn rank(&self) -> Vec<usize> {
        self.segments.iter().map(Segment::openness).collect()
    }
}

fn segment(text: &'static str) -> Segment {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((literal, variable, after)) = next_variable(rest) {
        push_literal(&mut parts, literal);
        parts.push(Part::Variable(variable));
        rest = after;
    }
    push_literal(&mut parts, rest);
    Segment { parts }
}

fn next_variable(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = text.split_once('{')?;
    let (variable, after) = rest.split_once('}')?;
    Some((literal, variable, after))
}

fn push_literal(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Literal(decode_bytes(text).into_iter().map(|(byte, _)| byte).collect()));
    }
}

impl Segment {
    /// 0 for literal text, then the less literal text it has the larger; a lone variable is the most open.
    fn openness(&self) -> usize {
        let literal: usize = self.parts.iter().map(Part::literal_length).sum();
        match self.parts.iter().any(|part| matches!(part, Part::Variable(_))) {
            true => usize::MAX - literal,
            false => 0,
        }
    }

    /// Matches one segment of a path. A variable takes at least one character and no more than it must: up to the first
    /// place where the literal text after it stands; text at the end of the segment is matched first.
    fn captures(&self, raw: &str, captures: &mut Captures) -> Option<()> {
        let bytes = decode_bytes(raw);
        let (parts, end) = match self.parts.split_last() {
            Some((Part::Literal(literal), [_, ..])) if self.parts.len() > 1 => {
                (self.parts.get(..self.parts.len() - 1)?, suffix_start(&bytes, literal)?)
            }
            _ => (self.parts.as_slice(), bytes.len()),
        };
        let offset = |index: usize| bytes.get(index).map_or(raw.len(), |(_, offset)| *offset);
        let mut at = 0;
        for (index, part) in parts.iter().enumerate() {
            let (start, next) = (at, parts.get(index + 1));
            at = match part {
                Part::Literal(literal) => starts_with(bytes.get(start..end)?, literal).then_some(start + literal.len())?,
                Part::Variable(_) => variable_end(&bytes, start, end, next)?,
            };
            if let Part::Variable(name) = part {
                capture(captures, name, raw.get(offset(start)..offset(at))?)?;
            }
        }
        (at == end).then_some(())
    }
}

impl Part {
    fn literal_length(&self) -> usize {
        match self {
            Self::Literal(literal) => literal.len(),
            Self::Variable(_) => 0,
        }
    }
}

/// Adds what a variable matched. One that stands in several places has one value.
fn capture(captures: &mut Captures, name: &'static str, text: &str) -> Option<()> {
    match captures.iter().find(|(known, _)| *known == name) {
        Some((_, known)) => {
            decode_bytes(known).iter().map(|(byte, _)| byte).eq(decode_bytes(text).iter().map(|(byte, _)| byte)).then_some(())
        }
        None => {
            captures.push((name, text.to_owned()));
            Some(())
        }
    }
}

fn suffix_start(bytes: &[(u8, usize)], literal: &[u8]) -> Option<usize> {
    let start = bytes.len().checked_sub(literal.len())?;
    starts_with(bytes.get(start..)?, literal).then_some(start)
}

fn starts_with(bytes: &[(u8, usize)], literal: &[u8]) -> bool {
    bytes.len() >= literal.len() && bytes.iter().zip(literal).all(|((byte, _), expected)| byte == expected)
}

fn variable_end(bytes: &[(u8, usize)], start: usize, end: usize, next: Option<&Part>) -> Option<usize> {
    let first = start + 1;
    match next {
        None => (first <= end).then_some(end),
        Some(Part::Variable(_)) => (first < end).then_some(first),
        Some(Part::Literal(literal)) => {
            (first..end).find(|at| bytes.get(*at..end).is_some_and(|rest| starts_with(rest, literal)))
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn captures(template: &'static str, path: &str) -> Option<Vec<String>> {
        Template::new(template).captures(path).map(|found| found.into_iter().map(|(_, text)| text).collect())
    }

    #[test]
    fn variables_and_text_share_a_segment() {
        assert_eq!(captures("/files/{name}-{version}.zip", "/files/foo-bar-1.0.zip").unwrap(), ["foo", "bar-1.0"]);
        assert_eq!(captures("/x/{id}:cancel", "/x/a:b:cancel").unwrap(), ["a:b"]);
        assert_eq!(captures("/x/{id}:cancel", "/x/7%3Acancel").unwrap(), ["7"]);
        assert_eq!(captures("/{a}.{b}", "/1.2.3").unwrap(), ["1", "2.3"]);
        assert_eq!(captures("/{a}{b}", "/123").unwrap(), ["1", "23"]);
        for path in ["/files/-1.zip", "/files/a-.zip", "/files/a.zip", "/files/a-1.zipx"] {
            assert_eq!(captures("/files/{name}-{version}.zip", path), None, "{path}");
        }
    }

    #[test]
    fn a_variable_that_stands_twice_has_one_value() {
        assert_eq!(captures("/a.{x}/b/{x}", "/a.1%32/b/12").unwrap(), ["1%32"]);
        assert_eq!(captures("/a.{x}/b/{x}", "/a.12/b/13"), None);
    }

    #[test]
    fn slashes_are_exact() {
        assert_eq!(captures("/pets", "/pets/"), None);
        assert_eq!(captures("/pets/", "/pets"), None);
        assert_eq!(captures("/pets//x", "/pets//x").unwrap(), [""; 0]);
        assert_eq!(captures("/pets/{id}", "/pets/"), None);
        assert_eq!(captures("/pets/{id}", "/pets/a%2Fb").unwrap(), ["a%2Fb"]);
        assert_eq!(captures("/", "/").unwrap(), [""; 0]);
    }

    #[test]
    fn literal_text_is_compared_decoded() {
        assert!(captures("/caf%C3%A9 bar", "/caf%c3%a9%20bar").is_some());
        assert!(captures("/café", "/caf%C3%A9").is_some());
    }
}
