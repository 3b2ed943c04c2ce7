use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0011" "operation-without-success" Warn, "an operation that documents no success",
    finds "The responses of an operation hold no 2xx, no 3xx, no 101 and no `default`.",
    why "A caller learns only how it fails. What comes back when all goes well is kept whole, but has no type.",
    example "    responses:
      '400': { description: Bad input. }",
    mend "document the success.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for operation in &subject.operations {
        let success = |key: &str| key.starts_with(['2', '3']) || matches!(key, "default" | "101" | "1XX");
        let Some(responses) = operation.node.entry("responses") else { continue };
        if !responses.value.entries().iter().any(|entry| success(&entry.key)) {
            let name = schema::text(operation.node, "operationId").unwrap_or(operation.path);
            findings.push(finding(operation.place, format!("`{name}` documents no success")));
        }
    }
    findings
}
