//! Operations, inline types of their bodies, headers and parameters, and the variants of bodies of several schemas keep their names.

use std::collections::{BTreeMap, BTreeSet};

use letterpress::Understood;
use letterpress::ir::Shape;

use super::{HEAD, lock, named, understood};

/// Every name of `before` is there after a run over `after`, and belongs to the same thing.
fn stays(before: &str, after: &str) {
    let first = understood(before, "");
    let second = named(&understood(after, &lock(&first)));
    let changed: Vec<_> = named(&first).into_iter().filter(|name| !second.contains(name)).collect();
    assert!(changed.is_empty(), "{changed:?}\n{second:?}\n{}", lock(&first));
}

#[test]
fn what_is_called_like_a_field_of_the_standard_holds_what_is_named_by_its_place() {
    let header = |name: &str| format!("{name}: {{ schema: {{ enum: [a, b] }} }}");
    let response = |name: &str, headers: &str| {
        format!(
            "{HEAD}paths:\n  /a:\n    post: {{ operationId: a, responses: {{ '200': {{ $ref: '#/components/responses/{name}' }} }} }}\n\
             components: {{ responses: {{ {name}: {{ description: d, headers: {{ {headers} }} }} }} }}\n"
        )
    };
    for name in ["schema", "itemSchema", "headers", "content", "other"] {
        let before = response(name, &header("A"));
        stays(&before, &response(name, &format!("{}, {}", header("B"), header("A"))));
    }
    let text = response("schema", &format!("{}, {}", header("A"), header("schema")));
    let kept = lock(&understood(&text, ""));
    for header in ["A", "schema"] {
        assert!(kept.contains(&format!("responses/schema/headers/{header} type = ")), "{kept}");
    }
}

const OBJECT: &str = "{ type: object, required: [x], properties: { x: { type: string }, k: { enum: [p, q] } } }";

/// An operation whose body and response have these media types.
fn bodies(media: &[(&str, &str)]) -> String {
    let list: Vec<_> = media.iter().map(|(name, schema)| format!("{name:?}: {{ schema: {schema} }}")).collect();
    let content = format!("content: {{ {} }}", list.join(", "));
    format!(
        "{HEAD}paths:\n  /a:\n    post: {{ operationId: a, requestBody: {{ required: true, {content} }}, responses: {{ '200': {{ \
         description: d, {content} }} }} }}\n"
    )
}

/// The names of types, and the variant of the body that each media type has.
fn names(it: &Understood) -> (BTreeSet<String>, BTreeMap<String, String>) {
    let types = it.api.types.iter().map(|(id, _)| it.names.ty(id).ident.clone()).collect();
    let mut variants = BTreeMap::new();
    for (id, definition) in it.api.types.iter() {
        if let Shape::Contents(alternatives) = &definition.shape {
            for (alternative, name) in alternatives.iter().zip(&it.names.ty(id).members) {
                variants.extend(alternative.content.media.iter().map(|media| (media.name.clone(), name.clone())));
            }
        }
    }
    (types, variants)
}

/// Runs over one description after the other. No type is renamed, no second run renames, and the variants of each run are these.
fn runs(texts: &[String]) -> Vec<BTreeMap<String, String>> {
    let mut kept = String::new();
    let mut all = Vec::new();
    for text in texts {
        let now = understood(text, &kept);
        kept = lock(&now);
        let again = understood(text, &kept);
        assert_eq!(lock(&again), kept, "a second run gives other names");
        assert_eq!(named(&again), named(&now));
        all.push(names(&now));
    }
    for pair in all.windows(2) {
        assert_eq!(pair[0].0, pair[1].0, "{kept}");
    }
    all.into_iter().map(|(_, variants)| variants).collect()
}

#[test]
fn a_media_type_of_an_equal_schema_renames_nothing_wherever_it_stands() {
    let text = ("text/plain", "{ type: string }");
    let [json, a, b, c] = ["application/json", "application/vnd.a+json", "application/vnd.b+json", "application/vnd.c+json"]
        .map(|name| (name, OBJECT));
    runs(&[&[json][..], &[a, json], &[a, b, json], &[b, json], &[json]].map(bodies));
    runs(&[&[b][..], &[a, b], &[a], &[c, a], &[json, c], &[json]].map(bodies));
    for variants in runs(&[&[b, text][..], &[a, b, text], &[text, a], &[c, text, a], &[text, c]].map(bodies)) {
        for (media, variant) in variants {
            assert_eq!(variant, if media == "text/plain" { "Text" } else { "Json" });
        }
    }
}

#[test]
fn a_group_keeps_its_variant_and_what_leaves_it_gets_another() {
    let (short, long) = ("{ type: string, maxLength: 5 }", "{ type: string, maxLength: 9 }");
    let (csv, html) = (("text/csv", short), ("text/html", long));
    let all = runs(
        &[
            &[csv, html][..],
            &[("text/calendar", long), csv, html],
            &[("text/calendar", short), csv, html],
            &[("text/calendar", short), ("text/csv", long)],
        ]
        .map(bodies),
    );
    for (at, before) in all.iter().enumerate().skip(1).map(|(at, _)| (at, &all[at - 1])) {
        for (media, name) in all[at].iter().filter(|(media, _)| at < 3 && media.as_str() != "text/calendar") {
            assert_eq!(before[media], *name, "run {at}: {media}");
        }
    }
    assert_eq!(all[1]["text/calendar"], all[0]["text/html"]);
    assert_eq!(all[2]["text/calendar"], all[0]["text/csv"]);
}

#[test]
fn letter_case_and_parameters_rename_no_media_type_and_letter_case_no_header() {
    let text = ("text/plain", "{ type: string }");
    runs(&[&[("application/vnd.a+json", OBJECT)][..], &[("application/vnd.A+json; charset=utf-8", OBJECT)]].map(bodies));
    let all = runs(
        &[
            &[("application/json", OBJECT), text][..],
            &[("application/json; charset=utf-8", OBJECT), text],
            &[("Application/JSON", OBJECT), ("text/plain; charset=utf-8", "{ type: string }")],
        ]
        .map(bodies),
    );
    assert!(all.iter().all(|variants| variants.values().eq(["Json", "Text"])), "{all:?}");
    let header = |name: &str| {
        let header = "schema: { enum: [a, b] }";
        format!(
            "{HEAD}paths:\n  /a:\n    get: {{ operationId: a, parameters: [{{ name: {name}, in: header, {header} }}], responses: {{ '200': \
             {{ description: d, headers: {{ {name}: {{ {header} }} }} }} }} }}\n"
        )
    };
    let rust = |it: &Understood| {
        let names = &it.names.tags[0].operations[0];
        (names.parameters.clone(), names.responses[0].headers.clone(), self::names(it).0)
    };
    let first = understood(&header("X-TraceId"), "");
    let second = understood(&header("x-traceid"), &lock(&first));
    assert_eq!(rust(&first), rust(&second), "{}", lock(&first));
    assert_eq!(rust(&understood(&header("X-TRACEID"), &lock(&second))), rust(&first));
}

#[test]
fn an_operation_that_gets_an_id_keeps_its_names_and_those_of_its_parts() {
    let body = "requestBody: { content: { application/json: { schema: { type: object, properties: { a: { enum: [b] } } } } } }";
    let text = |id: &str, other: &str| {
        let call = "call: { '{$request.body#/a}': { post: { responses: { '204': { description: d } } } } }";
        format!(
            "{HEAD}paths:\n  /a:\n    post: {{ {id} {body}, callbacks: {{ {call} }}, responses: {{ '204': {{ description: d }} }} }}\n    \
             {other}\n"
        )
    };
    let all = |it: &Understood| named(it).into_iter().map(|(_, _, name)| name).collect::<BTreeSet<_>>();
    let first = understood(&text("", ""), "");
    let second = understood(&text("operationId: makeIt,", ""), &lock(&first));
    assert_eq!(all(&second), all(&first), "{}", lock(&second));
    assert_eq!(lock(&understood(&text("operationId: makeIt,", ""), &lock(&second))), lock(&second));
    let get = format!("get: {{ operationId: postA, {body}, responses: {{ '204': {{ description: d }} }} }}");
    let third = all(&understood(&text("operationId: makeIt,", &get), &lock(&second)));
    assert!(all(&first).is_subset(&third), "{third:?}");
}

#[test]
fn headers_of_a_response_are_apart_from_the_fields_of_its_body() {
    let text = format!(
        "{HEAD}paths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        '200':\n          description: d\n          \
         headers: {{ default: {{ schema: {{ type: string }} }} }}\n          content: {{ application/json: {{ schema: {{ type: object, \
         properties: {{ default: {{ type: string }}, b: {{ type: string }} }} }} }} }}\n"
    );
    let first = understood(&text, "");
    let second = understood(&text, &lock(&first));
    assert_eq!(named(&first), named(&second));
    for kind in ["header", "field"] {
        assert!(lock(&first).contains(&format!("/responses/200 {kind} default = default\n")), "{}", lock(&first));
    }
}
