use crate::lint::{Findings, Subject, finding};

lint! {
    "L0001" "missing-operation-id" Warn, "an operation without an `operationId`",
    finds "An operation has no `operationId`.",
    why "Its name in generated code is made from method and path: `post_v1_customers_by_id_notes`. It changes when the path does.",
    example "    /customers:
      get:
        responses: { ... }",
    mend "add an `operationId`, such as `listCustomers`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let nameless = subject.operations.iter().filter(|operation| operation.node.get("operationId").is_none());
    let message = |method: &str, path: &str| format!("`{} {path}` has no `operationId`", method.to_uppercase());
    nameless
        .map(|operation| {
            finding(operation.place, message(operation.method, operation.path)).help("add an `operationId`, a verb and a noun")
        })
        .collect()
}
