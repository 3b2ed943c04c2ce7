use std::collections::HashMap;

use indexmap::IndexSet;

use crate::diagnostic::suggest::Search;
use crate::lint::subject::declared as own;
use crate::lint::{Findings, Subject, finding, schema};
use crate::node::Node;
use crate::standard::Id;

lint! {
    "L0021" "required-unknown-property" Warn, "`required` names a property that is not declared",
    finds "An object declares properties, and `required` names one that is not among them, nor among those of its `allOf`, `oneOf` and `anyOf`.",
    why "A slip of the pen: the property that was meant is optional, and every value is refused that lacks the one that nobody sends.",
    example "    required: [emial]
    properties: { email: { type: string } }",
    mend "correct the name, or declare the property.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut declarations = HashMap::new();
    let search = Search::default();
    let mut findings = Findings::new();
    for (index, item) in subject.schemas() {
        let required = schema::list(item.node, "required");
        if required.is_empty() {
            continue;
        }
        let mut about = Vec::new();
        // A branch of an applicator speaks about the same object as its owner.
        let mut branch = item.field;
        for schema in std::iter::once(item).chain(subject.owners(index)) {
            about.push(std::ptr::from_ref(schema.node));
            declarations.entry(std::ptr::from_ref(schema.node)).or_insert_with(|| declared(subject, schema.node));
            let applicators = ["allOf", "oneOf", "anyOf", "not", "if", "then", "else", "dependentSchemas"];
            if schema.kind != Id::Schema || !applicators.contains(&branch) {
                break;
            }
            branch = schema.field;
        }
        let about: Vec<&Declared<'_>> = about.iter().filter_map(|node| declarations.get(node)).collect();
        if about.iter().all(|it| it.names.is_empty()) || about.iter().any(|it| it.patterned) {
            continue;
        }
        let is_known = |name: &str| about.iter().any(|it| it.names.contains(name));
        let unknown = required.iter().filter_map(|name| Some((name.as_str()?, name.span))).filter(|(name, _)| !is_known(name));
        findings.extend(unknown.map(|(name, span)| {
            let found = finding(span, format!("`{name}` is required, but no such property is declared"));
            let known = about.iter().flat_map(|it| it.names.iter().copied());
            match search.nearest(name, about.iter().map(|it| it.names.len()).sum(), known) {
                Some(near) => found.help(format!("did you mean `{near}`?")),
                None => found.help("declare it under `properties`"),
            }
        }));
    }
    findings
}

/// What a schema declares.
struct Declared<'a> {
    names: IndexSet<&'a str>,
    /// It also describes members that it does not name.
    patterned: bool,
}

fn declared<'a>(subject: &Subject<'a>, node: &'a Node) -> Declared<'a> {
    let others = |part: &Node| {
        schema::has_any(part, &["patternProperties", "unevaluatedProperties"])
            || schema::keyword(part, "additionalProperties").is_some_and(|others| !others.entries().is_empty())
    };
    let Some(parts) = subject.parts(node) else { return Declared { names: IndexSet::new(), patterned: true } };
    Declared {
        names: parts.iter().copied().flat_map(own).map(|entry| entry.key.as_str()).collect(),
        patterned: parts.into_iter().any(others),
    }
}
