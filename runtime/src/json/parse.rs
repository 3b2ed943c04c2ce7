//! Text to tree: RFC 8259 strictly, unique member names, limited depth.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use super::Json;
use super::number::{Number, scan};

/// How deep arrays and objects may nest unless said otherwise.
pub const DEPTH: usize = 128;

/// How deep arrays and objects may nest at most, so that walking and dropping a tree fits any usual stack.
pub const MAX_DEPTH: usize = 512;

/// From this many members on, names are looked up in a set.
const FEW: usize = 16;

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
/// When the text is not JSON, nests deeper than [`DEPTH`], names a member twice or escapes half a surrogate pair.
pub fn parse(text: &str) -> Result<Json<'_>, JsonError> {
    parse_with_depth(text, DEPTH)
}

/// The same for bytes, which must be UTF-8.
///
/// # Errors
///
/// As [`parse`], and when the bytes are not UTF-8.
pub fn parse_bytes(bytes: &[u8]) -> Result<Json<'_>, JsonError> {
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
pub fn parse_with_depth(text: &str, depth: usize) -> Result<Json<'_>, JsonError> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut parser = Parser { text, at, depth: depth.min(MAX_DEPTH) };
    let parsed = parser.document();
    parsed.map_err(|message| located(text, parser.at, message))
}

fn located(text: &str, offset: usize, message: String) -> JsonError {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    JsonError { offset, line, column, message }
}

/// `at` is on a boundary of a code point; when a method fails it is where the mistake is.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, String>;

impl<'a> Parser<'a> {
    fn document(&mut self) -> Parsed<Json<'a>> {
        let value = self.value()?;
        match self.next_token() {
            None => Ok(value),
            Some(_) => Err(format!("expected the end of the text, found {}", self.found())),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Skips white space; the byte that follows.
    fn next_token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    fn found(&self) -> String {
        match self.rest().chars().next() {
            Some(found) if found.is_control() => format!("`{}`", found.escape_debug()),
            Some(found) => format!("`{found}`"),
            None => "the end of the text".to_owned(),
        }
    }

    fn value(&mut self) -> Parsed<Json<'a>> {
        match self.next_token() {
            Some(b'"') => Ok(Json::String(self.string()?)),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => Err(format!("expected a value, found {}", self.found())),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Parsed<Json<'a>> {
        if self.rest().starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            Err(format!("expected `{word}`"))
        }
    }

    fn number(&mut self) -> Parsed<Json<'a>> {
        let rest = self.rest();
        let length = scan(rest).map_err(|error| error.to_string())?;
        self.at += length;
        Ok(Json::Number(Number::scanned(rest.get(..length).unwrap_or_default())))
    }

    fn nested(&mut self, read: fn(&mut Self) -> Parsed<Json<'a>>) -> Parsed<Json<'a>> {
        self.depth = self.depth.checked_sub(1).ok_or("arrays and objects nest too deeply")?;
        self.at += 1;
        let value = read(self)?;
        self.depth += 1;
        Ok(value)
    }

    fn array(&mut self) -> Parsed<Json<'a>> {
        let mut items = Vec::new();
        if self.next_token() == Some(b']') {
            self.at += 1;
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.separator(b']')? {
                return Ok(Json::Array(items));
            }
        }
    }

    fn object(&mut self) -> Parsed<Json<'a>> {
        let mut members = Vec::new();
        let mut names = HashSet::new();
        if self.next_token() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(members));
        }
        loop {
            let name = self.name(&members, &mut names)?;
            members.push((name, self.value()?));
            if self.separator(b'}')? {
                return Ok(Json::Object(members));
            }
        }
    }

    /// A member's name and its colon.
    fn name(&mut self, members: &[(Cow<'a, str>, Json<'a>)], names: &mut HashSet<Cow<'a, str>>) -> Parsed<Cow<'a, str>> {
        if self.next_token() != Some(b'"') {
            return Err(format!("expected the name of a member in quotes, found {}", self.found()));
        }
        let start = self.at;
        let name = self.string()?;
        let is_duplicate = match members.len() {
            ..FEW => members.iter().any(|(known, _)| *known == name),
            FEW => {
                names.extend(members.iter().map(|(known, _)| known.clone()));
                !names.insert(name.clone())
            }
            _ => !names.insert(name.clone()),
        };
        if is_duplicate {
            self.at = start;
            return Err("this name of a member is in the object already".to_owned());
        }
        if self.next_token() != Some(b':') {
            return Err(format!("expected `:`, found {}", self.found()));
        }
        self.at += 1;
        Ok(name)
    }

    /// A comma, or the closing bracket: then it is the end.
    fn separator(&mut self, close: u8) -> Parsed<bool> {
        match self.next_token() {
            Some(b',') => {
                self.at += 1;
                Ok(false)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(format!("expected `,` or `{}`, found {}", char::from(close), self.found())),
        }
    }

    fn string(&mut self) -> Parsed<Cow<'a, str>> {
        self.at += 1;
        let plain = self.plain()?;
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        while self.peek() == Some(b'\\') {
            text.push(self.escape()?);
            text.push_str(self.plain()?);
        }
        self.at += 1;
        Ok(Cow::Owned(text))
    }

    /// Characters up to a quote or an escape.
    fn plain(&mut self) -> Parsed<&'a str> {
        let rest = self.rest();
        let end = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < b' ');
        self.at += end.unwrap_or(rest.len());
        match self.peek() {
            Some(b'"' | b'\\') => Ok(rest.get(..end.unwrap_or_default()).unwrap_or_default()),
            Some(_) => Err(format!("a string cannot hold the control character {} unescaped", self.found())),
            None => Err("expected the closing quote of a string, found the end of the text".to_owned()),
        }
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
            _ => return Err(format!("expected an escape after `\\`, found {}", self.found())),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// `\u` and four digits, twice for a surrogate pair.
    fn unicode_escape(&mut self, start: usize) -> Parsed<char> {
        let first = self.unit()?;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
            self.at += 1;
            units.push(self.unit()?);
        }
        match char::decode_utf16(units).next() {
            Some(Ok(decoded)) => Ok(decoded),
            Some(Err(_)) | None => {
                self.at = start;
                Err("an escape cannot be half of a surrogate pair".to_owned())
            }
        }
    }

    fn unit(&mut self) -> Parsed<u16> {
        let hex = self.rest().get(1..5).filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = hex.and_then(|hex| u16::from_str_radix(hex, 16).ok()).ok_or("expected four hexadecimal digits after `\\u`")?;
        self.at += 5;
        Ok(unit)
    }
}
