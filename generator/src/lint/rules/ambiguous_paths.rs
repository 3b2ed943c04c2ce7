use crate::lint::document::Kind;
use crate::lint::{Findings, Subject, finding};

lint! {
    "L0004" "ambiguous-paths" Warn, "paths that match the same request, neither being more specific",
    finds "Two templates with the same number of segments can match one request, and each has a variable where the other has a literal.",
    why "The standard leaves the choice to tools (section Paths Object, \"ambiguous matching\"): a request goes to one operation in one server and to
the other in the next.",
    example "    /customers/{id}/export:
    /customers/archive/{format}:      # GET /customers/archive/export",
    mend "give one of them another literal segment.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let paths: Vec<_> = subject.of_kind(Kind::PathItem).filter(|item| subject.kind(item.owner) == Some(Kind::Paths)).collect();
    let split: Vec<Vec<&str>> = paths.iter().map(|item| item.key.split('/').collect()).collect();
    let mut findings = Findings::new();
    for (index, (item, segments)) in paths.iter().zip(&split).enumerate() {
        let earlier = paths.iter().zip(&split).take(index);
        let other = earlier.into_iter().find(|(other, others)| overlap(segments, others) && shares_method(item.node, other.node));
        if let Some((other, _)) = other {
            let message = format!("`{}` and `{}` match the same requests", item.key, other.key);
            findings.push(finding(item.place, message).related(other.place, "the other path"));
        }
    }
    findings
}

fn shares_method(a: &crate::node::Node, b: &crate::node::Node) -> bool {
    const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
    METHODS.iter().any(|method| a.get(method).is_some() && b.get(method).is_some())
}

/// Whether both match some request and each has a literal where the other has a variable.
fn overlap(a: &[&str], b: &[&str]) -> bool {
    let variable = |segment: &str| segment.starts_with('{') && segment.ends_with('}') && segment.matches('{').count() == 1;
    let literal = |segment: &str| !segment.contains('{');
    let (mut left, mut right) = (false, false);
    a.len() == b.len()
        && a.iter().zip(b).all(|(a, b)| {
            left |= variable(a) && literal(b);
            right |= literal(a) && variable(b);
            a == b || variable(a) && (literal(b) || variable(b)) && !b.is_empty() || literal(a) && variable(b) && !a.is_empty()
        })
        && left
        && right
}
