//! Lines and columns of a file, for people: both count from one, columns in characters.

use crate::source::{Source, Sources, Span};

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
        let characters = before.chars().filter(|c| *c != '\u{feff}').count();
        Place { line: index + 1, column: characters + 1 }
    }
}

/// Where a span begins and where it ends; `None` if its file is not in the table.
pub fn places(sources: &Sources, span: Span) -> Option<(Place, Place)> {
    let lines = Lines::of(sources.get(span.source)?);
    Some((lines.place(span.start as usize), lines.place(span.end as usize)))
}
