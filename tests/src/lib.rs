//! What tests and examples of generated code share: the kitchen sink, an API that uses everything the generator knows, and
//! handlers and values for it and for the five APIs.

#[rustfmt::skip]
pub mod kitchen_sink;

#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
pub mod desk;
#[allow(clippy::unwrap_used, deprecated, reason = "a test may panic, and sends what is deprecated, too")]
pub mod goods;
#[allow(clippy::unwrap_used, clippy::panic, deprecated, reason = "a test may panic, and handles what is deprecated, too")]
pub mod shop;

/// The examples of the README are compiled as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
