use crate::lint::{Findings, Subject, finding, style};

lint! {
    "L0003" "operation-id-casing" Warn, "an `operationId` in another style than the others",
    finds "At least four ids, and four in five of all that have more than one word, share a style; this one does not.",
    why "Ids are names that people type and search for. One style lets them guess.",
    example "    operationId: create_invoice   # among createCustomer, getCustomer, listCustomers, deleteCustomer",
    mend "write it as the others are written.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let ids = subject.operations.iter().filter_map(|operation| operation.node.get("operationId"));
    let strays = style::strays(ids.filter_map(|id| Some((id.as_str()?, id.span))));
    let message = |name: &str, usual: style::Style| format!("`{name}` is not in {}, as the other ids are", usual.name());
    strays.into_iter().map(|(name, span, usual)| finding(span, message(name, usual))).collect()
}
