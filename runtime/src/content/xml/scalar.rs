//! Scalars as the texts of nodes. Numbers and booleans are read as XML Schema writes them, which knows more forms than JSON.

use std::borrow::Cow;

use super::XmlScalar;
use super::document::WHITE;
use crate::json::{Number, Tree};
use crate::parameter::ParameterKind;

/// A text as a scalar. What is none of the kind stays a text, which the schema then refuses, or means nothing where it is empty.
pub(super) fn parse<'a>(text: Cow<'a, str>, kind: XmlScalar) -> Tree<'a> {
    if kind == XmlScalar::String {
        return Tree::String(text);
    }
    if let Some(several) = several(kind) {
        return one_of(text, &several);
    }
    let bare = text.trim_matches(WHITE);
    let found = match kind {
        XmlScalar::String
        | XmlScalar::BooleanOrInteger
        | XmlScalar::BooleanOrNumber
        | XmlScalar::BooleanOrString
        | XmlScalar::IntegerOrString
        | XmlScalar::NumberOrString
        | XmlScalar::BooleanIntegerOrString
        | XmlScalar::BooleanNumberOrString => None,
        _ if bare.is_empty() && kind != XmlScalar::Any => Some(Tree::Null),
        XmlScalar::Integer | XmlScalar::Number => number(bare),
        XmlScalar::Boolean => boolean(bare),
        XmlScalar::Any => match bare {
            "true" => Some(Tree::Bool(true)),
            "false" => Some(Tree::Bool(false)),
            _ => Number::parse(bare.to_owned()).ok().map(Tree::Number),
        },
    };
    found.unwrap_or(Tree::String(text))
}

/// What a parameter of the same types is.
fn several(kind: XmlScalar) -> Option<ParameterKind> {
    match kind {
        XmlScalar::String | XmlScalar::Integer | XmlScalar::Number | XmlScalar::Boolean | XmlScalar::Any => None,
        XmlScalar::BooleanOrInteger => Some(ParameterKind::BOOLEAN_OR_INTEGER),
        XmlScalar::BooleanOrNumber => Some(ParameterKind::BOOLEAN_OR_NUMBER),
        XmlScalar::BooleanOrString => Some(ParameterKind::BOOLEAN_OR_STRING),
        XmlScalar::IntegerOrString => Some(ParameterKind::INTEGER_OR_STRING),
        XmlScalar::NumberOrString => Some(ParameterKind::NUMBER_OR_STRING),
        XmlScalar::BooleanIntegerOrString => Some(ParameterKind::BOOLEAN_INTEGER_OR_STRING),
        XmlScalar::BooleanNumberOrString => Some(ParameterKind::BOOLEAN_NUMBER_OR_STRING),
    }
}

/// A text of several types. White space counts only where it may be text.
fn one_of<'a>(text: Cow<'a, str>, kind: &ParameterKind) -> Tree<'a> {
    let bare = text.trim_matches(WHITE);
    match crate::parameter::scalar::parse(bare.to_owned(), kind) {
        Ok(Tree::String(_)) => Tree::String(text),
        Ok(found) if bare.len() == text.len() || crate::parameter::scalar::parse(String::new(), kind).is_err() => found,
        Ok(_) => Tree::String(text),
        Err(_) if bare.is_empty() => Tree::Null,
        Err(_) => Tree::String(text),
    }
}

fn boolean<'a>(text: &str) -> Option<Tree<'a>> {
    match text {
        "true" | "1" => Some(Tree::Bool(true)),
        "false" | "0" => Some(Tree::Bool(false)),
        _ => None,
    }
}

/// A number with a plus, zeros before it, or nothing before or behind its point.
fn number<'a>(text: &str) -> Option<Tree<'a>> {
    let (minus, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at_checked(end)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let stripped = whole.trim_start_matches('0');
    let whole = if stripped.is_empty() { "0" } else { stripped };
    let fraction = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
    Number::parse(format!("{minus}{whole}{fraction}{exponent}")).ok().map(Tree::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{self, Tape};

    #[test]
    fn numbers_are_those_of_xml_schema() {
        for (text, json) in [
            ("1", "1"),
            ("+1", "1"),
            ("007", "7"),
            (" -0.50\n", "-0.50"),
            (".5", "0.5"),
            ("5.", "5"),
            ("000", "0"),
            ("1e3", "1e3"),
            ("", "null"),
            ("INF", "\"INF\""),
            ("1 2", "\"1 2\""),
            ("--1", "\"--1\""),
            (".", "\".\""),
        ] {
            assert_eq!(parse(text.into(), XmlScalar::Number), json::parse(json).unwrap_or(Tape::NULL).root().to_tree(), "{text}");
        }
        assert_eq!(parse("1".into(), XmlScalar::Boolean), Tree::Bool(true));
        assert_eq!(parse(" 1 ".into(), XmlScalar::String), Tree::from(" 1 "));
        assert_eq!(parse("007".into(), XmlScalar::Any), Tree::from("007"));
        for text in ["1.50", "", " 1", "true"] {
            assert_eq!(parse(text.into(), XmlScalar::NumberOrString), Tree::from(text));
        }
        assert_eq!(parse("".into(), XmlScalar::BooleanOrInteger), Tree::Null);
        assert_eq!(parse(" true ".into(), XmlScalar::BooleanOrInteger), Tree::Bool(true));
        assert!(parse("1.5".into(), XmlScalar::NumberOrString).as_number().is_some());
    }
}
