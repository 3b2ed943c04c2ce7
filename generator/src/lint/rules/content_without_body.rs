use crate::lint::{Findings, Subject, finding};
use crate::standard::Id;

lint! {
    "L0014" "content-without-body" Warn, "content for a status that has no body",
    finds "A response with status 1xx, 204, 205 or 304 has `content`.",
    why "HTTP gives these no body (RFC 9110 sections 15.2, 15.3.5, 15.3.6, 15.4.5). The content never arrives.",
    example "    '204':
      description: Deleted.
      content: { application/json: { schema: { type: object } } }",
    mend "remove the content, or answer 200.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let bodiless = |key: &str| key.starts_with('1') || matches!(key, "204" | "205" | "304");
    let responses = subject.of_kind(Id::Response).filter(|item| item.field.is_empty() && bodiless(item.key));
    let contents = responses.filter_map(|item| Some((item.key, subject.resolve(item.node).get("content")?)));
    let filled = contents.filter(|(_, content)| !content.entries().is_empty());
    filled.map(|(status, content)| finding(content.span, format!("a response with status {status} has no body"))).collect()
}
