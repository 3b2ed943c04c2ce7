use crate::lint::{Findings, Subject, finding};

lint! {
    "L0015" "missing-tag" Warn, "an operation without a tag, where others have one",
    finds "Some operations of the description are tagged and this one is not.",
    why "Operations are grouped by tag, in documentation and in generated code; this one lands in a group of leftovers.",
    example "    get:
      operationId: getStatus      # no `tags`",
    mend "add a tag.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let tagged = |node: &crate::node::Node| node.get("tags").is_some_and(|tags| !tags.elements().is_empty());
    if !subject.operations.iter().any(|operation| tagged(operation.node)) {
        return Findings::new();
    }
    let bare = subject.operations.iter().filter(|operation| !tagged(operation.node));
    bare.map(|operation| finding(operation.place, "this operation has no tag, although others have")).collect()
}
