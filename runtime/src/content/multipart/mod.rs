//! `multipart/*`: an object whose members are parts (OpenAPI 3.0.4, section 4.8.15.2; RFC 7578), or parts one after the other.

mod body;
mod disposition;
mod field;
mod file;
mod headers;
mod part;
mod split;
mod stream;
mod styled;

use std::borrow::Cow;
use std::collections::HashMap;

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::form::FREE;
use super::{Media, Payload, ReadError, Received, Written, at, fault, text, tree, whole};
use crate::codec::{DecodeError, Direction};
use crate::json::{self, JsonWriter, Tape, Tree};
use crate::operation::Validation;
use crate::parameter::query::Pair;
use crate::parameter::settle::{self, Change, Reading, Unwritten, settled};
use crate::parameter::{self, ParameterKind, scalar};
use crate::problem::Fault;
use crate::validation;

pub use field::{FieldPart, HeadedField, Heads};
pub use file::{FileField, FilePart};
pub use headers::PartHeader;
pub use part::Part;
pub use split::PartLimits;
pub use stream::{Parts, PartsError, PartsFault, StreamedPart};

use body::Outgoing;
use part::PartKind;
use split::{Event, Head, Malformed, Splitter};

/// Files by the names of their members.
#[doc(hidden)]
pub type Files = Vec<(Cow<'static, str>, Vec<FilePart>)>;

/// What of a body is not in its tree.
#[doc(hidden)]
#[derive(Default)]
pub struct Beside {
    /// The files.
    pub files: Files,
    /// The headers of parts that are no files.
    pub heads: Heads,
}

/// Writes members and files. Files are empty strings to the validator, which sees that they are there and how many there are.
#[doc(hidden)]
pub fn write(media: &Media, members: JsonWriter, beside: Beside, validation: Validation) -> Result<Written, Vec<Fault>> {
    write_tree(media, &members.into_tape().root().to_tree(), beside, validation)
}

/// The same of a tree.
pub(super) fn write_tree(media: &Media, tree: &Tree<'_>, beside: Beside, validation: Validation) -> Result<Written, Vec<Fault>> {
    let table = media.members();
    let mut faults = match validation {
        Validation::On => headers::faults(table, &beside),
        Validation::Off => Vec::new(),
    };
    let Beside { files, mut heads } = beside;
    if let (Validation::On, Some(rule)) = (validation, media.rule) {
        let tape = Tape::from(&with_files(tree.clone(), &files, table));
        faults.extend(validation::faults(None, rule, tape.root()));
    }
    let members = tree.as_object().ok_or_else(|| vec![fault("type", "a multipart body must be an object")])?;
    let mut parts = Vec::new();
    let has_part =
        |name: &str, value: &Tree<'_>| !value.is_null() || !table.iter().any(|part| part.name == name && part.nullable);
    for (name, value) in members.iter().filter(|(name, value)| has_part(name, value)) {
        let heads = heads.iter_mut().find(|(known, _)| known == name).map(|(_, heads)| std::mem::take(heads));
        match outgoing(table, name, value, heads.unwrap_or_default()) {
            Ok(written) if written.is_empty() && empty(table, name).is_none() => {
                faults.push(at(name, "", "encoding", super::form::EMPTY));
            }
            Ok(written) => parts.extend(written),
            Err(detail) => faults.push(at(name, "", "encoding", detail)),
        }
    }
    for (name, files) in files {
        let default = table.iter().find(|part| part.name == name).and_then(Part::default_type);
        parts.extend(files.into_iter().map(|file| file.named(&name).outgoing(Some(name.clone().into_owned()), default.clone())));
    }
    let media_type = if media.is_range() { "multipart/form-data" } else { media.media_type() };
    match (faults.is_empty(), body::written(media_type, parts)) {
        (true, Ok(written)) => Ok(written),
        (_, Ok(_)) => Err(faults),
        (_, Err(detail)) => {
            faults.push(fault("content", detail));
            Err(faults)
        }
    }
}

fn outgoing(table: &[Part], name: &str, value: &Tree<'_>, heads: Vec<HeaderMap>) -> Result<Vec<Outgoing>, &'static str> {
    let part = table.iter().find(|part| part.name == name);
    if let Some(PartKind::Styled(parameter)) = part.map(|part| part.kind) {
        return styled::parts(&parameter, value);
    }
    let items = match value {
        Tree::Array(items) if part.is_none_or(|part| part.many || part.item().is_some()) => items.as_slice(),
        Tree::Array(_) | Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Object(_) | Tree::Invalid(_) => {
            std::slice::from_ref(value)
        }
    };
    let heads = heads.into_iter().chain(std::iter::repeat_with(HeaderMap::new));
    let single = |(item, headers): (&Tree<'_>, HeaderMap)| {
        let json = part.is_some_and(|part| matches!(part.kind, PartKind::Json));
        let json = json || matches!(item, Tree::Array(_) | Tree::Object(_));
        let described = part.and_then(Part::default_type);
        let (content, media_type) = match json {
            true => {
                let text = item.to_text().map_err(|_| "is no JSON value, such as a NaN")?;
                (Bytes::from(text), Some(described.unwrap_or_else(|| "application/json".to_owned())))
            }
            false => {
                let text = scalar::text(item)?.into_owned();
                let bytes = text::encoded(text, described.as_deref().unwrap_or_default());
                (bytes.map_err(|_| "cannot be written in the charset of its media type")?, described)
            }
        };
        let (name, content) = (Some(name.to_owned()), Payload::Whole(content));
        Ok(Outgoing { name, file_name: None, media_type, headers, content })
    };
    items.iter().zip(heads).map(single).collect()
}

/// Reads members and files of a whole body, and checks them where it is a request.
#[doc(hidden)]
pub fn read(received: Received, media: &Media, direction: Direction) -> Result<(Tape<'static>, Beside), ReadError> {
    let Received { media_type: received_type, payload, .. } = received;
    let boundary = boundary(received_type.as_ref())?;
    let parts = split(&whole(payload), &boundary).map_err(|error| malformed(error.0))?;
    let table = media.members();
    let strict = direction == Direction::Request && disposition::is_form(received_type.as_ref());
    let mut collected = Collected::default();
    for part in parts {
        match disposition::check(&part.head.headers) {
            Err(detail) if strict => collected.refuse(detail),
            Err(_) | Ok(()) => collected.add(media, part),
        }
    }
    collected.styled(table);
    let (mut tree, beside, mut faults) = (Tree::Object(collected.members), collected.beside, collected.faults);
    if !collected.nameless {
        let check = |tree: &Tree<'static>| {
            let tape = Tape::from(&with_files(tree.clone(), &beside.files, table));
            tree::beside_unread(media, tape.root(), direction)
        };
        let found = check(&tree);
        let settled = settled(tree, found, &|tree, other| others(media, &beside.files, tree, other), &check);
        tree = settled.tree;
        faults.extend(settled.faults);
    }
    if direction == Direction::Request {
        faults.extend(headers::faults(table, &beside));
    }
    if faults.is_empty() { Ok((Tape::from(&tree), beside)) } else { Err(ReadError::Invalid(faults)) }
}

/// What the members may be read as, too.
fn others(media: &Media, files: &Files, tree: &Tree<'static>, other: Reading) -> Vec<Change> {
    let table = media.members();
    let kind = |name: &str| table.iter().find(|part| part.name == name).map_or(media.other_parts(), Part::described);
    let mut found = settle::of_members(tree, kind, other);
    let absent = table.iter().filter(|part| !files.iter().any(|(name, _)| name == part.name));
    found.extend(absent.filter_map(|part| {
        let empty = empty(table, part.name);
        let null = part.nullable && (part.many || !matches!(part.kind, PartKind::File));
        settle::of_absent(tree, part.name, Unwritten { null, empty }, other)
    }));
    found
}

/// What a member without parts is read as, if it is read as a value: a list or an object that holds nothing.
fn empty(table: &[Part], name: &str) -> Option<Tree<'static>> {
    let part = table.iter().find(|part| part.name == name)?;
    match part.kind {
        PartKind::Styled(parameter) => settle::nothing(&parameter),
        PartKind::Text(_) | PartKind::Json | PartKind::File => part.many.then(|| Tree::Array(Vec::new())),
    }
}

/// The tree with an empty string for each file.
fn with_files<'a>(tree: Tree<'a>, files: &Files, table: &[Part]) -> Tree<'a> {
    let mut tree = tree;
    if let Tree::Object(members) = &mut tree {
        for (name, files) in files {
            let many = table.iter().any(|part| part.name == *name && part.many);
            let value = match many {
                true => Tree::Array(files.iter().map(|_| Tree::from("")).collect()),
                false => Tree::from(""),
            };
            members.push((name.clone(), value));
        }
    }
    tree
}

/// A part of a whole body.
struct Arrived {
    head: Head,
    content: Vec<u8>,
}

fn split(bytes: &[u8], boundary: &str) -> Result<Vec<Arrived>, Malformed> {
    let mut splitter = Splitter::new(boundary, PartLimits::default());
    splitter.push(bytes);
    let (mut parts, mut current): (Vec<Arrived>, Option<Arrived>) = (Vec::new(), None);
    loop {
        match splitter.next()? {
            Event::Part(head) => current = Some(Arrived { head, content: Vec::new() }),
            Event::Data(data) => current.iter_mut().for_each(|part| part.content.extend_from_slice(&data)),
            Event::PartEnd => parts.extend(current.take()),
            Event::End => return Ok(parts),
            Event::More => return Err(splitter.cut_off()),
        }
    }
}

/// The boundary of a body, without which it cannot be read.
fn boundary(media_type: Option<&HeaderValue>) -> Result<String, ReadError> {
    let named = disposition::boundary(media_type);
    named.ok_or_else(|| malformed("the `Content-Type` of a multipart body must name its boundary".to_owned()))
}

fn malformed(detail: String) -> ReadError {
    ReadError::Malformed(DecodeError::Malformed(detail))
}

/// Members and files as they are found.
#[derive(Default)]
struct Collected {
    members: Vec<(Cow<'static, str>, Tree<'static>)>,
    known: HashMap<String, usize>,
    beside: Beside,
    /// The parts of values with a style, with the names of the members.
    pairs: Vec<(&'static str, Pair)>,
    faults: Vec<Fault>,
    /// Whether there is a part of which nothing says what it is, so that any member may be missing for it.
    nameless: bool,
}

impl Collected {
    fn refuse(&mut self, detail: &str) {
        self.nameless = true;
        self.faults.push(fault("encoding", format!("a part of the body: {detail}")));
    }

    /// A part whose value cannot be read: it is there, and the rest of the body is checked all the same.
    fn wrong(&mut self, name: &str, keyword: &'static str, detail: &str) {
        self.faults.push(at(name, "", keyword, detail));
        self.unread(name);
    }

    fn unread(&mut self, name: &str) {
        match self.known.get(name).and_then(|index| self.members.get_mut(*index)) {
            Some((_, value)) => *value = Tree::UNREAD,
            None => {
                self.known.insert(name.to_owned(), self.members.len());
                self.members.push((Cow::Owned(name.to_owned()), Tree::UNREAD));
            }
        }
    }

    fn add(&mut self, media: &Media, arrived: Arrived) {
        let table = media.members();
        let Arrived { head: Head { headers, disposition }, content } = arrived;
        let disposition = match disposition {
            Ok(disposition) => disposition,
            Err(detail) => return self.refuse(detail),
        };
        let Some(name) = disposition.name else {
            self.nameless = true;
            return self.faults.push(fault("encoding", "a part of the body has no name"));
        };
        let part = table.iter().find(|part| part.name == name);
        if let Some(owner) = styled::owner(table, part, &name) {
            return match styled::pair(&name, &content) {
                Ok(pair) => self.pairs.push((owner, pair)),
                Err(detail) => {
                    self.faults.push(at(&name, "", "type", detail));
                    self.unread(owner);
                }
            };
        }
        let media_type = disposition::media_type(&headers);
        if part.is_some_and(|part| !part.covers(media_type.as_deref())) {
            let detail = format!("must be {}", part.and_then(|part| part.media_type).unwrap_or_default());
            self.head(part, &name, headers);
            return self.wrong(&name, "contentType", &detail);
        }
        let file = match part {
            Some(part) => matches!(part.kind, PartKind::File),
            None => disposition.file_name.is_some(),
        };
        let many = part.is_none_or(|part| part.many);
        match file {
            true => self.file(name, many, FilePart::arrived(disposition.file_name, media_type, headers, content)),
            false => {
                let value = value(part, media, &headers, &content);
                self.head(part, &name, headers);
                match value {
                    Ok(value) => self.member(name, part.map_or(is_list(media), |part| part.many), part, value),
                    Err(detail) => self.wrong(&name, "type", detail),
                }
            }
        }
    }

    /// Reads the values with a style, of which all parts are there.
    fn styled(&mut self, table: &[Part]) {
        for part in table {
            let PartKind::Styled(parameter) = part.kind else { continue };
            if self.known.contains_key(part.name) {
                continue;
            }
            let own: Vec<Pair> = self.pairs.extract_if(.., |(owner, _)| *owner == part.name).map(|(_, pair)| pair).collect();
            match parameter::read::query(&parameter, &own) {
                Ok(value) => self.members.extend(value.map(|value| (Cow::Borrowed(part.name), value))),
                Err(errors) => {
                    self.unread(part.name);
                    self.faults.extend(errors.iter().map(|error| at(part.name, &error.pointer, error.keyword(), error.detail)));
                }
            }
        }
    }

    /// The headers of a part of a known name, so that there are as many lists as members.
    fn head(&mut self, part: Option<&Part>, name: &str, mut headers: HeaderMap) {
        if part.is_none() {
            return;
        }
        // They follow from the description, so what is read is what was written.
        [CONTENT_DISPOSITION, CONTENT_TYPE].iter().for_each(|known| drop(headers.remove(known)));
        match self.beside.heads.iter_mut().find(|(known, _)| known == name) {
            Some((_, heads)) => heads.push(headers),
            None => self.beside.heads.push((Cow::Owned(name.to_owned()), vec![headers])),
        }
    }

    fn file(&mut self, name: String, many: bool, file: FilePart) {
        match self.beside.files.iter_mut().find(|(known, _)| *known == name) {
            Some((_, files)) if many => files.push(file),
            Some(_) => self.faults.push(at(&name, "", "type", REPEATED)),
            None => self.beside.files.push((Cow::Owned(name), vec![file])),
        }
    }

    /// A list has an item for each part; a name that nothing is known of is a list from its second part on.
    fn member(&mut self, name: String, many: bool, part: Option<&Part>, value: Tree<'static>) {
        let next = self.members.len();
        let index = *self.known.entry(name.clone()).or_insert(next);
        match (self.members.get_mut(index), part) {
            (None, _) if many => self.members.push((Cow::Owned(name), Tree::Array(vec![value]))),
            (None, _) => self.members.push((Cow::Owned(name), value)),
            (Some((_, Tree::Array(items))), part) if part.is_none_or(|part| part.many) => items.push(value),
            (Some((_, known)), None) => {
                let first = std::mem::replace(known, Tree::Null);
                *known = Tree::Array(vec![first, value]);
            }
            (Some((_, Tree::Invalid(_))), _) => {}
            (Some((_, known)), Some(part)) => match part.item() {
                Some(item) => {
                    let first = std::mem::replace(known, Tree::Null);
                    *known = Tree::Array([first, value].into_iter().flat_map(|value| items(value, item)).collect());
                }
                None => self.wrong(&name, "type", REPEATED),
            },
        }
    }
}

/// What was read as a plain value, as an item.
fn items(value: Tree<'static>, kind: &ParameterKind) -> Vec<Tree<'static>> {
    match value {
        Tree::Array(items) => items,
        plain @ (Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) | Tree::Object(_) | Tree::Invalid(_)) => {
            let item = scalar::text(&plain).and_then(|text| scalar::parse(text.into_owned(), kind));
            vec![item.unwrap_or(plain)]
        }
    }
}

const REPEATED: &str = "is given more than once";

/// Whether parts of other names are lists, even where there is one of a name.
fn is_list(media: &Media) -> bool {
    matches!(media.other_parts(), ParameterKind::Array(_))
}

fn value(part: Option<&Part>, media: &Media, headers: &HeaderMap, content: &[u8]) -> Result<Tree<'static>, &'static str> {
    let kind = match part.map(|part| part.kind) {
        Some(PartKind::Json) => {
            return json::parse_bytes(content).map(|tape| tape.root().to_tree().into_owned()).map_err(|_| "is not JSON");
        }
        Some(PartKind::Text(kind)) => kind,
        Some(PartKind::File | PartKind::Styled(_)) => FREE,
        None => {
            let others = media.other_parts();
            if let ParameterKind::Array(item) = others { *item } else { others }
        }
    };
    let text = text::decoded(content, headers.get(CONTENT_TYPE)).map_err(|_| "is no text of its charset")?;
    scalar::parse(text.into_owned(), &kind)
}

/// A body with files: a struct whose other members have a JSON form.
///
/// A line per field, in the order of the wire: `required` and `optional` as in [`object!`](crate::object), `rest` for a map of
/// further members, and before `required` or `optional` `file` for a [`FilePart`] or a `Vec` of it, `headed` for a [`FieldPart`] or a
/// `Vec` of it. `::new` with arguments makes a function as it does there.
///
/// ```
/// use letterpress_runtime::{FilePart, multipart};
///
/// #[derive(Debug)]
/// struct Upload {
///     title: String,
///     photo: FilePart,
///     pages: Option<Vec<FilePart>>,
/// }
///
/// multipart! {
///     Upload::new(title: impl Into<String>, photo: FilePart) {
///         title: required "title",
///         photo: file required "photo",
///         pages: file optional "pages",
///     }
/// }
///
/// assert_eq!(Upload::new("Ada", FilePart::default()).title, "Ada");
/// ```
#[macro_export]
macro_rules! multipart {
    (
        $name:ident :: new($($argument:ident : $ty:ty),* $(,)?)
        { $($field:ident : $mode:ident $($presence:ident)? $($wire:literal $(default $default:literal)? $(constant $constant:literal)? $(only $only:expr)?)?),* $(,)? }
    ) => {
        $crate::__new!($name [$($argument: $ty),*] [$($field [$mode $($presence)?] [$($($only)? $(json $constant)?)?]),*]);
        $crate::multipart! { $name { $($field: $mode $($presence)? $($wire $(default $default)?)?),* } }
    };
    ($name:ident { $($field:ident : $mode:ident $($presence:ident)? $($wire:literal $(default $default:literal)?)?),* $(,)? }) => {
        impl $name {
            const DECLARED: &'static [&'static str] = &[$($($wire,)?)*];
        }

        impl $crate::Content for $name {
            fn write(
                self,
                media: &$crate::Media,
                _: usize,
                validation: $crate::Validation,
            ) -> ::core::result::Result<$crate::content::Written, ::std::vec::Vec<$crate::Fault>> {
                let Self { $($field),* } = self;
                #[allow(unused_mut)]
                let mut beside = $crate::__private::Beside::default();
                let mut out = $crate::JsonWriter::default();
                let members = $crate::__private::ObjectWriter::new(Self::DECLARED, &mut out);
                $(let members = $crate::__part_write!(members beside $mode $($presence)? $field $($wire)?);)*
                members.end();
                $crate::__private::write_parts(media, out, beside, validation)
            }

            fn read(
                received: $crate::content::Received,
                media: &$crate::Media,
                direction: $crate::Direction,
            ) -> ::core::result::Result<Self, $crate::content::ReadError> {
                #[allow(unused_mut, unused_variables)]
                let (tape, mut beside) = $crate::__private::read_parts(received, media, direction)?;
                let mut decoder = $crate::Decoder::new(direction);
                #[allow(unused_variables)]
                let members = &mut $crate::__private::ObjectReader::new(Self::DECLARED, tape.root(), &mut decoder);
                let value = Self { $($field: $crate::__part_read!(members beside $mode $($presence)? $($wire $(default $default)?)?)),* };
                decoder.finish(tape.root()).map(|()| value).map_err($crate::content::ReadError::Mismatch)
            }

            fn placeholder() -> Self {
                let mut decoder = $crate::Decoder::new($crate::Direction::Response);
                #[allow(unused_variables, unused_mut)]
                let mut beside = $crate::__private::Beside::default();
                #[allow(unused_variables)]
                let members = &mut $crate::__private::ObjectReader::new(Self::DECLARED, $crate::Json::null(), &mut decoder);
                Self { $($field: $crate::__part_read!(members beside $mode $($presence)? $($wire)?)),* }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __part_write {
    ($members:ident $beside:ident file $presence:ident $field:ident $wire:literal) => {{
        let given = $crate::__private::FileField::give($field);
        if !given.is_empty() || ::core::stringify!($presence) == "required" {
            $beside.files.push((::std::borrow::Cow::Borrowed($wire), given));
        }
        $members
    }};
    ($members:ident $beside:ident headed $presence:ident $field:ident $wire:literal) => {{
        $beside.heads.push((::std::borrow::Cow::Borrowed($wire), $crate::__private::HeadedField::heads(&$field)));
        $members.$presence($wire, &$field)
    }};
    ($members:ident $beside:ident $mode:ident $field:ident $($wire:literal)?) => {
        $members.$mode($($wire,)? &$field)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __part_read {
    ($members:ident $beside:ident file $presence:ident $wire:literal) => {
        $crate::__private::FileField::take(&mut $beside.files, $wire)
    };
    ($members:ident $beside:ident headed $presence:ident $wire:literal) => {
        $crate::__private::HeadedField::with($members.$presence($wire), &mut $beside.heads, $wire)
    };
    ($members:ident $beside:ident $mode:ident $($wire:literal $(default $default:literal)?)?) => {
        $members$($(.default_to($default))?)?.$mode($($wire)?)
    };
}
