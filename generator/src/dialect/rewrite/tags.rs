//! The list of tags: each name once; a parent (3.2) is another tag of the list, and no tag is nested under itself.

use std::collections::HashMap;

use super::super::shape::Walk;
use crate::diagnostic::{Diagnostic, codes::dialect, suggest};
use crate::node::Node;

/// Checks the tags of a document.
pub(in crate::dialect) fn check(walk: &mut Walk<'_>, document: &Node) {
    let tags = document.get("tags").map(Node::elements).unwrap_or_default();
    let mut known: HashMap<&str, &Node> = HashMap::new();
    for tag in tags {
        let Some(name) = tag.get("name") else { continue };
        let Some(text) = name.as_str() else { continue };
        match known.get(text).and_then(|first| first.get("name")) {
            Some(first) => walk.diagnostics.push(
                Diagnostic::warning(dialect::TAG_TWICE, name.span, format!("the tag `{text}` is listed twice"))
                    .related(first.span, "the first time"),
            ),
            None => drop(known.insert(text, tag)),
        }
    }
    for tag in tags {
        walk.diagnostics.extend(misplaced(&known, tag));
    }
}

/// The parent of a tag, as the walk left it.
fn parent(tag: &Node) -> Option<&Node> {
    tag.get("x-canonical-parent")
}

fn misplaced(known: &HashMap<&str, &Node>, tag: &Node) -> Option<Diagnostic> {
    let named = parent(tag)?;
    let text = named.as_str()?;
    let up = |tag: &&Node| known.get(parent(tag)?.as_str()?).copied();
    if !known.contains_key(text) {
        let found = Diagnostic::error(dialect::TAG_PARENT, named.span, format!("there is no tag `{text}`"))
            .note("OpenAPI 3.2, Tag Object: the parent is a tag of the description");
        let mut names: Vec<&str> = known.keys().copied().collect();
        names.sort_unstable();
        return Some(match suggest::nearest(text, names) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("add it to `tags`, or remove `parent`"),
        });
    }
    let ancestors = std::iter::successors(up(&tag), up).take(known.len());
    let comes_back = ancestors.into_iter().any(|ancestor| ancestor.get("name") == tag.get("name"));
    comes_back.then(|| {
        Diagnostic::error(dialect::TAG_PARENT, named.span, "this tag is nested under itself")
            .note("OpenAPI 3.2, Tag Object: parents and children do not form a circle")
            .help("remove one `parent`")
    })
}
