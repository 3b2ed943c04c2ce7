//! The extensions of a description that have a meaning in the generated code.

/// What one thing shall be called in Rust.
pub(crate) const NAME: &str = "x-rust-name";

/// What the values of an enumeration shall be called in Rust: a map from values to names.
pub(crate) const NAMES: &str = "x-rust-names";

/// How the parts of a multipart body shall be handed over: `stream`, as they come.
pub(crate) const PARTS: &str = "x-rust-parts";
