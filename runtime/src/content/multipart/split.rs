//! The parts of a multipart body as its bytes arrive (RFC 2046, section 5.1).

use std::borrow::Cow;
use std::fmt;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_DISPOSITION, HeaderMap, HeaderName, HeaderValue};
use memchr::memmem::Finder;

use super::disposition::{self, Disposition};

/// What a multipart body may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartLimits {
    /// How many parts there may be: 1,000 where nothing else is said.
    pub parts: usize,
    /// How many bytes the headers of one part may have: 16 KiB where nothing else is said.
    pub headers: usize,
    /// How many bytes the content of one part may have; no limit of its own where nothing else is said.
    pub part: Option<u64>,
    /// How many bytes the whole may have; no limit of its own where nothing else is said.
    pub total: Option<u64>,
}

impl Default for PartLimits {
    fn default() -> Self {
        Self { parts: 1000, headers: 16 * 1024, part: None, total: None }
    }
}

/// Why a body is no multipart body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed(pub(super) String);

/// What comes next in a body.
#[derive(Debug)]
pub(super) enum Event {
    /// A part begins.
    Part(Head),
    /// Bytes of its content.
    Data(Bytes),
    /// It ends.
    PartEnd,
    /// The body ends; what follows the last boundary has no meaning.
    End,
    /// More bytes are needed.
    More,
}

/// The headers of a part.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) headers: HeaderMap,
    /// What the part is called, or why that cannot be read.
    pub(super) disposition: Result<Disposition, &'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first boundary.
    Preamble,
    /// Right behind a boundary.
    Boundary,
    /// In the headers of a part.
    Headers,
    /// In its content.
    Content,
    /// Behind the headers of a part that has no content.
    Empty,
    /// Behind the last boundary.
    End,
}

/// Finds the parts of a body whose bytes are pushed as they come.
pub(super) struct Splitter {
    /// A line break, two hyphens and the boundary.
    finder: Finder<'static>,
    buffer: BytesMut,
    state: State,
    limits: PartLimits,
    parts: usize,
}

/// The most headers that one part may have.
const HEADERS: usize = 32;

impl Splitter {
    pub(super) fn new(boundary: &str, limits: PartLimits) -> Self {
        let finder = Finder::new(format!("\r\n--{boundary}").as_bytes()).into_owned();
        // The first boundary may stand at the very beginning.
        Self { finder, buffer: BytesMut::from(&b"\r\n"[..]), state: State::Preamble, limits, parts: 0 }
    }

    pub(super) fn limit(&mut self, limits: PartLimits) {
        self.limits = limits;
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.state != State::End {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Event, Malformed> {
        loop {
            match self.state {
                State::End => return Ok(Event::End),
                State::Preamble => match self.finder.find(&self.buffer) {
                    Some(at) => self.enter(at, State::Boundary),
                    None => {
                        self.drop_all_but_tail();
                        return Ok(Event::More);
                    }
                },
                State::Boundary => match self.boundary() {
                    Some(Line::Next(length)) => self.next_part(length)?,
                    Some(Line::Last) => self.state = State::End,
                    Some(Line::Other) => return Err(self.wrong("a boundary is not followed by a line break")),
                    None => return Ok(Event::More),
                },
                State::Headers => match self.headers()? {
                    Some(head) => return Ok(Event::Part(head)),
                    None => return Ok(Event::More),
                },
                State::Content => return Ok(self.content()),
                State::Empty => {
                    drop(self.buffer.split_to((self.delimiter() - 2).min(self.buffer.len())));
                    self.state = State::Boundary;
                    return Ok(Event::PartEnd);
                }
            }
        }
    }

    /// Why a body that ended here is not whole.
    pub(super) fn cut_off(&self) -> Malformed {
        match self.parts {
            0 => Malformed("the multipart body has no part: its boundary was not found".to_owned()),
            _ => self.wrong("the body ends before its last boundary"),
        }
    }

    fn wrong(&self, what: &str) -> Malformed {
        Malformed(format!("part {} of the multipart body: {what}", self.parts))
    }

    fn delimiter(&self) -> usize {
        self.finder.needle().len()
    }

    /// Goes on behind a delimiter.
    fn enter(&mut self, at: usize, state: State) {
        let end = at + self.delimiter();
        drop(self.buffer.split_to(end.min(self.buffer.len())));
        self.state = state;
    }

    fn drop_all_but_tail(&mut self) {
        let gone = self.buffer.len().saturating_sub(self.delimiter());
        drop(self.buffer.split_to(gone));
    }

    fn boundary(&self) -> Option<Line> {
        line(&self.buffer)
    }

    fn next_part(&mut self, length: usize) -> Result<(), Malformed> {
        drop(self.buffer.split_to(length.min(self.buffer.len())));
        self.parts += 1;
        self.state = State::Headers;
        match self.parts > self.limits.parts {
            true => Err(Malformed(format!("the multipart body has more than {} parts", self.limits.parts))),
            false => Ok(()),
        }
    }

    fn headers(&mut self) -> Result<Option<Head>, Malformed> {
        let end = match self.buffer.starts_with(b"\r\n") {
            true => Some((0, 2)),
            false => memchr::memmem::find(&self.buffer, b"\r\n\r\n").map(|at| (at, at + 4)),
        };
        let length = end.map_or(self.buffer.len(), |(length, _)| length);
        if length > self.limits.headers {
            return Err(self.wrong("its headers are too long"));
        }
        let Some((length, end)) = end else { return Ok(None) };
        let Some(state) = self.state_behind(end) else { return Ok(None) };
        let block = self.buffer.split_to(end);
        let head = parse_headers(block.get(..length).unwrap_or_default()).map_err(|what| self.wrong(what))?;
        self.state = state;
        Ok(Some(head))
    }

    /// What follows the headers that end at a place: where a part has no content, its boundary takes their last line break for its own.
    /// `None` while more bytes are needed.
    fn state_behind(&self, end: usize) -> Option<State> {
        let boundary = self.finder.needle().get(2..).unwrap_or_default();
        let behind = self.buffer.get(end..).unwrap_or_default();
        match behind.strip_prefix(boundary) {
            Some(rest) => line(rest).map(|line| match line {
                Line::Next(_) | Line::Last => State::Empty,
                Line::Other => State::Content,
            }),
            None if boundary.starts_with(behind) => None,
            None => Some(State::Content),
        }
    }

    fn content(&mut self) -> Event {
        let mut from = 0;
        while let Some(at) = self.buffer.get(from..).and_then(|rest| self.finder.find(rest)).map(|at| at + from) {
            let behind = self.buffer.get(at + self.delimiter()..).unwrap_or_default();
            match line(behind) {
                // What begins with the boundary and goes on is content.
                Some(Line::Other) => from = at + 1,
                None => return self.data(at),
                Some(Line::Next(_) | Line::Last) if at > 0 => return Event::Data(self.buffer.split_to(at).freeze()),
                Some(Line::Next(_) | Line::Last) => {
                    self.enter(0, State::Boundary);
                    return Event::PartEnd;
                }
            }
        }
        self.data(self.buffer.len().saturating_sub(self.delimiter()))
    }

    /// The bytes up to a place, if there are some.
    fn data(&mut self, end: usize) -> Event {
        match end {
            0 => Event::More,
            end => Event::Data(self.buffer.split_to(end).freeze()),
        }
    }
}

/// What follows a boundary.
enum Line {
    /// A line break, so a part; how long it is with the spaces before it.
    Next(usize),
    /// Two hyphens.
    Last,
    /// Anything else.
    Other,
}

/// `None` while more bytes are needed.
fn line(bytes: &[u8]) -> Option<Line> {
    let padding = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match bytes.get(padding..).unwrap_or_default() {
        // However the body is cut: what is too long is so before its line ends.
        _ if padding > MOST_PADDING => Some(Line::Other),
        [b'-', b'-', ..] if padding == 0 => Some(Line::Last),
        [b'\r', b'\n', ..] => Some(Line::Next(padding + 2)),
        [] | [b'\r'] => None,
        [b'-'] if padding == 0 => None,
        _ => Some(Line::Other),
    }
}

/// More spaces than these behind a boundary are no padding.
const MOST_PADDING: usize = 64;

fn parse_headers(block: &[u8]) -> Result<Head, &'static str> {
    let mut head = Head { headers: HeaderMap::new(), disposition: Ok(Disposition::default()) };
    for line in block.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let colon = line.iter().position(|byte| *byte == b':').ok_or("a line of its headers has no colon")?;
        let (name, value) = line.split_at_checked(colon).ok_or("a line of its headers has no colon")?;
        let name = HeaderName::from_bytes(name).map_err(|_| "a header has a name that no header can have")?;
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        let described = name == CONTENT_DISPOSITION;
        if described && !head.headers.contains_key(CONTENT_DISPOSITION) {
            head.disposition = disposition::read(value);
        }
        let value = if described { disposition::without_controls(value) } else { Cow::Borrowed(value) };
        let value = HeaderValue::from_bytes(&value).map_err(|_| "a header holds a character that no header can carry")?;
        head.headers.append(name, value);
        if head.headers.len() > HEADERS {
            return Err("it has too many headers");
        }
    }
    Ok(head)
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, line};

    /// What is said of a line, wherever the body is cut.
    fn said(text: &str) -> Option<usize> {
        let told = |line| match line {
            Line::Next(length) => length,
            Line::Last => 0,
            Line::Other => usize::MAX,
        };
        (0..=text.len()).find_map(|end| line(text.get(..end).unwrap_or_default().as_bytes()).map(told))
    }

    #[test]
    fn padding_behind_a_boundary_is_too_long_however_the_body_is_cut() {
        for padding in [0, 1, 63, 64, 65, 70, 200] {
            for space in [" ", "\t"] {
                let text = format!("{}\r\nrest", space.repeat(padding));
                let expected = if padding > 64 { usize::MAX } else { padding + 2 };
                assert_eq!(said(&text), Some(expected), "{padding}");
                assert_eq!(line(text.as_bytes()).map(|line| matches!(line, Line::Other)), Some(padding > 64), "{padding}");
            }
        }
        assert_eq!(said("--\r\n"), Some(0));
        assert_eq!(said(" --\r\n"), Some(usize::MAX));
    }
}
