//! What can be wrong with one item of a stream.

use std::fmt;

use super::ReadError;
use super::framing::{Record, State};
use super::payload::BodyError;
use crate::codec::{DecodeError, Direction};
#[cfg(feature = "server")]
use crate::operation::Refusal;
#[cfg(feature = "server")]
use crate::problem::Fault;
use crate::problem::Faults;
use crate::redact::Head;

/// An item that cannot be read, or the end of a stream that broke off.
///
/// After a wrong item the next one follows; [`ItemFault::BrokenOff`] is the last.
pub struct ItemError {
    index: u64,
    raw: String,
    #[cfg_attr(not(feature = "server"), expect(dead_code, reason = "a server answers with what is wrong with a request"))]
    direction: Direction,
    fault: ItemFault,
}

/// What is wrong with an item.
#[derive(Debug)]
pub enum ItemFault {
    /// It has not the form of its media type, such as JSON, or its type cannot hold it.
    Malformed(DecodeError),
    /// Its schema refuses it. Servers check items; clients are tolerant.
    Invalid(Faults),
    /// It has more bytes than this limit.
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// The transfer ended before the stream did.
    BrokenOff(BodyError),
}

impl ItemError {
    /// How many bytes of a wrong item are kept.
    pub const RAW: usize = 8 * 1024;

    pub(super) fn broken_off(index: u64, direction: Direction, error: BodyError) -> Self {
        Self { index, raw: String::new(), direction, fault: ItemFault::BrokenOff(error) }
    }

    pub(super) fn too_large(index: u64, direction: Direction, text: &[u8], limit: usize) -> Self {
        Self { index, raw: head(text), direction, fault: ItemFault::TooLarge { limit } }
    }

    pub(super) fn wrong(index: u64, direction: Direction, text: &[u8], error: ReadError) -> Self {
        let fault = match error {
            ReadError::Malformed(error) | ReadError::Mismatch(error) => ItemFault::Malformed(error),
            ReadError::Invalid(faults) => ItemFault::Invalid(Faults(faults)),
        };
        Self { index, raw: head(text), direction, fault }
    }

    /// Which item: how many came before it.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The item as it came, at most [`RAW`](Self::RAW) bytes of it: the data of an event, a line.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// What is wrong with it.
    pub fn fault(&self) -> &ItemFault {
        &self.fault
    }

    /// Why a transfer of items ends: what broke off keeps its reason.
    pub(super) fn into_body_error(self) -> BodyError {
        match self.fault {
            ItemFault::BrokenOff(error) => error,
            ItemFault::Malformed(_) | ItemFault::Invalid(_) | ItemFault::TooLarge { .. } => BodyError::new(self),
        }
    }

    #[cfg(feature = "server")]
    /// How a server tells it to the client whose request it is in; `None` where it is no item of a request.
    pub(crate) fn refusal(&self) -> Option<(Option<Refusal>, Vec<Fault>)> {
        match (&self.fault, self.direction) {
            (_, Direction::Response | Direction::Nowhere) | (ItemFault::BrokenOff(_), _) => None,
            (ItemFault::Malformed(_), _) => Some((Some(Refusal::Malformed(self.to_string())), Vec::new())),
            (ItemFault::TooLarge { .. }, _) => Some((Some(Refusal::TooLarge), Vec::new())),
            (ItemFault::Invalid(Faults(faults)), _) => {
                let placed = |fault: &Fault| Fault { pointer: format!("/{}{}", self.index, fault.pointer), ..fault.clone() };
                Some((None, faults.iter().map(placed).collect()))
            }
        }
    }
}

/// The text of a record, which is whole.
///
/// # Errors
/// When it is not.
pub(super) fn whole(record: &Record) -> Result<&[u8], ReadError> {
    match record.state {
        State::Cut => Err(ReadError::Malformed(DecodeError::Malformed("the item was cut off".to_owned()))),
        State::Whole | State::TooLarge => Ok(&record.text),
    }
}

fn head(text: &[u8]) -> String {
    let head = text.get(..ItemError::RAW).unwrap_or(text);
    String::from_utf8_lossy(head).into_owned()
}

impl fmt::Debug for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ItemError");
        shown.field("index", &self.index).field("raw", &Head(self.raw.as_bytes())).field("fault", &self.fault).finish()
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            ItemFault::Malformed(error) => write!(f, "item {}: {error}", self.index),
            ItemFault::Invalid(faults) => write!(f, "item {}: {faults}", self.index),
            ItemFault::TooLarge { limit } => write!(f, "item {} is larger than {limit} bytes", self.index),
            ItemFault::BrokenOff(_) => write!(f, "the stream broke off after {} items", self.index),
        }
    }
}

impl std::error::Error for ItemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            // What is wrong with an item is said by the sentence about it.
            ItemFault::Malformed(_) | ItemFault::Invalid(_) | ItemFault::TooLarge { .. } => None,
            ItemFault::BrokenOff(error) => Some(error),
        }
    }
}
