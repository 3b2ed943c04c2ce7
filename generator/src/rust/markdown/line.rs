//! A line: inline markdown that opens no block.

use super::edits;
use super::reading::{Reading, readings};
use super::{PROBE, is_read_in_time, may_hold_no_code, most_backticks};
use crate::characters;

/// One line of inline markdown. Alone, behind other words, behind the sign of a list or of a heading, it opens no block: no code, list,
/// quotation, heading, table, HTML, definition of a link or of a footnote; and it leaves nothing open for what follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// A text of a description, its line breaks made spaces.
    pub fn of(text: &str) -> Self {
        let words = characters::plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
        if !is_read_in_time(&words) {
            return Self(literal(&words));
        }
        let edited = edits::line(&words);
        match is_line(&edited) {
            true => Self(edited),
            // What looked like a block was not looked at by the rules.
            false => Self(least_escaped(&edits::line(&start_escaped(&words))).unwrap_or_else(|| literal(&words))),
        }
    }

    /// Words of the generator, which mean what they say in markdown.
    pub fn own(words: &'static str) -> Self {
        Self(words.to_owned())
    }

    /// A text of a description as inline code.
    pub fn code(text: &str) -> Self {
        let text = characters::plain(text).replace('\n', " ");
        let text = if text.trim().is_empty() { format!("\"{text}\"") } else { text };
        let longest = most_backticks(&text);
        let code = match longest {
            0 => format!("`{text}`"),
            _ => format!("`` {text} ``"),
        };
        // Three backticks in a row could be taken for a fence, and code shows no space at its ends.
        let shown = longest < 2 && may_hold_no_code(&text);
        Self(if shown { code } else { literal(&text) })
    }

    /// A number.
    pub fn number(number: u16) -> Self {
        Self(number.to_string())
    }

    /// A link to an item of the generated code, by its identifier.
    pub fn item(ident: &str) -> Self {
        Self(format!("[`{}`]", ident.replace(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '#'), "")))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// With a capital letter first, if it begins with a letter.
    #[must_use]
    pub fn capitalised(&self) -> Self {
        let mut letters = self.0.chars();
        checked(&letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>())
    }

    /// Without these signs at its end.
    #[must_use]
    pub fn without_end(&self, signs: &[char]) -> Self {
        checked(self.0.trim_end_matches(signs).trim_end())
    }
}

/// Lines one behind the other, without anything between them.
pub fn joined(parts: &[Line]) -> Line {
    checked(&parts.iter().map(Line::as_str).collect::<String>())
}

/// The text if it is a line, otherwise with as much escaped as it takes.
fn checked(text: &str) -> Line {
    Line(least_escaped(text).unwrap_or_else(|| literal(text)))
}

/// The text with nothing, its start or also its backticks and tildes escaped, whichever is a line first.
fn least_escaped(text: &str) -> Option<String> {
    let text = text.trim();
    let tried: [&dyn Fn() -> String; 3] =
        [&|| text.to_owned(), &|| start_escaped(text), &|| start_escaped(&edits::escaped(text, &['`', '~']))];
    tried.into_iter().map(|text| text()).find(|text| is_line(text))
}

/// With a backslash before what could begin a block: a sign, or that of a numbered list.
fn start_escaped(text: &str) -> String {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    match rest.starts_with(|c: char| c.is_ascii_punctuation() && c != '\\') {
        true => format!("{number}\\{rest}"),
        false => text.to_owned(),
    }
}

fn is_line(text: &str) -> bool {
    if text.is_empty() || is_prose(text) {
        return true;
    }
    let is_line = |reading: &Reading| {
        reading.is_paragraph && reading.html.is_empty() && reading.links.iter().all(|url| edits::is_address(url))
    };
    let is_closed = |reading: &Reading| is_line(reading) && reading.last == (PROBE.to_owned(), 1);
    let in_each = |text: &str, is: &dyn Fn(&Reading) -> bool| readings(text).is_some_and(|readings| readings.iter().all(is));
    may_hold_no_code(text)
        && is_read_in_time(text)
        && !text.contains('\n')
        && in_each(text, &is_line)
        && in_each(&format!("{text} `{PROBE}`"), &is_closed)
}

/// Words that say nothing in markdown, which most lines are.
///
/// Between them may stand inline code in single backticks: nothing else opens before it, so it ends at the next one (CommonMark 0.31,
/// section 6.1). Where two backticks stand in a row, that is something else.
fn is_prose(text: &str) -> bool {
    let is_word = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | ';' | ':' | '\'' | '"' | '?' | '(' | ')' | '/' | '-' | '%')
    };
    let says_nothing = |text: &str| text.chars().all(|c| is_word(c) || matches!(c, '_' | '{' | '}' | '=')) && !has_emphasis(text);
    let is_code = |text: &str| !text.is_empty() && !text.contains('\n');
    let pieces: Vec<&str> = text.split('`').collect();
    let is_end = |at: usize| at == 0 || at + 1 == pieces.len();
    text.starts_with(char::is_alphabetic)
        && pieces.len() % 2 == 1
        && pieces.iter().enumerate().all(|(at, piece)| match at % 2 {
            0 => says_nothing(piece) && (is_end(at) || !piece.is_empty()),
            _ => is_code(piece),
        })
        && may_hold_no_code(text)
}

/// Whether any `_` stands elsewhere than between letters and digits, where it begins and ends nothing (CommonMark 0.31, section 6.2).
fn has_emphasis(text: &str) -> bool {
    let beside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let inside = |at: usize| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        beside(before.chars().next_back()) && beside(after.chars().nth(1))
    };
    text.match_indices('_').any(|(at, _)| !inside(at))
}

/// Text without a meaning in markdown, whatever it is: every sign is escaped, and there is one space at a time. Nothing else begins a
/// block: numbers of lists end in a sign, and code is indented further.
pub fn literal(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        Line::of(text).0
    }

    #[test]
    fn honest_words_stay_as_they_are() {
        for text in [
            "Create a customer.",
            "A *pet*, with `code[0]` and [a link](https://example.com).",
            "2xx - 3xx: it's \"done\" (100 %)",
            "**Deprecated**: use v2",
            "`limit` of a page, at most 1,000",
            "\u{6f22}\u{5b57} and \u{e9}",
            "snake_case & C# ~ a | b",
            "404",
        ] {
            assert_eq!(line(text), text);
        }
        assert_eq!(line("  two\n lines "), "two lines");
    }

    #[test]
    fn what_would_open_a_block_is_escaped() {
        let cases = [
            ("# Title", "\\# Title"),
            ("- item", "\\- item"),
            ("+ item", "\\+ item"),
            ("> quote", "\\> quote"),
            ("1. Create", "1\\. Create"),
            ("10)     code", "10\\) code"),
            ("***", "\\***"),
            ("#", "\\#"),
            ("-", "\\-"),
            ("1)", "1\\)"),
            ("===", "==="),
            ("[a]: https://b.example", "\\[a\\]: <https://b.example>"),
            ("[^a]: b", "\\[^a\\]: b"),
            ("<div>x</div>", "\\<div>x\\</div>"),
            ("<!-- a -->", "\\<!-- a -->"),
            ("```", "\\`\\`\\`"),
            ("~~~ rust", "\\~\\~\\~ rust"),
            ("a ` b", "a \\` b"),
            ("The ```search``` API, ``` {\"a\": `1`} ```", "The `search` API, `` {\"a\": `1`} ``"),
            ("200.", "200\\."),
            ("a\u{202e}b\u{2028}c", "ab c"),
        ];
        for (text, expected) in cases {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn code_has_no_end_in_itself() {
        assert_eq!(Line::code("POST /a").0, "`POST /a`");
        assert_eq!(Line::code(" ").0, "`\" \"`");
        assert_eq!(Line::code("a`b").0, "`` a`b ``");
        assert_eq!(Line::code("a``b").0, "a\\`\\`b");
        assert_eq!(Line::code("a\n```\nb").0, "a \\`\\`\\` b");
        assert_eq!(Line::code("\u{202e}~~~    x").0, "\\~\\~\\~ x");
    }

    #[test]
    fn joined_lines_are_looked_at_again() {
        assert_eq!(joined(&[Line::of("299"), Line::own(".")]).0, "299\\.");
        assert_eq!(joined(&[Line::of("`a"), Line::of("b`")]).0, "\\`ab\\`");
        assert_eq!(joined(&[Line::own("See "), Line::item("Pet"), Line::own(".")]).0, "See [`Pet`].");
    }

    #[test]
    fn literal_text_is_one_paragraph_whatever_it_was() {
        for text in ["#", "1. a", "    a", "```rust", "- [ ] a", "|a|\n|-|", "<b>", "&#96;", "a\\", "===", "[a]: b \"c\"", "***"]
        {
            let literal = literal(text);
            assert!(is_line(&literal), "{literal}");
        }
    }
}
