//! Patterns with look-around and back-references, and the limit on what they may take.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::collections::BTreeMap;

use letterpress_runtime::json::{self, Tape};
use letterpress_runtime::{
    Check, DecodeError, Pattern, Patterned, Rule, from_json_text, object, to_json_text, union, violations,
};

fn json(text: &str) -> Tape<'_> {
    json::parse(text).unwrap()
}

fn assert_accepts(rule: Rule, texts: &[&str]) {
    for text in texts {
        assert!(violations(json(text).root(), rule).is_empty());
    }
}

#[test]
fn patterns_look_around_and_back() {
    let rule: Rule = |value| {
        static NAME: Pattern = Pattern::backtracking(r"^(?!aws:)[a-z:]+\z").written("^(?!aws:)[a-z:]+$");
        value.pattern(&NAME)
    };
    assert_accepts(rule, &[r#""a:b""#, "5"]);
    assert_eq!(violations(json("\"1\"").root(), rule).entries()[0].keyword, "pattern");
    assert_eq!(
        violations(json("\"aws:b\"").root(), rule).entries()[0].message,
        "expected a match of the pattern ^(?!aws:)[a-z:]+$"
    );
}

/// Patterns over which an engine that goes back takes a time exponential, or of a high power, in the length.
static EVIL: [Pattern; 4] = [
    Pattern::backtracking(r"^(?=a)(a|a)+(?!a)b"),
    Pattern::backtracking(r"^(?:(?!(?:(\w)\1)*x)a)*b"),
    Pattern::backtracking(r"(.*)(.*)(.*)(.*)\4\3\2\1x"),
    Pattern::backtracking(r"(?:(?!.*x)a)*b"),
];

fn evil(value: Check<'_>) -> Check<'_> {
    EVIL.iter().fold(value, |value, pattern| value.pattern(pattern))
}

#[test]
fn a_pattern_that_takes_too_many_steps_denies_and_says_so() {
    for length in [64, 2_000, 200_000] {
        let text = format!("\"{}\"", "a".repeat(length));
        let found = violations(json(&text).root(), evil);
        assert_eq!(found.count(), 1, "{found}");
        assert_eq!(found.entries()[0].keyword, "pattern");
        assert!(found.entries()[0].message.starts_with("the check was given up"), "{found}");
        let around: [Rule; 4] = [
            |value| value.not(evil),
            |value| value.one_of(&[evil, |value| value.string()]),
            |value| value.any_of(&[evil, |value| value.string()]),
            |value| value.if_then_else(evil, |value| value.string(), |value| value.string()),
        ];
        for rule in around {
            let found = violations(json(&text).root(), rule);
            let given_up = found.iter().filter(|violation| violation.message.starts_with("the check was given up")).count();
            assert_eq!((given_up, found.entries()[0].keyword), (1, "pattern"), "{found}");
        }
    }
}

#[test]
fn names_of_members_are_matched_within_the_limit() {
    let text = format!("{{\"{}\": 1}}", "a".repeat(64));
    let found = violations(json(&text).root(), |value| value.pattern_members(&[(&EVIL[0], |value| value)]));
    assert_eq!(found.entries()[0].keyword, "pattern");
    let found = violations(json(&text).root(), |value| value.property_names(|name| name.not(|name| name.pattern(&EVIL[0]))));
    assert_eq!(found.entries()[0].pointer, format!("/{}", "a".repeat(64)));
}

#[test]
fn honest_texts_stay_within_the_limit() {
    static START: Pattern = Pattern::backtracking(r"^(?!aws:)[^x]+\z");
    static EACH: Pattern = Pattern::backtracking(r"^(?:(?!--)[a-z-])*\z");
    let text = |length: usize| format!("\"{}\"", "a-".repeat(length / 2));
    assert_accepts(|value| value.pattern(&START), &[&text(1_000_000)]);
    assert_accepts(|value| value.pattern(&EACH), &[&text(4_000)]);
    let many = vec![text(100); 20_000].join(",");
    assert_accepts(|value| value.items(|value| value.pattern(&EACH)), &[&format!("[{many}]")]);
}

/// A short name takes thousands of steps, a small part of what one text may take.
#[derive(Clone, Default)]
struct Labels {
    labels: Patterned<i64>,
}

object! { Labels { labels: patterned => Pattern::backtracking(r"^(?=a)(a|a)+(?!a)b") } }

#[derive(Clone, Debug, PartialEq)]
enum Label {
    Evil(String),
    Number(i64),
    Unknown(serde_json::Value),
}

union! {
    Label: untagged, open {
        Evil(String): |value| value.string().pattern(&EVIL[0]),
        Number(i64): |value| value.integer(),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Closed {
    Evil(String),
    Text(String),
}

union! {
    Closed: untagged, closed {
        Evil(String): |value| value.string().pattern(&EVIL[0]),
        Text(String): |value| value.string(),
    }
}

fn texts(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|index| format!("\"{}{index}\"", "a".repeat(12)))
}

fn told<T>(read: Result<T, DecodeError>) -> Vec<String> {
    let Err(DecodeError::Mismatch { errors, more: 0 }) = read else { return Vec::new() };
    errors.into_iter().map(|error| error.message).collect()
}

/// What reads no request checks nothing before.
#[test]
fn all_names_and_choices_of_a_document_have_one_allowance() {
    let given_up = ["the check was given up: the value takes too many steps to match the pattern ^(?=a)(a|a)+(?!a)b"];
    let labels = |count: usize| format!("{{{}}}", texts(count).map(|name| name + ":1").collect::<Vec<_>>().join(","));
    assert!(from_json_text::<Labels>(&labels(2)).is_ok());
    assert_eq!(told(from_json_text::<Labels>(&labels(2_000))), given_up);
    let list = |count: usize| format!("[{}]", texts(count).collect::<Vec<_>>().join(","));
    assert_eq!(told(from_json_text::<Vec<Label>>(&list(2_000))), given_up);
    assert_eq!(told(from_json_text::<Vec<Closed>>(&list(2_000))), given_up);
    let within = format!("{{\"a\":{}}}", list(2_000));
    assert_eq!(told(from_json_text::<BTreeMap<String, Vec<Closed>>>(&within)), given_up);
}

#[test]
fn names_are_written_within_the_allowance() {
    let others = |count: usize| texts(count).map(|name| (name.replace('"', ""), serde_json::Value::Null)).collect();
    let labels = |count: usize| Labels { labels: Patterned { matching: BTreeMap::new(), others: others(count) } };
    assert!(to_json_text(&labels(2)).is_ok());
    let error = to_json_text(&labels(2_000)).unwrap_err();
    assert!(error.message.starts_with("the check was given up: "), "{error}");
}

/// Names that take a few hundred steps are honest, however many there are.
#[test]
fn honest_names_stay_within_the_allowance() {
    static NAME: Pattern = Pattern::backtracking(r"^(?:(?!--)(?!-$)[a-z0-9-])+\z");
    let names = |count: usize| (0..count).map(|index| format!("\"{}{index}\":1", "ab-".repeat(30)));
    let text = format!("{{{}}}", names(10_000).collect::<Vec<_>>().join(","));
    assert_accepts(|value| value.pattern_members(&[(&NAME, |value| value.integer())]), &[&text]);
    #[derive(Clone, Default)]
    struct Names {
        names: Patterned<i64>,
    }
    object! { Names { names: patterned => Pattern::backtracking(r"^(?:(?!--)(?!-$)[a-z0-9-])+\z") } }
    let read = from_json_text::<Names>(&text).unwrap();
    assert_eq!(read.names.matching.len(), 10_000);
    assert_eq!(to_json_text(&read).unwrap().len(), text.len());
}
