//! Branches, and what else no name of the description tells apart, keep their names.

use std::collections::BTreeMap;

use letterpress::Understood;
use letterpress::ir::{Shape, VariantName};

use super::{HEAD, branch_of, holders, keeps, lock, named, run, understood, union_of};

/// Runs over `before`, then over each of `after` with the lock of the run before it; the names of `fields` never change.
fn stay(before: &str, after: &[&str], fields: &[&str]) {
    let first = understood(before, "");
    let mut kept = lock(&first);
    for text in after {
        let now = understood(text, &kept);
        for field in fields.iter().filter(|field| holders(&now).contains_key(**field)) {
            assert_eq!(holders(&now)[*field], holders(&first)[*field], "{field}\n{text}\n{kept}");
        }
        kept = lock(&now);
        assert_eq!(lock(&understood(text, &kept)), kept, "a second run gives other names");
    }
}

#[test]
fn branches_that_differ_only_inside_of_what_they_hold_keep_their_names_when_they_move() {
    let property = |inner: &str| format!("{{ type: object, properties: {{ data: {inner}, both: {{ type: string }} }} }}");
    let list = |inner: &str| format!("{{ type: array, items: {inner} }}");
    let map = |inner: &str| format!("{{ type: object, additionalProperties: {inner} }}");
    let union = |inner: &str| format!("{{ oneOf: [{inner}, {{ type: integer }}] }}");
    let values = |inner: &str| inner.replace("type: object, required: [x], properties: { x: { type: string } }", "enum: [v, w]");
    let ways: [&dyn Fn(&str) -> String; 9] = [
        &property,
        &list,
        &map,
        &|inner| property(&list(inner)),
        &|inner| property(&map(&list(inner))),
        &|inner| property(&property(inner)),
        &|inner| property(&union(inner)),
        &|inner| list(&list(&union(inner))),
        &|inner| property(&values(inner)),
    ];
    for way in ways {
        let [x, y, z] = ["x", "y", "z"].map(|own| way(&branch_of(&[own])));
        let before = union_of(&[x.clone(), y.clone()]);
        let after = [union_of(&[y.clone(), x.clone()]), union_of(&[z, y.clone(), x]), union_of(&[y])];
        stay(&before, &after.each_ref().map(String::as_str), &["x", "y"]);
    }
}

#[test]
fn what_stands_under_another_property_does_not_make_a_branch_another_one() {
    let branch =
        |property: &str, inner: &str| format!("{{ type: object, properties: {{ {property}: {} }} }}", branch_of(&[inner]));
    let (data, other) = (branch("data", "x"), branch("other", "y"));
    let moved = [branch("other", "x"), branch("data", "x")];
    let names = |it: &Understood| named(it).into_iter().map(|(_, what, name)| (what, name)).collect::<BTreeMap<_, _>>();
    let first = understood(&union_of(&[data, other]), "");
    let second = understood(&union_of(&moved), &lock(&first));
    for (what, name) in [("0", "UOption2"), ("1", "UOption1")] {
        let branch = names(&second).into_iter().find(|(branch, _)| branch.contains(&format!("index: {what},")));
        assert_eq!(branch.unwrap().1, name);
    }
}

/// An object told apart by the values of its tag.
fn tagged(own: &str, tags: &str) -> String {
    format!("{{ type: object, required: [kind], properties: {{ kind: {{ enum: [{tags}] }}, {own}: {{ type: string }} }} }}")
}

fn tagged_union(branches: &[String]) -> String {
    format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    U: {{ oneOf: [{}], discriminator: {{ propertyName: kind }} }}\n    \
         Kind: {{ enum: [b, a] }}\n",
        branches.join(", ")
    )
}

#[test]
fn a_tagged_branch_keeps_its_name_whatever_happens_to_its_other_tags() {
    let other = || tagged("o", "x, y");
    let text = |tags: &str| tagged_union(&[tagged("own", tags), other()]);
    stay(
        &text("b, a"),
        &[&text("a, b"), &text("'0', b, a"), &text("'0', b"), &text("'1', '0'"), &text("a, '1', '0'")],
        &["own", "o"],
    );
    let after = [tagged_union(&[other(), tagged("own", "b")]), tagged_union(&[tagged("new", "a"), other(), tagged("own", "b")])];
    stay(&text("a, b"), &after.each_ref().map(String::as_str), &["own", "o"]);
}

#[test]
fn the_first_name_of_a_tagged_branch_does_not_depend_on_the_order_of_its_tags() {
    for tags in ["b, a", "a, b"] {
        let it = understood(&tagged_union(&[tagged("o", "x, y"), tagged("own", tags)]), "");
        assert_eq!((holders(&it)["own"].as_str(), holders(&it)["o"].as_str()), ("UA", "UX"));
    }
}

#[test]
fn a_branch_with_another_tag_is_another_branch() {
    let text = |tags: &str| tagged_union(&[tagged("own", tags), tagged("o", "x")]);
    let first = understood(&text("a"), "");
    let second = understood(&text("c"), &lock(&first));
    assert_eq!((holders(&first)["own"].as_str(), holders(&second)["own"].as_str()), ("UA", "UC"));
    let third = understood(&text("a"), &lock(&second));
    assert_eq!(holders(&third)["own"], "UA");
}

#[test]
fn a_tagged_branch_whose_tags_stand_in_a_component_keeps_its_name() {
    let branch = |kind: &str| {
        let reference = format!("{{ $ref: '#/components/schemas/{kind}' }}");
        format!("{{ type: object, required: [kind], properties: {{ kind: {reference}, own: {{ type: string }} }} }}")
    };
    let text = |values: &str| tagged_union(&[branch("Kind"), tagged("o", "x")]).replace("[b, a]", &format!("[{values}]"));
    stay(&text("b, a"), &[&text("a, b"), &text("'0', b, a"), &text("'0', b"), &text("'0', b, a")], &["own", "o"]);
}

#[test]
fn a_branch_called_by_a_tag_that_its_component_loses_keeps_its_name() {
    let branch = |kind: &str, own: &str| {
        let reference = format!("{{ $ref: '#/components/schemas/{kind}' }}");
        format!("{{ type: object, required: [kind], properties: {{ kind: {reference}, {own}: {{ type: string }} }} }}")
    };
    let text = |branches: &[String], values: &str| tagged_union(branches).replace("[b, a]", &format!("[{values}]"));
    let first = understood(&text(&[branch("Kind", "own"), tagged("o", "x")], "b, a"), "");
    let second = understood(&text(&[tagged("o", "x"), branch("Kind", "other")], "b"), &lock(&first));
    assert_eq!((holders(&first)["own"].as_str(), holders(&second)["other"].as_str()), ("UA", "UA"), "{}", lock(&second));
}

#[test]
fn what_is_taken_for_something_that_it_only_resembles_is_told_once() {
    let text = |members: &[&str]| union_of(&[branch_of(members), branch_of(&["other"])]);
    let first = understood(&text(&["a", "b"]), "");
    let (second, diagnostics, rendered) = run(&text(&["a", "c"]), &lock(&first));
    assert_eq!(diagnostics.iter().filter(|it| it.code.0 == "W0410").count(), 1, "{rendered}");
    assert!(rendered.contains("it lost `b` and got `c`"), "{rendered}");
    for (members, kept) in [(&["a", "c"][..], lock(&second.unwrap())), (&["a"], lock(&first)), (&["a", "b", "c"], lock(&first))] {
        let (_, diagnostics, rendered) = run(&text(members), &kept);
        assert!(!diagnostics.iter().any(|it| it.code.0 == "W0410"), "{rendered}");
    }
}

/// The name of each variant of `U` by the text that tells it.
fn variants(it: &Understood) -> BTreeMap<String, String> {
    let (id, definition) = it.api.types.iter().find(|(id, _)| it.names.ty(*id).ident == "U").unwrap();
    let Shape::Union(union) = &definition.shape else { panic!("no union") };
    let said = union.variants.iter().map(|variant| match &variant.step {
        VariantName::Word(word) => format!("{word} {:?} {:?}", variant.ty, variant.check),
        VariantName::Type(id) => format!("{} {:?}", it.names.ty(*id).ident, variant.check),
    });
    said.zip(it.names.ty(id).members.clone()).collect()
}

#[test]
fn another_branch_of_a_kind_renames_no_branch() {
    let any =
        |branches: &[&str]| union_of(&branches.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()).replace("oneOf", "anyOf");
    let pairs = [
        ("{ type: integer }", "{ type: integer, minimum: 10 }"),
        ("{ type: integer, minimum: 10 }", "{ type: integer }"),
        ("{ type: integer, minimum: 10 }", "{ type: integer, maximum: 5 }"),
        ("{ type: integer, format: int32 }", "{ type: integer }"),
        ("{ type: string, pattern: '^a' }", "{ type: string, pattern: '^b' }"),
        ("{ type: string, format: uuid }", "{ type: string, format: uuid, maxLength: 40 }"),
        ("{ type: array, items: { type: string } }", "{ type: array, items: { type: integer } }"),
        ("{ type: array }", "{ type: array, items: { type: integer } }"),
        ("{ type: object, additionalProperties: { type: string } }", "{ type: object, additionalProperties: { type: integer } }"),
        ("{ $ref: '#/components/schemas/P' }", "{ allOf: [{ $ref: '#/components/schemas/P' }], minProperties: 2 }"),
    ];
    let component = |text: String| text.replace("schemas: {", "schemas: { P: { type: object, additionalProperties: true },");
    for (old, new) in pairs {
        let other = "{ type: boolean }";
        let before = understood(&component(any(&[old, other])), "");
        for after in [[new, old, other], [old, other, new]] {
            let now = understood(&component(any(&after)), &lock(&before));
            for (said, name) in variants(&before) {
                assert_eq!(variants(&now)[&said], name, "{said} beside {new}\n{}", lock(&before));
            }
            let gone = understood(&component(any(&[new, other])), &lock(&now));
            for (said, name) in variants(&gone) {
                assert_eq!(variants(&now)[&said], name, "{said} without {old}\n{}", lock(&now));
            }
            let back = understood(&component(any(&after)), &lock(&gone));
            assert_eq!(variants(&back), variants(&now));
        }
    }
}

#[test]
fn a_branch_of_a_kind_that_is_edited_keeps_its_name_and_one_that_is_gone_leaves_it_to_nobody() {
    let text = |branches: &[&str]| {
        let list = branches.iter().map(|limit| format!("{{ type: integer, {limit} }}")).chain(["{ type: string }".to_owned()]);
        union_of(&list.collect::<Vec<_>>()).replace("oneOf", "anyOf")
    };
    let name = |it: &Understood, limit: &str| variants(it).into_iter().find(|(said, _)| said.contains(limit)).unwrap().1;
    let first = understood(&text(&["minimum: 10", "maximum: 5"]), "");
    let edited = understood(&text(&["minimum: 11", "maximum: 5"]), &lock(&first));
    assert_eq!(name(&edited, "Minimum(\"11\")"), name(&first, "Minimum(\"10\")"));
    let without = understood(&text(&["maximum: 5"]), &lock(&edited));
    assert!(lock(&without).contains(" = IntegerMinimum10 (gone)\n"), "{}", lock(&without));
    let another = understood(&text(&["minimum: 12", "maximum: 5"]), &lock(&without));
    assert_ne!(name(&another, "Minimum(\"12\")"), name(&first, "Minimum(\"10\")"));
}

#[test]
fn variants_that_an_earlier_version_wrote_without_what_they_say_keep_their_names() {
    let text = |branches: &str| union_of(&[branches.to_owned(), "{ type: boolean }".to_owned()]).replace("oneOf", "anyOf");
    let earlier = "schemas/U type = U\nschemas/U variant Boolean = Boolean\nschemas/U variant Integer = Whole\n";
    let now = understood(&text("{ type: integer, minimum: 10 }"), earlier);
    assert!(variants(&now).values().any(|name| name == "Whole"), "{:?}", variants(&now));
    let then = understood(&text("{ type: integer, maximum: 3 }, { type: integer, minimum: 10 }"), &lock(&now));
    let of_ten = variants(&then).into_iter().find(|(said, _)| said.contains("Minimum(\"10\")"));
    assert_eq!(of_ten.unwrap().1, "Whole");
}

fn component(schema: &str) -> String {
    format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n")
}

fn nested(steps: &[&str], inner: &str) -> String {
    steps.iter().rev().fold(inner.to_owned(), |inner, step| match *step {
        "items" => format!("{{ type: array, items: {inner} }}"),
        _ => format!("{{ type: object, additionalProperties: {inner} }}"),
    })
}

#[test]
fn elements_of_lists_of_another_depth_are_another_type() {
    let lists = [["items"].as_slice(), &["items", "items"], &["values", "items"], &["items", "items", "items"], &["values"]];
    let first = understood(&component(&nested(lists[0], &branch_of(&["a0"]))), "");
    let mut kept = lock(&first);
    let mut names = vec![holders(&first)["a0"].clone()];
    for (number, steps) in lists.iter().enumerate().skip(1) {
        let own = format!("a{number}");
        let now = understood(&component(&nested(steps, &branch_of(&[&own]))), &kept);
        names.push(holders(&now)[&own].clone());
        kept = lock(&now);
    }
    assert_eq!(names, ["AItem", "AItemItem", "AValueItem", "AItemItemItem", "AValue"]);
    for (number, steps) in lists.iter().enumerate() {
        let own = format!("a{number}");
        let back = understood(&component(&nested(steps, &branch_of(&[&own]))), &kept);
        assert_eq!(holders(&back)[&own], names[number]);
        kept = lock(&back);
    }
}

#[test]
fn elements_keep_their_names_when_a_list_becomes_one_of_lists_and_where_an_earlier_version_wrote_one_step() {
    let inner = "{ type: object, properties: { a: { type: string }, o: { type: object, properties: { i: { type: string } } } }, \
                 additionalProperties: { type: object, properties: { e: { type: string } } } }";
    let texts =
        [["items"].as_slice(), &["items", "items"], &["items", "values", "items"]].map(|it| component(&nested(it, inner)));
    stay(&texts[0], &[&texts[1], &texts[2], &texts[1], &texts[0]], &["a", "i", "e"]);
    let earlier = "schemas/A type = A\nschemas/A/items field a = a\nschemas/A/items field o = o\nschemas/A/items type = Cell\n\
                   schemas/A/items/properties/o field i = i\nschemas/A/items/properties/o type = CellO\n";
    let now = understood(&texts[1], earlier);
    assert_eq!((holders(&now)["a"].as_str(), holders(&now)["i"].as_str()), ("Cell", "CellO"));
    assert!(lock(&now).contains("schemas/A/items/items type = Cell\n"), "{}", lock(&now));
    assert!(!lock(&now).contains("schemas/A/items type"), "{}", lock(&now));
}

#[test]
fn a_branch_that_is_edited_keeps_its_name_and_a_newcomer_never_gets_that_of_one_that_is_gone() {
    let text = |branches: &[&[&str]]| union_of(&branches.iter().map(|members| branch_of(members)).collect::<Vec<_>>());
    let holder = |it: &Understood, field: &str| holders(it)[field].clone();
    let first = understood(&text(&[&["a", "p"], &["b"]]), "");
    let edited = understood(&text(&[&["b"], &["a", "q"]]), &lock(&first));
    assert_eq!(holder(&edited, "a"), holder(&first, "a"));
    let without = understood(&text(&[&["b"]]), &lock(&edited));
    let newcomer = understood(&text(&[&["c", "q"], &["b"]]), &lock(&without));
    assert_ne!(holder(&newcomer, "c"), holder(&first, "a"));
    assert_eq!(holder(&newcomer, "b"), holder(&first, "b"));
    let back = understood(&text(&[&["c", "q"], &["a", "q"], &["b"]]), &lock(&newcomer));
    assert_eq!(holder(&back, "a"), holder(&first, "a"));
    assert_eq!(holder(&back, "c"), holder(&newcomer, "c"));
}

#[test]
fn a_line_of_something_gone_says_so_until_it_is_back() {
    let text = |branches: &[&[&str]]| union_of(&branches.iter().map(|members| branch_of(members)).collect::<Vec<_>>());
    let before = understood(&text(&[&["a"], &["b"]]), "");
    let without = understood(&text(&[&["b"]]), &lock(&before));
    assert!(lock(&without).contains("schemas/U/branches/0 field a = a (gone)\n"), "{}", lock(&without));
    assert!(lock(&without).contains("schemas/U/branches/1 field b = b\n"), "{}", lock(&without));
    let (_, diagnostics, rendered) = run(&text(&[&["b"]]), &lock(&without));
    assert_eq!(diagnostics.iter().map(|it| it.code.0).collect::<Vec<_>>(), ["W0405"], "{rendered}");
    assert_eq!(lock(&understood(&text(&[&["a"], &["b"]]), &lock(&without))), lock(&before));
    keeps(
        &component("{ type: object, properties: { branches: { type: string } } }"),
        &component("{ type: object, properties: { Branches: { type: string }, branches: { type: string } } }"),
    );
}

#[test]
fn schemas_of_one_property_keep_their_names_when_they_move() {
    let branch =
        |own: &str| format!("{{ type: object, properties: {{ data: {}, both: {{ type: string }} }} }}", branch_of(&[own]));
    let more = || "{ type: object, properties: { more: { type: string } } }".to_owned();
    let text = |own: &[&str]| {
        let branches: Vec<_> = own.iter().map(|own| branch(own)).chain([more()]).collect();
        union_of(&branches).replace("oneOf", "anyOf")
    };
    let after = [text(&["y", "x"]), text(&["z", "y", "x"]), text(&["y"]), text(&["w", "y"]), text(&["x", "y", "w"])];
    stay(&text(&["x", "y"]), &after.each_ref().map(String::as_str), &["x", "y"]);
    stay(&text(&["x"]), &[&text(&["y", "x"]), &text(&["y"]), &text(&["w", "y"]), &text(&["w", "x"])], &["x"]);
    let alone = understood(&text(&["x"]), "");
    assert_eq!(holders(&alone)["x"], "UData");
    let both = understood(&text(&["y", "x"]), &lock(&alone));
    let without = understood(&text(&["y"]), &lock(&both));
    let newcomer = understood(&text(&["w", "y"]), &lock(&without));
    assert_ne!(holders(&newcomer)["w"], "UData");
    assert_eq!(holders(&newcomer)["y"], holders(&both)["y"]);
}

#[test]
fn schemas_of_one_property_keep_the_names_that_an_earlier_version_gave_by_their_place() {
    let branch = |own: &str| format!("{{ type: object, properties: {{ data: {} }} }}", branch_of(&[own]));
    let text = union_of(&[branch("z"), branch("y"), branch("x")]).replace("oneOf", "anyOf");
    let earlier = "schemas/U type = U\nschemas/U/properties/data field x = x\nschemas/U/properties/data type = One\n\
                   schemas/U/properties/data/~1components~1schemas~1U~1anyOf~11~1properties~1data field y = y\n\
                   schemas/U/properties/data/~1components~1schemas~1U~1anyOf~11~1properties~1data type = Two\n";
    let now = understood(&text, earlier);
    assert_eq!(["x", "y"].map(|field| holders(&now)[field].clone()), ["One", "Two"]);
}

#[test]
fn the_setter_of_a_scheme_that_is_gone_is_no_method() {
    let text = |id: &str, schemes: &str| {
        format!(
            "{HEAD}paths:\n  /c:\n    get: {{ operationId: {id}, responses: {{ '204': {{ description: d }} }} }}\n\
             components: {{ securitySchemes: {{ {schemes} }} }}\n"
        )
    };
    let first = understood(&text("list", "token: { type: http, scheme: bearer }"), "");
    let second = understood(&text("with_token", ""), &lock(&first));
    assert_eq!(second.names.tags[0].operations[0].method, "with_token_operation");
    let back = understood(&text("with_token", "token: { type: http, scheme: bearer }"), &lock(&second));
    assert_eq!(back.names.schemes[0].with, "with_token");
}

#[test]
fn a_discriminator_that_comes_or_goes_renames_no_branch() {
    let branches = [tagged("own", "b, a"), tagged("o", "x")];
    let with = tagged_union(&branches);
    let without = with.replace(", discriminator: { propertyName: kind }", "");
    stay(&with, &[&without, &with], &["own", "o"]);
    stay(&without, &[&with, &without], &["own", "o"]);
}

#[test]
fn a_branch_keeps_its_name_when_another_stands_before_it() {
    let branch = |name: &str| format!("{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}");
    let schema = |list: &str| format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ U: {{ oneOf: [{list}] }} }} }}\n");
    let first = understood(&schema(&[branch("a"), branch("b")].join(", ")), "");
    let second = understood(&schema(&[branch("c"), branch("b"), branch("a")].join(", ")), &lock(&first));
    let holder = |it: &Understood, field: &str| {
        let holds = |shape: &Shape| matches!(shape, Shape::Struct(object) if object.fields.iter().any(|it| it.name == field));
        let found = it.api.types.iter().find(|(_, definition)| holds(&definition.shape));
        it.names.ty(found.unwrap().0).ident.clone()
    };
    assert_eq!(holder(&first, "a"), "UOption1");
    let now = ["a", "b", "c"].map(|field| holder(&second, field));
    assert_eq!(now, ["UOption1", "UOption2", "UOption3"]);
}

#[test]
fn a_union_in_a_union_keeps_its_names_from_run_to_run_and_wherever_it_moves() {
    let (a, b, c, d) = (branch_of(&["a"]), branch_of(&["b"]), branch_of(&["c"]), branch_of(&["d"]));
    let inner = |list: &[&String]| format!("{{ oneOf: [{}] }}", list.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", "));
    let list = format!("{{ type: array, items: {} }}", inner(&[&a, &b]));
    for nested in [inner(&[&a, &b]), list] {
        let text = union_of(&[nested.clone(), c.clone()]);
        let first = understood(&text, "");
        let second = understood(&text, &lock(&first));
        assert_eq!(lock(&second), lock(&first), "a second run gives other names");
        let moved = understood(&union_of(&[d.clone(), c.clone(), nested]), &lock(&first));
        for (field, holder) in holders(&first) {
            assert_eq!(holders(&moved)[&field], holder, "{field}");
        }
    }
}

#[test]
fn a_newcomer_that_shares_members_with_a_branch_that_is_gone_does_not_get_its_name() {
    let (a, b, c) = (branch_of(&["a", "x", "y"]), branch_of(&["b", "x", "y"]), branch_of(&["c", "x", "y"]));
    let first = understood(&union_of(&[a.clone(), b.clone()]), "");
    let second = understood(&union_of(&[b.clone(), c.clone()]), &lock(&first));
    let third = understood(&union_of(&[a, b, c]), &lock(&second));
    let holder = |it: &Understood, field: &str| holders(it)[field].clone();
    assert_eq!(holder(&second, "b"), holder(&first, "b"));
    assert_ne!(holder(&second, "c"), holder(&first, "a"));
    let now = ["a", "b", "c"].map(|field| holder(&third, field));
    assert_eq!(now, [holder(&first, "a"), holder(&first, "b"), holder(&second, "c")]);
}

#[test]
fn many_branches_keep_their_names_when_another_stands_before_them() {
    let branches: Vec<String> = (0..400).map(|number| branch_of(&[&format!("own{number}"), "x"])).collect();
    let first = understood(&union_of(&branches), "");
    let more: Vec<String> = std::iter::once(branch_of(&["new", "x"])).chain(branches).collect();
    let second = understood(&union_of(&more), &lock(&first));
    for (field, holder) in holders(&first).into_iter().filter(|(field, _)| field != "x") {
        assert_eq!(holders(&second)[&field], holder, "{field}");
    }
}

#[test]
fn branches_that_say_the_same_keep_their_names() {
    let text = |branch: &str| union_of(&[branch.to_owned(), branch.to_owned(), "{ type: integer }".to_owned()]);
    for branch in ["{ type: string }", "{ type: string, pattern: '^a$' }"] {
        let text = text(branch).replace("oneOf", "anyOf");
        let first = understood(&text, "");
        let second = understood(&text, &lock(&first));
        assert_eq!(named(&second), named(&first));
        assert_eq!(lock(&second), lock(&first));
    }
}

#[test]
fn branches_of_one_kind_whose_short_hashes_are_one_keep_their_variants_when_they_move() {
    let any = |limits: &[&str]| {
        let list =
            limits.iter().map(|limit| format!("{{ type: integer, minimum: {limit} }}")).chain(["{ type: string }".to_owned()]);
        union_of(&list.collect::<Vec<_>>()).replace("oneOf", "anyOf")
    };
    // Of so many some have the sixteen bits in common that an identifier has room for.
    let all: Vec<String> = (1..1_000).map(|limit| limit.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let first = understood(&any(&all), "");
    let kept = lock(&first);
    let turned: Vec<&str> = all.iter().rev().copied().collect();
    let second = understood(&any(&turned), &kept);
    assert!(variants(&first) == variants(&second), "a variant changed hands");
    let some: Vec<&str> = all.iter().skip(1).step_by(2).copied().collect();
    let (without, had) = (understood(&any(&some), &kept), variants(&first));
    assert!(variants(&without).iter().all(|(said, name)| had[said] == *name), "a variant changed hands");
}

#[test]
fn what_a_component_is_called_is_never_taken_for_a_hash() {
    let text = |of: &str| {
        let object = |name: &str| format!("{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}");
        format!(
            "{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ E: {}, E_x2024: {}, E_2: {}, U: {{ anyOf: [{{ $ref: \
             '#/components/schemas/{of}' }}, {{ type: string }}] }} }} }}\n",
            object("e"),
            object("f"),
            object("g")
        )
    };
    for (one, other) in [("E_x2024", "E"), ("E", "E_x2024"), ("E_2", "E")] {
        let first = understood(&text(one), "");
        let second = understood(&text(other), &lock(&first));
        let names = |it: &Understood| variants(it).into_values().collect::<Vec<_>>();
        let had = names(&first);
        assert!(names(&second).iter().filter(|name| *name != "Text").all(|name| !had.contains(name)), "{had:?} {other}");
    }
}

#[test]
fn variants_that_an_earlier_version_wrote_with_a_short_hash_keep_their_names() {
    let text =
        union_of(&["{ type: integer, minimum: 164 }", "{ type: integer, maximum: 5 }", "{ type: string }"].map(str::to_owned));
    let text = text.replace("oneOf", "anyOf");
    let first = understood(&text, "");
    let earlier = lock(&first);
    let of = |text: &str, limit: &str| text.lines().find(|line| line.ends_with(limit)).unwrap().to_owned();
    let (low, high) = (of(&earlier, "Minimum164"), of(&earlier, "Maximum5"));
    let earlier = earlier.replace(&low, "schemas/U variant Integer_x244a = Low");
    let earlier = earlier.replace(&high, "schemas/U variant Integer_xcf2f = High");
    let now = variants(&understood(&text, &earlier));
    let name = |limit: &str| now.iter().find(|(said, _)| said.contains(limit)).unwrap().1.as_str();
    assert_eq!((name("Minimum(\"164\")"), name("Maximum(\"5\")")), ("Low", "High"));
}

/// Members that many have and members of its own, which are others in each run.
fn of_many(number: usize, run: usize) -> Vec<String> {
    let shared = (0..6).map(|at| format!("s{at}"));
    shared.chain((0..5).map(|at| format!("k{number}_{at}_{run}"))).collect()
}

#[test]
fn branches_that_all_change_in_one_run_do_not_each_get_the_lines_of_all() {
    let object = |number: usize, run: usize| {
        let members = of_many(number, run);
        branch_of(&members.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let all = |run: usize| (0..30).map(|number| object(number, run)).collect::<Vec<_>>();
    let schemas =
        |schemas: &str| format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {schemas} }} }}\n").replace("3.0.3", "3.1.0");
    let tuple = |run: usize| schemas(&format!("T: {{ type: array, prefixItems: [{}] }}", all(run)[..12].join(", ")));
    let properties = |run: usize| {
        let of = |(number, it): (usize, String)| format!("p{number}_{run}: {it}");
        let properties = all(run).into_iter().enumerate().map(of).collect::<Vec<_>>().join(", ");
        schemas(&format!("P: {{ type: object, properties: {{ {properties} }} }}"))
    };
    let responses = |run: usize| {
        let answer = |(number, it): (usize, String)| {
            format!("'{}': {{ description: d, content: {{ application/json: {{ schema: {it} }} }} }}", 400 + 40 * run + number)
        };
        let answers = all(run).into_iter().enumerate().map(answer).collect::<Vec<_>>().join(", ");
        format!("{HEAD}paths:\n  /a:\n    get: {{ operationId: list, responses: {{ {answers} }} }}\n")
    };
    let ways: [&dyn Fn(usize) -> String; 4] = [&|run| union_of(&all(run)), &tuple, &properties, &responses];
    for way in ways {
        let first = lock(&understood(&way(0), ""));
        let second = lock(&understood(&way(1), &first));
        let (before, now) = (first.lines().count(), second.lines().count());
        assert!(now <= 3 * before, "{now} lines of {before}");
        assert_eq!(lock(&understood(&way(1), &second)), second, "a second run gives other names");
    }
}

#[test]
fn a_name_of_one_of_many_branches_that_all_changed_goes_to_no_newcomer() {
    let union = |run: usize, more: &[&str]| {
        let object = |number: usize| {
            let members = of_many(number, run);
            let more = more.iter().filter(|_| number == 3).copied();
            branch_of(&members.iter().map(String::as_str).chain(more).collect::<Vec<_>>())
        };
        union_of(&(0..30).map(object).collect::<Vec<_>>())
    };
    let first = lock(&understood(&union(0, &[]), ""));
    let second = lock(&understood(&union(1, &[]), &first));
    assert!(second.contains(" field k7_0_0 = k7_0_0 (gone)\n"), "{second}");
    let third = lock(&understood(&union(1, &["K7_0_0"]), &second));
    assert!(third.contains(" field K7_0_0 = ") && !third.contains(" field K7_0_0 = k7_0_0\n"), "{third}");
}

#[test]
fn a_lock_grows_by_what_is_said_where_all_branches_are_replaced_in_each_run() {
    let property = |run: usize| {
        let branch = |number: usize| {
            let (one, other) = ((run + number) % 5, (run + 2 * number + 1) % 5);
            let other = if one == other { 5 + number } else { other };
            branch_of(&[&format!("w{one}"), &format!("w{other}"), &format!("m{run}_{number}"), &format!("n{run}_{number}")])
        };
        let branches = (0..6).map(branch).collect::<Vec<_>>().join(", ");
        let order = format!("O: {{ type: object, properties: {{ p: {{ oneOf: [{branches}] }} }} }}");
        format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {order} }} }}\n")
    };
    let mut kept = String::new();
    let mut grown = Vec::new();
    for run in 0..10 {
        kept = lock(&understood(&property(run), &kept));
        grown.push(kept.lines().count());
        assert_eq!(lock(&understood(&property(run), &kept)), kept, "a second run gives other names");
    }
    let steps: Vec<usize> = grown.windows(2).map(|it| it[1] - it[0]).collect();
    assert!(steps.iter().all(|step| *step <= grown[0]), "{grown:?}");
}
