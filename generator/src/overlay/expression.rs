//! Regular expressions of queries. The library compiles one for every value that it tries; so what it is given says the same in the form
//! in which that takes least: classes as the characters that they are, without nested ones and without letter case to look up.

use std::collections::HashMap;

use regex_syntax::ParserBuilder;

use super::query::Refusal;

/// An expression that the library can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// What is written in its place.
    pub(super) text: String,
    /// What it takes to compile that for one value, in steps.
    pub(super) price: usize,
}

/// The expressions of an overlay, and what it may still take to read more of them.
#[derive(Debug)]
pub(super) struct Expressions {
    known: HashMap<[String; 2], Result<Expression, Refusal>>,
    left: usize,
}

impl Default for Expressions {
    fn default() -> Self {
        Self { known: HashMap::new(), left: 200_000_000 }
    }
}

/// What an expression may weigh when it is compiled, in bytes.
const LARGEST: usize = 64 * 1024;

/// What it takes to compile any expression.
const EACH: usize = 1000;

impl Expressions {
    /// The argument of a function that matches texts.
    ///
    /// # Errors
    /// It is no regular expression, or too large.
    pub(super) fn read(&mut self, function: &str, text: String) -> Result<Expression, Refusal> {
        let key = [function.to_owned(), text];
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let [_, text] = &key;
        let read = match self.left.checked_sub(reading(text)) {
            None => Err(Refusal::TooLarge(text.clone())),
            Some(left) => {
                self.left = left;
                self.compiled(function, text)
            }
        };
        self.known.insert(key, read.clone());
        read
    }

    fn compiled(&mut self, function: &str, text: &str) -> Result<Expression, Refusal> {
        // By itself first: with what the library writes around it, `a)|(b` would be one.
        let simple = ParserBuilder::new().crlf(true).build().parse(text).map_err(|_| Refusal::Invalid(text.to_owned()))?;
        let simple = simple.to_string();
        let whole = if function == "match" { format!("(?R)^({simple})$") } else { format!("(?R)({simple})") };
        let mut limit = 1024;
        loop {
            let spent = square(whole.len()).saturating_add(limit).saturating_add(EACH);
            self.left = self.left.checked_sub(spent).ok_or_else(|| Refusal::TooLarge(text.to_owned()))?;
            match regex::RegexBuilder::new(&whole).size_limit(limit).build() {
                Ok(_) => return Ok(Expression { price: spent, text: simple }),
                Err(regex::Error::CompiledTooBig(_)) if limit < LARGEST => limit *= 2,
                Err(regex::Error::CompiledTooBig(_)) => return Err(Refusal::TooLarge(text.to_owned())),
                Err(_) => return Err(Refusal::Invalid(text.to_owned())),
            }
        }
    }
}

/// The most that it can take to read an expression, in steps as long as those of [`EACH`]. A class costs what it holds, and where
/// letter case does not count each of its characters is looked up, as often as the class is put into another.
fn reading(text: &str) -> usize {
    let has_flag = |flag: char| {
        let groups = text.split("(?").skip(1);
        groups.flat_map(|rest| rest.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-')).any(|found| found == flag)
    };
    let escapes = |letters: &[char]| {
        let after = text.match_indices('\\').filter_map(|(at, slash)| text.get(at + slash.len()..));
        after.filter(|rest| rest.starts_with(letters)).count()
    };
    let classes = escapes(&['p', 'P', 'w', 'W', 'd', 'D', 's', 'S']);
    // Spaces and comments may stand in a class, too.
    let negations = ["[^", ":^"].iter().map(|sign| text.matches(sign).count()).sum();
    let negations = if has_flag('x') { text.matches('^').count() } else { negations };
    let has_wide_ranges = !text.is_ascii() || escapes(&['x', 'u', 'U']) > 0;
    let ranges = if has_wide_ranges { text.matches('-').count() } else { 0 };
    let wide = classes + negations + ranges;
    let sets = if wide == 0 { 0 } else { text.matches(['[', '-', '~', '&']).count() };
    let each = if has_flag('i') { 1_100_000 } else { 14_000 };
    (wide + sets).saturating_mul(each).saturating_add(square(text.len()))
}

/// What it takes to read as many characters in one class: each is put among those before it.
fn square(length: usize) -> usize {
    length.saturating_add(length.saturating_mul(length) / 256)
}
