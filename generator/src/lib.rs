//! Letterpress turns OpenAPI descriptions into Rust that a team commits and reviews.

pub mod diagnostic;
pub mod ir;
pub mod node;
pub mod pointer;
pub mod source;
