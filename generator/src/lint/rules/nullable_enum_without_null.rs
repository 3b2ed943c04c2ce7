use crate::lint::{Findings, Subject, finding, schema};
use crate::node::Value;

lint! {
    "L0026" "nullable-enum-without-null" Warn, "a nullable enumeration that does not list null",
    finds "A schema allows null by its type, and its `enum` does not.",
    why "By the letter of the standard (3.0.3, and JSON Schema) `enum` counts as well, so null is refused. Most authors mean the opposite, and
tools differ.",
    example "    { type: string, nullable: true, enum: [low, high] }",
    mend "add `null` to `enum`, or drop `nullable`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas().filter(|(_, item)| schema::flag(item.node, "nullable")) {
        let Some(listed) = item.node.entry("enum") else { continue };
        if !listed.value.elements().iter().any(|value| value.value == Value::Null) {
            let found = finding(listed.key_span, "null is allowed by the type and not by `enum`");
            findings.push(found.help("add `null` to `enum`, or drop `nullable`"));
        }
    }
    findings
}
