use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0019" "missing-parameter-description" Allow, "a parameter without words",
    finds "Neither a parameter nor its schema has a `description`.",
    why "It becomes the documentation of a field of the generated request.",
    example "    - name: since
      in: query
      schema: { type: string }",
    mend "add a `description`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let parameters = subject.of_kind(Id::Parameter).filter(|item| item.node.get("$ref").is_none());
    let described = |node| schema::has_any(node, &["description"]);
    let silent = parameters.filter(|item| {
        !described(item.node) && !item.node.get("schema").is_some_and(|schema| described(subject.resolve(schema)))
    });
    silent
        .map(|item| {
            finding(
                item.place,
                format!("the parameter `{}` has no description", schema::text(item.node, "name").unwrap_or_default()),
            )
        })
        .collect()
}
