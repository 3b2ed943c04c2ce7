//! One scalar as text, strictly.

use std::borrow::Cow;

use super::ParameterKind;
use crate::json::{self, Number, Tree};

/// The text of a scalar.
///
/// # Errors
/// For `null`, arrays and objects: the styles define no text for them at this place.
pub(crate) fn text<'a>(json: &'a Tree<'_>) -> Result<Cow<'a, str>, &'static str> {
    match json {
        Tree::Bool(true) => Ok(Cow::Borrowed("true")),
        Tree::Bool(false) => Ok(Cow::Borrowed("false")),
        Tree::Number(number) => Ok(number.text()),
        Tree::String(text) => Ok(Cow::Borrowed(text)),
        Tree::Invalid(_) => Err("is no JSON value, such as a NaN"),
        Tree::Null => Err("a null has no text in this place"),
        Tree::Array(_) | Tree::Object(_) => Err("a value inside of an array or object must be text, a number or a boolean"),
    }
}

/// Reads decoded text as a scalar of a kind.
///
/// # Errors
/// What the text is not.
pub(crate) fn parse(text: String, kind: &ParameterKind) -> Result<Tree<'static>, &'static str> {
    match kind {
        ParameterKind::String => Ok(Tree::String(Cow::Owned(text))),
        ParameterKind::Integer if is_integer(&text) => number(text),
        ParameterKind::Integer => Err("is not an integer"),
        ParameterKind::Number => number(text),
        ParameterKind::Boolean => boolean(&text).ok_or("is neither true nor false"),
        ParameterKind::Either(kinds) => either(text, kinds),
        ParameterKind::Any => Ok(any(text)),
        ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Map(_)
        | ParameterKind::Of(_) => Err("holds a nested value, which no style defines"),
        ParameterKind::Mixed(plain, ParameterKind::Json) if text.starts_with(['{', '[']) => match json::parse(&text) {
            Ok(tape) => Ok(tape.root().to_tree().into_owned()),
            Err(_) => parse(text, plain),
        },
        ParameterKind::Mixed(plain, ParameterKind::Array(item)) => or_item(text, plain, item),
        ParameterKind::Mixed(plain, _) => parse(text, plain),
        ParameterKind::Json => json::parse(&text).map(|tape| tape.root().to_tree().into_owned()).map_err(|_| "is not JSON"),
    }
}

/// A plain value; what is none is the only item of a list.
fn or_item(text: String, plain: &ParameterKind, item: &ParameterKind) -> Result<Tree<'static>, &'static str> {
    let listed = |detail| parse(text.clone(), item).map(|item| Tree::Array(vec![item])).map_err(|_| detail);
    parse(text.clone(), plain).or_else(listed)
}

fn number(text: String) -> Result<Tree<'static>, &'static str> {
    Number::parse(text).map(Tree::Number).map_err(|_| "is not a number")
}

/// The first kind that fits. Where text is allowed nothing is lost: another kind fits only what it would write in the same way.
fn either(text: String, kinds: &[ParameterKind]) -> Result<Tree<'static>, &'static str> {
    let has_text = kinds.iter().any(|kind| matches!(kind, ParameterKind::String));
    let fits = |kind: &&ParameterKind| if has_text { is_written(&text, kind) } else { parse(text.clone(), kind).is_ok() };
    match kinds.iter().find(fits) {
        Some(kind) => parse(text, kind),
        None => Err("is of none of the types that are allowed"),
    }
}

/// Whether a value of this kind is written as exactly this text. Integers beyond 64 bits and numbers that no float is are texts.
fn is_written(text: &str, kind: &ParameterKind) -> bool {
    match kind {
        ParameterKind::String => true,
        ParameterKind::Boolean => boolean(text).is_some(),
        ParameterKind::Integer => text.parse().is_ok_and(|value: i64| value.to_string() == text),
        ParameterKind::Number => {
            let written = Number::parse(text).ok().and_then(|number| Number::from_f64(number.to_f64()?));
            written.is_some_and(|number| number.shortened().text() == text)
        }
        ParameterKind::Either(_)
        | ParameterKind::Any
        | ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Map(_)
        | ParameterKind::Of(_)
        | ParameterKind::Mixed(..)
        | ParameterKind::Json => false,
    }
}

fn any(text: String) -> Tree<'static> {
    let number = || Number::parse(text.clone()).ok().map(Tree::Number);
    boolean(&text).or_else(number).unwrap_or(Tree::String(Cow::Owned(text)))
}

fn boolean(text: &str) -> Option<Tree<'static>> {
    match text {
        "true" => Some(Tree::Bool(true)),
        "false" => Some(Tree::Bool(false)),
        _ => None,
    }
}

/// `-?(0|[1-9][0-9]*)`
pub(crate) fn is_integer(text: &str) -> bool {
    match text.strip_prefix('-').unwrap_or(text).as_bytes() {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text of several kinds is read as is written as the same text.
    #[test]
    fn a_text_of_several_kinds_is_the_one_that_gives_it_back() {
        const INTEGER: ParameterKind = ParameterKind::INTEGER_OR_STRING;
        const NUMBER: ParameterKind = ParameterKind::NUMBER_OR_STRING;
        const BOOLEAN: ParameterKind = ParameterKind::BOOLEAN_OR_STRING;
        const PLAIN: ParameterKind = ParameterKind::BOOLEAN_OR_INTEGER;
        let is_text = |text: &str, kind| matches!(parse(text.to_owned(), kind), Ok(Tree::String(read)) if read == text);
        for text in ["", "1.5", "1.0", "true", "-0", "01", "1e3", "9223372036854775808"] {
            assert!(is_text(text, &INTEGER), "{text}");
        }
        for text in ["", "1.50", "1.0", "true", "1E3", "10e2", "12345678901234567", "0.10", "1e999"] {
            assert!(is_text(text, &NUMBER), "{text}");
        }
        for text in ["", "1", "0", "True"] {
            assert!(is_text(text, &BOOLEAN), "{text}");
        }
        for (text, kind) in
            [("1", INTEGER), ("-9223372036854775808", INTEGER), ("1", NUMBER), ("-1.5", NUMBER), ("0.1", NUMBER), ("7", PLAIN)]
        {
            assert!(matches!(parse(text.to_owned(), &kind), Ok(Tree::Number(read)) if read.text() == text), "{text}");
        }
        assert_eq!(parse("true".to_owned(), &BOOLEAN), Ok(Tree::Bool(true)));
        assert_eq!(parse("true".to_owned(), &PLAIN), Ok(Tree::Bool(true)));
        assert!(parse("1.0".to_owned(), &PLAIN).is_err());
    }

    #[test]
    fn lexical_forms_are_strict() {
        for text in ["0", "-1", "10", "-0", "12345678901234567890123"] {
            assert!(is_integer(text), "{text}");
        }
        for text in ["", "-", "+1", " 1", "1 ", "01", "1e3", "0x1", "1.0", "１"] {
            assert!(!is_integer(text), "{text}");
        }
        for text in ["1.5", "-0.1", "1e3", "1E+3", "2e-1"] {
            assert!(parse(text.to_owned(), &ParameterKind::Number).is_ok(), "{text}");
        }
        for text in [".5", "1.", "NaN", "Infinity", "1e", "e1", "1.5.5", "+1"] {
            assert!(parse(text.to_owned(), &ParameterKind::Number).is_err(), "{text}");
        }
        for text in ["True", "1", "yes", ""] {
            assert!(parse(text.to_owned(), &ParameterKind::Boolean).is_err(), "{text}");
        }
    }
}
