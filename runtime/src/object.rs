//! Structs: declared members, and the rest.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::check::Pattern;
use crate::codec::{Decode, Decoder, Direction, Encode, is_responding, same, to_json};
use crate::json::{self, Finder, Json, JsonWriter, Members, Shown};
use crate::text::hiding;

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

    pub fn loose_read_only<T: Encode>(self, name: &'static str, value: &Option<T>) -> Self {
        self.loose(name, value)
    }

    /// Absent in a request; a response without it is invalid.
    pub fn required_read_only<T: Encode>(self, name: &'static str, value: &Option<T>) -> Self {
        if value.is_none() && is_responding() {
            self.out.key(name);
            self.out.refuse(UNSET);
        }
        self.optional(name, value)
    }

    /// The members of the map. One with the name of a declared member has no place on the wire: it is invalid.
    pub fn rest<T: Encode>(self, values: &BTreeMap<String, T>) -> Self {
        self.further(values, |_, _| Ok(()))
    }

    /// The members of both maps, each with the names that belong there.
    pub fn patterned<T: Encode>(self, pattern: &Pattern<'_>, values: &Patterned<T>) -> Self {
        let names = values.matching.keys().chain(values.others.keys());
        self.out.allowance().extend(names.map(String::len).sum());
        let belongs = |wanted: bool| {
            move |name: &str, out: &mut JsonWriter| match pattern.search(name, out.allowance()) {
                Some(matches) if matches == wanted => Ok(()),
                Some(_) => Err(Cow::Borrowed(MISPLACED)),
                None => Err(Cow::Owned(pattern.given_up())),
            }
        };
        self.further(&values.matching, belongs(true)).further(&values.others, belongs(false))
    }

    fn further<T: Encode>(
        self,
        values: &BTreeMap<String, T>,
        belongs: impl Fn(&str, &mut JsonWriter) -> Result<(), Cow<'static, str>>,
    ) -> Self {
        for (name, value) in values {
            let taken = self.declared.contains(&name.as_str()) && !self.open.contains(&name.as_str());
            self.out.key(name);
            match (belongs(name, self.out), taken) {
                (Ok(()), false) => value.encode(self.out),
                (Ok(()), true) => self.out.refuse(TAKEN),
                (Err(reason), _) => self.out.refuse(reason),
            }
        }
        self
    }

    pub fn end(self) {
        self.out.end_object();
    }
}

const UNSET: &str = "is read-only and required: each response must have it";
const MISPLACED: &str = "a further member is not in the map of those whose names match, or not match";

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

    /// A value of the type is absent in a request, like [`Self::read_only`]; another one is no business of the branch that says so.
    pub fn loose_read_only<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.decoder.direction() {
            Direction::Request => {
                self.default = None;
                self.loose::<T>(name);
                None
            }
            Direction::Response | Direction::Nowhere => self.loose(name),
        }
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

    pub fn patterned<T: Decode>(&mut self, pattern: &Pattern<'_>) -> Patterned<T> {
        let (mut matching, mut others) = (BTreeMap::new(), BTreeMap::new());
        for (name, value) in self.members.unwrap_or_default() {
            if self.declared.contains(&name) && !self.misfits.contains(&name) {
                continue;
            }
            if self.decoder.matches(pattern, name, value) {
                matching.insert(name.to_owned(), T::decode(value, self.decoder));
            } else {
                others.insert(name.to_owned(), Value::decode(value, self.decoder));
            }
        }
        Patterned { matching, others }
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

/// Members that a struct does not declare, of which those with a name that matches a pattern are of one type.
#[derive(Clone, Debug, PartialEq)]
pub struct Patterned<T> {
    /// Members whose names match.
    pub matching: BTreeMap<String, T>,
    /// All others.
    pub others: BTreeMap<String, Value>,
}

impl<T> Default for Patterned<T> {
    fn default() -> Self {
        Self { matching: BTreeMap::new(), others: BTreeMap::new() }
    }
}

/// What the macro makes `Debug` of: the name, and the members that are there, as JSON. Passwords are left out.
#[doc(hidden)]
pub fn debug<T: Encode>(name: &str, value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    hiding(|| write!(f, "{name} ").and_then(|()| fmt::Debug::fmt(&Shown(to_json(value).root()), f)))
}

/// The value of a JSON text that the description holds. The generator has read it as this type before.
#[doc(hidden)]
pub fn constant<T: Decode>(text: &'static str) -> T {
    let mut decoder = Decoder::new(Direction::Nowhere);
    match json::parse(text) {
        Ok(tape) => T::decode(tape.root(), &mut decoder),
        Err(_) => decoder.placeholder(),
    }
}

/// What the macro makes `PartialEq` of: two values are equal if their JSON is.
#[doc(hidden)]
pub fn equal<T: Encode>(left: &T, right: &T) -> bool {
    same(left, right)
}

/// Implements [`Encode`], [`Decode`], `Debug`, `PartialEq` and, with the feature `serde`, its two traits for a struct with named fields.
///
/// `Debug` and `PartialEq` go by the JSON of the value. Derives of ten fields each take rustc a quarter of the time of the whole type.
///
/// An entry per field, in the order of the wire: `field: required "wire"`, `field: optional "wire"` for an `Option`,
/// `field: optional "wire" default "20"` with the JSON text that a server fills in, `field: read_only "wire"` for an `Option`
/// that a server does not take from a request, `field: required_read_only "wire"` for one that every response holds, so that writing one without it is an error, `field: loose "wire"`
/// for an `Option` whose value may be of another type, which the map of further members then holds, `field: loose_read_only "wire"` for both, and last, if members that are not
/// declared are kept, `field: rest` for a `BTreeMap<String, T>`, or `field: patterned => Pattern::new("^x-")` for [`Patterned`].
///
/// Behind `::new` stand the arguments of a function that makes a value: what must be there, in an order of its own, converted by
/// [`Into`]. A required field that can have one value is not among them and says it, `field: required "wire" only Kind::A`, or as JSON text,
/// `field: required "wire" constant "[1, 2]"`. All else is absent;
/// a literal adds it, `Page { limit: Some(20), ..Page::new("first") }`.
///
/// `null` for an optional member whose type has no null is read as absent. Writing a map of further members that holds a
/// declared member is an error.
///
/// ```
/// use letterpress_runtime::{from_json_text, object, to_json_text};
///
/// #[derive(Clone)]
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
        { $($field:ident : $mode:ident $($wire:literal $(default $default:literal)? $(constant $constant:literal)? $(only $only:expr)?)? $(=> $pattern:expr)?),* $(,)? }
    ) => {
        $crate::__new!($name [$($argument: $ty),*] [$($field [$mode] [$($($only)? $(json $constant)?)?]),*]);
        $crate::object! { $name { $($field: $mode $($wire $(default $default)?)? $(=> $pattern)?),* } }
    };
    ($name:ident { $($field:ident : $mode:ident $($wire:literal $(default $default:literal)?)? $(=> $pattern:expr)?),* $(,)? }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                $crate::__private::ObjectWriter::new(<Self as $crate::Decode>::MEMBERS, out)
                    $(.$mode($($wire,)? $($crate::__pattern!($pattern),)? &self.$field))*
                    .end();
            }
        }

        impl $crate::Decode for $name {
            const MEMBERS: &'static [&'static str] = &[$($($wire,)?)*];

            #[inline]
            #[allow(unused_variables)]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                let members = &mut $crate::__private::ObjectReader::new(<Self as $crate::Decode>::MEMBERS, json, decoder);
                Self { $($field: members$($(.default_to($default))?)?.$mode($($wire)? $($crate::__pattern!($pattern))?),)* }
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(stringify!($name), self, f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }

        $crate::__serde!($name);
    };
}

/// A pattern that is compiled once.
#[doc(hidden)]
#[macro_export]
macro_rules! __pattern {
    ($pattern:expr) => {{
        static PATTERN: $crate::Pattern<'static> = $pattern;
        &PATTERN
    }};
}

/// The function that makes a value of what must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __new {
    ($name:ident [$($argument:ident : $ty:ty),*] [$($field:ident $mode:tt $only:tt),*]) => {
        // A description requires as many members as it likes.
        #[allow(clippy::too_many_arguments, clippy::new_without_default)]
        impl $name {
            /// A value with all that is required; the rest is absent.
            pub fn new($($argument: $ty),*) -> Self {
                Self { $($field: $crate::__given!($mode $field $only)),* }
            }
        }
    };
}

/// What a field holds at first.
#[doc(hidden)]
#[macro_export]
macro_rules! __given {
    ([required] $field:ident [json $constant:literal]) => {
        $crate::__private::constant($constant)
    };
    ([required] $field:ident [$only:expr]) => {
        $only.into()
    };
    ([required] $field:ident []) => {
        $field.into()
    };
    ([file required] $field:ident []) => {
        $field
    };
    ([headed required] $field:ident []) => {
        $field.into()
    };
    ([rest] $field:ident []) => {
        ::std::collections::BTreeMap::new()
    };
    ([patterned] $field:ident []) => {
        ::core::default::Default::default()
    };
    ([$($mode:ident)+] $field:ident []) => {
        ::core::option::Option::None
    };
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{from_json_text, to_json_text};

    #[derive(Clone, Default)]
    struct Labels {
        text: Option<String>,
        extra: Patterned<i64>,
    }

    object! { Labels { text: optional "text", extra: patterned => Pattern::new("^x-") } }

    #[test]
    fn members_are_told_apart_by_their_names() {
        let text = r#"{"text":"a","x-b":2,"c":[1]}"#;
        let labels: Labels = from_json_text(text).unwrap();
        assert_eq!(labels.extra.matching.get("x-b"), Some(&2));
        assert_eq!(to_json_text(&labels).unwrap(), text);
        assert!(from_json_text::<Labels>(r#"{"x-b":"two"}"#).is_err());
    }

    #[derive(Clone)]
    struct Fixed {
        kind: bool,
        rate: f64,
        nothing: Value,
        name: String,
        list: Vec<i64>,
    }

    object! {
        Fixed::new(name: impl Into<String>) {
            kind: required "kind" only true,
            rate: required "rate" constant "1.5",
            nothing: required "nothing" constant "null",
            name: required "name",
            list: required "list" constant "[1,2]",
        }
    }

    #[test]
    fn what_has_one_value_is_filled_in_by_new() {
        let text = r#"{"kind":true,"rate":1.5,"nothing":null,"name":"Ada","list":[1,2]}"#;
        assert_eq!(to_json_text(&Fixed::new("Ada")).unwrap(), text);
        assert!(from_json_text::<Fixed>(r#"{"name":"Ada"}"#).is_err());
    }

    #[test]
    fn a_member_in_the_wrong_map_has_no_place() {
        let in_matching = |name: &str| Patterned { matching: BTreeMap::from([(name.to_owned(), 1)]), ..Patterned::default() };
        let in_others =
            |name: &str| Patterned { others: BTreeMap::from([(name.to_owned(), Value::Null)]), ..Patterned::default() };
        for (extra, right) in [
            (in_matching("x-a"), true),
            (in_matching("y"), false),
            (in_others("y"), true),
            (in_others("x-a"), false),
            (in_others("text"), false),
        ] {
            assert_eq!(to_json_text(&Labels { text: None, extra: extra.clone() }).is_ok(), right, "{extra:?}");
        }
    }
}
