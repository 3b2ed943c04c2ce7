use std::sync::LazyLock;

use regex::Regex;

use crate::lint::{Findings, Subject, finding, pattern, schema};

lint! {
    "L0038" "date-like-string" Allow, "a text that looks like a date and has no format",
    finds "A string without `format`, `pattern` and `enum` has a date or a time as its example, or a name such as `createdAt` or `birth_date`.",
    why "With `date` or `date-time` it becomes a type that sorts and compares, and bad ones are refused at the door.",
    example "    createdAt: { type: string, example: '2026-01-31T12:00:00Z' }",
    mend "add `format: date-time` or `format: date`.",
}

static NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern::compile("([a-z]At|_at|(^|_)date|Date|(^|_)timestamp|Timestamp)$"));
static VALUE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern::compile(r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}.*)?$"));

fn check(subject: &Subject<'_>) -> Findings {
    let strings = subject.schemas().filter(|(_, item)| schema::is(item.node, "string"));
    let free = strings.filter(|(_, item)| !schema::has_any(item.node, &["format", "pattern", "enum", "const"]));
    let dated = free.filter(|(_, item)| {
        let example = schema::text(item.node, "example").unwrap_or_default();
        let named = item.field == "properties" && pattern::fits(&NAME, item.key);
        named && example.is_empty() || pattern::fits(&VALUE, example)
    });
    dated.map(|(_, item)| finding(item.place, "this looks like a date, and says nothing about its form")).collect()
}
