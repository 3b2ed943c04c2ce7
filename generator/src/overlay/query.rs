//! What a JSONPath query is made of, as far as its price depends on it. The library that runs queries has no way to ask for that.
//!
//! Only queries that the library has parsed are read; anything else ends the reading early.

use super::expression::Expressions;

/// A query, or one within a filter.
#[derive(Debug, Default)]
pub(super) struct Query {
    pub(super) start: Start,
    pub(super) segments: Vec<Segment>,
    /// What it takes to compile the pattern that each text it selects is matched against.
    pub(super) pattern: usize,
    pub(super) asked: Asked,
}

/// What is asked of the nodes that a query selects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Asked {
    /// That they are there, or how many.
    #[default]
    Place,
    /// What they hold, to be compared or measured.
    Value,
}

/// Where a query begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Start {
    #[default]
    Root,
    Current,
}

#[derive(Debug)]
pub(super) struct Segment {
    pub(super) reach: Reach,
    pub(super) selectors: Vec<Selector>,
    /// Where it ends in the text, and in the text that is run.
    pub(super) ends: [usize; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Children,
    Descendants,
}

#[derive(Debug)]
pub(super) enum Selector {
    Name(String),
    Index(i64),
    /// All children, or a slice of them.
    Many,
    /// All children, each after these queries.
    Filter(Vec<Query>),
}

/// Why a query cannot be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A pattern that is no regular expression.
    Invalid(String),
    /// A pattern that is too large when it is compiled.
    TooLarge(String),
    /// A pattern that the document gives.
    Unknown,
}

/// Reads a query: its parts, and a text that says the same and takes less to run.
///
/// # Errors
/// A pattern cannot be used.
pub(super) fn read(text: &str, expressions: &mut Expressions) -> Result<(Query, String), Refusal> {
    let mut reader = Reader { expressions: Some(expressions), ..Reader::new(text) };
    reader.take('$');
    let query = reader.query(Start::Root)?;
    let rest = text.get(reader.copied..).unwrap_or_default();
    Ok((query, reader.run + rest))
}

/// How many filters a text has that may not be a query.
pub(super) fn filters(text: &str) -> usize {
    let mut reader = Reader::new(text);
    let mut count = 0;
    while let Some(c) = reader.peek() {
        if literal_begins(c) {
            reader.literal();
        } else {
            count += usize::from(c == '?');
            reader.next();
        }
    }
    count
}

fn literal_begins(c: char) -> bool {
    matches!(c, '\'' | '"')
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// What is known of patterns, where they are asked for.
    expressions: Option<&'t mut Expressions>,
    /// The text that is run, and up to where it was made of the one that is read.
    run: String,
    copied: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, expressions: None, run: String::new(), copied: 0 }
    }

    /// Writes something else in place of what has been read since `start`.
    fn replace(&mut self, start: usize, text: &str) {
        self.run.push_str(self.text.get(self.copied..start).unwrap_or_default());
        self.run.push_str(text);
        self.copied = self.at;
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.next();
        }
        found
    }

    fn skip(&mut self, unwanted: impl Fn(char) -> bool) -> String {
        let skipped: String = self.rest().chars().take_while(|c| unwanted(*c)).collect();
        self.at += skipped.len();
        skipped
    }

    fn blanks(&mut self) {
        self.skip(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    }

    /// The segments of a query whose first character is read.
    fn query(&mut self, start: Start) -> Result<Query, Refusal> {
        let mut query = Query { start, ..Query::default() };
        loop {
            let before = self.at;
            self.blanks();
            let dots = self.skip(|c| c == '.').len();
            let reach = if dots > 1 { Reach::Descendants } else { Reach::Children };
            let selectors = match self.peek() {
                Some('[') => self.selectors()?,
                Some('*') if dots > 0 => {
                    self.next();
                    vec![Selector::Many]
                }
                Some(_) if dots > 0 => {
                    vec![Selector::Name(self.skip(|c| c == '_' || c.is_ascii_alphanumeric() || !c.is_ascii()))]
                }
                Some(_) | None => {
                    self.at = before;
                    return Ok(query);
                }
            };
            let ends = [self.at, self.run.len() + self.at.saturating_sub(self.copied)];
            query.segments.push(Segment { reach, selectors, ends });
        }
    }

    fn selectors(&mut self) -> Result<Vec<Selector>, Refusal> {
        let mut selectors = Vec::new();
        self.next();
        loop {
            self.blanks();
            match self.peek() {
                None => return Ok(selectors),
                Some(']') => {
                    self.next();
                    return Ok(selectors);
                }
                Some(c) if literal_begins(c) => selectors.push(Selector::Name(self.literal())),
                Some('?') => {
                    self.next();
                    let mut queries = Vec::new();
                    self.expression(&mut queries)?;
                    selectors.push(Selector::Filter(queries));
                }
                Some(c) if c == '-' || c == ':' || c.is_ascii_digit() => {
                    let numbers = self.skip(|c| !matches!(c, ',' | ']'));
                    selectors.push(numbers.trim().parse().map_or(Selector::Many, Selector::Index));
                }
                Some('*') => {
                    self.next();
                    selectors.push(Selector::Many);
                }
                Some(_) => {
                    self.next();
                }
            }
        }
    }

    /// The queries of an expression, up to what ends it.
    fn expression(&mut self, queries: &mut Vec<Query>) -> Result<(), Refusal> {
        let mut open = 0_usize;
        // The queries of one condition, in which a comparison makes all of them count by their values.
        let mut condition = Vec::new();
        let mut asked = Asked::Place;
        while let Some(c) = self.peek() {
            match c {
                ',' | ']' | ')' if open == 0 => break,
                '&' | '|' => {
                    queries.extend(condition.drain(..).map(|query| Query { asked, ..query }));
                    asked = Asked::Place;
                    self.next();
                }
                '=' | '<' | '>' => {
                    asked = Asked::Value;
                    self.next();
                }
                '(' | ')' => {
                    open = if c == '(' { open + 1 } else { open - 1 };
                    self.next();
                }
                '@' | '$' => {
                    self.next();
                    condition.push(self.query(if c == '$' { Start::Root } else { Start::Current })?);
                }
                c if literal_begins(c) => drop(self.literal()),
                c if c.is_ascii_lowercase() => {
                    let name = self.skip(|c| c == '_' || c.is_ascii_alphanumeric());
                    let called = self.peek() == Some('(');
                    match name.as_str() {
                        "match" | "search" if called => {
                            self.next();
                            self.matching(&name, queries)?;
                        }
                        "count" if called => {
                            self.next();
                            self.expression(queries)?;
                            self.take(')');
                        }
                        _ => {}
                    }
                }
                _ => drop(self.next()),
            }
        }
        queries.extend(condition.into_iter().map(|query| Query { asked, ..query }));
        Ok(())
    }

    /// The arguments of a function that matches a text against a pattern.
    fn matching(&mut self, function: &str, queries: &mut Vec<Query>) -> Result<(), Refusal> {
        let mut texts = Vec::new();
        self.expression(&mut texts)?;
        self.take(',');
        self.blanks();
        let pattern = match self.peek() {
            Some(c) if literal_begins(c) => self.pattern(function)?,
            Some(_) | None => return Err(Refusal::Unknown),
        };
        self.blanks();
        self.take(')');
        // A text that stands in the query is matched for each node, too.
        if texts.is_empty() {
            texts.push(Query { start: Start::Current, ..Query::default() });
        }
        queries.extend(texts.into_iter().map(|text| Query { pattern, ..text }));
        Ok(())
    }

    /// What it takes to compile a pattern; the text that is run has its simple form.
    fn pattern(&mut self, function: &str) -> Result<usize, Refusal> {
        let start = self.at;
        let text = self.literal();
        let Some(expressions) = &mut self.expressions else { return Ok(0) };
        let expression = expressions.read(function, text)?;
        self.replace(start, &quoted(&expression.text));
        Ok(expression.price)
    }

    /// What stands in quotes, without its escapes.
    fn literal(&mut self) -> String {
        let quote = self.next();
        let mut text = String::new();
        while let Some(c) = self.next().filter(|c| Some(*c) != quote) {
            match c {
                '\\' => text.extend(self.escape()),
                c => text.push(c),
            }
        }
        text
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'u' => {
                let first = self.unit()?;
                let second =
                    if matches!(first, 0xd800..0xdc00) && self.take('\\') && self.take('u') { self.unit() } else { None };
                char::decode_utf16(std::iter::once(first).chain(second)).next()?.ok()?
            }
            c => c,
        })
    }

    fn unit(&mut self) -> Option<u16> {
        let digits = self.rest().get(..4)?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(unit)
    }
}

/// A text as queries write it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            '\0'..' ' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "'"
}
