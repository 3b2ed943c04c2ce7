//! What a reference reaches inside of a response, a parameter or a path item of another file has the name that it has without the reference.

use std::collections::BTreeMap;

use letterpress::Understood;
use letterpress::ir::Shape;

use super::{HEAD, files, lock};

fn run(texts: &[(&str, String)], lock: &str) -> Understood {
    let texts: Vec<_> = texts.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
    let (understood, _, rendered) = files::run(&texts, lock);
    understood.unwrap_or_else(|| panic!("{rendered}\n{lock}"))
}

/// The type that holds each member whose name begins with `own`.
fn holders(it: &Understood) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (id, definition) in it.api.types.iter() {
        if let Shape::Struct(object) = &definition.shape {
            let own = object.fields.iter().filter(|field| field.name.starts_with("own"));
            all.extend(own.map(|field| (field.name.clone(), it.names.ty(id).ident.clone())));
        }
    }
    all
}

const SCHEMA: &str = "{ type: object, properties: { own: { type: string }, deep: { type: object, properties: { own_deep: { type: string } } }, \
                      list: { type: array, items: { oneOf: [{ type: object, required: [own_one], properties: { own_one: { type: string } } }, \
                      { type: object, required: [own_two], properties: { own_two: { type: string } } }] } } } }";

/// What stands in the other file, with the file's name, where the main document uses it, and the pointer to the schema.
const CASES: [(&str, &str, &str, &str, &str); 9] = [
    (
        "r.yaml",
        "R: { description: d, content: { application/json: { schema: @ } } }",
        "get: { operationId: a, responses: { '200': { $ref: 'r.yaml#/R' } } }",
        "",
        "r.yaml#/R/content/application~1json/schema",
    ),
    (
        "r.yaml",
        "description: d\ncontent: { application/json: { schema: @ } }",
        "get: { operationId: a, responses: { '200': { $ref: r.yaml } } }",
        "",
        "r.yaml#/content/application~1json/schema",
    ),
    (
        "r.yaml",
        "responses: { R: { description: d, content: { application/xml: { schema: @ } } } }",
        "get: { operationId: a, responses: { '200': { $ref: '#/components/responses/Named' } } }",
        "responses: { Named: { $ref: 'r.yaml#/responses/R' } },",
        "r.yaml#/responses/R/content/application~1xml/schema",
    ),
    (
        "r.yaml",
        "R: { description: d, headers: { X-A: { content: { application/json: { schema: { type: string } } } }, X-B: { schema: @ } } }",
        "get: { operationId: a, responses: { '200': { $ref: 'r.yaml#/R' } } }",
        "",
        "r.yaml#/R/headers/X-B/schema",
    ),
    (
        "b.yaml",
        "B: { content: { application/json: { schema: @ } } }",
        "post: { operationId: a, requestBody: { $ref: 'b.yaml#/B' }, responses: { '204': { description: d } } }",
        "",
        "b.yaml#/B/content/application~1json/schema",
    ),
    (
        "p.yaml",
        "P: { name: p, in: query, schema: @ }",
        "get: { operationId: a, parameters: [{ $ref: 'p.yaml#/P' }], responses: { '204': { description: d } } }",
        "",
        "p.yaml#/P/schema",
    ),
    (
        "i.yaml",
        "Item: { get: { operationId: a, responses: { '200': { description: d, content: { application/json: { schema: @ } } } } } }",
        "$ref: 'i.yaml#/Item'",
        "",
        "i.yaml#/Item/get/responses/200/content/application~1json/schema",
    ),
    (
        "i.yaml",
        "post: { requestBody: { content: { application/json: { schema: @ } } }, responses: { '204': { description: d } } }",
        "$ref: i.yaml",
        "",
        "i.yaml#/post/requestBody/content/application~1json/schema",
    ),
    (
        "i.yaml",
        "Item: { parameters: [{ name: q, in: query, schema: { type: string } }], get: { operationId: a, parameters: [{ name: p, in: query, schema: @ }], responses: { '204': { description: d } } } }",
        "$ref: 'i.yaml#/Item'",
        "",
        "i.yaml#/Item/get/parameters/0/schema",
    ),
];

/// The texts with references to the schema and what is in it.
fn texts(case: (&'static str, &str, &str, &str, &str), used: bool, reached: &[&str]) -> [(&'static str, String); 2] {
    let (file, other, item, components, pointer) = case;
    let list: Vec<_> = reached.iter().map(|way| format!("{{ $ref: '{pointer}{way}' }}")).collect();
    let uses = format!(
        "Use: {{ type: object, properties: {{ {} }} }}",
        list.iter().enumerate().map(|(at, it)| format!("p{at}: {it}")).collect::<Vec<_>>().join(", ")
    );
    let item = if used { item } else { "get: { operationId: other, responses: { '204': { description: d } } }" };
    let components = if used { components } else { "" };
    let main = format!("{HEAD}paths:\n  /a:\n    {item}\ncomponents: {{ {components} schemas: {{ {uses} }} }}\n");
    [("openapi.yaml", main), (file, other.replace('@', SCHEMA))]
}

#[test]
fn a_reference_into_a_part_that_is_no_schema_renames_nothing() {
    let ways: [&[&str]; 6] = [
        &[],
        &[""],
        &["", "/properties/deep"],
        &["/properties/deep"],
        &["/properties/list/items/oneOf/1"],
        &["/properties/list/items"],
    ];
    for case in CASES {
        for start in ways {
            let first = run(&texts(case, true, start), "");
            let had = holders(&first);
            assert_eq!(had.len(), 4, "{had:?}");
            let mut kept = lock(&first);
            for way in ways {
                let now = run(&texts(case, true, way), &kept);
                assert_eq!(holders(&now), had, "{} {start:?} {way:?}\n{kept}\n{}", case.4, lock(&now));
                kept = lock(&now);
                assert_eq!(lock(&run(&texts(case, true, way), &kept)), kept, "a second run gives other names");
            }
        }
    }
}

#[test]
fn what_only_a_reference_reaches_keeps_its_name_when_what_it_stands_in_comes_into_use_and_goes() {
    for case in CASES {
        let alone = run(&texts(case, false, &[""]), "");
        let had = holders(&alone);
        let mut kept = lock(&alone);
        // Without its path, nothing tells which operation a path item holds.
        let steps = if case.0 == "i.yaml" { &[true, true][..] } else { &[true, false, true] };
        for used in steps.iter().copied() {
            let now = run(&texts(case, used, &[""]), &kept);
            assert_eq!(holders(&now), had, "{} {used}\n{kept}\n{}", case.4, lock(&now));
            kept = lock(&now);
        }
    }
}

#[test]
fn a_lock_from_before_keeps_what_it_knew_by_the_reference() {
    let earlier = "operations/a method = a\nschemas/Use field p0 = p0\nschemas/Use type = Use\n\
                   schemas/r.yaml#~1R~1content~1application~01json~1schema field own = mine\n\
                   schemas/r.yaml#~1R~1content~1application~01json~1schema type = Beast\n";
    let now = run(&texts(CASES[0], true, &[""]), earlier);
    assert_eq!(holders(&now)["own"], "Beast");
    assert!(lock(&now).contains("responses/r.yaml#~1R field own = mine\n"), "{}", lock(&now));
    let plain = run(&texts(CASES[0], true, &[]), &lock(&now));
    assert_eq!(holders(&plain)["own"], "Beast");
}
