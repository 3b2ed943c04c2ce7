use crate::lint::{Findings, Subject, finding};
use crate::standard::Id;

lint! {
    "L0005" "trailing-slash" Warn, "a path that ends in a slash",
    finds "A path other than `/` ends in a slash.",
    why "`/customers` and `/customers/` are different resources. Some gateways redirect one to the other, and a redirected POST loses its body.",
    example "    paths:
      /customers/:",
    mend "remove the slash, if the service answers without it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let paths = subject.of_kind(Id::PathItem).filter(|item| subject.kind(item.owner) == Some(Id::Paths));
    let slashed = paths.filter(|item| item.key.len() > 1 && item.key.ends_with('/'));
    slashed.map(|item| finding(item.place, format!("`{}` ends in a slash", item.key))).collect()
}
