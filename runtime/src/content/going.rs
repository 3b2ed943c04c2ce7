//! Items on their way out: what is ready goes in one packet, and what is not does not hold it up.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame};

use super::items::{Item, Items};
use super::media::Media;
use super::payload::BodyError;
use crate::Rule;
use crate::codec::{is_responding, responding};

/// Bytes after which a packet goes, whether more is ready or not.
const PACKET: usize = 8 * 1024;

/// A stream of items as a body.
pub(super) struct Going<T> {
    items: Items<T>,
    media: Media,
    rule: Option<Rule>,
    /// Whether they are those of a response.
    of_response: bool,
    silence: Silence,
    state: State,
}

enum State {
    Open,
    /// What is ready goes first. A connection that fails forgets what it has not sent yet, so it gets the time for it.
    Ending(Ending),
    Ended(Ending),
    Over,
}

/// An end before the last item.
enum Ending {
    Error(BodyError),
    Panic(Box<dyn Any + Send>),
}

impl<T: Item> Going<T> {
    /// Items that this rule checks, with a comment after so much silence.
    pub(super) fn new(items: Items<T>, media: Media, rule: Option<Rule>, keep_alive: Option<Duration>) -> Self {
        Self { items, media, rule, of_response: is_responding(), silence: Silence::new(keep_alive), state: State::Open }
    }

    /// The text of what is ready.
    fn packet(&mut self, cx: &mut Context<'_>) -> String {
        let mut packet = String::new();
        while matches!(self.state, State::Open) && packet.len() < PACKET {
            match catch_unwind(AssertUnwindSafe(|| self.record(cx))) {
                Ok(Poll::Pending) => break,
                Ok(Poll::Ready(None)) => self.state = State::Over,
                Ok(Poll::Ready(Some(Ok(record)))) => packet.push_str(&record),
                Ok(Poll::Ready(Some(Err(error)))) => self.state = State::Ending(Ending::Error(error)),
                // The items are not asked again, so nothing sees what the panic left half done in them.
                Err(panic) => self.state = State::Ending(Ending::Panic(panic)),
            }
        }
        packet
    }

    fn record(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<String, BodyError>>> {
        let item = ready!(self.items.poll(cx));
        Poll::Ready(item.map(|item| match item {
            Ok(item) => {
                let record = || item.to_record(&self.media, self.rule);
                if self.of_response { responding(record) } else { record() }.map_err(BodyError::new)
            }
            Err(error) => Err(error.into_body_error()),
        }))
    }
}

impl<T: Item> Body for Going<T> {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let packet = self.packet(cx);
        if !packet.is_empty() {
            self.silence.broken();
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from(packet)))));
        }
        match std::mem::replace(&mut self.state, State::Over) {
            State::Over => Poll::Ready(None),
            State::Ending(ending) => {
                self.state = State::Ended(ending);
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            State::Ended(Ending::Error(error)) => Poll::Ready(Some(Err(error))),
            State::Ended(Ending::Panic(panic)) => resume_unwind(panic),
            State::Open => {
                self.state = State::Open;
                self.silence.poll(cx).map(|comment| Some(Ok(Frame::data(Bytes::from_static(comment)))))
            }
        }
    }
}

#[cfg(any(feature = "client", feature = "server"))]
use silence::Silence;

#[cfg(any(feature = "client", feature = "server"))]
mod silence {
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::time::Duration;

    use tokio::time::Sleep;

    use crate::content::events::KEEP_ALIVE;

    /// How long nothing was sent.
    pub(super) struct Silence {
        most: Option<Duration>,
        /// Runs while there is nothing to send.
        since: Option<Pin<Box<Sleep>>>,
    }

    impl Silence {
        pub(super) fn new(most: Option<Duration>) -> Self {
            Self { most, since: None }
        }

        pub(super) fn broken(&mut self) {
            self.since = None;
        }

        /// What is sent when it was too long.
        pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<&'static [u8]> {
            let Some(most) = self.most else { return Poll::Pending };
            let since = self.since.get_or_insert_with(|| Box::pin(tokio::time::sleep(most)));
            let polled = since.as_mut().poll(cx).map(|()| KEEP_ALIVE);
            if polled.is_ready() {
                self.since = None;
            }
            polled
        }
    }
}

#[cfg(not(any(feature = "client", feature = "server")))]
use endless::Silence;

/// Without a client and a server nothing is sent, and there is no clock.
#[cfg(not(any(feature = "client", feature = "server")))]
mod endless {
    use std::task::{Context, Poll};
    use std::time::Duration;

    pub(super) struct Silence;

    impl Silence {
        pub(super) fn new(_: Option<Duration>) -> Self {
            Self
        }

        pub(super) fn broken(&mut self) {}

        pub(super) fn poll(&mut self, _: &mut Context<'_>) -> Poll<&'static [u8]> {
            Poll::Pending
        }
    }
}
