//! Keywords of numbers and strings.

use super::super::admit::{Kinds, admitted};
use super::super::classify::{Class, classify, primitive};
use super::super::context::Context;
use super::super::letter;
use super::super::range;
use super::super::view::Schema;
use super::content;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::format;
use crate::ir::{JsonType, Keyword, Pattern, Primitive};
use crate::pattern::price::price;
use crate::pattern::{self, Refusal, Translated};
use crate::pointer::Pointer;
use crate::source::Span;

pub(super) fn keywords<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, out: &mut Vec<Keyword>) {
    bounds(schema, out);
    out.extend(schema.count("minLength").filter(|length| *length > 0).map(Keyword::MinLength));
    out.extend(schema.count("maxLength").map(Keyword::MaxLength));
    matched(cx, schema, out);
    formats(cx, schema, out);
    unchecked(cx, schema);
    limit(cx, schema, out);
    out.extend(content::keyword(cx, schema));
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

/// `pattern`, and the lengths that it demands where the engine cannot count so far.
fn matched(cx: &mut Context<'_>, schema: &Schema<'_>, out: &mut Vec<Keyword>) {
    let Some(source) = schema.text("pattern") else { return };
    let Some(Translated { pattern, length }) = pattern(cx, source, schema.keyword_span("pattern")) else { return };
    let (least, most) = length.unwrap_or_default();
    let stricter = |out: &[Keyword]| out.iter().any(|known| matches!(known, Keyword::MinLength(known) if *known >= least));
    if least > 0 && !stricter(out) {
        out.push(Keyword::MinLength(least));
    }
    if let Some(most) = most
        && !out.iter().any(|known| matches!(known, Keyword::MaxLength(known) if *known <= most))
    {
        out.push(Keyword::MaxLength(most));
    }
    out.push(Keyword::Pattern(pattern));
}

/// A key of `patternProperties`.
pub(in crate::lower) fn key(cx: &mut Context<'_>, source: &str, span: Span) -> Option<Pattern> {
    let Translated { pattern, length } = pattern(cx, source, span)?;
    if length.is_some() {
        cx.tell(refused(&Refusal::TooLarge, span));
        return None;
    }
    Some(pattern)
}

/// What matches one of several keys of `patternProperties`; `None` where that cannot be said in one pattern.
pub(in crate::lower) fn either_key(cx: &mut Context<'_>, sources: &[String]) -> Option<Pattern> {
    // Groups of the others would change what a number refers to, and no two have one name.
    let counts_groups = |source: &String| source.contains("(?<") || source.contains("\\k") || has_number(source);
    if sources.is_empty() || sources.iter().any(counts_groups) {
        return None;
    }
    let joined: String = sources.iter().map(|source| format!("(?:{source})")).collect::<Vec<_>>().join("|");
    let known = cx.patterns.translated.contains_key(&joined);
    let left = cx.compilation?.checked_sub(if known { 0 } else { price(&joined) })?;
    cx.compilation = Some(left);
    let translated = cx.patterns.translated.entry(joined).or_insert_with_key(|joined| pattern::translate(joined)).clone();
    translated.ok().filter(|translated| translated.length.is_none()).map(|translated| translated.pattern)
}

fn has_number(source: &str) -> bool {
    source
        .match_indices('\\')
        .any(|(at, _)| source.get(at + 1..).is_some_and(|rest| rest.starts_with(|c| matches!(c, '1'..='9'))))
}

/// A pattern of the specification, or a finding where the runtime has no equal.
fn pattern(cx: &mut Context<'_>, source: &str, span: Span) -> Option<Translated> {
    translated(cx, source)?.map_err(|refusal| cx.tell(refused(&refusal, span))).ok()
}

/// A pattern as the runtime has it, or why it has none; `None` once they are too many, which has been told.
pub(in crate::lower) fn translated(cx: &mut Context<'_>, source: &str) -> Option<Result<Translated, Refusal>> {
    if let Some(known) = cx.patterns.translated.get(source) {
        return Some(known.clone());
    }
    let left = cx.compilation?;
    cx.compilation = left.checked_sub(price(source));
    let translated = if cx.compilation.is_some() { pattern::translate(source) } else { Err(Refusal::TooMany) };
    Some(cx.patterns.translated.entry(source.to_owned()).or_insert(translated).clone())
}

fn refused(refusal: &Refusal, span: Span) -> Diagnostic {
    let (reason, note, help) = match refusal {
        Refusal::Wrong(reason) => (
            reason.clone(),
            "patterns are regular expressions of ECMA-262",
            "complete what it begins, or write a backslash before a character that means itself",
        ),
        Refusal::Foreign(reason) => (
            reason.clone(),
            "patterns are regular expressions of ECMA-262; other dialects have more, or write it in another way",
            "write it in ECMA-262, or drop it in an overlay",
        ),
        Refusal::TooLarge => (
            "it is too large when compiled".to_owned(),
            "each repetition with a number is compiled as often as it may occur",
            "repeat with `*` or `+`, and limit the length by `minLength` and `maxLength`; that of names, in `propertyNames`",
        ),
        Refusal::TooMany => (
            "it and the patterns before it are too large together when they are compiled".to_owned(),
            "each repetition with a number is compiled as often as it may occur, and a property such as `\\p{L}` has hundreds of ranges",
            "limit the length by `minLength` and `maxLength`, and repeat with `*` or `+`",
        ),
        Refusal::Groups(most) => (
            format!("it has more than {most} groups"),
            "the places of all groups are kept for each step",
            "write groups that nothing refers to as `(?:...)`, or fewer of them",
        ),
        Refusal::Reference(reason) => (
            reason.clone(),
            "ECMA-262 forgets or reads as empty what such a group has captured, and engines with a limit do not",
            "let the reference follow a group that is captured once on the way to it, or write both texts out",
        ),
        Refusal::Behind(reason) => (
            reason.clone(),
            "a look-behind is matched backwards, which works for characters, repetitions and alternatives only",
            "move it out, from the end of the look-behind to behind it: `(?<=a)\\b` means the same as `(?<=a\\b)`",
        ),
    };
    Diagnostic::error(lowering::PATTERN, span, format!("this pattern cannot be checked: {reason}")).note(note).help(help)
}

/// `format`, for the schema's types or, without one, for strings.
fn formats<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, out: &mut Vec<Keyword>) {
    let format = schema.text("format");
    let names = schema.type_names();
    let mut kinds: Vec<JsonType> = names.iter().filter_map(|name| JsonType::named(name)).collect();
    if kinds.is_empty() {
        kinds.push(JsonType::String);
    }
    let encoded = letter::is_base64(cx, schema);
    if let Some(format) = kinds.into_iter().find_map(|kind| format::check(kind, schema.format(kind))) {
        cx.asserted.insert(format);
        out.push(Keyword::Format(format));
    }
    // What is JSON within is decoded to be checked, and that tells of base64, too.
    let told = schema.text("contentMediaType").is_some_and(|media_type| content::encoding(media_type, Some("base64")).is_some());
    if encoded && format != Some("byte") && !told {
        out.push(Keyword::Base64);
    }
}

/// Tells a format that is not checked, once for each name.
fn unchecked<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) {
    let Some(format) = schema.text("format") else { return };
    let mut kinds: Vec<JsonType> = schema.type_names().into_iter().filter_map(JsonType::named).collect();
    kinds.retain(|kind| *kind != JsonType::Null);
    let is_known = format::is_known(&kinds, format);
    let is_free = kinds == [JsonType::String] && schema.format(JsonType::String).is_none();
    if is_known && !is_free || !cx.formats.insert(format.to_owned()) {
        return;
    }
    let diagnostic =
        Diagnostic::warning(lowering::FORMAT, schema.keyword_span("format"), format!("the format `{format}` is not checked"))
            .note("the value keeps the type of its JSON type; other places with this format are not told");
    if is_known {
        let help = "remove it, or what stands beside it: `pattern`, `enum` and `minLength` let a number be written in other ways";
        cx.tell(diagnostic.help(help));
        return;
    }
    cx.tell(match (format::owner(format), format::nearest(format)) {
        (Some(owner), _) => {
            diagnostic.help(format!("the format `{format}` belongs to `type: {owner}`: correct the type, or remove the format"))
        }
        (None, Some(near)) => diagnostic.help(format!("did you mean `{near}`?")),
        (None, None) => diagnostic.help("add a `pattern` or bounds if the value must be checked"),
    });
}

/// Whether a value of the schema has a type of its own: by itself, or as one of the same text has it.
fn is_used(cx: &Context<'_>, schema: &Schema<'_>) -> bool {
    let at = schema.at.as_str();
    let mut ends = at.match_indices('/').map(|(end, _)| end).chain([at.len()]);
    let has_twin = |end: usize| {
        let (around, inside) = at.split_at_checked(end)?;
        Some(cx.uses.contains_key(&Pointer::from_text(format!("{}{inside}", cx.twins.get(around)?))))
    };
    cx.uses.contains_key(&schema.at) || !cx.twins.is_empty() && ends.any(|end| has_twin(end) == Some(true))
}

/// The range of the Rust number that holds the value, so that it is found together with the violations and not while decoding. Left
/// out where the format says it, or the bounds keep the value within.
fn limit<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, out: &mut Vec<Keyword>) {
    let kinds = admitted(cx, schema).values();
    // A schema without a type of its own, such as a branch that only narrows another, limits nothing.
    if !kinds.contains(Kinds::INTEGER) || kinds == Kinds::ALL.without_null() || !is_used(cx, schema) || cx.outgrown {
        return;
    }
    let class = classify(cx, schema);
    let primitive = if let Class::ByType(kinds) = &class {
        let number = kinds.iter().find(|kind| matches!(kind, JsonType::Integer | JsonType::Number));
        number.and_then(|kind| primitive(cx, schema, *kind))
    } else {
        class.primitive()
    };
    let Some(limit) = primitive.and_then(Primitive::limit) else { return };
    let formatted = out.iter().any(|keyword| matches!(keyword, Keyword::Format(format) if format.range().is_some()));
    if !formatted && !range::within(cx, schema, limit) && !range::lists_within(schema, limit) {
        out.push(Keyword::Limit(limit));
    }
}
