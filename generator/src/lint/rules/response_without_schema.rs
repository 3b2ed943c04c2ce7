use letterpress_runtime::media_type;

use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0013" "response-without-schema" Warn, "a response whose content has no schema",
    finds "A media type of a response, JSON or similar, has no `schema`; or a GET answers 200 with no content at all.",
    why "The body arrives, and nothing is known about it: callers get bytes.",
    example "    '200':
      description: The customer.
      content:
        application/json: {}",
    mend "add the schema; `{}` says that it really may be anything.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let structured = |key: &str| {
        let name = media_type::essence(key).to_ascii_lowercase();
        name.ends_with("json") || name.ends_with("xml") || name == "application/x-www-form-urlencoded"
    };
    let media_types = subject.of_kind(Id::MediaType).filter(|item| subject.kind(item.owner) == Some(Id::Response));
    let bare = media_types.filter(|item| structured(item.key) && !schema::has_any(item.node, &["schema", "itemSchema"]));
    let mut findings: Findings = bare.map(|item| finding(item.place, format!("this `{}` has no schema", item.key))).collect();
    for operation in subject.operations.iter().filter(|operation| operation.method == "get") {
        let success = operation.node.get("responses").and_then(|responses| responses.entry("200"));
        let Some(success) = success else { continue };
        let empty = subject.resolve(&success.value).get("content").is_none_or(|content| content.entries().is_empty());
        if empty {
            findings.push(finding(success.key_span, "this answer to GET has no content").help("describe what comes back"));
        }
    }
    findings
}
