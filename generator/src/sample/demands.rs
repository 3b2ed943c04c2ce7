//! What a check demands of one value, all in one place: references followed, alternatives chosen.

use std::collections::{BTreeMap, BTreeSet};

use letterpress_runtime::json::Tree;

use super::choice::Choice;
use crate::ir::{Api, Check, JsonType, Keyword, Pattern, Shape, TypeId, TypeRef};

/// How many checks lead into one another at most.
const DEPTH: usize = 60;

/// The members that a check declares.
pub struct Members<'c> {
    pub declared: &'c [(String, Check)],
    pub patterns: &'c [(Pattern, Check)],
    pub others: &'c Check,
}

/// What one value must be.
#[derive(Default)]
pub struct Demands<'c> {
    /// Its JSON types, if any are named.
    pub kinds: Option<Vec<JsonType>>,
    /// Lists of values, as JSON text; it is in each.
    pub listed: Vec<Vec<String>>,
    /// What is demanded of a number or a string by itself.
    pub scalar: Vec<&'c Keyword>,
    /// What its elements satisfy, first those at positions.
    pub first: Option<&'c [Check]>,
    pub items: Vec<&'c Check>,
    /// What some of its elements satisfy, and how many.
    pub contains: Vec<(&'c Check, u64)>,
    /// The fewest and the most elements.
    pub lengths: (u64, Option<u64>),
    pub members: Vec<Members<'c>>,
    pub required: BTreeSet<&'c str>,
    /// Members that it has if it has another one.
    pub needed: BTreeMap<&'c str, &'c [String]>,
    /// Members that change what is demanded of the others.
    pub changing: BTreeSet<&'c str>,
    /// The fewest and the most members.
    pub counts: (u64, Option<u64>),
    /// What the names of members satisfy.
    pub names: Vec<&'c Check>,
    /// The members that have the values of tags.
    pub fixed: BTreeMap<&'c str, &'c str>,
    /// Members of which only one direction knows: `readOnly`, `writeOnly`.
    pub read_only: BTreeSet<&'c str>,
    pub write_only: BTreeSet<&'c str>,
    /// The types of members that one direction requires.
    pub one_way: Vec<(&'c str, &'c TypeRef)>,
    /// What the string holds as JSON.
    pub content: Option<(letterpress_runtime::Encoding, &'c Check)>,
    /// Whether null is what is inside of something, too.
    pub nullable: bool,
    /// Whether nothing satisfies it.
    pub refused: bool,
}

impl<'c> Demands<'c> {
    /// Those of a check.
    pub fn of(api: &'c Api, check: &'c Check, choice: &mut Choice) -> Self {
        let mut demands = Self::default();
        demands.gather(api, check, choice, 0);
        demands
    }

    fn gather(&mut self, api: &'c Api, check: &'c Check, choice: &mut Choice, depth: usize) {
        if depth > DEPTH {
            self.refused = true;
            return;
        }
        // A tag chooses the branch.
        let tag = check.0.iter().find_map(|keyword| {
            let Keyword::Discriminator { property, mapping } = keyword else { return None };
            Some((property.as_str(), choice.one_of(mapping)?))
        });
        if let Some((property, (tag, id))) = tag {
            self.fixed.insert(property, tag);
            self.required.insert(property);
            self.definition(api, *id, choice, depth);
        }
        let tagged = tag.map(|(_, (_, id))| *id);
        check.0.iter().for_each(|keyword| self.keyword(api, keyword, (choice, tagged), depth));
    }

    /// The demands of a definition.
    fn definition(&mut self, api: &'c Api, id: TypeId, choice: &mut Choice, depth: usize) {
        let Some(definition) = api.types.get(id) else { return };
        if let Shape::Struct(object) = &definition.shape {
            for field in &object.fields {
                self.read_only.extend(field.read_only.then_some(field.name.as_str()));
                self.write_only.extend(field.write_only.then_some(field.name.as_str()));
                self.one_way.extend((field.required || field.required_one_way).then_some((field.name.as_str(), &field.ty)));
            }
        }
        self.gather(api, &definition.check, choice, depth + 1);
    }

    fn keyword(&mut self, api: &'c Api, keyword: &'c Keyword, (choice, tagged): (&mut Choice, Option<TypeId>), depth: usize) {
        match keyword {
            Keyword::Type(kinds) => self.narrow(kinds),
            Keyword::EnumStrings(values) => {
                self.listed.push(values.iter().filter_map(|it| Tree::from(it.as_str()).to_text().ok()).collect())
            }
            Keyword::Enum(values) => self.listed.push(values.clone()),
            Keyword::Const(value) => self.listed.push(vec![value.clone()]),
            Keyword::Items(check) | Keyword::UnevaluatedItems(check) => self.items.push(check),
            Keyword::PrefixItems(first, others) => self.elements(first, others),
            Keyword::Contains { check, min, .. } => self.contains.push((check, *min)),
            Keyword::MinItems(least) => self.lengths.0 = self.lengths.0.max(*least),
            Keyword::MaxItems(most) => self.lengths.1 = Some(self.lengths.1.map_or(*most, |known| known.min(*most))),
            Keyword::MinProperties(least) => self.counts.0 = self.counts.0.max(*least),
            Keyword::MaxProperties(most) => self.counts.1 = Some(self.counts.1.map_or(*most, |known| known.min(*most))),
            Keyword::Required(names) => self.required.extend(names.iter().map(String::as_str)),
            Keyword::Members { declared, patterns, others } => self.members.push(Members { declared, patterns, others }),
            Keyword::UnevaluatedMembers(others) => self.members.push(Members { declared: &[], patterns: &[], others }),
            Keyword::PropertyNames(check) => self.names.push(check),
            Keyword::DependentRequired(needed) => {
                self.needed.extend(needed.iter().map(|(name, others)| (name.as_str(), others.as_slice())));
            }
            Keyword::DependentSchemas(schemas) => self.changing.extend(schemas.iter().map(|(name, _)| name.as_str())),
            Keyword::AllOf(checks) => checks.iter().for_each(|check| self.gather(api, check, choice, depth + 1)),
            Keyword::AnyOf(checks) | Keyword::OneOf(checks) => self.one_of(api, checks, (choice, tagged), depth),
            Keyword::IfThenElse(condition, then, otherwise) => {
                let chosen = if choice.is_first() { vec![condition, then] } else { vec![otherwise] };
                chosen.into_iter().for_each(|check| self.gather(api, check, choice, depth + 1));
            }
            Keyword::Nullable(check) => {
                self.nullable = true;
                self.gather(api, check, choice, depth + 1);
            }
            Keyword::Schema(id) => self.definition(api, *id, choice, depth),
            Keyword::Dynamic { otherwise, .. } => self.gather(api, otherwise, choice, depth + 1),
            Keyword::Content { encoding, check } => self.content = Some((*encoding, check)),
            Keyword::Refused(_) => self.refused = true,
            Keyword::MultipleOf(_)
            | Keyword::Minimum(_)
            | Keyword::Maximum(_)
            | Keyword::ExclusiveMinimum(_)
            | Keyword::ExclusiveMaximum(_)
            | Keyword::MinLength(_)
            | Keyword::MaxLength(_)
            | Keyword::Pattern(_)
            | Keyword::Format(_)
            | Keyword::Base64
            | Keyword::Limit(_) => self.scalar.push(keyword),
            // These refuse what others have not named, or say nothing of a single value; whether it is one, the check says.
            Keyword::UniqueItems
            | Keyword::Undeclared
            | Keyword::Unevaluated
            | Keyword::UnevaluatedItem
            | Keyword::Notes(_)
            | Keyword::Not(_)
            | Keyword::Discriminator { .. }
            | Keyword::Scope(_) => {}
        }
    }

    /// One of several branches, unless a tag has chosen it.
    fn one_of(&mut self, api: &'c Api, checks: &'c [Check], (choice, tagged): (&mut Choice, Option<TypeId>), depth: usize) {
        let is_tagged = |check: &Check| tagged.is_some_and(|id| check.0 == [Keyword::Schema(id)]);
        let chosen = if checks.iter().any(is_tagged) { None } else { choice.one_of(checks) };
        chosen.into_iter().for_each(|check| self.gather(api, check, choice, depth + 1));
    }

    /// The elements at positions, and those behind them.
    fn elements(&mut self, first: &'c [Check], others: &'c Check) {
        self.first = Some(first).filter(|first| !first.is_empty()).or(self.first);
        self.items.push(others);
    }

    /// The types that all name; an integer is a number.
    fn narrow(&mut self, kinds: &[JsonType]) {
        let narrowed = |known: &Vec<JsonType>| {
            let both = known.iter().filter_map(|kind| match kind {
                JsonType::Number if !kinds.contains(&JsonType::Number) => {
                    Some(JsonType::Integer).filter(|kind| kinds.contains(kind))
                }
                JsonType::Integer if kinds.contains(&JsonType::Number) => Some(JsonType::Integer),
                JsonType::Number
                | JsonType::Integer
                | JsonType::Null
                | JsonType::Boolean
                | JsonType::String
                | JsonType::Array
                | JsonType::Object => Some(*kind).filter(|kind| kinds.contains(kind)),
            });
            both.collect()
        };
        self.kinds = Some(self.kinds.as_ref().map_or_else(|| kinds.to_vec(), narrowed));
    }

    /// The JSON types that the value may have, those first that something is demanded of; null comes last.
    pub fn kinds(&self) -> Vec<JsonType> {
        let kinds = self.kinds.clone().unwrap_or_else(|| {
            let is_object = !self.members.is_empty() || !self.required.is_empty() || self.counts.0 > 0;
            let is_array = self.first.is_some() || !self.items.is_empty() || !self.contains.is_empty() || self.lengths.0 > 0;
            let is_text = |keyword: &&Keyword| {
                matches!(keyword, Keyword::Pattern(_) | Keyword::MinLength(_) | Keyword::MaxLength(_) | Keyword::Base64)
            };
            let is_number = self.scalar.iter().any(|keyword| !is_text(keyword) && !matches!(keyword, Keyword::Format(_)));
            match (is_object, is_array, is_number) {
                (true, _, _) => vec![JsonType::Object],
                (_, true, _) => vec![JsonType::Array],
                (_, _, true) => vec![JsonType::Number, JsonType::String],
                (_, _, _) => vec![JsonType::String, JsonType::Integer],
            }
        });
        let (null, mut others): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|kind| *kind == JsonType::Null);
        others.extend(null);
        if self.nullable && !others.contains(&JsonType::Null) {
            others.push(JsonType::Null);
        }
        others
    }
}
