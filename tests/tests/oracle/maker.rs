//! Values of a schema, as JSON Schema 2020-12 has it: the smallest, full ones, random ones, those at the bounds, and ones with one keyword
//! broken. None of them need be what was wished for: what they are, the validators say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Number, Value, json};

use crate::dice::Dice;
use crate::texts;

/// How much a value has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Smallest,
    Full,
    Random,
    Bounds,
}

/// Members that no schema declares: kept ones where their values have a schema.
pub const UNDECLARED: &str = "oracleExtra";
pub const KEPT: &str = "oracleKept";

/// A schema is not followed further into itself than so.
const DEEPEST: usize = 7;

/// What has more values than so gets no more than it must.
const LARGE: usize = 300;

/// Makes one value.
pub struct Maker<'s> {
    root: &'s Value,
    dice: Dice,
    style: Style,
    /// How many values are in it so far.
    size: usize,
    /// How many keywords could have been broken so far.
    pub chances: usize,
    /// Which of them is.
    broken: Option<usize>,
}

/// Schemas that all hold for one value, and branches that need not.
#[derive(Default)]
struct Parts<'s> {
    all: Vec<&'s Map<String, Value>>,
    others: Vec<&'s Value>,
}

impl<'s> Parts<'s> {
    fn iter(&self) -> std::slice::Iter<'_, &'s Map<String, Value>> {
        self.all.iter()
    }
}

impl<'s> Maker<'s> {
    pub fn new(root: &'s Value, dice: Dice, style: Style, broken: Option<usize>) -> Self {
        Self { root, dice, style, size: 0, chances: 0, broken }
    }

    /// A value of the root schema.
    pub fn make(&mut self) -> Value {
        self.value(&[self.root], 0)
    }

    /// Whether the keyword at hand is the one to break.
    fn breaks(&mut self) -> bool {
        self.chances += 1;
        self.broken == Some(self.chances)
    }

    /// Whether it should come to an end.
    fn ends(&self, depth: usize) -> bool {
        depth > DEEPEST || self.size > LARGE
    }

    fn value(&mut self, schemas: &[&'s Value], depth: usize) -> Value {
        self.size += 1;
        if depth > 3 * DEEPEST || self.size > 4 * LARGE {
            return Value::Null;
        }
        let mut parts = Parts::default();
        for schema in schemas {
            if let Value::Bool(false) = schema {
                return json!("nothing is allowed");
            }
            self.gather(schema, 0, depth, &mut parts);
        }
        if let Some(value) = self.listed(&parts) {
            return value;
        }
        let kind = self.kind(&parts, depth);
        if self.breaks() {
            return self.of_other_kind(&kind);
        }
        match kind.as_str() {
            "null" => Value::Null,
            "boolean" => Value::Bool(self.dice.once_in(2)),
            "integer" => self.integer(&parts),
            "number" => self.number(&parts),
            "string" => Value::String(self.text(&parts)),
            "array" => self.array(&parts, depth),
            _ => self.object(&parts, depth),
        }
    }

    /// All schemas that hold together: references followed, branches chosen.
    fn gather(&mut self, schema: &'s Value, steps: usize, depth: usize, parts: &mut Parts<'s>) {
        let Some(members) = schema.as_object().filter(|_| steps < 60) else { return };
        parts.all.push(members);
        if let Some(target) = members.get("$ref").and_then(Value::as_str).and_then(|it| self.target(it)) {
            self.gather(target, steps + 1, depth, parts);
        }
        for branch in members.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.gather(branch, steps + 1, depth, parts);
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(branches) = members.get(keyword).and_then(Value::as_array).filter(|it| !it.is_empty()) else { continue };
            // Far down, whatever ends first.
            let index = if self.ends(depth) { 0 } else { self.dice.below(branches.len()) };
            parts.others.extend(branches.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, branch)| branch));
            self.gather(&branches[index], steps + 1, depth, parts);
        }
        // Alone, `if` says nothing (JSON Schema 2020-12 Core, section 10.2.2.1).
        if let Some(condition) = members.get("if") {
            match (members.get("then"), members.get("else")) {
                (None, None) => {}
                (_, Some(other)) if self.dice.once_in(2) => self.gather(other, steps + 1, depth, parts),
                (then, _) => {
                    self.gather(condition, steps + 1, depth, parts);
                    then.into_iter().for_each(|then| self.gather(then, steps + 1, depth, parts));
                }
            }
        }
    }

    fn target(&self, reference: &str) -> Option<&'s Value> {
        let bytes: Vec<u8> = reference.strip_prefix('#')?.bytes().collect();
        let mut plain = Vec::new();
        let mut rest = bytes.as_slice();
        while let [first, tail @ ..] = rest {
            let code = tail.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
            let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
            plain.push(code.unwrap_or(*first));
            rest = &tail[if code.is_some() { 2 } else { 0 }..];
        }
        self.root.pointer(&String::from_utf8(plain).ok()?)
    }

    /// A value of `enum` or `const`.
    fn listed(&mut self, parts: &Parts<'s>) -> Option<Value> {
        let mut listed: Option<Vec<&Value>> = None;
        for part in parts.iter() {
            let values = part.get("enum").and_then(Value::as_array).map(|values| values.iter().collect::<Vec<_>>());
            for values in [values, part.get("const").map(|value| vec![value])].into_iter().flatten() {
                listed =
                    Some(listed.map_or(values.clone(), |known| known.into_iter().filter(|it| values.contains(it)).collect()));
            }
        }
        let listed = listed?;
        if listed.is_empty() || self.breaks() {
            return Some(match listed.first() {
                Some(Value::String(text)) if self.dice.once_in(2) => json!(text.to_uppercase() + "x"),
                Some(Value::Number(_)) => json!(987_654),
                _ => json!("no such value"),
            });
        }
        let index = if self.style == Style::Smallest { 0 } else { self.dice.below(listed.len()) };
        Some(listed[index].clone())
    }

    fn kind(&mut self, parts: &Parts<'s>, depth: usize) -> String {
        let mut kinds: Option<Vec<&str>> = None;
        for part in parts.iter() {
            let named: Vec<&str> = match part.get("type") {
                Some(Value::String(kind)) => vec![kind],
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            kinds = Some(match kinds {
                None => named,
                Some(known) => {
                    let narrow = |kind: &str| match kind {
                        "number" if named.contains(&"integer") && !named.contains(&"number") => Some("integer"),
                        "integer" if named.contains(&"number") => Some("integer"),
                        kind => named.iter().find(|it| **it == kind).copied(),
                    };
                    known.into_iter().filter_map(narrow).collect()
                }
            });
        }
        let mut kinds = kinds.unwrap_or_else(|| vec!["string", "integer", "object", "boolean", "number", "array", "null"]);
        if self.ends(depth) && kinds.contains(&"null") {
            return "null".to_owned();
        }
        if kinds.len() > 1 && (self.style != Style::Random || !self.dice.once_in(3)) {
            kinds.retain(|kind| *kind != "null");
        }
        if kinds.is_empty() { "null".to_owned() } else { (*self.dice.one_of(&kinds)).to_owned() }
    }

    fn of_other_kind(&mut self, kind: &str) -> Value {
        let values = [json!("text"), json!(7), json!(1.5), json!(true), json!([]), json!({}), Value::Null, json!("7")];
        let other = |value: &&Value| match value {
            Value::Null => kind != "null",
            Value::Bool(_) => kind != "boolean",
            Value::Number(_) => kind != "number" && kind != "integer" || kind == "integer" && value.is_f64(),
            Value::String(_) => kind != "string",
            Value::Array(_) => kind != "array",
            Value::Object(_) => kind != "object",
        };
        let values: Vec<&Value> = values.iter().filter(other).collect();
        (*self.dice.one_of(&values)).clone()
    }

    fn number(&mut self, parts: &Parts<'s>) -> Value {
        let numbers = |keyword: &'static str| parts.iter().filter_map(move |part| part.get(keyword)?.as_f64());
        let step = numbers("multipleOf").next();
        let unit = step.unwrap_or(0.5);
        let least = numbers("minimum").chain(numbers("exclusiveMinimum").map(|bound| bound + unit)).reduce(f64::max);
        let most = numbers("maximum").chain(numbers("exclusiveMaximum").map(|bound| bound - unit)).reduce(f64::min);
        if least.is_some() && self.breaks() {
            return number(least.unwrap_or_default() - unit);
        }
        if most.is_some() && self.breaks() {
            return number(most.unwrap_or_default() + unit);
        }
        if step.is_some() && self.breaks() {
            return number(least.unwrap_or_default() + unit * 1.5);
        }
        let low = least.unwrap_or_else(|| most.map_or(0.0, |most| most.min(0.0)));
        let high = most.unwrap_or(low + 1000.0 * unit);
        let spread = f64::from(u32::try_from(self.dice.below(1000)).unwrap());
        let value = self.chosen(low, high, low + (unit * spread).min(high - low));
        number(step.map_or(value, |step| (value / step).round() * step))
    }

    fn integer(&mut self, parts: &Parts<'s>) -> Value {
        let numbers = |keyword: &'static str| parts.iter().filter_map(move |part| integer(part.get(keyword)?));
        let step = numbers("multipleOf").next().filter(|step| *step > 0);
        let unit = step.unwrap_or(1);
        let least = numbers("minimum").chain(numbers("exclusiveMinimum").map(|bound| bound + 1)).max();
        let most = numbers("maximum").chain(numbers("exclusiveMaximum").map(|bound| bound - 1)).min();
        if least.is_some() && self.breaks() {
            return big(least.unwrap_or_default() - 1);
        }
        if most.is_some() && self.breaks() {
            return big(most.unwrap_or_default() + 1);
        }
        if step.is_some() && self.breaks() {
            return big(least.unwrap_or_default() / unit * unit + 1);
        }
        if self.breaks() {
            return json!(1.5);
        }
        let low = least.unwrap_or_else(|| most.map_or(0, |most| most.min(0)));
        let high = most.unwrap_or(low + 1000 * unit);
        let spread = i128::try_from(self.dice.below(1000)).unwrap();
        let value = self.chosen(low, high, low + (unit * spread).min(high - low));
        // Rounded up, as the least is mostly no multiple.
        big(step.map_or(value, |step| (value + step - 1).div_euclid(step) * step))
    }

    fn chosen<T>(&mut self, low: T, high: T, between: T) -> T {
        match self.style {
            Style::Smallest => low,
            Style::Full => high,
            Style::Bounds if self.dice.once_in(2) => low,
            Style::Bounds => high,
            Style::Random => between,
        }
    }

    fn text(&mut self, parts: &Parts<'s>) -> String {
        let (least, most) = self.lengths(parts, "minLength", "maxLength");
        if least > 0 && self.breaks() {
            return texts::of_length(String::new(), least - 1, least - 1);
        }
        if most < LONGEST && self.breaks() {
            return texts::of_length("too long".to_owned(), most + 1, most + 1);
        }
        let patterns: Vec<&str> = parts.iter().filter_map(|part| part.get("pattern")?.as_str()).collect();
        if !patterns.is_empty() && self.breaks() {
            return texts::of_length("\u{1f600} no match".to_owned(), least, most);
        }
        let format = parts.iter().find_map(|part| part.get("format")?.as_str());
        if format.is_some() && self.breaks() {
            return format.and_then(|format| texts::not_of_format(&mut self.dice, format)).unwrap_or_default();
        }
        if let Some(pattern) = patterns.first() {
            for _ in 0..20 {
                let Some(text) = texts::of_pattern(&mut self.dice, pattern) else { break };
                if (least..=most).contains(&text.chars().count()) {
                    return text;
                }
            }
        }
        if let Some(text) = format.and_then(|format| texts::of_format(&mut self.dice, format)) {
            return text;
        }
        let length = self.length(least, most);
        match self.style {
            Style::Smallest | Style::Bounds => texts::of_length(String::new(), length, length),
            Style::Full | Style::Random => texts::of_length(texts::any(&mut self.dice), least, most),
        }
    }

    /// The least and the greatest number of letters, elements or members.
    fn lengths(&self, parts: &Parts<'s>, least: &str, most: &str) -> (usize, usize) {
        let all = |keyword: &str| parts.iter().filter_map(|part| part.get(keyword)?.as_f64()).map(count).collect::<Vec<_>>();
        (all(least).into_iter().max().unwrap_or_default(), all(most).into_iter().min().unwrap_or(LONGEST).min(LONGEST))
    }

    fn length(&mut self, least: usize, most: usize) -> usize {
        match self.style {
            Style::Smallest => least,
            Style::Bounds if most < LONGEST && self.dice.once_in(2) => most,
            Style::Bounds => least,
            Style::Full => most.min(least.max(2)),
            Style::Random => most.min(least + self.dice.below(4)),
        }
    }

    fn array(&mut self, parts: &Parts<'s>, depth: usize) -> Value {
        let (least, most) = self.lengths(parts, "minItems", "maxItems");
        let mut length = self.length(least, most.min(least.max(40)));
        if self.ends(depth) {
            length = least;
        }
        if least > 0 && self.breaks() {
            length = least - 1;
        } else if most < LONGEST && self.breaks() {
            length = most + 1;
        }
        let first = parts.iter().find_map(|part| part.get("prefixItems")?.as_array()).map_or(&[][..], Vec::as_slice);
        let items: Vec<&'s Value> = parts.iter().filter_map(|part| part.get("items")).collect();
        if items.contains(&&Value::Bool(false)) {
            length = length.min(first.len());
        }
        let contained = parts.iter().find_map(|part| part.get("contains"));
        let mut made = Vec::new();
        for index in 0..length.min(LONGEST) {
            let value = match (first.get(index), contained) {
                (Some(schema), _) => self.value(&[schema], depth + 1),
                (None, Some(schema)) if index + 1 == length => self.value(&[schema], depth + 1),
                (None, _) => self.value(&items, depth + 1),
            };
            made.push(value);
        }
        if parts.iter().any(|part| part.get("uniqueItems") == Some(&Value::Bool(true))) {
            let mut seen = BTreeSet::new();
            made.retain(|value| seen.insert(value.to_string()));
            if !made.is_empty() && self.breaks() {
                made.push(made[0].clone());
            }
        }
        Value::Array(made)
    }

    fn object(&mut self, parts: &Parts<'s>, depth: usize) -> Value {
        let mut declared: BTreeMap<&'s str, Vec<&'s Value>> = BTreeMap::new();
        for (name, schema) in parts.iter().filter_map(|part| part.get("properties")?.as_object()).flatten() {
            declared.entry(name).or_default().push(schema);
        }
        let required: BTreeSet<&str> =
            parts.iter().filter_map(|part| part.get("required")?.as_array()).flatten().filter_map(Value::as_str).collect();
        let (least, most) = self.lengths(parts, "minProperties", "maxProperties");
        let mut made = Map::new();
        let any = Value::Bool(true);
        for name in &required {
            let schemas = declared.get(name).cloned().unwrap_or_default();
            let value = if schemas.is_empty() { json!("required") } else { self.value(&schemas, depth + 1) };
            made.insert((*name).to_owned(), value);
            if self.breaks() {
                made.remove(*name);
            }
        }
        for (name, schemas) in &declared {
            let wanted = match self.style {
                Style::Smallest => made.len() < least,
                _ if self.ends(depth) => false,
                Style::Full => true,
                Style::Random | Style::Bounds => self.dice.once_in(2),
            };
            if wanted && !made.contains_key(*name) && made.len() < most && !schemas.contains(&&any) {
                let value = self.value(schemas, depth + 1);
                made.insert((*name).to_owned(), value);
            }
        }
        self.foreign(parts, &declared.keys().copied().collect(), &mut made, depth);
        self.others(parts, &mut made, (least, most), depth);
        Value::Object(made)
    }

    /// Members that other branches of a union declare, as these have them or otherwise.
    fn foreign(&mut self, parts: &Parts<'s>, declared: &BTreeSet<&str>, made: &mut Map<String, Value>, depth: usize) {
        for branch in &parts.others {
            let target = branch.get("$ref").and_then(Value::as_str).and_then(|it| self.target(it)).unwrap_or(branch);
            for (name, schema) in target.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if self.style != Style::Smallest && !self.ends(depth) && !declared.contains(name.as_str()) && self.dice.once_in(6)
                {
                    let value =
                        if self.dice.once_in(2) { self.value(&[schema], depth + 1) } else { self.of_other_kind("object") };
                    made.insert(name.clone(), value);
                }
            }
        }
    }

    /// Members that are not declared.
    fn others(&mut self, parts: &Parts<'s>, made: &mut Map<String, Value>, (least, most): (usize, usize), depth: usize) {
        let others = ["additionalProperties", "unevaluatedProperties"];
        let rules: Vec<&'s Value> = others.iter().flat_map(|name| parts.iter().filter_map(|part| part.get(*name))).collect();
        if rules.contains(&&Value::Bool(false)) {
            if self.breaks() {
                made.insert(UNDECLARED.to_owned(), json!(1));
            }
            return;
        }
        let wanted = match self.style {
            Style::Smallest => 0,
            _ if self.ends(depth) => 0,
            Style::Full => 1,
            Style::Random | Style::Bounds => self.dice.below(3),
        };
        let patterns: Vec<(&'s String, &'s Value)> =
            parts.iter().filter_map(|part| part.get("patternProperties")?.as_object()).flatten().collect();
        for (pattern, schema) in patterns {
            if wanted > 0
                && let Some(name) = texts::of_pattern(&mut self.dice, pattern)
            {
                let value = self.value(&[schema], depth + 1);
                made.insert(name, value);
            }
        }
        let names: Vec<&'s Value> = parts.iter().filter_map(|part| part.get("propertyNames")).collect();
        let count = if least > made.len() { least - made.len() } else { wanted };
        for number in 0..count.min(LONGEST) {
            if made.len() >= most && !self.breaks() {
                break;
            }
            let plain = if rules.is_empty() { UNDECLARED } else { KEPT };
            let name = match (names.is_empty(), self.value(&names, depth + 1)) {
                (false, Value::String(name)) => name,
                (true | false, _) => format!("{plain}{number}"),
            };
            let value = if rules.is_empty() { json!({ "any": [1, null] }) } else { self.value(&rules, depth + 1) };
            made.insert(name, value);
        }
    }
}

/// No text, list or object is made longer than so.
const LONGEST: usize = 1_200;

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lengths are small")]
fn count(number: f64) -> usize {
    number.clamp(0.0, 1e9) as usize
}

/// An integer of a schema, to the unit where it is not exact.
#[allow(clippy::cast_possible_truncation, reason = "it saturates")]
fn integer(value: &Value) -> Option<i128> {
    let exact = value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    exact.or_else(|| Some(value.as_f64()?.clamp(-1e30, 1e30) as i128))
}

fn big(value: i128) -> Value {
    i64::try_from(value).map(Value::from).or_else(|_| u64::try_from(value).map(Value::from)).unwrap_or_else(|_| json!("too big"))
}

fn number(value: f64) -> Value {
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}
