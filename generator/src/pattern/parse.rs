//! A reader of ECMA-262 regular expressions (section 22.2.1, and its annex B for what browsers accept).

use std::iter::Peekable;
use std::str::Chars;

/// The parts of a pattern that matter for how it can be matched.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Regex {
    /// Matches without taking a character: assertions, back-references.
    Empty,
    /// One character of some ranges.
    One(Vec<(u32, u32)>),
    /// One after another.
    Sequence(Vec<Regex>),
    /// One of several.
    Either(Vec<Regex>),
    /// From so many to so many times; without an end if `None`.
    Repeat(Box<Regex>, u32, Option<u32>),
}

type Rest<'t> = Peekable<Chars<'t>>;

/// Reads a pattern.
///
/// # Errors
/// What in it is not ECMA-262, as a phrase.
pub(crate) fn parse(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > 1 && pattern.starts_with("/^") && pattern.contains("$/") {
        return Err("it stands between slashes, which would have to occur in the value".to_owned());
    }
    let mut rest = pattern.chars().peekable();
    let regex = either(&mut rest, 0)?;
    match rest.next() {
        Some(_) => Err("a parenthesis is closed that was not opened".to_owned()),
        None => Ok(regex),
    }
}

/// Deeper groups are not read.
const DEPTH: usize = 64;

fn either(rest: &mut Rest<'_>, depth: usize) -> Result<Regex, String> {
    if depth > DEPTH {
        return Err("its groups are nested too deep".to_owned());
    }
    let mut branches = vec![sequence(rest, depth)?];
    while rest.next_if_eq(&'|').is_some() {
        branches.push(sequence(rest, depth)?);
    }
    Ok(match branches.len() {
        1 => branches.swap_remove(0),
        _ => Regex::Either(branches),
    })
}

fn sequence(rest: &mut Rest<'_>, depth: usize) -> Result<Regex, String> {
    let mut parts = Vec::new();
    while rest.peek().is_some_and(|c| !matches!(c, '|' | ')')) {
        let atom = atom(rest, depth)?;
        parts.push(quantified(rest, atom)?);
    }
    Ok(Regex::Sequence(parts))
}

fn atom(rest: &mut Rest<'_>, depth: usize) -> Result<Regex, String> {
    let Some(c) = rest.next() else { return Ok(Regex::Empty) };
    match c {
        '^' | '$' => Ok(Regex::Empty),
        '.' => Ok(Regex::One(inverted(vec![(10, 10), (13, 13), (0x2028, 0x2029)]))),
        '(' => group(rest, depth),
        '[' => class(rest),
        '\\' => escape(rest),
        '*' | '+' | '?' => Err(format!("`{c}` has nothing to repeat")),
        other => Ok(one(other)),
    }
}

fn one(c: char) -> Regex {
    Regex::One(vec![(u32::from(c), u32::from(c))])
}

fn group(rest: &mut Rest<'_>, depth: usize) -> Result<Regex, String> {
    let ahead: String = rest.clone().take(3).collect();
    let asserts = ["?=", "?!", "?<=", "?<!"].iter().find(|start| ahead.starts_with(**start));
    if let Some(start) = asserts {
        skip(rest, start.len());
    } else if ahead.starts_with("?:") {
        skip(rest, 2);
    } else if ahead.starts_with("?<") {
        skip(rest, 2);
        while rest.next_if(|c| *c != '>').is_some() {}
        rest.next().ok_or("the name of a group is not closed")?;
    } else if ahead.starts_with('?') {
        return Err(foreign_group(&ahead));
    }
    let inner = either(rest, depth + 1)?;
    rest.next_if_eq(&')').ok_or("a group is not closed")?;
    Ok(if asserts.is_some() { Regex::Empty } else { inner })
}

fn foreign_group(ahead: &str) -> String {
    let what = match ahead.chars().nth(1) {
        Some('P') => "a named group of Python, `(?P`; ECMA-262 writes `(?<name>`",
        Some('>') => "an atomic group, `(?>`",
        Some('#') => "a comment, `(?#`",
        Some(_) | None => "flags, `(?`, which ECMA-262 does not have inside a pattern",
    };
    format!("it contains {what}")
}

fn skip(rest: &mut Rest<'_>, count: usize) {
    for _ in 0..count {
        rest.next();
    }
}

fn quantified(rest: &mut Rest<'_>, atom: Regex) -> Result<Regex, String> {
    let (low, high) = match rest.peek() {
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('?') => (0, Some(1)),
        Some('{') => match braces(rest) {
            Some(bounds) => bounds,
            // Annex B: a brace that begins no quantifier stands for itself.
            None => return Ok(atom),
        },
        Some(_) | None => return Ok(atom),
    };
    rest.next();
    rest.next_if_eq(&'?');
    match rest.peek() {
        Some('+') => Err("it contains a possessive quantifier".to_owned()),
        Some(c @ ('*' | '?')) => Err(format!("`{c}` has nothing to repeat")),
        Some(_) | None => Ok(Regex::Repeat(Box::new(atom), low, high)),
    }
}

/// Characters of the longest quantifier in braces that has a meaning.
const LONGEST_BOUNDS: usize = 32;

/// `{2}`, `{2,}`, `{2,3}`: takes all but the closing brace.
fn braces(rest: &mut Rest<'_>) -> Option<(u32, Option<u32>)> {
    let inner: String = rest.clone().skip(1).take(LONGEST_BOUNDS).take_while(|c| *c != '}').collect();
    rest.clone().nth(inner.chars().count() + 1).filter(|c| *c == '}')?;
    let (low, high) = match inner.split_once(',') {
        Some((low, "")) => (low.parse().ok()?, None),
        Some((low, high)) => (low.parse().ok()?, Some(high.parse().ok()?)),
        None => (inner.parse().ok()?, Some(inner.parse().ok()?)),
    };
    skip(rest, inner.chars().count() + 1);
    Some((low, high))
}

const DIGITS: [(u32, u32); 1] = [(48, 57)];
const WORDS: [(u32, u32); 4] = [(48, 57), (65, 90), (95, 95), (97, 122)];
const SPACES: [(u32, u32); 8] =
    [(9, 13), (32, 32), (0xa0, 0xa0), (0x1680, 0x1680), (0x2000, 0x200a), (0x2028, 0x2029), (0x202f, 0x202f), (0x3000, 0x3000)];

/// The set that an escape stands for, if it is one.
fn set(c: char) -> Option<Vec<(u32, u32)>> {
    match c {
        'd' => Some(DIGITS.to_vec()),
        'D' => Some(inverted(DIGITS.to_vec())),
        'w' => Some(WORDS.to_vec()),
        'W' => Some(inverted(WORDS.to_vec())),
        's' => Some(SPACES.to_vec()),
        'S' => Some(inverted(SPACES.to_vec())),
        _ => None,
    }
}

fn inverted(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut from = 0;
    let mut out = Vec::new();
    for (low, high) in ranges {
        if low > from {
            out.push((from, low - 1));
        }
        from = from.max(high.saturating_add(1));
    }
    if from <= 0x10_ffff {
        out.push((from, 0x10_ffff));
    }
    out
}

fn escape(rest: &mut Rest<'_>) -> Result<Regex, String> {
    let c = rest.next().ok_or("it ends with a backslash")?;
    if let Some(ranges) = set(c) {
        return Ok(Regex::One(ranges));
    }
    match c {
        'b' | 'B' | '1'..='9' => Ok(Regex::Empty),
        'A' | 'Z' | 'z' | 'Q' | 'E' | 'G' | 'h' | 'R' | 'X' => Err(format!("`\\{c}` means something in other dialects only")),
        'k' => {
            while rest.next_if(|c| *c != '>').is_some() {}
            rest.next();
            Ok(Regex::Empty)
        }
        'p' | 'P' if rest.peek() == Some(&'{') => {
            while rest.next().is_some_and(|c| c != '}') {}
            Ok(Regex::One(vec![(0, 0x10_ffff)]))
        }
        other => Ok(Regex::One(vec![character(other, rest)])),
    }
}

/// The character that an escape stands for.
fn character(c: char, rest: &mut Rest<'_>) -> (u32, u32) {
    let code = match c {
        'n' => 10,
        'r' => 13,
        't' => 9,
        'f' => 12,
        'v' => 11,
        '0' => 0,
        'c' => rest.next().map_or(0, |letter| u32::from(letter) % 32),
        'x' => hexadecimal(rest, 2).unwrap_or(u32::from(c)),
        'u' => unicode(rest).unwrap_or(u32::from(c)),
        other => u32::from(other),
    };
    (code, code)
}

fn unicode(rest: &mut Rest<'_>) -> Option<u32> {
    if rest.peek() != Some(&'{') {
        return hexadecimal(rest, 4);
    }
    let digits: String = rest.clone().skip(1).take_while(char::is_ascii_hexdigit).collect();
    skip(rest, digits.len() + 2);
    u32::from_str_radix(&digits, 16).ok()
}

fn hexadecimal(rest: &mut Rest<'_>, count: usize) -> Option<u32> {
    let digits: String = rest.clone().take(count).filter(char::is_ascii_hexdigit).collect();
    let value = (digits.len() == count).then(|| u32::from_str_radix(&digits, 16).ok()).flatten()?;
    skip(rest, count);
    Some(value)
}

fn class(rest: &mut Rest<'_>) -> Result<Regex, String> {
    let negated = rest.next_if_eq(&'^').is_some();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    loop {
        let c = rest.next().ok_or("a character class is not closed")?;
        if c == ']' {
            return Ok(Regex::One(if negated { inverted(ranges) } else { ranges }));
        }
        if c == '[' && is_posix(rest) {
            return Err("it contains a class of POSIX, such as `[:alpha:]`".to_owned());
        }
        let low = match member(c, rest) {
            Ok(character) => character,
            Err(set) => {
                ranges.extend(set);
                continue;
            }
        };
        let dash = rest.peek() == Some(&'-') && rest.clone().nth(1).is_some_and(|next| next != ']');
        if !dash {
            ranges.push((low, low));
            continue;
        }
        rest.next();
        let next = rest.next().ok_or("a character class is not closed")?;
        match member(next, rest) {
            Ok(high) if high < low => return Err("a range of a character class is in the wrong order".to_owned()),
            Ok(high) => ranges.push((low, high)),
            Err(set) => ranges.extend(set.into_iter().chain([(low, low), (45, 45)])),
        }
    }
}

/// `:alpha:]`, behind a bracket.
fn is_posix(rest: &Rest<'_>) -> bool {
    let mut ahead = rest.clone();
    ahead.next() == Some(':') && ahead.by_ref().find(|c| !c.is_ascii_lowercase()) == Some(':') && ahead.next() == Some(']')
}

/// One member of a class: a character, or a set as the error.
fn member(c: char, rest: &mut Rest<'_>) -> Result<u32, Vec<(u32, u32)>> {
    if c != '\\' {
        return Ok(u32::from(c));
    }
    let Some(escaped) = rest.next() else { return Ok(92) };
    match (set(escaped), escaped) {
        (Some(set), _) => Err(set),
        (None, 'p' | 'P') if rest.peek() == Some(&'{') => {
            while rest.next().is_some_and(|c| c != '}') {}
            Err(vec![(0, 0x10_ffff)])
        }
        (None, 'b') => Ok(8),
        (None, other) => Ok(character(other, rest).0),
    }
}
