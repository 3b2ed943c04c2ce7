//! Names that the description chooses: for one thing each, and before what a person writes into the lock.

use letterpress::Diagnostic;

use super::{HEAD, fields, lock, run, understood};

fn codes(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|it| it.code.0).collect()
}

const BODY: &str = "{ type: object, x-rust-name: Chosen, xml: { name: r }, properties: { a: { type: string } } }";

/// A schema that becomes a type for each of several places, with one of them and with all.
fn twice() -> [(String, String); 3] {
    let swagger = |media: &str| {
        format!(
            "swagger: '2.0'\ninfo: {{ title: T, version: '1' }}\nconsumes: [{media}]\npaths:\n  /a:\n    post: {{ operationId: g, parameters: \
             [{{ in: body, name: b, schema: {BODY} }}], responses: {{ '200': {{ description: d }} }} }}\n"
        )
    };
    let item = |paths: &str| {
        let content = format!("content: {{ application/json: {{ schema: {BODY} }} }}");
        let post = format!(
            "post: {{ x-rust-name: chosen_too, requestBody: {{ {content} }}, responses: {{ '204': {{ description: d }} }} }}"
        );
        format!("{HEAD}paths:\n{paths}components: {{ pathItems: {{ P: {{ {post} }} }} }}\n")
    };
    let path = |name: &str| format!("  /{name}: {{ $ref: '#/components/pathItems/P' }}\n");
    [
        (swagger("application/json"), swagger("application/json, application/xml")),
        (swagger("application/json"), swagger("application/xml, application/json")),
        (item(&path("b")), item(&format!("{}{}", path("a"), path("b")))),
    ]
}

#[test]
fn one_name_of_the_description_is_for_the_first_of_what_it_becomes() {
    for (one, both) in twice() {
        let first = understood(&one, "");
        let had: Vec<String> = lock(&first).lines().filter(|line| line.ends_with("= Chosen")).map(str::to_owned).collect();
        assert_eq!(had.len(), 1, "{}", lock(&first));
        for before in [lock(&first), String::new()] {
            let (now, diagnostics, rendered) = run(&both, &before);
            let now = now.unwrap_or_else(|| panic!("{rendered}"));
            assert!(codes(&diagnostics).contains(&"W0404") && rendered.contains("in Rust, not `Chosen`"), "{rendered}");
            let chosen: Vec<String> = lock(&now).lines().filter(|line| line.ends_with("= Chosen")).map(str::to_owned).collect();
            assert!(chosen.len() == 1 && (before.is_empty() || chosen == had), "{}", lock(&now));
            // It is told once, and nothing changes after that.
            let (again, diagnostics, rendered) = run(&both, &lock(&now));
            assert!(!codes(&diagnostics).contains(&"W0404"), "{rendered}");
            assert_eq!(lock(&again.unwrap()), lock(&now));
        }
    }
}

#[test]
fn two_things_that_choose_one_name_are_refused_as_before() {
    let text = "paths: {}\ncomponents: { schemas: { A: { type: object, properties: { a: { type: string, x-rust-name: b }, c: { type: string, x-rust-name: b } } } } }\n";
    let (none, diagnostics, rendered) = run(&format!("{HEAD}{text}"), "");
    assert!(none.is_none() && codes(&diagnostics) == ["E0402"], "{rendered}");
}

#[test]
fn a_line_that_a_person_changes_against_the_description_is_told() {
    let text = |schema: &str, field: &str| {
        format!(
            "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ A: {{ type: object, {schema} properties: {{ customerId: {{ type: string, {field} }} }} }} }} }}\n"
        )
    };
    let text = text("x-rust-name: Alpha,", "x-rust-name: owner");
    let first = understood(&text, "");
    for (line, edited, name) in [
        ("schemas/A field customerId = owner", "schemas/A field customerId = mine", "mine"),
        ("schemas/A field customerId = owner", "schemas/A field customerId = customer_id", "customer_id"),
        ("schemas/A type = Alpha", "schemas/A type = Beta", "Beta"),
    ] {
        let by_hand = lock(&first).replace(line, edited);
        let at = by_hand.lines().position(|it| it == edited).unwrap() + 1;
        let (now, diagnostics, rendered) = run(&text, &by_hand);
        let now = now.unwrap();
        assert_eq!(fields(&now)["customerId"], "owner");
        assert_eq!(codes(&diagnostics), ["W0405"], "{rendered}");
        assert!(rendered.contains(&format!("names.lock:{at}:1")) && rendered.contains(&format!("not `{name}`")), "{rendered}");
        assert!(rendered.contains("chosen here"), "{rendered}");
        assert!(lock(&now).contains(line) && lock(&now).contains(&format!("= {name} (former)")), "{}", lock(&now));
    }
}

/// What has the name has no line yet where it stands: it has it from what it extends, or from where it stood before.
#[test]
fn a_chosen_name_that_something_else_has_from_elsewhere_is_refused_with_places_in_files() {
    let chosen = "status: { type: string, x-rust-name: user_name }";
    let user = "userName: { type: string }, mail: { type: string }, phone: { type: string }";
    let text = |schemas: &str| format!("{HEAD}paths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    let object = |members: &str| format!("{{ type: object, properties: {{ {members} }} }}");
    let base = format!("    Base: {}\n", object(user));
    let extends = format!("{base}    New:\n      allOf: [{{ $ref: '#/components/schemas/Base' }}, {}]\n", object(chosen));
    let inline = format!("    Order: {}\n", object(&format!("buyer: {}", object(user))));
    let moved = |members: &str| {
        format!("    Order: {}\n    Buyer: {}\n", object("buyer: { $ref: '#/components/schemas/Buyer' }"), object(members))
    };
    let gone = "mail: { type: string }, phone: { type: string }";
    let cases = [
        (&base, extends, "schemas/Base field userName = user_name", Some("New:")),
        (
            &inline,
            moved(&format!("{user}, {chosen}")),
            "schemas/Order/properties/buyer field userName = user_name",
            Some("userName:"),
        ),
        (&inline, moved(&format!("{gone}, {chosen}")), "schemas/Order/properties/buyer field userName = user_name", None),
    ];
    for (before, after, line, stands) in cases {
        let kept = lock(&understood(&text(before), ""));
        let (none, diagnostics, rendered) = run(&text(&after), &kept);
        assert!(none.is_none() && codes(&diagnostics).contains(&"E0402"), "{rendered}");
        assert!(kept.contains(line) && rendered.contains(&format!("{line}\n")), "{rendered}");
        assert!(!rendered.contains("delete this line"), "{rendered}");
        assert_eq!(rendered.contains("what has the name is here"), stands.is_some(), "{rendered}");
        assert!(stands.is_none_or(|stands| rendered.contains(stands)), "{rendered}");
    }
}
