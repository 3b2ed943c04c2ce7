//! Bodies: media types and their schemas (OpenAPI 3.0.4 sections 4.7.13 and 4.7.14).

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr};

use super::context::Context;
use super::parameter::schema_at;
use super::types::type_of;
use super::view::Schema;
use super::{example, items, media_type, multipart, origin, shared};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{
    Alternative, Check, Codec, Content, Docs, EventData, Facts, Holds, Media, Primitive, RequestBody, Shape, Type, TypeRef,
};
use crate::names;
use crate::pointer::Pointer;

/// A request body; `None` when it has no content or one that was refused.
pub(super) fn request_body(
    cx: &mut Context<'_>,
    body: &ReferenceOr<openapiv3::RequestBody>,
    at: &Pointer,
) -> Option<RequestBody> {
    let (body, at) = cx.resolve(body, at)?;
    if !shared::admits_texts(cx, &[body.description.as_deref()], &at) {
        return None;
    }
    let content = content(cx, &body.content, &at.child("content"))?;
    let docs = Docs { description: body.description.clone(), ..Docs::default() };
    Some(RequestBody { required: body.required, docs, content })
}

/// What a body is; `None` when it has no media type or all were refused.
pub(super) fn content(cx: &mut Context<'_>, content: &IndexMap<String, MediaType>, at: &Pointer) -> Option<Content> {
    let mut alternatives: Vec<(Option<Schema<'_>>, Alternative)> = Vec::new();
    // What stands for several has its place by the names alone, not by their order.
    let mut in_order: Vec<_> = content.iter().collect();
    in_order.sort_by_key(|(name, _)| names::media::order(name));
    for (name, media_type) in in_order {
        let place = at.child(name);
        if !shared::admits_texts(cx, &[Some(name)], &place) {
            break;
        }
        let schema = media_type.schema.as_ref().and_then(|_| schema_at(cx, place.child("schema")));
        let encoding = &media_type.encoding;
        let Some(codec) = media_type::codec(cx, name, schema.as_ref(), media_type, &place) else { continue };
        let (codec, schema) = items::settle(cx, codec, schema, &place);
        if !encoding.is_empty() && !media_type::is_form(name) {
            let span = cx.key_span(&place.child("encoding"));
            let message = "`encoding` says nothing about a body that is no form and is not used";
            cx.tell(Diagnostic::warning(lowering::ENCODING, span, message).help("remove it"));
        }
        match alternatives.iter_mut().find(|(known, it)| is_same(known.as_ref(), schema.as_ref(), it, &codec)) {
            Some((_, known)) => {
                let check = known.content.media.first().map(|media| media.check.clone()).unwrap_or_default();
                if schema.is_some_and(|schema| !shared::copies(cx, &check, &schema)) {
                    break;
                }
                known.content.media.push(Media { name: name.clone(), codec, check, examples: example::examples(cx, &place) });
            }
            None => alternatives.push((schema.clone(), alternative(cx, name, codec, schema.as_ref(), &place))),
        }
    }
    let mut alternatives: Vec<_> = alternatives.into_iter().map(|(_, alternative)| alternative).collect();
    let position = |media: &Media| content.get_index_of(&media.name);
    alternatives.iter_mut().for_each(|it| it.content.media.sort_by_key(position));
    alternatives.sort_by_key(|it| it.content.media.first().and_then(position));
    let names = |it: &Alternative| it.content.media.iter().map(|media| media.name.clone()).collect();
    cx.bodies.insert(at.clone(), alternatives.iter().map(names).collect());
    match alternatives.len() {
        0 | 1 => alternatives.pop().map(|alternative| alternative.content),
        _ => {
            let mut media: Vec<_> = alternatives.iter().flat_map(|alternative| alternative.content.media.clone()).collect();
            media.sort_by_key(position);
            Some(Content { holds: Holds::Value(contents(cx, alternatives, at)), media })
        }
    }
}

/// Whether a media type carries what another one does: bytes, or a value of an equal schema.
fn is_same(known: Option<&Schema<'_>>, schema: Option<&Schema<'_>>, alternative: &Alternative, codec: &Codec) -> bool {
    match (&alternative.content.holds, codec) {
        (Holds::Stream | Holds::Bytes, Codec::Bytes { .. }) => {
            alternative.content.media.iter().all(|known| known.codec == *codec)
        }
        (Holds::Parts, Codec::Parts) => true,
        // What holds parts has no JSON form.
        (Holds::Value(_), codec)
            if held_parts(codec) || alternative.content.media.iter().any(|media| held_parts(&media.codec)) =>
        {
            json_same(known, schema) && alternative.content.media.iter().all(|media| media.codec == *codec)
        }
        (Holds::Value(_), Codec::Json | Codec::Xml(_) | Codec::Text | Codec::Form(_) | Codec::Multipart(..))
        | (Holds::Items(_), Codec::Lines | Codec::Sequence)
        | (Holds::Events(_), Codec::Events(_)) => match (known, schema) {
            (Some(known), Some(schema)) => known.node.is_same(schema.node),
            (None, None) => alternative.content.media.iter().any(|known| known.codec == *codec),
            (Some(_), None) | (None, Some(_)) => false,
        },
        (
            Holds::Stream | Holds::Bytes | Holds::Parts | Holds::Value(_) | Holds::Items(_) | Holds::Events(_),
            Codec::Json
            | Codec::Xml(_)
            | Codec::Text
            | Codec::Bytes { .. }
            | Codec::Form(_)
            | Codec::Multipart(..)
            | Codec::Parts
            | Codec::Events(_)
            | Codec::Lines
            | Codec::Sequence,
        ) => false,
    }
}

fn held_parts(codec: &Codec) -> bool {
    matches!(codec, Codec::Multipart(parts, _) if multipart::are_held(parts))
}

fn json_same(known: Option<&Schema<'_>>, schema: Option<&Schema<'_>>) -> bool {
    matches!((known, schema), (Some(known), Some(schema)) if known.node.is_same(schema.node))
}

fn alternative<'a>(cx: &mut Context<'a>, name: &str, codec: Codec, schema: Option<&Schema<'a>>, at: &Pointer) -> Alternative {
    // The type comes first: a check of a schema that is a type calls the function of that type.
    let mut of = |holds: fn(TypeRef) -> Holds, otherwise: TypeRef| match schema {
        Some(schema) => (holds(type_of(cx, schema)), shared::check(cx, schema)),
        None => (holds(otherwise), Check::default()),
    };
    let (word, (holds, check)) = match &codec {
        Codec::Json => ("Json", of(Holds::Value, TypeRef::Any)),
        Codec::Text => ("Text", of(Holds::Value, TypeRef::Primitive(Primitive::String))),
        Codec::Form(_) => ("Form", of(Holds::Value, TypeRef::AnyObject)),
        Codec::Multipart(parts, _) if multipart::are_held(parts) => {
            let (holds, check) = of(Holds::Value, TypeRef::AnyObject);
            let ty = schema.map(|schema| Holds::Value(multipart::body_type(cx, schema, parts, at)));
            ("Multipart", (ty.unwrap_or(holds), check))
        }
        Codec::Multipart(..) => ("Multipart", of(Holds::Value, TypeRef::AnyObject)),
        Codec::Parts => ("Parts", (Holds::Parts, Check::default())),
        Codec::Bytes { most: None, .. } => ("Binary", (Holds::Stream, Check::default())),
        Codec::Bytes { most: Some(_), .. } => ("Binary", (Holds::Bytes, Check::default())),
        Codec::Events(EventData::Json) => ("Events", of(Holds::Events, TypeRef::Any)),
        Codec::Events(EventData::Text) => ("Events", of(Holds::Events, TypeRef::Primitive(Primitive::String))),
        Codec::Lines | Codec::Sequence => ("Items", of(Holds::Items, TypeRef::Any)),
        Codec::Xml(_) => ("Xml", of(Holds::Value, TypeRef::Any)),
    };
    let examples = example::examples(cx, at);
    Alternative { word, content: Content { holds, media: vec![Media { name: name.to_owned(), codec, check, examples }] } }
}

/// The type of a body of several schemas.
fn contents(cx: &mut Context<'_>, alternatives: Vec<Alternative>, at: &Pointer) -> TypeRef {
    if let Some(known) = cx.uses.get(at) {
        return known.clone();
    }
    let id = cx.types.add(Type {
        pointer: at.clone(),
        origin: origin::of(cx, at),
        docs: Docs::default(),
        shape: Shape::Contents(alternatives),
        check: Check::default(),
        facts: Facts::default(),
    });
    cx.uses.insert(at.clone(), TypeRef::Named(id));
    TypeRef::Named(id)
}
