use crate::lint::{Findings, Subject, finding, schema};
use crate::standard::Id;

lint! {
    "L0020" "deprecated-without-hint" Warn, "something deprecated that does not say what to use instead",
    finds "An operation, parameter, header or schema is `deprecated` and has no description.",
    why "The deprecation reaches every caller as a warning of the compiler. Without a hint they can only silence it.",
    example "    fax: { type: string, deprecated: true }",
    mend "say in `description` what to use instead, and until when this works.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let kinds = [Id::Operation, Id::Parameter, Id::Header, Id::Schema];
    let items = subject.items.iter().filter(|item| kinds.contains(&item.kind) && schema::flag(item.node, "deprecated"));
    let silent = items.filter(|item| !schema::has_any(item.node, &["description", "summary", "externalDocs"]));
    silent
        .map(|item| {
            let place = item.node.entry("deprecated").map_or(item.place, |entry| entry.key_span);
            finding(place, "this is deprecated, without a word about what to use instead").help("say it in `description`")
        })
        .collect()
}
