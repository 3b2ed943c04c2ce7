//! JSON text sequences (RFC 7464): a record separator before each text, a line feed behind it.

use bytes::Bytes;

use super::framing::{Fields, Record, State, append, trimmed};

const RECORD_SEPARATOR: u8 = 0x1E;

/// A sequence, divided.
///
/// The line feed that ends a text tells that it is there; the next separator may take a while to come. A text can hold line feeds too, but
/// not outside of its brackets.
#[derive(Debug)]
pub(super) struct Sequence {
    pub(super) limit: usize,
    text: Vec<u8>,
    state: State,
    /// Whether the separator of this text came.
    begun: bool,
    depth: usize,
    inside: Inside,
}

/// Where in a JSON text the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    Nothing,
    String,
    /// Behind the backslash of a string.
    Escape,
}

impl Sequence {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, text: Vec::new(), state: State::Whole, begun: false, depth: 0, inside: Inside::Nothing }
    }

    /// The next text that ends within this chunk.
    pub(super) fn take(&mut self, chunk: &mut Bytes) -> Option<Record> {
        while !chunk.is_empty() {
            let end = chunk.iter().position(|byte| self.ends_at(*byte));
            let part = chunk.split_to(end.map_or(chunk.len(), |at| at + 1));
            let text = part.strip_suffix(&[RECORD_SEPARATOR]).unwrap_or(&part);
            self.state = append(&mut self.text, text, self.limit).unwrap_or(self.state);
            let record = end.and_then(|_| self.end());
            self.begun |= part.ends_with(&[RECORD_SEPARATOR]);
            if record.is_some() {
                return record;
            }
        }
        None
    }

    /// What there is of a text that has not ended.
    pub(super) fn so_far(&self) -> (&Vec<u8>, State) {
        (&self.text, self.state)
    }

    /// The text that came so far. A number or a word at its end needs a space to be known as whole.
    pub(super) fn end(&mut self) -> Option<Record> {
        (self.depth, self.inside) = (0, Inside::Nothing);
        let (text, state) = (std::mem::take(&mut self.text), std::mem::take(&mut self.state));
        let ends_itself = text.last().is_some_and(|last| b"}]\" \t\r\n".contains(last));
        let text = trimmed(text, self.begun);
        let state = match state {
            State::Whole if text.is_empty() => return None,
            State::Whole if !self.begun || !ends_itself => State::Cut,
            state @ (State::Whole | State::TooLarge | State::Cut) => state,
        };
        self.begun = false;
        Some(Record { text, state, fields: Fields::default() })
    }

    /// Whether a text ends here, if this byte is the next one.
    fn ends_at(&mut self, byte: u8) -> bool {
        self.inside = match (self.inside, byte) {
            (_, RECORD_SEPARATOR) => return true,
            (Inside::Nothing, b'\n') => return self.depth == 0,
            (Inside::Nothing, b'"') | (Inside::Escape, _) => Inside::String,
            (Inside::String, b'"') => Inside::Nothing,
            (Inside::String, b'\\') => Inside::Escape,
            (inside @ (Inside::Nothing | Inside::String), _) => inside,
        };
        if self.inside == Inside::Nothing {
            match byte {
                b'{' | b'[' => self.depth = self.depth.saturating_add(1),
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        false
    }
}
