//! A description that holds a text wherever text gets into what is generated, or might.

use std::sync::OnceLock;

use serde_yaml::{Mapping, Value};

/// The description, see its head.
const TEMPLATE: &str = include_str!("description.yaml");

/// A place for a text. It may stand in several places of the description: where something is named, and where it is referred to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// What stands there.
    pub name: String,
    /// Whether the text is in the code, as it is.
    pub literal: bool,
    /// Whether the standard has an alphabet for it, so that most texts are refused.
    pub alphabet: bool,
    /// Whether the text says what code there is, such as a pattern.
    pub meaning: bool,
}

/// The positions whose text is not in what is generated, by design.
pub const UNPRINTED: &[(&str, &[&str])] = &[
    (
        "About who offers the API, not about what it does.",
        &[
            "contact email",
            "contact name",
            "contact url",
            "license identifier",
            "license name",
            "tag kind",
            "tag summary",
            "terms of service",
        ],
    ),
    (
        "Extensions and comments mean nothing to the standard.",
        &[
            "extension element",
            "extension member",
            "extension name of components",
            "extension name of document",
            "extension name of info",
            "extension name of operation",
            "extension name of path",
            "extension name of schema",
            "extension name of tag",
            "extension of components",
            "extension of info",
            "extension of operation",
            "extension of path",
            "extension of schema",
            "extension of tag",
            "schema comment",
        ],
    ),
    (
        "Nothing is fetched or signed in to at these addresses.",
        &["authorization url", "bearer format", "device url", "metadata url", "refresh url", "token url"],
    ),
    (
        "Nothing in the code stands for a link.",
        &[
            "link body",
            "link component name",
            "link description",
            "link name",
            "link parameter",
            "link parameter name",
            "link server description",
        ],
    ),
    (
        "What stands for the server is its URL; servers of paths and operations are in its list.",
        &["operation server name", "path server description", "path server name", "server name"],
    ),
    (
        "Each operation has texts of its own; what it shares with others of its path has none in the code.",
        &["path description", "path summary", "webhook description", "webhook summary"],
    ),
    (
        "A component that no operation refers to.",
        &[
            "callback component name",
            "component callback response",
            "component callback summary",
            "component example description",
            "component example summary",
            "component example value",
            "component header description",
            "component link description",
            "component media type description",
            "component path response",
            "component path summary",
            "example component name",
            "header component name",
            "media type component name",
            "path item component name",
        ],
    ),
    ("Written out where it is referred to.", &["body component name", "parameter component name", "response component name"]),
    (
        "What an example shows is printed, not what is said of it.",
        &[
            "body example description",
            "body example summary",
            "query example description",
            "query example name",
            "query example summary",
            "response header example",
        ],
    ),
    (
        "The type in Rust has no item that the text could stand at.",
        &[
            "branch description",
            "branch title",
            "element description",
            "map value description",
            "media type description",
            "part header description",
            "response summary",
        ],
    ),
    ("Told as unknown, and as good as absent.", &["content media type", "format"]),
];

/// All positions, by name.
pub fn positions() -> &'static [Position] {
    static POSITIONS: OnceLock<Vec<Position>> = OnceLock::new();
    POSITIONS.get_or_init(|| {
        // The comment at the head names none.
        let (_, document) = TEMPLATE.split_once("\nopenapi:").unwrap();
        let mut found: Vec<Position> = document.split('«').filter_map(|rest| rest.split_once('»')).map(position).collect();
        found.sort();
        found.dedup();
        assert!(found.windows(2).all(|pair| pair[0].name != pair[1].name), "a position has one sign");
        found
    })
}

fn position((written, _): (&str, &str)) -> Position {
    let name = written.trim_start_matches(['$', '=', '*']);
    let signs = written.strip_suffix(name).unwrap_or_default();
    let has = |sign: char| signs.contains(sign);
    Position { name: name.to_owned(), literal: has('$'), alphabet: has('='), meaning: has('*') }
}

/// The description with a text in each position, of which each is asked once; as JSON, in the order of the template.
pub fn description(text: &mut dyn FnMut(&Position) -> String) -> String {
    static READ: OnceLock<Value> = OnceLock::new();
    let template = READ.get_or_init(|| serde_yaml::from_str(TEMPLATE).unwrap());
    let texts: Vec<String> = positions().iter().map(text).collect();
    serde_json::to_string_pretty(&filled("", template, &texts)).unwrap()
}

fn filled(key: &str, template: &Value, texts: &[String]) -> Value {
    match template {
        Value::String(written) if key == "$ref" => Value::String(replaced(written, texts, pointer)),
        Value::String(written) => Value::String(replaced(written, texts, str::to_owned)),
        Value::Sequence(elements) => Value::Sequence(elements.iter().map(|element| filled("", element, texts)).collect()),
        Value::Mapping(members) => {
            let member = |(name, value): (&Value, &Value)| {
                let name = name.as_str().unwrap();
                (Value::String(replaced(name, texts, str::to_owned)), filled(name, value, texts))
            };
            Value::Mapping(members.iter().map(member).collect::<Mapping>())
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::Tagged(_)) => other.clone(),
    }
}

/// The literals that a text in this position is in; none where it is in no code.
pub fn literals(position: &Position, text: &str) -> Vec<String> {
    let token = format!("«${}»", position.name);
    // What follows a position is a letter that tells it from others, as the standard asks of names.
    let of = |line: &'static str| line.split(&token).skip(1);
    let ends = TEMPLATE.lines().flat_map(of).map(|rest| {
        let end: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        format!("{text}{end}")
    });
    ends.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

/// What is written, with the texts for the positions.
fn replaced(written: &str, texts: &[String], encode: impl Fn(&str) -> String) -> String {
    let mut parts = written.split('«');
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('»').unwrap();
        let index = positions().binary_search(&position((name, ""))).unwrap();
        all.push_str(&encode(&texts[index]));
        all.push_str(rest);
    }
    all
}

/// The text as a part of a reference.
pub fn pointer(text: &str) -> String {
    let escaped = text.replace('~', "~0").replace('/', "~1");
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    escaped.bytes().map(byte).collect()
}

/// A text that is not refused in this position: harmless where the standard has an alphabet.
pub fn fitting(position: &Position, text: String) -> String {
    match position.name.as_str() {
        _ if position.alphabet => harmless(position),
        "path segment" => text.replace(['{', '}', '?', '#'], ""),
        "pattern" | "property pattern" => pattern(&text),
        _ => text,
    }
}

/// A word of its own for each position.
pub fn harmless(position: &Position) -> String {
    let index = positions().binary_search(position).unwrap();
    let letter = |of: usize| char::from(b'a' + u8::try_from(of % 26).unwrap());
    format!("Word{}{}", letter(index / 26), letter(index))
}

/// The text as a pattern that matches it and nothing else.
fn pattern(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }).collect()
}
