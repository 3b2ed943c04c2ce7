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

/// One operation, and components as they are written.
fn written(operation: &str, schemas: &str) -> String {
    format!("{HEAD}paths:\n  /a:\n    post: {{ operationId: send, {operation} }}\ncomponents:\n  schemas:\n{schemas}")
}

const AMBIGUOUS: &str = "    A: { type: object, properties: { customer_id: { type: string } } }\n    \
                         B: { type: object, properties: { customerId: { type: string } } }\n";

fn content(to: &str) -> String {
    format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{to}' }} }} }}")
}

fn responds(status: &str, to: &str) -> String {
    format!("responses: {{ '{status}': {{ description: d, {} }} }}", content(to))
}

/// How often a change is told.
fn changes(steps: &[String]) -> Vec<usize> {
    let mut kept = String::new();
    let told = |text: &String| {
        let (then, _, rendered) = run(text, &kept);
        kept = lock(&then.unwrap_or_else(|| panic!("{rendered}")));
        let again = run(text, &kept);
        assert_eq!((again.2.contains("W0415"), lock(&again.0.unwrap())), (false, kept.clone()), "{rendered}");
        rendered.matches("W0415").count()
    };
    steps.iter().map(told).collect()
}

#[test]
fn what_stands_behind_the_members_is_looked_at() {
    let around = |members: &str, to: [&str; 2]| {
        let to = to.map(|to| members.replace('$', &format!("$ref: '#/components/schemas/{to}'")));
        format!(
            "    EA: {{ type: object, properties: {{ geo: {} }} }}\n    EB: {{ type: object, properties: {{ geo: {} }} }}\n{AMBIGUOUS}",
            to[0], to[1]
        )
    };
    for members in ["{ $ }", "{ type: array, items: { $ } }"] {
        let schemas = around(members, ["A", "B"]);
        let all = ["EA", "EB", "EB", "A"].map(|to| written(&responds("200", to), &schemas));
        assert_eq!(changes(&all), [0, 1, 0, 0], "{members}");
        // What is the same behind other components.
        let same = around(members, ["A", "A"]);
        assert_eq!(changes(&["EA", "EB"].map(|to| written(&responds("200", to), &same))), [0, 0]);
    }
    let deep = "    FA: { type: object, properties: { next: { $ref: '#/components/schemas/EA' }, self: { $ref: '#/components/schemas/FA' } } }\n    \
                FB: { type: object, properties: { next: { $ref: '#/components/schemas/EB' }, self: { $ref: '#/components/schemas/FA' } } }\n";
    let deep = format!("{deep}{}", around("{ $ }", ["A", "B"]));
    let all = ["FA", "FB"].map(|to| written(&responds("200", to), &deep));
    let (then, _, rendered) = run(&all[1], &lock(&understood(&all[0], "")));
    assert!(rendered.contains("`next.geo.customer_id` of what this refers to has another name on the wire"), "{rendered}");
    assert!(then.is_some() && changes(&all) == [0, 1]);
}

#[test]
fn failures_optional_bodies_several_contents_and_components_that_are_lists_are_looked_at() {
    let body = |to: &str| format!("requestBody: {{ {} }}, responses: {{ '204': {{ description: d }} }}", content(to));
    let ok = "'204': { description: d }";
    let failure = |to: &str| format!("responses: {{ {ok}, '404': {{ description: d, {} }} }}", content(to));
    let several = |to: &str| {
        let media = |name: &str, to: &str| format!("{name}: {{ schema: {{ $ref: '#/components/schemas/{to}' }} }}");
        let all = [media("application/json", to), media("application/xml", "Other")].join(", ");
        format!("responses: {{ '200': {{ description: d, content: {{ {all} }} }} }}")
    };
    let schemas = format!("{AMBIGUOUS}    Other: {{ type: object, properties: {{ x: {{ type: string }} }} }}\n");
    for all in [["A", "B"].map(body), ["A", "B"].map(failure), ["A", "B"].map(several)] {
        assert_eq!(changes(&all.each_ref().map(|it| written(it, &schemas))), [0, 1], "{}", all[0]);
    }
    let lists = "    L: { type: array, items: { $ref: '#/components/schemas/A' } }\n    \
                 L2: { type: array, items: { $ref: '#/components/schemas/B' } }\n";
    let lists = format!("{AMBIGUOUS}{lists}");
    assert_eq!(changes(&["L", "L2"].map(|to| written(&responds("200", to), &lists))), [0, 1]);
    // An optional body, also if the component is new.
    let other = "    A: { type: object, properties: { customer_id: { type: string } } }\n";
    assert_eq!(changes(&[written(&body("A"), other), written(&body("B"), AMBIGUOUS)]), [0, 1]);
}

#[test]
fn a_line_stays_until_another_one_takes_its_place() {
    let x = ("X", "x");
    let (told, kept) =
        goes(&[&[("Order", "address$A"), A, B, x], &[("Order", "address$X"), A, B, x], &[("Order", "address$B"), A, B, x]]);
    assert_eq!(told, [false, false, true], "{kept}");
    // Back to the first, nothing is another thing.
    let (told, _) =
        goes(&[&[("Order", "address$A"), A, B, x], &[("Order", "address$X"), A, B, x], &[("Order", "address$A"), A, B, x]]);
    assert_eq!(told, [false; 3]);
}

#[test]
fn a_line_goes_with_the_status_of_the_only_success() {
    let steps =
        |all: &[(&str, &str)]| all.iter().map(|(status, to)| written(&responds(status, to), AMBIGUOUS)).collect::<Vec<_>>();
    assert_eq!(changes(&steps(&[("200", "A"), ("201", "B"), ("202", "B"), ("200", "B"), ("200", "A")])), [0, 1, 0, 0, 1]);
    let kept = lock(&understood(&steps(&[("200", "A")])[0], ""));
    let kept = lock(&understood(&steps(&[("201", "A")])[0], &kept));
    assert!(kept.contains("responses/201 leads = schemas/A\n") && !kept.contains("responses/200 leads"), "{kept}");
    // A success beside another one is none that moved.
    let both =
        format!("responses: {{ '200': {{ description: d, {} }}, '201': {{ description: d, {} }} }}", content("A"), content("B"));
    assert_eq!(changes(&[steps(&[("200", "A")]), vec![written(&both, AMBIGUOUS)]].concat()), [0, 0]);
}
