use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0025" "nullable-without-type" Warn, "`nullable` without `type`",
    finds "A schema says `nullable: true` and names no `type`; its branches and lists of values do not stand in for one either.",
    why "OpenAPI 3.0.3 gives `nullable` a meaning only beside `type` in the same schema. Without one, null is allowed anyway.",
    example "    note: { nullable: true, maxLength: 80 }",
    mend "add the `type`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let typed =
            !schema::types(item.node).is_empty() || schema::has_any(item.node, &["allOf", "oneOf", "anyOf", "enum", "const"]);
        let nullable = item.node.entry("nullable").filter(|_| schema::flag(item.node, "nullable") && !typed);
        findings
            .extend(nullable.map(|entry| finding(entry.key_span, "`nullable` counts only beside `type`").help("add the `type`")));
    }
    findings
}
