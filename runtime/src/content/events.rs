//! Server-sent events (HTML, section 9.2): what one is, and how they stand in a stream.

use std::time::Duration;

use bytes::{Buf, Bytes};

use super::framing::{BOM, Fields, Record, State, append};
use super::items::Items;

/// A stream of server-sent events.
///
/// ```no_run
/// # use letterpress_runtime::{Events, ItemError};
/// # async fn follow(mut events: Events<String>) -> Result<(), ItemError> {
/// while let Some(event) = events.next().await {
///     let event = event?;
///     println!("{}: {}", event.event.as_deref().unwrap_or("message"), event.data);
/// }
/// # Ok(()) }
/// ```
pub type Events<T> = Items<Event<T>>;

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<T> {
    /// Its type; `None` is `message`.
    pub event: Option<String>,
    /// Its id. Of one that came: the last id that the stream gave, here or before, which is what a client goes on from.
    pub id: Option<String>,
    /// How long a client should wait before it connects again, in whole milliseconds.
    pub retry: Option<Duration>,
    /// What it says. In a text every line end arrives as a line feed.
    pub data: T,
}

impl<T> Event<T> {
    /// An event with these data and nothing else.
    pub fn new(data: T) -> Self {
        Self { event: None, id: None, retry: None, data }
    }

    /// The same of this type.
    #[must_use]
    pub fn event(self, event: impl Into<String>) -> Self {
        Self { event: Some(event.into()), ..self }
    }

    /// The same with this id.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// The same with this time to wait before connecting again.
    #[must_use]
    pub fn retry(self, wait: Duration) -> Self {
        Self { retry: Some(wait), ..self }
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

/// A comment, which readers pass over: it keeps a connection alive on which nothing else happens.
#[cfg(any(feature = "client", feature = "server"))]
pub(super) const KEEP_ALIVE: &[u8] = b":\n\n";

/// The text of an event whose data have this text.
///
/// # Errors
/// When its type or its id holds what ends a line, or the id a NUL.
pub(super) fn write(fields: &Fields, data: &str) -> Result<String, &'static str> {
    let mut text = String::with_capacity(data.len() + 16);
    if let Some(event) = &fields.event {
        field(&mut text, "event", event)?;
    }
    if let Some(id) = &fields.id {
        if id.contains('\0') {
            return Err("the id of an event holds a NUL");
        }
        field(&mut text, "id", id)?;
    }
    if let Some(retry) = fields.retry {
        field(&mut text, "retry", &retry.to_string())?;
    }
    for line in data.replace("\r\n", "\n").split(['\r', '\n']) {
        field(&mut text, "data", line)?;
    }
    text.push('\n');
    Ok(text)
}

fn field(text: &mut String, name: &str, value: &str) -> Result<(), &'static str> {
    if value.contains(['\r', '\n']) {
        return Err("the type or the id of an event has more than one line");
    }
    for part in [name, ": ", value, "\n"] {
        text.push_str(part);
    }
    Ok(())
}

/// The parser of HTML, section 9.2.6. It works on bytes, so it does not matter where a chunk ends: what ends a line, and every name of
/// a field, is ASCII, and a line is read as UTF-8 only when it is whole.
#[derive(Debug)]
pub(super) struct EventFraming {
    pub(super) limit: usize,
    line: Vec<u8>,
    data: Vec<u8>,
    state: State,
    event: String,
    /// Of this event, and the last one that came.
    retry: Option<u64>,
    last_retry: Option<u64>,
    /// Set when an event ends, not before: half an event may not have been seen.
    last_id: Option<String>,
    id: Option<String>,
    at: At,
}

/// What stands before the next byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// Nothing.
    Start,
    /// A carriage return, which a line feed belongs to.
    CarriageReturn,
    Elsewhere,
}

impl EventFraming {
    pub(super) fn new(limit: usize) -> Self {
        let (line, data, event) = (Vec::new(), Vec::new(), String::new());
        let (retry, last_retry, last_id, id) = (None, None, None, None);
        Self { limit, line, data, state: State::Whole, event, retry, last_retry, last_id, id, at: At::Start }
    }

    pub(super) fn restart(&mut self) {
        let (last_id, last_retry) = (self.last_id.take(), self.last_retry);
        *self = Self { id: last_id.clone(), last_id, last_retry, ..Self::new(self.limit) };
    }

    pub(super) fn last_retry(&self) -> Option<Duration> {
        self.last_retry.map(Duration::from_millis)
    }

    pub(super) fn last_id(&self) -> Option<String> {
        self.last_id.clone()
    }

    /// What there is of an event that has not ended: its data, or the line before them.
    pub(super) fn so_far(&self) -> (&Vec<u8>, State) {
        (if self.data.is_empty() { &self.line } else { &self.data }, self.state)
    }

    /// The next event that ends within this chunk.
    pub(super) fn take(&mut self, chunk: &mut Bytes) -> Option<Record> {
        while !chunk.is_empty() {
            if self.at == At::CarriageReturn {
                self.at = At::Elsewhere;
                if chunk.first() == Some(&b'\n') {
                    chunk.advance(1);
                    continue;
                }
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let part = chunk.split_to(end.unwrap_or(chunk.len()));
            self.state = append(&mut self.line, &part, self.limit).unwrap_or(self.state);
            end?;
            let was = self.at;
            self.at = if chunk.first() == Some(&b'\r') { At::CarriageReturn } else { At::Elsewhere };
            chunk.advance(1);
            if let Some(record) = self.line(was) {
                return Some(record);
            }
        }
        None
    }

    /// A line that ended; the event that it ends.
    fn line(&mut self, at: At) -> Option<Record> {
        let line = std::mem::take(&mut self.line);
        let line = if at == At::Start { line.strip_prefix(BOM).unwrap_or(&line) } else { &line };
        if line.is_empty() {
            return self.dispatch();
        }
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => line.split_at(colon),
            None => (line, &b""[..]),
        };
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"data" => {
                let value = String::from_utf8_lossy(value);
                let appended = append(&mut self.data, value.as_bytes(), self.limit);
                self.state = appended.or(append(&mut self.data, b"\n", self.limit.saturating_add(1))).unwrap_or(self.state);
            }
            b"id" if !value.contains(&b'\0') => self.id = Some(String::from_utf8_lossy(value).into_owned()),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                self.retry = Some(std::str::from_utf8(value).ok().and_then(|text| text.parse().ok()).unwrap_or(u64::MAX));
                self.last_retry = self.retry;
            }
            _ => {}
        }
        None
    }

    /// What an empty line ends: an event, unless it has no data.
    fn dispatch(&mut self) -> Option<Record> {
        self.last_id = self.id.clone().filter(|id| !id.is_empty());
        let (mut data, event) = (std::mem::take(&mut self.data), std::mem::take(&mut self.event));
        let state = std::mem::take(&mut self.state);
        if data.is_empty() && state == State::Whole {
            return None;
        }
        data.pop_if(|last| *last == b'\n');
        let event = Some(event).filter(|event| !event.is_empty());
        let fields = Fields { event, id: self.last_id.clone(), retry: self.retry.take() };
        Some(Record { text: data, state, fields })
    }
}
