//! Lines and columns of a file, for people: both count from one, columns in characters.

use std::collections::BTreeMap;

use crate::source::{Source, SourceId, Sources, Span};

/// A place as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From one.
    pub line: usize,
    /// From one, in characters.
    pub column: usize,
}

/// The lines of one file: where each begins.
pub(crate) struct Lines<'s> {
    pub(super) source: &'s Source,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    pub(crate) fn of(source: &'s Source) -> Self {
        let breaks = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { source, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The name of the file.
    pub(crate) fn file(&self) -> &'s str {
        &self.source.path
    }

    /// The index of the line that holds a byte.
    pub(super) fn index(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The first byte of a line, and the byte behind its last, without the line break.
    pub(super) fn range(&self, index: usize) -> (usize, usize) {
        let start = self.starts.get(index).copied().unwrap_or(self.source.text.len());
        let next = self.starts.get(index + 1).copied().unwrap_or(self.source.text.len());
        let line = self.source.text.get(start..next).unwrap_or_default();
        (start, start + line.trim_end_matches(['\n', '\r']).len())
    }

    /// The place of a byte.
    pub(crate) fn place(&self, at: usize) -> Place {
        let index = self.index(at);
        let (start, _) = self.range(index);
        let before = self.source.text.get(start..at).unwrap_or_default();
        Place { line: index + 1, column: Unit::Characters.count(before) + 1 }
    }
}

/// Where a span begins and where it ends; `None` if its file is not in the table.
pub fn places(sources: &Sources, span: Span) -> Option<(Place, Place)> {
    let lines = Lines::of(sources.get(span.source)?);
    Some((lines.place(span.start as usize), lines.place(span.end as usize)))
}

/// The lines of the files that diagnostics speak of, each file split once.
pub(super) struct Tables<'s> {
    sources: &'s Sources,
    unit: Unit,
    files: BTreeMap<SourceId, Table<'s>>,
}

/// What columns count.
#[derive(Clone, Copy, Debug)]
enum Unit {
    Characters,
    Utf16,
}

struct Table<'s> {
    lines: Lines<'s>,
    unit: Unit,
    /// Bytes, [`STEP`] apart or a little more, and how many characters stand before each. A file may be one line of many
    /// megabytes with a hundred thousand diagnostics in it; its characters are counted once.
    marks: Vec<(usize, usize)>,
}

/// Bytes between two marks.
const STEP: usize = 1024;

impl<'s> Tables<'s> {
    pub(super) fn of(sources: &'s Sources) -> Self {
        Self { sources, unit: Unit::Characters, files: BTreeMap::new() }
    }

    /// With columns in code units of UTF-16, as editors and SARIF count.
    pub(super) fn utf16(sources: &'s Sources) -> Self {
        Self { sources, unit: Unit::Utf16, files: BTreeMap::new() }
    }

    /// The path of a span's file, where the span begins and where it ends; `None` if its file is not in the table.
    pub(super) fn place(&mut self, span: Span) -> Option<(&'s str, Place, Place)> {
        let source = self.sources.get(span.source)?;
        let table = self.files.entry(span.source).or_insert_with(|| Table::of(source, self.unit));
        let start = table.place(span.start as usize);
        Some((&source.path, start, table.place(span.end as usize)))
    }
}

impl<'s> Table<'s> {
    fn of(source: &'s Source, unit: Unit) -> Self {
        let mut marks = vec![(0, 0)];
        let (mut last, mut count) = (0, 0);
        for (at, c) in source.text.char_indices() {
            if at - last >= STEP {
                marks.push((at, count));
                last = at;
            }
            count += unit.width(c);
        }
        Self { lines: Lines::of(source), unit, marks }
    }

    fn place(&self, at: usize) -> Place {
        let index = self.lines.index(at);
        let (start, _) = self.lines.range(index);
        Place { line: index + 1, column: self.before(at) - self.before(start) + 1 }
    }

    /// How many characters stand before a byte.
    fn before(&self, at: usize) -> usize {
        let mark = self.marks.partition_point(|(mark, _)| *mark <= at).saturating_sub(1);
        let (from, count) = self.marks.get(mark).copied().unwrap_or_default();
        count + self.unit.count(self.lines.source.text.get(from..at).unwrap_or_default())
    }
}

impl Unit {
    /// How many columns a character takes. No editor shows byte-order marks.
    fn width(self, c: char) -> usize {
        match (self, c) {
            (_, '\u{feff}') => 0,
            (Self::Characters, _) => 1,
            (Self::Utf16, c) => c.len_utf16(),
        }
    }

    fn count(self, text: &str) -> usize {
        text.chars().map(|c| self.width(c)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_a_long_line_are_those_of_a_short_one() {
        let mut sources = Sources::default();
        let text = format!("\u{feff}a\n{}\nb", "é, 漢".repeat(1000));
        let id = sources.add(Source { path: "a.yaml".to_owned(), text: text.clone() });
        let mut tables = Tables::of(&sources);
        for (at, _) in text.char_indices().rev() {
            let span = Span::of(id, at, text.len());
            let quick = tables.place(span).map(|(_, start, end)| (start, end));
            assert_eq!(quick, places(&sources, span), "{at}");
        }
    }
}
