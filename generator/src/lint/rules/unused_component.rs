use crate::lint::{Findings, Subject, finding};
use crate::standard::Id;

lint! {
    "L0042" "unused-component" Warn, "a component that nothing leads to",
    finds "No operation and no webhook leads to a component, directly or through others. Security schemes have a lint of their own.",
    why "It is a leftover, or the reference to it has been lost. Types are generated for it all the same.",
    example "    components: { schemas: { OldCustomer: { type: object } } }      # no `$ref` leads here",
    mend "remove it, or refer to it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    // A document of components only is a library for others.
    if subject.operations.is_empty() && subject.tree.get("x-canonical-webhooks").is_none() {
        return Findings::new();
    }
    let components = subject.components().filter(|(_, item)| item.kind != Id::SecurityScheme);
    let unused = components.filter(|(index, _)| !subject.is_used(*index));
    unused
        .map(|(_, item)| finding(item.place, format!("nothing leads to `{}` in `components.{}`", item.key, item.field)))
        .collect()
}
