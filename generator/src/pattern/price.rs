//! What it takes to compile a pattern, which is done once for each to see that it can be.

use super::parse::{self, Regex};

/// What all patterns of a description of so many bytes may take: some seconds, since a few that are large are usual.
pub(crate) fn most(bytes: u32) -> u64 {
    u64::from(bytes) * 16 + 32_000_000
}

/// The engine gives up by then.
const MOST: u64 = 1_000_000;

/// What each pattern takes, however short.
const EACH: u64 = 200;

/// A class of Unicode has hundreds of ranges, which the engine knows.
const PROPERTY: u64 = 1500;

/// About what it takes to compile a pattern until that is done or given up, in eighths of a microsecond.
pub(crate) fn price(source: &str) -> u64 {
    let all = if source.contains(r"\p") || source.contains(r"\P") { PROPERTY } else { range(0x10_ffff) };
    parse::read(source).map_or(MOST, |regex| part(&regex, all)).saturating_add(EACH).min(MOST)
}

/// What a range takes that ends with this character: the engine reads bytes.
fn range(high: u32) -> u64 {
    if high < 0x80 { 1 } else { 8 }
}

fn part(regex: &Regex, all: u64) -> u64 {
    match regex {
        Regex::Empty | Regex::Boundary | Regex::Reference(_) => 1,
        Regex::One(ranges) if ranges.contains(&(0, 0x10_ffff)) => all,
        Regex::One(ranges) => ranges.iter().map(|(_, high)| range(*high)).sum(),
        Regex::Sequence(parts) | Regex::Either(parts) => parts.iter().map(|inner| part(inner, all)).fold(1, u64::saturating_add),
        Regex::Repeat(inner, low, high) => {
            let times = high.unwrap_or(low.saturating_add(1)).max(1);
            part(inner, all).saturating_mul(u64::from(times))
        }
        Regex::Group(_, inner) | Regex::Look(_, inner) => part(inner, all).saturating_add(1),
    }
}
