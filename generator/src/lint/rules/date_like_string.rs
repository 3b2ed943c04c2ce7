use std::sync::LazyLock;

use regex::Regex;

use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0038" "date-like-string" Allow, "a text that looks like a date and has no format",
    finds "A string without `format`, `pattern` and `enum` has a date or a time as its example, or a name such as `createdAt` or `birth_date`.",
    why "With `date` or `date-time` it becomes a type that sorts and compares, and bad ones are refused at the door.",
    example "    createdAt: { type: string, example: '2026-01-31T12:00:00Z' }",
    mend "add `format: date-time` or `format: date`.",
}

static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"([a-z]At|_at|(^|_)date|Date|(^|_)timestamp|Timestamp)$").ok());
/// Wider than the formats: what looks like a date may be written badly.
static VALUE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}.*)?$").ok());

fn check(subject: &Subject<'_>) -> Findings {
    let strings = subject.schemas().filter(|(_, item)| schema::is(item.node, "string"));
    let free = strings.filter(|(_, item)| !schema::has_any(item.node, &["format", "pattern", "enum", "const"]));
    let dated = free.filter(|(_, item)| {
        let example = schema::text(item.node, "example").unwrap_or_default();
        let named = item.field == "properties" && fits(&NAME, item.key);
        named && example.is_empty() || fits(&VALUE, example)
    });
    dated.map(|(_, item)| finding(item.place, "this looks like a date, and says nothing about its form")).collect()
}

fn fits(pattern: &LazyLock<Option<Regex>>, text: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}
