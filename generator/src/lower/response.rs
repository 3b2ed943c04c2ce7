//! Responses and their headers (OpenAPI 3.0.4 sections 4.7.16, 4.7.17 and 4.7.21).

use openapiv3::{ReferenceOr, Responses, StatusCode};

use super::context::Context;
use super::docs;
use super::parameter::{self, Carried, carried, kind};
use super::types::type_of;
use super::{answer, api, content, shared};
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Content, Docs, Header, ParameterKind, Primitive, Response, Status, Style, TypeRef};
use crate::node::{Node, Value};
use crate::pointer::Pointer;

/// The documented responses of an operation with this method, in small letters, in order.
pub(super) fn all(cx: &mut Context<'_>, method: &str, responses: &Responses, at: &Pointer) -> Vec<Response> {
    let keys: Vec<&str> = cx.node(at).map_or(&[][..], Node::entries).iter().map(|entry| entry.key.as_str()).collect();
    let mut all: Vec<Response> = Vec::new();
    for key in keys.into_iter().filter(|key| !key.starts_with("x-")) {
        let place = at.child(key);
        let Some(status) = Status::of(key) else {
            let span = cx.span(&place);
            cx.error(lowering::STATUS, span, format!("`{key}` is not a status code, a range such as `4XX`, or `default`"));
            continue;
        };
        if all.iter().any(|response| response.status == status) {
            let span = cx.span(&place);
            cx.error(lowering::STATUS, span, format!("the status `{key}` is described twice"));
        } else if let Some(response) = typed(responses, status) {
            all.extend(lower(cx, (method, status), response, &place));
        }
    }
    all
}

fn typed(responses: &Responses, status: Status) -> Option<&ReferenceOr<openapiv3::Response>> {
    match status {
        Status::Exact(code) => responses.responses.get(&StatusCode::Code(code)),
        Status::Range(digit) => responses.responses.get(&StatusCode::Range(u16::from(digit))),
        Status::Default => responses.default.as_ref(),
    }
}

fn lower(
    cx: &mut Context<'_>,
    (method, status): (&str, Status),
    response: &ReferenceOr<openapiv3::Response>,
    at: &Pointer,
) -> Option<Response> {
    let place = at;
    let (response, at) = cx.resolve(response, at)?;
    if !response.links.is_empty() {
        let span = cx.key_span(&at.child("links"));
        api::not_generated(cx, span, "links");
    }
    if !shared::admits_texts(cx, &[Some(&response.description)], &at) {
        return None;
    }
    Some(Response {
        status,
        description: response.description.clone(),
        headers: headers(cx, status, &response, &at.child("headers")),
        content: body(cx, (method, status), &response, (place, &at.child("content"))),
        answer: None,
    })
}

/// The body, unless HTTP gives this status none (RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5), or the method (section 9.3.2).
fn body(
    cx: &mut Context<'_>,
    (method, status): (&str, Status),
    response: &openapiv3::Response,
    (place, at): (&Pointer, &Pointer),
) -> Option<Content> {
    let (bodiless, told, help) = match (method, status) {
        (_, Status::Exact(100..=199 | 204 | 205 | 304) | Status::Range(1)) => {
            ("with this status", at, "remove the content, or correct the status")
        }
        // Other operations may have a response that is referred to, and its body.
        ("head", _) if *at != place.child("content") => ("to HEAD", place, "give it a response without `content`"),
        ("head", _) => ("to HEAD", at, "remove the content"),
        (_, _) => return content::content(cx, &response.content, at),
    };
    if !response.content.is_empty() {
        let span = cx.span(told);
        let message = format!("a response {bodiless} has no body, so this content is ignored");
        cx.tell(Diagnostic::warning(lowering::NO_BODY, span, message).help(help));
    }
    None
}

fn headers(cx: &mut Context<'_>, status: Status, response: &openapiv3::Response, at: &Pointer) -> Vec<Header> {
    let mut headers = Vec::new();
    for (name, value) in &response.headers {
        // "If a response header is defined with the name "Content-Type", it SHALL be ignored" (section 4.7.17.1).
        if name.eq_ignore_ascii_case("Content-Type") {
            let span = cx.span(&at.child(name));
            cx.tell(
                Diagnostic::warning(lowering::HEADER_IGNORED, span, format!("the response header `{name}` is ignored"))
                    .note("it follows from the media types (section Response Object)")
                    .help("remove the header"),
            );
            continue;
        }
        let header = header(cx, name, value, &at.child(name));
        if header.as_ref().is_some_and(|header| header.required && !answer::has_header(status, &header.name)) {
            let span = cx.key_span(&at.child(name));
            let message = format!("the header `{name}` is required, and answers that the server gives by itself do not have it");
            cx.warn(lowering::OWN_ANSWER_HEADER, span, message);
        }
        headers.extend(header);
    }
    headers
}

fn header(cx: &mut Context<'_>, name: &str, header: &ReferenceOr<openapiv3::Header>, at: &Pointer) -> Option<Header> {
    let (header, at) = cx.resolve(header, at)?;
    let texts = [Some(name), header.description.as_deref()];
    if !cx.admits_values(parameter::EACH, |cx| cx.span(&at)) || !shared::admits_texts(cx, &texts, &at) {
        return None;
    }
    let (ty, kind) = match carried(cx, &header.format, &at, &format!("header `{name}`"))? {
        Carried::Styled(schema) | Carried::Form(schema) => (type_of(cx, &schema), kind(cx, &schema)),
        Carried::Json(schema) => (schema.map_or(TypeRef::Any, |schema| type_of(cx, &schema)), ParameterKind::Json),
        Carried::Text => (TypeRef::Primitive(Primitive::String), ParameterKind::String),
    };
    let (ty, kind) = if name.eq_ignore_ascii_case("Set-Cookie") { listed(ty, kind) } else { (ty, kind) };
    Some(Header {
        name: name.to_owned(),
        required: header.required,
        docs: Docs {
            description: header.description.clone(),
            deprecated: header.deprecated == Some(true),
            rust_name: docs::chosen_at(cx, &at),
            ..Docs::default()
        },
        ty,
        kind,
        style: parameter::delimited(cx, &at).unwrap_or(Style::Simple),
        explode: cx.node(&at.child("x-canonical-explode")).is_some_and(|node| node.value == Value::Bool(true)),
    })
}

/// A server sets each cookie by a line of its own, however the description calls one of them (RFC 6265, section 3).
fn listed(ty: TypeRef, kind: ParameterKind) -> (TypeRef, ParameterKind) {
    match ty {
        TypeRef::List(_) => (ty, kind),
        TypeRef::Nullable(inner) => listed(*inner, kind),
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::AnyObject => {
            (TypeRef::List(Box::new(ty)), ParameterKind::Array(Box::new(kind)))
        }
    }
}
