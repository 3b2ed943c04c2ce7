//! Bytes as base64 text.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::TextError;
use crate::codec::{Decode, Decoder, Encode, string};
use crate::json::{Json, JsonWriter};

const ANY_PADDING: GeneralPurposeConfig = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const CANONICAL: GeneralPurpose = GeneralPurpose::new(&STANDARD, ANY_PADDING);
const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, ANY_PADDING);

/// Bytes that JSON carries as base64 (RFC 4648). Both alphabets are read, with or without padding; the standard alphabet with
/// padding is written.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(Vec<u8>);

impl Base64 {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// How many bytes there are, not which.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&CANONICAL.encode(&self.0))
    }
}

impl FromStr for Base64 {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        if text.ends_with('=') && !text.len().is_multiple_of(4) {
            return Err(TextError("base64"));
        }
        let engine = if text.contains(['-', '_']) { URL } else { CANONICAL };
        engine.decode(text).map(Self).map_err(|_| TextError("base64"))
    }
}

pub(crate) fn is_base64(text: &str) -> bool {
    text.parse::<Base64>().is_ok()
}

impl Encode for Base64 {
    fn encode(&self, out: &mut JsonWriter) {
        out.string(&self.to_string());
    }
}

impl Decode for Base64 {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        string(json, decoder).parse().unwrap_or_else(|error: TextError| {
            decoder.error(json, error.to_string());
            Self::default()
        })
    }
}

crate::__by_serde!(Base64);
