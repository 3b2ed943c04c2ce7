//! Patterns: ECMA-262 regular expressions rewritten for the engines of the runtime.
//!
//! The dialect is ECMA-262 with the `u` flag where both readings agree or it alone has a meaning (`\p{L}`), and without it where
//! only that one has (identity escapes such as `\-` or `\_`, codes in base eight). Two things that ECMA-262 has in neither reading
//! mean what they mean wherever else they exist: the anchors `\A`, `\z`, `\Z`, and properties such as `\p{Alnum}`.

use std::iter::Peekable;
use std::str::Chars;

use letterpress_runtime::{Engine, NotCompiled};

use super::Refusal;
use super::escape::{Inside, Member, NEVER, escape};
use super::parse::{self, Look};
use super::reference::{look_behinds, references};
use super::shorten::{Shorter, shorter};
use crate::ir::Pattern;

/// A pattern for an engine, and what it says of the length of a text apart from that.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Translated {
    /// The pattern.
    pub(crate) pattern: Pattern,
    /// The least and the greatest length in code points, where the pattern alone would be too large.
    pub(crate) length: Option<(u64, Option<u64>)>,
}

/// Rewrites a pattern: for the engine that takes linear time, unless it has look-around or back-references.
///
/// # Errors
/// Why the pattern cannot be checked.
pub(crate) fn translate(source: &str) -> Result<Translated, Refusal> {
    let on = |engine: Engine, regex: String| Pattern { source: source.to_owned(), regex, engine };
    match linear(source) {
        Ok(regex) => Ok(Translated { pattern: on(Engine::Linear, regex), length: None }),
        Err(Stop::Beyond) => Ok(Translated { pattern: on(Engine::Backtracking, backtracking(source)?), length: None }),
        Err(Stop::Refused(Refusal::TooLarge)) => {
            let read = parse::read(source).ok().and_then(|regex| shorter(source, &regex));
            let Shorter { pattern, length } = read.ok_or(Refusal::TooLarge)?;
            let regex = linear(&pattern).map_err(Stop::refusal)?;
            Ok(Translated { pattern: on(Engine::Linear, regex), length })
        }
        Err(Stop::Refused(refusal)) => Err(refusal),
    }
}

/// Why rewriting ends early.
pub(super) enum Stop {
    /// The engine that takes linear time has no equal.
    Beyond,
    Refused(Refusal),
}

impl Stop {
    fn refusal(self) -> Refusal {
        match self {
            Self::Refused(refusal) => refusal,
            Self::Beyond => Refusal::TooLarge,
        }
    }
}

pub(super) fn wrong(reason: &str) -> Stop {
    Stop::Refused(Refusal::Wrong(reason.to_owned()))
}

fn linear(source: &str) -> Result<String, Stop> {
    let regex = rewritten(source, Engine::Linear, Vec::new())?;
    compiles(Engine::Linear, &regex).map_err(Stop::Refused)?;
    Ok(regex)
}

/// The engine has much that ECMA-262 has not (`a++`, `(?>a)`), so the pattern is read first.
fn backtracking(source: &str) -> Result<String, Refusal> {
    let read = parse::read(source).map_err(Refusal::Foreign)?;
    look_behinds(&read).map_err(Refusal::Behind)?;
    let unset = references(&read).map_err(Refusal::Reference)?;
    let regex = rewritten(source, Engine::Backtracking, unset).map_err(Stop::refusal)?;
    compiles(Engine::Backtracking, &regex)?;
    Ok(regex)
}

/// The engine keeps the places of all groups for each of its states, which are as many as the pattern is long.
const MOST_GROUPS: usize = 200;

fn compiles(engine: Engine, regex: &str) -> Result<(), Refusal> {
    match engine.compile(regex) {
        Ok(groups) if groups > MOST_GROUPS => Err(Refusal::Groups(MOST_GROUPS)),
        Ok(_) => Ok(()),
        Err(NotCompiled::TooLarge) => Err(Refusal::TooLarge),
        Err(NotCompiled::Wrong(reason)) => Err(Refusal::Wrong(reason)),
    }
}

/// A group that is open.
struct Open {
    /// Where it begins in what is written, and where what it holds begins.
    start: usize,
    inner: usize,
    look: bool,
    /// How many groups stood before it.
    groups: usize,
    /// Where the last look-around in it begins and ends.
    last: (usize, usize),
}

/// A pattern on its way from one syntax to the other.
pub(super) struct Rewriting<'t> {
    pub(super) rest: Peekable<Chars<'t>>,
    out: String,
    pub(super) engine: Engine,
    /// The groups of the whole pattern, with their names.
    pub(super) groups: Vec<Option<String>>,
    opened: usize,
    /// Whether it has back-references.
    refers: bool,
    open: Vec<Open>,
    /// For each back-reference to come, whether its group may have captured nothing.
    pub(super) unset: std::vec::IntoIter<bool>,
}

fn rewritten(source: &str, engine: Engine, unset: Vec<bool>) -> Result<String, Stop> {
    let mut this = Rewriting {
        rest: source.chars().peekable(),
        out: String::with_capacity(source.len() + 8),
        engine,
        groups: parse::groups(source),
        opened: 0,
        refers: !unset.is_empty(),
        open: Vec::new(),
        unset: unset.into_iter(),
    };
    while let Some(c) = this.rest.next() {
        match c {
            '\\' => {
                let Member { text, .. } = escape(&mut this, Inside::Pattern)?;
                this.out.push_str(&text);
            }
            '[' => class(&mut this)?,
            '(' => group(&mut this)?,
            ')' => closed(&mut this)?,
            '.' => this.out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
            '{' => brace(&this.rest, &mut this.out),
            '}' => closing_brace(&mut this.out),
            '$' => this.out.push_str(r"\z"),
            other => this.out.push(other),
        }
    }
    Ok(this.out)
}

fn group(this: &mut Rewriting<'_>) -> Result<(), Stop> {
    let ahead: String = this.rest.clone().take(3).collect();
    let start = this.out.len();
    let groups = this.opened;
    this.out.push('(');
    let look = Look::ALL.iter().find(|(start, _)| ahead.starts_with(start));
    if look.is_some() && this.engine == Engine::Linear {
        return Err(Stop::Beyond);
    }
    let named = look.is_none() && ahead.starts_with("?<");
    let captures = named || !ahead.starts_with('?');
    this.opened += usize::from(captures);
    if this.engine == Engine::Backtracking {
        match look {
            Some((start, _)) => this.out.push_str(start),
            // What nothing refers to need not be kept.
            None if !captures || !this.refers => this.out.push_str("?:"),
            None => {}
        }
        let skipped = look.map_or(if captures { 0 } else { 2 }, |(start, _)| start.len());
        this.rest.by_ref().take(skipped).for_each(drop);
        // References are by number: names may be such as the engine does not take.
        if named {
            this.rest.by_ref().find(|c| *c == '>');
        }
    }
    this.open.push(Open { start, inner: this.out.len(), look: look.is_some(), groups, last: (0, 0) });
    Ok(())
}

/// The end of a group. One that takes no character may be repeated (a look-ahead by Annex B): once is as good as often, and perhaps
/// is as good as never.
fn closed(this: &mut Rewriting<'_>) -> Result<(), Stop> {
    let end = this.out.len();
    this.out.push(')');
    let Some(Open { start, inner, look, groups, last }) = this.open.pop() else { return Ok(()) };
    // The engine repeats neither a look-around nor a group that holds nothing else.
    let still = look || inner == end || last == (inner, end);
    if this.engine == Engine::Linear || !still {
        return Ok(());
    }
    let least = match this.rest.peek() {
        Some('*' | '?') => Some(0),
        Some('+') => Some(1),
        Some('{') => parse::braces(&mut this.rest).map(|(least, _)| least),
        Some(_) | None => None,
    };
    if let Some(least) = least {
        this.rest.next();
        this.rest.next_if_eq(&'?');
        if least == 0 && this.refers && groups < this.opened {
            return Err(wrong("it repeats a group that takes no character"));
        }
        if least == 0 {
            this.out.truncate(start);
        }
    }
    if let Some(around) = this.open.last_mut() {
        around.last = (start, this.out.len());
    }
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
fn class(this: &mut Rewriting<'_>) -> Result<(), Stop> {
    let negated = this.rest.next_if_eq(&'^').is_some();
    let mut members = String::new();
    loop {
        let c = this.rest.next().ok_or_else(|| wrong("a character class is not closed"))?;
        if c == ']' {
            break;
        }
        let low = member(this, c)?;
        let dash = this.rest.peek() == Some(&'-') && this.rest.clone().nth(1).is_some_and(|next| next != ']');
        if !dash {
            members.push_str(low.alone());
            continue;
        }
        this.rest.next();
        let next = this.rest.next().ok_or_else(|| wrong("a character class is not closed"))?;
        let high = member(this, next)?;
        members.push_str(&range(&low, &high));
    }
    this.out.push_str(&match (negated, members.as_str()) {
        (true, "") => r"(?s:.)".to_owned(),
        (false, "") => NEVER.to_owned(),
        (true, members) => format!("[^{members}]"),
        (false, members) => format!("[{members}]"),
    });
    Ok(())
}

fn member(this: &mut Rewriting<'_>, c: char) -> Result<Member, Stop> {
    match c {
        '\\' => escape(this, Inside::Class),
        // The engines read these as nested classes and set operators.
        '[' | '&' | '~' | '-' => Ok(Member::code(c, format!("\\{c}"))),
        other => Ok(Member::code(other, other.to_string())),
    }
}

/// Two members with `-` between them: a range, unless one is a set (`[\w-.]`), where `-` is itself. Halves of surrogate pairs are in
/// no text, so they are left out.
fn range(low: &Member, high: &Member) -> String {
    const SURROGATES: std::ops::Range<u32> = 0xD800..0xE000;
    let (Some(first), Some(last)) = (low.code, high.code) else { return format!("{}\\-{}", low.alone(), high.alone()) };
    if first > last || !SURROGATES.contains(&first) && !SURROGATES.contains(&last) {
        return format!("{}-{}", low.text, high.text);
    }
    let parts = [(first, last.min(SURROGATES.start - 1)), (first.max(SURROGATES.end), last)];
    parts.iter().filter(|(first, last)| first <= last).map(|(first, last)| format!(r"\x{{{first:X}}}-\x{{{last:X}}}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        {
            let Pattern { regex, engine, .. } = translate(pattern).unwrap().pattern;
            letterpress_runtime::Pattern::on(engine, &regex).is_match(text)
        }
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
    fn groups_keep_their_names() {
        assert!(matches("^(?<year>[0-9]{4})$", "2026"));
    }
}
