//! Small changes to a mapping, for the stages that rewrite a tree.

use super::{Entry, Node, Value};
use crate::source::Span;

impl Node {
    /// A value made by a rewrite; `span` is what it was made from.
    pub fn made(span: Span, value: Value) -> Self {
        Self { span, value }
    }

    /// The members, to change them; `None` if this is not a mapping.
    pub fn entries_mut(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.value {
            Value::Mapping(entries) => Some(entries),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) => None,
        }
    }

    /// The member `key` with its key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// The member `key`, to change it.
    pub fn entry_mut(&mut self, key: &str) -> Option<&mut Entry> {
        self.entries_mut()?.iter_mut().find(|entry| entry.key == key)
    }

    /// The node that reference tokens lead to, to change it.
    pub fn at_mut(&mut self, tokens: &[String]) -> Option<&mut Node> {
        tokens.iter().try_fold(self, |node, token| match &mut node.value {
            Value::Mapping(entries) => entries.iter_mut().find(|entry| entry.key == *token).map(|entry| &mut entry.value),
            Value::Sequence(elements) => elements.get_mut(token.parse::<usize>().ok()?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }

    /// Takes the member `key` out; the order of the others stays.
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        let entries = self.entries_mut()?;
        let at = entries.iter().position(|entry| entry.key == key)?;
        Some(entries.remove(at))
    }

    /// Gives the member `key` another key.
    pub fn rename(&mut self, key: &str, new: impl Into<String>) {
        if let Some(entry) = self.entry_mut(key) {
            entry.key = new.into();
        }
    }

    /// Sets the member `key`: in its place if it is there, else at the end. `span` is what the value was made from.
    pub fn set(&mut self, key: &str, span: Span, value: Value) {
        let made = Node { span, value };
        match self.entry_mut(key) {
            Some(entry) => entry.value = made,
            None => {
                if let Some(entries) = self.entries_mut() {
                    entries.push(Entry { key: key.to_owned(), key_span: span, value: made });
                }
            }
        }
    }

    /// The value as compact JSON text, numbers exactly as they are written.
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        write_json(self, &mut text);
        text
    }
}

fn write_json(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(text) => out.push_str(text),
        Value::String(text) => write_string(text, out),
        Value::Sequence(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write_json(element, out);
            }
            out.push(']');
        }
        Value::Mapping(entries) => {
            out.push('{');
            for (index, entry) in entries.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                write_string(&entry.key, out);
                out.push(':');
                write_json(&entry.value, out);
            }
            out.push('}');
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}
