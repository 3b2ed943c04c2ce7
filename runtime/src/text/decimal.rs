//! Exact decimal numbers.

use std::fmt;
use std::str::FromStr;

use crate::codec::{Decode, Decoder, Encode};
use crate::json::{Json, JsonWriter, Number, NumberError};

/// A number of any size and precision, with its text kept. Equality and order are by value: `1.50` equals `1.5`.
///
/// By way of serde, whose numbers are at most `f64`, it is written only if that is exact; [`crate::to_json_text`] always is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(Number<'static>);

impl Decimal {
    /// The nearest float; `None` when the number is beyond the largest.
    pub fn to_f64(&self) -> Option<f64> {
        self.0.to_f64()
    }

    /// The value, if it is an integer that fits.
    pub fn to_i64(&self) -> Option<i64> {
        self.0.to_i64()
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(Number::from(value))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.text())
    }
}

/// The text of a JSON number.
impl FromStr for Decimal {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Number::parse(text.to_owned()).map(Self)
    }
}

impl Encode for Decimal {
    fn encode(&self, out: &mut JsonWriter) {
        out.number(&self.0);
    }
}

impl Decode for Decimal {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        match json.as_number() {
            Some(number) => Self(number.into_owned()),
            None => {
                decoder.expected("a number", json);
                Self::from(0)
            }
        }
    }
}

crate::__by_serde!(Decimal);
