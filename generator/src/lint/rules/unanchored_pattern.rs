use crate::lint::{Findings, Subject, finding, schema};

lint! {
    "L0051" "unanchored-pattern" Allow, "a pattern that only a part of the text has to match",
    finds "A `pattern` does not begin with `^` or does not end with `$`.",
    why "Patterns are searched for, not matched as a whole: `[a-z]{2}` accepts every text with two letters somewhere.",
    example "    pattern: '[A-Z]{2}'",
    mend "write `^[A-Z]{2}$`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let patterns = subject.schemas().filter_map(|(_, item)| schema::keyword(item.node, "pattern"));
    let anchored = |text: &str| text.starts_with('^') && text.ends_with('$') || text.starts_with("(^") || text.contains("(?=");
    let loose = patterns.filter(|node| node.as_str().is_some_and(|text| !anchored(text)));
    loose
        .map(|node| finding(node.span, "a part of the text is enough to match this").help("anchor it with `^` and `$`"))
        .collect()
}
