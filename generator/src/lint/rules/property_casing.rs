use std::collections::HashSet;

use crate::lint::{Findings, Subject, finding, schema, style};
use crate::node::Node;

lint! {
    "L0034" "property-casing" Warn, "a property in another style than the others",
    finds "At least four properties of the description, and four in five of all that have more than one word, share a style; this one does not.",
    why "JSON is case-sensitive. Whoever writes a payload guesses from the other names.",
    example "    properties:
      tax_id: { type: string }        # among firstName, lastName, postalCode, phoneNumber",
    mend "write it as the others are written, if the service does.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut seen = HashSet::new();
    let properties =
        subject.schemas().flat_map(|(_, item)| schema::keyword(item.node, "properties").map_or(&[][..], Node::entries));
    let names = properties.map(|entry| (entry.key.as_str(), entry.key_span)).filter(|(name, _)| seen.insert(*name));
    let strays = style::strays(names);
    let message = |name: &str, usual: style::Style| format!("`{name}` is not in {}, as the other properties are", usual.name());
    strays.into_iter().map(|(name, span, usual)| finding(span, message(name, usual))).collect()
}
