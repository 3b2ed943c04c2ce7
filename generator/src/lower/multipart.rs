//! `multipart/*`: how each property is written as a part (OpenAPI 3.0.4 section 4.7.15.2), and the type of a body that has files.

use letterpress_runtime::media_type;
use openapiv3::{Encoding, MediaType, QueryStyle};

use super::admit::{Kinds, admitted};
use super::context::Context;
use super::extension;
use super::form::{self, stray};
use super::kind::{self, Nesting, all_members};
use super::parameter::{self, Carried};
use super::types::{fill, reserve, type_of};
use super::view::Schema;
use super::{check, object, origin, shared};
use crate::diagnostic::codes::lowering;
use crate::ir::{Codec, Field, Held, ParameterKind, Part, PartHeader, PartKind, Primitive, Rest, Shape, TypeId, TypeRef};
use crate::node::Value;
use crate::pointer::Pointer;

/// The codec of a multipart body at the place of its media type: a part for each property, or parts one after the other where the
/// schema has none, or where the description asks for it.
pub(super) fn codec<'a>(cx: &mut Context<'a>, schema: Option<&Schema<'a>>, media: &MediaType, at: &Pointer) -> Codec {
    if is_stream(cx, media, at) {
        return Codec::Parts;
    }
    let Some(schema) = schema else { return Codec::Parts };
    let kinds = cx.follow(schema).map_or(Kinds::ALL, |target| admitted(cx, &target).values());
    let members = if kinds.contains(Kinds::OBJECT) { all_members(cx, schema) } else { None };
    let Some(members) = members.filter(|members| !members.list.is_empty()) else { return Codec::Parts };
    let mut parts = Vec::new();
    for (name, member) in &members.list {
        parts.push(part(cx, name, (&members, member), media.encoding.get(*name), &at.child("encoding").child(name)));
    }
    for name in media.encoding.keys().filter(|name| !members.list.contains_key(name.as_str())) {
        stray(cx, name, at);
    }
    Codec::Multipart(parts, kind::of_others(cx, &members))
}

/// Tells that a body of another media type has no parts.
pub(super) fn tell_no_parts(cx: &mut Context<'_>, media: &MediaType, at: &Pointer) {
    if media.extensions.contains_key(extension::PARTS) {
        let span = cx.key_span(&at.child(extension::PARTS));
        cx.warn(lowering::FORM, span, format!("`{}` is for multipart bodies: this one has no parts", extension::PARTS));
    }
}

/// Whether the description asks for the parts as they come.
fn is_stream(cx: &mut Context<'_>, media: &MediaType, at: &Pointer) -> bool {
    let Some(value) = media.extensions.get(extension::PARTS) else { return false };
    let known = value.as_str() == Some("stream");
    if !known {
        let span = cx.span(&at.child(extension::PARTS));
        cx.warn(lowering::FORM, span, format!("`{}` is `stream` or absent", extension::PARTS));
    }
    known
}

fn part<'a>(cx: &mut Context<'a>, name: &str, of: form::Of<'_, 'a>, encoding: Option<&Encoding>, at: &Pointer) -> Part {
    let named = encoding.and_then(|encoding| encoding.content_type.clone());
    let described = form::kind(cx, of, Nesting::Json);
    if let Some(source) = of.1.sources().next() {
        kind::tell_one(cx, source, &described);
    }
    let (many, single) = if let ParameterKind::Array(item) = described { (true, *item) } else { (false, described) };
    let schema = match (many, of.1.sources().next()) {
        (true, Some(list)) => kind::items(cx, list).into_iter().next(),
        (_, source) => source.cloned(),
    };
    let family = named.as_deref().map(family);
    let file = schema.is_some_and(|schema| is_file(cx, &schema, &single, family));
    let styled = encoding.filter(|encoding| encoding.style.is_some() && !file && !is_plain_style(encoding, &single));
    if styled.is_some() {
        let property = form::property(cx, name, of, encoding, at);
        tell_unused(cx, name, encoding, at);
        let name = name.to_owned();
        return Part {
            name,
            nullable: property.nullable,
            kind: PartKind::Styled(property),
            many: false,
            headed: false,
            media_type: None,
            headers: Vec::new(),
        };
    }
    let kind = match (file, single, family) {
        (true, _, _) => PartKind::File,
        (false, ParameterKind::Json, _) | (false, _, Some(Family::Json)) => PartKind::Json,
        (false, single, _) => PartKind::Text(single),
    };
    let plain = |named: &String| matches!(named.as_str(), "application/json" | "text/plain" | "application/octet-stream");
    let headed = kind != PartKind::File && encoding.is_some_and(|encoding| encoding.headers.keys().any(|name| is_own(name)));
    let headers = encoding.map(|encoding| headers(cx, encoding, &at.child("headers"))).unwrap_or_default();
    let nullable = form::is_nullable(cx, of);
    Part { name: name.to_owned(), kind, many, nullable, headed, media_type: named.filter(|named| !plain(named)), headers }
}

/// What the headers of a part must satisfy; they have no types.
fn headers(cx: &mut Context<'_>, encoding: &Encoding, at: &Pointer) -> Vec<PartHeader> {
    let mut headers = Vec::new();
    for (name, value) in encoding.headers.iter().filter(|(name, _)| is_own(name)) {
        let Some((header, at)) = cx.resolve(value, &at.child(name)) else { continue };
        if !cx.admits_values(parameter::EACH, |cx| cx.span(&at)) || !shared::admits_texts(cx, &[Some(name)], &at) {
            break;
        }
        let Some(carried) = parameter::carried(cx, &header.format, &at, &format!("header `{name}`")) else { continue };
        let check = carried.schema().map(|schema| shared::check(cx, schema)).unwrap_or_default();
        let kind = match &carried {
            Carried::Styled(schema) | Carried::Form(schema) => parameter::kind(cx, schema),
            Carried::Json(_) => ParameterKind::Json,
            Carried::Text => ParameterKind::String,
        };
        let explode = cx.node(&at.child("x-canonical-explode")).is_some_and(|node| node.value == Value::Bool(true));
        headers.push(PartHeader { name: name.clone(), required: header.required, explode, kind, check });
    }
    headers
}

/// Whether a header is described by `headers`, and not by the rest of an Encoding Object.
fn is_own(name: &str) -> bool {
    !["Content-Type", "Content-Disposition"].iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Whether a style writes what is written without it, too: a part for each plain value.
fn is_plain_style(encoding: &Encoding, single: &ParameterKind) -> bool {
    let plain = match single {
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Any => true,
        ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Json
        | ParameterKind::Map(_)
        | ParameterKind::Mixed(..)
        | ParameterKind::Named(_) => false,
    };
    plain && encoding.explode && matches!(encoding.style, Some(QueryStyle::Form))
}

/// Tells what of an Encoding Object counts for nothing beside a style.
fn tell_unused(cx: &mut Context<'_>, name: &str, encoding: Option<&Encoding>, at: &Pointer) {
    if encoding.is_some_and(|encoding| encoding.headers.keys().any(|name| is_own(name))) {
        let span = cx.key_span(&at.child("headers"));
        cx.warn(lowering::FORM, span, format!("a style makes several parts of `{name}`, so its headers are not used"));
    }
}

/// What a `contentType` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Json,
    Text,
    Bytes,
}

fn family(named: &str) -> Family {
    let first = named.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase();
    match first.as_str() {
        json if media_type::is_json(json) => Family::Json,
        text if text.starts_with("text/") || text == "application/x-www-form-urlencoded" || text == "*/*" => Family::Text,
        xml if media_type::is_xml(xml) && !xml.starts_with("image/") => Family::Text,
        _ => Family::Bytes,
    }
}

/// Whether a schema, or what its media type says, means bytes.
fn is_file<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, kind: &ParameterKind, family: Option<Family>) -> bool {
    if !matches!(kind, ParameterKind::String | ParameterKind::Either(_) | ParameterKind::Any) {
        return false;
    }
    let parts = spellings(cx, schema);
    let says = |keyword: &str| parts.iter().find_map(|part| part.text(keyword));
    let text = says("contentEncoding").is_some() || says("format").is_some_and(|format| format != "binary");
    let binary = says("format") == Some("binary");
    let described = says("contentMediaType").is_some_and(|named| self::family(named) == Family::Bytes);
    binary || !text && (described || family == Some(Family::Bytes))
}

/// A schema and the branches of which it may be another spelling: a file or null, a file with a description.
fn spellings<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Vec<Schema<'a>> {
    let Some(target) = cx.follow(schema) else { return Vec::new() };
    let branches = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|keyword| target.list(keyword)).collect::<Vec<_>>();
    let followed: Vec<_> = branches.iter().filter_map(|branch| cx.follow(branch)).collect();
    std::iter::once(target).chain(followed).collect()
}

/// Whether Rust holds some of the parts as such, so that the body has no JSON form.
pub(super) fn are_held(parts: &[Part]) -> bool {
    parts.iter().any(|part| held(part) != Held::Value)
}

fn held(part: &Part) -> Held {
    match part.kind {
        PartKind::File => Held::File,
        PartKind::Text(_) | PartKind::Json if part.headed => Held::Part,
        PartKind::Text(_) | PartKind::Json | PartKind::Styled(_) => Held::Value,
    }
}

/// The type of a body of which some parts are held as such. A schema that is written in the body itself is that type; one that is used elsewhere, too, keeps
/// the type that it has as JSON, and the body has another one.
pub(super) fn body_type<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, parts: &[Part], at: &Pointer) -> TypeRef {
    if let Some(known) = cx.uses.get(at) {
        return known.clone();
    }
    let plain = type_of(cx, schema);
    let own = match (&plain, schema.reference()) {
        (TypeRef::Named(id), None) => {
            cx.types.get(*id).filter(|it| it.pointer == schema.at && matches!(it.shape, Shape::Struct(_))).map(|_| *id)
        }
        _ => None,
    };
    let id = match own {
        Some(id) => id,
        None => {
            let origin = origin::of(cx, &schema.at);
            let id = reserve(cx, schema, origin);
            let members = all_members(cx, schema).unwrap_or_default();
            let object = object::build(cx, id, &std::rc::Rc::new(members));
            let check = check::check(cx, schema);
            fill(cx, id, Shape::Struct(object), check);
            id
        }
    };
    if let Some(Shape::Struct(object)) = cx.types.get_mut(id).map(|it| &mut it.shape) {
        object.fields.iter_mut().for_each(|field| mark(field, parts));
        if object.is_parts() && matches!(object.rest, Rest::Patterned(..)) {
            object.rest = Rest::Kept(TypeRef::Any);
        }
    }
    list_parts(cx, id);
    cx.uses.insert(at.clone(), TypeRef::Named(id));
    TypeRef::Named(id)
}

fn mark(field: &mut Field, parts: &[Part]) {
    let Some(part) = parts.iter().find(|part| part.name == field.name) else { return };
    field.held = held(part);
    match field.held {
        Held::Value | Held::Part => {}
        Held::File => {
            let bytes = TypeRef::Primitive(Primitive::String);
            field.ty = if part.many { TypeRef::List(Box::new(bytes)) } else { bytes };
        }
    }
}

/// Of parts whose list has a name or can be null: the list, since each item is a part.
fn list_parts(cx: &mut Context<'_>, id: TypeId) {
    let Some(Shape::Struct(object)) = cx.types.get(id).map(|it| it.shape.clone()) else { return };
    for (index, field) in object.fields.iter().enumerate().filter(|(_, field)| field.held == Held::Part) {
        let list = std::iter::successors(Some(&field.ty), |ty| match ty {
            TypeRef::Nullable(inner) => Some(&**inner),
            TypeRef::Named(id) => match cx.types.get(*id).map(|it| &it.shape) {
                Some(Shape::Alias(inner)) => Some(inner),
                Some(Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Contents(_))
                | None => None,
            },
            TypeRef::Primitive(_) | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => None,
        });
        let Some(list) = list.take(LONGEST_CHAIN).find(|ty| matches!(ty, TypeRef::List(_))).cloned() else { continue };
        if let Some(Shape::Struct(object)) = cx.types.get_mut(id).map(|it| &mut it.shape)
            && let Some(field) = object.fields.get_mut(index)
        {
            field.ty = list;
        }
    }
}

/// Other names for a type lead no further than this.
const LONGEST_CHAIN: usize = 32;
