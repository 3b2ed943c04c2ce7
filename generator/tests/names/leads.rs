//! A reference that leads to another component, in which a name has another meaning, is told.

use super::{HEAD, lock, run, understood};

/// Components of words, `$` before what a member `address` refers to.
fn described(schemas: &[(&str, &str)]) -> String {
    let member = |word: &str| match word.split_once('$') {
        Some((name, to)) => format!("{name}: {{ $ref: '#/components/schemas/{to}' }}"),
        None => format!("{word}: {{ type: string }}"),
    };
    let schema = |(name, members): &(&str, &str)| {
        format!(
            "    {name}: {{ type: object, properties: {{ {} }} }}\n",
            members.split(' ').map(member).collect::<Vec<_>>().join(", ")
        )
    };
    let schemas: String = schemas.iter().map(schema).collect();
    format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}")
}

/// What is told in each step, and the last lock.
fn goes(steps: &[&[(&str, &str)]]) -> (Vec<bool>, String) {
    let mut kept = String::new();
    let mut told = Vec::new();
    for step in steps {
        let (then, _, rendered) = run(&described(step), &kept);
        told.push(rendered.contains("W0415"));
        kept = lock(&then.unwrap_or_else(|| panic!("{rendered}")));
        let again = run(&described(step), &kept);
        assert!(!again.2.contains("W0415"), "it is told once: {}", again.2);
        assert_eq!(lock(&again.0.unwrap()), kept);
    }
    (told, kept)
}

const A: (&str, &str) = ("A", "customer_id");
const B: (&str, &str) = ("B", "customerId");

#[test]
fn a_reference_to_a_component_in_which_a_name_has_another_meaning_is_told() {
    let (told, kept) = goes(&[&[("Order", "address$A"), A, B], &[("Order", "address$B"), A, B], &[("Order", "address$A"), A, B]]);
    assert_eq!(told, [false, true, true], "{kept}");
    assert!(kept.contains("schemas/Order/properties/address leads = schemas/A\n"), "{kept}");
    // Also if the first is gone, or the second is new.
    assert_eq!(goes(&[&[("Order", "address$A"), A, B], &[("Order", "address$B"), B]]).0, [false, true]);
    assert_eq!(goes(&[&[("Order", "address$A"), A, ("C", "x")], &[("Order", "address$B"), A, ("C", "x"), B]]).0, [false, true]);
}

#[test]
fn what_means_the_same_is_not_told_and_has_no_line() {
    let (told, kept) = goes(&[
        &[("Order", "address$A"), A, ("C", "x customer_id")],
        &[("Order", "address$C"), A, ("C", "x customer_id")],
        &[("Order", "address$C other$C"), A, ("C", "x customer_id")],
    ]);
    assert_eq!((told, kept.contains(" leads ")), (vec![false; 3], false), "{kept}");
    // A name that gets several meanings where references stay.
    let (told, kept) = goes(&[
        &[("Order", "address$A"), A],
        &[("Order", "address$A other$B"), A, B],
        &[("Order", "address$A other$B more$A"), A, B],
    ]);
    assert_eq!((told, kept.matches(" leads ").count()), (vec![false; 3], 3), "{kept}");
    // A component that is renamed.
    let (told, kept) =
        goes(&[&[("Order", "address$A other$B"), A, B], &[("Order", "address$C other$B"), ("C", "customer_id"), B]]);
    assert_eq!(told, [false, false], "{kept}");
}

#[test]
fn references_in_lists_results_and_bodies_are_looked_at() {
    let text = |to: &str| {
        let to = format!("{{ $ref: '#/components/schemas/{to}' }}");
        let content = format!("content: {{ application/json: {{ schema: {{ type: array, items: {to} }} }} }}");
        format!(
            "{HEAD}paths:\n  /a:\n    post: {{ operationId: send, requestBody: {{ required: true, {content} }}, responses: {{ '200': {{ description: d, {content} }} }} }}\n\
             components:\n  schemas:\n    A: {{ type: object, properties: {{ customer_id: {{ type: string }} }} }}\n    B: {{ type: object, properties: {{ customerId: {{ type: string }} }} }}\n"
        )
    };
    let kept = lock(&understood(&text("A"), ""));
    assert!(kept.contains("operations/send/requestBody/items leads = schemas/A\n"), "{kept}");
    assert!(kept.contains("operations/send/responses/200/items leads = schemas/A\n"), "{kept}");
    assert_eq!(run(&text("B"), &kept).2.matches("W0415").count(), 2);
}
