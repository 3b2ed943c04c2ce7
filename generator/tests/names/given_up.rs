//! Names that were given up for others: no newcomer gets them, since code may still use them.

use std::collections::{BTreeMap, HashMap};

use letterpress::Understood;

use super::random::Random;
use super::{HEAD, errors, fields, lock, named, run, understood};

/// A schema `A` with these properties, and the names that the description chooses for them.
fn schema(properties: &[(&str, &str)]) -> String {
    let property = |(name, chosen): &(&str, &str)| {
        let chosen = if chosen.is_empty() { String::new() } else { format!(", x-rust-name: {chosen}") };
        format!("{name}: {{ type: string{chosen} }}")
    };
    let list: Vec<_> = properties.iter().map(property).collect();
    format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ A: {{ type: object, properties: {{ {} }} }} }} }}\n", list.join(", "))
}

#[test]
fn a_name_that_the_description_gives_up_is_kept_until_its_line_is_deleted() {
    let first = understood(&schema(&[("customerId", "")]), "");
    let second = understood(&schema(&[("customerId", "owner")]), &lock(&first));
    let line = "schemas/A field customerId = customer_id (former)\n";
    assert!(lock(&second).contains(line), "{}", lock(&second));

    let beside = schema(&[("customer_id", ""), ("customerId", "owner")]);
    let (third, diagnostics, rendered) = run(&beside, &lock(&second));
    let third = third.unwrap();
    assert_eq!((fields(&third)["customerId"].as_str(), fields(&third)["customer_id"].as_str()), ("owner", "customer_id_field"));
    let codes: Vec<_> = diagnostics.iter().map(|it| it.code.0).collect();
    assert_eq!(codes, ["W0404", "W0405"], "{rendered}");
    assert!(rendered.contains("`schemas/A field customerId`, which had it before"), "{rendered}");

    let freed = understood(&beside, &lock(&second).replace(line, ""));
    assert_eq!(fields(&freed)["customer_id"], "customer_id");
    let never = understood(&schema(&[("customerId", "owner")]), "");
    assert_eq!(fields(&understood(&beside, &lock(&never)))["customer_id"], "customer_id");
}

#[test]
fn a_name_that_was_given_up_is_its_things_own_still() {
    let first = understood(&schema(&[("customerId", "")]), "");
    let second = understood(&schema(&[("customerId", "owner")]), &lock(&first));
    let (none, diagnostics, rendered) = run(&schema(&[("customerId", "owner"), ("id", "customer_id")]), &lock(&second));
    assert!(none.is_none());
    assert_eq!(errors(&diagnostics), ["E0402"], "{rendered}");
    assert!(rendered.contains("delete this line"), "{rendered}");

    let back = understood(&schema(&[("customerId", "customer_id")]), &lock(&second));
    assert_eq!(fields(&back)["customerId"], "customer_id");
    assert!(
        lock(&back).contains("customerId = owner (former)\n") && !lock(&back).contains("customer_id (former)"),
        "{}",
        lock(&back)
    );
    let by_hand = lock(&second).replace("= owner\n", "= customer_id\n");
    assert_eq!(fields(&understood(&schema(&[("customerId", "")]), &by_hand))["customerId"], "customer_id");
}

#[test]
fn a_swap_in_one_run_is_refused_whatever_the_order() {
    let kept = lock(&understood(&schema(&[("a", ""), ("b", "")]), ""));
    for properties in [[("a", "c"), ("b", "a")], [("b", "a"), ("a", "c")]] {
        let (none, diagnostics, rendered) = run(&schema(&properties), &kept);
        assert!(none.is_none());
        assert_eq!(errors(&diagnostics), ["E0402"], "{rendered}");
    }
}

#[test]
fn a_name_that_a_person_changes_in_the_lock_is_kept_from_newcomers_also_when_its_thing_is_gone() {
    let kept = lock(&understood(&schema(&[("customerId", "")]), "")).replace("= customer_id\n", "= owner\n");
    for properties in [&[("customer_id", ""), ("customerId", "")][..], &[("customer_id", "")]] {
        let (now, diagnostics, rendered) = run(&schema(properties), &kept);
        let now = now.unwrap();
        assert!(fields(&now).values().all(|name| name != "customer_id"), "{:?}", fields(&now));
        assert!(diagnostics.iter().any(|it| it.code.0 == "W0404"), "{rendered}");
        assert_eq!(lock(&understood(&schema(properties), &lock(&now))), lock(&now));
    }
    let chosen = understood(&schema(&[("customer_id", "customer_id"), ("customerId", "")]), &kept);
    assert_eq!(fields(&chosen)["customer_id"], "customer_id");
}

#[test]
fn the_types_of_an_operation_whose_method_a_person_changes_are_kept_from_newcomers() {
    let get = "get: { operationId: listOrders, responses: { '204': { description: d } } }";
    let text =
        |more: &str, schemas: &str| format!("{HEAD}paths:\n  /a:\n    {get}\n{more}components: {{ schemas: {{ {schemas} }} }}\n");
    let kept = lock(&understood(&text("", ""), "")).replace("= list_orders\n", "= all_orders\n");
    let newcomer = "  /b:\n    get: { operationId: list_orders, responses: { '204': { description: d } } }\n";
    let schemas = "ListOrders: { type: object }, ListOrdersError: { type: object }";
    let names = named(&understood(&text(newcomer, schemas), &kept));
    for had in ["list_orders", "ListOrders", "ListOrdersError", "ListOrdersOk"] {
        assert!(!names.iter().any(|(_, _, name)| name == had), "{had}: {names:?}");
    }
    assert!(names.iter().any(|(_, what, name)| what == "listOrders" && name == "all_orders"), "{names:?}");
}

#[test]
fn names_of_values_operations_tags_and_schemes_that_the_description_gives_up_are_kept() {
    let text = |chosen: [&str; 5], more: [&str; 5]| {
        let [value, method, tag, scheme, ty] = chosen;
        let [new_value, new_operation, new_tag, new_scheme, new_type] = more;
        format!(
            "{HEAD}tags: [{{ name: Old{tag} }}{new_tag}]\npaths:\n  /a:\n    get: {{ operationId: listIt, tags: [Old], security: [{{ key: [] }}]{method}, \
             responses: {{ '204': {{ description: d }} }} }}\n{new_operation}components:\n  schemas:\n    S: {{ type: string, enum: [draft{new_value}]{value} }}\n    \
             Thing: {{ type: object{ty} }}\n{new_type}  securitySchemes: {{ key: {{ type: http, scheme: bearer{scheme} }}{new_scheme} }}\n"
        )
    };
    let chosen = [
        ", x-rust-names: { draft: Sketch }",
        ", x-rust-name: all_of_it",
        ", x-rust-name: ancient",
        ", x-rust-name: credential",
        ", x-rust-name: Gadget",
    ];
    let more = [
        ", Draft",
        "  /b:\n    get: { operationId: list_it, tags: [old], responses: { '204': { description: d } } }\n",
        ", { name: old }",
        ", Key: { type: http, scheme: bearer }",
        "    thing: { type: object }\n",
    ];
    let first = understood(&text([""; 5], [""; 5]), "");
    let second = understood(&text(chosen, [""; 5]), &lock(&first));
    let third = understood(&text(chosen, more), &lock(&second));
    let all = |it: &Understood| {
        let names = named(it).into_iter().filter(|(scope, _, _)| scope != "validators");
        names.map(|(_, what, name)| (what, name)).collect::<BTreeMap<_, _>>()
    };
    let (had, now) = (all(&first), all(&third));
    let pairs = [
        ("schema S value draft", "schema S value Draft"),
        ("listIt", "list_it"),
        ("tag Old", "tag old"),
        ("schema Thing", "schema thing"),
    ];
    for (old, newcomer) in pairs {
        assert_ne!(now[newcomer], had[old], "{newcomer}\n{}", lock(&third));
        assert_ne!(now[old], had[old], "{old}");
    }
    assert!(named(&third).iter().all(|(scope, what, name)| scope != "schemes" || what == "scheme key" || name != "key"));
}

#[test]
fn of_two_branches_that_rename_one_thing_the_name_of_the_second_is_kept() {
    let base = understood(&schema(&[("customerId", "")]), "");
    let [ours, theirs] = ["owner", "client"].map(|name| lock(&understood(&schema(&[("customerId", name)]), &lock(&base))));
    let own = |text: &str| text.lines().filter(|line| line.contains("field")).map(|line| format!("{line}\n")).collect::<String>();
    let conflict = format!("<<<<<<< main\n{}=======\n{}>>>>>>> feature\nschemas/A type = A\n", own(&ours), own(&theirs));
    let now = understood(&schema(&[("client", ""), ("customer_id", ""), ("customerId", "owner")]), &conflict);
    let found = fields(&now);
    assert_eq!(found["customerId"], "owner");
    assert_eq!((found["client"].as_str(), found["customer_id"].as_str()), ("client_field", "customer_id_field"));
}

/// One property as it is edited: its name on the wire, and the name that the description chooses.
type Property = (String, String);

fn edit(random: &mut Random, list: &mut Vec<Property>, kept: &mut String) {
    const WIRE: [&str; 8] = ["customerId", "customer_id", "CustomerId", "owner", "Owner", "id", "ID", "customer_id_field"];
    const CHOSEN: [&str; 7] = ["", "owner", "client", "customer_id", "label", "id", "id_field"];
    let wire = (*random.pick(&WIRE)).to_owned();
    match random.below(6) {
        0 | 1 if list.iter().all(|(name, _)| *name != wire) => list.insert(random.position(list.len()), (wire, String::new())),
        2 if list.len() > 1 => drop(list.remove(random.below(list.len()))),
        // By hand, once for each thing, and to a name that nothing has: what a person took out of the file nobody knows.
        3 => {
            let Some(name) = list.iter().find(|(_, chosen)| chosen.is_empty()).map(|(name, _)| name.clone()) else { return };
            let start = format!("schemas/A field {name} = ");
            let is_it = |line: &&str| line.starts_with(&start) && !line.contains("by_hand") && !line.ends_with(')');
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
            // It has a name that the generator made.
            let own = |line: &String| letters(&line[start.len()..]).starts_with(&letters(&name));
            if let Some(line) = kept.lines().find(is_it).map(str::to_owned).filter(own)
                && !kept.contains(&format!("{start}by_hand"))
                && !kept.lines().any(|line| line.starts_with(&start) && line.ends_with("(former)"))
            {
                let number = kept.matches("by_hand").count();
                *kept = kept.replace(&format!("{line}\n"), &format!("{start}by_hand{number}\n"));
            }
        }
        _ => {
            let at = random.below(list.len());
            list[at].1 = (*random.pick(&CHOSEN)).to_owned();
        }
    }
}

#[test]
fn whatever_names_are_chosen_and_given_up_none_ever_changes_hands() {
    let documents = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 400 } else { 30 };
    let (mut made, mut refused) = (0, 0);
    for seed in 1..=documents {
        let random = &mut Random::new(seed);
        let mut list: Vec<Property> = vec![("customerId".to_owned(), String::new())];
        let (mut kept, mut owners) = (String::new(), HashMap::new());
        for step in 0..50 {
            let texts: Vec<_> = list.iter().map(|(name, chosen)| (name.as_str(), chosen.as_str())).collect();
            let (now, diagnostics, rendered) = run(&schema(&texts), &kept);
            let Some(now) = now else {
                // Two ask for one name, or one for what another has.
                assert!(errors(&diagnostics).iter().all(|code| *code == "E0402"), "{rendered}");
                refused += 1;
                list.iter_mut().for_each(|(_, chosen)| chosen.clear());
                continue;
            };
            for (wire, name) in fields(&now) {
                if list.iter().any(|(other, chosen)| *other == wire && *chosen == name) {
                    // What a person gave up in the lock a person may give away; anything else is refused.
                    owners.insert(name.clone(), wire.clone());
                }
                let owner = owners.entry(name.clone()).or_insert_with(|| wire.clone());
                assert_eq!(*owner, wire, "seed {seed}, edit {step}: the name {name} changed hands\n{kept}");
            }
            kept = lock(&now);
            assert_eq!(
                lock(&understood(&schema(&texts), &kept)),
                kept,
                "seed {seed}, edit {step}: a second run gives other names"
            );
            made += 1;
            edit(random, &mut list, &mut kept);
        }
    }
    assert!(made > refused, "{made} {refused}");
    println!("{documents} descriptions, {made} edits, {refused} refused");
}

/// Operations by their paths, some with an id.
fn operations(list: &[(&str, &str)]) -> String {
    let operation = |(path, id): &(&str, &str)| {
        let id = if id.is_empty() { String::new() } else { format!("operationId: {id}, ") };
        let enumeration = "{ name: kind, in: query, schema: { type: string, enum: [a] } }";
        format!("  {path}:\n    get: {{ {id}parameters: [{enumeration}], responses: {{ '204': {{ description: d }} }} }}\n")
    };
    format!("{HEAD}paths:\n{}", list.iter().map(operation).collect::<String>())
}

#[test]
fn an_operation_that_gets_the_id_of_one_that_is_gone_keeps_its_names() {
    let first = understood(&operations(&[("/a", "list"), ("/b", "")]), "");
    let without = understood(&operations(&[("/b", "")]), &lock(&first));
    assert!(lock(&without).contains("operations/list method = list (gone)\n"), "{}", lock(&without));
    let now = understood(&operations(&[("/b", "list")]), &lock(&without));
    for line in [
        "operations/list method = get_b\n",
        "operations/list method = list (former)\n",
        "operations/list/parameters/query/kind type = GetBKind\n",
        "operations/list/parameters/query/kind type = ListKind (former)\n",
    ] {
        assert!(lock(&now).contains(line), "{line}{}", lock(&now));
    }
    assert_eq!(lock(&understood(&operations(&[("/b", "list")]), &lock(&now))), lock(&now));
    // One that moves to where another one was before is the one that the id says.
    let moved = understood(&operations(&[("/b", "list")]), &lock(&first));
    assert!(lock(&moved).contains("operations/list method = list\n"), "{}", lock(&moved));
    let gone = understood(&operations(&[("/a", "list")]), &lock(&first));
    let moved = understood(&operations(&[("/b", "list")]), &lock(&gone));
    assert!(lock(&moved).contains("operations/list method = list\n"), "{}", lock(&moved));
}

/// Operations that have one parameter each, with its name on the wire and the name that the description chooses for it, and one for the method.
fn called(list: &[(&str, &str, &str, &str, &str)]) -> String {
    let chosen = |name: &str| if name.is_empty() { String::new() } else { format!("x-rust-name: {name}, ") };
    let operation = |(path, id, method, parameter, name): &(&str, &str, &str, &str, &str)| {
        let id = if id.is_empty() { String::new() } else { format!("operationId: {id}, ") };
        let schema = "schema: { type: object, properties: { a: { type: string } } }";
        format!(
            "  {path}:\n    get: {{ {id}{}parameters: [{{ name: {parameter}, in: query, {}{schema} }}], responses: {{ '204': {{ description: d }} }} }}\n",
            chosen(method),
            chosen(name)
        )
    };
    format!("{HEAD}paths:\n{}", list.iter().map(operation).collect::<String>())
}

#[test]
fn an_operation_that_gets_the_id_of_one_that_is_gone_is_never_refused() {
    for (method, parameter) in [("", ""), ("fetch", ""), ("", "client"), ("fetch", "client")] {
        let a = ("/a", "", method, "customerId", parameter);
        let both = called(&[a, ("/b", "getX", "", "customer_id", parameter)]);
        let named = called(&[("/a", "getX", method, "customerId", parameter)]);
        for descriptions in [vec![&both, &called(&[a]), &named, &named], vec![&both, &named, &named]] {
            let (mut kept, mut before) = (String::new(), String::new());
            for text in &descriptions {
                before = kept;
                kept = lock(&understood(text, &before));
            }
            assert_eq!(kept, before);
            // What the description names says which of the two operations it is.
            if !method.is_empty() || !parameter.is_empty() || descriptions.len() == 4 {
                let name = if method.is_empty() { "get_a" } else { method };
                assert!(kept.contains(&format!("operations/getX method = {name}\n")), "{kept}");
                let name = if parameter.is_empty() { "customer_id" } else { parameter };
                assert!(kept.contains(&format!("operations/getX parameter query/customerId = {name}\n")), "{kept}");
            }
        }
    }
}
