use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0027" "ineffective-keyword" Warn, "a keyword that means nothing for its type",
    finds "A schema names its `type`, and has a keyword that speaks about values of other types only.",
    why "The limit that the author had in mind is not enforced.",
    example "    { type: string, minimum: 1, maxItems: 3 }",
    mend "use the keyword of the type (`minLength`, ...), or correct the type.",
}

/// The types that keywords speak about.
const TABLE: &[(&[&str], &[&str])] = &[
    (&["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"], &["string"]),
    (&["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"], &["number", "integer"]),
    (&["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"], &["array"]),
    (
        &[
            "properties",
            "patternProperties",
            "additionalProperties",
            "required",
            "minProperties",
            "maxProperties",
            "propertyNames",
        ],
        &["object"],
    ),
];

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let types = schema::types(item.node);
        if types.is_empty() {
            continue;
        }
        for (keywords, _) in TABLE.iter().filter(|(_, meant)| !types.iter().any(|name| meant.contains(name))) {
            let idle = keywords.iter().filter_map(|word| schema::entry(item.node, word));
            findings.extend(idle.map(|entry| {
                let word = entry.key.strip_prefix("x-canonical-").unwrap_or(&entry.key);
                finding(entry.key_span, format!("`{word}` means nothing for the type `{}`", types.join("` or `")))
            }));
        }
    }
    findings
}
