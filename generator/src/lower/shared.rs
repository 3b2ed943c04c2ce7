//! What a use of something shared is written with: its check and its texts stand once in the description and as often in the code as it is
//! used. Here they count against the allowance of what is shared ([`Context::admits_values`]).

use std::collections::BTreeMap;

use super::check;
use super::context::Context;
use super::view::Schema;
use crate::ir::{Check, Keyword, Notes, Pattern};
use crate::pointer::Pointer;

/// So much text counts as one value.
const TEXT: usize = 16;

/// Takes the texts of one use; `false` when it is too much, and nothing more need be made.
pub(super) fn admits_texts(cx: &mut Context<'_>, texts: &[Option<&str>], at: &Pointer) -> bool {
    let count = texts.iter().flatten().map(|written| text(written)).sum();
    cx.admits_values(count, |cx| cx.span(at))
}

/// The check of a schema for one use. None is made any more when it is too much.
pub(super) fn check<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Check {
    if !cx.admits_values(0, |_| schema.span()) {
        return Check::default();
    }
    let check = check::check(cx, schema);
    if copies(cx, &check, schema) { check } else { Check::default() }
}

/// Takes a check once more; `false` when it is too much.
pub(super) fn copies(cx: &mut Context<'_>, check: &Check, schema: &Schema<'_>) -> bool {
    cx.admits_values(size(check), |_| schema.span())
}

/// As how many values a text counts.
pub(super) fn text(text: &str) -> usize {
    text.len() / TEXT
}

/// As how many values a check counts: its keywords, and long text as several. A definition that it calls is written elsewhere, once.
fn size(check: &Check) -> usize {
    check.0.iter().map(keyword).sum()
}

fn keyword(keyword: &Keyword) -> usize {
    let inside = match keyword {
        Keyword::Type(types) => types.len(),
        Keyword::EnumStrings(values) | Keyword::Enum(values) | Keyword::Required(values) => texts(values),
        Keyword::Const(value)
        | Keyword::MultipleOf(value)
        | Keyword::Minimum(value)
        | Keyword::Maximum(value)
        | Keyword::ExclusiveMinimum(value)
        | Keyword::ExclusiveMaximum(value) => text(value),
        Keyword::Pattern(source) => pattern(source),
        Keyword::Items(check)
        | Keyword::Contains { check, .. }
        | Keyword::UnevaluatedMembers(check)
        | Keyword::UnevaluatedItems(check)
        | Keyword::PropertyNames(check)
        | Keyword::Content { check, .. }
        | Keyword::Nullable(check) => size(check),
        Keyword::Not(check) => size(check),
        Keyword::PrefixItems(first, others) => sizes(first) + size(others),
        Keyword::Members { declared, patterns, others } => {
            let patterns = patterns.iter().map(|(name, check)| 1 + pattern(name) + size(check)).sum::<usize>();
            members(declared) + patterns + size(others)
        }
        Keyword::Notes(Notes::Members(names)) => texts(names),
        Keyword::DependentRequired(names) => dependent(names),
        Keyword::DependentSchemas(checks) | Keyword::Scope(checks) => members(checks),
        Keyword::Dynamic { name, otherwise } => text(name) + size(otherwise),
        Keyword::AllOf(checks) | Keyword::AnyOf(checks) | Keyword::OneOf(checks) => sizes(checks),
        Keyword::IfThenElse(condition, then, otherwise) => size(condition) + size(then) + size(otherwise),
        Keyword::Discriminator { property, mapping } => {
            text(property) + mapping.iter().map(|(tag, _)| 1 + text(tag)).sum::<usize>()
        }
        Keyword::Notes(Notes::Begin | Notes::AllMembers | Notes::FirstItems(_) | Notes::AllItems)
        | Keyword::MinLength(_)
        | Keyword::MaxLength(_)
        | Keyword::Format(_)
        | Keyword::Base64
        | Keyword::Limit(_)
        | Keyword::MinItems(_)
        | Keyword::MaxItems(_)
        | Keyword::UniqueItems
        | Keyword::MinProperties(_)
        | Keyword::MaxProperties(_)
        | Keyword::Undeclared
        | Keyword::Unevaluated
        | Keyword::UnevaluatedItem
        | Keyword::Schema(_)
        | Keyword::Refused(_) => 0,
    };
    1 + inside
}

fn sizes(checks: &[Check]) -> usize {
    checks.iter().map(|check| 1 + size(check)).sum()
}

fn members(members: &[(String, Check)]) -> usize {
    members.iter().map(|(name, check)| 1 + text(name) + size(check)).sum()
}

fn texts(values: &[String]) -> usize {
    values.iter().map(|value| 1 + text(value)).sum()
}

fn dependent(names: &BTreeMap<String, Vec<String>>) -> usize {
    names.iter().map(|(name, others)| 1 + text(name) + texts(others)).sum()
}

fn pattern(pattern: &Pattern) -> usize {
    text(&pattern.source) + text(&pattern.regex)
}
