//! A reference that leads to another component, in which a name has another meaning, is told.

use super::compared::Output;
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
    let (mut kept, mut told) = (Output::default(), Vec::new());
    for step in steps {
        let (then, rendered) = kept.then_twice(&described(step));
        told.push(rendered.contains("W0415"));
        kept = then;
    }
    (told, kept.lock)
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

/// Whether each step is told, 1 or 0.
fn changes(steps: &[String]) -> Vec<usize> {
    let mut kept = Output::default();
    let told = |text: &String| {
        let (then, rendered) = kept.then_twice(text);
        kept = then;
        usize::from(rendered.contains("W0415"))
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
    assert_eq!(changes(&all), [0, 1]);
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

/// An operation whose parts are those of `components`, or are written there, with a member each.
fn parts(part: &str, components: &str) -> String {
    let of = |section: &str, name: &str| format!("{{ $ref: '#/components/{section}/{name}' }}");
    let written = |text: &str| text.replace("$P", &of("parameters", "P")).replace("$B", &of("requestBodies", "B"));
    let text = written(part).replace("$R", &of("responses", "R")).replace("$H", &of("headers", "H"));
    format!("{HEAD}paths:\n  /a:\n    post: {{ operationId: send, {text} }}\ncomponents: {{ {components} }}\n")
}

#[test]
fn what_is_written_in_the_place_of_a_part_of_components_is_told_where_a_name_means_something_else() {
    let object = |word: &str| format!("{{ type: object, properties: {{ {word}: {{ type: string }} }} }}");
    let content = |word: &str| format!("content: {{ application/json: {{ schema: {} }} }}", object(word));
    let ok = "responses: { '204': { description: d } }";
    let parameter = |word: &str| format!("{{ name: f, in: query, {} }}", content(word));
    let body = |word: &str| format!("{{ required: true, {} }}", content(word));
    let response = |word: &str| format!("{{ description: d, {} }}", content(word));
    let header = |word: &str| format!("{{ {} }}", content(word));
    type Kind<'a> = (&'a str, String, &'a dyn Fn(&str) -> String);
    let kinds: [Kind<'_>; 5] = [
        ("parameters: { P: @ }", format!("parameters: [@P], {ok}"), &parameter),
        ("requestBodies: { B: @ }", format!("requestBody: @B, {ok}"), &body),
        ("responses: { R: @ }", "responses: { '200': @R }".to_owned(), &response),
        ("responses: { R: @ }", "responses: { '204': { description: d }, '404': @R }".to_owned(), &response),
        ("headers: { H: @ }", "responses: { '204': { description: d, headers: { X-A: @H } } }".to_owned(), &header),
    ];
    for (section, operation, part) in kinds {
        let used = |components: &str| parts(&operation.replace('@', "$"), components);
        let place = operation.find('@').map(|at| operation[at..at + 2].to_owned()).unwrap();
        let written = |word: &str, components: &str| parts(&operation.replace(&place, &part(word)), components);
        let component = |word: &str| section.replace('@', &part(word));
        let before = used(&component("customer_id"));
        assert_eq!(changes(&[before.clone(), written("customerId", "")]), [0, 1], "{before}");
        assert_eq!(changes(&[before.clone(), written("customer_id", "")]), [0, 0], "{before}");
        // The component of which it was made may be written still.

        assert_eq!(changes(&[before.clone(), written("customerId", &component("customer_id"))]), [0, 1], "{before}");
        assert_eq!(changes(&[before.clone(), written("customer_id", &component("customer_id"))]), [0, 0], "{before}");
        // What is written becomes a component: the names stay.
        assert_eq!(changes(&[written("customer_id", ""), before.clone()]), [0, 0], "{before}");
        assert_eq!(changes(&[written("customer_id", ""), used(&component("customerId"))]), [0, 0], "{before}");
    }
}

#[test]
fn what_is_written_in_the_place_of_a_reference_to_a_schema_is_looked_at() {
    let order = |address: &str, more: &str| {
        let address = address.replace("'$", "'#/components/schemas/");
        format!("    Order: {{ type: object, properties: {{ address: {address} }} }}\n{more}")
    };
    let a = "    A: { type: object, properties: { customer_id: { type: string } } }\n";
    let ok = "responses: { '204': { description: d } }";
    let goes = |steps: &[String]| changes(&steps.iter().map(|it| written(ok, it)).collect::<Vec<_>>());
    let to_a = "{ $ref: '$A' }";
    let own = |word: &str| format!("{{ type: object, properties: {{ {word}: {{ type: string }} }} }}");
    for now in
        [own("customerId"), "{ allOf: [{ $ref: '$B' }, { type: object, properties: { z: { type: string } } }] }".to_owned()]
    {
        for (before, after) in [(a, AMBIGUOUS), (AMBIGUOUS, AMBIGUOUS)] {
            assert_eq!(goes(&[order(to_a, before), order(&now, after), order(&now, after)]), [0, 1, 0], "{now} {before}");
        }
    }
    // What has the same names, what was something else, and what has little in common.
    assert_eq!(goes(&[order(to_a, AMBIGUOUS), order(&own("customer_id"), AMBIGUOUS)]), [0, 0]);
    assert_eq!(goes(&[order(&own("x"), a), order(&own("customerId"), a)]), [0, 0]);
    let two = "{ type: object, properties: { x: { type: string }, customerId: { type: string } } }";
    let many = a.replace("customer_id:", "a: { type: string }, b: { type: string }, customer_id:");
    assert_eq!(goes(&[order("{ type: string }", &many), order(two, &many)]), [0, 0]);
    // What was written here is in what is made of it, so that it was no other component.
    let c = |words: &str| format!("{a}    C: {{ type: object, properties: {{ {words} }} }}\n");
    let made = c("x: { type: string }, customerId: { type: string }");
    assert_eq!(goes(&[order(&own("x"), a), order("{ $ref: '$C' }", &made)]), [0, 0]);
    let other = c("customerId: { type: string }");
    assert_eq!(goes(&[order(&own("x"), a), order("{ $ref: '$C' }", &other)]), [0, 0]);
}

#[test]
fn a_reference_to_another_tuple_is_told() {
    let tuple = |names: [&str; 2]| {
        let elements = names.map(|name| format!("{{ type: number, description: {name} }}"));
        format!("{{ type: array, prefixItems: [{}], items: false, minItems: 2 }}", elements.join(", "))
    };
    let (a, b) = (tuple(["lat", "lon"]), tuple(["lon", "lat"]));
    let order = |at: &str| {
        format!("    Order: {{ type: object, properties: {{ at: {} }} }}\n", at.replace("'$", "'#/components/schemas/"))
    };
    let of = |at: &str, more: &str| written("responses: { '204': { description: d } }", &format!("{}{more}", order(at)));
    let both = format!("    A: {a}\n    B: {b}\n");
    let (to_a, to_b) = ("{ $ref: '$A' }", "{ $ref: '$B' }");
    assert_eq!(changes(&[of(to_a, &both), of(to_b, &both), of(to_b, &both)]), [0, 1, 0]);
    assert_eq!(changes(&[of(to_a, &format!("    A: {a}\n")), of(to_b, &format!("    B: {a}\n"))]), [0, 0]);
    assert_eq!(changes(&[of(to_a, &format!("    A: {a}\n")), of(to_b, &format!("    B: {b}\n"))]), [0, 1]);
    assert_eq!(changes(&[of(&a, ""), of(to_b, &format!("    B: {b}\n"))]), [0, 1]);
    assert_eq!(changes(&[of(&a, ""), of(to_b, &format!("    B: {a}\n"))]), [0, 0]);
    assert_eq!(changes(&[of(to_a, &format!("    A: {a}\n")), of(&b, "")]), [0, 1]);
    assert_eq!(changes(&[of(to_a, &format!("    A: {a}\n")), of(&a, "")]), [0, 0]);
}

#[test]
fn what_is_written_in_a_list_or_a_body_of_another_media_type_is_looked_at() {
    let own = |word: &str| format!("{{ type: object, properties: {{ {word}: {{ type: string }} }} }}");
    let (to_a, to_b) = ("{ $ref: '#/components/schemas/A' }", "{ $ref: '#/components/schemas/B' }");
    let more = format!("{{ allOf: [{to_b}, {{ type: object, properties: {{ z: {{ type: string }} }} }}] }}");
    let list = |items: &str| format!("{{ type: array, items: {items} }}");
    let map = |values: &str| format!("{{ type: object, additionalProperties: {values} }}");
    let response = |media: &str, schema: &str| {
        format!("responses: {{ '200': {{ description: d, content: {{ '{media}': {{ schema: {schema} }} }} }} }}")
    };
    let member = |schema: &str| response("application/json", &format!("{{ type: object, properties: {{ all: {schema} }} }}"));
    let places: [&dyn Fn(&str) -> String; 7] = [
        &|it| response("application/json", &list(it)),
        &|it| response("application/json", &map(it)),
        &|it| response("application/json", &list(&list(it))),
        &|it| response("*/*", it),
        &|it| response("application/vnd.api+json", &list(it)),
        &|it| member(&list(it)),
        &|it| member(&map(&list(it))),
    ];
    for place in places {
        let goes = |steps: &[&str]| changes(&steps.iter().map(|it| written(&place(it), AMBIGUOUS)).collect::<Vec<_>>());
        let only_a = "    A: { type: object, properties: { customer_id: { type: string } } }\n";
        assert_eq!(goes(&[to_a, &own("customerId"), &own("customerId")]), [0, 1, 0], "{}", place(to_a));
        assert_eq!(goes(&[to_a, &more]), [0, 1], "{}", place(to_a));
        assert_eq!(goes(&[to_a, &own("customer_id")]), [0, 0], "{}", place(to_a));
        assert_eq!(goes(&[&own("x"), &own("customerId"), to_b]), [0, 0, 0], "{}", place(to_a));
        let new = [written(&place(to_a), only_a), written(&place(&own("customerId")), only_a)];
        assert_eq!(changes(&new), [0, 1], "{}", place(to_a));
    }
}

#[test]
fn failures_and_contents_written_out_while_the_component_is_there_are_looked_at() {
    let own = |words: &str| {
        let words: Vec<_> = words.split(' ').map(|word| format!("{word}: {{ type: string }}")).collect();
        format!("{{ type: object, properties: {{ {} }} }}", words.join(", "))
    };
    let a = format!("    A: {}\n", own("customer_id x"));
    let json = |schema: &str| format!("application/json: {{ schema: {schema} }}");
    let response = |status: &str, contents: &str| format!("'{status}': {{ description: d, content: {{ {contents} }} }}");
    let other = response("500", &json("{ $ref: '#/components/schemas/A' }"));
    let failure =
        |schema: &str| format!("responses: {{ '204': {{ description: d }}, {other}, {} }}", response("404", &json(schema)));
    let xml = format!("application/xml: {{ schema: {} }}", own("q"));
    let contents = |schema: &str| format!("responses: {{ {} }}", response("200", &format!("{}, {xml}", json(schema))));
    let to_a = "{ $ref: '#/components/schemas/A' }";
    for place in [&failure as &dyn Fn(&str) -> String, &contents] {
        let goes = |steps: &[&str]| changes(&steps.iter().map(|it| written(&place(it), &a)).collect::<Vec<_>>());
        assert_eq!(goes(&[to_a, &own("customerId x"), &own("customerId x")]), [0, 1, 0], "{}", place(to_a));
        assert_eq!(goes(&[to_a, &own("customer_id x more")]), [0, 0], "{}", place(to_a));
        // What was written there.
        assert_eq!(goes(&[&own("x"), &own("customerId x")]), [0, 0], "{}", place(to_a));
        // Also a component that is new.
        let b = format!("{a}    B: {}\n", own("customerId x"));
        let all = [written(&place(to_a), &a), written(&place("{ $ref: '#/components/schemas/B' }"), &b)];
        assert_eq!(changes(&all), [0, 1], "{}", all[1]);
    }
    // Of contents it is known whether they were there; what lacks a name, or is like no failure, is new.
    assert_eq!(changes(&[written(&contents(to_a), &a), written(&contents(&own("customerId x more other")), &a)]), [0, 1]);
    let ok = "responses: { '204': { description: d } }";
    let only_other = format!("responses: {{ '204': {{ description: d }}, {other} }}");
    for new in ["customerId", "customerId x more"] {
        assert_eq!(changes(&[written(&only_other, &a), written(&failure(&own(new)), &a)]), [0, 0], "{new}");
    }
    let alone = |schema: &str| format!("responses: {{ '204': {{ description: d }}, {} }}", response("404", &json(schema)));
    assert_eq!(changes(&[written(ok, &a), written(&alone(&own("customerId x")), &a)]), [0, 0]);
    let only = |schema: &str| format!("responses: {{ {} }}", response("200", &json(schema)));
    let body = |schema: &str| format!("requestBody: {{ content: {{ {} }} }}, {ok}", json(schema));
    assert_eq!(changes(&[written(ok, &a), written(&body(&own("customerId x")), &a)]), [0, 0]);
    assert_eq!(changes(&[written(&only(&own("q")), &a), written(&contents(&own("customerId x")), &a)]), [0, 0]);
    let second =
        format!("responses: {{ {}, {} }}", response("200", &json(&own("q"))), response("202", &json(&own("customerId x"))));
    assert_eq!(changes(&[written(&only(&own("q")), &a), written(&second, &a)]), [0, 0]);
}

#[test]
fn a_response_with_headers_is_compared_as_one_without() {
    let headed = |to: &str| {
        let header = "headers: { X-R: { schema: { type: string } } }";
        format!("responses: {{ '200': {{ description: d, {header}, {} }} }}", content(to))
    };
    let (a, c) = (
        "    A: { type: object, properties: { customer_id: { type: string } } }\n",
        "    C: { type: object, properties: { customerId: { type: string } } }\n",
    );
    assert_eq!(changes(&[written(&headed("A"), a), written(&headed("C"), &format!("{a}{c}"))]), [0, 1]);
    assert_eq!(changes(&[written(&headed("A"), a), written(&headed("C"), c)]), [0, 1]);
    // Also once the header is gone.
    let all = [written(&headed("A"), a), written(&responds("200", "A"), a), written(&responds("200", "C"), c)];
    assert_eq!(changes(&all), [0, 0, 1]);
}

#[test]
fn values_of_a_map_and_further_members_of_what_is_written_there_are_not_one_reference() {
    let get =
        "{ additionalProperties: { required: [customerId], additionalProperties: { $ref: '#/components/schemas/GetIt' } } }";
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Order: {{ properties: {{ customer-id: {{ type: string }} }} }}\n    GetIt: {{ properties: {{ CustomerId: {get} }} }}\n"
    );
    let first = lock(&understood(&text, ""));
    let (_, diagnostics, rendered) = run(&text, &first);
    assert!(diagnostics.is_empty(), "{rendered}");
}

#[test]
fn what_is_written_out_in_one_run_under_other_names_leads_nowhere_else() {
    let of = |schemas: &str| {
        written(
            &responds("200", "Use"),
            &format!("    A: {{ type: object, properties: {{ customer_id: {{ type: string }} }} }}\n{schemas}"),
        )
    };
    let inner = "{ type: object, properties: { customerId: { type: string } } }";
    let inline = format!("    Use: {{ type: object, properties: {{ o: {{ type: object, properties: {{ p: {inner} }} }} }} }}\n");
    let apart = format!(
        "    Use: {{ type: object, properties: {{ o: {{ $ref: '#/components/schemas/Order' }} }} }}\n    Order: {{ type: object, properties: {{ p: {{ $ref: '#/components/schemas/P' }} }} }}\n    P: {inner}\n"
    );
    assert_eq!(changes(&[of(&inline), of(&apart)]), [0, 0]);
}

#[test]
fn what_was_gone_and_leads_to_a_new_component_is_told() {
    let order = |members: &str, more: &str| {
        written(
            &responds("200", "Order"),
            &format!("    Order: {{ type: object, properties: {{ z: {{ type: string }}{members} }} }}\n{more}"),
        )
    };
    let to = |name: &str| format!(", address: {{ $ref: '#/components/schemas/{name}' }}");
    let (a, b) = AMBIGUOUS.split_at(AMBIGUOUS.find("    B").unwrap());
    assert_eq!(changes(&[order(&to("A"), a), order("", ""), order(&to("B"), b)]), [0, 0, 1]);
    assert_eq!(changes(&[order(&to("A"), a), order("", ""), order(&to("A"), a)]), [0, 0, 0]);
}
