//! From a value to the text of a parameter: the expansions of OpenAPI 3.0.4, section 4.8.12.4, and RFC 6570.

use std::borrow::Cow;

use super::percent::{Encoding, encode};
use super::read::{item_kind, member_kind};
use super::{Location, Parameter, ParameterKind, Style, deep, scalar};
use crate::json::Tree;

/// Why a value cannot be sent.
pub(crate) type WriteError = &'static str;

/// A value, laid out but not yet joined; texts are encoded.
#[derive(Debug, PartialEq)]
enum Shape {
    Scalar(String),
    Items(Vec<String>),
    Members(Vec<(String, String)>),
}

/// The text for the variable of a path template.
///
/// # Errors
/// When the value is empty, `.` or `..` (URL parsers drop such segments, even encoded) or has no text.
pub(crate) fn path(parameter: &Parameter, value: &Tree<'_>) -> Result<String, WriteError> {
    let name = encode(parameter.name, Encoding::Unreserved);
    let shape = shape(parameter, value, |text| encode(text, Encoding::Unreserved))?;
    let text = match parameter.style {
        Style::Label => label(parameter, shape),
        Style::Matrix => matrix(parameter, &name, shape)?,
        Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited => {
            refuse_delimiter(parameter, value, parameter.style.delimiter())?;
            joined(shape, delimiter_text(parameter.style))?
        }
        Style::Simple | Style::Form | Style::DeepObject => simple(parameter, shape)?,
    };
    match text.as_str() {
        "" => Err("must not be empty: it is a part of the path"),
        "." | ".." => Err("must not be `.` or `..`: URL parsers drop such path segments"),
        _ => Ok(text),
    }
}

/// The value of a header.
///
/// # Errors
/// When the value has no text or holds characters that no header can carry.
pub(crate) fn header(parameter: &Parameter, value: &Tree<'_>) -> Result<http::HeaderValue, WriteError> {
    let text = match (parameter.kind, value) {
        (ParameterKind::Json, _) => json_text(value)?,
        (_, Tree::Object(members)) if parameter.explode && members.iter().any(|(name, _)| name.contains('=')) => {
            return Err("has a member whose name holds `=`, which stands between names and values");
        }
        (_, Tree::Array(_) | Tree::Object(_)) => match parameter.style.delimiter() {
            Some(delimiter) => {
                refuse_delimiter(parameter, value, Some(delimiter))?;
                joined(shape(parameter, value, str::to_owned)?, delimiter.encode_utf8(&mut [0; 4]))?
            }
            None => simple(parameter, shape(parameter, value, list_item)?)?,
        },
        (_, Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_)) => {
            scalar::text(value)?.into_owned()
        }
    };
    if text.trim_matches([' ', '\t']).len() != text.len() {
        return Err("must not start or end with a space: headers do not keep it");
    }
    http::HeaderValue::from_bytes(text.as_bytes()).map_err(|_| "holds a character that no header can carry")
}

/// An item of a comma-separated list, as a quoted string where it must be (RFC 9110, section 5.6.4).
fn list_item(text: &str) -> String {
    let plain = !text.is_empty() && !text.contains([',', '"', '=']) && text.trim().len() == text.len();
    match plain {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// The `name=value` pairs of a query string or of the `Cookie` header, encoded. An empty array or object that would be
/// exploded has no pairs (RFC 6570, section 2.3).
///
/// # Errors
/// When the value has no text in the style of the parameter.
pub(crate) fn pairs(parameter: &Parameter, value: &Tree<'_>) -> Result<Vec<String>, WriteError> {
    let encoding = match (parameter.allow_reserved && parameter.location == Location::Query, parameter.explode, value) {
        (false, _, _) => Encoding::Unreserved,
        (true, false, Tree::Array(_) | Tree::Object(_)) => Encoding::ReservedItem,
        (true, _, _) => Encoding::Reserved,
    };
    refuse_delimiter(parameter, value, parameter.style.delimiter())?;
    if parameter.style == Style::DeepObject {
        return deep::write(parameter, value, encoding);
    }
    let name = encode(parameter.name, Encoding::Unreserved);
    let shape = shape(parameter, value, |text| encode(text, encoding))?;
    Ok(match (parameter.style, shape) {
        (_, Shape::Scalar(text)) if parameter.whole_query => vec![text],
        (_, Shape::Scalar(text)) => vec![format!("{name}={text}")],
        (_, Shape::Items(items)) if parameter.explode => items.iter().map(|item| format!("{name}={item}")).collect(),
        (_, Shape::Members(members)) if parameter.explode => {
            members.iter().map(|(key, value)| format!("{key}={value}")).collect()
        }
        (style, shape @ (Shape::Items(_) | Shape::Members(_))) => {
            vec![format!("{name}={}", joined(shape, delimiter_text(style))?)]
        }
    })
}

fn delimiter_text(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => "%20",
        Style::TabDelimited => "%09",
        Style::PipeDelimited => "%7C",
        Style::Matrix | Style::Label | Style::Simple | Style::Form | Style::DeepObject => ",",
    }
}

/// A space, a tab or a bar inside of an item could not be told from the delimiter: both are sent encoded.
pub(crate) fn refuse_delimiter(parameter: &Parameter, value: &Tree<'_>, delimiter: Option<char>) -> Result<(), WriteError> {
    let Some(delimiter) = delimiter.filter(|_| !parameter.explode) else { return Ok(()) };
    let holds = |json: &Tree<'_>| scalar::text(json).is_ok_and(|text| text.contains(delimiter));
    let found = match value {
        Tree::Array(items) => items.iter().any(holds),
        Tree::Object(members) => members.iter().any(|(name, value)| name.contains(delimiter) || holds(value)),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_) => false,
    };
    if found { Err("holds the delimiter of its style inside of an item") } else { Ok(()) }
}

pub(super) fn json_text(value: &Tree<'_>) -> Result<String, WriteError> {
    value.to_text().map_err(|_| "is no JSON value, such as a NaN")
}

fn shape(parameter: &Parameter, value: &Tree<'_>, encode: impl Fn(&str) -> String) -> Result<Shape, WriteError> {
    let kind = &parameter.kind;
    if is_json(kind, value) {
        return Ok(Shape::Scalar(encode(&json_text(value)?)));
    }
    let text = |kind: &ParameterKind, json: &Tree<'_>| match is_json(kind, json) {
        true => json_text(json).map(|text| encode(&text)),
        false => scalar::text(json).map(|text: Cow<'_, str>| encode(&text)),
    };
    Ok(match value {
        Tree::Array(items) => Shape::Items(items.iter().map(|item| text(item_kind(kind), item)).collect::<Result<_, _>>()?),
        Tree::Object(members) => {
            let member = |(name, value): &(Cow<'_, str>, Tree<'_>)| {
                Ok::<_, WriteError>((encode(name), text(member_kind(kind, name), value)?))
            };
            Shape::Members(members.iter().map(member).collect::<Result<_, _>>()?)
        }
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Invalid(_) => Shape::Scalar(text(kind, value)?),
    })
}

/// Whether a value of a kind is written as JSON text.
fn is_json(kind: &ParameterKind, value: &Tree<'_>) -> bool {
    match kind {
        ParameterKind::Json => true,
        ParameterKind::Mixed(_, ParameterKind::Json) => matches!(value, Tree::Array(_) | Tree::Object(_)),
        ParameterKind::String
        | ParameterKind::Integer
        | ParameterKind::Number
        | ParameterKind::Boolean
        | ParameterKind::Either(_)
        | ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Map(_)
        | ParameterKind::Any
        | ParameterKind::Of(_)
        | ParameterKind::Mixed(..) => false,
    }
}

/// Items `a,b`, members `k,v,k,v`. A list of one empty text would read as an empty list.
fn joined(shape: Shape, delimiter: &str) -> Result<String, WriteError> {
    let texts = flat(shape);
    match texts.as_slice() {
        [only] if only.is_empty() => Err("a list of one empty text cannot be told from an empty list"),
        texts => Ok(texts.join(delimiter)),
    }
}

fn flat(shape: Shape) -> Vec<String> {
    match shape {
        Shape::Scalar(text) => vec![text],
        Shape::Items(items) => items,
        Shape::Members(members) => members.into_iter().flat_map(|(name, value)| [name, value]).collect(),
    }
}

/// Items as they are and members as `name=value`.
fn assigned(shape: Shape) -> Vec<String> {
    match shape {
        Shape::Members(members) => members.into_iter().map(|(name, value)| format!("{name}={value}")).collect(),
        Shape::Scalar(_) | Shape::Items(_) => flat(shape),
    }
}

fn simple(parameter: &Parameter, shape: Shape) -> Result<String, WriteError> {
    match shape {
        Shape::Scalar(text) => Ok(text),
        Shape::Members(_) if parameter.explode => Ok(assigned(shape).join(",")),
        Shape::Items(_) | Shape::Members(_) => joined(shape, ","),
    }
}

/// When dots delimit, a dot inside of an item travels as `%2E`.
fn label(parameter: &Parameter, shape: Shape) -> String {
    if let Shape::Scalar(text) = shape {
        return format!(".{text}");
    }
    let (texts, delimiter) = match parameter.explode {
        true => (assigned(shape).into_iter().map(|text| text.replace('.', "%2E")).collect(), "."),
        false => (flat(shape), ","),
    };
    if texts.is_empty() { String::new() } else { format!(".{}", texts.join(delimiter)) }
}

fn matrix(parameter: &Parameter, name: &str, shape: Shape) -> Result<String, WriteError> {
    let mut out = String::new();
    let texts = match (shape, parameter.explode) {
        (Shape::Items(items), true) => items.into_iter().map(|item| (name.to_owned(), item)).collect(),
        (Shape::Members(members), true) => members,
        (Shape::Scalar(text), _) => vec![(name.to_owned(), text)],
        (shape, false) => {
            let holds_nothing = matches!(&shape, Shape::Items(items) if items.is_empty())
                || matches!(&shape, Shape::Members(members) if members.is_empty());
            if holds_nothing { Vec::new() } else { vec![(name.to_owned(), joined(shape, ",")?)] }
        }
    };
    for (name, value) in texts {
        out.push(';');
        out.push_str(&name);
        if !value.is_empty() {
            out.push('=');
            out.push_str(&value);
        }
    }
    Ok(out)
}
