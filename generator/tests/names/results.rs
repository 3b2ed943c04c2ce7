//! What a call gives is the body, or a struct of headers and body: no name means one thing in the first and another one in the second,
//! unless that is told.

use letterpress::Understood;

use super::merge::merged;
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

#[test]
fn the_first_header_of_a_failure_or_of_one_of_several_successes_does_not_get_the_name_of_a_member_of_the_body() {
    for status in ["404", "201"] {
        let text = |headers: &[&str]| described(&[response("200", &[], ""), response(status, headers, "$Pet")], "location");
        let then = understood(&text(&["Location"]), &lock(&understood(&text(&[]), "")));
        assert_eq!(headers(&then, 1), ["location_header"], "{status}");
        assert_eq!(headers(&understood(&text(&["Location"]), ""), 1), ["location"], "{status}");
        // A member that comes when the last header goes.
        let text = |headers: &[&str], pet: &str| described(&[response("200", &[], ""), response(status, headers, "$Pet")], pet);
        let then = lock(&understood(&text(&[], "location x"), &lock(&understood(&text(&["Location"], "x"), ""))));
        assert!(then.contains("schemas/Pet field location = location_field\n"), "{status}: {then}");
    }
}

#[test]
fn a_response_that_is_one_of_several_by_now_or_has_another_status_is_not_told() {
    let [one, gone, failure] = ["200", "404", "410"].map(|status| response(status, &["Location"], "$Pet"));
    let other = response("201", &[], "");
    let steps = [vec![&one], vec![&one, &other], vec![&one], vec![&one, &gone], vec![&one, &failure]];
    let mut kept = String::new();
    for step in steps {
        let step: Vec<_> = step.into_iter().cloned().collect();
        let (then, _, told) = run(&described(&step, "a location"), &kept);
        assert!(!told.contains("W0413"), "{step:?}: {told}");
        kept = lock(&then.unwrap());
    }
}

#[test]
fn what_was_told_of_a_success_is_not_told_of_a_failure() {
    let text = |headers: &[&str]| described(&[response("2XX", &[], "$Pet"), response("404", headers, "$Pet")], "body");
    let told = run(&text(&["X-Total"]), &lock(&understood(&text(&[]), ""))).2;
    assert!(told.contains("W0413]: `body` of what a call gives means `its body` now"), "{told}");
}

/// What is told of a result where git merged the locks of two branches that began with one description.
fn told_of_merged(base: &str, [ours, theirs, both]: [&str; 3]) -> String {
    let base = lock(&understood(base, ""));
    let side = |text: &str| {
        let (then, _, told) = run(text, &base);
        assert!(!told.contains("W0413"), "{told}");
        lock(&then.unwrap())
    };
    let (merged, conflicts) = merged(&base, &side(ours), &side(theirs));
    assert_eq!(conflicts, 0, "{merged}");
    let (then, _, told) = run(both, &merged);
    let then = lock(&then.unwrap());
    assert!(!run(both, &then).2.contains("W0413"), "it is told once: {then}");
    told
}

#[test]
fn branches_that_add_a_header_and_a_member_of_its_name_are_told() {
    for (header, pet, name, now) in [
        ("Location", "a location", "location", "operations/list/responses/200 header Location"),
        ("X-Total", "a body", "body", "its body"),
    ] {
        let text = |headers: &[&str], pet: &str| described(&[response("200", headers, "$Pet")], pet);
        let sides = [text(&[header], "a"), text(&[], pet), text(&[header], pet)];
        let told = told_of_merged(&text(&[], "a"), sides.each_ref().map(String::as_str));
        let expected = format!("W0413]: `{name}` of what a call gives means `{now}` now, and meant `schemas/Pet field {name}`");
        assert!(told.contains(&expected), "{told}");
    }
}

#[test]
fn branches_that_do_it_to_a_failure_or_to_one_of_several_successes_are_told() {
    for status in ["404", "201"] {
        let text = |headers: &[&str], pet: &str| described(&[response("200", &[], ""), response(status, headers, "$Pet")], pet);
        let sides = [text(&["Location"], "a"), text(&[], "a location"), text(&["Location"], "a location")];
        let told = told_of_merged(&text(&[], "a"), sides.each_ref().map(String::as_str));
        assert!(told.contains("W0413]: `location` of what a call gives"), "{told}");
    }
}

#[test]
fn branches_of_which_one_makes_a_status_several_are_told() {
    for several in ["2XX", "default"] {
        let text = |status: &str, pet: &str| described(&[response(status, &[], "$Pet")], pet);
        let sides = [text(several, "a"), text("200", "a status"), text(several, "a status")];
        let told = told_of_merged(&text("200", "a"), sides.each_ref().map(String::as_str));
        assert!(
            told.contains("W0413]: `status` of what a call gives means `its status` now, and meant `schemas/Pet field status`"),
            "{told}"
        );
    }
}

/// Goes through descriptions; with each the members of the body of which W0413 is told.
fn goes(steps: &[(&str, &[&str], &str, &[&str])]) -> String {
    let mut kept = String::new();
    for (status, headers, pet, expected) in steps {
        let (then, _, told) = run(&described(&[response(status, headers, "$Pet")], pet), &kept);
        let found: Vec<_> = told.lines().filter_map(|line| line.split_once("W0413]: `")?.1.split('`').next()).collect();
        assert_eq!(found, *expected, "{status} {headers:?} {pet} of {steps:?}\n{told}\n{kept}");
        kept = lock(&then.unwrap());
    }
    kept
}

#[test]
fn a_body_that_is_a_reference_tells_of_status_and_body_where_a_key_stands_for_several_statuses() {
    for several in ["2XX", "default"] {
        let kept = goes(&[
            ("200", &[], "a status body", &[]),
            (several, &[], "a status body", &["body", "status"]),
            (several, &[], "a status body", &[]),
            ("200", &[], "a status body", &["body", "status"]),
            ("200", &[], "a status body", &[]),
            (several, &[], "a status body", &["body", "status"]),
        ]);
        assert!(kept.contains("operations/list result = status body body.body body.status\n"), "{kept}");
        // What comes later gets no name that was a field of the struct.
        let kept = goes(&[(several, &[], "a", &[]), ("200", &[], "a", &[]), ("200", &[], "a status", &[])]);
        assert!(kept.contains("schemas/Pet field status = status_field\n"), "{kept}");
        assert!(kept.contains("operations/list result = (status) (body)\n"), "{kept}");
        // The first header comes with the struct.
        let kept = goes(&[("200", &[], "a location", &[]), (several, &["Location"], "a location", &[])]);
        assert!(kept.contains("header Location = location_header\n"), "{kept}");
        let kept = goes(&[(several, &[], "a location", &[]), (several, &["Location"], "a location", &[])]);
        assert!(kept.contains("header Location = location\n"), "{kept}");
    }
}

#[test]
fn what_is_in_a_struct_and_in_its_body_from_the_beginning_is_not_told() {
    let kept = goes(&[
        ("200", &["Location"], "a location body", &[]),
        ("200", &["Location"], "a location body", &[]),
        ("200", &["Location", "X-Total"], "a location body x_total", &[]),
        ("201", &["Location", "X-Total"], "a location body x_total", &[]),
    ]);
    assert!(kept.contains("operations/list result = body.body body.location body.x_total\n"), "{kept}");
    let kept = goes(&[("200", &["Location"], "a", &[]), ("200", &["Location"], "a location body", &[])]);
    assert!(kept.contains("operations/list result = body.body body.location\n"), "{kept}");
    assert!(!goes(&[("200", &["Location"], "a", &[])]).contains(" result "));
    // A lock of an earlier version says of nothing whether it was told.
    let text = described(&[response("200", &["Location"], "$Pet")], "a location body");
    let before = lock(&understood(&text, ""));
    let before: String = before
        .lines()
        .filter(|line| !line.contains(" title ") && !line.contains(" result "))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(!run(&text, &before).2.contains("W0413"));
}

#[test]
fn a_line_that_says_no_result_is_refused_and_both_sides_of_a_conflict_count() {
    let text = described(&[response("2XX", &[], "$Pet")], "a status");
    for line in ["state", "status status", "status (status)", "body.", "body.r#type"] {
        let (_, _, told) = run(&text, &format!("operations/list result = {line}\n"));
        assert!(told.contains("E0401"), "{line}: {told}");
    }
    let kept = lock(&understood(&text, ""));
    let line = "operations/list result = status body body.status\n";
    assert!(kept.contains(line), "{kept}");
    let merged =
        kept.replace(line, &format!("<<<<<<< main\n{line}=======\noperations/list result = status body\n>>>>>>> feature\n"));
    let (then, _, told) = run(&text, &merged);
    assert!(told.contains("W0413]: `status`"), "callers of one side know nothing of it: {told}");
    assert_eq!(lock(&then.unwrap()), kept);
}

#[test]
fn a_member_is_told_where_a_success_whose_body_is_known_comes_beside_default() {
    let both = [response("200", &[], "$Pet"), response("default", &["Location"], "$Pet")];
    let alone = [response("201", &[], "$Pet")];
    let expected = "W0413]: `location` of what a call gives means `schemas/Pet field location` now, and meant \
                    `operations/list/responses/default header Location`";
    for body in ["$Pet", "reason"] {
        let kept = lock(&understood(&described(&[response("default", &["Location"], body)], "location"), ""));
        for then in [&both[..], &alone] {
            let text = described(then, "location");
            let (then, _, told) = run(&text, &kept);
            assert!(told.contains(expected), "{told}");
            assert!(!run(&text, &lock(&then.unwrap())).2.contains("W0413"), "it is told once");
        }
    }
    // A header of failures is none of the success.
    let kept = lock(&understood(&described(&both, "location"), ""));
    for then in [&both[..1], &alone] {
        assert!(!run(&described(then, "location"), &kept).2.contains("W0413"));
    }
}

#[test]
fn a_header_of_default_is_told_where_a_success_with_a_member_of_its_name_goes() {
    for (success, failure) in [("$Pet", "$Pet"), ("location", "reason")] {
        let both = [response("200", &[], success), response("default", &["Location"], failure)];
        let kept = lock(&understood(&described(&both, "location"), ""));
        let alone = described(&both[1..], "location");
        let (then, _, told) = run(&alone, &kept);
        assert_eq!(
            told.matches("W0413]: `location` of what a call gives means `operations/list/responses/default header").count(),
            1
        );
        let kept = lock(&then.unwrap());
        assert!(!run(&alone, &kept).2.contains("W0413"), "it is told once");
        assert_eq!(run(&described(&both, "location"), &kept).2.matches("W0413").count(), 1, "and back");
    }
}

#[test]
fn the_first_header_gets_no_name_of_a_member_of_a_body_that_is_renamed_or_led_to_another_component_with_a_line() {
    let text = |header: &[&str], to: &str, schemas: &[(&str, &str)]| {
        let schemas: Vec<_> = schemas.iter().map(|(name, members)| format!("{name}: {}", object(members))).collect();
        let response = response("200", header, "$Pet").replace("/Pet'", &format!("/{to}'"));
        format!(
            "{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ {response} }} }}\ncomponents: {{ schemas: {{ {} }} }}\n",
            schemas.join(", ")
        )
    };
    let then = |before: &str, after: &str| headers(&understood(after, &lock(&understood(before, ""))), 0).to_vec();
    let id = ["Id"];
    assert_eq!(then(&text(&[], "A", &[("A", "id x")]), &text(&id, "B", &[("B", "id x")])), ["id_header"]);
    // The first had it, and has another name that is several on the wire.
    let (a, b, c) = (("A", "id customer_id"), ("B", "customerId"), ("C", "y"));
    assert_eq!(then(&text(&[], "A", &[a, b]), &text(&id, "C", &[a, b, c])), ["id_header"]);
    // Neither had it.
    assert_eq!(then(&text(&[], "A", &[("A", "x")]), &text(&id, "B", &[("B", "x")])), ["id"]);
}
