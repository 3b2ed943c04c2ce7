//! The list of tags: each name once; a parent (3.2) is another tag of the list, and no tag is nested under itself.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::super::shape::Walk;
use crate::diagnostic::{Diagnostic, codes::dialect, suggest::Search};
use crate::node::Node;

/// Checks the tags of a document.
pub(in crate::dialect) fn check(walk: &mut Walk<'_>, document: &Node) {
    let tags = document.get("tags").map(Node::elements).unwrap_or_default();
    let mut known: IndexMap<&str, &Node> = IndexMap::new();
    for tag in tags {
        let Some(name) = tag.get("name") else { continue };
        let Some(text) = name.as_str() else { continue };
        match known.get(text).and_then(|first| first.get("name")) {
            Some(first) => walk.diagnostics.push(
                Diagnostic::warning(dialect::TAG_TWICE, name.span, format!("the tag `{text}` is listed twice"))
                    .related(first.span, "the first time")
                    .help("remove one of the two"),
            ),
            None => drop(known.insert(text, tag)),
        }
    }
    let circling = circling(&known);
    let search = Search::default();
    for tag in tags {
        walk.diagnostics.extend(misplaced(&known, &circling, &search, tag));
    }
}

/// The parent of a tag, as the walk left it.
fn parent(tag: &Node) -> Option<&Node> {
    tag.get("x-canonical-parent")
}

/// The tags whose parents lead back to them. Each tag is passed once, and once more on its circle.
fn circling<'n>(known: &IndexMap<&'n str, &'n Node>) -> HashSet<&'n str> {
    let up = |name: &str| parent(known.get(name)?)?.as_str();
    let mut passed: HashMap<&str, usize> = HashMap::new();
    let mut circling = HashSet::new();
    for (turn, start) in known.keys().enumerate() {
        let mut name = Some(*start);
        while let Some(at) = name.filter(|at| !passed.contains_key(at)) {
            passed.insert(at, turn);
            name = up(at);
        }
        while let Some(at) = name.filter(|at| passed.get(at) == Some(&turn) && circling.insert(*at)) {
            name = up(at);
        }
    }
    circling
}

fn misplaced(known: &IndexMap<&str, &Node>, circling: &HashSet<&str>, search: &Search, tag: &Node) -> Option<Diagnostic> {
    let named = parent(tag)?;
    let text = named.as_str()?;
    if !known.contains_key(text) {
        let found = Diagnostic::error(dialect::TAG_PARENT, named.span, format!("there is no tag `{text}`"))
            .note("OpenAPI 3.2, Tag Object: the parent is a tag of the description");
        return Some(match search.nearest(text, known.len(), known.keys().copied()) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("add it to `tags`, or remove `parent`"),
        });
    }
    let name = tag.get("name").and_then(Node::as_str)?;
    circling.contains(name).then(|| {
        Diagnostic::error(dialect::TAG_PARENT, named.span, "this tag is nested under itself")
            .note("OpenAPI 3.2, Tag Object: parents and children do not form a circle")
            .help("remove one `parent`")
    })
}
