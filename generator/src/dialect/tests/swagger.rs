//! Swagger 2.0: what is moved where, and what is wrong in its own words. The whole of a small API is compared with the other
//! dialects in `tests/dialects.rs` of the package.

use super::canonical_of;

fn document(rest: &str) -> String {
    format!("swagger: '2.0'\ninfo: {{title: t, version: '1'}}\n{rest}")
}

/// A member of the canonical tree by its keys.
fn at(rest: &str, keys: &[&str]) -> (String, Vec<String>) {
    let (tree, found) = canonical_of(&document(rest));
    let node = keys.iter().try_fold(tree.as_ref(), |node, key| Some(node?.get(key))).flatten();
    (node.map(crate::node::Node::to_json).unwrap_or_default(), found)
}

#[test]
fn hosts_and_schemes_are_servers() {
    let cases = [
        ("host: a.b\nbasePath: /v1\nschemes: [https, http]", r#"[{"url":"https://a.b/v1"},{"url":"http://a.b/v1"}]"#),
        ("host: a.b\nbasePath: /\nschemes: [wss]", r#"[{"url":"wss://a.b"}]"#),
        ("basePath: /v1", r#"[{"url":"/v1"}]"#),
        ("produces: []", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(at(&format!("{text}\npaths: {{}}\n"), &["servers"]), (expected.to_owned(), vec![]), "{text}");
    }
    let (servers, found) = at("host: a.b\npaths: {}\n", &["servers"]);
    assert_eq!(servers, r#"[{"url":"https://a.b"}]"#);
    assert_eq!(found, ["W0110 3:1 the document does not say which `schemes` its host has"]);
}

#[test]
fn schemas_are_read_in_their_dialect() {
    let cases = [
        (
            "{type: string, x-nullable: true}",
            r#"{"type":"string","nullable":true}"#,
            "W0113 6:21 Swagger 2.0 has no `x-nullable`",
        ),
        ("{discriminator: kind}", r#"{"discriminator":{"propertyName":"kind"}}"#, ""),
        ("{$ref: '#/definitions/Other'}", r##"{"$ref":"#/components/schemas/Other"}"##, ""),
        ("{oneOf: []}", "", "E0106 6:7 `oneOf` is no field of a Schema Object in Swagger 2.0"),
        ("{type: file}", "", "E0113 6:13 there is no type `file`"),
        ("{$ref: '#/definitions/Othr'}", "", "E0201 6:13 there is no `Othr` in `#/definitions`"),
        ("{$ref: '#/components/schemas/Other'}", "", "E0203 6:13 `#/components/schemas/Other` does not lead to a Schema Object"),
        ("{$ref: '#/definitions/S'}", "", "E0202 6:13 these references only lead to each other"),
    ];
    for (text, expected, message) in cases {
        let rest = format!("paths: {{}}\ndefinitions:\n  Other: {{type: string}}\n  S: {text}\n");
        let (out, found) = at(&rest, &["components", "schemas", "S"]);
        let message: Vec<&str> = [message].into_iter().filter(|message| !message.is_empty()).collect();
        assert_eq!((out.as_str(), found), (expected, message.into_iter().map(str::to_owned).collect()), "{text}");
    }
}

fn operation(members: &str) -> String {
    format!("consumes: [application/json]\nproduces: [application/json]\npaths:\n  /a:\n    post:\n      {members}\n")
}

#[test]
fn a_form_is_one_body() {
    let members = "parameters: [{name: a, in: formData, type: string, required: true, description: d, x-y: 1}, {name: b, in: formData, type: array, items: {type: string}, collectionFormat: pipes}]\n      responses: {}";
    let (body, found) = at(&operation(members), &["paths", "/a", "post", "requestBody"]);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        body,
        concat!(
            r#"{"required":true,"content":{"application/x-www-form-urlencoded":{"schema":{"type":"object","properties":{"#,
            r#""a":{"type":"string","description":"d","x-y":1},"b":{"type":"array","items":{"type":"string"}}},"required":["a"]},"#,
            r#""encoding":{"b":{"style":"pipeDelimited","explode":false}}}}}"#
        )
    );
}

#[test]
fn shared_bodies_and_responses_have_the_media_types_of_their_operation() {
    let rest = concat!(
        "consumes: [application/json]\nproduces: [application/json]\n",
        "parameters: {B: {name: b, in: body, schema: {type: string}}}\nresponses: {R: {description: d, schema: {type: string}}}\n",
        "paths:\n  /a:\n    parameters: [{$ref: '#/parameters/B'}]\n    post: {responses: {200: {$ref: '#/responses/R'}}}\n",
        "    put: {consumes: [text/plain], produces: [text/csv], responses: {200: {$ref: '#/responses/R'}}}\n"
    );
    let (item, found) = at(rest, &["paths", "/a"]);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        item,
        concat!(
            r##"{"post":{"responses":{"200":{"$ref":"#/components/responses/R"}},"requestBody":{"$ref":"#/components/requestBodies/B"}},"##,
            r#""put":{"responses":{"200":{"description":"d","content":{"text/csv":{"schema":{"type":"string"}}}}},"#,
            r#""requestBody":{"x-canonical-name":"b","content":{"text/plain":{"schema":{"type":"string"}}}}}}"#
        )
    );
    let (components, _) = at(rest, &["components"]);
    assert_eq!(
        components,
        concat!(
            r#"{"responses":{"R":{"description":"d","content":{"application/json":{"schema":{"type":"string"}}}}},"#,
            r#""requestBodies":{"B":{"x-canonical-name":"b","content":{"application/json":{"schema":{"type":"string"}}}}}}"#
        )
    );
}

#[test]
fn schemas_inside_of_paths_are_referred_to() {
    let members = "responses: {200: {description: d, schema: {properties: {a: {type: string}}}}, 404: {description: d, schema: {$ref: '#/paths/~1a/post/responses/200/schema'}}}";
    let (responses, found) = at(&operation(members), &["paths", "/a", "post", "responses"]);
    assert_eq!(found, Vec::<String>::new());
    let response =
        r##"{"description":"d","content":{"application/json":{"schema":{"$ref":"#/components/schemas/a_post_200"}}}}"##;
    assert_eq!(responses, format!(r#"{{"200":{response},"404":{response}}}"#));
}

#[test]
fn examples_stand_with_their_media_type() {
    let members = "responses: {200: {description: d, schema: {type: string}, examples: {application/json: a, text/csv: b}}}";
    let (response, found) = at(&operation(members), &["paths", "/a", "post", "responses", "200"]);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(
        response,
        r#"{"description":"d","x-canonical-examples":{"text/csv":"b"},"content":{"application/json":{"schema":{"type":"string"},"example":"a"}}}"#
    );
}

/// What OpenAPI 3 has no style for stands under a reserved key.
#[test]
fn delimiters_of_lists() {
    let cases = [
        ("query", "ssv", r#""style":"spaceDelimited","explode":false"#),
        ("query", "tsv", r#""style":"form","explode":false,"x-canonical-style":"tabDelimited""#),
        ("query", "multi", r#""style":"form","explode":true"#),
        ("header", "csv", r#""style":"simple","explode":false"#),
        ("header", "pipes", r#""style":"simple","explode":false,"x-canonical-style":"pipeDelimited""#),
        ("formData", "tsv", r#""encoding":{"a":{"style":"form","explode":false,"x-canonical-style":"tabDelimited"}}"#),
    ];
    for (location, format, expected) in cases {
        let parameter = format!("{{name: a, in: {location}, type: array, items: {{type: string}}, collectionFormat: {format}}}");
        let (text, found) =
            at(&operation(&format!("responses: {{}}\n      parameters: [{parameter}]")), &["paths", "/a", "post"]);
        assert!(found.is_empty() && text.contains(expected), "{location} {format}: {text} {found:?}");
    }
}

#[test]
fn what_is_wrong_with_an_operation() {
    let cases = [
        ("{name: a, in: query}", "E0104 9:20 a Parameter Object needs `type`"),
        ("{name: a, in: querry, type: string}", "E0107 9:34 `in` cannot be `querry`"),
        ("{name: a, in: query, type: file}", "E0107 9:47 this `type` is not allowed where `in` is `query`"),
        ("{name: a, in: body}", "E0104 9:20 a Parameter Object needs `schema`"),
        (
            "{name: a, in: header, type: array, items: {type: string}, collectionFormat: multi}",
            "E0115 9:96 an array in the header cannot be written as `multi`",
        ),
        (
            "{name: a, in: body, schema: {}}, {name: c, in: formData, type: string}",
            "E0108 9:53 an operation has one body, or a form",
        ),
        ("{name: a, in: query, type: string, pattren: a}", "E0105 9:55 a Parameter Object has no field `pattren`"),
    ];
    for (parameter, expected) in cases {
        let members = format!("responses: {{}}\n      parameters: [{parameter}]");
        let (_, found) = at(&operation(&members), &[]);
        assert_eq!(found, [expected], "{parameter}");
    }
}

#[test]
fn flows_have_the_names_of_openapi_3() {
    let cases = [
        ("implicit, authorizationUrl: a", r#""implicit":{"authorizationUrl":"a","scopes":{}}"#),
        ("password, tokenUrl: t", r#""password":{"tokenUrl":"t","scopes":{}}"#),
        ("application, tokenUrl: t", r#""clientCredentials":{"tokenUrl":"t","scopes":{}}"#),
        (
            "accessCode, authorizationUrl: a, tokenUrl: t",
            r#""authorizationCode":{"authorizationUrl":"a","tokenUrl":"t","scopes":{}}"#,
        ),
    ];
    for (flow, expected) in cases {
        let rest = format!("paths: {{}}\nsecurityDefinitions: {{s: {{type: oauth2, flow: {flow}, scopes: {{}}}}}}\n");
        let (scheme, found) = at(&rest, &["components", "securitySchemes", "s"]);
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(scheme, format!(r#"{{"type":"oauth2","flows":{{{expected}}}}}"#));
    }
}

#[test]
fn shared_parameters_and_responses_may_refer_to_others() {
    let rest = "consumes: [a/b]
produces: [a/b]
parameters:
  A: {$ref: '#/parameters/B'}
  B: {in: body, name: b, schema: {type: string}}
  F: {$ref: '#/parameters/G'}
  G: {in: formData, name: g, type: string}
responses:
  R: {$ref: '#/responses/S'}
  S: {description: s}
paths:
  /a: {post: {parameters: [{$ref: '#/parameters/A'}], responses: {200: {$ref: '#/responses/R'}}}}
  /b: {post: {consumes: [c/d], parameters: [{$ref: '#/parameters/A'}], responses: {200: {$ref: '#/responses/R'}}}}
  /c: {post: {parameters: [{$ref: '#/parameters/F'}], responses: {200: {$ref: '#/responses/R'}}}}
";
    let content =
        |media: &str, schema: &str| format!(r#"{{"x-canonical-name":"b","content":{{"{media}":{{"schema":{schema}}}}}}}"#);
    let string = r#"{"type":"string"}"#;
    let bodies = format!(r##"{{"A":{{"$ref":"#/components/requestBodies/B"}},"B":{}}}"##, content("a/b", string));
    assert_eq!(at(rest, &["components", "requestBodies"]), (bodies, vec![]));
    let cases = [
        ("/a", r##"{"$ref":"#/components/requestBodies/A"}"##.to_owned()),
        ("/b", content("c/d", string)),
        (
            "/c",
            format!(
                r#"{{"content":{{"application/x-www-form-urlencoded":{{"schema":{{"type":"object","properties":{{"g":{string}}}}}}}}}}}"#
            ),
        ),
    ];
    for (path, expected) in cases {
        assert_eq!(at(rest, &["paths", path, "post", "requestBody"]).0, expected, "{path}");
    }
}

#[test]
fn references_lead_to_any_parameter_and_response() {
    let rest = "consumes: [a/b]
produces: [a/b]
paths:
  /a:
    parameters: [{name: q, in: query, type: string}]
    post: {parameters: [{name: b, in: body, schema: {}}], responses: {200: {description: d, schema: {}}}}
  /b:
    post:
      produces: [c/d]
      parameters: [{$ref: '#/paths/~1a/parameters/0'}, {$ref: '#/paths/~1a/post/parameters/0'}]
      responses: {200: {$ref: '#/paths/~1a/post/responses/200'}}
";
    let operation = at(rest, &["paths", "/b", "post"]);
    assert_eq!(
        operation,
        (r##"{"parameters":[{"$ref":"#/components/parameters/a_parameters_0"}],"responses":{"200":{"description":"d","content":{"c/d":{"schema":{}}}}},"requestBody":{"$ref":"#/components/requestBodies/a_post_parameters_0"}}"##.to_owned(), vec![])
    );
}

#[test]
fn missing_media_types_are_json() {
    let rest =
        "paths:\n  /a:\n    post:\n      responses: {200: {description: d, schema: {}}, 400: {description: d, schema: {}}}\n";
    let (response, found) = at(rest, &["paths", "/a", "post", "responses", "200"]);
    assert_eq!(response, r#"{"description":"d","content":{"application/json":{"schema":{}}}}"#);
    assert_eq!(found, ["W0110 6:41 neither the operation nor the document has `produces`"]);
}

/// Three thousand media types for three thousand bodies.
#[test]
fn a_small_text_does_not_grow_into_a_large_tree() {
    let types: String = (0..3000).map(|n| format!("a/{n}, ")).collect();
    let paths: String = (0..3000)
        .map(|n| format!("  /{n}: {{post: {{parameters: [{{name: b, in: body, schema: {{}}}}], responses: {{}}}}}}\n"))
        .collect();
    let (_, found) = at(&format!("consumes: [{types}]\npaths:\n{paths}"), &[]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("E0116 "), "{found:?}");
}

#[test]
fn a_path_item_is_somewhere() {
    let cases = [
        ("'#/paths/~1nope'", "E0201 4:15 there is no path item at `#/paths/~1nope`"),
        ("'#/paths/~1a'", "E0202 4:15 this chain of path items does not end"),
        ("a.yaml", "E0204 4:15 `a.yaml` is another document, which is not read here"),
    ];
    for (target, expected) in cases {
        assert_eq!(at(&format!("paths:\n  /a: {{ $ref: {target} }}\n"), &[]).1, [expected]);
    }
}
