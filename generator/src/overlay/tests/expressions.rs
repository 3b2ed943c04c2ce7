//! What patterns and comparisons in queries may cost.

use super::{actions, findings, overlay};

/// What makes a pattern long to read may be gone in what it is compiled to.
#[test]
fn patterns_that_take_long_to_read_are_refused() {
    let said = |pattern: &str| {
        let target = format!("$[?match(@.a, \"{}\")]", pattern.replace('\\', "\\\\"));
        let outcome = overlay("[{a: b}, {a: c}]", &actions("1.0.0", &format!("- {{target: '{target}', remove: true}}")));
        let is_large = findings(&outcome).first().map(|found| found.2.contains("is too large"));
        (is_large, outcome.tree.map(|tree| tree.to_json()))
    };
    let rest = || (None, Some(r#"[{"a":"c"}]"#.to_owned()));
    for part in [r"\pL", r"\p{any}", r"[^a]", r"\x00-\u{10ffff}", r"[\s\S]"] {
        assert_eq!(said(&format!("(?i)[[{}]&&[b]]", part.repeat(200))).0, Some(true), "{part}");
        assert_eq!(said(&format!("(?i)[[{}]&&[B]]", part.repeat(3))), rest(), "{part}");
    }
    assert_eq!(said(&format!("[[{}]&&[b]]", r"\pL".repeat(800))), rest());
    // Signs that are escaped in a query.
    assert_eq!(said(r"(?i)[B\n\\''\x01]"), rest());
}

/// Each is compiled by itself.
#[test]
fn very_many_patterns_are_refused_together() {
    let action =
        |step: usize| format!("- {{target: '$[?match(@.a, \"(?i)[[\\\\pL]&&[b]]|{step}\")]', update: {{a{step}: 1}}}}\n");
    let outcome = |count: usize| overlay("[{a: b}]", &actions("1.0.0", &(0..count).map(action).collect::<String>()));
    assert_eq!(findings(&outcome(20)), []);
    assert!(findings(&outcome(100)).iter().any(|found| found.2.contains("is too large")));
}

/// A text is searched as often as it is asked for, and may be long.
#[test]
fn long_texts_are_not_searched_very_often() {
    let document = format!("[{{a: {}}}]", "b".repeat(100_000));
    let action = |step: usize| format!("- {{target: '$[?search(@.a, \"(b|c)*b\")]', update: {{a{step}: 1}}}}\n");
    let outcome = |count: usize| overlay(&document, &actions("1.0.0", &(0..count).map(action).collect::<String>()));
    assert_eq!(findings(&outcome(5)), []);
    assert!(findings(&outcome(1000)).iter().any(|found| found.2 == "this query is too complex"));
}

/// Whole values are compared for each node.
#[test]
fn queries_that_compare_large_values_very_often_are_refused() {
    let list = |count: usize| format!("{{l: [{}], s: '{}'}}", "0,".repeat(count), "s".repeat(20 * count));
    let named = |count: usize| {
        let members = (0..count).map(|index| format!("m{index}: 0")).collect::<Vec<_>>().join(", ");
        format!("{{l: [{}], s: {{{members}}}}}", "0,".repeat(count))
    };
    let refused = |document: &str, filter: &str| {
        let outcome = overlay(document, &actions("1.0.0", &format!("- {{target: '$.l[?{filter}]', update: 1}}")));
        outcome.diagnostics.iter().any(|found| &*found.message == "this query is too complex")
    };
    let same =
        ["$.l != $.l", "@ == 1 && $.l == $.l", "value($.l) != $.l", "$.s == $.s", "length($.s) < 1", "!(@.a || $.s != $.s)"];
    for filter in same {
        assert!(!refused(&list(200), filter), "{filter}");
        assert!(refused(&list(20_000), filter), "{filter}");
    }
    assert!(refused(&named(20_000), "$.s != $.s"));
    for filter in ["$.l && @ == 1", "@ == 2 || $.s", "count($.l) == 2", "@ == $.t"] {
        assert!(!refused(&list(20_000), filter), "{filter}");
    }
}
