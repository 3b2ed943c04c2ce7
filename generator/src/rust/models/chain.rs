//! Chains of calls and their layout: prettyplease would spread one rule over a dozen lines.

use std::fmt::Write as _;

/// The longest line, where breaking can help.
const WIDTH: usize = 110;

/// Calls on a value: `value.string().max_length(50)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The name of the value.
    pub value: &'static str,
    /// The calls.
    pub calls: Vec<Call>,
}

/// A call of a method.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The method.
    pub method: &'static str,
    /// Its arguments.
    pub arguments: Vec<Argument>,
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument {
    /// Anything short.
    Text(String),
    /// A slice: `&[...]`.
    Slice(Vec<Argument>),
    /// A pair: `(...)`.
    Pair(Box<(Argument, Argument)>),
    /// A rule: `|value| ...`.
    Rule(Rule),
    /// What each member must satisfy: `|name, value| match name { ... }`.
    Members(Vec<(String, Chain)>),
}

/// A closure without captures.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// `value`, or `_, value`.
    pub parameters: &'static str,
    /// Statics in front of the chain.
    pub statics: Vec<String>,
    /// The chain.
    pub chain: Chain,
}

/// The chain as text. Its first line begins at the column `indent`, further lines carry their indentation.
pub fn chain(chain: &Chain, indent: usize) -> String {
    let flat = flat_chain(chain);
    if !flat.contains('\n') && indent + flat.len() <= WIDTH {
        return flat;
    }
    match chain.calls.as_slice() {
        [only] => format!("{}{}", chain.value, call(only, indent)),
        calls => calls
            .iter()
            .fold(chain.value.to_owned(), |text, next| format!("{text}\n{}{}", pad(indent + 4), call(next, indent + 4))),
    }
}

/// An argument as text, laid out like [`chain`].
pub fn argument(argument: &Argument, indent: usize) -> String {
    let flat = flat(argument);
    if !flat.contains('\n') && indent + flat.len() <= WIDTH {
        return flat;
    }
    match argument {
        Argument::Text(text) => text.clone(),
        Argument::Slice(items) => slice(items, indent),
        Argument::Pair(pair) => format!("({}, {})", self::argument(&pair.0, indent), self::argument(&pair.1, indent)),
        Argument::Rule(rule) => self::rule(rule, indent),
        Argument::Members(arms) => members(arms, indent),
    }
}

fn call(call: &Call, indent: usize) -> String {
    let arguments: Vec<_> = call.arguments.iter().map(|argument| self::argument(argument, indent)).collect();
    let text = format!(".{}({})", call.method, arguments.join(", "));
    if call.arguments.len() < 2 || (!text.contains('\n') && indent + text.len() <= WIDTH) {
        return text;
    }
    let inner = indent + 4;
    let arguments = call.arguments.iter().map(|argument| format!("{}{},\n", pad(inner), self::argument(argument, inner)));
    format!(".{}(\n{}{})", call.method, arguments.collect::<String>(), pad(indent))
}

/// Words fill lines; anything longer stands alone.
fn slice(items: &[Argument], indent: usize) -> String {
    let inner = indent + 4;
    let words = items.iter().all(|item| matches!(item, Argument::Text(_)));
    let mut text = "&[".to_owned();
    let mut column = WIDTH;
    for item in items {
        let item = argument(item, inner);
        if words && column + item.len() + 2 <= WIDTH {
            let _ = write!(text, " {item},");
            column += item.len() + 2;
        } else {
            let _ = write!(text, "\n{}{item},", pad(inner));
            column = inner + item.len() + 1;
        }
    }
    format!("{text}\n{}]", pad(indent))
}

fn rule(rule: &Rule, indent: usize) -> String {
    let inner = indent + 4;
    let statics: String = rule.statics.iter().map(|line| format!("{}{line}\n", pad(inner))).collect();
    let chain = match rule.chain.calls.len() {
        // A chain of one call breaks inside of its argument.
        1 if statics.is_empty() => return format!("|{}| {}", rule.parameters, self::chain(&rule.chain, indent)),
        _ => self::chain(&rule.chain, inner),
    };
    format!("|{}| {{\n{statics}{}{chain}\n{}}}", rule.parameters, pad(inner), pad(indent))
}

fn members(arms: &[(String, Chain)], indent: usize) -> String {
    let inner = indent + 4;
    let arm = |(pattern, chain): &(String, Chain)| {
        let short = format!("{}{pattern} => {}", pad(inner), flat_chain(chain));
        if !short.contains('\n') && short.len() <= WIDTH {
            return format!("{short},\n");
        }
        let text = self::chain(chain, inner);
        format!("{}{pattern} => {text},\n", pad(inner))
    };
    format!("|name, value| match name {{\n{}{}}}", arms.iter().map(arm).collect::<String>(), pad(indent))
}

fn flat_chain(chain: &Chain) -> String {
    let calls = chain
        .calls
        .iter()
        .map(|call| format!(".{}({})", call.method, call.arguments.iter().map(flat).collect::<Vec<_>>().join(", ")));
    format!("{}{}", chain.value, calls.collect::<String>())
}

/// The argument on one line; with a line break where it cannot be.
fn flat(argument: &Argument) -> String {
    match argument {
        Argument::Text(text) => text.clone(),
        Argument::Slice(items) => format!("&[{}]", items.iter().map(flat).collect::<Vec<_>>().join(", ")),
        Argument::Pair(pair) => format!("({}, {})", flat(&pair.0), flat(&pair.1)),
        Argument::Rule(rule) if rule.statics.is_empty() => format!("|{}| {}", rule.parameters, flat_chain(&rule.chain)),
        Argument::Rule(_) | Argument::Members(_) => "\n".to_owned(),
    }
}

fn pad(indent: usize) -> String {
    " ".repeat(indent)
}
