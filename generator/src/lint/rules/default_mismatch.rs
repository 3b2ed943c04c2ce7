use crate::evaluate;
use crate::lint::values::{Described, mismatched};
use crate::lint::{Findings, Subject, finding};
use crate::lower::Side;
use crate::node::Value;

lint! {
    "L0022" "default-mismatch" Warn, "a default that does not satisfy its schema",
    finds "The `default` of a schema is no value that the schema allows.",
    why "A server that fills it in works with a value that it would have refused from a client.",
    example "    { type: integer, maximum: 100, default: 200 }",
    mend "correct the default or the schema.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let described = subject.schemas().filter_map(|(_, item)| {
        // A default of null says no more than "absent".
        let value = item.node.get("default").filter(|default| default.value != Value::Null)?;
        Some(Described { schema: item.node, value, side: Side::Request })
    });
    let found = mismatched(subject, described.collect()).into_iter();
    let told = |span, reason: &str| finding(span, format!("this default does not fit its schema: {reason}"));
    found.filter_map(|(_, mismatches)| evaluate::told(&mismatches, told)).collect()
}
