//! UUIDs.

use super::{TextError, text};
use crate::format::Format;

text! {
    /// A UUID (RFC 9562), as text. Equality is that of the text.
    Uuid: Format::Uuid
}

impl Uuid {
    /// The UUID of these bits, in lower case.
    pub fn from_u128(bits: u128) -> Self {
        let hex = format!("{bits:032x}");
        let groups = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].map(|(start, end)| hex.get(start..end).unwrap_or_default());
        Self(groups.join("-"))
    }

    /// The bits.
    ///
    /// # Errors
    ///
    /// When the text that came is no UUID.
    pub fn to_u128(&self) -> Result<u128, TextError> {
        let bits = Format::Uuid.accepts(&self.0).then(|| u128::from_str_radix(&self.0.replace('-', ""), 16).ok());
        bits.flatten().ok_or_else(Self::error)
    }
}
