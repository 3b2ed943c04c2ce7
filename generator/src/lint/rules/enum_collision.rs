use std::collections::HashMap;

use crate::lint::{Findings, Subject, finding, schema, style};

lint! {
    "L0031" "enum-collision" Warn, "values of an enumeration that differ only in case or separators",
    finds "Two values of `enum` are the same name once they are written in the case of a programming language.",
    why "One of the two variants must take another name, which nobody chose. Often both mean the same, and one is a mistake.",
    example "    enum: [in-progress, in_progress]",
    mend "remove one, if they mean the same.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let mut seen = HashMap::new();
        for value in schema::list(item.node, "enum") {
            let Some(text) = value.as_str().filter(|text| text.contains(char::is_alphanumeric)) else { continue };
            match seen.get(&style::snake(text)) {
                Some((other, span)) if *other != text => findings.push(
                    finding(value.span, format!("`{text}` and `{other}` are the same name in another case"))
                        .related(*span, "the other one"),
                ),
                Some(_) => {}
                None => {
                    seen.insert(style::snake(text), (text, value.span));
                }
            }
        }
    }
    findings
}
