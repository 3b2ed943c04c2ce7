use letterpress_runtime::Number;

use crate::lint::{Findings, Subject, finding, schema};
use crate::node::Node;

lint! {
    "L0063" "inexact-number" Warn, "a number with more digits than a float holds",
    finds "A `type: number`, or a list of numbers without a type, and without `format: decimal`, has a bound, a default, an example or a listed value with more digits than a 64-bit float holds.",
    why "Most languages, and the generated code, hold such a number as the nearest float: 0.1234567890123456789 comes back as \
         0.12345678901234568. Amounts of money lose their last digits that way.",
    example "    amount: { type: number, maximum: 99999999999999999.99 }",
    mend "write `format: decimal`, which keeps every digit, or fewer digits.",
}

const BOUNDS: [&str; 5] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const VALUES: [&str; 5] = ["default", "example", "const", "examples", "enum"];

fn check(subject: &Subject<'_>) -> Findings {
    let floats = subject.schemas().filter(|(_, item)| {
        let decimal = schema::text(item.node, "format").is_some_and(|format| format.starts_with("decimal"));
        let types = schema::types(item.node);
        let number = types.contains(&"number") || types.is_empty() && lists_numbers(item.node);
        number && !decimal
    });
    let mut findings = Findings::new();
    for (_, item) in floats {
        let bounds = BOUNDS.into_iter().filter_map(|word| Some((schema::entry(item.node, word)?.key_span, schema::number(item.node, word)?)));
        let values = VALUES.into_iter().filter_map(|word| schema::keyword(item.node, word));
        let texts = values.flat_map(numbers).map(|(node, text)| (node.span, text));
        let inexact = bounds.chain(texts).find(|(_, text)| is_inexact(text));
        findings.extend(inexact.map(|(span, text)| {
            finding(span, format!("a 64-bit float does not hold all digits of {text}")).help("write `format: decimal`")
        }));
    }
    findings
}

/// Whether the values are said by a list of numbers, not all of which are integers.
fn lists_numbers(schema: &Node) -> bool {
    let values = schema::keyword(schema, "enum").map(Node::elements).unwrap_or_default();
    let numbers: Option<Vec<_>> = values.iter().map(|value| Number::parse(value.as_number()?).ok()).collect();
    numbers.is_some_and(|numbers| numbers.iter().any(|number| !number.is_integer()))
}

/// The number, or those of a list.
fn numbers(node: &Node) -> impl Iterator<Item = (&Node, &str)> {
    std::iter::once(node).chain(node.elements()).filter_map(|node| Some((node, node.as_number()?)))
}

fn is_inexact(text: &str) -> bool {
    let Ok(number) = Number::parse(text) else { return false };
    number.to_f64().and_then(Number::from_f64).is_none_or(|nearest| nearest != number)
}
