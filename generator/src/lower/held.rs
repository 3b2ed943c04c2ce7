//! Whether the type that Rust has for a schema can hold a value that satisfies the schema.
//!
//! Types say less than schemas, but not always: a `float` ends at 3.4e38, and an object schema without `type` admits texts, too.

use letterpress_runtime::Format;
use letterpress_runtime::json::{Json, View};

use crate::ir::{Choice, EnumerationValues, Primitive, Rest, Shape, Struct, Tuple, TypeRef, Types, Union};

/// Definitions within definitions beyond this many get the benefit of the doubt.
const DEPTH: usize = 200;

/// Whether a request with this value would be read without an error.
pub(super) fn holds(types: &Types, ty: &TypeRef, json: Json<'_>) -> bool {
    within(types, ty, json, DEPTH)
}

fn within(types: &Types, ty: &TypeRef, json: Json<'_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match ty {
        TypeRef::Primitive(kind) => primitive(*kind, json),
        TypeRef::Named(id) => types.get(*id).is_none_or(|definition| match &definition.shape {
            Shape::Struct(object) => structure(types, object, json, depth),
            Shape::Enumeration(enumeration) => match &enumeration.values {
                EnumerationValues::Strings(_) => json.as_str().is_some(),
                EnumerationValues::Integers(_) => integer(Format::Int64, json),
            },
            Shape::Union(union) => variant(types, union, json, depth),
            Shape::Alias(ty) => within(types, ty, json, depth),
            Shape::Tuple(tuple) => elements(types, tuple, json, depth),
            Shape::Contents(_) => true,
        }),
        TypeRef::List(items) => json.as_array().is_some_and(|mut found| found.all(|item| within(types, items, item, depth))),
        TypeRef::Map(values) => {
            json.as_object().is_some_and(|mut found| found.all(|(_, value)| within(types, values, value, depth)))
        }
        TypeRef::Nullable(inner) => json.is_null() || within(types, inner, json, depth),
        TypeRef::Any => any(json),
        TypeRef::AnyObject => json.as_object().is_some() && any(json),
    }
}

fn primitive(kind: Primitive, json: Json<'_>) -> bool {
    match kind {
        Primitive::Boolean => json.as_bool().is_some(),
        Primitive::Int32 => integer(Format::Int32, json),
        Primitive::Int64 | Primitive::Int128 | Primitive::Uint64 | Primitive::Float | Primitive::Double => {
            kind.limit().zip(json.as_number()).is_some_and(|(limit, number)| limit.holds(&number))
        }
        Primitive::Uint32 => integer(Format::Uint32, json),
        Primitive::Decimal => json.as_number().is_some(),
        Primitive::String
        | Primitive::Date
        | Primitive::DateTime
        | Primitive::Time
        | Primitive::Duration
        | Primitive::Uuid
        | Primitive::Base64
        | Primitive::Password => json.as_str().is_some(),
        Primitive::QuotedInt32 => quoted(Format::QuotedInt32, json),
        Primitive::QuotedInt64 => quoted(Format::QuotedInt64, json),
        Primitive::QuotedUint32 => quoted(Format::QuotedUint32, json),
        Primitive::QuotedUint64 => quoted(Format::QuotedUint64, json),
        Primitive::QuotedDecimal => quoted(Format::QuotedDecimal, json),
    }
}

fn integer(format: Format, json: Json<'_>) -> bool {
    json.as_number().is_some_and(|number| format.holds(&number))
}

fn quoted(format: Format, json: Json<'_>) -> bool {
    json.as_str().is_some_and(|text| format.accepts(text))
}

/// Free JSON has numbers up to those of an `f64`.
fn any(json: Json<'_>) -> bool {
    match json.view() {
        View::Null | View::Bool(_) | View::String(_) => true,
        View::Number(number) => number.to_f64().is_some(),
        View::Array(mut items) => items.all(any),
        View::Object(mut members) => members.all(|(_, value)| any(value)),
        View::Invalid(_) => false,
    }
}

fn structure(types: &Types, object: &Struct, json: Json<'_>, depth: usize) -> bool {
    let Some(mut members) = json.as_object() else { return false };
    let fields = object.fields.iter().all(|field| match json.get(&field.name) {
        None => !field.required || field.read_only,
        Some(value) if value.is_null() && !field.required => true,
        Some(_) if field.loose => true,
        Some(value) => within(types, &field.ty, value, depth),
    });
    let declared = |name: &str| object.fields.iter().any(|field| field.name == name);
    fields
        && match &object.rest {
            Rest::Ignored | Rest::Refused => true,
            Rest::Kept(ty) => members.all(|(name, value)| declared(name) || within(types, ty, value, depth)),
            Rest::Patterned(_, ty) => {
                members.all(|(name, value)| declared(name) || any(value) || within(types, ty, value, depth))
            }
        }
}

fn elements(types: &Types, tuple: &Tuple, json: Json<'_>, depth: usize) -> bool {
    let Some(found) = json.as_array() else { return false };
    let required = tuple.elements.iter().filter(|element| element.required).count();
    let first = tuple.elements.iter().zip(found).all(|(element, value)| within(types, &element.ty, value, depth));
    let mut rest = found.skip(tuple.elements.len());
    found.len() >= required && first && tuple.rest.as_ref().is_none_or(|ty| rest.all(|value| within(types, ty, value, depth)))
}

/// A value that no branch means is refused by the check, or kept as it is by an open union.
fn variant(types: &Types, union: &Union, json: Json<'_>, depth: usize) -> bool {
    match &union.choice {
        Choice::Tag(property) => {
            let tag = json.get(property).and_then(Json::as_str);
            let meant = union.variants.iter().find(|variant| variant.tags.iter().any(|listed| Some(listed.as_str()) == tag));
            meant.is_none_or(|variant| within(types, &variant.ty, json, depth))
        }
        Choice::Check => union.variants.iter().any(|variant| within(types, &variant.ty, json, depth)),
    }
}
