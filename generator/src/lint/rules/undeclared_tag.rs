use indexmap::IndexSet;

use crate::diagnostic::suggest::Search;
use crate::lint::document::Kind;
use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0016" "undeclared-tag" Warn, "a tag that the document does not declare",
    finds "An operation has a tag, or a tag has a `parent`, that is not in the document's `tags`, which is there.",
    why "A slip of the pen makes a second group, in documentation and in generated code.",
    example "    tags: [{ name: customers }]
    paths: { /customers: { get: { tags: [customer], ... } } }",
    mend "correct the tag, or declare it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let declared: IndexSet<&str> = subject.document.tags.iter().map(|tag| tag.name.as_str()).collect();
    if declared.is_empty() {
        return Findings::new();
    }
    let tags = subject.operations.iter().filter_map(|operation| operation.node.get("tags")).flat_map(|tags| tags.elements());
    let parents = subject.of_kind(Kind::Tag).filter_map(|item| schema::keyword(item.node, "parent"));
    let unknown =
        parents.chain(tags).filter_map(|tag| Some((tag.as_str()?, tag.span))).filter(|(name, _)| !declared.contains(name));
    let search = Search::default();
    let mut seen = std::collections::HashSet::new();
    let found = unknown.filter(|(name, _)| seen.insert(*name)).map(|(name, span)| {
        let found = finding(span, format!("the tag `{name}` is not declared"));
        match search.nearest(name, declared.len(), declared.iter().copied()) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("add it to the `tags` of the document"),
        }
    });
    found.collect()
}
