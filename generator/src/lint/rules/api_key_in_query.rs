use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0054" "api-key-in-query" Warn, "an API key that is sent in the URL",
    finds "A security scheme of type `apiKey` says `in: query`.",
    why "URLs are written to logs, histories and `Referer` headers, and the key with them.",
    example "    apiKey: { type: apiKey, in: query, name: key }",
    mend "send it in a header, if the service accepts that.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let schemes = subject.of_kind(Id::SecurityScheme).filter(|item| schema::text(item.node, "type") == Some("apiKey"));
    let places = schemes.filter_map(|item| item.node.get("in")).filter(|place| place.as_str() == Some("query"));
    places.map(|place| finding(place.span, "a key in the URL ends up in logs")).collect()
}
