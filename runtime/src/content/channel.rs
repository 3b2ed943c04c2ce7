//! Items that another task makes.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::mpsc;

use super::items::Items;
use super::payload::BodyError;

/// The other end of [`Items`]: what is sent here, comes out there. Cheap to clone; when the last one is dropped, the stream is at its end.
pub struct ItemSender<T>(mpsc::Sender<Result<T, BodyError>>);

/// Nobody reads the items any more, so this one came back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Gone<T>(pub T);

impl<T: Send + 'static> Items<T> {
    /// A stream with the end that fills it. So many items (at least one, at most 65,536) are on their way at a time; who sends more, waits.
    pub fn channel(capacity: usize) -> (ItemSender<T>, Self) {
        let (sender, receiver) = mpsc::channel(capacity.clamp(1, 65_536));
        (ItemSender(sender), Self::from_stream(Receiving(receiver)))
    }
}

impl<T> ItemSender<T> {
    /// Sends an item, as soon as there is room for it.
    ///
    /// # Errors
    /// When nobody reads any more: the transfer has ended.
    pub async fn send(&self, item: T) -> Result<(), Gone<T>> {
        match self.0.send(Ok(item)).await {
            Ok(()) | Err(mpsc::error::SendError(Err(_))) => Ok(()),
            Err(mpsc::error::SendError(Ok(item))) => Err(Gone(item)),
        }
    }

    /// Ends the transfer with an error, so that the other side sees that more would have come. On a server the error is reported
    /// as that of a handler is.
    pub async fn fail(self, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) {
        // Where nobody reads any more, nobody is to be told.
        let _ = self.0.send(Err(BodyError::new(error))).await;
    }

    /// Waits until nobody reads any more.
    pub async fn closed(&self) {
        self.0.closed().await;
    }
}

impl<T> Clone for ItemSender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for ItemSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemSender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Gone<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gone").finish_non_exhaustive()
    }
}

impl<T> fmt::Display for Gone<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nobody reads the items any more")
    }
}

impl<T> std::error::Error for Gone<T> {}

struct Receiving<T>(mpsc::Receiver<Result<T, BodyError>>);

impl<T> Stream for Receiving<T> {
    type Item = Result<T, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}
