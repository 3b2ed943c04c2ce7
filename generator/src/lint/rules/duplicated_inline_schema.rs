use std::collections::BTreeMap;

use crate::lint::{Findings, Subject, finding, schema};
use crate::source::Span;

lint! {
    "L0040" "duplicated-inline-schema" Warn, "an object that is described several times",
    finds "Three or more inline schemas with at least two properties each demand exactly the same.",
    why "Each becomes a type of its own in generated code, and a change to one is forgotten in the others.",
    example "    billing: { type: object, properties: { street: ..., city: ... } }
    shipping: { type: object, properties: { street: ..., city: ... } }
    office: { type: object, properties: { street: ..., city: ... } }",
    mend "name it once under `components.schemas` and refer to it.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut groups: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (_, item) in subject.schemas().filter(|(_, item)| item.field != "schemas") {
        let properties = schema::keyword(item.node, "properties").map_or(0, |properties| properties.entries().len());
        if properties >= 2 {
            let places = groups.entry(schema::fingerprint(item.node)).or_default();
            // What an alias or a reference to a path item copies stands at one place.
            if !places.contains(&item.place) {
                places.push(item.place);
            }
        }
    }
    let several = groups.into_values().filter(|places| places.len() >= 3);
    let mut found: Findings = several
        .filter_map(|places| {
            let (first, rest) = places.split_first()?;
            let found = finding(*first, format!("this object is described {} times", places.len()));
            let found = rest.iter().take(3).fold(found, |found, place| found.related(*place, "again"));
            Some(found.help("name it once under `components.schemas` and refer to it"))
        })
        .collect();
    found.sort_by_key(|found| found.span);
    found
}
