//! Bodies: media types and their schemas (OpenAPI 3.0.4 sections 4.7.13 and 4.7.14).

use indexmap::IndexMap;
use openapiv3::{MediaType, ReferenceOr};

use super::check;
use super::context::Context;
use super::parameter::schema_at;
use super::types::type_of;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Check, Content, Docs, RequestBody, TypeRef};
use crate::pointer::Pointer;

/// A request body; `None` when it has no content or one that was refused.
pub(super) fn request_body(
    cx: &mut Context<'_>,
    body: &ReferenceOr<openapiv3::RequestBody>,
    at: &Pointer,
) -> Option<RequestBody> {
    let (body, at) = cx.resolve(body, at)?;
    let content = content(cx, &body.content, &at.child("content"))?;
    let docs = Docs { description: body.description.clone(), ..Docs::default() };
    Some(RequestBody { required: body.required, docs, content })
}

/// The one media type of a body; `None` when there is none or it was refused.
pub(super) fn content(cx: &mut Context<'_>, content: &IndexMap<String, MediaType>, at: &Pointer) -> Option<Content> {
    let (name, media_type) = content.first()?;
    if content.len() > 1 {
        let names: Vec<_> = content.keys().map(|name| format!("`{name}`")).collect();
        let span = cx.key_span(at);
        cx.tell(
            Diagnostic::error(lowering::SEVERAL_MEDIA_TYPES, span, "several media types for one body are not supported")
                .note(format!("they are {}", names.join(", ")))
                .help("keep the one that clients use, in an overlay"),
        );
        return None;
    }
    let at = at.child(name);
    if !is_json(name) {
        let span = cx.key_span(&at);
        let diagnostic = Diagnostic::error(lowering::MEDIA_TYPE, span, format!("the media type `{name}` is not supported"))
            .note("JSON is: `application/json` and types that end in `+json`");
        cx.tell(match name.as_str() {
            "schema" | "example" | "examples" => {
                diagnostic.help(format!("put it below a media type: `application/json: {{ {name}: ... }}`"))
            }
            _ if !name.contains('/') => diagnostic.help("write `application/json`, if it is JSON"),
            _ => diagnostic,
        });
        return None;
    }
    if !media_type.encoding.is_empty() {
        let span = cx.key_span(&at.child("encoding"));
        cx.warn(lowering::ENCODING, span, "`encoding` says nothing about a JSON body and is not used");
    }
    let schema = media_type.schema.as_ref().and_then(|_| schema_at(cx, at.child("schema")));
    let (ty, check) = match schema {
        Some(schema) => (type_of(cx, &schema), check::check(cx, &schema)),
        None => (TypeRef::Any, Check::default()),
    };
    Some(Content { media_type: name.clone(), ty, check })
}

/// Whether a media type is JSON, with or without parameters (RFC 6839 section 3.1).
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.split_once('/') {
        Some((_, "json")) => true,
        Some((_, subtype)) => subtype.ends_with("+json"),
        None => false,
    }
}
