//! What the standard demands of the JSON, keyword by keyword.

use std::collections::BTreeMap;

/// How JSON stands in a string.
pub use letterpress_runtime::Encoding;
/// A format that is checked: a row of the runtime's table.
pub use letterpress_runtime::Format;
/// A JSON type. `Integer` is a number without a fractional part.
pub use letterpress_runtime::Kind as JsonType;
/// What a type of Rust holds of the numbers.
pub use letterpress_runtime::Limit;

use letterpress_runtime::Engine;

use super::TypeId;

/// What the standard demands of a JSON value: keywords that must all hold, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check(pub Vec<Keyword>);

/// A keyword of JSON Schema with what it demands. Number texts are exact JSON numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Keyword {
    /// `type`; several types or `nullable` make a list.
    Type(Vec<JsonType>),
    /// `enum` of strings only.
    EnumStrings(Vec<String>),
    /// `enum` of anything else, as JSON texts.
    Enum(Vec<String>),
    /// `const`, as JSON text.
    Const(String),
    /// `multipleOf`.
    MultipleOf(String),
    /// `minimum`.
    Minimum(String),
    /// `maximum`.
    Maximum(String),
    /// Numeric `exclusiveMinimum`.
    ExclusiveMinimum(String),
    /// Numeric `exclusiveMaximum`.
    ExclusiveMaximum(String),
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`.
    Pattern(Pattern),
    /// `format`, one that the runtime checks.
    Format(Format),
    /// `contentEncoding: base64`.
    Base64,
    /// Numbers that the type in Rust does not hold are refused, which the description does not ask for.
    Limit(Limit),
    /// `items`.
    Items(Check),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `prefixItems`: the first elements, one check each, and the others (empty allows anything).
    PrefixItems(Vec<Check>, Check),
    /// `contains`, `minContains` (1 when absent) and `maxContains`.
    Contains {
        /// What an element must satisfy to count.
        check: Check,
        /// At least so many.
        min: u64,
        /// At most so many.
        max: Option<u64>,
    },
    /// `required`: without `readOnly` members, which a request need not carry.
    Required(Vec<String>),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `properties`, `patternProperties` and `additionalProperties` (or `unevaluatedProperties`, where no value is needed to know).
    Members {
        /// Declared members. Those that demand nothing (empty check) are there only when `others` or `patterns` is not empty.
        declared: Vec<(String, Check)>,
        /// `patternProperties`: every member whose name matches, declared or not.
        patterns: Vec<(Pattern, Check)>,
        /// What members that are neither declared nor matched by a pattern must satisfy; empty allows anything.
        others: Check,
    },
    /// `additionalProperties: false`, as the check of [`Keyword::Members::others`].
    Undeclared,
    /// `unevaluatedProperties: false`, likewise.
    Unevaluated,
    /// `unevaluatedItems: false`, as the check of [`Keyword::UnevaluatedItems`].
    UnevaluatedItem,
    /// Demands nothing, and notes what is evaluated.
    Notes(Notes),
    /// `unevaluatedProperties`, where what is evaluated depends on the value.
    UnevaluatedMembers(Check),
    /// `unevaluatedItems`, likewise.
    UnevaluatedItems(Check),
    /// `propertyNames`.
    PropertyNames(Check),
    /// `dependentRequired`.
    DependentRequired(BTreeMap<String, Vec<String>>),
    /// `dependentSchemas`: what the whole object must satisfy when the member is there.
    DependentSchemas(Vec<(String, Check)>),
    /// `allOf`.
    AllOf(Vec<Check>),
    /// `anyOf`.
    AnyOf(Vec<Check>),
    /// `oneOf`.
    OneOf(Vec<Check>),
    /// `not`.
    Not(Box<Check>),
    /// `if`, `then`, `else`; an absent branch is empty.
    IfThenElse(Box<Check>, Box<Check>, Box<Check>),
    /// Null, or what is inside.
    Nullable(Check),
    /// `discriminator`: the member's name and what each value means.
    Discriminator {
        /// `propertyName`.
        property: String,
        /// Tag value to type, in order.
        mapping: Vec<(String, TypeId)>,
    },
    /// The check of a definition.
    Schema(TypeId),
    /// The schema `false`: nothing is allowed. The keyword that holds it, or `false` for a whole schema.
    Refused(&'static str),
    /// `contentMediaType` of JSON and `contentSchema`: what a string holds.
    Content {
        /// How it is written.
        encoding: Encoding,
        /// What it must satisfy.
        check: Check,
    },
    /// First in the check of a schema that begins a resource, or is a way into one: its anchors to which dynamic references may lead.
    Scope(Vec<(String, Check)>),
    /// `$dynamicRef` with several answers.
    Dynamic {
        /// The name of the anchor.
        name: String,
        /// What it leads to where no schema around has such an anchor.
        otherwise: Check,
    },
}

impl Keyword {
    /// The checks that stand in it; that of a definition does not.
    pub fn parts(&self) -> Vec<&Check> {
        match self {
            Self::AllOf(checks) | Self::AnyOf(checks) | Self::OneOf(checks) => checks.iter().collect(),
            Self::Not(check) => vec![check],
            Self::Items(check)
            | Self::PropertyNames(check)
            | Self::UnevaluatedMembers(check)
            | Self::UnevaluatedItems(check)
            | Self::Nullable(check)
            | Self::Content { check, .. }
            | Self::Dynamic { otherwise: check, .. }
            | Self::Contains { check, .. } => vec![check],
            Self::PrefixItems(first, others) => first.iter().chain([others]).collect(),
            Self::Members { declared, patterns, others } => {
                let patterns = patterns.iter().map(|(_, check)| check);
                declared.iter().map(|(_, check)| check).chain(patterns).chain([others]).collect()
            }
            Self::DependentSchemas(schemas) | Self::Scope(schemas) => schemas.iter().map(|(_, check)| check).collect(),
            Self::IfThenElse(condition, then, otherwise) => vec![condition, then, otherwise],
            Self::Schema(_)
            | Self::Discriminator { .. }
            | Self::Type(_)
            | Self::EnumStrings(_)
            | Self::Enum(_)
            | Self::Const(_)
            | Self::MultipleOf(_)
            | Self::Minimum(_)
            | Self::Maximum(_)
            | Self::ExclusiveMinimum(_)
            | Self::ExclusiveMaximum(_)
            | Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Pattern(_)
            | Self::Format(_)
            | Self::Base64
            | Self::Limit(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::Required(_)
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::DependentRequired(_)
            | Self::Undeclared
            | Self::Unevaluated
            | Self::UnevaluatedItem
            | Self::Notes(_)
            | Self::Refused(_) => Vec::new(),
        }
    }
}

/// What a check notes as evaluated (JSON Schema 2020-12, core, section 11).
#[derive(Clone, Debug, PartialEq)]
pub enum Notes {
    /// First in a check that ends with [`Keyword::UnevaluatedMembers`] or [`Keyword::UnevaluatedItems`]: what follows notes what it
    /// evaluates.
    Begin,
    /// The members of `properties`.
    Members(Vec<String>),
    /// All members: `additionalProperties` or `unevaluatedProperties` is there.
    AllMembers,
    /// The first elements, as many as `prefixItems` has schemas.
    FirstItems(usize),
    /// All elements: `items` or `unevaluatedItems` is there.
    AllItems,
}

/// A regular expression of the specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As written, ECMA-262.
    pub source: String,
    /// The same in the syntax of the engine.
    pub regex: String,
    /// What matches it.
    pub engine: Engine,
}
