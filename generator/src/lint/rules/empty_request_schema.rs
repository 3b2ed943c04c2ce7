use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0041" "empty-request-schema" Warn, "a request body that may be anything",
    finds "The schema of a request body or parameter is `{}`, or a JSON request body has no schema.",
    why "A server accepts whatever comes and has to check it by hand; a client gets no help.",
    example "    requestBody: { content: { application/json: { schema: {} } } }",
    mend "describe what is accepted, at least its `type`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.items.iter().enumerate().filter(|(index, _)| subject.in_request(*index)) {
        let body = item.kind == Id::MediaType && subject.kind(item.owner) == Some(Id::RequestBody);
        if !body && item.kind != Id::Parameter {
            continue;
        }
        match item.node.entry("schema") {
            Some(schema) if schema::demands(&schema.value).next().is_none() => {
                findings.push(finding(schema.key_span, "this accepts any value").help("say at least its `type`"));
            }
            None if body && item.key.ends_with("json") && !schema::has_any(item.node, &["itemSchema"]) => {
                findings.push(finding(item.place, format!("this `{}` has no schema, so any value is accepted", item.key)));
            }
            Some(_) | None => {}
        }
    }
    findings
}
