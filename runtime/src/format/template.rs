//! URI templates (RFC 6570).

use super::uri::{is_byte, is_private, is_universal};

/// Section 2: literals and expressions.
pub(super) fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some((literal, inside)) = rest.split_once('{') {
        let Some((expression, after)) = inside.split_once('}') else { return false };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
    is_literal(rest)
}

/// Section 2.1. An apostrophe may stand in it (erratum 6937).
fn is_literal(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let allowed = match character {
            '%' => is_byte(&mut characters),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            other if other.is_ascii() => other.is_ascii_graphic(),
            other => is_universal(other) || is_private(other),
        };
        if !allowed {
            return false;
        }
    }
    true
}

/// Section 2.2: an operator, which may be one that is reserved for later, and variables.
fn is_expression(text: &str) -> bool {
    let variables = text.strip_prefix(['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|']).unwrap_or(text);
    variables.split(',').all(is_variable)
}

/// Sections 2.3 and 2.4: a name, and how much of its value is taken.
fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) if is_length(length) => name,
        Some(_) => return false,
        None => text.strip_suffix('*').unwrap_or(text),
    };
    name.split('.').all(|part| !part.is_empty() && is_name(part))
}

/// From 1 to 9999.
fn is_length(text: &str) -> bool {
    (1..=4).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(part: &str) -> bool {
    let mut characters = part.chars();
    while let Some(character) = characters.next() {
        let allowed =
            if character == '%' { is_byte(&mut characters) } else { character.is_ascii_alphanumeric() || character == '_' };
        if !allowed {
            return false;
        }
    }
    true
}
