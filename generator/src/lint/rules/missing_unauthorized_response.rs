use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0058" "missing-unauthorized-response" Allow, "a protected operation that does not document 401 or 403",
    finds "An operation requires a security scheme, and its responses hold neither 401, 403, `4XX` nor `default`.",
    why "Every caller meets it once: when the credential has expired.",
    example "    security: [{ bearer: [] }]
    responses: { '200': { ... }, '404': { ... } }",
    mend "document 401.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for operation in &subject.operations {
        let required =
            subject.security(operation).is_some_and(|all| !all.is_empty() && all.iter().all(|one| !one.entries().is_empty()));
        let Some(responses) = operation.node.entry("responses").filter(|_| required) else { continue };
        if !schema::has_any(&responses.value, &["401", "403", "4XX", "default"]) {
            findings.push(finding(responses.key_span, "this operation requires credentials and does not document 401"));
        }
    }
    findings
}
