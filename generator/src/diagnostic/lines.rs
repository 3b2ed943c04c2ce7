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
pub(super) struct Lines<'s> {
    pub(super) source: &'s Source,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    pub(super) fn of(source: &'s Source) -> Self {
        let breaks = source.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { source, starts: std::iter::once(0).chain(breaks).collect() }
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
    pub(super) fn place(&self, at: usize) -> Place {
        let index = self.index(at);
        let (start, _) = self.range(index);
        let before = self.source.text.get(start..at).unwrap_or_default();
        Place { line: index + 1, column: characters(before) + 1 }
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
    files: BTreeMap<SourceId, Table<'s>>,
}

struct Table<'s> {
    lines: Lines<'s>,
    /// The byte and the place that were asked for last. Diagnostics come in source order, and a file may be one line of
    /// many megabytes: its characters are counted once, not once for each diagnostic.
    last: (usize, Place),
}

impl<'s> Tables<'s> {
    pub(super) fn of(sources: &'s Sources) -> Self {
        Self { sources, files: BTreeMap::new() }
    }

    /// The path of a span's file, where the span begins and where it ends; `None` if its file is not in the table.
    pub(super) fn place(&mut self, span: Span) -> Option<(&'s str, Place, Place)> {
        let source = self.sources.get(span.source)?;
        let fresh = || Table { lines: Lines::of(source), last: (0, Place { line: 1, column: 1 }) };
        let table = self.files.entry(span.source).or_insert_with(fresh);
        let start = table.place(span.start as usize);
        Some((&source.path, start, table.place(span.end as usize)))
    }
}

impl Table<'_> {
    fn place(&mut self, at: usize) -> Place {
        let (known, place) = self.last;
        let line = self.lines.index(at) + 1;
        let place = match line == place.line && known <= at {
            true => {
                let between = self.lines.source.text.get(known..at).unwrap_or_default();
                Place { line, column: place.column + characters(between) }
            }
            false => self.lines.place(at),
        };
        self.last = (at, place);
        place
    }
}

/// Characters without byte-order marks, which no editor shows.
fn characters(text: &str) -> usize {
    text.chars().filter(|c| *c != '\u{feff}').count()
}
