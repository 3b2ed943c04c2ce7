//! `text/*`: a string, or a scalar by its text.

use std::borrow::Cow;

use bytes::Bytes;
use http::HeaderValue;

use super::tree::decode;
use super::{Media, ReadError};
use crate::Rule;
use crate::codec::{Decode, DecodeError, Direction};
use crate::json::{Tape, Tree};
use crate::media_type;
use crate::parameter::{ParameterKind, scalar};

/// The text of a scalar.
///
/// # Errors
/// When it has none.
pub(super) fn write(value: &Tree<'_>) -> Result<String, String> {
    scalar::text(value).map(|text| text.into_owned()).map_err(|detail| format!("the body {detail}"))
}

/// The bytes of a text in the charset that a media type names; UTF-8 where it names none.
///
/// # Errors
/// When the charset has not all of its characters, or is none of those that are read.
pub(super) fn encoded(text: String, media_type: &str) -> Result<Bytes, String> {
    let charset = media_type::parameter(media_type, "charset").map(str::to_ascii_lowercase);
    let lacking = |charset: &str| format!("the body has characters that `{charset}` lacks");
    match charset.as_deref() {
        None | Some("utf-8" | "utf8") => Ok(text.into()),
        Some(charset @ ("us-ascii" | "ascii")) => text.is_ascii().then(|| text.into()).ok_or_else(|| lacking(charset)),
        Some(charset @ ("iso-8859-1" | "latin1")) => {
            let bytes: Result<Vec<u8>, _> = text.chars().map(u8::try_from).collect();
            bytes.map(Bytes::from).map_err(|_| lacking(charset))
        }
        Some("utf-16" | "utf-16be") => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Some("utf-16le") => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Some(charset) => Err(format!("the charset `{}` is not supported", charset.escape_debug())),
    }
}

/// A written XML document, whose declaration names the charset of its media type.
pub(super) fn declared_as(document: String, media: &Media) -> String {
    match media_type::parameter(media.media_type(), "charset") {
        Some(charset) => document.replacen("encoding=\"UTF-8\"", &format!("encoding=\"{charset}\""), 1),
        None => document,
    }
}

/// The text of a body in the charset of its media type; UTF-8 where it names none (RFC 6657, RFC 9110 section 8.3.2).
///
/// # Errors
/// When the bytes are no text of the charset, or it is none of UTF-8, US-ASCII, ISO-8859-1 and UTF-16.
pub(super) fn decoded<'a>(bytes: &'a [u8], media_type: Option<&HeaderValue>) -> Result<Cow<'a, str>, DecodeError> {
    in_charset(bytes, charset(media_type))
}

fn charset(media_type: Option<&HeaderValue>) -> Option<&str> {
    media_type.and_then(|media_type| media_type.to_str().ok()).and_then(|text| media_type::parameter(text, "charset"))
}

/// The text of an XML document: a byte order mark says more than the media type, that more than the XML declaration (RFC 7303,
/// section 3).
///
/// # Errors
/// As that of any text.
pub(super) fn xml<'a>(bytes: &'a [u8], media_type: Option<&HeaderValue>) -> Result<Cow<'a, str>, DecodeError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => in_charset(rest, None),
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => in_charset(bytes, Some("utf-16")),
        _ => in_charset(bytes, charset(media_type).or_else(|| declared(bytes))),
    }
}

/// The encoding that an XML declaration names, or that its first bytes show.
fn declared(bytes: &[u8]) -> Option<&str> {
    match bytes {
        [0, b'<', ..] => return Some("utf-16be"),
        [b'<', 0, ..] => return Some("utf-16le"),
        _ => {}
    }
    let rest = bytes.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).take(DECLARATION).position(|two| two == b"?>")?;
    let (_, value) = std::str::from_utf8(rest.get(..end)?).ok()?.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

/// The most bytes of an XML declaration.
const DECLARATION: usize = 256;

fn in_charset<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, DecodeError> {
    match charset.map(str::to_ascii_lowercase).as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf8(bytes).map(Cow::Borrowed),
        Some("iso-8859-1" | "latin1") => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        Some("utf-16" | "utf-16be") => utf16(bytes, u16::from_be_bytes),
        Some("utf-16le") => utf16(bytes, u16::from_le_bytes),
        Some(charset) => Err(DecodeError::Malformed(format!("the charset `{}` is not supported", charset.escape_debug()))),
    }
}

/// UTF-16, whose byte order mark overrules the name (RFC 2781, section 4.3).
fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Result<Cow<'static, str>, DecodeError> {
    let (bytes, order) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (rest, u16::from_be_bytes as fn([u8; 2]) -> u16),
        [0xFF, 0xFE, rest @ ..] => (rest, u16::from_le_bytes as fn([u8; 2]) -> u16),
        _ => (bytes, order),
    };
    let (units, rest) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(units.iter().map(|unit| order(*unit))).collect::<Result<String, _>>().ok();
    text.filter(|_| rest.is_empty()).map(Cow::Owned).ok_or_else(|| DecodeError::Malformed("the body is not UTF-16".to_owned()))
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
    media_type: Option<&HeaderValue>,
    rule: Option<Rule>,
    direction: Direction,
) -> Result<T, ReadError> {
    let text = decoded(bytes, media_type).map_err(ReadError::Malformed)?;
    let as_text = decode(Tape::string(&text).root(), rule, direction);
    match scalar::parse(text.clone().into_owned(), &ParameterKind::Any) {
        Ok(scalar @ (Tree::Number(_) | Tree::Bool(_))) if as_text.is_err() => {
            decode(Tape::from(&scalar).root(), rule, direction).or(as_text)
        }
        Ok(_) | Err(_) => as_text,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_written_in_a_charset_is_read_in_it() {
        for charset in ["", "; charset=utf-8", "; charset=ISO-8859-1", "; charset=\"utf-16\"", "; charset=utf-16le"] {
            let named = format!("text/plain{charset}");
            let bytes = encoded("\u{e9}t\u{e9}".to_owned(), &named).unwrap();
            assert_eq!(decoded(&bytes, Some(&HeaderValue::from_str(&named).unwrap())).unwrap(), "\u{e9}t\u{e9}", "{named}");
        }
        assert_eq!(encoded("\u{e9}".to_owned(), "text/plain; charset=latin1").unwrap().as_ref(), [0xE9]);
        assert!(encoded("\u{20ac}".to_owned(), "text/plain; charset=latin1").is_err());
        assert!(encoded("\u{e9}".to_owned(), "text/plain; charset=us-ascii").is_err());
    }
}
