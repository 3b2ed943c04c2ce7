//! Tree to compact text.

use std::fmt;

use super::Json;
use crate::pointer;
use crate::redact::Head;

/// A value that has no JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError {
    /// Where it stands: a JSON Pointer (RFC 6901).
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

pub(super) fn to_text(json: &Json<'_>) -> Result<String, EncodeError> {
    let mut text = String::new();
    match write(json, &mut text) {
        Ok(()) => Ok(text),
        Err(Fault { mut steps, message }) => {
            steps.reverse();
            Err(EncodeError { pointer: steps.concat(), message })
        }
    }
}

/// The steps are gathered on the way up, so that writing pays nothing for them.
struct Fault {
    steps: Vec<String>,
    message: String,
}

impl Fault {
    fn inside(mut self, step: &str) -> Self {
        let mut text = String::new();
        pointer::push(&mut text, step);
        self.steps.push(text);
        self
    }
}

fn write(json: &Json<'_>, text: &mut String) -> Result<(), Fault> {
    match json {
        Json::Null => text.push_str("null"),
        Json::Bool(true) => text.push_str("true"),
        Json::Bool(false) => text.push_str("false"),
        Json::Number(number) => text.push_str(&number.text()),
        Json::String(string) => write_string(string, text),
        Json::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, text);
                write(item, text).map_err(|fault| fault.inside(&index.to_string()))?;
            }
            text.push(']');
        }
        Json::Object(members) => {
            text.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                separate(index, text);
                write_string(name, text);
                text.push(':');
                write(value, text).map_err(|fault| fault.inside(name))?;
            }
            text.push('}');
        }
        Json::Invalid(reason) => return Err(Fault { steps: Vec::new(), message: reason.clone().into_owned() }),
    }
    Ok(())
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
}

pub(super) fn write_string(string: &str, text: &mut String) {
    text.push('"');
    let mut rest = string;
    while let Some(at) = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < b' ') {
        let (plain, special) = rest.split_at(at);
        let (special, after) = special.split_at(1);
        text.push_str(plain);
        write_escape(special, text);
        rest = after;
    }
    text.push_str(rest);
    text.push('"');
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
