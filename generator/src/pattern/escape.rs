//! Escapes, and what they are in the syntax of the engines.

use std::iter::Peekable;
use std::str::Chars;

use letterpress_runtime::Engine;

use super::Refusal;
use super::parse::{Numbered, numbered};
use super::property;
use super::translate::{Rewriting, Stop, wrong};

/// Where an escape stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Inside {
    Pattern,
    Class,
}

/// What matches no text.
pub(super) const NEVER: &str = r"[^\x{0}-\x{10FFFF}]";

/// A part of a pattern in the new syntax, with its code if it is one character.
pub(super) struct Member {
    pub(super) text: String,
    pub(super) code: Option<u32>,
}

impl Member {
    fn set(text: impl Into<String>) -> Self {
        Self { text: text.into(), code: None }
    }

    pub(super) fn code(c: char, text: String) -> Self {
        Self { text, code: Some(u32::from(c)) }
    }

    /// A character by its code; half of a surrogate pair, which no text has, matches nothing.
    fn point(code: u32) -> Self {
        let text = if char::from_u32(code).is_some() { format!(r"\x{{{code:X}}}") } else { NEVER.to_owned() };
        Self { text, code: Some(code) }
    }

    /// The text of a member of a class that begins and ends no range.
    pub(super) fn alone(&self) -> &str {
        if self.text == NEVER { "" } else { &self.text }
    }
}

/// White space and line ends of ECMA-262 (`WhiteSpace` and `LineTerminator`).
const SPACE: &str = r"\t\n\x0B\f\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// An escape, behind its backslash.
pub(super) fn escape(this: &mut Rewriting<'_>, inside: Inside) -> Result<Member, Stop> {
    let c = this.rest.next().ok_or_else(|| wrong("it ends with a backslash"))?;
    let rest = &mut this.rest;
    Ok(match c {
        'd' => Member::set("[0-9]"),
        'D' => Member::set("[^0-9]"),
        'w' => Member::set("[A-Za-z0-9_]"),
        'W' => Member::set("[^A-Za-z0-9_]"),
        's' => Member::set(format!("[{SPACE}]")),
        'S' => Member::set(format!("[^{SPACE}]")),
        'b' if inside == Inside::Class => Member::code('\u{8}', r"\x08".to_owned()),
        'b' | 'B' if inside == Inside::Pattern => boundary(this.engine, c)?,
        'n' => Member::code('\n', r"\n".to_owned()),
        'r' => Member::code('\r', r"\r".to_owned()),
        't' => Member::code('\t', r"\t".to_owned()),
        'f' => Member::code('\u{c}', r"\f".to_owned()),
        'v' => Member::code('\u{b}', r"\x0B".to_owned()),
        '0'..='9' => number(this, c, inside)?,
        'k' if inside == Inside::Pattern && this.groups.iter().any(Option::is_some) => named(this)?,
        'c' => control(rest)?,
        'x' => hexadecimal(rest, 2).map_or_else(|| literal(c), Member::point),
        'u' => unicode(rest)?,
        'p' | 'P' if rest.peek() == Some(&'{') => property(rest, c),
        'A' if inside == Inside::Pattern => Member::set("^"),
        'z' | 'Z' if inside == Inside::Pattern => Member::set(r"\z"),
        'Q' | 'E' | 'G' if inside == Inside::Pattern => {
            return Err(Stop::Refused(Refusal::Foreign(format!("`\\{c}` is not ECMA-262"))));
        }
        other => literal(other),
    })
}

/// `\b` and `\B`, by the characters of `\w`.
fn boundary(engine: Engine, c: char) -> Result<Member, Stop> {
    const AT: &str = "(?:(?<=[A-Za-z0-9_])(?![A-Za-z0-9_])|(?<![A-Za-z0-9_])(?=[A-Za-z0-9_]))";
    const NOT_AT: &str = "(?:(?<=[A-Za-z0-9_])(?=[A-Za-z0-9_])|(?<![A-Za-z0-9_])(?![A-Za-z0-9_]))";
    match (engine, c) {
        (Engine::Linear, 'b') => Ok(Member::set(r"(?-u:\b)")),
        // Between bytes of one character it would match, too.
        (Engine::Linear, _) => Err(Stop::Beyond),
        (Engine::Backtracking, 'b') => Ok(Member::set(AT)),
        (Engine::Backtracking, _) => Ok(Member::set(NOT_AT)),
    }
}

fn number(this: &mut Rewriting<'_>, first: char, inside: Inside) -> Result<Member, Stop> {
    let groups = if inside == Inside::Class { 0 } else { this.groups.len() };
    match numbered(first, &mut this.rest, groups) {
        Numbered::Code(code) if first == '0' && code == 0 => Ok(Member::code('\0', r"\x00".to_owned())),
        Numbered::Code(code) => Ok(Member::point(code)),
        Numbered::Reference(number) => reference(this, number),
    }
}

/// `\k<name>`, behind the letter.
fn named(this: &mut Rewriting<'_>) -> Result<Member, Stop> {
    let name: String = this.rest.by_ref().skip(1).take_while(|c| *c != '>').collect();
    let place = this.groups.iter().position(|group| group.as_deref() == Some(name.as_str()));
    let place = place.ok_or_else(|| wrong(&format!("no group has the name `{name}`")))?;
    reference(this, place + 1)
}

/// A reference to a group that has captured nothing matches the empty text.
fn reference(this: &mut Rewriting<'_>, number: usize) -> Result<Member, Stop> {
    match this.engine {
        Engine::Linear => Err(Stop::Beyond),
        Engine::Backtracking => Ok(Member::set(match this.unset.next() {
            Some(true) => format!(r"(?:(?({number})\{number}|))"),
            Some(false) | None => format!(r"(?:\{number})"),
        })),
    }
}

/// `\cX`: the control character.
fn control(rest: &mut Peekable<Chars<'_>>) -> Result<Member, Stop> {
    let letter = rest.next_if(char::is_ascii_alphabetic).ok_or_else(|| wrong("`\\c` needs a letter"))?;
    Ok(Member::point(u32::from(letter) % 32))
}

/// `\uXXXX`, surrogate pairs of them, and `\u{X}`; without digits the escape stands for its letter.
fn unicode(rest: &mut Peekable<Chars<'_>>) -> Result<Member, Stop> {
    if rest.next_if_eq(&'{').is_some() {
        let digits: String = std::iter::from_fn(|| rest.next_if(char::is_ascii_hexdigit)).collect();
        rest.next_if_eq(&'}').ok_or_else(|| wrong("`\\u{` is not closed"))?;
        return Ok(u32::from_str_radix(&digits, 16).map_or_else(|_| literal('u'), Member::point));
    }
    let Some(first) = hexadecimal(rest, 4) else { return Ok(literal('u')) };
    let mut ahead = rest.clone();
    let low = (ahead.next() == Some('\\') && ahead.next() == Some('u')).then(|| hexadecimal(&mut ahead, 4)).flatten();
    match low.filter(|low| (0xD800..0xDC00).contains(&first) && (0xDC00..0xE000).contains(low)) {
        Some(low) => {
            *rest = ahead;
            Ok(Member::point(0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00)))
        }
        None => Ok(Member::point(first)),
    }
}

/// `\p{...}`: a Unicode property.
fn property(rest: &mut Peekable<Chars<'_>>, letter: char) -> Member {
    let name: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
    Member::set(match (property::foreign(&name), letter) {
        (None, _) => format!("\\{letter}{{{name}}}"),
        (Some(members), 'p') => format!("[{members}]"),
        (Some(members), _) => format!("[^{members}]"),
    })
}

/// Exactly `count` hexadecimal digits, or nothing is taken.
fn hexadecimal(rest: &mut Peekable<Chars<'_>>, count: usize) -> Option<u32> {
    let digits: String = rest.clone().take(count).take_while(char::is_ascii_hexdigit).collect();
    if digits.len() < count {
        return None;
    }
    rest.nth(count - 1);
    u32::from_str_radix(&digits, 16).ok()
}

/// An identity escape.
fn literal(c: char) -> Member {
    let escaped = c.is_ascii_punctuation() && c != '<' && c != '>' && c != '_';
    Member::code(c, if escaped { format!("\\{c}") } else { c.to_string() })
}
