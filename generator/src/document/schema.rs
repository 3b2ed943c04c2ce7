//! The Schema Object. A schema whose keywords all belong to its one type is that type; a lone combinator is that
//! combinator; anything else is [`AnySchema`].

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType, ReferenceOr, Schema,
    SchemaData, SchemaKind, StringType, Type,
};

use super::member::{any, boolean, elements, extensions, flag, list, map, number, optional, string, text};
use super::{Read, leaf, member, value};
use crate::node::{Node, Value};

/// A schema or a reference to one.
pub(super) fn or_reference(node: &Node) -> Read<ReferenceOr<Schema>> {
    member::or_reference(node, schema)
}

fn boxed(node: &Node) -> Read<ReferenceOr<Box<Schema>>> {
    member::or_reference(node, |node| schema(node).map(Box::new))
}

fn schema(node: &Node) -> Read<Schema> {
    Ok(Schema { schema_data: data(node)?, schema_kind: kind(node)? })
}

fn data(node: &Node) -> Read<SchemaData> {
    Ok(SchemaData {
        nullable: flag(node, "nullable")?,
        read_only: flag(node, "readOnly")?,
        write_only: flag(node, "writeOnly")?,
        deprecated: flag(node, "deprecated")?,
        external_docs: optional(node, "externalDocs", leaf::read)?,
        example: any(node, "example"),
        title: text(node, "title")?,
        description: text(node, "description")?,
        discriminator: optional(node, "discriminator", leaf::read)?,
        default: any(node, "default"),
        extensions: extensions(node),
    })
}

const STRING: &[&str] = &["type", "format", "enum", "pattern", "minLength", "maxLength"];
const NUMBER: &[&str] = &["type", "format", "enum", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
const BOOLEAN: &[&str] = &["type", "enum"];
const OBJECT: &[&str] = &["type", "properties", "required", "additionalProperties", "minProperties", "maxProperties"];
const ARRAY: &[&str] = &["type", "items", "minItems", "maxItems", "uniqueItems"];

/// What says something about the kind of a schema.
fn is_kind(key: &str) -> bool {
    let combinators = ["allOf", "anyOf", "oneOf", "not"];
    combinators.contains(&key) || [STRING, NUMBER, OBJECT, ARRAY].iter().any(|keywords| keywords.contains(&key))
}

fn kind(node: &Node) -> Read<SchemaKind> {
    let only = |keywords: &[&str]| {
        let mut keys =
            node.entries().iter().filter(|entry| !matches!(entry.value.value, Value::Null)).map(|entry| entry.key.as_str());
        keys.all(|key| keywords.contains(&key) || !is_kind(key))
    };
    Ok(match node.get("type").and_then(Node::as_str) {
        Some("string") if only(STRING) && enumerates(node, |value| value.is_string()) => typed(Type::String(string_type(node)?)),
        Some("number") if only(NUMBER) && enumerates(node, |value| value.is_number()) => typed(Type::Number(number_type(node)?)),
        Some("integer") if only(NUMBER) && enumerates(node, |value| value.is_i64()) => typed(Type::Integer(integer_type(node)?)),
        Some("boolean") if only(BOOLEAN) && enumerates(node, |value| value.is_boolean()) => {
            typed(Type::Boolean(boolean_type(node)?))
        }
        Some("object") if only(OBJECT) => typed(Type::Object(object_type(node)?)),
        Some("array") if only(ARRAY) => typed(Type::Array(array_type(node)?)),
        Some(_) => SchemaKind::Any(any_schema(node)?),
        None => untyped(node, only)?,
    })
}

fn typed(kind: Type) -> SchemaKind {
    SchemaKind::Type(kind)
}

fn untyped(node: &Node, only: impl Fn(&[&str]) -> bool) -> Read<SchemaKind> {
    let has = |key: &str| node.get(key).is_some() && only(&[key]);
    Ok(if has("oneOf") {
        SchemaKind::OneOf { one_of: list(node, "oneOf", or_reference)? }
    } else if has("allOf") {
        SchemaKind::AllOf { all_of: list(node, "allOf", or_reference)? }
    } else if has("anyOf") {
        SchemaKind::AnyOf { any_of: list(node, "anyOf", or_reference)? }
    } else if let Some(not) = node.get("not").filter(|_| has("not")) {
        SchemaKind::Not { not: Box::new(or_reference(not)?) }
    } else {
        SchemaKind::Any(any_schema(node)?)
    })
}

/// Whether every value of `enum` is null or of the type.
fn enumerates(node: &Node, is: fn(&serde_json::Value) -> bool) -> bool {
    let values = node.get("enum").map(Node::elements).unwrap_or_default();
    values.iter().map(value::json).all(|value| value.is_null() || is(&value))
}

fn enumeration<T>(node: &Node, convert: impl Fn(&serde_json::Value) -> Option<T>) -> Vec<Option<T>> {
    let values = node.get("enum").map(Node::elements).unwrap_or_default();
    values.iter().map(|element| convert(&value::json(element))).collect()
}

fn string_type(node: &Node) -> Read<StringType> {
    Ok(StringType {
        format: text(node, "format")?.into(),
        pattern: text(node, "pattern")?,
        enumeration: enumeration(node, |value| value.as_str().map(str::to_owned)),
        min_length: optional(node, "minLength", number)?,
        max_length: optional(node, "maxLength", number)?,
    })
}

fn number_type(node: &Node) -> Read<NumberType> {
    Ok(NumberType {
        format: text(node, "format")?.into(),
        multiple_of: optional(node, "multipleOf", number)?,
        exclusive_minimum: flag(node, "exclusiveMinimum")?,
        exclusive_maximum: flag(node, "exclusiveMaximum")?,
        minimum: optional(node, "minimum", number)?,
        maximum: optional(node, "maximum", number)?,
        enumeration: enumeration(node, serde_json::Value::as_f64),
    })
}

fn integer_type(node: &Node) -> Read<IntegerType> {
    Ok(IntegerType {
        format: text(node, "format")?.into(),
        multiple_of: optional(node, "multipleOf", number)?,
        exclusive_minimum: flag(node, "exclusiveMinimum")?,
        exclusive_maximum: flag(node, "exclusiveMaximum")?,
        minimum: optional(node, "minimum", number)?,
        maximum: optional(node, "maximum", number)?,
        enumeration: enumeration(node, serde_json::Value::as_i64),
    })
}

fn boolean_type(node: &Node) -> Read<BooleanType> {
    Ok(BooleanType { enumeration: enumeration(node, serde_json::Value::as_bool) })
}

fn object_type(node: &Node) -> Read<ObjectType> {
    Ok(ObjectType {
        properties: map(node, "properties", boxed)?,
        required: list(node, "required", string)?,
        additional_properties: optional(node, "additionalProperties", additional_properties)?,
        min_properties: optional(node, "minProperties", number)?,
        max_properties: optional(node, "maxProperties", number)?,
    })
}

fn additional_properties(node: &Node) -> Read<AdditionalProperties> {
    match &node.value {
        Value::Bool(allowed) => Ok(AdditionalProperties::Any(*allowed)),
        Value::Null | Value::Number(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_) => {
            Ok(AdditionalProperties::Schema(Box::new(or_reference(node)?)))
        }
    }
}

fn array_type(node: &Node) -> Read<ArrayType> {
    Ok(ArrayType {
        items: optional(node, "items", boxed)?,
        min_items: optional(node, "minItems", number)?,
        max_items: optional(node, "maxItems", number)?,
        unique_items: flag(node, "uniqueItems")?,
    })
}

fn any_schema(node: &Node) -> Read<AnySchema> {
    Ok(AnySchema {
        typ: text(node, "type")?,
        pattern: text(node, "pattern")?,
        multiple_of: optional(node, "multipleOf", number)?,
        exclusive_minimum: optional(node, "exclusiveMinimum", boolean)?,
        exclusive_maximum: optional(node, "exclusiveMaximum", boolean)?,
        minimum: optional(node, "minimum", number)?,
        maximum: optional(node, "maximum", number)?,
        properties: map(node, "properties", boxed)?,
        required: list(node, "required", string)?,
        additional_properties: optional(node, "additionalProperties", additional_properties)?,
        min_properties: optional(node, "minProperties", number)?,
        max_properties: optional(node, "maxProperties", number)?,
        items: optional(node, "items", boxed)?,
        min_items: optional(node, "minItems", number)?,
        max_items: optional(node, "maxItems", number)?,
        unique_items: optional(node, "uniqueItems", boolean)?,
        enumeration: optional(node, "enum", |node| elements(node, |node| Ok(value::json(node))))?.unwrap_or_default(),
        format: text(node, "format")?,
        min_length: optional(node, "minLength", number)?,
        max_length: optional(node, "maxLength", number)?,
        one_of: list(node, "oneOf", or_reference)?,
        all_of: list(node, "allOf", or_reference)?,
        any_of: list(node, "anyOf", or_reference)?,
        not: optional(node, "not", |node| or_reference(node).map(Box::new))?,
    })
}
