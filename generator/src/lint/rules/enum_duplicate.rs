use crate::evaluate;
use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0029" "enum-duplicate" Warn, "a value that `enum` lists twice",
    finds "`enum` holds the same value more than once.",
    why "It is a slip of the pen: either one is too many, or the second was to be another.",
    example "    enum: [open, closed, open]",
    mend "remove the second, or correct it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let mut seen = std::collections::HashMap::new();
        for value in schema::list(item.node, "enum") {
            if let Some(first) = seen.insert(evaluate::tape(value).root().canonical(), value.span) {
                let found = finding(value.span, format!("{} is listed twice", value.to_json()));
                findings.push(found.related(first, "the first time").help("remove it, or write the value that is missing"));
            }
        }
    }
    findings
}
