use crate::lint::evaluate::{self, Side};
use crate::lint::{Findings, Subject, finding};
use crate::node::Value;

lint! {
    "L0022" "default-mismatch" Warn, "a default that does not satisfy its schema",
    finds "The `default` of a schema is no value that the schema allows.",
    why "A server that fills it in works with a value that it would have refused from a client.",
    example "    { type: integer, maximum: 100, default: 200 }",
    mend "correct the default or the schema.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        // A default of null says no more than "absent".
        let default = item.node.get("default").filter(|default| default.value != Value::Null);
        let Some(default) = default else { continue };
        if let Some(mismatch) = evaluate::mismatch(subject, Side::Any, item.node, default) {
            findings.push(finding(mismatch.span, format!("this default {}", mismatch.words)));
        }
    }
    findings
}
