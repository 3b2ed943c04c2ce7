//! Source: the text of one file and its name, and places in it.

use crate::diagnostic::{Diagnostic, codes::reading};

/// One input file. The generator never reads a disk; whoever calls it brings the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as diagnostics print it, with forward slashes.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Which file of a run: an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// All files of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a file and says how to refer to it.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// The paths of all files, as diagnostics print them.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|source| source.path.as_str())
    }

    /// The text at a place; empty if the place is not in this table.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).and_then(|source| source.text.get(span.start as usize..span.end as usize)).unwrap_or_default()
    }

    /// The file, if `id` came from this table.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.0.get(id.0 as usize)
    }
}

/// A range of bytes in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` to before `end`. Places beyond 4 GiB become the last that can be written.
    pub fn of(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: clamp(start), end: clamp(end) }
    }
}

/// The text of a file: UTF-8, or UTF-16 with a byte-order mark.
///
/// # Errors
/// The text with U+FFFD for what is not valid, and where the first of them stands.
pub fn decode(bytes: Vec<u8>) -> Result<String, (String, usize)> {
    let utf16 = |pair: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).skip(1).map(|unit| match unit {
            [a, b] => pair([*a, *b]),
            [..] => 0xd800,
        });
        replaced(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
    };
    match bytes.as_slice() {
        [0xff, 0xfe, ..] => utf16(u16::from_le_bytes),
        [0xfe, 0xff, ..] => utf16(u16::from_be_bytes),
        [..] => String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), at)
        }),
    }
}

/// UTF-16 has no way to write U+FFFD by accident, so one in the text is a mistake.
fn replaced(text: String) -> Result<String, (String, usize)> {
    match text.find(char::REPLACEMENT_CHARACTER) {
        Some(at) => Err((text, at)),
        None => Ok(text),
    }
}

impl Sources {
    /// Adds a file from its bytes. What is not text is reported where it stands.
    ///
    /// # Errors
    /// The bytes are neither UTF-8 nor UTF-16 with a byte-order mark.
    pub fn add_bytes(&mut self, path: String, bytes: Vec<u8>) -> Result<SourceId, Diagnostic> {
        match decode(bytes) {
            Ok(text) => Ok(self.add(Source { path, text })),
            Err((text, at)) => {
                let id = self.add(Source { path, text });
                let span = Span::of(id, at, at + char::REPLACEMENT_CHARACTER.len_utf8());
                Err(Diagnostic::error(reading::ENCODING, span, "this is not UTF-8").help("save the file as UTF-8"))
            }
        }
    }
}
