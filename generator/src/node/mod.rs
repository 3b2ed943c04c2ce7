//! Node: one tree for YAML and JSON, with a span on every key and value.

mod alias;
mod edit;
mod foreign;
mod index;
mod json;
mod json_string;
mod limits;
mod merge;
pub mod scalar;
mod unique;
pub mod write;
mod yaml;
mod yaml_error;

pub(crate) use index::Index;
pub use limits::Limits;
pub(crate) use unique::cut;

use crate::diagnostic::{Diagnostic, codes::reading};
use crate::pointer::Pointer;
use crate::source::{SourceId, Sources, Span};

/// A value of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The value itself. Scalars keep their source text: `1.10` is the number 1.1 where a number is asked for, and the
/// text `1.10` where a string is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number; the text is a JSON number, exactly as written (YAML forms that JSON lacks are rewritten).
    Number(String),
    /// A string, unescaped.
    String(String),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping, in source order, keys unique.
    Mapping(Vec<Entry>),
}

/// One member of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

/// Reads a file of the run with the default limits: JSON if its name ends in `.json`, otherwise YAML (which holds JSON).
/// Warnings go to `diagnostics`, and errors that leave a tree, such as a key that is there twice.
///
/// # Errors
/// Everything that is wrong with a text that has no tree, in source order.
pub fn read(sources: &Sources, id: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Result<Node, Vec<Diagnostic>> {
    read_within(sources, id, Limits::default(), diagnostics)
}

/// [`read`] with other limits.
///
/// # Errors
/// Everything that is wrong with a text that has no tree, in source order.
pub fn read_within(
    sources: &Sources,
    id: SourceId,
    limits: Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Node, Vec<Diagnostic>> {
    let Some(source) = sources.get(id) else { return Err(vec![empty(Span::of(id, 0, 0))]) };
    if source.text.len() > limits.bytes {
        return Err(vec![too_large(Span::of(id, 0, 0), source.text.len(), limits)]);
    }
    let body = source.text.trim_start_matches('\u{feff}').trim_start();
    if body.is_empty() {
        return Err(vec![empty(Span::of(id, 0, 0))]);
    }
    if let Some(found) = foreign::language(id, &source.text) {
        return Err(vec![found]);
    }
    let (node, found) = match is_json(&source.path) {
        true => json::read(id, &source.text, limits)?,
        false => yaml::read(id, &source.text, limits)?,
    };
    diagnostics.extend(found);
    Ok(node)
}

fn is_json(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("json"))
}

fn too_large(span: Span, bytes: usize, limits: Limits) -> Diagnostic {
    Diagnostic::error(reading::TOO_LARGE, span, format!("this file has {bytes} bytes, more than the limit of {}", limits.bytes))
}

/// A file without content.
pub(crate) fn empty(span: Span) -> Diagnostic {
    Diagnostic::error(reading::EMPTY, span, "this file holds no value")
        .help("write a value; a description begins with `openapi: 3.1.0`, `info` and `paths`")
}

fn too_deep(span: Span, limits: Limits) -> Diagnostic {
    Diagnostic::error(reading::TOO_DEEP, span, format!("collections are nested more than {} levels deep", limits.depth))
        .label("this one is too deep")
        .help("name inner schemas under `components.schemas` and refer to them")
}

fn forbidden_character(span: Span, found: char) -> Diagnostic {
    Diagnostic::error(
        reading::FORBIDDEN_CHARACTER,
        span,
        format!("the control character U+{:04X} may not appear here", u32::from(found)),
    )
    .help("remove it; inside double quotes it can be written as an escape")
}

impl Node {
    /// Whether two nodes hold the same value, wherever they stand; members may be in another order.
    pub fn is_same(&self, other: &Node) -> bool {
        match (&self.value, &other.value) {
            (Value::Sequence(left), Value::Sequence(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(one, other)| one.is_same(other))
            }
            (Value::Mapping(left), Value::Mapping(right)) => {
                let is_in = |entry: &Entry| other.get(&entry.key).is_some_and(|other| entry.value.is_same(other));
                left.len() == right.len() && left.iter().all(is_in)
            }
            (left, right) => left == right,
        }
    }

    /// The member `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The members; none if this is not a mapping.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) => &[],
        }
    }

    /// The elements; none if this is not a sequence.
    pub fn elements(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(elements) => elements,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Mapping(_) => &[],
        }
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// What the value is, in the words of diagnostics: `a list`.
    pub fn words(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }

    /// The exact text, if this is a number.
    pub fn as_number(&self) -> Option<&str> {
        match &self.value {
            Value::Number(text) => Some(text),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Sequence(_) | Value::Mapping(_) => None,
        }
    }

    /// The node that `pointer` leads to.
    pub fn at(&self, pointer: &Pointer) -> Option<&Node> {
        pointer.tokens().try_fold(self, |node, token| match &node.value {
            Value::Mapping(_) => node.get(&token),
            Value::Sequence(elements) => elements.get(token.parse::<usize>().ok()?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }
}

#[cfg(test)]
mod tests;
