//! Regular expressions of ECMA-262 (section 22.2.1) with the flag `u`, as JSON Schema asks for them: whether a text is one.
//!
//! Read in one pass without recursion, since the text may come from anybody.

use std::collections::HashSet;
use std::iter::Peekable;
use std::str::Chars;

use crate::check::{Engine, Pattern};

/// Whether the text is a pattern.
pub(super) fn is_regex(text: &str) -> bool {
    Reader::of(text).pattern().is_some()
}

/// What a quantifier may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Atom,
    Other,
}

/// What an escape or a member of a class stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    One(u32),
    /// More than one character, so no end of a range.
    Several,
}

struct Reader<'t> {
    rest: Peekable<Chars<'t>>,
    /// What may follow each group that is open, when it ends.
    open: Vec<Last>,
    names: HashSet<String>,
    groups: u32,
    /// What references lead to, which may stand behind them.
    numbers: u32,
    referred: HashSet<String>,
    /// Properties that were looked up.
    properties: HashSet<String>,
}

/// What has a meaning of its own, and may be escaped.
const SYNTAX: &str = "^$\\.*+?()[]{}|/";

impl<'t> Reader<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            rest: text.chars().peekable(),
            open: Vec::new(),
            names: HashSet::new(),
            groups: 0,
            numbers: 0,
            referred: HashSet::new(),
            properties: HashSet::new(),
        }
    }

    fn pattern(mut self) -> Option<()> {
        let mut last = Last::Other;
        while let Some(character) = self.rest.next() {
            last = match character {
                '|' | '^' | '$' => Last::Other,
                '(' => self.group()?,
                ')' => self.open.pop()?,
                '*' | '+' | '?' | '{' if last == Last::Atom => self.quantifier(character)?,
                '[' => self.class()?,
                '\\' => self.escape()?,
                '*' | '+' | '?' | '{' | '}' | ']' => return None,
                _ => Last::Atom,
            };
        }
        (self.open.is_empty() && self.numbers <= self.groups && self.referred.is_subset(&self.names)).then_some(())
    }

    fn takes(&mut self, character: char) -> bool {
        self.rest.next_if_eq(&character).is_some()
    }

    fn group(&mut self) -> Option<Last> {
        let mut after = Last::Atom;
        if !self.takes('?') {
            self.groups += 1;
        } else if self.takes('<') {
            if self.takes('=') || self.takes('!') {
                after = Last::Other;
            } else {
                self.groups += 1;
                let name = self.name()?;
                self.names.insert(name).then_some(())?;
            }
        } else if self.takes('=') || self.takes('!') {
            after = Last::Other;
        } else {
            self.modifiers()?;
        }
        self.open.push(after);
        Some(Last::Other)
    }

    /// `i`, `m` and `s`, put on and, after a hyphen, off, each once; then a colon.
    fn modifiers(&mut self) -> Option<()> {
        let mut seen = String::new();
        loop {
            match self.rest.next()? {
                ':' => return (seen != "-").then_some(()),
                flag @ ('i' | 'm' | 's' | '-') if !seen.contains(flag) => seen.push(flag),
                _ => return None,
            }
        }
    }

    /// A name up to `>`. Escapes in names are read as what they stand for.
    fn name(&mut self) -> Option<String> {
        let mut name = String::new();
        loop {
            let character = match self.rest.next()? {
                '>' => return (!name.is_empty()).then_some(name),
                '\\' => {
                    self.takes('u').then_some(())?;
                    char::from_u32(self.unicode()?)?
                }
                other => other,
            };
            let class = if name.is_empty() { &FIRST } else { &OTHERS };
            class.is_match(character.encode_utf8(&mut [0; 4])).then_some(())?;
            name.push(character);
        }
    }

    fn quantifier(&mut self, first: char) -> Option<Last> {
        if first == '{' {
            let least = self.decimal()?;
            let most = match self.takes(',') {
                true if self.rest.peek() == Some(&'}') => None,
                true => Some(self.decimal()?),
                false => Some(least.clone()),
            };
            self.takes('}').then_some(())?;
            // Numbers of any length: the longer one is the greater.
            most.is_none_or(|most| (least.len(), &least) <= (most.len(), &most)).then_some(())?;
        }
        self.takes('?');
        Some(Last::Other)
    }

    /// Digits without zeros before them.
    fn decimal(&mut self) -> Option<String> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        (!digits.is_empty()).then(|| digits.trim_start_matches('0').to_owned())
    }

    fn escape(&mut self) -> Option<Last> {
        match *self.rest.peek()? {
            'b' | 'B' => {
                self.rest.next();
                return Some(Last::Other);
            }
            'k' => {
                self.rest.next();
                self.takes('<').then_some(())?;
                let name = self.name()?;
                self.referred.insert(name);
            }
            '1'..='9' => {
                let number = self.decimal()?.parse().unwrap_or(u32::MAX);
                self.numbers = self.numbers.max(number);
            }
            _ => drop(self.character_escape()?),
        }
        Some(Last::Atom)
    }

    fn character_escape(&mut self) -> Option<Member> {
        let code = match self.rest.next()? {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => return Some(Member::Several),
            'p' | 'P' => {
                self.property()?;
                return Some(Member::Several);
            }
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            'c' => u32::from(self.rest.next_if(char::is_ascii_alphabetic)?) % 32,
            '0' if !self.rest.peek().is_some_and(char::is_ascii_digit) => 0,
            'x' => self.hexadecimal(2)?,
            'u' => self.unicode()?,
            other if SYNTAX.contains(other) => u32::from(other),
            _ => return None,
        };
        Some(Member::One(code))
    }

    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let mut code = 0;
        for _ in 0..count {
            code = code * 16 + self.rest.next()?.to_digit(16)?;
        }
        Some(code)
    }

    /// After `\u`: four digits, or any number of them in braces.
    fn unicode(&mut self) -> Option<u32> {
        if !self.takes('{') {
            let code = self.hexadecimal(4)?;
            return if (0xD800..0xDC00).contains(&code) { Some(self.low(code)) } else { Some(code) };
        }
        let mut code: Option<u32> = None;
        loop {
            match self.rest.next()? {
                '}' => return code,
                digit => {
                    let longer = code.unwrap_or(0).checked_mul(16)?.checked_add(digit.to_digit(16)?)?;
                    code = Some(longer).filter(|code| *code <= 0x10_FFFF);
                    code?;
                }
            }
        }
    }

    /// The second half of a pair of surrogates, if it follows.
    fn low(&mut self, high: u32) -> u32 {
        let mut ahead = Self { rest: self.rest.clone(), ..Self::of("") };
        let low = if ahead.takes('\\') && ahead.takes('u') { ahead.hexadecimal(4) } else { None };
        match low.filter(|low| (0xDC00..0xE000).contains(low)) {
            Some(low) => {
                self.rest = ahead.rest;
                0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00)
            }
            None => high,
        }
    }

    /// `{Name}` or `{Name=Value}`, by the tables of the engine that matches patterns.
    fn property(&mut self) -> Option<()> {
        self.takes('{').then_some(())?;
        let mut text = String::new();
        loop {
            match self.rest.next()? {
                '}' => break,
                other if other.is_ascii_alphanumeric() || matches!(other, '_' | '=') && text.len() < LONGEST => text.push(other),
                _ => return None,
            }
        }
        if self.properties.contains(&text) {
            return Some(());
        }
        // Each is compiled, which takes long for how short it is.
        (self.properties.len() < MOST_PROPERTIES && is_property(&text)).then_some(())?;
        self.properties.insert(text);
        Some(())
    }

    fn class(&mut self) -> Option<Last> {
        self.takes('^');
        loop {
            let Some(low) = self.class_member()? else { return Some(Last::Atom) };
            if !self.takes('-') {
                continue;
            }
            let Some(high) = self.class_member()? else { return Some(Last::Atom) };
            match (low, high) {
                (Member::One(low), Member::One(high)) if low <= high => {}
                (_, _) => return None,
            }
        }
    }

    /// The next member; within, `None` at the end of the class.
    fn class_member(&mut self) -> Option<Option<Member>> {
        let member = match self.rest.next()? {
            ']' => return Some(None),
            '\\' => match *self.rest.peek()? {
                known @ ('b' | '-') => {
                    self.rest.next();
                    Member::One(if known == 'b' { 0x08 } else { u32::from(known) })
                }
                _ => self.character_escape()?,
            },
            other => Member::One(u32::from(other)),
        };
        Some(Some(member))
    }
}

/// A general category or a binary property alone, or a value of one of the three properties that have names.
fn is_property(text: &str) -> bool {
    let compiles = |text: &str| Engine::Linear.compile(&format!("\\p{{{text}}}")).is_ok();
    match text.split_once('=') {
        Some(("General_Category" | "gc", value)) => is_spelt(value) && compiles(&format!("gc={value}")),
        Some(("Script" | "sc" | "Script_Extensions" | "scx", value)) => is_spelt(value) && compiles(&format!("sc={value}")),
        Some(_) => false,
        // Other engines take the name of a script alone.
        None => is_spelt(text) && (compiles(&format!("gc={text}")) || compiles(text) && !compiles(&format!("sc={text}"))),
    }
}

/// Names are taken in the spelling of Unicode only, unlike in other engines.
fn is_spelt(name: &str) -> bool {
    let is_word = |word: &str| word.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit());
    matches!(name, "cntrl" | "digit" | "punct") || name.split('_').all(is_word)
}

/// Different properties in one pattern. No honest one has so many.
const MOST_PROPERTIES: usize = 64;

/// No property has a longer name.
const LONGEST: usize = 80;

static FIRST: Pattern<'static> = Pattern::new(r"^[\p{ID_Start}$_]$");
static OTHERS: Pattern<'static> = Pattern::new(r"^[\p{ID_Continue}$\x{200C}\x{200D}]$");
