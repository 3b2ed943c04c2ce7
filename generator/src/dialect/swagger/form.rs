//! Fields of a form become one request body.

use super::super::rewrite::serialization;
use super::{mapping, text};
use crate::node::{Entry, Node, Value};

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// The Request Body Object for parameters `in: formData`; `types` are the media types of the operation.
pub(super) fn body(fields: Vec<Node>, types: &[Node]) -> Option<Node> {
    let span = fields.first()?.span;
    let media = media_types(&fields, types);
    let (mut properties, mut required, mut encoding) = (Vec::new(), Vec::new(), Vec::new());
    for mut field in fields {
        let Some(name) = field.take("name") else { continue };
        let key = name.value.as_str().unwrap_or_default().to_owned();
        if field.get("required").is_some_and(|node| node.value == Value::Bool(true)) {
            required.push(name.value.clone());
        }
        let entry = |value| Entry { key: key.clone(), key_span: name.value.span, value };
        encoding.extend(encoded(&mut field).map(entry));
        properties.extend(property(field).map(entry));
    }
    let mut schema = mapping(span);
    schema.set("type", span, text("object"));
    schema.set("properties", span, Value::Mapping(properties));
    let mut body = mapping(span);
    if !required.is_empty() {
        schema.set("required", span, Value::Sequence(required));
        body.set("required", span, Value::Bool(true));
    }
    let mut content = mapping(span);
    for (name, place) in media {
        let mut media = mapping(span);
        media.set("schema", span, schema.value.clone());
        if !encoding.is_empty() {
            media.set("encoding", span, Value::Mapping(encoding.clone()));
        }
        content.set(&name, place.unwrap_or(span), media.value);
    }
    body.set("content", span, content.value);
    Some(body)
}

/// Those of the operation that are forms. A file needs a multipart one.
fn media_types(fields: &[Node], types: &[Node]) -> Vec<(String, Option<crate::source::Span>)> {
    let has_file = fields.iter().any(|field| {
        let is_binary = |schema: &&Node| super::is(schema, "format", "binary");
        field.get("schema").filter(is_binary).is_some()
    });
    let fits = |name: &str| name.starts_with("multipart/") || !has_file && name.starts_with(URLENCODED);
    let named = types.iter().filter_map(|node| Some((node.as_str()?, node.span)));
    let fitting: Vec<_> = named.filter(|(name, _)| fits(name)).map(|(name, span)| (name.to_owned(), Some(span))).collect();
    match (fitting.is_empty(), has_file) {
        (false, _) => fitting,
        (true, true) => vec![(MULTIPART.to_owned(), None)],
        (true, false) => vec![(URLENCODED.to_owned(), None)],
    }
}

/// The encoding of an array, unless its elements are repeated, which is what OpenAPI 3 does anyway.
fn encoded(field: &mut Node) -> Option<Node> {
    let style = field.take("style")?;
    let explode = field.take("explode")?;
    let delimited = field.take("x-canonical-style");
    if style.value.as_str() == Some("form") && explode.value.value == Value::Bool(true) {
        return None;
    }
    let mut encoding = mapping(style.value.span);
    encoding.value = Value::Mapping([style, explode].into_iter().chain(delimited).collect());
    serialization::encoding(&mut encoding);
    Some(encoding)
}

/// The schema of a field, with what its parameter says.
fn property(mut field: Node) -> Option<Node> {
    let mut schema = field.take("schema")?.value;
    field.take("in");
    field.take("required");
    field.rename("allowEmptyValue", "x-canonical-allowEmptyValue");
    for entry in std::mem::take(field.entries_mut()?) {
        schema.set(&entry.key, entry.value.span, entry.value.value);
    }
    Some(schema)
}
