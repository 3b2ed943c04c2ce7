//! The tree as text that a person or a tool reads again: YAML or JSON, members in order, numbers exactly as written.
//!
//! serde carries no number beyond 128 bits and no `1.10`, and the YAML library's own idea of which text must be quoted
//! differs from [`scalar::resolve`]'s. So such scalars go through it as text between marks, characters that occur nowhere in
//! the tree, and the marks are replaced afterwards. Text with characters that the library leaves bare but a reader folds,
//! refuses or does not show, or that the log of a build would obey, goes through it as hexadecimal digits, and becomes
//! double-quoted text with escapes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::scalar::{self, Scalar};
use super::{Entry, Node, Value};
use crate::characters;

/// The value as YAML 1.2, in block style. Reading it gives the same tree.
///
/// # Errors
/// If the YAML library fails, or the tree holds every character that Unicode reserves for private use.
pub fn yaml(node: &Node) -> io::Result<String> {
    let [number, quote, escape] = marks(node)?;
    let text = serde_yaml::to_string(&Marked { node, number, quotes: Some(Quotes { quote, escape }) });
    let text = text.map_err(io::Error::other)?.replace(number, "").replace(quote, "'");
    Ok(text.split(escape).enumerate().map(|(at, part)| if at % 2 == 0 { part.into() } else { escaped(part) }).collect())
}

/// The value as indented JSON. Reading it gives the same tree.
///
/// # Errors
/// If the tree holds every character that Unicode reserves for private use.
pub fn json(node: &Node) -> io::Result<String> {
    let [number, ..] = marks(node)?;
    let text = serde_json::to_string_pretty(&Marked { node, number, quotes: None })?;
    let text = text.replace(&format!("\"{number}"), "").replace(&format!("{number}\""), "") + "\n";
    // Outside of text there is none of these.
    Ok(characters::json(text))
}

/// Three characters that no text of the tree contains.
fn marks(node: &Node) -> io::Result<[char; 3]> {
    let mut used = BTreeSet::new();
    private_characters(node, &mut used);
    let mut unused = ('\u{e000}'..='\u{f8ff}').filter(|c| !used.contains(c));
    match (unused.next(), unused.next(), unused.next()) {
        (Some(first), Some(second), Some(third)) => Ok([first, second, third]),
        (Some(_) | None, _, _) => Err(io::Error::other("the document uses all characters for private use")),
    }
}

fn private_characters(node: &Node, used: &mut BTreeSet<char>) {
    let mut add = |text: &str| used.extend(text.chars().filter(|c| matches!(c, '\u{e000}'..='\u{f8ff}')));
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
        Value::String(text) => add(text),
        Value::Sequence(elements) => elements.iter().for_each(|element| private_characters(element, used)),
        Value::Mapping(entries) => {
            entries.iter().for_each(|entry| add(&entry.key));
            entries.iter().for_each(|entry| private_characters(&entry.value, used));
        }
    }
}

/// A tree whose numbers, and text that must be quoted, stand between marks.
#[derive(Clone, Copy)]
struct Marked<'n> {
    node: &'n Node,
    number: char,
    /// `None` where every text is quoted anyway.
    quotes: Option<Quotes>,
}

/// What stands around text that must be quoted.
#[derive(Clone, Copy)]
struct Quotes {
    /// Becomes a single quote.
    quote: char,
    /// Stands around the hexadecimal digits of text that becomes double-quoted.
    escape: char,
}

impl Serialize for Marked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.node.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(text) => serializer.serialize_str(&format!("{0}{text}{0}", self.number)),
            Value::String(text) => serializer.serialize_str(&self.quoted(text)),
            Value::Sequence(elements) => {
                let mut sequence = serializer.serialize_seq(Some(elements.len()))?;
                elements.iter().try_for_each(|node| sequence.serialize_element(&Self { node, ..*self }))?;
                sequence.end()
            }
            Value::Mapping(entries) => {
                // No length: the YAML library takes a mapping of one member for something that may carry a tag.
                let mut mapping = serializer.serialize_map(None)?;
                for Entry { key, value: node, .. } in entries {
                    mapping.serialize_entry(self.quoted(key).as_str(), &Self { node, ..*self })?;
                }
                mapping.end()
            }
        }
    }
}

impl Marked<'_> {
    /// Text with quotes if it would be read as something else without them: here, or by a reader of YAML 1.1.
    fn quoted(&self, text: &str) -> String {
        let special = scalar::resolve(text) != Scalar::String
            || ["<<", "yes", "no", "on", "off", "y", "n"].iter().any(|word| text.eq_ignore_ascii_case(word));
        match self.quotes {
            Some(Quotes { escape, .. }) if characters::hidden(text).any(|(_, c)| is_escaped(c)) || is_obeyed(text) => {
                let digits: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
                format!("{escape}{digits}{escape}")
            }
            Some(Quotes { quote, .. }) if special => format!("{quote}{text}{quote}"),
            Some(_) | None => text.to_owned(),
        }
    }
}

/// Whether a character is written as an escape: the breaks of YAML 1.1, which some readers fold, what YAML 1.2 does not allow
/// bare (section Character Set), and what changes how the text around it is shown.
fn is_escaped(c: char) -> bool {
    characters::is_hidden(c) && !matches!(c, '\n' | '\t')
}

/// Whether a log of a build would obey the text, or a line of it, where the library writes it bare or as a block.
fn is_obeyed(text: &str) -> bool {
    characters::commands(text).next().is_some() || text.lines().any(|line| line.trim_start().starts_with("::"))
}

/// A character in the form of double-quoted YAML (section 5.7).
fn escape(c: char) -> String {
    match u32::from(c) {
        code @ ..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

/// Double-quoted YAML of the text whose bytes these hexadecimal digits are.
fn escaped(digits: &str) -> Cow<'_, str> {
    let pairs = digits.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    let bytes: Vec<u8> = pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let signs: BTreeSet<usize> = characters::commands(&text).collect();
    let one = |(at, c): (usize, char)| match c {
        '#' if signs.contains(&at) => "\\x23".to_owned(),
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if is_escaped(c) && !characters::is_shape(&text, (at, c)) => escape(c),
        c => c.to_string(),
    };
    let body: String = text.char_indices().map(one).collect();
    // In one line, behind a quote, `::` is nothing that a log obeys.
    format!("\"{body}\"").into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;
    use crate::source::{Source, Sources};

    fn read(path: &str, text: &str) -> Node {
        let mut sources = Sources::default();
        let id = sources.add(Source { path: path.to_owned(), text: text.to_owned() });
        crate::node::read(&sources, id, &mut Vec::new()).unwrap_or_else(|found| panic!("{found:#?}\n{text}"))
    }

    /// Both forms, read again, say the same as `text`.
    fn round_trip(text: &str) -> String {
        let node = read("a.json", text);
        let (yaml, json) = (yaml(&node).unwrap(), json(&node).unwrap());
        assert_eq!(read("b.yaml", &yaml).to_json(), node.to_json(), "{yaml}");
        assert_eq!(read("b.json", &json).to_json(), node.to_json(), "{json}");
        yaml
    }

    #[test]
    fn numbers_keep_their_text() {
        let numbers = "[1.10, 1e400, -0, 0.0, 1E+5, 12345678901234567890123456789012345678901234567890, 0.1000000000000000055511151231257827]";
        let yaml = round_trip(numbers);
        assert_eq!(
            yaml,
            "- 1.10\n- 1e400\n- -0\n- 0.0\n- 1E+5\n- 12345678901234567890123456789012345678901234567890\n- 0.1000000000000000055511151231257827\n"
        );
    }

    #[test]
    fn text_that_looks_like_something_else_is_quoted() {
        let text = r#"["1.10", "1e400", "null", "~", "", "true", "0x1F", ".5", "1.", "no", "Y", "-0", ".inf", "12345678901234567890123456789012345678901234567890"]"#;
        let yaml = round_trip(text);
        assert!(yaml.lines().all(|line| line.starts_with("- '") && line.ends_with('\'')), "{yaml}");
    }

    #[test]
    fn keys_are_text() {
        let yaml = round_trip(r#"{"200": 1, "null": {"y": 2}, "<<": {"x": 1}, "": 3, "! tag": 4, "a: b": 5, "line\nbreak": 6}"#);
        assert!(yaml.starts_with("'200': 1\n'null':\n  'y': 2\n'<<':\n  x: 1\n"), "{yaml}");
    }

    #[test]
    fn text_of_any_kind_survives() {
        round_trip(
            r##"["a\nb", "a\n", "\n", "\n\n a\n", " lead", "trail ", "tab\there", "\ttab", "a\n\tb", "\u0001\u007f", "\r\n", "\u0085\u2028\u2029", "\ufeff",
            "\u00a0", "\ue000 and \ue001", "\ud83d\ude00", "- a", "? b", ": c", "# d", "e #f", "g: h", "&i", "*j", "!k", "|", ">", "%l", "@m", "`n", "'o'",
            "\"p\"", "[q", "{r", "---", "...", "--- s", "a\n--- b\n", "  a\n b", "=", "0o17", "0123", "2020-01-01", "a\n\n\nb\n\n"]"##,
        );
    }

    #[test]
    fn characters_that_a_reader_folds_or_hides_are_escaped() {
        let yaml = round_trip(r#"["a\u2028b", "\n\u2028", "\u0085\"\\", "\u007f", "\ufeff"]"#);
        assert_eq!(
            yaml,
            r#"- "a\u2028b"
- "\n\u2028"
- "\u0085\"\\"
- "\u007f"
- "\ufeff"
"#
        );
    }

    /// Neither the log of a build that shows it.
    #[test]
    fn no_log_obeys_a_line() {
        let yaml = round_trip(
            r####"{"a": "first\n::error::b\n  ::c\n##[add-path]/x\n", "::error::key": 1, "##[k": "##[set-env name=PATH]x",
            "b": ["::v", " ::w", "a\n\t::x", "##vso[task.a]b", "#\u200d#[c]", "###[d]", "# ::e"]}"####,
        );
        assert!(!yaml.lines().any(|line| line.trim_start().starts_with("::")), "{yaml}");
        assert!(!yaml.contains("##[") && !yaml.contains("##vso[") && !yaml.contains("#\u{200d}#["), "{yaml}");
        assert!(yaml.contains("\"#\\x23[set-env name=PATH]x\"") && yaml.contains("'# ::e'\n"), "{yaml}");
    }

    /// Every awkward piece alone, at the ends of text and of lines, beside every other, as a value and as a key.
    #[test]
    fn nasty_text_survives() {
        let controls = (0..0xa0).filter_map(char::from_u32).filter(|c| c.is_control() || c.is_ascii_punctuation());
        let others = "\u{ad}\u{2027}\u{2028}\u{2029}\u{202e}\u{d7ff}\u{e000}\u{feff}\u{fffd}\u{fffe}\u{ffff}\u{1d173}\u{e0041}\u{1f600}\u{10ffff}";
        let pieces = controls.chain(others.chars()).map(String::from);
        let long = "word ".repeat(400);
        let words = [
            "", " ", "  ", "\t", "\n", "\n\n", "\n ", "\r\n", "---", "...", "\n--- ", ": ", " #", "- ", "? ", "null", "1", &long,
        ];
        let pieces: Vec<String> = pieces.chain(words.map(str::to_owned)).collect();
        let texts = pieces.iter().flat_map(|left| {
            let pairs = pieces.iter().map(move |right| format!("{left}{right}"));
            [format!("a{left}b"), format!("a{left}"), format!("{left}b"), format!("a\n{left}\nb")].into_iter().chain(pairs)
        });
        let texts: BTreeSet<String> = texts.collect();
        round_trip(&serde_json::to_string(&texts).unwrap());
        let members: serde_json::Map<_, _> = texts.into_iter().map(|text| (text.clone(), text.into())).collect();
        round_trip(&serde_json::Value::Object(members).to_string());
    }

    #[test]
    fn empty_collections_and_members_keep_their_place() {
        assert_eq!(round_trip(r#"{"b": [], "a": {}, "c": [[], [{}]], "d": null}"#), "b: []\na: {}\nc:\n- []\n- - {}\nd: null\n");
    }
}
