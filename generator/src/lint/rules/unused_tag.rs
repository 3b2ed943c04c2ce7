use std::collections::HashSet;

use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0017" "unused-tag" Warn, "a declared tag that no operation has",
    finds "The document declares a tag, and neither an operation nor another tag (`parent`) refers to it.",
    why "It is a leftover, or an operation has lost its tag.",
    example "    tags: [{ name: customers }, { name: invoices }]      # no operation is tagged `invoices`",
    mend "remove it, or tag the operations that belong to it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    if subject.operations.is_empty() {
        return Findings::new();
    }
    let operations = subject.of_kind(Id::Operation).filter_map(|item| item.node.get("tags"));
    let mut used: HashSet<&str> = operations.flat_map(|tags| tags.elements()).filter_map(|tag| tag.as_str()).collect();
    used.extend(subject.of_kind(Id::Tag).filter_map(|item| schema::text(item.node, "parent")));
    let names = subject.of_kind(Id::Tag).filter_map(|item| item.node.get("name"));
    let unused = names.filter_map(|name| Some((name.as_str()?, name.span))).filter(|(name, _)| !used.contains(name));
    unused.map(|(name, span)| finding(span, format!("no operation has the tag `{name}`"))).collect()
}
