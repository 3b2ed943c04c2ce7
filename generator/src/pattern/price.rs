//! What it takes to compile a pattern, which is done once for each to see that it can be.

use super::parse::{self, Regex};

/// What all patterns of a description may take: about a second.
pub(crate) const ALL: u64 = 64_000_000;

/// The engine gives up by then.
const MOST: u64 = 1_000_000;

/// A class of Unicode has hundreds of ranges, which the engine knows.
const PROPERTY: u64 = 1000;
const RANGE: u64 = 8;

/// About how many instructions an engine makes of a pattern before it is done or gives up.
pub(crate) fn price(source: &str) -> u64 {
    let property = if source.contains(r"\p") || source.contains(r"\P") { PROPERTY } else { RANGE };
    parse::read(source).map_or(MOST, |regex| part(&regex, property)).min(MOST)
}

fn part(regex: &Regex, property: u64) -> u64 {
    match regex {
        Regex::Empty | Regex::Boundary | Regex::Reference(_) => 1,
        Regex::One(ranges) if ranges.contains(&(0, 0x10_ffff)) => property,
        Regex::One(ranges) => (ranges.len() as u64).saturating_mul(RANGE),
        Regex::Sequence(parts) | Regex::Either(parts) => {
            parts.iter().map(|inner| part(inner, property)).fold(1, u64::saturating_add)
        }
        Regex::Repeat(inner, low, high) => {
            let times = high.unwrap_or(low.saturating_add(1)).max(1);
            part(inner, property).saturating_mul(u64::from(times))
        }
        Regex::Group(_, inner) | Regex::Look(_, inner) => part(inner, property).saturating_add(1),
    }
}
