//! JSON that keeps every number exactly as written: texts as flat [tapes](Tape), and values put together as [trees](Tree).

use std::fmt;

mod bridge;
mod compare;
mod number;
mod parse;
mod scan;
mod shown;
mod tape;
mod tree;
mod writer;

pub use number::{Number, NumberError};
pub use parse::{DEPTH, JsonError, MAX_DEPTH, parse, parse_bytes, parse_with_depth};
pub use tape::Tape;
pub use tree::Tree;
pub use writer::{EncodeError, JsonWriter};

use crate::pointer::Place;
pub(crate) use bridge::{to_value, write_members, write_value};
pub(crate) use compare::canonical;
pub(crate) use shown::Shown;
use tape::{Entry, Sort};

/// A value of a JSON text (RFC 8259): where it stands on a [`Tape`].
///
/// Equality is that of JSON Schema: `1` equals `1.0`, and the order of members is irrelevant.
#[derive(Clone, Copy)]
pub struct Json<'j> {
    tape: &'j Tape<'j>,
    at: u32,
}

/// A value, to match on.
#[derive(Clone, Debug)]
pub enum View<'j> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with its exact text.
    Number(Number<'j>),
    /// A string, unescaped.
    String(&'j str),
    /// An array.
    Array(Elements<'j>),
    /// An object.
    Object(Members<'j>),
    /// What has no JSON (NaN, infinities, a member twice), with the reason. No text gives it, writing it is an error, and no schema
    /// accepts it. Without a reason it stands for what could not be read, and that was told.
    Invalid(&'j str),
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `object`
    Object,
    /// `array`
    Array,
    /// `number`
    Number,
    /// `integer`: a number without fractional part, such as `1`, `1.0` or `1e3`.
    Integer,
    /// `string`
    String,
}

impl Kind {
    /// Every type.
    pub const ALL: [Self; 7] = [Self::Null, Self::Boolean, Self::Object, Self::Array, Self::Number, Self::Integer, Self::String];

    /// The type of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name that the standard gives it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::String => "string",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

static NULL: Tape<'static> = Tape::NULL;

impl<'j> Json<'j> {
    #[inline]
    fn at(tape: &'j Tape<'j>, at: u32) -> Self {
        Self { tape, at }
    }

    /// `null`, which stands in no text.
    #[inline]
    pub fn null() -> Self {
        Self { tape: &NULL, at: 0 }
    }

    #[inline]
    fn entry(self) -> Entry {
        self.tape.entry(self.at)
    }

    /// The value, to match on.
    pub fn view(self) -> View<'j> {
        let entry = self.entry();
        match entry.sort() {
            Sort::Null => View::Null,
            Sort::False => View::Bool(false),
            Sort::True => View::Bool(true),
            Sort::Number => View::Number(Number::scanned(self.tape.piece(entry.value()))),
            Sort::String => View::String(self.tape.piece(entry.value())),
            Sort::Array => View::Array(self.elements(entry)),
            Sort::Object => View::Object(self.members(entry)),
            Sort::Invalid => View::Invalid(self.tape.piece(entry.value())),
        }
    }

    /// Whether the value is of this type.
    #[inline]
    pub fn is(self, kind: Kind) -> bool {
        let entry = self.entry();
        let sorts = match kind {
            Kind::Null => Sort::Null.bit(),
            Kind::Boolean => Sort::False.bit() | Sort::True.bit(),
            Kind::Object => Sort::Object.bit(),
            Kind::Array => Sort::Array.bit(),
            Kind::Number | Kind::Integer => Sort::Number.bit(),
            Kind::String => Sort::String.bit(),
        };
        let is_whole = || entry.is_plain() || Number::scanned(self.tape.piece(entry.value())).is_integer();
        sorts & entry.bit() != 0 && (kind != Kind::Integer || is_whole())
    }

    /// What the value is, for messages: the name of its JSON type.
    pub fn type_name(self) -> &'static str {
        match self.entry().sort() {
            Sort::Null => "null",
            Sort::False | Sort::True => "boolean",
            Sort::Number => "number",
            Sort::String => "string",
            Sort::Array => "array",
            Sort::Object => "object",
            Sort::Invalid => "no JSON",
        }
    }

    /// Whether it is `null`.
    #[inline]
    pub fn is_null(self) -> bool {
        self.entry().sort() == Sort::Null
    }

    /// The boolean, if it is one.
    #[inline]
    pub fn as_bool(self) -> Option<bool> {
        match self.entry().sort() {
            Sort::False => Some(false),
            Sort::True => Some(true),
            Sort::Null | Sort::Number | Sort::String | Sort::Array | Sort::Object | Sort::Invalid => None,
        }
    }

    /// The number, if it is one.
    #[inline]
    pub fn as_number(self) -> Option<Number<'j>> {
        self.text_of(Sort::Number).map(Number::scanned)
    }

    /// The string, if it is one.
    #[inline]
    pub fn as_str(self) -> Option<&'j str> {
        self.text_of(Sort::String)
    }

    /// Whether it is an integer of so few digits that 64 bits hold it, written as one.
    #[inline]
    pub(crate) fn is_short_integer(self) -> bool {
        const DIGITS: usize = 18;
        let entry = self.entry();
        entry.sort() == Sort::Number && entry.is_plain() && entry.value().length <= DIGITS
    }

    /// How many bytes the string has, if it is one.
    #[inline]
    pub(crate) fn string_length(self) -> Option<usize> {
        let entry = self.entry();
        if entry.sort() == Sort::String { Some(entry.value().length) } else { None }
    }

    /// Whether it is a number with a point or an exponent, whose text no integer type keeps.
    pub(crate) fn is_written_with_fraction(self) -> bool {
        let entry = self.entry();
        entry.sort() == Sort::Number && !entry.is_plain()
    }

    /// Why it is no JSON, if it is none.
    #[inline]
    pub(crate) fn as_invalid(self) -> Option<&'j str> {
        self.text_of(Sort::Invalid)
    }

    #[inline]
    fn text_of(self, sort: Sort) -> Option<&'j str> {
        let entry = self.entry();
        if entry.sort() == sort { Some(self.tape.piece(entry.value())) } else { None }
    }

    /// The elements, if it is an array.
    #[inline]
    pub fn as_array(self) -> Option<Elements<'j>> {
        let entry = self.entry();
        if entry.sort() == Sort::Array { Some(self.elements(entry)) } else { None }
    }

    /// The members in order, if it is an object.
    #[inline]
    pub fn as_object(self) -> Option<Members<'j>> {
        let entry = self.entry();
        if entry.sort() == Sort::Object { Some(self.members(entry)) } else { None }
    }

    /// Whether it is an object.
    #[inline]
    pub(crate) fn is_object(self) -> bool {
        self.entry().sort() == Sort::Object
    }

    /// Whether it can hold other values.
    #[inline]
    pub(crate) fn holds_others(self) -> bool {
        self.entry().holds_others()
    }

    #[inline]
    fn elements(self, entry: Entry) -> Elements<'j> {
        Elements(Below { tape: self.tape, next: self.at + 1, left: entry.count() })
    }

    #[inline]
    fn members(self, entry: Entry) -> Members<'j> {
        Members(Below { tape: self.tape, next: self.at + 1, left: entry.count() })
    }

    /// The member of this name, if it is an object that has one.
    #[inline]
    pub fn get(self, name: &str) -> Option<Json<'j>> {
        self.as_object()?.find_named(name)
    }

    /// The same value, part by part.
    pub fn to_tree(self) -> Tree<'j> {
        Tree::from(self)
    }

    /// A text that two values share exactly when they are equal: for sets of values. It is no JSON.
    pub fn canonical(self) -> String {
        compare::canonical(self)
    }

    /// Compact JSON text.
    ///
    /// # Errors
    ///
    /// When the value holds what is no JSON, such as a NaN.
    pub fn to_text(self) -> Result<String, EncodeError> {
        let mut out = JsonWriter::default();
        out.value(self);
        out.into_text()
    }

    /// How many bytes the text has in which it stands.
    pub(crate) fn document(self) -> usize {
        self.tape.bytes()
    }

    /// How many values it consists of.
    pub(crate) fn size(self) -> usize {
        (self.entry().after(self.at) - self.at) as usize
    }

    /// Where it stands, for [`place_of`](Self::place_of).
    #[inline]
    pub(crate) fn place(self) -> u32 {
        self.at
    }

    /// The place of a value within this one.
    pub(crate) fn place_of(self, place: u32) -> Place {
        let mut pointer = Place::default();
        let mut here = self.at;
        while here < place {
            let entry = self.tape.entry(here);
            let mut below = Below { tape: self.tape, next: here + 1, left: if entry.holds_others() { entry.count() } else { 0 } };
            let holds = |(at, entry): &(u32, Entry)| place < entry.after(*at);
            let Some((at, _)) = std::iter::from_fn(|| below.step()).find(holds) else { break };
            here = at;
            self.tape.step(here, &mut pointer);
        }
        pointer
    }

    /// Goes to the value at this place, which is a member or an element.
    pub(crate) fn step(self, place: u32, pointer: &mut Place) {
        self.tape.step(place, pointer);
    }

    /// The name of the member at this place, or the index of the element.
    pub(crate) fn step_to(self, place: u32) -> String {
        let entry = self.tape.entry(place);
        if entry.is_member() { self.tape.piece(entry.name()).to_owned() } else { entry.index().to_string() }
    }
}

impl Tape<'_> {
    fn step(&self, place: u32, pointer: &mut Place) {
        let entry = self.entry(place);
        if entry.is_member() {
            pointer.push(self.piece(entry.name()));
        } else {
            pointer.push(&entry.index().to_string());
        }
    }
}

/// What follows on a tape, of what a value holds.
#[derive(Clone, Copy)]
struct Below<'j> {
    tape: &'j Tape<'j>,
    next: u32,
    left: u32,
}

impl Below<'_> {
    #[inline]
    fn step(&mut self) -> Option<(u32, Entry)> {
        if self.left == 0 {
            return None;
        }
        let (at, entry) = (self.next, self.tape.entry(self.next));
        self.left -= 1;
        self.next = entry.after(at);
        Some((at, entry))
    }
}

/// The elements of an array.
#[derive(Clone, Copy)]
pub struct Elements<'j>(Below<'j>);

/// The members of an object, in order. Those of a text have each name once.
#[derive(Clone, Copy)]
pub struct Members<'j>(Below<'j>);

impl Default for Elements<'_> {
    fn default() -> Self {
        Self(Below { tape: &NULL, next: 0, left: 0 })
    }
}

impl Default for Members<'_> {
    fn default() -> Self {
        Self(Below { tape: &NULL, next: 0, left: 0 })
    }
}

impl<'j> Iterator for Elements<'j> {
    type Item = Json<'j>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.step().map(|(at, _)| Json { tape: self.0.tape, at })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.left as usize, Some(self.0.left as usize))
    }
}

impl ExactSizeIterator for Elements<'_> {}

impl<'j> Iterator for Members<'j> {
    type Item = (&'j str, Json<'j>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.step().map(|(at, entry)| (self.0.tape.piece(entry.name()), Json { tape: self.0.tape, at }))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.left as usize, Some(self.0.left as usize))
    }
}

impl ExactSizeIterator for Members<'_> {}

impl<'j> Members<'j> {
    /// The next member of this name.
    #[inline]
    fn find_named(&mut self, name: &str) -> Option<Json<'j>> {
        let Below { tape, .. } = self.0;
        while let Some((at, entry)) = self.0.step() {
            if tape.is(entry.name(), name) {
                return Some(Json { tape, at });
            }
        }
        None
    }
}

/// Finds members by their names, which are mostly asked for in the order in which they stand.
#[derive(Clone, Copy)]
pub(crate) struct Finder<'j> {
    all: Members<'j>,
    /// Behind what was found last.
    ahead: Members<'j>,
}

impl<'j> Finder<'j> {
    #[inline]
    pub(crate) fn new(all: Members<'j>) -> Self {
        Self { all, ahead: all }
    }

    /// The member of the name.
    #[inline]
    pub(crate) fn find(&mut self, name: &str) -> Option<Json<'j>> {
        let mut ahead = self.ahead;
        if let Some((at, entry)) = ahead.0.step()
            && ahead.0.tape.is(entry.name(), name)
        {
            self.ahead = ahead;
            return Some(Json { tape: ahead.0.tape, at });
        }
        self.search(ahead, name)
    }

    fn search(&mut self, mut ahead: Members<'j>, name: &str) -> Option<Json<'j>> {
        if let Some(value) = ahead.find_named(name) {
            self.ahead = ahead;
            return Some(value);
        }
        let mut behind = self.all;
        behind.0.left -= self.ahead.0.left;
        behind.find_named(name)
    }
}

impl fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl fmt::Debug for Elements<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl fmt::Debug for Members<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(*self).finish()
    }
}
