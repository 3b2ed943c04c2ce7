//! What moves keeps the meaning of its names, also where two branches of a repository change it in different ways.

use super::merge::merged;
use super::{HEAD, lock, run, understood};

fn object(members: &[&str]) -> String {
    let list: Vec<_> = members.iter().map(|name| format!("{name}: {{ type: string }}")).collect();
    format!("{{ type: object, properties: {{ {} }} }}", list.join(", "))
}

fn values(values: &[&str]) -> String {
    format!("{{ type: string, enum: [{}] }}", values.join(", "))
}

fn schemas(text: &str) -> String {
    format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {text} }} }}\n")
}

fn answer(status: &str, schema: &str, components: &str) -> String {
    let answer = format!("'{status}': {{ description: d, content: {{ application/json: {{ schema: {schema} }} }} }}");
    format!(
        "{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ {answer} }} }}\ncomponents: {{ schemas: {{ {components} }} }}\n"
    )
}

/// A description that has a schema somewhere.
type With = fn(&str) -> String;

/// Descriptions that have a schema at a place, and at another one.
const MOVES: [(With, With); 6] = [
    (
        |it| schemas(&format!("Order: {{ type: object, properties: {{ ship: {it} }} }}")),
        |it| {
            schemas(&format!(
                "Order: {{ type: object, properties: {{ ship: {{ $ref: '#/components/schemas/Ship' }} }} }}, Ship: {it}"
            ))
        },
    ),
    (
        |it| schemas(&format!("Orders: {{ type: array, items: {it} }}")),
        |it| schemas(&format!("Orders: {{ type: array, items: {{ $ref: '#/components/schemas/Order' }} }}, Order: {it}")),
    ),
    (|it| answer("200", it, ""), |it| answer("201", it, "")),
    (|it| answer("200", it, ""), |it| answer("200", "{ $ref: '#/components/schemas/Page' }", &format!("Page: {it}"))),
    (|it| answer("200", "{ $ref: '#/components/schemas/Page' }", &format!("Page: {it}")), |it| answer("200", it, "")),
    (|it| schemas(&format!("Ship: {it}")), |it| schemas(&format!("Shipment: {it}"))),
];

/// A schema of these members, the word of their lines, two endings of lines for one, and what is told.
type Kind = (fn(&[&str]) -> String, &'static str, [&'static str; 2], &'static str);

#[test]
fn a_name_that_one_branch_changes_and_another_one_gives_to_something_else_where_it_moves_is_told() {
    let kinds: [Kind; 2] = [
        (
            object,
            "field",
            ["= total_count\n", "= count\n"],
            "`count` means this now, and meant `totalCount` where this stood before",
        ),
        (
            values,
            "value",
            ["= TotalCount\n", "= Count\n"],
            "`Count` means this now, and meant `totalCount` where this stood before",
        ),
    ];
    for (before, after) in MOVES {
        for (made, what, [name, chosen], told) in kinds {
            let base = lock(&understood(&before(&made(&["totalCount", "city", "zip"])), ""));
            let ours = base.replace(&format!("{what} totalCount {name}"), &format!("{what} totalCount {chosen}"));
            assert_ne!(base, ours);
            let now = after(&made(&["totalCount", "city", "zip", "count"]));
            let theirs = lock(&understood(&now, &base));
            let (both, conflicts) = merged(&base, &ours, &theirs);
            assert_eq!(conflicts, 0, "{both}");
            let (it, diagnostics, rendered) = run(&now, &both);
            assert!(rendered.contains("W0406") && rendered.contains(told), "{both}{rendered}");
            let again = run(&now, &lock(&it.unwrap())).2;
            assert_eq!(again, rendered, "it is told as long as both lines are there");
            assert!(diagnostics.iter().all(|it| !it.is_error()), "{rendered}");
            let gone: String = both
                .lines()
                .filter(|line| !line.ends_with(chosen.trim_end()) || line.contains(" count "))
                .map(|line| format!("{line}\n"))
                .collect();
            for quiet in [&gone, &theirs] {
                assert!(!run(&now, quiet).2.contains("W0406"), "{quiet}");
            }
        }
    }
}

#[test]
fn what_moves_and_shares_no_member_with_what_it_was_gives_no_name_to_another_member() {
    for (before, after) in MOVES.into_iter().take(4) {
        for (made, name) in [(object as fn(&[&str]) -> String, "zip_code"), (values, "ZipCode")] {
            let base = lock(&understood(&before(&made(&["zipCode"])), ""));
            let (it, _, rendered) = run(&after(&made(&["zip_code"])), &base);
            let it = it.unwrap();
            assert!(
                it.api.types.iter().all(|(id, _)| !it.names.ty(id).members.iter().any(|member| member == name)),
                "{}",
                lock(&it)
            );
            assert!(rendered.contains("W0404") && rendered.contains("which had it where this stood before"), "{rendered}");
            // It may come back.
            let both = understood(&after(&made(&["zip_code", "zipCode"])), &lock(&it));
            assert!(
                lock(&both).lines().any(|line| line.contains(" zipCode = ") && line.ends_with(&format!("= {name}"))),
                "{}",
                lock(&both)
            );
        }
    }
}

#[test]
fn a_name_that_a_person_chose_before_something_moved_is_kept_there_after_a_person_chooses_another_one() {
    for (before, after) in MOVES.into_iter().take(4) {
        let base = lock(&understood(&before(&object(&["totalCount", "city"])), "")).replace("= total_count\n", "= count\n");
        let moved = lock(&understood(&after(&object(&["totalCount", "city"])), &base));
        assert_eq!(moved.matches("totalCount = count\n").count(), 2, "{moved}");
        let (old, new) = moved.split_at(moved.find("totalCount = count\n").unwrap() + 1);
        let is_first = base
            .lines()
            .any(|line| line.ends_with("totalCount = count") && old.contains(line.split_once("totalCount").unwrap().0));
        let by_hand = if is_first {
            format!("{old}{}", new.replace("totalCount = count\n", "totalCount = total\n"))
        } else {
            moved.replacen("totalCount = count\n", "totalCount = total\n", 1)
        };
        let (it, _, rendered) = run(&after(&object(&["totalCount", "city", "count"])), &by_hand);
        assert!(
            lock(&it.unwrap()).contains(" count = count_field\n") && rendered.contains("where this stood before"),
            "{by_hand}{rendered}"
        );
    }
}

/// An operation whose response has these headers, in JSON.
fn with_headers(status: &str, names: &[&str], schema: &str) -> String {
    let list: Vec<_> = names.iter().map(|name| format!("{name}: {{ schema: {schema} }}")).collect();
    format!(
        "{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ '{status}': {{ description: d, headers: {{ {} }} }} }} }}\n",
        list.join(", ")
    )
}

#[test]
fn a_component_that_takes_the_place_of_what_was_written_there_and_spells_a_member_otherwise_is_told() {
    let text = |geo: &str| {
        format!(
            "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ A: {{ type: object, properties: {{ geo: {geo} }} }}, G: {{ type: object, properties: {{ latX: {{ type: string }} }} }} }} }}\n"
        )
    };
    let before = text("{ type: object, properties: { lat_x: { type: string } } }");
    let kept = lock(&understood(&before, ""));
    let rendered = run(&text("{ $ref: '#/components/schemas/G' }"), &kept).2;
    assert!(rendered.contains("W0406") && rendered.contains("`lat_x` means this now"), "{rendered}");
}

#[test]
fn nothing_is_told_of_a_failure_or_a_component_that_goes_while_one_like_it_stays() {
    let answer = |status: &str, schema: &str| {
        format!("'{status}': {{ description: d, content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    let failures = |list: &[(&str, &str)]| {
        let list: Vec<_> = list.iter().map(|(status, schema)| answer(status, schema)).collect();
        let error = object(&["codeX", "message"]);
        let list = list.join(", ");
        format!(
            "{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ '204': {{ description: d }}, {list} }} }}\ncomponents: {{ schemas: {{ E: {error} }} }}\n"
        )
    };
    let (written, error) = (object(&["code_x", "message"]), "{ $ref: '#/components/schemas/E' }");
    let both = failures(&[("400", &written), ("422", error)]);
    let told = |steps: &[String]| {
        let (mut kept, mut last) = (String::new(), String::new());
        for text in steps {
            let (it, _, rendered) = run(text, &kept);
            (kept, last) = (lock(&it.unwrap()), rendered);
        }
        last.contains("W0406")
    };
    assert!(!told(&[both, failures(&[("422", error)])]));
    // Where it stands in the place of the other one, the variant is the same.
    assert!(told(&[failures(&[("400", &written), ("422", error)]), failures(&[("400", error), ("422", error)])]));
    let a = ("A", object(&["code_x", "m", "n"]));
    let components = |list: &[(&str, String)]| {
        schemas(&list.iter().map(|(name, schema)| format!("{name}: {schema}")).collect::<Vec<_>>().join(", "))
    };
    let (b, more) = (("B", object(&["codeX", "m", "n"])), ("B", object(&["codeX", "code_x", "m", "n"])));
    assert!(!told(&[components(&[a.clone(), b]), components(&[a, more.clone()]), components(&[more])]));
}

#[test]
fn what_was_of_several_contents_and_gets_another_status_is_told_at_once() {
    let [snake, camel] = [object(&["code_x", "m"]), object(&["codeX", "m"])];
    let text = |status: &str, contents: &[(&str, &str)]| {
        let contents: Vec<_> = contents.iter().map(|(media, schema)| format!("{media}: {{ schema: {schema} }}")).collect();
        format!(
            "{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ '{status}': {{ description: d, content: {{ {} }} }} }} }}\n",
            contents.join(", ")
        )
    };
    let (json, form) = ("application/json", "multipart/form-data");
    let steps = [
        text("200", &[(form, &camel)]),
        text("200", &[(json, &snake), (form, &camel)]),
        text("200", &[(form, &snake)]),
        text("201", &[(json, &snake)]),
    ];
    let mut kept = String::new();
    for (step, text) in steps.iter().enumerate() {
        let (it, _, rendered) = run(text, &kept);
        assert_eq!(rendered.contains("W0406"), step == 3, "{rendered}");
        kept = lock(&it.unwrap());
    }
    // `code_x` of the first run was another member.
    assert!(kept.contains("operations/list/responses/201 field code_x = code_x\n"), "{kept}");
}

#[test]
fn a_header_that_one_branch_renames_and_another_one_gives_another_status_is_told() {
    let text = "{ type: string }";
    let base = lock(&understood(&with_headers("200", &["X-Total-Count", "X-Page"], text), ""));
    let ours = base.replace("= x_total_count\n", "= count\n");
    let now = with_headers("201", &["X-Total-Count", "X-Page", "Count"], text);
    let theirs = lock(&understood(&now, &base));
    let clean = theirs.replace("200 header X-Total-Count = x_total_count\n", "200 header X-Total-Count = count\n");
    for both in [clean, merged(&base, &ours, &theirs).0] {
        let (_, _, rendered) = run(&now, &both);
        assert!(rendered.contains("`count` means this now, and meant `X-Total-Count`"), "{both}{rendered}");
    }
    assert!(!run(&now, &theirs).2.contains("W0406"));
}

#[test]
fn a_header_that_comes_to_a_status_which_has_headers_has_the_name_that_it_had_at_the_gone_one() {
    let first = understood(&with_headers("200", &["X-Total-Count"], "{ type: string }"), "");
    let base = lock(&first).replace("= x_total_count\n", "= count\n");
    let base = lock(&understood(&with_headers("201", &["X-Page"], "{ type: string }"), &base));
    let now = understood(&with_headers("201", &["X-Page", "Count", "X-Total-Count"], "{ type: string }"), &base);
    assert!(lock(&now).contains("responses/201 header X-Total-Count = count\n"), "{}", lock(&now));
}

#[test]
fn the_values_of_a_header_keep_their_names_when_the_status_is_another() {
    let first = understood(&with_headers("200", &["X-State"], &values(&["inProgress"])), "");
    let now = lock(&understood(&with_headers("201", &["X-State"], &values(&["in_progress", "inProgress"])), &lock(&first)));
    assert!(now.contains("responses/201/headers/X-State value inProgress = InProgress\n"), "{now}");
}

/// An order with a way to pay, in the order or as a component.
fn order(pay: &str, place: &str, more: &str) -> String {
    let a = |name: &str| format!("{name}: {{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}");
    let (pay, component) = if place.is_empty() {
        (pay.to_owned(), String::new())
    } else {
        ("{ $ref: '#/components/schemas/Pay' }".to_owned(), format!("Pay: {pay}, "))
    };
    schemas(&format!("Order: {{ type: object, properties: {{ pay: {pay} }} }}, {component}{}, {}{more}", a("A"), a("B")))
}

const TWO: &str = "{ oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }, { type: string }] }";
const THREE: &str = "{ oneOf: [{ $ref: '#/components/schemas/Word' }, { $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }, { type: string }] }";
const WORD: &str = ", Word: { type: object, required: [w], properties: { w: { type: string } } }";

#[test]
fn variants_keep_their_names_when_a_union_becomes_a_component() {
    let first = lock(&understood(&order(TWO, "", ""), "")).replace("variant schemas~1A = A\n", "variant schemas~1A = Word\n");
    let first = first.replace("variant Text = Text\n", "variant Text = Note\n");
    let (now, _, rendered) = run(&order(THREE, "Pay", WORD), &first);
    let now = lock(&now.unwrap());
    for line in [
        "schemas/Pay variant schemas~1A = Word\n",
        "schemas/Pay variant Text = Note\n",
        "schemas/Pay variant schemas~1Word = WordValue\n",
    ] {
        assert!(now.contains(line), "{now}{rendered}");
    }
    assert!(rendered.contains("W0404"), "{rendered}");
    let back = lock(&understood(&order(THREE, "", WORD), &now));
    assert!(back.contains("schemas/Order/properties/pay variant schemas~1Word = WordValue\n"), "{back}");
}

#[test]
fn a_variant_that_one_branch_renames_and_another_one_moves_is_told() {
    let base = lock(&understood(&order(TWO, "", ""), ""));
    let ours = base.replace("variant schemas~1A = A\n", "variant schemas~1A = Word\n");
    let now = order(THREE, "Pay", WORD);
    let (both, _) = merged(&base, &ours, &lock(&understood(&now, &base)));
    let (_, _, rendered) = run(&now, &both);
    assert!(rendered.contains("`Word` means this now, and meant `schemas/A`"), "{both}{rendered}");
}

#[test]
fn the_field_of_undeclared_members_keeps_its_name_when_a_type_moves() {
    let open = |more: &str| {
        format!("{{ type: object, properties: {{ a: {{ type: string }}{more} }}, additionalProperties: {{ type: string }} }}")
    };
    let (before, after) = MOVES[0];
    let first = lock(&understood(&before(&open("")), ""));
    assert!(first.contains("rest = extra\n"), "{first}");
    let map = ", extra: { type: object, additionalProperties: { type: string } }";
    let now = lock(&understood(&after(&open(map)), &first));
    assert!(now.contains("schemas/Ship rest = extra\n") && now.contains("schemas/Ship field extra = extra_field\n"), "{now}");
}

#[test]
fn a_name_that_a_person_chose_for_a_component_is_kept_when_it_is_written_out_again() {
    for (before, after) in MOVES.into_iter().take(2) {
        let first = lock(&understood(&before(&object(&["totalCount", "city"])), ""));
        let moved = lock(&understood(&after(&object(&["totalCount", "city"])), &first));
        let lines: Vec<&str> = moved.lines().filter(|line| !first.lines().any(|old| old == *line)).collect();
        let line = lines.into_iter().find(|line| line.ends_with("totalCount = total_count")).unwrap();
        let by_hand = moved.replace(line, &line.replace("= total_count", "= count"));
        let (it, _, rendered) = run(&before(&object(&["totalCount", "city", "count"])), &by_hand);
        let now = lock(&it.unwrap());
        assert!(now.contains(" count = count_field\n") && rendered.contains("W0404"), "{by_hand}{now}{rendered}");
    }
}

#[test]
fn a_parameter_that_one_branch_renames_while_another_one_gives_the_operation_an_id_is_told() {
    let text = |id: &str, names: &[&str]| {
        let list: Vec<_> =
            names.iter().map(|name| format!("{{ name: {name}, in: query, schema: {{ type: string }} }}")).collect();
        format!(
            "{HEAD}paths:\n  /a:\n    get: {{ {id}parameters: [{}], responses: {{ '204': {{ description: d }} }} }}\n",
            list.join(", ")
        )
    };
    let base = lock(&understood(&text("", &["totalCount", "page"]), ""));
    let ours = base.replace("= total_count\n", "= count\n");
    let now = text("operationId: list, ", &["totalCount", "page", "count"]);
    let (both, _) = merged(&base, &ours, &lock(&understood(&now, &base)));
    let (_, _, rendered) = run(&now, &both);
    assert!(rendered.contains("`count` means this now, and meant `query/totalCount`"), "{both}{rendered}");
}
