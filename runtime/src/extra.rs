//! Values with members that their type does not declare.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use serde_json::Value;

use crate::codec::{Decode, Decoder, Encode};
use crate::json::{Json, JsonWriter, write_value};

/// A value, and the members of its object that the type does not declare. Branches of a union hold their values so where a value may
/// also have members that only another branch declares.
///
/// It reads as the value itself: `branch.name` is `branch.value.name`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WithExtra<T> {
    /// What the type declares.
    pub value: T,
    /// The other members.
    pub extra: BTreeMap<String, Value>,
}

impl<T> From<T> for WithExtra<T> {
    fn from(value: T) -> Self {
        Self { value, extra: BTreeMap::new() }
    }
}

impl<T> Deref for WithExtra<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for WithExtra<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Encode + Decode> Encode for WithExtra<T> {
    fn encode(&self, out: &mut JsonWriter) {
        let start = out.len();
        self.value.encode(out);
        if self.extra.is_empty() || !out.reopen(start) {
            return;
        }
        for (name, value) in &self.extra {
            out.key(name);
            match T::MEMBERS.contains(&name.as_str()) {
                true => out.refuse(crate::object::TAKEN),
                false => write_value(value, out),
            }
        }
        out.end_object();
    }
}

impl<T: Decode> Decode for WithExtra<T> {
    const NULLABLE: bool = T::NULLABLE;
    const MEMBERS: &'static [&'static str] = T::MEMBERS;

    fn decode(json: Json<'_>, decoder: &mut Decoder) -> Self {
        let value = T::decode(json, decoder);
        let mut extra = BTreeMap::new();
        for (name, member) in json.as_object().unwrap_or_default() {
            if !T::MEMBERS.contains(&name) {
                extra.insert(name.to_owned(), Value::decode(member, decoder));
            }
        }
        Self { value, extra }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{from_json_text, object, to_json_text};

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Card {
        number: Option<String>,
    }

    object! { Card { number: optional "number" } }

    #[test]
    fn undeclared_members_come_back() {
        let text = r#"{"number":"1","iban":{"a":[1]}}"#;
        let card: WithExtra<Card> = from_json_text(text).unwrap();
        assert_eq!(card.number.as_deref(), Some("1"));
        assert_eq!(to_json_text(&card).unwrap(), text);
    }

    #[test]
    fn a_declared_member_has_no_second_place() {
        let mut card = WithExtra::from(Card::default());
        card.extra.insert("number".to_owned(), Value::Null);
        assert!(to_json_text(&card).is_err());
    }
}
