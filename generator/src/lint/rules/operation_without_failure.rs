use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0012" "operation-without-failure" Warn, "an operation that documents no failure",
    finds "The responses of an operation hold no 4xx, no 5xx and no `default`.",
    why "Every operation can fail. A caller cannot tell bad input from a conflict or from an outage without reading bodies that nobody described.",
    example "    responses:
      '201': { description: Created. }",
    mend "document at least `4XX` or `default`, with the body of the error.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for operation in &subject.operations {
        let failure = |key: &str| key.starts_with(['4', '5']) || key == "default";
        let Some(responses) = operation.node.entry("responses") else { continue };
        if !responses.value.entries().is_empty() && !responses.value.entries().iter().any(|entry| failure(&entry.key)) {
            let name = schema::text(operation.node, "operationId").unwrap_or(operation.path);
            findings.push(finding(responses.key_span, format!("`{name}` documents no failure")).help("document at least `4XX` or `default`"));
        }
    }
    findings
}
