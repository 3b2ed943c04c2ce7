use crate::evaluate;
use crate::lint::document::Item;
use crate::lint::values::{Described, mismatched};
use crate::lint::{Findings, Subject, finding, schema};
use crate::lower::Side;
use crate::node::{Node, Value};
use crate::source::Span;
use crate::standard::Id;

lint! {
    "L0023" "example-mismatch" Warn, "an example that does not satisfy its schema",
    finds "An example of a schema, a parameter, a header or a media type is no value that the schema allows.",
    why "People copy examples. And one of the two is wrong: if it is the schema, generated servers refuse what clients send.",
    example "    schema: { type: object, required: [name], properties: { name: { type: string } } }
    example: { nmae: ACME }",
    mend "correct the example or the schema.",
}

fn check(subject: &Subject<'_>) -> Findings {
    let mut described = Vec::new();
    for (index, item) in subject.items.iter().enumerate() {
        let Some(schema) = schema_of(item) else { continue };
        let side = match (subject.in_request(index), subject.in_response(index)) {
            (true, false) => Side::Request,
            (false, true) => Side::Response,
            (true, true) | (false, false) => Side::Any,
        };
        described.extend(examples(subject, item).into_iter().map(|value| Described { schema, value, side }));
    }
    let mut findings = Findings::new();
    for (Described { schema, value, .. }, mismatches) in mismatched(subject, described) {
        let told = evaluate::told(&mismatches, |span, reason| {
            let found = finding(span, format!("this example does not fit its schema: {reason}"));
            let found = found.related(schema.span, "the schema");
            match help(value, span) {
                Some(help) => found.help(help),
                None => found,
            }
        });
        findings.extend(told);
    }
    // The first of `examples` is also `example` in the canonical form.
    findings.sort_by_key(|found| found.span);
    findings.dedup_by_key(|found| found.span);
    findings
}

/// Two habits that are no examples of what was meant.
fn help(example: &Node, place: Span) -> Option<&'static str> {
    let json = |text: &str| text.trim_start().starts_with(['{', '[']);
    match &at(example, place)?.value {
        Value::Mapping(entries) if entries.iter().any(|entry| entry.key == "$ref") => {
            Some("a reference within an example is not followed: it stands in place of the whole Example Object")
        }
        Value::String(text) if json(text) => Some("write the value itself, not its JSON as a text"),
        Value::Mapping(_) | Value::String(_) | Value::Sequence(_) | Value::Number(_) | Value::Bool(_) | Value::Null => None,
    }
}

fn at(node: &Node, place: Span) -> Option<&Node> {
    let inner = || node.elements().iter().chain(node.entries().iter().map(|entry| &entry.value));
    if node.span == place { Some(node) } else { inner().find_map(|node| at(node, place)) }
}

fn schema_of<'a>(item: &Item<'a>) -> Option<&'a Node> {
    let schema = || item.node.get("schema");
    if item.kind == Id::Schema {
        Some(item.node).filter(|node| node.get("$ref").is_none())
    } else if item.kind == Id::MediaType {
        // Examples of text that is not JSON show the text.
        schema().filter(|_| item.key.to_ascii_lowercase().contains("json"))
    } else {
        schema().filter(|_| item.kind == Id::Parameter || item.kind == Id::Header)
    }
}

fn examples<'a>(subject: &Subject<'a>, item: &Item<'a>) -> Vec<&'a Node> {
    let single = item.node.get("example");
    let listed = schema::list(item.node, "examples").iter();
    let named = schema::keyword(item.node, "examples").map_or(&[][..], Node::entries).iter();
    let named = named.filter_map(|entry| {
        schema::keyword(subject.resolve(&entry.value), "value").or(schema::keyword(&entry.value, "dataValue"))
    });
    single.into_iter().chain(listed).chain(named).collect()
}
