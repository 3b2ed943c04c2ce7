//! Unions: a tag says which variant, or what holds.

use std::borrow::Cow;

use crate::check::{Choice, Rule};
use crate::codec::{Decoder, Direction, Encode, Mark};
use crate::json::{Json, JsonWriter, View};

/// A branch of an untagged union: its name, the declared members of its type, what must hold.
#[doc(hidden)]
pub type Branch = (&'static str, &'static [&'static str], Rule);

/// How a union makes the variant of a name: a tag value or a branch.
#[doc(hidden)]
pub type Make<T> = fn(&str, Json<'_>, &mut Decoder) -> T;

/// The value of a tag as `mapping` writes it: there the keys are strings, also where the member is an integer or a boolean.
pub(crate) fn text_of_tag(value: Json<'_>) -> Option<Cow<'_, str>> {
    match value.view() {
        View::String(text) => Some(Cow::Borrowed(text)),
        View::Bool(value) => Some(Cow::Borrowed(if value { "true" } else { "false" })),
        View::Number(number) => {
            Some(Cow::Owned(number.to_i64().map_or_else(|| number.to_string(), |integer| integer.to_string())))
        }
        View::Null | View::Array(_) | View::Object(_) | View::Invalid(_) => None,
    }
}

/// The value of the tag; an empty text where there is none.
#[doc(hidden)]
pub fn found_tag<'j>(tag: &'static str, json: Json<'j>) -> Cow<'j, str> {
    json.get(tag).and_then(text_of_tag).unwrap_or(Cow::Borrowed(""))
}

/// The value of the tag; else an error and an empty text.
#[doc(hidden)]
pub fn tag<'j>(tag: &'static str, json: Json<'j>, decoder: &mut Decoder) -> Cow<'j, str> {
    match json.get(tag) {
        Some(value) => match text_of_tag(value) {
            Some(text) => return text,
            None => decoder.expected("a string", value),
        },
        None if json.is_object() => decoder.error(json, format!("member `{tag}` is missing")),
        None => decoder.expected("an object", json),
    }
    Cow::Borrowed("")
}

/// Decodes a closed union by its tag. `make` is only called with listed values.
#[doc(hidden)]
pub fn closed_tagged<T>(
    name: &'static str,
    values: &'static [&'static str],
    json: Json<'_>,
    decoder: &mut Decoder,
    make: Make<T>,
) -> T {
    let found = tag(name, json, decoder);
    if values.contains(&found.as_ref()) {
        return make(&found, json, decoder);
    }
    if let Some(value) = json.get(name).filter(|value| text_of_tag(*value).is_some()) {
        decoder.error(value, format!("expected {}", crate::enumeration::list(values)));
    }
    placeholder(values, decoder, make)
}

/// Decodes a closed union by what holds. `make` is only called with names of branches.
#[doc(hidden)]
pub fn closed_untagged<T>(branches: &[Branch], json: Json<'_>, decoder: &mut Decoder, make: Make<T>) -> T {
    if let Some(chosen) = chosen(branches, json, decoder, make) {
        return chosen;
    }
    let names: Vec<&'static str> = branches.iter().map(|(name, _, _)| *name).collect();
    if !decoder.has_given_up() {
        decoder.error(json, format!("{} fits none of {}", json.type_name(), names.join(", ")));
    }
    placeholder(&names, decoder, make)
}

/// Decodes an open union by what holds. `make` makes the variant for all other values of a name that is no branch.
#[doc(hidden)]
pub fn open_untagged<T>(branches: &[Branch], json: Json<'_>, decoder: &mut Decoder, make: Make<T>) -> T {
    match chosen(branches, json, decoder, make) {
        Some(chosen) => chosen,
        None => make("", json, decoder),
    }
}

fn chosen<T>(branches: &[Branch], json: Json<'_>, decoder: &mut Decoder, make: Make<T>) -> Option<T> {
    let name = choose(branches, json, decoder)?;
    let before = decoder.mark();
    let mut made = make(name, json, decoder);
    if decoder.has_mistakes_since(before) {
        again(branches, name, json, (decoder, before), &mut |name, decoder| {
            let other = make(name, json, decoder);
            if !decoder.has_mistakes_since(before) {
                made = other;
            }
        });
    }
    Some(made)
}

/// What holds of a request may lack a member that only responses have (`readOnly`): of the other branches that hold, the first whose type
/// holds the response is the one. The mistakes of the first are told if there is none.
#[cold]
fn again(
    branches: &[Branch],
    first: &'static str,
    json: Json<'_>,
    (decoder, before): (&mut Decoder, Mark),
    attempt: &mut dyn FnMut(&'static str, &mut Decoder),
) {
    if decoder.direction() != Direction::Response {
        return;
    }
    let mistakes = decoder.take_since(before);
    for branch in branches.iter().filter(|branch| branch.0 != first) {
        if !decoder.may_try_again() {
            break;
        }
        if choose(std::slice::from_ref(branch), json, decoder).is_some() {
            attempt(branch.0, decoder);
            if !decoder.has_mistakes_since(before) {
                return;
            }
            decoder.take_since(before);
        }
    }
    decoder.restore(mistakes);
}

fn placeholder<T>(names: &[&'static str], decoder: &mut Decoder, make: Make<T>) -> T {
    decoder.placeholder_variant(std::any::type_name::<T>(), names.len(), |index, decoder| {
        make(names.get(index).copied().unwrap_or_default(), Json::null(), decoder)
    })
}

/// Of the branches that hold, the one with the most of its declared members there; of several the first. `1.00` is an integer
/// and a number: a branch that keeps it as it is written goes first. None where patterns take too many steps to tell, which is an error.
fn choose(branches: &[Branch], json: Json<'_>, decoder: &mut Decoder) -> Option<&'static str> {
    if decoder.is_quiet() || decoder.has_given_up() {
        return None;
    }
    let mut choice = Choice::new(json, std::mem::take(decoder.allowance(json)));
    let exact = json.is_written_with_fraction().then(|| fullest(branches, json, |rule| choice.holds_as_written(rule)));
    let found = exact.flatten().or_else(|| fullest(branches, json, |rule| choice.holds(rule)));
    let (allowance, given_up) = choice.end();
    *decoder.allowance(json) = allowance;
    match given_up {
        Some(reason) => {
            decoder.error(json, reason);
            None
        }
        None => found,
    }
}

fn fullest(branches: &[Branch], json: Json<'_>, mut holds: impl FnMut(Rule) -> bool) -> Option<&'static str> {
    if !json.is_object() {
        return branches.iter().find(|(_, _, rule)| holds(*rule)).map(|(name, _, _)| *name);
    }
    let mut best: Option<(usize, &'static str)> = None;
    for (name, members, rule) in branches {
        if holds(*rule) {
            let present = members.iter().filter(|member| json.get(member).is_some()).count();
            if best.is_none_or(|(most, _)| present > most) {
                best = Some((present, name));
            }
        }
    }
    best.map(|(_, name)| name)
}

/// Writes the object with its tag: the one it has if that means this variant, else the first that does.
#[doc(hidden)]
pub fn tagged<T: Encode>(name: &'static str, values: &'static [&'static str], value: &T, out: &mut JsonWriter) {
    let start = out.len();
    value.encode(out);
    out.tag(start, name, values);
}

/// Implements [`Encode`](crate::Encode), [`Decode`](crate::Decode) and the two serde traits for an enum whose variants hold one
/// value each.
///
/// `tagged "name"`: the member of that name says which variant; it is on the wire once, whether or not the variant's type
/// declares it. `untagged`: of the variants whose rule holds, the one with the most declared members present is taken, of
/// several the first. A number that is written with a point or an exponent prefers a variant that is no integer, so that
/// `1.00` stays `1.00`.
///
/// An `open` union has a variant `Unknown(serde_json::Value)` for what is none of the others; for a `closed` one that is an
/// error.
///
/// ```
/// use letterpress_runtime::{from_json_text, union};
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum Key {
///     Number(i64),
///     Text(String),
///     Unknown(serde_json::Value),
/// }
///
/// union! {
///     Key: untagged, open {
///         Number(i64): |value| value.integer(),
///         Text(String): |value| value.string(),
///     }
/// }
///
/// assert_eq!(from_json_text("1"), Ok(Key::Number(1)));
/// assert_eq!(from_json_text("null"), Ok(Key::Unknown(serde_json::Value::Null)));
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident : tagged $tag:literal, open { $($variant:ident ($type:ty) = $($value:literal)|+),+ $(,)? }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                match self {
                    $(Self::$variant(value) => $crate::__private::tagged($tag, &[$($value),+], value, out),)+
                    Self::Unknown(value) => $crate::Encode::encode(value, out),
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn declares(name: &str, json: $crate::Json<'_>) -> bool {
                name == $tag
                    || match &*$crate::__private::found_tag($tag, json) {
                        $($($value)|+ => <$type as $crate::Decode>::declares(name, json),)+
                        _ => false,
                    }
            }

            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                match &*$crate::__private::tag($tag, json, decoder) {
                    $($($value)|+ => Self::$variant($crate::Decode::decode(json, decoder)),)+
                    _ => Self::Unknown($crate::Decode::decode(json, decoder)),
                }
            }
        }

        $crate::__serde!($name);
    };
    ($name:ident : tagged $tag:literal, closed { $($variant:ident ($type:ty) = $($value:literal)|+),+ $(,)? }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                match self {
                    $(Self::$variant(value) => $crate::__private::tagged($tag, &[$($value),+], value, out),)+
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn declares(name: &str, json: $crate::Json<'_>) -> bool {
                name == $tag
                    || match &*$crate::__private::found_tag($tag, json) {
                        $($($value)|+ => <$type as $crate::Decode>::declares(name, json),)+
                        _ => false,
                    }
            }

            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                $crate::__private::closed_tagged($tag, &[$($($value),+),+], json, decoder, |value, json, decoder| match value {
                    $($($value)|+ => Self::$variant($crate::Decode::decode(json, decoder)),)+
                    _ => $crate::Decode::decode(json, decoder),
                })
            }
        }

        $crate::__serde!($name);
    };
    ($name:ident : untagged, open { $($variant:ident ($type:ty) : $rule:expr),+ $(,)? }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                match self {
                    $(Self::$variant(value) => $crate::Encode::encode(value, out),)+
                    Self::Unknown(value) => $crate::Encode::encode(value, out),
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                let branches: &[$crate::__private::Branch] =
                    &[$((stringify!($variant), <$type as $crate::Decode>::MEMBERS, $rule)),+];
                $crate::__private::open_untagged(branches, json, decoder, |name, json, decoder| match name {
                    $(stringify!($variant) => Self::$variant($crate::Decode::decode(json, decoder)),)+
                    _ => Self::Unknown($crate::Decode::decode(json, decoder)),
                })
            }
        }

        $crate::__serde!($name);
    };
    ($name:ident : untagged, closed { $($variant:ident ($type:ty) : $rule:expr),+ $(,)? }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                match self {
                    $(Self::$variant(value) => $crate::Encode::encode(value, out),)+
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                let branches: &[$crate::__private::Branch] =
                    &[$((stringify!($variant), <$type as $crate::Decode>::MEMBERS, $rule)),+];
                $crate::__private::closed_untagged(branches, json, decoder, |name, json, decoder| match name {
                    $(stringify!($variant) => Self::$variant($crate::Decode::decode(json, decoder)),)+
                    _ => $crate::Decode::decode(json, decoder),
                })
            }
        }

        $crate::__serde!($name);
    };
}
