use letterpress_runtime::Number;

use crate::lint::{Findings, Subject, finding, schema};
use crate::node::Node;

lint! {
    "L0059" "crossed-bounds" Warn, "a lower bound above the upper one",
    finds "The least value, length or count that a schema allows is above the greatest, or equal to one that is excluded.",
    why "No value satisfies the schema. Usually two numbers or two keywords were swapped.",
    example "    { type: string, minLength: 5, maxLength: 2 }",
    mend "correct one of the two.",
}

const PAIRS: [(&str, &str); 5] = [
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minContains", "maxContains"),
    ("minimum", "maximum"),
];

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        for (low, high) in PAIRS {
            let (Some(least), Some(greatest)) = (schema::entry(item.node, low), schema::entry(item.node, high)) else { continue };
            if crossed(item.node, (low, high)) {
                let found = finding(greatest.key_span, format!("no value is within this and the `{low}`"));
                let found = found.related(least.key_span, format!("the `{low}`"));
                findings.push(found.help(format!("lower the `{low}`, or raise the `{high}`")));
            }
        }
    }
    findings
}

fn crossed(node: &Node, (low, high): (&str, &str)) -> bool {
    let (Some(least), Some(greatest)) = (schema::number(node, low), schema::number(node, high)) else { return false };
    let exclusive = low == "minimum" && (schema::flag(node, "exclusiveMinimum") || schema::flag(node, "exclusiveMaximum"));
    match (Number::parse(least), Number::parse(greatest)) {
        (Ok(least), Ok(greatest)) => least > greatest || exclusive && least == greatest,
        (Ok(_) | Err(_), Err(_)) | (Err(_), Ok(_)) => false,
    }
}
