//! Elements of tuples are known by their position, and one that gets another one is told.

use super::{HEAD, lock, run, understood};

fn described(elements: &[&str]) -> String {
    let element = |name: &&str| match name.strip_prefix('$') {
        Some(component) => format!("{{ $ref: '#/components/schemas/{component}' }}"),
        None if *name == "number" => "{ type: number }".to_owned(),
        None => format!("{{ type: number, description: {name} }}"),
    };
    let elements: Vec<_> = elements.iter().map(element).collect();
    format!(
        "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    Point: {{ type: array, prefixItems: [{}], items: false, minItems: {} }}\n    \
         A: {{ type: object, properties: {{ a: {{ type: string }} }} }}\n    B: {{ type: object, properties: {{ a: {{ type: string }} }} }}\n",
        elements.join(", "),
        elements.len()
    )
}

/// What is told of the elements of the second, where the first was before.
fn told(before: &[&str], now: &[&str]) -> Option<String> {
    let kept = lock(&understood(&described(before), ""));
    assert_eq!(kept.matches("schemas/Point elements = ").count(), 1, "{kept}");
    let (then, _, told) = run(&described(now), &kept);
    let again = run(&described(now), &lock(&then.unwrap())).2;
    assert!(!again.contains("W0411"), "it is told once: {again}");
    told.lines().find(|line| line.contains("W0411")).map(str::to_owned)
}

#[test]
fn an_element_that_gets_another_position_is_told() {
    let expected = Some("warning[W0411]: an element of `Point` has another position".to_owned());
    assert_eq!(told(&["x", "y"], &["z", "x", "y"]), expected);
    assert_eq!(told(&["x", "y"], &["y", "x"]), expected);
    assert_eq!(told(&["x", "y"], &["y"]), expected);
    assert_eq!(told(&["$A", "$B"], &["$B", "$A"]), expected);
    assert_eq!(told(&["number", "number"], &["z", "number", "number"]), expected);
    assert_eq!(told(&["x", "y", "z"], &["x", "z"]), expected);
}

#[test]
fn an_element_that_keeps_its_position_is_not_told() {
    for now in [&["x", "y"][..], &["x", "y", "z"], &["x"], &["x", "changed"], &["x", "y", "x"], &["changed", "y"]] {
        assert_eq!(told(&["x", "y"], now), None, "{now:?}");
    }
    assert_eq!(told(&["number", "number"], &["number", "number", "number"]), None);
}

#[test]
fn a_tuple_that_refers_to_itself_and_is_renamed_is_not_told() {
    let text = |name: &str| {
        let to = format!("{{ $ref: '#/components/schemas/{name}' }}");
        let tuple = format!("{{ type: array, prefixItems: [{{ type: string }}, {to}], items: false, minItems: 1 }}");
        format!(
            "{HEAD}paths: {{}}\ncomponents:\n  schemas:\n    {name}: {tuple}\n    User: {{ type: object, properties: {{ it: {to} }} }}\n"
        )
    };
    let kept = lock(&understood(&text("Point"), ""));
    let told = run(&text("Place"), &kept).2;
    assert!(!told.contains("W0415") && !told.contains("W0411"), "{told}");
}

#[test]
fn a_tuple_in_which_types_are_written_and_that_stands_elsewhere_now_is_not_told() {
    let tuple = "{ type: array, prefixItems: [{ type: object, properties: { x: { type: string } } }, { type: string, enum: [p, q] }], items: false, minItems: 2 }";
    let text = |p: &str, more: &str| {
        let get = |id: &str, schema: &str| {
            let content = format!("content: {{ application/json: {{ schema: {schema} }} }}");
            format!("  /{id}: {{ get: {{ operationId: {id}, responses: {{ '200': {{ description: d, {content} }} }} }} }}\n")
        };
        let member = format!("{{ type: object, properties: {{ p: {p} }} }}");
        let operations = [get("a", "{ $ref: '#/components/schemas/Pair' }"), get("b", &member)].concat();
        format!("{HEAD}paths:\n{operations}components:\n  schemas:\n    Pair: {tuple}\n{more}")
    };
    let texts = [
        text("{ $ref: '#/components/schemas/Pair' }", ""),
        text("{ $ref: '#/components/schemas/Duo' }", &format!("    Duo: {tuple}\n")),
        text(tuple, ""),
    ];
    for (before, after) in texts.iter().flat_map(|before| texts.iter().map(move |after| (before, after))) {
        let told = run(after, &lock(&understood(before, ""))).2;
        assert!(!told.contains("W0415") && !told.contains("W0411"), "{after} {told}");
    }
}

#[test]
fn a_line_that_says_no_elements_is_refused() {
    let kept = lock(&understood(&described(&["x", "y"]), ""));
    for line in ["schemas/Point elements = 0\n", "schemas/Point elements = x0a5e0b5cc419b88g\n"] {
        let (_, _, told) = run(&described(&["x"]), line);
        assert!(told.contains("E0401"), "{told}");
    }
    let merged = format!("<<<<<<< main\n{kept}=======\nschemas/Point elements = x0a5e0b5cc419b888\n>>>>>>> feature\n");
    assert_eq!(lock(&understood(&described(&["x", "y"]), &merged)), kept);
}

#[test]
fn a_tuple_without_a_name_takes_its_elements_along() {
    let tuple = |names: [&str; 2]| {
        let elements = names.map(|name| format!("{{ type: number, description: {name} }}"));
        format!("{{ type: array, prefixItems: [{}], items: false, minItems: 2 }}", elements.join(", "))
    };
    let described = |(status, media, schema): (&str, &str, &str), tuple: &str| {
        let content = format!("content: {{ {media}: {{ schema: {} }} }}", schema.replace('@', tuple));
        format!(
            "{HEAD}paths:\n  /a:\n    get: {{ operationId: a, responses: {{ '{status}': {{ description: d, {content} }} }} }}\n"
        )
    };
    let (list, member) = ("{ type: array, items: @ }", "{ type: object, properties: { at: @ } }");
    let json = "application/json";
    let moves = [
        (("200", json, "@"), ("201", json, "@")),
        (("404", json, list), ("409", json, list)),
        (("200", json, member), ("201", json, member)),
        (("200", json, "@"), ("200", "application/xml", "@")),
    ];
    for (before, now) in moves {
        let kept = lock(&understood(&described(before, &tuple(["x", "y"])), ""));
        let (then, _, told) = run(&described(now, &tuple(["y", "x"])), &kept);
        assert_eq!(told.matches("W0411").count(), 1, "{now:?} {told}");
        assert!(!run(&described(now, &tuple(["y", "x"])), &lock(&then.unwrap())).2.contains("W0411"));
        assert!(!run(&described(now, &tuple(["x", "y"])), &kept).2.contains("W0411"), "{now:?}");
    }
}
