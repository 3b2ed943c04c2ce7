//! One idea of a valid value: what the generator believes of a value, when it decides about a default, is what the validator says
//! that it has generated; word by word, for random values of every type of the kitchen sink.
//!
//! `LETTERPRESS_FULL_PROOF=1` tries a hundred times as many.

use std::borrow::Cow;

use letterpress::evaluate;
use letterpress::ir::{Check as Demands, JsonType, Keyword, Shape, TypeId, Types};
use letterpress::source::{Source, Sources};
use letterpress_runtime::json::{Tape, Tree};
use letterpress_runtime::{Number, Rule, Validate, violations};
use letterpress_tests::kitchen_sink::models::*;
use letterpress_tests::kitchen_sink::operations::*;

macro_rules! rules {
    ($($name:ident)*) => { &[$((stringify!($name), $name::validate),)*] };
}

/// The validators, by the names of their types.
const RULES: &[(&str, Rule)] = rules! {
    OffsetPress NewJob NewJobKind Paper DigitalPress DigitalPressKind Reading BoxModel Address AddressCountry Finish FinishOption2
    NewCustomer OptionModel Priority Customer CustomerContact HandPress HandPressKind Varnish Press JobStatus Colour JobPatch
    Settings PutSettingsNumber ListJobsFilter ListJobsSize ListJobsOrder CancelJobRequest CancelJobRequestReason GetProofType OpenShopXShopTarget
    CloseShopXShopTarget JobDoneRequest Order OrderItems Shortage SendFormRequest SendFormRequestAddress SendFormRequestLines SendFilesRequest SendFilesRequestAddress
    StoreFileRequest ForgetFileRequest ListCopiesWhere KeepPlateArea MixInkLevel MixInkPlace MixInkShades MixInkRequest
};

#[test]
fn the_generator_believes_what_its_validators_say() {
    let mut sources = Sources::default();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/kitchen-sink/openapi.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let main = sources.add(Source { path: "openapi.yaml".to_owned(), text });
    let understood = letterpress::understand(&sources, main).0.unwrap();
    let types = &understood.api.types;
    // A body of several schemas has no JSON form, so there is nothing to put to it.
    let validated = types.iter().filter(|(_, it)| it.facts.validated && !matches!(it.shape, Shape::Contents(_)));
    let tries = if std::env::var_os("LETTERPRESS_FULL_PROOF").is_some() { 50_000 } else { 500 };
    for (id, definition) in validated {
        let name = &understood.names.ty(id).ident.to_string();
        let (_, rule) = RULES.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name} is not in the table"));
        let mut maker = Maker { types, state: 0x9e37_79b9_7f4a_7c15 ^ u64::from(id.0) };
        let (mut accepted, mut refused) = (0, 0);
        for _ in 0..tries {
            let value = maker.value(&definition.check, 6);
            let tape = Tape::from(&value);
            let believed = evaluate::violations(&definition.check, &|id| types.get(id).map(|it| &it.check), tape.root());
            assert_eq!(believed, violations(tape.root(), *rule), "{name}: {value:?}");
            if believed.is_empty() { accepted += 1 } else { refused += 1 }
        }
        assert!(accepted > 0 && refused > 0, "{name}: {accepted} accepted, {refused} refused");
    }
}

/// Texts that some keyword has an opinion about.
const TEXTS: [&str; 29] = [
    "",
    "a",
    "ab",
    "en",
    "de-CH",
    "de-ch",
    "AB-123",
    "AB-123\n",
    "a.b",
    "\u{e9}\u{1f600}",
    "2026-02-28",
    "2026-02-30",
    "2026-01-31T12:00:00Z",
    "12:00:00Z",
    "12:00:60Z",
    "P1D",
    "6f1c1f6e-9c0b-4e6c-8a57-0d3ed5a0f5a1",
    "a@b.example",
    "no mail",
    "https://a.example/",
    "about:blank",
    "Zm9v",
    "127.0.0.1",
    "127.0.0.01",
    "::1",
    "NL",
    "12345678901234567890",
    "more than twenty characters, and more than thirty",
    "print",
];

const NUMBERS: [&str; 20] = [
    "0",
    "-0.0",
    "1",
    "1.0",
    "1e2",
    "0.1",
    "0.07",
    "0.075",
    "1.5",
    "-1",
    "5",
    "20",
    "100",
    "100.4",
    "101",
    "2147483648",
    "9223372036854775808",
    "18446744073709551616",
    "1e400",
    "0.30000000000000000000000000000000000001",
];

/// Makes values that are near to what a check demands.
struct Maker<'t> {
    types: &'t Types,
    state: u64,
}

impl Maker<'_> {
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn one_of<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        let index = self.below(values.len());
        &values[index]
    }

    /// Scalars mostly satisfy the check, since a value of many parts would hardly ever do.
    fn value(&mut self, check: &Demands, depth: usize) -> Tree<'static> {
        if depth == 0 || self.below(64) == 0 {
            return self.anything(depth);
        }
        let mut value = self.draft(check, depth);
        for _ in 0..30 {
            let scalar = !matches!(value, Tree::Object(_) | Tree::Array(_));
            let types = self.types;
            let fits = evaluate::violations(check, &|id| types.get(id).map(|it| &it.check), Tape::from(&value).root()).is_empty();
            if fits || !scalar || self.below(64) == 0 {
                break;
            }
            value = self.draft(check, depth);
        }
        value
    }

    fn draft(&mut self, check: &Demands, depth: usize) -> Tree<'static> {
        let mut made = None;
        for keyword in &check.0 {
            let next = self.demanded(keyword, made.as_ref(), depth);
            made = match (made, next) {
                (Some(made), Some(next)) => Some(merged(made, next)),
                (made, next) => next.or(made),
            };
        }
        made.unwrap_or_else(|| self.anything(depth))
    }

    /// What a keyword asks for, beside what was made for those before it.
    fn demanded(&mut self, keyword: &Keyword, made: Option<&Tree<'static>>, depth: usize) -> Option<Tree<'static>> {
        match keyword {
            Keyword::EnumStrings(values) => Some(Tree::from(self.one_of(values).clone())),
            Keyword::Enum(values) => Some(parse(self.one_of::<String>(values))),
            Keyword::Const(value) => Some(parse(value)),
            Keyword::Nullable(inner) if self.below(4) > 0 => Some(self.value(inner, depth)),
            Keyword::Nullable(_) => Some(Tree::Null),
            Keyword::Schema(id) => Some(self.definition(*id, depth)),
            Keyword::AnyOf(checks) | Keyword::OneOf(checks) => {
                let check = self.one_of(checks).clone();
                Some(self.value(&check, depth))
            }
            Keyword::AllOf(checks) => checks.iter().map(|check| self.value(check, depth)).reduce(merged),
            Keyword::Discriminator { property, mapping } => Some(self.tagged(property, mapping, depth)),
            Keyword::Items(items) => Some(Tree::Array((0..self.below(4)).map(|_| self.value(items, depth - 1)).collect())),
            Keyword::PrefixItems(first, _) => Some(Tree::Array(first.iter().map(|it| self.value(it, depth - 1)).collect())),
            Keyword::Members { declared, others, .. } => Some(self.members(declared, others, depth)),
            Keyword::Minimum(number) | Keyword::Maximum(number) | Keyword::MultipleOf(number) if self.below(4) == 0 => {
                Some(parse(number))
            }
            Keyword::Type(kinds) => {
                let kind = *self.one_of(kinds);
                made.is_none().then(|| self.of(kind))
            }
            // These say what is refused, and random values find them.
            Keyword::Minimum(_)
            | Keyword::Maximum(_)
            | Keyword::MultipleOf(_)
            | Keyword::ExclusiveMinimum(_)
            | Keyword::ExclusiveMaximum(_)
            | Keyword::MinLength(_)
            | Keyword::MaxLength(_)
            | Keyword::Pattern(_)
            | Keyword::Format(_)
            | Keyword::Base64
            | Keyword::Limit(_)
            | Keyword::MinItems(_)
            | Keyword::MaxItems(_)
            | Keyword::UniqueItems
            | Keyword::Contains { .. }
            | Keyword::Required(_)
            | Keyword::MinProperties(_)
            | Keyword::MaxProperties(_)
            | Keyword::PropertyNames(_)
            | Keyword::DependentRequired(_)
            | Keyword::DependentSchemas(_)
            | Keyword::Not(_)
            | Keyword::IfThenElse(..)
            | Keyword::Undeclared
            | Keyword::Unevaluated
            | Keyword::UnevaluatedItem
            | Keyword::Notes(_)
            | Keyword::UnevaluatedMembers(_)
            | Keyword::UnevaluatedItems(_)
            | Keyword::Content { .. }
            | Keyword::Scope(_)
            | Keyword::Dynamic { .. }
            | Keyword::Refused(_) => None,
        }
    }

    /// A value of one of the types that a tag tells apart.
    fn tagged(&mut self, property: &str, mapping: &[(String, TypeId)], depth: usize) -> Tree<'static> {
        let (tag, id) = self.one_of(mapping).clone();
        let value = self.definition(id, depth - 1);
        merged(value, Tree::Object(vec![(property.to_owned().into(), Tree::from(tag))]))
    }

    fn definition(&mut self, id: TypeId, depth: usize) -> Tree<'static> {
        let check = self.types.get(id).unwrap().check.clone();
        self.value(&check, depth - 1)
    }

    fn members(&mut self, declared: &[(String, Demands)], others: &Demands, depth: usize) -> Tree<'static> {
        let mut members = Vec::new();
        let there = 1 + self.below(16);
        for (name, check) in declared {
            if self.below(16) < there {
                members.push((Cow::Owned(name.clone()), self.value(check, depth - 1)));
            }
        }
        if self.below(12) == 0 {
            let name = TEXTS[self.below(TEXTS.len())];
            let value = self.value(others, depth - 1);
            members.push((Cow::Borrowed(name), value));
        }
        Tree::Object(members)
    }

    fn of(&mut self, kind: JsonType) -> Tree<'static> {
        match kind {
            JsonType::Null => Tree::Null,
            JsonType::Boolean => Tree::Bool(self.below(2) == 0),
            JsonType::Object => Tree::Object(Vec::new()),
            JsonType::Array => Tree::Array(Vec::new()),
            JsonType::Number | JsonType::Integer => parse(NUMBERS[self.below(NUMBERS.len())]),
            JsonType::String => Tree::from(TEXTS[self.below(TEXTS.len())]),
        }
    }

    fn anything(&mut self, depth: usize) -> Tree<'static> {
        let kind = *self.one_of(&JsonType::ALL);
        if kind == JsonType::Array && depth > 0 {
            return Tree::Array((0..self.below(3)).map(|_| self.anything(depth - 1)).collect());
        }
        self.of(kind)
    }
}

fn parse(text: &str) -> Tree<'static> {
    match Number::parse(text.to_owned()) {
        Ok(number) => Tree::Number(number),
        Err(_) => letterpress_runtime::json::parse(text).unwrap().root().to_tree().into_owned(),
    }
}

/// The members of both, if both are objects; else the second.
fn merged(first: Tree<'static>, second: Tree<'static>) -> Tree<'static> {
    match (first, second) {
        (Tree::Object(mut members), Tree::Object(others)) => {
            members.retain(|(name, _)| !others.iter().any(|(other, _)| other == name));
            members.extend(others);
            Tree::Object(members)
        }
        (_, second) => second,
    }
}
