//! `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`: in exact decimal arithmetic.

use std::cmp::Ordering;

use super::Check;
use crate::json::Number;

/// The number of a numeric keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound<'b> {
    /// An integer.
    Integer(i64),
    /// The text of a JSON number of any precision. A text that is none refuses every number.
    Text(&'b str),
}

impl From<i64> for Bound<'_> {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl<'b> From<&'b str> for Bound<'b> {
    fn from(text: &'b str) -> Self {
        Self::Text(text)
    }
}

impl<'b> Bound<'b> {
    fn number(self) -> Option<Number<'b>> {
        match self {
            Self::Integer(value) => Some(Number::from(value)),
            Self::Text(text) => Number::parse(text).ok(),
        }
    }
}

impl Check<'_> {
    /// `minimum`: a number is not less.
    pub fn minimum<'b>(self, bound: impl Into<Bound<'b>>) -> Self {
        self.compare("minimum", "at least", bound.into(), Ordering::is_ge)
    }

    /// `maximum`: a number is not greater.
    pub fn maximum<'b>(self, bound: impl Into<Bound<'b>>) -> Self {
        self.compare("maximum", "at most", bound.into(), Ordering::is_le)
    }

    /// `exclusiveMinimum`: a number is greater.
    pub fn exclusive_minimum<'b>(self, bound: impl Into<Bound<'b>>) -> Self {
        self.compare("exclusiveMinimum", "more than", bound.into(), Ordering::is_gt)
    }

    /// `exclusiveMaximum`: a number is less.
    pub fn exclusive_maximum<'b>(self, bound: impl Into<Bound<'b>>) -> Self {
        self.compare("exclusiveMaximum", "less than", bound.into(), Ordering::is_lt)
    }

    /// `multipleOf`: a number is an integer times this one, of at most 37 significant digits.
    pub fn multiple_of<'b>(self, bound: impl Into<Bound<'b>>) -> Self {
        self.test("multipleOf", "a multiple of", bound.into(), |found, divisor| {
            found.exact().is_multiple_of(&divisor.exact()) == Some(true)
        })
    }

    fn compare(self, keyword: &'static str, relation: &str, bound: Bound<'_>, allowed: fn(Ordering) -> bool) -> Self {
        self.test(keyword, relation, bound, |found, limit| allowed(found.cmp(limit)))
    }

    fn test(
        mut self,
        keyword: &'static str,
        relation: &str,
        bound: Bound<'_>,
        test: impl FnOnce(&Number<'_>, &Number<'_>) -> bool,
    ) -> Self {
        if let Some(found) = self.active_number() {
            match bound.number() {
                Some(limit) if test(&found, &limit) => {}
                Some(limit) => self.fail(keyword, || format!("expected {relation} {limit}, found {}", shown(&found))),
                None => self.fail(keyword, || "the schema does not give a number".to_owned()),
            }
        }
        self
    }
}

/// The number for a message, shortened.
fn shown(number: &Number<'_>) -> String {
    const SHOWN: usize = 40;
    let text = number.text();
    match text.get(..SHOWN) {
        Some(start) if text.len() > SHOWN => format!("{start}..."),
        _ => text.into_owned(),
    }
}
