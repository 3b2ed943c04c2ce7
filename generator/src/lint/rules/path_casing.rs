use crate::lint::{Findings, Subject, finding, style};
use crate::standard::Id;

lint! {
    "L0006" "path-casing" Warn, "a path segment in another style than the others",
    finds "At least four segments, and four in five of all that have more than one word, share a style; this path has a segment that does not.",
    why "Paths are case-sensitive. Whoever types one guesses from the others.",
    example "    /credit_notes:     # among /tax-rates, /billing-runs, /price-lists, /usage-events",
    mend "write it as the others are written, if the service does.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let paths = subject.of_kind(Id::PathItem).filter(|item| subject.kind(item.owner) == Some(Id::Paths));
    let mut seen = std::collections::HashSet::new();
    let segments = paths.flat_map(|item| item.key.split('/').map(|segment| (segment, item.place)));
    let literals = segments.filter(|(segment, _)| !segment.contains('{') && seen.insert(*segment));
    let strays = style::strays(literals);
    let message =
        |segment: &str, usual: style::Style| format!("`{segment}` is not in {}, as the other segments are", usual.name());
    strays.into_iter().map(|(segment, span, usual)| finding(span, message(segment, usual))).collect()
}
