//! Streams of typed items: each is read, checked and decoded by itself, and nothing holds more than one.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;

use super::coming::Coming;
use super::framing::{Fields, Framing, Record, State};
use super::going::Going;
use super::item_error::{ItemError, whole};
use super::media::{Codec, EventData, Media};
use super::payload::{BodyError, ByteStream, Payload};
use super::tree::decode;
use super::{Content, Event, ReadError, Received, Written, events, fault, text};
use crate::Rule;
use crate::codec::{Decode, DecodeError, Direction, Encode, to_json, to_json_text};
use crate::json;
use crate::operation::Validation;
use crate::problem::{Fault, Faults};
use crate::validation;

/// A stream of items: JSON Lines, JSON text sequences and, as [`Events`](super::Events), server-sent events.
///
/// [`next`](Self::next) gives one after the other, and so does [`Stream`]. The one who reads sets the pace; dropping it ends
/// the transfer. A wrong item is an [`ItemError`], behind which the next item follows.
///
/// What is sent is made of an iterator, of a stream, or of the other end of a [`channel`](Self::channel). Items that are ready at
/// once share a packet, and none waits for the next one. An error ends the transfer, so that the other side does not take half
/// of it for all.
///
/// ```
/// use letterpress_runtime::Items;
///
/// # async fn _example() -> Result<(), letterpress_runtime::ItemError> {
/// let mut numbers: Items<i64> = Items::of([1, 2, 3]);
/// while let Some(number) = numbers.next().await {
///     println!("{}", number?);
/// }
/// # Ok(()) }
/// ```
pub struct Items<T> {
    /// Never locked, see [`ByteStream`].
    source: Mutex<Source<T>>,
    keep_alive: Option<Duration>,
}

enum Source<T> {
    Made { items: Made<T>, count: u64 },
    Came(Box<Coming>, PhantomData<fn() -> T>),
}

type Made<T> = Pin<Box<dyn Stream<Item = Result<T, BodyError>> + Send>>;

/// What a stream can hold: a value with a JSON form, or an [`Event`] with one.
pub trait Item: Sized + Send + 'static {
    #[doc(hidden)]
    fn to_record(&self, media: &Media, rule: Option<Rule>) -> Result<String, Faults>;

    #[doc(hidden)]
    fn from_record(record: &Record, media: &Media, direction: Direction) -> Result<Self, ReadError>;
}

/// How much an item may have where nothing else is said: 1 MiB.
const LIMIT: usize = 1024 * 1024;

/// How long an answer of events may be silent before a comment is sent.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

impl<T: Send + 'static> Items<T> {
    /// These items.
    pub fn of<I>(items: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        Self::made(Box::pin(Iterated(items.into_iter())))
    }

    /// What this stream gives, up to its end or its first error.
    pub fn from_stream<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self::made(Box::pin(Failing(Box::pin(items))))
    }

    fn made(items: Made<T>) -> Self {
        Self { source: Mutex::new(Source::Made { items, count: 0 }), keep_alive: Some(KEEP_ALIVE) }
    }
}

impl<T: Item> Items<T> {
    /// The next item; `None` at the end.
    ///
    /// # Errors
    /// When this item is wrong, or the transfer broke off, which is the last that the stream tells.
    pub async fn next(&mut self) -> Option<Result<T, ItemError>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, ItemError>>> {
        match self.source.get_mut().unwrap_or_else(PoisonError::into_inner) {
            Source::Made { items, count } => {
                let polled = ready!(items.as_mut().poll_next(cx));
                let index = *count;
                *count += 1;
                Poll::Ready(polled.map(|item| item.map_err(|error| ItemError::broken_off(index, Direction::Response, error))))
            }
            Source::Came(coming, _) => {
                let polled = ready!(coming.poll(cx));
                Poll::Ready(polled.map(|record| record.and_then(|record| read(coming, &record))))
            }
        }
    }
}

impl<T> Items<T> {
    /// How many bytes an item that comes may have; 1 MiB, if nothing is said. A larger one is an error, and its bytes are passed over.
    #[must_use]
    pub fn item_limit(mut self, bytes: usize) -> Self {
        match self.source.get_mut().unwrap_or_else(PoisonError::into_inner) {
            Source::Made { .. } => {}
            Source::Came(coming, _) => coming.set_limit(bytes),
        }
        self
    }
}

impl<T> Items<Event<T>> {
    /// How long these events may be silent on their way to a client before a comment is sent, so that nobody between takes the connection
    /// for dead; 15 s, if nothing is said. `None` sends no comments.
    #[must_use]
    pub fn keep_alive(self, silence: Option<Duration>) -> Self {
        Self { keep_alive: silence, ..self }
    }
}

fn read<T: Item>(coming: &Coming, record: &Record) -> Result<T, ItemError> {
    // The count is one ahead of what was given last.
    let index = coming.count().saturating_sub(1);
    if record.state == State::TooLarge {
        return Err(ItemError::too_large(index, coming.direction, &record.text, coming.limit));
    }
    let read = T::from_record(record, &coming.media, coming.direction);
    read.map_err(|error| ItemError::wrong(index, coming.direction, &record.text, error))
}

impl<T: Encode + Decode + Send + 'static> Item for T {
    fn to_record(&self, media: &Media, rule: Option<Rule>) -> Result<String, Faults> {
        let text = checked(self, rule, EventData::Json)?;
        match media.events_data() {
            Some(_) => event(&Fields::default(), &text),
            None if matches!(media.codec, Codec::Sequence) => Ok(format!("\u{1E}{text}\n")),
            None => Ok(text + "\n"),
        }
    }

    fn from_record(record: &Record, media: &Media, direction: Direction) -> Result<Self, ReadError> {
        if let Some(EventData::Text) = media.events_data() {
            return text::read(whole(record)?, None, media.rule, direction);
        }
        let tree = json::parse_bytes(whole(record)?).map_err(|error| ReadError::Malformed(DecodeError::from(error)))?;
        decode(tree.root(), media.rule, direction)
    }
}

impl<T: Encode + Decode + Send + 'static> Item for Event<T> {
    fn to_record(&self, media: &Media, rule: Option<Rule>) -> Result<String, Faults> {
        let data = media.events_data().unwrap_or(EventData::Json);
        let retry = self.retry.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        let fields = Fields { event: self.event.clone(), id: self.id.clone(), retry };
        event(&fields, &checked(&self.data, rule, data)?)
    }

    fn from_record(record: &Record, media: &Media, direction: Direction) -> Result<Self, ReadError> {
        let fields = record.fields.clone();
        let data = T::from_record(record, media, direction)?;
        Ok(Self { event: fields.event, id: fields.id, retry: fields.retry.map(Duration::from_millis), data })
    }
}

/// The text of a value, which holds if it is to be checked.
fn checked<T: Encode>(value: &T, rule: Option<Rule>, data: EventData) -> Result<String, Faults> {
    if let (None, EventData::Json) = (rule, data) {
        return to_json_text(value).map_err(|error| Faults(vec![fault("content", error.to_string())]));
    }
    let tape = to_json(value);
    let faults = rule.map(|rule| validation::faults(None, rule, tape.root())).unwrap_or_default();
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let written = match data {
        EventData::Text => text::write(&tape.root().to_tree()),
        EventData::Json => tape.root().to_text().map_err(|error| error.to_string()),
    };
    written.map_err(|detail| Faults(vec![fault("content", detail)]))
}

fn event(fields: &Fields, data: &str) -> Result<String, Faults> {
    events::write(fields, data).map_err(|detail| Faults(vec![fault("content", detail)]))
}

impl<T: Item> Content for Items<T> {
    fn write(self, media: &Media, _: usize, validation: Validation) -> Result<Written, Vec<Fault>> {
        let keep_alive = media.events_data().and(self.keep_alive);
        let rule = media.rule.filter(|_| validation == Validation::On);
        let body = ByteStream::new(Going::new(self, *media, rule, keep_alive));
        Ok(Written { payload: Payload::Stream(body), media_type: None })
    }

    fn read(received: Received, media: &Media, direction: Direction) -> Result<Self, ReadError> {
        let framing = Framing::new(media, LIMIT);
        let coming = Coming::new(received.payload.into_stream(), framing, *media, direction, LIMIT);
        Ok(Self { source: Mutex::new(Source::Came(Box::new(coming), PhantomData)), keep_alive: Some(KEEP_ALIVE) })
    }

    fn placeholder() -> Self {
        Self::of([])
    }
}

impl<T: Item> Stream for Items<T> {
    type Item = Result<T, ItemError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

/// Nothing of the items: they are still to come.
impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

struct Iterated<I>(I);

impl<I> Unpin for Iterated<I> {}

impl<I: Iterator> Stream for Iterated<I> {
    type Item = Result<I::Item, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// A stream whose errors are boxed.
struct Failing<S>(Pin<Box<S>>);

impl<S, T, E> Stream for Failing<S>
where
    S: Stream<Item = Result<T, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = Result<T, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|item| item.map(|item| item.map_err(BodyError::new)))
    }
}
