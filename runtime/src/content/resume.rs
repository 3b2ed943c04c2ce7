//! A stream whose transfer can be begun again where it ended.

use std::pin::Pin;
use std::time::Duration;

use super::payload::{BodyError, ByteStream};

/// Where a stream of events stands.
#[derive(Clone, Debug, Default)]
#[cfg_attr(not(feature = "client"), expect(dead_code, reason = "clients alone begin again"))]
pub(crate) struct Position {
    /// The last id that it gave.
    pub(crate) last_id: Option<String>,
    /// How long it asks to wait before a new transfer.
    pub(crate) retry: Option<Duration>,
    /// How many items it gave.
    pub(crate) items: u64,
}

/// Begins a transfer again.
pub(crate) trait Resume: Send + Sync {
    /// The next transfer, which begins behind this position. The last one ended with this error, or as it should.
    fn resume(self: Box<Self>, position: Position, ended: Option<BodyError>) -> Pin<Box<dyn Future<Output = Resumed> + Send>>;
}

/// How that went.
#[cfg_attr(not(feature = "client"), expect(dead_code, reason = "clients alone begin again"))]
pub(crate) enum Resumed {
    /// The next transfer.
    Again(ByteStream),
    /// There is none, by the wish of the server or for this reason.
    Over(Option<BodyError>),
}
