//! Values straight to compact text.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::{Json, Number, Tape, View, parse, scan};
use crate::check::Allowance;
use crate::pointer;
use crate::redact::Head;

/// A value that has no JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError {
    /// Where it stands: a JSON Pointer (RFC 6901), or that of a value around the place where it would take more than 512 bytes.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pointer, message) = (Head(self.pointer.as_bytes()), Head(self.message.as_bytes()));
        f.debug_struct("EncodeError").field("pointer", &pointer).field("message", &message).finish()
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pointer::write_located(f, &self.pointer, &self.message)
    }
}

impl std::error::Error for EncodeError {}

/// What a value is written to. Writing is total: what has no JSON is noted, and `null` stands in its place.
///
/// A list is `begin_array`, `element` before each element, `end_array`; an object is `begin_object`, `key` before each value,
/// `end_object`. Commas come by themselves.
///
/// ```
/// use letterpress_runtime::{Encode, JsonWriter, to_json_text};
///
/// struct Point(f64, f64);
///
/// impl Encode for Point {
///     fn encode(&self, out: &mut JsonWriter) {
///         out.begin_object();
///         out.key("x");
///         self.0.encode(out);
///         out.key("y");
///         self.1.encode(out);
///         out.end_object();
///     }
/// }
///
/// assert_eq!(to_json_text(&Point(1.0, 2.5)).unwrap(), r#"{"x":1,"y":2.5}"#);
/// assert!(to_json_text(&Point(f64::NAN, 2.5)).is_err());
/// ```
#[derive(Default)]
pub struct JsonWriter {
    text: String,
    refused: Vec<Refused>,
    /// How much the patterns of names may cost.
    allowance: Allowance,
}

/// What has no JSON.
struct Refused {
    /// Where `null` stands for it.
    offset: usize,
    reason: Cow<'static, str>,
}

impl JsonWriter {
    /// With room for a text of so many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// `null`.
    #[inline]
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    /// `true` or `false`.
    #[inline]
    pub fn bool(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// A string.
    #[inline]
    pub fn string(&mut self, value: &str) {
        write_string(value, &mut self.text);
    }

    /// A number, by its text.
    pub fn number(&mut self, value: &Number<'_>) {
        self.text.push_str(&value.text());
    }

    /// An integer.
    #[inline]
    pub fn i64(&mut self, value: i64) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    /// An integer.
    #[inline]
    pub fn u64(&mut self, value: u64) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    /// A float by the shortest text that gives it back, `1` and not `1.0`; NaN and the infinities have no JSON.
    pub fn f64(&mut self, value: f64) {
        // Larger and smaller ones are written with an exponent here and without one there.
        const PLAIN: Range<f64> = 1e-4..1e15;
        // Where two texts are equally near, they have more bytes, and which one is taken is no matter of chance.
        const SURE: usize = 16;
        if PLAIN.contains(&value.abs()) {
            let mut buffer = zmij::Buffer::new();
            let text = buffer.format_finite(value);
            if text.len() <= SURE {
                return self.text.push_str(text.strip_suffix(".0").unwrap_or(text));
            }
        }
        self.float(Number::from_f64(value), value);
    }

    /// A float by the shortest text that gives it back, which is not that of the same value of 64 bits.
    pub fn f32(&mut self, value: f32) {
        self.float(Number::from_f32(value), value);
    }

    fn float(&mut self, number: Option<Number<'_>>, value: impl fmt::Display) {
        match number {
            Some(number) => self.number(&number.shortened()),
            None => self.refuse(format!("{value} is not a JSON number")),
        }
    }

    /// Any value.
    pub fn value(&mut self, json: Json<'_>) {
        match json.view() {
            View::Null => self.null(),
            View::Bool(value) => self.bool(value),
            View::Number(number) => self.number(&number),
            View::String(text) => self.string(text),
            View::Array(items) => {
                self.begin_array();
                for item in items {
                    self.element();
                    self.value(item);
                }
                self.end_array();
            }
            View::Object(members) => {
                self.begin_object();
                for (name, value) in members {
                    self.key(name);
                    self.value(value);
                }
                self.end_object();
            }
            View::Invalid(reason) => self.refuse(reason.to_owned()),
        }
    }

    /// Notes that the value that stands here has no JSON, and why.
    #[cold]
    pub fn refuse(&mut self, reason: impl Into<Cow<'static, str>>) {
        self.refused.push(Refused { offset: self.text.len(), reason: reason.into() });
        self.null();
    }

    /// The start of an array.
    #[inline]
    pub fn begin_array(&mut self) {
        self.text.push('[');
    }

    /// Goes before each element.
    #[inline]
    pub fn element(&mut self) {
        if self.text.as_bytes().last() != Some(&b'[') {
            self.text.push(',');
        }
    }

    /// The end of an array.
    #[inline]
    pub fn end_array(&mut self) {
        self.text.push(']');
    }

    /// The start of an object.
    #[inline]
    pub fn begin_object(&mut self) {
        self.text.push('{');
    }

    /// Goes before the value of each member.
    #[inline]
    pub fn key(&mut self, name: &str) {
        if self.text.as_bytes().last() != Some(&b'{') {
            self.text.push(',');
        }
        write_string(name, &mut self.text);
        self.text.push(':');
    }

    /// The end of an object.
    #[inline]
    pub fn end_object(&mut self) {
        self.text.push('}');
    }

    /// What matching names may cost.
    pub(crate) fn allowance(&mut self) -> &mut Allowance {
        &mut self.allowance
    }

    /// How much is written.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether both hold one text, in which all is JSON.
    pub(crate) fn is_same_text(&self, other: &Self) -> bool {
        self.refused.is_empty() && other.refused.is_empty() && self.text == other.text
    }

    /// The value that was written from here on, to be looked at; `null` stands where something has no JSON.
    pub(crate) fn tape_from(&self, start: usize) -> Tape<'static> {
        parse::written(self.text.get(start..).unwrap_or_default()).into_owned()
    }

    /// Opens the object again that was written from here on, so that more members follow; whether it is one.
    pub(crate) fn reopen(&mut self, start: usize) -> bool {
        let is_object = self.text.as_bytes().get(start) == Some(&b'{');
        if is_object {
            self.text.pop();
        }
        is_object
    }

    /// Gives the object that was written from here on a member of one of these values, if it has none: the first. Where the member is
    /// there with another value, it is replaced.
    pub(crate) fn tag(&mut self, start: usize, name: &str, values: &[&str]) {
        if self.refused.last().is_some_and(|refused| refused.offset == start) {
            return;
        }
        let written = self.text.get(start..).unwrap_or_default();
        if !written.starts_with('{') {
            self.text.truncate(start);
            self.refused.retain(|refused| refused.offset < start);
            return self.refuse("a variant of a tagged union must be an object");
        }
        let first = values.first().copied().unwrap_or_default();
        let Some(span) = member(written, name) else {
            let mut tag = JsonWriter::default();
            tag.begin_object();
            tag.key(name);
            tag.string(first);
            let text = tag.text.get(1..).unwrap_or_default();
            let comma = if written.starts_with("{}") { "" } else { "," };
            return self.replace(start + 1..start + 1, &[text, comma].concat());
        };
        let found = written.get(span.clone()).unwrap_or_default();
        let right = parse(found)
            .is_ok_and(|tape| crate::union::text_of_tag(tape.root()).is_some_and(|text| values.contains(&text.as_ref())));
        if !right {
            let tag = like(found, first);
            self.refused.retain(|refused| !(start + span.start..start + span.end).contains(&refused.offset));
            self.replace(start + span.start..start + span.end, &tag);
        }
    }

    fn replace(&mut self, span: Range<usize>, text: &str) {
        for refused in self.refused.iter_mut().filter(|refused| refused.offset >= span.end) {
            refused.offset = refused.offset - span.len() + text.len();
        }
        self.text.replace_range(span, text);
    }

    /// The text.
    ///
    /// # Errors
    /// When something has no JSON: the first of it.
    pub(crate) fn into_text(self) -> Result<String, EncodeError> {
        let Some(Refused { offset, reason }) = self.refused.first() else { return Ok(self.text) };
        let tape = parse::written(&self.text);
        let place = tape.root().place_of(tape.found(*offset).unwrap_or_default());
        let message = place.about(reason.clone().into_owned());
        Err(EncodeError { pointer: place.into_pointer(), message })
    }

    /// What was written, to be looked at.
    pub(crate) fn into_tape(self) -> Tape<'static> {
        let mut tape = parse::written(&self.text).into_owned();
        for Refused { offset, reason } in &self.refused {
            tape.refuse(*offset, reason);
        }
        tape
    }
}

impl fmt::Debug for JsonWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonWriter").field("text", &Head(self.text.as_bytes())).finish_non_exhaustive()
    }
}

/// A tag as a value of the JSON type that the member has.
fn like(present: &str, tag: &str) -> String {
    let as_it_is = match present.as_bytes().first() {
        Some(b't' | b'f') => matches!(tag, "true" | "false"),
        Some(b'-' | b'0'..=b'9') => Number::parse(tag).is_ok(),
        _ => false,
    };
    let mut text = String::new();
    if as_it_is {
        text.push_str(tag);
    } else {
        write_string(tag, &mut text);
    }
    text
}

/// Where the value of the member stands in the text of an object.
fn member(object: &str, name: &str) -> Option<Range<usize>> {
    let mut wanted = String::new();
    write_string(name, &mut wanted);
    let (mut depth, mut start) = (0_usize, None);
    let mut at = 0;
    let bytes = object.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at);
                let is_key = depth == 1 && start.is_none() && bytes.get(end) == Some(&b':');
                if is_key && object.get(at..end) == Some(wanted.as_str()) {
                    start = Some(end + 1);
                }
                at = end;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = depth == 0 || depth == 1 && *byte == b',';
        if let (Some(start), true) = (start, ends) {
            return Some(start..at);
        }
        at += 1;
    }
    None
}

/// The offset behind a string that was written.
fn string_end(bytes: &[u8], quote: usize) -> usize {
    let mut at = scan::plain_end(bytes, quote + 1);
    while bytes.get(at) == Some(&b'\\') {
        at = scan::plain_end(bytes, at + 2);
    }
    at + 1
}

#[inline]
pub(super) fn write_string(string: &str, text: &mut String) {
    text.reserve(string.len() + 2);
    text.push('"');
    let end = scan::plain_end(string.as_bytes(), 0);
    if end == string.len() {
        text.push_str(string);
    } else {
        write_escaped(string, end, text);
    }
    text.push('"');
}

fn write_escaped(string: &str, first: usize, text: &mut String) {
    let mut rest = string;
    let mut at = first;
    while at < rest.len() {
        let (plain, special) = rest.split_at(at);
        let (special, after) = special.split_at(1);
        text.push_str(plain);
        write_escape(special, text);
        rest = after;
        at = scan::plain_end(rest.as_bytes(), 0);
    }
    text.push_str(rest);
}

fn write_escape(special: &str, text: &mut String) {
    match special {
        "\"" => text.push_str("\\\""),
        "\\" => text.push_str("\\\\"),
        "\n" => text.push_str("\\n"),
        "\r" => text.push_str("\\r"),
        "\t" => text.push_str("\\t"),
        _ => special.bytes().for_each(|byte| text.push_str(&format!("\\u{byte:04x}"))),
    }
}
