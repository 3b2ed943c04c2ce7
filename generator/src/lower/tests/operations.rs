use crate::ir::{Api, Codec, Location, Operation, ParameterKind, SecuritySchemeKind, Status, Style, TypeRef};
use crate::lower::testing::lowered;

fn document(rest: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{ title: Test, version: '1' }}\n{rest}")
}

fn api(rest: &str) -> Api {
    let (api, diagnostics) = lowered(&document(rest));
    api.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

fn codes(rest: &str) -> Vec<&'static str> {
    lowered(&document(rest)).1.iter().map(|diagnostic| diagnostic.code.0).collect()
}

fn only(api: &Api) -> &Operation {
    &api.tags[0].operations[0]
}

#[test]
fn operations_by_tag_in_order() {
    let api = api("tags: [{ name: b }, { name: unused }]
paths:
  /x:
    post: { tags: [a], operationId: one, responses: {} }
    get: { tags: [b], operationId: two, responses: {} }
  /y:
    get: { operationId: three, responses: {} }");
    let names: Vec<_> = api.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(names, ["b", "a", ""]);
    assert_eq!(only(&api).key.method, "GET");
}

#[test]
fn parameters_override_by_name_and_place() {
    let api = api("components: { parameters: { Limit: { name: limit, in: query, schema: { type: integer, default: 20 } } } }
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: limit, in: query, schema: { type: string } }
    get:
      parameters:
        - $ref: '#/components/parameters/Limit'
        - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object, properties: { a: { type: boolean } } } }
      responses: { '200': { description: ok } }");
    let parameters = &only(&api).parameters;
    let names: Vec<_> = parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    assert_eq!(names, ["id", "limit", "ids", "filter"]);
    assert_eq!(parameters[0].location, Location::Path);
    assert_eq!((parameters[1].default.as_deref(), parameters[1].kind.clone()), (Some("20"), ParameterKind::Integer));
    assert_eq!(parameters[2].kind, ParameterKind::Array(Box::new(ParameterKind::Integer)));
    assert!(!parameters[2].explode);
    assert_eq!(parameters[3].style, Style::DeepObject);
    assert_eq!(parameters[3].kind, ParameterKind::Object(vec![("a".to_owned(), ParameterKind::Boolean)]));
}

/// Whatever the style, items are what all branches say they are.
#[test]
fn items_are_what_all_branches_of_a_union_agree_on() {
    let list = |items: &str| format!("{{ type: array, items: {{ type: {items} }} }}");
    let kinds = |branches: [&str; 2]| {
        let schema = format!("{{ oneOf: [{}, {}] }}", list(branches[0]), list(branches[1]));
        let api = api(&format!(
            "paths:
  /a:
    get:
      parameters:
        - {{ name: plain, in: query, schema: {schema} }}
        - {{ name: deep, in: query, style: deepObject, schema: {{ type: object, properties: {{ a: {schema} }} }} }}
      responses: {{}}"
        ));
        only(&api).parameters.iter().map(|parameter| parameter.kind.clone()).collect::<Vec<_>>()
    };
    let of = |items: ParameterKind| {
        let list = ParameterKind::Array(Box::new(items));
        vec![list.clone(), ParameterKind::Object(vec![("a".to_owned(), list)])]
    };
    assert_eq!(kinds(["integer", "integer"]), of(ParameterKind::Integer));
    let either = ParameterKind::Either(vec![ParameterKind::Integer, ParameterKind::String]);
    assert_eq!(kinds(["integer", "string"]), of(either));
    assert_eq!(kinds(["integer", "number"]), of(ParameterKind::Number));
    // A list in a list has no text, but below brackets.
    let mixed =
        ParameterKind::Mixed(Box::new(ParameterKind::Integer), Box::new(ParameterKind::Array(Box::new(ParameterKind::Any))));
    let found = kinds(["integer", "array"]);
    assert_eq!((found.first(), found.last()), (of(ParameterKind::Integer).first(), of(mixed).last()));
}

#[test]
fn every_name_of_json_is_json_in_a_form() {
    for (name, expected) in [
        ("text/json", ParameterKind::Json),
        ("application/json; charset=utf-8", ParameterKind::Json),
        ("application/vnd.a+json", ParameterKind::Json),
        ("text/plain", ParameterKind::String),
    ] {
        let api = api(&format!(
            "paths:
  /a:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {{ type: object, properties: {{ a: {{ type: string }} }} }}
            encoding: {{ a: {{ contentType: {name} }} }}
      responses: {{}}"
        ));
        let codec = &only(&api).request_body.as_ref().unwrap().content.media[0].codec;
        assert!(matches!(codec, Codec::Form(form) if form.properties[0].kind == expected), "{name}: {codec:?}");
    }
}

#[test]
fn a_response_to_head_has_no_body() {
    let rest = "paths: { /a: { head: { responses: { '200': { description: ok, content: { application/json: {} } } } } } }";
    assert_eq!(codes(rest), ["W0337"]);
    assert_eq!(only(&api(rest)).responses[0].content, None);
}

#[test]
fn paths_and_their_parameters_must_agree() {
    let rest = "paths:
  /a/{x}:
    get: { parameters: [{ name: y, in: path, required: true, schema: { type: string } }], responses: {} }
  /a/{y}:
    get: { parameters: [{ name: y, in: path, required: true, schema: { type: string } }], responses: {} }
  /b?c=d:
    get: { responses: {} }
  /b?{c}=1:
    get: { responses: {} }
  /c/{d:
    get: { responses: {} }";
    let mut found = codes(rest);
    found.sort_unstable();
    assert_eq!(found, ["E0313", "E0314", "E0315", "W0338", "W0345"]);
}

#[test]
fn reserved_header_parameters_are_ignored() {
    let rest = "paths:
  /a:
    get: { parameters: [{ name: AUTHORIZATION, in: header, schema: { type: string } }], responses: {} }";
    assert_eq!(codes(rest), ["W0336"]);
    assert!(only(&api(rest)).parameters.is_empty());
}

#[test]
fn responses_by_status() {
    let api = api("components: { headers: { Retry: { required: true, schema: { type: integer } } } }
paths:
  /a:
    get:
      responses:
        default: { description: other, content: { 'application/problem+json': { schema: { type: object } } } }
        '200': { description: ok, content: { 'application/json; charset=utf-8': {} } }
        4XX: { description: bad, headers: { Retry-After: { $ref: '#/components/headers/Retry' }, content-type: { schema: { type: string } } } }");
    let responses = &only(&api).responses;
    let statuses: Vec<_> = responses.iter().map(|response| response.status).collect();
    assert_eq!(statuses, [Status::Default, Status::Exact(200), Status::Range(4)]);
    assert_eq!(responses[1].content.as_ref().unwrap().ty(), Some(&TypeRef::Any));
    assert_eq!(responses[2].headers.len(), 1);
    assert!(responses[2].headers[0].required);
}

#[test]
fn fixed_queries_are_told_apart_as_the_router_reads_them() {
    let two = |one: &str, other: &str| {
        codes(&format!(
            "paths: {{ '/a?{one}': {{ get: {{ responses: {{}} }} }}, '/a?{other}': {{ get: {{ responses: {{}} }} }} }}"
        ))
    };
    for (one, other) in [("x=b+c", "x=b%20c"), ("a+b=1", "a%20b=1"), ("x=1&y=2", "y=2&x=1"), ("x=1&x=1", "x=1"), ("x", "x=")] {
        assert_eq!(two(one, other), ["W0345"], "{one} {other}");
    }
    for (one, other) in [("x=b+c", "x=b%2Bc"), ("x=b%3Dc", "x%3Db=c"), ("x=1", "x=2")] {
        assert!(two(one, other).is_empty(), "{one} {other}");
    }
}

#[test]
fn media_types_that_are_not_supported_are_refused() {
    let body = |content: &str| {
        format!("paths: {{ /a: {{ post: {{ requestBody: {{ content: {{ {content} }} }}, responses: {{}} }} }} }}")
    };
    assert!(codes(&body("multipart/form-data: {}")).is_empty());
    assert_eq!(codes(&body("application/json: {}, schema: {}")), ["E0319"]);
    assert_eq!(codes(&body("application/json: {}, examples: {}")), ["W0357"]);
    assert_eq!(codes(&body("application/json: {}, name: { examples: { a: { value: b } } }")), ["W0357"]);
    assert_eq!(codes(&body("json: { examples: { a: { value: b } } }")), ["W0351"]);
    assert!(codes(&body("application/vnd.api+json: {}, text/csv: {}, image/png: {}")).is_empty());
    assert_eq!(codes(&body("json: {}")), ["W0351"]);
    assert_eq!(codes(&body("text/plain: { schema: { type: object } }")), ["W0352"]);
}

#[test]
fn security_is_overridden_and_must_be_defined() {
    let schemes = "components: { securitySchemes: { key: { type: apiKey, in: header, name: X-Key }, token: { type: http, scheme: Bearer } } }
security: [{ key: [] }]
";
    let api = api(&format!(
        "{schemes}paths:
  /a:
    get: {{ responses: {{}} }}
    put: {{ security: [], responses: {{}} }}
    post: {{ security: [{{ key: [], token: [write] }}, {{}}], responses: {{}} }}"
    ));
    let operations = &api.tags[0].operations;
    assert_eq!(operations[0].security.len(), 1);
    assert!(operations[1].security.is_empty());
    assert_eq!(operations[2].security[0][1].scopes, ["write"]);
    assert!(operations[2].security[1].is_empty());
    assert_eq!(api.security_schemes[1].kind, SecuritySchemeKind::Bearer);
    assert_eq!(codes("security: [{ none: [] }]\npaths: { /a: { get: { responses: {} } } }"), ["E0322"]);
}

#[test]
fn what_is_not_generated_is_said() {
    let rest = "x-canonical-webhooks: { created: { post: { responses: {} } } }
paths:
  /a:
    get:
      operationId: same
      callbacks: { done: { '{$request.body#/url}': { post: { responses: {} } } } }
      responses: { '204': { description: none, content: { application/json: {} } } }
    put: { operationId: same, servers: [{ url: https://other }], responses: { '700': { description: x } } }";
    let mut found = codes(rest);
    found.sort_unstable();
    assert_eq!(found, ["E0312", "E0321", "W0337"]);
}

#[test]
fn webhooks_and_callbacks_are_operations_of_groups_of_their_own() {
    let api = api("x-canonical-webhooks: { created: { post: { tags: [t], responses: {} } } }
components: { callbacks: { shared: { 'http://h/{$url}': { put: { operationId: told, responses: {} } } } } }
paths:
  /a:
    get:
      tags: [t]
      operationId: asks
      callbacks:
        done: { '{$request.body#/url}': { post: { callbacks: { again: { '{$request.body#/url}': { get: { responses: {} } } } }, responses: {} } } }
        shared: { x-canonical-ref: { x-canonical-ref: '#/components/callbacks/shared' } }
      responses: {}
    put: { tags: [t], callbacks: { shared: { x-canonical-ref: { x-canonical-ref: '#/components/callbacks/shared' } } }, responses: {} }");
    let groups: Vec<_> = api.tags.iter().map(|tag| (tag.group, tag.operations.len())).collect();
    assert_eq!(groups, [(crate::ir::Group::Tag, 2), (crate::ir::Group::Webhooks, 1), (crate::ir::Group::Callbacks, 3)]);
    let keys: Vec<String> = api.operations().map(|operation| operation.key.to_string()).collect();
    let done = "POST {$request.body#/url}";
    assert_eq!(keys, ["GET /a", "PUT /a", "POST created", done, "GET {$request.body#/url}", "PUT http://h/{$url}"]);
    let asked: Vec<_> = api.operations().map(|operation| operation.asked_by.len()).collect();
    assert_eq!(asked, [0, 0, 0, 1, 1, 2]);
}

#[test]
fn an_operation_has_the_servers_of_its_path_item_unless_it_has_its_own() {
    let api = api("servers: [{ url: https://a }]
paths:
  /a: { servers: [{ url: https://b }], get: { responses: {} }, put: { servers: [{ url: https://c }], responses: {} } }
  /b: { get: { servers: [{ url: https://a }], responses: {} }, put: { servers: [{ url: '{x}' }], responses: {} } }
"
    .replace("'{x}'", "/d")
    .as_str());
    let servers: Vec<_> =
        api.operations().map(|it| it.servers.iter().map(|server| server.url.as_str()).collect::<Vec<_>>()).collect();
    assert_eq!(servers, [vec!["https://b"], vec!["https://c"], vec![], vec!["/d"]]);
    assert_eq!(codes("paths: { /a: { get: { servers: [{ url: 'https://{x}' }], responses: {} } } }"), ["E0325"]);
}

#[test]
fn servers_and_their_variables() {
    let api = api("servers: [{ url: 'https://{host}/v1', variables: { host: { default: a, enum: [a, b] } } }]\npaths: {}");
    assert_eq!(api.servers[0].variables[0].values, ["a", "b"]);
    assert_eq!(codes("servers: [{ url: 'https://{host}' }]\npaths: {}"), ["E0325"]);
}

#[test]
fn a_member_that_only_one_direction_carries_is_optional_in_both() {
    let api = api("components:
  schemas:
    User:
      type: object
      required: [id, name]
      properties: { id: { type: string, readOnly: true }, name: { type: string } }
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } }");
    let (_, user) = api.types.iter().next().unwrap();
    assert!(user.facts.in_requests && user.facts.in_responses && user.facts.validated);
    let crate::ir::Shape::Struct(object) = &user.shape else { panic!() };
    assert_eq!(object.fields.iter().map(|field| field.required).collect::<Vec<_>>(), [false, true]);
}
