//! What documents become, asserted on the IR.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod answers;
mod operations;
mod schemas;
mod unions;
