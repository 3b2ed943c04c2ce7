//! JSON in debug output.

use std::fmt;

use super::{Json, View};

/// Shows a value as JSON, on several lines where `{:#?}` asks for it.
pub(crate) struct Shown<'a>(pub Json<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.view() {
            View::Null => f.write_str("null"),
            View::Bool(value) => value.fmt(f),
            View::Number(number) => f.write_str(&number.text()),
            View::String(text) => fmt::Debug::fmt(text, f),
            View::Array(items) => f.debug_list().entries(items.map(Shown)).finish(),
            View::Object(members) => f.debug_map().entries(members.map(|(name, value)| (name, Shown(value)))).finish(),
            View::Invalid(reason) => write!(f, "<{reason}>"),
        }
    }
}
