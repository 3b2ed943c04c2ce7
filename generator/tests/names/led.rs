//! Where a reference led is known whatever was written in its place before, and wherever that moved since.

use super::compared::Output;
use super::{HEAD, lock, run};

const A: &str = "{ type: object, properties: { customer_id: { type: string } } }";
const B: &str = "{ type: object, properties: { customerId: { type: string } } }";

fn to(name: &str) -> String {
    format!("{{ $ref: '#/components/schemas/{name}' }}")
}

fn object(member: &str, schema: &str) -> String {
    format!("{{ type: object, properties: {{ x: {{ type: string }}, {member}: {schema} }} }}")
}

fn with_body(part: &str, schema: &str, media: &[&str]) -> String {
    let media: Vec<_> = media.iter().map(|name| format!("{name}: {{ schema: {schema} }}")).collect();
    let content = format!("content: {{ {} }}", media.join(", "));
    match part {
        "requestBody" => format!("requestBody: {{ {content} }}, responses: {{ '204': {{ description: d }} }}"),
        status => format!("responses: {{ '{status}': {{ description: d, {content} }} }}"),
    }
}

fn described(operation: &str, schemas: &[(&str, &str)]) -> String {
    let schemas: String = schemas.iter().map(|(name, schema)| format!("    {name}: {schema}\n")).collect();
    format!("{HEAD}paths:\n  /a:\n    post: {{ operationId: putIt, {operation} }}\ncomponents:\n  schemas:\n{schemas}")
}

fn schemas(all: &[(&str, &str)]) -> String {
    described("responses: { '204': { description: d } }", all)
}

/// Whether each step is told, 1 or 0, and the last lock.
fn goes(steps: &[String]) -> (Vec<usize>, String) {
    let (mut kept, mut told) = (Output::default(), Vec::new());
    for text in steps {
        let (then, rendered) = kept.then_twice(text);
        told.push(usize::from(rendered.contains("W0415")));
        kept = then;
    }
    (told, kept.lock)
}

#[test]
fn what_was_written_once_hides_no_component_that_came_later() {
    let order = |address: &str| object("address", address);
    let street = object("street", "{ type: string }");
    let (a, b, [to_a, to_b]) = (("A", A), ("B", B), [to("A"), to("B")]);
    let written = schemas(&[("Order", &order(&street))]);
    let first = schemas(&[("Order", &order(&to_a)), a]);
    let (told, kept) = goes(&[written.clone(), first.clone(), schemas(&[("Order", &order(&to_b)), a, b])]);
    assert_eq!(told, [0, 0, 1], "{kept}");
    // Also in a list, and if the first is gone.
    let list = |items: &str| order(&format!("{{ type: array, items: {items} }}"));
    let all = [(street.as_str(), vec![]), (to_a.as_str(), vec![a]), (to_b.as_str(), vec![b])];
    let all = all.map(|(items, more)| schemas(&[vec![("Order", list(items).as_str())], more].concat()));
    assert_eq!(goes(&all).0, [0, 0, 1]);
    // What it leads to from there on means the same.
    let c = ("C", "{ type: object, properties: { customer_id: { type: string }, more: { type: string } } }");
    let last = schemas(&[("Order", &order(&to("C"))), a, c]);
    assert_eq!(goes(&[written, first, last]).0, [0, 0, 0]);
    // What was never written has no line.
    assert!(!goes(&[schemas(&[("Order", &order(&to_a)), a])]).1.contains(" leads "));
}

#[test]
fn what_a_reference_leads_to_between_is_known() {
    let order = |name: &str| object("address", &to(name));
    let (a, c) = (("A", A), ("C", B));
    let x = ("X", "{ type: object, properties: { user_id: { type: string } } }");
    let b = ("B", "{ type: object, properties: { userId: { type: string } } }");
    let steps = |last: &str| {
        [
            schemas(&[("Order", &order("A")), a, c, x]),
            schemas(&[("Order", &order("X")), a, c, x]),
            schemas(&[("Order", &order(last)), a, c, x, b]),
        ]
    };
    let (told, kept) = goes(&steps("X")[..2]);
    let lines = ["address leads = schemas/A (former)\n", "address leads = schemas/X\n"];
    assert!(lines.iter().all(|line| kept.contains(line)) && told == [0, 0], "{kept}");
    let last = ["A", "B", "C"].map(|last| goes(&steps(last)).0);
    assert_eq!(last, [[0, 0, 0], [0, 0, 1], [0, 0, 1]]);
}

#[test]
fn a_component_that_is_another_name_of_one_and_media_types_of_one_schema_are_looked_at() {
    let (a, b) = (("A", A), ("B", B));
    for wrapped in ["@", "{ type: array, items: @ }"] {
        let list = |name: &str| wrapped.replace('@', &to(name));
        assert_eq!(goes(&[schemas(&[("L", &list("A")), a]), schemas(&[("L", &list("B")), a, b])]).0, [0, 1], "{wrapped}");
    }
    let media = ["application/json", "application/xml"];
    for part in ["requestBody", "200"] {
        let of = |schema: &str, all: &[(&str, &str)]| described(&with_body(part, schema, &media), all);
        assert_eq!(goes(&[of(&to("A"), &[a]), of(&to("B"), &[a, b])]).0, [0, 1], "{part}");
        // What is written there, whether a line says where it led or not.
        assert_eq!(goes(&[of(&to("A"), &[a, b]), of(B, &[a, b])]).0, [0, 1], "{part}");
        assert_eq!(goes(&[of(&to("A"), &[a]), of(B, &[a])]).0, [0, 1], "{part}");
        assert_eq!(goes(&[of(&to("A"), &[a, b]), of(A, &[a, b])]).0, [0, 0], "{part}");
    }
}

#[test]
fn where_members_lead_and_what_tags_mean_goes_along_with_what_moves() {
    let components = [("A", A), ("C", B)];
    let json = ["application/json"];
    let in_body = |status: &str, schema: &str| described(&with_body(status, schema, &json), &components);
    for wrapped in ["@", "{ type: array, items: @ }", "{ type: object, additionalProperties: @ }"] {
        let inner = |name: &str| object("y", &wrapped.replace('@', &to(name)));
        for [before, after] in [["200", "201"], ["400", "404"]] {
            let (told, kept) = goes(&[in_body(before, &inner("A")), in_body(after, &inner("C"))]);
            assert_eq!(told, [0, 1], "{wrapped} {kept}");
            assert!(!kept.contains(&format!("/{before}/properties/y leads")), "{kept}");
            let back = [(before, "A"), (after, "A"), (before, "C"), (after, "C")];
            let (told, kept) = goes(&back.map(|(status, name)| in_body(status, &inner(name))));
            assert_eq!(told, [0, 0, 1, 0], "{wrapped} {kept}");
        }
        // A type that becomes a component, and one that is renamed.
        let of = |more: [(&str, &str); 2]| schemas(&[components, more].concat());
        let (direct, other) = (object("p", &inner("A")), object("p", &to("P")));
        let plain = "{ type: string }";
        let steps = [of([("O", &direct), ("Z", plain)]), of([("O", &other), ("P", &inner("C"))])];
        assert_eq!(goes(&steps).0, [0, 1], "{wrapped}");
        let steps = [of([("P", &inner("A")), ("Z", plain)]), of([("Q", &inner("C")), ("Z", plain)])];
        assert_eq!(goes(&steps).0, [0, 1], "{wrapped}");
    }
}

#[test]
fn what_tags_mean_goes_along_with_a_union_that_moves() {
    let cat = "{ type: object, required: [kind], properties: { kind: { type: string } } }";
    let pets = [("Cat", cat), ("Dog", cat)];
    let union = |tags: [&str; 2]| {
        let [c, d] = tags;
        let mapping = format!("{c}: '#/components/schemas/Cat', {d}: '#/components/schemas/Dog'");
        format!("{{ oneOf: [{}, {}], discriminator: {{ propertyName: kind, mapping: {{ {mapping} }} }} }}", to("Cat"), to("Dog"))
    };
    let json = ["application/json"];
    let of = |status: &str, schema: &str| described(&with_body(status, schema, &json), &pets);
    let (then, now) = (union(["c", "d"]), union(["d", "c"]));
    assert_eq!(goes(&[of("200", &then), of("201", &now)]).0, [0, 1]);
    assert_eq!(goes(&[of("200", &object("y", &then)), of("201", &object("y", &now))]).0, [0, 1]);
    assert_eq!(goes(&[of("200", &then), of("201", &then), of("200", &now)]).0, [0, 0, 1]);
    let component = described(&with_body("200", &object("y", &to("Y")), &json), &[pets[0], pets[1], ("Y", &now)]);
    assert_eq!(goes(&[of("200", &object("y", &then)), component]).0, [0, 1]);
}

#[test]
fn a_component_that_is_renamed_with_a_member_and_members_that_are_gone_are_looked_at() {
    // What it extends gives it lines of some of its members in the run in which it is new.
    let member = |name: &str| format!("{{ type: object, properties: {{ {name}: {{ type: string }} }} }}");
    let dog = |name: &str| format!("{{ allOf: [{}, {}] }}", to("Animal"), member(name));
    let animal = ("Animal", "{ type: object, properties: { age: { type: string }, bark: { type: string } } }");
    let of = |to: &str, schemas: &[(&str, &str)]| described(&with_body("requestBody", to, &["application/json"]), schemas);
    let steps = [of(&to("Dog"), &[animal, ("Dog", &dog("owner"))]), of(&to("Hound"), &[animal, ("Hound", &dog("OWNER"))])];
    assert_eq!(goes(&steps).0, [0, 1]);
    let [then, now] = [member("mail2"), member("Mail2")];
    let (then, now, copied) = (("A", then.as_str()), ("A", now.as_str()), ("B", now.as_str()));
    let steps = [of(&to("A"), &[then]), of(&to("A"), &[now, copied]), of(copied.1, &[now, copied])];
    assert_eq!(goes(&steps).0, [0, 0, 1]);
}

#[test]
fn a_component_with_gone_members_that_is_renamed_keeps_the_names_of_the_others() {
    let all = |name: &str, schema: &str| schemas(&[("Order", &object("address", &to(name))), (name, schema), ("C", B)]);
    let both = "{ type: object, properties: { customer_id: { type: string }, customerId: { type: string } } }";
    let (told, kept) = goes(&[all("A", both), all("A", B), all("Renamed", B)]);
    assert_eq!(told, [0, 0, 0], "{kept}");
    assert!(kept.contains("schemas/Renamed field customerId = customer_id_field\n"), "{kept}");
}

#[test]
fn where_a_reference_leads_on_each_of_two_branches_is_known() {
    let of = |name: &str| schemas(&[("Order", &object("address", &to(name))), ("A", A), ("B", B), ("C", A)]);
    let kept = goes(&[of("A")]).1;
    let line = "schemas/Order/properties/address leads = schemas/A\n";
    let [ours, theirs] = ["B", "C"].map(|name| line.replace("schemas/A\n", &format!("schemas/{name}\n")));
    for (sides, told) in [([&ours, &theirs], 1), ([&theirs, &ours], 1), ([&ours, &ours], 0)] {
        let [first, second] = sides;
        let conflict = format!("<<<<<<< HEAD\n{first}=======\n{second}>>>>>>> theirs\n");
        let (then, _, rendered) = run(&of("B"), &kept.replace(line, &conflict));
        assert_eq!(rendered.matches("W0415").count(), told, "{rendered}");
        let kept = lock(&then.unwrap());
        assert!(kept.contains(&ours) && !kept.contains("(former)"), "{kept}");
    }
}

#[test]
fn values_under_a_pattern_are_looked_at_and_keep_their_names_when_they_move() {
    let (a, b) = (("A", A), ("B", B));
    for members in ["", "properties: { z: { type: string } }, "] {
        let values = |schema: &str| format!("{{ type: object, {members}patternProperties: {{ '^x-': {schema} }} }}");
        let of = |schema: &str, more: &[(&str, &str)]| schemas(&[&[("C", values(schema).as_str())], more].concat());
        assert_eq!(goes(&[of(&to("A"), &[a, b]), of(&to("B"), &[a, b])]).0, [0, 1], "{members}");
        assert_eq!(goes(&[of(&to("A"), &[a]), of(&to("B"), &[a, b])]).0, [0, 1], "{members}");
        assert_eq!(goes(&[of(&to("A"), &[a, b]), of(B, &[a, b])]).0, [0, 1], "{members}");
        assert_eq!(goes(&[of(&to("A"), &[a, b]), of(A, &[a, b])]).0, [0, 0], "{members}");
        // A newcomer gets no name that a member had where it stood.
        let two = |id: &str| format!("{{ type: object, properties: {{ a: {{ type: string }}, {id}: {{ type: string }} }} }}");
        for list in ["@", "{ type: array, items: @ }"] {
            let list = |schema: &str| list.replace('@', schema);
            let moved = of(&list(&to("Item")), &[("Item", &two("ID"))]);
            let kept = goes(&[of(&list(&two("id")), &[]), moved]).1;
            assert!(kept.contains("schemas/Item field ID = id_field\n"), "{kept}");
        }
    }
}
