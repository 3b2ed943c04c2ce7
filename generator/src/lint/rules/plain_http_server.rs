use crate::lint::document::Kind;
use crate::lint::{Findings, Subject, finding};
use crate::node::Node;

lint! {
    "L0056" "plain-http-server" Warn, "a server without TLS",
    finds "The URL of a server begins with `http:`, and its host is not this machine.",
    why "Everything that is sent there can be read and changed on the way, credentials too.",
    example "    servers: [{ url: 'http://api.example.com' }]",
    mend "write `https`, if the service answers there.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let urls = subject.of_kind(Kind::Server).filter_map(|item| item.node.get("url"));
    urls.filter(|url| url.as_str().is_some_and(is_plain)).map(found).collect()
}

fn found(url: &Node) -> crate::diagnostic::Diagnostic {
    finding(url.span, "this server is reached without TLS").help("write `https`, if the service answers there")
}

/// Whether a URL leads to another machine without TLS.
pub(in crate::lint) fn is_plain(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let local =
        matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0" | "[" | "host.docker.internal") || host.ends_with(".localhost");
    !local && !host.starts_with('{')
}
