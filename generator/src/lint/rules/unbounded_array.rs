use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0045" "unbounded-array" Allow, "a list of any length in a request",
    finds "An array that clients send has no `maxItems`.",
    why "Each element costs the server work; the limit of the body is the only one.",
    example "    tags: { type: array, items: { type: string } }",
    mend "add `maxItems`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let arrays =
        subject.schemas().filter(|(index, item)| subject.in_request(*index) && schema::types(item.node).contains(&"array"));
    let free = arrays
        .filter(|(_, item)| !schema::flag(item.node, "readOnly") && !schema::has_any(item.node, &["maxItems", "enum", "const"]));
    free.map(|(_, item)| finding(item.place, "a client may send a list of any length here").help("add `maxItems`")).collect()
}
