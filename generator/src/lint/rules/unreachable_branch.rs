use std::collections::HashMap;

use crate::lint::{Findings, Subject, finding, schema};
use crate::node::Node;

lint! {
    "L0032" "unreachable-branch" Warn, "a branch that no value can choose",
    finds "A branch of `oneOf` or `anyOf` is the same as an earlier one, or allows nothing that an earlier one does not.",
    why "In `oneOf`, a value that satisfies two branches is refused: with the same schema twice, nothing is ever accepted. In `anyOf` the branch
is only noise.",
    example "    oneOf:
      - { type: number }
      - { type: integer }",
    mend "remove the branch, or say what is different about it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut findings = Findings::new();
    for (_, item) in subject.schemas() {
        for word in ["oneOf", "anyOf"] {
            let mut seen: HashMap<String, &Node> = HashMap::new();
            let mut wide: Vec<&Node> = Vec::new();
            for branch in schema::list(item.node, word) {
                let print = schema::fingerprint(branch);
                let covering =
                    seen.get(&print).copied().or_else(|| wide.iter().copied().find(|wide| covers(subject, wide, branch)));
                match covering {
                    Some(other) => {
                        let message = format!("an earlier branch of this `{word}` allows everything that this one does");
                        findings.push(finding(branch.span, message).related(other.span, "the earlier branch"));
                    }
                    None if only_typed(subject.resolve(branch)) => wide.push(branch),
                    None => {}
                }
                seen.entry(print).or_insert(branch);
            }
        }
    }
    findings
}

fn only_typed(schema: &Node) -> bool {
    schema::demands(schema).all(|entry| matches!(entry.key.as_str(), "type" | "x-canonical-types"))
}

/// Whether a schema without any demand but its type allows all that another does.
fn covers(subject: &Subject<'_>, wide: &Node, narrow: &Node) -> bool {
    let (wide, narrow) = (subject.resolve(wide), subject.resolve(narrow));
    let types = schema::types(wide);
    let narrower = schema::types(narrow);
    let within = |name: &&str| types.contains(name) || *name == "integer" && types.contains(&"number");
    // `{}` at the end is how people write "or anything else"; before others it swallows them.
    !schema::flag(narrow, "nullable") && (types.is_empty() || !narrower.is_empty() && narrower.iter().all(within))
}
