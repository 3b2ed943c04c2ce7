//! Checks as plain Rust: one call for each keyword of JSON Schema.

use std::collections::BTreeMap;

use letterpress_runtime::Engine;

use super::chain::{self, Argument, Call, Chain, Rule};
use crate::ir::{Check, JsonType, Keyword, Notes, Pattern, TypeId};
use crate::names;
use crate::rust::print::{self, literal, raw};
use crate::rust::scope::Scope;

/// The check as the body of a function of `check`, four columns deep.
pub fn body(scope: &mut Scope<'_>, check: &Check, indent: usize) -> String {
    let mut writer = Writer { scope, patterns: Vec::new(), near: Vec::new() };
    let chain = writer.chain(check, "check");
    let pad = " ".repeat(indent);
    let statics: String = writer.statics().iter().map(|line| format!("{pad}{line}\n")).collect();
    format!("{statics}{pad}{}\n", chain::chain(&chain, indent))
}

/// The check as a `Rule`: a path where one function says it all, otherwise a closure without captures. The text begins at
/// the column `indent`.
pub fn rule(scope: &mut Scope<'_>, check: &Check, indent: usize) -> String {
    let mut writer = Writer { scope, patterns: Vec::new(), near: Vec::new() };
    let mut argument = writer.rule(check);
    if let Argument::Rule(rule) = &mut argument {
        rule.statics = writer.statics();
    }
    chain::argument(&argument, indent)
}

struct Writer<'s, 'a> {
    scope: &'s mut Scope<'a>,
    /// The patterns of one function, compiled once each, with their names.
    patterns: Vec<(String, Pattern)>,
    /// The properties on the way to here.
    near: Vec<String>,
}

impl Writer<'_, '_> {
    /// One call after the other on `value`.
    fn chain(&mut self, check: &Check, value: &'static str) -> Chain {
        Chain { value, calls: check.0.iter().flat_map(|keyword| self.calls(keyword)).collect() }
    }

    /// The rule of an inner check: a path, or a closure.
    fn rule(&mut self, check: &Check) -> Argument {
        match check.0.as_slice() {
            [Keyword::Schema(id)] => self.validator(*id),
            _ => Argument::Rule(Rule { parameters: "value", statics: Vec::new(), chain: self.chain(check, "value") }),
        }
    }

    fn rules(&mut self, checks: &[Check]) -> Argument {
        Argument::Slice(checks.iter().map(|check| self.rule(check)).collect())
    }

    /// The calls of a keyword, mostly one.
    fn calls(&mut self, keyword: &Keyword) -> Vec<Call> {
        let (method, arguments) = match keyword {
            Keyword::Members { declared, patterns, others } => return self.members(declared, patterns, others),
            Keyword::DependentSchemas(schemas) => return self.dependent_schemas(schemas),
            Keyword::Type(types) => return vec![self.types(types)],
            Keyword::EnumStrings(values) => ("one_of_strings", vec![texts(values)]),
            Keyword::Enum(values) => ("enumeration", vec![texts(values)]),
            Keyword::Const(value) => ("constant", vec![text(value)]),
            Keyword::MultipleOf(number) => ("multiple_of", vec![bound(number)]),
            Keyword::Minimum(number) => ("minimum", vec![bound(number)]),
            Keyword::Maximum(number) => ("maximum", vec![bound(number)]),
            Keyword::ExclusiveMinimum(number) => ("exclusive_minimum", vec![bound(number)]),
            Keyword::ExclusiveMaximum(number) => ("exclusive_maximum", vec![bound(number)]),
            Keyword::MinLength(count) => ("min_length", vec![counted(*count)]),
            Keyword::MaxLength(count) => ("max_length", vec![counted(*count)]),
            Keyword::MinItems(count) => ("min_items", vec![counted(*count)]),
            Keyword::MaxItems(count) => ("max_items", vec![counted(*count)]),
            Keyword::MinProperties(count) => ("min_properties", vec![counted(*count)]),
            Keyword::MaxProperties(count) => ("max_properties", vec![counted(*count)]),
            Keyword::UniqueItems => ("unique_items", Vec::new()),
            Keyword::Refused("false") => ("never", Vec::new()),
            Keyword::Refused(keyword) => ("refused", vec![text(keyword)]),
            Keyword::Content { encoding, check } => {
                ("content", vec![self.variant("Encoding", &format!("{encoding:?}")), self.rule(check)])
            }
            Keyword::Scope(anchors) => ("scope", vec![self.anchors(anchors)]),
            Keyword::Dynamic { name, otherwise } => ("dynamic", vec![text(name), self.rule(otherwise)]),
            Keyword::Undeclared => ("undeclared", Vec::new()),
            Keyword::Unevaluated => ("unevaluated", Vec::new()),
            Keyword::UnevaluatedItem => ("unevaluated_item", Vec::new()),
            Keyword::Notes(Notes::Begin) => ("evaluating", Vec::new()),
            Keyword::Notes(Notes::Members(names)) => ("evaluated", vec![texts(names)]),
            Keyword::Notes(Notes::AllMembers) => ("evaluated_members", Vec::new()),
            Keyword::Notes(Notes::FirstItems(count)) => ("evaluated_first", vec![Argument::Text(count.to_string())]),
            Keyword::Notes(Notes::AllItems) => ("evaluated_items", Vec::new()),
            Keyword::UnevaluatedMembers(check) => ("unevaluated_members", vec![self.rule(check)]),
            Keyword::UnevaluatedItems(check) => ("unevaluated_items", vec![self.rule(check)]),
            Keyword::Required(names) => ("required", vec![texts(names)]),
            Keyword::DependentRequired(names) => ("dependent_required", vec![dependencies(names)]),
            Keyword::Pattern(pattern) => ("pattern", vec![self.pattern(pattern)]),
            Keyword::Base64 => ("base64", Vec::new()),
            Keyword::Format(format) => ("format", vec![self.variant("Format", &format!("{format:?}"))]),
            Keyword::Limit(limit) => ("limit", vec![self.variant("Limit", &format!("{limit:?}"))]),
            Keyword::Schema(id) => ("schema", vec![self.validator(*id)]),
            Keyword::Items(check) => ("items", vec![self.rule(check)]),
            Keyword::PropertyNames(check) => ("property_names", vec![self.rule(check)]),
            Keyword::Not(check) => ("not", vec![self.rule(check)]),
            Keyword::Nullable(check) => ("nullable", vec![self.rule(check)]),
            Keyword::AllOf(checks) => ("all_of", vec![self.rules(checks)]),
            Keyword::AnyOf(checks) => ("any_of", vec![self.rules(checks)]),
            Keyword::OneOf(checks) => ("one_of", vec![self.rules(checks)]),
            Keyword::PrefixItems(first, others) => ("prefix_items", vec![self.rules(first), self.rule(others)]),
            Keyword::Contains { check, min, max } => ("contains", vec![self.rule(check), counted(*min), at_most(*max)]),
            Keyword::IfThenElse(condition, then, otherwise) => {
                ("if_then_else", vec![self.rule(condition), self.rule(then), self.rule(otherwise)])
            }
            Keyword::Discriminator { property, mapping } => ("discriminator", vec![text(property), self.mapping(mapping)]),
        };
        vec![Call { method, arguments }]
    }

    fn validator(&mut self, id: TypeId) -> Argument {
        Argument::Text(print::path_text(&self.scope.validator(id)))
    }

    /// A variant of an enum of the runtime.
    fn variant(&mut self, ty: &str, variant: &str) -> Argument {
        Argument::Text(format!("{}::{variant}", self.scope.runtime_path(ty)))
    }

    fn types(&mut self, types: &[JsonType]) -> Call {
        if let [only] = types {
            return Call { method: type_method(*only), arguments: Vec::new() };
        }
        let kinds = types.iter().map(|ty| self.variant("Kind", &format!("{ty:?}"))).collect();
        Call { method: "types", arguments: vec![Argument::Slice(kinds)] }
    }

    fn dependent_schemas(&mut self, schemas: &[(String, Check)]) -> Vec<Call> {
        let call = |(member, check): &(String, Check)| Call {
            method: "dependent_schema",
            arguments: vec![text(member), self.rule(check)],
        };
        schemas.iter().map(call).collect()
    }

    fn mapping(&mut self, mapping: &[(String, TypeId)]) -> Argument {
        let pairs = mapping.iter().map(|(tag, id)| pair(text(tag), self.validator(*id)));
        Argument::Slice(pairs.collect())
    }

    fn anchors(&mut self, anchors: &[(String, Check)]) -> Argument {
        Argument::Slice(anchors.iter().map(|(name, check)| pair(text(name), self.rule(check))).collect())
    }

    fn members(&mut self, declared: &[(String, Check)], patterns: &[(Pattern, Check)], others: &Check) -> Vec<Call> {
        let mut calls = Vec::new();
        if !patterns.is_empty() {
            let pairs = patterns.iter().map(|(pattern, check)| pair(self.pattern(pattern), self.rule(check))).collect();
            calls.push(Call { method: "pattern_members", arguments: vec![Argument::Slice(pairs)] });
        }
        let mut arms: Vec<_> = declared.iter().map(|(name, check)| (literal(name), self.member(name, check))).collect();
        if !others.0.is_empty() {
            let guard = |(pattern, _): &(Pattern, Check)| {
                (format!("_ if {}.is_match(name)", self.pattern_name(pattern)), Chain { value: "value", calls: Vec::new() })
            };
            arms.extend(patterns.iter().map(guard));
        }
        let others = self.chain(others, "value");
        let argument = match (arms.is_empty(), others.calls.is_empty()) {
            (true, true) => return calls,
            (true, false) => Argument::Rule(Rule { parameters: "_, value", statics: Vec::new(), chain: others }),
            (false, _) => Argument::Members(arms.into_iter().chain([("_".to_owned(), others)]).collect()),
        };
        calls.push(Call { method: "members", arguments: vec![argument] });
        calls
    }

    fn member(&mut self, name: &str, check: &Check) -> Chain {
        self.near.push(name.to_owned());
        let chain = self.chain(check, "value");
        self.near.pop();
        chain
    }

    fn pattern(&mut self, pattern: &Pattern) -> Argument {
        Argument::Text(format!("&{}", self.pattern_name(pattern)))
    }

    /// The static of a pattern, named after the nearest property.
    fn pattern_name(&mut self, pattern: &Pattern) -> String {
        if let Some((name, _)) = self.patterns.iter().find(|(_, known)| known == pattern) {
            return name.clone();
        }
        let near = self.near.last().map_or("pattern", String::as_str);
        let taken: Vec<_> = self.patterns.iter().map(|(name, _)| name.as_str()).collect();
        let name = names::constant(near, &pattern.regex, &taken);
        self.patterns.push((name.clone(), pattern.clone()));
        name
    }

    /// A line for each pattern, or two if it is long: for its engine, and how the description writes it if that differs.
    fn statics(&mut self) -> Vec<String> {
        let patterns = std::mem::take(&mut self.patterns);
        let lines = |(name, pattern): (String, Pattern)| {
            let made = format!("static {name}: {} = {}", self.scope.runtime_path("Pattern"), made(self.scope, &pattern));
            let written = format!(".written({});", raw(&pattern.source));
            match made.len() + written.len() <= WIDTH {
                _ if pattern.source == pattern.regex => vec![format!("{made};")],
                true => vec![made + &written],
                false => vec![made, format!("    {written}")],
            }
        };
        patterns.into_iter().flat_map(lines).collect()
    }
}

/// A pattern as an expression, without how the description writes it.
pub fn made(scope: &mut Scope<'_>, pattern: &Pattern) -> String {
    let constructor = match pattern.engine {
        Engine::Linear => "new",
        Engine::Backtracking => "backtracking",
    };
    format!("{}::{constructor}({})", scope.runtime_path("Pattern"), raw(&pattern.regex))
}

/// Columns of a pattern with how the description writes it.
const WIDTH: usize = 120;

fn type_method(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Object => "object",
        JsonType::Array => "array",
        JsonType::Number => "number",
        JsonType::Integer => "integer",
        JsonType::String => "string",
    }
}

fn text(text: &str) -> Argument {
    Argument::Text(literal(text))
}

fn texts(values: &[String]) -> Argument {
    Argument::Slice(values.iter().map(|value| text(value)).collect())
}

fn pair(first: Argument, second: Argument) -> Argument {
    Argument::Pair(Box::new((first, second)))
}

fn dependencies(names: &BTreeMap<String, Vec<String>>) -> Argument {
    Argument::Slice(names.iter().map(|(member, needed)| pair(text(member), texts(needed))).collect())
}

fn at_most(count: Option<u64>) -> Argument {
    Argument::Text(count.map_or_else(|| "None".to_owned(), |count| format!("Some({count})")))
}

fn counted(count: u64) -> Argument {
    Argument::Text(count.to_string())
}

/// A bound as a number of Rust where it is one exactly, otherwise as its text.
fn bound(number: &str) -> Argument {
    match number.parse::<i64>() {
        Ok(integer) => Argument::Text(integer.to_string()),
        Err(_) => text(number),
    }
}
