//! Small changes of a value: some break it, others leave it valid.

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::maker::UNDECLARED;

/// The value with one place changed.
pub fn changed(dice: &mut Dice, value: &Value) -> Value {
    let mut value = value.clone();
    let target = dice.below(size(&value));
    let mut left = target;
    if let Some(node) = find(&mut value, &mut left) {
        change(dice, node);
    }
    value
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// The node of this number, counted from the root.
fn find<'v>(value: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| find(item, left)),
        Value::Object(members) => members.iter_mut().find_map(|(_, value)| find(value, left)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn change(dice: &mut Dice, node: &mut Value) {
    if dice.once_in(6) {
        *node = [Value::Null, json!(""), json!(0), json!([]), json!({}), json!(false)][dice.below(6)].clone();
        return;
    }
    match node {
        Value::Null => *node = json!("null"),
        Value::Bool(flag) => *node = if dice.once_in(2) { json!(!*flag) } else { json!(flag.to_string()) },
        Value::Number(number) => {
            let text = number.to_string();
            *node = match (dice.below(5), number.as_i64()) {
                (0, Some(number)) => json!(number.saturating_add(1)),
                (1, Some(number)) => json!(number.saturating_neg()),
                (2, _) => json!(number.as_f64().unwrap_or_default() + 0.25),
                (3, _) => json!(text),
                (_, _) => json!(number.as_f64().unwrap_or_default() * 1000.0),
            };
        }
        Value::String(text) => match dice.below(5) {
            0 => text.push('x'),
            1 => {
                text.pop();
            }
            2 => *text = text.to_uppercase(),
            3 => *text = text.repeat(30),
            _ => text.insert(0, ' '),
        },
        Value::Array(items) => match (dice.below(3), items.first().cloned()) {
            (0, _) => {
                items.pop();
            }
            (1, Some(first)) => items.push(first),
            (_, _) => items.push(Value::Null),
        },
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            match (dice.below(3), names.get(dice.below(names.len()))) {
                (0, Some(name)) => {
                    members.remove(name);
                }
                (1, Some(name)) => {
                    let value = members.remove(name).unwrap_or_default();
                    members.insert(name.to_uppercase(), value);
                }
                (_, _) => {
                    members.insert(format!("{UNDECLARED}Too"), json!([1, { "a": null }]));
                }
            }
        }
    }
}

/// The text of a value with one of its numbers spelled in another way, or with another value than doubles hold.
pub fn respelled(dice: &mut Dice, text: &str) -> Option<String> {
    let numbers = numbers(text);
    let (start, end) = *numbers.get(dice.below(numbers.len()))?;
    let number = text.get(start..end)?;
    let plain = !number.contains(['.', 'e', 'E']);
    let spelled = match dice.below(8) {
        0 if plain => format!("{number}.0"),
        1 if plain => format!("{number}e0"),
        2 if plain && number != "0" => format!("{number}0e-1"),
        3 if plain => format!("{number}.00000000000000000000000001"),
        4 => "123456789012345678901234567890".to_owned(),
        7 => "100000000000000000000".to_owned(),
        5 => "0.1000000000000000055511151231257827".to_owned(),
        6 => "1e400".to_owned(),
        _ if !number.contains(['e', 'E']) => format!("{number}E+00"),
        _ => number.replace('e', "E"),
    };
    Some(format!("{}{spelled}{}", text.get(..start)?, text.get(end..)?))
}

/// Where the numbers of a text stand.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut quoted, mut escaped, mut start) = (false, false, None);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'-' | b'0'..=b'9' if !quoted && start.is_none() => start = Some(index),
            _ => {}
        }
        if let Some(from) = start
            && !byte.is_ascii_digit()
            && !b"+-.eE".contains(&byte)
        {
            found.push((from, index));
            start = None;
        }
    }
    found.extend(start.map(|from| (from, text.len())));
    found
}
