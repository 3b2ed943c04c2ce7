//! A reader of ECMA-262 regular expressions (section 22.2.1, and its annex B for what browsers accept).

use std::iter::Peekable;
use std::str::Chars;

use super::property;

/// The parts of a pattern that matter for how it can be matched.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Regex {
    /// Matches without taking a character: anchors.
    Empty,
    /// `\b` and `\B`.
    Boundary,
    /// One character of some ranges.
    One(Vec<(u32, u32)>),
    /// One after another.
    Sequence(Vec<Regex>),
    /// One of several.
    Either(Vec<Regex>),
    /// From so many to so many times; without an end if `None`.
    Repeat(Box<Regex>, u32, Option<u32>),
    /// A group that captures, by the order in which they open, from 1.
    Group(usize, Box<Regex>),
    /// What stands before or behind, without taking it.
    Look(Look, Box<Regex>),
    /// What a group has captured.
    Reference(usize),
}

/// The kinds of look-around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// `(?=`
    Ahead,
    /// `(?!`
    NotAhead,
    /// `(?<=`
    Behind,
    /// `(?<!`
    NotBehind,
}

impl Look {
    /// How each begins, behind the parenthesis.
    pub(super) const ALL: [(&'static str, Self); 4] =
        [("?=", Self::Ahead), ("?!", Self::NotAhead), ("?<=", Self::Behind), ("?<!", Self::NotBehind)];
}

/// What is still to be read.
struct Rest<'t> {
    chars: Peekable<Chars<'t>>,
    /// The groups of the whole pattern, with their names.
    groups: Vec<Option<String>>,
    /// How many of them have been opened.
    opened: usize,
    /// The first thing that is not ECMA-262 and has a plain meaning all the same.
    foreign: Option<String>,
}

impl Rest<'_> {
    fn foreign(&mut self, what: String) {
        self.foreign.get_or_insert(what);
    }
}

/// Reads a pattern.
///
/// # Errors
/// What in it is not ECMA-262, as a phrase.
pub(crate) fn parse(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > 1 && pattern.starts_with("/^") && pattern.contains("$/") {
        return Err("it stands between slashes, which would have to occur in the value".to_owned());
    }
    let (regex, foreign) = whole(pattern)?;
    foreign.map_or(Ok(regex), Err)
}

/// Reads a pattern, with what is not ECMA-262 and has one meaning in all dialects that have it: `\A`, `\p{Alnum}`.
///
/// # Errors
/// What in it cannot be read, as a phrase.
pub(super) fn read(pattern: &str) -> Result<Regex, String> {
    whole(pattern).map(|(regex, _)| regex)
}

fn whole(pattern: &str) -> Result<(Regex, Option<String>), String> {
    let mut rest = Rest { chars: pattern.chars().peekable(), groups: groups(pattern), opened: 0, foreign: None };
    let regex = either(&mut rest, 0)?;
    match rest.chars.next() {
        Some(_) => Err("a parenthesis is closed that was not opened".to_owned()),
        None => Ok((regex, rest.foreign)),
    }
}

/// The groups of a pattern that capture, with their names.
pub(super) fn groups(pattern: &str) -> Vec<Option<String>> {
    let mut found = Vec::new();
    let mut rest = pattern.chars();
    let mut class = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' => drop(rest.next()),
            '[' => class = true,
            ']' => class = false,
            '(' if !class => match rest.as_str().strip_prefix('?') {
                None => found.push(None),
                Some(kind) if kind.starts_with("<=") || kind.starts_with("<!") => {}
                Some(kind) => {
                    found.extend(
                        kind.strip_prefix('<').and_then(|name| name.split_once('>')).map(|(name, _)| Some(name.to_owned())),
                    );
                }
            },
            _ => {}
        }
    }
    found
}

/// What a backslash and a number mean, behind the first digit.
pub(super) enum Numbered {
    /// What a group has captured.
    Reference(usize),
    /// Annex B: without such a group, a character by its code in base eight, or a digit.
    Code(u32),
}

/// Reads it: references are to one of so many groups, in a class there are none.
pub(super) fn numbered(first: char, rest: &mut Peekable<Chars<'_>>, groups: usize) -> Numbered {
    let more: String = rest.clone().take_while(char::is_ascii_digit).collect();
    let number = format!("{first}{more}").parse::<usize>().ok().filter(|number| (1..=groups).contains(number));
    if let Some(number) = number {
        rest.by_ref().take(more.len()).for_each(drop);
        return Numbered::Reference(number);
    }
    let Some(mut code) = first.to_digit(8) else { return Numbered::Code(u32::from(first)) };
    while let Some(digit) = rest.peek().and_then(|c| c.to_digit(8)).filter(|digit| code * 8 + digit <= 0o377) {
        code = code * 8 + digit;
        rest.next();
    }
    Numbered::Code(code)
}

/// Deeper groups are not read.
const DEPTH: usize = 64;

fn either(rest: &mut Rest<'_>, depth: usize) -> Result<Regex, String> {
    if depth > DEPTH {
        return Err("its groups are nested too deep".to_owned());
    }
    let mut branches = vec![sequence(rest, depth)?];
    while rest.chars.next_if_eq(&'|').is_some() {
        branches.push(sequence(rest, depth)?);
    }
    Ok(match branches.len() {
        1 => branches.swap_remove(0),
        _ => Regex::Either(branches),
    })
}

fn sequence(rest: &mut Rest<'_>, depth: usize) -> Result<Regex, String> {
    let mut parts = Vec::new();
    while rest.chars.peek().is_some_and(|c| !matches!(c, '|' | ')')) {
        let atom = atom(rest, depth)?;
        parts.push(quantified(rest, atom)?);
    }
    Ok(Regex::Sequence(parts))
}

fn atom(rest: &mut Rest<'_>, depth: usize) -> Result<Regex, String> {
    let Some(c) = rest.chars.next() else { return Ok(Regex::Empty) };
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
    let ahead: String = rest.chars.clone().take(3).collect();
    let look = Look::ALL.iter().find(|(start, _)| ahead.starts_with(*start));
    let mut capture = None;
    if let Some((start, _)) = look {
        skip(rest, start.len());
    } else if ahead.starts_with("?:") {
        skip(rest, 2);
    } else if ahead.starts_with("?<") {
        skip(rest, 2);
        while rest.chars.next_if(|c| *c != '>').is_some() {}
        rest.chars.next().ok_or("the name of a group is not closed")?;
    } else if ahead.starts_with('?') {
        return Err(foreign_group(&ahead));
    }
    if !ahead.starts_with('?') || look.is_none() && ahead.starts_with("?<") {
        rest.opened += 1;
        capture = Some(rest.opened);
    }
    let inner = either(rest, depth + 1)?;
    rest.chars.next_if_eq(&')').ok_or("a group is not closed")?;
    Ok(match (look, capture) {
        (Some((_, look)), _) => Regex::Look(*look, Box::new(inner)),
        (None, Some(number)) => Regex::Group(number, Box::new(inner)),
        (None, None) => inner,
    })
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
        rest.chars.next();
    }
}

fn quantified(rest: &mut Rest<'_>, atom: Regex) -> Result<Regex, String> {
    let (low, high) = match rest.chars.peek() {
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('?') => (0, Some(1)),
        Some('{') => match braces(&mut rest.chars) {
            Some(bounds) => bounds,
            // Annex B: a brace that begins no quantifier stands for itself.
            None => return Ok(atom),
        },
        Some(_) | None => return Ok(atom),
    };
    rest.chars.next();
    rest.chars.next_if_eq(&'?');
    match rest.chars.peek() {
        Some('+') => Err("it contains a possessive quantifier".to_owned()),
        Some(c @ ('*' | '?')) => Err(format!("`{c}` has nothing to repeat")),
        Some(_) | None => Ok(Regex::Repeat(Box::new(atom), low, high)),
    }
}

/// Characters of the longest quantifier in braces that has a meaning.
const LONGEST_BOUNDS: usize = 32;

/// `{2}`, `{2,}`, `{2,3}`: takes all but the closing brace.
pub(super) fn braces(rest: &mut Peekable<Chars<'_>>) -> Option<(u32, Option<u32>)> {
    let inner: String = rest.clone().skip(1).take(LONGEST_BOUNDS).take_while(|c| *c != '}').collect();
    rest.clone().nth(inner.chars().count() + 1).filter(|c| *c == '}')?;
    let (low, high) = match inner.split_once(',') {
        Some((low, "")) => (low.parse().ok()?, None),
        Some((low, high)) => (low.parse().ok()?, Some(high.parse().ok()?)),
        None => (inner.parse().ok()?, Some(inner.parse().ok()?)),
    };
    rest.nth(inner.chars().count());
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
    let c = rest.chars.next().ok_or("it ends with a backslash")?;
    if let Some(ranges) = set(c) {
        return Ok(Regex::One(ranges));
    }
    match c {
        'b' | 'B' => Ok(Regex::Boundary),
        '0'..='9' => Ok(match numbered(c, &mut rest.chars, rest.groups.len()) {
            Numbered::Reference(number) => Regex::Reference(number),
            Numbered::Code(code) => Regex::One(vec![(code, code)]),
        }),
        'A' | 'Z' | 'z' => {
            rest.foreign(foreign_escape(c));
            Ok(Regex::Empty)
        }
        'Q' | 'E' | 'G' | 'h' | 'R' | 'X' => Err(foreign_escape(c)),
        'k' if rest.groups.iter().any(Option::is_some) => named(rest),
        'p' | 'P' if rest.chars.peek() == Some(&'{') => {
            property(rest);
            Ok(Regex::One(vec![(0, 0x10_ffff)]))
        }
        other => Ok(Regex::One(vec![character(other, rest)])),
    }
}

fn foreign_escape(c: char) -> String {
    format!("`\\{c}` means something in other dialects only")
}

/// `\k<name>`, behind the letter.
fn named(rest: &mut Rest<'_>) -> Result<Regex, String> {
    let name: String = rest.chars.by_ref().skip(1).take_while(|c| *c != '>').collect();
    let place = rest.groups.iter().position(|group| group.as_deref() == Some(name.as_str()));
    place.map(|place| Regex::Reference(place + 1)).ok_or_else(|| format!("no group has the name `{name}`"))
}

/// The name of a property and its braces.
fn property(rest: &mut Rest<'_>) {
    let name: String = rest.chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
    if property::foreign(&name).is_some() {
        rest.foreign(format!("the property `{name}` is one of other dialects"));
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
        'c' => rest.chars.next().map_or(0, |letter| u32::from(letter) % 32),
        'x' => hexadecimal(rest, 2).unwrap_or(u32::from(c)),
        'u' => unicode(rest).unwrap_or(u32::from(c)),
        other => u32::from(other),
    };
    (code, code)
}

fn unicode(rest: &mut Rest<'_>) -> Option<u32> {
    if rest.chars.peek() != Some(&'{') {
        return hexadecimal(rest, 4);
    }
    let digits: String = rest.chars.clone().skip(1).take_while(char::is_ascii_hexdigit).collect();
    skip(rest, digits.len() + 2);
    u32::from_str_radix(&digits, 16).ok()
}

fn hexadecimal(rest: &mut Rest<'_>, count: usize) -> Option<u32> {
    let digits: String = rest.chars.clone().take(count).filter(char::is_ascii_hexdigit).collect();
    let value = (digits.len() == count).then(|| u32::from_str_radix(&digits, 16).ok()).flatten()?;
    skip(rest, count);
    Some(value)
}

fn class(rest: &mut Rest<'_>) -> Result<Regex, String> {
    let negated = rest.chars.next_if_eq(&'^').is_some();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    loop {
        let c = rest.chars.next().ok_or("a character class is not closed")?;
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
        let dash = rest.chars.peek() == Some(&'-') && rest.chars.clone().nth(1).is_some_and(|next| next != ']');
        if !dash {
            ranges.push((low, low));
            continue;
        }
        rest.chars.next();
        let next = rest.chars.next().ok_or("a character class is not closed")?;
        match member(next, rest) {
            Ok(high) if high < low => return Err("a range of a character class is in the wrong order".to_owned()),
            Ok(high) => ranges.push((low, high)),
            Err(set) => ranges.extend(set.into_iter().chain([(low, low), (45, 45)])),
        }
    }
}

/// `:alpha:]`, behind a bracket.
fn is_posix(rest: &Rest<'_>) -> bool {
    let mut ahead = rest.chars.clone();
    ahead.next() == Some(':') && ahead.by_ref().find(|c| !c.is_ascii_lowercase()) == Some(':') && ahead.next() == Some(']')
}

/// One member of a class: a character, or a set as the error.
fn member(c: char, rest: &mut Rest<'_>) -> Result<u32, Vec<(u32, u32)>> {
    if c != '\\' {
        return Ok(u32::from(c));
    }
    let Some(escaped) = rest.chars.next() else { return Ok(92) };
    match (set(escaped), escaped) {
        (Some(set), _) => Err(set),
        (None, 'p' | 'P') if rest.chars.peek() == Some(&'{') => {
            property(rest);
            Err(vec![(0, 0x10_ffff)])
        }
        (None, 'b') => Ok(8),
        (None, '0'..='9') => match numbered(escaped, &mut rest.chars, 0) {
            Numbered::Reference(code) => Ok(u32::try_from(code).unwrap_or_default()),
            Numbered::Code(code) => Ok(code),
        },
        (None, other) => Ok(character(other, rest).0),
    }
}
