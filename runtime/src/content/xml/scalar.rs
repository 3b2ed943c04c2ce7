//! Scalars as the texts of nodes. Numbers and booleans are read as XML Schema writes them, which knows more forms than JSON.

use std::borrow::Cow;

use super::XmlScalar;
use super::document::WHITE;
use crate::json::{Number, Tree};

/// A text as a scalar. What is none of the kind stays a text, which the schema then refuses, or means nothing where it is empty.
pub(super) fn parse<'a>(text: Cow<'a, str>, kind: XmlScalar) -> Tree<'a> {
    if kind == XmlScalar::String {
        return Tree::String(text);
    }
    let bare = text.trim_matches(WHITE);
    let found = match kind {
        XmlScalar::String => None,
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
    }
}
