//! Structs: declared members, and the rest.

use std::collections::BTreeMap;

use crate::codec::{Decode, Decoder, Direction, Encode};
use crate::json::{self, Finder, Json, JsonWriter, Members};

/// Writes the members of an object.
#[doc(hidden)]
pub struct ObjectWriter<'o> {
    declared: &'static [&'static str],
    /// Declared members that the map of others may hold.
    open: Vec<&'static str>,
    out: &'o mut JsonWriter,
}

impl<'o> ObjectWriter<'o> {
    pub fn new(declared: &'static [&'static str], out: &'o mut JsonWriter) -> Self {
        out.begin_object();
        Self { declared, open: Vec::new(), out }
    }

    pub fn required<T: Encode>(self, name: &'static str, value: &T) -> Self {
        self.out.key(name);
        value.encode(self.out);
        self
    }

    pub fn optional<T: Encode>(self, name: &'static str, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.required(name, value),
            None => self,
        }
    }

    pub fn read_only<T: Encode>(self, name: &'static str, value: &Option<T>) -> Self {
        self.optional(name, value)
    }

    /// Where it is absent, the map of further members may hold a value of another type.
    pub fn loose<T: Encode>(mut self, name: &'static str, value: &Option<T>) -> Self {
        if value.is_none() {
            self.open.push(name);
        }
        self.optional(name, value)
    }

    pub fn required_read_only<T: Encode>(self, name: &'static str, value: &Option<T>) -> Self {
        self.optional(name, value)
    }

    /// The members of the map. One with the name of a declared member has no place on the wire: it is invalid.
    pub fn rest<T: Encode>(self, values: &BTreeMap<String, T>) -> Self {
        for (name, value) in values {
            let taken = self.declared.contains(&name.as_str()) && !self.open.contains(&name.as_str());
            self.out.key(name);
            match taken {
                true => self.out.refuse(TAKEN),
                false => value.encode(self.out),
            }
        }
        self
    }

    pub fn end(self) {
        self.out.end_object();
    }
}

pub(crate) const TAKEN: &str = "the map of further members holds a declared member";

/// Reads the members of an object.
#[doc(hidden)]
pub struct ObjectReader<'j, 'd> {
    declared: &'static [&'static str],
    json: Json<'j>,
    /// `None` when the value is no object: then every member is a placeholder.
    members: Option<Members<'j>>,
    finder: Finder<'j>,
    /// How many members were not found yet.
    left: usize,
    /// The `default` of the member that is read next.
    default: Option<&'static str>,
    /// Declared members whose value is of another type, so that the map of others holds it.
    misfits: Vec<&'static str>,
    decoder: &'d mut Decoder,
}

impl<'j, 'd> ObjectReader<'j, 'd> {
    pub fn new(declared: &'static [&'static str], json: Json<'j>, decoder: &'d mut Decoder) -> Self {
        let members = json.as_object();
        if members.is_none() {
            decoder.expected("an object", json);
        }
        let all = members.unwrap_or_default();
        let (finder, left) = (Finder::new(all), all.len());
        Self { declared, json, members, finder, left, default: None, misfits: Vec::new(), decoder }
    }

    pub fn default_to(&mut self, text: &'static str) -> &mut Self {
        self.default = Some(text);
        self
    }

    pub fn required<T: Decode>(&mut self, name: &'static str) -> T {
        match self.find(name) {
            Some(value) => T::decode(value, self.decoder),
            None => {
                self.report_missing(name);
                self.decoder.placeholder()
            }
        }
    }

    /// `null` is absent where it is no value of the type.
    pub fn optional<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        let default = self.default.take();
        match self.find(name).filter(|value| T::NULLABLE || !value.is_null()) {
            Some(value) => Some(T::decode(value, self.decoder)),
            None => self.decode_default(name, default?),
        }
    }

    /// Absent in a request, whatever the client sent: only the server sets it.
    pub fn read_only<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.decoder.direction() {
            Direction::Request => {
                self.default = None;
                None
            }
            Direction::Response | Direction::Nowhere => self.optional(name),
        }
    }

    /// Absent in a request, like [`Self::read_only`]; there in every response.
    pub fn required_read_only<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.decoder.direction() {
            Direction::Request => None,
            Direction::Nowhere => self.optional(name),
            Direction::Response => match self.find(name) {
                Some(value) => Some(T::decode(value, self.decoder)),
                None => {
                    self.report_missing(name);
                    None
                }
            },
        }
    }

    /// A value that the type cannot hold is left to the map of further members.
    pub fn loose<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        let default = self.default.take();
        let Some(value) = self.find(name) else { return self.decode_default(name, default?) };
        let fits = T::NULLABLE || !value.is_null();
        let found = if fits { self.decoder.attempt(value) } else { None };
        if found.is_none() {
            self.misfits.push(name);
        }
        found
    }

    pub fn rest<T: Decode>(&mut self) -> BTreeMap<String, T> {
        let mut values = BTreeMap::new();
        for (name, value) in self.members.unwrap_or_default() {
            if !self.declared.contains(&name) || self.misfits.contains(&name) {
                values.insert(name.to_owned(), T::decode(value, self.decoder));
            }
        }
        values
    }

    fn decode_default<T: Decode>(&mut self, name: &str, text: &str) -> Option<T> {
        if self.members.is_none() || self.decoder.direction() != Direction::Request {
            return None;
        }
        match json::parse(text) {
            Ok(tape) => Some(self.decoder.beside(self.json, name, tape.root())),
            Err(error) => {
                self.decoder.error(self.json, format!("the default of `{name}` is not JSON: {error}"));
                None
            }
        }
    }

    fn report_missing(&mut self, name: &str) {
        if self.members.is_some() {
            self.decoder.error(self.json, format!("member `{name}` is missing"));
        }
    }

    /// The member of the name, for which nobody has asked before.
    #[inline]
    fn find(&mut self, name: &str) -> Option<Json<'j>> {
        let found = if self.left == 0 { None } else { self.finder.find(name) };
        self.left -= usize::from(found.is_some());
        found
    }
}

/// Implements [`Encode`], [`Decode`] and the two serde traits for a struct with named fields.
///
/// An entry per field, in the order of the wire: `field: required "wire"`, `field: optional "wire"` for an `Option`,
/// `field: optional "wire" default "20"` with the JSON text that a server fills in, `field: read_only "wire"` for an `Option`
/// that a server does not take from a request, `field: required_read_only "wire"` for one that every response holds, `field: loose "wire"`
/// for an `Option` whose value may be of another type, which the map of further members then holds, and last, if members that are not
/// declared are kept, `field: rest` for a `BTreeMap<String, T>`.
///
/// Behind `::new` stand the arguments of a function that makes a value: what must be there, in an order of its own, converted by
/// [`Into`]. A required field that can have one value is not among them and says it, `field: required "wire" only Kind::A`. All else is absent;
/// a literal adds it, `Page { limit: Some(20), ..Page::new("first") }`.
///
/// `null` for an optional member whose type has no null is read as absent. Writing a map of further members that holds a
/// declared member is an error.
///
/// ```
/// use letterpress_runtime::{from_json_text, object, to_json_text};
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Page {
///     name: String,
///     limit: Option<i64>,
/// }
///
/// object! {
///     Page::new(name: impl Into<String>) {
///         name: required "name",
///         limit: optional "limit",
///     }
/// }
///
/// let page: Page = from_json_text(r#"{"limit": 10, "name": "first"}"#)?;
/// assert_eq!(to_json_text(&page)?, r#"{"name":"first","limit":10}"#);
/// assert_eq!(page, Page { limit: Some(10), ..Page::new("first") });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! object {
    (
        $name:ident :: new($($argument:ident : $ty:ty),* $(,)?)
        { $($field:ident : $mode:ident $($wire:literal $(default $default:literal)? $(only $only:expr)?)?),* $(,)? }
    ) => {
        $crate::__new!($name [$($argument: $ty),*] [$($field [$mode] $($($only)?)?),*]);
        $crate::object! { $name { $($field: $mode $($wire $(default $default)?)?),* } }
    };
    ($name:ident { $($field:ident : $mode:ident $($wire:literal $(default $default:literal)?)?),* $(,)? }) => {
        impl $crate::Encode for $name {
            fn encode(&self, out: &mut $crate::JsonWriter) {
                $crate::__private::ObjectWriter::new(<Self as $crate::Decode>::MEMBERS, out)
                    $(.$mode($($wire,)? &self.$field))*
                    .end();
            }
        }

        impl $crate::Decode for $name {
            const MEMBERS: &'static [&'static str] = &[$($($wire,)?)*];

            #[allow(unused_variables)]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                let members = &mut $crate::__private::ObjectReader::new(<Self as $crate::Decode>::MEMBERS, json, decoder);
                Self { $($field: members$($(.default_to($default))?)?.$mode($($wire)?),)* }
            }
        }

        $crate::__serde!($name);
    };
}

/// The function that makes a value of what must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    ($name:ident [$($argument:ident : $ty:ty),*] [$($field:ident $mode:tt $($only:expr)?),*]) => {
        // A description requires as many members as it likes.
        #[allow(clippy::too_many_arguments, clippy::new_without_default)]
        impl $name {
            /// A value with all that is required; the rest is absent.
            pub fn new($($argument: $ty),*) -> Self {
                Self { $($field: $crate::__given!($mode $field $($only)?)),* }
            }
        }
    };
}

/// What a field holds at first.
#[doc(hidden)]
#[macro_export]
macro_rules! __given {
    ([required] $field:ident $only:expr) => {
        $only.into()
    };
    ([required] $field:ident) => {
        $field.into()
    };
    ([file required] $field:ident) => {
        $field
    };
    ([headed required] $field:ident) => {
        $field.into()
    };
    ([rest] $field:ident) => {
        ::std::collections::BTreeMap::new()
    };
    ([$($mode:ident)+] $field:ident) => {
        ::core::option::Option::None
    };
}
