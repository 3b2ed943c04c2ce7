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
            let branches = schema::list(item.node, word);
            let prints: Vec<String> = branches.iter().map(schema::fingerprint).collect();
            for (at, (branch, print)) in branches.iter().zip(&prints).enumerate() {
                let earlier = branches.iter().zip(&prints).take(at);
                let covering = earlier.into_iter().find(|(other, others)| print == *others || covers(subject, other, branch));
                let Some((other, _)) = covering else { continue };
                let found =
                    finding(branch.span, format!("an earlier branch of this `{word}` allows everything that this one does"));
                findings.push(found.related(other.span, "the earlier branch"));
            }
        }
    }
    findings
}

/// Whether a schema without any demand but its type allows all that another does.
fn covers(subject: &Subject<'_>, wide: &Node, narrow: &Node) -> bool {
    let (wide, narrow) = (subject.resolve(wide), subject.resolve(narrow));
    let types = schema::types(wide);
    let only_type = schema::demands(wide).all(|entry| matches!(entry.key.as_str(), "type" | "x-canonical-types"));
    let narrower = schema::types(narrow);
    let within = |name: &&str| types.contains(name) || *name == "integer" && types.contains(&"number");
    // `{}` at the end is how people write "or anything else"; at the beginning it swallows the rest.
    only_type && !schema::flag(narrow, "nullable") && (types.is_empty() || !narrower.is_empty() && narrower.iter().all(within))
}
