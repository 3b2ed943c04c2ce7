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

/// What stands at a place, and the same at another one, `@` being it.
const MOVES: [(fn(&str) -> String, fn(&str) -> String); 6] = [
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

#[test]
fn a_name_that_one_branch_changes_and_another_one_gives_to_something_else_where_it_moves_is_told() {
    let kinds: [(fn(&[&str]) -> String, &str, [&str; 2], &str); 2] = [
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
