//! Text of a description as documentation: none of it becomes code, HTML, or a link of rustdoc's own.
//!
//! Rules alone do not keep text from becoming code; markdown has too many ways there. So there are three types, and nothing else gets
//! into a doc comment or a README. A [`Line`] is known to open no block, wherever it stands. A [`Block`] keeps what people wrote:
//! lists, tables, code. A [`Comment`] is what is printed: it is put together, read again whole as rustdoc reads it, and where the
//! reading is not free of code that rustdoc would run, its blocks are shown as literal text.
//!
//! Most text needs no parser for that. Code is indented by four spaces or opened by three backticks or tildes (CommonMark 0.31,
//! sections 4.4 and 4.5), so a text that holds none of the three, and no tab, holds no code, whoever reads it. Lines are
//! like that, and so is the literal form that comes last.

mod document;
mod edits;
mod line;
mod reading;

pub use document::{Piece, document};
pub use line::{Line, joined};

use reading::{Reading, readings};

/// What people wrote over several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Without hidden characters.
    plain: String,
    /// With what rustdoc would run, warn about or show as HTML edited, as far as rules go.
    edited: String,
}

impl Block {
    /// A text of a description.
    pub fn of(text: &str) -> Self {
        let plain = crate::characters::plain(text);
        let plain = plain.trim_matches('\n').lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        // The rules read the text, too; what takes too long to read is not shown with their edits.
        let edited = if is_read_in_time(&plain) { edits::block(&plain) } else { plain.clone() };
        Self { plain, edited }
    }

    /// Whether nothing is written there.
    pub fn is_empty(&self) -> bool {
        self.plain.trim().is_empty()
    }

    /// The text as a line, if it is one paragraph on one line.
    pub fn as_line(&self) -> Option<Line> {
        let line = Line::of(&self.plain);
        (line.as_str() == self.edited).then_some(line)
    }

    /// The first line.
    pub fn first_line(&self) -> Line {
        Line::of(self.plain.trim_start().lines().next().unwrap_or_default())
    }

    fn form(&self, form: Form) -> String {
        match form {
            Form::Edited => self.edited.clone(),
            Form::Fenced => fenced(&self.plain),
            Form::Escaped => self.plain.lines().map(line::literal).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// How the blocks of a comment are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As markdown, with the edits of [`edits`].
    Edited,
    /// As they are, in a block of code that is `text`.
    Fenced,
    /// With every sign escaped and every space but one at a time left out: markdown without a meaning.
    Escaped,
}

/// A part of a comment, with an empty line before the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One line.
    Line(Line),
    /// Lines of a list, without empty lines between them.
    List(Vec<Line>),
    /// Any number of lines.
    Block(Block),
    /// Lines that are data, shown as they are.
    Code(String),
}

/// A doc comment as it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment(Vec<String>);

impl Comment {
    /// A comment of these parts, none of which runs.
    pub fn of(parts: &[Part]) -> Self {
        Self::proven(parts, is_inert)
    }

    /// [`Comment::of`] for a module. Who declares it can write a comment there, too, and rustdoc takes away from both what both are
    /// indented by: without a space behind `///`, nothing, so that this comment is read one column further in.
    pub fn of_module(parts: &[Part]) -> Self {
        Self::proven(parts, |text| is_inert(text) && is_inert(&format!(" {}", text.replace('\n', "\n "))))
    }

    fn proven(parts: &[Part], is_inert: impl Fn(&str) -> bool) -> Self {
        let edited = Some(text(parts, Form::Edited)).filter(|text| is_read_in_time(text) && is_inert(text));
        let fenced = || Some(text(parts, Form::Fenced)).filter(|text| is_inert(text));
        let text = edited.or_else(fenced).unwrap_or_else(|| text(parts, Form::Escaped));
        Self(text.lines().map(str::to_owned).collect())
    }

    /// A comment of one line.
    pub fn line(line: Line) -> Self {
        Self::of(&[Part::Line(line)])
    }

    /// Its lines, without the sign of a comment.
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

/// The parts in one form. rustdoc takes away the indentation that all lines share, so there is none: what is proven is what it reads.
fn text(parts: &[Part], form: Form) -> String {
    let part = |part: &Part| match part {
        Part::Line(line) => line.as_str().to_owned(),
        Part::List(lines) => lines.iter().map(|line| format!("- {}", line.as_str())).collect::<Vec<_>>().join("\n"),
        Part::Block(block) => block.form(form),
        Part::Code(code) => Block::of(code).form(if form == Form::Edited { Form::Fenced } else { form }),
    };
    let texts: Vec<_> = parts.iter().map(part).filter(|text| !text.is_empty()).collect();
    let text = texts.join("\n\n");
    let margin = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(margin).min().unwrap_or(0);
    text.lines().map(|line| line.get(least..).unwrap_or("").trim_end()).collect::<Vec<_>>().join("\n")
}

/// The text in a fence that is longer than any in it.
fn fenced(text: &str) -> String {
    let fence = fence(text);
    format!("{fence}text\n{text}\n{fence}")
}

/// Backticks, more than stand in a row in the text.
fn fence(text: &str) -> String {
    "`".repeat(most_backticks(text).max(2) + 1)
}

/// How many backticks stand in a row at most.
fn most_backticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Whether every reading of a whole text is free of code but for that which is `text`, of HTML, of links that lead elsewhere
/// than to an address, and of anything that takes in what follows.
fn is_inert(text: &str) -> bool {
    if may_hold_no_code(text) && !text.contains(['<', '[']) {
        return true;
    }
    let probed = format!("{text}\n\n{PROBE}");
    let inert = |reading: &Reading| {
        reading.code.iter().all(|(info, _)| info == "text")
            && reading.html.is_empty()
            && reading.links.iter().all(|url| edits::is_address(url))
            && reading.last.0 == PROBE
            && reading.last.1 == 1
    };
    readings(&probed).is_some_and(|readings| readings.iter().all(inert))
}

/// Whether the parsers read a text quickly. For signs of emphasis without a partner, the time grows with the square of their number.
fn is_read_in_time(text: &str) -> bool {
    text.split(['*', '_', '~']).filter(|part| !part.ends_with(char::is_alphanumeric)).count() <= MOST_EMPHASIS
}

/// Signs of emphasis, but for those that end words, that are more than any page has.
const MOST_EMPHASIS: usize = 5_000;

/// Words that stand behind a text to see whether they are still what they are.
const PROBE: &str = "letterpress";

/// Whether no reader of markdown can find a block of code: see the documentation of this module.
fn may_hold_no_code(text: &str) -> bool {
    !["    ", "\t", "```", "~~~"].iter().any(|sign| text.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> String {
        Comment::of(&[Part::Block(Block::of(text))]).lines().join("\n")
    }

    /// What rustdoc would run.
    fn is_safe(text: &str) -> bool {
        readings(text)
            .is_some_and(|all| all.iter().all(|one| one.code.iter().all(|(info, _)| info == "text") && one.html.is_empty()))
    }

    #[test]
    fn honest_text_stays_as_it_was_written() {
        for text in [
            "A *pet*, with `code[0]` and a\nsecond line.\n\n- one\n- two\n\n[A link](https://example.com).",
            "# Title\n\nText.\n\n## More\n\n> quoted\n> twice\n\n---\n\nEnd.",
            "1. one\n2. two\n   - inner\n     of two lines\n     - deeper\n       - deepest\n\n   still two\n3. three",
            "* a\n    * b\n        * c\n            * d\n* e",
            "| a | b    |\n|---|------|\n| 1 | `2`  |",
            "Call:\n\n```text\nGET /a\n\n    indented\n```\n\nDone.",
            "- step\n\n  ```text\n  GET /a\n  ```\n\n- next",
            "- [ ] to do\n- [x] done",
            "~~gone~~ **bold** _it_ \\* &amp; 5 > 4",
            "a line\\\nand  more    spaces",
            "Unicode \u{6f22}\u{5b57}, caf\u{e9}, \u{1f468}\u{200d}\u{1f469}",
        ] {
            assert_eq!(block(text), text);
        }
    }

    #[test]
    fn code_is_text() {
        assert_eq!(block("```json\n{}\n```"), "```text\n{}\n```");
        assert_eq!(block("- a\n\n  ~~~rust\n  b\n  ~~~"), "- a\n\n  ~~~text\n  b\n  ~~~");
        assert_eq!(block("Do:\n\n            a\n             b"), "Do:\n\n```text\na\n b\n```");
        assert_eq!(block("- x\n\n        a"), "- x\n\n    ```text\n    a\n    ```");
        assert_eq!(block("Say:\n\n    a\n      b\n\nDone."), "Say:\n\n```text\na\n  b\n```\n\nDone.");
    }

    #[test]
    fn what_rules_do_not_catch_is_literal() {
        assert_eq!(block("1.     std::fs::write(...)"), "```text\n1.     std::fs::write(...)\n```");
        assert_eq!(block("[^a]: b\n\n      c ``` d"), "````text\n[^a]: b\n\n      c ``` d\n````");
    }

    #[test]
    fn each_form_is_safe() {
        for text in [
            "1.     a",
            "10)     a",
            "> 1.     a",
            "-     -1; a",
            "- ```",
            "```",
            "~~~",
            "- [ ] ```\n  a",
            "```text\n- ```",
            "<pre>\n```\na\n```\n</pre>",
            "[a]: b\n'\n```\na\n```\n'",
            "| a |\n|---|\n|     ```",
            "-\n\n      a",
            "[^1]:     a",
            "a\n-     b\n===",
            "\t\ta",
            "&#96;&#96;&#96;\na",
        ] {
            for form in [Form::Fenced, Form::Escaped] {
                let text = self::text(&[Part::Block(Block::of(text))], form);
                assert!(is_safe(&text), "{text}");
            }
            assert!(is_safe(&block(text)), "{text}");
            assert!(may_hold_no_code(&self::text(&[Part::Block(Block::of(text))], Form::Escaped)), "{text}");
        }
    }

    #[test]
    fn parsers_that_disagree_leave_no_name_in_brackets() {
        assert_eq!(block("- [ ]\n[y]: https://e.x"), "```text\n- [ ]\n[y]: https://e.x\n```");
    }

    #[test]
    fn what_one_part_opens_no_other_closes() {
        let parts = [Part::Line(Line::of("- ```")), Part::Block(Block::of("a\n```\nb")), Part::Line(Line::of("```"))];
        let text = Comment::of(&parts).lines().join("\n");
        assert!(is_safe(&text), "{text}");
    }

    #[test]
    fn the_comment_of_a_module_is_safe_behind_one_without_spaces() {
        let parts = [Part::Block(Block::of("a\n\n   let code = 1;"))];
        assert_eq!(Comment::of(&parts).lines().len(), 3);
        assert_eq!(Comment::of_module(&parts).lines(), ["```text", "a", "", "   let code = 1;", "```"]);
    }

    #[test]
    fn what_takes_too_long_to_read_is_literal() {
        let text = "*a_ <".repeat(20_000);
        assert_eq!(block(&text), format!("```text\n{text}\n```"));
        assert!(Line::of(&text).as_str().starts_with("\\*a\\_ \\<\\*"));
        // So long that not even the rules may read it.
        let text = "~a~~ ".repeat(1_000_000);
        assert_eq!(block(&text), format!("```text\n{}\n```", text.trim()));
    }

    #[test]
    fn a_common_indentation_is_none() {
        assert_eq!(block("  - a\n    - b"), "- a\n  - b");
        assert_eq!(block("    a"), "```text\na\n```");
    }
}
