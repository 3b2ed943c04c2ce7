//! A JSON value as a flat list: one entry for each value, in the order of the text, and the text itself.
//!
//! It takes 16 bytes for each value, besides a text that is borrowed; whatever is inside a value is passed over at once. A member's
//! name is in the entry of its value.

use std::borrow::Cow;
use std::fmt;

use super::{Json, Tree};

/// What a JSON text holds. Most of what can be asked of it is asked of its [`root`](Self::root).
///
/// ```
/// use letterpress_runtime::json;
///
/// let tape = json::parse(r#"{"sizes": [1, 2.50]}"#)?;
/// let sizes = tape.root().get("sizes").unwrap();
/// assert_eq!(sizes.to_text().unwrap(), "[1,2.50]");
/// # Ok::<(), json::JsonError>(())
/// ```
#[derive(Clone)]
pub struct Tape<'t> {
    text: Cow<'t, str>,
    /// What stands nowhere in the text as it is: strings with escapes, without them.
    side: String,
    entries: Vec<Entry>,
}

/// One value.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Of a scalar where its text begins; of what holds others the index behind the last of them.
    start: u32,
    /// Of a scalar the bytes of its text; of what holds others how many there are.
    length: u32,
    /// Of a member where its name begins; of an element its index.
    name: u32,
    /// The sort, flags, and the length of the name.
    meta: u32,
}

/// What a value is, as an entry says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
    /// No JSON; its text is the reason.
    Invalid,
}

impl Sort {
    /// One bit for each, to ask for several at once.
    #[inline]
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

const SORT: u32 = 28;
const NAME_LENGTH: u32 = (1 << 24) - 1;
const NAME_ASIDE: u32 = 1 << 24;
const VALUE_ASIDE: u32 = 1 << 25;
const MEMBER: u32 = 1 << 26;
const PLAIN: u32 = 1 << 27;

/// Bytes that a text may have, and whatever else entries count: 4 GiB.
pub(super) const MOST_BYTES: usize = u32::MAX as usize;

/// Bytes that the name of a member may have: 16 MiB.
pub(super) const LONGEST_NAME: usize = NAME_LENGTH as usize;

/// Where a piece of text stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) length: usize,
    /// It is no part of the text: it is aside.
    pub(super) aside: Aside,
}

/// Whether a piece of text stands in the text itself.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Aside {
    #[default]
    No,
    Yes,
}

/// What a value is called where it stands: what of that is in its entry.
#[derive(Clone, Copy)]
pub(super) struct Label {
    name: u32,
    flags: u32,
}

/// Lengths are checked before they come here.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Label {
    pub(super) const ROOT: Self = Self { name: 0, flags: 0 };

    #[inline]
    pub(super) fn member(name: Piece) -> Self {
        let aside = if name.aside == Aside::Yes { NAME_ASIDE } else { 0 };
        Self { name: narrow(name.start), flags: MEMBER | aside | narrow(name.length) }
    }

    #[inline]
    pub(super) fn element(index: usize) -> Self {
        Self { name: narrow(index), flags: 0 }
    }
}

impl Entry {
    const NULL: Self = Self { start: 0, length: 0, name: 0, meta: 0 };

    #[inline]
    pub(super) fn scalar(label: Label, sort: Sort, value: Piece) -> Self {
        let Label { name, flags } = label;
        let aside = if value.aside == Aside::Yes { VALUE_ASIDE } else { 0 };
        Self { start: narrow(value.start), length: narrow(value.length), name, meta: flags | aside | (sort as u32) << SORT }
    }

    /// A number; `plain` if it is written without a point and without an exponent.
    #[inline]
    pub(super) fn number(label: Label, plain: Plain, value: Piece) -> Self {
        let mut entry = Self::scalar(label, Sort::Number, value);
        if plain == Plain::Yes {
            entry.meta |= PLAIN;
        }
        entry
    }

    #[inline]
    pub(super) fn sort(self) -> Sort {
        match self.meta >> SORT {
            0 => Sort::Null,
            1 => Sort::False,
            2 => Sort::True,
            3 => Sort::Number,
            4 => Sort::String,
            5 => Sort::Array,
            6 => Sort::Object,
            _ => Sort::Invalid,
        }
    }

    /// The bit of its sort.
    #[inline]
    pub(super) fn bit(self) -> u32 {
        1 << (self.meta >> SORT)
    }

    #[inline]
    pub(super) fn holds_others(self) -> bool {
        self.bit() & (Sort::Array.bit() | Sort::Object.bit()) != 0
    }

    #[inline]
    pub(super) fn is_plain(self) -> bool {
        self.meta & PLAIN != 0
    }

    #[inline]
    pub(super) fn is_member(self) -> bool {
        self.meta & MEMBER != 0
    }

    /// How many values it holds.
    #[inline]
    pub(super) fn count(self) -> u32 {
        self.length
    }

    /// The index behind the value that is at this one, and behind all within.
    #[inline]
    pub(super) fn after(self, at: u32) -> u32 {
        if self.holds_others() { self.start } else { at + 1 }
    }

    /// Which element it is.
    #[inline]
    pub(super) fn index(self) -> u32 {
        self.name
    }

    #[inline]
    pub(super) fn name(self) -> Piece {
        let aside = if self.meta & NAME_ASIDE != 0 { Aside::Yes } else { Aside::No };
        Piece { start: self.name as usize, length: (self.meta & NAME_LENGTH) as usize, aside }
    }

    #[inline]
    pub(super) fn value(self) -> Piece {
        let aside = if self.meta & VALUE_ASIDE != 0 { Aside::Yes } else { Aside::No };
        Piece { start: self.start as usize, length: self.length as usize, aside }
    }
}

/// Whether a number is written without a point and without an exponent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Plain {
    No,
    Yes,
}

impl<'t> Tape<'t> {
    /// A tape whose root is null.
    pub(crate) const NULL: Tape<'static> = Tape { text: Cow::Borrowed(""), side: String::new(), entries: Vec::new() };

    pub(super) fn of(text: Cow<'t, str>, side: String, entries: Vec<Entry>) -> Self {
        Self { text, side, entries }
    }

    /// The value of the text.
    #[inline]
    pub fn root(&self) -> Json<'_> {
        Json::at(self, 0)
    }

    /// How many bytes of text it has.
    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.side.len()
    }

    /// The same, owning its text.
    pub fn into_owned(self) -> Tape<'static> {
        Tape { text: Cow::Owned(self.text.into_owned()), side: self.side, entries: self.entries }
    }

    /// A string.
    pub(crate) fn string(text: &'t str) -> Self {
        let piece = Piece { start: 0, length: text.len(), aside: Aside::No };
        Self::of(Cow::Borrowed(text), String::new(), vec![Entry::scalar(Label::ROOT, Sort::String, piece)])
    }

    #[inline]
    pub(super) fn entry(&self, at: u32) -> Entry {
        self.entries.get(at as usize).copied().unwrap_or(Entry::NULL)
    }

    #[inline]
    pub(super) fn piece(&self, piece: Piece) -> &str {
        let source: &str = match piece.aside {
            Aside::No => &self.text,
            Aside::Yes => &self.side,
        };
        source.get(piece.start..piece.start + piece.length).unwrap_or_default()
    }

    /// Whether a piece is this text. Most are told apart by their length.
    #[inline]
    pub(super) fn is(&self, piece: Piece, text: &str) -> bool {
        let source = match piece.aside {
            Aside::No => self.text.as_bytes(),
            Aside::Yes => self.side.as_bytes(),
        };
        piece.length == text.len() && source.get(piece.start..piece.start + piece.length) == Some(text.as_bytes())
    }

    /// The value whose text begins at this offset is none, for this reason.
    pub(super) fn refuse(&mut self, offset: usize, reason: &str) {
        let start = narrow(offset);
        let scalar = |entry: &&mut Entry| !entry.holds_others() && entry.meta & VALUE_ASIDE == 0 && entry.start == start;
        if let Some(entry) = self.entries.iter_mut().find(scalar) {
            let kept = entry.meta & (NAME_LENGTH | NAME_ASIDE | MEMBER);
            entry.start = narrow(self.side.len());
            entry.length = narrow(reason.len());
            entry.meta = kept | VALUE_ASIDE | (Sort::Invalid as u32) << SORT;
            self.side.push_str(reason);
        }
    }

    /// The index of the value whose text begins at this offset.
    pub(super) fn found(&self, offset: usize) -> Option<u32> {
        let start = narrow(offset);
        let scalar = |entry: &Entry| !entry.holds_others() && entry.meta & VALUE_ASIDE == 0 && entry.start == start;
        self.entries.iter().position(scalar).map(narrow)
    }
}

/// What makes a tape of values that stand in no text.
#[derive(Default)]
struct Builder {
    side: String,
    entries: Vec<Entry>,
}

impl Builder {
    /// What takes more room than an entry can count stands for nothing.
    fn piece(&mut self, text: &str) -> Option<Piece> {
        let piece = Piece { start: self.side.len(), length: text.len(), aside: Aside::Yes };
        let fits = piece.start + piece.length <= MOST_BYTES;
        if fits {
            self.side.push_str(text);
        }
        fits.then_some(piece)
    }

    fn scalar(&mut self, label: Label, sort: Sort, text: &str) {
        let entry = match (self.piece(text), sort) {
            (Some(piece), Sort::Number) => {
                let plain = if text.contains(['.', 'e', 'E']) { Plain::No } else { Plain::Yes };
                Entry::number(label, plain, piece)
            }
            (Some(piece), sort) => Entry::scalar(label, sort, piece),
            (None, _) => Entry::scalar(label, Sort::Invalid, self.piece("the value is too large").unwrap_or_default()),
        };
        self.entries.push(entry);
    }

    fn add(&mut self, label: Label, tree: &Tree<'_>) {
        match tree {
            Tree::Null => self.scalar(label, Sort::Null, ""),
            Tree::Bool(false) => self.scalar(label, Sort::False, ""),
            Tree::Bool(true) => self.scalar(label, Sort::True, ""),
            Tree::Number(number) => self.scalar(label, Sort::Number, &number.text()),
            Tree::String(text) => self.scalar(label, Sort::String, text),
            Tree::Invalid(reason) => self.scalar(label, Sort::Invalid, reason),
            Tree::Array(items) => {
                let own = self.open(label, Sort::Array, items.len());
                for (index, item) in items.iter().enumerate() {
                    self.add(Label::element(index), item);
                }
                self.close(own);
            }
            Tree::Object(members) => {
                let own = self.open(label, Sort::Object, members.len());
                for (name, value) in members {
                    let name = if name.len() <= LONGEST_NAME { self.piece(name) } else { None };
                    self.add(Label::member(name.unwrap_or_default()), value);
                }
                self.close(own);
            }
        }
    }

    fn open(&mut self, label: Label, sort: Sort, count: usize) -> usize {
        self.entries.push(Entry::scalar(label, sort, Piece { start: 0, length: count, aside: Aside::No }));
        self.entries.len() - 1
    }

    fn close(&mut self, own: usize) {
        close(&mut self.entries, own);
    }
}

/// Nothing more is in the value of this index.
#[inline]
pub(super) fn close(entries: &mut [Entry], own: usize) {
    let after = narrow(entries.len());
    if let Some(entry) = entries.get_mut(own) {
        entry.start = after;
    }
}

/// Nothing more is in the value of this index, which has so many members or elements.
#[inline]
pub(super) fn close_with(entries: &mut [Entry], own: usize, count: usize) {
    let after = narrow(entries.len());
    if let Some(entry) = entries.get_mut(own) {
        entry.start = after;
        entry.length = narrow(count);
    }
}

impl From<&Tree<'_>> for Tape<'static> {
    fn from(tree: &Tree<'_>) -> Self {
        let mut builder = Builder::default();
        builder.add(Label::ROOT, tree);
        Self::of(Cow::Borrowed(""), builder.side, builder.entries)
    }
}

impl PartialEq for Tape<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.root() == other.root()
    }
}

impl fmt::Debug for Tape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root().fmt(f)
    }
}
