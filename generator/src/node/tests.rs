#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use super::*;
use crate::source::Source;

/// What a file becomes: its value as JSON, or its diagnostics as `CODE line:column message`, warnings first.
fn read_text(path: &str, text: &str) -> String {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: path.to_owned(), text: text.to_owned() });
    let mut found = Vec::new();
    let node = read(&sources, id, &mut found);
    let mut lines: Vec<String> = Vec::new();
    let json = match node {
        Ok(node) => Some(node.to_json()),
        Err(errors) => {
            found.extend(errors);
            None
        }
    };
    for diagnostic in &found {
        let (start, _) = crate::diagnostic::places(&sources, diagnostic.span.unwrap()).unwrap();
        lines.push(format!("{} {}:{} {}", diagnostic.code.0, start.line, start.column, diagnostic.message));
    }
    lines.extend(json);
    lines.join("\n")
}

fn yaml(text: &str) -> String {
    read_text("a.yaml", text)
}

fn json(text: &str) -> String {
    read_text("a.json", text)
}

#[test]
fn a_repeated_key_is_told_and_the_first_value_stays() {
    assert_eq!(yaml("a: 1\nb: 2\na: 3\n"), "E0002 3:1 the key `a` is there twice\n{\"a\":1,\"b\":2}");
    assert_eq!(yaml("200: 1\n'200': 2\n"), "E0002 2:1 the key `200` is there twice\n{\"200\":1}");
    assert_eq!(json(r#"{"a": 1, "a": 2}"#), "E0002 1:10 the key `a` is there twice\n{\"a\":1}");
}

#[test]
fn scalars_follow_yaml_1_2() {
    let text =
        "a: no\nb: 0123\nc: 12:30\nd: 2020-01-01\ne: 1_000\nf: 1.10\ng: 0x1F\nh: ~\ni: 'true'\nj: !!str 5\nk: |\n  x\n  y\n";
    let expected = r#"{"a":"no","b":"0123","c":"12:30","d":"2020-01-01","e":"1_000","f":1.10,"g":31,"h":null,"i":"true","j":"5","k":"x\ny\n"}"#;
    assert_eq!(yaml(text), expected);
}

#[test]
fn keys_are_what_is_written() {
    let expected = r#"{"200":1,"on":2,"null":3,"1.0":4,"true":5,"2020-01-01":6}"#;
    assert_eq!(yaml("200: 1\non: 2\nnull: 3\n1.0: 4\ntrue: 5\n2020-01-01: 6\n"), expected);
}

#[test]
fn numbers_keep_their_digits() {
    assert_eq!(json("[9223372036854775808.10, -0.0, 1E+2]"), "[9223372036854775808.10,-0.0,1E+2]");
    assert_eq!(yaml("- 123456789012345678901234567890"), "[123456789012345678901234567890]");
}

#[test]
fn what_yaml_text_may_not_hold() {
    let cases = [
        ("a: !include x.yaml\n", "E0006 1:4 the tag `!include` is not part of YAML's core schema"),
        ("a: !!int many\n", "E0014 1:10 this value is not what its tag `!!int` says"),
        ("a: 1\n---\nb: 2\n", "E0007 2:1 a second YAML document begins here"),
        ("a: \"x\u{0}y\"\n", "E0008 1:6 the control character U+0000 may not appear here"),
        ("a: .inf\n", "E0012 1:4 `.inf` has no form in JSON"),
        ("? [a]\n: 1\n", "E0011 1:3 a key must be a scalar"),
        ("a: *b\n", "E0005 1:4 no anchor `&b` stands before this alias"),
        ("a: &b\n  c: *b\n", "E0005 2:6 this alias stands inside what it would repeat"),
        ("a: b: c\n", "E0001 1:5 a key and its value cannot stand here"),
        ("a:\n\t- b\n", "E0001 2:2 a tab cannot indent"),
        ("# nothing\n", "E0016 1:1 this file holds no value"),
        ("", "E0016 1:1 this file holds no value"),
    ];
    for (text, expected) in cases {
        assert_eq!(yaml(text), expected, "{text}");
    }
}

#[test]
fn what_json_text_may_not_hold() {
    let cases = [
        (r#"{"a": 1,}"#, "E0001 1:9 expected a key in double quotes, found `}`"),
        (r#"{'a': 1}"#, "E0001 1:2 expected a key in double quotes, found `'`"),
        (r#"{"a": 01}"#, "E0001 1:8 expected a number without leading zeros, found `1`"),
        (r#"{"a": 1.}"#, "E0001 1:9 expected a digit, found `}`"),
        (r#"{"a": tru}"#, "E0001 1:7 expected a value, found `tru`"),
        (r#"{"a": "b"#, "E0001 1:7 this string is not closed"),
        ("{\"a\": \"b\nc\"}", "E0001 1:9 a JSON string cannot contain a line break or a tab"),
        ("{\"a\": \"b\u{0}\"}", "E0008 1:9 the control character U+0000 may not appear here"),
        (r#"{"a": "\ud800"}"#, "E0013 1:8 half of a surrogate pair is no character"),
        (r#"{"a": "\ud800\ud800"}"#, "E0013 1:8 half of a surrogate pair is no character"),
        (r#"{"a": "\x"}"#, "E0001 1:8 unknown escape"),
        (r#"{"a": "\u12"}"#, "E0001 1:8 `\\u` needs four hexadecimal digits"),
        (r#"{} {}"#, "E0001 1:4 expected the end of the file, found `{`"),
        (r#"{"ä": é}"#, "E0001 1:7 expected a value, found `é`"),
        ("[1 2]", "E0001 1:4 expected `,` or `]`, found `2`"),
    ];
    for (text, expected) in cases {
        assert_eq!(json(text), expected, "{text}");
    }
}

#[test]
fn json_strings_are_unescaped() {
    let text = r#"["plain and long enough to be read in runs of eight", "a\"b\\c\/d\n\té\ud83d\ude00 tail"]"#;
    assert_eq!(json(text), "[\"plain and long enough to be read in runs of eight\",\"a\\\"b\\\\c/d\\n\\té😀 tail\"]");
}

#[test]
fn byte_order_marks_and_line_breaks_do_not_matter() {
    assert_eq!(yaml("\u{feff}a: 1\r\nb:\r\n  - 2\r\n"), r#"{"a":1,"b":[2]}"#);
    assert_eq!(json("\u{feff}{\"a\":\r\n1}"), r#"{"a":1}"#);
}

#[test]
fn spans_lead_to_the_text() {
    for (path, text) in [("a.yaml", "\u{feff}é: {b: [1.10, 'x']}\n"), ("a.json", "\u{feff}{\"é\": {\"b\": [1.10, \"x\"]}}")] {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: path.to_owned(), text: text.to_owned() });
        let node = read(&sources, id, &mut Vec::new()).unwrap();
        let list = node.get("é").and_then(|inner| inner.get("b")).unwrap();
        assert_eq!(sources.text(list.elements()[0].span), "1.10", "{path}");
        assert_eq!(sources.text(list.elements()[1].span).trim_matches(['\'', '"']), "x", "{path}");
        assert_eq!(sources.text(node.entries()[0].key_span).trim_matches('"'), "é", "{path}");
        assert!(sources.text(list.span).starts_with('['), "{path}");
    }
}

#[test]
fn aliases_are_copies() {
    assert_eq!(yaml("a: &x {b: 1}\nc: [*x, *x]\nd: &y k\n*y : 2\n"), r#"{"a":{"b":1},"c":[{"b":1},{"b":1}],"d":"k","k":2}"#);
}

#[test]
fn merge_keys_are_merged_with_a_warning() {
    let merged = yaml("base: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\nd:\n  '<<': 4\n");
    assert_eq!(
        merged,
        "W0001 3:3 merge keys are not part of YAML 1.2\n{\"base\":{\"x\":1,\"y\":2},\"c\":{\"x\":1,\"y\":3},\"d\":{\"<<\":4}}"
    );
    assert_eq!(yaml("a:\n  <<: 1\n").lines().last(), Some("E0015 2:7 only mappings can be merged"));
}

/// Reads on a thread with the small stack that tests have, and drops the result there.
fn first_code(path: &str, text: &str) -> String {
    read_text(path, text).chars().take(5).collect()
}

#[test]
fn depth_is_limited() {
    for depth in [10_000, 200_000] {
        assert_eq!(first_code("a.json", &"[".repeat(depth)), "E0003");
        assert_eq!(first_code("a.yaml", &"[".repeat(depth)), "E0003");
        assert_eq!(first_code("a.yaml", &"{a: ".repeat(depth)), "E0003");
        assert_eq!(first_code("a.json", &"{\"a\":".repeat(depth)), "E0003");
    }
    let nested: String = (0..10_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    assert_eq!(first_code("a.yaml", &nested), "E0003");
    let deepest = Limits::default().depth;
    assert!(json(&("[".repeat(deepest) + &"]".repeat(deepest))).starts_with("[["));
    assert!(yaml(&("[".repeat(deepest) + &"]".repeat(deepest))).starts_with("[["));
}

#[test]
fn alias_bombs_are_defused() {
    let mut exponential = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        exponential.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(first_code("a.yaml", &exponential), "E0004");
    let quadratic = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(100_000));
    assert_eq!(first_code("a.yaml", &quadratic), "E0004");
    let chain: String = (1..100_000).map(|level| format!("a{level}: &a{level} *a{}\n", level - 1)).collect();
    assert_eq!(first_code("a.yaml", &format!("a0: &a0 x\n{chain}")), "E0001");
    let deep: String = (1..200).map(|level| format!("a{level}: &a{level} [*a{}]\n", level - 1)).collect();
    assert_eq!(first_code("a.yaml", &format!("a0: &a0 x\n{deep}")), "E0003");
}

#[test]
fn size_is_limited() {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: "a.yaml".to_owned(), text: "a: 1".repeat(10) });
    let limits = Limits { bytes: 39, ..Limits::default() };
    let errors = read_within(&sources, id, limits, &mut Vec::new()).unwrap_err();
    assert_eq!(errors[0].code, reading::TOO_LARGE);
}
