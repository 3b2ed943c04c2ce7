use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0047" "open-request-object" Allow, "an object in a request that accepts further members",
    finds "An object with properties that clients send does not say `additionalProperties: false`, nor `unevaluatedProperties: false`.",
    why "A misspelt optional member is accepted and ignored. (An open object is easier to extend; that is why this is off by default.)",
    example "    NewCustomer: { type: object, properties: { name: { type: string } } }",
    mend "add `additionalProperties: false`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    const CLOSING: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];
    let objects =
        subject.schemas().filter(|(index, item)| subject.in_request(*index) && schema::has_any(item.node, &["properties"]));
    // A branch of `allOf` cannot be closed: it would refuse the members of the others.
    let open = objects.filter(|(_, item)| {
        !schema::has_any(item.node, &CLOSING) && !schema::has_any(item.node, &["allOf"]) && item.field != "allOf"
    });
    open.map(|(_, item)| finding(item.place, "this object accepts members that are not declared")).collect()
}
