//! A component that wraps one schema without a name is that schema: to wrap it and to unwrap it renames nothing.

use std::collections::BTreeSet;

use letterpress::Understood;

use super::{HEAD, Named, lock, named, run, understood};

fn text(schemas: &str) -> String {
    format!(
        "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ B: {{ type: object, properties: {{ mb: {{ type: string }} }} }}, {schemas} }} }}\n"
    )
}

/// All names, however deep the elements of lists and maps stand.
fn names(it: &Understood) -> BTreeSet<Named> {
    let flat = |text: String| text.replace(|c: char| c.is_ascii_digit(), "");
    named(it).into_iter().map(|(scope, what, name)| (flat(scope), flat(what), name)).collect()
}

const OBJECT: &str = "{ type: object, properties: { customerId: { type: string } } }";
/// The newcomer is spelled as the name of the first in Rust.
const WIDER: &str = "{ type: object, properties: { customer_id: { type: string }, customerId: { type: string } } }";
const VALUES: &str = "{ type: string, enum: [draft] }";
const MORE_VALUES: &str = "{ type: string, enum: [Draft, draft] }";
const UNION: &str = "{ oneOf: [{ type: object, required: [a], properties: { a: { type: string } } }, { type: object, required: [b], properties: { b: { type: string } } }] }";
/// In it stands the schema.
const WRAPPERS: [&str; 8] = [
    "A: @",
    "A: { allOf: [@], description: wrapped }",
    "A: { oneOf: [@, { type: 'null' }] }",
    "A: { anyOf: [{ type: 'null' }, @] }",
    "A: { allOf: [{ allOf: [@] }] }",
    "A: { allOf: [{ oneOf: [@, { type: 'null' }] }], description: d }",
    "A: { anyOf: [@] }",
    "A: { oneOf: [{ description: d, allOf: [@] }] }",
];
const LISTS: [&str; 4] = [
    "A: { type: array, items: @ }",
    "A: { type: array, items: { oneOf: [@, { type: 'null' }] } }",
    "A: { type: array, items: { allOf: [@] } }",
    "A: { allOf: [{ type: array, items: { allOf: [@] } }] }",
];
const MAPS: [&str; 3] = [
    "A: { type: object, additionalProperties: @ }",
    "A: { type: object, additionalProperties: { oneOf: [@, { type: 'null' }] } }",
    "A: { allOf: [{ type: object, additionalProperties: { allOf: [@] } }] }",
];

#[test]
fn wrapping_a_component_or_what_it_holds_renames_nothing() {
    for wrappers in [&WRAPPERS[..], &LISTS, &MAPS] {
        for (old, new) in [(OBJECT, WIDER), (VALUES, MORE_VALUES), (UNION, UNION)] {
            for before in wrappers {
                let first = understood(&text(&before.replace('@', old)), "");
                let second = understood(&text(&before.replace('@', new)), &lock(&first));
                for after in wrappers {
                    let third = understood(&text(&after.replace('@', new)), &lock(&second));
                    assert_eq!(names(&third), names(&second), "{before} -> {after}\n{}", lock(&third));
                    assert_eq!(lock(&third), lock(&second));
                }
            }
        }
    }
}

#[test]
fn a_component_that_loses_or_gets_what_it_extends_keeps_its_names() {
    let extended = |inner: &str| text(&format!("A: {{ allOf: [{{ $ref: '#/components/schemas/B' }}, {inner}] }}"));
    let alone = |inner: &str| text(&format!("A: {{ allOf: [{inner}] }}"));
    let first = understood(&extended(OBJECT), "");
    let second = understood(&extended(WIDER), &lock(&first));
    let lost = names(&understood(&alone(WIDER), &lock(&second)));
    assert!(lost.is_subset(&names(&second)), "{lost:?}");
    let first = understood(&alone(OBJECT), "");
    let second = understood(&alone(WIDER), &lock(&first));
    let got = names(&understood(&extended(WIDER), &lock(&second)));
    assert!(got.is_superset(&names(&second)), "{got:?}");
}

/// An earlier version made a type of what is wrapped alone, and the component was another name of it.
#[test]
fn names_that_an_earlier_version_gave_to_what_is_wrapped_are_kept() {
    let earlier =
        "schemas/A type = A\nschemas/A/branches/0 field customerId = id_of_customer\nschemas/A/branches/0 type = AOption1\n";
    let wrapped = understood(&text(&format!("A: {{ allOf: [{WIDER}] }}")), earlier);
    assert!(earlier.lines().all(|line| lock(&wrapped).contains(line)), "{}", lock(&wrapped));
    let unwrapped = understood(&text(&format!("A: {WIDER}")), &lock(&wrapped));
    for line in ["schemas/A field customerId = id_of_customer\n", "schemas/A type = A\n", "schemas/A type = AOption1 (former)\n"]
    {
        assert!(lock(&unwrapped).contains(line), "{line}{}", lock(&unwrapped));
    }
    assert!(!lock(&unwrapped).contains("branches"), "{}", lock(&unwrapped));

    let items =
        "schemas/A type = A\nschemas/A/branches/0 field customerId = id_of_customer\nschemas/A/branches/0 type = AOption1\n";
    for list in ["A: { type: array, items: { allOf: [@] } }", "A: { type: array, items: @ }"] {
        let list = understood(&text(&list.replace('@', WIDER)), items);
        for line in ["schemas/A/items field customerId = id_of_customer\n", "schemas/A/items type = AOption1\n"] {
            assert!(lock(&list).contains(line), "{line}{}", lock(&list));
        }
    }
}

#[test]
fn a_union_that_is_wrapped_keeps_its_branches_and_one_branch_that_is_left_keeps_its_type() {
    let union = understood(&text(&format!("A: {UNION}")), "");
    let wrapped = understood(&text(&format!("A: {{ allOf: [{UNION}] }}")), &lock(&union));
    assert_eq!(names(&wrapped), names(&union));
    let single = text("A: { oneOf: [{ type: object, required: [b], properties: { b: { type: string } } }] }");
    let (single, _, rendered) = run(&single, &lock(&wrapped));
    let left = names(&single.unwrap());
    assert!(left.iter().any(|(_, _, name)| name == "AOption2"), "{left:?}\n{rendered}");
}

#[test]
fn names_for_values_stand_beside_the_values() {
    let chosen = understood(&text("A: { allOf: [{ type: string, enum: [draft], x-rust-names: { draft: Sketch } }] }"), "");
    assert!(lock(&chosen).contains("schemas/A value draft = Sketch\n"), "{}", lock(&chosen));
}
