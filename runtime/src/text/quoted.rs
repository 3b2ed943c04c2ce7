//! Numbers in strings.

use std::fmt;
use std::str::FromStr;

use super::{Decimal, TextError};
use crate::codec::{Decode, Decoder, Encode};
use crate::format::Format;
use crate::json::{Json, JsonWriter};

/// A number that JSON carries as a string: `"42"`.
///
/// Each number has one text here, so that what is read is written again as it came: an integer is its decimal digits, without zeros
/// before them and with no sign but `-`; a [`Decimal`] is the text of a JSON number, which it keeps.
///
/// ```
/// use letterpress_runtime::{Quoted, from_json_text, to_json_text};
///
/// let size: Quoted<i64> = from_json_text(r#""42""#)?;
/// assert_eq!(size, Quoted(42));
/// assert_eq!(to_json_text(&size)?, r#""42""#);
/// assert!(from_json_text::<Quoted<i64>>(r#""007""#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quoted<T>(pub T);

/// A number that a string can hold.
pub trait Quotable: Clone + fmt::Display {
    /// What its texts are.
    const FORMAT: Format;

    /// The number of a text, if the number is written so.
    fn of(text: &str) -> Option<Self>;

    /// What is returned where there is none.
    fn placeholder() -> Self;
}

/// Whether a text is that of a number.
pub(crate) fn is<T: Quotable>(text: &str) -> bool {
    T::of(text).is_some()
}

macro_rules! quotable {
    ($($integer:ty: $format:ident),*) => {$(
        impl Quotable for $integer {
            const FORMAT: Format = Format::$format;

            fn of(text: &str) -> Option<Self> {
                text.parse().ok().filter(|integer: &Self| integer.to_string() == text)
            }

            fn placeholder() -> Self {
                0
            }
        }
    )*};
}

quotable! { i32: QuotedInt32, i64: QuotedInt64, u32: QuotedUint32, u64: QuotedUint64 }

impl Quotable for Decimal {
    const FORMAT: Format = Format::QuotedDecimal;

    fn of(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn placeholder() -> Self {
        Self::from(0)
    }
}

impl<T> From<T> for Quoted<T> {
    fn from(number: T) -> Self {
        Self(number)
    }
}

impl<T: fmt::Display> fmt::Display for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Strict: fails unless the number is written so.
impl<T: Quotable> FromStr for Quoted<T> {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        T::of(text).map(Self).ok_or(TextError(T::FORMAT.expectation()))
    }
}

impl<T: Quotable> Encode for Quoted<T> {
    fn encode(&self, out: &mut JsonWriter) {
        out.string(&self.0.to_string());
    }
}

impl<T: Quotable> Decode for Quoted<T> {
    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        match json.as_str().map(T::of) {
            Some(Some(number)) => return Self(number),
            Some(None) => decoder.error(json, format!("expected {}", T::FORMAT.expectation())),
            None => decoder.expected("a string", json),
        }
        Self(T::placeholder())
    }
}

impl<T: Quotable> serde::Serialize for Quoted<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::codec::serialize(self, serializer)
    }
}

impl<'de, T: Quotable> serde::Deserialize<'de> for Quoted<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::codec::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{from_json_text, to_json_text};

    #[test]
    fn what_is_read_is_written_as_it_came() {
        fn same<T: Quotable>(texts: &[&str]) {
            for text in texts {
                let json = format!("\"{text}\"");
                let number: Quoted<T> = from_json_text(&json).unwrap();
                assert_eq!(to_json_text(&number).unwrap(), json);
                assert!(T::FORMAT.accepts(text), "{text}");
            }
        }
        same::<i32>(&["0", "-2147483648", "2147483647"]);
        same::<i64>(&["0", "-9223372036854775808", "9223372036854775807"]);
        same::<u32>(&["0", "4294967295"]);
        same::<u64>(&["0", "18446744073709551615"]);
        same::<Decimal>(&["0", "-0", "1.50", "1e3", "123456789012345678901234567890.1"]);
    }

    #[test]
    fn another_text_of_a_number_is_none() {
        fn refused<T: Quotable>(texts: &[&str]) {
            for text in texts {
                assert!(from_json_text::<Quoted<T>>(&format!("\"{text}\"")).is_err(), "{text}");
                assert!(text.parse::<Quoted<T>>().is_err() && !T::FORMAT.accepts(text), "{text}");
            }
        }
        refused::<i32>(&["2147483648", "-2147483649"]);
        refused::<i64>(&["", "007", "+1", "-0", "1e3", "1.0", " 1", "1 ", "9223372036854775808", "0x1", "1_000", "\u{661}"]);
        refused::<u32>(&["-1", "4294967296"]);
        refused::<u64>(&["-1", "18446744073709551616"]);
        refused::<Decimal>(&["", "007", "+1", ".5", "1.", "NaN", "1,5", "Infinity"]);
        assert!(from_json_text::<Quoted<i64>>("1").is_err());
    }
}
