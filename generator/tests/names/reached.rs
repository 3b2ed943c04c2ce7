//! What a reference reaches keeps its name when the first reference to it comes, and when the last one goes.

use std::collections::BTreeMap;

use letterpress::Understood;
use letterpress::ir::{Enumeration, EnumerationValues, Shape};

use super::{lock, run};

/// The type and the name of each field or value whose name begins with `own`.
fn holders(it: &Understood) -> BTreeMap<String, (String, String)> {
    let mut all = BTreeMap::new();
    for (id, definition) in it.api.types.iter() {
        let words: Vec<&String> = match &definition.shape {
            Shape::Struct(object) => object.fields.iter().map(|field| &field.name).collect(),
            Shape::Enumeration(Enumeration { values: EnumerationValues::Strings(values), .. }) => values.iter().collect(),
            Shape::Enumeration(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => Vec::new(),
        };
        let names = it.names.ty(id);
        let own = words.into_iter().zip(&names.members).filter(|(word, _)| word.starts_with("own"));
        all.extend(own.map(|(word, name)| (word.clone(), (names.ident.clone(), name.clone()))));
    }
    all
}

fn understood(text: &str, lock: &str) -> Understood {
    let (understood, _, rendered) = run(text, lock);
    assert!(!rendered.contains("W0410"), "{rendered}\n{text}");
    understood.unwrap_or_else(|| panic!("{rendered}\n{text}"))
}

/// An object with a member of its own, and two that want one name; the second one came later.
fn object(own: &str, later: &str) -> String {
    format!(
        "{{ type: object, required: [own_{own}], properties: {{ own_{own}: {{ type: string }}, {later} ownId{own}: {{ type: string }} }} }}"
    )
}

/// Each text with a reference that leads to `pointer`, and without one, whichever comes first.
fn stays(text: &dyn Fn(&str, &str) -> String, pointers: &[&str]) {
    stays_in(text, pointers, &understood);
}

/// The same, with what makes a run of a text and a lock.
fn stays_in(text: &dyn Fn(&str, &str) -> String, pointers: &[&str], understood: &dyn Fn(&str, &str) -> Understood) {
    let uses = |count: usize| {
        let list: Vec<_> = pointers.iter().take(count).enumerate().map(|(at, it)| format!("r{at}: {{ $ref: '{it}' }}")).collect();
        format!("Use: {{ type: object, properties: {{ {} }} }}", list.join(", "))
    };
    let first = understood(&text("", &uses(0)), "");
    let later = "own_ida: { type: string }, own_idb: { type: string },";
    let second = understood(&text(later, &uses(0)), &lock(&first));
    let kept = holders(&second);
    for (what, names) in holders(&first) {
        assert_eq!(kept[&what], names);
    }
    let mut before = lock(&second);
    for count in (1..=pointers.len()).chain([0]) {
        let text = text(later, &uses(count));
        let now = understood(&text, &before);
        assert_eq!(holders(&now), kept, "{text}\n{before}");
        before = lock(&now);
    }
}

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

#[test]
fn in_a_branch_of_a_union_that_stands_in_a_branch() {
    let text = |later: &str, uses: &str| {
        let inner =
            |a: &str, b: &str| format!("{{ oneOf: [{}, {}] }}", object(a, if a == "a" { later } else { "" }), object(b, ""));
        let outer = |own: &str, x: &str| {
            format!("{{ type: object, required: [own_{own}], properties: {{ own_{own}: {{ type: string }}, x: {x} }} }}")
        };
        let (one, two) = (outer("one", &inner("a", "b")), outer("two", &inner("c", "d")));
        format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ U: {{ oneOf: [{one}, {two}] }}, {uses} }} }}\n")
    };
    let to = |outer: usize, inner: usize| format!("#/components/schemas/U/oneOf/{outer}/properties/x/oneOf/{inner}");
    let pointers = [to(0, 1), to(1, 0), to(0, 0), "#/components/schemas/U/oneOf/0".to_owned()];
    stays(&text, &pointers.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn in_the_one_branch_beside_null_and_in_a_single_part() {
    for (schema, way) in [
        ("{ oneOf: [@, { type: 'null' }] }", "oneOf/0"),
        ("{ anyOf: [{ type: 'null' }, @] }", "anyOf/1"),
        ("{ allOf: [@] }", "allOf/0"),
        ("{ type: array, items: { oneOf: [@, { type: 'null' }] } }", "items/oneOf/0"),
    ] {
        let of = |later: &str| schema.replace('@', &object("a", later));
        let text = |later: &str, uses: &str| {
            format!(
                "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ U: {{ type: object, properties: {{ x: {} }} }}, {uses} }} }}\n",
                of(later)
            )
        };
        stays(&text, &[&format!("#/components/schemas/U/properties/x/{way}")]);
        let body = |later: &str, uses: &str| {
            let content = format!("content: {{ application/json: {{ schema: {} }} }}", of(later));
            format!(
                "{HEAD}paths:\n  /a:\n    post: {{ operationId: g, requestBody: {{ {content} }}, responses: {{ '204': {{ description: d }} }} }}\n\
                 components: {{ schemas: {{ {uses} }} }}\n"
            )
        };
        stays(&body, &[&format!("#/paths/~1a/post/requestBody/content/application~1json/schema/{way}")]);
    }
}

/// What wraps a schema that stands for `@`, and the way from there to it.
const WRAPPERS: [(&str, &str); 13] = [
    ("{ allOf: [@] }", "allOf/0"),
    ("{ description: d, allOf: [@] }", "allOf/0"),
    ("{ oneOf: [@, { type: 'null' }] }", "oneOf/0"),
    ("{ anyOf: [{ type: 'null' }, @] }", "anyOf/1"),
    ("{ oneOf: [@] }", "oneOf/0"),
    ("{ allOf: [{ oneOf: [@, { type: 'null' }] }] }", "allOf/0/oneOf/0"),
    ("{ oneOf: [{ type: 'null' }, { allOf: [@] }] }", "oneOf/1/allOf/0"),
    ("{ allOf: [{ allOf: [@] }] }", "allOf/0/allOf/0"),
    ("{ allOf: [{ type: array, items: @ }] }", "allOf/0/items"),
    ("{ allOf: [{ type: array, items: { oneOf: [@, { type: 'null' }] } }] }", "allOf/0/items/oneOf/0"),
    ("{ oneOf: [{ type: object, additionalProperties: @ }, { type: 'null' }] }", "oneOf/0/additionalProperties"),
    (
        "{ allOf: [{ oneOf: [@, { type: object, required: [own_z], properties: { own_z: { type: string } } }] }] }",
        "allOf/0/oneOf/0",
    ),
    ("{ oneOf: [{ oneOf: [{ type: integer }, @] }, { type: 'null' }] }", "oneOf/0/oneOf/1"),
];
/// Where references lead from there.
const INSIDE: [&str; 6] =
    ["", "/properties/p", "/properties/e", "/properties/l/items", "/properties/u/oneOf/1", "/properties/n/oneOf/0"];

/// What is wrapped, with more in it.
fn nested(later: &str, more: &str) -> String {
    let (p, x) = (object("p", later), object("x", ""));
    let inner = format!("p: {p}, l: {{ type: array, items: {} }}, u: {{ oneOf: [{x}, {}] }}", object("l", ""), object("y", ""));
    let values = if later.is_empty() { "own_v" } else { "Own_v, own_v" };
    let inner = format!(
        "{inner}, n: {{ oneOf: [{}, {{ type: 'null' }}] }}, e: {{ type: string, enum: [{values}, other] }}",
        object("n", "")
    );
    format!("{{ type: object, properties: {{ own_top: {{ type: string }}, {inner}, {more} }} }}")
}

/// The pointers to what is wrapped and into it, and to what wraps it where that is wrapped, too.
fn pointers(start: &str, way: &str) -> Vec<String> {
    let outer = way.match_indices('/').nth(1).and_then(|(end, _)| way.get(..end));
    let inside = INSIDE.iter().map(|inside| format!("{start}/{way}{inside}"));
    inside.chain(outer.map(|outer| format!("{start}/{outer}"))).collect()
}

#[test]
fn in_a_component_that_is_wrapped_from_outside_and_from_within() {
    for (wrapper, way) in WRAPPERS {
        let all = pointers("#/components/schemas/A", way);
        let outside = |later: &str, uses: &str| {
            let schema = wrapper.replace('@', &nested(later, ""));
            format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ A: {schema}, {uses} }} }}\n")
        };
        let within = |later: &str, uses: &str| {
            let schema = wrapper.replace('@', &nested(later, uses));
            format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n")
        };
        all.iter().for_each(|pointer| stays(&outside, &[pointer]));
        stays(&within, &all.iter().map(String::as_str).collect::<Vec<_>>());
        stays(&within, &all.iter().rev().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn in_a_component_of_another_file_that_is_wrapped() {
    for (wrapper, way) in WRAPPERS {
        let run = |text: &str, lock: &str| {
            let texts = text.split("@@@").zip(["openapi.yaml", "x.yaml"]);
            let files: Vec<_> = texts.map(|(text, path)| (path.to_owned(), text.to_owned())).collect();
            let (understood, _, rendered) = super::files::run(&files, lock);
            understood.unwrap_or_else(|| panic!("{rendered}\n{text}"))
        };
        let start = "x.yaml#/components/schemas/A";
        for main in [
            "F: { type: object, properties: { a: { $ref: 'x.yaml#/components/schemas/A' } } }",
            "A: { $ref: 'x.yaml#/components/schemas/A' }",
        ] {
            let text = |later: &str, uses: &str| {
                let schema = wrapper.replace('@', &nested(later, ""));
                format!(
                    "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {main}, {uses} }} }}\n@@@components: {{ schemas: {{ A: {schema} }} }}\n"
                )
            };
            let all = pointers(start, way);
            all.iter().for_each(|pointer| stays_in(&text, &[pointer], &run));
            stays_in(&text, &all.iter().map(String::as_str).collect::<Vec<_>>(), &run);
        }
    }
}

/// Earlier versions made a type of what is wrapped once a reference led to it, and the component was another name of that.
#[test]
fn names_that_an_earlier_version_gave_to_what_is_reached_are_kept() {
    let text = "A: { allOf: [@] }, Use: { type: object, properties: { r: { $ref: '#/components/schemas/A/allOf/0' } } }";
    let text = format!(
        "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {} }} }}\n",
        text.replace('@', &object("a", "own_ida: { type: string },"))
    );
    let place = "schemas/#~1schemas~1A~1allOf~10";
    let earlier = format!("schemas/A type = A\n{place} field ownIda = own_ida\n{place} type = AAllOf0\n");
    let now = understood(&text, &earlier);
    assert_eq!(holders(&now)["ownIda"], ("AAllOf0".to_owned(), "own_ida".to_owned()), "{}", lock(&now));
}

/// Where a body stands, and the pointers to its schema; `@` is the `content`.
const BODIES: [(&str, &[&str]); 4] = [
    (
        "webhooks: { h: { post: { operationId: hook, requestBody: { @ }, responses: { '200': { description: d } } } } }\ncomponents: {",
        &["#/webhooks/h/post/requestBody/"],
    ),
    (
        "paths:\n  /a:\n    post: { operationId: g, responses: { '204': { description: d } }, callbacks: { done: { '{$request.query.u}': \
         { post: { requestBody: { @ }, responses: { '204': { description: d } } } } } } }\ncomponents: {",
        &["#/paths/~1a/post/callbacks/done/%7B$request.query.u%7D/post/requestBody/"],
    ),
    (
        "paths:\n  /a:\n    post: { operationId: g, responses: { '204': { description: d } }, callbacks: { done: { $ref: '#/components/callbacks/C' } } }\n\
         components: { callbacks: { C: { '{$request.query.u}': { post: { requestBody: { @ }, responses: { '204': { description: d } } } } } },",
        &["#/components/callbacks/C/%7B$request.query.u%7D/post/requestBody/"],
    ),
    (
        "paths:\n  /d:\n    post: { operationId: g, requestBody: { $ref: '#/components/requestBodies/B' }, responses: { '204': { description: d } } }\n\
         components: { requestBodies: { B: { @ } },",
        &["#/paths/~1d/post/requestBody/", "#/components/requestBodies/B/"],
    ),
];

#[test]
fn in_bodies_wherever_they_stand_and_through_references_to_them() {
    for (body, pointers) in BODIES {
        let text = |later: &str, uses: &str| {
            let content = format!("content: {{ application/json: {{ schema: {} }} }}", object("a", later));
            format!("{HEAD}{} schemas: {{ {uses} }} }}\n", body.replace('@', &content))
        };
        let pointers: Vec<_> = pointers.iter().map(|to| format!("{to}content/application~1json/schema")).collect();
        for pointer in &pointers {
            stays(&text, &[pointer]);
        }
    }
}

#[test]
fn in_a_media_type_that_is_known_by_another_one() {
    let text = |media: &[&str], later: &str, uses: &str| {
        let list: Vec<_> = media.iter().map(|it| format!("{it}: {{ schema: {} }}", object("a", later))).collect();
        format!(
            "{HEAD}paths:\n  /a:\n    post: {{ operationId: g, requestBody: {{ content: {{ {} }} }}, responses: {{ '204': {{ description: d }} }} }}\n\
             components: {{ schemas: {{ {uses} }} }}\n",
            list.join(", ")
        )
    };
    let group = |later: &str, uses: &str| text(&["application/json", "application/vnd.a+json"], later, uses);
    let way = |media: &str| format!("#/paths/~1a/post/requestBody/content/{}/schema", media.replace('/', "~1"));
    stays(&group, &[&way("application/vnd.a+json"), &way("application/json")]);
    stays(&group, &[&way("application/json")]);
    // The lock knows the media type by another spelling.
    let plain = "Use: { type: object }";
    let first = understood(&text(&["Application/Vnd.A+json"], "", plain), "");
    let reference = format!("Use: {{ type: object, properties: {{ r: {{ $ref: '{}' }} }} }}", way("application/vnd.a+json"));
    let second = understood(&text(&["application/vnd.a+json"], "own_ida: { type: string },", &reference), &lock(&first));
    for (what, names) in holders(&first) {
        assert_eq!(holders(&second)[&what], names, "{}", lock(&second));
    }
}

#[test]
fn a_callback_takes_no_names_from_one_of_another_file() {
    let callback = |own: &str| {
        let content = format!("content: {{ application/json: {{ schema: {} }} }}", object(own, ""));
        format!(
            "C: {{ '{{$request.query.u}}': {{ post: {{ requestBody: {{ {content} }}, responses: {{ '204': {{ description: d }} }} }} }} }}"
        )
    };
    let text = |references: &[&str], own: &str| {
        let path = |(at, to): (usize, &&str)| {
            format!(
                "  /{at}:\n    post: {{ operationId: o{at}, responses: {{ '204': {{ description: d }} }}, callbacks: {{ done: {{ $ref: '{to}' }} }} }}\n"
            )
        };
        let paths: String = references.iter().enumerate().map(path).collect();
        format!("{HEAD}paths:\n{paths}components: {{ callbacks: {{ {own} }} }}\n")
    };
    let files = |main: String| {
        [("openapi.yaml", main), ("x.yaml", callback("x")), ("y.yaml", callback("y"))].map(|(path, text)| (path.to_owned(), text))
    };
    let run = |main: String, lock: &str| {
        let (understood, _, rendered) = super::files::run(&files(main), lock);
        understood.unwrap_or_else(|| panic!("{rendered}"))
    };
    let first = run(text(&["x.yaml#/C"], ""), "");
    for second in [text(&["#/components/callbacks/C", "x.yaml#/C"], &callback("mine")), text(&["y.yaml#/C", "x.yaml#/C"], "")] {
        let now = run(second, &lock(&first));
        assert_eq!(holders(&now)["own_x"], holders(&first)["own_x"], "{}", lock(&now));
        let again = run(text(&["#/components/callbacks/C"], &callback("mine")), &lock(&now));
        assert!(holders(&again)["own_mine"] != holders(&first)["own_x"], "{}", lock(&again));
    }
}
