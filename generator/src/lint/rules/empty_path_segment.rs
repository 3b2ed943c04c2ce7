use crate::lint::{Findings, Subject, finding};
use crate::standard::Id;

lint! {
    "L0007" "empty-path-segment" Warn, "a path with two slashes in a row",
    finds "A path has an empty segment.",
    why "Proxies and frameworks merge slashes, so the request may never arrive under this path.",
    example "    /customers//notes:",
    mend "remove one of the slashes, if the service answers without it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let paths = subject.of_kind(Id::PathItem).filter(|item| subject.kind(item.owner) == Some(Id::Paths));
    let doubled = paths.filter(|item| item.key.contains("//"));
    doubled.map(|item| finding(item.place, format!("`{}` has an empty segment", item.key))).collect()
}
