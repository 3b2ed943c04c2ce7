//! Enumerations of strings and of integers.

use std::fmt;

use crate::codec::{Decoder, string};
use crate::json::Json;

/// A text that a closed enumeration does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnlistedValue;

impl fmt::Display for UnlistedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the enumeration does not list this value")
    }
}

impl std::error::Error for UnlistedValue {}

/// The string, which is listed; else an error and the first that is.
#[doc(hidden)]
pub fn listed_string<'j>(values: &'static [&'static str], json: Json<'j>, decoder: &mut Decoder) -> &'j str {
    let found = string(json, decoder);
    if values.contains(&found) {
        return found;
    }
    if json.as_str().is_some() {
        decoder.error(json, format!("expected {}", list(values)));
    }
    values.first().copied().unwrap_or_default()
}

/// The integer, which is listed; else an error and the first that is.
#[doc(hidden)]
pub fn listed_integer(values: &'static [i64], json: Json<'_>, decoder: &mut Decoder) -> i64 {
    match json.as_number().map(|number| number.to_i64().filter(|found| values.contains(found))) {
        Some(Some(found)) => return found,
        Some(None) => decoder.error(json, format!("expected {}", list(values))),
        None => decoder.expected("an integer", json),
    }
    values.first().copied().unwrap_or_default()
}

/// The values for a message: the first few.
pub(crate) fn list<T: fmt::Debug>(values: &[T]) -> String {
    const SHOWN: usize = 10;
    let shown: Vec<String> = values.iter().take(SHOWN).map(|value| format!("{value:?}")).collect();
    let more = values.len().saturating_sub(SHOWN);
    let tail = if more > 0 { format!(" or {more} more") } else { String::new() };
    format!("one of {}{tail}", shown.join(", "))
}

/// Implements `as_str`, `Display`, `FromStr`, [`Encode`](crate::Encode), [`Decode`](crate::Decode) and the two serde traits for
/// an enumeration of strings.
///
/// An `open` one has a variant `Unknown(String)` for values that are not listed; for a `closed` one they are errors.
///
/// ```
/// use letterpress_runtime::enumeration;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// enum Color {
///     Red,
///     DarkBlue,
///     Unknown(String),
/// }
///
/// enumeration! {
///     Color: open {
///         Red = "red",
///         DarkBlue = "dark-blue",
///     }
/// }
///
/// assert_eq!("dark-blue".parse(), Ok(Color::DarkBlue));
/// assert_eq!(Color::Unknown("pink".to_owned()).to_string(), "pink");
/// ```
#[macro_export]
macro_rules! enumeration {
    ($name:ident : open { $($variant:ident = $wire:literal),+ $(,)? }) => {
        impl $name {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unknown(value) => value,
                }
            }
        }

        /// Every text is a value: one that is not listed is `Unknown`.
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$variant,)+
                    unlisted => Self::Unknown(::std::borrow::ToOwned::to_owned(unlisted)),
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                Self::from($crate::__private::string(json, decoder))
            }
        }

        $crate::__enumeration!($name);
    };
    ($name:ident : closed { $first:ident = $first_wire:literal $(, $variant:ident = $wire:literal)* $(,)? }) => {
        impl $name {
            /// The value on the wire.
            #[inline]
            pub const fn as_str(&self) -> &'static str {
                match self {
                    Self::$first => $first_wire,
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::UnlistedValue;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnlistedValue> {
                ::core::result::Result::Ok(match text {
                    $first_wire => Self::$first,
                    $($wire => Self::$variant,)*
                    _ => return ::core::result::Result::Err($crate::UnlistedValue),
                })
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                match $crate::__private::listed_string(&[$first_wire $(, $wire)*], json, decoder) {
                    $($wire => Self::$variant,)*
                    _ => Self::$first,
                }
            }
        }

        $crate::__enumeration!($name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __enumeration {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                out.string(self.as_str());
            }
        }

        $crate::__serde!($name);
    };
}

/// Implements `as_i64`, `Display`, [`Encode`](crate::Encode), [`Decode`](crate::Decode) and the two serde traits for an
/// enumeration of integers.
///
/// An `open` one has a variant `Unknown(i64)` for values that are not listed; for a `closed` one they are errors.
///
/// ```
/// use letterpress_runtime::{from_json_text, integers};
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Level {
///     V1,
///     V2,
///     Unknown(i64),
/// }
///
/// integers! {
///     Level: open {
///         V1 = 1,
///         V2 = 2,
///     }
/// }
///
/// assert_eq!(from_json_text("2.0"), Ok(Level::V2));
/// assert_eq!(Level::Unknown(7).as_i64(), 7);
/// ```
#[macro_export]
macro_rules! integers {
    ($name:ident : open { $($variant:ident = $wire:literal),+ $(,)? }) => {
        impl $name {
            /// The value on the wire.
            #[inline]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)+
                    Self::Unknown(value) => *value,
                }
            }
        }

        /// Every integer is a value: one that is not listed is `Unknown`.
        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($wire => Self::$variant,)+
                    unlisted => Self::Unknown(unlisted),
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                Self::from(<i64 as $crate::Decode>::decode(json, decoder))
            }
        }

        $crate::__integers!($name);
    };
    ($name:ident : closed { $first:ident = $first_wire:literal $(, $variant:ident = $wire:literal)* $(,)? }) => {
        impl $name {
            /// The value on the wire.
            #[inline]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    Self::$first => $first_wire,
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                match $crate::__private::listed_integer(&[$first_wire $(, $wire)*], json, decoder) {
                    $($wire => Self::$variant,)*
                    _ => Self::$first,
                }
            }
        }

        $crate::__integers!($name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __integers {
    ($name:ident) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                out.i64(self.as_i64());
            }
        }

        $crate::__serde!($name);
    };
}
