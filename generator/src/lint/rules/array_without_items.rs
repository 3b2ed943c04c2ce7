use crate::lint::{Findings, Subject, finding, schema};
use crate::node::Node;

lint! {
    "L0028" "array-without-items" Warn, "an array that does not say what it holds",
    finds "A schema of type `array` has neither `items` nor `prefixItems`.",
    why "Its elements have no type in generated code, and nothing checks them. OpenAPI 3.0 demands `items`.",
    example "    tags: { type: array }",
    mend "add `items`; `items: {}` says that it really may be anything.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let arrays = subject.schemas().filter(|(_, item)| schema::types(item.node).contains(&"array"));
    let bare = arrays.filter(|(_, item)| {
        let holds = |part: &&Node| schema::has_any(part, &["items", "prefixItems", "contains", "unevaluatedItems"]);
        let held = subject.parts(item.node).is_none_or(|parts| parts.iter().any(holds));
        !held && !schema::has_any(item.node, &["enum", "const"])
    });
    bare.map(|(_, item)| finding(item.place, "this array does not say what it holds").help("add `items`")).collect()
}
