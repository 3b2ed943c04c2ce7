//! `text/*`: a string, or a scalar by its text.

use http::HeaderValue;

use super::ReadError;
use super::tree::decode;
use crate::Rule;
use crate::codec::{Decode, DecodeError, Direction};
use crate::json::Json;
use crate::parameter::{ParameterKind, scalar};

/// The text of a scalar.
///
/// # Errors
/// When it has none.
pub(super) fn write(value: &Json<'_>) -> Result<String, String> {
    scalar::text(value).map(|text| text.into_owned()).map_err(|detail| format!("the body {detail}"))
}

/// The text of a body.
///
/// # Errors
/// When it is not UTF-8.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(bytes).map_err(|_| DecodeError::Malformed("the body is not UTF-8".to_owned()))
}

/// Reads a body as text; a type other than a string, from the text of a number or a boolean.
pub(super) fn read<T: Decode>(
    bytes: &[u8],
    _media_type: Option<&HeaderValue>,
    rule: Option<Rule>,
    direction: Direction,
) -> Result<T, ReadError> {
    let text = utf8(bytes).map_err(ReadError::Malformed)?;
    let as_text = decode(&Json::from(text), rule, direction);
    match scalar::parse(text.to_owned(), &ParameterKind::Any) {
        Ok(scalar @ (Json::Number(_) | Json::Bool(_))) if as_text.is_err() => decode(&scalar, rule, direction).or(as_text),
        Ok(_) | Err(_) => as_text,
    }
}
