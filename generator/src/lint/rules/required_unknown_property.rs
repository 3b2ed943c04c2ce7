use crate::diagnostic::suggest;
use crate::lint::document::Kind;
use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0021" "required-unknown-property" Warn, "`required` names a property that is not declared",
    finds "An object declares properties, and `required` names one that is not among them, nor among those of its `allOf`, `oneOf` and `anyOf`.",
    why "A slip of the pen: the property that was meant is optional, and every value is refused that lacks the one that nobody sends.",
    example "    required: [emial]
    properties: { email: { type: string } }",
    mend "correct the name, or declare the property.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (index, item) in subject.schemas() {
        let required = schema::list(item.node, "required");
        if required.is_empty() {
            continue;
        }
        let mut known: Vec<&str> = Vec::new();
        let mut patterned = false;
        // A branch of an applicator speaks about the same object as its owner.
        let mut branch = item.field;
        for schema in std::iter::once(item).chain(subject.owners(index)) {
            let parts = subject.parts(schema.node);
            patterned |= parts.iter().any(|part| schema::has_any(part, &["patternProperties", "unevaluatedProperties"]));
            patterned |= parts
                .iter()
                .any(|part| schema::keyword(part, "additionalProperties").is_some_and(|others| !others.entries().is_empty()));
            known.extend(subject.properties(schema.node).iter().map(|entry| entry.key.as_str()));
            let applicators = ["allOf", "oneOf", "anyOf", "not", "if", "then", "else", "dependentSchemas"];
            if schema.kind != Kind::Schema || !applicators.contains(&branch) {
                break;
            }
            branch = schema.field;
        }
        if known.is_empty() || patterned {
            continue;
        }
        let unknown =
            required.iter().filter_map(|name| Some((name.as_str()?, name.span))).filter(|(name, _)| !known.contains(name));
        findings.extend(unknown.map(|(name, span)| {
            let found = finding(span, format!("`{name}` is required, but no such property is declared"));
            match suggest::nearest(name, known.iter().copied()) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("declare it under `properties`"),
            }
        }));
    }
    findings
}
