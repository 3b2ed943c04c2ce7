//! Percent-encoding (RFC 3986, section 2.1), in both directions.

use std::borrow::Cow;

/// Which characters stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Only the unreserved ones: letters, digits, `-`, `.`, `_`, `~`.
    Unreserved,
    /// `allowReserved`: reserved characters and complete `%XX` triples stay too, except `#`, `[`, `]` (not allowed in a
    /// query), `&` and `+` (they would change what the query says), and `'` (URL parsers encode it anyway).
    Reserved,
    /// Reserved as above and a comma is encoded too, because commas delimit the items.
    ReservedItem,
    /// Literal text of a path template: all that a path may hold stays, complete `%XX` triples too.
    Path,
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Encodes `text` and appends it to `out`.
pub fn encode_into(out: &mut String, text: &str, encoding: Encoding) {
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        if stays(*byte, bytes.get(index + 1..).unwrap_or_default(), encoding) {
            out.push(char::from(*byte));
        } else {
            push_triple(out, *byte);
        }
    }
}

/// Encodes `text`.
pub fn encode(text: &str, encoding: Encoding) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text, encoding);
    out
}

fn push_triple(out: &mut String, byte: u8) {
    out.push('%');
    for nibble in [byte >> 4, byte & 15] {
        out.push(char::from(HEX.get(usize::from(nibble)).copied().unwrap_or(b'0')));
    }
}

fn stays(byte: u8, rest: &[u8], encoding: Encoding) -> bool {
    let unreserved = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    match encoding {
        Encoding::Unreserved => unreserved,
        Encoding::Reserved => unreserved || b":/?@!$()*,;=".contains(&byte) || starts_triple(byte, rest),
        Encoding::Path => unreserved || b":/@!$&'()*+,;=".contains(&byte) || starts_triple(byte, rest),
        Encoding::ReservedItem => unreserved || b":/?@!$()*;=".contains(&byte) || starts_triple(byte, rest),
    }
}

fn starts_triple(byte: u8, rest: &[u8]) -> bool {
    byte == b'%' && matches!(rest, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Text that is not valid percent-encoded UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotUtf8;

/// Decodes `%XX` triples once. A `%` that starts no triple stays as it is.
///
/// # Errors
/// When the bytes are not UTF-8.
pub fn decode(text: &str) -> Result<Cow<'_, str>, NotUtf8> {
    if !text.contains('%') {
        return Ok(Cow::Borrowed(text));
    }
    let bytes = decode_bytes(text).into_iter().map(|(byte, _)| byte).collect();
    String::from_utf8(bytes).map(Cow::Owned).map_err(|_| NotUtf8)
}

/// Whether every `%` starts a `%XX` triple (RFC 3986, section 2.1).
#[cfg(feature = "server")]
pub(crate) fn is_well_formed(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|rest| matches!(rest.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()))
}

/// The decoded bytes, each with the offset in `text` where it was written.
pub fn decode_bytes(text: &str) -> Vec<(u8, usize)> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let offset = text.len() - rest.len();
        match triple(rest) {
            Some((byte, after)) => {
                out.push((byte, offset));
                rest = after;
            }
            None => {
                out.push((*first, offset));
                rest = tail;
            }
        }
    }
    out
}

fn triple(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let [b'%', high, low, rest @ ..] = bytes else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some((digit(high)? << 4 | digit(low)?, rest))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(encode("a-b._~/ %+\\é", Encoding::Unreserved), "a-b._~%2F%20%25%2B%5C%C3%A9");
    }

    #[test]
    fn reserved_characters_and_triples_stay_on_request() {
        assert_eq!(encode("a/b?c=%2F 100%&#[]+", Encoding::Reserved), "a/b?c=%2F%20100%25%26%23%5B%5D%2B");
        assert_eq!(encode("a,b", Encoding::ReservedItem), "a%2Cb");
    }

    #[test]
    fn decodes_once_and_refuses_broken_utf8() {
        assert_eq!(decode("a%252Fb%2f%zz%").unwrap(), "a%2Fb/%zz%");
        assert_eq!(decode("%C3%28"), Err(NotUtf8));
    }
}
