//! JSON text (RFC 8259, strictly) to the tree.

use super::json_string;
use super::limits::Limits;
use super::{Entry, Node, Value, unique};
use crate::diagnostic::{Code, Diagnostic, codes::reading};
use crate::source::{SourceId, Span};

/// What a file is read with: where it stands in it, and what was found.
pub(super) struct Reader<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    pub(super) at: usize,
    depth: usize,
    limits: Limits,
    diagnostics: Vec<Diagnostic>,
    /// Members of the mappings that are open, the innermost last. Each mapping takes its own away when it ends, into a list
    /// of exactly their number.
    entries: Vec<Entry>,
    /// Elements of the open sequences, in the same way.
    elements: Vec<Node>,
}

/// The first mistake of grammar ends the reading.
pub(super) type Read<T> = Result<T, Box<Diagnostic>>;

/// Reads a whole file, with what is wrong with it: repeated keys.
///
/// # Errors
/// The same, and the first mistake of grammar.
pub(super) fn read(source: SourceId, text: &str, limits: Limits) -> Result<(Node, Vec<Diagnostic>), Vec<Diagnostic>> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut reader =
        Reader { source, text, at: start, depth: 0, limits, diagnostics: Vec::new(), entries: Vec::new(), elements: Vec::new() };
    match document(&mut reader) {
        Ok(node) => Ok((node, reader.diagnostics)),
        Err(last) => {
            reader.diagnostics.push(*last);
            Err(reader.diagnostics)
        }
    }
}

fn document(reader: &mut Reader<'_>) -> Read<Node> {
    reader.space();
    let node = value(reader)?;
    reader.space();
    match reader.peek() {
        None => Ok(node),
        Some(_) => Err(reader.unexpected("the end of the file").help("one file holds one JSON value").into()),
    }
}

fn value(reader: &mut Reader<'_>) -> Read<Node> {
    let start = reader.at;
    let value = match reader.peek() {
        Some(b'{') => nested(reader, mapping)?,
        Some(b'[') => nested(reader, sequence)?,
        Some(b'"') => Value::String(json_string::read(reader)?),
        Some(b'-' | b'0'..=b'9') => number(reader)?,
        Some(b't') => word(reader, "true", Value::Bool(true))?,
        Some(b'f') => word(reader, "false", Value::Bool(false))?,
        Some(b'n') => word(reader, "null", Value::Null)?,
        Some(_) | None => return Err(reader.no_value().into()),
    };
    Ok(Node { span: reader.span(start), value })
}

fn nested(reader: &mut Reader<'_>, read: fn(&mut Reader<'_>) -> Read<Value>) -> Read<Value> {
    if reader.depth >= reader.limits.depth {
        return Err(super::too_deep(reader.here(), reader.limits).into());
    }
    reader.depth += 1;
    reader.at += 1;
    let value = read(reader)?;
    reader.depth -= 1;
    Ok(value)
}

fn mapping(reader: &mut Reader<'_>) -> Read<Value> {
    let first = reader.entries.len();
    reader.space();
    if reader.take(b'}') {
        return Ok(Value::Mapping(Vec::new()));
    }
    loop {
        let entry = entry(reader)?;
        reader.entries.push(entry);
        reader.space();
        if reader.take(b',') {
            reader.space();
        } else if reader.take(b'}') {
            break;
        } else {
            return Err(reader.no_separator("`,` or `}`").into());
        }
    }
    let mut entries = reader.entries.split_off(first);
    unique::keys(&mut entries, &mut reader.diagnostics);
    Ok(Value::Mapping(entries))
}

fn entry(reader: &mut Reader<'_>) -> Read<Entry> {
    let start = reader.at;
    if reader.peek() != Some(b'"') {
        let found = reader.unexpected("a key in double quotes");
        return Err(match reader.peek() {
            Some(b'}') => found.help("remove the comma before it"),
            // Comments have their help already.
            Some(b'/') | None => found,
            Some(_) => found.help("put the key in double quotes"),
        }
        .into());
    }
    let key = json_string::read(reader)?;
    let key_span = reader.span(start);
    reader.space();
    if !reader.take(b':') {
        return Err(reader.unexpected("`:`").into());
    }
    reader.space();
    Ok(Entry { key, key_span, value: value(reader)? })
}

fn sequence(reader: &mut Reader<'_>) -> Read<Value> {
    let first = reader.elements.len();
    reader.space();
    if reader.take(b']') {
        return Ok(Value::Sequence(Vec::new()));
    }
    loop {
        let element = value(reader)?;
        reader.elements.push(element);
        reader.space();
        if reader.take(b',') {
            reader.space();
        } else if reader.take(b']') {
            return Ok(Value::Sequence(reader.elements.split_off(first)));
        } else {
            return Err(reader.no_separator("`,` or `]`").into());
        }
    }
}

fn word(reader: &mut Reader<'_>, word: &str, value: Value) -> Read<Value> {
    if !reader.text.as_bytes().get(reader.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
        return Err(reader.no_value().into());
    }
    reader.at += word.len();
    Ok(value)
}

fn number(reader: &mut Reader<'_>) -> Read<Value> {
    let start = reader.at;
    reader.take(b'-');
    if reader.take(b'0') {
        if matches!(reader.peek(), Some(b'0'..=b'9')) {
            return Err(reader.unexpected("a number without leading zeros").help("remove the zeros before it").into());
        }
    } else {
        digits(reader)?;
    }
    if reader.take(b'.') {
        digits(reader)?;
    }
    if reader.take(b'e') || reader.take(b'E') {
        let _ = reader.take(b'+') || reader.take(b'-');
        digits(reader)?;
    }
    Ok(Value::Number(reader.slice(start, reader.at).to_owned()))
}

fn digits(reader: &mut Reader<'_>) -> Read<()> {
    let rest = reader.text.as_bytes().get(reader.at..).unwrap_or_default();
    let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if count == 0 {
        return Err(reader.unexpected("a digit").into());
    }
    reader.at += count;
    Ok(())
}

impl<'a> Reader<'a> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    pub(super) fn span(&self, start: usize) -> Span {
        Span::of(self.source, start, self.at)
    }

    /// The character at the current place.
    pub(super) fn here(&self) -> Span {
        let width = self.text.get(self.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::of(self.source, self.at, self.at + width)
    }

    pub(super) fn fail(&self, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, span, message)
    }

    /// Something that begins no value: what people write instead has its mend.
    fn no_value(&self) -> Diagnostic {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_first = self.text.get(..self.at).is_some_and(|before| before.trim_start_matches('\u{feff}').trim().is_empty());
        let mut found = self.unexpected("a value");
        if word.len() > 1 && found.code == reading::SYNTAX {
            found.span = Some(Span::of(self.source, self.at, self.at + word.len()));
            found.message = format!("expected a value, found `{word}`").into();
        }
        let help = match (rest.as_bytes().first(), word) {
            (Some(_), _) if is_first => "JSON begins with `{`; if this is YAML, let the name of the file end in `.yaml`",
            (Some(b']' | b'}'), _) => "remove the comma before it, or write a value",
            (Some(b'\''), _) => "put the text in double quotes",
            (_, "True") => "write `true`",
            (_, "False") => "write `false`",
            (_, "None" | "NULL" | "Null" | "nil" | "undefined" | "NaN" | "Infinity") => {
                "write `null` where there may be no value, else a value"
            }
            (Some(b'+'), _) => "write the number without `+`",
            (Some(b'.'), _) => "write a digit before the point",
            (Some(b'a'..=b'z' | b'A'..=b'Z' | b'_'), _) => "put the text in double quotes",
            (Some(_) | None, _) => return found,
        };
        if found.help.is_some() || found.code != reading::SYNTAX { found } else { found.help(help) }
    }

    /// Something behind a value that neither goes on nor ends.
    fn no_separator(&self, expected: &str) -> Diagnostic {
        let found = self.unexpected(expected);
        match self.peek() {
            Some(b'"' | b'{' | b'[') => found.help("put a comma behind the value before it"),
            Some(b':') => found.help("remove it, or put the members in `{` and `}`"),
            None => found.help("complete the file: what is open in it has to be closed"),
            Some(_) => found,
        }
    }

    fn unexpected(&self, expected: &str) -> Diagnostic {
        let found = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(c) if c.is_control() => return super::forbidden_character(self.here(), c),
            Some(c) => format!("`{c}`"),
            None => "the end of the file".to_owned(),
        };
        let diagnostic = self.fail(reading::SYNTAX, self.here(), format!("expected {expected}, found {found}"));
        let diagnostic = diagnostic.label(format!("expected {expected}"));
        match self.text.as_bytes().get(self.at..) {
            Some([b'/', b'/' | b'*', ..]) => {
                diagnostic.help("JSON has no comments: remove it, or name the file `.yaml` and begin it with `#`")
            }
            Some(_) | None => diagnostic,
        }
    }
}
