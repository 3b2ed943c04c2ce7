//! Patterns: ECMA-262 regular expressions rewritten for the `regex` crate.
//!
//! The dialect is ECMA-262 with the `u` flag where both readings agree and without it where only that one has a meaning
//! (identity escapes such as `\-` or `\_`). Look-around and back-references have no equal in a linear-time engine.

use std::iter::Peekable;
use std::str::Chars;

use crate::ir::Pattern;

/// Rewrites a pattern.
///
/// # Errors
/// What the pattern contains that cannot be rewritten, as a phrase.
pub(crate) fn translate(source: &str) -> Result<Pattern, String> {
    let mut rest = source.chars().peekable();
    let mut out = String::with_capacity(source.len() + 8);
    while let Some(c) = rest.next() {
        match c {
            '\\' => escape(&mut rest, &mut out, Inside::Pattern)?,
            '[' => class(&mut rest, &mut out)?,
            '(' => group(&mut rest, &mut out)?,
            '.' => out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
            '{' => brace(&rest, &mut out),
            '}' => closing_brace(&mut out),
            '$' => out.push_str(r"\z"),
            other => out.push(other),
        }
    }
    compiles(&out)?;
    Ok(Pattern { source: source.to_owned(), regex: out })
}

/// The engine keeps the places of all groups for each of its states, which are as many as the pattern is long.
const MOST_GROUPS: usize = 200;

fn compiles(regex: &str) -> Result<(), String> {
    match regex::Regex::new(regex) {
        Ok(compiled) if compiled.captures_len() > MOST_GROUPS => Err(format!("it has more than {MOST_GROUPS} groups")),
        Ok(_) => Ok(()),
        Err(regex::Error::CompiledTooBig(_)) => Err("it is too large when compiled".to_owned()),
        Err(error) => Err(error.to_string().lines().last().unwrap_or("it is not a regular expression").trim().to_owned()),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Pattern,
    Class,
}

/// A group: only the kinds that a linear-time engine has.
fn group(rest: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    let ahead: String = rest.clone().take(3).collect();
    for (start, what) in [("?=", "a look-ahead"), ("?!", "a look-ahead"), ("?<=", "a look-behind"), ("?<!", "a look-behind")] {
        if ahead.starts_with(start) {
            return Err(format!("it contains {what}, `({start}`"));
        }
    }
    out.push('(');
    Ok(())
}

/// Characters of the longest quantifier in braces that has a meaning.
const LONGEST_BOUNDS: usize = 32;

/// A brace that does not start a quantifier stands for itself.
fn brace(rest: &Peekable<Chars<'_>>, out: &mut String) {
    let inner: String = rest.clone().take(LONGEST_BOUNDS).take_while(|c| *c != '}').collect();
    let closed = rest.clone().nth(inner.chars().count()) == Some('}');
    let (low, high) = inner.split_once(',').unwrap_or((&inner, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if closed && !low.is_empty() && digits(low) && digits(high) {
        out.push('{');
    } else {
        out.push_str(r"\{");
    }
}

/// The end of a quantifier, or a brace that stands for itself.
fn closing_brace(out: &mut String) {
    let near = out.floor_char_boundary(out.len().saturating_sub(LONGEST_BOUNDS + 2));
    let quantifier = out.get(near..).and_then(|end| end.rfind('{')).is_some_and(|open| {
        let escaped = out.get(..near + open).is_some_and(|before| before.ends_with('\\'));
        let inner = out.get(near + open + 1..).unwrap_or_default();
        !escaped && !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit() || c == ',')
    });
    out.push_str(if quantifier { "}" } else { r"\}" });
}

/// A character class. `[^]` is any character and `[]` none, in ECMA-262.
fn class(rest: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    let negated = rest.next_if_eq(&'^').is_some();
    if rest.next_if_eq(&']').is_some() {
        out.push_str(if negated { r"(?s:.)" } else { r"[^\x{0}-\x{10FFFF}]" });
        return Ok(());
    }
    out.push_str(if negated { "[^" } else { "[" });
    while let Some(c) = rest.next() {
        match c {
            ']' => {
                out.push(']');
                return Ok(());
            }
            '\\' => escape(rest, out, Inside::Class)?,
            // The regex crate reads these as nested classes and set operators.
            '[' | '&' | '~' => out.extend(['\\', c]),
            '-' => hyphen(rest, out),
            other => out.push(other),
        }
    }
    Err("a character class is not closed".to_owned())
}

/// `-` makes a range between two characters; beside `\w` and its like, and at the ends, it is itself.
fn hyphen(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    let first = out.ends_with('[') && !out.ends_with(r"\[") || out.ends_with("[^");
    let after_set = out.ends_with(']') && !out.ends_with(r"\]");
    let ahead: String = rest.clone().take(2).collect();
    let before_set = [r"\w", r"\W", r"\d", r"\D", r"\s", r"\S"].contains(&ahead.as_str());
    let range = !(first || after_set || before_set || ahead.starts_with(']') || ahead.starts_with('-'));
    out.push_str(if range { "-" } else { r"\-" });
}

/// White space and line ends of ECMA-262 (`WhiteSpace` and `LineTerminator`).
const SPACE: &str = r"\t\n\x0B\f\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

fn escape(rest: &mut Peekable<Chars<'_>>, out: &mut String, inside: Inside) -> Result<(), String> {
    let c = rest.next().ok_or("it ends with a backslash")?;
    match c {
        'd' => out.push_str("[0-9]"),
        'D' => out.push_str("[^0-9]"),
        'w' => out.push_str("[A-Za-z0-9_]"),
        'W' => out.push_str("[^A-Za-z0-9_]"),
        's' => out.push_str(&format!("[{SPACE}]")),
        'S' => out.push_str(&format!("[^{SPACE}]")),
        'b' if inside == Inside::Class => out.push_str(r"\x08"),
        'b' => out.push_str(r"(?-u:\b)"),
        'B' => return Err("`\\B` has no equal that keeps to character boundaries".to_owned()),
        'n' | 'r' | 't' | 'f' => out.extend(['\\', c]),
        'v' => out.push_str(r"\x0B"),
        '0' if !rest.peek().is_some_and(char::is_ascii_digit) => out.push_str(r"\x00"),
        '0'..='9' => return Err(format!("it contains a back-reference or octal escape, `\\{c}`")),
        'k' if inside == Inside::Pattern && rest.peek() == Some(&'<') => {
            return Err("it contains a back-reference, `\\k<`".to_owned());
        }
        'c' => control(rest, out)?,
        'x' => code(hexadecimal(rest, 2), 'x', out),
        'u' => unicode(rest, out)?,
        'p' | 'P' => property(rest, c, out),
        'A' | 'z' | 'Z' | 'Q' | 'E' | 'G' if inside == Inside::Pattern => return Err(format!("`\\{c}` is not ECMA-262")),
        other => literal(other, out),
    }
    Ok(())
}

/// `\cX`: the control character.
fn control(rest: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    let letter = rest.next_if(char::is_ascii_alphabetic).ok_or("`\\c` needs a letter")?;
    out.push_str(&format!(r"\x{{{:X}}}", u32::from(letter) % 32));
    Ok(())
}

/// `\uXXXX`, surrogate pairs of them, and `\u{X}`.
fn unicode(rest: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    if rest.next_if_eq(&'{').is_some() {
        let digits: String = std::iter::from_fn(|| rest.next_if(char::is_ascii_hexdigit)).collect();
        rest.next_if_eq(&'}').ok_or("`\\u{` is not closed")?;
        code(u32::from_str_radix(&digits, 16).ok(), 'u', out);
        return Ok(());
    }
    let first = hexadecimal(rest, 4);
    let Some(high) = first.filter(|unit| (0xD800..0xDC00).contains(unit)) else {
        code(first, 'u', out);
        return Ok(());
    };
    let ahead: String = rest.clone().take(2).collect();
    if ahead == r"\u" {
        rest.nth(1);
    }
    let low =
        hexadecimal(rest, 4).filter(|unit| (0xDC00..0xE000).contains(unit)).ok_or("it contains half of a surrogate pair")?;
    code(Some(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)), 'u', out);
    Ok(())
}

/// `\p{...}`: a Unicode property; without braces the escape stands for its letter.
fn property(rest: &mut Peekable<Chars<'_>>, letter: char, out: &mut String) {
    if rest.peek() != Some(&'{') {
        out.push(letter);
        return;
    }
    out.extend(['\\', letter]);
    for c in rest.by_ref() {
        out.push(c);
        if c == '}' {
            break;
        }
    }
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

/// A code point; without one the escape stands for its letter.
fn code(point: Option<u32>, letter: char, out: &mut String) {
    match point {
        Some(point) => out.push_str(&format!(r"\x{{{point:X}}}")),
        None => out.push(letter),
    }
}

/// An identity escape.
fn literal(c: char, out: &mut String) {
    if c.is_ascii_punctuation() && c != '<' && c != '>' && c != '_' {
        out.push('\\');
    }
    out.push(c);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        regex::Regex::new(&translate(pattern).unwrap().regex).unwrap().is_match(text)
    }

    #[test]
    fn digits_and_words_are_ascii() {
        assert!(matches(r"^\d+$", "42"));
        assert!(!matches(r"^\d+$", "٤٢"));
        assert!(!matches(r"^\w$", "é"));
        assert!(matches(r"^[\w.-]+$", "a.b-c"));
        assert!(matches(r"^[\d-x]+$", "1-x"));
    }

    #[test]
    fn the_end_is_the_end() {
        assert!(matches("^a$", "a"));
        assert!(!matches("^a$", "a\n"));
        assert!(!matches("^.$", "\u{2028}"));
    }

    #[test]
    fn escapes_of_ecma() {
        assert!(matches(r"^a\/b$", "a/b"));
        assert!(matches(r"^\cJ$", "\n"));
        assert!(matches(r"^\u0041\x42\u{43}$", "ABC"));
        assert!(matches(r"^\ud83d\ude00$", "😀"));
        assert!(matches(r"^[^]$", "\n"));
        assert!(!matches(r"[]", "a"));
        assert!(matches(r"^\-\_\@\ $", "-_@ "));
        assert!(matches(r"^[[&&]+$", "[&"));
        assert!(matches(r"^\s$", "\u{FEFF}"));
        assert!(matches(r"^\p{ASCII}{1,3}[\p{Lu}x]$", "abÉ") && matches(r"^\p$", "p"));
    }

    #[test]
    fn braces_that_are_no_quantifiers() {
        assert!(matches("^{a}$", "{a}"));
        assert!(matches(r"^a{2}\{x\}$", "aa{x}"));
        assert!(matches("^a{1,}{$", "aa{"));
    }

    #[test]
    fn what_has_no_equal_is_refused() {
        for pattern in [r"^(?=a)", r"(?<!a)b", r"(a)\1", r"(?<n>a)\k<n>", "(", "[a"] {
            assert!(translate(pattern).is_err(), "{pattern}");
        }
        assert!(matches("^(?<year>[0-9]{4})$", "2026"));
    }
}
