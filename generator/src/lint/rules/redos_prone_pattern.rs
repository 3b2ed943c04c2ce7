use crate::lint::{Findings, Subject, finding, schema};
use crate::pattern;

lint! {
    "L0049" "redos-prone-pattern" Warn, "a pattern that can take a backtracking engine for ever",
    finds "Some texts have exponentially many readings: a repetition within a repetition, or alternatives that overlap within one.",
    why "The code that is generated here matches in linear time, or gives up and refuses. Others who use the description do not: in
JavaScript, Java or Python thirty characters can stop a server.",
    example "    pattern: ^(\\w+\\s?)+$",
    mend "make each text have one reading: `^\\w+(\\s\\w+)*$`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let patterns = subject.schemas().filter_map(|(_, item)| schema::keyword(item.node, "pattern"));
    let mut left = pattern::ALL_STEPS;
    let prone = patterns.filter(|node| {
        let regex = node.as_str().and_then(|text| pattern::parse(text).ok());
        regex.is_some_and(|regex| pattern::is_ambiguous(&regex, &mut left))
    });
    prone.map(|node| finding(node.span, "a backtracking engine can take exponential time over this pattern")).collect()
}
