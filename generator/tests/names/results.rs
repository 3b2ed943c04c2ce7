//! What a call gives is the body, or a struct of headers and body: no name means one thing in the first and another one in the second,
//! unless that is told.

use letterpress::Understood;

use super::{HEAD, lock, run, understood};

/// A response with headers and the members of its body, `$Pet` for a component.
fn response(status: &str, headers: &[&str], body: &str) -> String {
    let headers: Vec<_> = headers.iter().map(|name| format!("{name}: {{ schema: {{ type: string }} }}")).collect();
    let schema = match body {
        "" => String::new(),
        "$Pet" => "{ $ref: '#/components/schemas/Pet' }".to_owned(),
        members => object(members),
    };
    let content = if schema.is_empty() { schema } else { format!(", content: {{ application/json: {{ schema: {schema} }} }}") };
    format!("'{status}': {{ description: d, headers: {{ {} }}{content} }}", headers.join(", "))
}

fn object(members: &str) -> String {
    let members: Vec<_> = members.split(' ').map(|name| format!("{name}: {{ type: string }}")).collect();
    format!("{{ type: object, properties: {{ {} }} }}", members.join(", "))
}

fn described(responses: &[String], pet: &str) -> String {
    let responses = responses.join(", ");
    let pet = object(pet);
    format!(
        "{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ {responses} }} }}\ncomponents: {{ schemas: {{ Pet: {pet} }} }}\n"
    )
}

/// The names of the headers of a response.
fn headers(it: &Understood, response: usize) -> &[String] {
    &it.names.tags[0].operations[0].responses[response].headers
}

#[test]
fn the_first_header_of_a_response_does_not_get_the_name_of_a_member_of_the_body() {
    for (body, pet) in [("$Pet", "location"), ("location", "x")] {
        let first = understood(&described(&[response("200", &[], body)], pet), "");
        let then = [response("200", &["Location", "X-Total"], body)];
        let (then, _, told) = run(&described(&then, pet), &lock(&first));
        let then = then.unwrap();
        assert_eq!(headers(&then, 0), ["location_header", "x_total"], "{told}");
        assert!(told.contains("this is called `location_header` in Rust, not `location`"), "{told}");

        // What is there from the beginning, or comes later, stays in nobody's way.
        let fresh = described(&[response("200", &["Location"], body)], pet);
        assert_eq!(headers(&understood(&fresh, ""), 0), ["location"]);
        let kept = lock(&understood(&described(&[response("200", &["X-Total"], body)], pet), ""));
        assert_eq!(
            headers(&understood(&described(&[response("200", &["Location", "X-Total"], body)], pet), &kept), 0)[0],
            "location"
        );
    }
}

#[test]
fn the_first_header_also_if_others_are_long_gone() {
    let kept = lock(&understood(&described(&[response("200", &["X-Total"], "$Pet")], "location"), ""));
    let kept = lock(&understood(&described(&[response("200", &[], "$Pet")], "location"), &kept));
    let then = understood(&described(&[response("200", &["Location"], "$Pet")], "location"), &kept);
    assert_eq!(headers(&then, 0), ["location_header"]);
}

#[test]
fn a_header_instead_of_the_body_does_not_get_the_name_of_a_member() {
    let kept = lock(&understood(&described(&[response("200", &[], "customerId")], "x"), ""));
    let then = understood(&described(&[response("200", &["customer_id"], "")], "x"), &kept);
    assert_eq!(headers(&then, 0), ["customer_id_header"]);
}

#[test]
fn a_member_that_comes_when_the_last_header_goes_does_not_get_its_name() {
    let kept = lock(&understood(&described(&[response("200", &["Location"], "$Pet")], "x"), ""));
    let then = lock(&understood(&described(&[response("200", &[], "$Pet")], "location x"), &kept));
    assert!(then.contains("schemas/Pet field location = location_field\n"), "{then}");
    let inline = lock(&understood(&described(&[response("201", &[], "location")], "x"), &kept));
    assert!(inline.contains("operations/list/responses/201 field location = location_field\n"), "{inline}");
}

#[test]
fn a_member_that_has_the_name_of_the_last_header_is_told() {
    let kept = lock(&understood(&described(&[response("200", &["Location"], "$Pet")], "location"), ""));
    let gone = described(&[response("200", &[], "$Pet")], "location");
    let (then, _, told) = run(&gone, &kept);
    assert!(
        told.contains(
            "warning[W0413]: `location` of what a call gives means `schemas/Pet field location` now, and meant \
             `operations/list/responses/200 header Location`"
        ),
        "{told}"
    );
    // It is told as long as both have a line.
    let then = lock(&then.unwrap()).replace("operations/list/responses/200 header Location = location\n", "");
    assert!(!run(&gone, &then).2.contains("W0413"));
}

#[test]
fn a_member_that_is_called_like_the_field_of_the_body_is_told() {
    let kept = lock(&understood(&described(&[response("200", &[], "$Pet")], "body"), ""));
    let text = described(&[response("200", &["X-Total"], "$Pet")], "body");
    let (then, _, told) = run(&text, &kept);
    assert!(
        told.contains("W0413]: `body` of what a call gives means `its body` now, and meant `schemas/Pet field body`"),
        "{told}"
    );
    assert!(!run(&text, &lock(&then.unwrap())).2.contains("W0413"), "it is told once");
}

#[test]
fn a_member_that_is_called_like_the_field_of_the_body_is_told_when_the_last_header_goes() {
    let with = lock(&understood(&described(&[response("200", &["X-Total"], "$Pet")], "body"), ""));
    let gone = described(&[response("200", &[], "$Pet")], "body");
    let (then, _, told) = run(&gone, &with);
    assert!(
        told.contains("W0413]: `body` of what a call gives means `schemas/Pet field body` now, and meant `its body`"),
        "{told}"
    );
    let then = lock(&then.unwrap()).replace("operations/list/responses/200 header X-Total = x_total\n", "");
    assert!(!run(&gone, &then).2.contains("W0413"), "it is told as long as the header has a line");

    // A newcomer does not get the name.
    let with = lock(&understood(&described(&[response("200", &["X-Total"], "$Pet")], "x"), ""));
    let then = lock(&understood(&gone, &with));
    assert!(then.contains("schemas/Pet field body = body_field\n"), "{then}");
}

#[test]
fn the_status_and_the_body_of_a_key_for_several_statuses_are_no_members_of_the_body_of_one() {
    for several in ["2XX", "default"] {
        let kept = lock(&understood(&described(&[response(several, &[], "name")], "x"), ""));
        let one = lock(&understood(&described(&[response("200", &[], "name status body")], "x"), &kept));
        for name in ["status", "body"] {
            assert!(one.contains(&format!("operations/list/responses/200 field {name} = {name}_field\n")), "{several}: {one}");
        }
        assert!(one.contains("operations/list/responses/200 field name = name\n"), "{several}: {one}");
    }
}

#[test]
fn a_member_that_has_the_name_of_the_status_is_told_when_one_key_stood_for_several() {
    let kept = lock(&understood(&described(&[response("2XX", &["X-Total"], "$Pet")], "status body"), ""));
    let (_, _, told) = run(&described(&[response("200", &[], "$Pet")], "status body"), &kept);
    for name in ["status", "body"] {
        let expected =
            format!("W0413]: `{name}` of what a call gives means `schemas/Pet field {name}` now, and meant `its {name}`");
        assert!(told.contains(&expected), "{told}");
    }
}

#[test]
fn a_success_that_comes_beside_default_keeps_its_names() {
    let kept = lock(&understood(&described(&[response("default", &["X-Total"], "customerId")], "x"), ""));
    let both = |headers: &[&str], body: &str, pet: &str| {
        let all = [response("200", headers, body), response("default", &["X-Total"], "customerId")];
        understood(&described(&all, pet), &kept)
    };
    let then = both(&["XTotal", "X-Total"], "customer_id", "x");
    assert_eq!(headers(&then, 0), ["x_total_header", "x_total"]);
    let then = lock(&then);
    assert!(then.contains("operations/list/responses/200 field customer_id = customer_id_field\n"), "{then}");
    let same = lock(&both(&[], "customerId", "x"));
    assert!(same.contains("operations/list/responses/200 field customerId = customer_id\n"), "{same}");

    // A name that a person chose for one is nobody else's, although it does not go along.
    let kept = kept.replace("header X-Total = x_total", "header X-Total = total");
    let all = [response("200", &["Total", "X-Total"], ""), response("default", &["X-Total"], "customerId")];
    let then = understood(&described(&all, "x"), &kept);
    assert_eq!(headers(&then, 0), ["total_header", "x_total"]);
}
