//! Words that are written in one style throughout, but for a few.

use std::collections::BTreeMap;

use crate::source::Span;

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Camel,
    Pascal,
    Snake,
    Kebab,
    ScreamingSnake,
}

impl Style {
    /// The style as an example of itself.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Snake => "snake_case",
            Self::Kebab => "kebab-case",
            Self::ScreamingSnake => "SCREAMING_SNAKE",
        }
    }
}

/// The style of a name; `None` for a single word in lower case, which fits several, and for what fits none.
pub(super) fn of(name: &str) -> Option<Style> {
    let plain = |c: char| c.is_ascii_alphanumeric();
    let lower = !name.contains(|c: char| c.is_ascii_uppercase());
    let upper = !name.contains(|c: char| c.is_ascii_lowercase());
    let joined = |by: char| name.contains(by) && name.chars().all(|c| plain(c) || c == by);
    let first = name.chars().next().filter(char::is_ascii_alphabetic)?;
    match () {
        () if joined('_') && lower => Some(Style::Snake),
        () if joined('_') && upper => Some(Style::ScreamingSnake),
        () if joined('-') && lower => Some(Style::Kebab),
        () if !name.chars().all(plain) || lower || upper => None,
        () if first.is_ascii_uppercase() => Some(Style::Pascal),
        () => Some(Style::Camel),
    }
}

/// The names that are not in the style of the others: their place, name and style, and the style that four in five and at
/// least four names have.
pub(super) fn strays<'a>(names: impl IntoIterator<Item = (&'a str, Span)>) -> Vec<(&'a str, Span, Style)> {
    let mut by_style: BTreeMap<Style, Vec<(&str, Span)>> = BTreeMap::new();
    for (name, span) in names {
        if let Some(style) = of(name) {
            by_style.entry(style).or_default().push((name, span));
        }
    }
    let total: usize = by_style.values().map(Vec::len).sum();
    let Some(usual) =
        by_style.iter().find(|(_, names)| names.len() >= 4 && names.len() * 5 >= total * 4).map(|(style, _)| *style)
    else {
        return Vec::new();
    };
    let others = by_style.into_iter().filter(|(style, _)| *style != usual).flat_map(|(_, names)| names);
    others.map(|(name, span)| (name, span, usual)).collect()
}

/// A name in the case of a programming language, in which names must stay apart.
pub(super) fn snake(name: &str) -> String {
    use heck::ToSnakeCase;
    let words: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    // A sign makes another number, `-1` and `+1`, or another order: `-created`.
    let sign = name.chars().next().filter(|c| matches!(c, '+' | '-')).map(String::from).unwrap_or_default();
    format!("{sign}{}", words.to_snake_case())
}
