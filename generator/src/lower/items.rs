//! Streams of items: which schema is that of one item.
//!
//! Since 3.2 `itemSchema` says it. Before, `schema` had to: people write the schema of an item, or an array of items, as 3.2 has it for
//! the stream as a whole.

use super::context::Context;
use super::media_type::{has_text, is_binary};
use super::parameter::schema_at;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Codec, EventData};
use crate::pointer::Pointer;
use crate::source::Span;

/// The codec and the schema of what Rust holds: of a stream those of its items, of anything else what they are.
pub(super) fn settle<'a>(
    cx: &mut Context<'a>,
    codec: Codec,
    schema: Option<Schema<'a>>,
    at: &Pointer,
) -> (Codec, Option<Schema<'a>>) {
    let place = at.child("x-canonical-itemSchema");
    let item = schema_at(cx, place.clone());
    let span = cx.key_span(&place);
    match codec {
        Codec::Json
        | Codec::Xml(_)
        | Codec::Text
        | Codec::Form(_)
        | Codec::Multipart(..)
        | Codec::Parts
        | Codec::Bytes { .. } => {
            if item.is_some() {
                let message = "`itemSchema` is of streams of items, which this media type is not";
                cx.tell(Diagnostic::warning(lowering::ITEMS, span, message).note("it is not used").help("write `schema`"));
            }
            (codec, schema)
        }
        Codec::Lines | Codec::Sequence => match item {
            Some(item) => {
                beside(cx, schema.as_ref());
                (codec, Some(item))
            }
            None => of_whole(cx, codec, schema),
        },
        Codec::Events(_) => match (item, schema) {
            (Some(item), schema) => {
                beside(cx, schema.as_ref());
                event(cx, item, Told::Standard)
            }
            (None, Some(schema)) => {
                let (codec, item) = of_whole(cx, codec, Some(schema));
                match (codec, item) {
                    (Codec::Events(_), Some(item)) => event(cx, item, Told::Habit),
                    (codec, item) => (codec, item),
                }
            }
            (None, None) => (Codec::Events(EventData::Text), None),
        },
    }
}

/// Who says that an object is an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// The standard, of `itemSchema`.
    Standard,
    /// Its members.
    Habit,
}

/// A schema of the stream as a whole, beside that of its items.
fn beside(cx: &mut Context<'_>, whole: Option<&Schema<'_>>) {
    if let Some(whole) = whole {
        let message = "`schema` beside `itemSchema` is that of the stream as a whole";
        let diagnostic = Diagnostic::warning(lowering::ITEMS, whole.span(), message);
        cx.tell(diagnostic.note("it is not checked: items are read one by one").help("remove `schema`"));
    }
}

fn warn(cx: &mut Context<'_>, span: Span, message: &str, note: &str) {
    cx.tell(Diagnostic::warning(lowering::ITEMS, span, message).note(note).help("say it by `itemSchema` (OpenAPI 3.2)"));
}

/// What was made of a schema of which all is used, and that may have meant something else.
fn read_as(cx: &mut Context<'_>, span: Span, message: &str, note: &str) {
    cx.tell(Diagnostic::warning(lowering::EVENTS, span, message).note(note).help("say it by `itemSchema` (OpenAPI 3.2)"));
}

/// The item of a stream whose `schema` is all that is known.
fn of_whole<'a>(cx: &mut Context<'a>, codec: Codec, schema: Option<Schema<'a>>) -> (Codec, Option<Schema<'a>>) {
    let Some(followed) = schema.as_ref().and_then(|schema| cx.follow(schema)) else { return (codec, schema) };
    let bytes = Codec::Bytes { least: None, most: None };
    match (followed.type_names().as_slice(), &codec) {
        _ if is_binary(&followed) => (bytes, schema),
        (["string"], Codec::Lines | Codec::Sequence) => {
            warn(
                cx,
                followed.span(),
                "the schema says that the stream is a text, and not what its items are",
                "it is handed over as bytes",
            );
            (bytes, schema)
        }
        (["array"], _) => {
            for keyword in ["minItems", "maxItems", "uniqueItems"] {
                if followed.has(keyword) {
                    let span = followed.keyword_span(keyword);
                    warn(cx, span, &format!("`{keyword}` of a stream is not checked"), "its items are read one by one");
                }
            }
            (codec, followed.child("items"))
        }
        (_, _) => (codec, schema),
    }
}

/// What an event carries: the schema is that of the event as a whole, or of its data.
fn event<'a>(cx: &mut Context<'a>, item: Schema<'a>, told: Told) -> (Codec, Option<Schema<'a>>) {
    let Some(followed) = cx.follow(&item) else { return (Codec::Events(EventData::Text), Some(item)) };
    if !is_event(cx, &followed, told) {
        if told == Told::Standard {
            let note = "the schema is taken for that of its data";
            read_as(cx, item.span(), "the item of an event stream is an event, an object with a string `data`", note);
        }
        return of_data(cx, item);
    }
    if told == Told::Habit {
        let note = "it is taken for the event, and not for its data";
        read_as(cx, item.span(), "the schema of this event stream has the members of an event", note);
    }
    let data = followed.map("properties").into_iter().find(|(name, _)| *name == "data").map(|(_, data)| data);
    let refined = ["oneOf", "anyOf", "allOf"].iter().any(|keyword| followed.has(keyword));
    match data {
        Some(data) if !refined => of_data(cx, data),
        Some(_) | None => {
            if refined {
                let note = "each event gives its data as a text";
                warn(cx, item.span(), "the data of an event are not told apart by the type of the event", note);
            }
            (Codec::Events(EventData::Text), None)
        }
    }
}

/// Whether a schema describes events, or all its branches do.
fn is_event<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, told: Told) -> bool {
    const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];
    let properties = schema.map("properties");
    let has = |name: &str| properties.iter().any(|(known, _)| *known == name);
    let only = properties.iter().all(|(name, _)| FIELDS.contains(name));
    let itself = match told {
        Told::Standard => has("data") || !properties.is_empty() && only,
        Told::Habit => has("data") && only && properties.len() > 1,
    };
    let branches: Vec<_> = ["oneOf", "anyOf"].iter().flat_map(|keyword| schema.list(keyword)).collect();
    itself
        || properties.is_empty()
            && !branches.is_empty()
            && branches.iter().all(|branch| {
                let names = cx.follow(branch).map(|branch| branch.map("properties")).unwrap_or_default();
                names.iter().any(|(name, _)| *name == "data") && names.iter().all(|(name, _)| FIELDS.contains(name))
            })
}

/// Data by their schema: a text, a JSON text that `contentSchema` describes, or what can only be JSON.
fn of_data<'a>(cx: &mut Context<'a>, data: Schema<'a>) -> (Codec, Option<Schema<'a>>) {
    let followed = cx.follow(&data);
    let within = followed.as_ref().filter(|schema| schema.text("contentMediaType").is_some_and(super::media_type::is_json));
    if let Some(schema) = within {
        return (Codec::Events(EventData::Json), schema.child("contentSchema"));
    }
    match has_text(cx, &data) {
        true => (Codec::Events(EventData::Text), Some(data)),
        false => (Codec::Events(EventData::Json), Some(data)),
    }
}
