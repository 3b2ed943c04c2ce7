//! What decoding carries along: the place, the mistakes, the direction.

use std::fmt;

use super::{DecodeError, Mismatch};
use crate::json::Json;
use crate::pointer;
use crate::redact::{Head, Short};

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To a server: absent members with a `default` get it.
    Request,
    /// To a client: what is absent stays absent.
    Response,
    /// Nowhere: it was kept, by way of serde. Nothing is filled in, and what one direction need not carry may be absent.
    Nowhere,
}

/// Where a decode stands and what was wrong so far.
pub struct Decoder {
    direction: Direction,
    pointer: String,
    errors: Vec<Mismatch>,
    more: usize,
    /// How many placeholders are being built around here. Their mistakes are none of the input's.
    quiet: usize,
    /// The unions among them, by type name.
    unions: Vec<&'static str>,
}

/// A type whose every value contains another value of the type has no finite value. The generator refuses such schemas; the
/// limit turns a stack overflow, which would end the process, into a panic.
const PLACEHOLDER_DEPTH: usize = 256;

impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Decoder");
        shown.field("direction", &self.direction).field("pointer", &Head(self.pointer.as_bytes()));
        shown.field("errors", &Short(&self.errors)).field("more", &self.more).finish_non_exhaustive()
    }
}

impl Decoder {
    /// How many mistakes are kept; the others are counted.
    pub const CAPACITY: usize = 100;

    /// At the root of a value.
    pub fn new(direction: Direction) -> Self {
        Self { direction, pointer: String::new(), errors: Vec::new(), more: 0, quiet: 0, unions: Vec::new() }
    }

    /// Which way the value travels.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Records a mistake at this place.
    pub fn error(&mut self, message: impl Into<String>) {
        if self.quiet > 0 {
            return;
        }
        if self.errors.len() < Self::CAPACITY {
            let pointer = pointer::bounded(&self.pointer).to_owned();
            self.errors.push(Mismatch { pointer, message: pointer::about(&self.pointer, message.into()) });
        } else {
            self.more += 1;
        }
    }

    /// Records that the value is not what the type needs.
    pub fn expected(&mut self, expected: &str, found: &Json<'_>) {
        if self.quiet == 0 {
            self.error(format!("expected {expected}, found {}", found.type_name()));
        }
    }

    /// Runs `decode` one step further down: at a member or an item.
    pub fn inside<R>(&mut self, step: &str, decode: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.pointer.len();
        pointer::push(&mut self.pointer, step);
        let decoded = decode(self);
        self.pointer.truncate(length);
        decoded
    }

    /// A value of the type to go on with after a mistake: decoded from `null` without recording anything.
    pub fn placeholder<T: super::Decode>(&mut self) -> T {
        self.quietly(|decoder| T::decode(&Json::Null, decoder))
    }

    /// Whether a placeholder is being built, so that the input is not at fault.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet > 0
    }

    fn quietly<R>(&mut self, decode: impl FnOnce(&mut Self) -> R) -> R {
        assert!(self.quiet < PLACEHOLDER_DEPTH, "a type requires a value of itself without end");
        self.quiet += 1;
        let decoded = decode(self);
        self.quiet -= 1;
        decoded
    }

    /// Builds the placeholder of a union of `count` variants: `decode` is told which variant.
    ///
    /// The n-th time that a union turns up inside its own placeholder, its n-th variant is taken. A path that comes by often
    /// enough takes every variant again and again, so also the one through which the type has finite values.
    pub(crate) fn placeholder_variant<R>(
        &mut self,
        union: &'static str,
        count: usize,
        decode: impl FnOnce(usize, &mut Self) -> R,
    ) -> R {
        let seen = self.unions.iter().filter(|name| **name == union).count();
        self.unions.push(union);
        let decoded = self.quietly(|decoder| decode(seen % count.max(1), decoder));
        self.unions.pop();
        decoded
    }

    /// Ends the decode.
    ///
    /// # Errors
    ///
    /// When mistakes were recorded.
    pub fn finish(self) -> Result<(), DecodeError> {
        if self.errors.is_empty() { Ok(()) } else { Err(DecodeError::Mismatch { errors: self.errors, more: self.more }) }
    }
}
