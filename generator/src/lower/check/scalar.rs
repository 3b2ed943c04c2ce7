//! Keywords of numbers and strings.

use super::super::context::Context;
use super::super::format;
use super::super::pattern;
use super::super::view::Schema;
use super::json_type;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::{JsonType, Keyword, Pattern};
use crate::source::Span;

pub(super) fn keywords<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, out: &mut Vec<Keyword>) {
    bounds(schema, out);
    out.extend(schema.count("minLength").filter(|length| *length > 0).map(Keyword::MinLength));
    out.extend(schema.count("maxLength").map(Keyword::MaxLength));
    if let Some(source) = schema.text("pattern") {
        out.extend(pattern(cx, source, schema.keyword_span("pattern")).map(Keyword::Pattern));
    }
    formats(schema, out);
}

/// Bounds with their exact texts. The boolean `exclusiveMinimum` of 3.0 changes the meaning of `minimum`; a numeric one stands beside it.
fn bounds(schema: &Schema<'_>, out: &mut Vec<Keyword>) {
    let number = |keyword: &str| schema.number(keyword).map(str::to_owned);
    out.extend(number("multipleOf").map(Keyword::MultipleOf));
    let exclusive = if schema.flag("exclusiveMinimum") { Keyword::ExclusiveMinimum } else { Keyword::Minimum };
    out.extend(number("minimum").map(exclusive));
    out.extend(number("exclusiveMinimum").map(Keyword::ExclusiveMinimum));
    let exclusive = if schema.flag("exclusiveMaximum") { Keyword::ExclusiveMaximum } else { Keyword::Maximum };
    out.extend(number("maximum").map(exclusive));
    out.extend(number("exclusiveMaximum").map(Keyword::ExclusiveMaximum));
}

/// A pattern of the specification, or a finding where the runtime has no equal.
pub(super) fn pattern(cx: &mut Context<'_>, source: &str, span: Span) -> Option<Pattern> {
    let translated = cx.patterns.entry(source.to_owned()).or_insert_with(|| pattern::translate(source));
    match translated.clone() {
        Ok(pattern) => Some(pattern),
        Err(reason) => {
            cx.tell(
                Diagnostic::error(lowering::PATTERN, span, format!("this pattern cannot be checked: {reason}"))
                    .note("patterns run in time linear in their input, on servers facing any client")
                    .help("write it without look-around and back-references, or drop it in an overlay"),
            );
            None
        }
    }
}

/// `format`, for the schema's types or, without one, for strings.
fn formats(schema: &Schema<'_>, out: &mut Vec<Keyword>) {
    let format = schema.text("format");
    let names = schema.type_names();
    let mut kinds: Vec<JsonType> = names.iter().filter_map(|name| json_type(name)).collect();
    if kinds.is_empty() {
        kinds.push(JsonType::String);
    }
    let encoded = schema.text("contentEncoding").is_some_and(|name| name.eq_ignore_ascii_case("base64"));
    let encoded = (encoded && format != Some("byte")).then(|| format::check(JsonType::String, Some("byte"))).flatten();
    out.extend(kinds.into_iter().find_map(|kind| format::check(kind, format)).map(Keyword::Format));
    out.extend(encoded.map(Keyword::Format));
}
