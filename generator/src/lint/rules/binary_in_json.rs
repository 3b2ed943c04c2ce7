use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0037" "binary-in-json" Warn, "raw bytes within JSON",
    finds "A property with `format: binary` is part of a JSON body.",
    why "JSON holds text. What arrives is not defined: most senders mean base64, which is `format: byte`.",
    example "    application/json:
      schema: { type: object, properties: { file: { type: string, format: binary } } }",
    mend "write `format: byte`, or send `multipart/form-data`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    let mut seen = std::collections::HashSet::new();
    for media_type in subject.of_kind(Id::MediaType).filter(|item| item.key.to_ascii_lowercase().contains("json")) {
        let Some(body) = media_type.node.get("schema") else { continue };
        for property in subject.properties(body).unwrap_or_default() {
            let format =
                schema::keyword(subject.resolve(&property.value), "format").filter(|format| format.as_str() == Some("binary"));
            let fresh = format.filter(|format| seen.insert(format.span));
            findings
                .extend(fresh.map(|format| {
                    finding(format.span, "raw bytes cannot stand in JSON").help("write `format: byte` for base64")
                }));
        }
    }
    findings
}
