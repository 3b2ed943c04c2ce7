//! `application/x-www-form-urlencoded`: how each property is written (OpenAPI 3.0.4 sections 4.7.15 and 4.7.15.1).

use indexmap::IndexMap;
use letterpress_runtime::media_type;
use openapiv3::{Encoding, QueryStyle};

use super::admit::{Kinds, admitted};
use super::context::Context;
use super::kind::{Nesting, all_members, nested, of_member, of_others, tell_one};
use super::members::{Member, Members};
use super::null;
use super::parameter;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{Codec, Form, FormProperty, ParameterKind, Style};
use crate::pointer::Pointer;

/// A member, and those among which it is.
pub(super) type Of<'m, 'a> = (&'m Members<'a>, &'m Member<'a>);

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
        properties.push(property(cx, name, (&members, member), encoding.get(*name), &at.child("encoding").child(name)));
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
    of: Of<'_, 'a>,
    encoding: Option<&Encoding>,
    at: &Pointer,
) -> FormProperty {
    let style = encoding.and_then(|encoding| encoding.style.as_ref());
    let (style, kind) = match style {
        Some(QueryStyle::DeepObject) => (Style::DeepObject, kind(cx, of, Nesting::Brackets)),
        Some(QueryStyle::Form) => (parameter::delimited(cx, at).unwrap_or(Style::Form), plain(cx, of)),
        Some(QueryStyle::SpaceDelimited) => (Style::SpaceDelimited, plain(cx, of)),
        Some(QueryStyle::PipeDelimited) => (Style::PipeDelimited, plain(cx, of)),
        None => (Style::Form, by_type(cx, of, encoding, at)),
    };
    FormProperty {
        name: name.to_owned(),
        style,
        explode: encoding.is_none_or(|encoding| encoding.explode),
        allow_reserved: encoding.is_some_and(|encoding| encoding.allow_reserved),
        nullable: is_nullable(cx, of),
        kind,
    }
}

/// Whether a schema of a property names null: what is absent is null then, if something must be there.
pub(super) fn is_nullable<'a>(cx: &mut Context<'a>, of: Of<'_, 'a>) -> bool {
    of.1.sources().any(|source| null::is_named(cx, source))
}

/// Without a style `contentType` counts: JSON for objects, text for all else, and the items of an array each on its own.
fn by_type<'a>(cx: &mut Context<'a>, of: Of<'_, 'a>, encoding: Option<&Encoding>, at: &Pointer) -> ParameterKind {
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
    let kind = kind(cx, of, Nesting::Json);
    if let Some(source) = of.1.sources().next() {
        tell_one(cx, source, &kind);
    }
    kind
}

/// What all schemas of a property say together.
pub(super) fn kind<'a>(cx: &mut Context<'a>, of: Of<'_, 'a>, nesting: Nesting) -> ParameterKind {
    of_member(of.0, of.1, |source| nested(cx, source, nesting))
}

/// What a style of plain values writes.
fn plain<'a>(cx: &mut Context<'a>, of: Of<'_, 'a>) -> ParameterKind {
    of_member(of.0, of.1, |source| parameter::kind(cx, source))
}
