use crate::lint::{Findings, Subject, finding};
use crate::node::Node;
use crate::standard::Id;

lint! {
    "L0056" "plain-http-server" Warn, "a server without TLS",
    finds "The URL of a server begins with `http:`, and its host is not this machine.",
    why "Everything that is sent there can be read and changed on the way, credentials too.",
    example "    servers: [{ url: 'http://api.example.com' }]",
    mend "write `https`, if the service answers there.",
}

fn check(subject: &Subject<'_>) -> Findings {
    plain(subject).map(found).collect()
}

fn found(url: &Node) -> crate::diagnostic::Diagnostic {
    finding(url.span, "this server is reached without TLS").help("write `https`, if the service answers there")
}

/// The URLs of servers that are reached without TLS, their variables at the defaults.
pub(in crate::lint) fn plain<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Node> {
    let urls = subject.of_kind(Id::Server).filter_map(|item| Some((item.node, item.node.get("url")?)));
    urls.filter(|(server, url)| url.as_str().is_some_and(|text| is_plain(&filled(server, text)))).map(|(_, url)| url)
}

fn filled(server: &Node, url: &str) -> String {
    let variables = server.get("variables").map_or(&[][..], Node::entries).iter();
    let defaults = variables.filter_map(|variable| Some((&variable.key, variable.value.get("default")?.as_str()?)));
    defaults.fold(url.to_owned(), |url, (name, default)| url.replace(&format!("{{{name}}}"), default))
}

/// Whether a URL leads to another machine without TLS.
fn is_plain(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://").filter(|(scheme, _)| scheme.eq_ignore_ascii_case("http")) else { return false };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let local =
        matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0" | "[" | "host.docker.internal") || host.ends_with(".localhost");
    !local && !host.starts_with('{')
}
