use letterpress_runtime::Number;

use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0048" "int64-in-response" Allow, "a 64-bit integer as a JSON number",
    finds "A response holds an integer with `format: int64`, and no maximum within 2^53.",
    why "JavaScript reads JSON numbers as doubles: identifiers above 9007199254740991 lose their last digits without a word.",
    example "    id: { type: integer, format: int64 }",
    mend "send large identifiers as strings, or state a `maximum`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let large = subject
        .schemas()
        .filter(|(index, item)| subject.in_response(*index) && schema::text(item.node, "format") == Some("int64"));
    let numbers = large.filter(|(_, item)| {
        let types = schema::types(item.node);
        let safe = schema::number(item.node, "maximum")
            .and_then(|text| Number::parse(text).ok())
            .is_some_and(|limit| limit <= Number::from(9_007_199_254_740_991_i64));
        !safe && (types.contains(&"integer") || types.contains(&"number"))
    });
    numbers.map(|(_, item)| finding(item.place, "JavaScript rounds this number above 2^53")).collect()
}
