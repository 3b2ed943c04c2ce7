use crate::lint::rules::plain_http_server::plain;
use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0057" "basic-auth-over-http" Warn, "credentials that are sent in the clear",
    finds "The document has a security scheme that sends a credential as it is (`basic`, `bearer`, an API key), and a server without TLS.",
    why "Whoever listens has the credential.",
    example "    servers: [{ url: 'http://api.example.com' }]
    components: { securitySchemes: { login: { type: http, scheme: basic } } }",
    mend "reach the server by `https`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let Some(server) = plain(subject).next() else { return Findings::new() };
    let schemes = subject.of_kind(Id::SecurityScheme).filter(|item| match schema::text(item.node, "type") {
        Some("apiKey") => true,
        Some("http") => {
            let scheme = schema::text(item.node, "scheme").unwrap_or_default();
            ["basic", "bearer"].iter().any(|plain| scheme.eq_ignore_ascii_case(plain))
        }
        Some(_) | None => false,
    });
    let message = |name: &str| format!("`{name}` is sent in the clear to a server without TLS");
    schemes.map(|item| finding(item.place, message(item.key)).related(server.span, "the server")).collect()
}
