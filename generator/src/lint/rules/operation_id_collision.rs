use std::collections::HashMap;

use crate::lint::{Findings, Subject, finding, style};

lint! {
    "L0002" "operation-id-collision" Warn, "operation ids that differ only in case or separators",
    finds "Two ids are distinct in the description and the same once they are written in the case of a programming language.",
    why "One of the two functions must take another name, which nobody chose.",
    example "    operationId: get_customer     # and elsewhere
    operationId: getCustomer",
    mend "give one of them a name that says what is different.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut seen = HashMap::new();
    let mut findings = Findings::new();
    for id in subject.operations.iter().filter_map(|operation| operation.node.get("operationId")) {
        let Some(text) = id.as_str() else { continue };
        match seen.get(&style::snake(text)) {
            // The same id twice is an error already.
            Some((other, span)) if *other != text => findings.push(
                finding(id.span, format!("`{text}` and `{other}` are the same name in another case"))
                    .related(*span, "the other one"),
            ),
            Some(_) => {}
            None => {
                seen.insert(style::snake(text), (text, id.span));
            }
        }
    }
    findings
}
