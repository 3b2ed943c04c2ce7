//! The kitchen sink, compiled and run: its client against its server, and both against requests and responses written by
//! hand, over real sockets.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]
#![allow(deprecated, reason = "the deprecated parts are tested too")]

mod archive;
mod bodies;
mod exchanges;
mod hostile;
mod journal;
mod limits;
mod malformed;
mod orders;
mod own_answers;
mod parameters;
mod plates;
#[path = "../support/protocol.rs"]
mod protocol;
mod protocols;
mod rejections;
mod routing;
mod security;
mod servers;
mod shop;
mod streams;
mod tolerance;
mod verdicts;
mod webhooks;
mod wire;

use letterpress_tests::goods;
