//! What the tests of generated code share: the kitchen sink, an API that uses everything the generator knows.

#[rustfmt::skip]
pub mod kitchen_sink;

/// The examples of the README are compiled as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
