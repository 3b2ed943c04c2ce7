use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0018" "missing-operation-description" Allow, "an operation without words",
    finds "An operation has neither `summary` nor `description`.",
    why "They become the documentation of the generated function.",
    example "    get:
      operationId: listCustomers
      responses: { ... }",
    mend "add a `summary`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let silent = subject.operations.iter().filter(|operation| !schema::has_any(operation.node, &["summary", "description"]));
    silent.map(|operation| finding(operation.place, "this operation has neither summary nor description")).collect()
}
