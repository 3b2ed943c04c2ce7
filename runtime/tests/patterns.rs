//! Patterns with look-around and back-references, and the limit on what they may take.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use letterpress_runtime::json::{self, Tape};
use letterpress_runtime::{Check, Pattern, Rule, violations};

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
