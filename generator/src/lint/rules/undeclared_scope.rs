use std::collections::HashMap;

use crate::diagnostic::suggest;
use crate::lint::document::Item;
use crate::lint::{Findings, Subject, finding, schema};
use crate::node::{Entry, Node};
use crate::standard::Id;

lint! {
    "L0060" "undeclared-scope" Warn, "a scope that no flow offers",
    finds "A security requirement names a scope that is in none of the flows of its `oauth2` scheme.",
    why "Whoever asks for a token learns the scopes from the flows. With a misspelt one the requirement can never be met.",
    example "    security: [{ oauth: [raed] }]      # the flows offer `read`",
    mend "correct the scope, or declare it in the flows.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let schemes = subject.components().filter(|(_, item)| item.kind == Id::SecurityScheme);
    let offered: HashMap<&str, Vec<&str>> = schemes.filter_map(|(_, item)| Some((item.key, scopes(subject, item)?))).collect();
    let mut findings = Findings::new();
    for required in subject.requirements().flat_map(Node::entries) {
        if let Some(offered) = offered.get(required.key.as_str()) {
            findings.extend(unknown(required, offered));
        }
    }
    findings
}

/// The scopes of all flows; `None` for schemes that list none.
fn scopes<'s>(subject: &Subject<'s>, item: &Item<'s>) -> Option<Vec<&'s str>> {
    let scheme = subject.resolve(item.node);
    let flows = scheme.get("flows").filter(|_| schema::text(scheme, "type") == Some("oauth2"))?;
    let scopes = flows.entries().iter().filter_map(|flow| flow.value.get("scopes"));
    Some(scopes.flat_map(Node::entries).map(|entry| entry.key.as_str()).collect())
}

fn unknown(required: &Entry, offered: &[&str]) -> Findings {
    let names = required.value.elements().iter().filter_map(|scope| Some((scope.as_str()?, scope.span)));
    let unknown = names.filter(|(name, _)| !offered.contains(name));
    let found = unknown.map(|(name, span)| {
        let found = finding(span, format!("no flow of `{}` offers the scope `{name}`", required.key));
        match suggest::nearest(name, offered.iter().copied()) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help("add it to the `scopes` of its flows"),
        }
    });
    found.collect()
}
