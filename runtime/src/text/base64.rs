//! Bytes as base64 text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::TextError;
use crate::codec::{Decode, Decoder, Encode, string};
use crate::json::{Json, JsonWriter};

/// Decoding takes a text with its padding, and one without any; what else is no multiple of four letters is refused before.
const READ: GeneralPurposeConfig = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const PADDED: GeneralPurpose = GeneralPurpose::new(&STANDARD, READ);
const BARE: GeneralPurpose = GeneralPurpose::new(&STANDARD, READ.with_encode_padding(false));
const URL_PADDED: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, READ);
const URL_BARE: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, READ.with_encode_padding(false));

/// Bytes that JSON carries as base64 (RFC 4648). Both alphabets are read, with or without padding. What was read is written as it
/// came, bytes of one's own in the standard alphabet with padding. Two are equal if their bytes are.
#[derive(Clone, Default)]
pub struct Base64 {
    bytes: Vec<u8>,
    spelling: Spelling,
}

/// What tells a text from the other texts of the same bytes.
#[derive(Clone, Copy, Default)]
struct Spelling {
    /// It has letters of the alphabet for URLs that the standard one lacks.
    url: bool,
    /// It lacks the padding that it could have.
    bare: bool,
}

impl Spelling {
    fn of(text: &str) -> Self {
        Self { url: text.contains(['-', '_']), bare: !text.len().is_multiple_of(4) }
    }

    fn engine(self) -> &'static GeneralPurpose {
        match (self.url, self.bare) {
            (false, false) => &PADDED,
            (false, true) => &BARE,
            (true, false) => &URL_PADDED,
            (true, true) => &URL_BARE,
        }
    }
}

impl Base64 {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, spelling: Spelling::default() }
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::from(bytes.to_vec())
    }
}

impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Base64 {}

impl PartialOrd for Base64 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Base64 {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl Hash for Base64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// How many bytes there are, not which.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.bytes.len())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelling.engine().encode(&self.bytes))
    }
}

impl FromStr for Base64 {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        if text.ends_with('=') && !text.len().is_multiple_of(4) {
            return Err(TextError("base64"));
        }
        let spelling = Spelling::of(text);
        let bytes = spelling.engine().decode(text).map_err(|_| TextError("base64"))?;
        Ok(Self { bytes, spelling })
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
