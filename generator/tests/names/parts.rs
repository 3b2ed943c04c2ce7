//! Edits of descriptions of several files, and of what references reach inside of definitions, one by one.

use std::collections::BTreeMap;

use letterpress::Understood;
use letterpress::ir::Shape;

use super::{files, lock, understood};

const HEAD: &str = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

fn run(texts: &[(&str, &str)], lock: &str) -> Understood {
    let texts: Vec<_> = texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let (understood, _, rendered) = files::run(&texts, lock);
    understood.unwrap_or_else(|| panic!("{rendered}\n{lock}"))
}

/// A main document with these schemas.
fn main(schemas: &str) -> String {
    format!("{HEAD}paths: {{}}\ncomponents: {{ schemas: {{ {schemas} }} }}\n")
}

/// An object with one member.
fn holds(member: &str) -> String {
    format!("{{ type: object, required: [{member}], properties: {{ {member}: {{ type: string }} }} }}")
}

/// The type that holds each member.
fn holders(it: &Understood) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (id, definition) in it.api.types.iter() {
        if let Shape::Struct(object) = &definition.shape {
            all.extend(object.fields.iter().map(|field| (field.name.clone(), it.names.ty(id).ident.clone())));
        }
    }
    all
}

/// Runs over one description after the other, each with the lock of the one before; returns who holds each member.
fn after(steps: &[&[(&str, &str)]]) -> Vec<BTreeMap<String, String>> {
    let mut kept = String::new();
    let mut all = Vec::new();
    for texts in steps {
        let now = run(texts, &kept);
        kept = lock(&now);
        assert_eq!(lock(&run(texts, &kept)), kept, "a second run gives other names");
        all.push(holders(&now));
    }
    all
}

#[test]
fn a_second_file_with_a_schema_of_one_name_renames_nothing() {
    let (a, b) = (format!("Pet: {}", holds("a")), format!("Pet: {}", holds("b")));
    let one = main("Use: { not: { $ref: 'a.yaml#/Pet' } }");
    let two = main("Use: { anyOf: [{ $ref: 'b.yaml#/Pet' }, { $ref: 'a.yaml#/Pet' }] }");
    let found = after(&[&[("openapi.yaml", &one), ("a.yaml", &a)], &[("openapi.yaml", &two), ("b.yaml", &b), ("a.yaml", &a)]]);
    assert_eq!(found[0]["a"], "Pet");
    assert_eq!((found[1]["a"].as_str(), found[1]["b"].as_str()), ("Pet", "BPet"));
}

#[test]
fn a_schema_of_the_main_document_takes_no_name_from_one_of_another_file() {
    let a = format!("Pet: {}", holds("a"));
    let one = main("Use: { not: { $ref: 'a.yaml#/Pet' } }");
    let two = main(&format!("Pet: {}, Use: {{ not: {{ $ref: 'a.yaml#/Pet' }} }}", holds("own")));
    let gone = main("Use: { type: string }");
    let alone = main(&format!("Pet: {}", holds("own")));
    let texts = |text| [("openapi.yaml", text), ("a.yaml", a.as_str())];
    let (one, two, gone, alone) = (texts(&one), texts(&two), texts(&gone), texts(&alone));
    for steps in [[&one[..], &two[..], &alone[..]], [&one[..], &gone[..], &alone[..]], [&one[..], &alone[..], &two[..]]] {
        for found in after(&steps) {
            assert!(found.get("own").is_none_or(|own| own == "PetModel"), "{found:?}");
            assert!(found.get("a").is_none_or(|name| name == "Pet"), "{found:?}");
        }
    }
}

#[test]
fn a_lock_from_before_keeps_its_names_and_is_brought_up_to_date() {
    let (a, b) = (format!("Pet: {}", holds("a")), format!("Pet: {}", holds("b")));
    let old = "schemas/APet field a = alpha\nschemas/APet type = APet\nschemas/U type = U\nschemas/U variant schemas~1APet = First\n\
               schemas/a_Pet field a = first\nschemas/a_Pet type = Beast\nschemas/b_Pet field b = b\nschemas/b_Pet type = BPet\n\
               schemas/U variant schemas~1a_Pet = Second\n";
    let text = main("U: { oneOf: [{ $ref: 'b.yaml#/Pet' }, { $ref: 'a.yaml#/Pet' }] }");
    let now = run(&[("openapi.yaml", &text), ("a.yaml", &a), ("b.yaml", &b)], old);
    assert_eq!((holders(&now)["a"].as_str(), holders(&now)["b"].as_str()), ("Beast", "BPet"));
    let kept = lock(&now);
    for line in [
        "schemas/a.yaml#~1Pet field a = first\n",
        "schemas/a.yaml#~1Pet type = Beast\n",
        "schemas/b.yaml#~1Pet type = BPet\n",
        "schemas/U variant schemas~1a.yaml#~01Pet = Second\n",
        "schemas/APet type = APet\n",
    ] {
        assert!(kept.contains(line), "{line}\n{kept}");
    }
    assert!(!kept.contains("schemas/a_Pet"), "{kept}");
}

#[test]
fn a_schema_that_moves_to_a_file_of_its_own_and_back_keeps_its_name() {
    let own = main(&format!("Pet: {}", holds("a")));
    let other = main("Pet: { $ref: pet.yaml }");
    let used = main("Use: { not: { $ref: pet.yaml } }");
    let (pet, one) = (holds("a"), holds("b"));
    let own = [("openapi.yaml", own.as_str())];
    let other = [("openapi.yaml", other.as_str()), ("pet.yaml", pet.as_str())];
    let used = [("openapi.yaml", used.as_str()), ("pet.yaml", pet.as_str())];
    for found in after(&[&own, &other, &own, &other, &used, &other]) {
        assert_eq!(found["a"], "Pet");
    }
    // The file keeps the name when the main document has nothing of that name any more, also from what comes later.
    let new = main(&format!("Pet: {one}, Use: {{ not: {{ $ref: pet.yaml }} }}"));
    let new = [("openapi.yaml", new.as_str()), ("pet.yaml", pet.as_str())];
    let found = after(&[&other, &used, &new]);
    assert_eq!((found[2]["a"].as_str(), found[2]["b"].as_str()), ("Pet", "PetModel"));
}

#[test]
fn of_two_names_of_one_part_the_first_stays_the_type() {
    let pet = format!("{{ type: object, properties: {{ a: {{ type: string }}, in: {} }} }}", holds("inner"));
    let one = main("Pet: { $ref: pet.yaml }");
    let two = main("Animal: { $ref: pet.yaml }, Pet: { $ref: pet.yaml }");
    let last = main("Animal: { $ref: pet.yaml }");
    let texts = |text| [("openapi.yaml", text), ("pet.yaml", pet.as_str())];
    let found = after(&[&texts(&one), &texts(&two), &texts(&last), &texts(&two)]);
    for found in found {
        assert_eq!((found["a"].as_str(), found["inner"].as_str()), ("Pet", "PetIn"));
    }
}

#[test]
fn a_component_takes_no_name_from_what_a_reference_reaches_inside_of_another() {
    let inner = format!("A: {{ type: object, properties: {{ b: {} }} }}", holds("inner"));
    let plain = main(&inner);
    let reached = main(&format!("{inner}, Use: {{ not: {{ $ref: '#/components/schemas/A/properties/b' }} }}"));
    let newcomer =
        main(&format!("A_b: {}, {inner}, Use: {{ not: {{ $ref: '#/components/schemas/A/properties/b' }} }}", holds("own")));
    fn texts(text: &str) -> [(&str, &str); 1] {
        [("openapi.yaml", text)]
    }
    let (plain, reached, newcomer) = (texts(&plain), texts(&reached), texts(&newcomer));
    for steps in [[&plain[..], &reached[..], &newcomer[..]], [&reached[..], &plain[..], &newcomer[..]]] {
        for found in after(&steps) {
            assert_eq!(found["inner"], "AB");
            assert!(found.get("own").is_none_or(|own| own == "ABModel"), "{found:?}");
        }
    }
}

#[test]
fn what_a_reference_reaches_in_a_list_keeps_its_name_when_another_element_stands_first() {
    let list = |elements: &[&str], at: usize, keyword: &str| {
        let list: Vec<_> = elements.iter().map(|member| holds(member)).collect();
        main(&format!(
            "A: {{ {keyword}: [{}] }}, Use: {{ not: {{ $ref: '#/components/schemas/A/{keyword}/{at}' }} }}",
            list.join(", ")
        ))
    };
    for keyword in ["oneOf", "anyOf"] {
        let one = list(&["a", "b"], 0, keyword);
        let two = list(&["c", "a", "b"], 1, keyword);
        let found = after(&[&[("openapi.yaml", &one)], &[("openapi.yaml", &two)]]);
        assert_eq!((&found[0]["a"], &found[0]["b"]), (&found[1]["a"], &found[1]["b"]), "{keyword}");
    }
    let names = |it: &Understood| {
        let named = |(_, definition): &(_, &letterpress::ir::Type)| matches!(&definition.shape, Shape::Struct(object) if object.fields.len() == 1);
        it.api.types.iter().find(named).map(|(id, _)| it.names.ty(id).ident.clone()).unwrap()
    };
    let first = run(&[("openapi.yaml", &list(&["a", "b"], 0, "allOf"))], "");
    let second = run(&[("openapi.yaml", &list(&["c", "a", "b"], 1, "allOf"))], &lock(&first));
    assert_eq!(names(&second), names(&first));
    // The reference was left behind: it leads to the newcomer, which is something else.
    let third = run(&[("openapi.yaml", &list(&["c", "a", "b"], 0, "allOf"))], &lock(&first));
    assert_ne!(names(&third), names(&first));
}

#[test]
fn what_a_reference_reaches_in_a_branch_keeps_its_name() {
    let branch = |mark: &str, tags: &str| {
        format!(
            "{{ type: object, required: [kind, {mark}], properties: {{ kind: {{ type: string, enum: {tags} }}, \
             {mark}: {{ type: string }}, deep: {} }} }}",
            holds(&format!("in_{mark}"))
        )
    };
    let (a, b, c) = (branch("a", "[one, two]"), branch("b", "[six]"), branch("c", "[ten]"));
    let text = |choice: &str, branches: &[&str], reached: &[&str]| {
        let list: Vec<_> = reached.iter().map(|at| format!(", {{ $ref: '#/components/schemas/A/oneOf/{at}' }}")).collect();
        main(&format!(
            "A: {{ {choice} oneOf: [{}] }}, Use: {{ not: {{ anyOf: [{{ type: string }}{}] }} }}",
            branches.join(", "),
            list.concat()
        ))
    };
    for choice in ["", "discriminator: { propertyName: kind },"] {
        let texts = [
            text(choice, &[&a, &b], &[]),
            text(choice, &[&a, &b], &["0/properties/deep"]),
            text(choice, &[&c, &b, &a], &["2/properties/deep", "1"]),
            text(choice, &[&b, &c, &a], &["0", "0/properties/deep", "2"]),
            text(choice, &[&a, &b, &c], &[]),
        ];
        let steps: Vec<[(&str, &str); 1]> = texts.iter().map(|text| [("openapi.yaml", text.as_str())]).collect();
        let steps: Vec<&[(&str, &str)]> = steps.iter().map(|step| &step[..]).collect();
        let found = after(&steps);
        for now in &found {
            for member in ["a", "b", "in_a", "in_b"] {
                assert_eq!(now[member], found[0][member], "{choice} {member}");
            }
        }
    }
}

#[test]
fn what_a_reference_reaches_in_a_list_of_lists_keeps_its_name() {
    let grid = format!("A: {{ type: array, items: {{ type: array, items: {} }} }}", holds("cell"));
    let reached = main(&format!("{grid}, Use: {{ not: {{ $ref: '#/components/schemas/A/items/items' }} }}"));
    let plain = main(&grid);
    let (plain, reached) = ([("openapi.yaml", plain.as_str())], [("openapi.yaml", reached.as_str())]);
    for steps in [[&plain[..], &reached[..], &plain[..]], [&reached[..], &plain[..], &reached[..]]] {
        let found = after(&steps);
        assert!(found.iter().all(|now| now["cell"] == found[0]["cell"]), "{found:?}");
    }
}

#[test]
fn the_schema_of_a_parameter_keeps_its_name_when_another_parameter_stands_first() {
    let text = |parameters: &[&str], at: usize| {
        let parameter =
            |name: &&str| format!("{{ name: {name}, in: query, schema: {{ type: string, enum: [{name}1, {name}2] }} }}");
        let list: Vec<_> = parameters.iter().map(parameter).collect();
        format!(
            "{HEAD}paths:\n  /a:\n    get:\n      operationId: list\n      parameters: [{}]\n      responses: {{ '204': {{ description: d }} }}\n\
             components: {{ schemas: {{ Use: {{ not: {{ $ref: '#/paths/~1a/get/parameters/{at}/schema' }} }} }} }}\n",
            list.join(", ")
        )
    };
    let enumeration = |it: &Understood, wanted: &str| {
        let holds = |shape: &Shape| match shape {
            Shape::Enumeration(values) => format!("{values:?}").contains(wanted),
            Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Tuple(_) | Shape::Contents(_) => false,
        };
        let mut all = it.api.types.iter().filter(|(_, definition)| holds(&definition.shape));
        all.next().map(|(id, _)| it.names.ty(id).ident.clone()).unwrap()
    };
    let plain = text(&["sort", "kind"], 0).replace("{ $ref: '#/paths/~1a/get/parameters/0/schema' }", "{}");
    let texts = [plain, text(&["sort", "kind"], 0), text(&["order", "sort", "kind"], 1), text(&["order", "sort", "kind"], 0)];
    let mut kept = String::new();
    for text in &texts {
        let now = run(&[("openapi.yaml", text)], &kept);
        kept = lock(&now);
        assert_eq!(enumeration(&now, "sort1"), "ListSort");
        assert_eq!(enumeration(&now, "kind1"), "ListKind");
    }
}

#[test]
fn a_component_takes_no_name_from_the_copy_of_a_template() {
    let template = "Page: { $id: page, type: object, properties: { all: { type: array, items: { $dynamicRef: '#item' } } }, \
                    $defs: { item: { $dynamicAnchor: item } } }, \
                    Pets: { $id: pets, $ref: page, $defs: { item: { $dynamicAnchor: item, type: string } } }";
    let plain = main(template);
    let newcomer = main(&format!("Page_Pets: {}, {template}", holds("own")));
    let found = after(&[&[("openapi.yaml", &plain)], &[("openapi.yaml", &newcomer)]]);
    let first = run(&[("openapi.yaml", &plain)], "");
    assert!(lock(&first).contains(" type = PagePets\n"), "{}", lock(&first));
    assert_eq!(found[1]["own"], "PagePetsModel");
}

#[test]
fn parts_that_are_no_schemas_keep_their_names() {
    let parameter =
        |value: &str| format!("Sort: {{ name: sort, in: query, schema: {{ type: string, enum: [{value}, other] }} }}");
    let (a, b) = (parameter("a"), parameter("b"));
    let text = |list: &[&str]| {
        let get = |(at, file): (usize, &&str)| {
            format!(
                "  /{at}:\n    get: {{ parameters: [{{ $ref: '{file}.yaml#/Sort' }}], responses: {{ '204': {{ description: d }} }} }}\n"
            )
        };
        format!("{HEAD}paths:\n{}", list.iter().enumerate().map(get).collect::<String>())
    };
    let first = run(&[("openapi.yaml", &text(&["a"])), ("a.yaml", &a)], "");
    let second = run(&[("openapi.yaml", &text(&["b", "a"])), ("a.yaml", &a), ("b.yaml", &b)], &lock(&first));
    let name = |it: &Understood, value: &str| {
        let mut all = it.api.types.iter().filter(|(_, it)| format!("{:?}", it.shape).contains(&format!("[\"{value}\"")));
        all.next().map(|(id, _)| it.names.ty(id).ident.clone()).unwrap()
    };
    assert_eq!(name(&first, "a"), "SortParameter");
    assert_eq!((name(&second, "a").as_str(), name(&second, "b").as_str()), ("SortParameter", "BSortParameter"));
}

#[test]
fn a_lock_names_no_folder_above_the_main_document() {
    let a = format!("Pet: {}", holds("a"));
    let text = main("Use: { not: { $ref: './models/../a.yaml#/Pet' } }");
    let locks = ["", "deep/folder/"]
        .map(|folder| lock(&run(&[(&format!("{folder}openapi.yaml"), &text), (&format!("{folder}a.yaml"), &a)], "")));
    assert_eq!(locks[0], locks[1]);
    assert!(locks[0].contains("schemas/a.yaml#~1Pet type = Pet\n"), "{}", locks[0]);
}

#[test]
fn what_a_reference_reaches_below_a_property_that_is_a_type_keeps_its_name() {
    let values = "additionalProperties: { enum: [x, y] }";
    let fields = "properties: { x: { type: string }, y: { type: string } }";
    let cases = [
        (format!("{{ type: object, {fields}, {values} }}"), "additionalProperties"),
        (format!("{{ type: object, {values} }}"), "additionalProperties"),
        (
            format!("{{ type: object, {fields}, additionalProperties: {{ type: array, items: {{ enum: [x, y] }} }} }}"),
            "additionalProperties/items",
        ),
        (
            format!("{{ type: object, additionalProperties: {{ type: object, {fields}, {values} }} }}"),
            "additionalProperties/additionalProperties",
        ),
        (format!("{{ type: [array, object], items: {{ enum: [a, b] }}, {values}, {fields} }}"), "additionalProperties"),
        (format!("{{ type: [array, object], items: {{ enum: [a, b] }}, {values}, {fields} }}"), "items"),
    ];
    for (schema, way) in cases {
        let body = format!(
            "paths:\n  /a:\n    post: {{ operationId: a, requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}, responses: {{ '204': {{ description: d }} }} }}\n"
        );
        let text = |before: &str, b: &str| {
            format!(
                "{HEAD}{body}components: {{ schemas: {{ {before} A: {{ type: object, properties: {{ e: {schema} }} }}, B: {{ type: object, properties: {{ b: {b} }} }} }} }}\n"
            )
        };
        let first = understood(&text("", "{ type: string }"), "");
        let names = |it: &Understood| {
            it.api
                .types
                .iter()
                .map(|(id, _)| it.names.ty(id))
                .map(|ty| (ty.ident.clone(), ty.members.clone()))
                .collect::<BTreeMap<_, _>>()
        };
        let had = names(&first);
        for owner in ["components/schemas/A/properties/e", "paths/~1a/post/requestBody/content/application~1json/schema"] {
            let reference = format!("{{ $ref: '#/{owner}/{way}' }}");
            let more = format!("A0: {{ type: object, properties: {{ a: {reference} }} }},");
            for text in [text("", &reference), text(&more, &reference)] {
                let mut now = names(&understood(&text, &lock(&first)));
                now.remove("A0");
                assert_eq!(now, had, "{text}\n{}", lock(&first));
            }
        }
    }
}
