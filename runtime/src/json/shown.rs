//! JSON in debug output.

use std::fmt;

use super::Json;

/// Shows a value as JSON, on several lines where `{:#?}` asks for it.
pub(crate) struct Shown<'a>(pub &'a Json<'a>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Json::Null => f.write_str("null"),
            Json::Bool(value) => value.fmt(f),
            Json::Number(number) => f.write_str(&number.text()),
            Json::String(text) => fmt::Debug::fmt(text, f),
            Json::Array(items) => f.debug_list().entries(items.iter().map(Shown)).finish(),
            Json::Object(members) => f.debug_map().entries(members.iter().map(|(name, value)| (name, Shown(value)))).finish(),
            Json::Invalid(reason) => write!(f, "<{reason}>"),
        }
    }
}
