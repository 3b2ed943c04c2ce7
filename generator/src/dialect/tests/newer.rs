//! OpenAPI 3.2: what 3.0 lacks stands under reserved keys.

use super::canonical_of;
use crate::pointer::Pointer;

fn document(rest: &str) -> (String, Vec<String>) {
    let (tree, found) = canonical_of(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{rest}"));
    let mut tree = tree.unwrap();
    tree.take("openapi");
    tree.take("info");
    (tree.to_json(), found)
}

#[test]
fn nothing_of_3_2_vanishes() {
    let cases = [
        ("$self: https://example.com/a\npaths: {}", r#"{"x-canonical-$self":"https://example.com/a","paths":{}}"#),
        ("servers: [{url: /a, name: n}]\npaths: {}", r#"{"servers":[{"url":"/a","x-canonical-name":"n"}],"paths":{}}"#),
        (
            "paths: {}\ntags: [{name: a, summary: s, parent: b, kind: nav}, {name: b}]",
            r#"{"paths":{},"tags":[{"name":"a","x-canonical-summary":"s","x-canonical-parent":"b","x-canonical-kind":"nav"},{"name":"b"}]}"#,
        ),
        (
            "paths: {/a: {query: {}, additionalOperations: {COPY: {}}}}",
            r#"{"paths":{"/a":{"x-canonical-query":{"responses":{}},"x-canonical-additionalOperations":{"COPY":{"responses":{}}}}}}"#,
        ),
        (
            "components: {responses: {R: {summary: s, content: {text/event-stream: {itemSchema: {type: [string, 'null']}}}}}}",
            r#"{"components":{"responses":{"R":{"x-canonical-summary":"s","content":{"text/event-stream":{"x-canonical-itemSchema":{"type":"string","nullable":true}}},"description":"s"}}},"paths":{}}"#,
        ),
        (
            "components: {parameters: {P: {name: p, in: querystring, content: {text/plain: {}}}}}",
            r#"{"components":{"parameters":{"P":{"name":"p","in":"query","content":{"text/plain":{}},"x-canonical-in":"querystring","style":"form","explode":true}}},"paths":{}}"#,
        ),
        (
            "components: {parameters: {P: {name: p, in: cookie, style: cookie, schema: {}}}}",
            r#"{"components":{"parameters":{"P":{"name":"p","in":"cookie","style":"form","schema":{},"x-canonical-style":"cookie","explode":true}}},"paths":{}}"#,
        ),
        (
            "components: {examples: {E: {dataValue: 1, serializedValue: '1'}}}",
            r#"{"components":{"examples":{"E":{"value":1,"x-canonical-serializedValue":"1"}}},"paths":{}}"#,
        ),
        (
            "components: {schemas: {S: {xml: {nodeType: text}, discriminator: {propertyName: p, defaultMapping: S}}}}",
            r##"{"components":{"schemas":{"S":{"x-canonical-xml":{"x-canonical-nodeType":"text"},"discriminator":{"propertyName":"p","x-canonical-defaultMapping":"#/components/schemas/S"}}}},"paths":{}}"##,
        ),
        (
            "components: {securitySchemes: {S: {type: oauth2, deprecated: true, oauth2MetadataUrl: m, flows: {deviceAuthorization: {deviceAuthorizationUrl: d, tokenUrl: t, scopes: {}}}}}}",
            r#"{"components":{"securitySchemes":{"S":{"type":"oauth2","x-canonical-deprecated":true,"x-canonical-oauth2MetadataUrl":"m","flows":{"x-canonical-deviceAuthorization":{"deviceAuthorizationUrl":"d","tokenUrl":"t","scopes":{}}}}}},"paths":{}}"#,
        ),
        (
            "components: {requestBodies: {B: {content: {multipart/mixed: {prefixEncoding: [{}], itemEncoding: {encoding: {}}}}}}}",
            r#"{"components":{"requestBodies":{"B":{"content":{"multipart/mixed":{"x-canonical-prefixEncoding":[{"explode":true}],"x-canonical-itemEncoding":{"x-canonical-encoding":{},"explode":true}}}}}},"paths":{}}"#,
        ),
    ];
    for (text, expected) in cases {
        let (tree, found) = document(text);
        assert_eq!(tree, expected, "{text}");
        assert!(found.iter().all(|line| line.starts_with("W0114")), "{found:?}");
    }
}

#[test]
fn what_later_stages_do_not_read_is_said() {
    let (_, found) = document(
        "paths: {'/a/{b}': {additionalOperations: {COPY: {}}, parameters: [{name: b, in: path, required: true, allowReserved: true, schema: {}}]}}",
    );
    let expected = [
        "W0114 3:20 nothing is generated from `additionalOperations` yet",
        "W0114 3:103 nothing is generated from `allowReserved` yet",
    ];
    assert_eq!(found, expected);
}

#[test]
fn media_types_are_copied_in_and_their_schemas_are_one_type() {
    let text = "components:\n  mediaTypes: {M: {schema: {properties: {a: {type: string}}}}}\n  responses:\n    R: {description: d, content: {text/plain: {$ref: '#/components/mediaTypes/M'}, text/csv: {$ref: '#/components/mediaTypes/M'}}}\n";
    let (tree, found) = canonical_of(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\n{text}"));
    assert_eq!(found, Vec::<String>::new());
    let tree = tree.unwrap();
    let components = tree.get("components").unwrap();
    let reference = r##"{"schema":{"$ref":"#/components/schemas/mediaTypes_M"}}"##;
    assert_eq!(
        components.get("responses").unwrap().to_json(),
        format!(r#"{{"R":{{"description":"d","content":{{"text/plain":{reference},"text/csv":{reference}}}}}}}"#)
    );
    assert_eq!(components.get("schemas").unwrap().to_json(), r#"{"mediaTypes_M":{"properties":{"a":{"type":"string"}}}}"#);
}

#[test]
fn fields_of_3_2_are_of_another_version_before() {
    let (_, found) = canonical_of("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/a: {query: {}}}\n");
    assert_eq!(found, ["E0106 3:14 `query` is no field of a Path Item Object in OpenAPI 3.1"]);
}

#[test]
fn schemas_of_another_dialect_are_pointed_out() {
    let (_, found) = document("jsonSchemaDialect: http://json-schema.org/draft-07/schema#\npaths: {}");
    assert_eq!(found, ["W0112 3:20 `http://json-schema.org/draft-07/schema#` is no dialect of JSON Schema that is known"]);
}

#[test]
fn parents_of_tags_are_tags() {
    let cases = [
        ("{name: a}, {name: b, parent: a}, {name: c, parent: b}", vec![]),
        ("{name: a}, {name: b, parent: A}", vec!["E0117 3:37 there is no tag `A`"]),
        ("{name: a, parent: a}", vec!["E0117 3:26 this tag is nested under itself"]),
        (
            "{name: a, parent: b}, {name: b, parent: a}, {name: c, parent: a}",
            vec!["E0117 3:26 this tag is nested under itself", "E0117 3:48 this tag is nested under itself"],
        ),
        ("{name: a}, {name: a}", vec!["W0115 3:26 the tag `a` is listed twice"]),
    ];
    for (tags, expected) in cases {
        let (_, found) =
            canonical_of(&format!("openapi: 3.2.0\ninfo: {{title: t, version: '1'}}\ntags: [{tags}]\npaths: {{}}\n"));
        assert_eq!(found, expected, "{tags}");
    }
}

#[test]
fn what_nothing_is_generated_from_is_said_in_every_version() {
    let (_, found) = document(
        "components: {schemas: {S: {discriminator: {propertyName: p, defaultMapping: S}}}, securitySchemes: {A: {type: oauth2, oauth2MetadataUrl: m, flows: {}}}}",
    );
    let expected = [
        "W0114 3:61 nothing is generated from `defaultMapping` yet",
        "W0114 3:119 nothing is generated from `oauth2MetadataUrl` yet",
    ];
    assert_eq!(found, expected);
    let parameters = "[{name: a, in: query, type: string, required: true, allowEmptyValue: true}, {name: b, in: query, type: string, allowEmptyValue: true}, {name: c, in: query, type: string, allowEmptyValue: false}]";
    let old = format!(
        "swagger: '2.0'\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {{responses: {{'204': {{description: d}}}},\n  parameters: {parameters}}}}}}}\n"
    );
    let new = old.replace("swagger: '2.0'", "openapi: 3.0.3").replace("type: string", "schema: {}");
    for (text, column) in [(old, 67), (new, 65)] {
        let (_, found) = canonical_of(&text);
        assert_eq!(found, [format!("W0114 4:{column} nothing is generated from `allowEmptyValue` yet")], "{text}");
    }
}

#[test]
fn a_media_type_may_hold_itself_and_data_holds_none() {
    let (tree, found) = canonical_of(
        "openapi: 3.2.0
info: {title: t, version: '1'}
paths:
  /a: {post: {requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/Loop'}}}, responses: {}}}
components:
  schemas: {S: {example: {content: {a: {$ref: '#/components/mediaTypes/Loop'}}}}}
  mediaTypes:
    Loop: {schema: {$ref: '#/components/schemas/S'}, encoding: {a: {headers: {H: {content: {a/b: {$ref: '#/components/mediaTypes/Loop'}}}}}}}
",
    );
    assert_eq!(found, [""; 0]);
    let tree = tree.unwrap();
    let at = |pointer: &str| tree.at(&Pointer::from_text(pointer)).unwrap();
    let used = at("/paths/~1a/post/requestBody/content/application~1json");
    assert_eq!(used.get("schema").unwrap().to_json(), r##"{"$ref":"#/components/schemas/S"}"##);
    let data = at("/components/schemas/S/example");
    assert_eq!(data.to_json(), r##"{"content":{"a":{"$ref":"#/components/mediaTypes/Loop"}}}"##);
}
