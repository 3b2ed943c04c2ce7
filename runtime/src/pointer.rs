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

/// The place of a value: its pointer, or where that is too long the pointer of the nearest value around it whose pointer is not.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    shown: String,
    /// What the whole pointer takes.
    bytes: usize,
}

impl Place {
    /// Goes one step further inside.
    pub(crate) fn push(&mut self, step: &str) {
        let whole = self.is_whole();
        self.bytes += 1 + step.len() + memchr::memchr2_iter(b'~', b'/', step.as_bytes()).count();
        if whole && self.bytes <= LONGEST {
            push(&mut self.shown, step);
        }
    }

    /// Bytes of the whole pointer.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether its own pointer is told.
    pub(crate) fn is_whole(&self) -> bool {
        self.shown.len() == self.bytes
    }

    /// The pointer that is told.
    pub(crate) fn into_pointer(self) -> String {
        self.shown
    }

    /// What is said of the place, where the pointer of another one stands for it.
    pub(crate) fn about(&self, message: String) -> String {
        match self.is_whole() {
            true => message,
            false => format!("{message} (further inside: the place takes {} bytes)", self.bytes),
        }
    }
}

/// `message`, after the place if it is not the root. A place is made of names that somebody sent, which may be long.
pub(crate) fn write_located(f: &mut fmt::Formatter<'_>, pointer: &str, message: &str) -> fmt::Result {
    match pointer {
        "" => Sentence(message).fmt(f),
        pointer => write!(f, "{}: {}", Head(pointer.as_bytes()), Sentence(message)),
    }
}
