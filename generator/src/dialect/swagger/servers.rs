//! `host`, `basePath` and `schemes` become servers.

use super::{Facts, mapping};
use crate::diagnostic::{Diagnostic, codes::dialect};
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

/// What cannot be a part of a URL as it stands.
pub(super) fn malformed(facts: &Facts) -> Vec<Diagnostic> {
    let wrong = |node: &Node, message: String, note: &str, mend: String| {
        Diagnostic::error(dialect::NOT_ALLOWED, node.span, message).note(note).help(format!("write `{mend}`"))
    };
    let host = facts.host.as_ref().and_then(|node| Some((node, node.as_str()?))).filter(|(_, text)| text.contains('/'));
    let host = host.map(|(node, text)| {
        let name = text.rsplit_once("://").map_or(text, |(_, rest)| rest).split('/').next().unwrap_or_default();
        let note = "Swagger 2.0, Swagger Object: scheme and path stand in `schemes` and `basePath`";
        wrong(node, format!("`{text}` is no host"), note, format!("host: {name}"))
    });
    let base = facts.base_path.as_ref().and_then(|node| Some((node, node.as_str()?)));
    let base = base.filter(|(_, text)| !text.is_empty() && !text.starts_with('/')).map(|(node, text)| {
        let note = "Swagger 2.0, Swagger Object: `basePath` begins with `/`";
        wrong(node, format!("`{text}` is no base path"), note, format!("basePath: /{text}"))
    });
    host.into_iter().chain(base).collect()
}

fn server(url: String, span: Span) -> Node {
    let mut server = mapping(span);
    server.set("url", span, Value::String(url));
    server
}
