//! JSON Pointers (RFC 6901).

use std::fmt;

use crate::redact::Head;

/// Appends a reference token.
pub(crate) fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// `message`, after the place if it is not the root. A place is made of names that somebody sent, which may be long.
pub(crate) fn write_located(f: &mut fmt::Formatter<'_>, pointer: &str, message: &str) -> fmt::Result {
    if pointer.is_empty() { f.write_str(message) } else { write!(f, "{}: {message}", Head(pointer.as_bytes())) }
}
