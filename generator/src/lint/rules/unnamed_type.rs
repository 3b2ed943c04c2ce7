use crate::lint::{Findings, Subject, finding};

lint! {
    "L0062" "unnamed-type" Warn, "a schema that means a type and does not name it",
    finds "A schema has keywords that speak of one type (`properties`, `minLength`, `minimum` ...) and no `type`.",
    why "To JSON Schema such keywords say nothing of values of other types, so every string satisfies `properties`. Nobody means that: \
         generated code holds the type that the keywords speak of, and refuses other values. Other tools may let them pass.",
    example "    Order: { properties: { id: { type: string } } }",
    mend "add the `type`. A schema that is meant by the letter of JSON Schema says so by `$schema`.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let told = |(place, types): (_, Vec<&str>)| {
        let types = types.join("` or `");
        finding(place, format!("this schema means `{types}` and does not name it")).help(format!("add `type: {types}`"))
    };
    subject.verdicts.borrow().meant().into_iter().map(told).collect()
}
