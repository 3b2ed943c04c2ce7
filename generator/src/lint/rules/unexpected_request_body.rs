use crate::lint::{Findings, Subject, finding};

lint! {
    "L0010" "unexpected-request-body" Warn, "a request body for GET, HEAD or DELETE",
    finds "An operation whose method gives a body no meaning has a `requestBody`.",
    why "RFC 9110 (sections 9.3.1, 9.3.2, 9.3.5): the content of such a request has no defined semantics, and some servers, proxies and caches
drop it or refuse the request.",
    example "    get:
      requestBody: { ... }",
    mend "use query parameters, or POST.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let operations = subject.operations.iter().filter(|operation| matches!(operation.method, "get" | "head" | "delete"));
    let bodies = operations.filter_map(|operation| Some((operation.method, operation.node.entry("requestBody")?)));
    bodies
        .map(|(method, body)| finding(body.key_span, format!("a {} request has no defined body", method.to_uppercase())))
        .collect()
}
