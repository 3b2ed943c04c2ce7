//! What a server's own answers put into the bodies that are documented for them.

use crate::ir::{Answer, Api};
use crate::lower::testing::lowered;

/// The API whose only operation documents `default` with this content.
fn api(content: &str) -> Api {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: Test, version: '1' }}\npaths:\n  /x:\n    get:\n      operationId: x\n      responses:\n        '204': {{ description: None. }}\n        default: {{ description: Failed., content: {{ {content} }} }}"
    );
    let (api, diagnostics) = lowered(&text);
    api.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// The template for a JSON body of this schema; `None` where the API has to give it.
fn template(schema: &str) -> Option<String> {
    let api = api(&format!("application/json: {{ schema: {schema} }}"));
    match api.tags[0].operations[0].responses[1].answer.clone().unwrap() {
        Answer::Shared(id) => Some(api.answers[&id].clone()),
        Answer::Template(template) => Some(template),
        Answer::Templates(templates) => panic!("{templates:?}"),
        Answer::Given => None,
    }
}

fn object(required: &str, properties: &str) -> String {
    format!("{{ type: object, required: [{required}], properties: {{ {properties} }} }}")
}

#[test]
fn members_are_filled_by_what_they_are_called() {
    let string = |name: &str| format!("{name}: {{ type: string }}");
    for (required, properties, expected) in [
        ("message", string("message"), r#"{"message":"$summary"}"#),
        (
            "error, error_description",
            [string("error"), string("error_description")].join(", "),
            r#"{"error":"$title","error_description":"$summary"}"#,
        ),
        ("", "code: { type: integer }, Message: { type: string }".to_owned(), r#"{"code":"$status","Message":"$summary"}"#),
        ("", "code: { type: string }, error: { type: string }".to_owned(), r#"{"code":"$code","error":"$summary"}"#),
        (
            "success",
            "success: { type: boolean }, message: { type: string, nullable: true }".to_owned(),
            r#"{"success":false,"message":"$summary"}"#,
        ),
        (
            "message, data",
            "message: { type: string }, data: { type: object, nullable: true }".to_owned(),
            r#"{"message":"$summary","data":null}"#,
        ),
        (
            "error",
            format!("error: {}", object("", "message: { type: string }, trace: { type: integer }")),
            r#"{"error":{"message":"$summary"}}"#,
        ),
        (
            "documentation_url",
            [string("documentation_url"), string("message")].join(", "),
            r#"{"documentation_url":"about:blank","message":"$summary"}"#,
        ),
    ] {
        assert_eq!(template(&object(required, &properties)).as_deref(), Some(expected), "{properties}");
    }
}

#[test]
fn lists_have_an_entry_for_each_mistake() {
    let errors = |required: &str, entry: &str| object(required, &format!("errors: {{ type: array, items: {entry} }}"));
    let entry = object("", "field: { type: string }, code: { type: string }, msg: { type: string }, value: {}");
    assert_eq!(
        template(&errors("", &entry)).as_deref(),
        Some(r#"{"errors":[{"field":"$location","code":"$keyword","msg":"$message"},"$always"]}"#)
    );
    assert_eq!(template(&errors("errors", "{ type: string }")).as_deref(), Some(r#"{"errors":["$line","$always"]}"#));
    let api = object(
        "",
        "status: { type: string }, source: { type: object, properties: { pointer: { type: string } } }, detail: { type: string }",
    );
    assert_eq!(
        template(&errors("", &api)).as_deref(),
        Some(r#"{"errors":[{"status":"$digits","source":{"pointer":"$pointer"},"detail":"$message"},"$always"]}"#)
    );
    // Other lists are none of mistakes.
    let tags = object("", "message: { type: string }, tags: { type: array, items: { type: string } }");
    assert_eq!(template(&tags).as_deref(), Some(r#"{"message":"$summary"}"#));
}

#[test]
fn the_schema_has_the_last_word() {
    // A text that is too long is cut, a member that is refused is left out, an open object takes one that is not declared.
    assert_eq!(
        template(&object("", "message: { type: string, maxLength: 90 }")).as_deref(),
        Some(r#"{"message":"$summary:80"}"#)
    );
    let coded = object("message", "message: { type: string }, code: { type: string, pattern: '^[0-9]+$' }");
    assert_eq!(template(&coded).as_deref(), Some(r#"{"message":"$summary"}"#));
    assert_eq!(template(&object("", "busy: { type: boolean }")).as_deref(), Some(r#"{"detail":"$summary"}"#));
    let closed = "{ type: object, properties: { busy: { type: boolean } }, additionalProperties: false }";
    assert_eq!(template(closed).as_deref(), Some("{}"));
}

#[test]
fn what_nobody_but_the_api_can_know_is_asked_for() {
    assert_eq!(template(&object("trace", "trace: { type: string }, message: { type: string }")), None);
    assert_eq!(template(&object("kind", "kind: { type: string, enum: [a, b] }")), None);
    assert_eq!(template("{ type: array, items: { type: integer } }"), None);
    // One value is no question.
    assert!(template(&object("kind", "kind: { type: string, enum: [failed] }")).is_some());
}

#[test]
fn free_bodies_have_problem_details() {
    let of = |content: &str| api(content).tags[0].operations[0].responses[1].answer.clone().unwrap();
    let problem = Answer::Template(template("{}").unwrap());
    assert_eq!(of("application/json: {}"), problem);
    assert_eq!(of("'*/*': { schema: { type: string, format: binary } }"), problem);
    assert_eq!(of("image/png: {}"), Answer::Given, "no picture");
}

#[test]
fn only_answers_of_the_server_itself_have_templates() {
    let text = "openapi: 3.0.3
info: { title: Test, version: '1' }
paths:
  /x:
    get:
      operationId: x
      responses:
        '200': { description: ok, content: { application/json: {} } }
        '400': { description: a, content: { application/json: {} } }
        '401': { description: b, content: { application/json: {} } }
        '404': { description: c, content: { application/json: {} } }
        '413': { description: d, content: { application/json: {} } }
        4XX: { description: e, content: { application/json: {} } }
        '501': { description: f }
        '502': { description: g, content: { application/json: {} } }
";
    let answers = |text: &str| -> Vec<bool> {
        let (api, diagnostics) = lowered(text);
        let api = api.unwrap_or_else(|| panic!("{diagnostics:#?}"));
        api.tags[0].operations[0].responses.iter().map(|response| response.answer.is_some()).collect()
    };
    let other = "  /y: { get: { operationId: y, responses: { '204': { description: h } } } }\n";
    // Without security, a body, or a status of its own there is nothing to answer; 406 and 415 are those of `4XX`. Of a path that
    // there is not, operations say something if all say the same.
    assert_eq!(answers(&format!("{text}{other}")), [false, true, false, false, false, true, false, false]);
    assert_eq!(answers(text), [false, true, false, true, false, true, false, false]);
}
