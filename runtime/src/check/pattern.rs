//! `pattern`: regular expressions of a description, on the engine that can match them.

use std::fmt;
use std::sync::OnceLock;

use regex::Regex;

/// What matches a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// The `regex` crate: time linear in the text, whatever the pattern. It has no look-around and no back-references.
    Linear,
    /// The `fancy-regex` crate: it tries and goes back, as often as a limit allows.
    Backtracking,
}

/// A regular expression in the syntax of its engine, compiled when it is first used.
#[derive(Debug)]
pub struct Pattern<'p> {
    text: &'p str,
    written: &'p str,
    engine: Engine,
    compiled: OnceLock<Option<Compiled>>,
}

/// Why an engine does not take a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotCompiled {
    /// It would take more memory than is given to one pattern.
    TooLarge,
    /// It is not in the syntax of the engine: what the engine says.
    Wrong(String),
}

impl fmt::Display for NotCompiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the pattern is too large when compiled"),
            Self::Wrong(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for NotCompiled {}

impl<'p> Pattern<'p> {
    /// A pattern without look-around and back-references, mostly for a `static`. One that does not compile matches nothing.
    pub const fn new(text: &'p str) -> Self {
        Self::on(Engine::Linear, text)
    }

    /// A pattern with look-around or back-references. A text that takes too many steps is not matched, and a check says so.
    pub const fn backtracking(text: &'p str) -> Self {
        Self::on(Engine::Backtracking, text)
    }

    /// A pattern on the engine.
    pub const fn on(engine: Engine, text: &'p str) -> Self {
        Self { text, written: text, engine, compiled: OnceLock::new() }
    }

    /// The same pattern in the syntax of the description, ECMA-262: what people are told.
    pub const fn written(mut self, written: &'p str) -> Self {
        self.written = written;
        self
    }

    /// The pattern in the syntax of its engine.
    pub fn as_str(&self) -> &'p str {
        self.text
    }

    /// As the description writes it.
    pub(super) fn shown(&self) -> &'p str {
        self.written
    }

    /// What is said of a value where the allowance is spent.
    pub(crate) fn given_up(&self) -> String {
        format!("the check was given up: the value takes too many steps to match the pattern {}", self.written)
    }

    /// Whether the pattern matches somewhere in the text. A text that takes too many steps counts as one that does not match.
    pub fn is_match(&self, text: &str) -> bool {
        self.search(text, &mut Allowance::default()).unwrap_or(false)
    }

    /// The same; `None` if it takes more steps than are allowed.
    pub(crate) fn search(&self, text: &str, allowance: &mut Allowance) -> Option<bool> {
        match self.compiled.get_or_init(|| compiled(self.engine, self.text)) {
            None => Some(false),
            Some(Compiled::Linear(regex)) => Some(regex.is_match(text)),
            Some(Compiled::Backtracking(_)) if allowance.spent => None,
            Some(Compiled::Backtracking(tiers)) => {
                let found = backtrack(tiers, self.text, text, allowance);
                allowance.spent = found.is_none();
                found
            }
        }
    }
}

impl Engine {
    /// Whether the engine takes the pattern, by the very settings that a [`Pattern`] is compiled with: how many groups it has, and one.
    ///
    /// # Errors
    ///
    /// What the engine cannot read, or not in the memory that one pattern is given.
    pub fn compile(self, text: &str) -> Result<usize, NotCompiled> {
        match self {
            Self::Linear => linear(text).map(|regex| regex.captures_len()),
            Self::Backtracking => backtracking(text, 1).map(|regex| regex.captures_len()),
        }
    }
}

#[derive(Debug)]
enum Compiled {
    Linear(Regex),
    Backtracking(Box<[Tier]>),
}

/// The pattern with a limit, compiled when a text takes more steps than the limit before allows.
#[derive(Debug)]
struct Tier {
    limit: usize,
    regex: OnceLock<Option<fancy_regex::Regex>>,
}

/// How often the engine may go back over one text. It does not say how often it did; that a smaller limit was not enough does.
const LIMITS: [usize; 6] = [16, 256, 1_024, 4_096, 16_384, 65_536];

fn compiled(engine: Engine, text: &str) -> Option<Compiled> {
    let tiers = || LIMITS.map(|limit| Tier { limit, regex: OnceLock::new() });
    match engine {
        Engine::Linear => linear(text).ok().map(Compiled::Linear),
        Engine::Backtracking => Some(Compiled::Backtracking(Box::new(tiers()))),
    }
}

/// Bytes that the compiled form of one pattern may take.
const SIZE: usize = 16 << 20;

/// Instructions that the part of a pattern may take for which the engine goes back.
const INSTRUCTIONS: usize = 100_000;

fn linear(text: &str) -> Result<Regex, NotCompiled> {
    let built = regex::RegexBuilder::new(text).size_limit(SIZE).build();
    built.map_err(|error| refused(&error, matches!(error, regex::Error::CompiledTooBig(_))))
}

fn backtracking(text: &str, limit: usize) -> Result<fancy_regex::Regex, NotCompiled> {
    use fancy_regex::CompileError::{InnerError, PatternTooComplex};
    let mut builder = fancy_regex::RegexBuilder::new(text);
    // Its rewrites of patterns are where it has been wrong before, and make none of those faster that descriptions have.
    builder.optimize(false).seek(false).delegate_size_limit(SIZE).max_prog_size(INSTRUCTIONS).backtrack_limit(limit);
    builder.build().map_err(|error| {
        let too_large = matches!(&error, fancy_regex::Error::CompileError(error) if matches!(&**error, PatternTooComplex)
            || matches!(&**error, InnerError(error) if error.size_limit().is_some()));
        refused(&error, too_large)
    })
}

fn refused(error: &impl fmt::Display, too_large: bool) -> NotCompiled {
    match too_large {
        true => NotCompiled::TooLarge,
        // Engines draw the pattern, and say what is wrong below it.
        false => {
            NotCompiled::Wrong(error.to_string().lines().last().unwrap_or("it is not a regular expression").trim().to_owned())
        }
    }
}

/// What all matches of one document may spend on going back, in steps times bytes: between two steps the engine may look at the whole
/// text, which takes about a nanosecond for a byte, some thirty at worst.
#[derive(Debug)]
pub(crate) struct Allowance {
    /// For texts of any length.
    any: usize,
    /// For short texts, which are mostly names of members: an honest document may have any number of these.
    short: usize,
    /// A match was given up: then so are all that follow.
    spent: bool,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { any: 1 << 25, short: 0, spent: false }
    }
}

impl Allowance {
    /// That of a document of so many bytes.
    pub(crate) fn of(bytes: usize) -> Self {
        Self { short: bytes.saturating_mul(STEPS_PER_BYTE), ..Self::default() }
    }

    /// For short texts of so many bytes more.
    pub(crate) fn extend(&mut self, bytes: usize) {
        self.short = self.short.saturating_add(bytes.saturating_mul(STEPS_PER_BYTE));
    }

    /// Whether a match was given up.
    pub(crate) fn is_spent(&self) -> bool {
        self.spent
    }

    fn take(&mut self, steps: usize, text: &str) -> Option<()> {
        let cost = steps.saturating_mul(text.len().saturating_add(OVERHEAD));
        match self.short.checked_sub(cost).filter(|_| text.len() <= SHORT) {
            Some(rest) => self.short = rest,
            None => self.any = self.any.checked_sub(cost)?,
        }
        Some(())
    }
}

/// How many steps a byte of the document brings for short texts.
const STEPS_PER_BYTE: usize = 1_024;

/// Bytes of a text that is short.
const SHORT: usize = 256;

/// What is free of charge, since honest texts take it: then the time is linear in the length of all texts together.
const FREE_STEPS: usize = 256;

/// Longer texts pay for all but the first tier.
const FREE_BYTES: usize = 1 << 16;

/// What a text costs, however short.
const OVERHEAD: usize = 16;

fn backtrack(tiers: &[Tier], pattern: &str, text: &str, allowance: &mut Allowance) -> Option<bool> {
    for (place, Tier { limit, regex }) in tiers.iter().enumerate() {
        let free = place == 0 || *limit <= FREE_STEPS && text.len() <= FREE_BYTES;
        if !free {
            allowance.take(*limit, text)?;
        }
        let Some(regex) = regex.get_or_init(|| backtracking(pattern, *limit).ok()) else { return Some(false) };
        if let Ok(found) = regex.is_match(text) {
            return Some(found);
        }
    }
    None
}
