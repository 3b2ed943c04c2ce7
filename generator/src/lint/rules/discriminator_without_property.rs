use crate::lint::{Findings, Subject, finding, schema};
use crate::lint::subject::declared;
use crate::node::Node;

lint! {
    "L0033" "discriminator-without-property" Warn, "a branch that lacks the property of the discriminator",
    finds "A `discriminator` names a property that a branch of its `oneOf` or `anyOf` does not declare, or does not require.",
    why "Without the property a value says nothing about which branch it is; the standard wants it required in each (section Discriminator Object). Since 3.2 `defaultMapping` says what a value without it is.",
    example "    oneOf: [{ $ref: '#/components/schemas/Card' }]      # has no property `kind`
    discriminator: { propertyName: kind }",
    mend "declare the property in every branch, and require it.",
}

const DECLARE: &str = "declare it under `properties`, and list it in `required`";

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let Some(property) = item.node.get("discriminator").and_then(|discriminator| discriminator.get("propertyName")) else {
            continue;
        };
        let Some(name) = property.as_str() else { continue };
        let Some(own) = subject.properties(item.node) else { continue };
        let own = own.iter().any(|entry| entry.key == name);
        let fallback = item.node.get("discriminator").and_then(|discriminator| schema::text(discriminator, "defaultMapping"));
        let branches: Vec<&Node> = ["oneOf", "anyOf"].iter().flat_map(|word| schema::list(item.node, word)).collect();
        if branches.is_empty() && !own {
            let found = finding(property.span, format!("this schema declares no property `{name}`"));
            findings.push(found.help(DECLARE));
        }
        let declared_here = schema::keyword(item.node, "properties").is_some_and(|properties| properties.get(name).is_some());
        for branch in branches.into_iter().filter(|branch| schema::types(branch) != ["null"]) {
            let Some(parts) = subject.parts(branch) else { continue };
            let declares = declared_here || parts.iter().copied().flat_map(declared).any(|entry| entry.key == name);
            let required = std::iter::once(item.node)
                .chain(parts)
                .any(|part| schema::list(part, "required").iter().any(|required| required.as_str() == Some(name)));
            let (message, help) = match (declares, required) {
                (true, true) => continue,
                (true, false) if fallback.is_some() => continue,
                (false, _) if fallback.is_some() && schema::text(branch, "$ref") == fallback => continue,
                (false, _) => (format!("this branch declares no property `{name}`"), DECLARE),
                (true, false) => (format!("this branch does not require `{name}`"), "list it in `required` of the branch"),
            };
            findings.push(finding(branch.span, message).related(property.span, "the discriminator").help(help));
        }
    }
    findings
}
