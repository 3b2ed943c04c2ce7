use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0046" "unbounded-number" Allow, "a number of any size in a request",
    finds "An integer or a number that clients send lacks a minimum or a maximum, and has neither `enum`, `const` nor, for integers, a format.",
    why "Negative quantities and page sizes of a billion are let in. Generated code holds such an integer in 64 bits: a server refuses a larger \
         one, and says that this is a limit of its own (`limit`), not one of the description.",
    example "    quantity: { type: integer }",
    mend "add `minimum` and `maximum`, or `format: int32`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let numbers = subject.schemas().filter(|(index, item)| {
        let types = schema::types(item.node);
        subject.in_request(*index) && (types.contains(&"integer") || types.contains(&"number"))
    });
    let free = numbers.filter(|(_, item)| {
        let low = schema::has_any(item.node, &["minimum", "exclusiveMinimum"]);
        let high = schema::has_any(item.node, &["maximum", "exclusiveMaximum"]);
        let listed = schema::has_any(item.node, &["enum", "const"]);
        let sized = schema::types(item.node).contains(&"integer") && schema::has_any(item.node, &["format"]);
        !(low && high || listed || sized || schema::flag(item.node, "readOnly"))
    });
    free.map(|(_, item)| finding(item.place, "a client may send a number of any size here").help("add `minimum` and `maximum`"))
        .collect()
}
