//! `host`, `basePath` and `schemes` become servers.

use super::{Facts, mapping};
use crate::node::{Node, Value};
use crate::source::Span;

/// The servers for some schemes: one each; `None` if the document names neither host nor base path, or no host for schemes.
pub(super) fn servers(facts: &Facts, schemes: &[Node], span: Span) -> Option<Value> {
    let base = facts.base_path.as_ref().and_then(Node::as_str).unwrap_or_default();
    let path = if base == "/" { "" } else { base };
    let Some(host) = facts.host.as_ref() else {
        let place = facts.base_path.as_ref().filter(|_| schemes.is_empty() && !path.is_empty())?;
        return Some(Value::Sequence(vec![server(path.to_owned(), place.span)]));
    };
    let name = host.as_str()?;
    let urls: Vec<Node> = match schemes {
        [] => vec![server(format!("https://{name}{path}"), host.span)],
        [..] => schemes.iter().filter_map(|scheme| Some(server(format!("{}://{name}{path}", scheme.as_str()?), span))).collect(),
    };
    Some(Value::Sequence(urls))
}

fn server(url: String, span: Span) -> Node {
    let mut server = mapping(span);
    server.set("url", span, Value::String(url));
    server
}
