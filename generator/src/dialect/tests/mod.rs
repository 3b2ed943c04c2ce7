#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod helps;
mod identifiers;
mod newer;
mod swagger;

use super::*;
use crate::diagnostic::places;
use crate::pointer::Pointer;
use crate::source::Source;

/// The canonical tree, and the diagnostics as `CODE line:column message`.
fn canonical_of(text: &str) -> (Option<Node>, Vec<String>) {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: "a.yaml".to_owned(), text: text.to_owned() });
    let mut found = Vec::new();
    let node = crate::node::read(&sources, id, &mut found).unwrap();
    let tree = canonical(node, &sources, &mut found);
    if let Some(tree) = &tree {
        crate::document::document(tree).unwrap_or_else(|error| panic!("{error:?}"));
    }
    found.sort_by_key(|diagnostic| diagnostic.span);
    let lines = found.iter().map(|diagnostic| {
        let (start, _) = places(&sources, diagnostic.span.unwrap()).unwrap();
        format!("{} {}:{} {}", diagnostic.code.0, start.line, start.column, diagnostic.message)
    });
    let lines = lines.collect();
    (tree, lines)
}

/// A schema in a document, as it comes out.
fn schema(version: &str, text: &str) -> (String, Vec<String>) {
    let document = format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Other: {{type: string}}\n    S: {text}\n"
    );
    let (tree, found) = canonical_of(&document);
    let schema = tree.and_then(|tree| Some(tree.get("components")?.get("schemas")?.get("S")?.to_json()));
    (schema.unwrap_or_default(), found)
}

#[test]
fn schemas_of_3_1_become_canonical() {
    let cases = [
        ("{type: [string, 'null']}", r#"{"type":"string","nullable":true}"#),
        ("{type: [string]}", r#"{"type":"string"}"#),
        ("{type: [string, integer]}", r#"{"x-canonical-types":["string","integer"]}"#),
        ("{type: [string, integer, 'null', string]}", r#"{"x-canonical-types":["string","integer"],"nullable":true}"#),
        ("{type: 'null'}", r#"{"x-canonical-types":["null"]}"#),
        ("{const: 1.50}", r#"{"x-canonical-const":1.50}"#),
        ("{exclusiveMinimum: 1}", r#"{"minimum":1,"exclusiveMinimum":true}"#),
        ("{minimum: 2, exclusiveMinimum: 1.5}", r#"{"minimum":2}"#),
        ("{minimum: 1, exclusiveMinimum: 1.0}", r#"{"minimum":1.0,"exclusiveMinimum":true}"#),
        ("{maximum: 2, exclusiveMaximum: 3}", r#"{"maximum":2}"#),
        ("{examples: [1, 2]}", r#"{"x-canonical-examples":[1,2],"example":1}"#),
        ("{example: 3, examples: [1]}", r#"{"example":3,"x-canonical-examples":[1]}"#),
        ("true", "{}"),
        ("{properties: {a: false, b: true}}", r#"{"properties":{"a":{"x-canonical-never":true},"b":{}}}"#),
        ("{additionalProperties: false}", r#"{"additionalProperties":false}"#),
        ("{if: {const: 1}, then: true}", r#"{"x-canonical-if":{"x-canonical-const":1},"x-canonical-then":{}}"#),
        ("{prefixItems: [{type: [string, 'null']}]}", r#"{"x-canonical-prefixItems":[{"type":"string","nullable":true}]}"#),
        ("{dependentRequired: {a: [b]}}", r#"{"x-canonical-dependentRequired":{"a":["b"]}}"#),
        (
            "{$ref: '#/components/schemas/Other', minLength: 1}",
            r##"{"minLength":1,"allOf":[{"$ref":"#/components/schemas/Other"}]}"##,
        ),
        (
            "{$ref: '#/components/schemas/Other', allOf: [{minLength: 1}]}",
            r##"{"allOf":[{"$ref":"#/components/schemas/Other"},{"minLength":1}]}"##,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(schema("3.1.0", text), (expected.to_owned(), vec![]), "{text}");
    }
}

#[test]
fn numbers_that_do_not_fit_keep_their_text() {
    let cases = [
        ("{type: integer, maximum: 9223372036854775807}", r#"{"type":"integer","maximum":9223372036854775807}"#),
        ("{type: integer, maximum: 9223372036854775808}", r#"{"type":"integer","x-canonical-maximum":"9223372036854775808"}"#),
        ("{type: integer, minimum: 0.5}", r#"{"type":"integer","x-canonical-minimum":"0.5"}"#),
        ("{type: integer, minimum: 1e3}", r#"{"type":"integer","minimum":1000}"#),
        ("{type: number, maximum: 1e400}", r#"{"type":"number","x-canonical-maximum":"1e400"}"#),
        ("{type: number, maximum: 999999999999999.98}", r#"{"type":"number","x-canonical-maximum":"999999999999999.98"}"#),
        ("{type: number, multipleOf: 0.01}", r#"{"type":"number","multipleOf":0.01}"#),
        ("{maxLength: 99999999999}", r#"{"x-canonical-maxLength":"99999999999"}"#),
        ("{maxLength: 10.0}", r#"{"maxLength":10}"#),
        (
            "{enum: [18446744073709551616, 1]}",
            r#"{"enum":[18446744073709551616,1],"x-canonical-enum-text":"[18446744073709551616,1]"}"#,
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(schema("3.0.3", text), (expected.to_owned(), vec![]), "{text}");
    }
}

#[test]
fn a_switch_that_is_off_asks_for_nothing() {
    let of = |value: &str| {
        let parameter = format!("{{name: id, in: path, required: true, allowReserved: {value}, schema: {{type: string}}}}");
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{parameters: {{A: {parameter}}}}}\n"
        );
        canonical_of(&text).1
    };
    assert_eq!(of("false"), Vec::<String>::new());
    assert_eq!(of("true"), ["W0109 4:67 `allowReserved` is not allowed where `in` is `path`"]);
}

#[test]
fn siblings_of_a_reference_in_3_0() {
    let (out, found) = schema("3.0.3", "{$ref: '#/components/schemas/Other', description: d, nullable: true, minLength: 2}");
    assert_eq!(out, r##"{"description":"d","nullable":true,"allOf":[{"$ref":"#/components/schemas/Other"}]}"##);
    assert_eq!(
        found,
        [
            "W0105 7:61 `nullable` beside `$ref` counts for nothing in OpenAPI 3.0",
            "W0104 7:77 `minLength` beside `$ref` is ignored"
        ]
    );
}

#[test]
fn a_type_beside_a_reference_is_told_where_it_is_another_one() {
    let of = |word: &str| schema("3.0.3", &format!("{{$ref: '#/components/schemas/Other', type: {word}}}")).1;
    assert_eq!(of("string"), Vec::<String>::new());
    assert_eq!(of("integer"), ["W0104 7:45 `type` beside `$ref` is ignored"]);
}

#[test]
fn what_is_wrong_with_a_schema() {
    let cases = [
        ("3.0.3", "{type: [string, 'null']}", "E0103 7:15 `type` must be the name of a type, found a list"),
        ("3.0.3", "{type: strng}", "E0113 7:15 there is no type `strng`"),
        ("3.0.3", "{type: 'null'}", "E0113 7:15 there is no type `null`"),
        ("3.0.3", "{const: 1}", "E0106 7:9 `const` is no field of a Schema Object in OpenAPI 3.0"),
        ("3.0.3", "{requird: [a]}", "E0105 7:9 a Schema Object has no field `requird`"),
        ("3.0.3", "{required: true}", "E0103 7:19 `required` must be a list, found a boolean"),
        ("3.0.3", "{minLength: -1}", "E0112 7:20 `minLength` must be a whole number that is not negative, found `-1`"),
        ("3.0.3", "true", "E0103 7:8 `S` in `schemas` must be a Schema Object, found a boolean"),
        ("3.0.3", "{x-canonical-types: []}", "E0110 7:9 keys that begin with `x-canonical-` are reserved"),
        ("3.0.3", "{$ref: '#/components/schemas/Othr'}", "E0201 7:15 there is no `Othr` in `#/components/schemas`"),
        ("3.0.3", "{$ref: '#/components/schemas/S'}", "E0202 7:15 these references only lead to each other"),
        ("3.0.3", "{$ref: 'a.yaml'}", "E0204 7:15 `a.yaml` is another document, which is not read here"),
        ("3.0.3", "{$ref: '#/definitions/Other'}", "E0203 7:15 `#/definitions/Other` does not lead to a Schema Object"),
        ("3.1.0", "{type: []}", "E0114 7:15 a list of types must not be empty"),
        ("3.1.0", "{exclusiveMinimum: true}", "E0103 7:27 `exclusiveMinimum` must be a number, found a boolean"),
    ];
    for (version, text, expected) in cases {
        assert_eq!(schema(version, text), (String::new(), vec![expected.to_owned()]), "{text}");
    }
}

#[test]
fn what_is_read_with_a_warning() {
    let cases = [
        (
            "3.0.3",
            "{description: 1.10}",
            r#"{"description":"1.10"}"#,
            "W0101 7:22 `description` must be a string, found a number",
        ),
        ("3.0.3", "{nullable: 'true'}", r#"{"nullable":true}"#, "W0102 7:19 `nullable` must be a boolean, found a string"),
        ("3.0.3", "{title: }", "{}", "W0108 7:9 `title` has no value"),
        ("3.0.3", "{zzz: 1}", r#"{"x-canonical-zzz":1}"#, "W0109 7:9 a Schema Object has no field `zzz`"),
        (
            "3.1.0",
            "{type: string, nullable: true}",
            r#"{"type":"string","nullable":true}"#,
            "W0107 7:23 `nullable` does not exist in OpenAPI 3.1",
        ),
        (
            "3.1.0",
            "{zzz: 1}",
            r#"{"x-canonical-zzz":1}"#,
            "W0106 7:9 `zzz` is no keyword that OpenAPI 3.1 or JSON Schema 2020-12 knows",
        ),
    ];
    for (version, text, out, found) in cases {
        assert_eq!(schema(version, text), (out.to_owned(), vec![found.to_owned()]), "{text}");
    }
}

/// An operation with one parameter and responses, as it comes out.
fn operation(version: &str, parameter: &str, responses: &str) -> (String, Vec<String>) {
    let document = format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths:\n  /a:\n    get:\n      parameters:\n      - {parameter}\n      responses: {responses}\n"
    );
    let (tree, found) = canonical_of(&document);
    let operation = tree.and_then(|tree| Some(tree.get("paths")?.get("/a")?.get("get")?.to_json()));
    (operation.unwrap_or_default(), found)
}

#[test]
fn style_and_explode_are_written_out() {
    let cases = [("query", "form", true), ("cookie", "form", true), ("header", "simple", false), ("path", "simple", false)];
    for (location, style, explode) in cases {
        let (out, found) = operation("3.0.3", &format!("{{name: n, in: {location}, schema: {{}}}}"), "{}");
        assert!(out.contains(&format!(r#""style":"{style}","explode":{explode}"#)), "{out}");
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn ranges_in_lower_case_are_read() {
    let (out, found) = operation("3.0.3", "{name: n, in: query, schema: {}}", "{4xx: {description: d}, 200: {description: d}}");
    assert!(out.contains(r#""responses":{"4XX":{"description":"d"},"200":"#), "{out}");
    assert_eq!(found, ["W0103 8:19 `4xx` is read as `4XX`"]);
}

#[test]
fn all_mistakes_are_reported_in_one_run() {
    let (_, found) = operation("3.0.3", "{name: n, in: querry}", "{20: {}, 200: {}}");
    assert_eq!(
        found,
        [
            "E0109 7:9 a Parameter Object needs one of `schema`, `content`",
            "E0107 7:23 `in` cannot be `querry`",
            "E0111 8:19 expected a status code, a range such as `4XX`, or `default` as a key of the Responses Object, found `20`",
            "E0104 8:19 a Response Object needs `description`",
            "E0104 8:27 a Response Object needs `description`",
        ]
    );
}

#[test]
fn versions() {
    let cases = [
        ("openapi: 3.1\ninfo: {title: t, version: 1.10}\npaths: {}", "W0101 2:27 `version` must be a string, found a number"),
        ("swagger: '1.2'\n", "E0102 1:10 Swagger 1.2 is not supported"),
        ("openapi: 4\n", "E0102 1:10 OpenAPI 4 is not supported"),
        ("info: {}\n", "E0101 1:1 this document does not say which version of OpenAPI it follows"),
        ("- 1\n", "E0103 1:1 expected an OpenAPI document, found a list"),
    ];
    for (text, expected) in cases {
        let (_, found) = canonical_of(text);
        assert_eq!(found.last().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn what_3_0_lacks_stands_under_reserved_keys() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1', summary: s}\njsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base'\nwebhooks:\n  w:\n    get: {}\ncomponents:\n  pathItems: {}\n  securitySchemes: {m: {type: mutualTLS}}\n";
    let (tree, found) = canonical_of(text);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        tree.unwrap().to_json(),
        concat!(
            r#"{"openapi":"3.1.0","info":{"title":"t","version":"1","x-canonical-summary":"s"},"x-canonical-jsonSchemaDialect":"https://spec.openapis.org/oas/3.1/dialect/base","#,
            r#""x-canonical-webhooks":{"w":{"get":{"responses":{}}}},"components":{"x-canonical-pathItems":{},"#,
            r#""securitySchemes":{"m":{"type":"http","scheme":"mutualTLS","x-canonical-type":"mutualTLS"}}},"paths":{}}"#
        )
    );
}

#[test]
fn references_into_other_definitions_get_a_component() {
    let text = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {properties: {b: {properties: {c: {type: string}}}}}\n    D: {$ref: '#/components/schemas/A/properties/b'}\n    E: {$ref: '#/components/schemas/A/properties/b/properties/c'}\n";
    let (tree, found) = canonical_of(text);
    assert_eq!(found, Vec::<String>::new());
    let schemas = tree.unwrap().get("components").and_then(|components| components.get("schemas")).unwrap().to_json();
    assert_eq!(
        schemas,
        concat!(
            r##"{"A":{"properties":{"b":{"$ref":"#/components/schemas/A_b"}}},"D":{"$ref":"#/components/schemas/A_b"},"##,
            r##""E":{"$ref":"#/components/schemas/A_b_c"},"A_b_c":{"type":"string"},"##,
            r##""A_b":{"properties":{"c":{"$ref":"#/components/schemas/A_b_c"}}}}"##
        )
    );
}

#[test]
fn path_items_are_copied_in() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: '#/components/pathItems/P', summary: mine}\ncomponents:\n  pathItems:\n    P: {summary: s, get: {}}\n";
    let (tree, found) = canonical_of(text);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(tree.unwrap().get("paths").unwrap().to_json(), r#"{"/a":{"summary":"mine","get":{"responses":{}}}}"#);
}

#[test]
fn discriminator_mappings_are_references() {
    let mapping = "{discriminator: {propertyName: p, mapping: {a: Other, b: '#/components/schemas/Other', c: Nothing}}}";
    let (out, found) = schema("3.0.3", mapping);
    let plain = "#/components/schemas/Other";
    assert_eq!(out, format!(r##"{{"discriminator":{{"propertyName":"p","mapping":{{"a":"{plain}","b":"{plain}"}}}}}}"##));
    assert_eq!(found, ["W0201 7:98 there is no schema `Nothing`"]);
}

/// The deepest document that is read at all goes through every stage on a small stack.
#[test]
fn the_deepest_schema_fits_the_stack() {
    let depth = (crate::node::Limits::default().depth - 4) / 2;
    let text = format!("{}{{type: string}}{}", "{properties: {a: ".repeat(depth - 1), "}}".repeat(depth - 1));
    let (out, found) = schema("3.1.0", &text);
    assert_eq!(found, Vec::<String>::new());
    assert!(out.starts_with(r#"{"properties":"#));
}

/// A `$ref` with siblings becomes the first branch of `allOf`; pointers count the branches as they are written.
#[test]
fn pointers_count_what_is_written() {
    let (out, found) = schema(
        "3.1.0",
        "{$ref: '#/components/schemas/Other', allOf: [{title: a}, {title: b}], items: {$ref: '#/components/schemas/S/allOf/1'}}",
    );
    assert_eq!(found, Vec::<String>::new());
    let branches = r##""allOf":[{"$ref":"#/components/schemas/Other"},{"title":"a"},{"$ref":"#/components/schemas/S_allOf_1"}]"##;
    assert!(out.contains(branches), "{out}");
}

#[test]
fn path_items_are_copied_in_wherever_they_may_stand() {
    let text = "openapi: 3.1.0
info: {title: t, version: '1'}
paths: {/a: {get: {callbacks: {c: {'{$url}': {$ref: '#/components/pathItems/P', summary: mine}}}}}}
components:
  callbacks: {C: {x: {$ref: '#/paths/~1a/get/callbacks/c/%7B$url%7D'}}}
  pathItems:
    P: {$ref: '#/components/pathItems/Q', summary: p}
    Q: {post: {callbacks: {d: {'{$url}': {$ref: '#/components/pathItems/R'}}}}}
    R: {put: {}}
";
    let (tree, found) = canonical_of(text);
    assert_eq!(found, Vec::<String>::new());
    let tree = tree.unwrap();
    for (place, summary) in [
        ("/paths/~1a/get/callbacks/c/{$url}", "mine"),
        ("/components/callbacks/C/x", "mine"),
        ("/components/x-canonical-pathItems/P", "p"),
    ] {
        let item = tree.at(&Pointer::from_text(place)).unwrap();
        assert_eq!(item.get("summary").and_then(Node::as_str), Some(summary), "{place}");
        let inner = item.at(&Pointer::from_text("/post/callbacks/d/{$url}/put"));
        assert!(inner.is_some() && item.get("$ref").is_none(), "{place}: {}", item.to_json());
    }
}

#[test]
fn a_path_item_that_is_not_there_is_said_once() {
    let (_, found) = canonical_of(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: '#/components/pathItems/A'}\n  /b: {$ref: '#/paths/~1a/get'}\n",
    );
    assert_eq!(
        found,
        [
            "E0201 4:14 there is no `A` in `#/components/pathItems`",
            "E0203 5:14 `#/paths/~1a/get` does not lead to a Path Item Object"
        ]
    );
}
