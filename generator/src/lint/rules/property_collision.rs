use std::collections::HashMap;

use crate::lint::{Findings, Subject, finding, schema, style};
use crate::node::Node;

lint! {
    "L0035" "property-collision" Warn, "properties that differ only in case or separators",
    finds "Two properties of one object are the same name once they are written in the case of a programming language.",
    why "One of the two fields must take another name, which nobody chose. Often one replaces the other and should be deprecated.",
    example "    properties:
      customerId: { type: string }
      customer_id: { type: string }",
    mend "remove one, or deprecate it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let mut seen: HashMap<String, (&str, _)> = HashMap::new();
        let properties = schema::keyword(item.node, "properties").map_or(&[][..], Node::entries);
        for entry in properties.iter().filter(|entry| entry.key.contains(char::is_alphanumeric)) {
            if let Some((other, span)) = seen.insert(style::snake(&entry.key), (&entry.key, entry.key_span)) {
                let message = format!("`{}` and `{other}` are the same name in another case", entry.key);
                findings.push(finding(entry.key_span, message).related(span, "the other one"));
            }
        }
    }
    findings
}
