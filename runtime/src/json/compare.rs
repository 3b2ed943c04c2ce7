//! Equality of JSON values as JSON Schema defines it (core, section 4.2.2).

use super::Json;
use super::write::write_string;

impl PartialEq for Json<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Json::Null, Json::Null) => true,
            (Json::Bool(left), Json::Bool(right)) => left == right,
            (Json::Number(left), Json::Number(right)) => left == right,
            (Json::String(left), Json::String(right)) => left == right,
            (Json::Array(left), Json::Array(right)) => left == right,
            (Json::Object(left), Json::Object(right)) => left.len() == right.len() && canonical(self) == canonical(other),
            _ => false,
        }
    }
}

/// A text that two values share exactly when they are equal: numbers normalised, members sorted.
pub(crate) fn canonical(json: &Json<'_>) -> String {
    let mut text = String::new();
    write(json, &mut text);
    text
}

fn write(json: &Json<'_>, text: &mut String) {
    match json {
        Json::Null => text.push('n'),
        Json::Bool(true) => text.push('t'),
        Json::Bool(false) => text.push('f'),
        Json::Number(number) => text.push_str(&number.exact().key()),
        Json::String(string) => write_string(string, text),
        Json::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Json::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|left, right| left.0.cmp(&right.0));
            text.push('{');
            for (name, value) in sorted {
                write_string(name, text);
                write(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Json::Invalid(reason) => {
            text.push('!');
            write_string(reason, text);
        }
    }
}
