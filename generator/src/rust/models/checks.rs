//! Checks as plain Rust: one call for each keyword of JSON Schema.

use super::chain::{self, Argument, Call, Chain, Rule};
use crate::ir::{Check, JsonType, Keyword, Pattern, TypeId};
use crate::names;
use crate::rust::print::literal;
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
    let argument = match writer.rule(check) {
        Argument::Rule(rule) => Argument::Rule(Rule { statics: writer.statics(), ..rule }),
        other => other,
    };
    chain::argument(&argument, indent)
}

struct Writer<'s, 'a> {
    scope: &'s mut Scope<'a>,
    /// The patterns of one function, compiled once each: name and expression.
    patterns: Vec<(String, String)>,
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
            [Keyword::Schema(id)] => Argument::Text(self.scope.validator(*id).to_string().replace(' ', "")),
            _ => Argument::Rule(Rule { parameters: "value", statics: Vec::new(), chain: self.chain(check, "value") }),
        }
    }

    fn rules(&mut self, checks: &[Check]) -> Argument {
        Argument::Slice(checks.iter().map(|check| self.rule(check)).collect())
    }

    /// The calls of a keyword, mostly one.
    fn calls(&mut self, keyword: &Keyword) -> Vec<Call> {
        match keyword {
            Keyword::Members { declared, patterns, others } => self.members(declared, patterns, others),
            Keyword::DependentSchemas(schemas) => self.dependent_schemas(schemas),
            Keyword::Type(types) => vec![self.types(types)],
            Keyword::Pattern(_)
            | Keyword::Format(_)
            | Keyword::Items(_)
            | Keyword::PrefixItems(..)
            | Keyword::Contains { .. }
            | Keyword::PropertyNames(_)
            | Keyword::AllOf(_)
            | Keyword::AnyOf(_)
            | Keyword::OneOf(_)
            | Keyword::Not(_)
            | Keyword::IfThenElse(..)
            | Keyword::Nullable(_)
            | Keyword::Discriminator { .. }
            | Keyword::Schema(_) => {
                let (method, arguments) = self.applicator(keyword);
                vec![Call { method, arguments }]
            }
            Keyword::EnumStrings(_)
            | Keyword::Enum(_)
            | Keyword::Const(_)
            | Keyword::MultipleOf(_)
            | Keyword::Minimum(_)
            | Keyword::Maximum(_)
            | Keyword::ExclusiveMinimum(_)
            | Keyword::ExclusiveMaximum(_)
            | Keyword::MinLength(_)
            | Keyword::MaxLength(_)
            | Keyword::MinItems(_)
            | Keyword::MaxItems(_)
            | Keyword::UniqueItems
            | Keyword::Required(_)
            | Keyword::MinProperties(_)
            | Keyword::MaxProperties(_)
            | Keyword::DependentRequired(_)
            | Keyword::Refused => {
                let (method, argument) = assertion(keyword);
                vec![Call { method, arguments: argument.into_iter().collect() }]
            }
        }
    }

    /// A keyword that applies rules to parts of the value or to the value again, or that needs an import.
    fn applicator(&mut self, keyword: &Keyword) -> (&'static str, Vec<Argument>) {
        match keyword {
            Keyword::Items(check) => ("items", vec![self.rule(check)]),
            Keyword::PropertyNames(check) => ("property_names", vec![self.rule(check)]),
            Keyword::Not(check) => ("not", vec![self.rule(check)]),
            Keyword::Nullable(check) => ("nullable", vec![self.rule(check)]),
            Keyword::AllOf(checks) => ("all_of", vec![self.rules(checks)]),
            Keyword::AnyOf(checks) => ("any_of", vec![self.rules(checks)]),
            Keyword::OneOf(checks) => ("one_of", vec![self.rules(checks)]),
            Keyword::PrefixItems(first, others) => ("prefix_items", vec![self.rules(first), self.rule(others)]),
            Keyword::Contains { check, min, max } => {
                let max = max.map_or_else(|| "None".to_owned(), |max| format!("Some({max})"));
                ("contains", vec![self.rule(check), Argument::Text(min.to_string()), Argument::Text(max)])
            }
            Keyword::IfThenElse(condition, then, otherwise) => {
                ("if_then_else", vec![self.rule(condition), self.rule(then), self.rule(otherwise)])
            }
            Keyword::Discriminator { property, mapping } => ("discriminator", self.discriminator(property, mapping)),
            Keyword::Schema(id) => ("schema", vec![Argument::Text(self.scope.validator(*id).to_string().replace(' ', ""))]),
            Keyword::Pattern(pattern) => ("pattern", vec![self.pattern(pattern)]),
            Keyword::Format(format) => {
                let path = self.scope.runtime_path("Format");
                ("format", vec![Argument::Text(format!("{path}::{format:?}"))])
            }
            // The others are assertions and never come here.
            _ => ("all_of", vec![Argument::Slice(Vec::new())]),
        }
    }

    fn types(&mut self, types: &[JsonType]) -> Call {
        if let [only] = types {
            return Call { method: type_method(*only), arguments: Vec::new() };
        }
        let kind = self.scope.runtime_path("Kind");
        let kinds = types.iter().map(|ty| Argument::Text(format!("{kind}::{ty:?}"))).collect();
        Call { method: "types", arguments: vec![Argument::Slice(kinds)] }
    }

    fn dependent_schemas(&mut self, schemas: &[(String, Check)]) -> Vec<Call> {
        let call = |(member, check): &(String, Check)| Call { method: "dependent_schema", arguments: vec![text(member), self.rule(check)] };
        schemas.iter().map(call).collect()
    }

    fn discriminator(&mut self, property: &str, mapping: &[(String, TypeId)]) -> Vec<Argument> {
        let pair = |(tag, id): &(String, TypeId)| {
            let validator = self.scope.validator(*id).to_string().replace(' ', "");
            Argument::Pair(Box::new((text(tag), Argument::Text(validator))))
        };
        vec![text(property), Argument::Slice(mapping.iter().map(pair).collect())]
    }

    fn members(&mut self, declared: &[(String, Check)], patterns: &[(Pattern, Check)], others: &Check) -> Vec<Call> {
        let mut calls = Vec::new();
        if !patterns.is_empty() {
            let pairs = patterns.iter().map(|(pattern, check)| Argument::Pair(Box::new((self.pattern(pattern), self.rule(check))))).collect();
            calls.push(Call { method: "pattern_members", arguments: vec![Argument::Slice(pairs)] });
        }
        let mut arms: Vec<_> = declared.iter().map(|(name, check)| (literal(name), self.member(name, check))).collect();
        if !others.0.is_empty() {
            let guard = |(pattern, _): &(Pattern, Check)| (format!("_ if {}.is_match(name)", self.pattern_name(pattern)), Chain { value: "value", calls: Vec::new() });
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
        let expression = raw(&pattern.regex);
        if let Some((name, _)) = self.patterns.iter().find(|(_, known)| *known == expression) {
            return name.clone();
        }
        let near = self.near.last().map_or("pattern", String::as_str);
        let taken: Vec<_> = self.patterns.iter().map(|(name, _)| name.as_str()).collect();
        let name = names::constant(near, &pattern.regex, &taken);
        self.patterns.push((name.clone(), expression));
        name
    }

    fn statics(&mut self) -> Vec<String> {
        let patterns = std::mem::take(&mut self.patterns);
        patterns.into_iter().map(|(name, text)| {
            let ty = self.scope.runtime_path("Pattern");
            format!("static {name}: {ty} = {ty}::new({text});")
        }).collect()
    }
}

/// A keyword that needs nothing but its own value.
fn assertion(keyword: &Keyword) -> (&'static str, Option<Argument>) {
    match keyword {
        Keyword::EnumStrings(values) => ("one_of_strings", Some(texts(values))),
        Keyword::Enum(values) => ("enumeration", Some(texts(values))),
        Keyword::Const(value) => ("constant", Some(text(value))),
        Keyword::MultipleOf(number) => ("multiple_of", Some(bound(number))),
        Keyword::Minimum(number) => ("minimum", Some(bound(number))),
        Keyword::Maximum(number) => ("maximum", Some(bound(number))),
        Keyword::ExclusiveMinimum(number) => ("exclusive_minimum", Some(bound(number))),
        Keyword::ExclusiveMaximum(number) => ("exclusive_maximum", Some(bound(number))),
        Keyword::MinLength(count) => ("min_length", Some(counted(*count))),
        Keyword::MaxLength(count) => ("max_length", Some(counted(*count))),
        Keyword::MinItems(count) => ("min_items", Some(counted(*count))),
        Keyword::MaxItems(count) => ("max_items", Some(counted(*count))),
        Keyword::MinProperties(count) => ("min_properties", Some(counted(*count))),
        Keyword::MaxProperties(count) => ("max_properties", Some(counted(*count))),
        Keyword::UniqueItems => ("unique_items", None),
        Keyword::Required(names) => ("required", Some(texts(names))),
        Keyword::DependentRequired(names) => {
            let pairs = names.iter().map(|(member, needed)| Argument::Pair(Box::new((text(member), texts(needed)))));
            ("dependent_required", Some(Argument::Slice(pairs.collect())))
        }
        // The others are applicators and never come here.
        _ => ("refused", None),
    }
}

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

/// A raw string literal where the text has signs that a plain one would escape.
fn raw(text: &str) -> String {
    if !text.contains(['\\', '"']) || text.chars().any(char::is_control) {
        return literal(text);
    }
    let mut signs = String::new();
    while text.contains(&format!("\"{signs}")) {
        signs.push('#');
    }
    format!("r{signs}\"{text}\"{signs}")
}
