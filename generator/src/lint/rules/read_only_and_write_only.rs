use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0039" "read-only-and-write-only" Warn, "a property that is never there",
    finds "A schema is `readOnly` and `writeOnly` at once.",
    why "The one keeps it out of requests, the other out of responses. The standard forbids both (3.0.3, section Schema Object).",
    example "    secret: { type: string, readOnly: true, writeOnly: true }",
    mend "remove one of the two.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let both = subject.schemas().filter(|(_, item)| schema::flag(item.node, "readOnly"));
    let keys = both.filter_map(|(_, item)| item.node.entry("writeOnly").filter(|_| schema::flag(item.node, "writeOnly")));
    keys.map(|entry| finding(entry.key_span, "this is `readOnly` as well, so it is never there")).collect()
}
