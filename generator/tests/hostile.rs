//! Input that is made to hurt: each ends in a located error or in success, on a small stack.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use std::fmt::Write as _;

use letterpress::diagnostic::{Color, Diagnostic, Format, Found, write};
use letterpress::lint::Levels;
use letterpress::source::Sources;
use letterpress::{Reading, reference::SingleFile};

#[path = "hostile/circles.rs"]
mod circles;
#[path = "hostile/reading.rs"]
mod reading;
#[path = "hostile/shared.rs"]
mod shared;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n";

/// The codes of the errors, each once; `""` if there is none.
fn codes(path: &str, bytes: impl Into<Vec<u8>>) -> String {
    let (path, bytes) = (path.to_owned(), bytes.into());
    small_stack(move || {
        let mut sources = Sources::default();
        let diagnostics = match sources.add_bytes(path, bytes) {
            Ok(main) => {
                let reading = Reading { lints: Some(&Levels::default()), ..Reading::of(&SingleFile) };
                letterpress::understand_with(&mut sources, main, &reading).1
            }
            Err(diagnostic) => vec![diagnostic],
        };
        told(&diagnostics, &sources)
    })
}

/// On the stack that the standard library gives to a thread.
fn small_stack(run: impl FnOnce() -> String + Send + 'static) -> String {
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(run).unwrap().join().unwrap()
}

/// Each error has a place, and every form of diagnostics can be written.
fn told(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    for format in [Format::Human, Format::Json, Format::Sarif, Format::Github] {
        let found = [Found { diagnostics, sources }];
        let text = write(format, &found, Color::Plain);
        assert_eq!(text.is_empty(), diagnostics.is_empty() && format != Format::Sarif);
        assert!(text.len() <= 10_000 * diagnostics.len() + 1000, "{} diagnostics in {} bytes", diagnostics.len(), text.len());
        assert!(format != Format::Human || text.lines().all(|line| line.len() < 2000));
    }
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error());
    let errors: Vec<&Diagnostic> = errors.collect();
    assert!(errors.iter().all(|diagnostic| diagnostic.span.is_some()), "{errors:?}");
    let codes: std::collections::BTreeSet<&str> = errors.iter().map(|diagnostic| diagnostic.code.0).collect();
    codes.into_iter().collect::<Vec<_>>().join(" ")
}

/// [`HEAD`] and components, one for each number up to `count`, and a last one.
fn schemas(count: usize, schema: impl Fn(usize) -> String) -> String {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for index in 0..count {
        let _ = writeln!(text, "    S{index}: {}", schema(index));
    }
    let _ = writeln!(text, "    S{count}: {{type: object, properties: {{a: {{type: string}}}}}}");
    text
}

fn to(index: usize) -> String {
    format!("{{$ref: '#/components/schemas/S{index}'}}")
}

/// [`HEAD`] and a list with an anchor and an element for each number.
fn anchors(count: usize, element: impl Fn(usize) -> String) -> String {
    let elements: Vec<String> = (1..count).map(element).collect();
    format!("{HEAD}x-list: [&a0 [v], {}]\n", elements.join(", "))
}

#[test]
fn nesting_is_limited() {
    assert_eq!(codes("a.yaml", "[".repeat(200_000)), "E0003");
    assert_eq!(codes("a.json", "[".repeat(200_000)), "E0003");
    assert_eq!(codes("a.yaml", "{a: ".repeat(250_000)), "E0003");
    assert_eq!(codes("a.json", "{\"a\":".repeat(200_000)), "E0003");
    let nested = format!("{}{{}}{}", "{type: array, items: ".repeat(10_000), "}".repeat(10_000));
    assert_eq!(codes("a.yaml", schemas(0, to) + "    Deep: " + &nested), "E0003");
}

#[test]
fn aliases_are_limited() {
    let nine = |index: usize| format!("&a{index} [{}]", vec![format!("*a{}", index - 1); 9].join(", "));
    assert_eq!(codes("a.yaml", anchors(30, nine)), "E0004");
    assert_eq!(codes("a.yaml", anchors(100_000, |index| format!("&a{index} [*a{}]", index - 1))), "E0003");
    assert_eq!(codes("a.yaml", anchors(50_000, |index| format!("&a{index} v, *a{index}"))), "");
    let text = format!("{HEAD}x-a: &a {}\nx-b: [{}]\n", "x".repeat(50_000), "*a, ".repeat(50_000));
    assert_eq!(codes("a.yaml", text), "E0004");
}

#[test]
fn merge_keys_are_limited() {
    let mut text = format!("{HEAD}x-m0: &m0 {{k: v}}\n");
    for index in 1..200 {
        let _ = writeln!(text, "x-m{index}: &m{index} {{<<: [*m{0}, *m{0}], k{index}: v}}", index - 1);
    }
    assert_eq!(codes("a.yaml", text), "E0004");
}

#[test]
fn long_ways_through_schemas_end() {
    assert_eq!(codes("a.yaml", schemas(2_000, |index| format!("{{allOf: [{}]}}", to(index + 1)))), "E0326");
    assert_eq!(codes("a.yaml", schemas(40, |index| format!("{{allOf: [{0}, {0}]}}", to(index + 1)))), "");
    assert_eq!(codes("a.yaml", schemas(40, |index| format!("{{oneOf: [{0}, {{allOf: [{0}]}}]}}", to(index + 1)))), "");
    let circle = |index: usize| {
        format!("{{{}: [{}, {}]}}", if index.is_multiple_of(2) { "allOf" } else { "oneOf" }, to((index + 1) % 4), to(4))
    };
    assert_eq!(codes("a.yaml", schemas(4, circle)), "E0303");
    assert_eq!(codes("a.yaml", schemas(4, |index| to((index + 1) % 4))), "E0202");
}

#[test]
fn a_long_chain_of_references_ends() {
    assert_eq!(codes("a.yaml", schemas(1_000, |index| to(index + 1))), "E0326");
    assert_eq!(codes("a.yaml", schemas(200, |index| to(index + 1))), "");
    for keyword in ["oneOf", "anyOf"] {
        let branches = |index: usize| format!("{{{keyword}: [{}, {{type: string}}]}}", to(index + 1));
        assert_eq!(codes("a.yaml", schemas(1_000, branches)), "E0326");
        assert_eq!(codes("a.yaml", schemas(100, branches)), "");
    }
}

#[test]
fn a_long_way_through_properties_is_read() {
    let owners: [fn(usize) -> String; 4] = [
        |index| format!("{{type: object, properties: {{a: {}}}}}", to(index + 1)),
        |index| format!("{{type: object, required: [a], properties: {{a: {}}}}}", to(index + 1)),
        |index| format!("{{type: object, additionalProperties: {}}}", to(index + 1)),
        |index| format!("{{type: array, items: {}}}", to(index + 1)),
    ];
    for owner in owners {
        assert_eq!(codes("a.yaml", schemas(1_000, owner)), "");
    }
    let circle = |index: usize| format!("{{type: object, required: [a], properties: {{a: {}}}}}", to((index + 1) % 500));
    assert_eq!(codes("a.yaml", schemas(500, circle)), "");
    let circle = |index: usize| format!("{{type: array, items: {}}}", to((index + 1) % 500));
    assert_eq!(codes("a.yaml", schemas(500, circle)), "");
}

/// [`HEAD`] with an operation whose body has a schema in XML.
fn in_xml(schemas: &str, schema: &str) -> String {
    let body = format!("requestBody: {{content: {{text/xml: {{schema: {schema}}}}}}}");
    let paths = format!("paths: {{/a: {{post: {{{body}, responses: {{'200': {{description: d}}}}}}}}}}");
    schemas.replace("paths: {}", &paths)
}

#[test]
fn long_and_endless_ways_through_xml_are_read() {
    let owners: [fn(usize) -> String; 3] = [
        |index| format!("{{type: object, properties: {{a: {}}}}}", to(index + 1)),
        |index| format!("{{type: object, properties: {{b: {{type: string}}}}, additionalProperties: {}}}", to(index + 1)),
        |index| format!("{{type: object, properties: {{a: {{type: array, items: {}}}}}}}", to(index + 1)),
    ];
    for owner in owners {
        assert_eq!(codes("a.yaml", in_xml(&schemas(4_000, owner), &to(0))), "");
    }
    let endless = [
        format!("{{type: array, items: {}}}", to(0)),
        format!("{{type: object, additionalProperties: {}}}", to(0)),
        format!("{{type: array, items: {{type: object, additionalProperties: {}}}}}", to(0)),
        format!("{{type: array, items: {{anyOf: [{}, {{type: 'null'}}]}}}}", to(0)),
    ];
    for endless in endless {
        let text = schemas(1, |_| endless.clone()).replace("3.0.3", "3.1.0");
        let variant = format!("{{oneOf: [{{type: string}}, {}]}}", to(0));
        let member = format!("{{type: object, properties: {{a: {variant}}}, additionalProperties: {}}}", to(0));
        for schema in [&to(0), &variant, &member] {
            assert_eq!(codes("a.yaml", in_xml(&text, schema)), "", "{endless}, {schema}");
        }
    }
}

#[test]
fn alternatives_that_are_reached_by_many_ways_are_read() {
    let doubled = |index: usize| format!("{{oneOf: [{0}, {{oneOf: [{0}, {{type: string}}]}}]}}", to(index + 1));
    let text = schemas(40, doubled).replace("{type: object, properties: {a: {type: string}}}", "{type: string}");
    assert_eq!(codes("a.yaml", text), "");
}

#[test]
fn values_are_judged_within_limits() {
    let judged = "example: long, default: long";
    // The value fits by 2^60 ways, none of which is one.
    let doubled = |index: usize| {
        let judged = if index < 2 { judged } else { "title: more" };
        format!("{{anyOf: [{0}, {0}, {{type: integer, maximum: {index}}}], {judged}}}", to(index + 1))
    };
    assert_eq!(codes("a.yaml", schemas(61, doubled)), "");
    // An alternative of itself: only the value ends.
    let own = format!("{{anyOf: [{}, {{type: integer}}, {{type: array, items: {}}}], {judged}}}", to(0), to(0));
    codes("a.yaml", schemas(1, |_| own.clone()));
    let nested = format!("{}{}", "[".repeat(60), "]".repeat(60));
    let list = format!("{{type: array, items: {}, example: {nested}, default: {nested}}}", to(0));
    assert_eq!(codes("a.yaml", schemas(1, |_| list.clone())), "");
    let chain = |index: usize| format!("{{allOf: [{}, {{required: [m{index}]}}], example: {{}}, default: {{}}}}", to(index + 1));
    assert_eq!(codes("a.yaml", schemas(120, chain)), "");
}

#[test]
fn odd_text_is_read_or_refused() {
    let utf16 =
        |text: &str, pair: fn(u16) -> [u8; 2]| format!("\u{feff}{text}").encode_utf16().flat_map(pair).collect::<Vec<u8>>();
    let json = |title: &str| format!(r#"{{"openapi":"3.0.3","info":{{"title":"{title}","version":"1"}},"paths":{{}}}}"#);
    assert_eq!(codes("a.yaml", ""), "E0016");
    assert_eq!(codes("a.yaml", HEAD.replace(" t,", " \"\0\",")), "E0008");
    assert_eq!(codes("a.json", json("\0")), "E0008");
    assert_eq!(codes("a.json", json("\\ud800")), "E0013");
    assert_eq!(codes("a.yaml", HEAD.replace(" t,", " \"\\ud800\",")), "E0013");
    assert_eq!(codes("a.yaml", vec![0xed, 0xa0, 0x80]), "E0009");
    assert_eq!(codes("a.yaml", format!("\u{feff}{HEAD}")), "");
    assert_eq!(codes("a.json", format!("\u{feff}{}", json("t"))), "");
    assert_eq!(codes("a.yaml", utf16(HEAD, u16::to_le_bytes)), "");
    assert_eq!(codes("a.yaml", utf16(HEAD, u16::to_be_bytes)), "");
    assert_eq!(codes("a.yaml", [utf16(HEAD, u16::to_le_bytes), vec![0, 0xd8]].concat()), "E0009");
    assert_eq!(codes("a.yaml", HEAD.replace('\n', "\r\n")), "");
    assert_eq!(codes("a.yaml", HEAD.replace("info: ", "info:\n\t")), "E0001");
    assert_eq!(codes("a.json", json("t").replace(':', "\t:\t")), "");
}

#[test]
fn odd_structure_is_read_or_refused() {
    assert_eq!(codes("a.yaml", format!("{HEAD}paths: {{}}\n")), "E0002");
    assert_eq!(codes("a.json", format!("{{{}\"b\":1}}", "\"a\":1,".repeat(20_000))), "E0002 E0101");
    assert_eq!(codes("a.yaml", format!("{HEAD}x-a: !include /etc/passwd\n")), "E0006");
    assert_eq!(codes("a.yaml", format!("{HEAD}---\n{HEAD}")), "E0007");
    assert_eq!(codes("a.json", format!("{{\"{}\":1}}", "k".repeat(10_000_000))), "E0021 E0101");
    assert_eq!(codes("a.yaml", format!("{HEAD}? \"x-{}\"\n: 1\n", "k".repeat(10_000_000))), "E0021");
    assert_eq!(codes("a.yaml", format!("{HEAD}? \"x-{}\"\n: 1\n", "\u{fc}".repeat(4_096))), "E0021");
    assert_eq!(codes("a.yaml", format!("{HEAD}? \"x-{}\"\n: 1\n", "\u{fc}".repeat(4_095))), "");
    assert_eq!(codes("a.yaml", format!("{HEAD}{}: 1\n", "k".repeat(10_000_000))), "E0001");
}

/// What follows from a key that is cut is not told: it is found by what refers to it, and two with one beginning are two.
#[test]
fn a_key_that_is_too_long_is_told_once() {
    let long = "k".repeat(9_000);
    let to = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let text = |schemas: &str| format!("{HEAD}components:\n  schemas:\n{schemas}");
    let key = |key: &str| format!("    ? {key}\n    : {{type: object, properties: {{a: {{type: string}}}}}}\n");
    let list = format!("    L: {{type: array, items: {}}}\n    M: {{allOf: [{}]}}\n", to(&long), to(&long));
    assert_eq!(codes("a.yaml", text(&format!("{}{list}", key(&long)))), "E0021");
    assert_eq!(codes("a.yaml", text(&format!("{}{}", key(&long), key(&format!("{long}l"))))), "E0021");
    assert_eq!(codes("a.yaml", text(&format!("{}{}", key(&long), key(&long)))), "E0002 E0021");
    let inside = format!("    N: {{$ref: '#/components/schemas/{long}/properties/a'}}\n");
    assert_eq!(codes("a.yaml", text(&format!("{}{inside}", key(&long)))), "E0021");
    let mapping = format!(
        "    U: {{oneOf: [{}, {}], discriminator: {{propertyName: a, mapping: {{x: {long}, y: '#/components/schemas/L'}}}}}}\n    \
         L: {{type: object, required: [a], properties: {{a: {{type: string}}}}}}\n",
        to(&long),
        to("L")
    );
    assert_eq!(codes("a.yaml", text(&format!("{}{mapping}", key(&long)))), "E0021");
    assert_eq!(codes("a.yaml", text(&list)), "E0201");
}

#[test]
fn wide_objects_are_read() {
    let names = |prefix: &str| (0..1_000).map(|index| format!("{prefix}{index}")).collect::<Vec<_>>().join(", ");
    let properties = (0..1_000).map(|index| format!("p{index}: {{type: string}}")).collect::<Vec<_>>().join(", ");
    let object = |required: &str| format!("{{type: object, required: [{required}], properties: {{{properties}}}}}");
    assert_eq!(codes("a.yaml", schemas(1, |_| object(&names("p")))), "");
    assert_eq!(codes("a.yaml", schemas(1, |_| object(&names("q")))), "");
    let alike: Vec<String> =
        (0..1_000).map(|index| format!("\"a{}{}\"", "-".repeat(index % 60), "_".repeat(index / 60))).collect();
    assert_eq!(codes("a.yaml", schemas(1, |_| format!("{{type: string, enum: [{}]}}", alike.join(", ")))), "");
    let dangling = |index: usize| format!("{{type: object, properties: {{a: {}}}}}", to(index + 100_000));
    assert_eq!(codes("a.yaml", schemas(1_000, dangling)), "E0201");
    assert_eq!(codes("a.yaml", schemas(1_000, |_| "{type: string, maxLenght: 1}".to_owned())), "E0105");
}

#[test]
fn a_long_way_through_callbacks_is_read() {
    let answer = "responses: {'200': {description: d}}";
    let asking = |index: usize| format!("post: {{{answer}, callbacks: {{c: {{$ref: '#/components/callbacks/C{index}'}}}}}}");
    let mut text =
        format!("{}components:\n  callbacks:\n", HEAD.replace("paths: {}", &format!("paths: {{/a: {{{}}}}}", asking(1_999))));
    let _ = writeln!(text, "    C0: {{'{{$request.body#/u}}': {{post: {{{answer}}}}}}}");
    for index in 1..2_000 {
        let _ = writeln!(text, "    C{index}: {{'{{$request.body#/u}}': {{{}}}}}", asking(index - 1));
    }
    assert_eq!(codes("a.yaml", text), "");
}

#[test]
fn many_operations_are_read() {
    let answer = "get: {responses: {'200': {description: d}}}";
    let paths = |path: &dyn Fn(usize) -> String| {
        let paths: String = (0..300).map(|index| format!("  {}: {{{answer}}}\n", path(index))).collect();
        HEAD.replace("paths: {}\n", &format!("paths:\n{paths}"))
    };
    assert_eq!(codes("a.yaml", paths(&|index| format!("/p{index}"))), "");
    assert_eq!(
        codes(
            "a.yaml",
            paths(&|index| if index.is_multiple_of(2) { format!("/p{index}/{{a}}") } else { format!("/{{a}}/p{index}") })
        ),
        ""
    );
    assert_eq!(codes("a.yaml", paths(&|index| format!("/p/{{a{index}}}"))), "");
    let variables: String = (0..1_000).map(|index| format!("/{{a{index}}}")).collect();
    assert_eq!(codes("a.yaml", HEAD.replace("paths: {}", &format!("paths:\n  ? \"{variables}\"\n  : {{{answer}}}"))), "");
}

#[test]
fn patterns_are_checked_within_limits() {
    let code = |pattern: &str| codes("a.yaml", schemas(1, |_| format!("{{type: string, example: aaaa, pattern: '{pattern}'}}")));
    assert_eq!(code(&"a".repeat(1_000_000)), "E0308");
    assert_eq!(code(&"(a|a)*".repeat(2_000)), "E0308");
    assert_eq!(code(&format!("{}{}", "(".repeat(10_000), ")".repeat(10_000))), "E0308");
    assert_eq!(code(&"{".repeat(5_000)), "");
    assert_eq!(code(&"a}".repeat(5_000)), "");
    assert_eq!(code("((a{1000}){1000}){1000}"), "E0308");
    assert_eq!(code(&format!("^{}a+{}$", "(".repeat(50), ")+".repeat(50))), "");
}

/// What one pattern may cost, all together may not cost as often as there are patterns.
#[test]
fn very_many_large_patterns_are_refused() {
    let large = |index: usize| format!("{{type: string, pattern: '^\\p{{L}}{{90}}(?=a)b{index}$'}}");
    assert_eq!(codes("a.yaml", schemas(100, large)), "");
    assert_eq!(codes("a.yaml", schemas(2_000, large)), "E0308");
    let plain = |index: usize| format!("{{type: string, pattern: '^[a-z][a-z0-9]{{0,62}}(?=a)b{index}$'}}");
    assert_eq!(codes("a.yaml", schemas(2_000, plain)), "");
}

/// [`HEAD`] with parameters of one operation, and components.
fn with_parameters(parameters: &[String], schemas: &str) -> String {
    let get = format!("get: {{responses: {{'200': {{description: d}}}}, parameters: [{}]}}", parameters.join(", "));
    schemas.replace("paths: {}", &format!("paths: {{/a: {{{get}}}}}"))
}

/// A table for each parameter would be as often there as there are parameters.
#[test]
fn very_many_parameters_of_one_large_schema_are_refused() {
    let members: Vec<String> = (0..1_500).map(|index| format!("m{index}: {{type: string}}")).collect();
    let large = schemas(1, |_| format!("{{type: object, properties: {{{}}}}}", members.join(", ")));
    for style in ["style: deepObject, explode: true", "style: form, explode: false"] {
        let parameter = |index: usize| format!("{{name: p{index}, in: query, {style}, schema: {}}}", to(0));
        let parameters = |count: usize| (0..count).map(parameter).collect::<Vec<_>>();
        assert_eq!(codes("a.yaml", with_parameters(&parameters(20), &large)), "");
        assert_eq!(codes("a.yaml", with_parameters(&parameters(400), &large)), "E0327");
    }
    let form = |count: usize| {
        let fields = |value: &dyn Fn(usize) -> String| (0..count).map(value).collect::<Vec<_>>().join(", ");
        let properties = fields(&|index| format!("p{index}: {}", to(0)));
        let encoding = fields(&|index| format!("p{index}: {{style: deepObject, explode: true}}"));
        let content = format!("{{schema: {{type: object, properties: {{{properties}}}}}, encoding: {{{encoding}}}}}");
        let body = format!("requestBody: {{content: {{multipart/form-data: {content}}}}}");
        large.replace("paths: {}", &format!("paths: {{/a: {{post: {{{body}, responses: {{'200': {{description: d}}}}}}}}}}"))
    };
    assert_eq!(codes("a.yaml", form(20)), "");
    assert_eq!(codes("a.yaml", form(400)), "E0327");
}

/// Each level multiplies what one parameter holds.
#[test]
fn a_parameter_of_many_objects_in_objects_is_refused() {
    let level = |index: usize| {
        let members: Vec<String> = (0..100).map(|member| format!("m{member}: {}", to(index + 1))).collect();
        format!("{{type: object, properties: {{{}}}}}", members.join(", "))
    };
    let parameter = format!("{{name: p, in: query, schema: {}}}", to(0));
    assert_eq!(codes("a.yaml", with_parameters(&[parameter], &schemas(6, level))), "E0327");
}

/// What is written for each use of a shared part.
#[test]
fn very_many_uses_of_large_shared_parts_are_refused() {
    let operations = |count: usize, answer: &str, rest: &str| {
        let path = |index: usize| format!("/a{index}: {{get: {{responses: {{'200': {answer}}}}}}}");
        HEAD.replace("paths: {}", &format!("{rest}\npaths: {{{}}}", (0..count).map(path).collect::<Vec<_>>().join(", ")))
    };
    let list = |item: &dyn Fn(usize) -> String| (0..200).map(item).collect::<Vec<_>>().join(", ");
    let headers = list(&|index| format!("X-A{index}: {{schema: {{type: string}}}}"));
    let response = format!("components: {{responses: {{R: {{description: d, headers: {{{headers}}}}}}}}}");
    let schemes = list(&|index| format!("s{index}: {{type: http, scheme: bearer}}"));
    let required = list(&|index| format!("s{index}: []"));
    let secured = format!("security: [{{{required}}}]\ncomponents: {{securitySchemes: {{{schemes}}}}}");
    for (answer, rest) in [("{$ref: '#/components/responses/R'}", response), ("{description: d}", secured)] {
        assert_eq!(codes("a.yaml", operations(20, answer, &rest)), "");
        assert_eq!(codes("a.yaml", operations(400, answer, &rest)), "E0327");
    }
    let long = format!("{{type: array, items: {{type: integer}}, default: [{}]}}", "1,".repeat(20_000));
    let members = |count: usize| (0..count).map(|index| format!("m{index}: {}", to(0))).collect::<Vec<_>>().join(", ");
    let whole =
        |count: usize| schemas(1, |_| long.clone()) + &format!("    T: {{type: object, properties: {{{}}}}}\n", members(count));
    assert_eq!(codes("a.yaml", whole(20)), "");
    assert_eq!(codes("a.yaml", whole(400)), "E0327");
}

#[test]
fn a_path_item_that_is_used_very_often_is_refused() {
    let answers =
        ["get", "put", "post", "delete", "patch"].map(|method| format!("{method}: {{responses: {{'200': {{description: d}}}}}}"));
    let item = format!("components: {{pathItems: {{P: {{{}}}}}}}\n", answers.join(", "));
    let paths = |count: usize| {
        let path = |index: usize| format!("/a{index}: {{$ref: '#/components/pathItems/P'}}");
        let paths = (0..count).map(path).collect::<Vec<_>>().join(", ");
        format!("{item}{}", HEAD.replace("3.0.3", "3.1.0").replace("paths: {}", &format!("paths: {{{paths}}}")))
    };
    assert_eq!(codes("a.yaml", paths(100)), "");
    assert_eq!(codes("a.yaml", paths(10_000)), "E0116");
}

/// Each part is looked at once, whatever number of ways leads to it.
#[test]
fn unevaluated_members_are_found_through_parts_that_many_share() {
    let doubled = |index: usize| {
        let closed = if index == 0 { ", unevaluatedProperties: false" } else { "" };
        format!("{{allOf: [{next}, {next}]{closed}}}", next = to(index + 1))
    };
    assert_eq!(codes("a.yaml", schemas(60, doubled).replace("3.0.3", "3.1.0")), "");
    let wide = |index: usize| match index {
        0 => format!("{{allOf: [{}]}}", vec!["{}"; 20_000].join(", ")),
        _ => format!("{{allOf: [{}], unevaluatedProperties: false}}", to(0)),
    };
    assert_eq!(codes("a.yaml", schemas(3_000, wide).replace("3.0.3", "3.1.0")), "");
}

/// Nobody has to hear of each pair.
#[test]
fn very_many_parts_that_exclude_one_another_are_told_of_some() {
    let kinds = |index: usize| if index.is_multiple_of(2) { "{type: string}" } else { "{type: integer}" };
    let parts = (0..20_000).map(kinds).collect::<Vec<_>>().join(", ");
    assert_eq!(codes("a.yaml", schemas(1, |_| format!("{{allOf: [{parts}]}}"))), "");
    let listed = |index: usize| {
        let values: Vec<String> = (0..100).map(|value| format!("v{index}x{value}")).collect();
        format!("{{properties: {{a: {{enum: [common, {}]}}}}}}", values.join(", "))
    };
    let parts = (0..300).map(listed).collect::<Vec<_>>().join(", ");
    assert_eq!(codes("a.yaml", schemas(1, |_| format!("{{allOf: [{parts}]}}"))), "");
}

/// The parameters of a path are those of each of its operations.
#[test]
fn very_many_shared_parameters_are_refused() {
    let shared = |index: usize| format!("{{name: p{index}, in: query, schema: {{type: string}}}}");
    let shared = (0..60).map(shared).collect::<Vec<_>>().join(", ");
    let methods = ["get", "put", "post", "delete", "patch", "options", "trace"];
    let operations = methods.map(|method| format!("{method}: {{responses: {{'200': {{description: d}}}}}}")).join(", ");
    let paths = |count: usize| {
        let others: String = (1..count).map(|index| format!(", /a{index}: {{parameters: *shared, {operations}}}")).collect();
        HEAD.replace("paths: {}", &format!("paths: {{/a: {{parameters: &shared [{shared}], {operations}}}{others}}}"))
    };
    assert_eq!(codes("a.yaml", paths(20)), "");
    assert_eq!(codes("a.yaml", paths(120)), "E0327");
}

#[test]
fn huge_numbers_are_read_or_refused() {
    let schema = |keywords: &str| codes("a.yaml", schemas(1, |_| format!("{{type: number, {keywords}}}")));
    let digits = "9".repeat(50_000);
    for number in ["1e999999999", "1e-999999999", digits.as_str()] {
        assert_eq!(schema(&format!("minimum: -{number}, maximum: {number}, example: {number}")), "");
        assert_eq!(schema(&format!("multipleOf: {number}")), "");
    }
    let count = |number: &str| codes("a.yaml", schemas(1, |_| format!("{{type: string, maxLength: {number}}}")));
    assert_eq!(count("1e-400"), "E0112");
}

#[test]
fn dynamic_references_with_thousands_of_answers_are_told_briefly() {
    let schema = |_| "{$dynamicAnchor: n, type: object, properties: {a: {$dynamicRef: '#n'}}}".to_owned();
    assert_eq!(codes("a.yaml", schemas(1_000, schema).replace("3.0.3", "3.1.0")), "E0210");
}
