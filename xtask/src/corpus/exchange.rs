//! One request and one response for each operation, made of the examples of the description or of its schemas, as code that exchanges them.

use std::fmt::Write as _;

use letterpress::Understood;
use letterpress::ir::{Alternative, Api, Codec, Content, EventData, Group, Holds, Operation, Response, Shape, Status, TypeId};
use letterpress::names::{Home, OperationNames};
use letterpress::sample::{Sampler, Way};
use serde_json::Value;

use super::serve;

/// The functions that the code calls, which each crate has.
pub const LIBRARY: &str = include_str!("exchange_lib.rs");

/// The name of their module.
pub const MODULE: &str = "exchange";

/// The functions of a document: `exchanges` does one exchange after the other, and gives what became of each.
pub fn functions(understood: &Understood, number: usize) -> String {
    let api = &understood.api;
    let (requests, responses) = (Sampler::new(api, Way::Request), Sampler::new(api, Way::Response));
    let pairs = api.tags.iter().zip(&understood.names.tags).filter(|(tag, _)| tag.group == Group::Tag);
    let pairs = pairs.flat_map(|(tag, names)| tag.operations.iter().zip(&names.operations));
    let (mut text, mut calls) = (String::new(), String::new());
    for (at, (operation, names)) in pairs.enumerate() {
        let made = request(understood, &requests, (operation, names), number)
            .and_then(|request| Ok((request, response(api, &responses, operation)?)));
        match made {
            Ok((request, response)) => {
                let _ = write!(
                    text,
                    "fn exchange_{at}() -> String {{\n    const MADE: Made = {response};\n    \
                     let request = || Ok({request});\n    exchange(request(), &MADE, credentials)\n}}\n\n"
                );
                let _ = writeln!(calls, "    ({:?}, exchange_{at}),", names.id);
            }
            Err(why) => {
                let _ = writeln!(calls, "    ({:?}, || {:?}.to_owned()),", names.id, format!("not asked: {why}"));
            }
        }
    }
    format!(
        "use crate::{MODULE}::*;\n\n{text}{}\npub const EXCHANGES: &[(&str, fn() -> String)] = &[\n{calls}];\n",
        credentials(understood, number)
    )
}

/// A function that gives a client a credential for each scheme.
fn credentials(understood: &Understood, number: usize) -> String {
    let schemes = understood.api.security_schemes.iter().zip(&understood.names.schemes);
    let with = |(scheme, names): (&letterpress::ir::SecurityScheme, &letterpress::names::SchemeNames)| {
        let (_, credential) = serve::credential(&scheme.kind);
        format!(
            "\n        .with_credential(&crate::d{number}::security::{}, letterpress_runtime::client::Credential::{credential})",
            names.constant
        )
    };
    let with: String = schemes.map(with).collect();
    format!(
        "fn credentials(client: letterpress_runtime::client::Client) -> letterpress_runtime::client::Client {{\n    client{with}\n}}\n"
    )
}

/// A request as an expression; why there is none.
fn request(
    understood: &Understood,
    sampler: &Sampler<'_>,
    (operation, names): (&Operation, &OperationNames),
    number: usize,
) -> Result<String, String> {
    let mut fields = String::new();
    for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
        let made = sampler.value(&parameter.check, &parameter.examples).and_then(|value| value.to_text().ok());
        let field = match (made, parameter.required) {
            (Some(json), true) => format!("value({json:?})?"),
            (Some(json), false) => format!("Some(value({json:?})?)"),
            (None, true) => return Err(format!("no value is found for the parameter `{}`", parameter.name)),
            (None, false) => "None".to_owned(),
        };
        let _ = write!(fields, " {name}: {field},");
    }
    if let Some(body) = &operation.request_body {
        let field = match (self::body(understood, sampler, &body.content, number), body.required) {
            (Ok(value), true) => value,
            (Ok(value), false) => format!("Some({value})"),
            (Err(why), true) => return Err(why),
            (Err(_), false) => "None".to_owned(),
        };
        let _ = write!(fields, " {}: {field},", names.body);
    }
    Ok(format!("crate::d{number}::operations::{} {{{fields} }}", names.ident))
}

/// A body as an expression.
fn body(understood: &Understood, sampler: &Sampler<'_>, content: &Content, number: usize) -> Result<String, String> {
    match &content.holds {
        Holds::Stream => Ok("letterpress_runtime::ByteStream::from(\"bytes\")".to_owned()),
        Holds::Bytes => Ok("letterpress_runtime::Bytes::from_static(b\"bytes\")".to_owned()),
        Holds::Items(_) | Holds::Events(_) | Holds::Parts => Err("the body is a stream of values".to_owned()),
        Holds::Value(ty) => {
            match understood.api.types.meant(ty).map(|(id, definition)| (id, &definition.shape)) {
                Some((id, Shape::Contents(all))) => return one_of(understood, sampler, (id, all), number),
                Some((_, Shape::Struct(object))) if object.is_parts() => return Err("the body has files".to_owned()),
                Some((_, Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_)))
                | None => {}
            }
            let media = content.media.first().ok_or("the body has no media type")?;
            let value = sampler.value(&media.check, &media.examples).and_then(|value| value.to_text().ok());
            value.map(|json| format!("value({json:?})?")).ok_or_else(|| "no value is found for the body".to_owned())
        }
    }
}

/// The first of several contents of which there is a value.
fn one_of(
    understood: &Understood,
    sampler: &Sampler<'_>,
    (id, all): (TypeId, &[Alternative]),
    number: usize,
) -> Result<String, String> {
    let names = understood.names.ty(id);
    let folder = if matches!(names.home, Home::Models(_)) { "models" } else { "operations" };
    let made = |(alternative, variant): (&Alternative, &String)| {
        let inner = body(understood, sampler, &alternative.content, number)?;
        Ok(format!("crate::d{number}::{folder}::{}::{variant}({inner})", names.ident))
    };
    let mut made = all.iter().zip(&names.members).map(made);
    let first = made.next().unwrap_or_else(|| Err("the body has no content".to_owned()));
    first.or_else(|why| made.find_map(Result::ok).ok_or(why))
}

/// The first success as an expression; why there is none.
fn response(api: &Api, sampler: &Sampler<'_>, operation: &Operation) -> Result<String, String> {
    let code = |response: &Response| match response.status {
        Status::Exact(code) => Some(code).filter(|code| (200..300).contains(code)),
        Status::Range(2) => Some(200),
        Status::Range(_) => None,
        // Where nothing else is documented, it stands for success.
        Status::Default => (operation.responses.len() == 1).then_some(200),
    };
    let found = operation.responses.iter().find_map(|response| Some((response, code(response)?)));
    let (response, code) = found.ok_or("no success is documented")?;
    let mut headers = String::new();
    for header in response.headers.iter().filter(|header| header.required) {
        let value = sampler.of_type(&header.ty).and_then(|value| text_of(&value.to_text().ok()?));
        let value = value.ok_or_else(|| format!("no value is found for the header `{}`", header.name))?;
        let _ = write!(headers, "({:?}, {value:?}), ", header.name);
    }
    let mut body = Vec::new();
    if let Some((media, bytes)) = response.content.as_ref().map(|content| content_of(api, sampler, content)).transpose()? {
        let _ = write!(headers, "(\"content-type\", {media:?}), ");
        body = bytes;
    }
    Ok(format!("Made {{ status: {code}, headers: &[{headers}], body: &{body:?} }}"))
}

/// A media type with a body of it.
fn content_of(api: &Api, sampler: &Sampler<'_>, content: &Content) -> Result<(String, Vec<u8>), String> {
    let media = content.media.first().ok_or("the response has no media type")?;
    let first = match content.ty().and_then(|ty| api.types.meant(ty)).map(|(_, definition)| &definition.shape) {
        Some(Shape::Contents(all)) => all.first().map(|it| &it.content),
        Some(Shape::Struct(_) | Shape::Enumeration(_) | Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_)) | None => None,
    };
    if let Some(first) = first {
        return content_of(api, sampler, first);
    }
    let name = match media.name.as_str() {
        "*/*" => "application/octet-stream".to_owned(),
        name => name.replace("/*", "/plain"),
    };
    let json = || {
        let value = sampler.value(&media.check, &media.examples).ok_or("no value is found for the response")?;
        value.to_text().map_err(|error| error.to_string())
    };
    let bytes = match &media.codec {
        Codec::Json => json()?.into_bytes(),
        Codec::Lines => format!("{}\n", json()?).into_bytes(),
        Codec::Sequence => format!("\u{1e}{}\n", json()?).into_bytes(),
        Codec::Events(EventData::Json) => format!("data: {}\n\n", json()?).into_bytes(),
        Codec::Events(EventData::Text) => b"data: text\n\n".to_vec(),
        Codec::Bytes { .. } => b"bytes".to_vec(),
        Codec::Text => {
            let value = sampler.value(&media.check, &media.examples).and_then(|value| text_of(&value.to_text().ok()?));
            value.ok_or("no value is found for the response")?.into_bytes()
        }
        Codec::Xml(_) | Codec::Form(_) | Codec::Multipart(..) | Codec::Parts => {
            return Err(format!("`{}` is not made", media.name));
        }
    };
    Ok((name, bytes))
}

/// A value, given as JSON text, as the text of a header or of a plain body.
fn text_of(json: &str) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let value: Value = serde_json::from_str(json).ok()?;
    if let Value::Array(items) = &value {
        return Some(items.iter().map(text).collect::<Option<Vec<_>>>()?.join(","));
    }
    // The digits are those of the text.
    if value.is_number() { Some(json.to_owned()) } else { text(&value) }
}
