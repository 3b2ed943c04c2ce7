//! What a value must satisfy beyond its type, what stands for an absent one, and examples: the words that a comment has about it
//! beside those that people wrote.

use std::collections::{BTreeMap, BTreeSet};

use super::markdown::{Line, Part, joined};
use crate::ir::{Check, Example, Format, Keyword, Pattern, Primitive, TypeId, TypeRef, Types};

/// What is known of a value beside what people wrote about it.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    /// What it must satisfy; all of them hold.
    pub checks: Vec<&'a Check>,
    /// What Rust holds, which says some of it.
    pub ty: Option<&'a TypeRef>,
    /// The default, as JSON text.
    pub default: Option<&'a str>,
    /// Examples.
    pub examples: &'a [Example],
    /// Sentences of the generator.
    pub marks: Vec<&'static str>,
}

/// The longest value that stands within a sentence, in bytes of JSON.
const SHORT: usize = 60;

/// The longest example that is shown, in bytes of JSON. Longer ones are read better where they are written.
const LONG: usize = 2_000;

/// The most values that a sentence lists.
const SEVERAL: usize = 10;

/// All of it: sentences on one line, then the examples that are too long for one.
pub fn parts(known: &Known<'_>) -> Vec<Part> {
    let mut sentences = Said::of(known).sentences();
    sentences.extend(known.marks.iter().map(|mark| Line::own(mark)));
    let default = known.default.filter(|json| json.len() <= SHORT);
    sentences.extend(default.map(|json| joined(&[Line::own("Default "), Line::code(json), Line::own(".")])));
    let (short, long): (Vec<_>, Vec<_>) = distinct(known.examples).into_iter().partition(|example| example.value.len() <= SHORT);
    if !short.is_empty() {
        let values: Vec<_> = short.iter().map(|example| Line::code(&example.value)).collect();
        let word = Line::own(if short.len() == 1 { "Example " } else { "Examples " });
        sentences.push(joined(&[word, listed(values), Line::own(".")]));
    }
    let line = (!sentences.is_empty()).then(|| Part::Line(separated(sentences, " ")));
    line.into_iter().chain(long.into_iter().flat_map(example)).collect()
}

/// Each value once, in the order of the description.
fn distinct(examples: &[Example]) -> Vec<&Example> {
    let mut seen = BTreeSet::new();
    examples.iter().filter(|example| seen.insert(example.value.as_str())).collect()
}

/// An example as a block, or that there is one.
fn example(example: &Example) -> Vec<Part> {
    let is_shown = example.value.len() <= LONG;
    let end = Line::own(if is_shown { ":" } else { " stands in the description; it is too long for here." });
    let what = match &example.name {
        Some(name) => joined(&[Line::own("Example "), Line::code(name), end]),
        None if is_shown => Line::own("Example:"),
        None => joined(&[Line::own("An example"), end]),
    };
    let text = is_shown.then(|| Part::Code(indented(&example.value)));
    [Part::Line(what)].into_iter().chain(text).collect()
}

/// Compact JSON text with a line for each member and each element.
fn indented(json: &str) -> String {
    let (mut text, mut depth, mut in_string, mut escaped) = (String::new(), 0_usize, false, false);
    let mut signs = json.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_empty = matches!((sign, signs.peek()), ('{', Some('}')) | ('[', Some(']')));
        match sign {
            _ if in_string => {
                in_string = escaped || sign != '"';
                escaped = !escaped && sign == '\\';
                text.push(sign);
            }
            '{' | '[' if is_empty => text.extend([sign].into_iter().chain(signs.next())),
            '{' | '[' | ',' => {
                depth += usize::from(sign != ',');
                text.push(sign);
                text.push_str(&line_break(depth));
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                text.push_str(&line_break(depth));
                text.push(sign);
            }
            ':' => text.push_str(": "),
            _ => {
                in_string = sign == '"';
                text.push(sign);
            }
        }
    }
    text
}

fn line_break(depth: usize) -> String {
    format!("\n{}", "  ".repeat(depth))
}

/// What checks say, in words.
#[derive(Default)]
struct Said {
    /// Of the value itself: "at most 50 characters".
    own: Vec<Line>,
    /// Of what is in it, by what that is.
    inner: Vec<(&'static str, Self)>,
}

impl Said {
    fn of(known: &Known<'_>) -> Self {
        let mut said = Self::default();
        for check in &known.checks {
            said.check(check, known.ty);
        }
        said
    }

    /// A sentence about the value, and one about each kind of thing in it.
    fn sentences(self) -> Vec<Line> {
        let own = (!self.own.is_empty()).then(|| joined(&[separated(self.own, ", ").capitalised(), Line::own(".")]));
        let inner = self.inner.into_iter().filter(|(_, said)| !said.own.is_empty());
        let inner =
            inner.map(|(what, said)| joined(&[Line::own(what), Line::own(": "), separated(said.own, ", "), Line::own(".")]));
        own.into_iter().chain(inner).collect()
    }

    fn say(&mut self, words: &[Line]) {
        let words = joined(words);
        if !self.own.contains(&words) {
            self.own.push(words);
        }
    }

    fn check(&mut self, check: &Check, ty: Option<&TypeRef>) {
        let ty = ty.map(without_null);
        self.ranges(check);
        for keyword in &check.0 {
            self.keyword(keyword, ty);
        }
    }

    /// Bounds, the least and the greatest together.
    fn ranges(&mut self, check: &Check) {
        let find = |read: fn(&Keyword) -> Option<u64>| check.0.iter().find_map(read);
        let length = (find(min_length), find(max_length));
        let items = (find(min_items), find(max_items));
        let members = (find(min_properties), find(max_properties));
        for ((least, most), unit) in
            [(length, ["character", "characters"]), (items, ["item", "items"]), (members, ["member", "members"])]
        {
            self.count(least, most, unit);
        }
        let text = |read: fn(&Keyword) -> Option<&str>| check.0.iter().find_map(read).map(Line::of);
        match (text(minimum), text(maximum)) {
            (Some(least), Some(most)) if least == most => self.say(&[Line::own("exactly "), least]),
            (Some(least), Some(most)) => self.say(&[Line::own("from "), least, Line::own(" to "), most]),
            (Some(least), None) => self.say(&[Line::own("at least "), least]),
            (None, Some(most)) => self.say(&[Line::own("at most "), most]),
            (None, None) => {}
        }
    }

    fn count(&mut self, least: Option<u64>, most: Option<u64>, [one, several]: [&'static str; 2]) {
        let unit = |count| Line::own(if count == 1 { one } else { several });
        let number = |count: u64| Line::of(&count.to_string());
        match (least.filter(|least| *least > 0), most) {
            (Some(least), Some(most)) if least == most => {
                self.say(&[Line::own("exactly "), number(least), Line::own(" "), unit(most)])
            }
            (Some(least), Some(most)) => self.say(&[number(least), Line::own(" to "), number(most), Line::own(" "), unit(most)]),
            (Some(least), None) => self.say(&[Line::own("at least "), number(least), Line::own(" "), unit(least)]),
            (None, Some(most)) => self.say(&[Line::own("at most "), number(most), Line::own(" "), unit(most)]),
            (None, None) => {}
        }
    }

    fn keyword(&mut self, keyword: &Keyword, ty: Option<&TypeRef>) {
        match keyword {
            Keyword::ExclusiveMinimum(least) => self.say(&[Line::own("more than "), Line::of(least)]),
            Keyword::ExclusiveMaximum(most) => self.say(&[Line::own("less than "), Line::of(most)]),
            Keyword::MultipleOf(number) => self.say(&[Line::own("a multiple of "), Line::of(number)]),
            Keyword::Pattern(pattern) => self.pattern(pattern),
            Keyword::Format(format) => self.format(*format, ty),
            Keyword::Base64 => self.format(Format::Byte, ty),
            Keyword::UniqueItems => self.say(&[Line::own("no two items equal")]),
            Keyword::Const(value) => self.values(std::slice::from_ref(value)),
            Keyword::Enum(values) => self.values(values),
            Keyword::EnumStrings(values) => {
                self.values(&values.iter().map(|value| serde_json::Value::from(value.as_str()).to_string()).collect::<Vec<_>>());
            }
            Keyword::Items(check) => self.inner("Each item", check, ty.and_then(element)),
            Keyword::PropertyNames(check) => self.inner("Each name", check, None),
            Keyword::Members { declared, patterns, others } if declared.is_empty() && patterns.is_empty() => {
                self.inner("Each value", others, ty.and_then(element));
            }
            Keyword::DependentRequired(needed) => self.needed(needed),
            Keyword::Nullable(check) => self.check(check, ty),
            Keyword::AllOf(checks) => checks.iter().for_each(|check| self.check(check, ty)),
            // Said together, or by the type, or not in a few words: then the check beside the type is read.
            Keyword::Minimum(_)
            | Keyword::Maximum(_)
            | Keyword::MinLength(_)
            | Keyword::MaxLength(_)
            | Keyword::MinItems(_)
            | Keyword::MaxItems(_)
            | Keyword::MinProperties(_)
            | Keyword::MaxProperties(_)
            | Keyword::Type(_)
            | Keyword::Members { .. }
            | Keyword::Required(_)
            | Keyword::Schema(_)
            | Keyword::Discriminator { .. }
            | Keyword::PrefixItems(..)
            | Keyword::Contains { .. }
            | Keyword::Undeclared
            | Keyword::Unevaluated
            | Keyword::UnevaluatedItem
            | Keyword::Notes(_)
            | Keyword::UnevaluatedMembers(_)
            | Keyword::UnevaluatedItems(_)
            | Keyword::DependentSchemas(_)
            | Keyword::AnyOf(_)
            | Keyword::OneOf(_)
            | Keyword::Not(_)
            | Keyword::IfThenElse(..)
            | Keyword::Limit(_)
            | Keyword::Content { .. }
            | Keyword::Scope(_)
            | Keyword::Dynamic { .. }
            | Keyword::Refused(_) => {}
        }
    }

    fn needed(&mut self, needed: &BTreeMap<String, Vec<String>>) {
        for (member, needed) in needed.iter().filter(|(_, needed)| !needed.is_empty()) {
            let names: Vec<_> = needed.iter().map(|name| Line::code(name)).collect();
            self.say(&[Line::own("with "), Line::code(member), Line::own(" also "), listed(names)]);
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match pattern.source.len() <= 2 * SHORT {
            true => self.say(&[Line::own("matching "), Line::code(&pattern.source)]),
            false => {
                self.say(&[Line::own("matching a pattern of "), Line::of(&pattern.source.len().to_string()), Line::own(" signs")])
            }
        }
    }

    /// What a type of its own says is not said again.
    fn format(&mut self, format: Format, ty: Option<&TypeRef>) {
        if let Some(TypeRef::Primitive(Primitive::String)) = ty {
            self.say(&[Line::own("format "), Line::code(format.name())]);
        }
    }

    fn values(&mut self, values: &[String]) {
        let shown = || values.iter().map(|value| Line::code(value)).collect();
        match values {
            [only] if only.len() <= SHORT => self.say(&[Line::own("always "), Line::code(only)]),
            _ if values.len() <= SEVERAL && values.iter().all(|value| value.len() <= SHORT) => {
                self.say(&[Line::own("one of "), listed(shown())]);
            }
            _ => self.say(&[Line::own("one of "), Line::of(&values.len().to_string()), Line::own(" values")]),
        }
    }

    fn inner(&mut self, what: &'static str, check: &Check, ty: Option<&TypeRef>) {
        match self.inner.iter_mut().find(|(known, _)| *known == what) {
            Some((_, said)) => said.check(check, ty),
            None => {
                let mut said = Self::default();
                said.check(check, ty);
                self.inner.push((what, said));
            }
        }
    }
}

/// What each member of an object must satisfy, also where the object takes it from another one that it must satisfy as well.
pub fn of_members<'a>(types: &'a Types, check: &'a Check) -> BTreeMap<&'a str, Vec<&'a Check>> {
    let mut found = BTreeMap::new();
    collect(types, check, &mut BTreeSet::new(), &mut found);
    found
}

/// What the first elements of a list must satisfy, that at an index.
pub fn of_element(check: &Check, index: usize) -> Vec<&Check> {
    let mut found = Vec::new();
    for keyword in &check.0 {
        if let Keyword::PrefixItems(first, _) = keyword {
            found.extend(first.get(index));
        } else if let Keyword::AllOf(checks) = keyword {
            found.extend(checks.iter().flat_map(|check| of_element(check, index)));
        }
    }
    found
}

fn collect<'a>(types: &'a Types, check: &'a Check, seen: &mut BTreeSet<TypeId>, found: &mut BTreeMap<&'a str, Vec<&'a Check>>) {
    for keyword in &check.0 {
        if let Keyword::Members { declared, .. } = keyword {
            declared.iter().for_each(|(name, check)| found.entry(name.as_str()).or_default().push(check));
        } else if let Keyword::AllOf(checks) = keyword {
            checks.iter().for_each(|check| collect(types, check, seen, found));
        } else if let Keyword::Schema(id) = keyword
            && seen.insert(*id)
            && let Some(definition) = types.get(*id)
        {
            collect(types, &definition.check, seen, found);
        }
    }
}

/// The sentence parts one behind the other.
fn separated(lines: Vec<Line>, separator: &'static str) -> Line {
    let mut all = Vec::with_capacity(2 * lines.len());
    for line in lines {
        if !all.is_empty() {
            all.push(Line::own(separator));
        }
        all.push(line);
    }
    joined(&all)
}

/// "a, b and c".
fn listed(mut lines: Vec<Line>) -> Line {
    match lines.pop() {
        Some(last) if !lines.is_empty() => joined(&[separated(lines, ", "), Line::own(" and "), last]),
        Some(only) => only,
        None => Line::default(),
    }
}

fn without_null(ty: &TypeRef) -> &TypeRef {
    if let TypeRef::Nullable(inner) = ty { without_null(inner) } else { ty }
}

/// What a list or a map holds.
fn element(ty: &TypeRef) -> Option<&TypeRef> {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => Some(inner),
        TypeRef::Nullable(inner) => element(inner),
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::Any | TypeRef::AnyObject => None,
    }
}

macro_rules! readers {
    ($($name:ident $keyword:ident),* => counts; $($text:ident $bound:ident),* => texts) => {
        $(fn $name(keyword: &Keyword) -> Option<u64> {
            if let Keyword::$keyword(count) = keyword { Some(*count) } else { None }
        })*
        $(fn $text(keyword: &Keyword) -> Option<&str> {
            if let Keyword::$bound(number) = keyword { Some(number) } else { None }
        })*
    };
}

readers! {
    min_length MinLength, max_length MaxLength, min_items MinItems, max_items MaxItems, min_properties MinProperties,
    max_properties MaxProperties => counts;
    minimum Minimum, maximum Maximum => texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(known: &Known<'_>) -> Vec<String> {
        let text = |part: &Part| match part {
            Part::Line(line) => line.as_str().to_owned(),
            Part::Code(text) => text.clone(),
            Part::List(_) | Part::Block(_) => String::new(),
        };
        parts(known).iter().map(text).collect()
    }

    #[test]
    fn constraints_are_one_sentence() {
        let check = Check(vec![
            Keyword::Type(vec![crate::ir::JsonType::String]),
            Keyword::MinLength(1),
            Keyword::MaxLength(50),
            Keyword::Format(Format::Email),
        ]);
        let ty = TypeRef::Nullable(Box::new(TypeRef::Primitive(Primitive::String)));
        let known = Known { checks: vec![&check], ty: Some(&ty), default: Some("\"a@b.c\""), ..Known::default() };
        assert_eq!(text(&known), ["1 to 50 characters, format `email`. Default `\"a@b.c\"`."]);
    }

    #[test]
    fn items_have_a_sentence_of_their_own() {
        let each = Check(vec![Keyword::Minimum("-1".into()), Keyword::Maximum("1.5".into())]);
        let check = Check(vec![Keyword::Items(each), Keyword::MinItems(1), Keyword::UniqueItems]);
        let known = Known { checks: vec![&check, &check], ..Known::default() };
        assert_eq!(text(&known), ["At least 1 item, no two items equal. Each item: from -1 to 1.5."]);
    }

    #[test]
    fn examples_that_are_long_are_blocks() {
        let example = |name: Option<&str>, value: &str| Example { name: name.map(str::to_owned), value: value.to_owned() };
        let long = format!(r#"{{"a":{{}},"b":["x,\"{{",1.0],"c":"{}"}}"#, "y".repeat(60));
        let examples = [example(None, "1"), example(None, "2"), example(None, "1"), example(Some("whole"), &long)];
        let known = Known { examples: &examples, ..Known::default() };
        let shown =
            format!("{{\n  \"a\": {{}},\n  \"b\": [\n    \"x,\\\"{{\",\n    1.0\n  ],\n  \"c\": \"{}\"\n}}", "y".repeat(60));
        assert_eq!(text(&known), ["Examples `1` and `2`.", "Example `whole`:", shown.as_str()]);
    }
}
