use crate::lint::{Findings, Subject, finding, schema};
use crate::node::Node;
use crate::standard::Id;

lint! {
    "L0024" "default-on-required" Allow, "a default for something that is required",
    finds "A required property or parameter has a `default`.",
    why "A default counts only where the value is absent, and it may not be. Either the one or the other is not meant.",
    example "    required: [currency]
    properties: { currency: { type: string, default: EUR } }",
    mend "remove it from `required`, or make the default an example.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let properties = schema::keyword(item.node, "properties");
        for name in schema::list(item.node, "required").iter().filter_map(Node::as_str) {
            let default = properties.and_then(|properties| properties.get(name)).and_then(|property| property.entry("default"));
            findings.extend(
                default.map(|entry| finding(entry.key_span, format!("`{name}` is required, so its default never counts"))),
            );
        }
    }
    for item in subject.of_kind(Id::Parameter).filter(|item| schema::flag(item.node, "required")) {
        let default = item.node.get("schema").and_then(|schema| schema.entry("default"));
        findings.extend(default.map(|entry| finding(entry.key_span, "this parameter is required, so its default never counts")));
    }
    findings
}
