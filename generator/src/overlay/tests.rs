//! Overlays as users write them: what comes out, and what is underlined where something is wrong.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::expect_used)]

use super::apply;
use crate::diagnostic::{Diagnostic, Severity};
use crate::node::{self, Node, write};
use crate::source::{Source, Sources};

mod expressions;

struct Outcome {
    sources: Sources,
    tree: Option<Node>,
    diagnostics: Vec<Diagnostic>,
}

fn read(sources: &mut Sources, path: &str, text: &str) -> Node {
    let id = sources.add(Source { path: path.to_owned(), text: text.to_owned() });
    node::read(sources, id, &mut Vec::new()).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn overlay(spec: &str, overlay: &str) -> Outcome {
    let mut sources = Sources::default();
    let tree = read(&mut sources, "specs/pets/openapi.yaml", spec);
    let overlay = read(&mut sources, "specs/pets/overlay.yaml", overlay);
    let mut diagnostics = Vec::new();
    let tree = apply(&sources, tree, &overlay, &mut diagnostics);
    Outcome { sources, tree, diagnostics }
}

/// An overlay document around a list of actions.
fn actions(version: &str, actions: &str) -> String {
    format!("overlay: {version}\ninfo: {{title: Corrections, version: '1'}}\nactions:\n{actions}")
}

#[track_caller]
fn assert_result(version: &str, spec: &str, list: &str, expected: &str) {
    let outcome = overlay(spec, &actions(version, list));
    assert_eq!(outcome.diagnostics, []);
    let expected = read(&mut Sources::default(), "expected.yaml", expected);
    assert_eq!(write::yaml(&outcome.tree.unwrap()).unwrap(), write::yaml(&expected).unwrap());
}

/// The code, what is underlined, and the message of each finding.
fn findings(outcome: &Outcome) -> Vec<(&str, &str, &str)> {
    outcome.diagnostics.iter().map(|found| (found.code.0, outcome.sources.text(found.span.unwrap()), &*found.message)).collect()
}

#[track_caller]
fn assert_refused(version: &str, spec: &str, list: &str, expected: &[(&str, &str, &str)]) {
    let outcome = overlay(spec, &actions(version, list));
    assert_eq!(findings(&outcome), expected);
    assert!(outcome.tree.is_none());
}

const PETS: &str = "
openapi: 3.0.3
info: {title: Pets, version: 1.10}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /pets:
    get:
      summary: Pets
      tags: [x, dummy, y, dummy]
      parameters:
      - {name: filter, in: query}
      - {name: filter, in: header}
  /owners:
    get: {tags: [dummy]}
";

#[test]
fn mappings_are_merged_lists_appended_and_scalars_replaced() {
    assert_result(
        "1.0.0",
        "{info: {title: Old, x-list: [1], version: 1.10}, paths: {/: {get: {summary: Root}}}}",
        "
- target: $
  update:
    info: {title: New, x-list: [2, [3]], x-applied: true, version: null}
    paths: {/: {get: {deprecated: true}, summary: All}, /pets: {get: {}}}
    tags:
",
        "{info: {title: New, x-list: [1, 2, [3]], version: null, x-applied: true},
          paths: {/: {get: {summary: Root, deprecated: true}, summary: All}, /pets: {get: {}}}, tags: null}",
    );
}

#[test]
fn an_action_sees_what_those_before_left() {
    assert_result(
        "1.0.0",
        "{servers: [{url: a}, {url: b}]}",
        "
- {target: $.servers, remove: true}
- {target: $, update: {servers: [{url: c}]}}
- {target: \"$.servers[?@.url == 'c']\", update: {description: Sandbox}}
",
        "{servers: [{url: c, description: Sandbox}]}",
    );
}

#[test]
fn every_node_that_matches_is_updated_once() {
    assert_result(
        "1.0.0",
        "{a: {x: {list: []}}, b: {x: {list: [1]}}, c: {y: 1}}",
        "
- {target: '$[\"a\", \"b\", \"a\"].x.list', update: {n: 1}}
- {target: \"$..[?@.y == 1]\", update: {y: 2}}
",
        "{a: {x: {list: [{n: 1}]}}, b: {x: {list: [1, {n: 1}]}}, c: {y: 2}}",
    );
}

#[test]
fn traits_of_the_document_say_where_an_update_goes() {
    assert_result(
        "1.0.0",
        "{paths: {/items: {get: {x-traits: [paged]}}, '/items/{id}': {get: {x-traits: [paged], parameters: [{name: id}]}}, /other: {get: {}}}}",
        "
- target: $.paths[?@.get['x-traits'][?@ == 'paged']].get
  update: {parameters: [{name: top}, {name: skip}]}
",
        "{paths: {/items: {get: {x-traits: [paged], parameters: [{name: top}, {name: skip}]}},
          '/items/{id}': {get: {x-traits: [paged], parameters: [{name: id}, {name: top}, {name: skip}]}}, /other: {get: {}}}}",
    );
}

#[test]
fn removal_of_several_does_not_shift() {
    assert_result(
        "1.0.0",
        "{tags: [{n: 1}, {n: 2}, {n: 3}, {n: 4}]}",
        "- {target: '$.tags[0, 2, 3]', remove: true}",
        "{tags: [{n: 2}]}",
    );
    assert_result(
        "1.0.0",
        "{a: {x-no: {x-no: {k: 1}}, y: [{x-no: {}}, {z: 1}]}}",
        "- {target: '$..[\"x-no\"]', remove: true}",
        "{a: {y: [{}, {z: 1}]}}",
    );
}

#[test]
fn copies_are_merged_like_updates() {
    let spec = "{paths: {/items: {get: {summary: Items, tags: [a]}}, /some: {get: {tags: [b]}, delete: {}}}}";
    assert_result(
        "1.1.0",
        spec,
        "- {target: \"$.paths['/some']\", copy: \"$.paths['/items']\"}",
        "{paths: {/items: {get: {summary: Items, tags: [a]}}, /some: {get: {tags: [b, a], summary: Items}, delete: {}}}}",
    );
    assert_result(
        "1.1.0",
        spec,
        "
- {target: $.paths, update: {/new: {}}}
- {target: '$.paths[\"/new\"]', copy: '$.paths[\"/items\"]'}
- {target: '$.paths[\"/items\"]', remove: true}
",
        "{paths: {/some: {get: {tags: [b]}, delete: {}}, /new: {get: {summary: Items, tags: [a]}}}}",
    );
}

#[test]
fn overlay_1_1_reaches_single_values() {
    assert_result(
        "1.1.0",
        PETS,
        "
- {target: $.info.title, update: Animals}
- {target: \"$.paths.*.get.tags[?@ == 'dummy']\", remove: true}
- {target: $.tags, update: [{name: d}, {name: e}]}
- {target: $.tags, update: {name: f}}
- {target: \"$.paths['/pets'].get.parameters\", remove: true}
",
        "
openapi: 3.0.3
info: {title: Animals, version: 1.10}
tags: [{name: a}, {name: b}, {name: c}, {name: d}, {name: e}, {name: f}]
paths:
  /pets: {get: {summary: Pets, tags: [x, y]}}
  /owners: {get: {tags: []}}
",
    );
}

#[test]
fn overlay_1_0_leaves_single_values_alone_but_for_the_removal_of_members() {
    assert_result("1.0.0", "{a: {example: x, b: 1}}", "- {target: $.a.example, remove: true}", "{a: {b: 1}}");
    assert_refused(
        "1.0.0",
        PETS,
        "
- {target: $.info.title, update: Animals}
- {target: \"$.paths['/owners'].get.tags[0]\", remove: true}
",
        &[
            ("E0611", "$.info.title", "this target is a string, which Overlay 1.0 does not allow"),
            ("E0611", "\"$.paths['/owners'].get.tags[0]\"", "this target is a string, which Overlay 1.0 does not allow"),
        ],
    );
}

#[test]
fn in_overlay_1_0_a_list_is_one_element() {
    let outcome = overlay("{a: [1]}", &actions("1.0.1", "- {target: $.a, update: [2, 3]}"));
    assert_eq!(outcome.tree.as_ref().unwrap().to_json(), r#"{"a":[1,[2,3]]}"#);
    assert_eq!(findings(&outcome), [("W0601", "[2, 3]", "this list becomes one element of the list that the target selects")]);
    assert_eq!(outcome.diagnostics[0].severity, Severity::Warning);
}

#[test]
fn new_text_keeps_its_place_in_the_overlay() {
    let outcome = overlay(PETS, &actions("1.0.0", "- target: $.info\n  update: {title: Animals, license: {name: MIT}}"));
    let tree = outcome.tree.unwrap();
    let info = tree.get("info").unwrap();
    let place = |node: &Node| (outcome.sources.get(node.span.source).unwrap().path.as_str(), outcome.sources.text(node.span));
    assert_eq!(place(info.get("title").unwrap()), ("specs/pets/overlay.yaml", "Animals"));
    assert_eq!(place(info.get("license").unwrap().get("name").unwrap()), ("specs/pets/overlay.yaml", "MIT"));
    assert_eq!(place(info.get("version").unwrap()), ("specs/pets/openapi.yaml", "1.10"));
    assert_eq!(outcome.sources.text(info.entry("license").unwrap().key_span), "license");
}

#[test]
fn a_target_that_matches_nothing_shows_where_it_parts_from_the_document() {
    let outcome = overlay(
        PETS,
        &actions(
            "1.0.0",
            "
- {target: \"$.paths['/pet'].get\", remove: true}
- {target: $.info.licence, remove: true}
- {target: \"$.paths.*.get.parameters[?@.name == 'page']\", update: {x: 1}}
",
        ),
    );
    assert_eq!(
        findings(&outcome),
        [
            ("E0608", "['/pet'].get", "`$.paths['/pet'].get` matches nothing"),
            ("E0608", ".licence", "`$.info.licence` matches nothing"),
            ("E0608", "[?@.name == 'page']", "`$.paths.*.get.parameters[?@.name == 'page']` matches nothing"),
        ]
    );
    let help: Vec<_> = outcome.diagnostics.iter().map(|found| found.help.as_deref().unwrap()).collect();
    assert_eq!(
        help,
        ["did you mean `/pets`?", "correct the target, or remove the action", "correct the target, or remove the action"]
    );
}

#[test]
fn an_action_that_changes_nothing_is_obsolete() {
    assert_refused(
        "1.1.0",
        PETS,
        "
- {target: $.info, update: {title: Pets, version: 1.10}}
- {target: $.tags.*, update: {}}
- {target: $.tags, update: []}
- {target: $.info.title, copy: $.info.title}
",
        &[
            ("E0609", "$.info", "this action changes nothing"),
            ("E0609", "$.tags.*", "this action changes nothing in any of the 3 places that it matches"),
            ("E0609", "$.tags", "this action changes nothing"),
            ("E0609", "$.info.title", "this action changes nothing"),
        ],
    );
}

#[test]
fn a_change_in_one_of_several_places_is_a_change() {
    assert_result("1.0.0", "{a: {x: {k: 1}, y: {}}}", "- {target: $.a.*, update: {k: 1}}", "{a: {x: {k: 1}, y: {k: 1}}}");
}

#[test]
fn the_text_of_a_number_counts() {
    assert_result("1.0.0", "{info: {version: 1.1}}", "- {target: $.info, update: {version: 1.10}}", "{info: {version: 1.10}}");
}

#[test]
fn values_of_different_kinds_are_not_combined() {
    assert_refused(
        "1.1.0",
        PETS,
        "
- {target: $.paths.*.get, update: {tags: pets, summary: {a: 1}}}
- {target: $.info, update: [1]}
- {target: $.info.title, update: {a: 1}}
- {target: '$.info.*', update: x}
- {target: '$.info[\"title\", \"version\"]', update: {}}
- {target: '$[\"info\", \"tags\"]', update: {}}
- {target: $, remove: true}
",
        &[
            ("E0610", "pets", "a list cannot be updated with a string"),
            ("E0610", "{a: 1}", "a string cannot be updated with a mapping"),
            ("E0610", "[1]", "a mapping cannot be updated with a list"),
            ("E0610", "{a: 1}", "a string cannot be updated with a mapping"),
            ("E0610", "{}", "a string cannot be updated with a mapping"),
            ("E0610", "'$[\"info\", \"tags\"]'", "this target matches nodes of several kinds"),
            ("E0610", "$", "the whole document cannot be removed"),
        ],
    );
}

#[test]
fn references_are_not_followed() {
    let spec = "{openapi: 3.0.3, paths: {/a: {$ref: 'a.yaml'}}}";
    let outcome = overlay(spec, &actions("1.0.0", "- {target: \"$.paths['/a'].get\", remove: true}"));
    assert_eq!(findings(&outcome), [("E0608", ".get", "`$.paths['/a'].get` matches nothing")]);
    let help = "target that place; references are not followed, and an overlay changes the main document only";
    assert_eq!(outcome.diagnostics[0].help.as_deref(), Some(help));
    let (place, _) = &outcome.diagnostics[0].related[0];
    assert_eq!(outcome.sources.text(*place), "'a.yaml'");
}

#[test]
fn a_copy_has_one_source() {
    assert_refused(
        "1.1.0",
        PETS,
        "
- {target: $.info, copy: '$.tags[*]'}
- {target: $.info, copy: $.infos}
",
        &[("E0614", "'$.tags[*]'", "`$.tags[*]` matches 3 nodes"), ("E0608", ".infos", "`$.infos` matches nothing")],
    );
}

#[test]
fn a_malformed_query_is_underlined_where_it_goes_wrong() {
    assert_refused(
        "1.0.0",
        PETS,
        "
- {target: $.paths./pets, remove: true}
- {target: paths, remove: true}
- {target: $.info.x-a, remove: true}
- {target: \"$.paths['/a'\", remove: true}
- {target: '$.paths[?size(@.a)]', remove: true}
- {target: \"$['\\u00e9'].x-y\", remove: true}
",
        &[
            (
                "E0607",
                "/",
                "`$.paths./pets` is not a JSONPath: unexpected `/` (in dot member name, must start with lowercase alpha or '_')",
            ),
            ("E0607", "p", "`paths` is not a JSONPath: unexpected `p`"),
            ("E0607", "-", "`$.info.x-a` is not a JSONPath: unexpected `-`"),
            (
                "E0607",
                "",
                "`$.paths['/a'` is not a JSONPath: the query ends too early (in long-hand segment, expected closing ']')",
            ),
            (
                "E0607",
                "s",
                "`$.paths[?size(@.a)]` is not a JSONPath: unexpected `s` (in long-hand segment, function name 'size' is not defined)",
            ),
            ("E0607", "\"$['\\u00e9'].x-y\"", "`$['é'].x-y` is not a JSONPath: unexpected `-`"),
        ],
    );
}

#[test]
fn queries_that_take_too_long_are_refused() {
    let nested = format!("$[?{}@.a{}]", "@[?".repeat(12), "]".repeat(12));
    let long = format!("${}", ".a".repeat(3000));
    for target in [nested, long, format!("$[?{}@.a{}]", "(".repeat(3000), ")".repeat(3000))] {
        let outcome = overlay("{a: 1}", &actions("1.0.0", &format!("- {{target: '{target}', remove: true}}")));
        assert_eq!(&*outcome.diagnostics[0].message, "this query is too complex");
    }
    let spaced = format!("$[ ?{}@.a{}]", "@[ ?".repeat(12), "]".repeat(12));
    let listed = format!("$[?{}@.a{}]", "@['b', ?".repeat(12), "]".repeat(12));
    for target in [spaced, listed] {
        let outcome = overlay("{a: 1}", &actions("1.0.0", &format!("- {{target: \"{target}\", remove: true}}")));
        assert_eq!(&*outcome.diagnostics[0].message, "this query is too complex");
    }
}

/// Without its price a query would hold a node as often as there are ways to it: here 10^8 to 10^40 times.
#[test]
fn queries_with_very_many_ways_to_a_node_are_refused() {
    let document = format!("{}{{a: b}}{}", "[".repeat(40), "]".repeat(40));
    let all = format!("[{}*]", "*,".repeat(9));
    let many = [
        format!("${}", all.repeat(20)),
        format!("${}", "[*,0:,0]".repeat(30)),
        format!("${}", "..*".repeat(20)),
        format!("$[?@{}]", all.repeat(20)),
        format!("$[?count(@{}) > 1]", "..[*,0:]".repeat(20)),
        format!("$..[?${}]", all.repeat(20)),
        format!("$[?length(value(@{})) == 1 && @.a]", all.repeat(20)),
    ];
    for target in many {
        let outcome = overlay(&document, &actions("1.0.0", &format!("- {{target: \"{target}\", remove: true}}")));
        assert_eq!(findings(&outcome)[0].2, "this query is too complex", "{target}");
        assert!(outcome.tree.is_none());
        let copy = format!("- {{target: $, copy: \"{target}\"}}");
        assert_eq!(findings(&overlay(&document, &actions("1.1.0", &copy)))[0].2, "this query is too complex", "{target}");
    }
    let usual = format!("${}..[?@.a, 'a']..*", "[0,0]".repeat(4));
    let outcome = overlay(&document, &actions("1.0.0", &format!("- {{target: \"{usual}\", remove: true}}")));
    assert_ne!(findings(&outcome).first().map(|found| found.2), Some("this query is too complex"));
}

/// Each is cheap; an overlay may have thousands.
#[test]
fn very_many_queries_are_refused_together() {
    let document = format!("{}{}{}", "[".repeat(100), "{a: 1},".repeat(1000), "]".repeat(100));
    let list: String = (0..400).map(|step| format!("- {{target: '$..[?@.a]', update: {{a: {step}}}}}\n")).collect();
    let outcome = overlay(&document, &actions("1.0.0", &list));
    assert!(outcome.diagnostics.iter().any(|found| &*found.message == "this query is too complex"));
}

#[test]
fn patterns_are_read_as_the_library_reads_them() {
    let said = |filter: &str| {
        let outcome = overlay("[{a: b}, {a: '(c'}]", &actions("1.0.0", &format!("- {{target: '$[?{filter}]', remove: true}}")));
        (findings(&outcome).first().map(|found| found.2.to_owned()).unwrap_or_default(), outcome.tree.map(|tree| tree.to_json()))
    };
    let large = "is too large";
    for filter in [
        r#"match(@.a, "\\p{L}{1000}{1000}")"#,
        r#"search(@.a, "\u005cp{L}{1000}{1000}")"#,
        r#"@.a && !search(value(@..a), "\\w{1000}{1000}")"#,
        r#"@[?match(@, "(\\p{L}{100}){100}")]"#,
    ] {
        assert!(said(filter).0.contains(large), "{filter}: {}", said(filter).0);
    }
    assert_eq!(said(r#"match(@.a, "(")"#).0, "`(` is not a regular expression");
    assert_eq!(said("match(@.a, @.a)").0, "the pattern of `match` and `search` must be a text of the query");
    assert_eq!(said(r#"match(@.a, $[0].a)"#).0, "the pattern of `match` and `search` must be a text of the query");
    assert_eq!(said(r#"match(@.a, "[a-b]")"#).1.as_deref(), Some(r#"[{"a":"(c"}]"#));
    assert_eq!(said(r#"search(@.a, "\\(") && @.a != "(""#).1.as_deref(), Some(r#"[{"a":"b"}]"#));
    assert_eq!(said(r#"@.a == "(c""#).1.as_deref(), Some(r#"[{"a":"b"}]"#));
}

#[test]
fn whatever_is_selected_together_is_removed_together() {
    assert_result(
        "1.1.0",
        "{a: [1, {b: [2, 3, 4], c: 5, d: {e: 6}}, 7], f: 8}",
        "- {target: \"$['f', 'a'][0, 2, 1]['c', 'b'][0, 2]\", remove: true}\n- {target: \"$.a[0, 1]['b', 'c', 'd', 'b']\", remove: true}",
        "{a: [1, {}, 7], f: 8}",
    );
    assert_result("1.1.0", "{a: [1, [2], 3], b: 4}", "- {target: '$..*', remove: true}", "{}");
}

#[test]
fn slips_in_the_overlay_document_are_located() {
    let outcome = overlay(
        PETS,
        "
overlay: 1.0.0
info: {title: T, version: 1.0, descripton: D}
extend: ./openapi.yaml
x-ours: {any: thing}
actions:
- {traget: $.info, update: {}}
- {target: $.info, update: {}, remove: true}
- {target: $.info, remove: false}
- {target: $.info}
- {target: [$.info], remove: 'true', x-why: because}
- {target: $.info, copy: $.tags}
- {description: none, target: $.a, remove: true}
- {description: none, target: $.a, remove: true}
- $.info
",
    );
    assert_eq!(
        findings(&outcome),
        [
            ("E0602", "extend", "the Overlay Object has no field `extend`"),
            ("E0604", "1.0", "`version` must be a string, found a number"),
            ("E0602", "descripton", "the Info Object of an overlay has no field `descripton`"),
            ("E0612", "description", "this action is there twice"),
            ("E0602", "traget", "an Action Object has no field `traget`"),
            ("E0605", "remove", "`update` and `remove` exclude each other"),
            ("E0603", "remove", "this action does nothing"),
            ("E0603", "target", "this action does nothing"),
            ("E0604", "[$.info]", "`target` must be a string, found a list"),
            ("E0604", "'true'", "`remove` must be `true` or `false`, found a string"),
            ("E0611", "copy", "an Action Object has no field `copy` in Overlay 1.0"),
            ("E0604", "$.info", "expected an Action Object, a mapping, found a string"),
        ]
    );
    assert_eq!(outcome.diagnostics[0].help.as_deref(), Some("did you mean `extends`?"));
    assert_eq!(outcome.diagnostics[4].help.as_deref(), Some("did you mean `target`?"));
    assert!(outcome.tree.is_none());
}

#[test]
fn the_root_says_what_it_is() {
    let cases = [
        ("[]", "E0604", "[]"),
        ("{info: {}}", "E0603", "info"),
        ("{overlays: 1.0.0}", "E0602", "overlays"),
        ("overlay: 1.1", "E0604", "1.1"),
        ("overlay: 1.2.0", "E0601", "1.2.0"),
        ("overlay: '1.0'", "E0601", "'1.0'"),
        ("{overlay: 1.0.0, info: {title: T, version: v}, actions: []}", "E0603", "actions"),
        ("{overlay: 1.0.0, info: {title: T, version: v}}", "E0603", "overlay"),
        ("{overlay: 1.0.0, info: [], actions: {}}", "E0604", "[]"),
    ];
    for (text, code, shown) in cases {
        let outcome = overlay(PETS, text);
        assert_eq!((findings(&outcome)[0].0, findings(&outcome)[0].1), (code, shown), "{text}");
        assert!(outcome.tree.is_none());
    }
}

#[test]
fn extends_names_the_file_of_the_description() {
    let with = |extends: &str| {
        overlay(PETS, &format!("extends: {extends}\n{}", actions("1.0.0", "- {target: $.info, update: {x-a: 1}}")))
    };
    for right in ["openapi.yaml", "./openapi.yaml", "https://example.com/pets/openapi.yaml?v=1#top"] {
        assert_eq!(with(right).diagnostics, [], "{right}");
    }
    let outcome = with("./pets.yaml");
    assert_eq!(findings(&outcome), [("E0606", "./pets.yaml", "this overlay is made for `pets.yaml`, not for `openapi.yaml`")]);
    assert!(outcome.tree.is_none());
}

#[test]
fn all_mistakes_of_all_actions_are_found() {
    assert_refused(
        "1.0.0",
        PETS,
        "
- {target: $.nothing, remove: true}
- {target: $.info, update: {title: Pets}}
- {target: $.info, update: {title: {}}}
",
        &[
            ("E0608", ".nothing", "`$.nothing` matches nothing"),
            ("E0609", "$.info", "this action changes nothing"),
            ("E0610", "{}", "a string cannot be updated with a mapping"),
        ],
    );
}

#[test]
fn copies_that_multiply_are_stopped() {
    let list: String = (0..64).map(|step| format!("- {{target: $.a, copy: $, description: '{step}'}}\n")).collect();
    let outcome = overlay("{a: {b: {c: [1, 2, 3]}}}", &actions("1.1.0", &list));
    assert!(outcome.tree.is_none());
    assert!(outcome.diagnostics.iter().any(|found| found.code.0 == "E0613"));
    let text = format!("- {{target: '$..[?@.k]', update: {{k: {}}}}}", "x".repeat(40_000));
    let outcome = overlay(&format!("[{}]", "{k: 1},".repeat(2000)), &actions("1.0.0", &text));
    assert_eq!(findings(&outcome)[0].2, "this action makes the document too large");
}

#[test]
fn numbers_of_any_size_can_be_compared() {
    assert_result(
        "1.1.0",
        "[{n: 1e400}, {n: -1e400}, {n: 123456789012345678901234567890}, {n: 18446744073709551615}, {n: 0.5}]",
        "- {target: '$[?@.n > 1]', remove: true}",
        "[{n: -1e400}, {n: 0.5}]",
    );
}

#[test]
fn either_file_may_be_json() {
    let mut sources = Sources::default();
    let tree = read(&mut sources, "a.json", r#"{"info": {"title": "A"}}"#);
    let text =
        r#"{"overlay": "1.1.0", "info": {"title": "T", "version": "1"}, "actions": [{"target": "$.info.title", "update": "B"}]}"#;
    let overlay = read(&mut sources, "overlay.json", text);
    let tree = apply(&sources, tree, &overlay, &mut Vec::new()).unwrap();
    assert_eq!(write::json(&tree).unwrap(), "{\n  \"info\": {\n    \"title\": \"B\"\n  }\n}\n");
}
