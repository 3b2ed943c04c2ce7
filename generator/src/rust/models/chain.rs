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
///
/// Each part is laid out once, since it holds others: whether it fits on a line is asked of as much text as a line has.
pub fn chain(chain: &Chain, indent: usize) -> String {
    if let Some(line) = line(indent, |line| flat_chain(chain, line)) {
        return line;
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
    if let Some(line) = line(indent, |line| flat(argument, line)) {
        return line;
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
    if let [] | [_] = call.arguments.as_slice() {
        let argument = call.arguments.iter().map(|argument| self::argument(argument, indent)).collect::<String>();
        return format!(".{}({argument})", call.method);
    }
    if let Some(line) = line(indent, |line| flat_call(call, line)) {
        return line;
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
        let start = format!("{pattern} => ");
        let short = line(inner, |line| line.push(&start).and_then(|()| flat_chain(chain, line)));
        let text = short.unwrap_or_else(|| format!("{start}{}", self::chain(chain, inner)));
        format!("{}{text},\n", pad(inner))
    };
    format!("|name, value| match name {{\n{}{}}}", arms.iter().map(arm).collect::<String>(), pad(indent))
}

/// A text that ends where the line is full.
struct Line {
    text: String,
    room: usize,
}

impl Line {
    /// The same with more; `None` if that does not fit, or has lines of its own.
    fn push(&mut self, more: &str) -> Option<()> {
        self.room = self.room.checked_sub(more.len())?;
        self.text.push_str(more);
        (!more.contains('\n')).then_some(())
    }

    /// The items with commas between them.
    fn list<T>(&mut self, items: &[T], mut push: impl FnMut(&T, &mut Self) -> Option<()>) -> Option<()> {
        items.iter().enumerate().try_for_each(|(place, item)| {
            self.push(if place > 0 { ", " } else { "" })?;
            push(item, self)
        })
    }
}

/// What fits on the line behind so many columns.
fn line(indent: usize, push: impl FnOnce(&mut Line) -> Option<()>) -> Option<String> {
    let mut line = Line { text: String::new(), room: WIDTH.checked_sub(indent)? };
    push(&mut line)?;
    Some(line.text)
}

fn flat_chain(chain: &Chain, line: &mut Line) -> Option<()> {
    line.push(chain.value)?;
    chain.calls.iter().try_for_each(|call| flat_call(call, line))
}

fn flat_call(call: &Call, line: &mut Line) -> Option<()> {
    line.push(".")?;
    line.push(call.method)?;
    line.push("(")?;
    line.list(&call.arguments, flat)?;
    line.push(")")
}

/// The argument on one line; `None` where it cannot be.
fn flat(argument: &Argument, line: &mut Line) -> Option<()> {
    match argument {
        Argument::Text(text) => line.push(text),
        Argument::Slice(items) => {
            line.push("&[")?;
            line.list(items, flat)?;
            line.push("]")
        }
        Argument::Pair(pair) => {
            line.push("(")?;
            flat(&pair.0, line)?;
            line.push(", ")?;
            flat(&pair.1, line)?;
            line.push(")")
        }
        Argument::Rule(rule) if rule.statics.is_empty() => {
            line.push("|")?;
            line.push(rule.parameters)?;
            line.push("| ")?;
            flat_chain(&rule.chain, line)
        }
        Argument::Rule(_) | Argument::Members(_) => None,
    }
}

fn pad(indent: usize) -> String {
    " ".repeat(indent)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nested(depth: usize) -> Chain {
        let inner = |depth: usize| Argument::Rule(Rule { parameters: "value", statics: Vec::new(), chain: nested(depth) });
        let word = |word: &str| Argument::Text(word.to_owned());
        let arguments = match depth.checked_sub(1) {
            Some(depth) => vec![word("Encoding::Identity"), inner(depth)],
            None => vec![word("1")],
        };
        Chain { value: "value", calls: vec![Call { method: "content", arguments }] }
    }

    #[test]
    fn what_fits_stands_on_a_line() {
        let line = "value.content(Encoding::Identity, |value| value.content(Encoding::Identity, |value| value.content(1)))";
        assert_eq!(chain(&nested(2), 0), line);
        assert_eq!(chain(&nested(2), WIDTH - line.len()), line);
        let broken = "value.content(\n    Encoding::Identity,\n    |value| value.content(Encoding::Identity, |value| value.content(1)),\n)";
        assert_eq!(chain(&nested(2), 20).replace(&pad(20), ""), broken);
    }

    /// A layout of each argument for each way in which the call may be written would take 2^60 of them.
    #[test]
    fn calls_in_calls_are_laid_out_once() {
        assert_eq!(chain(&nested(60), 0).lines().count(), 3 * 60 + 1);
    }
}
