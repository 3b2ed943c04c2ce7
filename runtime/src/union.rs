//! Unions: a tag says which variant, or what holds.

use std::borrow::Cow;

use crate::check::{Rule, holds, holds_as_written};
use crate::codec::Decoder;
use crate::json::{Json, Number};

/// A branch of an untagged union: its name, the declared members of its type, what must hold.
#[doc(hidden)]
pub type Branch = (&'static str, &'static [&'static str], Rule);

/// How a union makes the variant of a name: a tag value or a branch.
#[doc(hidden)]
pub type Make<T> = fn(&str, &Json<'_>, &mut Decoder) -> T;

/// The value of a tag as `mapping` writes it: there the keys are strings, also where the member is an integer or a boolean.
pub(crate) fn text_of_tag<'j>(value: &'j Json<'_>) -> Option<Cow<'j, str>> {
    match value {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        Json::Number(number) => Some(number.to_i64().map_or_else(|| number.text(), |integer| Cow::Owned(integer.to_string()))),
        Json::Null | Json::Array(_) | Json::Object(_) | Json::Invalid(_) => None,
    }
}

/// The value of the tag; an empty text where there is none.
#[doc(hidden)]
pub fn found_tag<'j>(tag: &'static str, json: &'j Json<'_>) -> Cow<'j, str> {
    json.get(tag).and_then(text_of_tag).unwrap_or(Cow::Borrowed(""))
}

/// The value of the tag; else an error and an empty text.
#[doc(hidden)]
pub fn tag<'j>(tag: &'static str, json: &'j Json<'_>, decoder: &mut Decoder) -> Cow<'j, str> {
    match json.get(tag) {
        Some(value) => match text_of_tag(value) {
            Some(text) => return text,
            None => decoder.inside(tag, |decoder| decoder.expected("a string", value)),
        },
        None if json.as_object().is_some() => decoder.error(format!("member `{tag}` is missing")),
        None => decoder.expected("an object", json),
    }
    Cow::Borrowed("")
}

/// Decodes a closed union by its tag. `make` is only called with listed values.
#[doc(hidden)]
pub fn closed_tagged<T>(
    name: &'static str,
    values: &'static [&'static str],
    json: &Json<'_>,
    decoder: &mut Decoder,
    make: Make<T>,
) -> T {
    let found = tag(name, json, decoder);
    if values.contains(&found.as_ref()) {
        return make(&found, json, decoder);
    }
    if json.get(name).is_some_and(|value| text_of_tag(value).is_some()) {
        decoder.inside(name, |decoder| decoder.error(format!("expected {}", crate::enumeration::list(values))));
    }
    placeholder(values, decoder, make)
}

/// Decodes a closed union by what holds. `make` is only called with names of branches.
#[doc(hidden)]
pub fn closed_untagged<T>(branches: &[Branch], json: &Json<'_>, decoder: &mut Decoder, make: Make<T>) -> T {
    if let Some(name) = choose(branches, json, decoder) {
        return make(name, json, decoder);
    }
    let names: Vec<&'static str> = branches.iter().map(|(name, _, _)| *name).collect();
    decoder.error(format!("{} fits none of {}", json.type_name(), names.join(", ")));
    placeholder(&names, decoder, make)
}

fn placeholder<T>(names: &[&'static str], decoder: &mut Decoder, make: Make<T>) -> T {
    decoder.placeholder_variant(std::any::type_name::<T>(), names.len(), |index, decoder| {
        make(names.get(index).copied().unwrap_or_default(), &Json::Null, decoder)
    })
}

/// Of the branches that hold, the one with the most of its declared members there; of several the first. `1.00` is an integer
/// and a number: a branch that keeps it as it is written goes first.
#[doc(hidden)]
pub fn choose(branches: &[Branch], json: &Json<'_>, decoder: &Decoder) -> Option<&'static str> {
    if decoder.is_quiet() {
        return None;
    }
    let exact = json.as_number().is_some_and(|number| !number.is_plain()).then(|| fullest(branches, json, holds_as_written));
    exact.flatten().or_else(|| fullest(branches, json, holds))
}

fn fullest(branches: &[Branch], json: &Json<'_>, holds: fn(Rule, &Json<'_>) -> bool) -> Option<&'static str> {
    let mut best: Option<(usize, &'static str)> = None;
    for (name, members, rule) in branches {
        if holds(*rule, json) {
            let present = members.iter().filter(|member| json.get(member).is_some()).count();
            if best.is_none_or(|(most, _)| present > most) {
                best = Some((present, name));
            }
        }
    }
    best.map(|(_, name)| name)
}

/// The object with its tag: the one it has if that means this variant, else the first that does.
#[doc(hidden)]
pub fn tagged<'a>(name: &'static str, values: &'static [&'static str], json: Json<'a>) -> Json<'a> {
    let mut members = match json {
        Json::Object(members) => members,
        Json::Invalid(reason) => return Json::Invalid(reason),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            return Json::Invalid(Cow::Borrowed("a variant of a tagged union must be an object"));
        }
    };
    let first = values.first().copied().unwrap_or_default();
    match members.iter_mut().find(|(member, _)| member == name) {
        Some((_, present)) if text_of_tag(present).is_some_and(|text| values.contains(&text.as_ref())) => {}
        Some((_, present)) => *present = like(present, first),
        None => members.insert(0, (Cow::Borrowed(name), Json::from(first))),
    }
    Json::Object(members)
}

/// A tag as a value of the JSON type that the member has.
fn like(present: &Json<'_>, tag: &'static str) -> Json<'static> {
    match (present, tag) {
        (Json::Bool(_), "true" | "false") => Json::Bool(tag == "true"),
        (Json::Number(_), _) => Number::parse(tag).map_or_else(|_| Json::from(tag), Json::Number),
        (Json::Null | Json::Bool(_) | Json::String(_) | Json::Array(_) | Json::Object(_) | Json::Invalid(_), _) => {
            Json::from(tag)
        }
    }
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
            fn encode(&self) -> $crate::Json<'_> {
                match self {
                    $(Self::$variant(value) => $crate::__private::tagged($tag, &[$($value),+], $crate::Encode::encode(value)),)+
                    Self::Unknown(value) => $crate::Encode::encode(value),
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn declares(name: &str, json: &$crate::Json<'_>) -> bool {
                name == $tag
                    || match &*$crate::__private::found_tag($tag, json) {
                        $($($value)|+ => <$type as $crate::Decode>::declares(name, json),)+
                        _ => false,
                    }
            }

            #[inline]
            fn decode(json: &$crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
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
            fn encode(&self) -> $crate::Json<'_> {
                match self {
                    $(Self::$variant(value) => $crate::__private::tagged($tag, &[$($value),+], $crate::Encode::encode(value)),)+
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn declares(name: &str, json: &$crate::Json<'_>) -> bool {
                name == $tag
                    || match &*$crate::__private::found_tag($tag, json) {
                        $($($value)|+ => <$type as $crate::Decode>::declares(name, json),)+
                        _ => false,
                    }
            }

            #[inline]
            fn decode(json: &$crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
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
            fn encode(&self) -> $crate::Json<'_> {
                match self {
                    $(Self::$variant(value) => $crate::Encode::encode(value),)+
                    Self::Unknown(value) => $crate::Encode::encode(value),
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: &$crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                let branches: &[$crate::__private::Branch] =
                    &[$((stringify!($variant), <$type as $crate::Decode>::MEMBERS, $rule)),+];
                match $crate::__private::choose(branches, json, decoder) {
                    $(::core::option::Option::Some(stringify!($variant)) => Self::$variant($crate::Decode::decode(json, decoder)),)+
                    _ => Self::Unknown($crate::Decode::decode(json, decoder)),
                }
            }
        }

        $crate::__serde!($name);
    };
    ($name:ident : untagged, closed { $($variant:ident ($type:ty) : $rule:expr),+ $(,)? }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self) -> $crate::Json<'_> {
                match self {
                    $(Self::$variant(value) => $crate::Encode::encode(value),)+
                }
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: &$crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
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
