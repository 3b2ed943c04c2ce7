use std::collections::HashSet;

use crate::lint::subject::declared;
use crate::lint::{Findings, Subject, finding, schema};
use crate::node::{Entry, Node, Value};

lint! {
    "L0061" "closed-part" Warn, "a part of `allOf` that refuses the members of the others",
    finds "A schema with `additionalProperties: false`, or a branch with `unevaluatedProperties: false`, is combined by `allOf` with schemas that declare properties it does not have.",
    why "All parts of `allOf` hold at once, and `additionalProperties` sees only the `properties` beside it, `unevaluatedProperties` in a branch only those of the
branch: members that another part declares are refused, so a value that the author has in mind is never accepted.",
    example "    allOf: [{ $ref: '#/components/schemas/Person' }]      # declares `name`
    properties: { salary: { type: integer } }
    additionalProperties: false",
    mend "since 3.1 write `unevaluatedProperties: false` at the schema that combines the parts; before, leave the parts open or write the members
into one schema.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        let branches = schema::list(item.node, "allOf");
        let own = schema::entry(item.node, "additionalProperties").map(|entry| (entry.key_span, item.node));
        let parts: Vec<_> = own.into_iter().chain(branches.iter().map(|branch| (branch.span, subject.resolve(branch)))).collect();
        for (place, closed) in parts.iter().filter(|_| !branches.is_empty()) {
            let beside = closing(closed).map(|closing| (closing, vec![*closed]));
            let branch = !std::ptr::eq(*closed, item.node);
            let Some((closing, seen)) = beside.or_else(|| unevaluated(subject, closed).filter(|_| branch)) else { continue };
            let Some(others) = subject.properties(item.node) else { continue };
            let seen: HashSet<&str> = seen.into_iter().flat_map(declared).map(|entry| entry.key.as_str()).collect();
            let refused = others.iter().find(|other| !seen.contains(other.key.as_str()));
            let Some(refused) = refused else { continue };
            let message = format!("this refuses `{}`, which another part of `allOf` declares", refused.key);
            let found = finding(*place, message).related(refused.key_span, "declared here");
            findings.push(if closing.key_span == *place { found } else { found.related(closing.key_span, "refused here") });
        }
    }
    findings
}

/// `additionalProperties: false`, if no pattern lets members in beside it.
fn closing(part: &Node) -> Option<&Entry> {
    let closing = schema::entry(part, "additionalProperties").filter(|_| !schema::has_any(part, &["patternProperties"]))?;
    (closing.value.value == Value::Bool(false) || schema::flag(&closing.value, "never")).then_some(closing)
}

/// `unevaluatedProperties: false` with the schemas that it sees: its own and those inside, unless one of them lets others in.
fn unevaluated<'n>(subject: &Subject<'n>, part: &'n Node) -> Option<(&'n Entry, Vec<&'n Node>)> {
    let closing = schema::entry(part, "unevaluatedProperties")?;
    let refuses = closing.value.value == Value::Bool(false) || schema::flag(&closing.value, "never");
    let seen = subject.parts(part)?;
    let open = ["patternProperties", "additionalProperties", "dependentSchemas"];
    (refuses && !seen.iter().any(|part| schema::has_any(part, &open))).then_some((closing, seen))
}
