use crate::lint::{Findings, Subject, finding, schema};
use crate::pattern;

lint! {
    "L0050" "foreign-pattern" Warn, "a pattern that is not ECMA-262",
    finds "A `pattern` uses what other dialects of regular expressions have and ECMA-262 has not.",
    why "The standard says ECMA-262 (section Schema Object). `\\A`, `(?i)`, `\\p{Alnum}` or `[[:alpha:]]` are errors there, or mean something else.",
    example "    pattern: (?i)^[a-z]+$",
    mend "write it in ECMA-262: `^[A-Za-z]+$`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let patterns = subject.schemas().filter_map(|(_, item)| schema::keyword(item.node, "pattern"));
    let foreign = patterns.filter_map(|node| Some((node.span, pattern::parse(node.as_str()?).err()?)));
    foreign.map(|(span, reason)| finding(span, format!("this pattern is not ECMA-262: {reason}"))).collect()
}
