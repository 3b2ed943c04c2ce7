//! What decoding carries along: the mistakes, the direction.

use std::fmt;

use super::{DecodeError, Mismatch};
use crate::check::{Allowance, Pattern};
use crate::json::Json;
use crate::pointer;

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

/// What was wrong so far.
pub struct Decoder {
    direction: Direction,
    errors: Vec<Mistake>,
    more: usize,
    /// How many placeholders are being built around here. Their mistakes are none of the input's.
    quiet: usize,
    /// The unions among them, by type name.
    unions: Vec<&'static str>,
    /// How much all patterns may cost, once one is asked for.
    allowance: Option<Allowance>,
    /// How often another branch of a union was tried.
    tries: usize,
}

/// How many mistakes there were: those that are kept, and the others.
#[derive(Clone, Copy)]
pub(crate) struct Mark(usize, usize);

/// Mistakes that were taken back.
pub(crate) struct Taken(Vec<Mistake>, usize);

/// How often another branch of a union may be tried in one document: unions in unions would double the work at each level.
const TRIES: usize = 100;

/// A mistake, whose pointer is found at the end.
struct Mistake {
    /// The place of a value of the input.
    place: u32,
    /// The steps below that, if it is no part of the input.
    below: Vec<String>,
    message: String,
}

/// A type whose every value contains another value of the type has no finite value. The generator refuses such schemas; the
/// limit turns a stack overflow, which would end the process, into a panic.
const PLACEHOLDER_DEPTH: usize = 256;

impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Decoder");
        shown.field("direction", &self.direction).field("errors", &self.errors.len());
        shown.field("more", &self.more).finish_non_exhaustive()
    }
}

impl Decoder {
    /// How many mistakes are kept; the others are counted.
    pub const CAPACITY: usize = 100;

    /// At the root of a value.
    pub fn new(direction: Direction) -> Self {
        Self { direction, errors: Vec::new(), more: 0, quiet: 0, unions: Vec::new(), allowance: None, tries: 0 }
    }

    /// Which way the value travels.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Records a mistake in a value, which is the one that is decoded or within it.
    #[cold]
    pub fn error(&mut self, json: Json<'_>, message: impl Into<String>) {
        self.note(Mistake { place: json.place(), below: Vec::new(), message: message.into() });
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark(self.errors.len(), self.more)
    }

    pub(crate) fn has_mistakes_since(&self, Mark(errors, more): Mark) -> bool {
        self.errors.len() > errors || self.more > more
    }

    /// Takes back the mistakes since then.
    pub(crate) fn take_since(&mut self, Mark(errors, more): Mark) -> Taken {
        Taken(self.errors.split_off(errors), std::mem::replace(&mut self.more, more) - more)
    }

    /// Records mistakes that were taken back.
    pub(crate) fn restore(&mut self, Taken(errors, more): Taken) {
        errors.into_iter().for_each(|mistake| self.note(mistake));
        self.more += more;
    }

    /// Whether another branch of a union may be tried; it counts as tried.
    pub(crate) fn may_try_again(&mut self) -> bool {
        self.tries += 1;
        self.tries <= TRIES
    }

    fn note(&mut self, mistake: Mistake) {
        if self.quiet > 0 {
            return;
        }
        if self.errors.len() < Self::CAPACITY {
            self.errors.push(mistake);
        } else {
            self.more += 1;
        }
    }

    /// Records that the value is not what the type needs.
    #[cold]
    pub fn expected(&mut self, expected: &str, found: Json<'_>) {
        if self.quiet == 0 {
            self.error(found, format!("expected {expected}, found {}", found.type_name()));
        }
    }

    /// How much all patterns of the document may cost.
    pub(crate) fn allowance(&mut self, json: Json<'_>) -> &mut Allowance {
        self.allowance.get_or_insert_with(|| Allowance::of(json.document()))
    }

    /// Whether a pattern took too many steps, which was told.
    pub(crate) fn has_given_up(&self) -> bool {
        self.allowance.as_ref().is_some_and(Allowance::is_spent)
    }

    /// Whether the name of a member matches. One that takes too many steps is a mistake, and what follows is matched no more.
    pub(crate) fn matches(&mut self, pattern: &Pattern<'_>, name: &str, member: Json<'_>) -> bool {
        let told = self.has_given_up();
        let found = pattern.search(name, self.allowance(member));
        if found.is_none() && !told {
            self.error(member, pattern.given_up());
        }
        found.unwrap_or(false)
    }

    /// Decodes with a decoder of its own, which draws on the same allowance.
    fn apart<T: super::Decode>(&mut self, json: Json<'_>) -> (T, Self) {
        let mut inner = Self { allowance: self.allowance.take(), tries: self.tries, ..Self::new(self.direction) };
        let decoded = T::decode(json, &mut inner);
        self.allowance = inner.allowance.take();
        self.tries = inner.tries;
        (decoded, inner)
    }

    /// Decodes a value that is no part of the input, as if it were the member of this name of `json`.
    pub(crate) fn beside<T: super::Decode>(&mut self, json: Json<'_>, name: &str, value: Json<'_>) -> T {
        let (decoded, inner) = self.apart(value);
        for Mistake { place, below, message } in inner.errors {
            let inner = pointer::tokens(&value.place_of(place).into_pointer()).collect::<Vec<_>>();
            let steps = [name.to_owned()].into_iter().chain(inner).chain(below);
            self.note(Mistake { place: json.place(), below: steps.collect(), message });
        }
        self.more += inner.more;
        decoded
    }

    /// The value, unless there is a mistake in it; then nothing is recorded, but that a pattern took too many steps.
    pub(crate) fn attempt<T: super::Decode>(&mut self, json: Json<'_>) -> Option<T> {
        let told = self.has_given_up();
        let (decoded, inner) = self.apart(json);
        if !told && self.has_given_up() {
            inner.errors.into_iter().for_each(|mistake| self.note(mistake));
            return None;
        }
        inner.errors.is_empty().then_some(decoded)
    }

    /// A value of the type to go on with after a mistake: decoded from `null` without recording anything.
    pub fn placeholder<T: super::Decode>(&mut self) -> T {
        self.quietly(|decoder| T::decode(Json::null(), decoder))
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

    /// Ends the decode of `json`.
    ///
    /// # Errors
    ///
    /// When mistakes were recorded.
    pub fn finish(self, json: Json<'_>) -> Result<(), DecodeError> {
        if self.errors.is_empty() {
            return Ok(());
        }
        let mismatch = |Mistake { place, below, message }: Mistake| {
            let mut place = json.place_of(place);
            below.iter().for_each(|step| place.push(step));
            let message = place.about(message);
            Mismatch { pointer: place.into_pointer(), message }
        };
        Err(DecodeError::Mismatch { errors: self.errors.into_iter().map(mismatch).collect(), more: self.more })
    }
}
