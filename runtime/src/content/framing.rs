//! Where one item of a stream ends and the next one begins.

use bytes::{Buf, Bytes};

use super::events::EventFraming;
use super::media::{Codec, Media};
use super::resume::Position;
use super::sequence::Sequence;

/// The bytes of one item.
#[derive(Debug, Default)]
pub struct Record {
    /// Its text; the beginning of it, where it is too large.
    pub(super) text: Vec<u8>,
    pub(super) state: State,
    /// What a server-sent event says beside its data.
    pub(super) fields: Fields,
}

/// Whether the text of an item is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Whole,
    /// It has more bytes than the limit.
    TooLarge,
    /// It may have been cut off: no space follows it (RFC 7464, section 2.4), or nothing begins it.
    Cut,
}

/// The fields of a server-sent event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<u64>,
}

/// How a stream is divided.
#[derive(Debug)]
pub(super) enum Framing {
    /// One JSON text in a line.
    Lines(Split),
    Sequence(Sequence),
    Events(EventFraming),
}

/// Text up to the end of each line.
#[derive(Debug)]
pub(super) struct Split {
    text: Vec<u8>,
    state: State,
    /// Whether a line was before.
    begun: bool,
    limit: usize,
}

impl Framing {
    pub(super) fn new(media: &Media, limit: usize) -> Self {
        match media.events_data() {
            Some(_) => Self::Events(EventFraming::new(limit)),
            None if matches!(media.codec, Codec::Sequence) => Self::Sequence(Sequence::new(limit)),
            None => Self::Lines(Split::new(limit)),
        }
    }

    /// The next item that ends within this chunk, whose bytes are taken from it.
    pub(super) fn take(&mut self, chunk: &mut Bytes) -> Option<Record> {
        match self {
            Self::Lines(split) => std::iter::from_fn(|| split.take(chunk)).find_map(|(record, begun)| line(record, begun)),
            Self::Sequence(sequence) => sequence.take(chunk),
            Self::Events(events) => events.take(chunk),
        }
    }

    /// The beginning of an item that is too large already, though its end did not come.
    pub(super) fn overflow(&self) -> Option<Record> {
        let (text, state) = match self {
            Self::Lines(split) => (&split.text, split.state),
            Self::Sequence(sequence) => sequence.so_far(),
            Self::Events(events) => events.so_far(),
        };
        (state == State::TooLarge).then(|| Record { text: text.clone(), state, fields: Fields::default() })
    }

    /// The last item, which the end of the stream ends.
    pub(super) fn end(&mut self) -> Option<Record> {
        match self {
            Self::Lines(split) => {
                let (record, begun) = split.rest();
                line(record, begun)
            }
            Self::Sequence(sequence) => sequence.end(),
            // A block without the empty line that ends it may be half of an event (HTML, section 9.2.6).
            Self::Events(_) => None,
        }
    }

    /// Forgets what came of an item whose rest will not come.
    pub(super) fn restart(&mut self) {
        match self {
            Self::Lines(split) => *split = Split::new(split.limit),
            Self::Sequence(sequence) => *sequence = Sequence::new(sequence.limit),
            Self::Events(events) => events.restart(),
        }
    }

    /// Where a new transfer would have to go on.
    pub(super) fn position(&self, items: u64) -> Position {
        match self {
            Self::Lines(_) | Self::Sequence(_) => Position { items, ..Position::default() },
            Self::Events(events) => Position { last_id: events.last_id(), retry: events.last_retry(), items },
        }
    }

    pub(super) fn set_limit(&mut self, bytes: usize) {
        match self {
            Self::Lines(split) => split.limit = bytes,
            Self::Sequence(sequence) => sequence.limit = bytes,
            Self::Events(events) => events.limit = bytes,
        }
    }
}

/// A line that is not empty.
fn line(record: Record, begun: bool) -> Option<Record> {
    let text = trimmed(record.text, begun);
    (!text.is_empty() || record.state != State::Whole).then_some(Record { text, ..record })
}

/// UTF-8's byte order mark, which some programs put before a file.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Without the space around it, and at the beginning of a stream without its mark.
pub(super) fn trimmed(mut text: Vec<u8>, begun: bool) -> Vec<u8> {
    text.truncate(text.trim_ascii_end().len());
    let mark = if !begun && text.starts_with(BOM) { BOM.len() } else { 0 };
    let inside = text.get(mark..).unwrap_or_default().trim_ascii_start().len();
    text.drain(..text.len() - inside);
    text
}

impl Split {
    fn new(limit: usize) -> Self {
        Self { text: Vec::new(), begun: false, state: State::Whole, limit }
    }

    /// A line that ends within this chunk, and whether one was before.
    fn take(&mut self, chunk: &mut Bytes) -> Option<(Record, bool)> {
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = chunk.split_to(end.unwrap_or(chunk.len()));
        self.state = append(&mut self.text, &part, self.limit).unwrap_or(self.state);
        end?;
        chunk.advance(1);
        Some(self.rest())
    }

    fn rest(&mut self) -> (Record, bool) {
        let begun = std::mem::replace(&mut self.begun, true);
        let (text, state) = (std::mem::take(&mut self.text), std::mem::take(&mut self.state));
        (Record { text, state, fields: Fields::default() }, begun)
    }
}

/// Appends what the limit allows; `TooLarge` where that is not all.
pub(super) fn append(text: &mut Vec<u8>, part: &[u8], limit: usize) -> Option<State> {
    let room = limit.saturating_sub(text.len());
    let within = part.get(..room).unwrap_or(part);
    text.extend_from_slice(within);
    (within.len() < part.len()).then_some(State::TooLarge)
}
