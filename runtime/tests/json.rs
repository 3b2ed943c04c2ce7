//! JSON: what is read, what is refused, what is equal, what is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use letterpress_runtime::json::{self, Number, Tape, Tree};

fn message(text: &str) -> String {
    json::parse(text).unwrap_err().to_string()
}

#[test]
fn numbers_keep_their_text() {
    for text in ["999999999999998.99", "1.0", "-0", "1e400", "0.10", "123456789012345678901234567890", "1E+2"] {
        assert_eq!(json::parse(text).unwrap().root().to_text().unwrap(), text);
    }
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    assert_eq!(message(""), "expected a value, found the end of the text at line 1, column 1");
    assert_eq!(message("[1,]"), "expected a value, found `]` at line 1, column 4");
    assert_eq!(message("{\"a\":1,\n  \"ä\" 2}"), "expected `:`, found `2` at line 2, column 7");
    assert_eq!(message("[1 2]"), "expected `,` or `]`, found `2` at line 1, column 4");
    assert_eq!(message("1 2"), "expected the end of the text, found `2` at line 1, column 3");
    assert_eq!(message("{a:1}"), "expected the name of a member in quotes, found `a` at line 1, column 2");
    assert_eq!(message("nul"), "expected `null` at line 1, column 1");
    for text in [
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "-",
        "--1",
        "0x1",
        "NaN",
        "Infinity",
        "'a'",
        "[1",
        "{\"a\"",
        "{\"a\":1,}",
        "tru",
        "\u{a0}1",
    ] {
        assert!(json::parse(text).is_err(), "{text}");
    }
}

#[test]
fn strings_are_unescaped_and_checked() {
    let parsed = json::parse(r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#).unwrap();
    assert_eq!(parsed.root().as_str(), Some("\"\\/\u{8}\u{c}\n\r\té😀"));
    for text in [
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\ud83dx""#,
        r#""\u12g4""#,
        r#""\u+123""#,
        r#""\x""#,
        "\"\u{1}\"",
        "\"\n\"",
        "\"a",
        "\"\\",
    ] {
        assert!(json::parse(text).is_err(), "{text}");
    }
    assert_eq!(message(r#"["a\ud800b"]"#), "an escape cannot be half of a surrogate pair at line 1, column 4");
}

#[test]
fn text_without_escapes_is_borrowed() {
    let text = "\"plain\"";
    let tape = json::parse(text).unwrap();
    assert_eq!(tape.root().as_str().unwrap().as_ptr(), text[1..].as_ptr());
}

#[test]
fn text_survives_writing() {
    let value = Tree::from("\u{0}\u{1f}\"\\/\u{7f}é😀\n");
    let text = value.to_text().unwrap();
    assert_eq!(text, "\"\\u0000\\u001f\\\"\\\\/\u{7f}é😀\\n\"");
    assert_eq!(json::parse(&text).unwrap(), Tape::from(&value));
}

#[test]
fn a_member_cannot_be_there_twice() {
    assert_eq!(message(r#"{"a":1,"b":2,"\u0061":3}"#), "this name of a member is in the object already at line 1, column 14");
    // Names are looked up in another way where there are many of them; some of these are escaped.
    let name = |index: usize| if index.is_multiple_of(3) { format!("\\u006b{index}") } else { format!("k{index}") };
    for count in [2, 15, 47, 48, 49, 50, 200] {
        let distinct: Vec<String> = (0..count).map(|index| format!("\"{0}\":{{\"{0}\":0}}", name(index))).collect();
        assert!(json::parse(&format!("{{{}}}", distinct.join(","))).is_ok(), "{count}");
        for again in [0, 1, count / 2, count - 1] {
            let text = format!("{{{},\"k{again}\":0}}", distinct.join(","));
            assert!(message(&text).starts_with("this name of a member is in the object already"), "{text}");
        }
    }
}

#[test]
fn an_object_of_many_members_is_read_in_time() {
    let many: Vec<String> = (0..200_000).map(|index| format!("\"k{index}\":0")).collect();
    assert_eq!(json::parse(&format!("{{{}}}", many.join(","))).unwrap().root().as_object().unwrap().len(), 200_000);
}

#[test]
fn a_name_has_at_most_16_mib() {
    let named = |length: usize| format!("{{\"{}\":[{{}},1]}}", "n".repeat(length));
    let longest = named((1 << 24) - 1);
    let tape = json::parse(&longest).unwrap();
    let (name, value) = tape.root().as_object().unwrap().next().unwrap();
    assert_eq!((name.len(), value.to_text().unwrap().as_str()), ((1 << 24) - 1, "[{},1]"));
    assert_eq!(message(&named(1 << 24)), "the name of a member has more than 16 MiB at line 1, column 2");
}

#[test]
fn values_are_found_behind_others_of_any_depth() {
    let text = r#"{"a":[[],[{"b":{}}],"x"],"\u0062":{"c":[1,[2,[3]],{"d":"\t"}]},"e":null}"#;
    let tape = json::parse(text).unwrap();
    let root = tape.root();
    assert_eq!(
        root.get("a").unwrap().as_array().unwrap().map(|it| it.to_text().unwrap()).collect::<Vec<_>>(),
        ["[]", r#"[{"b":{}}]"#, r#""x""#]
    );
    let last = root.get("b").unwrap().get("c").unwrap().as_array().unwrap().nth(2).unwrap();
    assert_eq!(last.get("d").unwrap().as_str(), Some("\t"));
    assert!(root.get("e").unwrap().is_null() && root.get("c").is_none());
    assert_eq!(root.as_object().unwrap().map(|(name, _)| name).collect::<String>(), "abe");
    assert_eq!(root.to_tree().to_text().unwrap(), root.to_text().unwrap());
    assert_eq!(Tape::from(&root.to_tree()), tape);
}

#[test]
fn depth_is_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::parse(&nested(128)).is_ok());
    assert!(message(&nested(129)).starts_with("arrays and objects nest too deeply at line 1, column 129"));
    assert!(json::parse(&"[{\"a\":".repeat(1_000_000)).is_err());
    assert!(json::parse_with_depth(&nested(3), 2).is_err());
    assert!(json::parse_with_depth(&nested(100_000), usize::MAX).is_err());
    let siblings = format!("[{}]", vec!["[]"; 1000].join(","));
    assert!(json::parse(&siblings).is_ok());
}

#[test]
fn bytes_must_be_utf8() {
    let error = json::parse_bytes(b"[\"a\",\n\"\xff\"]").unwrap_err();
    assert_eq!((error.offset, error.line, error.column), (7, 2, 2));
    assert!(json::parse_bytes("\u{feff}1".as_bytes()).is_ok());
}

#[test]
fn numbers_are_compared_in_decimal() {
    let number = |text: &'static str| Number::parse(text).unwrap();
    for (left, right) in
        [("1", "1.0"), ("1e3", "1000"), ("0", "-0.0"), ("10e-1", "1"), ("0e999999999", "0"), ("1.10", "1.1"), ("12e1", "1.2E2")]
    {
        assert_eq!(number(left), number(right), "{left} {right}");
    }
    for (less, more) in [
        ("999999999999999.00", "999999999999999.01"),
        ("-2", "-1"),
        ("-1", "1e-999999999"),
        ("1e999999998", "1e999999999"),
        ("9", "10"),
        ("0.09", "0.1"),
        ("9007199254740992", "9007199254740993"),
        ("-1e5", "-99999.9"),
        ("0", "0.0001"),
        ("-0.0001", "0"),
        ("9223372036854775807", "9223372036854775808"),
    ] {
        assert!(number(less) < number(more), "{less} {more}");
        assert!(number(more) > number(less), "{less} {more}");
    }
}

#[test]
fn integers_are_those_without_fraction() {
    let number = |text: &'static str| Number::parse(text).unwrap();
    assert_eq!(number("1.0").to_i64(), Some(1));
    assert_eq!(number("1e3").to_i64(), Some(1000));
    assert_eq!(number("-1200e-2").to_i64(), Some(-12));
    assert_eq!(number("1.5").to_i64(), None);
    assert_eq!(number("9223372036854775808").to_i64(), None);
    assert_eq!(number("-9223372036854775808").to_i64(), Some(i64::MIN));
    assert_eq!(number("18446744073709551615").to_u64(), Some(u64::MAX));
    assert_eq!(number("18446744073709551616").to_u64(), None);
    assert_eq!(number("-0").to_u64(), Some(0));
    assert_eq!(number("1e999999999").to_i64(), None);
    assert_eq!(number("0e999999999").to_i64(), Some(0));
    assert!(number("1e999999999").is_integer());
    assert!(!number("1e-999999999").is_integer());
    assert_eq!(number("1e999999999").to_f64(), None);
    assert!(Number::parse("1e9999999999999999").is_err());
    assert!(Number::parse("1e0000000000000000000001").is_ok());
    assert!(Number::parse("1 ").is_err());
}

#[test]
fn values_are_equal_as_json_schema_says() {
    let equal = |left: &str, right: &str| json::parse(left).unwrap() == json::parse(right).unwrap();
    assert!(equal(r#"{"a":1,"b":[2.0]}"#, r#"{"b":[2],"a":1.0}"#));
    assert!(!equal(r#"{"a":1}"#, r#"{"a":1,"b":1}"#));
    assert!(!equal("[1,2]", "[2,1]"));
    assert!(!equal("1", "\"1\""));
    assert!(!equal("true", "1"));
    assert!(!equal("{}", "[]"));
    assert!(!equal(r#"{"a":"n"}"#, r#"{"a":null}"#));
}

#[test]
fn floats_have_their_shortest_text() {
    assert_eq!(Tree::from(0.1_f64).to_text().unwrap(), "0.1");
    assert_eq!(Tree::from(0.1_f32).to_text().unwrap(), "0.1");
    assert_eq!(Tree::from(1e300_f64).to_text().unwrap(), "1e300");
    assert_eq!(Tree::from(1.0_f64).to_text().unwrap(), "1.0");
}

#[test]
fn floats_are_written_by_the_shortest_text_that_gives_them_back() {
    let edges = [0.0, 1e-4, 9.999e-5, 1e15, 999_999_999_999_999.9, 1e16, 5e-324, f64::MAX, 0.1 + 0.2, 1.0 / 3.0, 2_f64.powi(53)];
    let drawn = (0..20_000_u64).map(|index| f64::from_bits(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let halves = (0..50).flat_map(|power| (1..18).flat_map(move |bits| [1_u32, 3, 5, 7].map(|odd| (power, bits, odd))));
    let halves = halves.map(|(power, bits, odd)| 2_f64.powi(power) * 1.25 + f64::from(odd) / 2_f64.powi(bits));
    let usual = (0..20_000_u32).map(|index| f64::from(index) * 1234.567 / 1000.0);
    for value in edges
        .into_iter()
        .chain(drawn)
        .chain(halves)
        .chain(usual)
        .flat_map(|value| [value, -value])
        .filter(|value| value.is_finite())
    {
        let text = letterpress_runtime::to_json_text(&value).unwrap();
        let debug = format!("{value:?}");
        assert_eq!(text, debug.strip_suffix(".0").unwrap_or(&debug));
        assert_eq!(letterpress_runtime::from_json_text::<f64>(&text).unwrap().to_bits(), value.to_bits());
    }
}

/// With an exponent a number is compared by its normalised digits, without one as it is written, and an integer of Rust by its value.
#[test]
fn numbers_compare_alike_however_they_are_written() {
    let number = |text: &str| Number::parse(text.to_owned()).unwrap();
    let texts = [
        "0",
        "-0",
        "0.0",
        "-0.00",
        "1",
        "-1",
        "1.0",
        "1.00000000000000001",
        "-1.5",
        "0.1",
        "0.10",
        "0.09",
        "0.999999999999999999",
        "9",
        "10",
        "12345678",
        "-12345678",
        "12345679.5",
        "123456789012345678",
        "-999999999999999.99",
        "999999999999999.00",
        "999999999999999",
        "999999999999999999",
        "1000000000000000000",
        "9223372036854775807",
        "-9223372036854775808",
        "9999999999999999999",
        "0.000000000000000001",
    ];
    for left in texts {
        let exact = number(&format!("{left}e0"));
        for right in texts {
            let expected = exact.cmp(&number(&format!("{right}e0")));
            assert_eq!(number(left).cmp(&number(right)), expected, "{left} {right}");
            if let Ok(integer) = right.parse::<i64>() {
                assert_eq!(number(left).cmp(&Number::from(integer)), expected, "{left} and the integer {right}");
                assert_eq!(Number::from(integer).cmp(&number(left)), expected.reverse(), "the integer {right} and {left}");
            }
        }
        assert_eq!(number(left).is_integer(), exact.is_integer(), "{left}");
        assert_eq!(number(left).to_i64(), exact.to_i64(), "{left}");
    }
}

#[test]
fn what_is_no_number_cannot_be_written() {
    let tree = Tree::Object(vec![("a/b".into(), Tree::Array(vec![Tree::Null, Tree::from(f64::NAN)]))]);
    let error = tree.to_text().unwrap_err();
    assert_eq!(error.to_string(), "/a~1b/1: NaN is not a JSON number");
    let tape = Tape::from(&tree);
    assert_eq!(tape.root().to_text().unwrap_err(), error);
    assert!(serde_json::to_string(&tape).is_err());
    assert!(serde_json::Value::try_from(tape.root()).is_err());
}

#[test]
fn values_of_serde_json_go_both_ways() {
    let text = r#"{"a":[1,-2,18446744073709551615,1.5,1.0,true,null,"x"]}"#;
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(Tree::from(&value).to_text().unwrap(), text);
    assert_eq!(serde_json::Value::try_from(json::parse(text).unwrap().root()).unwrap(), value);
    assert_eq!(serde_json::from_str::<Tape<'static>>(text).unwrap().root().to_text().unwrap(), text);
    assert_eq!(serde_json::to_string(&json::parse(text).unwrap()).unwrap(), text);
    assert!(serde_json::from_str::<Tape<'static>>(r#"{"a":1,"a":2}"#).is_err());
    assert!(serde_json::Value::try_from(json::parse("1e400").unwrap().root()).is_err());
}

#[test]
fn serde_refuses_a_number_that_it_would_change() {
    let exact = json::parse("123456789012345678.25").unwrap();
    assert!(serde_json::to_string(&exact).is_err());
    assert_eq!(serde_json::to_string(&json::parse("0.10").unwrap()).unwrap(), "0.1");
}
