//! Values of a description: its own examples where they are values, and else what is made.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::path::Path;

use letterpress::evaluate;
use letterpress::files::{self, Files};
use letterpress::ir::{Api, Check, Keyword, Shape, TypeId};
use letterpress::sample::{Sampler, Way};
use letterpress::source::{Source, Sources};
use letterpress::{Reading, Understood, diagnostic};
use letterpress_runtime::json::Tape;

fn understood(text: &str) -> Understood {
    let mut sources = Sources::default();
    let main = sources.add(Source { path: "openapi.yaml".into(), text: text.into() });
    let (understood, told) = letterpress::understand(&sources, main);
    understood.unwrap_or_else(|| panic!("{}", diagnostic::render(&told, &sources)))
}

/// The value of the component `A`, as JSON text.
fn made(schemas: &str, way: Way) -> Option<String> {
    let it = understood(&format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    post:\n      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }}\n      \
         responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }} }}\ncomponents:\n  schemas:\n{schemas}"
    ));
    let a = it.api.types.iter().find(|(_, ty)| ty.pointer.as_str() == "/components/schemas/A").map(|(id, _)| id).unwrap();
    value(&it.api, a, way)
}

fn value(api: &Api, id: TypeId, way: Way) -> Option<String> {
    Sampler::new(api, way).value(&Check(vec![Keyword::Schema(id)]), &[])?.to_text().ok()
}

fn of(schema: &str) -> Option<String> {
    made(&format!("    A: {schema}\n"), Way::Request)
}

#[test]
fn an_example_is_taken_if_it_is_a_value() {
    assert_eq!(of("{ type: string, maxLength: 5, examples: [too long, short] }").unwrap(), r#""short""#);
    let object = "{ type: object, required: [a], properties: { a: { type: integer } }, example: { a: 7 } }";
    assert_eq!(of(object).unwrap(), r#"{"a":7}"#);
    assert_eq!(of(&object.replace("a: 7", "b: 7")).unwrap(), r#"{"a":1}"#);
}

#[test]
fn numbers_and_texts_are_what_is_demanded_of_them() {
    for (schema, expected) in [
        ("{ type: integer, minimum: 5, maximum: 5 }", "5"),
        ("{ type: integer, exclusiveMinimum: 10, multipleOf: 7 }", "14"),
        ("{ type: number, exclusiveMinimum: 0, exclusiveMaximum: 0.5, multipleOf: 0.25 }", "0.25"),
        ("{ type: number, minimum: -1.5, maximum: -1.5 }", "-1.5"),
        ("{ type: string, pattern: '^[A-Z]{2}-[0-9]{3}$' }", r#""AA-000""#),
        ("{ type: string, minLength: 8, maxLength: 8 }", r#""texttttt""#),
        ("{ type: string, format: date }", r#""2026-01-31""#),
        ("{ type: string, enum: [one, two] }", r#""one""#),
        ("{ const: [1, { a: null }] }", r#"[1,{"a":null}]"#),
        ("{ type: array, items: { enum: [1, 2, 3] }, minItems: 3, uniqueItems: true }", "[1,2,3]"),
        ("{ type: array, prefixItems: [{ type: string }, { type: boolean }], items: false }", r#"["text",true]"#),
        ("{ type: object, additionalProperties: { type: integer }, minProperties: 2 }", r#"{"name1":1,"name2":1}"#),
        (
            "{ type: object, propertyNames: { pattern: '^x-' }, minProperties: 1, additionalProperties: { type: integer } }",
            r#"{"x-":1}"#,
        ),
    ] {
        assert_eq!(of(schema).as_deref(), Some(expected), "{schema}");
    }
}

#[test]
fn branches_are_tried_until_one_fits() {
    let union = "{ oneOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { type: object, required: [a], properties: { a: { type: string }, b: { type: string } } }, { type: integer }] }";
    assert_eq!(of(union).unwrap(), "1", "what has `a` is both of the first");
    let tagged = "    A: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind } }\n    \
                  Cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer } } }\n    \
                  Dog: { type: object, required: [kind], properties: { kind: { type: string } } }\n";
    assert_eq!(made(tagged, Way::Request).unwrap(), r#"{"kind":"Cat","lives":1}"#);
    assert_eq!(of("{ allOf: [{ type: string }, { type: integer }] }"), None, "there is no such value");
}

#[test]
fn a_request_has_what_is_read_only_no_more_than_a_response_what_is_write_only() {
    let schemas = "    A: { type: object, required: [id, word], properties: { id: { type: string, readOnly: true }, word: { type: string, writeOnly: true }, name: { type: string } } }\n";
    assert_eq!(made(schemas, Way::Request).unwrap(), r#"{"word":"text","name":"text"}"#);
    assert_eq!(made(schemas, Way::Response).unwrap(), r#"{"id":"text","name":"text"}"#);
}

#[test]
fn what_holds_itself_comes_to_an_end() {
    let tree = "    A: { type: object, required: [name], properties: { name: { type: string }, children: { type: array, items: { $ref: '#/components/schemas/A' } }, parent: { $ref: '#/components/schemas/A' } } }\n";
    assert_eq!(made(tree, Way::Request).unwrap(), r#"{"name":"text","children":[]}"#);
}

#[test]
fn nearly_every_type_of_the_small_descriptions_has_a_value() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let (mut all, mut without) = (0, BTreeSet::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = camino::Utf8PathBuf::from_path_buf(entry.unwrap().path()).unwrap();
        if !matches!(path.extension(), Some("yaml" | "json")) {
            continue;
        }
        let mut sources = Sources::default();
        let main = files::add(&mut sources, &path, path.as_str(), files::LIMIT).unwrap();
        let files = Files::of(&path, None).unwrap();
        let Some(it) = letterpress::understand_with(&mut sources, main, &Reading::of(&files)).0 else { continue };
        for (id, ty) in it.api.types.iter().filter(|(_, ty)| !matches!(ty.shape, Shape::Contents(_))) {
            for way in [Way::Request, Way::Response] {
                all += 1;
                let check = Check(vec![Keyword::Schema(id)]);
                let Some(value) = Sampler::new(&it.api, way).value(&check, &[]) else {
                    without.insert(format!("{} {}", path.file_name().unwrap(), ty.pointer.as_str()));
                    continue;
                };
                let definition = |id: TypeId| it.api.types.get(id).map(|it| &it.check);
                let tape = Tape::from(&value);
                let is_valid = evaluate::violations(&check, &definition, tape.root()).iter().next().is_none();
                // Checks ask for what is `writeOnly`, which a response has not.
                assert!(is_valid || way == Way::Response, "{value:?}");
            }
        }
    }
    assert!(all > 500 && without.len() * 50 < all, "{} of {all} have none: {without:#?}", without.len());
}
