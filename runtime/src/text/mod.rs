//! Values that are text of a format, kept as they came.
//!
//! Reading JSON takes any string, so that a client is not broken by a server's sloppy formats and sends back what it got;
//! `FromStr` and [`crate::Check::format`] are strict; accessors that need the meaning say whether there is one.

use std::fmt;

mod base64;
mod decimal;
mod password;
mod quoted;
mod time;
mod uuid;

pub use base64::Base64;
pub use decimal::Decimal;
pub use password::Password;
pub(crate) use password::{hiding, holds_password};
pub use quoted::Quoted;
pub use time::{Date, DateTime, Duration, Time};
pub use uuid::Uuid;

pub(crate) use base64::is_base64;
pub(crate) use quoted::is as is_quoted;

/// A text that is not of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextError(pub(crate) &'static str);

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl std::error::Error for TextError {}

/// A newtype of a text.
macro_rules! text {
    ($(#[$attribute:meta])* $name:ident: $format:expr) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            fn error() -> $crate::text::TextError {
                $crate::text::TextError($format.expectation())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// Strict: fails unless the text is of the format.
        impl ::std::str::FromStr for $name {
            type Err = $crate::text::TextError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if $format.accepts(text) { Ok(Self(text.to_owned())) } else { Err(Self::error()) }
            }
        }

        impl ::std::convert::From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, out: &mut $crate::JsonWriter) {
                out.string(&self.0);
            }
        }

        impl $crate::Decode for $name {
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                Self($crate::Decode::decode(json, decoder))
            }
        }

        $crate::__by_serde!($name);
    };
}
pub(crate) use text;
