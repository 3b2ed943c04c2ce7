use crate::lint::{Findings, Subject, finding, schema};
use crate::node::{Node, Value};

lint! {
    "L0030" "enum-mixed-types" Warn, "an enumeration with values of several types",
    finds "`enum` holds values of more than one JSON type besides null, or a value that is not of the declared `type`.",
    why "Often a text lost its quotes (`no`, `1.0`, `true`). Values of another type than the declared one can never occur.",
    example "    { type: string, enum: [small, large, 3] }",
    mend "quote the value, or name all the types.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let values = schema::list(item.node, "enum");
        let types = schema::types(item.node);
        let first = values.iter().map(kind).find(|kind| !kind.is_empty());
        let stray = values.iter().find(|value| {
            let kind = kind(value);
            let declared = types.is_empty() && Some(kind) == first
                || types.contains(&kind)
                || types.contains(&"integer") && kind == "number";
            !kind.is_empty() && !declared
        });
        findings.extend(stray.map(|value| match (types.is_empty(), first) {
            (true, Some(first)) => {
                finding(value.span, format!("this value is a {}, others are of the type `{first}`", kind(value)))
            }
            (true, None) | (false, _) => finding(value.span, format!("this value is not of the type `{}`", types.join("` or `"))),
        }));
    }
    findings
}

/// The JSON type, nothing for null.
fn kind(value: &Node) -> &'static str {
    match &value.value {
        Value::Null => "",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Sequence(_) => "array",
        Value::Mapping(_) => "object",
    }
}
