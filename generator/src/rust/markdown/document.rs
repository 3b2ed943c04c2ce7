//! A document: a README, with examples that do run.

use super::reading::{Reading, readings};
use super::{Comment, Line, fence};

/// A part of a document, with an empty line before the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A heading of the first level.
    Title(Line),
    /// A heading of the second level.
    Section(Line),
    /// A paragraph.
    Line(Line),
    /// An example of the generator's own, which rustdoc compiles.
    Example(String),
}

/// A document behind a header, which is one HTML comment on each line. rustdoc reads it as one text with `before`, and finds the
/// examples in it and no other code; if it does not, they are no examples either.
pub fn document(header: &str, pieces: &[Piece], before: &Comment) -> String {
    let whole = text(header, pieces, COMPILED);
    let examples: Vec<_> = pieces.iter().filter_map(example).collect();
    let comments: Vec<_> = header.lines().map(str::trim).collect();
    let same = |reading: &Reading| {
        let found: Vec<_> = reading.code.iter().filter(|(info, _)| info != "text").collect();
        found.iter().map(|(_, code)| code.as_str()).eq(examples.iter().copied())
            && found.iter().all(|(info, _)| info == COMPILED)
            && reading.html.iter().flat_map(|html| html.lines()).all(|html| comments.contains(&html.trim()))
    };
    let read = readings(&format!("{}\n\n{whole}", before.lines().join("\n")));
    match read.is_some_and(|readings| readings.iter().all(same)) {
        true => whole,
        false => text(header, pieces, "text"),
    }
}

/// What rustdoc compiles without running it.
const COMPILED: &str = "rust,no_run";

fn example(piece: &Piece) -> Option<&str> {
    match piece {
        Piece::Example(code) => Some(code),
        Piece::Title(_) | Piece::Section(_) | Piece::Line(_) => None,
    }
}

fn text(header: &str, pieces: &[Piece], info: &str) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Title(line) => format!("# {}\n", line.as_str()),
        Piece::Section(line) => format!("## {}\n", line.as_str()),
        Piece::Line(line) => format!("{}\n", line.as_str()),
        Piece::Example(code) => {
            let fence = fence(code);
            format!("{fence}{info}\n{code}{fence}\n")
        }
    };
    let pieces: Vec<_> = pieces.iter().map(piece).collect();
    format!("{header}\n{}", pieces.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rust::markdown::{Block, Part};

    const HEADER: &str = "<!-- Generated. -->\n<!-- Do not edit. -->\n";

    fn pieces(title: &str) -> Vec<Piece> {
        vec![Piece::Title(Line::of(title)), Piece::Example("fn main() {}\n".to_owned())]
    }

    #[test]
    fn the_examples_are_the_only_code() {
        let expected = "<!-- Generated. -->\n<!-- Do not edit. -->\n\n# \\`\\`\\` x\n\n```rust,no_run\nfn main() {}\n```\n";
        assert_eq!(document(HEADER, &pieces("``` x"), &Comment::default()), expected);
    }

    #[test]
    fn what_stands_before_it_takes_nothing_in() {
        for before in ["- ```text\n  a", "[^1]: a", "| a |\n|---|", "[a]:", "> b", "```\nopen", "<!--", "1. a\n\n   b"] {
            let before = Comment::of(&[Part::Block(Block::of(before))]);
            assert!(document(HEADER, &pieces("T"), &before).contains("```rust,no_run\n"), "{before:?}");
        }
    }
}
