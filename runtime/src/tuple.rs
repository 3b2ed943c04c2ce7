//! Tuple structs: lists whose first elements have types of their own.

use crate::codec::{Decode, Decoder, Encode};
use crate::json::{Elements, Json, JsonWriter};

/// Writes the elements of a list.
#[doc(hidden)]
pub struct TupleWriter<'o> {
    out: &'o mut JsonWriter,
    /// An element is absent, so none can follow.
    ended: bool,
}

const GAP: &str = "an element of a list is there, and one before it is not";

impl<'o> TupleWriter<'o> {
    pub fn new(out: &'o mut JsonWriter) -> Self {
        out.begin_array();
        Self { out, ended: false }
    }

    pub fn required<T: Encode>(self, value: &T) -> Self {
        self.out.element();
        match self.ended {
            true => self.out.refuse(GAP),
            false => value.encode(self.out),
        }
        self
    }

    pub fn optional<T: Encode>(mut self, value: &Option<T>) -> Self {
        match value {
            Some(value) => self.required(value),
            None => {
                self.ended = true;
                self
            }
        }
    }

    pub fn rest<T: Encode>(self, values: &[T]) -> Self {
        values.iter().fold(self, TupleWriter::required)
    }

    pub fn end(self) {
        self.out.end_array();
    }
}

/// Reads the elements of a list, one after the other.
#[doc(hidden)]
pub struct TupleReader<'j, 'd> {
    json: Json<'j>,
    /// `None` when the value is no list: then every element is a placeholder.
    items: Option<Elements<'j>>,
    next: usize,
    decoder: &'d mut Decoder,
}

impl<'j, 'd> TupleReader<'j, 'd> {
    pub fn new(json: Json<'j>, decoder: &'d mut Decoder) -> Self {
        let items = json.as_array();
        if items.is_none() {
            decoder.expected("an array", json);
        }
        Self { json, items, next: 0, decoder }
    }

    pub fn required<T: Decode>(&mut self) -> T {
        if let Some(value) = self.optional() {
            return value;
        }
        if self.items.is_some() {
            self.decoder.error(self.json, format!("element {} is missing", self.next - 1));
        }
        self.decoder.placeholder()
    }

    pub fn optional<T: Decode>(&mut self) -> Option<T> {
        self.next += 1;
        let item = self.items.as_mut()?.next()?;
        Some(T::decode(item, self.decoder))
    }

    pub fn rest<T: Decode>(&mut self) -> Vec<T> {
        std::iter::from_fn(|| self.optional()).collect()
    }
}

/// Implements [`Encode`], [`Decode`] and the two serde traits for a struct with fields by number, which is a list in JSON.
///
/// A word for each field: `required`, `optional` for an `Option` that is `None` where the list ends before it, and last, if more elements may
/// follow, `rest` for a `Vec<T>`. A list with an element behind one that is `None` cannot be written.
///
/// ```
/// use letterpress_runtime::{from_json_text, to_json_text, tuple};
///
/// #[derive(Clone, Debug, PartialEq)]
/// struct Reading(f64, Option<String>, Vec<bool>);
///
/// tuple! {
///     Reading {
///         0: required,
///         1: optional,
///         2: rest,
///     }
/// }
///
/// let reading: Reading = from_json_text(r#"[1.5,"mV",true]"#)?;
/// assert_eq!(reading, Reading(1.5, Some("mV".to_owned()), vec![true]));
/// assert_eq!(to_json_text(&reading)?, r#"[1.5,"mV",true]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! tuple {
    ($name:ident { $($index:tt : $mode:ident),+ $(,)? }) => {
        impl $crate::Encode for $name {
            #[inline]
            fn encode(&self, out: &mut $crate::JsonWriter) {
                $crate::__private::TupleWriter::new(out)$(.$mode(&self.$index))+.end();
            }
        }

        impl $crate::Decode for $name {
            #[inline]
            fn decode(json: $crate::Json<'_>, decoder: &mut $crate::Decoder) -> Self {
                let items = &mut $crate::__private::TupleReader::new(json, decoder);
                Self($(items.$mode()),+)
            }
        }

        $crate::__serde!($name);
    };
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use crate::{from_json_text, to_json_text};

    #[derive(Clone, Debug, PartialEq)]
    struct Point(i64, Option<Option<String>>, Vec<bool>);

    tuple! { Point { 0: required, 1: optional, 2: rest } }

    #[test]
    fn lists_of_every_length_come_back() {
        for text in ["[1]", "[1,null]", r#"[1,"a"]"#, r#"[1,"a",true,false]"#] {
            let point: Point = from_json_text(text).unwrap();
            assert_eq!(to_json_text(&point).unwrap(), text);
        }
    }

    #[test]
    fn every_mistake_has_its_place() {
        let error = from_json_text::<Point>(r#"["a",1,2]"#).unwrap_err().to_string();
        assert!(["/0: ", "/1: ", "/2: "].iter().all(|place| error.contains(place)), "{error}");
        assert_eq!(from_json_text::<Point>("[]").unwrap_err().to_string(), "element 0 is missing");
        assert_eq!(from_json_text::<Point>("1").unwrap_err().to_string(), "expected an array, found number");
    }

    #[test]
    fn a_gap_has_no_json() {
        assert!(to_json_text(&Point(1, None, vec![true])).is_err());
    }
}
