//! What three opinions of a value have to do with each other: the validator of `jsonschema`, and check and decoding of generated code.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use letterpress_runtime::Number;
use letterpress_runtime::json::{self, Tree};
use serde_json::{Map, Value};

use crate::documents::{Document, Subject};
use crate::maker::{KEPT, UNDECLARED};
use crate::meet;
use crate::reading::{Meaning, QUOTED, Reading, Way, alone};
use crate::report::Asked;

/// The components of a document in each reading that was asked for.
pub struct Readings<'d> {
    document: &'d Document,
    read: BTreeMap<(Way, Vec<Meaning>), Map<String, Value>>,
}

impl<'d> Readings<'d> {
    pub fn of(document: &'d Document) -> Self {
        Self { document, read: BTreeMap::new() }
    }

    /// The schema of a component by itself.
    pub fn schema(&mut self, component: &str, way: Way, meanings: &[Meaning]) -> Value {
        let document = self.document;
        let read = || Reading { document, way, meanings }.components();
        alone(document, self.read.entry((way, meanings.to_vec())).or_insert_with(read), component)
    }
}

/// A schema as `jsonschema` reads it, with all that it means beyond the letter or less.
pub struct Oracle<'r, 'd> {
    readings: &'r mut Readings<'d>,
    component: &'d str,
    /// Those that were asked for; `None` where the schema cannot be compiled.
    validators: BTreeMap<(Way, Vec<Meaning>), Option<Validator>>,
    /// The names of members that are declared anywhere in the schema.
    pub declared: BTreeSet<String>,
    /// Whether there are unions or conditions in it.
    pub has_unions: bool,
    /// Whether there are some of which exactly one branch holds.
    pub has_one_of: bool,
    /// Whether a tag decides between branches of them, or a constant may.
    pub has_tags: bool,
    /// Whether it says what strings hold.
    pub has_contents: bool,
    /// Whether members of it are `readOnly`.
    pub has_read_only: bool,
    /// Whether some element of a list must satisfy a schema.
    pub has_contains: bool,
}

impl<'r, 'd> Oracle<'r, 'd> {
    pub fn of(readings: &'r mut Readings<'d>, component: &'d str) -> Self {
        let (schema, mut declared) = (readings.schema(component, Way::Response, &[]), BTreeSet::new());
        names(&schema, &mut declared);
        let text = schema.to_string();
        let others: Vec<Meaning> = Meaning::ALL.into_iter().filter(|it| *it != Meaning::Tag).collect();
        let has_tags = readings.schema(component, Way::Response, &others)
            != readings.schema(component, Way::Response, &Meaning::ALL)
            || text.contains("\"const\":")
            || lists_one(&schema);
        let has_contents = text.contains("\"contentSchema\":") || text.contains("\"contentMediaType\":");
        let has_unions = ["oneOf", "anyOf", "if", "not"].iter().any(|keyword| text.contains(&format!("\"{keyword}\":")));
        let way = |way, readings: &mut Readings<'_>| readings.schema(component, way, &[Meaning::Direction]);
        let written = readings.document.schemas.get(component).map(Value::to_string).unwrap_or_default();
        let has_read_only = written.contains("\"readOnly\":") || way(Way::Request, readings) != way(Way::Response, readings);
        let has_contains = text.contains("\"contains\":");
        let has_one_of = text.contains("\"oneOf\":");
        let validators = BTreeMap::new();
        Self {
            readings,
            component,
            validators,
            declared,
            has_unions,
            has_one_of,
            has_tags,
            has_contents,
            has_read_only,
            has_contains,
        }
    }

    /// A value, with what tells why opinions about it may differ.
    pub fn asked<'a>(&self, document: &'a Document, subject: &'a Subject, text: &'a str) -> Asked<'a> {
        let Self { has_unions, has_tags, has_contents, has_read_only, has_contains, .. } = *self;
        Asked { document, place: &subject.place, text, has_unions, has_tags, has_contents, has_read_only, has_contains }
    }

    /// Whether a value is valid; `None` where `jsonschema` cannot read the schema.
    pub fn accepts(&mut self, way: Way, meanings: &[Meaning], value: &Value) -> Option<bool> {
        let compiled = || compile(&self.readings.schema(self.component, way, meanings)).ok();
        let validator = self.validators.entry((way, meanings.to_vec())).or_insert_with(compiled);
        Some(validator.as_ref()?.is_valid(value))
    }

    /// Whether a schema that holds speaks of what stands at a place in a value. Of `oneOf`, one branch holds.
    pub fn speaks_of(&self, value: &Value, place: &str) -> bool {
        let Some((parent, name)) = place.rsplit_once('/') else { return true };
        let name = name.replace("~1", "/").replace("~0", "~");
        let ways = [Way::Request, Way::Response].map(|way| self.validators.get(&(way, Meaning::ALL.to_vec())));
        ways.into_iter().flatten().flatten().any(|validator| {
            let found = validator.evaluate(value);
            let mut names = found.iter_annotations().filter(|it| it.instance_location.as_str() == parent);
            names.any(|it| it.annotations.value().as_array().is_some_and(|names| names.contains(&Value::from(name.as_str()))))
        })
    }

    /// The first thing that is wrong.
    pub fn says(&self, way: Way, value: &Value) -> String {
        let validator = self.validators.get(&(way, Meaning::ALL.to_vec())).and_then(Option::as_ref);
        let error = validator.and_then(|validator| validator.validate(value).err());
        error.map_or_else(String::new, |error| format!("{} at {}", error.schema_path(), error.instance_path()))
    }

    /// Whether several parts of the schema speak of one member, or of elements.
    pub fn parts_meet(&self) -> bool {
        meet::several(&self.readings.document.schemas, self.component)
    }

    /// Why a verdict is right, too, where meanings that nobody can tell from the text alone meet in one schema.
    pub fn agrees_otherwise(&mut self, value: &Value, valid: bool) -> Option<&'static str> {
        const GUESS: &str = "the second opinion guesses a type where the check goes by the letter";
        const DIRECTION: &str = "branches say different things about who sends a member";
        const TAG: &str = "the second opinion takes a member for a tag that is none, and guesses a type";
        let without: [(&[Meaning], &'static str); 3] =
            [(&[Meaning::Type], GUESS), (&[Meaning::Direction], DIRECTION), (&[Meaning::Type, Meaning::Tag], TAG)];
        without.into_iter().find_map(|(left_out, reason)| {
            let meanings: Vec<Meaning> = Meaning::ALL.into_iter().filter(|it| !left_out.contains(it)).collect();
            (self.accepts(Way::Request, &meanings, value) == Some(valid)).then_some(reason)
        })
    }

    /// What makes the difference, where the letter of the schema says something else.
    pub fn meanings(&mut self, way: Way, value: &Value, valid: bool) -> Vec<Meaning> {
        if self.accepts(way, &[], value) == Some(valid) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for meaning in Meaning::ALL {
            let others: Vec<Meaning> = Meaning::ALL.into_iter().filter(|it| *it != meaning).collect();
            if self.accepts(way, &others, value) != Some(valid) {
                found.push(meaning);
            }
        }
        found
    }
}

/// Why a schema cannot be compiled, or the validator.
pub fn compile(schema: &Value) -> Result<Validator, String> {
    let mut options = jsonschema::draft202012::options().should_validate_formats(true).with_format("byte", is_base64);
    for format in QUOTED {
        options = options.with_format(format!("quoted-{format}"), move |text: &str| is_number(text, format));
    }
    options.build(schema).map_err(|error| error.to_string())
}

/// Whether a text is a number of a format, as JSON writes it; an integer in digits alone, with no sign before zero.
fn is_number(text: &str, format: &str) -> bool {
    let range = match format {
        "int32" => i128::from(i32::MIN)..=i128::from(i32::MAX),
        "int64" => i128::from(i64::MIN)..=i128::from(i64::MAX),
        "uint32" => 0..=i128::from(u32::MAX),
        "uint64" => 0..=i128::from(u64::MAX),
        _ => {
            return letterpress_runtime::json::parse(text).is_ok_and(|tape| tape.root().as_number().is_some())
                && text.trim() == text;
        }
    };
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits == "0" && text == "0" || !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && text.parse().is_ok_and(|number: i128| range.contains(&number))
}

/// Base64 with or without padding, whose last letter says no more than the bytes hold.
fn is_base64(text: &str) -> bool {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let value =
        |byte: u8| LETTERS.iter().position(|letter| *letter == byte).map(|index| if index > 63 { index - 2 } else { index });
    let last = data.bytes().last().and_then(value).unwrap_or_default();
    let whole = match data.len() % 4 {
        0 => true,
        2 => last.is_multiple_of(16),
        3 => last.is_multiple_of(4),
        _ => false,
    };
    whole && data.bytes().all(|byte| value(byte).is_some()) && (padding == 0 || text.len().is_multiple_of(4) && padding < 3)
}

/// Whether there is an enumeration of one value, which tells branches apart as a constant does.
fn lists_one(schema: &Value) -> bool {
    match schema {
        Value::Object(members) => {
            let one = members.get("enum").and_then(Value::as_array).is_some_and(|values| values.len() == 1);
            one || members.values().any(lists_one)
        }
        Value::Array(items) => items.iter().any(lists_one),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn names(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (keyword, value) in members {
                if let ("properties", Value::Object(properties)) = (keyword.as_str(), value) {
                    found.extend(properties.keys().cloned());
                }
                names(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What numbers of a text may make a difference between opinions of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Numbers {
    /// All of them are doubles.
    Doubles,
    /// One is an integer that 64 bits hold only without a sign.
    Unsigned,
    /// One has more digits than a double holds, which is what `jsonschema` reads it as.
    Digits,
    /// One is an integer of more than 64 bits.
    Large,
}

/// What is special about the numbers of a text.
pub fn numbers(text: &str) -> Numbers {
    fn walk(json: &Tree<'_>) -> Numbers {
        match json {
            Tree::Number(number) => {
                let double = number.to_f64().and_then(Number::from_f64);
                match double.as_ref() == Some(number) {
                    _ if number.is_integer() && number.to_i64().is_none() && number.to_u64().is_none() => Numbers::Large,
                    false => Numbers::Digits,
                    true if number.is_integer() && number.to_i64().is_none() => Numbers::Unsigned,
                    true => Numbers::Doubles,
                }
            }
            Tree::Array(items) => items.iter().map(walk).max().unwrap_or(Numbers::Doubles),
            Tree::Object(members) => members.iter().map(|(_, it)| walk(it)).max().unwrap_or(Numbers::Doubles),
            Tree::Null | Tree::Bool(_) | Tree::String(_) | Tree::Invalid(_) => Numbers::Doubles,
        }
    }
    json::parse(text).map_or(Numbers::Doubles, |tape| walk(&tape.root().to_tree()))
}

/// What is different between a value and what came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// A member that no schema declares: allowed, and dropped.
    Undeclared,
    /// `1.0` or `1e0` comes back as `1`: the value is the same.
    Spelling,
    /// `1` comes back as `1.0`, since it was held as a double.
    Point,
    /// A number has more digits than a double holds.
    Digits,
    Lost,
    Changed,
    Added,
}

impl Loss {
    /// Why it is no fault; `None` if it is one.
    pub fn reason(self) -> Option<&'static str> {
        match self {
            Self::Undeclared => Some("members that nothing declares, where `additionalProperties` is absent, are dropped"),
            Self::Spelling => Some("a number with point or exponent comes back as the same number, spelled in another way"),
            Self::Point => Some("`1` as a `number` comes back as `1.0`"),
            Self::Digits => Some("`number` without a format, and free JSON, hold a double"),
            Self::Lost | Self::Changed | Self::Added => None,
        }
    }
}

/// Compares a text with the one that came back; each difference with its place.
pub fn losses(declared: &BTreeSet<String>, sent: &str, back: &str) -> Vec<(Loss, String)> {
    let mut found = Vec::new();
    match (json::parse(sent), json::parse(back)) {
        (Ok(sent), Ok(back)) => {
            compare(declared, &sent.root().to_tree(), &back.root().to_tree(), String::new(), &mut found);
        }
        (_, _) => found.push((Loss::Changed, "no JSON".to_owned())),
    }
    found
}

fn compare(declared: &BTreeSet<String>, sent: &Tree<'_>, back: &Tree<'_>, place: String, found: &mut Vec<(Loss, String)>) {
    match (sent, back) {
        (Tree::Object(sent), Tree::Object(back)) => {
            for (name, value) in sent {
                let place = format!("{place}/{name}");
                match back.iter().find(|(other, _)| other == name) {
                    Some((_, other)) => compare(declared, value, other, place, found),
                    None if name.starts_with(UNDECLARED) => found.push((Loss::Undeclared, place)),
                    None if declared.contains(name.as_ref()) || name.starts_with(KEPT) => found.push((Loss::Lost, place)),
                    None => found.push((Loss::Undeclared, place)),
                }
            }
            let added = back.iter().filter(|(name, _)| !sent.iter().any(|(other, _)| other == name));
            found.extend(added.map(|(name, _)| (Loss::Added, format!("{place}/{name}"))));
        }
        (Tree::Array(sent), Tree::Array(back)) if sent.len() == back.len() => {
            for (index, (sent, back)) in sent.iter().zip(back).enumerate() {
                compare(declared, sent, back, format!("{place}/{index}"), found);
            }
        }
        (Tree::Number(sent), Tree::Number(back)) => found.extend(number(sent, back).map(|loss| (loss, place))),
        (sent, back) if sent == back => {}
        (_, _) => found.push((Loss::Changed, place)),
    }
}

fn number(sent: &Number<'_>, back: &Number<'_>) -> Option<Loss> {
    let (text, other) = (sent.text(), back.text());
    if text == other {
        return None;
    }
    let plain = !text.contains(['.', 'e', 'E']);
    match (sent == back, text.parse::<f64>().ok().and_then(Number::from_f64)) {
        (true, _) if !plain => Some(Loss::Spelling),
        (true, _) if other.contains(['.', 'e']) => Some(Loss::Point),
        (false, Some(double)) if double != *sent => Some(Loss::Digits),
        (_, _) => Some(Loss::Changed),
    }
}
