//! JSON Pointers (RFC 6901).

use std::fmt::{self, Display as _};

use crate::redact::{Head, Sentence};

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

/// The reference tokens.
pub(crate) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// Bytes of a pointer that are told. Names that somebody sent are part of it, and a place is told with each mistake in it.
const LONGEST: usize = 512;

/// The pointer, or where it is too long that of the nearest value around the place whose pointer is not.
pub(crate) fn bounded(pointer: &str) -> &str {
    if pointer.len() <= LONGEST {
        return pointer;
    }
    let shown = pointer.get(..pointer.floor_char_boundary(LONGEST)).unwrap_or_default();
    shown.rsplit_once('/').map_or("", |(around, _)| around)
}

/// What is said of a place, where the pointer of another one stands for it.
pub(crate) fn about(pointer: &str, message: String) -> String {
    match bounded(pointer).len() == pointer.len() {
        true => message,
        false => format!("{message} (further inside: the place takes {} bytes)", pointer.len()),
    }
}

/// `message`, after the place if it is not the root. A place is made of names that somebody sent, which may be long.
pub(crate) fn write_located(f: &mut fmt::Formatter<'_>, pointer: &str, message: &str) -> fmt::Result {
    match pointer {
        "" => Sentence(message).fmt(f),
        pointer => write!(f, "{}: {}", Head(pointer.as_bytes()), Sentence(message)),
    }
}
