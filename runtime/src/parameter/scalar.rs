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
        ParameterKind::Any => Ok(any(text)),
        ParameterKind::Array(_)
        | ParameterKind::Object(_)
        | ParameterKind::Open(..)
        | ParameterKind::Map(_)
        | ParameterKind::Of(_) => Err("holds a nested value, which no style defines"),
        ParameterKind::Mixed(_, ParameterKind::Json) if text.starts_with(['{', '[']) => match json::parse(&text) {
            Ok(tape) => Ok(tape.root().to_tree().into_owned()),
            Err(_) => mixed(text, kind),
        },
        ParameterKind::Mixed(..) => mixed(text, kind),
        ParameterKind::Json => json::parse(&text).map(|tape| tape.root().to_tree().into_owned()).map_err(|_| "is not JSON"),
    }
}

/// The plain value of a mixed kind.
fn mixed(text: String, kind: &ParameterKind) -> Result<Tree<'static>, &'static str> {
    parse(text, if let ParameterKind::Mixed(plain, _) = kind { plain } else { kind })
}

fn number(text: String) -> Result<Tree<'static>, &'static str> {
    Number::parse(text).map(Tree::Number).map_err(|_| "is not a number")
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
