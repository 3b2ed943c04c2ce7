//! Each keyword of JSON Schema at its edges.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]

use std::sync::atomic::{AtomicUsize, Ordering};

use letterpress_runtime::{Check, Encoding, Format, Kind, Pattern, Rule, json, violations};

fn check(text: &str, rule: Rule) -> Vec<String> {
    violations(json::parse(text).unwrap().root(), rule).iter().map(|found| format!("{} {found}", found.keyword)).collect()
}

fn assert_accepts(rule: Rule, texts: &[&str]) {
    for text in texts {
        assert_eq!(check(text, rule), Vec::<String>::new(), "{text}");
    }
}

fn assert_refuses(rule: Rule, keyword: &str, texts: &[&str]) {
    for text in texts {
        let found = check(text, rule);
        assert!(found.first().is_some_and(|found| found.starts_with(&format!("{keyword} "))), "{text}: {found:?}");
    }
}

#[test]
fn types() {
    assert_accepts(|value| value.integer(), &["1", "1.0", "1e3", "-0", "1e999999999"]);
    assert_refuses(|value| value.integer(), "type", &["1.5", "\"1\"", "null", "1e-1"]);
    assert_accepts(|value| value.number(), &["1", "1.5"]);
    assert_accepts(|value| value.types(&[Kind::String, Kind::Null]), &["null", "\"\""]);
    assert_accepts(|value| value.boolean(), &["true", "false"]);
    assert_accepts(|value| value.null(), &["null"]);
    assert_eq!(check("1", |value| value.types(&[Kind::String, Kind::Null])), ["type expected string or null, found number"]);
    assert_eq!(check("1.5", |value| value.integer()), ["type expected integer, found a number with a fraction"]);
}

#[test]
fn a_wrong_type_is_one_violation() {
    assert_eq!(
        check("1", |value| value.string().constant("\"a\"").one_of_strings(&["a"])),
        ["type expected string, found number"]
    );
    assert_eq!(check("1", |value| value.schema(|value| value.string()).constant("2")), ["type expected string, found number"]);
}

#[test]
fn nullable() {
    assert_accepts(|value| value.nullable(|value| value.string().max_length(1)), &["null", "\"a\""]);
    assert_refuses(|value| value.nullable(|value| value.string().max_length(1)), "maxLength", &["\"ab\""]);
    assert_refuses(|value| value.nullable(|value| value.string()), "type", &["1"]);
}

#[test]
fn lengths_count_code_points() {
    assert_accepts(|value| value.min_length(2).max_length(2), &["\"éé\"", "\"😀😀\"", "\"\\ud83d\\ude00a\"", "1", "[]"]);
    assert_refuses(|value| value.max_length(1), "maxLength", &["\"ab\"", "\"e\\u0301\""]);
    assert_refuses(|value| value.min_length(1), "minLength", &["\"\""]);
}

#[test]
fn bounds_are_exact() {
    assert_accepts(|value| value.maximum("999999999999999.00"), &["999999999999999.00", "999999999999999", "-1e400", "\"x\""]);
    assert_refuses(|value| value.maximum("999999999999999.00"), "maximum", &["999999999999999.01", "1e999999999"]);
    assert_accepts(|value| value.minimum(1), &["1", "1.0", "10e-1"]);
    assert_refuses(|value| value.minimum(1), "minimum", &["0.99999999999999999999999", "-1"]);
    assert_refuses(|value| value.exclusive_minimum(0), "exclusiveMinimum", &["0", "-0.0", "0e9"]);
    assert_accepts(|value| value.exclusive_minimum(0), &["1e-400"]);
    assert_refuses(|value| value.exclusive_maximum("9223372036854775808"), "exclusiveMaximum", &["9223372036854775808"]);
    assert_accepts(|value| value.exclusive_maximum("9223372036854775808"), &["9223372036854775807"]);
    assert_eq!(check("11", |value| value.maximum(10)), ["maximum expected at most 10, found 11"]);
}

#[test]
fn multiples_are_exact() {
    assert_accepts(|value| value.multiple_of("0.01"), &["19.99", "1.10", "0", "-0.07", "1e999999999", "4.02", "0.01"]);
    assert_refuses(|value| value.multiple_of("0.01"), "multipleOf", &["19.999", "0.0001", "1e-999999999"]);
    assert_accepts(|value| value.multiple_of(3), &["9", "-3", "3e0", "12000000000000000000000000000000000000"]);
    assert_refuses(|value| value.multiple_of(3), "multipleOf", &["10", "1e999999999", "1.5"]);
    assert_accepts(|value| value.multiple_of("1e-8"), &["12391239123"]);
    assert_accepts(|value| value.multiple_of("0.123456789"), &["123456789e5", "0.246913578"]);
    assert_refuses(|value| value.multiple_of("0.123456789"), "multipleOf", &["1e308"]);
    assert_refuses(|value| value.multiple_of(0), "multipleOf", &["0", "1"]);
    assert_accepts(|value| value.multiple_of(1024), &["1e10", "2048"]);
    assert_refuses(|value| value.multiple_of(1024), "multipleOf", &["1e9"]);
}

#[test]
fn a_number_of_many_digits_is_checked_in_time() {
    let long = format!("{}.5", "9".repeat(1_000_000));
    assert_refuses(|value| value.maximum(10).multiple_of(7), "maximum", &[&long]);
    assert!(check(&long, |value| value.maximum(10))[0].len() < 100);
}

static LOWER: Pattern = Pattern::new("^[a-z]+$");
static DIGIT: Pattern = Pattern::new("[0-9]");
static BROKEN: Pattern = Pattern::new("(");

#[test]
fn patterns_are_not_anchored() {
    assert_accepts(|value| value.pattern(&DIGIT), &["\"a1b\"", "1"]);
    assert_refuses(|value| value.pattern(&LOWER), "pattern", &["\"a1b\"", "\"\""]);
    assert_refuses(|value| value.pattern(&BROKEN), "pattern", &["\"a\""]);
}

#[test]
fn a_pattern_is_told_as_the_description_writes_it() {
    static CODE: Pattern = Pattern::new(r"^[0-9]+\z").written(r"^\d+$");
    assert_eq!(check("\"a\"", |value| value.pattern(&CODE)), [r"pattern expected a match of the pattern ^\d+$"]);
}

#[test]
fn constants_are_compared_as_values() {
    assert_accepts(|value| value.enumeration(&["1", "null", "{\"a\":[1.0]}"]), &["1.0", "null", "{\"a\":[1]}"]);
    assert_refuses(|value| value.enumeration(&["1", "null"]), "enum", &["true", "\"1\"", "0"]);
    assert_accepts(|value| value.constant("{\"a\":1,\"b\":2}"), &["{\"b\":2.0,\"a\":1}"]);
    assert_refuses(|value| value.constant("0"), "const", &["false", "\"\""]);
    assert_accepts(|value| value.one_of_strings(&["a", "b"]), &["\"b\""]);
    assert_eq!(check("\"c\"", |value| value.one_of_strings(&["a", "b"])), ["enum expected one of \"a\", \"b\""]);
    assert_refuses(|value| value.one_of_strings(&["a"]), "enum", &["1"]);
}

fn person(value: Check<'_>) -> Check<'_> {
    value.object().required(&["name", "age"]).members(|name, value| match name {
        "name" => value.string().min_length(1),
        "age" => value.integer().minimum(0),
        "friends" => value.array().items(person),
        _ => value.undeclared(),
    })
}

#[test]
fn every_violation_is_reported_with_its_place() {
    assert_eq!(
        check(r#"{"name":"","x/y":1,"friends":[{"name":"b","age":-1},3]}"#, person),
        [
            "required member `age` is missing",
            "minLength /name: expected a length of at least 1, found 0",
            "additionalProperties /x~1y: is not a declared member",
            "minimum /friends/0/age: expected at least 0, found -1",
            "type /friends/1: expected object, found number",
        ]
    );
}

#[test]
fn the_schema_false_is_no_undeclared_member() {
    assert_eq!(check("[1]", |value| value.items(|value| value.never())), ["false /0: is not allowed"]);
    let rule: Rule = |value| {
        value.members(|name, value| match name {
            "gone" => value.never(),
            _ => value.undeclared(),
        })
    };
    let found = check(r#"{"gone":1,"other":1}"#, rule);
    assert_eq!(found, ["false /gone: is not allowed", "additionalProperties /other: is not a declared member"]);
}

#[test]
fn violations_are_capped_and_counted() {
    let text = format!("[{}]", vec!["1"; 250].join(","));
    let found = violations(json::parse(&text).unwrap().root(), |value| value.items(|item| item.string()));
    assert_eq!((found.entries().len(), found.more(), found.count()), (100, 150, 250));
    assert!(found.to_string().ends_with("; and 150 more"));
    assert!(found.into_result().is_err());
}

#[test]
fn members() {
    assert_accepts(|value| value.required(&["a"]), &["{\"a\":null}", "[]", "1"]);
    assert_refuses(|value| value.required(&["a"]), "required", &["{}", "{\"A\":1}"]);
    assert_accepts(|value| value.min_properties(1).max_properties(1), &["{\"a\":1}", "[]"]);
    assert_refuses(|value| value.min_properties(1), "minProperties", &["{}"]);
    assert_refuses(|value| value.max_properties(0), "maxProperties", &["{\"a\":1}"]);
    assert_refuses(|value| value.property_names(|name| name.max_length(1)), "propertyNames", &["{\"ab\":1}"]);
    assert_accepts(|value| value.pattern_members(&[(&LOWER, |value| value.integer())]), &["{\"a\":1,\"A\":null}"]);
    assert_refuses(|value| value.pattern_members(&[(&LOWER, |value| value.integer())]), "type", &["{\"a\":\"1\"}"]);
}

#[test]
fn dependencies() {
    assert_accepts(|value| value.dependent_required(&[("a", &["b"])]), &["{}", "{\"b\":1}", "{\"a\":1,\"b\":1}", "1"]);
    assert_refuses(|value| value.dependent_required(&[("a", &["b"])]), "dependentRequired", &["{\"a\":1}"]);
    assert_refuses(|value| value.dependent_schema("a", |value| value.min_properties(2)), "minProperties", &["{\"a\":1}"]);
    assert_accepts(|value| value.dependent_schema("a", |value| value.min_properties(2)), &["{}", "[]"]);
}

#[test]
fn items() {
    assert_accepts(
        |value| value.prefix_items(&[|value| value.string()], |value| value.integer()),
        &["[]", "[\"a\"]", "[\"a\",1,2]"],
    );
    assert_eq!(
        check("[1,\"a\"]", |value| value.prefix_items(&[|value| value.string()], |value| value.integer())),
        ["type /0: expected string, found number", "type /1: expected integer, found string"]
    );
    assert_accepts(|value| value.min_items(1).max_items(2), &["[1]", "[1,2]", "{}"]);
    assert_refuses(|value| value.min_items(1), "minItems", &["[]"]);
    assert_refuses(|value| value.max_items(1), "maxItems", &["[1,2]"]);
    assert_accepts(|value| value.contains(|item| item.null(), 1, Some(2)), &["[null]", "[1,null,null]", "{}"]);
    assert_refuses(|value| value.contains(|item| item.null(), 1, None), "contains", &["[]", "[1]"]);
    assert_refuses(|value| value.contains(|item| item.null(), 2, None), "minContains", &["[null]"]);
    assert_refuses(|value| value.contains(|item| item.null(), 0, Some(0)), "maxContains", &["[null]"]);
}

#[test]
fn items_are_unique_by_value() {
    assert_accepts(
        |value| value.unique_items(),
        &["[1,true,\"1\",[1],{\"a\":1},null,0,false]", "[[1,2],[2,1]]", "[\"n\",null]", "{}"],
    );
    assert_refuses(
        |value| value.unique_items(),
        "uniqueItems",
        &["[1,1.0]", "[{\"a\":1,\"b\":2},{\"b\":2,\"a\":1.0}]", "[[1],[1e0]]"],
    );
    let many: Vec<String> = (0..100_000).map(|item| item.to_string()).collect();
    assert_accepts(|value| value.unique_items(), &[&format!("[{}]", many.join(","))]);
}

#[test]
fn exactly_one() {
    assert_accepts(|value| value.one_of(&[|value| value.integer(), |value| value.minimum(2)]), &["1", "2.5"]);
    assert_eq!(
        check("3", |value| value.one_of(&[|value| value.integer(), |value| value.minimum(2)])),
        ["oneOf fits the alternatives 1 and 2, must fit only one"]
    );
    assert_eq!(
        check("\"abc\"", |value| value.one_of(&[|value| value.integer(), |value| value.string().max_length(2)])),
        [
            "oneOf string fits none of the 2 alternatives; number 2 comes nearest",
            "maxLength expected a length of at most 2, found 3"
        ]
    );
    assert_eq!(
        check("true", |value| value.one_of(&[|value| value.integer(), |value| value.string()])),
        ["oneOf boolean fits none of the 2 alternatives"]
    );
}

#[test]
fn the_alternative_with_fewest_violations_explains() {
    let rule: Rule = |value| {
        value.any_of(&[
            |value| value.object().required(&["a", "b", "c"]),
            |value| value.object().required(&["a"]).members(|_, value| value.string()),
        ])
    };
    assert_eq!(
        check(r#"{"x":"y"}"#, rule),
        ["anyOf object fits none of the 2 alternatives; number 2 comes nearest", "required member `a` is missing"]
    );
}

/// A branch that has the member, and says of it what is wrong, comes nearer than one that asks for another member.
#[test]
fn the_alternative_that_knows_the_members_explains() {
    let rule: Rule = |value| {
        value.one_of(&[
            |value| {
                value.object().required(&["a"]).members(|name, value| match name {
                    "a" => value.integer(),
                    _ => value.undeclared(),
                })
            },
            |value| {
                value.object().required(&["b"]).members(|name, value| match name {
                    "b" => value.string(),
                    _ => value,
                })
            },
        ])
    };
    assert_eq!(
        check(r#"{"a":"x"}"#, rule),
        ["oneOf object fits none of the 2 alternatives; number 1 comes nearest", "type /a: expected integer, found string"]
    );
}

fn shape(value: Check<'_>) -> Check<'_> {
    value.one_of(&[
        |value| {
            value.object().required(&["kind", "radius", "centre"]).members(|name, value| match name {
                "kind" => value.constant("\"circle\""),
                "radius" => value.number(),
                _ => value,
            })
        },
        |value| {
            value.object().required(&["kind", "side"]).members(|name, value| match name {
                "kind" => value.one_of_strings(&["square", "cube"]),
                "side" => value.number(),
                "inside" => value.schema(shape),
                _ => value.undeclared(),
            })
        },
        |value| value.any_of(&[|value| value.string().min_length(3), |value| value.array().items(|item| item.integer())]),
    ])
}

#[test]
fn the_alternative_whose_constant_a_member_has_explains_at_the_exact_place() {
    let place = |text: &str| -> Vec<String> { check(text, shape).into_iter().skip(1).collect() };
    // Two mistakes in what it says that it is, one in what it is not.
    assert_eq!(
        place(r#"{"kind":"circle","radius":"x","side":1}"#),
        ["required member `centre` is missing", "type /radius: expected number, found string"]
    );
    assert_eq!(place(r#"{"kind":"square","side":"x","radius":1}"#).len(), 2);
    // Alternatives in a member of the nearest one, and alternatives that consist of alternatives, are explained, too.
    let inner = place(r#"{"kind":"cube","side":1,"inside":{"kind":"circle","radius":1}}"#);
    assert_eq!(inner[1..], ["required /inside: member `centre` is missing"]);
    assert_eq!(place(r#"[1,"x"]"#).last().unwrap(), "type /1: expected integer, found string");
    assert_eq!(place("true"), [""; 0]);
}

#[test]
fn undeclared_and_unevaluated_members_are_told_apart() {
    assert_refuses(|value| value.members(|_, value| value.undeclared()), "additionalProperties", &["{\"a\":1}"]);
    assert_refuses(|value| value.members(|_, value| value.unevaluated()), "unevaluatedProperties", &["{\"a\":1}"]);
}

#[test]
fn long_places_are_not_repeated() {
    let text = format!("{{\"{}\":{{\"{}\":[{}]}}}}", "a".repeat(300), "b".repeat(100_000), vec!["1"; 250].join(","));
    let tree = json::parse(&text).unwrap();
    let found =
        violations(tree.root(), |value| value.members(|_, value| value.members(|_, value| value.items(|item| item.string()))));
    let first = &found.entries()[0];
    assert_eq!(first.pointer, format!("/{}", "a".repeat(300)), "the nearest value around whose place is short");
    assert_eq!(first.message, "expected string, found number (further inside: the place takes 100304 bytes)");
    assert_eq!(found.count(), 250);
    assert!(found.iter().map(|found| found.pointer.len() + found.message.len()).sum::<usize>() < 70_000);
}

#[test]
fn combinations() {
    assert_accepts(|value| value.any_of(&[|value| value.integer(), |value| value.minimum(2)]), &["1", "2.5", "3"]);
    assert_refuses(|value| value.any_of(&[|value| value.integer(), |value| value.minimum(2)]), "anyOf", &["1.5"]);
    assert_refuses(|value| value.all_of(&[|value| value.minimum(1), |value| value.maximum(3)]), "maximum", &["4"]);
    assert_eq!(check("4.5", |value| value.all_of(&[|value| value.integer(), |value| value.maximum(3)])).len(), 1);
    assert_refuses(|value| value.not(|value| value.string()), "not", &["\"\""]);
    assert_accepts(|value| value.not(|value| value.string()), &["1"]);
    let rule: Rule = |value| value.if_then_else(|value| value.integer(), |value| value.minimum(0), |value| value.string());
    assert_accepts(rule, &["0", "\"a\""]);
    assert_refuses(rule, "minimum", &["-1"]);
    assert_refuses(rule, "type", &["1.5"]);
}

/// A part that is reached by several ways is applied once to a value, and what two parts demand is told once.
#[test]
fn parts_of_parts_count_once() {
    static APPLIED: AtomicUsize = AtomicUsize::new(0);
    const PART: Rule = |value| {
        APPLIED.fetch_add(1, Ordering::Relaxed);
        value.required(&["a"])
    };
    const ONE: Rule = |value| value.all_of(&[PART, |value| value.min_properties(1)]);
    const OTHER: Rule = |value| value.schema(PART).max_properties(3);
    let whole: Rule = |value| value.all_of(&[ONE, OTHER, |value| value.required(&["a"])]).min_properties(2);
    let found = check("{}", whole);
    let words: Vec<&str> = found.iter().filter_map(|found| found.split(' ').next()).collect();
    assert_eq!(words, ["required", "minProperties", "minProperties"], "{found:?}");
    assert_eq!(APPLIED.swap(0, Ordering::Relaxed), 1);
    let items = check("[{}, {}]", |value| value.items(|value| value.all_of(&[ONE, OTHER])));
    assert_eq!((items.len(), APPLIED.swap(0, Ordering::Relaxed)), (4, 2), "each element by itself");
    assert_refuses(|value| value.all_of(&[PART]).not(|value| value.schema(PART)), "not", &[r#"{"a":1}"#]);
    assert_eq!(APPLIED.load(Ordering::Relaxed), 2, "what is tried is apart");
}

#[test]
fn discriminators() {
    let rule: Rule = |value| value.object().discriminator("kind", &[("person", |value| value.required(&["name"]))]);
    assert_accepts(rule, &[r#"{"kind":"person","name":1}"#]);
    assert_eq!(check(r#"{"kind":"person"}"#, rule), ["required member `name` is missing"]);
    assert_eq!(check(r#"{"kind":"cat"}"#, rule), ["discriminator /kind: expected one of \"person\""]);
    assert_eq!(check(r#"{"kind":1}"#, rule), ["discriminator /kind: expected one of \"person\""]);
    assert_eq!(check("{}", rule), ["discriminator member `kind` is missing"]);
}

#[test]
fn formats_of_numbers() {
    assert_accepts(|value| value.format(Format::Int32), &["2147483647", "-2147483648", "1.0", "\"x\""]);
    assert_refuses(|value| value.format(Format::Int32), "format", &["2147483648", "1.5"]);
    assert_accepts(|value| value.format(Format::Int64), &["9223372036854775807"]);
    assert_refuses(|value| value.format(Format::Int64), "format", &["9223372036854775808", "1e999999999"]);
    assert_accepts(|value| value.format(Format::Uint64), &["18446744073709551615"]);
    assert_refuses(|value| value.format(Format::Uint32), "format", &["-1", "4294967296"]);
}

#[test]
fn strings_of_the_value_are_not_repeated() {
    let rule: Rule =
        |value| value.string().max_length(1).pattern(&DIGIT).format(Format::Uuid).constant("\"a\"").one_of_strings(&["b"]);
    let found = check("\"hunter\"", rule);
    assert_eq!(found.len(), 5);
    assert!(found.iter().all(|message| !message.contains("hunter")));
}

#[test]
fn what_has_no_json_satisfies_nothing() {
    let tape = json::Tape::from(&json::Tree::Array(vec![f64::NAN.into()]));
    assert_eq!(violations(tape.root(), |value| value.items(|item| item)).to_string(), "/0: NaN is not a JSON number");
}

fn tree(value: Check<'_>) -> Check<'_> {
    value.one_of(&[
        |value| value.object().required(&["and"]).members(|_, value| value.schema(tree)),
        |value| value.object().required(&["or"]).members(|_, value| value.schema(tree)),
        |value| value.boolean(),
    ])
}

#[test]
fn alternatives_inside_alternatives_end() {
    let nested = |depth: usize, leaf: &str| format!("{}{leaf}{}", "{\"and\":".repeat(depth), "}".repeat(depth));
    assert_accepts(tree, &[&nested(100, "true")]);
    assert_refuses(tree, "oneOf", &[&nested(100, "1")]);
    let found = check(&nested(100, "true"), ambiguous);
    assert!(
        found.iter().any(|message| message.ends_with("too many alternatives inside alternatives to be checked")),
        "{found:?}"
    );
}

/// Two alternatives that differ only after everything below them was checked.
fn ambiguous(value: Check<'_>) -> Check<'_> {
    value.any_of(&[
        |value| value.object().members(|_, value| value.schema(ambiguous)).required(&["x"]),
        |value| value.object().members(|_, value| value.schema(ambiguous)).required(&["y"]),
        |value| value.boolean().constant("false"),
    ])
}

#[test]
fn rules_without_end_end() {
    fn endless(value: Check<'_>) -> Check<'_> {
        value.schema(endless)
    }
    assert_eq!(check("1", endless), ["type the value nests too deeply to be checked"]);
}

#[test]
fn the_deepest_value_is_checked() {
    let text = format!("{}{}", "[".repeat(128), "]".repeat(128));
    fn nested(value: Check<'_>) -> Check<'_> {
        value.any_of(&[|value| value.array().items(nested)]).all_of(&[|value| value.schema(|value| value.array())])
    }
    assert_accepts(nested, &[&text]);
}

#[test]
fn the_outermost_anchor_counts() {
    fn list(value: Check<'_>) -> Check<'_> {
        value.scope(&[("item", |value| value.number())]).array().items(|value| value.dynamic("item", |value| value.null()))
    }
    fn texts(value: Check<'_>) -> Check<'_> {
        value.scope(&[("item", |value| value.string())]).schema(list)
    }
    assert_accepts(list, &["[1]"]);
    assert_refuses(list, "type", &["[\"a\"]"]);
    assert_accepts(texts, &["[\"a\"]"]);
    assert_refuses(texts, "type", &["[1]"]);
    // A schema that was left is not around any more, and one that is only tried, neither.
    assert_accepts(|value| value.any_of(&[|value| texts(value).min_items(9), list]), &["[1]"]);
    assert_refuses(
        |value| value.all_of(&[|value| value.scope(&[("item", |value| value.string())])]).schema(list),
        "type",
        &["[\"a\"]"],
    );
    assert_refuses(|value| value.dynamic("item", |value| value.null()), "type", &["1"]);
}

#[test]
fn what_a_string_holds() {
    let plain: Rule = |value| value.content(Encoding::Plain, |value| value.object().required(&["a"]));
    assert_accepts(plain, &["1", r#""{\"a\": 1}""#]);
    assert_refuses(plain, "contentMediaType", &[r#""{""#, r#""""#]);
    assert_eq!(check(r#""{}""#, plain), ["required in its content: member `a` is missing"]);
    let packed: Rule = |value| value.content(Encoding::Base64, |value| value.array().items(|value| value.integer()));
    assert_accepts(packed, &["\"WzFd\""]);
    assert_refuses(packed, "contentEncoding", &["\"W\""]);
    assert_refuses(packed, "contentMediaType", &["\"/w==\""]);
    assert_eq!(check("\"W3RydWVd\"", packed), ["type in its content at `/0`: expected integer, found boolean"]);
    assert_eq!(
        check(r#"["[true]"]"#, |value| value
            .items(|value| value.content(Encoding::Plain, |value| value.items(|value| value.null())))),
        ["type /0: in its content at `/0`: expected null, found boolean"]
    );
}

#[test]
fn content_in_content_ends() {
    fn nested(value: Check<'_>) -> Check<'_> {
        value.any_of(&[
            |value| value.content(Encoding::Plain, nested).constant("1"),
            |value| value.content(Encoding::Plain, nested).constant("2"),
        ])
    }
    // Each level doubles the backslashes, so there are few; what is tried again and again costs as much as it is long.
    let mut text = "[]".to_owned();
    for _ in 0..16 {
        text = serde_json::Value::String(text).to_string();
    }
    assert!(!check(&text, nested).is_empty());
    let deep = serde_json::Value::String("[".repeat(100_000)).to_string();
    assert_refuses(nested, "anyOf", &[&deep]);
}
