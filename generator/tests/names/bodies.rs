//! Inline types of bodies, headers and parameters, and the variants of bodies of several schemas, keep their names.

use super::{HEAD, lock, named, understood};

/// Every name of `before` is there after a run over `after`, and belongs to the same thing.
fn stays(before: &str, after: &str) {
    let first = understood(before, "");
    let second = named(&understood(after, &lock(&first)));
    let changed: Vec<_> = named(&first).into_iter().filter(|name| !second.contains(name)).collect();
    assert!(changed.is_empty(), "{changed:?}\n{second:?}\n{}", lock(&first));
}

#[test]
fn what_is_called_like_a_field_of_the_standard_holds_what_is_named_by_its_place() {
    let header = |name: &str| format!("{name}: {{ schema: {{ enum: [a, b] }} }}");
    let response = |name: &str, headers: &str| {
        format!(
            "{HEAD}paths:\n  /a:\n    post: {{ operationId: a, responses: {{ '200': {{ $ref: '#/components/responses/{name}' }} }} }}\n\
             components: {{ responses: {{ {name}: {{ description: d, headers: {{ {headers} }} }} }} }}\n"
        )
    };
    for name in ["schema", "itemSchema", "headers", "content", "other"] {
        let before = response(name, &header("A"));
        stays(&before, &response(name, &format!("{}, {}", header("B"), header("A"))));
    }
    let text = response("schema", &format!("{}, {}", header("A"), header("schema")));
    let kept = lock(&understood(&text, ""));
    for header in ["A", "schema"] {
        assert!(kept.contains(&format!("responses/schema/headers/{header} type = ")), "{kept}");
    }
}
