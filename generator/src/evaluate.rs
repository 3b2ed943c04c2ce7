//! Whether a value of the description (a default, an example) satisfies a check.
//!
//! No second program decides this: the check is the one that validators are printed from, and each keyword calls the method of the
//! runtime that the printed validator calls (compare `rust/models/checks.rs`). So what is said here is what a server will say.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use letterpress_runtime as runtime;
use letterpress_runtime::json::{Json, Tape, Tree};
use letterpress_runtime::{Engine, Number, Violation};

use crate::diagnostic::Diagnostic;
use crate::ir::{Check, Keyword, Notes, Pattern, TypeId};
use crate::node::{Node, Value};
use crate::pointer::Pointer;
use crate::source::Span;

/// Where a value fails, and how.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mismatch {
    /// The part of the value that fails; the key of a member that may not be there.
    pub(crate) span: Span,
    /// The keyword that it does not satisfy.
    pub(crate) keyword: &'static str,
    /// What was expected and what was found, a clause.
    pub(crate) message: String,
}

/// Everything that is wrong with a value, as the validator says that is printed from the check. `definition` gives the checks of
/// definitions, as [`crate::ir::Types`] has them. More than 400 checks within checks are not looked into.
pub fn violations<'c>(
    check: &'c Check,
    definition: &dyn Fn(TypeId) -> Option<&'c Check>,
    value: Json<'_>,
) -> runtime::Violations {
    Reading::of(definition).violations(check, value)
}

/// How much may still be compared for one description. The runtime limits what one value may cost, and a description may hold
/// any number of them, each as costly as that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Effort(usize);

impl Default for Effort {
    /// Far more than the largest public descriptions take.
    fn default() -> Self {
        Self(20_000_000)
    }
}

/// The same for a value of the description, with the places; `None` if too much has been compared already, or the checks of this
/// value nest too deeply.
pub(crate) fn mismatches<'c>(
    check: &'c Check,
    definition: &dyn Fn(TypeId) -> Option<&'c Check>,
    value: &Node,
    effort: &mut Effort,
) -> Option<Vec<Mismatch>> {
    if effort.0 == 0 {
        return None;
    }
    let reading = Reading::of(definition);
    let violations = reading.violations(check, tape(value).root());
    effort.0 = effort.0.saturating_sub(reading.steps.get());
    (!reading.too_deep.get()).then(|| violations.iter().map(|violation| located(value, violation)).collect())
}

/// Whether a value satisfies a check. What costs too much to tell does not.
pub(crate) fn accepts<'c>(
    check: &'c Check,
    definition: &dyn Fn(TypeId) -> Option<&'c Check>,
    value: Json<'_>,
    effort: &mut Effort,
) -> bool {
    if effort.0 == 0 {
        return false;
    }
    let reading = Reading::of(definition);
    let accepted = reading.violations(check, value).iter().next().is_none();
    effort.0 = effort.0.saturating_sub(reading.steps.get());
    accepted && !reading.too_deep.get()
}

/// How many places are shown beside the first.
const SHOWN: usize = 3;

/// A finding about a value that does not fit: told at the first place where it fails, with the next ones beside it.
/// `diagnostic` makes it of a place and a reason.
pub(crate) fn told(mismatches: &[Mismatch], diagnostic: impl FnOnce(Span, &str) -> Diagnostic) -> Option<Diagnostic> {
    let (first, others) = mismatches.split_first()?;
    let shown = others.get(..SHOWN).unwrap_or(others);
    let more = others.len() - shown.len();
    let tail = if more > 0 { format!(", and {more} more") } else { String::new() };
    let found = diagnostic(first.span, &format!("{}{tail}", words(first)));
    Some(shown.iter().fold(found, |found, mismatch| found.related(mismatch.span, words(mismatch))))
}

/// What was expected, and by which keyword.
fn words(Mismatch { keyword, message, .. }: &Mismatch) -> String {
    let subject = if message.starts_with("is ") || message.starts_with("fits ") { "it " } else { "" };
    format!("{subject}{message} (`{keyword}`)")
}

fn located(value: &Node, violation: &Violation) -> Mismatch {
    let Violation { pointer, keyword, message } = violation;
    let at = Pointer::from_text(pointer.as_str());
    let refused = matches!(*keyword, "additionalProperties" | "unevaluatedProperties");
    let key = pointer.rsplit_once('/').filter(|_| refused).and_then(|(owner, _)| {
        let name = at.tokens().last()?;
        value.at(&Pointer::from_text(owner))?.entry(&name).map(|entry| entry.key_span)
    });
    let span = key.or_else(|| value.at(&at).map(|node| node.span)).unwrap_or(value.span);
    Mismatch { span, keyword, message: message.clone() }
}

/// The value as the runtime has it. A number that the runtime cannot read is no value of any schema.
pub(crate) fn tape(node: &Node) -> Tape<'static> {
    Tape::from(&tree(node))
}

fn tree(node: &Node) -> Tree<'_> {
    match &node.value {
        Value::Null => Tree::Null,
        Value::Bool(value) => Tree::Bool(*value),
        Value::Number(text) => {
            Number::parse(text.as_str()).map_or_else(|error| Tree::Invalid(error.to_string().into()), Tree::Number)
        }
        Value::String(text) => Tree::String(Cow::Borrowed(text)),
        Value::Sequence(elements) => Tree::Array(elements.iter().map(tree).collect()),
        Value::Mapping(entries) => {
            Tree::Object(entries.iter().map(|entry| (Cow::Borrowed(entry.key.as_str()), tree(&entry.value))).collect())
        }
    }
}

/// One run: what checks lead to.
struct Reading<'r, 'c> {
    definition: &'r dyn Fn(TypeId) -> Option<&'c Check>,
    /// Compiled once each, by their engine and translated text.
    patterns: RefCell<HashMap<(Engine, &'c str), Rc<runtime::Pattern<'c>>>>,
    /// What has a dynamic anchor, by the numbers under which the runtime knows it.
    anchored: RefCell<Vec<&'c Check>>,
    /// How many checks have been applied to values.
    steps: Cell<usize>,
    /// How many checks are being applied, one within the other.
    depth: Cell<usize>,
    too_deep: Cell<bool>,
}

/// How many checks may be applied one within the other: what fits on the small stack of a thread. Servers go on for longer.
const DEPTH: usize = 400;

impl<'r, 'c> Reading<'r, 'c> {
    fn of(definition: &'r dyn Fn(TypeId) -> Option<&'c Check>) -> Self {
        Self {
            definition,
            patterns: RefCell::default(),
            anchored: RefCell::default(),
            steps: Cell::new(0),
            depth: Cell::new(0),
            too_deep: Cell::new(false),
        }
    }

    fn violations(&self, check: &'c Check, value: Json<'_>) -> runtime::Violations {
        runtime::violations(value, self.rule(check))
    }

    /// A check as a rule: of a definition, the definition's own, as validators pass each other's names.
    fn rule(&self, check: &'c Check) -> impl Fn(runtime::Check<'_>) -> runtime::Check<'_> {
        let check = match check.0.as_slice() {
            [Keyword::Schema(id)] => (self.definition)(*id).unwrap_or(check),
            _ => check,
        };
        move |value| self.chain(check, value)
    }

    fn rules(&self, checks: &'c [Check]) -> Vec<impl Fn(runtime::Check<'_>) -> runtime::Check<'_>> {
        checks.iter().map(|check| self.rule(check)).collect()
    }

    /// The rule of a definition. Every definition has a check; without one nothing would be demanded.
    fn definition(&self, id: TypeId) -> impl Fn(runtime::Check<'_>) -> runtime::Check<'_> {
        let check = (self.definition)(id);
        move |value| match check {
            Some(check) => self.chain(check, value),
            None => value,
        }
    }

    /// One keyword after the other.
    fn chain<'v>(&self, check: &'c Check, value: runtime::Check<'v>) -> runtime::Check<'v> {
        self.steps.set(self.steps.get().saturating_add(1));
        let depth = self.depth.get();
        if depth >= DEPTH {
            self.too_deep.set(true);
            return value;
        }
        self.depth.set(depth + 1);
        let mut value = value;
        for keyword in &check.0 {
            value = self.keyword(keyword, value);
        }
        self.depth.set(depth);
        value
    }

    /// One call for each keyword.
    fn keyword<'v>(&self, keyword: &'c Keyword, value: runtime::Check<'v>) -> runtime::Check<'v> {
        match keyword {
            Keyword::Type(types) => value.types(types),
            Keyword::EnumStrings(values) => value.one_of_strings(&texts(values)),
            Keyword::Enum(values) => value.enumeration(&texts(values)),
            Keyword::Const(text) => value.constant(text),
            Keyword::MultipleOf(number) => value.multiple_of(number.as_str()),
            Keyword::Minimum(number) => value.minimum(number.as_str()),
            Keyword::Maximum(number) => value.maximum(number.as_str()),
            Keyword::ExclusiveMinimum(number) => value.exclusive_minimum(number.as_str()),
            Keyword::ExclusiveMaximum(number) => value.exclusive_maximum(number.as_str()),
            Keyword::MinLength(count) => value.min_length(*count),
            Keyword::MaxLength(count) => value.max_length(*count),
            Keyword::Pattern(pattern) => value.pattern(&self.pattern(pattern)),
            Keyword::Format(format) => value.format(*format),
            Keyword::Base64 => value.base64(),
            Keyword::Limit(limit) => value.limit(*limit),
            Keyword::MinItems(count) => value.min_items(*count),
            Keyword::MaxItems(count) => value.max_items(*count),
            Keyword::UniqueItems => value.unique_items(),
            Keyword::Required(names) => value.required(&texts(names)),
            Keyword::MinProperties(count) => value.min_properties(*count),
            Keyword::MaxProperties(count) => value.max_properties(*count),
            Keyword::Refused(keyword) => value.refused(keyword),
            Keyword::Content { encoding, check } => value.content_by(*encoding, self.rule(check)),
            Keyword::Scope(anchors) => self.scope(anchors, value),
            Keyword::Dynamic { name, otherwise } => self.dynamic(name, otherwise, value),
            Keyword::Undeclared => value.undeclared(),
            Keyword::Unevaluated => value.unevaluated(),
            Keyword::UnevaluatedItem => value.unevaluated_item(),
            Keyword::Notes(Notes::Begin) => value.evaluating(),
            Keyword::Notes(Notes::Members(names)) => value.evaluated(&texts(names)),
            Keyword::Notes(Notes::AllMembers) => value.evaluated_members(),
            Keyword::Notes(Notes::FirstItems(count)) => value.evaluated_first(*count),
            Keyword::Notes(Notes::AllItems) => value.evaluated_items(),
            Keyword::UnevaluatedMembers(check) => value.unevaluated_members_by(self.rule(check)),
            Keyword::UnevaluatedItems(check) => value.unevaluated_items_by(self.rule(check)),
            Keyword::Items(check) => value.prefix_items_by(&[], self.rule(check)),
            Keyword::PrefixItems(first, others) => self.prefix_items(first, others, value),
            Keyword::Contains { check, min, max } => value.contains_by(self.rule(check), *min, *max),
            Keyword::Members { declared, patterns, others } => self.members(declared, patterns, others, value),
            Keyword::PropertyNames(check) => value.property_names_by(self.rule(check)),
            Keyword::DependentRequired(names) => dependent_required(names, value),
            Keyword::DependentSchemas(schemas) => {
                schemas.iter().fold(value, |value, (name, check)| value.dependent_schema_by(name, self.rule(check)))
            }
            Keyword::AllOf(checks) => value.all_of_by(&self.rules(checks)),
            Keyword::AnyOf(checks) => value.any_of_by(&self.rules(checks)),
            Keyword::OneOf(checks) => value.one_of_by(&self.rules(checks)),
            Keyword::Not(check) => value.not_by(self.rule(check)),
            Keyword::IfThenElse(condition, then, otherwise) => {
                value.if_then_else_by([condition, then, otherwise].map(|check| self.rule(check)))
            }
            Keyword::Nullable(check) => value.nullable_by(self.rule(check)),
            Keyword::Discriminator { property, mapping } => self.discriminator(property, mapping, value),
            Keyword::Schema(id) => value.all_of_by(&[self.definition(*id)]),
        }
    }

    fn scope<'v>(&self, anchors: &'c [(String, Check)], value: runtime::Check<'v>) -> runtime::Check<'v> {
        let mut known = self.anchored.borrow_mut();
        let mut number = |check: &'c Check| {
            known.iter().position(|known| std::ptr::eq(*known, check)).unwrap_or_else(|| {
                known.push(check);
                known.len() - 1
            })
        };
        let anchors: Vec<_> = anchors.iter().map(|(name, check)| (name.as_str(), number(check))).collect();
        value.scope_by(&anchors)
    }

    fn dynamic<'v>(&self, name: &str, otherwise: &'c Check, value: runtime::Check<'v>) -> runtime::Check<'v> {
        let known = |number: usize| self.anchored.borrow().get(number).copied();
        value.dynamic_by(name, |number| self.rule(number.and_then(known).unwrap_or(otherwise)))
    }

    fn prefix_items<'v>(&self, first: &'c [Check], others: &'c Check, value: runtime::Check<'v>) -> runtime::Check<'v> {
        let rules: Vec<_> = first.iter().map(|check| self.rule(check)).collect();
        value.prefix_items_by(&rules, self.rule(others))
    }

    fn discriminator<'v>(&self, name: &str, mapping: &[(String, TypeId)], value: runtime::Check<'v>) -> runtime::Check<'v> {
        let rules: Vec<_> = mapping.iter().map(|(tag, id)| (tag.as_str(), self.definition(*id))).collect();
        value.discriminator_by(name, &rules)
    }

    fn members<'v>(
        &self,
        declared: &'c [(String, Check)],
        patterns: &'c [(Pattern, Check)],
        others: &'c Check,
        value: runtime::Check<'v>,
    ) -> runtime::Check<'v> {
        let compiled: Vec<_> = patterns.iter().map(|(pattern, check)| (self.pattern(pattern), check)).collect();
        let rules: Vec<_> = compiled.iter().map(|(pattern, check)| (pattern.as_ref(), self.rule(check))).collect();
        value.pattern_members_by(&rules).members_by(|name, value| match declared.iter().find(|(known, _)| known == name) {
            Some((_, check)) => self.chain(check, value),
            None if compiled.iter().any(|(pattern, _)| pattern.is_match(name)) => value,
            None => self.chain(others, value),
        })
    }

    fn pattern(&self, pattern: &'c Pattern) -> Rc<runtime::Pattern<'c>> {
        let compiled = || Rc::new(runtime::Pattern::on(pattern.engine, &pattern.regex).written(&pattern.source));
        Rc::clone(self.patterns.borrow_mut().entry((pattern.engine, pattern.regex.as_str())).or_insert_with(compiled))
    }
}

fn dependent_required<'v>(names: &BTreeMap<String, Vec<String>>, value: runtime::Check<'v>) -> runtime::Check<'v> {
    let names: Vec<_> = names.iter().map(|(name, needed)| (name.as_str(), texts(needed))).collect();
    let pairs: Vec<_> = names.iter().map(|(name, needed)| (*name, needed.as_slice())).collect();
    value.dependent_required(&pairs)
}

fn texts(values: &[String]) -> Vec<&str> {
    values.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::JsonType;
    use crate::source::{SourceId, Span};

    #[test]
    fn nothing_is_said_when_the_effort_is_spent() {
        let value = Node::made(Span::of(SourceId(0), 0, 0), Value::Sequence(Vec::new()));
        let check = Check(vec![Keyword::Type(vec![JsonType::String])]);
        let mut effort = Effort(1);
        let first = mismatches(&check, &|_| None, &value, &mut effort);
        assert_eq!(first.map(|found| found.len()), Some(1));
        assert_eq!(mismatches(&check, &|_| None, &value, &mut effort), None);
    }
}
