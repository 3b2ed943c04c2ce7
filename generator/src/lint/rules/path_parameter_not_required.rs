use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0009" "path-parameter-not-required" Warn, "a path parameter that is not `required: true`",
    finds "A parameter with `in: path` does not say `required: true`.",
    why "The standard demands it (section Parameter Object): a path without one of its segments is another path. It is read as required.",
    example "    - name: id
      in: path
      schema: { type: string }",
    mend "add `required: true`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let parameters = subject.of_kind(Id::Parameter).filter(|item| schema::text(item.node, "in") == Some("path"));
    let optional = parameters.filter(|item| !schema::flag(item.node, "required"));
    optional
        .map(|item| {
            let place = item.node.entry("name").map_or(item.place, |entry| entry.value.span);
            finding(place, "a path parameter is always required").help("add `required: true`")
        })
        .collect()
}
