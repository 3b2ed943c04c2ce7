//! What a branch says, as one text: that of the description, without the Rust names of the types in it, and without the order of what has
//! none (`enum`, `required`, `anyOf`). Its hash stands in `names.lock`, so a word that changes here is a line that changes there.

use std::collections::BTreeMap;

use super::lock::Place;
use crate::ir::{Check, Element, Format, Keyword, Limit, Pattern, TypeId, TypeRef, Variant};

/// A text, and the places of the types in it, in the order of their [`MARK`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The text. Wherever the types move, it stays.
    pub text: String,
    /// The places.
    pub places: Vec<String>,
}

/// What stands for a type; no description holds it.
const MARK: char = '\0';

type Places = BTreeMap<TypeId, Place>;

/// What a branch says beyond its kind.
pub fn variant(places: &Places, variant: &Variant) -> Said {
    let tags = unordered(variant.tags.iter().map(|tag| Said::text(tag)));
    Said::of("branch", [tags, ty(places, &variant.ty), check(places, &variant.check)])
}

/// What an element of a tuple says, with what people wrote of it.
pub fn element(places: &Places, element: &Element, check: Option<&Check>) -> Said {
    let docs = [&element.docs.summary, &element.docs.description].into_iter().flatten().map(|text| Said::text(text));
    let check = check.map(|it| self::check(places, it));
    Said::of("element", docs.chain([ty(places, &element.ty)]).chain(check))
}

impl Said {
    /// A text of the description. Its length stands before it, so that nothing in it can be taken for the end.
    fn text(text: &str) -> Self {
        Self { text: format!("{}:{text}", text.len()), places: Vec::new() }
    }

    /// A word with what belongs to it.
    fn of(word: &str, parts: impl IntoIterator<Item = Self>) -> Self {
        let mut said = Self { text: format!("({word}"), places: Vec::new() };
        for part in parts {
            said.text.push(' ');
            said.text.push_str(&part.text);
            said.places.extend(part.places);
        }
        said.text.push(')');
        said
    }

    fn number(word: &str, number: impl ToString) -> Self {
        Self::of(word, [Self::text(&number.to_string())])
    }

    fn place(places: &Places, id: TypeId) -> Self {
        Self { text: MARK.to_string(), places: vec![places.get(&id).map_or_else(String::new, |place| place.as_str().to_owned())] }
    }

    /// Each place once behind `first`, and the text with the number that each has there.
    pub fn numbered(self, first: Option<&str>) -> (String, Vec<String>) {
        let mut known: Vec<String> = first.into_iter().map(str::to_owned).collect();
        let mut places = self.places.into_iter();
        let mut text = String::new();
        for part in self.text.split_inclusive(MARK) {
            text.push_str(part);
            if let (true, Some(place)) = (part.ends_with(MARK), places.next()) {
                let at = known.iter().position(|other| *other == place);
                text.push_str(&at.unwrap_or(known.len()).to_string());
                known.extend(at.is_none().then_some(place));
            }
        }
        (text, known.split_off(usize::from(first.is_some())))
    }
}

/// Parts whose order says nothing.
fn unordered(parts: impl IntoIterator<Item = Said>) -> Said {
    let mut parts: Vec<Said> = parts.into_iter().collect();
    parts.sort();
    Said::of("set", parts)
}

fn texts<'a>(texts: impl IntoIterator<Item = &'a String>) -> Said {
    unordered(texts.into_iter().map(|text| Said::text(text)))
}

fn ty(places: &Places, it: &TypeRef) -> Said {
    match it {
        TypeRef::Primitive(primitive) => Said::of(primitive.word(), []),
        TypeRef::Named(id) => Said::place(places, *id),
        TypeRef::List(inner) => Said::of("list", [ty(places, inner)]),
        TypeRef::Map(inner) => Said::of("map", [ty(places, inner)]),
        TypeRef::Nullable(inner) => Said::of("nullable", [ty(places, inner)]),
        TypeRef::Any => Said::of("any", []),
        TypeRef::AnyObject => Said::of("object", []),
    }
}

fn check(places: &Places, check: &Check) -> Said {
    // Notes are made because of another schema, so they say nothing of this one. Limits of floats are none of its words.
    let says =
        |it: &&Keyword| !matches!(it, Keyword::Notes(_) | Keyword::Scope(_) | Keyword::Limit(Limit::Float | Limit::Double));
    unordered(check.0.iter().filter(says).map(|it| keyword(places, it)))
}

fn checks(places: &Places, word: &str, checks: &[Check]) -> Said {
    Said::of(word, [unordered(checks.iter().map(|it| check(places, it)))])
}

fn named<'a>(places: &Places, checks: impl IntoIterator<Item = (&'a String, &'a Check)>) -> Said {
    unordered(checks.into_iter().map(|(name, it)| Said::of("member", [Said::text(name), check(places, it)])))
}

fn dependent((name, others): (&String, &Vec<String>)) -> Said {
    Said::of("member", [Said::text(name), texts(others)])
}

/// Lines from before limits were told apart from formats call them by these names.
fn limit_name(limit: Limit) -> &'static str {
    match limit {
        Limit::Int64 => "int64",
        Limit::Uint64 => "uint64",
        Limit::Int128 => "int128",
        Limit::Float => "float",
        Limit::Double => "double",
    }
}

fn keyword(places: &Places, keyword: &Keyword) -> Said {
    let all = |it: &Check| check(places, it);
    let one = |word: &str, it: &Check| Said::of(word, [all(it)]);
    match keyword {
        Keyword::Type(kinds) => Said::of("type", [unordered(kinds.iter().map(|kind| Said::text(kind.name())))]),
        Keyword::EnumStrings(values) => Said::of("strings", [texts(values)]),
        Keyword::Enum(values) => Said::of("enum", [texts(values)]),
        Keyword::Const(value) => Said::number("const", value),
        Keyword::MultipleOf(number) => Said::number("multipleOf", number),
        Keyword::Minimum(number) => Said::number("minimum", number),
        Keyword::Maximum(number) => Said::number("maximum", number),
        Keyword::ExclusiveMinimum(number) => Said::number("exclusiveMinimum", number),
        Keyword::ExclusiveMaximum(number) => Said::number("exclusiveMaximum", number),
        Keyword::MinLength(count) => Said::number("minLength", count),
        Keyword::MaxLength(count) => Said::number("maxLength", count),
        Keyword::Pattern(Pattern { source, .. }) => Said::number("pattern", source),
        Keyword::Format(format) => Said::number("format", format.name()),
        Keyword::Base64 => Said::number("format", Format::Byte.name()),
        Keyword::Limit(limit) => Said::number("format", limit_name(*limit)),
        Keyword::Items(it) => one("items", it),
        Keyword::MinItems(count) => Said::number("minItems", count),
        Keyword::MaxItems(count) => Said::number("maxItems", count),
        Keyword::UniqueItems => Said::of("uniqueItems", []),
        Keyword::PrefixItems(first, others) => Said::of("prefixItems", first.iter().chain([others]).map(all)),
        Keyword::Contains { check, min, max } => Said::of(
            "contains",
            [all(check), Said::number("min", min), Said::number("max", max.map_or(String::new(), |max| max.to_string()))],
        ),
        Keyword::Required(names) => Said::of("required", [texts(names)]),
        Keyword::MinProperties(count) => Said::number("minProperties", count),
        Keyword::MaxProperties(count) => Said::number("maxProperties", count),
        Keyword::Members { declared, patterns, others } => {
            let patterns = patterns.iter().map(|(pattern, check)| (&pattern.source, check));
            let declared = declared.iter().map(|(name, check)| (name, check));
            Said::of("members", [named(places, declared), named(places, patterns), all(others)])
        }
        Keyword::Undeclared => Said::of("undeclared", []),
        Keyword::Unevaluated | Keyword::UnevaluatedItem => Said::of("unevaluated", []),
        Keyword::UnevaluatedMembers(it) => one("unevaluatedProperties", it),
        Keyword::UnevaluatedItems(it) => one("unevaluatedItems", it),
        Keyword::Notes(_) | Keyword::Scope(_) => Said::of("notes", []),
        Keyword::PropertyNames(it) => one("propertyNames", it),
        Keyword::DependentRequired(names) => Said::of("dependentRequired", names.iter().map(dependent)),
        Keyword::DependentSchemas(of) => Said::of("dependentSchemas", [named(places, of.iter().map(|(name, it)| (name, it)))]),
        Keyword::AllOf(of) => checks(places, "allOf", of),
        Keyword::AnyOf(of) => checks(places, "anyOf", of),
        Keyword::OneOf(of) => checks(places, "oneOf", of),
        Keyword::Not(it) => one("not", it),
        Keyword::IfThenElse(condition, then, other) => Said::of("if", [condition, then, other].map(|it| all(it))),
        Keyword::Nullable(it) => one("nullable", it),
        Keyword::Discriminator { property, mapping } => {
            let mapping = mapping.iter().map(|(tag, id)| Said::of("tag", [Said::text(tag), Said::place(places, *id)]));
            Said::of("discriminator", [Said::text(property), unordered(mapping)])
        }
        Keyword::Schema(id) => Said::place(places, *id),
        Keyword::Refused(_) => Said::of("refused", []),
        Keyword::Content { encoding, check } => Said::of("content", [Said::text(&format!("{encoding:?}")), all(check)]),
        Keyword::Dynamic { name, .. } => Said::of("dynamic", [Said::text(name)]),
    }
}
