//! Operations and what they are made of.

use indexmap::IndexMap;
use openapiv3::{
    Callback, Encoding, Header, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, RequestBody, Response,
    Responses, StatusCode,
};

use super::depth::Depth;
use super::member::{boolean, extensions, flag, list, map, mapping, members, needed, optional, or_reference, string, text};
use super::{Read, leaf, unfit};
use crate::node::{Entry, Node};

/// Operation Object.
pub(super) fn operation<D: Depth>(node: &Node) -> Read<Operation> {
    Ok(Operation {
        tags: list(node, "tags", string)?,
        summary: text(node, "summary")?,
        description: text(node, "description")?,
        external_docs: optional(node, "externalDocs", leaf::read)?,
        operation_id: text(node, "operationId")?,
        parameters: list(node, "parameters", |node| or_reference(node, parameter::<D>))?,
        request_body: optional(node, "requestBody", |node| or_reference(node, request_body::<D>))?,
        responses: needed(node, "responses", responses::<D>)?,
        callbacks: map(node, "callbacks", callback::<D>)?,
        deprecated: flag(node, "deprecated")?,
        security: optional(node, "security", leaf::read)?,
        servers: list(node, "servers", leaf::read)?,
        extensions: extensions(node),
    })
}

/// Callback Object: expressions to path items.
pub(super) fn callback<D: Depth>(node: &Node) -> Read<Callback> {
    members(node, super::path_item::<D>)
}

/// Parameter Object, by its location.
pub(super) fn parameter<D: Depth>(node: &Node) -> Read<Parameter> {
    let parameter_data = parameter_data::<D>(node)?;
    Ok(match node.get("in").and_then(Node::as_str) {
        Some("query") => Parameter::Query {
            parameter_data,
            allow_reserved: flag(node, "allowReserved")?,
            style: optional(node, "style", leaf::read)?.unwrap_or_default(),
            allow_empty_value: optional(node, "allowEmptyValue", boolean)?,
        },
        Some("header") => Parameter::Header { parameter_data, style: optional(node, "style", leaf::read)?.unwrap_or_default() },
        Some("path") => Parameter::Path { parameter_data, style: optional(node, "style", leaf::read)?.unwrap_or_default() },
        Some("cookie") => Parameter::Cookie { parameter_data, style: optional(node, "style", leaf::read)?.unwrap_or_default() },
        Some(_) | None => return Err(unfit(node.span, "the location of this parameter is unknown").into()),
    })
}

fn parameter_data<D: Depth>(node: &Node) -> Read<ParameterData> {
    Ok(ParameterData {
        name: needed(node, "name", string)?,
        description: text(node, "description")?,
        required: flag(node, "required")?,
        deprecated: optional(node, "deprecated", boolean)?,
        format: schema_or_content::<D>(node)?,
        example: D::example(node),
        examples: D::examples(node)?,
        explode: optional(node, "explode", boolean)?,
        extensions: extensions(node),
    })
}

fn schema_or_content<D: Depth>(node: &Node) -> Read<ParameterSchemaOrContent> {
    match node.get("schema") {
        Some(schema) => D::schema(schema).map(ParameterSchemaOrContent::Schema),
        None if node.get("content").is_some() => content::<D>(node).map(ParameterSchemaOrContent::Content),
        None => Err(unfit(node.span, "`schema` or `content` is missing").into()),
    }
}

fn content<D: Depth>(node: &Node) -> Read<IndexMap<String, MediaType>> {
    map(node, "content", media_type::<D>)
}

fn media_type<D: Depth>(node: &Node) -> Read<MediaType> {
    Ok(MediaType {
        schema: optional(node, "schema", D::schema)?,
        example: D::example(node),
        examples: D::examples(node)?,
        encoding: map(node, "encoding", encoding::<D>)?,
        extensions: extensions(node),
    })
}

fn encoding<D: Depth>(node: &Node) -> Read<Encoding> {
    Ok(Encoding {
        content_type: text(node, "contentType")?,
        headers: map(node, "headers", |node| or_reference(node, header::<D>))?,
        style: optional(node, "style", leaf::read)?,
        explode: flag(node, "explode")?,
        allow_reserved: flag(node, "allowReserved")?,
        extensions: extensions(node),
    })
}

/// Header Object.
pub(super) fn header<D: Depth>(node: &Node) -> Read<Header> {
    Ok(Header {
        description: text(node, "description")?,
        style: optional(node, "style", leaf::read)?.unwrap_or_default(),
        required: flag(node, "required")?,
        deprecated: optional(node, "deprecated", boolean)?,
        format: schema_or_content::<D>(node)?,
        example: D::example(node),
        examples: D::examples(node)?,
        extensions: extensions(node),
    })
}

/// Request Body Object.
pub(super) fn request_body<D: Depth>(node: &Node) -> Read<RequestBody> {
    Ok(RequestBody {
        description: text(node, "description")?,
        content: content::<D>(node)?,
        required: flag(node, "required")?,
        extensions: extensions(node),
    })
}

fn responses<D: Depth>(node: &Node) -> Read<Responses> {
    let is_status = |entry: &&Entry| entry.key != "default" && !entry.key.starts_with("x-");
    let entries = mapping(node)?;
    let mut responses = IndexMap::with_capacity(entries.iter().filter(is_status).count());
    for entry in entries.iter().filter(is_status) {
        let status = status(&entry.key).ok_or_else(|| unfit(entry.key_span, "expected a status code"))?;
        responses.insert(status, or_reference(&entry.value, response::<D>)?);
    }
    let default = optional(node, "default", |node| or_reference(node, response::<D>))?;
    Ok(Responses { default, responses, extensions: extensions(node) })
}

fn status(key: &str) -> Option<StatusCode> {
    match key.as_bytes() {
        [digit @ b'1'..=b'9', b'X', b'X'] => Some(StatusCode::Range(u16::from(digit - b'0'))),
        [_, _, _] => key.parse().ok().map(StatusCode::Code),
        [..] => None,
    }
}

/// Response Object.
pub(super) fn response<D: Depth>(node: &Node) -> Read<Response> {
    Ok(Response {
        description: needed(node, "description", string)?,
        headers: map(node, "headers", |node| or_reference(node, header::<D>))?,
        content: content::<D>(node)?,
        links: map(node, "links", leaf::read)?,
        extensions: extensions(node),
    })
}
