//! Text to tape: RFC 8259 strictly, unique member names, limited depth.

use std::borrow::Cow;
use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher as _;

use super::number::measured;
use super::scan::plain_end;
use super::tape::{Aside, Entry, LONGEST_NAME, Label, MOST_BYTES, Piece, Sort, Tape, close_with};

/// How deep arrays and objects may nest unless said otherwise.
pub const DEPTH: usize = 128;

/// How deep arrays and objects may nest at most, so that walking a value fits any usual stack.
pub const MAX_DEPTH: usize = 512;

/// How deep what was written may nest. A value of Rust has been walked already.
const WRITTEN_DEPTH: usize = 4 * MAX_DEPTH;

/// From this many members on, names are looked up in a set.
const FEW: usize = 48;

/// Why a text is not JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Offset in bytes, from 0.
    pub offset: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at line {}, column {}", self.message, self.line, self.column)
    }
}

impl std::error::Error for JsonError {}

/// Reads a JSON text. A byte order mark before it is skipped.
///
/// # Errors
///
/// When the text is not JSON, nests deeper than [`DEPTH`], names a member twice, escapes half a surrogate pair, or has more than 4 GiB,
/// a name of more than 16 MiB or an exponent of more than 15 digits.
pub fn parse(text: &str) -> Result<Tape<'_>, JsonError> {
    parse_with_depth(text, DEPTH)
}

/// The same for bytes, which must be UTF-8.
///
/// # Errors
///
/// As [`parse`], and when the bytes are not UTF-8.
pub fn parse_bytes(bytes: &[u8]) -> Result<Tape<'_>, JsonError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => parse(text),
        Err(error) => {
            let (valid, _) = bytes.split_at_checked(error.valid_up_to()).unwrap_or_default();
            let text = String::from_utf8_lossy(valid);
            Err(located(&text, text.len(), "JSON must be UTF-8".to_owned()))
        }
    }
}

/// The same with another limit of depth, at most [`MAX_DEPTH`].
///
/// # Errors
///
/// As [`parse`].
pub fn parse_with_depth(text: &str, depth: usize) -> Result<Tape<'_>, JsonError> {
    if text.len() > MOST_BYTES {
        return Err(JsonError { offset: 0, line: 1, column: 1, message: "the text has more than 4 GiB".to_owned() });
    }
    let mut parser = Parser::new(text, depth.min(MAX_DEPTH), Names::Once);
    match parser.document() {
        Ok(()) => Ok(Tape::of(Cow::Borrowed(text), parser.side, parser.entries)),
        Err(Wrong) => Err(located(text, parser.at, parser.message)),
    }
}

/// What a writer wrote, where a name may be twice: that was noted.
pub(super) fn written(text: &str) -> Tape<'_> {
    let mut parser = Parser::new(text, WRITTEN_DEPTH, Names::Free);
    match parser.document() {
        Ok(()) if text.len() <= MOST_BYTES => Tape::of(Cow::Borrowed(text), parser.side, parser.entries),
        Ok(()) | Err(_) => Tape::from(&super::Tree::Invalid(Cow::Borrowed("the value is too deep or too large"))),
    }
}

fn located(text: &str, offset: usize, message: String) -> JsonError {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    JsonError { offset, line, column, message }
}

/// Whether an object may name a member twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Once,
    Free,
}

/// `at` is on a boundary of a code point; when a method fails it is where the mistake is.
struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    names: Names,
    side: String,
    entries: Vec<Entry>,
    /// What is wrong, if something is.
    message: String,
}

type Parsed<T> = Result<T, Wrong>;

/// The text is wrong, and the parser knows why.
struct Wrong;

/// The names that an object has so far.
#[derive(Default)]
struct Known {
    /// A bit for each name, which several may share.
    bits: u64,
    /// Hashes of the names, if there are many.
    hashes: Option<(RandomState, HashSet<u64>)>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, depth: usize, names: Names) -> Self {
        /// Entries for which there is room at once, for a text of many bytes.
        const MOST: usize = 4096;
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let entries = Vec::with_capacity((text.len() / 12 + 2).min(MOST));
        Self { text, bytes: text.as_bytes(), at, depth, names, side: String::new(), entries, message: String::new() }
    }

    fn document(&mut self) -> Parsed<()> {
        self.value(Label::ROOT)?;
        match self.next_token() {
            None => Ok(()),
            Some(_) => Err(self.expected("the end of the text")),
        }
    }

    /// Notes what is wrong.
    #[cold]
    fn wrong(&mut self, message: impl Into<String>) -> Wrong {
        self.message = message.into();
        Wrong
    }

    #[cold]
    fn expected(&mut self, what: &str) -> Wrong {
        let message = format!("expected {what}, found {}", self.found());
        self.wrong(message)
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Skips white space; the byte that follows.
    #[inline]
    fn next_token(&mut self) -> Option<u8> {
        while let Some(byte) = self.peek() {
            if byte > b' ' || !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    #[cold]
    fn found(&self) -> String {
        match self.rest().chars().next() {
            Some(found) if found.is_control() => format!("`{}`", found.escape_debug()),
            Some(found) => format!("`{found}`"),
            None => "the end of the text".to_owned(),
        }
    }

    #[inline]
    fn value(&mut self, label: Label) -> Parsed<()> {
        match self.next_token() {
            Some(b'"') => {
                let piece = self.string()?;
                self.entries.push(Entry::scalar(label, Sort::String, piece));
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => self.number(label),
            Some(b'{') => self.object(label),
            Some(b'[') => self.array(label),
            Some(b't') => self.word("true", label, Sort::True),
            Some(b'f') => self.word("false", label, Sort::False),
            Some(b'n') => self.word("null", label, Sort::Null),
            _ => Err(self.expected("a value")),
        }
    }

    #[inline]
    fn word(&mut self, word: &str, label: Label, sort: Sort) -> Parsed<()> {
        let start = self.at;
        if self.bytes.get(start..start + word.len()) != Some(word.as_bytes()) {
            return Err(self.wrong(format!("expected `{word}`")));
        }
        self.at += word.len();
        self.entries.push(Entry::scalar(label, sort, Piece { start, length: word.len(), aside: Aside::No }));
        Ok(())
    }

    #[inline]
    fn number(&mut self, label: Label) -> Parsed<()> {
        let start = self.at;
        let measured = measured(self.bytes.get(start..).unwrap_or_default());
        let (length, plain) = measured.map_err(|error| self.wrong(error.0))?;
        self.at += length;
        self.entries.push(Entry::number(label, plain, Piece { start, length, aside: Aside::No }));
        Ok(())
    }

    /// The entry of what holds others, up to the first of them.
    #[inline]
    fn open(&mut self, label: Label, sort: Sort) -> Parsed<usize> {
        let depth = self.depth.checked_sub(1);
        self.depth = depth.ok_or_else(|| self.wrong("arrays and objects nest too deeply"))?;
        self.at += 1;
        self.entries.push(Entry::scalar(label, sort, Piece::default()));
        Ok(self.entries.len() - 1)
    }

    #[inline]
    fn close(&mut self, own: usize, count: usize) {
        self.at += 1;
        self.depth += 1;
        close_with(&mut self.entries, own, count);
    }

    fn array(&mut self, label: Label) -> Parsed<()> {
        let own = self.open(label, Sort::Array)?;
        let mut count = 0;
        if self.next_token() != Some(b']') {
            loop {
                self.value(Label::element(count))?;
                count += 1;
                if self.next_token() != Some(b',') {
                    break;
                }
                self.at += 1;
            }
            self.expect_close(b']')?;
        }
        self.close(own, count);
        Ok(())
    }

    fn object(&mut self, label: Label) -> Parsed<()> {
        let own = self.open(label, Sort::Object)?;
        let (mut count, mut known) = (0, Known::default());
        if self.next_token() != Some(b'}') {
            loop {
                let name = self.name(own, count, &mut known)?;
                self.value(Label::member(name))?;
                count += 1;
                if self.next_token() != Some(b',') {
                    break;
                }
                self.at += 1;
            }
            self.expect_close(b'}')?;
        }
        self.close(own, count);
        Ok(())
    }

    #[inline]
    fn expect_close(&mut self, close: u8) -> Parsed<()> {
        if self.peek() == Some(close) {
            return Ok(());
        }
        Err(self.expected(&format!("`,` or `{}`", char::from(close))))
    }

    /// A member's name and its colon.
    #[inline]
    fn name(&mut self, own: usize, count: usize, known: &mut Known) -> Parsed<Piece> {
        if self.next_token() != Some(b'"') {
            return Err(self.expected("the name of a member in quotes"));
        }
        let start = self.at;
        let name = self.string()?;
        if name.length > LONGEST_NAME {
            self.at = start;
            return Err(self.wrong("the name of a member has more than 16 MiB"));
        }
        if self.names == Names::Once && self.is_known(name, own, count, known) {
            self.at = start;
            return Err(self.wrong("this name of a member is in the object already"));
        }
        if self.next_token() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(name)
    }

    /// Whether the object has a member of the name, of which it knows from now on.
    #[inline]
    fn is_known(&self, name: Piece, own: usize, count: usize, known: &mut Known) -> bool {
        let bytes = self.piece(name);
        let ends = bytes.first().zip(bytes.last()).map_or(0, |(first, last)| (u32::from(*first) * 5) ^ (u32::from(*last) * 11));
        let bit = 1 << ((ends ^ (bytes.len() as u32 * 3)) & 63);
        let maybe = known.bits & bit != 0;
        known.bits |= bit;
        match count {
            ..FEW => maybe && self.names_of(own, count).any(|other| other == bytes),
            _ => self.is_hashed(bytes, own, count, known),
        }
    }

    #[cold]
    fn is_hashed(&self, name: &[u8], own: usize, count: usize, known: &mut Known) -> bool {
        let hashes = || {
            let state = RandomState::new();
            let hashes = self.names_of(own, count).map(|name| state.hash_one(name)).collect();
            (state, hashes)
        };
        let (state, hashes) = known.hashes.get_or_insert_with(hashes);
        !hashes.insert(state.hash_one(name)) && self.names_of(own, count).any(|other| other == name)
    }

    fn names_of(&self, own: usize, count: usize) -> impl Iterator<Item = &[u8]> {
        let mut at = own as u32 + 1;
        (0..count).map_while(move |_| {
            let entry = self.entries.get(at as usize)?;
            at = entry.after(at);
            Some(self.piece(entry.name()))
        })
    }

    #[inline]
    fn piece(&self, piece: Piece) -> &[u8] {
        let source = match piece.aside {
            Aside::No => self.bytes,
            Aside::Yes => self.side.as_bytes(),
        };
        source.get(piece.start..piece.start + piece.length).unwrap_or_default()
    }

    #[inline]
    fn string(&mut self) -> Parsed<Piece> {
        let start = self.at + 1;
        self.at = plain_end(self.bytes, start);
        match self.peek() {
            Some(b'"') => {
                let length = self.at - start;
                self.at += 1;
                Ok(Piece { start, length, aside: Aside::No })
            }
            Some(b'\\') => self.escaped(start),
            _ => Err(self.unclosed()),
        }
    }

    #[cold]
    fn unclosed(&mut self) -> Wrong {
        match self.peek() {
            Some(_) => self.wrong(format!("a string cannot hold the control character {} unescaped", self.found())),
            None => self.expected("the closing quote of a string"),
        }
    }

    /// A string with escapes.
    fn escaped(&mut self, start: usize) -> Parsed<Piece> {
        let aside = self.side.len();
        self.side.push_str(self.text.get(start..self.at).unwrap_or_default());
        while self.peek() == Some(b'\\') {
            let escaped = self.escape()?;
            self.side.push(escaped);
            let plain = self.at;
            self.at = plain_end(self.bytes, plain);
            self.side.push_str(self.text.get(plain..self.at).unwrap_or_default());
        }
        if self.peek() != Some(b'"') {
            return Err(self.unclosed());
        }
        self.at += 1;
        Ok(Piece { start: aside, length: self.side.len() - aside, aside: Aside::Yes })
    }

    fn escape(&mut self) -> Parsed<char> {
        let start = self.at;
        self.at += 1;
        let escaped = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start),
            _ => return Err(self.expected("an escape after `\\`")),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// `\u` and four digits, twice for a surrogate pair.
    fn unicode_escape(&mut self, start: usize) -> Parsed<char> {
        let first = self.unit()?;
        let mut second = None;
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            self.at += 1;
            second = Some(self.unit()?);
        }
        match char::decode_utf16([first].into_iter().chain(second)).next() {
            Some(Ok(decoded)) => Ok(decoded),
            Some(Err(_)) | None => {
                self.at = start;
                Err(self.wrong("an escape cannot be half of a surrogate pair"))
            }
        }
    }

    fn unit(&mut self) -> Parsed<u16> {
        let hex = self.rest().get(1..5).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = hex.and_then(|hex| u16::from_str_radix(hex, 16).ok());
        let unit = unit.ok_or_else(|| self.wrong("expected four hexadecimal digits after `\\u`"))?;
        self.at += 5;
        Ok(unit)
    }
}
