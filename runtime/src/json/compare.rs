//! Equality of JSON values as JSON Schema defines it (core, section 4.2.2).

use super::writer::write_string;
use super::{Json, Tape, Tree, View};

impl PartialEq for Json<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.view(), other.view()) {
            (View::Null, View::Null) => true,
            (View::Bool(left), View::Bool(right)) => left == right,
            (View::Number(left), View::Number(right)) => left == right,
            (View::String(left), View::String(right)) => left == right,
            (View::Array(left), View::Array(right)) => left.len() == right.len() && left.eq(right),
            (View::Object(left), View::Object(right)) => left.len() == right.len() && canonical(*self) == canonical(*other),
            _ => false,
        }
    }
}

impl PartialEq for Tree<'_> {
    fn eq(&self, other: &Self) -> bool {
        Tape::from(self) == Tape::from(other)
    }
}

/// A text that two values share exactly when they are equal: numbers normalised, members sorted.
pub(crate) fn canonical(json: Json<'_>) -> String {
    let mut text = String::new();
    write(json, &mut text);
    text
}

fn write(json: Json<'_>, text: &mut String) {
    match json.view() {
        View::Null => text.push('n'),
        View::Bool(true) => text.push('t'),
        View::Bool(false) => text.push('f'),
        View::Number(number) => text.push_str(&number.exact().key()),
        View::String(string) => write_string(string, text),
        View::Array(items) => {
            text.push('[');
            for item in items {
                write(item, text);
                text.push(',');
            }
            text.push(']');
        }
        View::Object(members) => {
            let mut sorted: Vec<_> = members.collect();
            sorted.sort_by(|left, right| left.0.cmp(right.0));
            text.push('{');
            for (name, value) in sorted {
                write_string(name, text);
                write(value, text);
                text.push(',');
            }
            text.push('}');
        }
        View::Invalid(reason) => {
            text.push('!');
            write_string(reason, text);
        }
    }
}
