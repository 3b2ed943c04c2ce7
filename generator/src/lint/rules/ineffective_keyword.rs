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
                let found = finding(entry.key_span, format!("`{word}` means nothing for the type `{}`", types.join("` or `")));
                found.help(help(word, &types))
            }));
        }
    }
    findings
}

/// What was meant: the type that goes with the keyword, or the keyword that goes with the type.
fn help(word: &str, types: &[&str]) -> String {
    let limits = match types {
        _ if matches!(word, "items" | "prefixItems" | "contains") => return "write `type: array`, or remove it".to_owned(),
        _ if matches!(word, "properties" | "patternProperties" | "additionalProperties" | "propertyNames" | "required") => {
            return "write `type: object`, or remove it".to_owned();
        }
        ["string"] => "remove it; a string is limited by `minLength`, `maxLength` and `pattern`",
        ["integer" | "number"] => "remove it; a number is limited by `minimum`, `maximum` and `multipleOf`",
        ["array"] => "remove it; a list is limited by `minItems`, `maxItems` and `uniqueItems`; its elements in `items`",
        ["object"] => "remove it; an object is limited by `minProperties` and `maxProperties`; its members in `properties`",
        _ => "remove it, or correct the type",
    };
    limits.to_owned()
}
