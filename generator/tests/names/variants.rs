//! A variant of a kind is known by what its branch says in the description, whatever the types in it are called.

use std::collections::BTreeMap;

use letterpress::Understood;
use letterpress::ir::Shape;

use super::{HEAD, files, lock, run, understood};

/// A union of these branches, beside these schemas. Of several that hold, one type would have to hold what each declares.
fn text(branches: &[&str], schemas: &str) -> String {
    format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ U: {{ oneOf: [{}] }}, {schemas} }} }}\n", branches.join(", "))
}

/// The names of the variants of `U`, in order.
fn variants(it: &Understood) -> Vec<String> {
    let found =
        it.api.types.iter().find(|(id, definition)| it.names.ty(*id).ident == "U" && matches!(definition.shape, Shape::Union(_)));
    it.names.ty(found.unwrap().0).members.clone()
}

const SCHEMAS: &str =
    "A: { type: object, properties: { a: { type: string } } }, B: { type: object, properties: { b: { type: string } } }";

fn list(of: &str) -> String {
    format!("{{ type: array, items: {{ $ref: '#/components/schemas/{of}' }} }}")
}

#[test]
fn types_that_get_other_names_rename_no_variant_that_holds_them() {
    let (a, b) = (list("A"), list("B"));
    let contains = |of: &str| format!("{{ type: array, contains: {{ $ref: '#/components/schemas/{of}' }} }}");
    let (of_a, of_b) = (contains("A"), contains("B"));
    let first = understood(&text(&[&a, &b, &of_a, &of_b], SCHEMAS), "");
    let renamed =
        SCHEMAS.replace("type: object,", "type: object, x-rust-name: NEW,").replacen("NEW", "Alpha", 1).replace("NEW", "Beta");
    let second = understood(&text(&[&of_b, &b, &of_a, &a], &renamed), &lock(&first));
    let had = variants(&first);
    assert_eq!(variants(&second), [&*had[3], &*had[1], &*had[2], &*had[0]], "{}", lock(&second));
    assert_eq!(lock(&first).lines().filter(|line| line.contains("variant List/schemas~1A/x")).count(), 2, "{}", lock(&first));
    let by_hand = lock(&first)
        .replace("schemas/A type = A\n", "schemas/A type = First\n")
        .replace("schemas/B type = B\n", "schemas/B type = Second\n");
    assert_eq!(variants(&understood(&text(&[&a, &b, &of_a, &of_b], SCHEMAS), &by_hand)), had);
}

#[test]
fn what_has_no_order_renames_no_variant_in_another() {
    let branches = [
        "{ type: array, contains: { enum: [a, b, c] } }",
        "{ type: array, contains: { enum: [a, b, d] } }",
        "{ type: array, contains: { type: object, required: [x, y] } }",
        "{ type: array, contains: { type: object, required: [x, z] } }",
        "{ type: array, not: { anyOf: [{ minItems: 3 }, { maxItems: 1 }] } }",
        "{ type: array, not: { anyOf: [{ minItems: 4 }, { maxItems: 1 }] } }",
    ];
    let other = [
        "{ type: array, contains: { enum: [d, b, a] } }",
        "{ type: array, contains: { enum: [c, a, b] } }",
        "{ type: array, contains: { type: object, required: [z, x] } }",
        "{ type: array, contains: { type: object, required: [y, x] } }",
        "{ type: array, not: { anyOf: [{ maxItems: 1 }, { minItems: 4 }] } }",
        "{ type: array, not: { anyOf: [{ maxItems: 1 }, { minItems: 3 }] } }",
    ];
    let first = understood(&text(&branches, SCHEMAS), "");
    let second = understood(&text(&other, SCHEMAS), &lock(&first));
    let had = variants(&first);
    assert_eq!(variants(&second), [1, 0, 3, 2, 5, 4].map(|at| had[at].clone()), "{}", lock(&second));
}

#[test]
fn a_lock_with_hashes_of_rust_names_keeps_its_names_and_is_brought_up_to_date() {
    let branches =
        [list("A"), list("B"), "{ type: integer, minimum: 10 }".to_owned(), "{ type: integer, maximum: 5 }".to_owned()];
    let branches: Vec<&str> = branches.iter().map(String::as_str).collect();
    let earlier = "schemas/A field a = a\nschemas/A type = A\nschemas/B field b = b\nschemas/B type = B\nschemas/U type = U\n\
                   schemas/U variant Integer/@3 = Little\nschemas/U variant Integer/@2 = Large\n\
                   schemas/U variant List/@0 = First\nschemas/U variant List/@1 = Second\n";
    let hashes = HASHES.iter().enumerate();
    let earlier = hashes.fold(earlier.to_owned(), |text, (at, hash)| text.replace(&format!("@{at}"), hash));
    let now = understood(&text(&branches, SCHEMAS), &earlier);
    assert_eq!(variants(&now), ["First", "Second", "Large", "Little"], "{}", lock(&now));
    assert!(HASHES.iter().all(|hash| !lock(&now).contains(hash)), "{}", lock(&now));
}

/// As the version wrote them that put Rust names into them, for the branches of the test above, in order.
const HASHES: [&str; 4] = ["xf89ed7689372a33d", "x3eb894a72a485970", "x38955b6509eb1617", "x0a1bfe5c419f3173"];

#[test]
fn a_component_that_moves_to_another_file_renames_no_variant_that_holds_it() {
    let (a, b) = (list("A"), list("B"));
    let parts =
        "A: { type: object, properties: { a: { type: string } } }\nB: { type: object, properties: { b: { type: string } } }\n";
    let moved = |at: &str| format!("{{ type: array, items: {{ $ref: '{at}' }} }}");
    let run = |main: String, lock: &str| {
        let texts = [("openapi.yaml".to_owned(), main), ("p.yaml".to_owned(), parts.to_owned())];
        let (now, _, rendered) = files::run(&texts, lock);
        now.unwrap_or_else(|| panic!("{rendered}"))
    };
    let named = "A: { $ref: 'p.yaml#/A' }, B: { $ref: 'p.yaml#/B' }";
    let first = run(text(&[&a, &b], named), "");
    let had: BTreeMap<_, _> = ["A", "B"].into_iter().zip(variants(&first)).collect();
    let second = run(text(&[&moved("p.yaml#/B"), &moved("p.yaml#/A")], "Other: { type: string }"), &lock(&first));
    assert_eq!(variants(&second), [had["B"].clone(), had["A"].clone()], "{}", lock(&second));
}

/// What a branch says of a type may differ when it comes back; the type tells that it is the same.
#[test]
fn a_branch_that_was_gone_comes_back_wrapped_or_not() {
    let other = "{ type: object, required: [o], properties: { o: { type: string } } }";
    let inline = "{ type: object, required: [m], properties: { m: { type: string } } }";
    let forms = |branch: &str| {
        [
            branch.to_owned(),
            format!("{{ allOf: [{branch}], description: w }}"),
            format!("{{ allOf: [{branch}], minProperties: 1 }}"),
            format!("{{ oneOf: [{branch}] }}"),
        ]
    };
    let third = "{ type: integer }";
    let text = |branches: &[&str]| text(branches, SCHEMAS).replace("anyOf", "oneOf");
    for branch in [inline, "{ $ref: '#/components/schemas/A' }"] {
        for before in forms(branch) {
            for gone in forms(branch) {
                for after in forms(branch) {
                    let first = understood(&text(&[&before, other, third]), "");
                    let second = understood(&text(&[third, &gone, other]), &lock(&first));
                    let without = understood(&text(&[other, third]), &lock(&second));
                    let back = understood(&text(&[third, other, &after]), &lock(&without));
                    let had = variants(&first);
                    assert_eq!(variants(&back), [&*had[2], &*had[1], &*had[0]], "{before} {gone} {after}\n{}", lock(&back));
                }
            }
        }
    }
}

/// Of several branches of one kind only what they say tells which is which, so that one which says something else may be another one.
#[test]
fn a_branch_that_may_be_another_one_of_its_kind_is_told_once() {
    let short = "{ type: string, maxLength: 3 }";
    let (long, pattern) = ("{ type: string, minLength: 9 }", "{ type: string, pattern: '^a' }");
    let list = |of: &str| format!("{{ type: array, items: {{ type: {of} }} }}");
    let (texts, numbers, flags) = (list("string"), list("integer"), list("boolean"));
    let part = |rest: &str| format!("{{ allOf: [{{ $ref: '#/components/schemas/A' }}], {rest} }}");
    let (few, many, named) = (part("maxProperties: 1"), part("minProperties: 2"), part("propertyNames: { pattern: '^b' }"));
    let cases: [([&str; 2], [&str; 2]); 3] =
        [([short, long], [long, pattern]), ([&texts, &numbers], [&flags, &numbers]), ([&few, &many], [&many, &named])];
    for (before, after) in cases {
        for keyword in ["oneOf", "anyOf"] {
            let text = |branches: &[&str]| {
                text(&[branches, &["{ type: number }"]].concat(), SCHEMAS).replace("oneOf", keyword).replace("3.0.3", "3.1.0")
            };
            let first = understood(&text(&before), "");
            let had = variants(&first);
            let (second, diagnostics, rendered) = run(&text(&after), &lock(&first));
            let told = diagnostics.iter().filter(|it| it.code.0 == "W0410").count();
            assert!(told == 1 && rendered.contains(&format!("taken for what `{}` was", had[0])), "{had:?}\n{rendered}");
            let second = second.unwrap();
            assert!(variants(&second).iter().all(|name| had.contains(name)), "{}", lock(&second));
            let (again, diagnostics, rendered) = run(&text(&after), &lock(&second));
            assert!(!diagnostics.iter().any(|it| it.code.0 == "W0410"), "{rendered}");
            assert_eq!(lock(&again.unwrap()), lock(&second));
        }
    }
}

#[test]
fn an_edited_branch_is_not_told_where_it_is_no_other_one() {
    let integer = "{ type: integer }";
    let short = "{ type: string, maxLength: 3 }";
    let (long, pattern) = ("{ type: string, minLength: 9 }", "{ type: string, pattern: '^a' }");
    // It is the only one of its kind, or says what its name says.
    let both = "{ type: string, maxLength: 3, pattern: '^a' }";
    let cases = [(vec![short, integer], vec![integer, pattern]), (vec![short, long, integer], vec![integer, long, both])];
    for (before, after) in cases {
        let first = understood(&text(&before, SCHEMAS), "");
        let (second, diagnostics, rendered) = run(&text(&after, SCHEMAS), &lock(&first));
        assert!(!diagnostics.iter().any(|it| it.code.0 == "W0410"), "{rendered}");
        assert_eq!(variants(&second.unwrap()).last(), variants(&first).first());
    }
}

#[test]
fn a_branch_that_may_be_one_that_is_gone_is_told() {
    let (short, long) = ("{ type: string, maxLength: 3 }", "{ type: string, minLength: 9 }");
    let integer = "{ type: integer }";
    let first = understood(&text(&[short, long, integer], SCHEMAS), "");
    let second = understood(&text(&[long, integer], SCHEMAS), &lock(&first));
    let (_, diagnostics, rendered) = run(&text(&["{ type: string, maxLength: 4 }", integer], SCHEMAS), &lock(&second));
    assert_eq!(diagnostics.iter().filter(|it| it.code.0 == "W0410").count(), 1, "{rendered}");
}
