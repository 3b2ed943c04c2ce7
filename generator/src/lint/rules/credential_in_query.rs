use crate::lint::{Findings, Subject, finding, schema, style};
use crate::standard::Id;

lint! {
    "L0055" "credential-in-query" Warn, "a password or a key as a query parameter",
    finds "A parameter with `in: query` has the name of a secret, or `format: password`.",
    why "URLs are written to logs, histories and `Referer` headers. As a parameter it is not even known to be a secret: generated code prints it.",
    example "    - { name: api_key, in: query, schema: { type: string } }",
    mend "send it in a header, and describe it as a security scheme.",
}

const SECRETS: [&str; 10] =
    ["password", "passwd", "pwd", "secret", "api_key", "apikey", "access_token", "auth_token", "client_secret", "private_key"];

fn check(subject: &Subject<'_>) -> Findings {
    let parameters = subject.of_kind(Id::Parameter).filter(|item| schema::text(item.node, "in") == Some("query"));
    let secret = parameters.filter(|item| {
        let name = style::snake(schema::text(item.node, "name").unwrap_or_default());
        let format = item.node.get("schema").and_then(|schema| schema::text(subject.resolve(schema), "format"));
        SECRETS.contains(&name.as_str()) || format == Some("password")
    });
    secret.filter_map(|item| Some(finding(item.node.get("name")?.span, "a secret in the URL ends up in logs"))).collect()
}
