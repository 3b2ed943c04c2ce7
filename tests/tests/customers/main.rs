//! The five customer APIs: the generated client against the generated server, and both against what the documentation pages
//! print. What a page prints is kept in `pages/`; where it prints types only, the values there are made up.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod client;
mod cuoral;
#[path = "../support/protocol.rs"]
mod protocol;
mod protocols;
mod revnue;
mod revnue_limits;
mod shingleai;
mod support;
mod togai;
mod truvami;
