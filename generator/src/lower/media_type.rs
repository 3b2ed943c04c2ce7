//! Media types: which form a body has on the wire (RFC 9110 section 8.3.1, RFC 6839).

use letterpress_runtime::media_type as runtime;
use openapiv3::MediaType;

use super::context::Context;
use super::types::core_type;
use super::view::Schema;
use super::{form, multipart, xml};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Codec, EventData, Shape, TypeRef};
use crate::node::Node;
use crate::pointer::Pointer;

/// The form of a media type with this schema; `None` when it was refused.
pub(super) fn codec<'a>(
    cx: &mut Context<'a>,
    name: &str,
    schema: Option<&Schema<'a>>,
    media: &MediaType,
    at: &Pointer,
) -> Option<Codec> {
    let kind = kind(name);
    let followed = schema.and_then(|schema| cx.follow(schema));
    let (written, schema) = (schema, followed.as_ref().or(schema));
    let is_example = matches!(name, "example" | "examples");
    if kind == Kind::Malformed && (is_example || has_examples_alone(cx, at)) {
        let span = cx.key_span(at);
        let diagnostic = Diagnostic::warning(lowering::EXAMPLE_AS_MEDIA_TYPE, span, format!("`{name}` is not a media type"));
        let help = match is_example {
            true => format!("put it below a media type: `application/json: {{ {name}: ... }}`"),
            false => "remove it, or put it into an example of a media type".to_owned(),
        };
        cx.tell(diagnostic.note("it is documentation, and left out").help(help));
        return None;
    }
    if kind == Kind::Malformed && name == "schema" {
        let span = cx.key_span(at);
        let diagnostic = Diagnostic::error(lowering::MEDIA_TYPE, span, format!("`{name}` is not a media type"));
        cx.tell(diagnostic.help(format!("put it below a media type: `application/json: {{ {name}: ... }}`")));
        return None;
    }
    if kind != Kind::Multipart {
        multipart::tell_no_parts(cx, media, at);
    }
    match kind {
        Kind::Json => Some(Codec::Json),
        Kind::Open if schema.is_some_and(|schema| !is_binary(schema)) => Some(Codec::Json),
        Kind::Open | Kind::Binary => Some(bytes(name, schema)),
        Kind::Text => Some(text(cx, name, schema, at)),
        Kind::Items(codec) => Some(codec),
        Kind::Form => Some(form::codec(cx, schema, &media.encoding, at)),
        Kind::Multipart => Some(multipart::codec(cx, schema, media, at)),
        Kind::Malformed => {
            let span = cx.key_span(at);
            let diagnostic = Diagnostic::warning(lowering::MEDIA_TYPE_MALFORMED, span, format!("`{name}` is not a media type"));
            cx.tell(
                diagnostic
                    .note("the body is bytes that nothing is known about")
                    .help("write the media type, such as `application/json`, or `application/octet-stream` for any bytes"),
            );
            Some(bytes(name, None))
        }
        Kind::Xml => Some(xml(cx, name, schema, written)),
    }
}

/// Whether something has nothing but examples, and stands beside a media type: converters take examples apart, and leave their members there.
fn has_examples_alone(cx: &Context<'_>, at: &Pointer) -> bool {
    let members = cx.node(at).map(Node::entries).unwrap_or_default();
    let is_example = !members.is_empty() && members.iter().all(|entry| matches!(entry.key.as_str(), "example" | "examples"));
    let content = at.as_str().rsplit_once('/').and_then(|(owner, _)| cx.node(&Pointer::from_text(owner)));
    let others = content.map(Node::entries).unwrap_or_default();
    is_example && others.iter().any(|entry| kind(&entry.key) != Kind::Malformed)
}

/// What a parameter of a media type is written as.
pub(super) enum Carrier {
    /// JSON text.
    Json,
    /// Pairs, as in `application/x-www-form-urlencoded`.
    Form,
    /// A scalar by its text.
    Text,
    /// Anything else.
    Other,
}

/// What a parameter of this media type is written as.
pub(super) fn of_parameter(name: &str) -> Carrier {
    match kind(name) {
        Kind::Json => Carrier::Json,
        Kind::Text => Carrier::Text,
        Kind::Form => Carrier::Form,
        Kind::Open | Kind::Binary | Kind::Items(_) | Kind::Xml | Kind::Multipart | Kind::Malformed => Carrier::Other,
    }
}

/// The families of media types.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// `application/json`, `text/json` and types that end in `+json`.
    Json,
    /// `text/*`.
    Text,
    /// `*/*` and `application/*`: the schema tells.
    Open,
    /// Images, archives and all that is not known.
    Binary,
    /// Streams of items.
    Items(Codec),
    /// `application/xml`, `text/xml` and types that end in `+xml`.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// No `type/subtype`.
    Malformed,
}

fn kind(name: &str) -> Kind {
    let essence = runtime::essence(name).to_ascii_lowercase();
    let Some((kind, subtype)) = essence.split_once('/').filter(|(kind, subtype)| is_token(kind) && is_token(subtype)) else {
        return Kind::Malformed;
    };
    match (kind, subtype) {
        (_, _) if runtime::is_json(&essence) => Kind::Json,
        ("application", "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "json-lines") => Kind::Items(Codec::Lines),
        (_, subtype) if subtype == "json-seq" || subtype.ends_with("+json-seq") => Kind::Items(Codec::Sequence),
        // What the data are, their schema tells.
        ("text", "event-stream") => Kind::Items(Codec::Events(EventData::Text)),
        (_, _) if runtime::is_xml(&essence) => Kind::Xml,
        ("application", "x-www-form-urlencoded") => Kind::Form,
        ("multipart", _) => Kind::Multipart,
        ("text", _) => Kind::Text,
        ("*" | "application", "*") => Kind::Open,
        (_, _) => Kind::Binary,
    }
}

/// Whether a media type is one of JSON.
pub(super) fn is_json(name: &str) -> bool {
    kind(name) == Kind::Json
}

/// Whether `encoding` speaks of bodies of this media type.
pub(super) fn is_form(name: &str) -> bool {
    matches!(kind(name), Kind::Form | Kind::Multipart)
}

/// RFC 9110, section 5.6.2.
pub(super) fn is_token(text: &str) -> bool {
    let special = |c: char| "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || special(c))
}

/// Whether a schema says that the body is bytes.
pub(super) fn is_binary(schema: &Schema<'_>) -> bool {
    schema.text("format") == Some("binary") && schema.text("type").is_none_or(|kind| kind == "string")
}

/// Bytes, whole where the schema says how many there can be: the length of a stream is nobody's to say before it ends, nor is the
/// media type of a range anybody's but the stream's.
fn bytes(name: &str, schema: Option<&Schema<'_>>) -> Codec {
    let bound = |keyword: &str| schema.filter(|schema| is_binary(schema)).and_then(|schema| schema.count(keyword));
    match bound("maxLength").filter(|_| !name.contains('*')) {
        Some(most) => Codec::Bytes { least: bound("minLength"), most: Some(most) },
        None => Codec::Bytes { least: None, most: None },
    }
}

/// Text, if the schema's values have a text; otherwise what servers send under such a name: the JSON.
fn text<'a>(cx: &mut Context<'a>, name: &str, schema: Option<&Schema<'a>>, at: &Pointer) -> Codec {
    let Some(schema) = schema else { return Codec::Text };
    if has_text(cx, schema) {
        return Codec::Text;
    }
    let span = cx.key_span(at);
    cx.tell(
        Diagnostic::warning(lowering::TEXT_AS_JSON, span, format!("`{name}` holds what has no text"))
            .note("it is written and read as JSON, under the name of this media type")
            .help("write `application/json`, or `type: string` if it is a text"),
    );
    Codec::Json
}

/// XML, text where no more is said than that it is one, and bytes.
fn xml<'a>(cx: &mut Context<'a>, name: &str, schema: Option<&Schema<'a>>, written: Option<&Schema<'a>>) -> Codec {
    match (schema, written) {
        (Some(schema), Some(_)) if is_binary(schema) => bytes(name, Some(schema)),
        (Some(_), Some(written)) if !xml::is_bare_text(cx, written) => Codec::Xml(Box::new(xml::root(cx, written))),
        (_, _) => Codec::Text,
    }
}

/// Whether each value of a schema has a text of its own.
pub(super) fn has_text<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> bool {
    let ty = core_type(cx, schema);
    is_text(cx, &ty)
}

/// Whether each value of a type has a text of its own.
pub(super) fn is_text(cx: &Context<'_>, ty: &TypeRef) -> bool {
    is_scalar(cx, ty, DEPTH)
}

/// Definitions within definitions beyond this many are no scalar.
const DEPTH: usize = 32;

/// Whether each value of a type has a text of its own.
fn is_scalar(cx: &Context<'_>, ty: &TypeRef, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match ty {
        TypeRef::Primitive(_) | TypeRef::Any => true,
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::AnyObject => false,
        TypeRef::Nullable(inner) => is_scalar(cx, inner, depth),
        TypeRef::Named(id) => cx.types.get(*id).is_some_and(|definition| match &definition.shape {
            Shape::Enumeration(_) => true,
            Shape::Struct(_) | Shape::Tuple(_) | Shape::Contents(_) => false,
            Shape::Union(union) => union.variants.iter().all(|variant| is_scalar(cx, &variant.ty, depth)),
            Shape::Alias(ty) => is_scalar(cx, ty, depth),
        }),
    }
}
