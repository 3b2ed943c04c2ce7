use std::collections::HashSet;

use crate::lint::{Findings, Subject, finding};
use crate::node::Node;
use crate::standard::Id;

lint! {
    "L0052" "unused-security-scheme" Warn, "a security scheme that nothing requires",
    finds "No security requirement of the document or of an operation names a scheme.",
    why "Operations that were to be protected may not be; or it is a leftover.",
    example "    components: { securitySchemes: { apiKey: { ... } } }      # and no `security: [{ apiKey: [] }]`",
    mend "require it, or remove it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    if subject.operations.is_empty() {
        return Findings::new();
    }
    let required: HashSet<&str> = subject.requirements().flat_map(Node::entries).map(|entry| entry.key.as_str()).collect();
    let schemes = subject.components().filter(|(_, item)| item.kind == Id::SecurityScheme);
    let unused = schemes.filter(|(_, item)| !required.contains(item.key));
    unused.map(|(_, item)| finding(item.place, format!("nothing requires the security scheme `{}`", item.key))).collect()
}
