//! `application/x-www-form-urlencoded`: how each property is written (OpenAPI 3.0.4 sections 4.7.15 and 4.7.15.1).

use indexmap::IndexMap;
use letterpress_runtime::media_type;
use openapiv3::{Encoding, QueryStyle};

use super::admit::{Kinds, admitted};
use super::context::Context;
use super::kind::{Nesting, all_members, common, nested, of_others};
use super::parameter;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Codec, Form, FormProperty, ParameterKind, Style};
use crate::pointer::Pointer;

/// The codec of a form at the place of its media type.
pub(super) fn codec<'a>(
    cx: &mut Context<'a>,
    schema: Option<&Schema<'a>>,
    encoding: &IndexMap<String, Encoding>,
    at: &Pointer,
) -> Codec {
    let Some(schema) = schema else { return Codec::Form(Form::default()) };
    let kinds = cx.follow(schema).map_or(Kinds::ALL, |target| admitted(cx, &target).values());
    if !kinds.contains(Kinds::OBJECT) {
        let span = schema.span();
        cx.tell(
            Diagnostic::warning(lowering::FORM, span, "a form is an object, and this schema allows none")
                .note("the value is sent as it is, as text or else as JSON, under the name of the form")
                .help("describe the fields of the form as `properties`"),
        );
        return if kinds.contains(Kinds::ARRAY) { Codec::Json } else { Codec::Text };
    }
    let Some(members) = all_members(cx, schema) else { return Codec::Form(Form::default()) };
    let mut properties = Vec::new();
    for (name, member) in &members.list {
        let sources: Vec<Schema<'a>> = member.sources().cloned().collect();
        properties.push(property(cx, name, &sources, encoding.get(*name), &at.child("encoding").child(name)));
    }
    for name in encoding.keys().filter(|name| !members.list.contains_key(name.as_str())) {
        stray(cx, name, at);
    }
    Codec::Form(Form { properties, others: of_others(cx, &members) })
}

/// Tells an encoding of nothing; it SHALL be ignored (section 4.7.14.1).
pub(super) fn stray(cx: &mut Context<'_>, name: &str, at: &Pointer) {
    let span = cx.key_span(&at.child("encoding").child(name));
    cx.tell(
        Diagnostic::warning(lowering::FORM, span, format!("`encoding` speaks of `{name}`, which is no property of the schema"))
            .note("it is ignored")
            .help("correct the name, or remove it"),
    );
}

/// How a property is written that `encoding` may say a style of.
pub(super) fn property<'a>(
    cx: &mut Context<'a>,
    name: &str,
    sources: &[Schema<'a>],
    encoding: Option<&Encoding>,
    at: &Pointer,
) -> FormProperty {
    let style = encoding.and_then(|encoding| encoding.style.as_ref());
    let (style, kind) = match style {
        Some(QueryStyle::DeepObject) => (Style::DeepObject, kind(cx, sources, Nesting::Brackets)),
        Some(QueryStyle::Form) => (parameter::delimited(cx, at).unwrap_or(Style::Form), plain(cx, sources)),
        Some(QueryStyle::SpaceDelimited) => (Style::SpaceDelimited, plain(cx, sources)),
        Some(QueryStyle::PipeDelimited) => (Style::PipeDelimited, plain(cx, sources)),
        None => (Style::Form, by_type(cx, sources, encoding, at)),
    };
    FormProperty {
        name: name.to_owned(),
        style,
        explode: encoding.is_none_or(|encoding| encoding.explode),
        allow_reserved: encoding.is_some_and(|encoding| encoding.allow_reserved),
        kind,
    }
}

/// Without a style `contentType` counts: JSON for objects, text for all else, and the items of an array each on its own.
fn by_type<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>], encoding: Option<&Encoding>, at: &Pointer) -> ParameterKind {
    let named = encoding.and_then(|encoding| encoding.content_type.as_deref()).unwrap_or_default();
    let essence = named.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        json if media_type::is_json(json) => return ParameterKind::Json,
        "" | "text/plain" | "*/*" | "text/*" | "application/octet-stream" => {}
        _ => {
            let span = cx.span(&at.child("contentType"));
            cx.tell(
                Diagnostic::warning(lowering::FORM, span, format!("a field of a form is not written as `{named}`"))
                    .note("it is written as text, and as JSON where it has no text"),
            );
        }
    }
    kind(cx, sources, Nesting::Json)
}

/// What all schemas of a property say together.
fn kind<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>], nesting: Nesting) -> ParameterKind {
    common(sources.iter().map(|source| nested(cx, source, nesting)).collect())
}

/// What a style of plain values writes.
fn plain<'a>(cx: &mut Context<'a>, sources: &[Schema<'a>]) -> ParameterKind {
    sources.first().map_or(ParameterKind::Any, |source| parameter::kind(cx, source))
}
