//! What stands once in a description and is written for each use.

use super::{HEAD, codes, in_xml, schemas, to};

/// Operations that use a component, and the components.
fn using(count: usize, used: &str, components: &str) -> String {
    let path = |index: usize| format!("/a{index}: {{post: {used}}}");
    let paths = (0..count).map(path).collect::<Vec<_>>().join(", ");
    HEAD.replace("paths: {}", &format!("components: {{{components}}}\npaths: {{{paths}}}"))
}

const WITH_PARAMETER: &str = "{parameters: [{$ref: '#/components/parameters/C'}], responses: {'200': {description: d}}}";
const WITH_BODY: &str = "{requestBody: {$ref: '#/components/requestBodies/C'}, responses: {'200': {description: d}}}";
const WITH_RESPONSE: &str = "{responses: {'200': {$ref: '#/components/responses/C'}}}";
const WITH_HEADER: &str = "{responses: {'200': {description: d, headers: {X-A: {$ref: '#/components/headers/C'}}}}}";

/// The check of a schema without a name is written where it is used.
#[test]
fn very_many_uses_of_a_part_with_a_large_check_are_refused() {
    let nots = (0..500).map(|index| format!("{{not: {{enum: [p{index}]}}}}")).collect::<Vec<_>>().join(", ");
    let long = format!("{{type: string, pattern: '{}'}}", "a".repeat(10_000));
    for schema in [format!("{{type: string, allOf: [{nots}]}}"), long] {
        let content = format!("content: {{application/json: {{schema: {schema}}}}}");
        let parts = [
            (WITH_PARAMETER, format!("parameters: {{C: {{name: q, in: query, schema: {schema}}}}}")),
            (WITH_BODY, format!("requestBodies: {{C: {{{content}}}}}")),
            (WITH_RESPONSE, format!("responses: {{C: {{description: d, {content}}}}}")),
        ];
        for (used, components) in parts {
            assert_eq!(codes("a.yaml", using(20, used, &components)), "");
            assert_eq!(codes("a.yaml", using(500, used, &components)), "E0327", "{used}");
        }
    }
}

/// So are descriptions and names.
#[test]
fn very_many_uses_of_a_part_with_long_text_are_refused() {
    let long = "z ".repeat(10_000);
    let name = "z".repeat(900);
    let names = (0..20).map(|index| format!("{name}{index}: {{}}")).collect::<Vec<_>>().join(", ");
    let parts = [
        (WITH_PARAMETER, format!("parameters: {{C: {{name: q, in: query, description: {long}, schema: {{type: string}}}}}}")),
        (WITH_PARAMETER, format!("parameters: {{C: {{name: q, in: query, schema: {{type: object, properties: {{{names}}}}}}}}}")),
        (WITH_BODY, format!("requestBodies: {{C: {{description: {long}, content: {{application/json: {{}}}}}}}}")),
        (WITH_RESPONSE, format!("responses: {{C: {{description: {long}}}}}")),
        (WITH_HEADER, format!("headers: {{C: {{description: {long}, schema: {{type: string}}}}}}")),
    ];
    for (used, components) in parts {
        assert_eq!(codes("a.yaml", using(20, used, &components)), "");
        assert_eq!(codes("a.yaml", using(500, used, &components)), "E0327", "{}", &components[..20]);
    }
}

/// Each header of a part has a table and a check of its own.
#[test]
fn very_many_headers_of_parts_with_one_large_schema_are_refused() {
    let members = (0..1000).map(|index| format!("m{index}: {{type: string}}")).collect::<Vec<_>>().join(", ");
    let large = format!("headers: {{C: {{schema: {{type: object, properties: {{{members}}}}}}}}}");
    let body = |count: usize| {
        let fields = |value: &str| (0..count).map(|index| format!("p{index}: {value}")).collect::<Vec<_>>().join(", ");
        let properties = fields("{type: string, format: binary}");
        let encoding = fields("{headers: {X-A: {$ref: '#/components/headers/C'}}}");
        let content = format!("{{schema: {{type: object, properties: {{{properties}}}}}, encoding: {{{encoding}}}}}");
        format!("{{requestBody: {{content: {{multipart/form-data: {content}}}}}, responses: {{'200': {{description: d}}}}}}")
    };
    assert_eq!(codes("a.yaml", using(1, &body(20), &large)), "");
    assert_eq!(codes("a.yaml", using(1, &body(500), &large)), "E0327");
}

/// What is shared is held by each that shares it.
#[test]
fn very_many_schemas_that_take_over_the_members_of_one_are_refused() {
    let shared: Vec<String> = (0..600).map(|index| format!("m{index}: {{type: string}}")).collect();
    for whole in ["allOf", "oneOf", "anyOf"] {
        let schema = |index: usize| match index {
            0 => format!("{{type: object, properties: {{{}}}}}", shared.join(", ")),
            _ => format!("{{{whole}: [{}, {{type: object, properties: {{n{index}: {{type: string}}}}}}]}}", to(0)),
        };
        let refused = |count: usize| codes("a.yaml", with_body(&schemas(count, schema), count)).contains("E0328");
        assert!(!refused(50), "{whole}");
        assert!(refused(400), "{whole}");
    }
}

/// What a schema takes over is more than the properties: names that are only required, what conditions say, long descriptions.
#[test]
fn what_is_taken_over_counts_whatever_it_is() {
    let many = (0..600).map(|index| format!("m{index}")).collect::<Vec<_>>().join(", ");
    let long = "z ".repeat(20_000);
    let kinds = [
        (format!("{{type: object, required: [{many}]}}"), "allOf: [SHARED]"),
        (format!("{{type: object, properties: {{{}}}}}", many.replace(',', ": {},") + ": {}"), "if: {}, then: SHARED"),
        (format!("{{type: object, properties: {{a: {{description: {long}}}}}}}"), "allOf: [SHARED]"),
        (format!("{{type: object, required: [{}]}}", "z".repeat(40_000)), "allOf: [SHARED]"),
    ];
    for (shared, whole) in kinds {
        let schema = |index: usize| match index {
            0 => shared.clone(),
            _ => format!("{{type: object, properties: {{k: {{}}}}, {}}}", whole.replace("SHARED", &to(0))),
        };
        let refused = |count: usize| codes("a.yaml", schemas(count, schema).replace("3.0.3", "3.1.0")).contains("E0328");
        assert!(!refused(40), "{whole}");
        assert!(refused(600), "{whole}");
    }
}

/// An operation whose body is one of many components.
fn with_body(schemas: &str, count: usize) -> String {
    let members: Vec<String> = (0..count).map(|index| format!("m{index}: {}", to(index))).collect();
    in_xml(schemas, &format!("{{type: object, properties: {{{}}}}}", members.join(", "))).replace("text/xml", "application/json")
}
