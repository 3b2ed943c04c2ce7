//! Security schemes: `basic` is a scheme of HTTP, and each flow of OAuth has a name of its own in `flows`.

use super::{mapping, text};
use crate::node::Node;

/// Rewrites a Security Scheme Object.
pub(super) fn rewrite(node: &mut Node) {
    match node.get("type").and_then(Node::as_str) {
        Some("basic") => {
            let span = node.get("type").map_or(node.span, |kind| kind.span);
            node.set("type", span, text("http"));
            node.set("scheme", span, text("basic"));
        }
        Some("oauth2") => flows(node),
        Some(_) | None => {}
    }
}

fn flows(node: &mut Node) {
    let Some(named) = node.take("flow") else { return };
    let name = match named.value.as_str().unwrap_or_default() {
        "application" => "clientCredentials",
        "accessCode" => "authorizationCode",
        same => same,
    };
    let mut flow = mapping(named.value.span);
    for key in ["authorizationUrl", "tokenUrl", "scopes"] {
        if let Some(entry) = node.take(key) {
            flow.set(key, entry.value.span, entry.value.value);
        }
    }
    let mut flows = mapping(named.value.span);
    flows.set(name, named.value.span, flow.value);
    node.set("flows", named.key_span, flows.value);
}
