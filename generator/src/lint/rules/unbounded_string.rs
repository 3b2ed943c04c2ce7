use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0044" "unbounded-string" Allow, "a text of any length in a request",
    finds "A string that clients send has no `maxLength`, and neither `enum`, `const`, `pattern` nor a format with a length of its own.",
    why "Only the limit of the whole body keeps a client from sending megabytes in a name; and the column of the database has a limit that
nobody stated.",
    example "    name: { type: string }",
    mend "add `maxLength`.",
}

/// Formats whose values have a bounded length.
const BOUNDED: [&str; 9] = ["date", "date-time", "time", "uuid", "ipv4", "ipv6", "hostname", "email", "binary"];

fn check(subject: &Subject<'_>) -> Findings {
    let strings =
        subject.schemas().filter(|(index, item)| subject.in_request(*index) && schema::types(item.node).contains(&"string"));
    let free = strings.filter(|(_, item)| {
        let bounded = schema::text(item.node, "format").is_some_and(|format| BOUNDED.contains(&format));
        !bounded
            && !schema::flag(item.node, "readOnly")
            && !schema::has_any(item.node, &["maxLength", "enum", "const", "pattern"])
    });
    free.map(|(_, item)| finding(item.place, "a client may send a text of any length here").help("add `maxLength`")).collect()
}
