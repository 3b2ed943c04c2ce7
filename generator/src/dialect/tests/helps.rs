//! What the diagnostics of this stage advise: it must be possible where they point.

use super::*;

/// The diagnostics of a document as `CODE note | help`.
fn advice(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let id = sources.add(Source { path: "a.yaml".to_owned(), text: text.to_owned() });
    let mut found = Vec::new();
    let node = crate::node::read(&sources, id, &mut found).unwrap();
    canonical(node, &sources, &mut found);
    found.sort_by_key(|diagnostic| diagnostic.span);
    let line = |found: &Diagnostic| {
        let words = [&found.note, &found.help].map(|words| words.as_deref().unwrap_or_default());
        format!("{} {} | {}", found.code.0, words[0], words[1])
    };
    found.iter().map(line).collect()
}

fn of_response(version: &str, response: &str) -> Vec<String> {
    advice(&format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{/a: {{get: {{responses: {{'200': {response}}}}}}}}}\ncomponents:\n  responses: {{R: {{description: d}}}}\n"
    ))
}

fn of_schema(version: &str, schema: &str) -> Vec<String> {
    advice(&format!(
        "openapi: {version}\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas: {{A: {{type: string}}, S: {schema}}}\n"
    ))
}

#[test]
fn beside_references() {
    let help = "remove it, or write here what the reference leads to instead of the `$ref`";
    let old = format!("W0104 until OpenAPI 3.0, nothing beside `$ref` counts | {help}");
    assert_eq!(of_response("3.0.3", "{$ref: '#/components/responses/R', description: e}"), [old]);
    let new = format!("W0104 beside a `$ref` that stands for no schema, only `summary` and `description` count | {help}");
    assert_eq!(of_response("3.1.0", "{$ref: '#/components/responses/R', headers: {}}"), [new]);
    let schema = of_schema("3.0.3", "{$ref: '#/components/schemas/A', minLength: 2}");
    assert!(schema[0].ends_with("| write `allOf: [{ $ref: ... }]` with the other keywords beside it"), "{schema:?}");
}

#[test]
fn nullable_in_3_1() {
    let typed = of_schema("3.1.0", "{type: string, nullable: true}");
    assert!(typed[0].ends_with("| write `type: [..., 'null']`"), "{typed:?}");
    let reference = of_schema("3.1.0", "{$ref: '#/components/schemas/A', nullable: true}");
    assert!(
        reference[0].starts_with("W0107 ") && reference[0].contains("| write `anyOf: [{ ... }, { type: 'null' }]`"),
        "{reference:?}"
    );
}

#[test]
fn only_what_exists_is_suggested() {
    for (text, help) in [
        ("components/schemas/A", "did you mean `#/components/schemas/A`?"),
        ("components/schemas/Q", "bundle the documents into one"),
        ("#components/schemas/A", "did you mean `#/components/schemas/A`?"),
        ("#components/schemas/Q", "refer to `#/components/schemas/<Name>`"),
    ] {
        let found = of_schema("3.0.3", &format!("{{$ref: '{text}'}}"));
        assert!(found[0].ends_with(&format!("| {help}")), "{text}: {found:?}");
    }
}

#[test]
fn keywords_of_earlier_drafts_came_with_no_version() {
    let old = of_schema("3.0.3", "{definitions: {A: {type: string}}}");
    assert!(
        old[0].starts_with("E0106 it is a keyword of earlier drafts of JSON Schema, which OpenAPI knows since 3.1; "),
        "{old:?}"
    );
    assert_eq!(of_schema("3.1.0", "{definitions: {A: {type: string}}}"), [""; 0]);
    let gone = of_schema("3.0.3", "{dependencies: {a: [b]}}");
    assert!(gone[0].starts_with("E0105") && !gone[0].contains("`dependencies`"), "{gone:?}");
    assert!(gone[0].ends_with("earlier drafts have it; write `dependentRequired` or `dependentSchemas`"), "{gone:?}");
    let read = of_schema("3.1.0", "{dependencies: {a: [b], c: {dependencies: {d: [e]}}}}");
    assert_eq!(read.iter().filter(|line| line.starts_with("W0121")).count(), 2, "{read:?}");
}
