//! Keywords of a schema in the canonical tree, whichever key they stand under.

use crate::node::{Entry, Node, Value};
use crate::standard;

/// A keyword with its key.
pub(super) fn entry<'a>(schema: &'a Node, keyword: &str) -> Option<&'a Entry> {
    schema.entries().iter().find(|entry| entry.key == keyword || entry.key.strip_prefix("x-canonical-") == Some(keyword))
}

/// The value of a keyword.
pub(super) fn keyword<'a>(schema: &'a Node, keyword: &str) -> Option<&'a Node> {
    entry(schema, keyword).map(|entry| &entry.value)
}

/// Whether any of these keywords is there.
pub(super) fn has_any(schema: &Node, keywords: &[&str]) -> bool {
    keywords.iter().any(|word| keyword(schema, word).is_some())
}

/// Whether a keyword is `true`.
pub(super) fn flag(schema: &Node, word: &str) -> bool {
    keyword(schema, word).is_some_and(|node| node.value == Value::Bool(true))
}

/// The text of a keyword.
pub(super) fn text<'a>(schema: &'a Node, word: &str) -> Option<&'a str> {
    keyword(schema, word).and_then(Node::as_str)
}

/// A number's exact text; one that no typed field can hold is a string in the canonical form.
pub(super) fn number<'a>(schema: &'a Node, word: &str) -> Option<&'a str> {
    let node = keyword(schema, word)?;
    node.as_number().or_else(|| node.as_str())
}

/// The elements of a keyword that is a list.
pub(super) fn list<'a>(schema: &'a Node, word: &str) -> &'a [Node] {
    keyword(schema, word).map_or(&[][..], Node::elements)
}

/// The types that the schema names, null not among them unless it is the only one.
pub(super) fn types(schema: &Node) -> Vec<&str> {
    let listed: Vec<&str> = list(schema, "types").iter().filter_map(Node::as_str).collect();
    if listed.is_empty() { text(schema, "type").into_iter().collect() } else { listed }
}

/// Whether the schema names this type, and no other but null.
pub(super) fn is(schema: &Node, name: &str) -> bool {
    types(schema) == [name]
}

/// Keywords that say something about a value to people and demand nothing of it.
pub(super) fn is_annotation(key: &str) -> bool {
    const WORDS: [&str; 13] = [
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "xml",
        "$comment",
        "$id",
        "$schema",
    ];
    let word = key.strip_prefix("x-canonical-");
    WORDS.contains(&word.unwrap_or(key)) || word.is_none() && key.starts_with("x-")
}

/// The keywords that demand something.
pub(super) fn demands(schema: &Node) -> impl Iterator<Item = &Entry> {
    schema.entries().iter().filter(|entry| !is_annotation(&entry.key))
}

/// The demands of a schema as text, keys in order, annotations left out: two schemas of one text demand the same.
pub(super) fn fingerprint(schema: &Node) -> String {
    let mut out = String::new();
    write(schema, &mut out, true);
    out
}

fn write(node: &Node, out: &mut String, schema: bool) {
    match &node.value {
        Value::Mapping(entries) => {
            let mut sorted: Vec<&Entry> = entries.iter().filter(|entry| !schema || !is_annotation(&entry.key)).collect();
            sorted.sort_by_key(|entry| &entry.key);
            out.push('{');
            for entry in sorted {
                out.push_str(&format!("{:?}:", entry.key));
                let plain = entry.key.strip_prefix("x-canonical-").unwrap_or(&entry.key);
                let value = matches!(plain, "enum" | "const" | "mapping") || standard::holds_names(plain);
                write(&entry.value, out, !(schema && value));
                out.push(',');
            }
            out.push('}');
        }
        Value::Sequence(elements) => {
            out.push('[');
            for element in elements {
                write(element, out, true);
                out.push(',');
            }
            out.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => out.push_str(&node.to_json()),
    }
}
